/* A line of Today: who or what, why, until when, and the button. */
#pragma once

#include "amb-today-facts.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_TODAY_ROW (amb_today_row_get_type ())
G_DECLARE_FINAL_TYPE (AmbTodayRow, amb_today_row, AMB, TODAY_ROW, GtkListBoxRow)

/**
 * amb_today_row_new:
 * @buttons: the buttons of a column share one width
 * @leads: is this the one button of the page that is blue?
 * @is_main: in the wide column; in the other one long names do not ask for more room
 */
GtkWidget *amb_today_row_new (const AmbTodayLine *line,
                              GtkSizeGroup *buttons,
                              gboolean leads,
                              gboolean is_main);
/** amb_today_row_set_narrow: an arrow in the button's place; the row does what the button did */
void amb_today_row_set_narrow (AmbTodayRow *self, gboolean narrow);

G_END_DECLS
