#include "amb-error.h"
#include "amb-journal.h"
#include "amb-sync-account.h"
#include "amb-sync-engine-private.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

/* A first page with fewer rows is no load that needs another way of writing. */
#define LOADING_ROWS 500

/* What one page is doing while it is applied. */
typedef struct
{
  AmbSyncEngine *engine;
  gboolean journal;    /* changes of others are written down: not while a profile is filled */
  gboolean empty;      /* nothing is dirty here: shadows needn't be asked for row by row */
  gboolean asks;       /* it tells of other grants */
  guint schema;        /* of the server's tables */
  gboolean drops;      /* it takes a scope away, or rows out of one */
  GHashTable *repairs; /* owned; nullable: scopes under repair */
  guint rows;
} Page;

static void
page_clear (Page *self)
{
  g_clear_pointer (&self->repairs, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static gboolean
broken (GError **error, const char *what)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL,
               _ ("The server sent a page that breaks the protocol (%s). It was thrown away, and "
                  "nothing was changed. It is asked again later; tell its administrator."),
               what);
  return FALSE;
}

static gboolean
check_version (Page *page, const AmbJsonNode *head, GError **error)
{
  gint64 version = amb_json_node_get_member_int (head, "v", 0);
  gint64 schema = amb_json_node_get_member_int (head, "schema", 0);

  page->schema = schema > 0 && schema < G_MAXINT ? (guint) schema : amb_schema_version ();
  if (version == 1)
    return TRUE;
  if (version < 1)
    return broken (error, "no version");
  amb_sync_set_too_new (error);
  return FALSE;
}

static gboolean
apply_head (Page *page, const AmbSyncRequest *request, const AmbJsonNode *line, GError **error)
{
  AmbStore *store = page->engine->store;
  const char *epoch = amb_json_node_get_member_string (line, "epoch");
  g_autofree char *known = amb_store_dup_meta (store, AMB_SYNC_META_EPOCH);

  if (g_strcmp0 (amb_json_node_get_member_string (line, "k"), "head") != 0 || !epoch)
    return broken (error, "no head");
  if (g_strcmp0 (amb_json_node_get_member_string (line, "req"), request->id) != 0)
    return broken (error, "the answer to another request");
  if (!check_version (page, line, error))
    return FALSE;
  if (known && *known && !g_str_equal (known, epoch))
    {
      amb_problem_set_error (error, AMB_PROBLEM_EPOCH_CHANGED, "The server was restored.");
      return FALSE;
    }
  return amb_store_set_meta (store, AMB_SYNC_META_EPOCH, epoch, error) &&
         amb_sync_note_server (page->engine, page->schema, error);
}

static gboolean
apply_scope (Page *page, const AmbJsonNode *line, GError **error)
{
  const char *scope = amb_json_node_get_member_string (line, "scope");
  const char *op = amb_json_node_get_member_string (line, "op");

  if (!scope || !op)
    return broken (error, "a scope without a name");
  page->drops = page->drops || g_str_equal (op, "drop");
  if (page->repairs && !amb_sync_repair_follow (page->engine->db, scope, op, error))
    return FALSE;
  if (g_str_equal (op, "drop"))
    return amb_sync_scope_drop (page->engine->db, scope, error);
  if (g_str_equal (op, "done"))
    return amb_sync_scope_sweep (page->engine->db, scope, error);
  return amb_sync_scope_renew (page->engine->db, scope, error);
}

/* What a scope under repair is sent is as the server has it, whatever version it is of here. */
static gboolean
is_repaired (Page *page, const AmbJsonNode *line, const char *member)
{
  const char *scope = amb_json_node_get_member_string (line, member);

  return page->repairs && scope && g_hash_table_contains (page->repairs, scope);
}

/* Other grants may mean another access, which a page doesn't tell. */
static gboolean
doubt_account (Page *page, const AmbJsonNode *line, GError **error)
{
  if (!page->journal || page->asks || is_repaired (page, line, "scope") ||
      g_strcmp0 (amb_json_node_get_member_string (line, "op"), "done") == 0)
    return TRUE;
  page->asks = TRUE;
  return amb_sync_account_doubt (page->engine->store, error);
}

/* The row as the server has it: what the line doesn't say is unset there. */
static AmbRecord *
read_row (
    Page *page, const AmbEntity *entity, const char *id, const AmbJsonNode *data, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (entity, id);

  for (guint i = 0; i < amb_entity_get_n_fields (entity); i++)
    if (amb_field_is_stored (&entity->fields[i]))
      amb_record_set_at (record, i, NULL);
  if (!amb_record_read_json_of (record, data, page->schema, error))
    return NULL;
  return g_steal_pointer (&record);
}

static void
read_versions (AmbRecord *record, const AmbJsonNode *line)
{
  const AmbJsonNode *versions = amb_json_node_get_member (line, "fv");

  amb_record_set_ver (record, amb_json_node_get_member_int (line, "ver", 0));
  if (versions)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      amb_json_node_append (versions, text);
      amb_record_set_fv (record, text->str);
    }
  else
    amb_record_set_fv (record, NULL);
}

static gboolean
has_kind (GPtrArray *operations, const char *kind)
{
  for (guint i = 0; operations && i < operations->len; i++)
    if (g_str_equal (((AmbOperation *) g_ptr_array_index (operations, i))->kind, kind))
      return TRUE;
  return FALSE;
}

/* Keeps @field of the row as the person sees it, and the server's value beside it. */
static gboolean
shade_field (Page *page,
             AmbRecord *row,
             AmbRecord *theirs,
             const AmbField *field,
             GPtrArray *operations,
             GError **error)
{
  const char *value = amb_record_get (theirs, field->name);

  if (field->merge == AMB_MERGE_SET)
    {
      g_autofree char *shown = amb_sync_set_on_top (value, operations, field);

      amb_record_set (row, field->name, shown);
    }
  return amb_shadow_set (page->engine->store, amb_record_get_entity (row), amb_record_get_id (row),
                         field->name, value, amb_record_get_field_version (theirs, field->name),
                         error);
}

static gboolean
take_field (Page *page,
            AmbRecord *row,
            AmbRecord *theirs,
            const AmbField *field,
            const char *by,
            GError **error)
{
  const char *value = amb_record_get (theirs, field->name);
  const char *old = amb_record_get (row, field->name);

  if (amb_field_same (old, value))
    return TRUE;
  if (page->journal &&
      !amb_journal_add (page->engine->store, 0, by, AMB_JOURNAL_REMOTE, amb_record_get_entity (row),
                        amb_record_get_id (row), field, old, value, NULL, error))
    return FALSE;
  amb_record_set (row, field->name, value);
  return TRUE;
}

/* @row was here before: clean fields become theirs, dirty ones keep what was typed. With @older,
 * the answer to a push told a newer version of some fields meanwhile: those stay. */
static gboolean
merge_row (
    Page *page, AmbRecord *row, AmbRecord *theirs, gboolean older, const char *by, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (row);
  const char *id = amb_record_get_id (row);
  AmbStore *store = page->engine->store;
  g_autoptr (GHashTable) shadows = NULL;
  g_autoptr (GPtrArray) operations = NULL;

  if (!page->empty)
    {
      shadows = amb_shadow_list (store, entity, id, error);
      operations = shadows ? amb_outbox_list_for (store, entity, id, error) : NULL;
      if (!operations)
        return FALSE;
    }
  for (guint i = 0; i < amb_entity_get_n_fields (entity); i++)
    {
      const AmbField *field = &entity->fields[i];
      gboolean dirty = shadows && g_hash_table_contains (shadows, field->name);
      gint64 version;

      if (!amb_field_is_stored (field) || (field->flags & AMB_FIELD_LOCAL))
        continue;
      version = older ? amb_record_get_field_version (theirs, field->name) : 0;
      if (older && version <= amb_record_get_field_version (row, field->name))
        continue;
      if (dirty ? !shade_field (page, row, theirs, field, operations, error)
                : !take_field (page, row, theirs, field, by, error))
        return FALSE;
      if (older)
        amb_record_set_field_version (row, field->name, version);
    }
  if (older)
    return TRUE;
  amb_record_set_ver (row, amb_record_get_ver (theirs));
  amb_record_set_fv (row, amb_record_get_fv (theirs));
  amb_record_set_extra (row, amb_record_get_extra (theirs));
  if (!has_kind (operations, "delete"))
    amb_record_set_deleted (row, FALSE);
  return page->empty || amb_shadow_remove (store, entity, id, "", error);
}

static gboolean
remember_unknown (Page *page, const char *name, GError **error)
{
  return amb_db_run (page->engine->db, error,
                     "INSERT OR IGNORE INTO sync_unknown (entity) VALUES (?1)", "t", name);
}

static gboolean
is_id (const AmbEntity *entity, const char *id)
{
  return amb_id_is_valid (id) || g_strcmp0 (id, amb_entity_get_singleton_id (entity)) == 0;
}

/* A newer server may send a choice that this program doesn't know. */
static gboolean
set_unreadable (Page *page, const GError *local, GError **error)
{
  if (page->schema <= amb_schema_version ())
    return broken (error, local->message);
  amb_sync_set_too_new (error);
  return FALSE;
}

static gboolean
apply_put (Page *page, const AmbJsonNode *line, GError **error)
{
  AmbStore *store = page->engine->store;
  const char *name = amb_json_node_get_member_string (line, "t");
  const char *id = amb_json_node_get_member_string (line, "id");
  const char *scope = amb_json_node_get_member_string (line, "s");
  const AmbJsonNode *data = amb_json_node_get_member (line, "d");
  const AmbEntity *entity = name ? amb_entity_find (name) : NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) row = NULL;
  g_autoptr (AmbRecord) theirs = NULL;
  gboolean older;

  if (!name || !id || !scope || !data)
    return broken (error, "a row without its name");
  if (!entity)
    return remember_unknown (page, name, error);
  if (!is_id (entity, id))
    return broken (error, "a row whose id is none");
  page->rows++;
  row = amb_store_lookup (store, entity, id, &local);
  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  theirs = read_row (page, entity, id, data, &local);
  if (!theirs)
    return set_unreadable (page, local, error);
  read_versions (theirs, line);
  older = row && amb_record_get_ver (row) > amb_record_get_ver (theirs) &&
          !is_repaired (page, line, "s");
  if (!row)
    row = g_object_ref (theirs);
  else if (!merge_row (page, row, theirs, older, amb_json_node_get_member_string (line, "by"),
                       error))
    return FALSE;
  return amb_store_put (store, row, error) &&
         amb_sync_member_put (page->engine->db, scope, entity, amb_record_get_rid (row), error);
}

/* The server deleted the row: it goes, or waits for what was typed in it. */
static gboolean
bury_row (Page *page, AmbRecord *row, gint64 version, GError **error)
{
  AmbStore *store = page->engine->store;
  const AmbEntity *entity = amb_record_get_entity (row);
  const char *id = amb_record_get_id (row);
  g_autoptr (GPtrArray) operations = NULL;

  if (amb_record_get_ver (row) > version)
    return TRUE; /* it was restored since */
  if (!amb_sync_member_kill (page->engine->db, entity, amb_record_get_rid (row), error))
    return FALSE;
  operations = amb_outbox_list_for (store, entity, id, error);
  if (!operations)
    return FALSE;
  if (operations->len > 0)
    return amb_sync_keep_taken (page->engine, entity, id, error) &&
           amb_shadow_set (store, entity, id, "", "deleted", version, error);
  /* The deletion tells no values: what the person saw of the fields stays at its versions. */
  if (!amb_record_get_fv (row))
    {
      g_autofree char *seen =
          g_strdup_printf ("{\"*\":%" G_GINT64_FORMAT "}", amb_record_get_ver (row));

      amb_record_set_fv (row, seen);
    }
  amb_record_set_ver (row, version);
  amb_record_set_deleted (row, TRUE);
  return amb_store_put (store, row, error);
}

static gboolean
apply_rm (Page *page, const AmbJsonNode *line, GError **error)
{
  AmbSyncEngine *self = page->engine;
  const char *name = amb_json_node_get_member_string (line, "t");
  const char *id = amb_json_node_get_member_string (line, "id");
  const char *why = amb_json_node_get_member_string (line, "why");
  const char *scope = amb_json_node_get_member_string (line, "s");
  const AmbEntity *entity = name ? amb_entity_find (name) : NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) row = NULL;

  if (!name || !id || !why || !scope)
    return broken (error, "a removal without its name");
  if (!entity)
    return remember_unknown (page, name, error);
  if (!is_id (entity, id))
    return broken (error, "a removal whose id is none");
  page->rows++;
  row = amb_store_lookup (self->store, entity, id, &local);
  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (!row)
    return TRUE;
  if (g_str_equal (why, "deleted"))
    return bury_row (page, row, amb_json_node_get_member_int (line, "ver", 0), error);
  page->drops = TRUE;
  return amb_sync_member_leave (self->db, g_str_equal (why, "erased") ? NULL : scope, entity,
                                amb_record_get_rid (row), error);
}

static gboolean
apply_line (Page *page, const AmbJsonNode *line, GError **error)
{
  const char *kind = amb_json_node_get_member_string (line, "k");

  if (g_strcmp0 (kind, "put") == 0)
    return apply_put (page, line, error);
  if (g_strcmp0 (kind, "rm") == 0)
    return apply_rm (page, line, error);
  if (g_strcmp0 (kind, "scope") == 0)
    return apply_scope (page, line, error) && doubt_account (page, line, error);
  return TRUE; /* a kind of a newer minor version: nothing that rows depend on */
}

static gboolean
forget_words (AmbSyncEngine *self, GHashTable *entities, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, entities);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!amb_store_forget_words (self->store, key, error))
      return FALSE;
  return TRUE;
}

gboolean
amb_sync_drop_orphans (AmbSyncEngine *self, gboolean forgets, GError **error)
{
  g_autoptr (GPtrArray) orphans = amb_sync_orphans_take (self->db, error);
  g_autoptr (GHashTable) entities = g_hash_table_new (NULL, NULL);

  if (!orphans)
    return FALSE;
  for (guint i = 0; i < orphans->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (orphans, i), " ", 2);
      const AmbEntity *entity = amb_entity_find (parts[0]);
      g_autoptr (GPtrArray) operations = amb_outbox_list_for (self->store, entity, parts[1], error);

      if (!operations)
        return FALSE;
      g_hash_table_add (entities, (gpointer) entity);
      if (operations->len > 0
              ? !amb_shadow_set (self->store, entity, parts[1], "", "left", 0, error)
              : !amb_sync_settle (self, entity, parts[1], error))
        return FALSE;
    }
  return !forgets || forget_words (self, entities, error);
}

/* A page that promises more and stays where it is, twice in a row, would go on without end. */
static gboolean
check_progress (AmbSyncEngine *self,
                const AmbSyncRequest *request,
                const char *cursor,
                gboolean more,
                GError **error)
{
  gboolean stalls = more && g_strcmp0 (cursor, request->cursor) == 0;

  self->stalls = stalls ? self->stalls + 1 : 0;
  return self->stalls < 2 || broken (error, "more is promised and nothing comes");
}

static gboolean
apply_end (Page *page,
           const AmbSyncRequest *request,
           const AmbJsonNode *end,
           gboolean *more,
           GError **error)
{
  AmbSyncEngine *self = page->engine;
  const char *cursor = amb_json_node_get_member_string (end, "cursor");
  gint64 mark = amb_json_node_get_member_int (end, "mark", -1);

  *more = amb_json_node_get_bool (amb_json_node_get_member (end, "more"), FALSE);
  if (!cursor || mark < 0 ||
      g_strcmp0 (amb_json_node_get_member_string (end, "req"), request->id) != 0)
    return broken (error, "an end without cursor, mark or request");
  if (!check_progress (self, request, cursor, *more, error))
    return FALSE;
  if (!*more && !amb_sync_scopes_drop_doubtful (self->db, error))
    return FALSE;
  /* The feed keeps one entry a row: a row that was written again stands further on, so only a pull
   * that has reached the head has passed the mark of what was acknowledged. */
  if (!*more && !amb_store_set_meta_int (self->store, AMB_SYNC_META_MARK, mark, error))
    return FALSE;
  if (!amb_store_set_meta (self->store, AMB_SYNC_META_CURSOR, cursor, error) ||
      !amb_store_set_meta_int (self->store, AMB_SYNC_META_HEAD, !*more, error) ||
      !amb_store_set_meta_int (self->store, AMB_SYNC_META_LAST_SYNC,
                               amb_clock_now (amb_store_get_clock (self->store)), error))
    return FALSE;
  if (!*more && !amb_store_set_meta_int (self->store, AMB_SYNC_META_COMPLETE, 1, error))
    return FALSE;
  if (!amb_sync_repair_answered (self->db, request->reset, error))
    return FALSE;
  return amb_sync_drop_orphans (self, page->drops, error) && amb_sync_release (self, error) &&
         amb_sync_bump_generation (self, error);
}

static gboolean
apply_lines (Page *page,
             const AmbSyncRequest *request,
             AmbFrameReader *reader,
             gboolean *more,
             GError **error)
{
  gboolean first = TRUE;

  for (;;)
    {
      g_autoptr (AmbJson) line = NULL;

      if (!amb_frame_reader_next (reader, &line, error))
        return FALSE;
      if (!line)
        break;
      if (first ? !apply_head (page, request, amb_json_get_root (line), error)
                : !apply_line (page, amb_json_get_root (line), error))
        return FALSE;
      first = FALSE;
    }
  if (first)
    return broken (error, "an empty page");
  return apply_end (page, request, amb_frame_reader_get_end (reader), more, error);
}

static gboolean
has_dirty_rows (AmbSyncEngine *self, gboolean *dirty, GError **error)
{
  gint64 found = 0;

  if (!amb_db_query_int (self->db, &found, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM shadow)",
                         ""))
    return FALSE;
  *dirty = found != 0;
  return TRUE;
}

static gboolean
commit_page (Page *page,
             const AmbSyncRequest *request,
             AmbFrameReader *reader,
             gboolean *more,
             GError **error)
{
  AmbSyncEngine *self = page->engine;
  gboolean dirty = TRUE;

  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (!has_dirty_rows (self, &dirty, error) ||
      !amb_sync_repair_list (self->db, &page->repairs, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  page->empty = !dirty;
  if (!apply_lines (page, request, reader, more, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  return amb_db_commit (self->db, error);
}

/* A page of a first load is committed without waiting for the disk: a power cut costs only a second
 * download. Whatever is committed before the next page waits again: it may be what a person typed.
 */
static gboolean
commit_loading_page (Page *page,
                     const AmbSyncRequest *request,
                     AmbFrameReader *reader,
                     gboolean *more,
                     GError **error)
{
  AmbSyncEngine *self = page->engine;

  self->loading = TRUE;
  if (!amb_db_set_bulk (self->db, TRUE, error))
    return FALSE;
  if (!commit_page (page, request, reader, more, error))
    {
      amb_db_set_bulk (self->db, FALSE, NULL);
      return FALSE;
    }
  return amb_db_exec (self->db, "PRAGMA synchronous=FULL", error);
}

/* What is left to do once a page is in. It is not undone by a failure here, which is tried again
 * with the next page: the end of a first load, and the log beside the file, which still holds what
 * was taken away. */
static void
tidy (AmbSyncEngine *self, gboolean drops, gboolean more)
{
  self->owes_truncation = self->owes_truncation || drops;
  if (!more && self->loading && amb_db_set_bulk (self->db, FALSE, NULL) &&
      amb_store_finish_load (self->store, NULL))
    self->loading = FALSE;
  if (self->owes_truncation && !self->loading && amb_db_set_bulk (self->db, FALSE, NULL))
    self->owes_truncation = FALSE;
}

gboolean
amb_sync_apply_page (AmbSyncEngine *self,
                     const AmbSyncRequest *request,
                     GBytes *body,
                     AmbSyncOutcome *outcome,
                     GError **error)
{
  g_autoptr (AmbFrameReader) reader = amb_frame_reader_new (body, "rows", error);
  gboolean complete = amb_store_get_meta_int (self->store, AMB_SYNC_META_COMPLETE, 0) != 0;
  g_auto (Page) page = { .engine = self, .journal = complete };
  gboolean more = FALSE;
  gboolean loads;

  if (!reader)
    return FALSE;
  loads = !complete && (self->loading || amb_frame_reader_get_rows (reader) >= LOADING_ROWS);
  if (loads ? !commit_loading_page (&page, request, reader, &more, error)
            : !commit_page (&page, request, reader, &more, error))
    return FALSE;
  g_free (self->ahead_id);
  self->ahead_id = more ? g_strdup (request->next_id) : NULL;
  self->ahead_generation = amb_store_get_meta_int (self->store, AMB_SYNC_META_GENERATION, 0);
  outcome->applied = TRUE;
  outcome->more = more;
  outcome->asks = page.asks;
  outcome->rows = page.rows;
  tidy (self, page.drops, more);
  return TRUE;
}
