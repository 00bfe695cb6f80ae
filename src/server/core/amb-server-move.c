/* Moves: the table and the gates decide, with the server's clock; the server writes the record of
 * it. */
#include "amb-server-private.h"

#include "amb-content.h"
#include "amb-error.h"
#include "amb-lifecycle.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

static gboolean
is_known_transition (AmbServerTx *tx, const char *id, gboolean *known, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) record =
      amb_store_lookup (tx->core->store, amb_entity_find ("transition"), id, &local);

  *known = record != NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
amb_server_write_transition (AmbServerTx *tx,
                             AmbRecord *record,
                             const char *from,
                             const AmbPushOperation *operation,
                             GError **error)
{
  AmbClock *clock = amb_store_get_clock (tx->core->store);
  g_autofree char *id =
      operation->transition != NULL ? g_strdup (operation->transition) : amb_clock_dup_id (clock);
  g_autofree char *at = amb_instant_format (amb_clock_now (clock));
  g_autoptr (AmbRecord) transition = amb_record_new (amb_entity_find ("transition"), id);
  const char *why = operation->why;
  gboolean known;

  if (!is_known_transition (tx, id, &known, error))
    return FALSE;
  if (known)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("The id of the transition belongs to another one."));
      return FALSE;
    }
  if (why == NULL && operation->imported)
    why = _ ("Imported from a running programme");
  amb_record_set (transition, "entity", amb_record_get_entity (record)->name);
  amb_record_set (transition, "record", amb_record_get_id (record));
  amb_record_set (transition, "title", amb_record_get_title (record));
  amb_record_set (transition, "from", from);
  amb_record_set (transition, "to", amb_record_get_state (record));
  amb_record_set (transition, "why", why);
  amb_record_set (transition, "by", tx->principal->name);
  amb_record_set (transition, "by-person", tx->principal->person);
  amb_record_set (transition, "at", at);
  amb_record_set (transition, "imported", operation->imported ? "1" : NULL);
  amb_record_set_ver (transition, amb_server_tx_touch (tx));
  return amb_server_check_record (tx, transition, NULL, error) &&
         amb_server_tx_write (tx, transition, error);
}

/* Did the principal make the move, under whatever name? */
static gboolean
is_own (const AmbPrincipal *principal, const char *by, const char *by_person)
{
  if (principal->person != NULL && by_person != NULL)
    return g_str_equal (principal->person, by_person);
  return g_strcmp0 (by, principal->name) == 0;
}

/* Undo: a move of the record goes back where it came from, as long as the record is where it led
 * and nobody else has moved it since. What the same person moved and took back since is no
 * hindrance. */
static gboolean
is_revert (AmbServerTx *tx,
           AmbRecord *record,
           const AmbPushOperation *operation,
           gboolean *reverts,
           GError **error)
{
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean is_first = TRUE;
  gboolean row;

  *reverts = FALSE;
  if (operation->reverts == NULL)
    return TRUE;
  stmt = amb_db_prepare (
      tx->core->db,
      "SELECT t.id, t.\"from\", t.\"to\", t.by, t.by_person FROM transitions t JOIN transitions r "
      "ON r.id = ?2 AND (t.ver, t.rid) >= (r.ver, r.rid) WHERE t.record = ?1 AND t.deleted = 0 "
      "ORDER BY t.ver, t.rid",
      error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (record));
  amb_stmt_bind_text (stmt, 2, operation->reverts);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (is_first)
        *reverts = g_str_equal (amb_stmt_get_text (stmt, 0), operation->reverts) &&
                   g_strcmp0 (amb_stmt_get_text (stmt, 1), operation->to) == 0 &&
                   g_strcmp0 (amb_stmt_get_text (stmt, 2), amb_record_get_state (record)) == 0;
      is_first = FALSE;
      *reverts = *reverts &&
                 is_own (tx->principal, amb_stmt_get_text (stmt, 3), amb_stmt_get_text (stmt, 4));
    }
}

static gboolean
check_move (AmbServerTx *tx, AmbRecord *record, const AmbPushOperation *operation, GError **error)
{
  const AmbPrincipal *principal = tx->principal;
  AmbFacts facts = {
    .why = operation->why,
    .by = g_strdup (principal->name),
    .by_person = g_strdup (principal->person),
    .by_self = amb_record_is_of (record, principal->person),
  };
  AmbAccess acts;
  gboolean ok =
      amb_server_grants_leads (tx->core, principal, record, &acts, error) &&
      amb_who_load (tx->core->store, record, acts, principal->person, &facts.who, error) &&
      amb_facts_load (tx->core->store, record, &facts, error) &&
      amb_lifecycle_check_move (record, operation->to, &facts, error);

  amb_facts_clear (&facts);
  return ok;
}

/* Undo is no way around it either. */
static gboolean
check_content (AmbServerTx *tx,
               AmbRecord *record,
               const AmbPushOperation *operation,
               GError **error)
{
  return tx->claims || operation->imported ||
         (amb_content_check_move (tx->core->store, record, operation->to, error) &&
          amb_server_settle_verdict (tx, record, operation, error));
}

/* An edited text goes back into review wherever its item stands by now. */
static gboolean
is_sent_back (AmbRecord *record, const AmbPushOperation *operation)
{
  return g_str_equal (amb_record_get_entity (record)->name, "content-item") &&
         g_strcmp0 (operation->to, "in_review") == 0 && amb_content_is_bound (operation->from) &&
         amb_content_is_bound (amb_record_get_state (record));
}

/* The state is another than the author saw: the same goal is reached, anything else is asked anew.
 */
static gboolean
meet_other_state (AmbRecord *record,
                  const AmbPushOperation *operation,
                  AmbServerOutcome *outcome,
                  GError **error)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (record));
  const char *state = amb_record_get_state (record);
  g_autofree char *label = amb_field_format (field, state);

  if (g_strcmp0 (state, operation->to) == 0)
    {
      outcome->status = AMB_PUSH_MERGED;
      outcome->ver = amb_record_get_ver (record);
      return TRUE;
    }
  amb_problem_set_error (
      error, AMB_PROBLEM_STATE_CHANGED, _ ("“%s” is “%s” meanwhile. Look at it and decide again."),
      amb_record_get_title (record) != NULL ? amb_record_get_title (record) : "–", label);
  return FALSE;
}

gboolean
amb_server_apply_move (AmbServerTx *tx,
                       AmbRecord *record,
                       const AmbPushOperation *operation,
                       AmbServerOutcome *outcome,
                       GError **error)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (record));
  g_autofree char *from = g_strdup (amb_record_get_state (record));
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean reverts = FALSE;

  if (field != NULL && g_strcmp0 (from, operation->from) != 0 && !is_sent_back (record, operation))
    return meet_other_state (record, operation, outcome, error);
  if (!is_revert (tx, record, operation, &reverts, error) ||
      (!reverts && !check_move (tx, record, operation, error)) ||
      !check_content (tx, record, operation, error))
    return FALSE;
  amb_record_set (record, field->name, operation->to);
  g_hash_table_add (changed, (gpointer) field->name);
  if (!amb_server_check_keys (tx, record, changed, error))
    return FALSE;
  if (!tx->claims && amb_content_note_review (record, operation->to))
    amb_server_tx_mark (tx, record, (const char *const[]){ "review-owner-id", NULL });
  amb_server_tx_mark (tx, record, (const char *const[]){ field->name, NULL });
  outcome->ver = amb_record_get_ver (record);
  return amb_server_tx_write (tx, record, error) &&
         amb_server_write_transition (tx, record, from, operation, error);
}
