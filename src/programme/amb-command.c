/* One command: row, journal entry and operation in one transaction. */
#include "amb-content.h"
#include "amb-programme-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

gboolean
amb_command_begin (AmbProgramme *programme, const char *label, AmbCommand *command, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);

  *command = (AmbCommand){ .programme = programme, .store = store, .group = programme->group };
  if (!amb_db_begin (amb_store_get_db (store), error))
    return FALSE;
  if (command->group == 0 && !programme->is_undoing &&
      (!amb_journal_spend_redo (store, error) ||
       !amb_journal_open_group (store, label, &command->group, error)))
    {
      amb_db_rollback (amb_store_get_db (store));
      return FALSE;
    }
  command->tx = programme->tx != NULL ? g_strdup (programme->tx)
                                      : amb_clock_dup_id (amb_store_get_clock (store));
  return TRUE;
}

gboolean
amb_command_commit (AmbCommand *command, GError **error)
{
  g_clear_pointer (&command->tx, g_free);
  return amb_db_commit (amb_store_get_db (command->store), error);
}

void
amb_command_abort (AmbCommand *command)
{
  g_clear_pointer (&command->tx, g_free);
  amb_db_rollback (amb_store_get_db (command->store));
}

static gboolean
note (AmbCommand *command,
      AmbJournalAction action,
      AmbRecord *record,
      const AmbField *field,
      const char *old,
      const char *value,
      const char *why,
      GError **error)
{
  return amb_journal_add (command->store, command->group, command->programme->actor_name, action,
                          amb_record_get_entity (record), amb_record_get_id (record), field, old,
                          value, why, error);
}

gboolean
amb_command_create (AmbCommand *command, AmbRecord *record, const char *transition, GError **error)
{
  return amb_store_put (command->store, record, error) &&
         note (command, AMB_JOURNAL_CREATE, record, NULL, NULL, NULL, NULL, error) &&
         amb_outbox_add_create (command->store, command->tx, record, transition, error);
}

gboolean
amb_command_patch (AmbCommand *command, AmbRecord *before, AmbRecord *after, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (after);

  if (!amb_outbox_add_patch (command->store, command->tx, before, after, error) ||
      !amb_store_put (command->store, after, error))
    return FALSE;
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (amb_field_is_stored (&entity->fields[i]) &&
        g_strcmp0 (amb_record_get_at (before, i), amb_record_get_at (after, i)) != 0 &&
        !note (command, AMB_JOURNAL_SET, after, &entity->fields[i], amb_record_get_at (before, i),
               amb_record_get_at (after, i), NULL, error))
      return FALSE;
  return TRUE;
}

gboolean
amb_command_add_transition (AmbCommand *command,
                            AmbRecord *record,
                            const char *from,
                            const char *to,
                            const char *why,
                            gboolean imported,
                            char **id,
                            GError **error)
{
  AmbClock *clock = amb_store_get_clock (command->store);
  g_autofree char *new_id = amb_clock_dup_id (clock);
  g_autofree char *at = amb_instant_format (amb_clock_now (clock));
  g_autoptr (AmbRecord) transition = amb_record_new (amb_entity_find ("transition"), new_id);

  amb_record_set (transition, "entity", amb_record_get_entity (record)->name);
  amb_record_set (transition, "record", amb_record_get_id (record));
  amb_record_set (transition, "title", amb_record_get_title (record));
  amb_record_set (transition, "from", from);
  amb_record_set (transition, "to", to);
  amb_record_set (transition, "why", why);
  amb_record_set (transition, "by", command->programme->actor_name);
  amb_record_set (transition, "by-person", command->programme->actor_person);
  amb_record_set (transition, "at", at);
  amb_record_set (transition, "imported", imported ? "1" : NULL);
  if (!amb_store_put (command->store, transition, error))
    return FALSE;
  if (id != NULL)
    *id = g_steal_pointer (&new_id);
  return TRUE;
}

/* Until when somebody pauses is of that pause: the next one has a day of its own. An undo brings
 * back what there was. */
static gboolean
end_pause (AmbCommand *command, AmbRecord *record, const char *to)
{
  if (command->programme->is_undoing ||
      !g_str_equal (amb_record_get_entity (record)->name, "ambassador") ||
      g_strcmp0 (amb_record_get_state (record), "paused") != 0 || g_str_equal (to, "paused") ||
      amb_record_get (record, "paused-until") == NULL)
    return FALSE;
  amb_record_set (record, "paused-until", NULL);
  return TRUE;
}

gboolean
amb_command_move (
    AmbCommand *command, AmbRecord *record, const char *to, const char *why, GError **error)
{
  const AmbField *state = amb_entity_get_state_field (amb_record_get_entity (record));
  g_autofree char *from = g_strdup (amb_record_get_state (record));
  g_autofree char *transition = NULL;
  g_autoptr (AmbRecord) before = amb_record_dup (record);

  if ((amb_content_note_review (record, to) || end_pause (command, record, to)) &&
      !amb_command_patch (command, before, record, error))
    return FALSE;
  if (!amb_command_add_transition (command, record, from, to, why, FALSE, &transition, error) ||
      !amb_outbox_add_move (command->store, command->tx, record, to, why, transition, NULL, error))
    return FALSE;
  amb_record_set (record, state->name, to);
  return amb_store_put (command->store, record, error) &&
         note (command, AMB_JOURNAL_MOVE, record, state, from, to, why, error);
}

/* Ids of those that no server has. */
static GPtrArray *
list_transitions (AmbCommand *command, AmbRecord *record, gboolean hidden, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (command->store),
      "SELECT id FROM transitions WHERE record = ? AND deleted = ? AND ver = 0 ORDER BY rid",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (record));
  amb_stmt_bind_int (stmt, 2, hidden ? 1 : 0);
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
    }
  return g_steal_pointer (&ids);
}

/* Moves of a record that no server ever saw: their operations were cancelled with its create. They
 * are hidden with it and come back with it. */
static gboolean
hide_transitions (AmbCommand *command, AmbRecord *record, gboolean hide, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("transition");
  g_autoptr (GPtrArray) ids = list_transitions (command, record, !hide, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (AmbRecord) move =
          amb_store_lookup (command->store, entity, g_ptr_array_index (ids, i), error);

      if (move == NULL)
        return FALSE;
      amb_record_set_deleted (move, hide);
      if (!amb_store_put (command->store, move, error))
        return FALSE;
    }
  return ids != NULL;
}

gboolean
amb_command_forget_moves (AmbCommand *command, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("transition");
  g_autoptr (GPtrArray) ids = list_transitions (command, record, TRUE, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!amb_store_drop (command->store, entity, g_ptr_array_index (ids, i), error))
      return FALSE;
  return ids != NULL;
}

gboolean
amb_command_remove (AmbCommand *command, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  gboolean created = FALSE;
  gboolean restored = FALSE;
  g_autofree char *version = NULL;
  gint64 seen;

  if (!amb_outbox_find_seen (command->store, record, &seen, error) ||
      !amb_settled_see (command->store, record, seen, error))
    return FALSE;
  version = g_strdup_printf ("%" G_GINT64_FORMAT, seen);
  if (!amb_outbox_cancel (command->store, entity, amb_record_get_id (record), &created, error) ||
      (!created && !amb_outbox_cancel_undelete (command->store, record, &restored, error)))
    return FALSE;
  if (created && !hide_transitions (command, record, TRUE, error))
    return FALSE;
  if (!created && !restored && !amb_outbox_add_delete (command->store, command->tx, record, error))
    return FALSE;
  amb_record_set_deleted (record, TRUE);
  return amb_store_put (command->store, record, error) &&
         note (command, AMB_JOURNAL_REMOVE, record, NULL, version, NULL, NULL, error);
}

/* A record that no server ever saw is made again: in the state in which it began, then its moves.
 */
static gboolean
create_again (AmbCommand *command, AmbRecord *record, GError **error)
{
  const AmbField *state = amb_entity_get_state_field (amb_record_get_entity (record));
  g_autoptr (AmbRecord) before = amb_record_dup (record);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row;

  if (state == NULL)
    return amb_outbox_add_create (command->store, command->tx, record, NULL, error);
  if (!hide_transitions (command, record, FALSE, error))
    return FALSE;
  stmt = amb_db_prepare (
      amb_store_get_db (command->store),
      "SELECT id, \"from\", \"to\", why, imported FROM transitions WHERE record = ? AND "
      "deleted = 0 ORDER BY ver = 0, ver, rid",
      error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (record));
  if (!amb_stmt_step (stmt, &row, error) ||
      !amb_outbox_add_create (
          command->store, command->tx, record,
          row && amb_stmt_get_int (stmt, 4) != 0 ? amb_stmt_get_text (stmt, 0) : NULL, error))
    return FALSE;
  while (row)
    {
      amb_record_set (before, state->name, amb_stmt_get_text (stmt, 1));
      if (!amb_stmt_is_null (stmt, 1) &&
          !amb_outbox_add_move (command->store, command->tx, before, amb_stmt_get_text (stmt, 2),
                                amb_stmt_get_text (stmt, 3), amb_stmt_get_text (stmt, 0), NULL,
                                error))
        return FALSE;
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_command_restore (AmbCommand *command, AmbRecord *record, GError **error)
{
  gboolean ok;

  amb_record_set_deleted (record, FALSE);
  ok = amb_record_get_ver (record) == 0 && !amb_outbox_knows (command->store, record)
           ? create_again (command, record, error)
           : amb_outbox_add_undelete (command->store, command->tx, record, error);
  return ok && amb_store_put (command->store, record, error) &&
         note (command, AMB_JOURNAL_RESTORE, record, NULL, NULL, NULL, NULL, error);
}
