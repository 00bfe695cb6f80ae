/* Search texts of AmbStore. A write only notes whose text may be another now; they are written by
 * one statement before the transaction ends. FTS5 flushes what it has gathered whenever a statement
 * opens a savepoint of its own, which an insert into it does: a text at a time costs ten times as
 * much. */
#include "amb-store-private.h"
#include "amb-store-sql.h"

struct _AmbStoreTexts
{
  GArray *rids;       /* whose text is to be written; may hold one twice */
  gboolean has_known; /* one of them may have a text already */
};

void
amb_store_texts_free (AmbStoreTexts *self, guint n)
{
  for (guint i = 0; self != NULL && i < n; i++)
    g_clear_pointer (&self[i].rids, g_array_unref);
  g_free (self);
}

void
amb_store_forget_texts (AmbStore *self)
{
  for (guint i = 0; self->has_texts && i < self->n_plans; i++)
    {
      g_clear_pointer (&self->texts[i].rids, g_array_unref);
      self->texts[i].has_known = FALSE;
    }
  self->has_texts = FALSE;
}

void
amb_store_note_text (AmbStore *self, const AmbEntity *entity, gint64 rid, gboolean is_new)
{
  AmbStoreTexts *texts;

  if (self->texts == NULL)
    self->texts = g_new0 (AmbStoreTexts, self->n_plans);
  texts = &self->texts[amb_store_get_entity_index (entity)];
  if (texts->rids == NULL)
    texts->rids = g_array_new (FALSE, FALSE, sizeof rid);
  g_array_append_val (texts->rids, rid);
  texts->has_known = texts->has_known || !is_new;
  self->has_texts = TRUE;
}

static int
compare_rids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* (transfer full): as a JSON array, each once, in their order. */
static char *
join_rids (GArray *rids)
{
  GString *list = g_string_new ("[");
  gint64 last = 0;

  g_array_sort (rids, compare_rids);
  for (guint i = 0; i < rids->len; i++)
    {
      gint64 rid = g_array_index (rids, gint64, i);

      if (rid != last)
        g_string_append_printf (list, "%s%" G_GINT64_FORMAT, last != 0 ? "," : "", rid);
      last = rid;
    }
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

static gboolean
write_texts (AmbStore *self, const AmbEntity *entity, AmbStoreTexts *texts, GError **error)
{
  const AmbStorePlan *plan = amb_store_get_plan (self, entity);
  g_autofree char *rids = join_rids (texts->rids);

  if (!texts->has_known)
    return amb_db_run (self->db, error, plan->insert_texts, "t", rids);
  return amb_db_run (self->db, error, plan->delete_texts, "t", rids) &&
         amb_db_run (self->db, error, plan->insert_missing_texts, "t", rids);
}

gboolean
amb_store_write_texts (AmbStore *self, GError **error)
{
  const AmbEntity *const *entities = amb_entities ();

  for (guint i = 0; self->has_texts && entities[i] != NULL; i++)
    if (self->texts[i].rids != NULL && !write_texts (self, entities[i], &self->texts[i], error))
      return FALSE;
  amb_store_forget_texts (self);
  return TRUE;
}

gboolean
amb_store_forget_lost_rows (AmbStore *self, const AmbEntity *entity, GError **error)
{
  g_autofree char *texts =
      g_strdup_printf ("DELETE FROM \"%s_fts\" WHERE rowid NOT IN (SELECT rid FROM \"%s\")",
                       entity->collection, entity->collection);
  g_autofree char *sets = g_strdup_printf (
      "DELETE FROM set_value WHERE entity = ? AND rid NOT IN (SELECT rid FROM \"%s\")",
      entity->collection);

  return (!amb_sql_has_search (entity) ||
          (amb_store_write_texts (self, error) && amb_db_exec (self->db, texts, error))) &&
         (!amb_sql_has_sets (entity) || amb_db_run (self->db, error, sets, "t", entity->name));
}

gboolean
amb_store_forget_words (AmbStore *self, const AmbEntity *entity, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO \"%s_fts\" (\"%s_fts\") VALUES ('optimize')",
                                          entity->collection, entity->collection);

  return !amb_sql_has_search (entity) ||
         (amb_store_write_texts (self, error) && amb_db_exec (self->db, sql, error));
}
