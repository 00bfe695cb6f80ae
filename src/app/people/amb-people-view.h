/* A list of people that says where they are when nobody is in the view it begins with. */
#pragma once

#include "amb-list-detail.h"

G_BEGIN_DECLS

#define AMB_TYPE_PEOPLE_VIEW (amb_people_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbPeopleView, amb_people_view, AMB, PEOPLE_VIEW, AdwBin)

/** amb_people_view_new: @design has the views "pool" and, but for a selection, "everyone".
 * Property "nobody" (boolean, read-only, notifies): its own page leads, not the list. */
GtkWidget *amb_people_view_new (AmbContext *context, const AmbListDesign *design);

AmbListDetail *amb_people_view_get_detail (AmbPeopleView *self);
/** amb_people_view_set_pool: how many people are in the pool */
void amb_people_view_set_pool (AmbPeopleView *self, gint64 pool);
/** amb_people_view_set_narrow: the buttons stand below each other */
void amb_people_view_set_narrow (AmbPeopleView *self, gboolean narrow);
/** amb_people_view_show_query: in the designed view that asks the same, where there is one.
 * Returns FALSE when there is none. */
gboolean amb_people_view_show_query (AmbPeopleView *self, const AmbQuery *query);
/** amb_people_view_open: as amb_list_detail_open(), also where the list was never shown */
gboolean amb_people_view_open (AmbPeopleView *self, const char *id);
/** amb_people_view_focus: the rows, or the first button of the page that leads */
void amb_people_view_focus (AmbPeopleView *self);

/** amb_people_pill_new: a button of a page without people; @action: a detailed name */
GtkWidget *amb_people_pill_new (const char *label, const char *action, gboolean suggested);

G_END_DECLS
