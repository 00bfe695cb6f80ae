#include "amb-review-rows.h"

#include "amb-display.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define DAY_MS  G_GINT64_CONSTANT (86400000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)

const char *
amb_review_row_get_id (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "item") : NULL;
}

AmbReviewKind
amb_review_row_get_kind (GtkListBoxRow *row)
{
  return row != NULL ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"))
                     : AMB_REVIEW_NONE;
}

/* “waits 3 days”, “waits 2 hours” */
static char *
dup_waiting (gint64 since, gint64 now)
{
  gint64 waits = MAX (now - since, 0);
  gint64 days = waits / DAY_MS, hours = waits / HOUR_MS;

  if (since == 0)
    return g_strdup (_ ("waits since nobody knows when"));
  if (days > 0)
    return g_strdup_printf (ngettext ("waits %d day", "waits %d days", (gulong) days), (int) days);
  if (hours > 0)
    return g_strdup_printf (ngettext ("waits %d hour", "waits %d hours", (gulong) hours),
                            (int) hours);
  return g_strdup (_ ("came just now"));
}

static char *
dup_told (AmbContext *context, const AmbReviewItem *item)
{
  const char *today = amb_store_get_today (amb_context_get_store (context));
  gint64 now = amb_clock_now (amb_context_get_clock (context));
  g_autofree char *waiting = dup_waiting (item->since, now);
  g_autofree char *day = item->publish_on != NULL ? g_strndup (item->publish_on, 10) : NULL;
  g_autofree char *due = day != NULL ? amb_display_date (day, today) : NULL;
  GString *text = g_string_new (waiting);

  /* Translators: the day on which an item is to be published */
  if (due != NULL)
    g_string_append_printf (text, _ (" · due %s"), due);
  if (day != NULL && strcmp (day, today) < 0)
    g_string_append (text, _ (" · late"));
  if (item->owner_name != NULL)
    g_string_append_printf (text, " · %s", item->owner_name);
  if (item->is_own)
    g_string_append (text, _ (" · your own"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (const char *id, const char *title, const char *told, AmbReviewKind kind)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 title != NULL ? title : _ ("Without a name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), told);
  g_object_set_data_full (G_OBJECT (row), "item", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER (kind));
  g_object_set_data_full (G_OBJECT (row), "told", g_strdup (told), g_free);
  return row;
}

GtkWidget *
amb_review_row_new_review (AmbContext *context, const AmbReviewItem *item)
{
  g_autofree char *told = dup_told (context, item);
  GtkWidget *row = new_row (item->id, item->title, told, AMB_REVIEW_REVIEW);
  GtkWidget *check = gtk_check_button_new ();
  /* Translators: for a screen reader: ticks an item to be approved with others */
  g_autofree char *name =
      g_strdup_printf (_ ("Tick %s"), item->title != NULL ? item->title : _ ("Without a name"));

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  return row;
}

GtkWidget *
amb_review_row_new_suggestion (AmbContext *context, const AmbContentSuggestion *idea)
{
  gint64 now = amb_clock_now (amb_context_get_clock (context));
  g_autofree char *waiting = dup_waiting (idea->at, now);
  GString *told = g_string_new (waiting);
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (idea->author_name != NULL)
    g_string_append_printf (told, " · %s", idea->author_name);
  if (idea->need != NULL)
    g_string_append_printf (told, " · %s", idea->need);
  if (idea->what_for != NULL)
    g_string_append_printf (told, "\n“%s”", idea->what_for);
  text = g_string_free (told, FALSE);
  row = new_row (idea->id, idea->title, text, AMB_REVIEW_SUGGESTION);
  return row;
}

/* “Draft · Ben · Today, 14:01”, and why */
GtkWidget *
amb_review_row_new_own (AmbContext *context, const AmbContentSuggestion *idea)
{
  gint64 now = amb_clock_now (amb_context_get_clock (context));
  g_autofree char *state = amb_display_state (amb_entity_find ("content-item"), idea->state);
  g_autofree char *when = amb_display_instant (idea->at, now);
  GString *told = g_string_new (state);
  g_autofree char *text = NULL;

  if (idea->answered_by != NULL)
    g_string_append_printf (told, " · %s", idea->answered_by);
  g_string_append_printf (told, " · %s", when);
  if (idea->why != NULL)
    g_string_append_printf (told, "\n“%s”", idea->why);
  text = g_string_free (told, FALSE);
  return new_row (idea->id, idea->title, text, AMB_REVIEW_OWN);
}

void
amb_review_row_set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  static const char *const groups[] = { [AMB_REVIEW_REVIEW] = N_ ("To Decide"),
                                        [AMB_REVIEW_SUGGESTION] = N_ ("Suggested"),
                                        [AMB_REVIEW_OWN] = N_ ("Your Suggestions") };
  GtkWidget *label;

  if (before != NULL && amb_review_row_get_kind (row) == amb_review_row_get_kind (before))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (groups[amb_review_row_get_kind (row)]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_header (row, label);
}

const char *
amb_review_row_get_told (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "told") : NULL;
}

GtkCheckButton *
amb_review_row_get_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}
