/* Operations: who may do them, on what; creating and restoring. The same code serves push and REST.
 */
#include "amb-server-private.h"

#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

static const AmbRight rights[] = {
  [AMB_PUSH_CREATE] = AMB_RIGHT_CREATE,   [AMB_PUSH_PATCH] = AMB_RIGHT_UPDATE,
  [AMB_PUSH_MOVE] = AMB_RIGHT_MOVE,       [AMB_PUSH_DELETE] = AMB_RIGHT_DELETE,
  [AMB_PUSH_UNDELETE] = AMB_RIGHT_DELETE,
};

static gboolean
set_problem (
    GError **error, AmbProblemCode code, const char *field, const char *other, const char *message)
{
  GError *problem = g_error_new_literal (AMB_PROBLEM_ERROR, code, message);

  amb_problem_error_set_field (problem, field);
  amb_problem_error_set_other (problem, other);
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
forbid (GError **error, const AmbEntity *entity, AmbRight right)
{
  g_autofree char *reason = amb_access_dup_reason (entity, right);

  if (reason != NULL)
    return set_problem (error, AMB_PROBLEM_FORBIDDEN, NULL, NULL, reason);
  amb_problem_set_error (error, AMB_PROBLEM_FORBIDDEN,
                         _ ("%s: your access doesn’t allow this. Ask a manager of the programme."),
                         _ (entity->label_plural));
  return FALSE;
}

/* A row that the principal doesn't see is to them as one that isn't there. */
static gboolean
set_missing (GError **error, const AmbPushOperation *operation)
{
  amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND, _ ("%s: there is no record “%s”."),
                         _ (operation->entity->label_plural), operation->id);
  return FALSE;
}

static gboolean
check_fields (AmbRecord *record, GHashTable *fields, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      const AmbField *field = &entity->fields[i];
      g_autoptr (GError) local = NULL;
      g_autofree char *message = NULL;

      if (!amb_field_is_stored (field) ||
          (fields != NULL && !g_hash_table_contains (fields, field->name)) ||
          amb_field_validate (field, amb_record_get_at (record, i), &local))
        continue;
      message = g_strdup_printf ("%s: %s", _ (field->label), local->message);
      return set_problem (error, AMB_PROBLEM_INVALID, field->name, NULL, message);
    }
  return TRUE;
}

gboolean
amb_server_check_keys (AmbServerTx *tx, AmbRecord *record, GHashTable *fields, GError **error)
{
  g_autofree char *other = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) taken = NULL;
  gboolean can_see = FALSE;

  if (amb_check_keys (tx->core->store, record, fields, &other, &local))
    return TRUE;
  if (other == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  taken = amb_store_lookup (tx->core->store, amb_record_get_entity (record), other, NULL);
  if (taken != NULL && amb_server_grants_can_see (tx->core, tx->principal, taken, &can_see, NULL) &&
      can_see)
    return set_problem (error, AMB_PROBLEM_DUPLICATE, NULL, other, local->message);
  return set_problem (error, AMB_PROBLEM_DUPLICATE, NULL, NULL,
                      _ ("Another record of the programme, which you don’t see, has this value "
                         "already. Ask a manager of the programme."));
}

static gboolean
check_spans (AmbRecord *record, GHashTable *fields, GError **error)
{
  g_autoptr (GError) local = NULL;
  const AmbField *field = NULL;

  return amb_record_check_spans (record, fields, &field, &local) ||
         set_problem (error, AMB_PROBLEM_INVALID, field->name, NULL, local->message);
}

/* Of REST; what a desk sends was checked there, by its own clock. */
static gboolean
check_facts (AmbServerTx *tx, AmbRecord *record, GHashTable *fields, GError **error)
{
  g_autoptr (GError) local = NULL;
  const AmbField *field = NULL;

  return !tx->force ||
         amb_check_facts (tx->core->store, record, fields, AMB_FACTS_ANYWHERE, &field, &local) ||
         set_problem (error, AMB_PROBLEM_INVALID, field != NULL ? field->name : NULL, NULL,
                      local->message);
}

/* Who refers to a record must see it: a reference that is refused tells no more than that. */
static gboolean
check_sight (AmbServerTx *tx, AmbRecord *record, const AmbField *field, GError **error)
{
  const AmbEntity *target = amb_entity_find (field->ref);
  const char *id = amb_record_get (record, field->name);
  g_autoptr (AmbRecord) other = NULL;
  g_autofree char *message = NULL;
  gboolean can = FALSE;

  if (id == NULL || tx->principal == NULL || amb_access_sees_all (tx->principal->access, target) ||
      g_strcmp0 (id, amb_record_get_id (record)) == 0)
    return TRUE;
  other = amb_store_lookup (tx->core->store, target, id, NULL);
  if (other != NULL && !amb_server_grants_can_refer (tx->core, tx->principal, other, &can, error))
    return FALSE;
  if (can)
    return TRUE;
  message = g_strdup_printf (_ ("%s: there is no such record among %s. Choose one that exists."),
                             _ (field->label), _ (target->label_plural));
  return set_problem (error, AMB_PROBLEM_INVALID, field->name, NULL, message);
}

static gboolean
check_targets (AmbServerTx *tx, AmbRecord *record, GHashTable *fields, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    {
      g_autoptr (GError) local = NULL;

      if (field->type != AMB_FIELD_REF ||
          (fields != NULL && !g_hash_table_contains (fields, field->name)))
        continue;
      if (!check_sight (tx, record, field, error))
        return FALSE;
      if (amb_check_reference (tx->core->store, record, field, &local) &&
          (!tx->force || amb_check_reference_is (tx->core->store, record, field, &local)))
        continue;
      if (local->domain == AMB_ERROR && local->code == AMB_ERROR_INVALID)
        return set_problem (error, AMB_PROBLEM_INVALID, field->name, NULL, local->message);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

gboolean
amb_server_check_record (AmbServerTx *tx, AmbRecord *record, GHashTable *fields, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);

  amb_record_append_json (record, json);
  if (json->len > AMB_MAX_RECORD)
    {
      amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                             _ ("A record may hold %d bytes. Shorten its texts."), AMB_MAX_RECORD);
      return FALSE;
    }
  return check_fields (record, fields, error) && check_spans (record, fields, error) &&
         check_facts (tx, record, fields, error) &&
         amb_server_check_keys (tx, record, fields, error) &&
         check_targets (tx, record, fields, error);
}

/* Default deny: a lead writes within their own nodes, an ambassador their own record. */
static gboolean
check_place (AmbServerTx *tx, AmbRecord *record, GError **error)
{
  gboolean can;

  if (!amb_server_grants_can_write (tx->core, tx->principal, record, &can, error))
    return FALSE;
  if (can)
    return TRUE;
  amb_problem_set_error (
      error, AMB_PROBLEM_FORBIDDEN, "%s",
      tx->principal->access == AMB_ACCESS_LEAD
          ? _ ("The record would not be in one of your nodes. Choose a node that "
               "is yours, or ask a manager of the programme.")
          : _ ("You may write only what is your own. Ask a manager of the "
               "programme."));
  return FALSE;
}

static gboolean
check_takes_part (AmbServerTx *tx, AmbRecord *record, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (amb_check_takes_part (tx->core->store, tx->principal->access, tx->principal->person, record,
                            &local))
    return TRUE;
  if (!g_error_matches (local, AMB_ERROR, AMB_ERROR_DENIED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return set_problem (error, AMB_PROBLEM_FORBIDDEN, NULL, NULL, local->message);
}

/* Members that this program does not know are kept for those that do, if they could be fields at
 * all. */
static gboolean
is_field_name (const char *name)
{
  static const char *const taken[] = { "id", "ver", "fv", NULL };
  gsize length = 0;

  if (g_strv_contains (taken, name))
    return FALSE;
  for (; g_ascii_islower (name[length]) || g_ascii_isdigit (name[length]) || name[length] == '-';
       length++)
    if (length >= 64)
      return FALSE;
  return length > 0 && name[length] == '\0';
}

static gboolean
check_own_fields (AmbServerTx *tx,
                  AmbRecord *record,
                  const AmbPushOperation *operation,
                  GError **error)
{
  const AmbJsonNode *const members[] = { operation->set, operation->add, operation->del };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    for (const AmbJsonNode *member = members[i] != NULL ? amb_json_node_get_first (members[i])
                                                        : NULL;
         member != NULL; member = amb_json_node_get_next (member))
      {
        const AmbField *field =
            amb_entity_find_field (operation->entity, amb_json_node_get_key (member));
        g_autofree char *message = NULL;

        if (field == NULL ||
            amb_access_may_put (tx->principal->access, tx->principal->person, record, field))
          continue;
        message = amb_access_dup_denied (tx->principal->access, record, field);
        return set_problem (error, AMB_PROBLEM_FORBIDDEN, field->name, NULL, message);
      }
  return TRUE;
}

static gboolean
set_unknown (GError **error, const AmbEntity *entity, const char *name)
{
  g_autofree char *escaped = g_strescape (name, NULL);
  g_autofree char *message =
      g_strdup_printf (_ ("%s have no field “%.80s”."), _ (entity->label_plural), escaped);

  return set_problem (error, AMB_PROBLEM_INVALID, name, NULL, message);
}

/* LOCAL and COMPUTED fields have no place on the wire. */
static gboolean
check_members (AmbServerTx *tx, const AmbEntity *entity, const AmbJsonNode *set, GError **error)
{
  for (const AmbJsonNode *member = amb_json_node_get_first (set); member != NULL;
       member = amb_json_node_get_next (member))
    {
      const AmbField *field = amb_entity_find_field (entity, amb_json_node_get_key (member));

      if (field != NULL && (field->flags & (AMB_FIELD_LOCAL | AMB_FIELD_COMPUTED)) != 0)
        return set_problem (error, AMB_PROBLEM_INVALID, field->name, NULL,
                            _ ("This field is computed and can’t be written."));
      if (field == NULL && (tx->force || !is_field_name (amb_json_node_get_key (member))))
        return set_unknown (error, entity, amb_json_node_get_key (member));
    }
  return TRUE;
}

/* What the author left out is unset; but REST may leave out whatever has an initial value, and an
 * older program cannot name a field that was required later. */
static void
clear_missing (AmbServerTx *tx, AmbRecord *record, const AmbJsonNode *set)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (!tx->force && (entity->fields[i].flags & AMB_FIELD_REQUIRED) == 0 &&
        amb_json_node_get_member (set, entity->fields[i].name) == NULL)
      amb_record_set_at (record, i, NULL);
}

static gboolean
check_state (AmbServerTx *tx, AmbRecord *record, const AmbPushOperation *operation, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (operation->imported && tx->principal->access == AMB_ACCESS_MANAGER)
    return TRUE;
  if (operation->imported)
    {
      amb_problem_set_error (error, AMB_PROBLEM_FORBIDDEN,
                             _ ("Only a manager imports a running programme."));
      return FALSE;
    }
  if (amb_check_begin_state (record, &local))
    return TRUE;
  return set_problem (error, AMB_PROBLEM_STATE_BY_MOVE, NULL, NULL, local->message);
}

static gboolean
check_new (AmbServerTx *tx, AmbRecord *record, const AmbPushOperation *operation, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (operation->imported ||
      amb_access_check_new (tx->principal->access, tx->principal->person, record, &local))
    return TRUE;
  return set_problem (error, AMB_PROBLEM_FORBIDDEN, NULL, NULL, local->message);
}

static gboolean
finish_create (AmbServerTx *tx,
               AmbRecord *record,
               const AmbPushOperation *operation,
               AmbServerOutcome *outcome,
               GError **error)
{
  amb_server_complete (tx, record, operation);
  if (!check_state (tx, record, operation, error) || !check_new (tx, record, operation, error) ||
      !amb_server_check_said (tx, record, operation, error) ||
      !amb_server_check_record (tx, record, NULL, error) || !check_place (tx, record, error) ||
      !amb_check_takes (tx->core->store, record, error) || !check_takes_part (tx, record, error))
    return FALSE;
  amb_server_tx_mark (tx, record, NULL);
  outcome->ver = amb_record_get_ver (record);
  return amb_server_tx_write (tx, record, error) &&
         ((!operation->imported && operation->transition == NULL) ||
          (tx->claims && operation->transition == NULL) || amb_record_get_state (record) == NULL ||
          amb_server_write_transition (tx, record, NULL, operation, error));
}

static gboolean
apply_create (AmbServerTx *tx,
              const AmbPushOperation *operation,
              AmbServerOutcome *outcome,
              GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (operation->entity, operation->id);

  if (!check_members (tx, operation->entity, operation->set, error))
    return FALSE;
  clear_missing (tx, record, operation->set);
  if (operation->set != NULL && !amb_record_read_json (record, operation->set, error))
    return FALSE;
  if (g_str_equal (operation->entity->name, "record-merge") && !tx->claims &&
      !amb_server_check_merge (tx, record, error))
    return FALSE;
  return finish_create (tx, record, operation, outcome, error);
}

static gboolean
apply_undelete (AmbServerTx *tx, AmbRecord *record, AmbServerOutcome *outcome, GError **error)
{
  if (amb_record_get_deleted (record))
    {
      amb_record_set_deleted (record, FALSE);
      amb_server_tx_mark (tx, record, (const char *const[]){ AMB_SERVER_BROUGHT_BACK, NULL });
      if (!amb_server_check_record (tx, record, NULL, error) || !check_place (tx, record, error) ||
          !amb_server_tx_write (tx, record, error))
        return FALSE;
    }
  outcome->ver = amb_record_get_ver (record);
  return TRUE;
}

void
amb_server_bump (AmbRecord *record, gint64 version)
{
  if (amb_record_get_fv (record) == NULL)
    {
      g_autofree char *fv =
          g_strdup_printf ("{\"*\":%" G_GINT64_FORMAT "}", amb_record_get_ver (record));

      amb_record_set_fv (record, fv);
    }
  amb_record_set_ver (record, version);
}

/* The row that an operation is about, when its author may know of it. */
static gboolean
find_row (AmbServerTx *tx, const AmbPushOperation *operation, AmbRecord **record, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean can_see = FALSE;

  *record = amb_store_lookup (tx->core->store, operation->entity, operation->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (*record == NULL || operation->kind == AMB_PUSH_CREATE)
    return TRUE;
  if (!amb_server_grants_can_see (tx->core, tx->principal, *record, &can_see, error))
    {
      g_clear_object (record);
      return FALSE;
    }
  if (!can_see)
    g_clear_object (record);
  return TRUE;
}

static gboolean
refuse_known (AmbRecord *record, GError **error)
{
  if (amb_record_get_deleted (record))
    return set_problem (error, AMB_PROBLEM_GONE, NULL, NULL,
                        _ ("This record was here before and was deleted."));
  return set_problem (error, AMB_PROBLEM_DUPLICATE, NULL, amb_record_get_id (record),
                      _ ("There is a record with this id already."));
}

static gboolean
apply_to_row (AmbServerTx *tx,
              AmbRecord *record,
              const AmbPushOperation *operation,
              AmbServerOutcome *outcome,
              GError **error)
{
  if (!check_place (tx, record, error))
    return FALSE;
  if (operation->kind == AMB_PUSH_UNDELETE)
    return apply_undelete (tx, record, outcome, error);
  if (amb_record_get_deleted (record))
    {
      outcome->ver = amb_record_get_ver (record);
      if (operation->kind == AMB_PUSH_DELETE)
        return TRUE;
      amb_problem_set_error (error, AMB_PROBLEM_GONE,
                             _ ("“%s” was deleted meanwhile. Restore it to keep your changes."),
                             amb_record_get_title (record) != NULL ? amb_record_get_title (record)
                                                                   : _ (operation->entity->label));
      return FALSE;
    }
  switch (operation->kind)
    {
    case AMB_PUSH_MOVE:
      return amb_server_apply_move (tx, record, operation, outcome, error);
    case AMB_PUSH_DELETE:
      return amb_server_apply_delete (tx, record, operation, outcome, error);
    case AMB_PUSH_PATCH:
    default:
      return check_members (tx, operation->entity, operation->set, error) &&
             check_members (tx, operation->entity, operation->add, error) &&
             check_members (tx, operation->entity, operation->del, error) &&
             check_own_fields (tx, record, operation, error) &&
             amb_server_apply_patch (tx, record, operation, outcome, error) &&
             check_place (tx, record, error);
    }
}

/* Who may remove records may tell that two of them are one. */
static gboolean
tells_merge (AmbServerTx *tx, const AmbPushOperation *operation)
{
  const AmbEntity *entity;

  if (tx->force || operation->kind != AMB_PUSH_CREATE ||
      !g_str_equal (operation->entity->name, "record-merge"))
    return FALSE;
  entity = amb_entity_find (amb_json_node_get_member_string (operation->set, "entity"));
  return entity != NULL && amb_access_sees_all (tx->principal->access, entity) &&
         (amb_access_get_rights (tx->principal->access, entity) & AMB_RIGHT_DELETE) != 0;
}

/* Nobody makes a move's record by itself; but those of a whole programme come with it. What was
 * recorded once and for all follows a merge, and nothing else. */
static gboolean
is_permitted (AmbServerTx *tx,
              const AmbPushOperation *operation,
              AmbRecord *record,
              AmbRight needed,
              gboolean *permitted,
              GError **error)
{
  *permitted = (amb_access_get_rights (tx->principal->access, operation->entity) & needed) != 0 ||
               (tx->claims && operation->kind == AMB_PUSH_CREATE &&
                g_str_equal (operation->entity->name, "transition")) ||
               tells_merge (tx, operation) || amb_server_goes_along (tx, operation, record);
  return *permitted || amb_server_leads (tx, record, operation, permitted, error);
}

static gboolean
apply (AmbServerTx *tx,
       const AmbPushOperation *operation,
       AmbRecord *record,
       AmbServerOutcome *outcome,
       GError **error)
{
  const AmbEntity *entity = operation->entity;

  if (operation->kind != AMB_PUSH_CREATE)
    return record != NULL ? apply_to_row (tx, record, operation, outcome, error)
                          : set_missing (error, operation);
  if (record == NULL)
    return apply_create (tx, operation, outcome, error);
  return entity->kind == AMB_KIND_SINGLETON
             ? check_members (tx, entity, operation->set, error) &&
                   amb_server_apply_patch (tx, record, operation, outcome, error)
             : refuse_known (record, error);
}

gboolean
amb_server_apply (AmbServerTx *tx,
                  const AmbPushOperation *operation,
                  AmbServerOutcome *outcome,
                  GError **error)
{
  const AmbEntity *entity = operation->entity;
  gboolean begins_singleton =
      operation->kind == AMB_PUSH_CREATE && entity->kind == AMB_KIND_SINGLETON;
  AmbRight needed = begins_singleton ? AMB_RIGHT_UPDATE : rights[operation->kind];
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (AmbRecord) before = NULL;
  gboolean permitted;

  if (!find_row (tx, operation, &record, error))
    return FALSE;
  if (amb_server_clears_along (tx, operation, record))
    {
      outcome->ver = amb_record_get_ver (record);
      return TRUE;
    }
  if (!is_permitted (tx, operation, record, needed, &permitted, error))
    return FALSE;
  if (!permitted)
    return forbid (error, entity, needed);
  if (record != NULL && !amb_record_get_deleted (record) && amb_server_has_text (entity))
    before = amb_record_dup (record);
  return apply (tx, operation, record, outcome, error) &&
         amb_server_bind_text (tx, before, operation, error);
}
