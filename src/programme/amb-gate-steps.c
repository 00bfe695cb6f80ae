/* What opens a gate of a person's next move, each in one step that is undone as one. */
#include "amb-programme-private.h"

#include "amb-error.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

#define CODE_LENGTH 8

typedef struct
{
  AmbProgramme *programme;
  AmbStore *store;
  AmbDb *db;
  AmbRecord *person;
  const char *target; /* nullable */
  const char *today;
} Step;

static gboolean
set_field (Step *step, const char *field, const char *value, GError **error)
{
  return amb_programme_set_field (step->programme, amb_record_get_entity (step->person),
                                  amb_record_get_id (step->person), field, value, error);
}

static gboolean
need_target (Step *step, const char *sentence, GError **error)
{
  if (step->target != NULL && *step->target != '\0')
    return TRUE;
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID, sentence);
  return FALSE;
}

/* The charter in force, in the person's language where there is one. (out) (nullable): @version is
 * that of the programme's record where no text is kept. */
static gboolean
find_charter (Step *step, char **id, char **version, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      step->db,
      "SELECT id, version FROM policy_texts WHERE kind = 'charter' AND state = 'in_force' AND "
      "deleted = 0 AND (valid_from IS NULL OR valid_from <= ?1) ORDER BY valid_from DESC, "
      "CAST(version AS INTEGER) DESC, language IS NOT ?2, id LIMIT 1",
      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, step->today);
  amb_stmt_bind_text (stmt, 2, amb_record_get (step->person, "language"));
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      *id = g_strdup (amb_stmt_get_text (stmt, 0));
      *version = g_strdup (amb_stmt_get_text (stmt, 1));
      return TRUE;
    }
  return amb_db_query_text (step->db, version, error,
                            "SELECT charter_version FROM programmes WHERE deleted = 0 LIMIT 1",
                            NULL);
}

static gboolean
open_charter (Step *step, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *version = NULL;

  if (step->target != NULL)
    return set_field (step, "charter-version", step->target, error);
  if (!find_charter (step, &id, &version, error))
    return FALSE;
  if (version != NULL)
    return set_field (step, "charter-version", version, error);
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("No charter is in force. Put one in force under Administration, Policy texts, or "
                  "say which version was accepted."));
  return FALSE;
}

static gboolean
open_notice (Step *step, GError **error)
{
  return set_field (step, "notice-on", step->target != NULL ? step->target : step->today, error);
}

static gboolean
add_consent (Step *step, const char *day, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *version = NULL;
  g_autofree char *added = NULL;
  g_autoptr (AmbRecord) consent = amb_record_new (amb_entity_find ("consent"), NULL);
  const char *by = step->programme->actor_person;
  gboolean by_self = amb_record_is_of (step->person, by);

  if (!find_charter (step, &text, &version, error))
    return FALSE;
  amb_record_set (consent, "ambassador-id", amb_record_get_id (step->person));
  amb_record_set (consent, "purpose", "participation");
  amb_record_set (consent, "legal-basis", "consent");
  amb_record_set (consent, "given-on", day);
  amb_record_set (consent, "policy-text-id", text);
  amb_record_set (consent, "text-version", version);
  amb_record_set (consent, "channel", by_self ? "application" : "spoken");
  amb_record_set (consent, "by-id", by_self ? NULL : by);
  added = amb_programme_add (step->programme, consent, AMB_COMMAND_DEFAULT, error);
  return added != NULL;
}

/* The day on the person, and the record of it that is withdrawn in one click. */
static gboolean
open_voluntary (Step *step, GError **error)
{
  const char *day = step->target != NULL ? step->target : step->today;
  gint64 given = 0;

  if (!set_field (step, "voluntary-on", day, error) ||
      !amb_db_query_int (step->db, &given, 0, error,
                         "SELECT count(*) FROM consents WHERE ambassador_id = ? AND purpose = "
                         "'participation' AND deleted = 0 AND (withdrawn_on IS NULL OR "
                         "withdrawn_on > ?)",
                         "tt", amb_record_get_id (step->person), step->today))
    return FALSE;
  return given > 0 || add_consent (step, day, error);
}

/* The track that was followed to its end comes first, then one in the person's language. */
static gboolean
find_track (Step *step, char **track, char **enrolment, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      step->db,
      "SELECT t.id, e.id FROM tracks t LEFT JOIN enrolments e ON e.track_id = t.id AND "
      "e.ambassador_id = ?1 AND e.deleted = 0 AND e.state IN ('complete', 'waived') WHERE "
      "t.deleted = 0 AND CASE WHEN ?3 IS NOT NULL THEN t.id = ?3 ELSE t.level = '1' AND t.state = "
      "'open' END ORDER BY e.id IS NULL, e.completed_on DESC, t.language IS NOT ?2, t.role_id IS "
      "NOT NULL, t.id LIMIT 1",
      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (step->person));
  amb_stmt_bind_text (stmt, 2, amb_record_get (step->person, "language"));
  amb_stmt_bind_text (stmt, 3, step->target);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      *track = g_strdup (amb_stmt_get_text (stmt, 0));
      *enrolment = g_strdup (amb_stmt_get_text (stmt, 1));
      return TRUE;
    }
  if (step->target != NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no track “%s”. Choose one of those under Training."), step->target);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("No track of level 1 is open. Open one under Training, Tracks."));
  return FALSE;
}

/* Without letters and digits that are read as others. */
static char *
dup_code (AmbClock *clock)
{
  static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  GString *code = g_string_new ("AMB-");

  for (guint i = 0; i < CODE_LENGTH; i++)
    g_string_append_c (code, letters[amb_clock_random (clock) % (sizeof letters - 1)]);
  return g_string_free (code, FALSE);
}

/* What opens this gate is a first certificate, of a track that people follow. */
static gboolean
is_first_track (AmbRecord *track, GError **error)
{
  const AmbField *state = amb_entity_get_state_field (amb_record_get_entity (track));
  const AmbField *level = amb_entity_find_field (amb_record_get_entity (track), "level");
  g_autofree char *shown_state = amb_field_format (state, amb_record_get_state (track));
  g_autofree char *shown_level = amb_field_format (level, amb_record_get (track, "level"));

  if (g_strcmp0 (amb_record_get_state (track), "open") == 0 &&
      g_strcmp0 (amb_record_get (track, "level"), "1") == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               /* Translators: a training track, its level, its state */
               _ ("“%1$s” (%2$s, %3$s) is not a track of level 1 that is open. Choose one that is "
                  "under Training, Tracks."),
               amb_record_get_title (track), shown_level, shown_state);
  return FALSE;
}

static gboolean
open_certificate (Step *step, GError **error)
{
  g_autofree char *track_id = NULL;
  g_autofree char *enrolment = NULL;
  g_autofree char *code = dup_code (amb_store_get_clock (step->store));
  g_autofree char *expires = NULL;
  g_autofree char *added = NULL;
  g_autoptr (AmbRecord) track = NULL;
  g_autoptr (AmbRecord) certificate = amb_record_new (amb_entity_find ("certificate"), NULL);
  const char *level;

  if (!find_track (step, &track_id, &enrolment, error))
    return FALSE;
  track = amb_store_get (step->store, amb_entity_find ("track"), track_id, error);
  if (track == NULL || !is_first_track (track, error))
    return FALSE;
  level = amb_record_get (track, "level");
  expires =
      amb_date_add_days (step->today, (int) amb_record_get_int (track, "validity-days", 365) - 1);
  amb_record_set (certificate, "ambassador-id", amb_record_get_id (step->person));
  amb_record_set (certificate, "track-id", track_id);
  amb_record_set (certificate, "track-version", amb_record_get (track, "version"));
  amb_record_set (certificate, "enrolment-id", enrolment);
  amb_record_set (certificate, "level", level);
  amb_record_set (certificate, "issued-on", step->today);
  amb_record_set (certificate, "expires-on", expires);
  amb_record_set (certificate, "code", code);
  added = amb_programme_add (step->programme, certificate, AMB_COMMAND_DEFAULT, error);
  if (added == NULL)
    return FALSE;
  return g_strcmp0 (amb_record_get (step->person, "level"), level) >= 0 ||
         set_field (step, "level", level, error);
}

/* One that was proposed becomes current; else a new one begins today. */
static gboolean
give_assignment (Step *step, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("assignment");
  g_autofree char *proposed = NULL;
  g_autofree char *added = NULL;
  g_autoptr (AmbRecord) assignment = NULL;

  if (!amb_db_query_text (step->db, &proposed, error,
                          "SELECT id FROM assignments WHERE ambassador_id = ? AND role_id = ? AND "
                          "state = 'proposed' AND deleted = 0 ORDER BY id LIMIT 1",
                          "tt", amb_record_get_id (step->person), step->target))
    return FALSE;
  if (proposed != NULL)
    return amb_programme_set_field (step->programme, entity, proposed, "starts-on", step->today,
                                    error) &&
           amb_programme_move (step->programme, entity, proposed, "current", NULL, error);
  assignment = amb_record_new (entity, NULL);
  amb_record_set (assignment, "ambassador-id", amb_record_get_id (step->person));
  amb_record_set (assignment, "role-id", step->target);
  amb_record_set (assignment, "state", "current");
  amb_record_set (assignment, "starts-on", step->today);
  amb_record_set (assignment, "author-id", step->programme->actor_person);
  added = amb_programme_add (step->programme, assignment, AMB_COMMAND_DEFAULT, error);
  return added != NULL;
}

static gboolean
open_role (Step *step, GError **error)
{
  const AmbField *roles = amb_entity_find_field (amb_record_get_entity (step->person), "roles");
  g_autoptr (AmbRecord) role = NULL;
  g_autofree char *with = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) had = amb_set_to_strv (amb_record_get (step->person, "roles"));
  g_auto (GStrv) all = NULL;
  const char *kind;

  if (!need_target (step, _ ("Which role? Choose one of those under Network, Roles."), error))
    return FALSE;
  role = amb_store_get (step->store, amb_entity_find ("role"), step->target, error);
  if (role == NULL)
    return FALSE;
  if (g_strcmp0 (amb_record_get (role, "in-use"), "0") == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("The role “%s” is not in use. Choose another one under Network, Roles."),
                   amb_record_get_title (role));
      return FALSE;
    }
  if (!give_assignment (step, error))
    return FALSE;
  kind = amb_record_get (role, "kind");
  if (amb_field_find_choice (roles, kind) == NULL)
    return TRUE;
  g_strv_builder_addv (builder, (const char **) had);
  g_strv_builder_add (builder, kind);
  all = g_strv_builder_end (builder);
  with = amb_set_from_strv ((const char *const *) all);
  return set_field (step, "roles", with, error);
}

/* People are at home in one of these; a department is theirs beside it. */
static const char *const homes[] = { "country", "business_line", NULL };

static gboolean
is_home (Step *step, GError **error)
{
  const AmbEntity *nodes = amb_entity_find ("node");
  g_autoptr (AmbRecord) node = amb_store_get (step->store, nodes, step->target, error);
  const char *kind = node != NULL ? amb_record_get (node, "kind") : NULL;
  g_autofree char *is = NULL;

  if (node == NULL)
    return FALSE;
  if (kind != NULL && g_strv_contains (homes, kind))
    return TRUE;
  is = amb_field_format (amb_entity_find_field (nodes, "kind"), kind);
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               /* Translators: a node, its kind */
               _ ("“%1$s” (%2$s) is no home node. Choose a country or a business line."),
               amb_record_get_title (node), is);
  return FALSE;
}

static gboolean
open_home (Step *step, GError **error)
{
  return need_target (step, _ ("Which node? Choose a country or a business line."), error) &&
         is_home (step, error) && set_field (step, "node-id", step->target, error);
}

static gboolean
open_end_date (Step *step, GError **error)
{
  if (!need_target (step, _ ("Until which day? Give it as 2026-11-30."), error) ||
      !amb_day_check (step->target, error))
    return FALSE;
  if (g_strcmp0 (step->target, step->today) < 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("A pause until %s is over. Give today or a later day."), step->target);
      return FALSE;
    }
  return set_field (step, "paused-until", step->target, error);
}

typedef struct
{
  AmbGate gate;
  gboolean (*open) (Step *step, GError **error);
  const char *creates;    /* nullable: an entity of which a record is made */
  const char *field;      /* nullable: of the person, that is set */
  const AmbField *choose; /* nullable: a reference to what is chosen */
} Opener;

static const AmbField a_role = { "role", N_ ("Role"), AMB_FIELD_REF, .ref = "role" };
static const AmbField a_home = { "home", N_ ("Node"), AMB_FIELD_REF, .ref = "node",
                                 .ref_is = "kind=country business_line" };

static const Opener openers[] = {
  { AMB_GATE_CHARTER, open_charter, NULL, "charter-version", NULL },
  { AMB_GATE_NOTICE, open_notice, NULL, "notice-on", NULL },
  { AMB_GATE_VOLUNTARY, open_voluntary, "consent", "voluntary-on", NULL },
  { AMB_GATE_CERTIFICATE, open_certificate, "certificate", NULL, NULL },
  { AMB_GATE_ROLE, open_role, "assignment", "roles", &a_role },
  { AMB_GATE_HOME, open_home, NULL, "node-id", &a_home },
  { AMB_GATE_END_DATE, open_end_date, NULL, "paused-until", NULL },
};

static const Opener *
find_opener (AmbGate gate)
{
  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    if (openers[i].gate == gate)
      return &openers[i];
  return NULL;
}

gboolean
amb_gate_may_open (AmbGate gate, AmbAccess access)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  const Opener *opener = find_opener (gate);

  if (opener == NULL || (amb_access_get_rights (access, people) & AMB_RIGHT_UPDATE) == 0)
    return FALSE;
  if (opener->creates != NULL &&
      (amb_access_get_rights (access, amb_entity_find (opener->creates)) & AMB_RIGHT_CREATE) == 0)
    return FALSE;
  return opener->field == NULL ||
         amb_access_may_write (access, people, amb_entity_find_field (people, opener->field));
}

const AmbField *
amb_gate_get_chosen (AmbGate gate)
{
  const Opener *opener = find_opener (gate);

  return opener != NULL ? opener->choose : NULL;
}

static gboolean
run_step (Step *step, const Opener *opener, GError **error)
{
  const char *title = amb_record_get_title (step->person);
  g_autofree char *label = NULL;
  gboolean own = amb_programme_get_group (step->programme) == 0;
  gboolean ok;

  /* Translators: what “Undo …” says: a person’s name */
  label = g_strdup_printf (_ ("Checklist of %s"), title != NULL ? title : _ ("Person"));
  if (!amb_db_begin (step->db, error))
    return FALSE;
  ok = (!own || amb_programme_open_group (step->programme, label, error)) &&
       opener->open (step, error);
  if (own)
    amb_programme_close_group (step->programme);
  if (ok)
    return amb_db_commit (step->db, error);
  amb_db_rollback (step->db);
  return FALSE;
}

gboolean
amb_programme_open_gate (
    AmbProgramme *self, const char *person, AmbGate gate, const char *target, GError **error)
{
  const Opener *opener = find_opener (gate);
  g_autoptr (AmbRecord) record =
      amb_store_get (self->store, amb_entity_find ("ambassador"), person, error);
  Step step = {
    .programme = self,
    .store = self->store,
    .db = amb_store_get_db (self->store),
    .person = record,
    .target = target,
    .today = amb_store_get_today (self->store),
  };

  if (record == NULL)
    return FALSE;
  if (opener == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("This is not opened in one step. “gates” says what opens it."));
      return FALSE;
    }
  return run_step (&step, opener, error);
}
