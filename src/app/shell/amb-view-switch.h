/* The views of a page as a row of toggles in the middle of the header bar. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_VIEW_SWITCH (amb_view_switch_get_type ())
G_DECLARE_FINAL_TYPE (AmbViewSwitch, amb_view_switch, AMB, VIEW_SWITCH, GtkBox)

/** amb_view_switch_set_stack: (nullable) @stack; fewer than two views: the switch is empty */
void amb_view_switch_set_stack (AmbViewSwitch *self, AdwViewStack *stack);
/** amb_view_switch_has_choice: are there two views or more? */
gboolean amb_view_switch_has_choice (AmbViewSwitch *self);
/** amb_view_switch_set_tight: each view is as wide as its own word, not as the longest of all */
void amb_view_switch_set_tight (AmbViewSwitch *self, gboolean tight);

G_END_DECLS
