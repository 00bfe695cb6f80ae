/* The core's tables, its identity, its versions and its transactions. */
#include "amb-server-private.h"

#include "amb-cursor.h"
#include "amb-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/random.h>

G_DEFINE_FINAL_TYPE (AmbServerCore, amb_server_core, G_TYPE_OBJECT)

enum
{
  COMMITTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_STATIC_ASSERT (AMB_CURSOR_KEY_SIZE == sizeof (((AmbServerCore *) NULL)->key));

#define META_EPOCH "epoch"
/* Exact in a double, as readers of JSON need it, for two million restores. */
#define VERSIONS_AN_EPOCH (G_GINT64_CONSTANT (1) << 32)
#define META_HEAD         "head"
#define META_KEY          "cursor-key"
#define META_SCHEMA       "published-schema" /* of the program that last served from this file */

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS version (ver INTEGER PRIMARY KEY, device INTEGER NOT NULL,"
  " by TEXT, at INTEGER NOT NULL) STRICT;",
  "CREATE TABLE IF NOT EXISTS device (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
  " principal INTEGER NOT NULL, last_n INTEGER NOT NULL DEFAULT -1, at INTEGER NOT NULL,"
  " revoked INTEGER NOT NULL DEFAULT 0) STRICT;",
  "CREATE TABLE IF NOT EXISTS operation (device INTEGER NOT NULL, n INTEGER NOT NULL,"
  " op TEXT NOT NULL, result TEXT NOT NULL, at INTEGER NOT NULL,"
  " PRIMARY KEY (device, n)) STRICT, WITHOUT ROWID;",
  "CREATE INDEX IF NOT EXISTS operation_op ON operation (op);",
  "CREATE INDEX IF NOT EXISTS operation_at ON operation (at);",
  "CREATE TABLE IF NOT EXISTS idempotency (principal INTEGER NOT NULL, key TEXT NOT NULL,"
  " request TEXT NOT NULL, reply TEXT NOT NULL, at INTEGER NOT NULL,"
  " PRIMARY KEY (principal, key)) STRICT, WITHOUT ROWID;",
};

static gboolean
create_tables (AmbServerCore *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!amb_db_exec (self->db, tables[i], error))
      return FALSE;
  return amb_server_feed_create_tables (self->db, error) &&
         amb_server_grants_create_tables (self->db, error) &&
         amb_server_lead_create_tables (self->db, error) &&
         amb_server_calendar_create_tables (self->db, error);
}

char *
amb_server_dup_secret (GError **error)
{
  guint8 bytes[AMB_CURSOR_KEY_SIZE];
  GString *hex;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED, _ ("The system gives no random bytes: %s."),
                   g_strerror (errno));
      return NULL;
    }
  hex = g_string_new (NULL);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  return g_string_free (hex, FALSE);
}

static gboolean
make_identity (AmbServerCore *self, GError **error)
{
  g_autofree char *epoch = amb_store_dup_meta (self->store, META_EPOCH);
  g_autofree char *key = amb_store_dup_meta (self->store, META_KEY);
  gboolean is_restored = amb_store_get_meta_int (self->store, AMB_SERVER_META_RESTORED, 0) != 0;

  if ((epoch == NULL || is_restored) && !amb_server_core_renew_epoch (self, error))
    return FALSE;
  if (is_restored && !amb_store_set_meta_int (self->store, AMB_SERVER_META_RESTORED, 0, error))
    return FALSE;
  if (key == NULL)
    {
      key = amb_server_dup_secret (error);
      if (key == NULL || !amb_store_set_meta (self->store, META_KEY, key, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_identity (AmbServerCore *self, GError **error)
{
  g_autofree char *key = amb_store_dup_meta (self->store, META_KEY);

  g_free (self->epoch);
  self->epoch = amb_store_dup_meta (self->store, META_EPOCH);
  if (self->epoch == NULL || key == NULL || strlen (key) != 2 * sizeof self->key)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_CORRUPT,
                   _ ("The data folder holds no server’s database, or a damaged one. Restore it "
                      "from a backup."));
      return FALSE;
    }
  for (guint i = 0; i < sizeof self->key; i++)
    self->key[i] =
        (guint8) ((g_ascii_xdigit_value (key[2 * i]) << 4) | g_ascii_xdigit_value (key[2 * i + 1]));
  return TRUE;
}

/* The feed knows entities by number, so that renaming or reordering the registry moves nothing. */
static gboolean
number_entities (AmbServerCore *self, GError **error)
{
  const AmbEntity *const *entities = amb_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      gint64 code;

      if (!self->is_reader &&
          !amb_db_run (self->db, error, "INSERT OR IGNORE INTO feed_entity (name) VALUES (?)", "t",
                       entities[i]->name))
        return FALSE;
      if (!amb_db_query_int (self->db, &code, 0, error,
                             "SELECT code FROM feed_entity WHERE name = ?", "t", entities[i]->name))
        return FALSE;
      g_array_append_val (self->entity_codes, code);
    }
  return TRUE;
}

/* There is one programme; it begins with what its table says. */
static gboolean
begin_singletons (AmbServerCore *self, GError **error)
{
  const AmbEntity *const *entities = amb_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      const char *id = amb_entity_get_singleton_id (entities[i]);
      g_autoptr (AmbRecord) known = NULL;
      g_autoptr (AmbRecord) record = NULL;
      g_autoptr (GError) local = NULL;

      if (id == NULL)
        continue;
      known = amb_store_lookup (self->store, entities[i], id, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (known != NULL)
        continue;
      record = amb_record_new (entities[i], id);
      amb_record_set (record, amb_entity_get_title_field (entities[i])->name,
                      _ ("Ambassador programme"));
      if (!amb_store_put (self->store, record, error))
        return FALSE;
    }
  return amb_server_core_adopt (self, error);
}

/* What a newer program hands out of rows may be more than what it did: a projection has another
 * field, an access another right. Rows have no new version for it, so desks fetch them anew. */
static gboolean
follow_upgrade (AmbServerCore *self, GError **error)
{
  gint64 published = amb_store_get_meta_int (self->store, META_SCHEMA, 0);

  return published == amb_schema_version () ||
         ((published == 0 || amb_server_grants_renew (self, error)) &&
          amb_store_set_meta_int (self->store, META_SCHEMA, amb_schema_version (), error));
}

static gboolean
begin (AmbServerCore *self, GError **error)
{
  gint64 head = amb_server_core_get_head (self);

  return begin_singletons (self, error) && amb_server_claim_note_begin (self, head, error);
}

static gboolean
prepare (AmbServerCore *self, GError **error)
{
  if (self->is_reader)
    return read_identity (self, error) && number_entities (self, error);

  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (create_tables (self, error) && make_identity (self, error) && read_identity (self, error) &&
      number_entities (self, error) && begin (self, error) && follow_upgrade (self, error) &&
      amb_db_commit (self->db, error))
    return TRUE;
  amb_server_core_rollback (self);
  return FALSE;
}

static AmbServerCore *
new_over (AmbStore *store, gboolean is_reader, GError **error)
{
  g_autoptr (AmbServerCore) self = g_object_new (AMB_TYPE_SERVER_CORE, NULL);

  self->store = g_object_ref (store);
  self->db = amb_store_get_db (store);
  self->is_reader = is_reader;
  if (!prepare (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

AmbServerCore *
amb_server_core_new (AmbStore *store, GError **error)
{
  return new_over (store, FALSE, error);
}

AmbServerCore *
amb_server_core_new_reader (AmbStore *store, GError **error)
{
  return new_over (store, TRUE, error);
}

/* The versions of an epoch begin above all that the one before may have reached: what a desk sends
 * again with the version that it saw there must not look newer than what was written since. */
static gboolean
skip_versions (AmbServerCore *self, GError **error)
{
  gint64 head = amb_server_core_get_head (self);

  return head == 0 ||
         amb_store_set_meta_int (self->store, META_HEAD,
                                 (head / VERSIONS_AN_EPOCH + 1) * VERSIONS_AN_EPOCH, error);
}

gboolean
amb_server_core_renew_epoch (AmbServerCore *self, GError **error)
{
  g_autofree char *epoch = amb_clock_dup_id (amb_store_get_clock (self->store));

  if (!amb_store_set_meta (self->store, META_EPOCH, epoch, error) || !skip_versions (self, error))
    return FALSE;
  g_free (self->epoch);
  self->epoch = g_steal_pointer (&epoch);
  return TRUE;
}

guint
amb_server_core_get_least_schema (void)
{
  return MAX (amb_schema_version (), 2) - 1;
}

gboolean
amb_server_core_check_schema (guint schema, GError **error)
{
  if (schema == 0 || schema >= amb_server_core_get_least_schema ())
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_TOO_OLD,
                         _ ("This desktop knows the programme as it was in schema %u; this server "
                            "serves %u and newer. Update Ambassade on the desktop: what waits "
                            "there is kept and sent then."),
                         schema, amb_server_core_get_least_schema ());
  return FALSE;
}

AmbStore *
amb_server_core_get_store (AmbServerCore *self)
{
  return self->store;
}

const char *
amb_server_core_get_epoch (AmbServerCore *self)
{
  return self->epoch;
}

gint64
amb_server_core_get_head (AmbServerCore *self)
{
  return amb_store_get_meta_int (self->store, META_HEAD, 0);
}

gint64
amb_server_core_get_entity_code (AmbServerCore *self, const AmbEntity *entity)
{
  const AmbEntity *const *entities = amb_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    if (entities[i] == entity)
      return g_array_index (self->entity_codes, gint64, i);
  return 0;
}

const AmbEntity *
amb_server_core_get_entity_of (AmbServerCore *self, gint64 code)
{
  for (guint i = 0; i < self->entity_codes->len; i++)
    if (g_array_index (self->entity_codes, gint64, i) == code)
      return amb_entities ()[i];
  return NULL;
}

gboolean
amb_server_core_intern_scope (AmbServerCore *self, const char *name, gint64 *sid, GError **error)
{
  gint64 *known = g_hash_table_lookup (self->scope_ids, name);

  if (known != NULL)
    {
      *sid = *known;
      return TRUE;
    }
  if (!amb_db_query_int (self->db, sid, 0, error, "SELECT sid FROM scope WHERE name = ?", "t",
                         name))
    return FALSE;
  if (*sid == 0)
    {
      if (!amb_db_run (self->db, error, "INSERT INTO scope (name) VALUES (?)", "t", name))
        return FALSE;
      *sid = amb_db_get_last_rowid (self->db);
    }
  g_hash_table_insert (self->scope_ids, g_strdup (name), g_memdup2 (sid, sizeof *sid));
  return TRUE;
}

void
amb_server_version_clear (AmbServerVersion *self)
{
  g_clear_pointer (&self->by, g_free);
}

gboolean
amb_server_core_get_version (AmbServerCore *self,
                             gint64 ver,
                             AmbServerVersion *version,
                             GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->db, "SELECT device, by, at FROM version WHERE ver = ?", error);
  gboolean row;

  *version = (AmbServerVersion){ 0 };
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, ver);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      version->device = amb_stmt_get_int (stmt, 0);
      version->by = g_strdup (amb_stmt_get_text (stmt, 1));
      version->at = amb_stmt_get_int (stmt, 2);
    }
  return TRUE;
}

/* The person is to be granted anew, if anybody signs in as them. */
static gboolean
note_person (AmbServerTx *self, const char *person, GError **error)
{
  gboolean is = FALSE;

  if (!amb_server_grants_is_person (self->core, person, &is, error))
    return FALSE;
  if (is && self->persons == NULL)
    self->persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (is)
    g_hash_table_add (self->persons, g_strdup (person));
  return TRUE;
}

/* The persons whose spaces @record decides about: of a membership its person, of a space its host
 * and its backup. */
static void
add_members (AmbRecord *record, GPtrArray *persons)
{
  static const struct
  {
    const char *entity, *field;
  } paths[] = { { "membership", "ambassador-id" },
                { "space", "host-id" },
                { "space", "backup-id" } };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (g_str_equal (amb_record_get_entity (record)->name, paths[i].entity) &&
        amb_record_get (record, paths[i].field) != NULL)
      g_ptr_array_add (persons, g_strdup (amb_record_get (record, paths[i].field)));
}

/* Those of the row as it is and as it was. */
static GPtrArray *
list_members (AmbServerTx *self, AmbRecord *record, GError **error)
{
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbRecord) before = NULL;
  g_autoptr (GError) local = NULL;

  add_members (record, persons);
  if (amb_record_get_rid (record) != 0 && !self->adopts &&
      g_str_equal (amb_record_get_entity (record)->name, "space"))
    before = amb_store_lookup (self->core->store, amb_record_get_entity (record),
                               amb_record_get_id (record), &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (before != NULL)
    add_members (before, persons);
  return g_steal_pointer (&persons);
}

/* Grants follow the tree of nodes, and for one who signs in as a person also that person's home and
 * spaces. */
static gboolean
note_grants (AmbServerTx *self, AmbRecord *record, GPtrArray *members, GError **error)
{
  const char *entity = amb_record_get_entity (record)->name;

  if (g_str_equal (entity, "node"))
    self->network = TRUE;
  if (g_str_equal (entity, "ambassador") && !note_person (self, amb_record_get_id (record), error))
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    if (!note_person (self, members->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
refresh_grants (AmbServerTx *self, GError **error)
{
  GHashTableIter iter;
  gpointer person;

  if (self->network && !amb_server_grants_refresh (self->core, 0, error))
    return FALSE;
  if (self->persons == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, self->persons);
  while (g_hash_table_iter_next (&iter, &person, NULL))
    if (!amb_server_grants_refresh_person (self->core, person, error))
      return FALSE;
  return TRUE;
}

gboolean
amb_server_tx_begin (AmbServerTx *self, GError **error)
{
  self->version = 0;
  self->feed_rows = 0;
  self->network = FALSE;
  g_clear_pointer (&self->persons, g_hash_table_unref);
  return amb_db_begin (self->core->db, error);
}

static gboolean
seal (AmbServerTx *self, GError **error)
{
  AmbServerCore *core = self->core;
  gint64 now = amb_clock_now (amb_store_get_clock (core->store));

  if (self->feed_rows > AMB_MAX_COMMIT_ROWS)
    {
      amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                             _ ("One action may change %d rows; this one would change %u. Do it in "
                                "smaller parts."),
                             AMB_MAX_COMMIT_ROWS, self->feed_rows);
      return FALSE;
    }
  return amb_db_run (core->db, error,
                     "INSERT INTO version (ver, device, by, at) VALUES (?, ?, ?, ?)", "iiti",
                     self->version, self->device,
                     self->principal != NULL ? self->principal->name : NULL, now) &&
         amb_store_set_meta_int (core->store, META_HEAD, self->version, error) &&
         refresh_grants (self, error);
}

gboolean
amb_server_tx_commit (AmbServerTx *self, GError **error)
{
  if ((self->version != 0 && !seal (self, error)) || !amb_db_commit (self->core->db, error))
    {
      amb_server_tx_rollback (self);
      return FALSE;
    }
  g_clear_pointer (&self->persons, g_hash_table_unref);
  return TRUE;
}

void
amb_server_tx_rollback (AmbServerTx *self)
{
  amb_server_core_rollback (self->core);
  g_clear_pointer (&self->persons, g_hash_table_unref);
  self->version = 0;
}

gint64
amb_server_tx_touch (AmbServerTx *self)
{
  if (self->version == 0)
    self->version = amb_server_core_get_head (self->core) + 1;
  return self->version;
}

gboolean
amb_server_tx_is_past (AmbServerTx *self, gint64 ver)
{
  gint64 head = amb_server_core_get_head (self->core);

  return ver < head - head % VERSIONS_AN_EPOCH;
}

gboolean
amb_server_tx_place (AmbServerTx *self, gint64 took, GError **error)
{
  gint64 now = amb_clock_now (amb_store_get_clock (self->core->store));

  self->place = took > 0 && amb_server_tx_is_past (self, took) ? took : 0;
  return self->place == 0 ||
         amb_db_run (self->core->db, error,
                     "INSERT OR IGNORE INTO version (ver, device, by, at) VALUES (?, ?, ?, ?)",
                     "iiti", self->place, self->device,
                     self->principal != NULL ? self->principal->name : NULL, now);
}

void
amb_server_tx_mark (AmbServerTx *self, AmbRecord *record, const char *const *fields)
{
  gint64 version = amb_server_tx_touch (self);

  if (fields == NULL)
    {
      g_autofree char *fv =
          self->place > 0 ? g_strdup_printf ("{\"*\":%" G_GINT64_FORMAT "}", self->place) : NULL;

      amb_record_set_ver (record, version);
      amb_record_set_fv (record, fv);
      return;
    }
  for (guint i = 0; fields[i] != NULL; i++)
    {
      gint64 known = amb_record_get_field_version (record, fields[i]);

      amb_server_bump (record, version);
      amb_record_set_field_version (record, fields[i],
                                    self->place > 0 ? MAX (self->place, known) : version);
    }
}

gboolean
amb_server_tx_write (AmbServerTx *self, AmbRecord *record, GError **error)
{
  gboolean is_new = amb_record_get_rid (record) == 0 || self->adopts;
  g_autoptr (GPtrArray) members = list_members (self, record, error);

  if (members == NULL || !note_grants (self, record, members, error) ||
      !amb_store_put (self->core->store, record, error) ||
      !(is_new ? amb_server_feed_publish (self, record, TRUE, error)
               : amb_server_feed_publish_edit (self, record, error)))
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    if (!amb_server_feed_publish_cards (self, members->pdata[i], error))
      return FALSE;
  return TRUE;
}

void
amb_server_core_rollback (AmbServerCore *self)
{
  amb_db_rollback (self->db);
  g_hash_table_remove_all (self->scope_ids);
}

void
amb_server_core_emit_committed (AmbServerCore *self)
{
  g_autoptr (GPtrArray) changes = amb_store_take_changes (self->store);

  g_signal_emit (self, signals[COMMITTED], 0);
}

static void
amb_server_core_finalize (GObject *object)
{
  AmbServerCore *self = AMB_SERVER_CORE (object);

  g_clear_object (&self->store);
  g_free (self->epoch);
  g_hash_table_unref (self->scope_ids);
  g_array_unref (self->entity_codes);
  G_OBJECT_CLASS (amb_server_core_parent_class)->finalize (object);
}

static void
amb_server_core_class_init (AmbServerCoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_server_core_finalize;

  signals[COMMITTED] = g_signal_new ("committed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amb_server_core_init (AmbServerCore *self)
{
  self->scope_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->entity_codes = g_array_new (FALSE, FALSE, sizeof (gint64));
}
