#include "amb-unsent-file.h"

#include "amb-error.h"
#include "amb-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT "ambassade-unsent"

gint64
amb_unsent_count (AmbStore *store)
{
  gint64 parked = 0;

  amb_db_query_int (amb_store_get_db (store), &parked, 0, NULL,
                    "SELECT count (*) FROM outbox WHERE state = ?1", "i",
                    (gint64) AMB_OPERATION_PARKED);
  return amb_outbox_count_waiting (store) + parked + amb_findings_count (store);
}

static void
append_member (GString *out, const char *name, const char *value)
{
  amb_json_append_key (out, name);
  amb_json_append_string (out, value);
}

static void
append_change (AmbStore *store,
               const AmbEntity *entity,
               const char *id,
               const char *kind,
               gint64 at,
               const char *change,
               GString *out)
{
  g_autofree char *title = amb_store_dup_title (store, entity, id);
  g_autofree char *instant = amb_instant_format (at);

  if (out->str[out->len - 1] == '}')
    g_string_append_c (out, ',');
  g_string_append_c (out, '{');
  append_member (out, "entity", entity->name);
  append_member (out, "id", id);
  append_member (out, "title", title);
  append_member (out, "kind", kind);
  append_member (out, "at", instant);
  amb_json_append_key (out, "change");
  g_string_append (out, change);
  g_string_append_c (out, '}');
}

/* A create that was never sent is read from its row, as when it is sent. */
static gboolean
append_operation (AmbStore *store, const AmbOperation *operation, GString *out, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *row = NULL;

  if (operation->state == AMB_OPERATION_ACKED)
    return TRUE;
  if (g_str_equal (operation->kind, "create") && operation->state != AMB_OPERATION_SENT)
    {
      row = amb_outbox_dup_create_payload (store, operation, &local);
      if (local)
        return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
      if (!row)
        return TRUE;
    }
  append_change (store, operation->entity, operation->id, operation->kind, operation->at,
                 row                  ? row
                 : operation->payload ? operation->payload
                                      : "{}",
                 out);
  return TRUE;
}

static void
append_finding (AmbStore *store, const AmbFinding *finding, GString *out)
{
  const AmbField *state = amb_entity_get_state_field (finding->entity);
  g_autoptr (GString) change = g_string_new ("{");

  if (finding->payload && g_strcmp0 (finding->kind, "patch") == 0)
    {
      append_change (store, finding->entity, finding->id, finding->kind, finding->at,
                     finding->payload, out);
      return;
    }
  if (finding->is_conflict && finding->field)
    {
      g_string_append (change, "\"set\":{");
      amb_json_append_key (change, finding->field->name);
      amb_field_append_value (finding->field, finding->mine, change);
      g_string_append_c (change, '}');
    }
  else if (finding->typed && g_strcmp0 (finding->kind, "move") == 0 && state)
    {
      g_autoptr (AmbJson) typed = amb_json_parse (finding->typed, strlen (finding->typed), NULL);
      const AmbJsonNode *root = typed ? amb_json_get_root (typed) : NULL;

      append_member (change, "to", amb_json_node_get_member_string (root, state->name));
      append_member (change, "why", amb_json_node_get_member_string (root, "why"));
    }
  else if (finding->typed)
    {
      amb_json_append_key (change, "set");
      g_string_append (change, finding->typed);
    }
  g_string_append_c (change, '}');
  append_change (store, finding->entity, finding->id,
                 finding->is_conflict && finding->field ? "patch"
                 : finding->kind                        ? finding->kind
                                                        : "patch",
                 finding->at, change->str, out);
}

char *
amb_unsent_to_json (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (store, error);
  g_autoptr (GPtrArray) operations = findings ? amb_outbox_list (store, -1, -1, error) : NULL;
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (store)));
  g_autoptr (GString) out = g_string_new ("{");

  if (!operations)
    return NULL;
  append_member (out, "format", FORMAT);
  append_member (out, "exported", now);
  amb_json_append_key (out, "operations");
  g_string_append_c (out, '[');
  /* The oldest first: what refers to a refused record waits behind it. */
  for (guint i = findings->len; i > 0; i--)
    append_finding (store, g_ptr_array_index (findings, i - 1), out);
  for (guint i = 0; i < operations->len; i++)
    if (!append_operation (store, g_ptr_array_index (operations, i), out, error))
      return NULL;
  g_string_append (out, "]}\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Taking up. */

static gboolean
take_up_patch (AmbProgramme *programme,
               const AmbEntity *entity,
               const char *id,
               const AmbJsonNode *change,
               GError **error)
{
  const AmbSyncEdit edit = { .typed = amb_json_node_get_member (change, "set"),
                             .payload = change,
                             .is_unseen = TRUE };

  return amb_sync_edit_again (programme, entity, id, &edit, error);
}

static gboolean
take_up_create (AmbProgramme *programme,
                const AmbEntity *entity,
                const char *id,
                const AmbJsonNode *change,
                GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbRecord) known = amb_store_get (store, entity, id, NULL);
  g_autoptr (AmbRecord) record = NULL;
  g_autofree char *made = NULL;

  /* Where the server was left and its records stayed, it is here. */
  if (known)
    return take_up_patch (programme, entity, id, change, error);
  record = amb_record_new (entity, id);
  if (!amb_record_read_json (record, amb_json_node_get_member (change, "set"), error))
    return FALSE;
  made = amb_programme_add (programme, record, AMB_COMMAND_RUNNING, error);
  return made != NULL;
}

static gboolean
take_up_move (AmbProgramme *programme,
              const AmbEntity *entity,
              const char *id,
              const AmbJsonNode *change,
              GError **error)
{
  g_autoptr (AmbRecord) record =
      amb_store_get (amb_programme_get_store (programme), entity, id, error);
  const char *to = amb_json_node_get_member_string (change, "to");

  if (!record)
    return FALSE;
  return g_strcmp0 (amb_record_get_state (record), to) == 0 ||
         amb_programme_move (programme, entity, id, to,
                             amb_json_node_get_member_string (change, "why"), error);
}

static gboolean
take_up_delete (AmbProgramme *programme, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (AmbRecord) record =
      amb_store_get (amb_programme_get_store (programme), entity, id, NULL);

  return !record || amb_programme_remove (programme, entity, id, error);
}

static gboolean
take_up (AmbProgramme *programme, const AmbJsonNode *operation, GError **error)
{
  const char *name = amb_json_node_get_member_string (operation, "entity");
  const char *id = amb_json_node_get_member_string (operation, "id");
  const char *kind = amb_json_node_get_member_string (operation, "kind");
  const AmbJsonNode *change = amb_json_node_get_member (operation, "change");
  const AmbEntity *entity = name ? amb_entity_find (name) : NULL;

  if (!entity || !id || !kind)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("This program knows no record of that kind. Update Ambassade."));
      return FALSE;
    }
  if (g_str_equal (kind, "create"))
    return take_up_create (programme, entity, id, change, error);
  if (g_str_equal (kind, "move"))
    return take_up_move (programme, entity, id, change, error);
  if (g_str_equal (kind, "delete"))
    return take_up_delete (programme, entity, id, error);
  if (g_str_equal (kind, "undelete"))
    return amb_programme_restore (programme, entity, id, error);
  return take_up_patch (programme, entity, id, change, error);
}

/* Each is whole or not at all, and one that can't be is in no other's way. */
static gboolean
take_up_each (AmbProgramme *programme,
              const AmbJsonNode *operations,
              guint *n_done,
              GPtrArray *left,
              GError **error)
{
  AmbDb *db = amb_store_get_db (amb_programme_get_store (programme));

  for (const AmbJsonNode *operation = amb_json_node_get_first (operations); operation;
       operation = amb_json_node_get_next (operation))
    {
      g_autoptr (GError) local = NULL;
      const char *title = amb_json_node_get_member_string (operation, "title");

      if (!amb_db_begin (db, error))
        return FALSE;
      if (take_up (programme, operation, &local))
        {
          if (!amb_db_commit (db, error))
            return FALSE;
          (*n_done)++;
          continue;
        }
      amb_db_rollback (db);
      if (local->domain != AMB_ERROR || local->code == AMB_ERROR_FULL)
        return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
      /* Translators: a record, and why a change of it can't be made again. */
      g_ptr_array_add (left,
                       g_strdup_printf (_ ("%1$s: %2$s"), title ? title : "–", local->message));
    }
  return TRUE;
}

gboolean
amb_unsent_take_up (AmbProgramme *programme,
                    const char *data,
                    gsize length,
                    guint *n_done,
                    GPtrArray **left,
                    GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbJson) json = amb_json_parse (data, length, NULL);
  const AmbJsonNode *root = json ? amb_json_get_root (json) : NULL;
  gboolean done;

  *n_done = 0;
  if (g_strcmp0 (amb_json_node_get_member_string (root, "format"), FORMAT) != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("This is no file of changes that were never sent. Choose the one that was "
                      "saved when the server was left."));
      return FALSE;
    }
  if (!amb_programme_open_group (programme, _ ("take up what was never sent"), error))
    return FALSE;
  done = take_up_each (programme, amb_json_node_get_member (root, "operations"), n_done, problems,
                       error);
  amb_programme_close_group (programme);
  *left = g_steal_pointer (&problems);
  if (!done)
    g_clear_pointer (left, g_ptr_array_unref);
  return done;
}
