/* Undo and redo: new operations with inverse values; what someone changed since is left and named.
 */
#include "amb-merging.h"
#include "amb-programme-private.h"

#include "amb-error.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

void
amb_undo_report_free (AmbUndoReport *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_ptr_array_unref (self->left);
  g_free (self);
}

static void
leave (AmbUndoReport *report, const char *format, AmbRecord *record, const char *what)
{
  const char *title = amb_record_get_title (record);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_ptr_array_add (
      report->left,
      g_strdup_printf (format, title != NULL ? title : _ (amb_record_get_entity (record)->label),
                       what));
#pragma GCC diagnostic pop
}

/* Did anybody change the record after @entry, other than its own group and what was undone since,
 * for now (1) or for good (2)? */
static gboolean
is_touched (AmbCommand *command,
            const AmbJournalEntry *entry,
            gint64 group,
            gboolean *touched,
            GError **error)
{
  gint64 n;

  if (!amb_db_query_int (
          amb_store_get_db (command->store), &n, 0, error,
          "SELECT EXISTS (SELECT 1 FROM journal j WHERE entity = ? AND id = ? AND "
          "seq > ? AND (action = 5 OR (grp <> 0 AND grp <> ? AND NOT EXISTS "
          "(SELECT 1 FROM undo_group u WHERE u.grp = j.grp AND u.state IN (1, 2)))))",
          "ttii", entry->entity->name, entry->id, entry->seq, group))
    return FALSE;
  *touched = n != 0;
  return TRUE;
}

/* Does anything refer to a record but what waits for a person until it is made again? */
static gboolean
is_referred_to (AmbCommand *command, GPtrArray *dependents)
{
  for (guint i = 0; i < dependents->len; i++)
    {
      const AmbDependent *dependent = g_ptr_array_index (dependents, i);

      if (command->waiting == NULL || !g_hash_table_contains (command->waiting, dependent->id))
        return TRUE;
    }
  return FALSE;
}

/* Everybody has heard of a decision that was sent; that it was taken back they hear too. */
static gboolean
take_back_decision (AmbCommand *command, AmbRecord *approval, AmbUndoReport *report, GError **error)
{
  AmbClock *clock = amb_store_get_clock (command->store);
  g_autofree char *id = amb_clock_dup_id (clock);
  g_autofree char *at = amb_instant_format (amb_clock_now (clock));
  g_autoptr (AmbRecord) back = amb_record_new (amb_record_get_entity (approval), id);

  amb_record_set (back, "item-id", amb_record_get (approval, "item-id"));
  amb_record_set (back, "by-id", amb_record_get (approval, "by-id"));
  amb_record_set (back, "verdict", "taken_back");
  amb_record_set (back, "takes-back-id", amb_record_get_id (approval));
  amb_record_set (back, "at", at);
  report->n_undone++;
  return amb_command_create (command, back, NULL, error);
}

static gboolean
is_own_decision (AmbCommand *command, AmbRecord *record)
{
  return g_str_equal (amb_record_get_entity (record)->name, "approval") &&
         command->programme->actor_person != NULL &&
         g_strcmp0 (amb_record_get (record, "by-id"), command->programme->actor_person) == 0;
}

static gboolean
take_back_create (AmbCommand *command,
                  const AmbJournalEntry *entry,
                  AmbRecord *record,
                  gboolean joined,
                  AmbUndoReport *report,
                  GError **error)
{
  g_autoptr (GPtrArray) dependents = NULL;
  gboolean touched;

  if (amb_record_get_deleted (record))
    return TRUE;
  if (joined && amb_record_get_ver (record) > 0 && is_own_decision (command, record))
    return take_back_decision (command, record, report, error);
  /* The server would refuse its removal. */
  if (entry->entity->kind == AMB_KIND_APPEND && amb_record_get_ver (record) > 0)
    {
      leave (report, _ ("%s is a record of what happened, and stays."), record, NULL);
      return TRUE;
    }
  if (!is_touched (command, entry, entry->group, &touched, error))
    return FALSE;
  dependents = amb_list_dependents (command->store, entry->entity, entry->id, error);
  if (dependents == NULL)
    return FALSE;
  if (touched)
    leave (report, _ ("%s was changed since and stays."), record, NULL);
  else if (is_referred_to (command, dependents))
    leave (report, _ ("%s is referred to by others and stays."), record, NULL);
  else
    {
      if (!amb_command_remove (command, record, error))
        return FALSE;
      report->n_undone++;
    }
  return TRUE;
}

static gboolean
bring_back (AmbCommand *command, AmbRecord *record, AmbUndoReport *report, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!amb_record_get_deleted (record))
    return TRUE;
  if (!amb_check_keys (command->store, record, NULL, NULL, &local) ||
      !amb_check_references (command->store, record, NULL, &local))
    {
      leave (report, _ ("%s can’t come back. %s"), record, local->message);
      return TRUE;
    }
  report->n_undone++;
  return amb_command_restore (command, record, error);
}

/* A value goes from @now back to @back; a set takes back only what the change added and removed. */
static gboolean
change_value (AmbCommand *command,
              const AmbField *field,
              AmbRecord *record,
              const char *now,
              const char *back,
              AmbUndoReport *report,
              GError **error)
{
  g_autoptr (AmbRecord) after = amb_record_dup (record);
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *merged = NULL;
  g_autoptr (GError) local = NULL;
  gboolean told = TRUE;

  if (amb_record_get_deleted (record))
    {
      leave (report, _ ("%s was removed since."), record, NULL);
      return TRUE;
    }
  if (field->merge == AMB_MERGE_SET)
    merged = amb_set_merge (now, back, amb_record_get (record, field->name));
  else if (amb_field_same (amb_record_get (record, field->name), back))
    return TRUE; /* it is as it shall be: a page of the server may have brought it */
  else if (!amb_field_same (amb_record_get (record, field->name), now))
    {
      leave (report, _ ("%s: “%s” was changed since and stays."), record, _ (field->label));
      return TRUE;
    }
  /* Two records were made one before there was a server, which knows them as they are. */
  if (amb_record_get_ver (record) > 0 && now != NULL && back != NULL &&
      (amb_record_get_entity (record)->kind == AMB_KIND_APPEND ||
       (field->flags & AMB_FIELD_FIXED) != 0) &&
      !amb_merge_is_told (command->store, field, now, back, &told, error))
    return FALSE;
  if (!told)
    {
      leave (report, _ ("%s is a record of what happened, and stays."), record, NULL);
      return TRUE;
    }
  amb_record_set (after, field->name, field->merge == AMB_MERGE_SET ? merged : back);
  g_hash_table_add (changed, (gpointer) field->name);
  if (!amb_check_keys (command->store, after, changed, NULL, &local) ||
      !amb_check_references (command->store, after, record, &local))
    {
      leave (report, _ ("%s stays as it is. %s"), record, local->message);
      return TRUE;
    }
  report->n_undone++;
  return amb_command_patch (command, record, after, error);
}

/* The move from @back into the present state, not one by which undo came to it from elsewhere. What
 * the server has not numbered yet comes after what it has; clocks decide nothing. */
static char *
find_transition (AmbCommand *command, AmbRecord *record, const char *back, GError **error)
{
  char *id = NULL;

  amb_db_query_text (amb_store_get_db (command->store), &id, error,
                     "SELECT id FROM transitions WHERE record = ? AND \"to\" = ? AND \"from\" IS ? "
                     "AND deleted = 0 ORDER BY ver = 0 DESC, ver DESC, rid DESC LIMIT 1",
                     "ttt", amb_record_get_id (record), amb_record_get_state (record), back);
  return id;
}

/* FALSE when another record took the place of @record in @state meanwhile, which is said. */
static gboolean
may_be_in (AmbCommand *command, AmbRecord *record, const char *state, AmbUndoReport *report)
{
  g_autoptr (GError) local = NULL;

  if (amb_check_keys_in (command->store, record, state, NULL, &local))
    return TRUE;
  leave (report, _ ("%s stays as it is. %s"), record, local->message);
  return FALSE;
}

/* A move is undone by reverting the latest transition while the state is still the one it made. */
static gboolean
revert_move (AmbCommand *command,
             const AmbField *field,
             AmbRecord *record,
             const char *now,
             const char *back,
             AmbUndoReport *report,
             GError **error)
{
  g_autofree char *reverted = NULL;
  g_autofree char *transition = NULL;
  gboolean cancelled = FALSE;

  if (amb_record_get_deleted (record) || !amb_field_same (amb_record_get_state (record), now))
    {
      leave (report, _ ("%s has moved on since and stays."), record, NULL);
      return TRUE;
    }
  if (!may_be_in (command, record, back, report))
    return TRUE;
  reverted = find_transition (command, record, back, error);
  if (reverted == NULL)
    return error == NULL || *error == NULL;
  if (!amb_outbox_cancel_move (command->store, record, reverted, &cancelled, error))
    return FALSE;
  if (cancelled || !amb_outbox_is_connected (command->store))
    {
      if (!amb_store_drop (command->store, amb_entity_find ("transition"), reverted, error))
        return FALSE;
    }
  else if (!amb_command_add_transition (command, record, now, back, _ ("Undone"), FALSE,
                                        &transition, error) ||
           !amb_outbox_add_move (command->store, command->tx, record, back, _ ("Undone"),
                                 transition, reverted, error))
    return FALSE;
  amb_record_set (record, field->name, back);
  report->n_undone++;
  return amb_store_put (command->store, record, error) &&
         amb_journal_add (command->store, command->group, command->programme->actor_name,
                          AMB_JOURNAL_MOVE, amb_record_get_entity (record),
                          amb_record_get_id (record), field, now, back, _ ("Undone"), error);
}

static gboolean
undo_entry (AmbCommand *command,
            const AmbJournalEntry *entry,
            AmbRecord *record,
            gboolean joined, /* with the move that was just taken back */
            AmbUndoReport *report,
            GError **error)
{
  switch (entry->action)
    {
    case AMB_JOURNAL_CREATE:
    case AMB_JOURNAL_RESTORE:
      return take_back_create (command, entry, record, joined, report, error);
    case AMB_JOURNAL_REMOVE:
      return bring_back (command, record, report, error);
    case AMB_JOURNAL_MOVE:
      return revert_move (command, entry->field, record, entry->value, entry->old, report, error);
    case AMB_JOURNAL_SET:
      return change_value (command, entry->field, record, entry->value, entry->old, report, error);
    case AMB_JOURNAL_REMOTE:
    default:
      leave (report, _ ("%s: somebody else made the same move first. It is theirs and stays."),
             record, NULL);
      return TRUE;
    }
}

/* Did the undo take @entry back, by @action? What it left as others had made it, redo leaves too.
 */
static gboolean
was_taken_back (AmbCommand *command,
                const AmbJournalEntry *entry,
                AmbJournalAction action,
                gboolean *was,
                GError **error)
{
  gint64 n;

  if (!amb_db_query_int (amb_store_get_db (command->store), &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM journal WHERE entity = ? AND id = ? AND "
                         "seq > ? AND grp = 0 AND action = ?)",
                         "ttii", entry->entity->name, entry->id, entry->seq, (gint64) action))
    return FALSE;
  *was = n != 0;
  return TRUE;
}

static gboolean
redo_entry (AmbCommand *command,
            const AmbJournalEntry *entry,
            AmbRecord *record,
            AmbUndoReport *report,
            GError **error)
{
  gboolean was = FALSE;

  switch (entry->action)
    {
    case AMB_JOURNAL_CREATE:
    case AMB_JOURNAL_RESTORE:
      if (!was_taken_back (command, entry, AMB_JOURNAL_REMOVE, &was, error))
        return FALSE;
      return !was || bring_back (command, record, report, error);
    case AMB_JOURNAL_REMOVE:
      if (!was_taken_back (command, entry, AMB_JOURNAL_RESTORE, &was, error))
        return FALSE;
      if (!was || amb_record_get_deleted (record))
        return TRUE;
      report->n_undone++;
      return amb_command_remove (command, record, error);
    case AMB_JOURNAL_MOVE:
      if (amb_record_get_deleted (record) ||
          !amb_field_same (amb_record_get_state (record), entry->old))
        {
          leave (report, _ ("%s has moved on since and stays."), record, NULL);
          return TRUE;
        }
      if (!may_be_in (command, record, entry->value, report))
        return TRUE;
      report->n_undone++;
      return amb_command_move (command, record, entry->value, entry->why, error);
    case AMB_JOURNAL_SET:
      return change_value (command, entry->field, record, entry->old, entry->value, report, error);
    case AMB_JOURNAL_REMOTE:
    default:
      return TRUE;
    }
}

static gboolean
run_entry (AmbCommand *command,
           const AmbJournalEntry *entry,
           gboolean joined,
           gboolean redo,
           AmbUndoReport *report,
           GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (command->store, entry->entity, entry->id, error);

  if (record == NULL)
    {
      if (error != NULL && *error != NULL)
        return FALSE;
      g_ptr_array_add (report->left, g_strdup_printf (_ ("A record of %s is no longer here."),
                                                      _ (entry->entity->label_plural)));
      return TRUE;
    }
  /* Each record is its own unit for the server: one that it refuses must not hold the others back.
   */
  if (!joined)
    {
      g_free (command->tx);
      command->tx = amb_clock_dup_id (amb_store_get_clock (command->store));
    }
  return redo ? redo_entry (command, entry, record, report, error)
              : undo_entry (command, entry, record, joined, report, error);
}

/* What the group did counts as done and stays in the history, under a number that no group has: the
 * group's own may be given to the next one. */
static gboolean
forget_group (AmbProgramme *self, gint64 group, GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);

  return amb_db_run (db, error, "UPDATE journal SET grp = -grp WHERE grp = ?", "i", group) &&
         amb_db_run (db, error, "DELETE FROM undo_group WHERE grp = ?", "i", group) &&
         amb_settled_purge (self->store, error);
}

/* A group of which nothing could be taken back is not offered again, neither to undo nor to redo.
 */
static gboolean
end_group (
    AmbProgramme *self, gint64 group, gboolean redo, const AmbUndoReport *report, GError **error)
{
  if (redo || report->n_undone > 0)
    return amb_journal_set_group_state (self->store, group,
                                        redo ? AMB_GROUP_DONE : AMB_GROUP_UNDONE, error);
  if (report->left->len == 0)
    g_ptr_array_add (report->left,
                     g_strdup (_ ("Nothing was taken back: others have changed all of it since.")));
  return forget_group (self, group, error);
}

/* A decision is one with the move that it is of, which is next to it. */
static gboolean
joins (const AmbJournalEntry *last, const AmbJournalEntry *entry, gboolean redo)
{
  const AmbJournalEntry *decision = redo ? last : entry, *move = redo ? entry : last;

  return last != NULL && g_str_equal (decision->entity->name, "approval") &&
         g_str_equal (move->entity->name, "content-item") && move->action == AMB_JOURNAL_MOVE;
}

/* @left: (out): ids of the records of which something was left as others have made it */
static gboolean
run_entries (AmbCommand *command,
             GPtrArray *entries,
             gboolean redo,
             GHashTable *left,
             AmbUndoReport *report,
             GError **error)
{
  const AmbJournalEntry *last = NULL;
  gboolean is_left = FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const AmbJournalEntry *entry = g_ptr_array_index (entries, redo ? i : entries->len - 1 - i);
      guint n_left = report->left->len;
      gboolean is_joined = command->merges || (joins (last, entry, redo) && !is_left);

      last = entry;
      if (!run_entry (command, entry, is_joined, redo, report, error))
        return FALSE;
      is_left = report->left->len > n_left;
      if (is_left)
        g_hash_table_add (left, entry->id);
    }
  return TRUE;
}

/* What the group settled needs attention again, or no longer. */
static gboolean
run_settled (AmbProgramme *self,
             gint64 group,
             gboolean redo,
             GHashTable *left,
             AmbUndoReport *report,
             GError **error)
{
  return redo ? amb_settled_take_again (self->store, group, left, &report->n_undone, error)
              : amb_settled_bring_back (self->store, group, left, &report->n_undone, error);
}

/* Redo: the server is told of a merge anew. */
static gboolean
begin_merge (AmbCommand *command, gboolean merges, gint64 group, GError **error)
{
  command->merges = merges;
  return !merges || amb_merge_tell_again (command->programme, group, command->tx, error);
}

static gboolean
run_group (AmbProgramme *self, gint64 group, gboolean redo, AmbUndoReport *report, GError **error)
{
  g_autoptr (GPtrArray) entries = amb_journal_list_group (self->store, group, error);
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) waiting = NULL;
  AmbCommand command;
  gboolean merges = FALSE;
  gboolean ok;

  if (entries == NULL || !amb_command_begin (self, "", &command, error))
    return FALSE;
  waiting = redo ? NULL : amb_settled_park (self->store, group, error);
  command.waiting = waiting;
  ok = (redo || waiting != NULL) && amb_merge_is_in_group (self->store, group, &merges, error) &&
       (!merges || amb_outbox_seal (self->store, error)) &&
       begin_merge (&command, merges && redo, group, error) &&
       run_entries (&command, entries, redo, left, report, error) &&
       run_settled (self, group, redo, left, report, error) &&
       (!merges || amb_outbox_seal (self->store, error)) &&
       end_group (self, group, redo, report, error);
  if (!ok)
    {
      amb_command_abort (&command);
      return FALSE;
    }
  return amb_command_commit (&command, error);
}

static AmbUndoReport *
run (AmbProgramme *self, gboolean redo, GError **error)
{
  g_autoptr (AmbUndoReport) report = g_new0 (AmbUndoReport, 1);
  gint64 group;
  gboolean ok;

  report->left = g_ptr_array_new_with_free_func (g_free);
  group = amb_journal_get_undo (self->store, redo, &report->label);
  if (group == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   redo ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
      return NULL;
    }
  self->is_undoing = TRUE;
  ok = run_group (self, group, redo, report, error);
  self->is_undoing = FALSE;
  return ok ? g_steal_pointer (&report) : NULL;
}

AmbUndoReport *
amb_programme_undo (AmbProgramme *self, GError **error)
{
  return run (self, FALSE, error);
}

AmbUndoReport *
amb_programme_redo (AmbProgramme *self, GError **error)
{
  return run (self, TRUE, error);
}
