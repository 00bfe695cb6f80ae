/* What the server answers of a field that somebody else changed meanwhile: theirs is the server's
 * value, and what was typed is woven into it or asked about. */
#include "amb-sync-engine-private.h"
#include "amb-validate.h"

#include <string.h>

/* The field is no longer this operation's business: theirs stayed. */
static void
forget_field (AmbOperation *operation, const char *field)
{
  g_autoptr (AmbJson) json =
      operation->payload ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
                         : NULL;
  static const char *const by_field[] = { "set", "bv", "was", "piled", NULL };
  g_autoptr (GString) payload = g_string_new ("{");

  if (!json)
    return;
  for (const AmbJsonNode *part = amb_json_node_get_first (amb_json_get_root (json)); part;
       part = amb_json_node_get_next (part))
    {
      const char *name = amb_json_node_get_key (part);

      amb_json_append_key (payload, name);
      if (!g_strv_contains (by_field, name))
        {
          amb_json_node_append (part, payload);
          continue;
        }
      g_string_append_c (payload, '{');
      for (const AmbJsonNode *member = amb_json_node_get_first (part); member;
           member = amb_json_node_get_next (member))
        if (!g_str_equal (amb_json_node_get_key (member), field))
          {
            amb_json_append_key (payload, amb_json_node_get_key (member));
            amb_json_node_append (member, payload);
          }
      g_string_append_c (payload, '}');
    }
  g_string_append_c (payload, '}');
  g_free (operation->payload);
  operation->payload = g_string_free (g_steal_pointer (&payload), FALSE);
}

static gboolean
read_conflict_value (const AmbField *field, const AmbJsonNode *node, char **value, GError **error)
{
  if (!field || !node || amb_json_node_get_type (node) == AMB_JSON_NULL)
    return TRUE;
  return amb_field_read_value (field, node, value, error);
}

/* A server that doesn't know the field hands out what somebody wrote, unchecked: what doesn't fit
 * it is no value, here as everywhere. */
static gboolean
read_theirs (AmbSyncEngine *self,
             const AmbField *field,
             const AmbJsonNode *node,
             char **value,
             GError **error)
{
  gboolean is_checked =
      !field || !amb_sync_is_ahead (self) ||
      field->since <= amb_store_get_meta_int (self->store, AMB_SYNC_META_SERVER_SCHEMA, 0);

  if (is_checked)
    return read_conflict_value (field, node, value, error);
  if (node && amb_json_node_get_type (node) != AMB_JSON_NULL &&
      amb_field_read_value (field, node, value, NULL) && !amb_field_validate (field, *value, NULL))
    g_clear_pointer (value, g_free);
  return TRUE;
}

/* What the person saw when the edit began. */
static char *
dup_base (const AmbOperation *operation, const AmbField *field)
{
  g_autoptr (AmbJson) json =
      operation->payload ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
                         : NULL;
  const AmbJsonNode *was = json ? amb_json_node_get_member (amb_json_get_root (json), "was") : NULL;
  const AmbJsonNode *node = field ? amb_json_node_get_member (was, field->name) : NULL;
  char *value = NULL;

  if (node)
    amb_field_read_value (field, node, &value, NULL);
  return value;
}

/* The answer brings one field, at a version that lies behind what others wrote in the others: which
 * version of the row the person saw is kept with the operation, for a removal of it. */
static void
note_seen (AmbOperation *operation, gint64 version)
{
  g_autofree char *old = g_steal_pointer (&operation->payload);

  operation->payload = g_strdup_printf ("{\"saw\":%" G_GINT64_FORMAT "%s%s", version,
                                        old[1] == '}' ? "" : ",", old + 1);
}

/* Does nothing but @operation hold the field of a row that left this profile's scopes? There the
 * server's values are from before, and none is taken when an operation ends: theirs is shown at
 * once. */
static gboolean
shows_at_once (AmbSyncEngine *self,
               const AmbOperation *operation,
               const AmbField *field,
               gboolean *at_once,
               GError **error)
{
  g_autofree char *fate = NULL;
  g_autoptr (GPtrArray) operations = NULL;

  if (!amb_shadow_get (self->store, operation->entity, operation->id, "", at_once, &fate, NULL,
                       error))
    return FALSE;
  *at_once = *at_once && g_str_equal (fate, "left");
  if (!*at_once)
    return TRUE;
  operations = amb_outbox_list_for (self->store, operation->entity, operation->id, error);
  for (guint i = 0; operations && i < operations->len; i++)
    {
      const AmbOperation *other = g_ptr_array_index (operations, i);

      *at_once = *at_once && (g_str_equal (other->op, operation->op) ||
                              !amb_sync_operation_touches (other, field));
    }
  return operations != NULL;
}

/* Theirs becomes the server's value that the row falls back to, at its version. */
static gboolean
take_theirs (AmbSyncEngine *self,
             AmbOperation *operation,
             const AmbPushConflict *conflict,
             const AmbField *field,
             const char *theirs,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) row =
      amb_store_lookup (self->store, operation->entity, operation->id, &local);
  gboolean at_once;

  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (!row || amb_record_get_field_version (row, field->name) >= conflict->ver)
    return TRUE; /* a pull has brought a newer one */
  if (!shows_at_once (self, operation, field, &at_once, error))
    return FALSE;
  if (at_once)
    amb_record_set (row, field->name, theirs);
  if (operation->payload && !g_str_has_prefix (operation->payload, "{\"saw\":") &&
      amb_record_get_ver (row) < conflict->ver)
    note_seen (operation, amb_record_get_ver (row));
  amb_record_set_field_version (row, field->name, conflict->ver);
  return amb_store_put (self->store, row, error) &&
         amb_shadow_set (self->store, operation->entity, operation->id, field->name, theirs,
                         conflict->ver, error);
}

gboolean
amb_sync_take_conflict (AmbSyncEngine *self,
                        AmbOperation *operation,
                        const AmbPushConflict *conflict,
                        AmbSyncOutcome *outcome,
                        GError **error)
{
  const AmbField *field =
      conflict->field ? amb_entity_find_field (operation->entity, conflict->field) : NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *base = dup_base (operation, field);
  AmbFinding finding = {
    .is_conflict = TRUE,
    .entity = operation->entity,
    .id = operation->id,
    .field = field,
    .by = (char *) conflict->by,
    .by_at = conflict->at,
    .kind = operation->kind,
    .op = operation->op,
    .tx = operation->tx,
    .at = amb_clock_now (amb_store_get_clock (self->store)),
  };

  if (conflict->field && !field)
    return TRUE; /* a field that this program never sent */
  /* The answer that the server stored when it was first asked: it was told then, and may have been
   * settled since. */
  if (operation->mark == AMB_SYNC_MARK_RESENT &&
      (!field || !amb_sync_operation_touches (operation, field)))
    return TRUE;
  if (!read_conflict_value (field, conflict->mine, &mine, error) ||
      !read_theirs (self, field, conflict->theirs, &theirs, error))
    return FALSE;
  if (field)
    {
      gboolean piled = amb_sync_operation_piles (operation, field);
      gboolean woven = FALSE;

      forget_field (operation, field->name);
      if (!take_theirs (self, operation, conflict, field, theirs, error) ||
          (!piled && operation->mark != AMB_SYNC_MARK_RESENT &&
           !amb_sync_weave (self, operation, field, base, mine, conflict->by, &woven, error)))
        return FALSE;
      if (woven)
        return TRUE;
    }
  finding.base = base;
  finding.mine = mine;
  finding.theirs = theirs;
  outcome->findings++;
  return amb_findings_add (self->store, &finding, error);
}
