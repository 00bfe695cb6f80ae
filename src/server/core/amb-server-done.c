/* A task that was done by REST, or an act of the programme: what a desk sends with it of its own
 * accord. */
#include "amb-server-private.h"

#include "amb-answering.h"
#include "amb-last-active.h"

#include <string.h>

/* One more operation of the same principal in the same transaction. */
static gboolean
apply_text (AmbServerTx *tx,
            AmbPushKind kind,
            const AmbEntity *entity,
            const char *id,
            const char *text,
            GError **error)
{
  g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), error);
  g_autoptr (GString) conflicts = g_string_new (NULL);
  AmbServerOutcome outcome = { .conflicts = conflicts };
  AmbPushOperation operation = { .entity = entity, .id = id, .kind = kind };

  if (json == NULL)
    return FALSE;
  operation.set = amb_json_get_root (json);
  return amb_server_apply (tx, &operation, &outcome, error);
}

static gboolean
patch (AmbServerTx *tx, AmbRecord *record, const char *field, const char *value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{\"%s\":\"%s\"}", field, value);

  return apply_text (tx, AMB_PUSH_PATCH, amb_record_get_entity (record), amb_record_get_id (record),
                     text, error);
}

/* Of @record, a new one: who did it was active that day. Not where its author may not write so. */
static gboolean
note_act (AmbServerTx *tx, const AmbEntity *entity, const char *id, GError **error)
{
  AmbStore *store = tx->core->store;
  g_autoptr (AmbRecord) record = amb_store_get (store, entity, id, error);
  g_autoptr (AmbRecord) person = NULL;
  g_autofree char *day = NULL;
  gboolean can = FALSE;

  if (record == NULL)
    return FALSE;
  person = amb_last_active_find (store, record, tx->principal->person, &day);
  if (person == NULL)
    return TRUE;
  if (!amb_server_grants_can_write (tx->core, tx->principal, person, &can, error))
    return FALSE;
  return !can ||
         (amb_access_get_rights (tx->principal->access, amb_record_get_entity (person)) &
          AMB_RIGHT_UPDATE) == 0 ||
         patch (tx, person, "last-active-on", day, error);
}

static gboolean
add_activity (AmbServerTx *tx, AmbRecord *task, AmbRecord *person, const char *at, GError **error)
{
  g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (tx->core->store));
  g_autoptr (AmbRecord) activity = amb_answer_new_activity (task, person, at, FALSE, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  amb_record_append_json (activity, text);
  return apply_text (tx, AMB_PUSH_CREATE, amb_record_get_entity (activity), id, text->str, error) &&
         note_act (tx, amb_record_get_entity (activity), id, error);
}

static gboolean
finish_task (AmbServerTx *tx, const AmbPushOperation *operation, GError **error)
{
  AmbStore *store = tx->core->store;
  g_autofree char *at = amb_instant_format (amb_clock_now (amb_store_get_clock (store)));
  g_autoptr (AmbRecord) task = NULL, person = NULL;
  const char *id;

  task = amb_store_get (store, operation->entity, operation->id, error);
  if (task == NULL || !patch (tx, task, "done-at", at, error))
    return FALSE;
  id = amb_record_get (task, "ambassador-id");
  if (id != NULL)
    person = amb_store_lookup (store, amb_entity_find ("ambassador"), id, NULL);
  return person == NULL || amb_record_get_deleted (person) ||
         add_activity (tx, task, person, at, error);
}

gboolean
amb_server_finish (AmbServerTx *tx, const AmbPushOperation *operation, GError **error)
{
  if (operation->kind == AMB_PUSH_CREATE)
    return note_act (tx, operation->entity, operation->id, error);
  return operation->kind != AMB_PUSH_MOVE || !g_str_equal (operation->entity->name, "task") ||
         g_strcmp0 (operation->to, "done") != 0 || finish_task (tx, operation, error);
}
