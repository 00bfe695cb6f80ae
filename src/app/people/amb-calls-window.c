#include "amb-calls-window.h"

#include "amb-add-window.h"
#include "amb-calls.h"
#include "amb-display.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

#define REFRESH_MS 250
#define WIDTH      640

struct _AmbCallsWindow
{
  AdwWindow parent_instance;

  AmbContext *context;
  GtkStack *stack;
  AdwStatusPage *none; /* there are no calls, or they can’t be read */
  GtkBox *box;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbCallsWindow, amb_calls_window, ADW_TYPE_WINDOW)

/* What a call says of itself. */

static char *
dup_days (const AmbCallFacts *call, const char *today)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("call"), "standing");
  g_autofree char *standing = amb_field_format (field, call->standing);
  g_autofree char *from = amb_display_date (call->opens_on != NULL ? call->opens_on : today, today);
  g_autofree char *to = amb_display_date (call->closes_on != NULL ? call->closes_on : today, today);
  g_autofree char *seats =
      call->seats >= 0 ? g_strdup_printf (ngettext ("%d seat", "%d seats", (gulong) call->seats),
                                          (int) call->seats)
                       : g_strdup (_ ("seats not said"));

  if (call->opens_on == NULL || call->closes_on == NULL)
    /* Translators: of a call without dates: “Draft · 12 seats” */
    return g_strdup_printf (_ ("%1$s · %2$s"), standing, seats);
  /* Translators: of a call: “Open to applications · 1 Nov to 1 Dec · 12 seats” */
  return g_strdup_printf (_ ("%1$s · %2$s to %3$s · %4$s"), standing, from, to, seats);
}

static char *
dup_counts (const AmbCallFacts *call)
{
  const AmbEntity *applications = amb_entity_find ("application");
  g_autoptr (GString) text = g_string_new (NULL);

  if (call->n_applications == 0)
    return g_strdup (_ ("Nobody has applied yet"));
  g_string_printf (text, ngettext ("%d in all", "%d in all", (gulong) call->n_applications),
                   (int) call->n_applications);
  for (guint i = 0; i < call->counts->len; i++)
    {
      const AmbCallCount *count = g_ptr_array_index (call->counts, i);
      g_autofree char *state = amb_display_state (applications, count->state);

      /* Translators: how many applications are in a state: “Submitted: 12” */
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%1$s: %2$d"), state, (int) count->count);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_row (const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  return row;
}

/* Those of this call, in the list of all. */
static char *
dup_query (const char *entity_name, const char *call)
{
  const AmbEntity *entity = amb_entity_find (entity_name);
  g_autoptr (AmbQuery) query = amb_query_new (entity);

  amb_query_where (query, amb_entity_find_field (entity, "call-id"), AMB_MATCH_IN,
                   (const char *const[]){ call, NULL });
  return amb_query_to_json (query);
}

static GtkWidget *
new_list_row (const char *title, const char *text, const char *entity, const AmbCallFacts *call)
{
  GtkWidget *row = new_row (title, text);
  g_autofree char *query = dup_query (entity, call->id);
  g_autofree char *target = g_strconcat (entity, "\x1f", query, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "calls.list");
  return row;
}

static void
add_button (GtkWidget *box, const char *label, const char *action, const AmbCallFacts *call)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s %s", label, call->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", call->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_flow_box_append (GTK_FLOW_BOX (box), button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static GtkWidget *
new_buttons (AmbCallsWindow *self, const AmbCallFacts *call)
{
  GtkWidget *box = gtk_flow_box_new ();
  gboolean takes = g_str_equal (call->standing, "open") || g_str_equal (call->standing, "over") ||
                   g_str_equal (call->standing, "closed");
  gboolean may_apply =
      amb_context_may (self->context, amb_entity_find ("application"), AMB_RIGHT_CREATE);

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 4);
  gtk_widget_set_margin_top (box, 12);
  if (g_str_equal (call->standing, "open") && may_apply)
    add_button (box, _ ("Apply…"), "calls.apply", call);
  if (takes && amb_context_may (self->context, amb_entity_find ("nomination"), AMB_RIGHT_CREATE))
    add_button (box, _ ("Nominate…"), "calls.nominate", call);
  if (takes && may_apply && amb_context_get_access (self->context) == AMB_ACCESS_MANAGER)
    add_button (box, _ ("Import Answers…"), "calls.import", call);
  add_button (box, _ ("Open"), "calls.open", call);
  return box;
}

static GtkWidget *
new_call (AmbCallsWindow *self, const AmbCallFacts *call, const char *today)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *name = g_markup_escape_text (call->name, -1);
  g_autofree char *days = dup_days (call, today);
  g_autofree char *escaped = g_markup_escape_text (days, -1);
  g_autofree char *counts = dup_counts (call);
  g_autofree char *nominated = call->n_nominations > 0
                                   ? g_strdup_printf ("%d", (int) call->n_nominations)
                                   : g_strdup (_ ("Nobody has been nominated yet"));
  g_autofree char *criteria = NULL;

  g_ptr_array_add (call->criteria, NULL);
  criteria = g_strjoinv (" · ", (char **) call->criteria->pdata);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), name);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_row (_ ("Criteria"), *criteria != '\0' ? criteria : _ ("None")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_list_row (_ ("Applications"), counts, "application", call));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_list_row (_ ("Nominations"), nominated, "nomination", call));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_buttons (self, call));
  return group;
}

/* Reading. */

static gpointer
read_calls (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_calls_load (store, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCallsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *today = NULL;
  GtkWidget *child;

  if (self->context == NULL)
    return;
  if (calls == NULL)
    {
      adw_status_page_set_title (self->none, _ ("The Calls Can’t Be Read"));
      adw_status_page_set_description (self->none, error->message);
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  today = g_strdup (amb_store_get_today (amb_context_get_store (self->context)));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < calls->len; i++)
    gtk_box_append (self->box, new_call (self, g_ptr_array_index (calls, i), today));
  gtk_stack_set_visible_child_name (self->stack, calls->len > 0 ? "calls" : "none");
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
refresh (AmbCallsWindow *self)
{
  amb_context_read_async (self->context, read_calls, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          NULL, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbCallsWindow *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmbCallsWindow *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Acts. */

static gpointer
write_application (AmbProgramme *programme,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  return amb_programme_apply (programme, data, error);
}

static gpointer
write_nomination (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_programme_nominate (programme, data, error);
}

static const char *const applied[] = { "ambassador-id", "role-id",          "motivation", "answers",
                                       "availability",  "manager-informed", NULL };
static const char *const nominated[] = { "ambassador-id", "kind",     "by-id", "role-id",
                                         "reason",        "evidence", NULL };
static const AmbFormGroup apply_groups[] = { { NULL, applied }, { NULL } };
static const AmbFormGroup nominate_groups[] = { { NULL, nominated }, { NULL } };

static void
open_form (AmbCallsWindow *self,
           const char *entity,
           const char *title,
           const AmbFormGroup *groups,
           const char *day,
           const char *call,
           AmbContextWrite write)
{
  GtkWidget *window = amb_add_window_new (self->context, amb_entity_find (entity), title, groups,
                                          GTK_WINDOW (self));
  const char *today = amb_store_get_today (amb_context_get_store (self->context));

  amb_add_window_set_purpose (AMB_ADD_WINDOW (window), call);
  amb_add_window_give (AMB_ADD_WINDOW (window), "call-id", call);
  amb_add_window_give (AMB_ADD_WINDOW (window), day, today);
  amb_add_window_set_write (AMB_ADD_WINDOW (window), write);
  gtk_window_present (GTK_WINDOW (window));
}

static void
apply_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_form (data, "application", _ ("Apply"), apply_groups, "submitted-on",
             g_variant_get_string (target, NULL), write_application);
}

static void
nominate_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_form (data, "nomination", _ ("Nominate"), nominate_groups, "nominated-on",
             g_variant_get_string (target, NULL), write_nomination);
}

/* The main window's; this one stands before it and leaves. */
static void
activate_and_close (AmbCallsWindow *self, const char *action, GVariant *target)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), action, target);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
import_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autofree char *words = g_strconcat ("application ", g_variant_get_string (target, NULL), NULL);

  activate_and_close (data, "win.import", g_variant_new_string (words));
}

static void
open_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  activate_and_close (data, "win.open-record",
                      g_variant_new ("(ss)", "call", g_variant_get_string (target, NULL)));
}

static void
list_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_auto (GStrv) parts = g_strsplit (g_variant_get_string (target, NULL), "\x1f", 2);

  activate_and_close (data, "win.show-list", g_variant_new ("(ss)", parts[0], parts[1]));
}

static void
add_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbCallsWindow *self = data;

  gtk_window_present (GTK_WINDOW (amb_add_window_new (self->context, amb_entity_find ("call"),
                                                      _ ("Add Call"), NULL, GTK_WINDOW (self))));
}

/* Building. */

static GtkWidget *
new_none (AmbCallsWindow *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->none = ADW_STATUS_PAGE (page);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "view-pin-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Calls Yet"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("A call has dates, seats and criteria; people apply to it, or are nominated."));
  return page;
}

static GtkWidget *
new_header (AmbCallsWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_with_label (_ ("Add Call"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "calls.add");
  gtk_widget_set_visible (
      add, amb_context_may (self->context, amb_entity_find ("call"), AMB_RIGHT_CREATE));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  return header;
}

static void
amb_calls_window_dispose (GObject *object)
{
  AmbCallsWindow *self = AMB_CALLS_WINDOW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_calls_window_parent_class)->dispose (object);
}

static void
amb_calls_window_class_init (AmbCallsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calls_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
amb_calls_window_init (AmbCallsWindow *self)
{
  static const GActionEntry entries[] = {
    { "apply", apply_cb, "s" }, { "nominate", nominate_cb, "s" }, { "import", import_cb, "s" },
    { "open", open_cb, "s" },   { "list", list_cb, "s" },         { "add", add_cb },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "calls", G_ACTION_GROUP (actions));
}

GtkWidget *
amb_calls_window_new (AmbContext *context, GtkWindow *parent)
{
  AmbCallsWindow *self =
      g_object_new (AMB_TYPE_CALLS_WINDOW, "title", _ ("Calls for Ambassadors"), "transient-for",
                    parent, "default-width", 680, "default-height", 640, NULL);
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->context = g_object_ref (context);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 30));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 30);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, scrolled, "calls");
  gtk_stack_add_named (self->stack, new_none (self), "none");
  gtk_box_append (GTK_BOX (whole), new_header (self));
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), whole);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
