#include "amb-shortcuts.h"

#include <glib/gi18n.h>

#define GENERAL N_ ("General")
#define WINDOW  N_ ("Window")
#define RECORDS N_ ("Records")
#define PLACES  N_ ("Places")
#define LINES   "16" /* of a column: all groups stand on one page, which no small screen cuts */

// clang-format off
static const AmbShortcut shortcuts[] = {
  { GENERAL, N_("Go to anything"),        "<Control>k",        "win.show-palette" },
  { GENERAL, N_("Search in this page"),   "<Control>f",        "win.search" },
  { GENERAL, N_("Show one node"),         "<Control>l",        "win.choose-node" },
  { GENERAL, N_("Back"),                  "<Alt>Left",         "win.back" },
  { GENERAL, N_("Undo"),                  "<Control>z",        "win.undo" },
  { GENERAL, N_("Redo"),                  "<Control><Shift>z", "win.redo" },
  { GENERAL, N_("Synchronise now"),       "F5",                "win.synchronise" },

  { WINDOW,  N_("Show or hide the sidebar"), "F9",             "win.toggle-sidebar" },
  { WINDOW,  N_("Main menu"),             "F10",               "win.show-menu" },
  { WINDOW,  N_("Preferences"),           "<Control>comma",    "win.show-preferences" },
  { WINDOW,  N_("Keyboard shortcuts"),    "<Control>question", "win.show-shortcuts" },
  { WINDOW,  N_("Close the window"),      "<Control>w",        "window.close" },
  { WINDOW,  N_("Quit"),                  "<Control>q",        "app.quit" },

  { RECORDS, N_("New"),                   "<Control>n",        "win.new" },
  { RECORDS, N_("Ask somebody"),          "<Control>t",        "win.ask(('',@as []))" },
  { RECORDS, N_("Add what is in the form"), "<Control>Return", NULL },
  { RECORDS, N_("Select all"),            "<Control>a",        NULL },
  { RECORDS, N_("Remove what is selected"), "Delete",          NULL },
  { RECORDS, N_("Close what is open"),    "Escape",            "win.escape" },
  { RECORDS, N_("To the next column, or one day later"), "<Control><Shift>Right", NULL },
  { RECORDS, N_("To the previous column, or one day earlier"), "<Control><Shift>Left", NULL },
  { RECORDS, N_("Tree: reorganise the node"), "<Control><Shift>m", NULL },
  { RECORDS, N_("Asset or item: show its family"), "<Control><Shift>g", NULL },
  { RECORDS, N_("Family: to what was made of it"), "Right",     NULL },
  { RECORDS, N_("Family: unfold"),        "plus",              NULL },
  { RECORDS, N_("Family: fold"),          "minus",             NULL },
  { RECORDS, N_("Calendar: the month before"), "Page_Up",      NULL },
  { RECORDS, N_("Calendar: the month after"), "Page_Down",     NULL },
  { RECORDS, N_("Calendar: this month"),  "Home",              NULL },
  { RECORDS, N_("Calendar: place what is selected"), "<Control>m", NULL },
  { RECORDS, N_("Calendar: one week later; half an hour by hours; another lane"), "<Control><Shift>Down", NULL },
  { RECORDS, N_("Calendar: holds a day longer"), "<Control>Page_Down", NULL },
  { RECORDS, N_("Calendar: holds a day less"), "<Control>Page_Up", NULL },
  { RECORDS, N_("Calendar: month"),   "<Control>1", NULL },
  { RECORDS, N_("Calendar: week"),    "<Control>2", NULL },
  { RECORDS, N_("Calendar: board"),   "<Control>3", NULL },
  { RECORDS, N_("Calendar: lanes"),   "<Control>4", NULL },
  { RECORDS, N_("Calendar: agenda"),  "<Control>5", NULL },
  { RECORDS, N_("Calendar: print"),       "<Control>p",        NULL },
  { RECORDS, N_("Calendar: select the week"), "<Control><Shift>a", NULL },
  { RECORDS, N_("Hold publications in a crisis"), "<Control><Shift>h", "win.hold::" },
  { RECORDS, N_("Review: approve, or accept"), "a",            NULL },
  { RECORDS, N_("Review: ask for changes"), "c",               NULL },
  { RECORDS, N_("Review: reject, or decline"), "r",            NULL },
  { RECORDS, N_("Review: tick"),          "x",                 NULL },
  { RECORDS, N_("Review: approve what is ticked"), "<Control>Return", NULL },
  { RECORDS, N_("Editor: record a publication"), "<Control><Shift>p", NULL },
  { RECORDS, N_("Needs attention: keep mine"), "m",            NULL },
  { RECORDS, N_("Needs attention: keep theirs"), "t",          NULL },
  { RECORDS, N_("Needs attention: edit"), "e",                 NULL },
  { RECORDS, N_("Needs attention: copy what I typed"), "c",    NULL },

  { PLACES,  N_("Today"),                 "<Alt>1",            "win.go-to::today" },
  { PLACES,  N_("People"),                "<Alt>2",            "win.go-to::people" },
  { PLACES,  N_("Network"),               "<Alt>3",            "win.go-to::network" },
  { PLACES,  N_("Training"),              "<Alt>4",            "win.go-to::training" },
  { PLACES,  N_("Content"),               "<Alt>5",            "win.go-to::content" },
  { PLACES,  N_("Listening"),             "<Alt>6",            "win.go-to::listening" },
  { PLACES,  N_("Crises"),                "<Alt>7",            "win.go-to::crises" },
  { PLACES,  N_("Spaces"),                "<Alt>8",            "win.go-to::spaces" },
  { PLACES,  N_("Figures"),               "<Alt>9",            "win.go-to::figures" },
  { PLACES,  N_("Needs Attention"),       "<Alt>0",            "win.go-to::attention" },
  { NULL }
};
// clang-format on

const AmbShortcut *
amb_shortcuts (void)
{
  return shortcuts;
}

static GtkShortcut *
new_shortcut (const AmbShortcut *row)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (row->accel);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkShortcut *shortcut;

  g_action_parse_detailed_name (row->action, &name, &target, NULL);
  shortcut = gtk_shortcut_new (trigger, gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);
  return shortcut;
}

static gboolean
is_of_application (const AmbShortcut *row)
{
  return row->action != NULL && g_str_has_prefix (row->action, "app.");
}

void
amb_shortcuts_install_application (GtkApplication *application)
{
  for (const AmbShortcut *row = shortcuts; row->title != NULL; row++)
    if (is_of_application (row))
      gtk_application_set_accels_for_action (application, row->action,
                                             (const char *[]){ row->accel, NULL });
}

/* In the bubble phase: an entry keeps its own Ctrl+Z, Ctrl+A and Delete. */
void
amb_shortcuts_install (GtkWidget *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (const AmbShortcut *row = shortcuts; row->title != NULL; row++)
    if (row->action != NULL && !is_of_application (row))
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            new_shortcut (row));
  gtk_widget_add_controller (widget, controller);
}

static void
append_group (GString *xml, const AmbShortcut **row)
{
  const char *group = (*row)->group;
  g_autofree char *head = g_markup_printf_escaped (
      "<child><object class=\"GtkShortcutsGroup\"><property name=\"title\">%s</property>",
      _ (group));

  g_string_append (xml, head);
  for (; (*row)->title != NULL && g_strcmp0 ((*row)->group, group) == 0; (*row)++)
    {
      g_autofree char *line = g_markup_printf_escaped (
          "<child><object class=\"GtkShortcutsShortcut\"><property name=\"title\">%s</property>"
          "<property name=\"accelerator\">%s</property></object></child>",
          _ ((*row)->title), (*row)->accel);
      g_string_append (xml, line);
    }
  g_string_append (xml, "</object></child>");
}

/* GTK 4.8 fills a shortcuts window from XML only. */
GtkWindow *
amb_shortcuts_new_window (void)
{
  g_autoptr (GString) xml = g_string_new (
      "<interface><object class=\"GtkShortcutsWindow\" id=\"window\">"
      "<property name=\"modal\">1</property><child><object class=\"GtkShortcutsSection\">"
      "<property name=\"section-name\">all</property><property name=\"max-height\">" LINES
      "</property>");
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  for (const AmbShortcut *row = shortcuts; row->title != NULL;)
    append_group (xml, &row);
  g_string_append (xml, "</object></child></object></interface>");
  if (!gtk_builder_add_from_string (builder, xml->str, -1, &error))
    g_error ("%s", error->message);
  return g_object_ref (GTK_WINDOW (gtk_builder_get_object (builder, "window")));
}
