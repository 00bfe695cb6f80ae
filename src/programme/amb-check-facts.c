/* Checks of what is said to have happened: when, within what, and that something is said at all. */
#include "amb-programme.h"

#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_FACT "1990-01-01"
#define SLACK_MS   (5 * 60 * 1000)
#define FAR_EAST   (14 * G_GINT64_CONSTANT (3600000))

/* An instant is of the day that it has by the clock of this machine. */
static char *
dup_day (const AmbField *field, const char *value)
{
  gint64 instant;

  return field->type == AMB_FIELD_INSTANT && amb_instant_parse (value, &instant)
             ? amb_instant_dup_day (instant)
             : g_strndup (value, 10);
}

/* On this desk, what is of today has happened: a file often says no more than the day, which is
 * read as its noon. @anywhere: an instant by the clock, which may differ by some minutes; a day
 * that has begun somewhere on Earth. */
static gboolean
is_to_come (AmbStore *store, const AmbField *field, const char *value, gboolean anywhere)
{
  gint64 now = amb_clock_now (amb_store_get_clock (store));
  g_autofree char *east = amb_instant_format (now + FAR_EAST);
  g_autofree char *soon = amb_instant_format (now + SLACK_MS);
  g_autofree char *day = dup_day (field, value);

  if (!anywhere)
    return strcmp (day, amb_store_get_today (store)) > 0;
  return field->type == AMB_FIELD_INSTANT ? strcmp (value, soon) > 0 : strncmp (day, east, 10) > 0;
}

static gboolean
has_happened (
    AmbStore *store, const AmbField *field, const char *value, gboolean anywhere, GError **error)
{
  gboolean is_late = is_to_come (store, field, value, anywhere);
  g_autofree char *shown = NULL;

  if (!is_late && strncmp (value, FIRST_FACT, 10) >= 0)
    return TRUE;
  shown = amb_field_format (field, value);
  if (is_late)
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 /* Translators: a day or a time */
                 _ ("%s is still to come. Give when it happened."), shown);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 /* Translators: a day or a time */
                 _ ("%s is too long ago. What happened in a programme is kept from 1990 on."),
                 shown);
  return FALSE;
}

static gboolean
is_changed (GHashTable *changed, const char *name)
{
  return changed == NULL || g_hash_table_contains (changed, name);
}

static gboolean
check_past (AmbStore *store,
            AmbRecord *record,
            GHashTable *changed,
            gboolean anywhere,
            const AmbField **field,
            GError **error)
{
  for (const AmbField *f = amb_record_get_entity (record)->fields; f->name != NULL; f++)
    {
      const char *value = amb_record_get (record, f->name);

      if ((f->flags & AMB_FIELD_PAST) == 0 || value == NULL || !is_changed (changed, f->name) ||
          has_happened (store, f, value, anywhere, error))
        continue;
      *field = f;
      return FALSE;
    }
  return TRUE;
}

/* At least one of the entity's `any`. */
static gboolean
check_any (AmbRecord *record, GHashTable *changed, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_auto (GStrv) names = g_strsplit (entity->any != NULL ? entity->any : "", " ", -1);
  g_autoptr (GString) labels = g_string_new (NULL);
  gboolean touches = changed == NULL;

  for (guint i = 0; names[i] != NULL && entity->any != NULL; i++)
    {
      if (amb_record_get (record, names[i]) != NULL)
        return TRUE;
      touches = touches || is_changed (changed, names[i]);
      g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "",
                              _ (amb_entity_find_field (entity, names[i])->label));
    }
  if (entity->any == NULL || !touches)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               /* Translators: a list of the fields of a form */
               _ ("Nothing is said in it. Fill in at least one of: %s."), labels->str);
  return FALSE;
}

/* The value that "call-id.closes-on" leads to; NULL: none, or this desk doesn't hold that record.
 */
static const char *
follow (
    AmbStore *store, AmbRecord *record, const char *path, AmbRecord **other, const AmbField **field)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  const AmbEntity *entity = amb_record_get_entity (record);
  const AmbField *reference = amb_entity_find_field (entity, steps[0]);
  const AmbEntity *target = amb_entity_find (reference->ref);
  const char *id = amb_record_get (record, steps[0]);

  *field = amb_entity_find_field (target, steps[1]);
  if (id != NULL && *other == NULL)
    *other = amb_store_lookup (store, target, id, NULL);
  return *other != NULL ? amb_record_get (*other, steps[1]) : NULL;
}

static gboolean
is_inside (AmbStore *store,
           AmbRecord *record,
           const AmbField *own,
           const char *path,
           gboolean is_end,
           GError **error)
{
  g_autoptr (AmbRecord) other = NULL;
  g_autofree char *day = NULL, *limit = NULL, *shown = NULL, *end = NULL;
  const char *value = amb_record_get (record, own->name);
  const AmbField *field = NULL;
  const char *bound = follow (store, record, path, &other, &field);

  if (value == NULL || bound == NULL)
    return TRUE;
  day = dup_day (own, value);
  limit = dup_day (field, bound);
  if (is_end ? strcmp (day, limit) <= 0 : strcmp (day, limit) >= 0)
    return TRUE;
  shown = amb_field_format (own, value);
  end = amb_field_format (field, bound);
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               is_end
                   /* Translators: a day; a field of another record, and its day */
                   ? _ ("%1$s comes after “%2$s” (%3$s). Give an earlier day.")
                   /* Translators: a day; a field of another record, and its day */
                   : _ ("%1$s comes before “%2$s” (%3$s). Give a later day."),
               shown, _ (field->label), end);
  return FALSE;
}

/* Is what the record belongs to in the value that @when asks for? */
static gboolean
takes_any (AmbStore *store, AmbRecord *record, const char *when, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (when, "=", 2);
  g_autoptr (AmbRecord) other = NULL;
  const AmbField *field = NULL;
  const char *value = follow (store, record, sides[0], &other, &field);
  g_autofree char *shown = NULL;

  if (value == NULL || g_str_equal (value, sides[1]))
    return TRUE;
  shown = amb_field_format (field, value);
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               /* Translators: the name of a record, and its state */
               _ ("“%1$s” takes no new ones: it is %2$s. Choose another, or change that first."),
               amb_record_get_title (other) != NULL ? amb_record_get_title (other) : "–", shown);
  return FALSE;
}

static gboolean
check_bounds (
    AmbStore *store, AmbRecord *record, GHashTable *changed, const AmbField **field, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (const AmbBound *bound = entity->bounds; bound != NULL && bound->field != NULL; bound++)
    {
      const char *path = bound->from != NULL ? bound->from : bound->to;
      g_autofree char *reference = g_strndup (path, strcspn (path, "."));
      gboolean moves = is_changed (changed, reference);

      *field = NULL;
      if (!moves && !is_changed (changed, bound->field))
        continue;
      if (bound->when != NULL && moves && !takes_any (store, record, bound->when, error))
        return FALSE;
      *field = amb_entity_find_field (entity, bound->field);
      if ((bound->from != NULL && !is_inside (store, record, *field, bound->from, FALSE, error)) ||
          (bound->to != NULL && !is_inside (store, record, *field, bound->to, TRUE, error)))
        return FALSE;
    }
  return TRUE;
}

/* Charters. */

/* The version that is in force today, “–” without one. */
static char *
dup_in_force (AmbStore *store)
{
  char *version = NULL;

  amb_db_query_text (
      amb_store_get_db (store), &version, NULL,
      "SELECT COALESCE((SELECT version FROM policy_texts WHERE kind = 'charter' AND "
      "state = 'in_force' AND deleted = 0 AND (valid_from IS NULL OR valid_from <= "
      "?1) ORDER BY valid_from DESC, CAST(version AS INTEGER) DESC LIMIT 1), (SELECT "
      "charter_version FROM programmes WHERE deleted = 0 LIMIT 1))",
      "t", amb_store_get_today (store));
  return version != NULL ? version : g_strdup ("–");
}

/* A version that was in force, or that the programme's record names; where neither says one,
 * whoever records it knows. */
static gboolean
check_charter (
    AmbStore *store, AmbRecord *record, GHashTable *changed, const AmbField **field, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  gboolean is_person = g_str_equal (entity->name, "ambassador");
  const char *version = is_person ? amb_record_get (record, "charter-version") : NULL;
  g_autofree char *in_force = NULL;
  gint64 known = 0;

  if (version == NULL || !is_changed (changed, "charter-version"))
    return TRUE;
  if (!amb_db_query_int (amb_store_get_db (store), &known, 0, error,
                         "WITH kept (version) AS (SELECT version FROM policy_texts WHERE kind = "
                         "'charter' AND state <> 'draft' AND deleted = 0 AND (valid_from IS NULL "
                         "OR valid_from <= ?1) UNION SELECT charter_version FROM programmes WHERE "
                         "charter_version IS NOT NULL AND deleted = 0) SELECT NOT EXISTS (SELECT 1 "
                         "FROM kept) OR EXISTS (SELECT 1 FROM kept WHERE version = ?2)",
                         "tt", amb_store_get_today (store), version))
    return FALSE;
  if (known != 0)
    return TRUE;
  *field = amb_entity_find_field (entity, "charter-version");
  in_force = dup_in_force (store);
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("No charter of version “%1$s” was ever in force. Give the version that was "
                  "accepted; today it is “%2$s”."),
               version, in_force);
  return FALSE;
}

/* Steps of roles. */

gboolean
amb_check_step (AmbStore *store, AmbRecord *tick, GError **error)
{
  const char *person = amb_record_get (tick, "ambassador-id");
  const char *step = amb_record_get (tick, "step-id");
  const char *day = amb_record_get (tick, "done-on");
  g_autofree char *who = NULL, *role = NULL;
  gint64 held = 0;

  if (!amb_db_query_int (
          amb_store_get_db (store), &held, 0, error,
          "SELECT EXISTS (SELECT 1 FROM role_steps s JOIN assignments a ON a.role_id = s.role_id "
          "WHERE s.id = ?1 AND a.ambassador_id = ?2 AND a.deleted = 0 AND a.state IN ('current', "
          "'ended') AND (a.starts_on IS NULL OR a.starts_on <= ?3) AND (a.ends_on IS NULL OR "
          "a.ends_on >= ?3))",
          "ttt", step, person, day != NULL ? day : amb_store_get_today (store)) ||
      !amb_db_query_text (amb_store_get_db (store), &role, error,
                          "SELECT r.name FROM role_steps s JOIN roles r ON r.id = s.role_id WHERE "
                          "s.id = ?1",
                          "t", step))
    return FALSE;
  if (held != 0 || role == NULL)
    return TRUE;
  who = amb_store_dup_title (store, amb_entity_find ("ambassador"), person);
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               /* Translators: a person, a role */
               _ ("%1$s doesn’t hold the role “%2$s”, so its steps are not theirs. Give them the "
                  "role first."),
               who != NULL ? who : "–", role);
  return FALSE;
}

/* What one kind of record says of others. */
static gboolean
check_kind (
    AmbStore *store, AmbRecord *record, GHashTable *changed, const AmbField **field, GError **error)
{
  gboolean is_tick = g_str_equal (amb_record_get_entity (record)->name, "step-check");

  return check_charter (store, record, changed, field, error) &&
         (!is_tick || changed != NULL || amb_check_step (store, record, error));
}

/* The day on which @item was approved first; NULL: it wasn't, or was taken over. */
static char *
dup_earliest (AmbStore *store, const char *item, GError **error)
{
  char *day = NULL;

  amb_db_query_text (amb_store_get_db (store), &day, error,
                     "SELECT substr(min(at), 1, 10) FROM transitions WHERE record = ?1 AND entity "
                     "= 'content-item' AND \"to\" = 'approved' AND deleted = 0 AND NOT EXISTS "
                     "(SELECT 1 FROM transitions WHERE record = ?1 AND imported = 1 AND deleted = "
                     "0)",
                     "t", item);
  return day;
}

/* Nothing went out before it was approved. */
static gboolean
check_published (
    AmbStore *store, AmbRecord *record, GHashTable *changed, const AmbField **field, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  gboolean is_one = g_str_equal (entity->name, "publication");
  const char *at = is_one ? amb_record_get (record, "published-at") : NULL;
  g_autoptr (GError) local = NULL;
  static const AmbField day = { "day", "Day", AMB_FIELD_DATE };
  g_autofree char *approved = NULL, *shown = NULL, *since = NULL;

  if (at == NULL || !is_changed (changed, "published-at"))
    return TRUE;
  approved = dup_earliest (store, amb_record_get (record, "item-id"), &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (approved == NULL || strncmp (at, approved, 10) >= 0)
    return TRUE;
  *field = amb_entity_find_field (entity, "published-at");
  shown = amb_field_format (*field, at);
  since = amb_field_format (&day, approved);
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               /* Translators: a time, a day */
               _ ("%1$s is before the item was approved (%2$s). Give when it went out."), shown,
               since);
  return FALSE;
}

gboolean
amb_check_facts (AmbStore *store,
                 AmbRecord *record,
                 GHashTable *changed,
                 AmbFactFlags flags,
                 const AmbField **field,
                 GError **error)
{
  const AmbField *found = NULL;

  if (field != NULL)
    *field = NULL;
  if (check_past (store, record, changed, (flags & AMB_FACTS_ANYWHERE) != 0, &found, error) &&
      check_any (record, changed, error) &&
      ((flags & AMB_FACTS_TAKEN_OVER) != 0 ||
       (check_bounds (store, record, changed, &found, error) &&
        check_kind (store, record, changed, &found, error) &&
        check_published (store, record, changed, &found, error))))
    return TRUE;
  if (field != NULL)
    *field = found;
  return FALSE;
}

gboolean
amb_check_to_come (AmbStore *store, const char *day, GError **error)
{
  if (day == NULL || !amb_date_is_valid (day) || strcmp (day, amb_store_get_today (store)) >= 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("%s is over: nobody could answer by then. Give today or a later day."), day);
  return FALSE;
}
