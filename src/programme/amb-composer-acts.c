#include "amb-composer-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

static gboolean
check_state (AmbRecord *cohort, const char *state, GError **error)
{
  const char *name = amb_record_get_title (cohort);

  if (state == NULL || g_strcmp0 (amb_record_get_state (cohort), state) == 0)
    return TRUE;
  if (g_str_equal (state, "draft"))
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("“%s” is not a draft any more. Make it a draft again with a reason, or compose "
                    "another cohort."),
                 name);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("“%s” is not frozen. Freeze it as a decision first."), name);
  return FALSE;
}

gboolean
amb_act_begin (AmbAct *self,
               AmbProgramme *programme,
               const char *cohort,
               const char *state,
               const char *label,
               GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autofree char *words = NULL;

  *self = (AmbAct){ programme, store, NULL };
  self->cohort = amb_store_get (store, amb_entity_find ("cohort"), cohort, error);
  if (self->cohort == NULL)
    return FALSE;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  words = g_strdup_printf (label, amb_record_get_title (self->cohort));
#pragma GCC diagnostic pop
  if (check_state (self->cohort, state, error) && amb_db_begin (amb_store_get_db (store), error))
    {
      if (amb_programme_open_group (programme, words, error))
        return TRUE;
      amb_db_rollback (amb_store_get_db (store));
    }
  g_clear_object (&self->cohort);
  return FALSE;
}

gboolean
amb_act_end (AmbAct *self, gboolean ok, GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);

  amb_programme_close_group (self->programme);
  g_clear_object (&self->cohort);
  if (ok)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

/* Seats of the cohort, in order. */

static const AmbEntity *
get_seats (void)
{
  return amb_entity_find ("seat");
}

/* (transfer full): living seats of @kind (NULL: both), in order */
static GPtrArray *
list_seats (AmbAct *self, const char *kind, GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_new (get_seats ());
  const char *const cohorts[] = { amb_record_get_id (self->cohort), NULL };
  const char *const kinds[] = { kind, NULL };

  amb_query_where (query, amb_entity_find_field (get_seats (), "cohort-id"), AMB_MATCH_IN, cohorts);
  if (kind != NULL)
    amb_query_where (query, amb_entity_find_field (get_seats (), "kind"), AMB_MATCH_IN, kinds);
  return amb_store_list (self->store, query, -1, error);
}

static gint64
get_position (AmbRecord *seat)
{
  const char *position = amb_record_get (seat, "position");

  return position != NULL ? g_ascii_strtoll (position, NULL, 10) : G_MAXINT64;
}

static int
compare_seats (gconstpointer a, gconstpointer b)
{
  AmbRecord *first = *(AmbRecord *const *) a, *second = *(AmbRecord *const *) b;
  gint64 one = get_position (first), other = get_position (second);

  if (one != other)
    return one < other ? -1 : 1;
  return g_strcmp0 (amb_record_get_id (first), amb_record_get_id (second));
}

static GPtrArray *
list_in_order (AmbAct *self, const char *kind, GError **error)
{
  GPtrArray *seats = list_seats (self, kind, error);

  if (seats != NULL)
    g_ptr_array_sort (seats, compare_seats);
  return seats;
}

static AmbRecord *
find_seat (GPtrArray *seats, const char *person)
{
  for (guint i = 0; i < seats->len; i++)
    if (g_strcmp0 (amb_record_get (g_ptr_array_index (seats, i), "ambassador-id"), person) == 0)
      return g_ptr_array_index (seats, i);
  return NULL;
}

static gboolean
refuse_stranger (AmbAct *self, const char *person, GError **error)
{
  g_autofree char *name = amb_store_dup_title (self->store, amb_entity_find ("ambassador"), person);

  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("%s has no place in “%s”. Add them first."), name != NULL ? name : "–",
               amb_record_get_title (self->cohort));
  return FALSE;
}

static gboolean
set (AmbAct *self, AmbRecord *record, const char *field, const char *value, GError **error)
{
  return amb_programme_set_field (self->programme, amb_record_get_entity (record),
                                  amb_record_get_id (record), field, value, error);
}

static gboolean
set_number (AmbAct *self, AmbRecord *seat, gint64 position, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, position);

  return set (self, seat, "position", text, error);
}

/* One behind the last. */
static gint64
get_end (GPtrArray *seats)
{
  gint64 last = 0;

  for (guint i = 0; i < seats->len; i++)
    if (amb_record_get (g_ptr_array_index (seats, i), "position") != NULL)
      last = MAX (last, get_position (g_ptr_array_index (seats, i)));
  return last + 1;
}

static gint64
get_n_seats (AmbAct *self)
{
  const char *seats = amb_record_get (self->cohort, "seats");

  return seats != NULL ? g_ascii_strtoll (seats, NULL, 10) : G_MAXINT64;
}

/* Adding. */

/* id → role that they wished last */
static GHashTable *
load_wishes (AmbAct *self, GError **error)
{
  g_autoptr (GHashTable) wishes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT x.ambassador_id, x.role_id FROM applications x JOIN roles r ON r.id = x.role_id AND "
      "r.deleted = 0 WHERE x.deleted = 0 ORDER BY x.submitted_on, x.rid",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_hash_table_insert (wishes, g_strdup (amb_stmt_get_text (stmt, 0)),
                             g_strdup (amb_stmt_get_text (stmt, 1)));
    }
  return g_steal_pointer (&wishes);
}

static gboolean
check_candidate (AmbAct *self, const char *person, GError **error)
{
  g_autoptr (AmbRecord) record =
      amb_store_get (self->store, amb_entity_find ("ambassador"), person, error);

  if (record == NULL)
    return FALSE;
  if (amb_words_contain ("shortlisted waitlisted in_review", amb_record_get_state (record)))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("%s is not a candidate who could be chosen: only those in review, shortlisted or "
                  "waitlisted are."),
               amb_record_get_title (record));
  return FALSE;
}

static gboolean
add_seat (AmbAct *self,
          const char *person,
          gboolean waits,
          gint64 position,
          const char *role,
          const char *reason,
          GError **error)
{
  g_autoptr (AmbRecord) seat = amb_record_new (get_seats (), NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, position);
  g_autofree char *id = NULL;

  if (!check_candidate (self, person, error))
    return FALSE;
  amb_record_set (seat, "cohort-id", amb_record_get_id (self->cohort));
  amb_record_set (seat, "ambassador-id", person);
  amb_record_set (seat, "kind", waits ? "wait_list" : "seat");
  amb_record_set (seat, "position", text);
  amb_record_set (seat, "role-id", role);
  amb_record_set (seat, "reason", reason);
  id = amb_programme_add (self->programme, seat, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}

/* @role: (nullable): for all of them */
static gboolean
add_choices (AmbAct *self,
             const AmbComposerChoice *choices,
             guint n_choices,
             const char *role,
             GError **error)
{
  g_autoptr (GPtrArray) draft = list_seats (self, "seat", error);
  g_autoptr (GPtrArray) wait = draft != NULL ? list_seats (self, "wait_list", error) : NULL;
  g_autoptr (GHashTable) wishes = wait != NULL ? load_wishes (self, error) : NULL;
  gint64 places[2], free_seats;

  if (wishes == NULL)
    return FALSE;
  places[0] = get_end (draft);
  places[1] = get_end (wait);
  free_seats = MAX (get_n_seats (self) - (gint64) draft->len, 0);
  for (guint i = 0; i < n_choices; i++)
    {
      const char *person = choices[i].person;
      gboolean waits = choices[i].waits || free_seats <= 0;

      free_seats -= waits ? 0 : 1;
      if (!add_seat (self, person, waits, places[waits]++,
                     role != NULL ? role : g_hash_table_lookup (wishes, person), choices[i].reason,
                     error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_people (AmbAct *self,
            const char *const *people,
            gboolean waits,
            const char *role,
            const char *reason,
            GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (AmbComposerChoice));

  for (guint i = 0; people[i] != NULL; i++)
    {
      const AmbComposerChoice choice = { people[i], reason, waits };

      g_array_append_val (choices, choice);
    }
  return add_choices (self, (const AmbComposerChoice *) choices->data, choices->len, role, error);
}

gboolean
amb_composer_add (AmbProgramme *programme,
                  const char *cohort,
                  const char *const *people,
                  gboolean waits,
                  const char *role,
                  const char *reason,
                  GError **error)
{
  AmbAct act;

  /* Translators: what “Undo …” takes back; a cohort */
  if (!amb_act_begin (&act, programme, cohort, "draft", _ ("Add to %s"), error))
    return FALSE;
  return amb_act_end (&act, add_people (&act, people, waits, role, reason, error), error);
}

gboolean
amb_composer_fill (AmbProgramme *programme,
                   const char *cohort,
                   const AmbComposerChoice *choices,
                   guint n_choices,
                   GError **error)
{
  AmbAct act;

  /* Translators: what “Undo …” takes back; a cohort */
  if (!amb_act_begin (&act, programme, cohort, "draft", _ ("Fill the seats of %s"), error))
    return FALSE;
  return amb_act_end (&act, add_choices (&act, choices, n_choices, NULL, error), error);
}

/* Taking out and moving about. */

static gboolean
take_out (AmbAct *self, const char *const *people, GError **error)
{
  g_autoptr (GPtrArray) seats = list_seats (self, NULL, error);

  if (seats == NULL)
    return FALSE;
  for (guint i = 0; people[i] != NULL; i++)
    {
      AmbRecord *seat = find_seat (seats, people[i]);

      if (seat == NULL)
        return refuse_stranger (self, people[i], error);
      if (!amb_programme_remove (self->programme, get_seats (), amb_record_get_id (seat), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_composer_take_out (AmbProgramme *programme,
                       const char *cohort,
                       const char *const *people,
                       GError **error)
{
  AmbAct act;

  if (!amb_act_begin (&act, programme, cohort, "draft", _ ("Take out of %s"), error))
    return FALSE;
  return amb_act_end (&act, take_out (&act, people, error), error);
}

/* Each gets the number of its place; equal values change nothing. */
static gboolean
number (AmbAct *self, GPtrArray *seats, GError **error)
{
  for (guint i = 0; i < seats->len; i++)
    if (!set_number (self, g_ptr_array_index (seats, i), i + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
shift (AmbAct *self, const char *person, int by, GError **error)
{
  g_autoptr (GPtrArray) all = list_seats (self, NULL, error);
  AmbRecord *seat = all != NULL ? find_seat (all, person) : NULL;
  g_autoptr (GPtrArray) seats = NULL;
  guint from, to;

  if (all == NULL)
    return FALSE;
  if (seat == NULL)
    return refuse_stranger (self, person, error);
  seats = list_in_order (self, amb_record_get (seat, "kind"), error);
  if (seats == NULL)
    return FALSE;
  for (from = 0; from < seats->len; from++)
    if (g_strcmp0 (amb_record_get (g_ptr_array_index (seats, from), "ambassador-id"), person) == 0)
      break;
  to = (guint) CLAMP ((gint64) from + by, 0, (gint64) seats->len - 1);
  g_ptr_array_insert (seats, (int) to, g_ptr_array_steal_index (seats, from));
  return number (self, seats, error);
}

gboolean
amb_composer_shift (
    AmbProgramme *programme, const char *cohort, const char *person, int by, GError **error)
{
  AmbAct act;

  if (!amb_act_begin (&act, programme, cohort, "draft", _ ("Reorder %s"), error))
    return FALSE;
  return amb_act_end (&act, shift (&act, person, by, error), error);
}

static gboolean
put (AmbAct *self, const char *person, gboolean waits, GError **error)
{
  const char *kind = waits ? "wait_list" : "seat";
  g_autoptr (GPtrArray) seats = list_seats (self, NULL, error);
  g_autoptr (GPtrArray) there = seats != NULL ? list_seats (self, kind, error) : NULL;
  AmbRecord *seat = there != NULL ? find_seat (seats, person) : NULL;

  if (there == NULL)
    return FALSE;
  if (seat == NULL)
    return refuse_stranger (self, person, error);
  if (g_strcmp0 (amb_record_get (seat, "kind"), kind) == 0)
    return TRUE;
  if (!waits && (gint64) there->len >= get_n_seats (self))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("All %d seats of “%s” are taken. Take somebody out, or raise the number of "
                      "seats."),
                   (int) there->len, amb_record_get_title (self->cohort));
      return FALSE;
    }
  return set (self, seat, "kind", kind, error) && set_number (self, seat, get_end (there), error);
}

gboolean
amb_composer_put (
    AmbProgramme *programme, const char *cohort, const char *person, gboolean waits, GError **error)
{
  AmbAct act;

  if (!amb_act_begin (&act, programme, cohort, "draft",
                      waits ? _ ("Put onto the wait list of %s") : _ ("Give a seat of %s"), error))
    return FALSE;
  return amb_act_end (&act, put (&act, person, waits, error), error);
}

/* The wait list of the cohort before. */

static char **
list_waiting (AmbAct *self, const char *from, GError **error)
{
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT p.id FROM seats s JOIN ambassadors p ON p.id = s.ambassador_id AND p.deleted = 0 "
      "WHERE "
      "s.cohort_id = ?1 AND s.kind = 'wait_list' AND s.deleted = 0 AND p.state IN ('shortlisted', "
      "'waitlisted', 'in_review') AND NOT EXISTS (SELECT 1 FROM seats t WHERE t.cohort_id = ?2 AND "
      "t.ambassador_id = p.id AND t.deleted = 0) ORDER BY s.position IS NULL, s.position, s.id",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, from);
  amb_stmt_bind_text (stmt, 2, amb_record_get_id (self->cohort));
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_strv_builder_add (people, amb_stmt_get_text (stmt, 0));
    }
  return g_strv_builder_end (people);
}

gboolean
amb_composer_reuse (
    AmbProgramme *programme, const char *cohort, const char *from, guint *n_taken, GError **error)
{
  g_auto (GStrv) people = NULL;
  AmbAct act;
  gboolean ok;

  if (!amb_act_begin (&act, programme, cohort, "draft", _ ("Use a wait list again for %s"), error))
    return FALSE;
  people = list_waiting (&act, from, error);
  ok = people != NULL && add_people (&act, (const char *const *) people, TRUE, NULL, NULL, error) &&
       set (&act, act.cohort, "previous-id", from, error);
  if (n_taken != NULL)
    *n_taken = people != NULL ? g_strv_length (people) : 0;
  return amb_act_end (&act, ok, error);
}

/* Freezing. */

static gboolean
check_decidable (AmbAct *self, guint n, GError **error)
{
  g_autofree char *names = NULL;

  if (n == 0 || (gint64) n > get_n_seats (self))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   n == 0 ? _ ("Nobody has a seat in “%s” yet. Add those who are chosen first.")
                          : _ ("“%s” has more people than seats. Put the last ones onto the wait "
                               "list, or raise the number of seats."),
                   amb_record_get_title (self->cohort));
      return FALSE;
    }
  if (!amb_db_query_text (
          amb_store_get_db (self->store), &names, error,
          "SELECT group_concat (display_name, ', ') FROM (SELECT p.display_name FROM seats s JOIN "
          "ambassadors p ON p.id = s.ambassador_id WHERE s.cohort_id = ? AND s.kind = 'seat' AND "
          "s.deleted = 0 AND (p.deleted = 1 OR p.state NOT IN ('shortlisted', 'waitlisted')) ORDER "
          "BY p.display_name_key)",
          "t", amb_record_get_id (self->cohort)))
    return FALSE;
  if (names == NULL)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("These people have a seat and can’t be decided yet: %s. Shortlist them first, or "
                  "take them out."),
               names);
  return FALSE;
}

gboolean
amb_act_decide (AmbAct *self, const char *what, const char *why, GError **error)
{
  const AmbEntity *decisions = amb_entity_find ("decision");
  g_autoptr (AmbRecord) decision = amb_record_new (decisions, NULL);
  const char *owner = amb_record_get (self->cohort, "owner-id");
  g_autofree char *id = NULL;

  amb_record_set (decision, "what", what);
  amb_record_set (decision, "why", why);
  amb_record_set (decision, "owner-id", owner != NULL ? owner : self->programme->actor_person);
  amb_record_set (decision, "node-id", amb_record_get (self->cohort, "node-id"));
  amb_record_set (decision, "decided-on", amb_store_get_today (self->store));
  amb_record_set (decision, "state", "proposed");
  id = amb_programme_add (self->programme, decision, AMB_COMMAND_DEFAULT, error);
  return id != NULL && (amb_record_get (decision, "owner-id") == NULL ||
                        amb_programme_move (self->programme, decisions, id, "taken", NULL, error));
}

static gboolean
write_decision (AmbAct *self, guint n, const char *reason, GError **error)
{
  g_autofree char *what = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s: %d person is chosen", "%s: %d people are chosen", n),
      amb_record_get_title (self->cohort), (int) n);

  return amb_act_decide (self, what, reason, error);
}

/* The figures of the day stay with the seats. */
static gboolean
keep_fits (AmbAct *self, GPtrArray *seats, GError **error)
{
  GError *inner = NULL;
  g_autoptr (GHashTable) fits =
      amb_composer_load_fits (self->store, amb_record_get_id (self->cohort), &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  for (guint i = 0; fits != NULL && i < seats->len; i++)
    {
      AmbRecord *seat = g_ptr_array_index (seats, i);
      const char *fit = g_hash_table_lookup (fits, amb_record_get (seat, "ambassador-id"));

      if (fit != NULL && !set (self, seat, "fit", fit, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
freeze (AmbAct *self, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) draft = list_in_order (self, "seat", error);
  g_autoptr (GPtrArray) wait = draft != NULL ? list_in_order (self, "wait_list", error) : NULL;
  g_autofree char *count = NULL;

  if (wait == NULL || !check_decidable (self, draft->len, error))
    return FALSE;
  count = g_strdup_printf ("%u", draft->len);
  return number (self, draft, error) && number (self, wait, error) &&
         keep_fits (self, draft, error) && keep_fits (self, wait, error) &&
         (amb_record_get (self->cohort, "seats") != NULL ||
          set (self, self->cohort, "seats", count, error)) &&
         set (self, self->cohort, "frozen-reason", reason, error) &&
         set (self, self->cohort, "frozen-on", amb_store_get_today (self->store), error) &&
         amb_programme_move (self->programme, amb_record_get_entity (self->cohort),
                             amb_record_get_id (self->cohort), "frozen", reason, error) &&
         write_decision (self, draft->len, reason, error);
}

gboolean
amb_composer_freeze (AmbProgramme *programme,
                     const char *cohort,
                     const char *reason,
                     GError **error)
{
  AmbAct act;

  if (!amb_act_begin (&act, programme, cohort, "draft", _ ("Freeze %s"), error))
    return FALSE;
  return amb_act_end (&act, freeze (&act, reason, error), error);
}
