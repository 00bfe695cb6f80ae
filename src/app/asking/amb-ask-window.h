/* Asking people to do something: what, of whom, and what speaks against it before it is sent. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_ASK_WINDOW (amb_ask_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbAskWindow, amb_ask_window, AMB, ASK_WINDOW, AdwWindow)

/** amb_ask_may: may the person at this desk ask others? */
gboolean amb_ask_may (AmbContext *context);
/**
 * amb_ask_window_new:
 * @entity: (nullable): person, role, node or cohort: whose @ids are asked; content item, signal or
 *   session: what the request is about; NULL: nobody yet
 *
 * What came of it goes to `win.toast` of @parent.
 */
GtkWidget *amb_ask_window_new (AmbContext *context,
                               const AmbEntity *entity,
                               const char *const *ids,
                               GtkWindow *parent);

G_END_DECLS
