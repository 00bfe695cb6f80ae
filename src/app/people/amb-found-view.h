/* People found by activity: who is suggested and why, who waits to be told, who is removed. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_FOUND_VIEW (amb_found_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbFoundView, amb_found_view, AMB, FOUND_VIEW, AdwBin)

/** amb_found_view_new: reads when it is first shown, and again when something changed meanwhile.
 * Main thread. */
GtkWidget *amb_found_view_new (AmbContext *context);
/** amb_found_view_go_back: takes the choice back; FALSE: nobody was chosen */
gboolean amb_found_view_go_back (AmbFoundView *self);

G_END_DECLS
