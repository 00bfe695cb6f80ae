#include "amb-sight.h"

#include "amb-error.h"
#include "amb-held.h"

#include <glib/gi18n-lib.h>

#define NODE_SCOPE "node:"

void
amb_sight_free (AmbSight *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->nodes);
  g_free (self);
}

gboolean
amb_sight_is_partial (AmbStore *store)
{
  return !amb_access_sees_all (amb_programme_read_access (store), amb_entity_find ("node"));
}

AmbSight *
amb_sight_load (AmbStore *store, GError **error)
{
  g_autoptr (AmbSight) self = g_new0 (AmbSight, 1);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store),
                                             "SELECT substr (name, length ('" NODE_SCOPE
                                             "') + 1) FROM sync_scope WHERE name GLOB "
                                             "'" NODE_SCOPE "*'",
                                             error);
  gboolean row = TRUE;

  self->all = !amb_sight_is_partial (store);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (stmt == NULL)
    return NULL;
  while (amb_stmt_step (stmt, &row, error) && row)
    g_hash_table_add (self->nodes, g_strdup (amb_stmt_get_text (stmt, 0)));
  return row ? NULL : g_steal_pointer (&self);
}

gboolean
amb_sight_has_node (const AmbSight *self, const char *node)
{
  return self->all || g_hash_table_contains (self->nodes, node);
}

/* Publications are sent to everybody, what came of them to whoever leads there. */
static const AmbField held_publication = {
  .name = "held",
  .label = "",
  .type = AMB_FIELD_INT,
  .flags = AMB_FIELD_COMPUTED,
  .since = 1,
  .sql = AMB_SQL_HELD ("publication", "publications.rid"),
};

const AmbField *
amb_sight_get_held (const AmbEntity *entity)
{
  return g_str_equal (entity->name, "publication") ? &held_publication : NULL;
}

void
amb_sight_narrow (AmbStore *store, AmbQuery *query)
{
  static const char *const yes[] = { "1", NULL };
  const AmbField *held = amb_sight_get_held (query->entity);

  if (held != NULL && amb_sight_is_partial (store))
    amb_query_where (query, held, AMB_MATCH_IN, yes);
}

gboolean
amb_sight_holds (AmbStore *store, const AmbEntity *entity, const char *id)
{
  const AmbField *held = amb_sight_get_held (entity);
  g_autofree char *sql = NULL;
  gint64 value = 0;

  if (held == NULL || !amb_sight_is_partial (store))
    return TRUE;
  sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE id = ?", held->sql, entity->collection);
  return amb_db_query_int (amb_store_get_db (store), &value, 0, NULL, sql, "t", id) && value != 0;
}

gboolean
amb_sight_check (AmbStore *store, const AmbEntity *entity, GError **error)
{
  if (amb_access_get_rights (amb_programme_read_access (store), entity) & AMB_RIGHT_READ)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("%s: your access holds none of them, so nothing can be counted here. Ask a "
                  "manager of the programme for a report."),
               _ (entity->label_plural));
  return FALSE;
}
