#include "amb-list-model.h"
#include "amb-asks.h"

#include "amb-list-reader.h"

struct _AmbListModel
{
  GObject parent_instance;

  AmbContext *context;
  const AmbEntity *entity;
  AmbQuery *query;
  AmbQuery *base;

  GArray *rids;      /* of gint64: what is shown */
  GHashTable *items; /* rid → AmbListItem, borrowed: every item alive */
  GQueue kept;       /* of AmbListItem, owned: the latest made first */

  GHashTable *wanted; /* set of rids to load, none of them on its way */
  GHashTable *coming; /* set of rids on their way; NULL: nothing is */
  guint load_source;

  GCancellable *listing; /* the one list query on its way */
  gboolean stale;        /* something changed while it was */
  char *message;
  gint64 total;
};

static void amb_list_model_iface_init (GListModelInterface *iface);
static void start_listing (AmbListModel *self, gint64 limit);
static void queue_load (AmbListModel *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmbListModel,
                               amb_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, amb_list_model_iface_init))

enum
{
  PROP_LOADING = 1,
  PROP_TOTAL,
  PROP_MESSAGE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint refreshed_signal;

static gpointer
key_of (gint64 rid)
{
  return (gpointer) (gintptr) rid;
}

static gint64
rid_at (AmbListModel *self, guint position)
{
  return g_array_index (self->rids, gint64, position);
}

/* Items: alive while a row shows them or while they are among the latest used. */

static void
item_gone_cb (gpointer data, GObject *was)
{
  AmbListModel *self = data;
  gint64 rid = amb_list_item_get_rid ((AmbListItem *) was);

  g_hash_table_remove (self->items, key_of (rid));
  g_hash_table_remove (self->wanted, key_of (rid));
}

static void
keep (AmbListModel *self, AmbListItem *item)
{
  g_queue_push_head (&self->kept, g_object_ref (item));
  if (self->kept.length > AMB_LIST_KEPT_ITEMS)
    g_object_unref (g_queue_pop_tail (&self->kept));
}

static AmbListItem *
ensure_item (AmbListModel *self, gint64 rid)
{
  AmbListItem *item = g_hash_table_lookup (self->items, key_of (rid));

  if (item)
    return g_object_ref (item);
  item = amb_list_item_new (rid);
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, self);
  g_hash_table_insert (self->items, key_of (rid), item);
  keep (self, item);
  return item;
}

static gboolean
is_on_its_way (AmbListModel *self, gint64 rid)
{
  return g_hash_table_contains (self->wanted, key_of (rid)) ||
         (self->coming && g_hash_table_contains (self->coming, key_of (rid)));
}

/* What a read on its way holds on to. */
typedef struct
{
  AmbListModel *self;
  GCancellable *cancellable; /* nullable */
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_clear_object (&request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* Reading the records of one page. */

static void
take_records (AmbListModel *self, AmbListRead *read)
{
  for (guint i = 0; i < read->wanted->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (read->records, i);
      GPtrArray *texts = g_ptr_array_index (read->texts, i);
      g_autoptr (AmbListItem) item = NULL;

      if (!record)
        continue;
      item = ensure_item (self, g_array_index (read->wanted, gint64, i));
      amb_list_item_load (item, record, texts ? g_ptr_array_ref (texts) : NULL);
    }
}

static void
set_message (AmbListModel *self, const char *message)
{
  if (g_strcmp0 (self->message, message) == 0)
    return;
  g_free (self->message);
  self->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
}

static void
records_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbListRead) read = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  AmbListModel *self = request->self;

  g_clear_pointer (&self->coming, g_hash_table_unref);
  if (!self->context)
    return;
  if (read)
    take_records (self, read);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    set_message (self, error->message);
  if (g_hash_table_size (self->wanted) > 0)
    queue_load (self);
}

static void
read_async (AmbListModel *self,
            AmbListRead *read,
            GCancellable *cancellable,
            GAsyncReadyCallback callback)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  g_set_object (&request->cancellable, cancellable);
  amb_context_read_async (self->context, amb_list_read_run, read,
                          (GDestroyNotify) amb_list_read_unref,
                          (GDestroyNotify) amb_list_read_unref, cancellable, callback, request);
}

static gboolean
load_cb (gpointer data)
{
  AmbListModel *self = data;
  AmbListRead *read = amb_list_read_new (self->entity);
  GHashTableIter iter;
  gpointer key;

  self->load_source = 0;
  read->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->coming = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, self->wanted);
  while (read->wanted->len < 4 * AMB_LIST_PAGE && g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 rid = (gintptr) key;

      g_array_append_val (read->wanted, rid);
      g_hash_table_add (self->coming, key);
      g_hash_table_iter_remove (&iter);
    }
  read_async (self, read, NULL, records_read_cb);
  return G_SOURCE_REMOVE;
}

static void
queue_load (AmbListModel *self)
{
  if (self->load_source == 0 && !self->coming)
    self->load_source = g_idle_add_full (G_PRIORITY_DEFAULT, load_cb, self, NULL);
}

static void
want_page_of (AmbListModel *self, guint position)
{
  guint start = position - position % AMB_LIST_PAGE;
  guint stop = MIN (start + AMB_LIST_PAGE, self->rids->len);

  for (guint i = start; i < stop; i++)
    {
      gint64 rid = rid_at (self, i);
      g_autoptr (AmbListItem) item = ensure_item (self, rid);

      if (!amb_list_item_get_record (item) && !is_on_its_way (self, rid))
        g_hash_table_add (self->wanted, key_of (rid));
    }
  queue_load (self);
}

/* Reading row numbers. */

static void
apply_splices (AmbListModel *self, AmbListRead *read)
{
  for (guint i = 0; i < read->splices->len; i++)
    {
      const AmbSplice *splice = &g_array_index (read->splices, AmbSplice, i);

      if (splice->removed > 0)
        g_array_remove_range (self->rids, splice->position, splice->removed);
      g_array_insert_vals (self->rids, splice->position,
                           &g_array_index (read->rids, gint64, splice->position), splice->added);
      g_list_model_items_changed (G_LIST_MODEL (self), splice->position, splice->removed,
                                  splice->added);
    }
}

static void
listing_done (AmbListModel *self)
{
  g_clear_object (&self->listing);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
  if (self->stale)
    start_listing (self, -1);
}

static void
rows_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbListRead) read = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  AmbListModel *self = request->self;
  gboolean is_page;

  if (!self->context || self->listing != request->cancellable)
    return;
  if (!read)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        set_message (self, error->message);
      listing_done (self);
      return;
    }

  is_page = read->limit >= 0;
  if (is_page)
    take_records (self, read);
  apply_splices (self, read);
  set_message (self, NULL);
  if (is_page && read->rids->len == read->limit)
    {
      start_listing (self, -1);
      return;
    }
  if (read->total >= 0 || !self->base)
    {
      self->total = self->base ? read->total : (gint64) self->rids->len;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL]);
    }
  listing_done (self);
  g_signal_emit (self, refreshed_signal, 0);
}

static void
start_listing (AmbListModel *self, gint64 limit)
{
  AmbListRead *read = amb_list_read_new (self->entity);

  if (self->listing)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  self->stale = FALSE;
  read->query = amb_query_copy (self->query);
  read->base = self->base ? amb_query_copy (self->base) : NULL;
  read->limit = limit;
  read->shown = g_array_copy (self->rids);
  read_async (self, read, self->listing, rows_read_cb);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

/* Changes elsewhere. */

static gboolean
refers_to (const AmbEntity *entity, const AmbEntity *target)
{
  for (const AmbField *field = entity->fields; field->name; field++)
    if (field->ref && amb_entity_find (field->ref) == target)
      return TRUE;
  return FALSE;
}

static void
want_all_items (AmbListModel *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (self->wanted, key);
}

static void
changed_cb (AmbListModel *self, GPtrArray *changes)
{
  const AmbEntity *last = NULL; /* all of it is wanted already */
  gboolean list_again = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const AmbChange *change = g_ptr_array_index (changes, i);

      if (change->entity == last)
        continue;
      if (change->entity == self->entity && change->id)
        {
          if (!change->removed && g_hash_table_contains (self->items, key_of (change->rid)))
            g_hash_table_add (self->wanted, key_of (change->rid));
          list_again = TRUE;
        }
      else if (change->entity == self->entity || refers_to (self->entity, change->entity) ||
               amb_asks (self->entity, change->entity))
        {
          last = change->entity;
          want_all_items (self);
          list_again = TRUE;
        }
    }
  if (!list_again || !self->query)
    return;
  if (g_hash_table_size (self->wanted) > 0)
    queue_load (self);
  if (self->listing)
    self->stale = TRUE;
  else
    start_listing (self, -1);
}

/* GListModel. */

static GType
amb_list_model_get_item_type (GListModel *model)
{
  return AMB_TYPE_LIST_ITEM;
}

static guint
amb_list_model_get_n_items (GListModel *model)
{
  return AMB_LIST_MODEL (model)->rids->len;
}

static gpointer
amb_list_model_get_item (GListModel *model, guint position)
{
  AmbListModel *self = AMB_LIST_MODEL (model);
  AmbListItem *item;
  gint64 rid;

  if (position >= self->rids->len)
    return NULL;
  rid = rid_at (self, position);
  item = ensure_item (self, rid);
  if (!amb_list_item_get_record (item) && !is_on_its_way (self, rid))
    want_page_of (self, position);
  return item;
}

static void
amb_list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = amb_list_model_get_item_type;
  iface->get_n_items = amb_list_model_get_n_items;
  iface->get_item = amb_list_model_get_item;
}

static void
amb_list_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbListModel *self = AMB_LIST_MODEL (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, amb_list_model_get_loading (self));
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_list_model_dispose (GObject *object)
{
  AmbListModel *self = AMB_LIST_MODEL (object);
  GHashTableIter iter;
  gpointer item;

  if (self->listing)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_handle_id (&self->load_source, g_source_remove);
  if (self->context)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      g_object_weak_unref (item, item_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
  g_queue_clear_full (&self->kept, g_object_unref);
  G_OBJECT_CLASS (amb_list_model_parent_class)->dispose (object);
}

static void
amb_list_model_finalize (GObject *object)
{
  AmbListModel *self = AMB_LIST_MODEL (object);

  g_clear_pointer (&self->query, amb_query_free);
  g_clear_pointer (&self->base, amb_query_free);
  g_array_unref (self->rids);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->wanted);
  g_clear_pointer (&self->coming, g_hash_table_unref);
  g_free (self->message);
  G_OBJECT_CLASS (amb_list_model_parent_class)->finalize (object);
}

static void
amb_list_model_class_init (AmbListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = amb_list_model_get_property;
  object_class->dispose = amb_list_model_dispose;
  object_class->finalize = amb_list_model_finalize;
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  props[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, flags);
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  refreshed_signal = g_signal_new ("refreshed", AMB_TYPE_LIST_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
amb_list_model_init (AmbListModel *self)
{
  self->rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new (NULL, NULL);
  self->wanted = g_hash_table_new (NULL, NULL);
  self->total = -1;
}

AmbListModel *
amb_list_model_new (AmbContext *context, const AmbEntity *entity)
{
  AmbListModel *self;

  g_return_val_if_fail (AMB_IS_CONTEXT (context), NULL);

  self = g_object_new (AMB_TYPE_LIST_MODEL, NULL);
  self->context = g_object_ref (context);
  self->entity = entity;
  g_signal_connect_swapped (context, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
amb_list_model_set_query (AmbListModel *self, const AmbQuery *query, const AmbQuery *base)
{
  g_return_if_fail (AMB_IS_LIST_MODEL (self));
  g_return_if_fail (query->entity == self->entity);

  if (self->query && amb_query_equal (self->query, query) &&
      (self->base == NULL) == (base == NULL) && (!base || amb_query_equal (self->base, base)))
    return;
  g_clear_pointer (&self->query, amb_query_free);
  g_clear_pointer (&self->base, amb_query_free);
  self->query = amb_query_copy (query);
  self->base = base ? amb_query_copy (base) : NULL;
  start_listing (self, AMB_LIST_PAGE);
}

const AmbQuery *
amb_list_model_get_query (AmbListModel *self)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), NULL);

  return self->query;
}

void
amb_list_model_refresh (AmbListModel *self)
{
  g_return_if_fail (AMB_IS_LIST_MODEL (self));

  if (!self->query)
    return;
  want_all_items (self);
  if (g_hash_table_size (self->wanted) > 0)
    queue_load (self);
  start_listing (self, -1);
}

const AmbEntity *
amb_list_model_get_entity (AmbListModel *self)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), NULL);

  return self->entity;
}

AmbContext *
amb_list_model_get_context (AmbListModel *self)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), NULL);

  return self->context;
}

gboolean
amb_list_model_get_loading (AmbListModel *self)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), FALSE);

  return self->listing != NULL;
}

gint64
amb_list_model_get_total (AmbListModel *self)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), -1);

  return self->total;
}

const char *
amb_list_model_get_message (AmbListModel *self)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), NULL);

  return self->message;
}

gint64
amb_list_model_get_rid (AmbListModel *self, guint position)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), 0);
  g_return_val_if_fail (position < self->rids->len, 0);

  return rid_at (self, position);
}

guint
amb_list_model_find (AmbListModel *self, gint64 rid)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->rids->len; i++)
    if (rid_at (self, i) == rid)
      return i;
  return G_MAXUINT;
}

guint
amb_list_model_get_n_objects (AmbListModel *self)
{
  g_return_val_if_fail (AMB_IS_LIST_MODEL (self), 0);

  return g_hash_table_size (self->items);
}
