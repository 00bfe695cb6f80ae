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
 * @needed: without a reason the button is insensitive
 * @given: called when the person chose the button, never when they cancelled
 * @destroy: (nullable): of @data, in both cases
 */
void amb_reason_ask (GtkWidget *widget,
                     const char *heading,
                     const char *body,
                     const char *verb,
                     gboolean needed,
                     AmbReasonFunc given,
                     gpointer data,
                     GDestroyNotify destroy);

G_END_DECLS
