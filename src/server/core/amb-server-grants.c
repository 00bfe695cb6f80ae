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

/* What each kind of access comes to: the statement's rows, bound to ?1, are ids of one kind of
 * scope. */
static const struct
{
  guint access; /* bits of 1 << AmbAccess */
  const char *prefix;
  gboolean by_nodes; /* ?1: the principal's nodes, else the person */
  const char *sql;
} expansions[] = {
  { 1 << AMB_ACCESS_LEAD, "node:", TRUE,
    "WITH RECURSIVE own (id) AS (SELECT value FROM json_each(?1) UNION"
    " SELECT nodes.id FROM nodes JOIN own ON nodes.parent_id = own.id"
    " WHERE nodes.deleted = 0) SELECT id FROM own" },
  { 1 << AMB_ACCESS_MANAGER | 1 << AMB_ACCESS_LEAD | 1 << AMB_ACCESS_AMBASSADOR, "own:", FALSE,
    "SELECT ?1" },
  { 1 << AMB_ACCESS_AMBASSADOR, "card:", FALSE,
    "SELECT node_id FROM ambassadors WHERE id = ?1 AND deleted = 0 AND node_id IS NOT NULL UNION"
    " SELECT department_id FROM ambassadors WHERE id = ?1 AND deleted = 0 AND department_id IS NOT"
    " NULL" },
  { 1 << AMB_ACCESS_LEAD | 1 << AMB_ACCESS_AMBASSADOR, "space:", FALSE,
    "SELECT space_id FROM memberships WHERE ambassador_id = ?1 AND state = 'member' AND deleted = 0"
    " UNION SELECT id FROM spaces WHERE ?1 IN (host_id, backup_id) AND deleted = 0" },
};

static gboolean
add_ids (AmbServerCore *self,
         const char *prefix,
         const char *sql,
         const char *of,
         GPtrArray *names,
         GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, of);
  while (amb_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (names, g_strconcat (prefix, amb_stmt_get_text (stmt, 0), NULL));
  return !row;
}

/* Names of the scopes that a principal's grants come to now. */
static GPtrArray *
expand (AmbServerCore *self, const AmbPrincipal *principal, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *nodes = amb_set_from_strv ((const char *const *) principal->nodes);

  if (principal->access == AMB_ACCESS_MANAGER || principal->access == AMB_ACCESS_AUDITOR)
    g_ptr_array_add (names, g_strdup ("all"));
  if (principal->access == AMB_ACCESS_LEAD || principal->access == AMB_ACCESS_AMBASSADOR)
    g_ptr_array_add (names, g_strdup ("org"));
  for (guint i = 0; i < G_N_ELEMENTS (expansions); i++)
    {
      const char *of = !expansions[i].by_nodes ? principal->person : nodes != NULL ? nodes : "[]";

      if ((expansions[i].access & 1u << principal->access) != 0 && of != NULL &&
          !add_ids (self, expansions[i].prefix, expansions[i].sql, of, names, error))
        return NULL;
    }
  return g_steal_pointer (&names);
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

gboolean
amb_server_grants_renew (AmbServerCore *self, GError **error)
{
  return amb_db_exec (self->db,
                      "UPDATE grant_scope SET until = (SELECT gen + 1 FROM principal p"
                      "  WHERE p.id = grant_scope.principal) WHERE until IS NULL;"
                      "INSERT INTO grant_scope (principal, scope, since)"
                      "  SELECT p.id, g.scope, p.gen + 1 FROM grant_scope g"
                      "  JOIN principal p ON p.id = g.principal WHERE g.until = p.gen + 1;"
                      "UPDATE principal SET gen = gen + 1;",
                      error);
}

gboolean
amb_server_grants_refresh_person (AmbServerCore *self, const char *person, GError **error)
{
  g_autoptr (GPtrArray) principals = amb_server_core_list_principals (self, error);

  for (guint i = 0; principals != NULL && i < principals->len; i++)
    {
      const AmbPrincipal *principal = g_ptr_array_index (principals, i);

      if (g_strcmp0 (principal->person, person) == 0 && !refresh_one (self, principal, error))
        return FALSE;
    }
  return principals != NULL;
}

gboolean
amb_server_grants_is_person (AmbServerCore *self, const char *person, gboolean *is, GError **error)
{
  gint64 found = 0;

  if (person != NULL &&
      !amb_db_query_int (self->db, &found, 0, error,
                         "SELECT 1 FROM principal WHERE person = ? AND revoked = 0", "t", person))
    return FALSE;
  *is = found != 0;
  return TRUE;
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
  if (person == NULL && access == AMB_ACCESS_AMBASSADOR)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("An ambassador’s token needs the person who they are."));
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
  amb_server_core_rollback (self);
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
  amb_server_core_rollback (self);
  return FALSE;
}

AmbPrincipal *
amb_server_core_authenticate (AmbServerCore *self, const char *token, GError **error)
{
  g_autofree char *hash = hash_token (token != NULL ? token : "");
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db, "SELECT " PRINCIPAL_COLUMNS " FROM principal WHERE token = ? AND revoked = 0",
      error);
  gint64 revoked = 0;
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, hash);
  if (!amb_stmt_step (stmt, &row, error))
    return NULL;
  if (row)
    return read_principal (stmt);
  if (!amb_db_query_int (self->db, &revoked, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM principal WHERE token = ?)", "t", hash))
    return NULL;
  /* Its bearer must know: a desktop removes what the token gave access to. */
  if (revoked != 0)
    amb_problem_set_error (error, AMB_PROBLEM_TOKEN_REVOKED,
                           _ ("This token was revoked. Ask a manager of the programme for a new "
                              "one."));
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                 _ ("The server doesn’t know this token. Ask a manager of the programme for a new "
                    "one."));
  return NULL;
}

/* Does the principal hold one of the @scopes whose name begins with one of @prefixes (NULL: any)?
 */
static gboolean
holds_one (AmbServerCore *self,
           const AmbPrincipal *principal,
           GPtrArray *scopes,
           const char *const *prefixes,
           gboolean *holds,
           GError **error)
{
  *holds = FALSE;
  for (guint i = 0; i < scopes->len && !*holds; i++)
    {
      const char *name = g_ptr_array_index (scopes, i);
      gboolean counts = prefixes == NULL;
      gint64 found = 0;

      for (guint k = 0; !counts && prefixes[k] != NULL; k++)
        counts = g_str_has_prefix (name, prefixes[k]);
      if (counts && !amb_db_query_int (self->db, &found, 0, error,
                                       "SELECT 1 FROM grant_scope JOIN scope ON sid = scope WHERE "
                                       "principal = ? AND name = ? AND until IS NULL",
                                       "it", principal->id, name))
        return FALSE;
      *holds = found != 0;
    }
  return TRUE;
}

gboolean
amb_server_grants_find_scope (AmbServerCore *self,
                              const AmbPrincipal *principal,
                              const char *name,
                              gint64 *sid,
                              GError **error)
{
  return amb_db_query_int (self->db, sid, 0, error,
                           "SELECT sid FROM grant_scope JOIN scope ON sid = scope WHERE"
                           " principal = ? AND name = ? AND until IS NULL",
                           "it", principal->id, name);
}

gboolean
amb_server_grants_can_see (AmbServerCore *self,
                           const AmbPrincipal *principal,
                           AmbRecord *record,
                           gboolean *can,
                           GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GPtrArray) scopes = NULL;

  *can = amb_access_sees_all (principal->access, entity);
  if (*can)
    return TRUE;
  scopes = amb_server_scope_list (self, entity, record, error);
  return scopes != NULL && holds_one (self, principal, scopes, NULL, can, error);
}

gboolean
amb_server_grants_can_write (AmbServerCore *self,
                             const AmbPrincipal *principal,
                             AmbRecord *record,
                             gboolean *can,
                             GError **error)
{
  static const char *const lead[] = { "node:", "own:", NULL };
  static const char *const ambassador[] = { "own:", NULL };
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GPtrArray) scopes = NULL;

  *can = amb_access_sees_all (principal->access, entity);
  if (*can)
    return TRUE;
  scopes = amb_server_scope_list (self, entity, record, error);
  return scopes != NULL &&
         holds_one (self, principal, scopes,
                    principal->access == AMB_ACCESS_LEAD ? lead : ambassador, can, error);
}

gboolean
amb_server_grants_leads (AmbServerCore *self,
                         const AmbPrincipal *principal,
                         AmbRecord *record,
                         AmbAccess *acts,
                         GError **error)
{
  static const char *const nodes[] = { "node:", NULL };
  g_autoptr (GPtrArray) scopes = NULL;
  gboolean leads;

  *acts = principal->access;
  if (principal->access != AMB_ACCESS_LEAD)
    return TRUE;
  scopes = amb_server_scope_list (self, amb_record_get_entity (record), record, error);
  if (scopes == NULL || !holds_one (self, principal, scopes, nodes, &leads, error))
    return FALSE;
  if (!leads)
    *acts = AMB_ACCESS_AMBASSADOR;
  return TRUE;
}

gboolean
amb_server_grants_can_refer (AmbServerCore *self,
                             const AmbPrincipal *principal,
                             AmbRecord *target,
                             gboolean *can,
                             GError **error)
{
  if (!amb_server_grants_can_see (self, principal, target, can, error))
    return FALSE;
  for (const AmbEntity *const *view = amb_entities (); *view != NULL && !*can; view++)
    {
      g_autoptr (GPtrArray) scopes = NULL;

      if ((*view)->kind != AMB_KIND_PROJECTION ||
          amb_entity_get_base (*view) != amb_record_get_entity (target))
        continue;
      scopes = amb_server_scope_list (self, *view, target, error);
      if (scopes == NULL || !holds_one (self, principal, scopes, NULL, can, error))
        return FALSE;
    }
  return TRUE;
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
  if (owner == principal->id)
    {
      amb_problem_set_error (error, AMB_PROBLEM_DEVICE_REVOKED,
                             _ ("This device was revoked. Nothing that it sends is accepted. Ask a "
                                "manager of the programme, then connect it anew."));
      return FALSE;
    }
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
