#include "amb-asking.h"

#include "amb-asking-private.h"
#include "amb-error.h"
#include "amb-programme-private.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SENT_AT_ONCE (AMB_OUTBOX_ACTION / 2) /* tasks that travel as one action */

/* The request. */

AmbAsk *
amb_ask_new (AmbClock *clock)
{
  AmbAsk *self = g_new0 (AmbAsk, 1);

  self->id = amb_clock_dup_id (clock);
  self->task = amb_record_new (amb_entity_find ("task"), NULL);
  self->leave_out = AMB_REQUEST_PAUSED | AMB_REQUEST_BUDGET;
  return self;
}

AmbAsk *
amb_ask_copy (const AmbAsk *self)
{
  AmbAsk *copy = g_new0 (AmbAsk, 1);

  copy->id = g_strdup (self->id);
  copy->task = amb_record_dup (self->task);
  copy->to = self->to;
  copy->ids = g_strdupv (self->ids);
  copy->leave_out = self->leave_out;
  return copy;
}

void
amb_ask_free (AmbAsk *self)
{
  g_free (self->id);
  g_object_unref (self->task);
  g_strfreev (self->ids);
  g_free (self);
}

void
amb_ask_set_target (AmbAsk *self, AmbAskTo to, const char *const *ids)
{
  char **copy = g_strdupv ((char **) ids);

  g_strfreev (self->ids);
  self->to = to;
  self->ids = copy;
}

const AmbEntity *
amb_ask_get_target_entity (AmbAskTo to)
{
  static const char *const names[] = { "ambassador", "role", "node", "cohort" };

  return amb_entity_find (names[to]);
}

gboolean
amb_ask_gets (const AmbAsk *ask, const AmbAskPerson *person)
{
  return (person->notes & (ask->leave_out | AMB_REQUEST_OUTSIDE)) == 0;
}

/* Sending. */

static const AmbAskPerson *
get_person (const AmbAskPreview *preview, guint i)
{
  return g_ptr_array_index (preview->people, i);
}

/* The task of @person in this request, always the same: a UUIDv7 of the request's own moment. */
static char *
dup_task_id (const AmbAsk *ask, const char *person)
{
  g_autofree char *both = g_strconcat (ask->id, person, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);

  return g_strdup_printf ("%.13s-7%.3s-%c%.3s-%.12s", ask->id, hash,
                          "89ab"[g_ascii_xdigit_value (hash[3]) & 3], hash + 4, hash + 8);
}

static gboolean
check_task (AmbProgramme *self, AmbRecord *task, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (task);

  if ((amb_access_get_rights (self->access, entity) & AMB_RIGHT_CREATE) == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                   _ ("You have no right to do this with %s. Ask a manager of the programme."),
                   _ (entity->label_plural));
      return FALSE;
    }
  return amb_check_to_come (self->store, amb_record_get (task, "due-on"), error) &&
         amb_record_validate (task, error) && amb_record_check_spans (task, NULL, NULL, error) &&
         amb_check_begin_state (task, error) &&
         amb_check_references (self->store, task, NULL, error);
}

/* What is the same for everybody. */
static AmbRecord *
new_template (AmbProgramme *self, const AmbAsk *ask)
{
  static const char *const fields[] = { NULL, "role-id", "node-id", "cohort-id" };
  AmbRecord *task = amb_record_dup (ask->task);
  g_autofree char *at = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));

  amb_record_set (task, "author-id", self->actor_person);
  amb_record_set (task, "asked-at", at);
  if (fields[ask->to] != NULL && ask->ids != NULL)
    amb_record_set (task, fields[ask->to], ask->ids[0]);
  return task;
}

/* Ids of tasks that are there already, removed ones among them: a request that was undone isn't
 * made by a second click. */
static GHashTable *
read_known (AmbProgramme *self, GPtrArray *ids, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *json = amb_ask_dup_json ((const char *const *) ids->pdata);
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (self->store),
                      "SELECT id FROM tasks WHERE id IN (SELECT value FROM json_each (?))", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, json);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&known);
      g_hash_table_add (known, g_strdup (amb_stmt_get_text (stmt, 0)));
    }
}

/* Up to so many as travel together. */
static gboolean
send_some (AmbProgramme *self,
           AmbRecord *template,
           GPtrArray *people,
           GPtrArray *ids,
           guint first,
           guint end,
           const char *label,
           GError **error)
{
  AmbCommand command;

  if (!amb_command_begin (self, label, &command, error))
    return FALSE;
  for (guint i = first; i < end; i++)
    {
      g_autoptr (AmbRecord) task = amb_record_dup (template);

      amb_record_set_id (task, g_ptr_array_index (ids, i));
      amb_record_set (task, "ambassador-id", g_ptr_array_index (people, i));
      if (!amb_command_create (&command, task, NULL, error))
        {
          amb_command_abort (&command);
          return FALSE;
        }
    }
  return amb_command_commit (&command, error);
}

static gboolean
send_all (
    AmbProgramme *self, AmbRecord *template, GPtrArray *people, GPtrArray *ids, GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  /* Translators: what “Undo” takes back; the title of a request follows */
  g_autofree char *label = g_strdup_printf (_ ("Ask for “%s”"), amb_record_get_title (template));
  gboolean is_own = self->group == 0;
  gboolean ok;

  if (is_own && !amb_programme_open_group (self, label, error))
    return FALSE;
  ok = amb_db_begin (db, error);
  if (ok)
    {
      for (guint i = 0; ok && i < people->len; i += SENT_AT_ONCE)
        ok = send_some (self, template, people, ids, i, MIN (i + SENT_AT_ONCE, people->len), label,
                        error);
      if (ok)
        ok = amb_db_commit (db, error);
      else
        amb_db_rollback (db);
    }
  if (is_own)
    amb_programme_close_group (self);
  return ok;
}

static gboolean
refuse_nobody (const AmbAskPreview *preview, GError **error)
{
  g_set_error_literal (
      error, AMB_ERROR, AMB_ERROR_REFUSED,
      preview->people->len == 0
          ? _ ("Nobody is asked: nobody belongs there. Choose somebody else, or wait until "
               "somebody does.")
          : _ ("Nobody is asked: everybody is left out. Choose somebody else, or send it also to "
               "those who are paused or were asked often this month."));
  return FALSE;
}

/* Those who get it and don't have it: their ids, and those of their tasks. */
static gboolean
choose_people (AmbProgramme *self,
               const AmbAsk *ask,
               const AmbAskPreview *preview,
               GPtrArray *people,
               GPtrArray *ids,
               AmbAskReport *report,
               GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = NULL;

  for (guint i = 0; i < preview->people->len; i++)
    g_ptr_array_add (all, dup_task_id (ask, get_person (preview, i)->id));
  g_ptr_array_add (all, NULL);
  known = read_known (self, all, error);
  for (guint i = 0; known != NULL && i < preview->people->len; i++)
    {
      const AmbAskPerson *person = get_person (preview, i);
      char *id = g_ptr_array_index (all, i);

      /* First: the request itself is in the number of whoever has it. */
      if (g_hash_table_contains (known, id))
        report->n_before++;
      else if (!amb_ask_gets (ask, person))
        report->n_left_out++;
      else
        {
          g_ptr_array_add (people, person->id);
          g_ptr_array_add (ids, g_strdup (id));
        }
    }
  return known != NULL;
}

gboolean
amb_programme_ask (AmbProgramme *self, const AmbAsk *ask, AmbAskReport *report, GError **error)
{
  g_autoptr (AmbRecord) template = new_template (self, ask);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbAskPreview) preview = NULL;
  AmbAskReport done = { 0 };

  if (!check_task (self, template, error))
    return FALSE;
  preview = amb_ask_preview (self->store, ask, error);
  if (preview == NULL || !choose_people (self, ask, preview, people, ids, &done, error))
    return FALSE;
  if (people->len == 0 && done.n_before == 0)
    return refuse_nobody (preview, error);
  if (people->len > 0 && !send_all (self, template, people, ids, error))
    return FALSE;
  done.n_made = people->len;
  if (report != NULL)
    *report = done;
  return TRUE;
}
