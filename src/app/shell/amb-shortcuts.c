#include "amb-shortcuts.h"

#include <glib/gi18n.h>
#include <string.h>

#define GENERAL   N_ ("General")
#define WINDOW    N_ ("Window")
#define RECORDS   N_ ("Records")
#define PLACES    N_ ("Places")
#define ATTENTION N_ ("Needs Attention")
#define CALENDAR  N_ ("Calendar")
#define PLANNING  N_ ("Planning")
#define REVIEW    N_ ("To Review")
#define CONTENT   N_ ("Families and Editor")
#define LINES     "18" /* of a column: no small screen cuts a section */

/* Sections of the window, and the group with which each begins. */
static const struct
{
  const char *name, *title, *begins;
} sections[] = {
  { "all", N_ ("Everywhere"), GENERAL },
  { "content", N_ ("Content"), CALENDAR },
};

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

  { RECORDS, N_("New"),                   "<Control>n",        "win.new" },
  { RECORDS, N_("Ask somebody"),          "<Control>t",        "win.ask(('',@as []))" },
  { RECORDS, N_("Add what is in the form"), "<Control>Return", NULL },
  { RECORDS, N_("Select all"),            "<Control>a",        NULL },
  { RECORDS, N_("Remove what is selected"), "Delete",          NULL },
  { RECORDS, N_("Close what is open"),    "Escape",            "win.escape" },
  { RECORDS, N_("To the next column, or one day later"), "<Control><Shift>Right", NULL },
  { RECORDS, N_("To the previous column, or one day earlier"), "<Control><Shift>Left", NULL },
  { RECORDS, N_("Tree: reorganise the node"), "<Control><Shift>m", NULL },

  { ATTENTION, N_("Keep mine"), "m",            NULL },
  { ATTENTION, N_("Keep theirs"), "t",          NULL },
  { ATTENTION, N_("Edit"), "e",                 NULL },
  { ATTENTION, N_("Copy what I typed"), "c",    NULL },

  { CALENDAR, N_("The month before"), "Page_Up",      NULL },
  { CALENDAR, N_("The month after"), "Page_Down",     NULL },
  { CALENDAR, N_("This month"),  "Home",              NULL },
  { CALENDAR, N_("Month"),   "<Control>1", NULL },
  { CALENDAR, N_("Week"),    "<Control>2", NULL },
  { CALENDAR, N_("Board"),   "<Control>3", NULL },
  { CALENDAR, N_("Lanes"),   "<Control>4", NULL },
  { CALENDAR, N_("Agenda"),  "<Control>5", NULL },
  { CALENDAR, N_("Print"),       "<Control>p",        NULL },

  { PLANNING, N_("Place what is selected"), "<Control>m", NULL },
  { PLANNING, N_("One week later; half an hour by hours; another lane"), "<Control><Shift>Down", NULL },
  { PLANNING, N_("Copy what is selected"), "<Control>c", NULL },
  { PLANNING, N_("Cut what is selected"), "<Control>x", NULL },
  { PLANNING, N_("Paste on this day, or at the hour clicked at"), "<Control>v", NULL },
  { PLANNING, N_("Holds a day longer"), "<Control>Page_Down", NULL },
  { PLANNING, N_("Holds a day less"), "<Control>Page_Up", NULL },
  { PLANNING, N_("Select the week"), "<Control><Shift>a", NULL },
  { PLANNING, N_("Hold publications in a crisis"), "<Control><Shift>h", "win.hold::" },

  { REVIEW, N_("Approve, or accept"), "a",            NULL },
  { REVIEW, N_("Ask for changes"), "c",               NULL },
  { REVIEW, N_("Reject, or decline"), "r",            NULL },
  { REVIEW, N_("Tick"),          "x",                 NULL },
  { REVIEW, N_("Approve what is ticked"), "<Control>Return", NULL },

  { CONTENT, N_("Asset or item: show its family"), "<Control><Shift>g", NULL },
  { CONTENT, N_("Family: to what was made of it"), "Right",     NULL },
  { CONTENT, N_("Family: unfold"),        "plus",              NULL },
  { CONTENT, N_("Family: fold"),          "minus",             NULL },
  { CONTENT, N_("Editor: record a publication"), "<Control><Shift>p", NULL },
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

static gboolean
activate_cb (GtkWidget *window, GVariant *arguments, gpointer action)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), action, NULL);
  return TRUE;
}

/* What is over the window isn’t one of the application’s, which alone have its keys. */
static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkEventController *controller = gtk_shortcut_controller_new ();

      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      for (const AmbShortcut *row = shortcuts; row->title != NULL; row++)
        if (is_of_application (row))
          gtk_shortcut_controller_add_shortcut (
              GTK_SHORTCUT_CONTROLLER (controller),
              gtk_shortcut_new (gtk_shortcut_trigger_parse_string (row->accel),
                                gtk_callback_action_new (activate_cb,
                                                         (gpointer) (row->action + strlen ("app.")),
                                                         NULL)));
      gtk_widget_add_controller (window, controller);
    }
}

void
amb_shortcuts_install_application (GtkApplication *application)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb),
                    NULL);
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

static gboolean
begins_section (const AmbShortcut *row, guint next)
{
  return next < G_N_ELEMENTS (sections) && g_str_equal (row->group, sections[next].begins);
}

static void
append_sections (GString *xml)
{
  guint next = 0;

  for (const AmbShortcut *row = shortcuts; row->title != NULL;)
    {
      if (begins_section (row, next))
        {
          g_autofree char *head = g_markup_printf_escaped (
              "<child><object class=\"GtkShortcutsSection\"><property name=\"section-name\">%s"
              "</property><property name=\"title\">%s</property><property "
              "name=\"max-height\">" LINES "</property>",
              sections[next].name, _ (sections[next].title));

          g_string_append (xml, next > 0 ? "</object></child>" : "");
          g_string_append (xml, head);
          next++;
        }
      append_group (xml, &row);
    }
  g_string_append (xml, "</object></child>");
}

/* GTK 4.8 fills a shortcuts window from XML only. */
GtkWindow *
amb_shortcuts_new_window (void)
{
  g_autoptr (GString) xml =
      g_string_new ("<interface><object class=\"GtkShortcutsWindow\" id=\"window\">"
                    "<property name=\"modal\">1</property>");
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  append_sections (xml);
  g_string_append (xml, "</object></interface>");
  if (!gtk_builder_add_from_string (builder, xml->str, -1, &error))
    g_error ("%s", error->message);
  return g_object_ref (GTK_WINDOW (gtk_builder_get_object (builder, "window")));
}
