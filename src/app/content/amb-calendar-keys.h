/* What the menu and the keyboard offer in the calendar: actions of the group “calendar”. */
#pragma once

#include "amb-calendar-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_calendar_make_menu: (transfer full): what can be done with what is chosen */
GMenuModel *amb_calendar_make_menu (AmbCalendarModel *model);
/** amb_calendar_add_keys: those that hold wherever in @widget the focus is */
void amb_calendar_add_keys (GtkWidget *widget);
/** amb_calendar_add_page_keys: a page further is the next week or month where @form is scrolled */
void amb_calendar_add_page_keys (GtkWidget *form);
/** amb_calendar_add_form_key: @key shows the form named @form while @widget is seen */
void amb_calendar_add_form_key (GtkWidget *widget, const char *key, const char *form);

G_END_DECLS
