#include "amb-answer.h"
#include "amb-ask-window.h"
#include "amb-editor-publish.h"
#include "amb-editor-window.h"
#include "amb-family-window.h"
#include "amb-need-window.h"
#include "amb-reuse-window.h"
#include "amb-fit-window.h"
#include "amb-help.h"
#include "amb-hold-window.h"
#include "amb-import-stopped.h"
#include "amb-import-window.h"
#include "amb-lift-window.h"
#include "amb-figures-form.h"
#include "amb-palette.h"
#include "amb-person-page.h"
#include "amb-preferences-window.h"
#include "amb-reorganise-window.h"
#include "amb-shortcuts.h"
#include "amb-window-private.h"
#include "amb-write-window.h"

#include <glib/gi18n.h>

static void
go_to_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_window_go_to (data, g_variant_get_string (target, NULL));
}

/* Of one node, today's days. */
static void
show_calendar_cb (GSimpleAction *action, GVariant *node, gpointer data)
{
  AmbWindow *self = data;

  amb_context_set_node (self->context, g_variant_get_string (node, NULL));
  amb_window_go_to (self, "content/calendar");
  if (self->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->page), "page.show-today", NULL);
}

/* In the queue, with its text beside. */
static void
review_item_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  AmbWindow *self = data;

  amb_window_go_to (self, "content/review");
  if (self->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->page), "page.review", "s",
                                g_variant_get_string (id, NULL));
}

static void
fill_gaps_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbWindow *self = data;

  amb_window_go_to (self, "content/calendar");
  if (self->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->page), "page.fill-gaps", NULL);
}

static void
open_record_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *entity_name, *id;
  const AmbEntity *entity;
  g_autoptr (AmbRecord) record = NULL;

  g_variant_get (target, "(&s&s)", &entity_name, &id);
  entity = amb_entity_find (entity_name);
  if (entity == NULL)
    return;
  record = amb_store_lookup (amb_context_get_store (self->context), entity, id, NULL);
  if (record == NULL || amb_record_get_deleted (record))
    {
      amb_window_show_toast (self, _ ("This record is no longer there."), FALSE);
      return;
    }
  amb_window_go_to (self, amb_place_find_for_entity (entity, self->context)->id);
  if (amb_page_open_record (self->page, entity, id))
    return;
  /* A place may show less than all of its kinds, by right. */
  amb_window_go_to (self, "records");
  amb_page_open_record (self->page, entity, id);
}

static void
show_kind_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const AmbEntity *entity = amb_entity_find (g_variant_get_string (target, NULL));
  g_autoptr (AmbQuery) query = entity != NULL ? amb_query_new (entity) : NULL;

  if (query == NULL)
    return;
  amb_window_go_to (self, "records");
  amb_page_show_query (self->page, query);
}

static void
show_list_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *entity_name, *text;
  const AmbEntity *entity;
  g_autoptr (AmbQuery) query = NULL;
  g_autoptr (AmbJson) json = NULL;

  g_variant_get (target, "(&s&s)", &entity_name, &text);
  entity = amb_entity_find (entity_name);
  if (entity == NULL)
    return;
  if (*text != '\0')
    json = amb_json_parse (text, strlen (text), NULL);
  query = json != NULL ? amb_query_from_json (entity, amb_json_get_root (json))
                       : amb_query_new (entity);
  amb_window_go_to (self, amb_place_find_for_entity (entity, self->context)->id);
  amb_page_show_query (self->page, query);
  amb_window_focus_content (self);
}

static void
toast_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *text;
  gboolean with_undo;

  g_variant_get (target, "(&sb)", &text, &with_undo);
  amb_window_show_toast (data, text, with_undo);
}

void
amb_window_import (AmbWindow *self, const AmbEntity *entity, GFile *file)
{
  GtkWidget *window = amb_import_window_new (self->context, entity, file);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
import_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_auto (GStrv) words = g_strsplit (g_variant_get_string (target, NULL), " ", 2);
  const char *name = words[0] != NULL && *words[0] != '\0' ? words[0] : "ambassador";
  const AmbEntity *entity = amb_entity_find (name);
  GtkWidget *window;

  if (entity == NULL)
    return;
  window = amb_import_window_new (((AmbWindow *) data)->context, entity, NULL);
  if (words[0] != NULL && words[1] != NULL)
    amb_import_window_set_call (AMB_IMPORT_WINDOW (window), words[1]);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (data));
  gtk_window_present (GTK_WINDOW (window));
}

/* Of one candidate, or of all. */
static void
fit_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *candidate = g_variant_get_string (target, NULL);

  gtk_window_present (GTK_WINDOW (amb_fit_window_new (GTK_WINDOW (self), self->context,
                                                      *candidate != '\0' ? candidate : NULL)));
}

static void
stopped_import_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_import_stopped_ask (self->context, GTK_WINDOW (self));
}

/* Of "" nobody is asked yet. */
static void
ask_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  g_autofree const char **ids = NULL;
  const char *entity;

  g_variant_get (target, "(&s^a&s)", &entity, &ids);
  gtk_window_present (GTK_WINDOW (amb_ask_window_new (
      self->context, *entity != '\0' ? amb_entity_find (entity) : NULL, ids, GTK_WINDOW (self))));
}

static void
write_to (AmbWindow *self, const char *entity, const char *const *ids, const char *purpose)
{
  gtk_window_present (GTK_WINDOW (amb_write_window_new (self->context, amb_entity_find (entity),
                                                        ids, purpose, GTK_WINDOW (self))));
}

static void
write_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autofree const char **ids = NULL;
  const char *entity;

  g_variant_get (target, "(&s^a&s)", &entity, &ids);
  write_to (data, entity, ids, NULL);
}

/* Those who were found, and don't know it yet. */
static void
tell_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autofree const char **ids = g_variant_get_strv (target, NULL);

  write_to (data, "ambassador", ids, "told");
}

/* To the seats of a frozen cohort. */
static void
invite_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *const ids[] = { g_variant_get_string (target, NULL), NULL };

  write_to (data, "cohort", ids, "invitation");
}

static void
answer_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *task, *to;

  g_variant_get (target, "(&s&s)", &task, &to);
  amb_answer_task (self->context, GTK_WINDOW (self), task, to);
}

/* A person's page. */
static void
person_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_window_go_to (self, "person");
  amb_page_open_record (self->page, amb_entity_find ("ambassador"),
                        g_variant_get_string (target, NULL));
  amb_page_focus_content (self->page);
}

/* The editor of a content item. */
static void
edit_item_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_editor_window_open (self->context, g_variant_get_string (target, NULL), GTK_WINDOW (self));
}

static void
say_out_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_editor_say_out (self->context, g_variant_get_string (target, NULL), GTK_WIDGET (self));
}

/* What an asset or an item descends from and what was made of it. */
static void
family_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_family_window_open (self->context, g_variant_get_string (target, NULL), GTK_WINDOW (self));
}

static void
need_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_need_window_open (self->context, g_variant_get_string (target, NULL), GTK_WINDOW (self));
}

static void
reuse_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_reuse_window_open (self->context, GTK_WINDOW (self));
}

/* For a crisis; "": to be chosen. */
static void
hold_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *crisis = g_variant_get_string (target, NULL);

  gtk_window_present (GTK_WINDOW (
      amb_hold_window_new (self->context, *crisis != '\0' ? crisis : NULL, GTK_WINDOW (self))));
}

static void
lift_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  gtk_window_present (GTK_WINDOW (
      amb_lift_window_new (self->context, g_variant_get_string (target, NULL), GTK_WINDOW (self))));
}

static void
suggest_item_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_editor_suggest (((AmbWindow *) data)->context, GTK_WINDOW (data));
}

static void
accept_suggestion_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_editor_accept (((AmbWindow *) data)->context, g_variant_get_string (target, NULL),
                     GTK_WINDOW (data));
}

/* An item, and which of its texts ("": the first that is not out yet). */
static void
publish_item_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *item, *variant;

  g_variant_get (target, "(&s&s)", &item, &variant);
  amb_editor_publish (self->context, item, *variant != '\0' ? variant : NULL, GTK_WINDOW (self));
}

/* Of a publication. */
static void
record_figures_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_figures_form_ask (((AmbWindow *) data)->context, g_variant_get_string (target, NULL),
                        GTK_WINDOW (data));
}

/* A node, and the one that it would be part of ("": to be chosen). */
static void
reorganise_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *node, *under;

  g_variant_get (target, "(&s&s)", &node, &under);
  gtk_window_present (GTK_WINDOW (amb_reorganise_window_new (GTK_WINDOW (self), self->context, node,
                                                             *under != '\0' ? under : NULL)));
}

static gpointer
run_undo (AmbProgramme *programme, gpointer redo, GCancellable *cancellable, GError **error)
{
  return GPOINTER_TO_INT (redo) ? amb_programme_redo (programme, error)
                                : amb_programme_undo (programme, error);
}

static char *
describe_undo (const AmbUndoReport *report, gboolean redo)
{
  if (report->left->len > 0)
    return g_strdup (g_ptr_array_index (report->left, 0));
  if (redo)
    return g_strdup_printf (_ ("Done again: %s"), report->label);
  return g_strdup_printf (_ ("Undone: %s"), report->label);
}

static void
undone (GAsyncResult *result, AmbContext *context, AmbWindow *self, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_context_write_finish (context, result, &error);
  g_autofree char *text = report != NULL ? describe_undo (report, redo) : NULL;

  if (error != NULL || text != NULL)
    amb_window_show_toast (self, error != NULL ? error->message : text, FALSE);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbWindow) self = data;

  undone (result, AMB_CONTEXT (source), self, FALSE);
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbWindow) self = data;

  undone (result, AMB_CONTEXT (source), self, TRUE);
}

static void
undo_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_context_write_async (self->context, run_undo, GINT_TO_POINTER (FALSE), NULL,
                           (GDestroyNotify) amb_undo_report_free, NULL, undone_cb,
                           g_object_ref (self));
}

static void
redo_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_context_write_async (self->context, run_undo, GINT_TO_POINTER (TRUE), NULL,
                           (GDestroyNotify) amb_undo_report_free, NULL, redone_cb,
                           g_object_ref (self));
}

static void
synchronise_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_sync_service_kick (amb_context_get_sync (self->context));
}

static void
search_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  amb_page_focus_search (self->page);
}

static void
new_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  gboolean is_there = amb_page_get_primary_label (self->page) != NULL;
  const char *detailed = is_there ? amb_page_get_primary_action (self->page) : NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) argument = NULL;

  if (detailed != NULL && g_action_parse_detailed_name (detailed, &name, &argument, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self->page), name, argument);
}

/* The same in another place: “Add Person” on Today. */
static void
new_in_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_window_go_to (data, g_variant_get_string (target, NULL));
  new_cb (NULL, NULL, data);
}

static void
back_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_window_go_back (data);
}

static void
escape_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  else if (self->page != NULL)
    amb_page_go_back (self->page);
}

static void
toggle_sidebar_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  gboolean reveal = !adw_flap_get_reveal_flap (self->flap);

  adw_flap_set_reveal_flap (self->flap, reveal);
  if (self->settings != NULL && !adw_flap_get_folded (self->flap))
    g_settings_set_boolean (self->settings, "show-sidebar", reveal);
}

static void
show_menu_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  amb_sidebar_show_menu (self->sidebar);
}

static void
choose_node_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  amb_sidebar_choose_node (self->sidebar);
}

/* "": everything */
static void
show_node_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;
  const char *node = g_variant_get_string (target, NULL);

  amb_context_set_node (self->context, *node != '\0' ? node : NULL);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
show_palette_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  gtk_window_present (GTK_WINDOW (amb_palette_new (GTK_WINDOW (self), self->context)));
}

static void
show_shortcuts_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autoptr (GtkWindow) window = amb_shortcuts_new_window ();

  gtk_window_set_transient_for (window, GTK_WINDOW (data));
  gtk_window_present (window);
}

static void
show_preferences_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbWindow *self = data;

  gtk_window_present (
      GTK_WINDOW (amb_preferences_window_new (GTK_WINDOW (self), self->context, self->settings)));
}

static void
show_help_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  gtk_window_present (GTK_WINDOW (amb_help_window_new (GTK_WINDOW (data))));
}

static void
show_about_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  adw_show_about_window (
      GTK_WINDOW (data), "application-name", "Ambassade", "application-icon", AMB_APP_ID, "version",
      AMB_VERSION, "developer-name", _ ("The Ambassade contributors"), "comments",
      _ ("Run the programme of your company’s ambassadors: people, network and what they need, on "
         "this desktop and through your own server."),
      "license-type", GTK_LICENSE_GPL_3_0, "copyright", _ ("© The Ambassade contributors"),
      /* Translators: your own names, one a line */
      "translator-credits", _ ("translator-credits"), NULL);
}

// clang-format off
static const GActionEntry entries[] = {
  { "go-to", go_to_cb, "s" },
  { "open-record", open_record_cb, "(ss)" },
  { "show-list", show_list_cb, "(ss)" },
  { "show-kind", show_kind_cb, "s" },
  { "toast", toast_cb, "(sb)" },
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "synchronise", synchronise_cb },
  { "search", search_cb },
  { "new", new_cb },
  { "new-in", new_in_cb, "s" },
  { "back", back_cb },
  { "escape", escape_cb },
  { "toggle-sidebar", toggle_sidebar_cb },
  { "show-menu", show_menu_cb },
  { "choose-node", choose_node_cb },
  { "show-node", show_node_cb, "s" },
  { "show-calendar", show_calendar_cb, "s" },
  { "show-palette", show_palette_cb },
  { "import", import_cb, "s" },
  { "ask", ask_cb, "(sas)" },
  { "answer", answer_cb, "(ss)" },
  { "write", write_cb, "(sas)" },
  { "tell", tell_cb, "as" },
  { "invite", invite_cb, "s" },
  { "fit", fit_cb, "s" },
  { "person", person_cb, "s" },
  { "edit-item", edit_item_cb, "s" },
  { "say-out", say_out_cb, "s" },
  { "family", family_cb, "s" },
  { "need", need_cb, "s" },
  { "reuse", reuse_cb },
  { "hold", hold_cb, "s" },
  { "lift", lift_cb, "s" },
  { "suggest-item", suggest_item_cb },
  { "review-item", review_item_cb, "s" },
  { "fill-gaps", fill_gaps_cb },
  { "accept-suggestion", accept_suggestion_cb, "s" },
  { "publish-item", publish_item_cb, "(ss)" },
  { "record-figures", record_figures_cb, "s" },
  { "reorganise", reorganise_cb, "(ss)" },
  { "stopped-import", stopped_import_cb },
  { "show-preferences", show_preferences_cb },
  { "show-help", show_help_cb },
  { "show-shortcuts", show_shortcuts_cb },
  { "show-about", show_about_cb },
};
// clang-format on

void
amb_window_install_actions (AmbWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  amb_window_update_actions (self);
}

static void
enable (AmbWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  if (action != NULL) /* the template tells its sizes before there is any */
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
amb_window_update_actions (AmbWindow *self)
{
  AmbContext *context = self->context;
  gboolean is_open = context != NULL && self->page != NULL;
  gboolean can_search = FALSE;

  if (is_open)
    g_object_get (self->page, "can-search", &can_search, NULL);
  enable (self, "undo", is_open && amb_context_may_undo (context, FALSE));
  enable (self, "redo", is_open && amb_context_may_undo (context, TRUE));
  enable (self, "synchronise", is_open);
  enable (self, "search", can_search);
  enable (self, "new", is_open && amb_page_get_primary_label (self->page) != NULL);
  enable (self, "show-menu", is_open);
  enable (self, "choose-node",
          is_open && amb_context_may (context, amb_entity_find ("node"), AMB_RIGHT_READ) &&
              amb_context_get_access (context) != AMB_ACCESS_AMBASSADOR);
  enable (self, "show-palette", is_open);
  enable (self, "import",
          is_open && amb_context_may (context, amb_entity_find ("ambassador"), AMB_RIGHT_CREATE));
  enable (self, "ask", is_open && amb_ask_may (context));
  enable (self, "write", is_open && amb_write_may (context));
  enable (self, "tell", is_open && amb_write_may (context));
  enable (self, "invite",
          is_open && amb_context_may (context, amb_entity_find ("invitation"), AMB_RIGHT_CREATE));
  enable (self, "edit-item",
          is_open && amb_context_may (context, amb_entity_find ("content-item"), AMB_RIGHT_READ));
  enable (self, "family",
          is_open && amb_context_may (context, amb_entity_find ("asset"), AMB_RIGHT_READ));
  enable (self, "reuse",
          is_open && amb_context_may (context, amb_entity_find ("asset"), AMB_RIGHT_READ));
  enable (self, "need",
          is_open && amb_context_may (context, amb_entity_find ("need"), AMB_RIGHT_READ));
  enable (self, "hold", is_open && amb_hold_window_may_open (context));
  enable (self, "lift", is_open && amb_hold_window_may_open (context));
  enable (self, "suggest-item",
          is_open && amb_context_may (context, amb_entity_find ("content-item"), AMB_RIGHT_CREATE));
  enable (self, "accept-suggestion",
          is_open && amb_context_may (context, amb_entity_find ("content-item"), AMB_RIGHT_MOVE));
  enable (self, "publish-item",
          is_open && amb_context_may (context, amb_entity_find ("publication"), AMB_RIGHT_CREATE));
  enable (self, "record-figures",
          is_open && amb_context_may (context, amb_entity_find ("measurement"), AMB_RIGHT_CREATE));
  enable (self, "person", is_open && amb_person_page_may_open (context));
  enable (self, "reorganise", is_open && amb_reorganise_may (context));
  enable (self, "fit", is_open && amb_fit_window_may_open (context));
  enable (self, "show-preferences", context != NULL);
  enable (self, "toggle-sidebar", is_open);
}
