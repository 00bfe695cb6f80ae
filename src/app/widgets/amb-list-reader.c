#include "amb-list-reader.h"

#include "amb-reference.h"
#include "amb-set.h"

AmbListRead *
amb_list_read_new (const AmbEntity *entity)
{
  AmbListRead *self = g_atomic_rc_box_new0 (AmbListRead);

  self->entity = entity;
  self->limit = -1;
  self->total = -1;
  return self;
}

static void
clear (gpointer data)
{
  AmbListRead *self = data;

  g_clear_pointer (&self->query, amb_query_free);
  g_clear_pointer (&self->base, amb_query_free);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->rids, g_array_unref);
  g_clear_pointer (&self->splices, g_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

AmbListRead *
amb_list_read_ref (AmbListRead *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
amb_list_read_unref (AmbListRead *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
free_texts (gpointer texts)
{
  if (texts)
    g_ptr_array_unref (texts);
}

/* One query a distinct target, however many rows refer to it. */
static const char *
get_title (AmbStore *store, const AmbEntity *target, const char *id, GHashTable *titles)
{
  char *title = g_hash_table_lookup (titles, id);

  if (!title)
    {
      title = amb_reference_dup_words (store, target, id);
      g_hash_table_insert (titles, g_strdup (id), title);
    }
  return title;
}

static char *
dup_titles (AmbStore *store, const AmbField *field, const char *value, GHashTable *titles)
{
  const AmbEntity *target = amb_entity_find (field->ref);
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (!target || !value)
    return NULL;
  if (field->type != AMB_FIELD_SET)
    return g_strdup (get_title (store, target, value, titles));

  ids = amb_set_to_strv (value);
  for (char **id = ids; *id; id++)
    g_ptr_array_add (names, (gpointer) get_title (store, target, *id, titles));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/* What a record of another kind is called: the one that a move is about. */
static char *
dup_subject (AmbStore *store, AmbRecord *record, const AmbField *field, GHashTable *titles)
{
  const AmbEntity *subject = amb_reference_get_subject (record);
  const char *id = amb_record_get (record, field->name);

  if (!subject || !id || !g_str_equal (field->name, "record"))
    return NULL;
  return g_strdup (get_title (store, subject, id, titles));
}

static GPtrArray *
load_texts (AmbStore *store, AmbRecord *record, GHashTable *titles)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  guint n = amb_entity_get_n_fields (entity);
  GPtrArray *texts = g_ptr_array_new_full (n, g_free);

  for (guint i = 0; i < n; i++)
    {
      const AmbField *field = &entity->fields[i];

      g_ptr_array_add (texts, field->ref
                                  ? dup_titles (store, field, amb_record_get_at (record, i), titles)
                                  : dup_subject (store, record, field, titles));
    }
  return texts;
}

static gboolean
load_records (AmbStore *store, AmbListRead *self, GError **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  self->records = amb_store_load (store, self->entity, (const gint64 *) self->wanted->data,
                                  self->wanted->len, error);
  if (!self->records)
    return FALSE;

  self->texts = g_ptr_array_new_with_free_func (free_texts);
  for (guint i = 0; i < self->records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (self->records, i);

      g_ptr_array_add (self->texts, record ? load_texts (store, record, titles) : NULL);
    }
  return TRUE;
}

static gboolean
list_rows (AmbStore *store, AmbListRead *self, GCancellable *cancellable, GError **error)
{
  self->rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!amb_store_list_rids (store, self->query, 0, self->limit, self->rids, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  self->splices = amb_id_diff ((const gint64 *) self->shown->data, self->shown->len,
                               (const gint64 *) self->rids->data, self->rids->len);
  if (self->limit >= 0)
    self->wanted = g_array_ref (self->rids);
  return TRUE;
}

static gboolean
run (AmbStore *store, AmbListRead *self, GCancellable *cancellable, GError **error)
{
  if (self->query && !list_rows (store, self, cancellable, error))
    return FALSE;
  if (self->wanted && !load_records (store, self, error))
    return FALSE;
  return !self->base || amb_store_count (store, self->base, &self->total, error);
}

gpointer
amb_list_read_run (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbListRead *self = data;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !run (store, self, cancellable, error))
    return NULL;
  return amb_list_read_ref (self);
}
