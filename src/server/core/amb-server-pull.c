/* Reading the feed: pages, bootstraps, and what changed of the grants since a cursor was made. */
#include "amb-server-private.h"

#include "amb-cursor.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

/* Rows are loaded in slices of this many. */
#define SLICE 500

typedef struct
{
  AmbServerCore *core;
  const AmbPrincipal *principal;
  AmbCursor *cursor;
  AmbFrameWriter *writer;
  gint64 gen; /* of the principal's grants, as of this read */
  gint64 head;
  guint limit;
  gboolean more;
} Page;

typedef struct
{
  gint64 scope;
  gint64 entity;
  gint64 rid;
  gint64 ver;
  char *why; /* nullable */
} Entry;

static void
clear_entry (gpointer entry)
{
  g_free (((Entry *) entry)->why);
}

gboolean
amb_server_begin_read (AmbServerCore *self, GError **error)
{
  return self->is_reader ? amb_db_exec (self->db, "BEGIN", error) : amb_db_begin (self->db, error);
}

void
amb_server_end_read (AmbServerCore *self)
{
  if (self->is_reader)
    amb_db_exec (self->db, "ROLLBACK", NULL);
  else
    amb_db_rollback (self->db);
}

static void
append_scope_line (Page *page, const char *op, const char *scope)
{
  GString *out = amb_frame_writer_get_buffer (page->writer);

  g_string_append_printf (out, "{\"k\":\"scope\",\"op\":\"%s\",\"scope\":", op);
  amb_json_append_string (out, scope);
  g_string_append_printf (out, ",\"gen\":%" G_GINT64_FORMAT "}", page->gen);
  amb_frame_writer_end_line (page->writer, FALSE);
}

/* What became of one of the principal's scopes since the cursor's generation. The cursor names a
 * scope by its number: it travels in an address. */
static void
change_scope (Page *page,
              const char *sid,
              const char *name,
              gint64 since,
              gboolean is_open,
              gboolean was_open)
{
  AmbCursor *cursor = page->cursor;

  if (is_open && since > cursor->gen)
    {
      append_scope_line (page, was_open ? "reset" : "add", name);
      amb_cursor_remove_scope (cursor, sid);
      amb_cursor_add_scope (cursor, sid, page->head, 0, page->gen);
    }
  else if (!is_open && was_open)
    {
      append_scope_line (page, "drop", name);
      amb_cursor_remove_scope (cursor, sid);
    }
}

/* Brings the cursor to the principal's generation. */
static gboolean
follow_grants (Page *page, GError **error)
{
  gint64 gen = page->cursor->gen;
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = TRUE;

  if (!amb_db_query_int (page->core->db, &page->gen, 0, error,
                         "SELECT gen FROM principal WHERE id = ?", "i", page->principal->id))
    return FALSE;
  if (gen == page->gen)
    return TRUE;
  stmt = amb_db_prepare (page->core->db,
                         "SELECT name, MAX(since), MAX(until IS NULL),"
                         " MAX(since <= ?2 AND (until IS NULL OR until > ?2)), sid"
                         " FROM grant_scope JOIN scope ON sid = scope WHERE principal = ?1"
                         " GROUP BY scope ORDER BY name",
                         error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, page->principal->id);
  amb_stmt_bind_int (stmt, 2, gen);
  while (amb_stmt_step (stmt, &row, error) && row)
    change_scope (page, amb_stmt_get_text (stmt, 4), amb_stmt_get_text (stmt, 0),
                  amb_stmt_get_int (stmt, 1), amb_stmt_get_int (stmt, 2) != 0,
                  amb_stmt_get_int (stmt, 3) != 0);
  if (row)
    return FALSE;
  page->cursor->gen = page->gen;
  return TRUE;
}

/* Scopes that the client asks for from their beginning, since what it holds of them is wrong. One
 * that isn't the principal's is passed over. */
static gboolean
begin_anew (Page *page, const char *reset, GError **error)
{
  g_auto (GStrv) names = g_strsplit (reset != NULL ? reset : "", ",", AMB_MAX_RESETS + 1);

  for (guint i = 0; names[i] != NULL && i < AMB_MAX_RESETS; i++)
    {
      g_autofree char *text = NULL;
      gint64 sid = 0;

      if (!amb_server_grants_find_scope (page->core, page->principal, names[i], &sid, error))
        return FALSE;
      text = g_strdup_printf ("%" G_GINT64_FORMAT, sid);
      if (sid == 0)
        continue;
      append_scope_line (page, "reset", names[i]);
      amb_cursor_remove_scope (page->cursor, text);
      amb_cursor_add_scope (page->cursor, text, page->head, 0, page->gen);
    }
  return TRUE;
}

static void
append_author (Page *page, gint64 ver, GString *out)
{
  g_auto (AmbServerVersion) version = { 0 };
  g_autofree char *at = NULL;

  if (!amb_server_core_get_version (page->core, ver, &version, NULL) || version.at == 0)
    return;
  at = amb_instant_format (version.at);
  if (version.by != NULL)
    {
      amb_json_append_key (out, "by");
      amb_json_append_string (out, version.by);
    }
  amb_json_append_key (out, "at");
  amb_json_append_string (out, at);
}

/* As much of @record as @view shows. */
static AmbRecord *
project (const AmbEntity *view, AmbRecord *record)
{
  AmbRecord *projection = amb_record_new (view, amb_record_get_id (record));

  amb_record_set_ver (projection, amb_record_get_ver (record));
  for (const AmbField *field = view->fields; field->name != NULL; field++)
    if (amb_field_is_stored (field))
      amb_record_set (projection, field->name, amb_record_get (record, field->name));
  return projection;
}

AmbRecord *
amb_server_show (const AmbEntity *view, AmbRecord *record)
{
  return view->kind == AMB_KIND_PROJECTION ? project (view, record) : g_object_ref (record);
}

static void
append_entry (Page *page, const Entry *entry, const char *scope, AmbRecord *whole)
{
  GString *out = amb_frame_writer_get_buffer (page->writer);
  const AmbEntity *entity = amb_server_core_get_entity_of (page->core, entry->entity);
  g_autoptr (AmbRecord) record = amb_server_show (entity, whole);

  g_string_append (out, entry->why != NULL ? "{\"k\":\"rm\",\"s\":" : "{\"k\":\"put\",\"s\":");
  amb_json_append_string (out, scope);
  g_string_append_printf (out, ",\"t\":\"%s\",\"id\":\"%s\",\"ver\":%" G_GINT64_FORMAT,
                          entity->name, amb_record_get_id (record),
                          entry->why != NULL ? entry->ver : amb_record_get_ver (record));
  if (entry->why != NULL)
    {
      amb_json_append_key (out, "why");
      amb_json_append_string (out, entry->why);
    }
  else
    {
      if (amb_record_get_fv (record) != NULL)
        g_string_append_printf (out, ",\"fv\":%s", amb_record_get_fv (record));
      append_author (page, amb_record_get_ver (record), out);
      amb_json_append_key (out, "d");
      amb_record_append_json (record, out);
    }
  g_string_append_c (out, '}');
  amb_frame_writer_end_line (page->writer, TRUE);
}

/* Entries of one slice by entity: rid → record. */
static GHashTable *
load_slice (Page *page, const Entry *entries, guint n, GError **error)
{
  g_autoptr (GHashTable) loaded = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                                         (GDestroyNotify) g_hash_table_unref);
  const AmbEntity *const *entities = amb_entities ();

  for (guint e = 0; entities[e] != NULL; e++)
    {
      gint64 code = amb_server_core_get_entity_code (page->core, entities[e]);
      g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GPtrArray) records = NULL;
      GHashTable *by_rid;

      for (guint i = 0; i < n; i++)
        if (entries[i].entity == code)
          g_array_append_val (rids, entries[i].rid);
      if (rids->len == 0)
        continue;
      records = amb_store_load (page->core->store, amb_entity_get_base (entities[e]),
                                (const gint64 *) rids->data, rids->len, error);
      if (records == NULL)
        return NULL;
      by_rid = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
      for (guint i = 0; i < records->len; i++)
        if (records->pdata[i] != NULL)
          g_hash_table_replace (by_rid, g_memdup2 (&g_array_index (rids, gint64, i), sizeof code),
                                g_object_ref (records->pdata[i]));
      g_hash_table_insert (loaded, (gpointer) entities[e], by_rid);
    }
  return g_steal_pointer (&loaded);
}

static AmbRecord *
find_loaded (Page *page, GHashTable *loaded, const Entry *entry)
{
  const AmbEntity *entity = amb_server_core_get_entity_of (page->core, entry->entity);
  GHashTable *by_rid = entity != NULL ? g_hash_table_lookup (loaded, entity) : NULL;

  if (by_rid == NULL ||
      (amb_access_get_rights (page->principal->access, entity) & AMB_RIGHT_READ) == 0)
    return NULL;
  return g_hash_table_lookup (by_rid, &entry->rid);
}

static char *
dup_scope_name (AmbServerCore *self, gint64 sid)
{
  char *name = NULL;

  amb_db_query_text (self->db, &name, NULL, "SELECT name FROM scope WHERE sid = ?", "i", sid);
  return name;
}

static gboolean
is_full (Page *page)
{
  return amb_frame_writer_get_rows (page->writer) >= page->limit ||
         amb_frame_writer_get_size (page->writer) >= AMB_PAGE_BYTES;
}

/* Writes @entries, which end at a version boundary, up to a boundary at which the page is full;
 * *@done says up to which version everything was written. */
static gboolean
append_entries (Page *page, GArray *entries, gint64 *done, GError **error)
{
  g_autoptr (GHashTable) loaded = NULL;
  g_autofree char *scope = NULL;
  gint64 scope_id = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      AmbRecord *record;

      if (i > 0 && entry[-1].ver != entry->ver)
        {
          *done = entry[-1].ver;
          if (is_full (page))
            {
              page->more = TRUE;
              return TRUE;
            }
        }
      if (i % SLICE == 0)
        {
          g_clear_pointer (&loaded, g_hash_table_unref);
          loaded = load_slice (page, entry, MIN (SLICE, entries->len - i), error);
          if (loaded == NULL)
            return FALSE;
        }
      if (scope_id != entry->scope)
        {
          g_free (scope);
          scope_id = entry->scope;
          scope = dup_scope_name (page->core, scope_id);
        }
      record = find_loaded (page, loaded, entry);
      if (record != NULL)
        append_entry (page, entry, scope, record);
    }
  return TRUE;
}

/* Reads one statement's rows up to the first version boundary at or after @limit. */
static GArray *
read_entries (AmbStmt *stmt, guint limit, gboolean *cut, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gboolean row = TRUE;

  g_array_set_clear_func (entries, clear_entry);
  *cut = FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      Entry entry = {
        .scope = amb_stmt_get_int (stmt, 0),
        .entity = amb_stmt_get_int (stmt, 1),
        .rid = amb_stmt_get_int (stmt, 2),
        .ver = amb_stmt_get_int (stmt, 3),
      };

      if (entries->len >= limit &&
          g_array_index (entries, Entry, entries->len - 1).ver != entry.ver)
        {
          *cut = TRUE;
          return g_steal_pointer (&entries);
        }
      entry.why = g_strdup (amb_stmt_get_text (stmt, 4));
      g_array_append_val (entries, entry);
    }
  return row ? NULL : g_steal_pointer (&entries);
}

/* Moves *@pos on as far as the page has room, to the head when everything fits. */
static gboolean
fill (Page *page, AmbStmt *stmt, gint64 *pos, GError **error)
{
  guint rows = amb_frame_writer_get_rows (page->writer);
  gboolean cut;
  g_autoptr (GArray) entries =
      read_entries (stmt, page->limit > rows ? page->limit - rows : 1, &cut, error);
  gint64 done = *pos;

  if (entries == NULL || !append_entries (page, entries, &done, error))
    return FALSE;
  if (page->more)
    *pos = done;
  else if (cut)
    {
      page->more = TRUE;
      *pos = g_array_index (entries, Entry, entries->len - 1).ver;
    }
  else
    *pos = page->head;
  return TRUE;
}

/* Scopes that are complete go on together, so that a version is never cut in two. IN and not a
 * join: for a join SQLite may read the whole feed to make a Bloom filter. */
static gboolean
fill_complete (Page *page, GError **error)
{
  g_autoptr (GString) names = g_string_new ("[");
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (page->core->db,
                      "SELECT f.scope, f.entity, f.row, f.ver, f.why FROM feed f WHERE f.scope IN"
                      " (SELECT scope FROM grant_scope WHERE principal = ?1 AND until IS NULL"
                      " EXCEPT SELECT value FROM json_each(?3)) AND f.ver > ?2 ORDER BY f.ver",
                      error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < page->cursor->scopes->len; i++)
    {
      const AmbCursorScope *scope = g_ptr_array_index (page->cursor->scopes, i);

      if (i > 0)
        g_string_append_c (names, ',');
      g_string_append (names, scope->scope);
    }
  g_string_append_c (names, ']');
  amb_stmt_bind_int (stmt, 1, page->principal->id);
  amb_stmt_bind_int (stmt, 2, page->cursor->pos);
  amb_stmt_bind_text (stmt, 3, names->str);
  return fill (page, stmt, &page->cursor->pos, error);
}

/* A scope from the beginning: removals from before the bootstrap needn't be told. */
static gboolean
fill_bootstrap (Page *page, AmbCursorScope *scope, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (page->core->db,
                      "SELECT f.scope, f.entity, f.row, f.ver, f.why FROM feed f"
                      " WHERE f.scope = ?1 AND f.ver > ?2"
                      " AND (f.why IS NULL OR f.ver > ?3) ORDER BY f.ver",
                      error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, g_ascii_strtoll (scope->scope, NULL, 10));
  amb_stmt_bind_int (stmt, 2, scope->pos);
  amb_stmt_bind_int (stmt, 3, scope->start);
  return fill (page, stmt, &scope->pos, error);
}

/* Each bootstrap that reaches the head joins those that are complete, which stand at the head too.
 */
static gboolean
fill_page (Page *page, GError **error)
{
  if (!fill_complete (page, error))
    return FALSE;
  while (!page->more && page->cursor->scopes->len > 0)
    {
      AmbCursorScope *scope = g_ptr_array_index (page->cursor->scopes, 0);

      if (is_full (page))
        {
          page->more = TRUE;
          return TRUE;
        }
      if (!fill_bootstrap (page, scope, error))
        return FALSE;
      if (!page->more)
        {
          g_autofree char *name =
              dup_scope_name (page->core, g_ascii_strtoll (scope->scope, NULL, 10));

          append_scope_line (page, "done", name);
          g_ptr_array_remove_index (page->cursor->scopes, 0);
        }
    }
  return TRUE;
}

AmbCursor *
amb_server_read_cursor (AmbServerCore *self,
                        const AmbPrincipal *principal,
                        const char *text,
                        gint64 head,
                        GError **error)
{
  g_autoptr (AmbCursor) cursor = NULL;

  /* From the beginning: generation −1 is before every grant, so that all scopes are added. */
  if (text == NULL || *text == '\0')
    return amb_cursor_new (self->epoch, -1, head);
  cursor = amb_cursor_decode (text, self->key, principal->id, error);
  if (cursor == NULL)
    return NULL;
  /* A cursor ahead of the head comes from a file that was put back without telling. */
  if (g_strcmp0 (cursor->epoch, self->epoch) != 0 || cursor->pos > head)
    {
      amb_problem_set_error (error, AMB_PROBLEM_EPOCH_CHANGED,
                             _ ("The server was restored from a backup. Start again without a "
                                "cursor and send again what it lacks."));
      return NULL;
    }
  return g_steal_pointer (&cursor);
}

void
amb_server_append_head (AmbServerCore *self, AmbFrameWriter *writer, const char *request)
{
  GString *out = amb_frame_writer_get_buffer (writer);

  g_string_append (out, "{\"k\":\"head\",\"v\":1,\"epoch\":");
  amb_json_append_string (out, self->epoch);
  g_string_append_printf (out, ",\"schema\":%u,\"req\":", amb_schema_version ());
  amb_json_append_string (out, request);
  g_string_append_c (out, '}');
  amb_frame_writer_end_line (writer, FALSE);
}

static GBytes *
end_page (Page *page, const char *request)
{
  g_autofree char *cursor = amb_cursor_encode (page->cursor, page->core->key, page->principal->id);
  g_autoptr (GString) members = g_string_new (NULL);

  g_string_append_printf (
      members, "\"cursor\":\"%s\",\"mark\":%" G_GINT64_FORMAT ",\"more\":%s,\"req\":", cursor,
      amb_cursor_get_mark (page->cursor), page->more ? "true" : "false");
  amb_json_append_string (members, request);
  return amb_frame_writer_finish (page->writer, "rows", members->str);
}

GBytes *
amb_server_core_pull (AmbServerCore *self,
                      const AmbPrincipal *principal,
                      const char *cursor_text,
                      guint limit,
                      const char *request,
                      GError **error)
{
  return amb_server_core_pull_anew (self, principal, cursor_text, NULL, limit, request, error);
}

GBytes *
amb_server_core_pull_anew (AmbServerCore *self,
                           const AmbPrincipal *principal,
                           const char *cursor_text,
                           const char *reset,
                           guint limit,
                           const char *request,
                           GError **error)
{
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  g_autoptr (AmbCursor) cursor = NULL;
  GBytes *bytes = NULL;

  if (!amb_server_begin_read (self, error))
    return NULL;

  Page page = {
    .core = self,
    .principal = principal,
    .writer = writer,
    .head = amb_server_core_get_head (self),
    .limit = CLAMP (limit, 1, AMB_PAGE_ROWS),
  };
  page.cursor = cursor = amb_server_read_cursor (self, principal, cursor_text, page.head, error);
  if (cursor != NULL)
    {
      amb_server_append_head (self, writer, request);
      if (follow_grants (&page, error) && begin_anew (&page, reset, error) &&
          fill_page (&page, error))
        bytes = end_page (&page, request);
    }
  amb_server_end_read (self);
  return bytes;
}

gboolean
amb_server_core_has_news (AmbServerCore *self,
                          const AmbPrincipal *principal,
                          const char *cursor_text)
{
  g_autoptr (AmbCursor) cursor =
      cursor_text != NULL ? amb_cursor_decode (cursor_text, self->key, principal->id, NULL) : NULL;
  gint64 found;

  if (cursor == NULL || cursor->scopes->len > 0 || cursor->gen != principal->gen ||
      g_strcmp0 (cursor->epoch, self->epoch) != 0)
    return TRUE;
  return !amb_db_query_int (self->db, &found, 0, NULL,
                            "SELECT 1 FROM feed WHERE ver > ? AND scope IN (SELECT scope FROM "
                            "grant_scope WHERE principal = ? AND until IS NULL) LIMIT 1",
                            "ii", cursor->pos, principal->id) ||
         found != 0;
}
