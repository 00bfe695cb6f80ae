#include "amb-error.h"
#include "amb-sync-engine-private.h"
#include "amb-sync.h"

#include <glib/gi18n-lib.h>

GArray *
amb_sync_list_resolutions (const AmbFinding *finding)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (AmbResolution));
  AmbResolution resolution = AMB_RESOLVE_THEIRS;

  g_array_append_val (list, resolution);
  if (finding->is_conflict)
    {
      resolution = finding->field ? AMB_RESOLVE_MINE : AMB_RESOLVE_DELETE_ANYWAY;
      g_array_append_val (list, resolution);
      resolution = AMB_RESOLVE_VALUE;
      if (finding->field)
        g_array_append_val (list, resolution);
      return list;
    }
  resolution = g_strcmp0 (finding->code, amb_problem_get_name (AMB_PROBLEM_GONE)) == 0
                   ? AMB_RESOLVE_RESTORE_WITH_MINE
                   : AMB_RESOLVE_MINE;
  g_array_append_val (list, resolution);
  return list;
}

static gboolean
fits (const AmbFinding *finding, AmbResolution resolution)
{
  g_autoptr (GArray) list = amb_sync_list_resolutions (finding);

  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, AmbResolution, i) == resolution)
      return TRUE;
  return FALSE;
}

static AmbJson *
parse_typed (const AmbFinding *finding, GError **error)
{
  const char *typed = finding->typed ? finding->typed : "{}";

  return amb_json_parse (typed, strlen (typed), error);
}

/* The typed values as an ordinary edit. A field that this program doesn't know can't be typed. */
static gboolean
set_typed (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  const AmbField *state = amb_entity_get_state_field (finding->entity);
  g_autoptr (AmbJson) json = parse_typed (finding, error);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  if (!json)
    return FALSE;
  for (const AmbJsonNode *member = amb_json_node_get_first (amb_json_get_root (json)); member;
       member = amb_json_node_get_next (member))
    {
      const AmbField *field =
          amb_entity_find_field (finding->entity, amb_json_node_get_key (member));
      char *value = NULL;

      if (!field || field == state)
        continue;
      if (!amb_field_read_value (field, member, &value, error))
        return FALSE;
      g_hash_table_insert (values, (char *) field->name, value);
    }
  return g_hash_table_size (values) == 0 ||
         amb_programme_set (programme, finding->entity, finding->id, values, error);
}

static gboolean
move_typed (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  const AmbField *state = amb_entity_get_state_field (finding->entity);
  g_autoptr (AmbJson) json = parse_typed (finding, error);
  const char *to;

  if (!json)
    return FALSE;
  to = state ? amb_json_node_get_member_string (amb_json_get_root (json), state->name) : NULL;
  if (!to)
    return TRUE;
  return amb_programme_move (programme, finding->entity, finding->id, to,
                             amb_json_node_get_member_string (amb_json_get_root (json), "why"),
                             error);
}

static gboolean
add_typed (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (finding->entity, finding->id);
  g_autoptr (AmbJson) json = parse_typed (finding, error);
  g_autofree char *id = NULL;

  if (!json || !amb_record_read_json (record, amb_json_get_root (json), error))
    return FALSE;
  id = amb_programme_add (programme, record, AMB_COMMAND_RUNNING, error);
  return id && amb_sync_unpark (amb_programme_get_store (programme), finding->id, NULL, error);
}

/* What was refused is tried again, by the same commands as the first time. */
static gboolean
try_again (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  if (g_str_equal (finding->kind, "create"))
    return add_typed (programme, finding, error);
  if (g_str_equal (finding->kind, "delete"))
    return amb_programme_remove (programme, finding->entity, finding->id, error);
  if (g_str_equal (finding->kind, "undelete"))
    return amb_programme_restore (programme, finding->entity, finding->id, error);
  return set_typed (programme, finding, error) && move_typed (programme, finding, error);
}

static gboolean
restore_with_mine (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  g_autoptr (AmbRecord) row =
      amb_store_lookup (amb_programme_get_store (programme), finding->entity, finding->id, NULL);

  if (row && amb_record_get_deleted (row) &&
      !amb_programme_restore (programme, finding->entity, finding->id, error))
    return FALSE;
  return try_again (programme, finding, error);
}

static gboolean
leave_theirs (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  if (finding->is_conflict || !g_str_equal (finding->kind, "create"))
    return TRUE;
  if (finding->theirs)
    return amb_sync_unpark (amb_programme_get_store (programme), finding->id, finding->theirs,
                            error);
  return amb_sync_refuse_parked (amb_programme_get_store (programme), finding->id, error);
}

static gboolean
run_resolution (AmbProgramme *programme,
                const AmbFinding *finding,
                AmbResolution resolution,
                const char *value,
                GError **error)
{
  switch (resolution)
    {
    case AMB_RESOLVE_THEIRS:
      return leave_theirs (programme, finding, error);
    case AMB_RESOLVE_DELETE_ANYWAY:
      return amb_programme_remove (programme, finding->entity, finding->id, error);
    case AMB_RESOLVE_RESTORE_WITH_MINE:
      return restore_with_mine (programme, finding, error);
    case AMB_RESOLVE_VALUE:
      return amb_programme_set_field (programme, finding->entity, finding->id, finding->field->name,
                                      value, error);
    default:
      if (finding->is_conflict)
        return amb_programme_set_field (programme, finding->entity, finding->id,
                                        finding->field->name, finding->mine, error);
      return try_again (programme, finding, error);
    }
}

static gboolean
resolve_in_transaction (AmbProgramme *programme,
                        const AmbFinding *finding,
                        AmbResolution resolution,
                        const char *value,
                        GError **error)
{
  gboolean is_own = amb_programme_get_group (programme) == 0;
  gboolean done;

  /* Whoever settles many of them opens one group, which one undo takes back. */
  if (is_own && !amb_programme_open_group (programme, _ ("settle what needed attention"), error))
    return FALSE;
  done = run_resolution (programme, finding, resolution, value, error);
  if (is_own)
    amb_programme_close_group (programme);
  return done && amb_findings_remove (amb_programme_get_store (programme), finding->key, error);
}

gboolean
amb_sync_resolve (AmbProgramme *programme,
                  gint64 key,
                  AmbResolution resolution,
                  const char *value,
                  GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  AmbDb *db = amb_store_get_db (store);
  g_autoptr (AmbFinding) finding = amb_findings_get (store, key, error);

  if (!finding)
    return FALSE;
  if (!fits (finding, resolution))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("This can't be settled in that way. “%s”: keep mine, or leave it as the "
                      "server has it."),
                   _ (finding->field ? finding->field->label : finding->entity->label));
      return FALSE;
    }
  if (!amb_db_begin (db, error))
    return FALSE;
  if (!resolve_in_transaction (programme, finding, resolution, value, error))
    {
      amb_db_rollback (db);
      return FALSE;
    }
  return amb_db_commit (db, error);
}
