/* Asks for a reason in words before something is done. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @why: stripped; "" where none was given. Main thread. */
typedef void (*AmbReasonFunc) (gpointer data, const char *why);

/**
 * amb_reason_ask:
 * @widget: whose window the question belongs to
 * @verb: the button that does it, with its mnemonic: _("_Move")
 * @body: what becomes of the reason; when it is asked again, why it was refused
 * @needed: without a reason the button is insensitive
 * @former: (nullable): when it is asked again: what was written, so that nobody writes it twice
 * @given: called when the person chose the button, never when they cancelled
 * @destroy: (nullable): of @data, in both cases
 */
void amb_reason_ask (GtkWidget *widget,
                     const char *heading,
                     const char *body,
                     const char *verb,
                     gboolean needed,
                     const char *former,
                     AmbReasonFunc given,
                     gpointer data,
                     GDestroyNotify destroy);

G_END_DECLS
