/* How the calendar names and marks what it shows: audiences, states, days. */
#pragma once

#include "amb-calendar-facts.h"
#include "amb-calendar-slots.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_calendar_audience: “Clients”; "amb-mark-client-symbolic"; "client" as a CSS class; the
 * colour's name in style.css. @audience below AMB_N_AUDIENCES */
const char *amb_calendar_get_audience (guint audience);
const char *amb_calendar_get_mark (guint audience);
const char *amb_calendar_get_colour (guint audience);
/** amb_calendar_new_mark: an image in the audience's colour; @audience −1: hidden */
GtkWidget *amb_calendar_new_mark (void);
void amb_calendar_set_mark (GtkWidget *mark, int audience);
/** amb_calendar_set_hollow: an audience for whom there is nothing */
void amb_calendar_set_hollow (GtkWidget *mark, guint audience, gboolean hollow);

/** amb_calendar_get_icon: of how an item stands: its state, or what a date made of it */
const char *amb_calendar_get_icon (const AmbCalendarItem *item);
/** amb_calendar_get_word: (nullable): of a state that a tile says in words too */
const char *amb_calendar_get_word (const AmbCalendarItem *item);
/** amb_calendar_dup_state: (transfer full): its word in full */
char *amb_calendar_dup_state (const AmbCalendarItem *item);
/** amb_calendar_dup_time: (transfer full): “09:00” by the reader's clock */
char *amb_calendar_dup_time (const AmbCalendarItem *item);
char *amb_calendar_dup_time_at (int minutes);
/** amb_calendar_dup_moment: (transfer full): “02:00”, and “02:00 again” of the second of two */
char *amb_calendar_dup_moment (const AmbMoment *at);
/** amb_calendar_dup_axis_time: (transfer full): the same in two lines */
char *amb_calendar_dup_axis_time (const AmbMoment *at);
/** amb_calendar_dup_clock: (transfer full): by which clock the hours from the day @first to @last
 * are: “UTC+1”, in two lines where it is changed between; @words: (out) (optional): a sentence */
char *amb_calendar_dup_clock (const char *first, const char *last, char **words);
/** amb_calendar_dup_slot: (transfer full): an empty place in full, or why it is not offered */
char *amb_calendar_dup_slot (const AmbCalendarSlot *slot);
/** amb_calendar_dup_where: (transfer full) (nullable): “Voices on X · Ada Ambler”; either alone
 * where the other isn't known */
char *amb_calendar_dup_where (const AmbCalendarItem *item);
/** amb_calendar_dup_whole: (transfer full): all of it, for a tooltip and a screen reader */
char *amb_calendar_dup_whole (const AmbCalendarItem *item);
/** amb_calendar_format_day: (transfer full): @day with @format (strftime's) */
char *amb_calendar_format_day (const char *day, const char *format);

void amb_calendar_set_class (GtkWidget *widget, const char *css, gboolean on);
/** amb_calendar_set_tip: @text (nullable) as the tooltip of @widget and as its description for a
 * screen reader. The tooltip is made when it is asked for: hundreds of widgets get another text
 * together. */
void amb_calendar_set_tip (GtkWidget *widget, const char *text);
/** amb_calendar_get_tip: (nullable): what was set last */
const char *amb_calendar_get_tip (GtkWidget *widget);

G_END_DECLS
