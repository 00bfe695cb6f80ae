/* Answers to invitations, and whoever gets the seat of somebody who declined. */
#include "amb-composer-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

static gboolean
find_invitation (AmbAct *self, const char *person, char **id, GError **error)
{
  g_autofree char *name = NULL;

  if (!amb_db_query_text (
          amb_store_get_db (self->store), id, error,
          "SELECT id FROM invitations WHERE cohort_id = ? AND ambassador_id = ? AND "
          "state = 'sent' AND deleted = 0",
          "tt", amb_record_get_id (self->cohort), person))
    return FALSE;
  if (*id != NULL)
    return TRUE;
  name = amb_store_dup_title (self->store, amb_entity_find ("ambassador"), person);
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("%s has no invitation to “%s” that waits for an answer."),
               name != NULL ? name : "–", amb_record_get_title (self->cohort));
  return FALSE;
}

/* An answer of an earlier day came at its noon, as far as anybody knows, but never before it was
 * asked for. */
static char *
dup_instant (AmbAct *self, const char *invitation, const char *day)
{
  g_autoptr (AmbRecord) record =
      amb_store_lookup (self->store, amb_entity_find ("invitation"), invitation, NULL);
  const char *sent = record != NULL ? amb_record_get (record, "sent-at") : NULL;

  if (day == NULL || g_str_equal (day, amb_store_get_today (self->store)))
    return amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  if (sent != NULL && g_str_has_prefix (sent, day))
    return g_strdup (sent);
  return g_strdup_printf ("%sT12:00:00.000Z", day);
}

typedef struct
{
  const char *person;
  gboolean accepts;
  const char *on, *channel, *proof; /* each nullable */
} Answer;

static gboolean
record_answer (AmbAct *self, const char *invitation, const Answer *answer, GError **error)
{
  const AmbEntity *invitations = amb_entity_find ("invitation");
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *at = dup_instant (self, invitation, answer->on);
  const char *to = answer->accepts ? "accepted" : "declined";

  g_hash_table_insert (values, (char *) "answered-at", at);
  if (answer->channel != NULL)
    g_hash_table_insert (values, (char *) "channel", (char *) answer->channel);
  if (answer->proof != NULL)
    g_hash_table_insert (values, (char *) "proof", (char *) answer->proof);
  if (g_strcmp0 (self->programme->actor_person, answer->person) != 0)
    g_hash_table_insert (values, (char *) "by-id", self->programme->actor_person);
  return amb_programme_set (self->programme, invitations, invitation, values, error) &&
         amb_programme_move (self->programme, invitations, invitation, to, answer->proof, error) &&
         amb_programme_move (self->programme, amb_entity_find ("ambassador"), answer->person, to,
                             answer->proof, error);
}

/* (out) (nullable) @person: the first of the wait list who is a candidate still */
static gboolean
find_next (AmbAct *self, char **person, GError **error)
{
  return amb_db_query_text (
      amb_store_get_db (self->store), person, error,
      "SELECT p.id FROM seats s JOIN ambassadors p ON p.id = s.ambassador_id AND p.deleted = 0 "
      "WHERE s.cohort_id = ? AND s.kind = 'wait_list' AND s.deleted = 0 AND p.state IN "
      "('shortlisted', 'waitlisted') ORDER BY s.position IS NULL, s.position, s.id LIMIT 1",
      "t", amb_record_get_id (self->cohort));
}

gboolean
amb_composer_answer (AmbProgramme *programme,
                     const char *cohort,
                     const char *person,
                     gboolean accepts,
                     const char *answered_on,
                     const char *channel,
                     const char *proof,
                     char **next,
                     GError **error)
{
  const Answer answer = { person, accepts, answered_on, channel, proof };
  g_autofree char *invitation = NULL;
  gboolean ok;
  AmbAct act;

  if (!amb_act_begin (&act, programme, cohort, NULL, _ ("Record an answer to %s"), error))
    return FALSE;
  ok = find_invitation (&act, person, &invitation, error) &&
       record_answer (&act, invitation, &answer, error) &&
       (accepts || next == NULL || find_next (&act, next, error));
  return amb_act_end (&act, ok, error);
}

/* Promoting. */

/* A seat that has come free: (out) (nullable) @seat: of whoever gave it up; FALSE and REFUSED when
 * every seat is held. */
static gboolean
find_seat (AmbAct *self, char **seat, GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  const char *cohort = amb_record_get_id (self->cohort);
  gint64 taken = 0, seats = 0;

  if (!amb_db_query_text (db, seat, error,
                          "SELECT s.id FROM seats s LEFT JOIN ambassadors p ON p.id = "
                          "s.ambassador_id WHERE s.cohort_id = ? AND s.kind = 'seat' AND s.deleted "
                          "= 0 AND (p.deleted = 1 OR p.state IN ('declined', 'not_selected', "
                          "'withdrawn', 'alumni')) ORDER BY s.position IS NULL, s.position, s.id "
                          "LIMIT 1",
                          "t", cohort) ||
      !amb_db_query_int (db, &taken, 0, error,
                         "SELECT count(*) FROM seats WHERE cohort_id = ? AND kind = 'seat' AND "
                         "deleted = 0",
                         "t", cohort))
    return FALSE;
  seats = amb_record_get_int (self->cohort, "seats", taken);
  if (*seat != NULL || taken < seats)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("All %d seats of “%s” are held. Somebody comes up from the wait list when one of "
                  "them declines or leaves."),
               (int) taken, amb_record_get_title (self->cohort));
  return FALSE;
}

/* (out) @waiting: the place of @person on the wait list */
static gboolean
find_waiting (AmbAct *self, const char *person, char **waiting, GError **error)
{
  g_autofree char *name = NULL;

  if (!amb_db_query_text (amb_store_get_db (self->store), waiting, error,
                          "SELECT s.id FROM seats s JOIN ambassadors p ON p.id = s.ambassador_id "
                          "AND p.deleted = 0 WHERE s.cohort_id = ? AND s.ambassador_id = ? AND "
                          "s.kind = 'wait_list' AND s.deleted = 0 AND p.state IN ('shortlisted', "
                          "'waitlisted')",
                          "tt", amb_record_get_id (self->cohort), person))
    return FALSE;
  if (*waiting != NULL)
    return TRUE;
  name = amb_store_dup_title (self->store, amb_entity_find ("ambassador"), person);
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("%s is not on the wait list of “%s”, or is no candidate any more."),
               name != NULL ? name : "–", amb_record_get_title (self->cohort));
  return FALSE;
}

static gboolean
choose_person (AmbAct *self, const char *wanted, char **person, GError **error)
{
  if (wanted != NULL)
    {
      *person = g_strdup (wanted);
      return TRUE;
    }
  if (!find_next (self, person, error))
    return FALSE;
  if (*person != NULL)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("Nobody who could be chosen is left on the wait list of “%s”."),
               amb_record_get_title (self->cohort));
  return FALSE;
}

static gboolean
set (AmbAct *self, const char *seat, const char *field, const char *value, GError **error)
{
  return amb_programme_set_field (self->programme, amb_entity_find ("seat"), seat, field, value,
                                  error);
}

/* The place goes from one to the other, its role too where the other has none. */
static gboolean
hand_over (AmbAct *self, const char *from, const char *to, GError **error)
{
  const AmbEntity *seats = amb_entity_find ("seat");
  g_autoptr (AmbRecord) given =
      from != NULL ? amb_store_get (self->store, seats, from, error) : NULL;
  g_autoptr (AmbRecord) taken = amb_store_get (self->store, seats, to, error);

  if (taken == NULL || (from != NULL && given == NULL))
    return FALSE;
  if (given == NULL)
    return set (self, to, "position", NULL, error);
  return set (self, from, "kind", "given_up", error) &&
         set (self, to, "position", amb_record_get (given, "position"), error) &&
         (amb_record_get (taken, "role-id") != NULL ||
          set (self, to, "role-id", amb_record_get (given, "role-id"), error));
}

static gboolean
shortlist (AmbAct *self, const char *person, const char *reason, GError **error)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbRecord) record = amb_store_get (self->store, people, person, error);

  if (record == NULL)
    return FALSE;
  return g_strcmp0 (amb_record_get_state (record), "shortlisted") == 0 ||
         amb_programme_move (self->programme, people, person, "shortlisted", reason, error);
}

static gboolean
write_decision (AmbAct *self, const char *person, const char *reason, GError **error)
{
  g_autofree char *name = amb_store_dup_title (self->store, amb_entity_find ("ambassador"), person);
  /* Translators: a decision; a cohort, then a name */
  g_autofree char *what =
      g_strdup_printf (_ ("%s: %s comes up from the wait list"),
                       amb_record_get_title (self->cohort), name != NULL ? name : "–");

  return amb_act_decide (self, what, reason, error);
}

static gboolean
promote (AmbAct *self, const char *wanted, const char *reason, char **promoted, GError **error)
{
  g_autofree char *person = NULL, *seat = NULL, *waiting = NULL;

  if (reason == NULL || *reason == '\0')
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("Say why this person gets the seat: the reason stays with it."));
      return FALSE;
    }
  if (!choose_person (self, wanted, &person, error) ||
      !find_waiting (self, person, &waiting, error) || !find_seat (self, &seat, error) ||
      !hand_over (self, seat, waiting, error) || !set (self, waiting, "kind", "seat", error) ||
      !set (self, waiting, "reason", reason, error) || !shortlist (self, person, reason, error) ||
      !write_decision (self, person, reason, error))
    return FALSE;
  if (promoted != NULL)
    *promoted = g_steal_pointer (&person);
  return TRUE;
}

gboolean
amb_composer_promote (AmbProgramme *programme,
                      const char *cohort,
                      const char *person,
                      const char *reason,
                      char **promoted,
                      GError **error)
{
  AmbAct act;

  /* Translators: what “Undo …” takes back; a cohort */
  if (!amb_act_begin (&act, programme, cohort, "frozen", _ ("Wait list of %s"), error))
    return FALSE;
  return amb_act_end (&act, promote (&act, person, reason, promoted, error), error);
}
