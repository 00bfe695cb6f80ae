#include "amb-coverage-view.h"

#include "amb-coverage-facts.h"
#include "amb-coverage-table.h"
#include "amb-display.h"
#include "amb-section.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define REFRESH_MS 250
#define NARROW     760 /* px: the people of a cell stand below the table */
#define PEOPLE     50  /* of a cell; who is not shown is found in the list of people */

struct _AmbCoverageView
{
  AdwBin parent_instance;

  AmbContext *context;
  AmbWidthBin *bin;
  GtkStack *stack; /* "coverage", or "empty" while there is no node */
  GtkDropDown *kinds;
  GtkDropDown *places;
  GtkLabel *unseen; /* once for all rows */
  AmbCoverageTable *table;
  GtkBox *body;
  GtkWidget *pane;
  GtkLabel *pane_title;
  AmbSection *fits;
  AmbSection *holders;

  AmbCoverage *coverage; /* nullable: not read yet */
  GPtrArray *place_ids;  /* of char *: of the drop-down, without its first */
  char *role, *node;     /* nullable: the cell that is open */
  GCancellable *cancellable;
  guint refresh_source;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (AmbCoverageView, amb_coverage_view, ADW_TYPE_BIN)

/* What is read at once. */
typedef struct
{
  char *root, *kind; /* nullable */
  char *role, *node; /* nullable: the open cell */
  AmbCoverage *coverage;
  GPtrArray *fits, *holders; /* nullable */
  gint64 n_fits;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->root);
  g_free (reading->kind);
  g_free (reading->role);
  g_free (reading->node);
  amb_coverage_free (reading->coverage);
  g_clear_pointer (&reading->fits, g_ptr_array_unref);
  g_clear_pointer (&reading->holders, g_ptr_array_unref);
  g_free (reading);
}

static gpointer
read_coverage (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Reading *asked = data;
  Reading *reading = g_new0 (Reading, 1);
  gboolean ok;

  reading->coverage = amb_coverage_load (store, asked->root, asked->kind, NULL, error);
  ok = reading->coverage != NULL;
  if (ok && asked->node != NULL)
    {
      reading->role = g_strdup (asked->role);
      reading->node = g_strdup (asked->node);
      reading->fits =
          amb_coverage_list_fits (store, asked->role, asked->node, PEOPLE, &reading->n_fits, error);
      reading->holders =
          reading->fits != NULL
              ? amb_coverage_list_holders (store, asked->role, asked->node, PEOPLE, error)
              : NULL;
      ok = reading->holders != NULL;
    }
  if (ok)
    return reading;
  reading_free (reading);
  return NULL;
}

static void
toast (AmbCoverageView *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

/* The people of the open cell. */

static GtkWidget *
new_person_row (AmbCoverageView *self, const AmbCoveragePerson *person, gboolean fits)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autofree char *state = amb_display_state (people, person->state);
  g_autofree char *where =
      person->node != NULL ? g_strdup_printf ("%s · %s", state, person->node) : g_strdup (state);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (person->name, -1);
  g_autofree char *caption = g_markup_escape_text (where, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), caption);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", people->name, person->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  if (fits && amb_context_may (self->context, amb_entity_find ("assignment"), AMB_RIGHT_CREATE))
    {
      GtkWidget *button =
          gtk_button_new_with_label (person->in_roster ? _ ("Give Role") : _ ("Propose Role"));
      g_autofree char *words = g_strdup_printf (person->in_roster ? _ ("Give the role to %s")
                                                                  : _ ("Propose the role to %s"),
                                                person->name);

      gtk_widget_add_css_class (button, "amb-line-button");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                      -1);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", person->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "coverage.give");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static void
fill_people (AmbCoverageView *self, AmbSection *section, GPtrArray *people, guint n, gboolean fits)
{
  GtkWidget *nobody = gtk_label_new (_ ("Nobody"));

  gtk_widget_set_margin_top (nobody, 12);
  gtk_widget_set_margin_bottom (nobody, 12);
  amb_section_clear (section);
  gtk_list_box_set_placeholder (amb_section_get_list (section), nobody);
  amb_section_set_count (section, n);
  for (guint i = 0; i < people->len; i++)
    gtk_list_box_append (amb_section_get_list (section),
                         new_person_row (self, g_ptr_array_index (people, i), fits));
}

static void
show_pane (AmbCoverageView *self, const Reading *reading)
{
  int role = amb_coverage_find_role (self->coverage, self->role);
  int node = amb_coverage_find_node (self->coverage, self->node);
  const char *icon;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->pane, reading->fits != NULL && role >= 0 && node >= 0);
  if (reading->fits == NULL || role < 0 || node < 0)
    return;
  text = amb_coverage_cell_dup_text (
      amb_coverage_get_cell (self->coverage, (guint) role, (guint) node), &icon);
  /* Translators: a role, a node, “1 of 3” */
  title = g_strdup_printf (_ ("%s in %s: %s"),
                           ((AmbCoverageRole *) self->coverage->roles->pdata[role])->name,
                           ((AmbCoverageNode *) self->coverage->nodes->pdata[node])->name, text);
  gtk_label_set_label (self->pane_title, title);
  fill_people (self, self->fits, reading->fits, (guint) reading->n_fits, TRUE);
  fill_people (self, self->holders, reading->holders, reading->holders->len, FALSE);
}

/* Reading and showing. */

/* Nodes that have something below them. */
static void
fill_places (AmbCoverageView *self)
{
  g_autoptr (GtkStringList) names =
      gtk_string_list_new ((const char *[]){ _ ("Everywhere"), NULL });
  guint selected = gtk_drop_down_get_selected (self->places), now = 0;
  g_autofree char *known = selected > 0 && selected <= self->place_ids->len
                               ? g_strdup (g_ptr_array_index (self->place_ids, selected - 1))
                               : NULL;

  g_ptr_array_set_size (self->place_ids, 0);
  for (guint i = 0; i < self->coverage->nodes->len; i++)
    {
      const AmbCoverageNode *node = g_ptr_array_index (self->coverage->nodes, i);
      const AmbCoverageNode *next =
          i + 1 < self->coverage->nodes->len ? self->coverage->nodes->pdata[i + 1] : NULL;

      if (next == NULL || next->parent != (int) i)
        continue;
      g_ptr_array_add (self->place_ids, g_strdup (node->id));
      gtk_string_list_append (names, node->name);
      if (g_strcmp0 (node->id, known) == 0)
        now = self->place_ids->len;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->places, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->places, now);
  self->is_filling = FALSE;
}

/* Who holds which role elsewhere isn’t sent to this desk. */
static void
show_unseen (AmbCoverageView *self)
{
  const guint n = amb_coverage_count_unseen (self->coverage);
  g_autofree char *text = g_strdup_printf (
      ngettext (
          "You see the nodes that you lead. Who holds which role in %u other one isn’t visible "
          "to you.",
          "You see the nodes that you lead. Who holds which role in %u others isn’t visible to "
          "you.",
          n),
      n);

  gtk_label_set_label (self->unseen, text);
  gtk_widget_set_visible (GTK_WIDGET (self->unseen), n > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCoverageView) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        toast (self, error->message, FALSE);
      return;
    }
  amb_coverage_table_set (self->table, NULL);
  amb_coverage_free (self->coverage);
  self->coverage = g_steal_pointer (&reading->coverage);
  amb_coverage_table_set (self->table, self->coverage);
  gtk_stack_set_visible_child_name (self->stack,
                                    self->coverage->nodes->len > 0 ? "coverage" : "empty");
  fill_places (self);
  show_unseen (self);
  show_pane (self, reading);
  reading_free (reading);
}

static const char *
get_kind (AmbCoverageView *self)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("node"), "kind");
  guint selected = gtk_drop_down_get_selected (self->kinds);

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION ? field->choices[selected - 1].id
                                                               : NULL;
}

static void
refresh (AmbCoverageView *self)
{
  Reading *asked = g_new0 (Reading, 1);
  guint place = gtk_drop_down_get_selected (self->places);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  asked->kind = g_strdup (get_kind (self));
  gtk_widget_set_visible (GTK_WIDGET (self->places), amb_context_get_node (self->context) == NULL);
  if (amb_context_get_node (self->context) != NULL)
    asked->root = g_strdup (amb_context_get_node (self->context));
  else if (place > 0 && place <= self->place_ids->len)
    asked->root = g_strdup (g_ptr_array_index (self->place_ids, place - 1));
  asked->role = g_strdup (self->role);
  asked->node = g_strdup (self->node);
  amb_context_read_async (self->context, read_coverage, asked, reading_free, reading_free,
                          self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbCoverageView *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (AmbCoverageView *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
filter_changed_cb (AmbCoverageView *self)
{
  if (!self->is_filling)
    refresh (self);
}

static void
cell_cb (AmbCoverageView *self, const char *role, const char *node)
{
  char *new_role = g_strdup (role), *new_node = g_strdup (node);

  g_free (self->role);
  g_free (self->node);
  self->role = new_role;
  self->node = new_node;
  refresh (self);
}

/* Giving the role. */

typedef struct
{
  char *person, *role, *node;
} Gift;

static void
gift_free (gpointer data)
{
  Gift *gift = data;

  g_free (gift->person);
  g_free (gift->role);
  g_free (gift->node);
  g_free (gift);
}

static gpointer
write_gift (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Gift *gift = data;

  return amb_programme_give_role (programme, gift->person, gift->role, gift->node, error);
}

static void
given_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCoverageView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  if (id != NULL)
    toast (self, _ ("The role is given"), TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (self, error->message, FALSE);
}

static void
give_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbCoverageView *self = data;
  Gift *gift = g_new0 (Gift, 1);

  gift->person = g_variant_dup_string (target, NULL);
  gift->role = g_strdup (self->role);
  gift->node = g_strdup (self->node);
  amb_context_write_async (self->context, write_gift, gift, gift_free, g_free, NULL, given_cb,
                           g_object_ref (self));
}

static void
close_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_coverage_view_go_back (data);
}

/* Building. */

static void
compact_changed_cb (AmbCoverageView *self)
{
  gboolean narrow = amb_width_bin_get_compact (self->bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->pane, narrow ? -1 : 340, -1);
  gtk_widget_set_hexpand (self->pane, FALSE);
  gtk_widget_set_vexpand (self->pane, narrow);
}

static GtkWidget *
build_pane (AmbCoverageView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->pane_title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->pane_title, TRUE);
  gtk_label_set_xalign (self->pane_title, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->pane_title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->pane_title), "heading");
  gtk_widget_add_css_class (close, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "coverage.close");
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close"), -1);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->pane_title));
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (GTK_BOX (box), head);
  self->fits = AMB_SECTION (amb_section_new (_ ("Who fits")));
  self->holders = AMB_SECTION (amb_section_new (_ ("Who holds it")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fits));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->holders));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_add_css_class (scrolled, "amb-pane");
  gtk_widget_set_visible (scrolled, FALSE);
  return scrolled;
}

static GtkWidget *
build_filters (AmbCoverageView *self)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("node"), "kind");
  g_autoptr (GtkStringList) kinds = gtk_string_list_new ((const char *[]){ _ ("All Kinds"), NULL });
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (const AmbChoice *choice = field->choices; choice->id != NULL; choice++)
    gtk_string_list_append (kinds, _ (choice->label));
  self->kinds = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (kinds)), NULL));
  self->places = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->places), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Part of the network"), -1);
  gtk_widget_add_css_class (bar, "amb-toolbar");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->kinds));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->places));
  return bar;
}

static GtkWidget *
build_unseen (AmbCoverageView *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->unseen = GTK_LABEL (label);
  gtk_label_set_xalign (self->unseen, 0);
  gtk_label_set_wrap (self->unseen, TRUE);
  gtk_widget_set_margin_start (label, 24);
  gtk_widget_set_margin_end (label, 24);
  gtk_widget_set_margin_bottom (label, 9);
  gtk_widget_add_css_class (label, "amb-quiet");
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static GtkWidget *
build_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "amb-network-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Nodes Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Hubs, countries, departments: the network is who leads "
                                      "what, and who steps in."));
  return page;
}

static void
amb_coverage_view_dispose (GObject *object)
{
  AmbCoverageView *self = AMB_COVERAGE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  if (self->table != NULL)
    amb_coverage_table_set (self->table, NULL);
  self->table = NULL;
  G_OBJECT_CLASS (amb_coverage_view_parent_class)->dispose (object);
}

static void
amb_coverage_view_finalize (GObject *object)
{
  AmbCoverageView *self = AMB_COVERAGE_VIEW (object);

  g_clear_pointer (&self->coverage, amb_coverage_free);
  g_clear_pointer (&self->place_ids, g_ptr_array_unref);
  g_clear_pointer (&self->role, g_free);
  g_clear_pointer (&self->node, g_free);
  G_OBJECT_CLASS (amb_coverage_view_parent_class)->finalize (object);
}

static void
amb_coverage_view_class_init (AmbCoverageViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_coverage_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_coverage_view_finalize;
}

static void
amb_coverage_view_init (AmbCoverageView *self)
{
  static const GActionEntry entries[] = { { "give", give_cb, "s" }, { "close", close_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "coverage", G_ACTION_GROUP (actions));
  self->place_ids = g_ptr_array_new_with_free_func (g_free);
  self->body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  self->table = AMB_COVERAGE_TABLE (amb_coverage_table_new ());
  self->pane = build_pane (self);
  gtk_box_append (GTK_BOX (whole), build_filters (self));
  gtk_box_append (GTK_BOX (whole), build_unseen (self));
  gtk_box_append (self->body, GTK_WIDGET (self->table));
  gtk_box_append (self->body, self->pane);
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->body));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, whole, "coverage");
  gtk_stack_add_named (self->stack, build_empty (), "empty");
  self->bin = g_object_new (AMB_TYPE_WIDTH_BIN, "child", self->stack, "natural-width", 2 * NARROW,
                            "compact-width", NARROW, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bin));
  g_signal_connect_object (self->bin, "notify::compact", G_CALLBACK (compact_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "cell", G_CALLBACK (cell_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "notify::selected", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  compact_changed_cb (self);
}

GtkWidget *
amb_coverage_view_new (AmbContext *context)
{
  AmbCoverageView *self = g_object_new (AMB_TYPE_COVERAGE_VIEW, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

gboolean
amb_coverage_view_go_back (AmbCoverageView *self)
{
  if (self->node == NULL)
    return FALSE;
  g_clear_pointer (&self->role, g_free);
  g_clear_pointer (&self->node, g_free);
  gtk_widget_set_visible (self->pane, FALSE);
  return TRUE;
}
