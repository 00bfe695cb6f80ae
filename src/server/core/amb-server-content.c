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
  const AmbFacts facts = { .by_person = person, .by_self = amb_record_is_of (item, person) };
  g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (store));
  g_autoptr (AmbRecord) approval = NULL;

  if (person == NULL)
    return TRUE;
  approval = amb_content_new_verdict (store, item, verdict, person, operation->why,
                                      amb_lifecycle_is_own (item, &facts), error);
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
  amb_server_tx_mark (tx, item, (const char *const[]){ field->name, NULL });
  return amb_server_tx_write (tx, item, error) &&
         amb_server_write_transition (tx, item, from, &move, error);
}

gboolean
amb_server_bind_text (AmbServerTx *tx,
                      const char *seal,
                      const AmbPushOperation *operation,
                      GError **error)
{
  g_autoptr (AmbRecord) record = NULL, item = NULL;
  g_autoptr (AmbContentFacts) facts = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *now = NULL;
  gboolean known, is;

  if (tx->claims || operation->imported || !amb_server_has_text (operation->entity) ||
      operation->kind == AMB_PUSH_MOVE || operation->kind == AMB_PUSH_DELETE)
    return TRUE;
  record = amb_store_lookup (tx->core->store, operation->entity, operation->id, &local);
  item = record != NULL ? amb_content_find_item (tx->core->store, record, &local) : NULL;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  now = item != NULL ? amb_content_dup_seal (record) : NULL;
  if (now == NULL || g_strcmp0 (seal, now) == 0 ||
      !amb_content_is_bound (amb_record_get_state (item)))
    return TRUE;
  facts = amb_content_load_texts (tx->core->store, item, error);
  if (facts == NULL || !amb_content_load_approved (tx->core->store, facts, &known, &is, error))
    return FALSE;
  return is || send_back (tx, item, error);
}

gboolean
amb_server_has_text (const AmbEntity *entity)
{
  return g_str_equal (entity->name, "content-item") || g_str_equal (entity->name, "variant");
}
