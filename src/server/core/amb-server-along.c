/* What goes with a record that is removed, and comes back with it, though nobody may remove or
 * change it by itself. */
#include "amb-server-private.h"

static gboolean
may_delete (AmbServerTx *tx, const AmbEntity *entity)
{
  return (amb_access_get_rights (tx->principal->access, entity) & AMB_RIGHT_DELETE) != 0;
}

/* Is what @field refers to, by @id (nullable), removed in the same action? */
static gboolean
goes_now (AmbServerTx *tx, const AmbField *field, const char *id)
{
  const AmbEntity *entity = amb_entity_find (field->ref);

  for (guint i = 0; id != NULL && i < tx->n_operations; i++)
    if (tx->operations[i]->kind == AMB_PUSH_DELETE && tx->operations[i]->entity == entity &&
        g_strcmp0 (tx->operations[i]->id, id) == 0)
      return may_delete (tx, entity);
  return FALSE;
}

/* Is what @field refers to there? What only goes with it may come back to it. */
static gboolean
is_back (AmbServerTx *tx, const AmbField *field, const char *id)
{
  const AmbEntity *entity = amb_entity_find (field->ref);
  g_autoptr (AmbRecord) record =
      id != NULL ? amb_store_lookup (tx->core->store, entity, id, NULL) : NULL;

  return record != NULL && !amb_record_get_deleted (record) && may_delete (tx, entity);
}

gboolean
amb_server_clears_along (AmbServerTx *tx, const AmbPushOperation *operation, AmbRecord *record)
{
  const AmbJsonNode *member =
      operation->kind == AMB_PUSH_PATCH ? amb_json_node_get_first (operation->set) : NULL;

  if (member == NULL || record == NULL || amb_json_node_get_first (operation->add) != NULL ||
      amb_json_node_get_first (operation->del) != NULL)
    return FALSE;
  for (; member != NULL; member = amb_json_node_get_next (member))
    {
      const AmbField *field =
          amb_entity_find_field (operation->entity, amb_json_node_get_key (member));
      g_autofree char *to = NULL;

      if (field == NULL || !amb_server_is_bound (tx, operation->entity, field) ||
          field->on_delete != AMB_CLEAR || !amb_field_read_value (field, member, &to, NULL) ||
          to != NULL || !goes_now (tx, field, amb_record_get (record, field->name)))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_server_goes_along (AmbServerTx *tx, const AmbPushOperation *operation, AmbRecord *record)
{
  if (record == NULL || operation->entity->kind != AMB_KIND_APPEND)
    return FALSE;
  for (const AmbField *field = operation->entity->fields; field->name != NULL; field++)
    {
      const char *id = amb_record_get (record, field->name);

      if (field->type != AMB_FIELD_REF || field->on_delete != AMB_CASCADE)
        continue;
      if ((operation->kind == AMB_PUSH_DELETE && goes_now (tx, field, id)) ||
          (operation->kind == AMB_PUSH_UNDELETE && is_back (tx, field, id)))
        return TRUE;
    }
  return FALSE;
}
