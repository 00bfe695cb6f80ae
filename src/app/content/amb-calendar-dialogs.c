#include "amb-calendar-dialogs.h"

#include "amb-calendar-words.h"
#include "amb-validate.h"
#include <adwaita.h>
#include <glib/gi18n.h>

/* One question. */
typedef struct
{
  AmbCalendarModel *model;
  char **ids;
  AdwMessageDialog *dialog;
  GtkWidget *day, *time, *number; /* nullable */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->model);
  g_strfreev (question->ids);
  g_free (question);
}

static Question *
question_new (GtkWidget *widget,
              AmbCalendarModel *model,
              const char *const *ids,
              const char *heading,
              const char *body,
              const char *verb)
{
  Question *self = g_new0 (Question, 1);

  self->model = g_object_ref (model);
  self->ids = g_strdupv ((char **) ids);
  self->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body));
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), "do", verb, NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "do");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  return self;
}

static void
present (Question *self, GtkWidget *child, GCallback response)
{
  adw_message_dialog_set_extra_child (self->dialog, child);
  g_signal_connect_data (self->dialog, "response", response, self, question_free, 0);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static GtkWidget *
new_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

static GtkWidget *
add_entry (GtkWidget *list, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

/* Day and time. */

/* (transfer full) (nullable): the day that was typed */
static char *
dup_day (Question *self)
{
  static const AmbField field = { .name = "day", .type = AMB_FIELD_DATE };
  char *day = NULL;

  if (!amb_field_normalise (&field, gtk_editable_get_text (GTK_EDITABLE (self->day)), &day, NULL) ||
      day == NULL || !amb_field_validate (&field, day, NULL))
    g_clear_pointer (&day, g_free);
  return day;
}

/* (transfer full) (nullable): "9:00" as "09:00" */
static char *
dup_time (Question *self)
{
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->time)), ":", 2);
  guint64 hour, minute;

  if (parts[0] == NULL || parts[1] == NULL ||
      !g_ascii_string_to_unsigned (g_strstrip (parts[0]), 10, 0, 23, &hour, NULL) ||
      !g_ascii_string_to_unsigned (g_strstrip (parts[1]), 10, 0, 59, &minute, NULL))
    return NULL;
  return g_strdup_printf ("%02u:%02u", (guint) hour, (guint) minute);
}

static gboolean
has_time (Question *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->time)) != '\0';
}

static void
typed_cb (Question *self)
{
  g_autofree char *day = dup_day (self);
  g_autofree char *time = dup_time (self);
  gboolean is_time = time != NULL || !has_time (self);

  if (day != NULL)
    gtk_widget_remove_css_class (self->day, "error");
  else
    gtk_widget_add_css_class (self->day, "error");
  if (is_time)
    gtk_widget_remove_css_class (self->time, "error");
  else
    gtk_widget_add_css_class (self->time, "error");
  adw_message_dialog_set_response_enabled (self->dialog, "do", day != NULL && is_time);
}

static void
day_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Question *self = data;
  g_autofree char *day = dup_day (self);
  g_autofree char *time = has_time (self) ? dup_time (self) : NULL;

  if (g_str_equal (response, "do") && day != NULL)
    amb_calendar_model_place (self->model, (const char *const *) self->ids, day, time);
}

/* The hour in the item's own zone, as it is kept. */
static char *
dup_own_time (const AmbCalendarItem *item)
{
  const char *planned = item != NULL ? amb_record_get (item->record, "publish-on") : NULL;

  return planned != NULL ? g_strndup (planned + AMB_DAY_SIZE, 5) : NULL;
}

void
amb_calendar_ask_day (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids)
{
  const AmbCalendarItem *item = amb_calendar_model_find (model, ids[0]);
  guint n = g_strv_length ((char **) ids);
  GtkWidget *list;
  Question *question;
  g_autofree char *time = dup_own_time (item);
  g_autofree char *heading = NULL;
  const char *day;

  if (item == NULL)
    return;
  heading = n == 1 ? g_strdup_printf (_ ("Place “%s”"), amb_record_get_title (item->record))
                   : g_strdup_printf (ngettext ("Place %u Item", "Place %u Items", n), n);
  question = question_new (
      widget, model, ids, heading,
      n == 1 ? _ ("Left empty, the time is that of its weekly slot, or the one it has.")
             : _ ("The first one comes to this day, and the others keep their distance to it."),
      _ ("_Place"));
  day = time != NULL ? item->at.day : amb_calendar_model_get_today (model);
  list = new_list ();
  question->day = add_entry (list, _ ("Day"), day);
  question->time = add_entry (list, _ ("Time"), time != NULL && n == 1 ? time : "");
  g_signal_connect_swapped (question->day, "changed", G_CALLBACK (typed_cb), question);
  g_signal_connect_swapped (question->time, "changed", G_CALLBACK (typed_cb), question);
  present (question, list, G_CALLBACK (day_response_cb));
  gtk_widget_grab_focus (question->day);
}

/* Numbers. */

static int
get_number (Question *self)
{
  return (int) g_ascii_strtoll (gtk_editable_get_text (GTK_EDITABLE (self->number)), NULL, 10);
}

static void
number_typed_cb (Question *self)
{
  int number = get_number (self);

  adw_message_dialog_set_response_enabled (self->dialog, "do", number != 0 && ABS (number) < 1000);
}

static void
shift_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Question *self = data;

  if (g_str_equal (response, "do"))
    amb_calendar_model_shift (self->model, (const char *const *) self->ids, get_number (self));
}

static void
copy_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Question *self = data;

  if (g_str_equal (response, "do"))
    amb_calendar_model_copy (self->model, (const char *const *) self->ids, 7 * get_number (self));
}

static void
ask_number (Question *self, const char *title, const char *text, GCallback response)
{
  GtkWidget *list = new_list ();

  self->number = add_entry (list, title, text);
  g_signal_connect_swapped (self->number, "changed", G_CALLBACK (number_typed_cb), self);
  present (self, list, response);
  gtk_widget_grab_focus (self->number);
}

void
amb_calendar_ask_days (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids)
{
  guint n = g_strv_length ((char **) ids);
  g_autofree char *heading = g_strdup_printf (ngettext ("Shift %u Item", "Shift %u Items", n), n);

  if (n > 0)
    ask_number (question_new (widget, model, ids, heading,
                              _ ("Each keeps the hour of its own clock. A minus sign goes back."),
                              _ ("_Shift")),
                _ ("Days"), "1", G_CALLBACK (shift_response_cb));
}

void
amb_calendar_ask_week (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids)
{
  guint n = g_strv_length ((char **) ids);
  g_autofree char *heading = g_strdup_printf (ngettext ("Copy %u Item", "Copy %u Items", n), n);

  if (n > 0)
    ask_number (question_new (widget, model, ids, heading,
                              _ ("The copies are ideas: weekday, hour, audience and channel are "
                                 "the same, text and review are not."),
                              _ ("_Copy")),
                _ ("Weeks later"), "1", G_CALLBACK (copy_response_cb));
}
