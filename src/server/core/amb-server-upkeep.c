/* Upkeep of the core's file: rows put in directly, backups, checks, pruning. */
#include "amb-server-private.h"

#include "amb-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Rows that never had a version, up to one commit's worth. */
static GArray *
list_orphans (AmbServerCore *self, const AmbEntity *entity, gint64 after, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT rid FROM \"%s\" WHERE rid > ? AND ver = 0 ORDER BY rid LIMIT 1000",
                       entity->collection);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, after);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);
      g_array_append_val (rids, rid);
    }
  return row ? NULL : g_steal_pointer (&rids);
}

static gboolean
adopt_all_of (AmbServerTx *tx, GPtrArray *records, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);

      amb_record_set_ver (record, amb_server_tx_touch (tx));
      amb_record_set_fv (record, NULL);
      if (!amb_server_tx_write (tx, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
adopt_some (AmbServerCore *self, const AmbEntity *entity, GArray *rids, GError **error)
{
  AmbServerTx tx = { .core = self, .adopts = TRUE };
  g_autoptr (GPtrArray) records = NULL;

  if (!amb_server_tx_begin (&tx, error))
    return FALSE;
  records = amb_store_load (self->store, entity, (const gint64 *) rids->data, rids->len, error);
  if (records != NULL && adopt_all_of (&tx, records, error))
    return amb_server_tx_commit (&tx, error);
  amb_server_tx_rollback (&tx);
  return FALSE;
}

gboolean
amb_server_core_adopt (AmbServerCore *self, GError **error)
{
  const AmbEntity *const *entities = amb_entities ();
  gboolean any = FALSE;

  for (guint i = 0; entities[i] != NULL; i++)
    for (gint64 after = 0; amb_entity_is_synced (entities[i]);)
      {
        g_autoptr (GArray) rids = list_orphans (self, entities[i], after, error);

        if (rids == NULL)
          return FALSE;
        if (rids->len == 0)
          break;
        if (!adopt_some (self, entities[i], rids, error))
          return FALSE;
        after = g_array_index (rids, gint64, rids->len - 1);
        any = TRUE;
      }
  if (any)
    amb_server_core_emit_committed (self);
  return TRUE;
}

static gboolean
mark_backup (AmbServerCore *self, const char *path, GError **error)
{
  g_autoptr (AmbStore) copy = NULL;

  g_chmod (path, 0600);
  copy = amb_store_open (path, AMB_STORE_SERVER, amb_store_get_clock (self->store), error);
  return copy != NULL && amb_store_set_meta_int (copy, AMB_SERVER_META_RESTORED, 1, error);
}

gboolean
amb_server_core_backup (AmbServerCore *self, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("“%s” is there already and is not overwritten. Choose another name."), path);
      return FALSE;
    }
  /* Under another name until it says that it is a backup: half of one is never taken for whole. */
  g_unlink (part);
  if (amb_db_run (self->db, error, "VACUUM INTO ?", "t", part) && mark_backup (self, part, error))
    {
      if (g_rename (part, path) == 0)
        return TRUE;
      g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED, _ ("“%s” could not be written: %s."), path,
                   g_strerror (errno));
    }
  g_unlink (part);
  return FALSE;
}

static gboolean
check_feed (AmbServerCore *self, const AmbEntity *entity, GPtrArray *findings, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE deleted = 0 AND rid NOT IN (SELECT row "
                       "FROM feed JOIN scope "
                       "ON sid = scope WHERE name = 'all' AND entity = ? AND why IS NULL)",
                       entity->collection);
  gint64 missing;

  if (!amb_db_query_int (self->db, &missing, 0, error, sql, "i",
                         amb_server_core_get_entity_code (self, entity)))
    return FALSE;
  if (missing > 0)
    g_ptr_array_add (findings, g_strdup_printf (_ ("%s: %d rows are missing in the feed."),
                                                _ (entity->label_plural), (int) missing));
  return TRUE;
}

GPtrArray *
amb_server_core_check (AmbServerCore *self, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_store_check (self->store, error);
  const AmbEntity *const *entities = amb_entities ();

  for (guint i = 0; findings != NULL && entities[i] != NULL; i++)
    if (amb_entity_is_synced (entities[i]) && !entities[i]->is_private &&
        !check_feed (self, entities[i], findings, error))
      return NULL;
  return g_steal_pointer (&findings);
}

#define DAY_MS       G_GINT64_CONSTANT (86400000)
#define KEEP_MS      (400 * DAY_MS)
#define META_HORIZON "pruned-before"

/* What was written before this instant is old. It moves on by two days at most each time, and is
 * asked for once a day: a clock that is suddenly years ahead would make old at once what desks
 * still ask for. */
static gboolean
move_horizon (AmbServerCore *self, gint64 *horizon, GError **error)
{
  gint64 before = amb_clock_now (amb_store_get_clock (self->store)) - KEEP_MS;
  gint64 reached = amb_store_get_meta_int (self->store, META_HORIZON, before);

  *horizon = MIN (before, reached + 2 * DAY_MS);
  return amb_store_set_meta_int (self->store, META_HORIZON, *horizon, error);
}

gboolean
amb_server_core_prune (AmbServerCore *self, GError **error)
{
  gint64 horizon;

  return move_horizon (self, &horizon, error) &&
         amb_db_run (self->db, error, "DELETE FROM operation WHERE at < ?", "i", horizon) &&
         amb_db_run (self->db, error, "DELETE FROM idempotency WHERE at < ?", "i", horizon) &&
         amb_db_run (self->db, error, "DELETE FROM version WHERE at < ?", "i", horizon);
}
