#include "amb-asking.h"

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

/* What is said before. */

static void
person_free (gpointer data)
{
  AmbAskPerson *person = data;

  g_free (person->id);
  g_free (person->name);
  g_free (person);
}

void
amb_ask_preview_free (AmbAskPreview *self)
{
  g_ptr_array_unref (self->people);
  g_free (self->quiet_from);
  g_free (self->quiet_until);
  g_string_chunk_free (self->times);
  g_free (self);
}

/* A zone, and what its clock says of now. */
typedef struct
{
  GTimeZone *zone;
  const char *time;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_time_zone_unref (place->zone);
  g_free (place);
}

typedef struct
{
  AmbStore *store;
  AmbRequestRules rules;
  AmbAskPreview *preview;
  char *zone;         /* of the programme */
  GHashTable *places; /* by name of zone */
} Reading;

static Place *
find_place (Reading *reading, const char *name)
{
  Place *place;

  if (name == NULL)
    name = reading->zone;
  place = g_hash_table_lookup (reading->places, name);
  if (place == NULL)
    {
      g_autofree char *time = NULL;

      place = g_new0 (Place, 1);
      place->zone = g_time_zone_new_identifier (name);
      if (place->zone == NULL) /* one that a newer system knows */
        place->zone = g_time_zone_new_utc ();
      time = amb_request_dup_time (&reading->rules, place->zone);
      place->time = g_string_chunk_insert_const (reading->preview->times, time);
      g_hash_table_insert (reading->places, g_strdup (name), place);
    }
  return place;
}

#define ROSTER "a.state IN ('onboarding', 'active', 'paused')"

/* Whom a request reaches. ?1: the ids as JSON; ?2: today. */
static const char *const who_sql[] = {
  [AMB_ASK_PEOPLE] = "a.id IN (SELECT value FROM json_each (?1))",
  [AMB_ASK_ROLE] =
      ROSTER " AND (a.id IN (SELECT ambassador_id FROM assignments WHERE role_id IN "
             "(SELECT value FROM json_each (?1)) AND state = 'current' AND deleted = 0 AND "
             "COALESCE (starts_on, '') <= ?2 AND COALESCE (ends_on, '9999') >= ?2) OR "
             "a.rid IN (SELECT s.rid FROM set_value s JOIN roles r ON r.kind = s.value "
             "WHERE s.entity = 'ambassador' AND s.field = 'roles' AND r.deleted = 0 AND "
             "r.id IN (SELECT value FROM json_each (?1))))",
  /* The pluses: in the order of names, which an index has, and not by state and then sorted. */
  [AMB_ASK_NODE] =
      "+" ROSTER " AND +a.rid IN (SELECT rid FROM ambassadors WHERE node_id IN below UNION ALL "
      "SELECT rid FROM ambassadors WHERE department_id IN below)",
  [AMB_ASK_COHORT] = "a.id IN (SELECT ambassador_id FROM seats WHERE deleted = 0 AND "
                     "kind = 'seat' AND cohort_id IN (SELECT value FROM json_each (?1)))",
};

/* A node without a zone has that of the nearest one above it. ?3, ?4: the month. */
#define PEOPLE_SQL                                                                                 \
  "WITH RECURSIVE below (id) AS (SELECT value FROM json_each (?1) UNION SELECT n.id FROM nodes n " \
  "JOIN below b ON n.parent_id = b.id WHERE n.deleted = 0), "                                      \
  "zoned (id, zone) AS (SELECT id, zone FROM nodes WHERE parent_id IS NULL AND deleted = 0 "       \
  "UNION ALL SELECT n.id, COALESCE (n.zone, z.zone) FROM nodes n JOIN zoned z ON "                 \
  "n.parent_id = z.id WHERE n.deleted = 0), "                                                      \
  "asked (id, n) AS MATERIALIZED (SELECT ambassador_id, count (*) FROM tasks WHERE deleted = 0 "   \
  "AND "                                                                                           \
  "asked_at >= ?3 AND asked_at < ?4 AND ambassador_id IS NOT NULL GROUP BY ambassador_id) "        \
  "SELECT a.id, a.display_name, a.state, a.paused_until, z.zone, COALESCE (t.n, 0) "               \
  "FROM ambassadors a LEFT JOIN zoned z ON z.id = a.node_id LEFT JOIN asked t ON t.id = a.id "     \
  "WHERE a.deleted = 0 AND %s ORDER BY a.display_name_key, a.rid"

static char *
dup_json (const char *const *ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      amb_json_append_string (json, ids[i]);
    }
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

static void
count_notes (AmbAskPreview *preview, guint notes)
{
  preview->n_outside += (notes & AMB_REQUEST_OUTSIDE) != 0;
  preview->n_paused += (notes & AMB_REQUEST_PAUSED) != 0;
  preview->n_budget += (notes & AMB_REQUEST_BUDGET) != 0;
  preview->n_quiet += (notes & AMB_REQUEST_QUIET) != 0;
}

static void
take_person (Reading *reading, const AmbAsk *ask, AmbStmt *stmt)
{
  AmbAskPreview *preview = reading->preview;
  AmbAskPerson *person = g_new0 (AmbAskPerson, 1);
  const Place *place = find_place (reading, amb_stmt_get_text (stmt, 4));

  person->id = g_strdup (amb_stmt_get_text (stmt, 0));
  person->n_asked = (int) amb_stmt_get_int (stmt, 5);
  person->notes = amb_request_judge (&reading->rules, amb_stmt_get_text (stmt, 2),
                                     amb_stmt_get_text (stmt, 3), person->n_asked, place->zone);
  if (person->notes != 0)
    person->name = g_strdup (amb_stmt_get_text (stmt, 1));
  if (person->notes & AMB_REQUEST_QUIET)
    person->time = place->time;
  count_notes (preview, person->notes);
  preview->n_asked += amb_ask_gets (ask, person);
  g_ptr_array_add (preview->people, person);
}

static gboolean
read_people (Reading *reading, const AmbAsk *ask, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_ref (find_place (reading, NULL)->zone);
  g_autofree char *json = dup_json ((const char *const *) ask->ids);
  g_autofree char *from = NULL, *until = NULL;
  g_autofree char *sql = g_strdup_printf (PEOPLE_SQL, who_sql[ask->to]);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (reading->store), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_request_get_month (&reading->rules, zone, &from, &until);
  amb_stmt_bind_text (stmt, 1, json);
  amb_stmt_bind_text (stmt, 2, reading->rules.today);
  amb_stmt_bind_text (stmt, 3, from);
  amb_stmt_bind_text (stmt, 4, until);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      take_person (reading, ask, stmt);
    }
}

/* Where there is no programme's record yet, what a new one says. */
static AmbRecord *
load_programme (AmbStore *store)
{
  const AmbEntity *entity = amb_entity_find ("programme");
  AmbRecord *record = amb_store_lookup (store, entity, amb_entity_get_singleton_id (entity), NULL);

  return record != NULL ? record : amb_record_new (entity, NULL);
}

AmbAskPreview *
amb_ask_preview (AmbStore *store, const AmbAsk *ask, GError **error)
{
  g_autoptr (AmbAskPreview) self = g_new0 (AmbAskPreview, 1);
  g_autoptr (AmbRecord) programme = load_programme (store);
  g_autoptr (GHashTable) places =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  g_autofree char *today = g_strdup (amb_store_get_today (store));
  Reading reading = { .store = store, .preview = self, .places = places };

  reading.rules.now = amb_clock_now (amb_store_get_clock (store));
  reading.rules.today = today;
  reading.zone = (char *) amb_record_get (programme, "zone");
  amb_request_read_rules (&reading.rules, programme);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->times = g_string_chunk_new (256);
  self->budget = reading.rules.budget;
  self->quiet_from = g_strdup (reading.rules.quiet_from);
  self->quiet_until = g_strdup (reading.rules.quiet_until);
  if (!read_people (&reading, ask, error))
    return NULL;
  return g_steal_pointer (&self);
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
  return amb_record_validate (task, error) && amb_record_check_spans (task, NULL, NULL, error) &&
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
  g_autofree char *json = dup_json ((const char *const *) ids->pdata);
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
