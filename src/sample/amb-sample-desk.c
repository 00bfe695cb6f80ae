#include "amb-sample-desk.h"

#include "amb-set.h"

#include <stdio.h>
#include <string.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)

const AmbSampleWho *
amb_sample_desk_pick (AmbSampleStory *self, const char *role, const char *code)
{
  return amb_sample_story_pick (
      self, "active", role, code != NULL ? amb_sample_story_find_node (code) : AMB_SAMPLE_NO_NODE);
}

const AmbSampleWho *
amb_sample_desk_pick_other (AmbSampleStory *self,
                            const char *role,
                            const char *code,
                            const AmbSampleWho *than)
{
  for (guint i = 0; i < 6; i++)
    {
      const AmbSampleWho *who = amb_sample_desk_pick (self, role, i < 3 ? code : NULL);

      if (who != than)
        return who;
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);

      if (who != than && g_str_equal (who->state, "active"))
        return who;
    }
  return NULL;
}

/* Heads are among the first people. */
static const AmbSampleWho *
find_person (AmbSampleStory *self, const char *id)
{
  for (guint i = 0; i < self->people->len && id != NULL; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);

      if (g_str_equal (who->id, id))
        return who;
    }
  return NULL;
}

static const AmbSampleWho *
find_active (AmbSampleStory *self, const char *id)
{
  const AmbSampleWho *who = find_person (self, id);

  return who != NULL && g_str_equal (who->state, "active") ? who : NULL;
}

/* Those who head hubs and business lines are sponsors: there the backup does the daily work. */
const AmbSampleWho *
amb_sample_desk_get_head (AmbSampleStory *self, const char *code)
{
  const char *const codes[] = { code != NULL ? code : "COM", "COM" };
  const AmbSampleWho *who = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes) && who == NULL; i++)
    {
      guint node = amb_sample_story_find_node (codes[i]);

      who = find_active (self, self->sample->head_ids[node]);
      if (who == NULL)
        who = find_active (self, self->sample->backup_ids[node]);
    }
  return who;
}

const char *
amb_sample_desk_get_sponsor (AmbSampleStory *self, const char *code)
{
  return self->sample->head_ids[amb_sample_story_find_node (code)];
}

const char *
amb_sample_desk_get_id (const AmbSampleWho *who)
{
  return who != NULL ? who->id : NULL;
}

const char *
amb_sample_desk_get_lead_name (AmbSampleStory *self, const char *code)
{
  const AmbSampleWho *head = amb_sample_desk_get_head (self, code);

  return head != NULL && amb_sample_random_chance (&self->random, 60)
             ? head->name
             : AMB_SAMPLE_CHOOSE (self, amb_sample_managers);
}

const char *
amb_sample_desk_get_id_of (AmbSampleStory *self, const char *kind, guint n)
{
  g_autofree char *key = g_strdup_printf ("%s:%u", kind, n);

  return amb_sample_story_has (self, key) ? amb_sample_story_id (self, "%s", key) : NULL;
}

const char *
amb_sample_desk_get_set (const char *words)
{
  g_auto (GStrv) parts = words != NULL ? g_strsplit (words, "|", -1) : NULL;
  g_autofree char *set = parts != NULL ? amb_set_from_strv ((const char *const *) parts) : NULL;

  return g_intern_string (set);
}

const char *
amb_sample_desk_get_number (AmbSampleStory *self, gint64 number)
{
  return number != 0 ? amb_sample_story_number (self, number) : NULL;
}

const char *
amb_sample_desk_get_instant (AmbSampleStory *self, int days, int hour, int minute, const char *zone)
{
  g_autoptr (GTimeZone) place = g_time_zone_new_identifier (zone);
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *instant = NULL;
  int year, month, day;

  if (place == NULL ||
      sscanf (amb_sample_story_day (self, days), "%d-%d-%d", &year, &month, &day) != 3)
    return amb_sample_story_instant (self, days, hour, minute);
  local = g_date_time_new (place, year, month, day, hour, minute, 0);
  instant = amb_instant_format (g_date_time_to_unix (local) * 1000);
  return g_string_chunk_insert_const (self->words, instant);
}

const char *
amb_sample_desk_get_later (AmbSampleStory *self, const char *instant, int minutes)
{
  g_autofree char *later = NULL;
  gint64 at = 0;

  amb_instant_parse (instant, &at);
  later = amb_instant_format (at + minutes * G_GINT64_CONSTANT (60000));
  return g_string_chunk_insert_const (self->words, later);
}

/* 1970-01-01 was a Thursday. */
int
amb_sample_desk_get_weekday (AmbSampleStory *self, int day)
{
  return (int) ((self->sample->midnight / DAY_MS + day + 3) % 7);
}

int
amb_sample_desk_get_workday (AmbSampleStory *self, int day)
{
  int weekday = amb_sample_desk_get_weekday (self, day);

  if (weekday < 5 || day == 0)
    return day;
  return day < 0 ? day - (weekday - 4) : day + (7 - weekday);
}

void
amb_sample_desk_move (AmbSampleStory *self,
                      AmbRecord *record,
                      const char *to,
                      const char *at,
                      const char *by,
                      const char *why)
{
  amb_sample_story_walk (self, record, to, 0, by, why);
  amb_record_set (g_ptr_array_index (self->records, self->records->len - 1), "at", at);
}
