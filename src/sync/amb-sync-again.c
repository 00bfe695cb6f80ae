/* An edit that didn't get through is made once more, on what the record is now. */
#include "amb-set.h"
#include "amb-sync-private.h"

static const AmbJsonNode *
find_member (const AmbJsonNode *payload, const char *group, const AmbField *field)
{
  return amb_json_node_get_member (amb_json_node_get_member (payload, group), field->name);
}

static gboolean
read_value (const AmbField *field, const AmbJsonNode *node, char **value, GError **error)
{
  return node == NULL || amb_field_read_value (field, node, value, error);
}

/* A set is changed as the person had changed the one that they saw, and by what they made of it
 * since: what others have put into it or taken out of it stays so. */
static gboolean
change_set (
    const AmbSyncEdit *edit, const AmbField *field, const char *now, char **value, GError **error)
{
  const AmbJsonNode *shown = amb_json_node_get_member (edit->shown, field->name);
  const AmbJsonNode *typed = amb_json_node_get_member (edit->typed, field->name);
  g_autofree char *added = NULL;
  g_autofree char *removed = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *again = NULL;

  if (!read_value (field, find_member (edit->payload, "add", field), &added, error) ||
      !read_value (field, find_member (edit->payload, "del", field), &removed, error) ||
      !read_value (field, shown, &from, error) || !read_value (field, typed, &to, error))
    return FALSE;
  again = amb_set_merge (removed, added, now);
  *value =
      shown != NULL && typed != NULL ? amb_set_merge (from, to, again) : g_steal_pointer (&again);
  return TRUE;
}

/* @is_meant: is the edit about @field? */
static gboolean
read_edit (const AmbSyncEdit *edit,
           const AmbField *field,
           AmbRecord *now,
           gboolean *is_meant,
           char **value,
           GError **error)
{
  const AmbJsonNode *typed = amb_json_node_get_member (edit->typed, field->name);
  const gboolean is_changed = find_member (edit->payload, "add", field) != NULL ||
                              find_member (edit->payload, "del", field) != NULL;

  *is_meant = (typed != NULL || is_changed) && (field->flags & AMB_FIELD_STATE) == 0;
  if (!*is_meant)
    return TRUE;
  return is_changed ? change_set (edit, field, amb_record_get (now, field->name), value, error)
                    : amb_field_read_value (field, typed, value, error);
}

gboolean
amb_sync_edit_again (AmbProgramme *programme,
                     const AmbEntity *entity,
                     const char *id,
                     const AmbSyncEdit *edit,
                     GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbRecord) now = amb_store_get (store, entity, id, error);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  if (now == NULL)
    return FALSE;
  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    {
      gboolean is_meant;
      char *value = NULL;

      if (!read_edit (edit, field, now, &is_meant, &value, error))
        return FALSE;
      if (is_meant)
        g_hash_table_insert (values, (char *) field->name, value);
    }
  return g_hash_table_size (values) == 0 ||
         (amb_programme_set (programme, entity, id, values, error) &&
          (!edit->is_unseen ||
           (amb_outbox_age_patch (store, entity, id, edit->payload, edit->seen, error) &&
            amb_settled_note_edit (store, amb_programme_get_group (programme), entity, id,
                                   edit->payload, edit->seen, error))));
}
