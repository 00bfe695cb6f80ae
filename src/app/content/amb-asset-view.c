#include "amb-asset-view.h"

#include "amb-asset-facts.h"
#include "amb-display.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define REFRESH_MS 250
#define FIRST      2 /* assets that a shelf shows */

static const char *const never[] = { "never", NULL };
static const char *const others[] = { "others", NULL };
static const char *const soon[] = { "ends_soon", NULL };
static const char *const over[] = { "rights_over", "expired", NULL };
static const char *const unclear[] = { "unclear", NULL };
static const char *const usable[] = { "in_rights", "ends_soon", NULL };

static const AmbListView asset_views[] = {
  { "all", N_ ("All Assets") },
  { "usable", N_ ("To Be Used"), "standing", usable, N_ ("No Asset May Be Used") },
  { "never-reused", N_ ("Never Reused"), "reuse", never, N_ ("Every Asset Was Reused") },
  { "most-reused", N_ ("Reused by Others"), "reuse", others,
    N_ ("No Department Has Reused Another’s") },
  { "ends-soon", N_ ("Rights End Soon"), "standing", soon, N_ ("No Rights End Within 30 Days") },
  { "over", N_ ("Rights Over"), "standing", over, N_ ("No Rights Are Over") },
  { "unclear", N_ ("To Be Cleared"), "standing", unclear, N_ ("All Rights Are Clear") },
  { NULL },
};

static const AmbListColumn asset_columns[] = {
  { "title" },
  { "standing", N_ ("Rights"), 164 },
  { "kind", N_ ("Kind"), 172 },
  { "rights-until", N_ ("Rights until"), 110, N_ ("No end") },
  { "department-id", N_ ("Department"), 150 },
  { "reuse", N_ ("Reuse"), 196 },
  { "uses", N_ ("Items"), 70 },
  { "language", N_ ("Language"), 110, N_ ("None") },
  { "confidentiality", N_ ("Use"), 120 },
  { "expires-on", N_ ("Expires on"), 110, N_ ("Never") },
  { NULL },
};

static const AmbListFacet asset_facets[] = {
  { "standing", N_ ("Rights") },          { "kind", N_ ("Kind") },
  { "department-id", N_ ("Department") }, { "reuse", N_ ("Reuse") },
  { "language", N_ ("Language") },        { NULL },
};

static const AmbListDesign asset_design = {
  .key = "content.assets",
  .columns = asset_columns,
  .facets = asset_facets,
  .views = asset_views,
};

/* Needs. */

static const char *const without[] = { "without", "late", NULL };
static const char *const planned[] = { "planned", NULL };
static const char *const published[] = { "published", NULL };
static const char *const closed[] = { "closed", NULL };
static const char *const stated[] = { "open", "served", NULL };

static const AmbListView need_views[] = {
  { "open", N_ ("Open Needs"), "state", stated, N_ ("No Need Is Open") },
  { "without", N_ ("Without Content"), "standing", without, N_ ("Every Need Has Content") },
  { "planned", N_ ("In the Making"), "standing", planned, N_ ("Nothing Is in the Making") },
  { "published", N_ ("Published"), "standing", published, N_ ("Nothing Is Published Yet") },
  { "closed", N_ ("Closed"), "standing", closed, N_ ("No Need Is Closed") },
  { "all", N_ ("All Needs") },
  { NULL },
};

static const AmbListColumn need_columns[] = {
  { "title" },
  { "standing", N_ ("Content"), 150 },
  { "node-id", N_ ("Stated by"), 150 },
  { "audience", N_ ("For"), 110, N_ ("Not said") },
  { "wanted-by", N_ ("Wanted by"), 110, N_ ("No day") },
  { "uses", N_ ("Items"), 70 },
  { "met", N_ ("Was it met?"), 120, N_ ("Not said") },
  { "owner-id", N_ ("Owner"), 150, N_ ("Nobody") },
  { NULL },
};

static const AmbListFacet need_facets[] = {
  { "standing", N_ ("Content") },
  { "node-id", N_ ("Stated by") },
  { "audience", N_ ("For") },
  { "met", N_ ("Was it met?") },
  { NULL },
};

static const AmbListDesign need_design = {
  .key = "content.needs",
  .columns = need_columns,
  .facets = need_facets,
  .views = need_views,
};

GtkWidget *
amb_need_list_new (AmbContext *context)
{
  GtkWidget *view = amb_list_detail_new (context, amb_entity_find ("need"), &need_design, NULL);

  amb_record_list_set_empty (
      amb_list_detail_get_list (AMB_LIST_DETAIL (view)), "user-bookmarks-symbolic",
      _ ("No Needs Yet"),
      _ ("What should be different, for whom, by when: a department states it, content serves it."),
      NULL);
  return view;
}

/* Assets. */

typedef struct
{
  GtkWidget *box, *title, *assets;
} Shelf;

struct _AmbAssetView
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkWidget *bin;
  GtkWidget *strip;
  Shelf shelves[AMB_N_SHELVES];
  AmbListDetail *detail;
  GCancellable *cancellable;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbAssetView, amb_asset_view, GTK_TYPE_BOX)

AmbListDetail *
amb_asset_view_get_detail (AmbAssetView *self)
{
  return self->detail;
}

static const char *
get_label (AmbShelfId id)
{
  const char *const labels[AMB_N_SHELVES] = { _ ("Never Reused"), _ ("Rights End Soon"),
                                              _ ("Most Reused") };

  return labels[id];
}

static void
shelf_cb (AmbAssetView *self, GtkWidget *button)
{
  static const char *const *const values[] = { never, soon, others };
  static const char *const fields[] = { "reuse", "standing", "reuse" };
  AmbShelfId id = (AmbShelfId) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "amb-shelf"));
  const AmbEntity *entity = amb_entity_find ("asset");
  g_autoptr (AmbQuery) query = amb_query_new (entity);

  amb_query_where (query, amb_entity_find_field (entity, fields[id]), AMB_MATCH_IN, values[id]);
  amb_record_list_show_query (amb_list_detail_get_list (self->detail), query);
}

static void
asset_cb (AmbAssetView *self, GtkWidget *button)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.family", "s",
                              g_object_get_data (G_OBJECT (button), "amb-asset"));
}

/* What one has to know of it on this shelf. */
static char *
dup_line (AmbAssetView *self, AmbShelfId id, const AmbShelved *asset)
{
  g_autofree char *today = amb_clock_dup_today (amb_context_get_clock (self->context), NULL);
  g_autofree char *day = asset->last_day != NULL ? amb_display_date (asset->last_day, today) : NULL;
  g_autofree char *items = g_strdup_printf (
      ngettext ("%u item of others", "%u items of others", asset->n_others), asset->n_others);
  /* Translators: a day: the last one on which an asset may be used */
  g_autofree char *until = day != NULL ? g_strdup_printf (_ ("until %s"), day) : NULL;
  const char *what = id == AMB_SHELF_MOST ? items
                     : asset->is_barred   ? _ ("its rights don’t allow it")
                                          : until;

  if (asset->department == NULL || what == NULL)
    return g_strdup (what != NULL ? what : asset->department != NULL ? asset->department : "");
  return g_strjoin (" · ", asset->department, what, NULL);
}

static GtkWidget *
new_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "amb-written");
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
new_asset (AmbAssetView *self, AmbShelfId id, const AmbShelved *asset)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *line = dup_line (self, id, asset);
  /* Translators: the title of an asset, then where it comes from and until when */
  g_autofree char *whole = g_strdup_printf (_ ("Family of “%s”, %s"), asset->title, line);

  gtk_box_append (GTK_BOX (lines), new_label (asset->title, NULL));
  gtk_box_append (GTK_BOX (lines), new_label (line, "amb-small"));
  gtk_button_set_child (GTK_BUTTON (button), lines);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, asset->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "amb-asset", g_strdup (asset->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (asset_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
show_shelf (AmbAssetView *self, AmbShelfId id, const AmbShelves *shelves)
{
  Shelf *shelf = &self->shelves[id];
  gboolean of_all = amb_access_sees_all (amb_context_get_access (self->context),
                                         amb_entity_find ("content-item"));
  g_autofree char *text =
      g_strdup_printf (of_all
                           /* Translators: a shelf of assets, and how many stand on it */
                           ? _ ("%s: %u")
                           /* Translators: the same, where only a part of all items is visible */
                           : _ ("%s, as far as you see: %u"),
                       get_label (id), shelves->n[id]);
  GtkWidget *child;

  gtk_button_set_label (GTK_BUTTON (shelf->title), text);
  while ((child = gtk_widget_get_first_child (shelf->assets)) != NULL)
    gtk_box_remove (GTK_BOX (shelf->assets), child);
  for (guint i = 0; i < shelves->shelves[id]->len; i++)
    gtk_box_append (GTK_BOX (shelf->assets),
                    new_asset (self, id, g_ptr_array_index (shelves->shelves[id], i)));
}

static gpointer
read_shelves (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_shelves_load (store, data, FIRST, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAssetView) self = data;
  g_autoptr (AmbShelves) shelves = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  /* What can't be read is told by the list below. */
  if (shelves == NULL || self->context == NULL)
    return;
  gtk_widget_set_visible (self->bin, shelves->n_assets > 0);
  for (AmbShelfId id = 0; id < AMB_N_SHELVES; id++)
    show_shelf (self, id, shelves);
}

static void
refresh (AmbAssetView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (
      self->context, read_shelves, g_strdup (amb_context_get_node (self->context)), g_free,
      (GDestroyNotify) amb_shelves_free, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbAssetView *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmbAssetView *self, GPtrArray *changes)
{
  static const char *const of[] = { "asset", "content-item", "node", "programme", NULL };

  for (guint i = 0; i < changes->len && self->refresh_source == 0; i++)
    if (g_strv_contains (of, ((AmbChange *) g_ptr_array_index (changes, i))->entity->name))
      self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Where there is little room, a shelf is its name. */
static void
compact_cb (AmbAssetView *self)
{
  gboolean compact = amb_width_bin_get_compact (AMB_WIDTH_BIN (self->bin));

  for (guint i = 0; i < AMB_N_SHELVES; i++)
    gtk_widget_set_visible (self->shelves[i].assets, !compact);
  gtk_box_set_homogeneous (GTK_BOX (self->strip), !compact);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->strip),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->strip), compact ? 0 : 12);
}

static void
amb_asset_view_dispose (GObject *object)
{
  AmbAssetView *self = AMB_ASSET_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_asset_view_parent_class)->dispose (object);
}

static void
amb_asset_view_class_init (AmbAssetViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_asset_view_dispose;
}

static void
build_shelf (AmbAssetView *self, AmbShelfId id)
{
  Shelf *shelf = &self->shelves[id];

  shelf->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  shelf->assets = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  shelf->title = gtk_button_new_with_label (get_label (id));
  gtk_widget_add_css_class (shelf->title, "flat");
  gtk_widget_add_css_class (shelf->title, "amb-shelf-title");
  gtk_widget_add_css_class (shelf->box, "amb-shelf");
  gtk_widget_set_halign (shelf->title, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (shelf->title), "amb-shelf", GINT_TO_POINTER (id));
  g_signal_connect_object (shelf->title, "clicked", G_CALLBACK (shelf_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (shelf->box), shelf->title);
  gtk_box_append (GTK_BOX (shelf->box), shelf->assets);
  gtk_box_append (GTK_BOX (self->strip), shelf->box);
}

static void
amb_asset_view_init (AmbAssetView *self)
{
  GtkWidget *reuse = gtk_button_new_with_label (_ ("Reuse by Department…"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->strip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_set_homogeneous (GTK_BOX (self->strip), TRUE);
  gtk_widget_add_css_class (self->strip, "amb-shelves");
  self->bin = g_object_new (AMB_TYPE_WIDTH_BIN, "compact-width", 640, "child", self->strip, NULL);
  for (AmbShelfId id = 0; id < AMB_N_SHELVES; id++)
    build_shelf (self, id);
  gtk_widget_add_css_class (reuse, "flat");
  gtk_widget_set_halign (reuse, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (reuse), "win.reuse");
  gtk_box_append (GTK_BOX (self->shelves[AMB_SHELF_MOST].box), reuse);
  gtk_box_append (GTK_BOX (self), self->bin);
  gtk_widget_set_vexpand (self->bin, FALSE);
  gtk_widget_set_visible (self->bin, FALSE);
  g_signal_connect_object (self->bin, "notify::compact", G_CALLBACK (compact_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
}

GtkWidget *
amb_asset_view_new (AmbContext *context)
{
  AmbAssetView *self = g_object_new (AMB_TYPE_ASSET_VIEW, NULL);
  GtkWidget *detail = amb_list_detail_new (context, amb_entity_find ("asset"), &asset_design, NULL);

  self->context = g_object_ref (context);
  self->detail = AMB_LIST_DETAIL (detail);
  amb_record_list_set_empty (
      amb_list_detail_get_list (self->detail), "amb-asset-symbolic", _ ("No Assets Yet"),
      _ ("Pictures, films, studies that departments share: content is made from them, and they get "
         "the credit."),
      NULL);
  gtk_widget_set_vexpand (detail, TRUE);
  gtk_box_append (GTK_BOX (self), detail);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
