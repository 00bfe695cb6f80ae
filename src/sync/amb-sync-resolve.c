#include "amb-error.h"
#include "amb-journal.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-private.h"
#include "amb-sync.h"

#include <glib/gi18n-lib.h>

static void
append (GArray *list, AmbResolution resolution)
{
  g_array_append_val (list, resolution);
}

/* What is done about a change that the server refused. */
static void
append_of_refused (GArray *list, const AmbFinding *finding)
{
  const gboolean is_gone = g_strcmp0 (finding->code, amb_problem_get_name (AMB_PROBLEM_GONE)) == 0;

  if (amb_sync_is_duplicate (finding))
    append (list, AMB_RESOLVE_MERGE);
  append (list, AMB_RESOLVE_THEIRS);
  append (list, is_gone ? AMB_RESOLVE_RESTORE_WITH_MINE : AMB_RESOLVE_MINE);
  if (!is_gone &&
      (g_strcmp0 (finding->kind, "create") == 0 || g_strcmp0 (finding->kind, "patch") == 0))
    append (list, AMB_RESOLVE_VALUE);
}

GArray *
amb_sync_list_resolutions (const AmbFinding *finding)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (AmbResolution));

  if (!finding->is_conflict)
    {
      append_of_refused (list, finding);
      return list;
    }
  append (list, AMB_RESOLVE_THEIRS);
  append (list, finding->field ? AMB_RESOLVE_MINE : AMB_RESOLVE_DELETE_ANYWAY);
  if (finding->field)
    append (list, AMB_RESOLVE_VALUE);
  return list;
}

gboolean
amb_sync_fits (const AmbFinding *finding, AmbResolution resolution)
{
  g_autoptr (GArray) list = amb_sync_list_resolutions (finding);

  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, AmbResolution, i) == resolution)
      return TRUE;
  return FALSE;
}

static AmbJson *
parse (const char *json, GError **error)
{
  const char *text = json ? json : "{}";

  return amb_json_parse (text, strlen (text), error);
}

/* What was refused is tried again. */
typedef struct
{
  const AmbFinding *finding;
  const char *typed; /* then, or instead of it now */
  gboolean is_gone;  /* the record had to be brought back */
  gint64 seen; /* of a record that is gone: its version when it was removed here; 0: it was not */
} Attempt;

/* What was typed, as an ordinary edit. A field that this program doesn't know can't be typed. */
static gboolean
set_typed (AmbProgramme *programme, const Attempt *attempt, GError **error)
{
  const AmbFinding *finding = attempt->finding;
  g_autoptr (AmbJson) values = parse (attempt->typed, error);
  g_autoptr (AmbJson) shown = values ? parse (finding->typed, error) : NULL;
  g_autoptr (AmbJson) payload = shown ? parse (finding->payload, error) : NULL;
  const AmbSyncEdit edit = { .typed = values ? amb_json_get_root (values) : NULL,
                             .payload = payload ? amb_json_get_root (payload) : NULL,
                             .shown = shown ? amb_json_get_root (shown) : NULL,
                             .is_unseen = attempt->is_gone,
                             .seen = attempt->seen };

  return payload && amb_sync_edit_again (programme, finding->entity, finding->id, &edit, error);
}

static gboolean
move_typed (AmbProgramme *programme, const Attempt *attempt, GError **error)
{
  const AmbFinding *finding = attempt->finding;
  const AmbField *state = amb_entity_get_state_field (finding->entity);
  g_autoptr (AmbJson) json = parse (attempt->typed, error);
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
make_anew (AmbProgramme *programme, const Attempt *attempt, GError **error)
{
  const AmbFinding *finding = attempt->finding;
  g_autoptr (AmbRecord) record = amb_record_new (finding->entity, finding->id);
  g_autoptr (AmbJson) json = parse (attempt->typed, error);
  g_autofree char *id = NULL;

  if (!json || !amb_record_read_json (record, amb_json_get_root (json), error))
    return FALSE;
  id = amb_programme_add (programme, record, AMB_COMMAND_RUNNING, error);
  return id != NULL;
}

/* The record is here when it was made once and undo took that back: a trace that no server ever saw
 * is made anew, what the server has removed comes back. */
static gboolean
add_typed (AmbProgramme *programme, const Attempt *attempt, GError **error)
{
  const AmbFinding *finding = attempt->finding;
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) row = amb_store_lookup (store, finding->entity, finding->id, &local);
  gboolean made;

  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (row && amb_record_get_deleted (row) && amb_record_get_ver (row) == 0 &&
      !amb_outbox_knows (store, row))
    {
      if (!amb_store_drop (store, finding->entity, finding->id, error))
        return FALSE;
      g_clear_object (&row);
    }
  if (!row)
    made = make_anew (programme, attempt, error);
  else
    made = (!amb_record_get_deleted (row) ||
            amb_programme_restore (programme, finding->entity, finding->id, error)) &&
           set_typed (programme, attempt, error);
  return made &&
         amb_sync_unpark (store, finding->id, NULL, amb_programme_get_group (programme), error);
}

/* By the same commands as the first time. */
static gboolean
try_again (AmbProgramme *programme, const Attempt *attempt, GError **error)
{
  const AmbFinding *finding = attempt->finding;
  gboolean is_merge;

  if (!amb_sync_merge_again (programme, finding, &is_merge, error))
    return FALSE;
  if (is_merge)
    return TRUE;
  if (g_str_equal (finding->kind, "create"))
    return add_typed (programme, attempt, error);
  if (g_str_equal (finding->kind, "delete"))
    return amb_programme_remove (programme, finding->entity, finding->id, error);
  if (g_str_equal (finding->kind, "undelete"))
    return amb_programme_restore (programme, finding->entity, finding->id, error);
  return set_typed (programme, attempt, error) && move_typed (programme, attempt, error);
}

/* Whoever removed it last, of all that happened to it, saw it as it was then. */
static gboolean
find_seen (AmbStore *store, const AmbFinding *finding, gint64 *seen, GError **error)
{
  g_autoptr (GPtrArray) last =
      amb_journal_list_record (store, finding->entity, finding->id, 1, error);
  const AmbJournalEntry *entry = last && last->len > 0 ? g_ptr_array_index (last, 0) : NULL;

  *seen = entry && entry->action == AMB_JOURNAL_REMOVE && entry->group != 0 && entry->old
              ? g_ascii_strtoll (entry->old, NULL, 10)
              : 0;
  return last != NULL;
}

static gboolean
restore_with_mine (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbRecord) row = amb_store_lookup (store, finding->entity, finding->id, NULL);
  const gboolean is_gone = row && amb_record_get_deleted (row);
  Attempt attempt = { .finding = finding, .typed = finding->typed, .is_gone = is_gone };

  if (!find_seen (store, finding, &attempt.seen, error))
    return FALSE;
  if (is_gone && !amb_programme_restore (programme, finding->entity, finding->id, error))
    return FALSE;
  return try_again (programme, &attempt, error);
}

static gboolean
leave_theirs (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  if (finding->is_conflict || !g_str_equal (finding->kind, "create"))
    return TRUE;
  if (finding->theirs)
    return amb_sync_unpark (amb_programme_get_store (programme), finding->id, finding->theirs,
                            amb_programme_get_group (programme), error);
  return amb_sync_refuse_parked (amb_programme_get_store (programme), finding->id,
                                 amb_programme_get_group (programme), error);
}

/* What was typed, with the members of @values in its place. */
static char *
replace_typed (const AmbFinding *finding, const char *values, GError **error)
{
  g_autoptr (AmbJson) typed = parse (finding->typed, error);
  g_autoptr (AmbJson) other =
      amb_json_parse (values ? values : "", values ? strlen (values) : 0, typed ? error : NULL);
  g_autoptr (GString) all = g_string_new ("{");

  if (!typed || !other)
    return NULL;
  for (const AmbJsonNode *member = amb_json_node_get_first (amb_json_get_root (typed)); member;
       member = amb_json_node_get_next (member))
    if (!amb_json_node_get_member (amb_json_get_root (other), amb_json_node_get_key (member)))
      {
        amb_json_append_key (all, amb_json_node_get_key (member));
        amb_json_node_append (member, all);
      }
  for (const AmbJsonNode *member = amb_json_node_get_first (amb_json_get_root (other)); member;
       member = amb_json_node_get_next (member))
    {
      amb_json_append_key (all, amb_json_node_get_key (member));
      amb_json_node_append (member, all);
    }
  g_string_append_c (all, '}');
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static gboolean
try_with (AmbProgramme *programme, const AmbFinding *finding, const char *values, GError **error)
{
  g_autofree char *typed = replace_typed (finding, values, error);
  const Attempt attempt = { .finding = finding, .typed = typed };

  return typed && try_again (programme, &attempt, error);
}

static gboolean
set_field (AmbProgramme *programme, const AmbFinding *finding, const char *value, GError **error)
{
  return amb_programme_set_field (programme, finding->entity, finding->id, finding->field->name,
                                  value, error);
}

/* Whoever was merged goes as they were to: what others recorded of them meanwhile stays. */
static gboolean
remove_anyway (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  gboolean is_merge;

  return amb_sync_merge_again (programme, finding, &is_merge, error) &&
         (is_merge || amb_programme_remove (programme, finding->entity, finding->id, error));
}

static gboolean
run_resolution (AmbProgramme *programme,
                const AmbFinding *finding,
                AmbResolution resolution,
                const char *value,
                GError **error)
{
  const Attempt again = { .finding = finding, .typed = finding->typed };

  switch (resolution)
    {
    case AMB_RESOLVE_THEIRS:
      return leave_theirs (programme, finding, error);
    case AMB_RESOLVE_DELETE_ANYWAY:
      return remove_anyway (programme, finding, error);
    case AMB_RESOLVE_RESTORE_WITH_MINE:
      return restore_with_mine (programme, finding, error);
    case AMB_RESOLVE_MERGE:
      return amb_sync_merge_duplicate (programme, finding, error);
    case AMB_RESOLVE_VALUE:
      return finding->is_conflict ? set_field (programme, finding, value, error)
                                  : try_with (programme, finding, value, error);
    case AMB_RESOLVE_MINE:
    default:
      return finding->is_conflict ? set_field (programme, finding, finding->mine, error)
                                  : try_again (programme, &again, error);
    }
}

static gboolean
settle (AmbProgramme *programme,
        const AmbFinding *finding,
        AmbResolution resolution,
        const char *value,
        GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  gboolean is_own = amb_programme_get_group (programme) == 0;
  gboolean done;

  /* Whoever settles many of them opens one group, which one undo takes back. */
  if (is_own && !amb_programme_open_group (programme, _ ("settle what needed attention"), error))
    return FALSE;
  done = run_resolution (programme, finding, resolution, value, error) &&
         amb_settled_take (store, finding, amb_programme_get_group (programme), error);
  if (is_own)
    amb_programme_close_group (programme);
  return done;
}

static gboolean
settle_in_transaction (AmbProgramme *programme,
                       const AmbFinding *finding,
                       AmbResolution resolution,
                       const char *value,
                       GError **error)
{
  AmbDb *db = amb_store_get_db (amb_programme_get_store (programme));

  if (!amb_db_begin (db, error))
    return FALSE;
  if (settle (programme, finding, resolution, value, error))
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

gboolean
amb_sync_resolve (AmbProgramme *programme,
                  gint64 key,
                  AmbResolution resolution,
                  const char *value,
                  GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbFinding) finding = amb_findings_get (store, key, &local);

  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (!finding)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("This is settled already. Nothing was changed."));
      return FALSE;
    }
  if (!amb_sync_fits (finding, resolution))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("This can’t be settled in that way. “%s”: keep mine, or leave it as the "
                      "server has it."),
                   _ (finding->field ? finding->field->label : finding->entity->label));
      return FALSE;
    }
  return settle_in_transaction (programme, finding, resolution, value, error);
}

AmbResolution
amb_sync_find_mine (const AmbFinding *finding)
{
  static const AmbResolution mine[] = { AMB_RESOLVE_MINE, AMB_RESOLVE_RESTORE_WITH_MINE,
                                        AMB_RESOLVE_DELETE_ANYWAY };

  for (guint i = 0; i < G_N_ELEMENTS (mine); i++)
    if (amb_sync_fits (finding, mine[i]))
      return mine[i];
  return AMB_RESOLVE_MINE;
}
