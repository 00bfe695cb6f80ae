#include "amb-results-view.h"

#include "amb-chip.h"
#include "amb-sight.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define REFRESH_MS 250
#define COMPACT    720 /* px */

static const char *const unknown[] = { "unknown", NULL };
static const char *const estimated[] = { "estimated", NULL };
static const char *const known[] = { "known", "partial", NULL };
static const char *const partial[] = { "partial", NULL };
static const char *const missing[] = { "missing", NULL };

static const AmbListView views[] = {
  { "all", N_ ("All Publications") },
  { "unknown", N_ ("Figures Missing"), "engagement-origin", unknown,
    N_ ("No Figures Are Missing") },
  { "missing", N_ ("None After a Week"), "figures", missing, N_ ("None Is Without Figures") },
  { "estimated", N_ ("Estimated"), "engagement-origin", estimated, N_ ("Nothing Is Estimated") },
  { "partial", N_ ("In Part"), "engagement-origin", partial, N_ ("None Is Known in Part Alone") },
  { "known", N_ ("Known"), "engagement-origin", known, N_ ("Nothing Is Known Yet") },
  { NULL },
};

static const AmbListColumn columns[] = {
  { "title" },
  { "published-at", NULL, 150 },
  { "engagement", .told = "engagement-origin" },
  { "impressions", .told = "impressions-origin" },
  { "clicks", .told = "clicks-origin" },
  { "audience-size", N_ ("Potential reach"), 120, N_ ("Unknown") },
  { "network", NULL, 130, N_ ("None") },
  { "channel-id", NULL, 150, N_ ("None") },
  { "audience", NULL, 120, N_ ("Not said") },
  { "by-id", NULL, 150, N_ ("Nobody") },
  { "node-id", NULL, 150 },
  { "kind" },
  { NULL },
};

static const AmbListFacet facets[] = {
  { "engagement-origin", N_ ("Figures") },
  { "network" },
  { "audience" },
  { "channel-id" },
  { "kind" },
  { "node-id" },
  { NULL },
};

static const char *const out[] = { "item-id", "channel-id",    "published-at", "by-id",
                                   "node-id", "audience-size", "link",         NULL };
static const char *const came[] = { "engagement",  "engagement-origin",
                                    "impressions", "impressions-origin",
                                    "clicks",      "clicks-origin",
                                    "figures",     NULL };
static const AmbFormGroup groups[] = { { N_ ("What Came of It"), came },
                                       { N_ ("How It Went Out"), out },
                                       { NULL } };

static const AmbListDesign design = {
  .key = "content.results",
  .columns = columns,
  .facets = facets,
  .views = views,
};

typedef enum
{
  KNOWN,
  ESTIMATED,
  UNKNOWN,
  N_KINDS
} Kind;

struct _AmbResultsView
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkWidget *bin;
  GtkWidget *strip;
  GtkWidget *kinds;  /* a button for each, with its chip */
  GtkWidget *extent; /* what the counts are of, where they aren’t of everything */
  GtkWidget *buttons[N_KINDS];
  GtkWidget *chips[N_KINDS];
  GtkWidget *verbs;
  AmbListDetail *detail;
  GCancellable *cancellable;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbResultsView, amb_results_view, GTK_TYPE_BOX)

static const AmbEntity *
get_entity (void)
{
  return amb_entity_find ("publication");
}

static const AmbField *
get_origin (void)
{
  return amb_entity_find_field (get_entity (), "engagement-origin");
}

gboolean
amb_results_view_may (AmbContext *context)
{
  return amb_context_may (context, get_entity (), AMB_RIGHT_READ) &&
         amb_context_may (context, amb_entity_find ("measurement"), AMB_RIGHT_READ);
}

AmbListDetail *
amb_results_view_get_detail (AmbResultsView *self)
{
  return self->detail;
}

/* How many there are of each kind. */

static gpointer
read_kinds (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_new (get_entity ());

  query->within = g_strdup (data);
  amb_sight_narrow (store, query);
  return amb_store_count_values (store, query, get_origin (), error);
}

static gint64
get_count (GHashTable *counts, const char *const *values)
{
  gint64 n = 0;

  for (; *values != NULL; values++)
    {
      const gint64 *count = g_hash_table_lookup (counts, *values);

      n += count != NULL ? *count : 0;
    }
  return n;
}

static const char *const *
get_values (Kind kind)
{
  static const char *const *const values[N_KINDS] = { known, estimated, unknown };

  return values[kind];
}

static void
show_kind (AmbResultsView *self, Kind kind, GHashTable *counts)
{
  const AmbChoice *choice = amb_field_find_choice (get_origin (), get_values (kind)[0]);
  gint64 n = get_count (counts, get_values (kind));
  /* Translators: how much is known of figures (“Known”), then of how many publications */
  g_autofree char *text = g_strdup_printf (_ ("%s: %'u"), _ (choice->label), (guint) n);

  amb_chip_set (AMB_CHIP (self->chips[kind]), choice->icon, text, choice->style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[kind]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbResultsView) self = data;
  g_autoptr (GHashTable) counts = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  /* What can't be read is told by the list below. */
  if (counts == NULL || self->context == NULL)
    return;
  for (Kind kind = 0; kind < N_KINDS; kind++)
    show_kind (self, kind, counts);
  gtk_widget_set_visible (self->bin, g_hash_table_size (counts) > 0);
}

static void
refresh (AmbResultsView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (
      self->context, read_kinds, g_strdup (amb_context_get_node (self->context)), g_free,
      (GDestroyNotify) g_hash_table_unref, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbResultsView *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmbResultsView *self, GPtrArray *changes)
{
  static const char *const of[] = { "publication", "measurement", "node", NULL };

  for (guint i = 0; i < changes->len && self->refresh_source == 0; i++)
    if (g_strv_contains (of, ((AmbChange *) g_ptr_array_index (changes, i))->entity->name))
      self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Making. */

static void
kind_cb (AmbResultsView *self, GtkWidget *button)
{
  Kind kind = (Kind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "amb-kind"));
  g_autoptr (AmbQuery) query = amb_query_new (get_entity ());

  amb_query_where (query, get_origin (), AMB_MATCH_IN, get_values (kind));
  amb_record_list_show_query (amb_list_detail_get_list (self->detail), query);
}

/* Where there is little room, what one does stands below what is known. */
static void
compact_cb (AmbResultsView *self)
{
  gboolean compact = amb_width_bin_get_compact (AMB_WIDTH_BIN (self->bin));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->strip),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->verbs, compact ? GTK_ALIGN_START : GTK_ALIGN_END);
}

static void
amb_results_view_dispose (GObject *object)
{
  AmbResultsView *self = AMB_RESULTS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_results_view_parent_class)->dispose (object);
}

static void
amb_results_view_class_init (AmbResultsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_results_view_dispose;
}

static void
build_kind (AmbResultsView *self, Kind kind)
{
  GtkWidget *button = gtk_button_new ();

  self->buttons[kind] = button;
  self->chips[kind] = amb_chip_new ();
  gtk_button_set_child (GTK_BUTTON (button), self->chips[kind]);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "amb-kind");
  gtk_widget_set_tooltip_text (button, _ ("Show these publications"));
  g_object_set_data (G_OBJECT (button), "amb-kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (button, "clicked", G_CALLBACK (kind_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->kinds), button);
}

static GtkWidget *
create_import (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Import Results…"));

  gtk_widget_set_tooltip_text (
      button, _ ("A file of a network; the columns that you choose are kept for its next one"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "measurement");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.import");
  return button;
}

static void
amb_results_view_init (AmbResultsView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->strip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->kinds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->verbs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  for (Kind kind = 0; kind < N_KINDS; kind++)
    build_kind (self, kind);
  gtk_widget_add_css_class (self->strip, "amb-results");
  gtk_widget_set_hexpand (self->verbs, TRUE);
  gtk_widget_set_halign (self->verbs, GTK_ALIGN_END);
  self->extent = gtk_label_new (_ ("Of what you may see"));
  gtk_widget_add_css_class (self->extent, "amb-quiet");
  gtk_label_set_xalign (GTK_LABEL (self->extent), 0);
  gtk_box_append (GTK_BOX (self->strip), self->kinds);
  gtk_box_append (GTK_BOX (self->strip), self->extent);
  gtk_box_append (GTK_BOX (self->strip), self->verbs);
  self->bin =
      g_object_new (AMB_TYPE_WIDTH_BIN, "compact-width", COMPACT, "child", self->strip, NULL);
  gtk_box_append (GTK_BOX (self), self->bin);
  gtk_widget_set_vexpand (self->bin, FALSE);
  gtk_widget_set_visible (self->bin, FALSE);
  g_signal_connect_object (self->bin, "notify::compact", G_CALLBACK (compact_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
}

GtkWidget *
amb_results_view_new (AmbContext *context)
{
  AmbResultsView *self = g_object_new (AMB_TYPE_RESULTS_VIEW, NULL);
  GtkWidget *detail = amb_list_detail_new (context, get_entity (), &design, groups);

  self->context = g_object_ref (context);
  self->detail = AMB_LIST_DETAIL (detail);
  gtk_widget_set_visible (self->extent,
                          !amb_access_sees_all (amb_context_get_access (context), get_entity ()));
  if (gtk_widget_get_visible (self->extent))
    amb_record_list_set_only (amb_list_detail_get_list (self->detail),
                              amb_sight_get_held (get_entity ()));
  if (amb_context_may (context, amb_entity_find ("measurement"), AMB_RIGHT_CREATE))
    gtk_box_append (GTK_BOX (self->verbs), create_import ());
  amb_record_list_set_empty (
      amb_list_detail_get_list (self->detail), "amb-figures-symbolic", _ ("No Publications Yet"),
      _ ("Once an item is out, “Record Publication…” says so. Here stands what came of it, and how "
         "much of that is known."),
      NULL);
  gtk_widget_set_vexpand (detail, TRUE);
  gtk_box_append (GTK_BOX (self), detail);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
