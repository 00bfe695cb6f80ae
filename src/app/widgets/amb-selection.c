#include "amb-selection.h"

struct _AmbSelection
{
  GObject parent_instance;

  AmbListModel *model;
  AmbQuery *query;  /* the one that the selection was made in */
  GHashTable *rids; /* set: the selected rows, or the exceptions */
  gboolean all_but;
};

static void amb_selection_list_iface_init (GListModelInterface *iface);
static void amb_selection_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmbSelection,
                               amb_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      amb_selection_list_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          amb_selection_iface_init))

enum
{
  PROP_N_SELECTED = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static gpointer
key_at (AmbSelection *self, guint position)
{
  return (gpointer) (gintptr) amb_list_model_get_rid (self->model, position);
}

static guint
get_n_rows (AmbSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static gboolean
is_selected_at (AmbSelection *self, guint position)
{
  return g_hash_table_contains (self->rids, key_at (self, position)) != self->all_but;
}

static void
set_selected_at (AmbSelection *self, guint position, gboolean selected)
{
  if (selected != self->all_but)
    g_hash_table_add (self->rids, key_at (self, position));
  else
    g_hash_table_remove (self->rids, key_at (self, position));
}

static void
reset (AmbSelection *self, gboolean all)
{
  g_hash_table_remove_all (self->rids);
  self->all_but = all;
}

static void
tell_all (AmbSelection *self)
{
  guint n = get_n_rows (self);

  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
}

static void
tell (AmbSelection *self, guint position, guint n)
{
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
}

/* Following the list. */

/* Another order is the same question. */
static gboolean
is_same_question (const AmbQuery *a, const AmbQuery *b)
{
  g_autoptr (AmbQuery) sorted = amb_query_copy (b);

  sorted->sort = a->sort;
  sorted->descending = a->descending;
  return amb_query_equal (a, sorted);
}

static void
items_changed_cb (AmbSelection *self, guint position, guint removed, guint added)
{
  const AmbQuery *query = amb_list_model_get_query (self->model);
  gboolean was_any = FALSE;

  if (query && (!self->query || !is_same_question (self->query, query)))
    {
      g_clear_pointer (&self->query, amb_query_free);
      self->query = amb_query_copy (query);
      was_any = self->all_but || g_hash_table_size (self->rids) > 0;
      reset (self, FALSE);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (was_any)
    tell_all (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
}

/* Rows that left the list for good leave the selection too. */
static void
refreshed_cb (AmbSelection *self)
{
  g_autoptr (GHashTable) present = NULL;
  guint n = get_n_rows (self), n_before = g_hash_table_size (self->rids);

  if (n_before == 0)
    return;
  present = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (self->rids, key_at (self, i)))
      g_hash_table_add (present, key_at (self, i));
  if (g_hash_table_size (present) == n_before)
    return;
  g_clear_pointer (&self->rids, g_hash_table_unref);
  self->rids = g_steal_pointer (&present);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
}

/* GListModel. */

static GType
amb_selection_get_item_type (GListModel *model)
{
  return AMB_TYPE_LIST_ITEM;
}

static guint
amb_selection_get_n_items (GListModel *model)
{
  return get_n_rows (AMB_SELECTION (model));
}

static gpointer
amb_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (AMB_SELECTION (model)->model), position);
}

static void
amb_selection_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = amb_selection_get_item_type;
  iface->get_n_items = amb_selection_get_n_items;
  iface->get_item = amb_selection_get_item;
}

/* GtkSelectionModel. */

static gboolean
amb_selection_is_selected (GtkSelectionModel *model, guint position)
{
  AmbSelection *self = AMB_SELECTION (model);

  return position < get_n_rows (self) && is_selected_at (self, position);
}

static GtkBitset *
amb_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  AmbSelection *self = AMB_SELECTION (model);
  GtkBitset *bitset = gtk_bitset_new_empty ();
  guint stop = position + MIN (n_items, get_n_rows (self) - MIN (position, get_n_rows (self)));

  if (self->all_but && stop > position)
    gtk_bitset_add_range (bitset, position, stop - position);
  if (g_hash_table_size (self->rids) == 0)
    return bitset;
  for (guint i = position; i < stop; i++)
    {
      if (!g_hash_table_contains (self->rids, key_at (self, i)))
        continue;
      if (self->all_but)
        gtk_bitset_remove (bitset, i);
      else
        gtk_bitset_add (bitset, i);
    }
  return bitset;
}

static gboolean
amb_selection_select_range (GtkSelectionModel *model,
                            guint position,
                            guint n_items,
                            gboolean unselect_rest)
{
  AmbSelection *self = AMB_SELECTION (model);
  guint stop = MIN (position + n_items, get_n_rows (self));

  if (unselect_rest)
    reset (self, FALSE);
  for (guint i = position; i < stop; i++)
    set_selected_at (self, i, TRUE);
  if (unselect_rest)
    tell_all (self);
  else if (stop > position)
    tell (self, position, stop - position);
  return TRUE;
}

static gboolean
amb_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  AmbSelection *self = AMB_SELECTION (model);
  guint stop = MIN (position + n_items, get_n_rows (self));

  for (guint i = position; i < stop; i++)
    set_selected_at (self, i, FALSE);
  if (stop > position)
    tell (self, position, stop - position);
  return TRUE;
}

static gboolean
amb_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return amb_selection_select_range (model, position, 1, unselect_rest);
}

static gboolean
amb_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return amb_selection_unselect_range (model, position, 1);
}

static gboolean
amb_selection_select_all (GtkSelectionModel *model)
{
  reset (AMB_SELECTION (model), TRUE);
  tell_all (AMB_SELECTION (model));
  return TRUE;
}

static gboolean
amb_selection_unselect_all (GtkSelectionModel *model)
{
  AmbSelection *self = AMB_SELECTION (model);

  if (!self->all_but && g_hash_table_size (self->rids) == 0)
    return TRUE;
  reset (self, FALSE);
  tell_all (self);
  return TRUE;
}

static gboolean
amb_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  AmbSelection *self = AMB_SELECTION (model);
  guint n = get_n_rows (self), position;
  GtkBitsetIter iter;

  if (gtk_bitset_is_empty (mask))
    return TRUE;
  if (n > 0 && gtk_bitset_get_size_in_range (mask, 0, n - 1) == n)
    {
      /* Everything is told anew: only what is selected needs a look. */
      reset (self, FALSE);
      for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position);
           more && position < n; more = gtk_bitset_iter_next (&iter, &position))
        set_selected_at (self, position, TRUE);
      tell_all (self);
      return TRUE;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more && position < n;
       more = gtk_bitset_iter_next (&iter, &position))
    set_selected_at (self, position, gtk_bitset_contains (selected, position));
  tell (self, gtk_bitset_get_minimum (mask),
        MIN (gtk_bitset_get_maximum (mask), n - 1) - gtk_bitset_get_minimum (mask) + 1);
  return TRUE;
}

static void
amb_selection_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = amb_selection_is_selected;
  iface->get_selection_in_range = amb_selection_get_selection_in_range;
  iface->select_item = amb_selection_select_item;
  iface->unselect_item = amb_selection_unselect_item;
  iface->select_range = amb_selection_select_range;
  iface->unselect_range = amb_selection_unselect_range;
  iface->select_all = amb_selection_select_all;
  iface->unselect_all = amb_selection_unselect_all;
  iface->set_selection = amb_selection_set_selection;
}

static void
amb_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_SELECTED)
    g_value_set_uint (value, amb_selection_get_n_selected (AMB_SELECTION (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amb_selection_finalize (GObject *object)
{
  AmbSelection *self = AMB_SELECTION (object);

  g_signal_handlers_disconnect_by_data (self->model, self);
  g_object_unref (self->model);
  g_clear_pointer (&self->query, amb_query_free);
  g_hash_table_unref (self->rids);
  G_OBJECT_CLASS (amb_selection_parent_class)->finalize (object);
}

static void
amb_selection_class_init (AmbSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = amb_selection_get_property;
  object_class->finalize = amb_selection_finalize;
  props[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
amb_selection_init (AmbSelection *self)
{
  self->rids = g_hash_table_new (NULL, NULL);
}

AmbSelection *
amb_selection_new (AmbListModel *model)
{
  AmbSelection *self;

  g_return_val_if_fail (AMB_IS_LIST_MODEL (model), NULL);

  self = g_object_new (AMB_TYPE_SELECTION, NULL);
  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (model, "refreshed", G_CALLBACK (refreshed_cb), self);
  return self;
}

AmbListModel *
amb_selection_get_model (AmbSelection *self)
{
  g_return_val_if_fail (AMB_IS_SELECTION (self), NULL);

  return self->model;
}

guint
amb_selection_get_n_selected (AmbSelection *self)
{
  guint n;

  g_return_val_if_fail (AMB_IS_SELECTION (self), 0);

  n = g_hash_table_size (self->rids);
  return self->all_but ? get_n_rows (self) - MIN (n, get_n_rows (self)) : n;
}

gint64
amb_selection_get_only (AmbSelection *self)
{
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (AMB_IS_SELECTION (self), 0);

  if (amb_selection_get_n_selected (self) != 1)
    return 0;
  if (self->all_but)
    {
      for (guint i = 0; i < get_n_rows (self); i++)
        if (is_selected_at (self, i))
          return amb_list_model_get_rid (self->model, i);
      return 0;
    }
  g_hash_table_iter_init (&iter, self->rids);
  return g_hash_table_iter_next (&iter, &key, NULL) ? (gint64) (gintptr) key : 0;
}

AmbRowSet *
amb_selection_dup_rows (AmbSelection *self)
{
  GArray *rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (AMB_IS_SELECTION (self), NULL);

  g_hash_table_iter_init (&iter, self->rids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 rid = (gintptr) key;

      g_array_append_val (rids, rid);
    }
  return amb_row_set_new (
      self->all_but ? amb_query_copy (amb_list_model_get_query (self->model)) : NULL, rids);
}
