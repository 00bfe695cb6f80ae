#include "amb-calendar-moves.h"

#include "amb-balance.h"
#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NINE     "09:00"
#define FALLBACK "Europe/Paris"

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

void
amb_plan_report_free (AmbPlanReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->refused);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

static AmbPlanReport *
report_new (void)
{
  AmbPlanReport *self = g_new0 (AmbPlanReport, 1);

  self->done = g_ptr_array_new_with_free_func (g_free);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* One of the commands on its way. */
typedef struct Plan Plan;
typedef gboolean (*PlanFunc) (Plan *self, AmbRecord *record, GError **error);

struct Plan
{
  AmbProgramme *programme;
  AmbPlanReport *report;
  PlanFunc func;
  const char *day, *time; /* of a place; @time nullable */
  GTimeZone *zone;
  int days, minutes;
  gboolean has_days;       /* the first item told by how much the others move */
  const AmbMoment *moment; /* nullable: by the clock of @zone: no hour is asked for */
  guint audience;
};

char *
amb_calendar_dup_stays (AmbRecord *item, const char *why)
{
  /* Translators: the title of a content item, then why it stays as it is, a whole sentence */
  return g_strdup_printf (_ ("“%s” stays: %s"), amb_record_get_title (item), why);
}

static void
refuse (Plan *self, AmbRecord *record, const char *why)
{
  g_ptr_array_add (self->report->refused, amb_calendar_dup_stays (record, why));
}

const char *
amb_calendar_get_obstacle (AmbRecord *item)
{
  const char *state = amb_record_get_state (item);

  if (g_str_equal (state, "published") || g_str_equal (state, "expired"))
    return _ ("it is out, and its day is a fact.");
  if (g_str_equal (state, "archived"))
    return _ ("it was put away.");
  if (g_str_equal (state, "rejected"))
    return _ ("it was turned down. Make a draft of it first.");
  return NULL;
}

/* ?1 department (nullable), ?2 day. */
#define BLACKOUT                                                                                   \
  "WITH RECURSIVE up (id, parent, country) AS (SELECT id, parent_id, country FROM nodes WHERE id " \
  "= ?1 UNION SELECT n.id, n.parent_id, n.country FROM nodes n JOIN up ON n.id = up.parent) "      \
  "SELECT reason FROM blackout_days WHERE deleted = 0 AND first_day <= ?2 AND last_day >= ?2 AND " \
  "(country IS NULL OR country IN (SELECT country FROM up)) AND (node_id IS NULL OR node_id IN "   \
  "(SELECT id FROM up)) ORDER BY first_day, rid LIMIT 1"

/* ?1 department (nullable), ?2 day: the holiday of the country in which it is. */
#define HOLIDAY                                                                                    \
  "WITH RECURSIVE up (id, parent, country, depth) AS (SELECT id, parent_id, country, 0 FROM "      \
  "nodes "                                                                                         \
  "WHERE id = ?1 UNION SELECT n.id, n.parent_id, n.country, depth + 1 FROM nodes n JOIN up ON "    \
  "n.id = up.parent WHERE depth < 20) SELECT name FROM holidays WHERE deleted = 0 AND day = ?2 "   \
  "AND country = (SELECT country FROM up WHERE country IS NOT NULL ORDER BY depth LIMIT 1) ORDER " \
  "BY rid LIMIT 1"

gboolean
amb_calendar_find_closed (AmbStore *store,
                          const char *department,
                          const char *day,
                          char **holiday,
                          char **blackout,
                          GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  return amb_db_query_text (db, blackout, error, BLACKOUT, "tt", department, day) &&
         amb_db_query_text (db, holiday, error, HOLIDAY, "tt", department, day);
}

static gboolean
warn (Plan *self, AmbRecord *record, const char *wall, GError **error)
{
  g_autofree char *day = g_strndup (wall, AMB_DAY_SIZE - 1);
  const char *department = amb_record_get (record, "department-id");
  g_autofree char *reason = NULL;
  g_autofree char *holiday = NULL;

  if (!amb_calendar_find_closed (self->programme->store, department, day, &holiday, &reason, error))
    return FALSE;
  if (holiday != NULL)
    /* Translators: the title of a content item, then the name of a public holiday */
    g_ptr_array_add (
        self->report->warnings,
        g_strdup_printf (_ ("“%s” is on a holiday: %s."), amb_record_get_title (record), holiday));
  if (reason != NULL)
    /* Translators: the title of a content item, then the reason of a blackout day */
    g_ptr_array_add (self->report->warnings,
                     g_strdup_printf (_ ("“%s” is on a blackout day: %s."),
                                      amb_record_get_title (record), reason));
  return TRUE;
}

/* What a rule or a right refuses is told beside the others; anything else ends the command.
 * @reason: (transfer full) */
static gboolean
tell_refusal (Plan *self, AmbRecord *record, GError *reason, GError **error)
{
  g_autoptr (GError) inner = reason;

  if (!g_error_matches (inner, AMB_ERROR, AMB_ERROR_DENIED) &&
      !g_error_matches (inner, AMB_ERROR, AMB_ERROR_REFUSED) &&
      !g_error_matches (inner, AMB_ERROR, AMB_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  refuse (self, record, inner->message);
  return TRUE;
}

/* What is refused is told.
 * @audience: (nullable): stays as it is */
static gboolean
write_plan (Plan *self, AmbRecord *record, const char *wall, const char *audience, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) inner = NULL;

  g_hash_table_insert (values, (char *) "publish-on", (char *) wall);
  if (audience != NULL)
    g_hash_table_insert (values, (char *) "audience", (char *) audience);
  if (amb_programme_set (self->programme, get_items (), amb_record_get_id (record), values, &inner))
    {
      g_ptr_array_add (self->report->done, g_strdup (amb_record_get_id (record)));
      return wall == NULL || warn (self, record, wall, error);
    }
  return tell_refusal (self, record, g_steal_pointer (&inner), error);
}

static gboolean
write_day (Plan *self, AmbRecord *record, const char *wall, GError **error)
{
  return write_plan (self, record, wall, NULL, error);
}

/* Times for what has none. */

static const char *const weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday" };

/* ?1 channel, ?2 audience, ?3 weekday: that of the channel before that of the audience. */
#define SLOT                                                                                       \
  "SELECT local_time || '[' || zone || ']' FROM slot_templates WHERE deleted = 0 AND weekday = "   \
  "?3 "                                                                                            \
  "AND (channel_id = ?1 OR audience = ?2) ORDER BY channel_id IS NOT ?1, audience IS NOT ?2, "     \
  "local_time LIMIT 1"
#define ZONE                                                                                       \
  "WITH RECURSIVE up (id, parent, zone, depth) AS (SELECT id, parent_id, zone, 0 FROM nodes "      \
  "WHERE "                                                                                         \
  "id = ? UNION SELECT n.id, n.parent_id, n.zone, depth + 1 FROM nodes n JOIN up ON n.id = "       \
  "up.parent WHERE depth < 20) SELECT COALESCE ((SELECT zone FROM up WHERE zone IS NOT NULL "      \
  "ORDER BY depth LIMIT 1), (SELECT zone FROM programmes WHERE deleted = 0 LIMIT 1))"

static char *
dup_zone (AmbProgramme *self, const char *department, GError **error)
{
  char *zone = NULL;

  if (!amb_db_query_text (amb_store_get_db (self->store), &zone, error, ZONE, "t", department))
    return NULL;
  return zone != NULL ? zone : g_strdup (FALLBACK);
}

/* (transfer full): the planned time of an item that has none. */
static char *
make_time (Plan *self, AmbRecord *record, GError **error)
{
  const char *weekday = weekdays[amb_week_get_weekday (self->day) - 1];
  g_autofree char *slot = NULL;
  g_autofree char *zone = NULL;

  if (self->time == NULL &&
      !amb_db_query_text (amb_store_get_db (self->programme->store), &slot, error, SLOT, "ttt",
                          amb_record_get (record, "channel-id"),
                          amb_record_get (record, "audience"), weekday))
    return NULL;
  if (slot != NULL)
    return g_strconcat (self->day, "T", slot, NULL);
  zone = dup_zone (self->programme, amb_record_get (record, "department-id"), error);
  return zone != NULL ? amb_wall_time_make (self->day, self->time != NULL ? self->time : NINE, zone)
                      : NULL;
}

/* "…T09:00[…]" with another hour. */
static void
set_time (char *wall, const char *time)
{
  if (time != NULL)
    memcpy (wall + AMB_DAY_SIZE, time, strlen (NINE));
}

static int
get_days (const char *from, const char *to)
{
  g_autofree char *one = g_strndup (from, AMB_DAY_SIZE - 1);
  g_autofree char *other = g_strndup (to, AMB_DAY_SIZE - 1);

  return amb_date_days_between (one, other);
}

/* (transfer full) (nullable): when it is planned, as the clock of its place has it: what was placed
 * at the second of two equal times is written in UTC. */
static gboolean
read_now (Plan *self, AmbRecord *record, char **now, GError **error)
{
  const char *wall = amb_record_get (record, "publish-on");
  g_autofree char *zone = NULL;

  *now = NULL;
  if (wall == NULL)
    return TRUE;
  if (g_str_has_suffix (wall, "[UTC]"))
    {
      zone = dup_zone (self->programme, amb_record_get (record, "department-id"), error);
      if (zone == NULL)
        return FALSE;
      *now = amb_wall_time_find_own (wall, zone);
      if (*now == NULL && self->zone != NULL)
        *now = amb_wall_time_find_own (wall, g_time_zone_get_identifier (self->zone));
    }
  if (*now == NULL)
    *now = g_strdup (wall);
  return TRUE;
}

/* (transfer full): the planned time of what comes to an hour of the reader's clock. */
static char *
make_moment (Plan *self, AmbRecord *record, const char *now, GError **error)
{
  g_autofree char *zone = NULL;
  g_autofree char *midnight = NULL;
  char *wall;

  if (now != NULL && self->has_days)
    return amb_wall_time_shift_by (now, 0, self->minutes);
  if (now == NULL)
    {
      zone = dup_zone (self->programme, amb_record_get (record, "department-id"), error);
      if (zone == NULL)
        return NULL;
      midnight = amb_wall_time_make (self->day, "00:00", zone);
    }
  wall = amb_wall_time_at (now != NULL ? now : midnight, self->moment, self->zone);
  if (wall == NULL)
    return make_time (self, record, error);
  if (now != NULL)
    {
      g_autofree char *own = amb_wall_time_by (wall, now);

      self->minutes = amb_wall_time_get_minutes (now, own);
      self->has_days = TRUE;
    }
  return wall;
}

/* (transfer full): the planned time of what comes to a day that was pointed at. */
static char *
make_place (Plan *self, AmbRecord *record, GError **error)
{
  const char *planned = amb_record_get (record, "publish-on");
  g_autofree char *now = NULL;
  g_autofree char *timed = NULL;
  AmbMoment at;
  char *wall;

  if (!read_now (self, record, &now, error))
    return NULL;
  if (self->moment != NULL)
    return make_moment (self, record, now, error);
  if (now == NULL)
    return make_time (self, record, error);
  if (self->has_days)
    return amb_wall_time_shift (now, self->days);
  timed = g_strdup (now);
  set_time (timed, self->time);
  if (self->time == NULL && amb_wall_time_read (planned, self->zone, &at) &&
      g_str_equal (at.day, self->day))
    wall = g_strdup (planned);
  else
    wall = amb_wall_time_place (timed, self->day, self->zone);
  if (wall == NULL)
    wall = make_time (self, record, error);
  if (wall != NULL)
    self->days = get_days (now, wall);
  self->has_days = TRUE;
  return wall;
}

static gboolean
place (Plan *self, AmbRecord *record, GError **error)
{
  g_autofree char *wall = make_place (self, record, error);

  return wall != NULL && write_day (self, record, wall, error);
}

/* Days by its own clock; minutes as they pass. */
static char *
dup_shifted (const Plan *self, AmbRecord *record, const char *now)
{
  g_autofree char *moved = NULL;

  if (now == NULL)
    return NULL;
  if (self->days == 0)
    return amb_wall_time_go_on (amb_record_get (record, "publish-on"), now, self->minutes);
  moved = amb_wall_time_shift (now, self->days);
  return self->minutes != 0 && moved != NULL ? amb_wall_time_go_on (moved, now, self->minutes)
                                             : g_steal_pointer (&moved);
}

static gboolean
shift (Plan *self, AmbRecord *record, GError **error)
{
  g_autofree char *now = NULL;
  g_autofree char *wall = NULL;

  if (!read_now (self, record, &now, error))
    return FALSE;
  wall = dup_shifted (self, record, now);
  if (wall != NULL)
    return write_day (self, record, wall, error);
  refuse (self, record, _ ("it has no day yet. Place it first."));
  return TRUE;
}

static gboolean
unplan (Plan *self, AmbRecord *record, GError **error)
{
  if (g_strcmp0 (amb_record_get_state (record), "scheduled") != 0)
    return write_day (self, record, NULL, error);
  refuse (self, record, _ ("it is scheduled, and so has a day. Take it back to Approved first."));
  return TRUE;
}

static gboolean
remove_item (Plan *self, AmbRecord *record, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (!amb_programme_remove (self->programme, get_items (), amb_record_get_id (record), &inner))
    return tell_refusal (self, record, g_steal_pointer (&inner), error);
  g_ptr_array_add (self->report->done, g_strdup (amb_record_get_id (record)));
  return TRUE;
}

/* The first slot of an audience in a week. */

typedef struct
{
  char *wall, *channel; /* the latter nullable */
} Place;

static void
place_clear (Place *self)
{
  g_free (self->wall);
  g_free (self->channel);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* ?1 audience, ?2 number of the week's first weekday, from 0 for Monday. */
#define FIRST_SLOT                                                                                 \
  "SELECT (CASE weekday WHEN 'monday' THEN 0 WHEN 'tuesday' THEN 1 WHEN 'wednesday' THEN 2 WHEN "  \
  "'thursday' THEN 3 WHEN 'friday' THEN 4 WHEN 'saturday' THEN 5 ELSE 6 END - ?2 + 7) % 7 AS "     \
  "later, local_time, zone, channel_id FROM slot_templates WHERE deleted = 0 AND audience = ?1 "   \
  "ORDER BY later, local_time, id LIMIT 1"

static gboolean
find_place (AmbProgramme *self, guint audience, const char *week, Place *found, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->store), FIRST_SLOT, error);
  gboolean row = FALSE;
  g_autofree char *day = NULL;
  g_autofree char *zone = NULL;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_audience_get_id (audience));
  amb_stmt_bind_int (stmt, 2, amb_week_get_weekday (week) - 1);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  day = amb_date_add_days (week, row ? (int) amb_stmt_get_int (stmt, 0) : 1);
  zone = row ? g_strdup (amb_stmt_get_text (stmt, 2)) : dup_zone (self, NULL, error);
  if (zone == NULL)
    return FALSE;
  found->wall = amb_wall_time_make (day, row ? amb_stmt_get_text (stmt, 1) : NINE, zone);
  found->channel = row ? g_strdup (amb_stmt_get_text (stmt, 3)) : NULL;
  return TRUE;
}

/* An approval is of a text for an audience: another one hasn't been asked about. */
static gboolean
target (Plan *self, AmbRecord *record, GError **error)
{
  static const char *const open[] = { "idea", "draft", "in_review", "changes_requested", NULL };
  const char *state = amb_record_get_state (record);
  const char *audience = amb_audience_get_id (self->audience);
  g_auto (Place) found = { NULL, NULL };
  g_autofree char *now = NULL;
  g_autofree char *wall = NULL;
  gboolean is_meant = g_strcmp0 (amb_record_get (record, "audience"), audience) == 0;

  if (!read_now (self, record, &now, error))
    return FALSE;
  wall = dup_shifted (self, record, now);
  if (!is_meant && !g_strv_contains (open, state))
    {
      refuse (self, record,
              _ ("it was approved for its audience. Take it back to its review, or derive an item "
                 "from it for the other one."));
      return TRUE;
    }
  if (now == NULL && self->day != NULL)
    {
      if (!find_place (self->programme, self->audience, self->day, &found, error))
        return FALSE;
      wall = g_strdup (found.wall);
    }
  return write_plan (self, record, wall, is_meant ? NULL : audience, error);
}

static gboolean
copy (Plan *self, AmbRecord *record, GError **error)
{
  static const char *const kept[] = { "title",       "kind",          "audience",    "pillar-id",
                                      "need-id",     "no-need",       "campaign-id", "owner-id",
                                      "reviewer-id", "department-id", "asset-id",    "language",
                                      "channel-id",  "tags" };
  g_autoptr (AmbRecord) twin = amb_record_new (get_items (), NULL);
  g_autofree char *now = NULL;
  g_autofree char *wall = NULL;
  g_autofree char *id = NULL;

  if (!read_now (self, record, &now, error))
    return FALSE;
  if (self->day != NULL)
    wall = make_place (self, record, error);
  else
    wall = now != NULL ? amb_wall_time_shift (now, self->days) : NULL;
  if (wall == NULL && self->day != NULL)
    return FALSE;
  if (wall == NULL)
    {
      refuse (self, record, _ ("it has no day yet. Place it first."));
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    amb_record_set (twin, kept[i], amb_record_get (record, kept[i]));
  amb_record_set (twin, "author-id", self->programme->actor_person);
  amb_record_set (twin, "source", "derivative");
  amb_record_set (twin, "parent-id", amb_record_get_id (record));
  amb_record_set (twin, "publish-on", wall);
  id = amb_programme_add (self->programme, twin, AMB_COMMAND_DEFAULT, error);
  if (id == NULL)
    return FALSE;
  g_ptr_array_add (self->report->done, g_steal_pointer (&id));
  return warn (self, twin, wall, error);
}

static gboolean
run_each (Plan *self, const char *const *ids, GError **error)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (AmbRecord) record =
          amb_store_get (self->programme->store, get_items (), ids[i], error);
      const char *obstacle;

      if (record == NULL)
        return FALSE;
      obstacle = self->func != copy ? amb_calendar_get_obstacle (record) : NULL;
      if (obstacle != NULL)
        refuse (self, record, obstacle);
      else if (!self->func (self, record, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes @self->report. */
static AmbPlanReport *
run (Plan *self, const char *label, const char *const *ids, GError **error)
{
  g_autoptr (AmbPlanReport) report = self->report;
  AmbDb *db = amb_store_get_db (self->programme->store);
  gboolean is_grouped = amb_programme_get_group (self->programme) != 0;
  gboolean ok;

  if (!amb_db_begin (db, error))
    return NULL;
  ok = (is_grouped || amb_programme_open_group (self->programme, label, error)) &&
       run_each (self, ids, error);
  if (!is_grouped)
    amb_programme_close_group (self->programme);
  if (!ok)
    {
      amb_db_rollback (db);
      return NULL;
    }
  return amb_db_commit (db, error) ? g_steal_pointer (&report) : NULL;
}

AmbPlanReport *
amb_programme_place_items (AmbProgramme *self,
                           const char *const *ids,
                           const char *day,
                           const char *time,
                           GTimeZone *zone,
                           GError **error)
{
  Plan plan = { self, report_new (), place, day, time, zone };

  return run (&plan, _ ("Place in the Calendar"), ids, error);
}

AmbPlanReport *
amb_programme_shift_items (AmbProgramme *self, const char *const *ids, int days, GError **error)
{
  Plan plan = { self, report_new (), shift, .days = days };
  g_autofree char *label =
      g_strdup_printf (ngettext ("Shift by %d Day", "Shift by %d Days", (gulong) ABS (days)), days);

  return run (&plan, label, ids, error);
}

AmbPlanReport *
amb_programme_place_items_at (AmbProgramme *self,
                              const char *const *ids,
                              const AmbMoment *at,
                              GTimeZone *zone,
                              GError **error)
{
  Plan plan = { self, report_new (), place, at->day, NULL, zone, .moment = at };

  return run (&plan, _ ("Place in the Calendar"), ids, error);
}

AmbPlanReport *
amb_programme_shift_items_by (
    AmbProgramme *self, const char *const *ids, int days, int minutes, GError **error)
{
  Plan plan = { self, report_new (), shift, .days = days, .minutes = minutes };

  return run (&plan, _ ("Shift in the Calendar"), ids, error);
}

AmbPlanReport *
amb_programme_target_items (AmbProgramme *self,
                            const char *const *ids,
                            guint audience,
                            int days,
                            const char *week,
                            GError **error)
{
  Plan plan = { self, report_new (), target, week, .days = days, .audience = audience };

  return run (&plan, _ ("Another Audience"), ids, error);
}

AmbPlanReport *
amb_programme_unplan_items (AmbProgramme *self, const char *const *ids, GError **error)
{
  Plan plan = { self, report_new (), unplan };

  return run (&plan, _ ("Take Out of the Calendar"), ids, error);
}

AmbPlanReport *
amb_programme_remove_items (AmbProgramme *self, const char *const *ids, GError **error)
{
  Plan plan = { self, report_new (), remove_item };

  return run (&plan, _ ("Remove Items"), ids, error);
}

AmbPlanReport *
amb_programme_copy_items (AmbProgramme *self, const char *const *ids, int days, GError **error)
{
  Plan plan = { self, report_new (), copy, .days = days };

  return run (&plan, _ ("Copy in the Calendar"), ids, error);
}

AmbPlanReport *
amb_programme_copy_items_to (AmbProgramme *self,
                             const char *const *ids,
                             const char *day,
                             const AmbMoment *at,
                             GTimeZone *zone,
                             GError **error)
{
  Plan plan = { self, report_new (), copy, day, NULL, zone, .moment = at };

  return run (&plan, _ ("Copy in the Calendar"), ids, error);
}

/* Filling a gap. */

char *
amb_programme_fill_gap (
    AmbProgramme *self, const char *asset_id, guint audience, const char *week, GError **error)
{
  g_autoptr (AmbRecord) asset =
      amb_store_get (self->store, amb_entity_find ("asset"), asset_id, error);
  g_autoptr (AmbRecord) item = amb_record_new (get_items (), NULL);
  g_auto (Place) found = { NULL, NULL };

  if (asset == NULL || !find_place (self, audience, week, &found, error))
    return NULL;
  amb_record_set (item, "title", amb_record_get_title (asset));
  amb_record_set (item, "audience", amb_audience_get_id (audience));
  amb_record_set (item, "source", "asset");
  amb_record_set (item, "asset-id", asset_id);
  amb_record_set (item, "department-id", amb_record_get (asset, "department-id"));
  amb_record_set (item, "language", amb_record_get (asset, "language"));
  amb_record_set (item, "author-id", self->actor_person);
  amb_record_set (item, "channel-id", found.channel);
  amb_record_set (item, "publish-on", found.wall);
  return amb_programme_add (self, item, AMB_COMMAND_DEFAULT, error);
}
