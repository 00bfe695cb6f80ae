#include "amb-answering.h"

#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AmbProgramme *programme;
  AmbRecord *task; /* as it was */
  const AmbAnswer *answer;
  const char *why; /* nullable */
  char *day;
  char *at; /* instant */
} Answering;

static const AmbEntity *
get_tasks (void)
{
  return amb_entity_find ("task");
}

/* Of today it is this moment; of a day before, its noon by the programme's clock. */
static char *
dup_instant (AmbStore *store, const char *day)
{
  gint64 now = amb_clock_now (amb_store_get_clock (store));
  g_autofree char *noon = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr (GDateTime) then = NULL;

  if (g_strcmp0 (day, amb_store_get_today (store)) == 0)
    return amb_instant_format (now);
  then = g_date_time_new_from_iso8601 (noon, amb_store_get_zone (store));
  return amb_instant_format (g_date_time_to_unix (then) * 1000);
}

static gboolean
check (Answering *self, GError **error)
{
  AmbStore *store = self->programme->store;
  const char *day = self->answer->day;

  if (day != NULL && !amb_date_is_valid (day))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” is no day. Write it as 2026-08-31."), day);
      return FALSE;
    }
  if (g_strcmp0 (day, amb_store_get_today (store)) > 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("%s is still to come. Give the day on which the person answered."), day);
      return FALSE;
    }
  if (self->answer->channel == NULL || self->programme->access != AMB_ACCESS_AMBASSADOR)
    return TRUE;
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_DENIED,
                       _ ("Answers of others are recorded by their lead or by a manager of the "
                          "programme."));
  return FALSE;
}

static gboolean
write_fields (Answering *self, GError **error)
{
  const AmbAnswer *answer = self->answer;
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  if (g_str_equal (answer->to, "done"))
    {
      g_hash_table_insert (values, (gpointer) "done-at", self->at);
      if (answer->minutes != NULL)
        g_hash_table_insert (values, (gpointer) "minutes", (char *) answer->minutes);
    }
  if (answer->channel != NULL)
    {
      g_hash_table_insert (values, (gpointer) "channel", (char *) answer->channel);
      g_hash_table_insert (values, (gpointer) "by-id", self->programme->actor_person);
      g_hash_table_insert (values, (gpointer) "recorded-on", self->day);
    }
  return amb_programme_set (self->programme, get_tasks (), amb_record_get_id (self->task), values,
                            error);
}

static gboolean
move (Answering *self, const char *to, GError **error)
{
  return amb_programme_move_alone (self->programme, get_tasks (), amb_record_get_id (self->task),
                                   to, g_str_equal (to, self->answer->to) ? self->why : NULL,
                                   error);
}

/* What is done was accepted. */
static gboolean
move_all (Answering *self, GError **error)
{
  gboolean skips = g_str_equal (self->answer->to, "done") &&
                   g_strcmp0 (amb_record_get_state (self->task), "proposed") == 0;

  return (!skips || move (self, "accepted", error)) && move (self, self->answer->to, error);
}

AmbRecord *
amb_answer_new_activity (
    AmbRecord *task, AmbRecord *person, const char *at, gboolean behalf, const char *by)
{
  AmbRecord *activity = amb_record_new (amb_entity_find ("activity"), NULL);

  amb_record_set (activity, "ambassador-id", amb_record_get_id (person));
  amb_record_set (activity, "kind", "task_done");
  amb_record_set (activity, "at", at);
  amb_record_set (activity, "what", amb_record_get_title (task));
  amb_record_set (activity, "source", behalf ? "behalf" : "program");
  amb_record_set (activity, "provenance", "measured");
  amb_record_set (activity, "node-id", amb_record_get (person, "node-id"));
  amb_record_set (activity, "item-id", amb_record_get (task, "item-id"));
  amb_record_set (activity, "task-id", amb_record_get_id (task));
  amb_record_set (activity, "by-id", by);
  return activity;
}

static gboolean
add_activity (Answering *self, AmbRecord *person, GError **error)
{
  gboolean behalf = self->answer->channel != NULL;
  g_autoptr (AmbRecord) activity = amb_answer_new_activity (
      self->task, person, self->at, behalf, behalf ? self->programme->actor_person : NULL);
  g_autofree char *id = amb_programme_add (self->programme, activity, AMB_COMMAND_DEFAULT, error);

  return id != NULL;
}

/* A programme action, where whoever records it holds the person's record. */
static gboolean
write_action (Answering *self, GError **error)
{
  const char *id = amb_record_get (self->task, "ambassador-id");
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) person = NULL;

  if (id == NULL || !g_str_equal (self->answer->to, "done"))
    return TRUE;
  person = amb_store_lookup (self->programme->store, amb_entity_find ("ambassador"), id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (person == NULL || amb_record_get_deleted (person))
    return TRUE;
  return add_activity (self, person, error);
}

static char *
dup_label (Answering *self)
{
  const char *title = amb_record_get_title (self->task);

  if (g_str_equal (self->answer->to, "accepted"))
    /* Translators: what “Undo” takes back; the title of a request follows */
    return g_strdup_printf (_ ("Accept “%s”"), title);
  if (g_str_equal (self->answer->to, "declined"))
    /* Translators: what “Undo” takes back; the title of a request follows */
    return g_strdup_printf (_ ("Decline “%s”"), title);
  /* Translators: what “Undo” takes back; the title of a request follows */
  return g_strdup_printf (_ ("Done: “%s”"), title);
}

static gboolean
run (Answering *self, GError **error)
{
  AmbDb *db = amb_store_get_db (self->programme->store);

  if (!amb_db_begin (db, error))
    return FALSE;
  if (move_all (self, error) && write_fields (self, error) && write_action (self, error))
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

gboolean
amb_programme_answer (AmbProgramme *self, const char *id, const AmbAnswer *answer, GError **error)
{
  return amb_programme_answer_why (self, id, answer, NULL, error);
}

gboolean
amb_programme_answer_why (
    AmbProgramme *self, const char *id, const AmbAnswer *answer, const char *why, GError **error)
{
  g_autoptr (AmbRecord) task = amb_store_get (self->store, get_tasks (), id, error);
  Answering answering = { .programme = self, .task = task, .answer = answer, .why = why };
  g_autofree char *day = NULL, *at = NULL, *label = NULL;
  gboolean is_own = self->group == 0;
  gboolean ok;

  if (task == NULL || !check (&answering, error))
    return FALSE;
  day = g_strdup (answer->day != NULL ? answer->day : amb_store_get_today (self->store));
  at = dup_instant (self->store, day);
  answering.day = day;
  answering.at = at;
  label = dup_label (&answering);
  if (is_own && !amb_programme_open_group (self, label, error))
    return FALSE;
  ok = run (&answering, error);
  if (is_own)
    amb_programme_close_group (self);
  return ok;
}
