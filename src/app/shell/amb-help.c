#include "amb-help.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *icon;
  const char *title;
  const char *text;
} Topic;

// clang-format off
static const Topic topics[] = {
  { "amb-today-symbolic", N_("Start with Today"),
    N_("It says who waits for you. The button on a line does what the line asks for; the line itself opens the record.") },
  { "amb-import-symbolic", N_("Bring your people in"),
    N_("Import… in the main menu reads a CSV file: it shows what each column becomes, what will be created or updated, and why a row is left out. One Undo takes the whole file back.") },
  { "amb-move-symbolic", N_("A state changes by a move"),
    N_("Nobody becomes active by typing it. Move To… shows where a person can go from here, and which step of the checklist is still open.") },
  { "edit-undo-symbolic", N_("Everything can be taken back"),
    N_("Removing and changing ask nothing; Ctrl+Z takes the last action back, also after a restart.") },
  { "amb-offline-symbolic", N_("Work without a network"),
    N_("Everything is kept on this computer first. The chip at the top says what waits to be sent, and never looks calm while something does.") },
  { "amb-conflict-symbolic", N_("Two people, one field"),
    N_("If a colleague changes what you changed, both versions are kept in Needs Attention until you decide. Nothing is overwritten silently.") },
  { "preferences-desktop-keyboard-shortcuts-symbolic", N_("Keep your hands on the keyboard"),
    N_("Ctrl+K goes to anything: a place, a person, a kind of records, an action. Ctrl+? lists every key.") },
  { NULL }
};
// clang-format on

static GtkWidget *
new_row (const Topic *topic)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (topic->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (topic->text));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (topic->icon));
  return row;
}

GtkWidget *
amb_help_window_new (GtkWindow *parent)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  gtk_window_set_title (GTK_WINDOW (window), _ ("Help"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 680);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _ ("Help"));
  for (const Topic *topic = topics; topic->title != NULL; topic++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (topic));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  return window;
}
