/* Principals: tokens, grants, and the scopes that grants come to. */
#include "amb-server-private.h"

#include "amb-error.h"
#include "amb-set.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* A grant's scope holds from generation `since` up to, not including, `until`; so an old cursor
 * can be told what was added and dropped since. */
static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS principal (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
  " access TEXT NOT NULL, person TEXT, nodes TEXT, token TEXT NOT NULL UNIQUE,"
  " gen INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) "
  "STRICT;",
  "CREATE TABLE IF NOT EXISTS grant_scope (principal INTEGER NOT NULL, scope INTEGER NOT NULL,"
  " since INTEGER NOT NULL, until INTEGER, PRIMARY KEY (principal, scope, since))"
  " STRICT, WITHOUT ROWID;",
};

gboolean
amb_server_grants_create_tables (AmbDb *db, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!amb_db_exec (db, tables[i], error))
      return FALSE;
  return TRUE;
}

void
amb_principal_free (AmbPrincipal *self)
{
  g_free (self->name);
  g_free (self->person);
  g_strfreev (self->nodes);
  g_free (self);
}

static AmbPrincipal *
read_principal (AmbStmt *stmt)
{
  AmbPrincipal *self = g_new0 (AmbPrincipal, 1);

  self->id = amb_stmt_get_int (stmt, 0);
  self->name = g_strdup (amb_stmt_get_text (stmt, 1));
  self->access = amb_access_from_text (amb_stmt_get_text (stmt, 2));
  self->person = g_strdup (amb_stmt_get_text (stmt, 3));
  self->nodes = amb_set_to_strv (amb_stmt_get_text (stmt, 4));
  self->gen = amb_stmt_get_int (stmt, 5);
  return self;
}

#define PRINCIPAL_COLUMNS "id, name, access, person, nodes, gen"

static char *
hash_token (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

/* Names of the scopes that a principal's grants come to now. */
static GPtrArray *
expand (AmbServerCore *self, const AmbPrincipal *principal, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *nodes = amb_set_from_strv ((const char *const *) principal->nodes);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = TRUE;

  if (principal->access == AMB_ACCESS_MANAGER || principal->access == AMB_ACCESS_AUDITOR)
    g_ptr_array_add (names, g_strdup ("all"));
  if (principal->access == AMB_ACCESS_LEAD || principal->access == AMB_ACCESS_AMBASSADOR)
    g_ptr_array_add (names, g_strdup ("org"));
  if (principal->access != AMB_ACCESS_LEAD)
    return g_steal_pointer (&names);

  stmt = amb_db_prepare (self->db,
                         "WITH RECURSIVE own (id) AS (SELECT value FROM json_each(?) UNION"
                         " SELECT nodes.id FROM nodes JOIN own ON nodes.parent_id = own.id"
                         " WHERE nodes.deleted = 0) SELECT id FROM own",
                         error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, nodes != NULL ? nodes : "[]");
  while (amb_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (names, g_strconcat ("node:", amb_stmt_get_text (stmt, 0), NULL));
  return row ? NULL : g_steal_pointer (&names);
}

/* The scopes that are open now, as a set of gint64. */
static GHashTable *
list_open (AmbServerCore *self, gint64 id, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db, "SELECT scope FROM grant_scope WHERE principal = ? AND until IS NULL", error);
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, id);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      gint64 sid = amb_stmt_get_int (stmt, 0);
      g_hash_table_add (open, g_memdup2 (&sid, sizeof sid));
    }
  return row ? NULL : g_steal_pointer (&open);
}

/* Closes what is left in @lost and opens @added, under a new generation. */
static gboolean
change_scopes (AmbServerCore *self,
               const AmbPrincipal *principal,
               GHashTable *lost,
               GArray *added,
               GError **error)
{
  gint64 gen = principal->gen + 1;
  GHashTableIter iter;
  gpointer sid;

  g_hash_table_iter_init (&iter, lost);
  while (g_hash_table_iter_next (&iter, &sid, NULL))
    if (!amb_db_run (self->db, error,
                     "UPDATE grant_scope SET until = ? WHERE principal = ? AND scope = ? AND until "
                     "IS NULL",
                     "iii", gen, principal->id, *(gint64 *) sid))
      return FALSE;
  for (guint i = 0; i < added->len; i++)
    if (!amb_db_run (self->db, error,
                     "INSERT INTO grant_scope (principal, scope, since) VALUES (?, ?, ?)", "iii",
                     principal->id, g_array_index (added, gint64, i), gen))
      return FALSE;
  return amb_db_run (self->db, error, "UPDATE principal SET gen = ? WHERE id = ?", "ii", gen,
                     principal->id);
}

static gboolean
refresh_one (AmbServerCore *self, const AmbPrincipal *principal, GError **error)
{
  g_autoptr (GPtrArray) names = expand (self, principal, error);
  g_autoptr (GHashTable) lost = names != NULL ? list_open (self, principal->id, error) : NULL;
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (lost == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      gint64 sid;

      if (!amb_server_core_intern_scope (self, g_ptr_array_index (names, i), &sid, error))
        return FALSE;
      if (!g_hash_table_remove (lost, &sid))
        g_array_append_val (added, sid);
    }
  return (added->len == 0 && g_hash_table_size (lost) == 0) ||
         change_scopes (self, principal, lost, added, error);
}

gboolean
amb_server_grants_refresh (AmbServerCore *self, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) principals = amb_server_core_list_principals (self, error);

  for (guint i = 0; principals != NULL && i < principals->len; i++)
    {
      const AmbPrincipal *principal = g_ptr_array_index (principals, i);

      if ((id == 0 ? principal->access == AMB_ACCESS_LEAD : principal->id == id) &&
          !refresh_one (self, principal, error))
        return FALSE;
    }
  return principals != NULL;
}

static gboolean
check_nodes (AmbServerCore *self, AmbAccess access, const char *const *nodes, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("node");

  if (access == AMB_ACCESS_NONE)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("That is no kind of access. Choose manager, lead, ambassador, sponsor or "
                      "auditor."));
      return FALSE;
    }
  if ((access == AMB_ACCESS_LEAD) != (nodes != NULL && nodes[0] != NULL))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, "%s",
                   access == AMB_ACCESS_LEAD ? _ ("A lead needs at least one node.")
                                             : _ ("Only a lead is given nodes."));
      return FALSE;
    }
  for (guint i = 0; nodes != NULL && nodes[i] != NULL; i++)
    {
      g_autoptr (AmbRecord) node = amb_store_get (self->store, entity, nodes[i], error);

      if (node == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_new (AmbServerCore *self,
           const char *name,
           AmbAccess access,
           const char *const *nodes,
           const char *person,
           GError **error)
{
  gint64 taken;

  if (name == NULL || *name == '\0')
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("A token needs a name: who will use it?"));
      return FALSE;
    }
  if (!amb_db_query_int (self->db, &taken, 0, error,
                         "SELECT id FROM principal WHERE name = ? AND revoked = 0", "t", name))
    return FALSE;
  if (taken != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” has a token already (number %" PRId64
                      "). Revoke it first, or choose another name."),
                   name, taken);
      return FALSE;
    }
  if (person != NULL)
    {
      g_autoptr (AmbRecord) record =
          amb_store_get (self->store, amb_entity_find ("ambassador"), person, error);

      if (record == NULL)
        return FALSE;
    }
  return check_nodes (self, access, nodes, error);
}

char *
amb_server_core_create_token (AmbServerCore *self,
                              const char *name,
                              AmbAccess access,
                              const char *const *nodes,
                              const char *person,
                              gint64 *id,
                              GError **error)
{
  g_autofree char *token = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *set = amb_set_from_strv (nodes != NULL ? nodes : (const char *[]){ NULL });
  gint64 made;

  if (!check_new (self, name, access, nodes, person, error))
    return NULL;
  token = amb_server_dup_secret (error);
  if (token == NULL || !amb_db_begin (self->db, error))
    return NULL;
  hash = hash_token (token);
  if (amb_db_run (self->db, error,
                  "INSERT INTO principal (name, access, person, nodes, token, at)"
                  " VALUES (?, ?, ?, ?, ?, ?)",
                  "tttt"
                  "ti",
                  name, amb_access_to_text (access), person, set, hash,
                  amb_clock_now (amb_store_get_clock (self->store))))
    {
      made = amb_db_get_last_rowid (self->db);
      if (amb_server_grants_refresh (self, made, error) && amb_db_commit (self->db, error))
        {
          if (id != NULL)
            *id = made;
          return g_steal_pointer (&token);
        }
    }
  amb_db_rollback (self->db);
  return NULL;
}

GPtrArray *
amb_server_core_list_principals (AmbServerCore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_principal_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db, "SELECT " PRINCIPAL_COLUMNS " FROM principal WHERE revoked = 0 ORDER BY id", error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  while (amb_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (list, read_principal (stmt));
  return row ? NULL : g_steal_pointer (&list);
}

gboolean
amb_server_core_revoke (AmbServerCore *self, gint64 id, GError **error)
{
  if (!amb_db_run (self->db, error, "UPDATE principal SET revoked = 1 WHERE id = ? AND revoked = 0",
                   "i", id))
    return FALSE;
  if (amb_db_get_changes (self->db) > 0)
    {
      /* whoever waits with this token is told at once */
      amb_server_core_emit_committed (self);
      return TRUE;
    }
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("There is no token with the number %" PRId64 ", or it is revoked already."), id);
  return FALSE;
}

gboolean
amb_server_core_set_grants (
    AmbServerCore *self, gint64 id, AmbAccess access, const char *const *nodes, GError **error)
{
  g_autofree char *set = amb_set_from_strv (nodes != NULL ? nodes : (const char *[]){ NULL });

  if (!check_nodes (self, access, nodes, error) || !amb_db_begin (self->db, error))
    return FALSE;
  if (amb_db_run (self->db, error, "UPDATE principal SET access = ?, nodes = ? WHERE id = ?", "tti",
                  amb_access_to_text (access), set, id) &&
      amb_server_grants_refresh (self, id, error) && amb_db_commit (self->db, error))
    {
      amb_server_core_emit_committed (self);
      return TRUE;
    }
  amb_db_rollback (self->db);
  return FALSE;
}

AmbPrincipal *
amb_server_core_authenticate (AmbServerCore *self, const char *token, GError **error)
{
  g_autofree char *hash = hash_token (token != NULL ? token : "");
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db, "SELECT " PRINCIPAL_COLUMNS " FROM principal WHERE token = ? AND revoked = 0",
      error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, hash);
  if (!amb_stmt_step (stmt, &row, error))
    return NULL;
  if (row)
    return read_principal (stmt);
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("The server doesn’t know this token, or it was revoked. Ask a manager of the "
                  "programme for a new one."));
  return NULL;
}

gboolean
amb_server_grants_can_see (AmbServerCore *self,
                           const AmbPrincipal *principal,
                           AmbRecord *record,
                           gboolean *can,
                           GError **error)
{
  g_autoptr (GPtrArray) scopes = NULL;

  *can = principal->access == AMB_ACCESS_MANAGER || principal->access == AMB_ACCESS_AUDITOR;
  if (*can)
    return TRUE;
  if (principal->access == AMB_ACCESS_AMBASSADOR &&
      g_strcmp0 (amb_record_get_id (record), principal->person) == 0)
    {
      *can = TRUE;
      return TRUE;
    }
  scopes = amb_server_feed_list_scopes (self, record, error);
  for (guint i = 0; scopes != NULL && i < scopes->len && !*can; i++)
    {
      gint64 found;

      if (!amb_db_query_int (self->db, &found, 0, error,
                             "SELECT 1 FROM grant_scope JOIN scope ON sid = scope WHERE principal "
                             "= ? AND name = ? AND until IS NULL",
                             "it", principal->id, (const char *) g_ptr_array_index (scopes, i)))
        return FALSE;
      *can = found != 0;
    }
  return scopes != NULL;
}

gboolean
amb_server_core_register_device (AmbServerCore *self,
                                 const AmbPrincipal *principal,
                                 const char *device,
                                 GError **error)
{
  gint64 owner, revoked;

  if (device == NULL || !amb_id_is_valid (device))
    {
      amb_problem_set_error (
          error, AMB_PROBLEM_BAD_REQUEST,
          _ ("A device is registered with an id of its own, a UUID of version 7."));
      return FALSE;
    }
  if (!amb_db_query_int (self->db, &owner, 0, error, "SELECT principal FROM device WHERE id = ?",
                         "t", device) ||
      !amb_db_query_int (self->db, &revoked, 0, error, "SELECT revoked FROM device WHERE id = ?",
                         "t", device))
    return FALSE;
  if (owner == 0)
    return amb_db_run (self->db, error, "INSERT INTO device (id, principal, at) VALUES (?, ?, ?)",
                       "tii", device, principal->id,
                       amb_clock_now (amb_store_get_clock (self->store)));
  if (owner == principal->id && !revoked)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_DEVICE_FORK,
                         _ ("This device was registered with another token. Take a new id."));
  return FALSE;
}

gboolean
amb_server_core_revoke_device (AmbServerCore *self,
                               const AmbPrincipal *principal,
                               const char *device,
                               GError **error)
{
  if (!amb_db_run (self->db, error,
                   "UPDATE device SET revoked = 1 WHERE id = ? AND (principal = ? OR ?)", "tii",
                   device, principal->id, (gint64) (principal->access == AMB_ACCESS_MANAGER)))
    return FALSE;
  if (amb_db_get_changes (self->db) > 0)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND, _ ("There is no such device of yours."));
  return FALSE;
}
