/* Digests of what the feed gives a principal, so that a client can compare what it holds. */
#include "amb-server-private.h"

#include "amb-cursor.h"
#include "amb-digest.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows are loaded in slices of this many. */
#define SLICE 500

typedef struct
{
  AmbServerCore *core;
  const AmbPrincipal *principal;
  const AmbDigestQuery *query;
  AmbFrameWriter *writer;
  AmbDigestHasher *hasher;
  gboolean more;
} Digest;

/* Rows of one entity in one scope, as they are gathered. */
typedef struct
{
  const AmbEntity *entity;
  char *scope;
  GArray *rids; /* gint64: read and not yet hashed */
  AmbDigestSum sums[AMB_DIGEST_BUCKETS];
} Group;

static void
group_clear (Group *self)
{
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->rids, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Group, group_clear)

static gboolean
may_read (Digest *self, const AmbEntity *entity)
{
  return entity != NULL &&
         (amb_access_get_rights (self->principal->access, entity) & AMB_RIGHT_READ) != 0;
}

/* Does what @principal holds after @cursor differ from what the feed has: rows or grants? */
static gboolean
is_behind (Digest *self, const AmbCursor *cursor, gboolean *behind, GError **error)
{
  gint64 gen, found = 0;

  if (!amb_db_query_int (self->core->db, &gen, 0, error, "SELECT gen FROM principal WHERE id = ?",
                         "i", self->principal->id))
    return FALSE;
  *behind = cursor->scopes->len > 0 || cursor->gen != gen;
  if (*behind)
    return TRUE;
  if (!amb_db_query_int (self->core->db, &found, 0, error,
                         "SELECT 1 FROM feed WHERE ver > ? AND scope IN (SELECT scope FROM "
                         "grant_scope WHERE principal = ? AND until IS NULL) LIMIT 1",
                         "ii", cursor->pos, self->principal->id))
    return FALSE;
  *behind = found != 0;
  return TRUE;
}

/* A line begins with its kind and, where rows of several are told, with what they are of. */
static void
append_sum (Digest *self, const char *kind, Group *group, int bucket, const AmbDigestSum *sum)
{
  GString *out = amb_frame_writer_get_buffer (self->writer);

  g_string_append_printf (out, "{\"k\":\"%s\",\"s\":", kind);
  amb_json_append_string (out, group->scope);
  g_string_append_printf (out, ",\"t\":\"%s\",", group->entity->name);
  if (bucket >= 0)
    g_string_append_printf (out, "\"b\":\"%02x\",", (guint) bucket);
  amb_digest_sum_append (sum, out);
  g_string_append_c (out, '}');
  amb_frame_writer_end_line (self->writer, TRUE);
}

static void
append_row (Digest *self, AmbRecord *record, guint64 hash)
{
  GString *out = amb_frame_writer_get_buffer (self->writer);

  g_string_append_printf (out,
                          "{\"k\":\"row\",\"t\":\"%s\",\"id\":\"%s\",\"ver\":%" G_GINT64_FORMAT
                          ",\"sum\":\"%016" G_GINT64_MODIFIER "x\"}",
                          amb_record_get_entity (record)->name, amb_record_get_id (record),
                          amb_record_get_ver (record), hash);
  amb_frame_writer_end_line (self->writer, TRUE);
}

/* Hashes what was gathered. With a prefix each row is told by itself. */
static gboolean
flush (Digest *self, Group *group, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (group->rids->len == 0)
    return TRUE;
  records = amb_store_load (self->core->store, amb_entity_get_base (group->entity),
                            (const gint64 *) group->rids->data, group->rids->len, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (AmbRecord) shown =
          records->pdata[i] != NULL ? amb_server_show (group->entity, records->pdata[i]) : NULL;
      guint64 hash;

      if (shown == NULL)
        continue; /* its feed tells of a row that isn't there: the pull sends none either */
      hash = amb_digest_hasher_hash (self->hasher, shown);
      if (self->query->bucket >= 0)
        append_row (self, shown, hash);
      else
        amb_digest_sum_add (&group->sums[amb_digest_get_bucket (amb_record_get_id (shown))], hash);
    }
  g_array_set_size (group->rids, 0);
  return TRUE;
}

/* One sum, or with a scope one a bucket. */
static gboolean
end_group (Digest *self, Group *group, GError **error)
{
  AmbDigestSum all = { 0 };

  if (group->entity == NULL)
    return TRUE;
  if (!flush (self, group, error))
    return FALSE;
  for (int i = 0; i < AMB_DIGEST_BUCKETS; i++)
    {
      if (self->query->scope != NULL && group->sums[i].n > 0)
        append_sum (self, "bucket", group, i, &group->sums[i]);
      all.n += group->sums[i].n;
      all.sum += group->sums[i].sum;
    }
  if (self->query->scope == NULL && all.n > 0)
    append_sum (self, "sum", group, -1, &all);
  memset (group->sums, 0, sizeof group->sums);
  group->entity = NULL;
  return TRUE;
}

/* Rows of @stmt: scope, entity, row, in this order. */
static gboolean
append_groups (Digest *self, AmbStmt *stmt, GError **error)
{
  g_auto (Group) group = { .rids = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  const AmbEntity *entity = NULL;
  gint64 code = -1;
  gboolean row = TRUE;

  while (amb_stmt_step (stmt, &row, error) && row)
    {
      const char *scope = amb_stmt_get_text (stmt, 0);
      gint64 rid = amb_stmt_get_int (stmt, 2);

      if (code != amb_stmt_get_int (stmt, 1) || g_strcmp0 (group.scope, scope) != 0)
        {
          if (!end_group (self, &group, error))
            return FALSE;
          code = amb_stmt_get_int (stmt, 1);
          entity = amb_server_core_get_entity_of (self->core, code);
          g_free (group.scope);
          group.scope = g_strdup (scope);
          group.entity = may_read (self, entity) ? entity : NULL;
        }
      if (group.entity == NULL)
        continue;
      g_array_append_val (group.rids, rid);
      if (group.rids->len >= SLICE && !flush (self, &group, error))
        return FALSE;
    }
  return !row && end_group (self, &group, error);
}

/* A scope is told although nothing is in it: whoever holds another list of scopes sees so. */
static gboolean
append_scopes (Digest *self, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->core->db,
                      "SELECT name FROM grant_scope JOIN scope ON sid = scope WHERE principal = ?"
                      " AND until IS NULL ORDER BY name",
                      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, self->principal->id);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      GString *out = amb_frame_writer_get_buffer (self->writer);

      g_string_append (out, "{\"k\":\"scope\",\"s\":");
      amb_json_append_string (out, amb_stmt_get_text (stmt, 0));
      g_string_append_c (out, '}');
      amb_frame_writer_end_line (self->writer, FALSE);
    }
  return !row;
}

static gboolean
append_all (Digest *self, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->core->db,
                      "SELECT s.name, f.entity, f.row FROM feed f JOIN scope s ON s.sid = f.scope"
                      " WHERE f.scope IN (SELECT scope FROM grant_scope WHERE principal = ?"
                      " AND until IS NULL) AND f.why IS NULL ORDER BY f.scope, f.entity, f.row",
                      error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, self->principal->id);
  return append_scopes (self, error) && append_groups (self, stmt, error);
}

static gboolean
append_scope (Digest *self, gint64 sid, gint64 code, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->core->db,
                      "SELECT ?2, f.entity, f.row FROM feed f WHERE f.scope = ?1"
                      " AND (?3 = 0 OR f.entity = ?3) AND f.why IS NULL ORDER BY f.entity, f.row",
                      error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, sid);
  amb_stmt_bind_text (stmt, 2, self->query->scope);
  amb_stmt_bind_int (stmt, 3, code);
  return append_groups (self, stmt, error);
}

/* Rows of the bucket by id, after the one that the last page ended with. Every id is a UUID. */
static gboolean
append_bucket (
    Digest *self, gint64 sid, const AmbEntity *entity, gint64 code, gint64 limit, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT t.rid FROM \"%s\" t JOIN feed f ON f.entity = ?1 AND f.row = t.rid AND f.scope = ?2"
      " WHERE f.why IS NULL AND lower (substr (t.id, -2)) = ?3 AND t.id > ?4 ORDER BY t.id LIMIT "
      "?5",
      amb_entity_get_base (entity)->collection);
  g_autofree char *digits = g_strdup_printf ("%02x", (guint) self->query->bucket);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->core->db, sql, error);
  g_auto (Group) group = { .entity = entity, .rids = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  gint64 n = 0;
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, code);
  amb_stmt_bind_int (stmt, 2, sid);
  amb_stmt_bind_text (stmt, 3, digits);
  amb_stmt_bind_text (stmt, 4, self->query->after != NULL ? self->query->after : "");
  amb_stmt_bind_int (stmt, 5, limit + 1);
  while (amb_stmt_step (stmt, &row, error) && row && n < limit)
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);

      n++;
      g_array_append_val (group.rids, rid);
      if (group.rids->len >= SLICE && !flush (self, &group, error))
        return FALSE;
    }
  self->more = row && n >= limit;
  return (!row || self->more) && flush (self, &group, error);
}

/* The number of the scope; the same answer for one that is not held and one that isn't there. */
static gboolean
find_scope (Digest *self, gint64 *sid, GError **error)
{
  if (!amb_server_grants_find_scope (self->core, self->principal, self->query->scope, sid, error))
    return FALSE;
  if (*sid != 0)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND,
                         _ ("You hold no scope “%s”. A digest without a scope tells which ones you "
                            "do."),
                         self->query->scope);
  return FALSE;
}

static gboolean
append_rows (Digest *self, GError **error)
{
  const AmbDigestQuery *query = self->query;
  const AmbEntity *entity = query->entity != NULL ? amb_entity_find (query->entity) : NULL;
  gint64 code = entity != NULL ? amb_server_core_get_entity_code (self->core, entity) : 0;
  gint64 sid = 0;

  if (query->scope == NULL)
    return append_all (self, error);
  if (!find_scope (self, &sid, error))
    return FALSE;
  if (query->entity != NULL && !may_read (self, entity))
    return TRUE; /* none of its rows is sent to this principal */
  if (query->bucket < 0)
    return append_scope (self, sid, code, error);
  return append_bucket (self, sid, entity, code, CLAMP (query->limit, 1, AMB_PAGE_ROWS), error);
}

static gboolean
check_query (const AmbDigestQuery *query, GError **error)
{
  if ((query->entity == NULL || query->scope != NULL) &&
      (query->bucket < 0 || (query->entity != NULL && query->bucket < AMB_DIGEST_BUCKETS)))
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                         _ ("A digest is asked of everything, of a scope, of an entity in a scope, "
                            "or of a bucket of an entity in a scope."));
  return FALSE;
}

static GBytes *
finish (Digest *self, gboolean fresh, const char *request)
{
  g_autoptr (GString) members = g_string_new (NULL);

  g_string_append_printf (members,
                          "\"mark\":%" G_GINT64_FORMAT ",\"fresh\":%s,\"more\":%s,\"req\":",
                          amb_server_core_get_head (self->core), fresh ? "true" : "false",
                          self->more ? "true" : "false");
  amb_json_append_string (members, request);
  return amb_frame_writer_finish (self->writer, "rows", members->str);
}

/* In one read: what is told is of one version. */
static GBytes *
read_digest (Digest *self, const char *request, GError **error)
{
  g_autoptr (AmbCursor) cursor = NULL;
  gboolean behind = FALSE;

  if (self->query->cursor != NULL && *self->query->cursor != '\0')
    {
      cursor = amb_server_read_cursor (self->core, self->principal, self->query->cursor,
                                       amb_server_core_get_head (self->core), error);
      if (cursor == NULL || !is_behind (self, cursor, &behind, error))
        return NULL;
    }
  amb_server_append_head (self->core, self->writer, request);
  if (!behind && !append_rows (self, error))
    return NULL;
  return finish (self, !behind, request);
}

GBytes *
amb_server_core_digest (AmbServerCore *self,
                        const AmbPrincipal *principal,
                        const AmbDigestQuery *query,
                        const char *request,
                        GError **error)
{
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  g_autoptr (AmbDigestHasher) hasher = amb_digest_hasher_new ();
  Digest digest = {
    .core = self,
    .principal = principal,
    .query = query,
    .writer = writer,
    .hasher = hasher,
  };
  GBytes *bytes;

  if (!check_query (query, error) || !amb_server_begin_read (self, error))
    return NULL;
  bytes = read_digest (&digest, request, error);
  amb_server_end_read (self);
  return bytes;
}
