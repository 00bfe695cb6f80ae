/* The empty weeks, each with the two assets that would fill it best. */
#include "amb-calendar-dialogs.h"

#include "amb-calendar-gaps.h"
#include "amb-calendar-words.h"
#include "amb-display.h"
#include <adwaita.h>
#include <glib/gi18n.h>

/* What one offer would come to. */
typedef struct
{
  AmbCalendarModel *model;
  char *asset;
  guint audience;
  char week[AMB_DAY_SIZE];
} Filling;

static void
filling_free (gpointer data, GClosure *closure)
{
  Filling *filling = data;

  g_object_unref (filling->model);
  g_free (filling->asset);
  g_free (filling);
}

/* A week that is filled is no longer empty; one that isn’t says why, and may be tried again. */
static void
filled_cb (gpointer data, const char *sentence, gboolean is_done)
{
  g_autoptr (GtkWidget) button = data;
  GtkWidget *group = gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_GROUP);
  GtkRoot *root = gtk_widget_get_root (button);

  /* The window was closed. */
  if (root == NULL)
    return;
  gtk_widget_set_sensitive (group, TRUE);
  if (is_done)
    {
      gtk_widget_set_visible (group, FALSE);
      gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
    }
  else
    {
      g_autofree char *markup = g_markup_escape_text (sentence, -1);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), markup);
      gtk_widget_grab_focus (button);
    }
}

static void
fill_cb (GtkButton *button, gpointer data)
{
  Filling *filling = data;
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_PREFERENCES_GROUP);

  gtk_widget_set_sensitive (group, FALSE);
  amb_calendar_model_fill (filling->model, filling->asset, filling->audience, filling->week,
                           filled_cb, g_object_ref (button));
}

static GtkWidget *
new_offer (AmbCalendarModel *model, const AmbGap *gap, const AmbGapOffer *offer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Use"));
  Filling *filling = g_new0 (Filling, 1);
  g_autofree char *title = g_markup_escape_text (offer->title, -1);
  g_autofree char *language =
      offer->language != NULL ? amb_display_language (offer->language) : NULL;
  g_autofree char *uses =
      offer->n_uses == 0
          ? g_strdup (_ ("never reused"))
          : g_strdup_printf (ngettext ("used %u time", "used %u times", offer->n_uses),
                             offer->n_uses);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autofree char *line = NULL;
  g_autofree char *markup = NULL;
  /* Translators: a title: makes an idea out of that asset */
  g_autofree char *whole = g_strdup_printf (_ ("Use “%s”"), offer->title);

  if (offer->department != NULL)
    g_strv_builder_add (parts, offer->department);
  if (language != NULL)
    g_strv_builder_add (parts, language);
  g_strv_builder_add (parts, uses);
  words = g_strv_builder_end (parts);
  line = g_strjoinv (" · ", words);
  markup = g_markup_escape_text (line, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  filling->model = g_object_ref (model);
  filling->asset = g_strdup (offer->id);
  filling->audience = gap->audience;
  g_strlcpy (filling->week, gap->week, sizeof filling->week);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "amb-line-button");
  gtk_widget_set_visible (button,
                          amb_context_may (amb_calendar_model_get_context (model),
                                           amb_entity_find ("content-item"), AMB_RIGHT_CREATE));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (fill_cb), filling, filling_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
new_group (AmbCalendarModel *model, const AmbGap *gap)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *last = amb_date_add_days (gap->week, 6);
  g_autofree char *from = amb_calendar_format_day (gap->week, _ ("%-d %b"));
  g_autofree char *to = amb_calendar_format_day (last, _ ("%-d %b"));
  /* Translators: an audience, the number of a week, its first and its last day */
  g_autofree char *title =
      g_strdup_printf (_ ("%s, week %d (%s – %s)"), amb_calendar_get_audience (gap->audience),
                       amb_week_get_number (gap->week), from, to);

  adw_preferences_group_set_title (group, title);
  for (guint i = 0; i < gap->offers->len; i++)
    adw_preferences_group_add (group, new_offer (model, gap, g_ptr_array_index (gap->offers, i)));
  if (gap->offers->len == 0)
    adw_preferences_group_set_description (
        group, _ ("No asset may be used: rights are over, to be cleared, or for inside only."));
  return GTK_WIDGET (group);
}

typedef struct
{
  GtkWindow *window;
  AdwPreferencesPage *page;
  AmbCalendarModel *model;
} Showing;

static void
showing_free (Showing *self)
{
  g_object_unref (self->window);
  g_object_unref (self->model);
  g_free (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Showing *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gaps = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  for (guint i = 0; gaps != NULL && i < gaps->len; i++)
    adw_preferences_page_add (
        self->page, ADW_PREFERENCES_GROUP (new_group (self->model, g_ptr_array_index (gaps, i))));
  if (gaps == NULL || gaps->len == 0)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_title (
          group, gaps == NULL ? error->message : _ ("The weeks to come have something for all."));
      adw_preferences_page_add (self->page, group);
    }
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  showing_free (self);
}

static GtkWindow *
make_window (GtkWidget *widget, AdwPreferencesPage *page)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), _ ("Fill the Gap"));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 620);
  gtk_widget_set_size_request (window, 340, 360);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_widget_set_vexpand (GTK_WIDGET (page), TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page));
  adw_window_set_content (ADW_WINDOW (window), box);
  return GTK_WINDOW (window);
}

static Showing *
showing_new (GtkWidget *widget, AmbCalendarModel *model)
{
  Showing *showing = g_new0 (Showing, 1);

  showing->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  showing->window = g_object_ref (make_window (widget, showing->page));
  showing->model = g_object_ref (model);
  gtk_window_present (showing->window);
  return showing;
}

void
amb_calendar_show_gaps (GtkWidget *widget, AmbCalendarModel *model)
{
  if (amb_calendar_model_get_calendar (model) != NULL)
    amb_calendar_load_gaps_async (model, NULL, read_cb, showing_new (widget, model));
}

void
amb_calendar_show_coming_gaps (GtkWidget *widget, AmbCalendarModel *model)
{
  amb_calendar_load_coming_gaps_async (amb_calendar_model_get_context (model), read_cb,
                                       showing_new (widget, model));
}
