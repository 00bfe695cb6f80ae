#include "amb-row-set.h"

AmbRowSet *
amb_row_set_new (AmbQuery *query, GArray *rids)
{
  AmbRowSet *self = g_new0 (AmbRowSet, 1);

  self->query = query;
  self->rids = rids;
  return self;
}

AmbRowSet *
amb_row_set_copy (const AmbRowSet *self)
{
  return amb_row_set_new (self->query != NULL ? amb_query_copy (self->query) : NULL,
                          g_array_copy (self->rids));
}

void
amb_row_set_free (AmbRowSet *self)
{
  g_clear_pointer (&self->query, amb_query_free);
  g_clear_pointer (&self->rids, g_array_unref);
  g_free (self);
}

GArray *
amb_row_set_list (const AmbRowSet *self, AmbStore *store, GError **error)
{
  g_autoptr (GHashTable) exceptions = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *rids;

  if (!self->query)
    return g_array_ref (self->rids);
  if (!amb_store_list_rids (store, self->query, 0, -1, all, error))
    return NULL;
  if (self->rids->len == 0)
    return g_steal_pointer (&all);

  rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->rids->len; i++)
    g_hash_table_add (exceptions, &g_array_index (self->rids, gint64, i));
  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (exceptions, &g_array_index (all, gint64, i)))
      g_array_append_val (rids, g_array_index (all, gint64, i));
  return rids;
}
