/* What the calendar's views share: what is shown, what is selected, and what is done with it. */
#pragma once

#include "amb-calendar-acts.h"
#include "amb-calendar-facts.h"
#include "amb-calendar-slots.h"
#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_MODEL (amb_calendar_model_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarModel, amb_calendar_model, AMB, CALENDAR_MODEL, GObject)

/* Signals: "loaded": there is another calendar, and items of the former are gone; "selected": other
 * items are selected; "said" (char *, gboolean): a sentence for the person, and whether it offers
 * undo. Main thread. */
AmbCalendarModel *amb_calendar_model_new (AmbContext *context);

AmbContext *amb_calendar_model_get_context (AmbCalendarModel *self);
const AmbCalendar *amb_calendar_model_get_calendar (AmbCalendarModel *self); /* nullable */
const char *amb_calendar_model_get_today (AmbCalendarModel *self);
/** amb_calendar_model_find: (nullable): an item that is shown or in the tray */
const AmbCalendarItem *amb_calendar_model_find (AmbCalendarModel *self, const char *id);
/** amb_calendar_model_may_write: may the person at this desk plan? */
gboolean amb_calendar_model_may_write (AmbCalendarModel *self);

/** amb_calendar_model_check_write: the same; where not, it is said */
gboolean amb_calendar_model_check_write (AmbCalendarModel *self);
/** amb_calendar_model_dup_obstacle: (transfer full) (nullable): why the item of that id stays where
 * it is, in a sentence: it is out, or not this person's to change */
char *amb_calendar_model_dup_obstacle (AmbCalendarModel *self, const char *id);
void amb_calendar_model_say (AmbCalendarModel *self, const char *sentence);

/* What is shown. The month is named by its first day. */
const char *amb_calendar_model_get_month (AmbCalendarModel *self);
void amb_calendar_model_set_month (AmbCalendarModel *self, const char *day);
/** amb_calendar_model_get_day: a day of that month: the week that is shown is its week */
const char *amb_calendar_model_get_day (AmbCalendarModel *self);
void amb_calendar_model_set_day (AmbCalendarModel *self, const char *day);
/** amb_calendar_model_set_shows_week: is a week all that is seen now? What is selected beyond it is
 * forgotten: nothing is done to what nobody sees */
void amb_calendar_model_set_shows_week (AmbCalendarModel *self, gboolean shows_week);
/** amb_calendar_model_go: so many weeks further where a week is shown, else so many months */
void amb_calendar_model_go (AmbCalendarModel *self, int by);
/** amb_calendar_model_dup_week: (transfer full): the first day of the week of that day */
char *amb_calendar_model_dup_week (AmbCalendarModel *self);
/** amb_calendar_model_find_range: @from, @n: place and number of the items of @n_days from @day on;
 * FALSE: nothing was read yet */
gboolean amb_calendar_model_find_range (
    AmbCalendarModel *self, const char *day, int n_days, guint *from, guint *n);
/** amb_calendar_model_find_slots: the same of the empty places */
gboolean amb_calendar_model_find_slots (
    AmbCalendarModel *self, const char *day, int n_days, guint *from, guint *n);
/** amb_calendar_model_find_slot: (nullable): an empty place by its key */
const AmbCalendarSlot *amb_calendar_model_find_slot (AmbCalendarModel *self, const char *key);
/** amb_calendar_model_set_audiences: bits; 0: all */
void amb_calendar_model_set_audiences (AmbCalendarModel *self, guint audiences);
guint amb_calendar_model_get_audiences (AmbCalendarModel *self);
/** amb_calendar_model_get_filter: conditions and search; after a change of it,
 * amb_calendar_model_refresh() */
AmbQuery *amb_calendar_model_get_filter (AmbCalendarModel *self);
void amb_calendar_model_refresh (AmbCalendarModel *self);
/** amb_calendar_model_set_shown: is somebody looking? At first: no. What changes while nobody does
 * is read when somebody does again */
void amb_calendar_model_set_shown (AmbCalendarModel *self, gboolean shown);
/** amb_calendar_model_dup_query: (transfer full): filter and audiences as one query, as a list of
 * the items would have them */
AmbQuery *amb_calendar_model_dup_query (AmbCalendarModel *self);
/** amb_calendar_model_take_query: what amb_calendar_model_dup_query() gave, or a named view */
void amb_calendar_model_take_query (AmbCalendarModel *self, const AmbQuery *query);
/** amb_calendar_model_get_view: (nullable): id of the named view that was chosen; remembered */
const char *amb_calendar_model_get_view (AmbCalendarModel *self);
void amb_calendar_model_set_view (AmbCalendarModel *self, const char *id);
/** amb_calendar_model_get_form: "month", "week", "board", "lanes" or "agenda"; remembered by the
 * profile, as audiences and filter are */
const char *amb_calendar_model_get_form (AmbCalendarModel *self);
void amb_calendar_model_set_form (AmbCalendarModel *self, const char *form);

/** amb_calendar_model_is_after_act: is what is shown now read because something was done here? Else
 * because others changed something, or another month was asked for */
gboolean amb_calendar_model_is_after_act (AmbCalendarModel *self);

/* What is selected. The one that was chosen last leads. */
gboolean amb_calendar_model_is_selected (AmbCalendarModel *self, const char *id);
guint amb_calendar_model_get_n_selected (AmbCalendarModel *self);
void amb_calendar_model_select (AmbCalendarModel *self, const char *id); /* nullable: none */
void amb_calendar_model_toggle (AmbCalendarModel *self, const char *id);
/** amb_calendar_model_extend: all from the leading one to @id, as they come */
void amb_calendar_model_extend (AmbCalendarModel *self, const char *id);
/** amb_calendar_model_select_week: all that is shown in the week of @day */
void amb_calendar_model_select_week (AmbCalendarModel *self, const char *day);
/** amb_calendar_model_select_all: all with a day that is shown: of the week, or of the month */
void amb_calendar_model_select_all (AmbCalendarModel *self);
/** amb_calendar_model_dup_chosen: (transfer full): ids, @leading (nullable) first: all that is
 * selected where it is one of them, else it alone */
char **amb_calendar_model_dup_chosen (AmbCalendarModel *self, const char *leading);
/** amb_calendar_model_get_leading: (nullable): the one that the keyboard is at */
const char *amb_calendar_model_get_leading (AmbCalendarModel *self);
void amb_calendar_model_set_leading (AmbCalendarModel *self, const char *id);

/** amb_calendar_model_set_cut: @ids (nullable) wait for the place where they are pasted */
void amb_calendar_model_set_cut (AmbCalendarModel *self, const char *const *ids);
gboolean amb_calendar_model_is_cut (AmbCalendarModel *self, const char *id);

/* What is dragged: the model itself is the value, so that nothing else can be dropped. */
void amb_calendar_model_set_dragged (AmbCalendarModel *self, const char *id);
/** amb_calendar_model_get_grip: px below the top of what is dragged where the pointer took it */
double amb_calendar_model_get_grip (AmbCalendarModel *self);
const char *amb_calendar_model_get_dragged (AmbCalendarModel *self); /* nullable */
/** amb_calendar_model_make_draggable: @get_id: (nullable result): what @widget shows */
typedef const char *(*AmbCalendarGetId) (GtkWidget *widget);
void amb_calendar_model_make_draggable (AmbCalendarModel *self,
                                        GtkWidget *widget,
                                        AmbCalendarGetId get_id);

/* What is done: one command, one undo each; the answer is "said". @ids: borrowed. */
void amb_calendar_model_place (AmbCalendarModel *self,
                               const char *const *ids,
                               const char *day,
                               const char *time);
void amb_calendar_model_shift (AmbCalendarModel *self, const char *const *ids, int days);
/** amb_calendar_model_place_at: to when the clock of the reader shows @at */
void
amb_calendar_model_place_at (AmbCalendarModel *self, const char *const *ids, const AmbMoment *at);
void
amb_calendar_model_shift_by (AmbCalendarModel *self, const char *const *ids, int days, int minutes);
void amb_calendar_model_target (
    AmbCalendarModel *self, const char *const *ids, guint audience, int days, const char *week);
void amb_calendar_model_stretch (
    AmbCalendarModel *self, const AmbEntity *entity, const char *id, int first_by, int last_by);
void amb_calendar_model_unplan (AmbCalendarModel *self, const char *const *ids);
void amb_calendar_model_remove (AmbCalendarModel *self, const char *const *ids);
void amb_calendar_model_copy (AmbCalendarModel *self, const char *const *ids, int days);
/** amb_calendar_model_copy_to: the first copy comes to the hour of @at (@has_hour), or to its day,
 * and is what is chosen then */
void amb_calendar_model_copy_to (AmbCalendarModel *self,
                                 const char *const *ids,
                                 const AmbMoment *at,
                                 gboolean has_hour);
/** amb_calendar_model_fill: @done: (nullable): is told too */
void amb_calendar_model_fill (AmbCalendarModel *self,
                              const char *asset,
                              guint audience,
                              const char *week,
                              AmbCalendarDone done,
                              gpointer data);

G_END_DECLS
