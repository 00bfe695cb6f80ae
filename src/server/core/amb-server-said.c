/* What is said of a content item: in one's own name, by the server's clock where the server heard
 * it, and an approval only with the move that it is of. */
#include "amb-server-private.h"

#include "amb-content-text.h"
#include "amb-content.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

static gboolean
is_of (AmbRecord *record, const char *name)
{
  return g_str_equal (amb_record_get_entity (record)->name, name);
}

/* A whole programme, or one that ran before: what it says of the past stands. */
static gboolean
is_taken_over (AmbServerTx *tx, const AmbPushOperation *operation)
{
  return tx->claims || operation->imported;
}

static void
fill (AmbRecord *record, const char *field, const char *value)
{
  if (amb_record_get (record, field) == NULL)
    amb_record_set (record, field, value);
}

void
amb_server_complete (AmbServerTx *tx, AmbRecord *record, const AmbPushOperation *operation)
{
  const char *person = tx->principal->person;
  g_autofree char *now = NULL;

  if (is_taken_over (tx, operation))
    return;
  if (amb_server_has_text (amb_record_get_entity (record)))
    {
      amb_content_note_adder (record, person);
      amb_record_set (record, "text-by-id", NULL);
      if (is_of (record, "content-item"))
        amb_record_set (record, "review-owner-id", NULL);
      amb_content_note_writer (NULL, record, person);
    }
  if (!tx->force)
    return;
  now = amb_instant_format (amb_clock_now (amb_store_get_clock (tx->core->store)));
  if (is_of (record, "comment"))
    {
      fill (record, "author-id", person);
      amb_record_set (record, "at", now);
    }
  else if (is_of (record, "publication"))
    fill (record, "by-id", person);
}

/* The move that the approval goes with is a later part of the same action. */
static gboolean
has_move (AmbServerTx *tx, AmbRecord *approval, const AmbPushOperation *operation)
{
  gboolean is_later = FALSE;

  for (guint i = 0; i < tx->n_operations; i++)
    {
      const AmbPushOperation *other = tx->operations[i];

      if (is_later && other->problem == NULL && other->kind == AMB_PUSH_MOVE &&
          g_str_equal (other->entity->name, "content-item") &&
          g_strcmp0 (other->id, amb_record_get (approval, "item-id")) == 0 &&
          g_strcmp0 (other->to, amb_record_get (approval, "verdict")) == 0)
        return TRUE;
      is_later = is_later || other == operation;
    }
  return FALSE;
}

/* Of a decision of one's own, with the move that undoes it. */
static gboolean
takes_back (AmbServerTx *tx, AmbRecord *approval, gboolean *takes, GError **error)
{
  const char *id = amb_record_get (approval, "takes-back-id");
  const char *item = amb_record_get (approval, "item-id");
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) decision =
      id != NULL ? amb_store_lookup (tx->core->store, amb_record_get_entity (approval), id, &local)
                 : NULL;
  gboolean moves = FALSE;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < tx->n_operations; i++)
    moves = moves ||
            (tx->operations[i]->problem == NULL && tx->operations[i]->kind == AMB_PUSH_MOVE &&
             tx->operations[i]->reverts != NULL && g_strcmp0 (tx->operations[i]->id, item) == 0);
  *takes = moves && decision != NULL &&
           g_strcmp0 (amb_record_get (decision, "item-id"), item) == 0 &&
           g_strcmp0 (amb_record_get (decision, "by-id"), tx->principal->person) == 0;
  return TRUE;
}

static gboolean
check_approval (AmbServerTx *tx,
                AmbRecord *approval,
                const AmbPushOperation *operation,
                GError **error)
{
  AmbStore *store = tx->core->store;
  const char *id = amb_record_get (approval, "item-id");
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) item = NULL;
  gboolean own = FALSE;
  gboolean is_back = g_strcmp0 (amb_record_get (approval, "verdict"), "taken_back") == 0;
  gboolean is_moved = FALSE;

  if (!is_back)
    is_moved = has_move (tx, approval, operation);
  else if (!takes_back (tx, approval, &is_moved, error))
    return FALSE;
  if (!is_moved || tx->principal->person == NULL ||
      g_strcmp0 (amb_record_get (approval, "by-id"), tx->principal->person) != 0)
    {
      amb_content_set_decided (error);
      return FALSE;
    }
  item = amb_store_lookup (store, amb_entity_find ("content-item"), id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (item != NULL && !amb_content_load_hand (store, item, tx->principal->person, &own, error))
    return FALSE;
  amb_record_set (approval, "own", own ? "1" : "0");
  /* Where somebody else was faster, the move isn't judged any more. */
  if (item == NULL || !own || is_back || g_strcmp0 (amb_record_get_state (item), "in_review") == 0)
    return TRUE;
  amb_content_set_decided (error);
  return FALSE;
}

gboolean
amb_server_check_said (AmbServerTx *tx,
                       AmbRecord *record,
                       const AmbPushOperation *operation,
                       GError **error)
{
  const AmbPrincipal *principal = tx->principal;
  g_autoptr (GError) local = NULL;

  if (is_of (record, "approval") ? tx->claims : is_taken_over (tx, operation))
    return TRUE;
  if (is_of (record, "approval")
          ? check_approval (tx, record, operation, &local)
          : amb_content_check_said (tx->core->store, principal->access, principal->person, record,
                                    !tx->force, &local))
    return TRUE;
  if (local->domain != AMB_ERROR ||
      (local->code != AMB_ERROR_DENIED && local->code != AMB_ERROR_REFUSED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  amb_problem_set_error (
      error, local->code == AMB_ERROR_DENIED ? AMB_PROBLEM_FORBIDDEN : AMB_PROBLEM_REFUSED, "%s",
      local->message);
  return FALSE;
}
