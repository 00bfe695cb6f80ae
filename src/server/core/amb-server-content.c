/* Content items: nothing is approved that nobody approved as it stands here. */
#include "amb-server-private.h"

#include "amb-content-text.h"
#include "amb-content.h"

#include <glib/gi18n-lib.h>

/* The approval that came in the same action; NULL without @error: none. */
static gboolean
find_verdict (
    AmbServerTx *tx, AmbRecord *item, const char *verdict, char **id, char **texts, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      tx->core->db,
      "SELECT id, texts FROM approvals WHERE item_id = ? AND ver = ? AND verdict = ? AND deleted = "
      "0 LIMIT 1",
      error);
  gboolean row;

  *id = *texts = NULL;
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (item));
  amb_stmt_bind_int (stmt, 2, amb_server_tx_touch (tx));
  amb_stmt_bind_text (stmt, 3, verdict);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  *id = row ? g_strdup (amb_stmt_get_text (stmt, 0)) : NULL;
  *texts = row ? g_strdup (amb_stmt_get_text (stmt, 1)) : NULL;
  return TRUE;
}

/* Of a move without one: REST, and whoever has no such program. */
static gboolean
write_verdict (AmbServerTx *tx,
               AmbRecord *item,
               const char *verdict,
               const AmbPushOperation *operation,
               GError **error)
{
  const char *person = tx->principal->person;
  AmbStore *store = tx->core->store;
  gboolean own;
  g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (store));
  g_autoptr (AmbRecord) approval = NULL;

  if (person == NULL)
    return TRUE;
  if (!amb_content_load_hand (store, item, person, &own, error))
    return FALSE;
  approval = amb_content_new_verdict (store, item, verdict, person, operation->why, own, error);
  if (approval == NULL)
    return FALSE;
  amb_record_set_id (approval, id);
  amb_server_tx_mark (tx, approval, NULL);
  return amb_server_check_record (tx, approval, NULL, error) &&
         amb_server_tx_write (tx, approval, error);
}

static gboolean
refuse_changed (AmbRecord *item, GError **error)
{
  amb_problem_set_error (error, AMB_PROBLEM_STATE_CHANGED,
                         _ ("The text of “%s” is another one meanwhile. Read it and decide again."),
                         amb_record_get_title (item) != NULL ? amb_record_get_title (item) : "–");
  return FALSE;
}

gboolean
amb_server_settle_verdict (AmbServerTx *tx,
                           AmbRecord *record,
                           const AmbPushOperation *operation,
                           GError **error)
{
  const char *verdict = amb_content_get_verdict (record, operation->to);
  g_autofree char *id = NULL, *texts = NULL;
  g_autoptr (AmbContentFacts) facts = NULL;

  if (verdict == NULL || tx->claims || operation->imported)
    return TRUE;
  if (!find_verdict (tx, record, verdict, &id, &texts, error))
    return FALSE;
  if (id == NULL)
    return write_verdict (tx, record, verdict, operation, error);
  if (!g_str_equal (verdict, "approved"))
    return TRUE;
  facts = amb_content_load_texts (tx->core->store, record, error);
  return facts != NULL &&
         (amb_content_is_sealed (texts, facts->texts) || refuse_changed (record, error));
}

/* The move is the server's, in the name of whoever edited. */
static gboolean
send_back (AmbServerTx *tx, AmbRecord *item, GError **error)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (item));
  g_autofree char *from = g_strdup (amb_record_get_state (item));
  g_autofree char *why = amb_content_dup_sent_back ();
  const AmbPushOperation move = { .kind = AMB_PUSH_MOVE, .why = why };

  amb_record_set (item, field->name, "in_review");
  if (amb_content_note_review (item, "in_review"))
    amb_server_tx_mark (tx, item, (const char *const[]){ "review-owner-id", NULL });
  amb_server_tx_mark (tx, item, (const char *const[]){ field->name, NULL });
  return amb_server_tx_write (tx, item, error) &&
         amb_server_write_transition (tx, item, from, &move, error);
}

static gboolean
note_writer (AmbServerTx *tx, AmbRecord *before, AmbRecord *record, GError **error)
{
  if (before == NULL || amb_record_get_deleted (record) ||
      !amb_content_note_writer (before, record, tx->principal->person))
    return TRUE;
  amb_server_tx_mark (tx, record, (const char *const[]){ "text-by-id", NULL });
  return amb_server_tx_write (tx, record, error);
}

static gboolean
bind_item (AmbServerTx *tx, AmbRecord *before, AmbRecord *record, AmbRecord *item, GError **error)
{
  g_autofree char *had = before != NULL ? amb_content_dup_seal (before) : NULL;
  g_autofree char *has = amb_content_dup_seal (record);
  g_autoptr (AmbContentFacts) facts = NULL;
  gboolean known, is;

  if (amb_content_changes_out (item, before, record))
    {
      g_autofree char *message = amb_content_dup_is_out (item);

      amb_problem_set_error (error, AMB_PROBLEM_STATE_CHANGED, "%s", message);
      return FALSE;
    }
  if (has == NULL || g_strcmp0 (had, has) == 0 ||
      !amb_content_is_bound (amb_record_get_state (item)))
    return TRUE;
  facts = amb_content_load_texts (tx->core->store, item, error);
  if (facts == NULL || !amb_content_load_approved (tx->core->store, facts, &known, &is, error))
    return FALSE;
  return is || send_back (tx, item, error);
}

gboolean
amb_server_bind_text (AmbServerTx *tx,
                      AmbRecord *before,
                      const AmbPushOperation *operation,
                      GError **error)
{
  g_autoptr (AmbRecord) record = NULL, item = NULL;
  g_autoptr (GError) local = NULL;

  if (tx->claims || operation->imported || !amb_server_has_text (operation->entity) ||
      operation->kind == AMB_PUSH_MOVE || operation->kind == AMB_PUSH_DELETE)
    return TRUE;
  record = amb_store_lookup (tx->core->store, operation->entity, operation->id, &local);
  if (record != NULL && !note_writer (tx, before, record, error))
    return FALSE;
  item = record != NULL ? amb_content_find_item (tx->core->store, record, &local) : NULL;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return item == NULL || bind_item (tx, before, record, item, error);
}

gboolean
amb_server_has_text (const AmbEntity *entity)
{
  return g_str_equal (entity->name, "content-item") || g_str_equal (entity->name, "variant");
}
