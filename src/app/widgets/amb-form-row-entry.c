/* Fields that are typed: one line, a day, many lines. */
#include "amb-form-row-private.h"

#include "amb-clock.h"
#include "amb-set.h"
#include "amb-typed.h"
#include "amb-validate.h"
#include <adwaita.h>
#include <glib/gi18n.h>
#include <stdio.h>

/* One line. */

static void
entry_changed_cb (AmbFormRow *self)
{
  g_autofree char *text =
      amb_typed_read (self->field, gtk_editable_get_text (GTK_EDITABLE (self->widget)), self->zone);

  amb_form_row_take (self, text);
}

/* Times of day are typed in the programme's zone. */
static char *
dup_programme_zone (AmbContext *context)
{
  const AmbEntity *entity = amb_entity_find ("programme");
  const AmbField *field = amb_entity_find_field (entity, "zone");
  g_autoptr (AmbRecord) programme = amb_store_lookup (amb_context_get_store (context), entity,
                                                      amb_entity_get_singleton_id (entity), NULL);
  const char *zone = programme ? amb_record_get (programme, "zone") : NULL;

  return g_strdup (zone ? zone : field->initial);
}

/* A set without choices is typed as a list with commas. */
static char *
dup_typed (AmbFormRow *self)
{
  g_auto (GStrv) values = NULL;

  if (amb_typed_is_needed (self->field))
    return amb_typed_show (self->field, self->text, self->zone);
  if (self->field->type != AMB_FIELD_SET || self->text[0] != '[')
    return g_strdup (self->text);
  values = amb_set_to_strv (self->text);
  return g_strjoinv (", ", values);
}

static void
show_entry (AmbFormRow *self)
{
  g_autofree char *typed = dup_typed (self);

  gtk_editable_set_text (GTK_EDITABLE (self->widget), typed);
  if (self->field->type == AMB_FIELD_SET)
    {
      g_free (self->text);
      self->text = g_steal_pointer (&typed);
    }
}

static GtkInputPurpose
get_purpose (const AmbField *field)
{
  switch (field->type)
    {
    case AMB_FIELD_EMAIL:
      return GTK_INPUT_PURPOSE_EMAIL;
    case AMB_FIELD_URL:
      return GTK_INPUT_PURPOSE_URL;
    case AMB_FIELD_INT:
      return GTK_INPUT_PURPOSE_DIGITS;
    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

void
amb_form_row_build_entry (AmbFormRow *self)
{
  self->widget = self->control = adw_entry_row_new ();
  self->show = show_entry;
  if (self->field->type == AMB_FIELD_WALL_TIME)
    self->zone = dup_programme_zone (self->context);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->widget), get_purpose (self->field));
  g_signal_connect_object (self->widget, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->widget, "entry-activated", G_CALLBACK (amb_form_row_leave), self,
                           G_CONNECT_SWAPPED);
  amb_form_row_watch_focus (self, self->widget);
}

/* A day: read in words, typed as figures, picked from a calendar. */

static gboolean
has_focus (AmbFormRow *self)
{
  return gtk_widget_has_focus (
      GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->widget))));
}

static void
show_date (AmbFormRow *self)
{
  g_autofree char *words = NULL;

  if (!has_focus (self) && amb_date_is_valid (self->text))
    words = amb_field_format (self->field, self->text);
  gtk_editable_set_text (GTK_EDITABLE (self->widget), words ? words : self->text);
}

static void
date_entered_cb (AmbFormRow *self)
{
  amb_form_row_set_text (self, self->text);
}

static void
date_left_cb (AmbFormRow *self)
{
  amb_form_row_leave (self);
  amb_form_row_set_text (self, self->text);
}

static void
day_selected_cb (AmbFormRow *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  if (self->is_setting)
    return;
  amb_form_row_take (self, text);
  amb_form_row_set_text (self, text);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  amb_form_row_leave (self);
}

static void
calendar_shown_cb (AmbFormRow *self, GtkWidget *popover)
{
  GtkCalendar *calendar = GTK_CALENDAR (gtk_popover_get_child (GTK_POPOVER (popover)));
  g_autoptr (GDateTime) day = NULL;
  int year, month, number;

  if (!amb_date_is_valid (self->text) ||
      sscanf (self->text, "%d-%d-%d", &year, &month, &number) != 3)
    return;
  day = g_date_time_new_local (year, month, number, 0, 0, 0);
  self->is_setting = TRUE;
  gtk_calendar_select_day (calendar, day);
  self->is_setting = FALSE;
}

void
amb_form_row_build_date (AmbFormRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *name = g_strdup_printf (_ ("Choose a day: %s"), _ (self->field->label));

  self->widget = self->control = adw_entry_row_new ();
  self->show = show_date;
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->widget), button);
  self->popover = popover;
  g_signal_connect_object (self->widget, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->widget, "entry-activated", G_CALLBACK (amb_form_row_leave), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (date_entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (date_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->widget))),
                             focus);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (calendar_shown_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Many lines. */

static void
buffer_changed_cb (AmbFormRow *self, GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  amb_form_row_take (self, text ? text : "");
}

static void
show_text (AmbFormRow *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), self->text,
                            -1);
}

void
amb_form_row_build_text (AmbFormRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (_ (self->field->label));

  self->title = title;
  self->widget = adw_preferences_row_new ();
  self->control = gtk_text_view_new ();
  self->show = show_text;
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->control), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->control), FALSE);
  gtk_widget_set_size_request (self->control, -1, 56);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "amb-quiet");
  gtk_widget_add_css_class (box, "amb-form-text");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->control);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->widget), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->widget), FALSE);
  gtk_widget_set_focusable (self->widget, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->field->label), -1);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), "changed",
                           G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
  amb_form_row_watch_focus (self, self->control);
}
