/* Two records are made one: what was recorded once and for all about the one is led to the other.
 * A merge says so before; only what it led is led back, by its undo. */
#include "amb-server-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS led (entity TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL,"
  " was TEXT NOT NULL, PRIMARY KEY (entity, id, field, was)) STRICT, WITHOUT ROWID;",
};

gboolean
amb_server_lead_create_tables (AmbDb *db, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!amb_db_exec (db, tables[i], error))
      return FALSE;
  return TRUE;
}

gboolean
amb_server_is_bound (AmbServerTx *tx, const AmbEntity *entity, const AmbField *field)
{
  return field->type == AMB_FIELD_REF &&
         (entity->kind == AMB_KIND_APPEND || (field->flags & AMB_FIELD_FIXED) != 0 ||
          (amb_access_get_rights (tx->principal->access, entity) & AMB_RIGHT_UPDATE) == 0);
}

static gboolean
is_merged (AmbServerTx *tx,
           const AmbEntity *entity,
           const char *removed,
           const char *kept,
           gboolean *merged,
           GError **error)
{
  gint64 n = 0;

  if (!amb_db_query_int (tx->core->db, &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM record_merges WHERE removed = ? AND "
                         "kept = ? AND entity = ? AND deleted = 0)",
                         "ttt", removed, kept, entity->name))
    return FALSE;
  *merged = n != 0;
  return TRUE;
}

static gboolean
was_led (AmbServerTx *tx,
         AmbRecord *record,
         const AmbField *field,
         const char *was,
         gboolean *led,
         GError **error)
{
  gint64 n = 0;

  if (!amb_db_query_int (tx->core->db, &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM led WHERE entity = ? AND id = ? AND "
                         "field = ? AND was = ?)",
                         "tttt", amb_record_get_entity (record)->name, amb_record_get_id (record),
                         field->name, was))
    return FALSE;
  *led = n != 0;
  return TRUE;
}

gboolean
amb_server_may_lead (AmbServerTx *tx,
                     AmbRecord *record,
                     const AmbField *field,
                     const char *to,
                     gboolean *may,
                     GError **error)
{
  const char *from = amb_record_get (record, field->name);
  const AmbEntity *entity = amb_entity_find (field->ref);
  gboolean led = FALSE;

  *may = FALSE;
  if (!amb_access_sees_all (tx->principal->access, entity) ||
      (amb_access_get_rights (tx->principal->access, entity) & AMB_RIGHT_DELETE) == 0 ||
      !amb_server_is_bound (tx, amb_record_get_entity (record), field))
    return TRUE;
  if (amb_field_same (from, to))
    *may = TRUE;
  if (*may || from == NULL || to == NULL)
    return TRUE;
  if (!is_merged (tx, entity, from, to, may, error))
    return FALSE;
  if (*may)
    return TRUE;
  return was_led (tx, record, field, to, &led, error) &&
         (!led || is_merged (tx, entity, to, from, may, error));
}

gboolean
amb_server_note_led (AmbServerTx *tx, AmbRecord *record, const AmbField *field, GError **error)
{
  return amb_db_run (tx->core->db, error,
                     "INSERT OR IGNORE INTO led (entity, id, field, was) VALUES (?, ?, ?, ?)",
                     "tttt", amb_record_get_entity (record)->name, amb_record_get_id (record),
                     field->name, amb_record_get (record, field->name));
}

gboolean
amb_server_leads (AmbServerTx *tx,
                  AmbRecord *record,
                  const AmbPushOperation *operation,
                  gboolean *leads,
                  GError **error)
{
  const AmbJsonNode *member = amb_json_node_get_first (operation->set);

  *leads = FALSE;
  if (operation->kind != AMB_PUSH_PATCH || record == NULL || member == NULL ||
      amb_json_node_get_first (operation->add) != NULL ||
      amb_json_node_get_first (operation->del) != NULL)
    return TRUE;
  for (; member != NULL; member = amb_json_node_get_next (member))
    {
      const AmbField *field =
          amb_entity_find_field (operation->entity, amb_json_node_get_key (member));
      gboolean may = FALSE;

      if (field == NULL || field->type != AMB_FIELD_REF)
        return TRUE;
      if (!amb_server_may_lead (tx, record, field, amb_json_node_get_string (member), &may, error))
        return FALSE;
      if (!may)
        return TRUE;
    }
  *leads = TRUE;
  return TRUE;
}

/* Is @id there? Into *@lives. */
static gboolean
lives (AmbServerTx *tx, const AmbEntity *entity, const char *id, gboolean *lives, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) record = amb_store_lookup (tx->core->store, entity, id, &local);

  *lives = record != NULL && !amb_record_get_deleted (record);
  return local == NULL || (g_propagate_error (error, g_steal_pointer (&local)), FALSE);
}

gboolean
amb_server_check_merge (AmbServerTx *tx, AmbRecord *merge, GError **error)
{
  const AmbEntity *entity = amb_entity_find (amb_record_get (merge, "entity"));
  const char *removed = amb_record_get (merge, "removed"), *kept = amb_record_get (merge, "kept");
  const char *title;
  gboolean is_there = FALSE, is_kept = FALSE;

  if (!lives (tx, entity, kept, &is_kept, error) || !lives (tx, entity, removed, &is_there, error))
    return FALSE;
  /* Somebody else has merged the same two meanwhile. */
  if (is_kept && !is_there && !is_merged (tx, entity, removed, kept, &is_there, error))
    return FALSE;
  if (is_kept && is_there)
    return TRUE;
  title = amb_record_get (merge, is_kept ? "other" : "title");
  amb_problem_set_error (error, AMB_PROBLEM_REFUSED,
                         /* Translators: one of two people who were to be made one */
                         _ ("“%s” was removed meanwhile, so that nothing was merged. Restore it, "
                            "and merge again."),
                         title != NULL ? title : "–");
  return FALSE;
}

gboolean
amb_server_find_kept (AmbServerTx *tx, AmbRecord *removed, char **kept, GError **error)
{
  *kept = NULL;
  return tx->version == 0 ||
         amb_db_query_text (tx->core->db, kept, error,
                            "SELECT kept FROM record_merges WHERE removed = ? AND entity = ? "
                            "AND ver = ? AND deleted = 0 LIMIT 1",
                            "tti", amb_record_get_id (removed),
                            amb_record_get_entity (removed)->name, tx->version);
}

gboolean
amb_server_lead_dependent (AmbServerTx *tx,
                           const AmbDependent *dependent,
                           AmbRecord *removed,
                           const char *kept,
                           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GError) taken = NULL;
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AmbRecord) before =
      amb_store_lookup (tx->core->store, dependent->entity, dependent->id, &local);
  g_autoptr (AmbRecord) after = NULL;

  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (before == NULL || amb_record_get_deleted (before) || g_str_equal (dependent->id, kept) ||
      g_strcmp0 (amb_record_get (before, dependent->field->name), amb_record_get_id (removed)) != 0)
    return TRUE;
  after = amb_record_dup (before);
  amb_record_set (after, dependent->field->name, kept);
  g_hash_table_add (changed, (gpointer) dependent->field->name);
  /* Of which there is one only, and it is there: the other goes with what it was about. */
  if (!amb_server_check_keys (tx, after, changed, &taken))
    return TRUE;
  amb_server_tx_mark (tx, after, (const char *const[]){ dependent->field->name, NULL });
  return (!amb_server_is_bound (tx, dependent->entity, dependent->field) ||
          amb_server_note_led (tx, before, dependent->field, error)) &&
         amb_server_tx_write (tx, after, error);
}
