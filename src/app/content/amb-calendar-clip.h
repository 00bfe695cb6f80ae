/* What was copied or cut in the calendar, until it is pasted somewhere in it. */
#pragma once

#include "amb-calendar-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _AmbCalendarClip AmbCalendarClip;

/** amb_calendar_clip_new: main thread, as all of it */
AmbCalendarClip *amb_calendar_clip_new (AmbCalendarModel *model);
void amb_calendar_clip_free (AmbCalendarClip *self);
/** amb_calendar_clip_take: @ids, in the order of the calendar; other programs get their titles. Of
 * what is cut that stays which may not be moved, and it is said. */
void amb_calendar_clip_take (AmbCalendarClip *self,
                             GtkWidget *widget,
                             const char *const *ids,
                             gboolean is_cut);
/** amb_calendar_clip_paste: @when: (nullable): a day, or a planned time: what was cut comes there,
 * what was copied gets a copy there, again each time */
void amb_calendar_clip_paste (AmbCalendarClip *self, GtkWidget *widget, const char *when);
/** amb_calendar_clip_release: what was cut stays where it is; FALSE: nothing was */
gboolean amb_calendar_clip_release (AmbCalendarClip *self);

/** amb_calendar_clip_add_menu: a popover of @parent: the secondary button at a day or an hour of
 * @forms, which is in it, offers what can be done there, by the actions “calendar.paste-at” and
 * “calendar.add” (s) */
GtkWidget *
amb_calendar_clip_add_menu (AmbCalendarModel *model, GtkWidget *forms, GtkWidget *parent);

G_END_DECLS
