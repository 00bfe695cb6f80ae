#include "amb-candidates-private.h"

#include "amb-error.h"
#include "amb-programme.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ?2: only those of whom something was said. */
#define RATED(application)                                                                         \
  " AND (NOT ?2 OR p.id IN (SELECT s.ambassador_id FROM assessments s WHERE s.deleted = 0 AND "    \
  "s.ambassador_id IS NOT NULL) OR " application                                                   \
  " IN (SELECT s.application_id FROM assessments s "                                               \
  "WHERE s.deleted = 0 AND s.application_id IS NOT NULL))"

/* Candidate, application, name, state, role, day: the application before the nomination. */
#define OF_CALL_SQL                                                                                \
  "SELECT p.id, w.application, p.display_name, p.state, w.role, w.since FROM "                     \
  "(SELECT ambassador_id AS person, id AS application, role_id AS role, submitted_on AS since "    \
  "FROM applications WHERE call_id = ?1 AND deleted = 0 AND state NOT IN " AMB_CANDIDATES_GONE     \
  " UNION ALL SELECT ambassador_id, NULL, role_id, nominated_on FROM nominations "                 \
  "WHERE call_id = ?1 AND deleted = 0) w CROSS JOIN ambassadors p ON p.id = w.person "             \
  "WHERE p.deleted = 0 AND p.state IN " AMB_CANDIDATES_STATES RATED (                              \
      "w.application") " ORDER BY w.application IS NULL, w.since, w.application"

#define OF_NO_CALL(people)                                                                         \
  "SELECT p.id, a.id, p.display_name, p.state, COALESCE(a.role_id, n.role_id), "                   \
  "COALESCE(a.submitted_on, n.nominated_on) FROM " people                                          \
  " LEFT JOIN applications a ON a.ambassador_id = p.id AND a.deleted = 0 AND a.call_id IS NULL "   \
  "AND a.state NOT IN " AMB_CANDIDATES_GONE                                                        \
  " LEFT JOIN nominations n ON n.ambassador_id = p.id AND n.deleted = 0 AND n.call_id IS NULL "    \
  "WHERE ?1 IS NULL AND p.deleted = 0 AND p.state IN " AMB_CANDIDATES_STATES RATED (               \
      "a.id") " AND NOT EXISTS " AMB_CANDIDATES_APPLIED_SQL                                        \
              " AND NOT EXISTS " AMB_CANDIDATES_NOMINATED_SQL                                      \
              " ORDER BY a.submitted_on DESC, a.id, n.nominated_on"
#define OF_NO_CALL_SQL OF_NO_CALL ("ambassadors p")
/* Where those alone are asked for of whom something was said, they are few beside all. */
#define RATED_OF_NO_CALL_SQL                                                                       \
  OF_NO_CALL ("(SELECT s.ambassador_id AS person FROM assessments s WHERE s.deleted = 0 AND "      \
              "s.ambassador_id IS NOT NULL UNION SELECT o.ambassador_id FROM assessments s JOIN "  \
              "applications o ON o.id = s.application_id WHERE s.deleted = 0) w CROSS JOIN "       \
              "ambassadors p ON p.id = w.person")

/* What a blind rater has of an application, where it isn't there whole. */
#define BLIND_SQL                                                                                  \
  "SELECT b.id, b.id, NULL, b.state, b.role_id, b.submitted_on FROM blind_applications b "         \
  "WHERE b.call_id IS ?1 AND b.deleted = 0 AND NOT EXISTS (SELECT 1 FROM applications a "          \
  "WHERE a.id = b.id AND a.deleted = 0 AND ?2) ORDER BY b.id"

#define CRITERIA_SQL                                                                               \
  "SELECT id, weight, role_id, name, guide FROM criteria c WHERE deleted = 0 AND in_use = 1 AND "  \
  "call_id IS (SELECT call_id FROM criteria WHERE call_id = ?1 AND deleted = 0 AND in_use = 1 "    \
  "LIMIT 1) ORDER BY position IS NULL, position, id"

/* What was said of the person, and what was said of the application. */
#define SCORES_SQL                                                                                 \
  "SELECT 0, s.ambassador_id, s.criterion_id, s.by_id, s.role_id, s.score, s.blank_on_purpose, "   \
  "s.id, s.rated_on, s.evidence FROM json_each(?1) j CROSS JOIN assessments s ON "                 \
  "s.ambassador_id = j.value AND s.application_id IS NULL WHERE s.deleted = 0 "                    \
  "AND (?3 IS NULL OR s.by_id = ?3) UNION ALL "                                                    \
  "SELECT 1, s.application_id, s.criterion_id, s.by_id, s.role_id, s.score, s.blank_on_purpose, "  \
  "s.id, s.rated_on, s.evidence FROM json_each(?2) j CROSS JOIN assessments s ON "                 \
  "s.application_id = j.value WHERE s.deleted = 0 AND (?3 IS NULL OR s.by_id = ?3)"

/* A score as it was read. */
typedef struct
{
  AmbFitScore score;
  gboolean is_of_application;
  const char *rated_on, *id, *evidence;
} Given;

/* One load. */
typedef struct
{
  AmbStore *store;
  const AmbCandidatesQuery *query;
  AmbCandidates *self;
  AmbAccess access;
  char *person;          /* nullable: who asks */
  GHashTable *by_person; /* id → AmbCandidate */
  GHashTable *by_application;
  GHashTable *given; /* AmbCandidate → array of Given */
} Load;

static void
criterion_free (gpointer data)
{
  AmbCandidateCriterion *self = data;

  g_free (self->name);
  g_free (self->guide);
  g_free (self);
}

static void
answer_free (gpointer data)
{
  AmbCandidateAnswer *self = data;

  g_free (self->id);
  g_free (self->rater);
  g_free (self->evidence);
  g_free (self->rated_on);
  g_free (self);
}

static AmbCandidateAnswer *
answer_new (const Given *given)
{
  AmbCandidateAnswer *self = g_new0 (AmbCandidateAnswer, 1);

  self->id = g_strdup (given->id);
  self->rated_on = g_strdup (given->rated_on);
  self->evidence = g_strdup (given->evidence);
  return self;
}

static void
candidate_free (gpointer data)
{
  AmbCandidate *self = data;

  g_free (self->id);
  g_free (self->application);
  g_free (self->name);
  g_free (self->state);
  g_free (self->role);
  g_free (self->since);
  g_array_unref (self->scores);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->fit, amb_fit_free);
  g_free (self);
}

void
amb_candidates_free (AmbCandidates *self)
{
  if (self == NULL)
    return;
  g_free (self->call);
  g_free (self->call_name);
  g_array_unref (self->criteria);
  g_ptr_array_unref (self->details);
  g_clear_pointer (&self->roles, g_hash_table_unref);
  g_ptr_array_unref (self->candidates);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static AmbCandidates *
candidates_new (void)
{
  AmbCandidates *self = g_new0 (AmbCandidates, 1);

  self->criteria = g_array_new (FALSE, FALSE, sizeof (AmbFitCriterion));
  self->details = g_ptr_array_new_with_free_func (criterion_free);
  self->candidates = g_ptr_array_new_with_free_func (candidate_free);
  self->texts = g_string_chunk_new (4096);
  return self;
}

/* The text of a column, kept once. */
static const char *
keep (AmbCandidates *self, AmbStmt *stmt, int column)
{
  const char *text = amb_stmt_get_text (stmt, column);

  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

static gboolean
load_criteria (Load *load, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (load->store), CRITERIA_SQL, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, load->query->call);
  while (amb_stmt_step (stmt, &row, error))
    {
      AmbFitCriterion criterion;
      AmbCandidateCriterion *detail;

      if (!row)
        return TRUE;
      criterion = (AmbFitCriterion){ keep (load->self, stmt, 0), amb_stmt_get_int (stmt, 1),
                                     keep (load->self, stmt, 2) };
      detail = g_new0 (AmbCandidateCriterion, 1);
      detail->name = g_strdup (amb_stmt_get_text (stmt, 3));
      detail->guide = g_strdup (amb_stmt_get_text (stmt, 4));
      g_array_append_val (load->self->criteria, criterion);
      g_ptr_array_add (load->self->details, detail);
    }
  return FALSE;
}

static void
take_candidate (Load *load, AmbStmt *stmt)
{
  const char *id = amb_stmt_get_text (stmt, 0);
  AmbCandidate *candidate;

  if (g_hash_table_contains (load->by_person, id))
    return;
  candidate = g_new0 (AmbCandidate, 1);
  candidate->id = g_strdup (id);
  candidate->application = g_strdup (amb_stmt_get_text (stmt, 1));
  candidate->name = g_strdup (amb_stmt_get_text (stmt, 2));
  candidate->state = g_strdup (amb_stmt_get_text (stmt, 3));
  candidate->role = g_strdup (amb_stmt_get_text (stmt, 4));
  candidate->since = g_strdup (amb_stmt_get_text (stmt, 5));
  candidate->scores = g_array_new (FALSE, FALSE, sizeof (AmbFitScore));
  if (load->query->detail != NULL && (g_str_equal (load->query->detail, candidate->id) ||
                                      g_strcmp0 (load->query->detail, candidate->application) == 0))
    candidate->answers = g_ptr_array_new_with_free_func (answer_free);
  g_hash_table_insert (load->by_person, candidate->id, candidate);
  if (candidate->application != NULL)
    g_hash_table_insert (load->by_application, candidate->application, candidate);
  g_ptr_array_add (load->self->candidates, candidate);
}

static gboolean
load_people (Load *load, const char *sql, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (load->store), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, load->query->call);
  amb_stmt_bind_int (stmt, 2,
                     g_str_equal (sql, BLIND_SQL) ? load->access != AMB_ACCESS_AMBASSADOR
                                                  : load->query->is_rated);
  while (amb_stmt_step (stmt, &row, error))
    if (!row)
      return TRUE;
    else
      take_candidate (load, stmt);
  return FALSE;
}

/* An ambassador rates what has no name; their own application is not theirs to rate. */
static gboolean
load_candidates (Load *load, GError **error)
{
  const char *sql = load->query->call != NULL ? OF_CALL_SQL
                    : load->query->is_rated   ? RATED_OF_NO_CALL_SQL
                                              : OF_NO_CALL_SQL;

  if (load->access != AMB_ACCESS_AMBASSADOR && !load_people (load, sql, error))
    return FALSE;
  return load_people (load, BLIND_SQL, error);
}

static void
append_id (GString *json, const char *id)
{
  if (id == NULL)
    return;
  if (json->len > 1)
    g_string_append_c (json, ',');
  amb_json_append_string (json, id);
}

/* In the order in which they were read: their rows are near each other. */
static char *
dup_ids (GPtrArray *candidates, gboolean of_applications)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < candidates->len; i++)
    {
      const AmbCandidate *candidate = g_ptr_array_index (candidates, i);

      append_id (json, of_applications ? candidate->application : candidate->id);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static GArray *
get_given (Load *load, AmbCandidate *candidate)
{
  GArray *given = g_hash_table_lookup (load->given, candidate);

  if (given == NULL)
    {
      given = g_array_new (FALSE, FALSE, sizeof (Given));
      g_hash_table_insert (load->given, candidate, given);
    }
  return given;
}

static void
take_score (Load *load, AmbStmt *stmt)
{
  AmbCandidates *self = load->self;
  gboolean is_of_application = amb_stmt_get_int (stmt, 0) != 0;
  AmbCandidate *candidate = g_hash_table_lookup (
      is_of_application ? load->by_application : load->by_person, amb_stmt_get_text (stmt, 1));
  int score = amb_stmt_is_null (stmt, 5) ? AMB_FIT_NONE : (int) amb_stmt_get_int (stmt, 5);
  Given given = {
    { keep (self, stmt, 2), keep (self, stmt, 3), keep (self, stmt, 4), score,
      amb_stmt_get_int (stmt, 6) != 0 },
    is_of_application,
    keep (self, stmt, 8),
    g_string_chunk_insert (self->texts, amb_stmt_get_text (stmt, 7)),
    candidate != NULL && candidate->answers != NULL ? keep (self, stmt, 9) : NULL,
  };

  if (candidate != NULL)
    g_array_append_val (get_given (load, candidate), given);
}

/* The later of two counts: what was said of the application, or at a later day. */
static int
compare_given (gconstpointer a, gconstpointer b)
{
  const Given *x = a, *y = b;
  int order = x->is_of_application - y->is_of_application;

  if (order == 0)
    order = g_strcmp0 (x->rated_on, y->rated_on);
  return order != 0 ? order : strcmp (x->id, y->id);
}

static void
keep_scores (Load *load)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, load->given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      AmbCandidate *candidate = key;
      GArray *all = value;

      g_array_sort (all, compare_given);
      for (guint i = 0; i < all->len; i++)
        {
          const Given *given = &g_array_index (all, Given, i);

          g_array_append_val (candidate->scores, given->score);
          if (candidate->answers != NULL)
            g_ptr_array_add (candidate->answers, answer_new (given));
        }
    }
}

static gboolean
load_scores (Load *load, GError **error)
{
  g_autofree char *people = dup_ids (load->self->candidates, FALSE);
  g_autofree char *applications = dup_ids (load->self->candidates, TRUE);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (load->store), SCORES_SQL, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, people);
  amb_stmt_bind_text (stmt, 2, applications);
  /* Somebody who is no person of the programme has given no score. */
  amb_stmt_bind_text (stmt, 3,
                      !load->self->is_own    ? NULL
                      : load->person != NULL ? load->person
                                             : "");
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        break;
      take_score (load, stmt);
    }
  keep_scores (load);
  return !row;
}

/* Names of the raters of the one candidate who was asked for. */
static gboolean
name_raters (Load *load, GError **error)
{
  AmbCandidate *candidate =
      load->query->detail != NULL ? amb_candidates_find (load->self, load->query->detail) : NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GHashTable) names = NULL;

  if (candidate == NULL)
    return TRUE;
  for (guint i = 0; i < candidate->scores->len; i++)
    g_ptr_array_add (ids, (char *) g_array_index (candidate->scores, AmbFitScore, i).rater);
  g_ptr_array_add (ids, NULL);
  names = amb_store_list_titles (load->store, amb_entity_find ("ambassador"),
                                 (const char *const *) ids->pdata, error);
  for (guint i = 0; names != NULL && i < candidate->answers->len; i++)
    {
      AmbCandidateAnswer *answer = g_ptr_array_index (candidate->answers, i);

      answer->rater = g_strdup (g_hash_table_lookup (names, g_ptr_array_index (ids, i)));
    }
  return names != NULL;
}

static gboolean
load_call (Load *load, GError **error)
{
  const AmbCandidatesQuery *query = load->query;
  g_autoptr (AmbRecord) call = NULL;
  gint64 taken, seats;

  if (query->call == NULL)
    {
      load->self->has_seats = query->seats >= 0;
      load->self->seats = (guint) MAX (query->seats, 0);
      return TRUE;
    }
  call = amb_store_get (load->store, amb_entity_find ("call"), query->call, error);
  if (call == NULL ||
      !amb_db_query_int (amb_store_get_db (load->store), &taken, 0, error,
                         "SELECT count(*) FROM applications a JOIN ambassadors p ON p.id = "
                         "a.ambassador_id AND p.deleted = 0 AND p.state IN " AMB_CANDIDATES_CHOSEN
                         " WHERE a.call_id = ? AND a.deleted = 0 AND a.state = 'selected'",
                         "t", query->call))
    return FALSE;
  seats = amb_record_get_int (call, "seats", -1);
  load->self->call = g_strdup (query->call);
  load->self->call_name = g_strdup (amb_record_get_title (call));
  load->self->is_blind = amb_record_get_int (call, "blind", 0) != 0;
  load->self->taken = (guint) taken;
  load->self->has_seats = query->seats >= 0 || seats >= 0;
  load->self->seats = (guint) (query->seats >= 0 ? query->seats : MAX (seats - taken, 0));
  return TRUE;
}

static gboolean
was_rated_for (const AmbCandidate *candidate, const char *role)
{
  for (guint i = 0; i < candidate->scores->len; i++)
    if (g_strcmp0 (g_array_index (candidate->scores, AmbFitScore, i).role, role) == 0)
      return TRUE;
  return FALSE;
}

/* With a role asked for: who wishes it, or none, or was rated for it. */
static gboolean
is_asked_for (const AmbCandidate *candidate, const char *role)
{
  return role == NULL || candidate->role == NULL || g_str_equal (candidate->role, role) ||
         was_rated_for (candidate, role);
}

static void
choose_role (Load *load)
{
  const char *role = load->query->role;
  GPtrArray *candidates = load->self->candidates;

  for (guint i = candidates->len; i > 0; i--)
    {
      AmbCandidate *candidate = g_ptr_array_index (candidates, i - 1);

      if (!is_asked_for (candidate, role))
        g_ptr_array_remove_index_fast (candidates, i - 1);
      else if (role != NULL)
        {
          g_free (candidate->role);
          candidate->role = g_strdup (role);
        }
    }
}

static AmbFitStanding
get_standing (const AmbCandidate *candidate)
{
  return (AmbFitStanding){ candidate->fit->fit, candidate->fit->completeness,
                           candidate->fit->n_raters, candidate->since, candidate->id };
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  AmbFitStanding x = get_standing (*(AmbCandidate *const *) a);
  AmbFitStanding y = get_standing (*(AmbCandidate *const *) b);

  return amb_fit_standing_compare (&x, &y);
}

static void
rank (AmbCandidates *self)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      AmbCandidate *candidate = g_ptr_array_index (self->candidates, i);

      candidate->fit =
          amb_fit_compute ((const AmbFitCriterion *) self->criteria->data, self->criteria->len,
                           (const AmbFitScore *) candidate->scores->data, candidate->scores->len,
                           candidate->role, candidate->id);
    }
  g_ptr_array_sort (self->candidates, compare_candidates);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      AmbCandidate *candidate = g_ptr_array_index (self->candidates, i);

      candidate->rank = self->is_own || candidate->fit->fit == AMB_FIT_NONE ? 0 : i + 1;
    }
}

static gboolean
check_access (Load *load, GError **error)
{
  const AmbEntity *assessments = amb_entity_find ("assessment");

  load->access = amb_programme_read_access (load->store);
  load->person = amb_store_dup_meta (load->store, "actor-person");
  load->self->is_own = !amb_access_sees_all (load->access, assessments);
  if (amb_access_get_rights (load->access, assessments) & AMB_RIGHT_READ)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("You have no right to see %s. Ask a manager of the programme."),
               _ (assessments->label_plural));
  return FALSE;
}

static gboolean
load_roles (Load *load, GError **error)
{
  const AmbEntity *roles = amb_entity_find ("role");

  load->self->roles = amb_store_list_titles (load->store, roles, NULL, error);
  if (load->self->roles == NULL)
    return FALSE;
  if (load->query->role == NULL || g_hash_table_contains (load->self->roles, load->query->role))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("There is no role “%s”. Choose one that exists."), load->query->role);
  return FALSE;
}

AmbCandidates *
amb_candidates_load (AmbStore *store, const AmbCandidatesQuery *query, GError **error)
{
  g_autoptr (AmbCandidates) self = candidates_new ();
  g_autoptr (GHashTable) by_person = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) by_application = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) given =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  Load load = {
    store, query, self, .by_person = by_person, .by_application = by_application, .given = given
  };
  gboolean ok = check_access (&load, error) && load_call (&load, error) &&
                load_roles (&load, error) && load_criteria (&load, error) &&
                load_candidates (&load, error) && load_scores (&load, error) &&
                name_raters (&load, error);

  g_free (load.person);
  if (!ok)
    return NULL;
  choose_role (&load);
  rank (self);
  return g_steal_pointer (&self);
}

AmbCandidate *
amb_candidates_find (const AmbCandidates *self, const char *id)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      AmbCandidate *candidate = g_ptr_array_index (self->candidates, i);

      if (g_strcmp0 (candidate->id, id) == 0 || g_strcmp0 (candidate->application, id) == 0)
        return candidate;
    }
  return NULL;
}

void
amb_candidates_find_change (const AmbCandidates *self,
                            const AmbCandidate *candidate,
                            AmbFitChange *change)
{
  g_autoptr (GArray) standings = g_array_new (FALSE, FALSE, sizeof (AmbFitStanding));
  guint at = 0;

  for (guint i = 0; i < self->candidates->len; i++)
    {
      const AmbCandidate *other = g_ptr_array_index (self->candidates, i);
      AmbFitStanding standing = get_standing (other);

      g_array_append_val (standings, standing);
      at = other == candidate ? i : at;
    }
  amb_fit_find_change (candidate->fit, (const AmbFitStanding *) standings->data, standings->len, at,
                       self->is_own ? 0 : self->seats, change);
}

gboolean
amb_candidates_is_above (const AmbCandidates *self, const AmbCandidate *candidate)
{
  return candidate->rank > 0 && candidate->rank <= self->seats;
}
