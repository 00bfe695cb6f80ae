/* The steps of a role's process, and their ticks. */
#include "amb-role-cards-private.h"

#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static AmbRoleStep *
step_new (const AmbRoleReading *reading, AmbStmt *stmt)
{
  AmbRoleStep *self = g_new0 (AmbRoleStep, 1);
  g_autofree char *since = NULL;

  self->id = g_strdup (amb_stmt_get_text (stmt, 1));
  self->what = g_strdup (amb_stmt_get_text (stmt, 2));
  self->how = g_strdup (amb_stmt_get_text (stmt, 3));
  self->rhythm = g_strdup (amb_stmt_get_text (stmt, 4));
  self->minutes = amb_stmt_is_null (stmt, 5) ? -1 : amb_stmt_get_int (stmt, 5);
  self->ticked_on = g_strdup (amb_stmt_get_text (stmt, 6));
  since = amb_step_dup_since (self->rhythm, reading->today);
  self->is_ticked =
      self->ticked_on != NULL && (since == NULL || strcmp (self->ticked_on, since) >= 0);
  return self;
}

/* The roles are those of the person's assignments, or the one that was asked for. */
gboolean
amb_role_reading_add_steps (const AmbRoleReading *self, GError **error)
{
  static const char sql[] =
      "SELECT s.role_id, s.id, s.what, s.how, s.rhythm, s.minutes, (SELECT max (c.done_on) FROM "
      "step_checks c WHERE c.step_id = s.id AND c.ambassador_id = ?1 AND c.deleted = 0 AND "
      "c.done_on <= ?3) FROM role_steps s WHERE s.deleted = 0 AND (s.role_id = ?2 OR (?2 IS NULL "
      "AND s.role_id IN (SELECT a.role_id FROM assignments a WHERE a.ambassador_id = ?1 AND "
      "a.deleted = 0))) ORDER BY s.position IS NULL, s.position, s.rid";
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->store), sql, error);
  GError *inner = NULL;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, self->person);
  amb_stmt_bind_text (stmt, 2, self->role);
  amb_stmt_bind_text (stmt, 3, self->today);
  while (amb_role_reading_next (stmt, &inner))
    {
      AmbRoleCard *card = amb_role_reading_find (self, amb_stmt_get_text (stmt, 0));

      if (card != NULL)
        g_ptr_array_add (card->steps, step_new (self, stmt));
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* Ticking. */

/* Ids of the ticks that stand today, the latest first. */
static GPtrArray *
list_ticks (AmbProgramme *self, const char *person, AmbRecord *step, GError **error)
{
  const char *today = amb_store_get_today (self->store);
  g_autofree char *since = amb_step_dup_since (amb_record_get (step, "rhythm"), today);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT id FROM step_checks WHERE step_id = ?1 AND ambassador_id = ?2 AND deleted = 0 AND "
      "(?3 IS NULL OR done_on >= ?3) AND done_on <= ?4 ORDER BY done_on DESC, rid DESC",
      error);
  GError *inner = NULL;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (step));
  amb_stmt_bind_text (stmt, 2, person);
  amb_stmt_bind_text (stmt, 3, since);
  amb_stmt_bind_text (stmt, 4, today);
  while (amb_role_reading_next (stmt, &inner))
    g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_steal_pointer (&ids);
}

static gboolean
add_tick (AmbProgramme *self, const char *person, AmbRecord *step, GError **error)
{
  g_autoptr (AmbRecord) tick = amb_record_new (amb_entity_find ("step-check"), NULL);
  g_autofree char *assignment = NULL;
  g_autofree char *id = NULL;

  if (!amb_db_query_text (
          amb_store_get_db (self->store), &assignment, error,
          "SELECT id FROM assignments WHERE ambassador_id = ? AND role_id = ? AND deleted = 0 AND "
          "state = 'current' ORDER BY starts_on DESC, rid DESC LIMIT 1",
          "tt", person, amb_record_get (step, "role-id")))
    return FALSE;
  amb_record_set (tick, "step-id", amb_record_get_id (step));
  amb_record_set (tick, "ambassador-id", person);
  amb_record_set (tick, "assignment-id", assignment);
  amb_record_set (tick, "done-on", amb_store_get_today (self->store));
  if (g_strcmp0 (self->actor_person, person) != 0)
    amb_record_set (tick, "by-id", self->actor_person);
  id = amb_programme_add (self, tick, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}

static gboolean
remove_ticks (AmbProgramme *self, GPtrArray *ticks, GError **error)
{
  for (guint i = 0; i < ticks->len; i++)
    if (!amb_programme_remove (self, amb_entity_find ("step-check"), g_ptr_array_index (ticks, i),
                               error))
      return FALSE;
  return TRUE;
}

static gboolean
tick (AmbProgramme *self,
      const char *person,
      AmbRecord *step,
      GPtrArray *ticks,
      gboolean done,
      GError **error)
{
  /* Translators: what “Undo …” takes back: a step of a role */
  g_autofree char *label = done ? g_strdup_printf (_ ("Tick “%s”"), amb_record_get_title (step))
                                : g_strdup_printf (_ ("Untick “%s”"), amb_record_get_title (step));
  gboolean ok;

  if (!amb_db_begin (amb_store_get_db (self->store), error))
    return FALSE;
  ok = amb_programme_open_group (self, label, error);
  if (ok)
    {
      ok = done ? add_tick (self, person, step, error) : remove_ticks (self, ticks, error);
      amb_programme_close_group (self);
    }
  if (!ok)
    amb_db_rollback (amb_store_get_db (self->store));
  return ok && amb_db_commit (amb_store_get_db (self->store), error);
}

gboolean
amb_programme_tick_step (
    AmbProgramme *self, const char *person, const char *step_id, gboolean done, GError **error)
{
  g_autoptr (AmbRecord) step =
      amb_store_get (self->store, amb_entity_find ("role-step"), step_id, error);
  g_autoptr (GPtrArray) ticks = NULL;

  if (step == NULL)
    return FALSE;
  ticks = list_ticks (self, person, step, error);
  if (ticks == NULL)
    return FALSE;
  return done == (ticks->len > 0) || tick (self, person, step, ticks, done, error);
}
