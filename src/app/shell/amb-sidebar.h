/* The list of places, each with a pill that counts what waits for me. */
#pragma once

#include "amb-places.h"

G_BEGIN_DECLS

#define AMB_TYPE_SIDEBAR (amb_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AmbSidebar, amb_sidebar, AMB, SIDEBAR, AdwBin)

/** amb_sidebar_set_context: shows the places that the person at this desk has a right to */
void amb_sidebar_set_context (AmbSidebar *self, AmbContext *context);
/** amb_sidebar_set_place: selects the row of that place; none for a place that is not listed */
void amb_sidebar_set_place (AmbSidebar *self, const char *place);
/** amb_sidebar_set_count: no pill at 0 */
void amb_sidebar_set_count (AmbSidebar *self, const char *place, guint count);
/** amb_sidebar_show_menu: opens the main menu */
void amb_sidebar_show_menu (AmbSidebar *self);
/** amb_sidebar_choose_node: opens the choice of the node that the places are narrowed to */
void amb_sidebar_choose_node (AmbSidebar *self);

G_END_DECLS
