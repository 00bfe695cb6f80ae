#include "amb-error.h"
#include "amb-sync-engine-private.h"

#include <glib/gi18n-lib.h>

/* A member says that the server publishes a row to this profile in that scope. It is keyed by row
 * number: a row is dropped only when it has no member left, so that a number used again starts
 * clean. The tables are of the store's schema. */
gboolean
amb_sync_members_clear (AmbDb *db, GError **error)
{
  return amb_db_exec (db,
                      "DELETE FROM sync_scope; DELETE FROM sync_member; DELETE FROM sync_orphan;"
                      "DELETE FROM sync_unknown; DELETE FROM sync_log; DELETE FROM sync_repair",
                      error);
}

gboolean
amb_sync_scopes_doubt (AmbDb *db, GError **error)
{
  return amb_db_exec (db, "UPDATE sync_scope SET doubt = 1", error);
}

gboolean
amb_sync_scope_renew (AmbDb *db, const char *name, GError **error)
{
  return amb_db_run (db, error,
                     "INSERT INTO sync_scope (name, gen) VALUES (?1, 1)"
                     " ON CONFLICT (name) DO UPDATE SET gen = gen + 1, doubt = 0",
                     "t", name);
}

gboolean
amb_sync_scope_drop (AmbDb *db, const char *name, GError **error)
{
  return amb_db_run (db, error,
                     "INSERT OR IGNORE INTO sync_orphan SELECT m.entity, m.rid FROM sync_member m"
                     " JOIN sync_scope s ON s.id = m.scope WHERE s.name = ?1",
                     "t", name) &&
         amb_db_run (db, error,
                     "DELETE FROM sync_member WHERE scope IN"
                     " (SELECT id FROM sync_scope WHERE name = ?1)",
                     "t", name) &&
         amb_db_run (db, error, "DELETE FROM sync_scope WHERE name = ?1", "t", name);
}

gboolean
amb_sync_member_put (
    AmbDb *db, const char *scope, const AmbEntity *entity, gint64 rid, GError **error)
{
  if (!amb_db_run (db, error,
                   "INSERT INTO sync_member (entity, rid, scope, gen)"
                   " SELECT ?1, ?2, id, gen FROM sync_scope WHERE name = ?3"
                   " ON CONFLICT (entity, rid, scope) DO UPDATE SET gen = excluded.gen, dead = 0",
                   "tit", entity->name, rid, scope))
    return FALSE;
  if (amb_db_get_changes (db) > 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL,
               _ ("The server sent a page with a row of the scope “%s”, which it never opened. It "
                  "was thrown away, and nothing was changed. It is asked again later; tell its "
                  "administrator."),
               scope);
  return FALSE;
}

gboolean
amb_sync_member_kill (AmbDb *db, const AmbEntity *entity, gint64 rid, GError **error)
{
  return amb_db_run (db, error, "UPDATE sync_member SET dead = 1 WHERE entity = ?1 AND rid = ?2",
                     "ti", entity->name, rid);
}

gboolean
amb_sync_member_leave (
    AmbDb *db, const char *scope, const AmbEntity *entity, gint64 rid, GError **error)
{
  return amb_db_run (db, error,
                     "DELETE FROM sync_member WHERE entity = ?1 AND rid = ?2 AND (?3 IS NULL"
                     " OR scope IN (SELECT id FROM sync_scope WHERE name = ?3))",
                     "tit", entity->name, rid, scope) &&
         amb_db_run (db, error, "INSERT OR IGNORE INTO sync_orphan VALUES (?1, ?2)", "ti",
                     entity->name, rid);
}

gboolean
amb_sync_scope_sweep (AmbDb *db, const char *name, GError **error)
{
  return amb_db_run (db, error,
                     "INSERT OR IGNORE INTO sync_orphan SELECT m.entity, m.rid FROM sync_scope s"
                     " JOIN sync_member m ON m.scope = s.id AND m.gen < s.gen WHERE s.name = ?1",
                     "t", name) &&
         amb_db_run (db, error,
                     "DELETE FROM sync_member WHERE scope = (SELECT id FROM sync_scope"
                     " WHERE name = ?1) AND gen < (SELECT gen FROM sync_scope WHERE name = ?1)",
                     "t", name);
}

gboolean
amb_sync_scopes_drop_doubtful (AmbDb *db, GError **error)
{
  gint64 any = 0;

  if (!amb_db_query_int (db, &any, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM sync_scope WHERE doubt = 1)", NULL))
    return FALSE;
  return !any ||
         amb_db_exec (
             db,
             "INSERT OR IGNORE INTO sync_orphan SELECT m.entity, m.rid FROM sync_scope s"
             " JOIN sync_member m ON m.scope = s.id WHERE s.doubt = 1;"
             "DELETE FROM sync_member WHERE scope IN (SELECT id FROM sync_scope WHERE doubt = 1);"
             "DELETE FROM sync_scope WHERE doubt = 1",
             error);
}

gboolean
amb_sync_member_get (
    AmbDb *db, const AmbEntity *entity, gint64 rid, AmbMembership *membership, GError **error)
{
  gint64 least = -1;

  if (!amb_db_query_int (db, &least, -1, error,
                         "SELECT dead FROM sync_member WHERE entity = ?1 AND rid = ?2"
                         " ORDER BY dead LIMIT 1",
                         "ti", entity->name, rid))
    return FALSE;
  *membership = least < 0 ? AMB_MEMBER_NONE : least == 0 ? AMB_MEMBER_LIVING : AMB_MEMBER_DEAD;
  return TRUE;
}

static gboolean
resolve_orphan (AmbDb *db, const char *name, gint64 rid, GPtrArray *orphans, GError **error)
{
  const AmbEntity *entity = amb_entity_find (name);
  g_autofree char *sql = NULL;
  g_autofree char *id = NULL;

  if (!entity)
    return TRUE;
  sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE rid = ?1", entity->collection);
  if (!amb_db_query_text (db, &id, error, sql, "i", rid))
    return FALSE;
  if (id)
    g_ptr_array_add (orphans, g_strdup_printf ("%s %s", name, id));
  return TRUE;
}

GPtrArray *
amb_sync_orphans_take (AmbDb *db, GError **error)
{
  g_autoptr (GPtrArray) orphans = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = FALSE;

  stmt = amb_db_prepare (db,
                         "SELECT o.entity, o.rid FROM sync_orphan o WHERE NOT EXISTS (SELECT 1"
                         " FROM sync_member m WHERE m.entity = o.entity AND m.rid = o.rid)",
                         error);
  if (!stmt || !amb_stmt_step (stmt, &row, error))
    return NULL;
  while (row)
    {
      if (!resolve_orphan (db, amb_stmt_get_text (stmt, 0), amb_stmt_get_int (stmt, 1), orphans,
                           error) ||
          !amb_stmt_step (stmt, &row, error))
        return NULL;
    }
  g_clear_pointer (&stmt, amb_stmt_free);
  if (!amb_db_run (db, error, "DELETE FROM sync_orphan", NULL))
    return NULL;
  return g_steal_pointer (&orphans);
}
