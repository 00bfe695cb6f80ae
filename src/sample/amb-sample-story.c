/* The means by which the story of the sample is told; the chapters have files of their own. */
#include "amb-sample-story.h"

#include "amb-lifecycle.h"
#include "amb-set.h"

#include <string.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS  (24 * HOUR_MS)

static void
who_free (gpointer data)
{
  AmbSampleWho *who = data;

  g_free (who->id);
  g_free (who->name);
  g_free (who->roles);
  g_free (who->language);
  g_free (who);
}

static void
note_person (AmbSampleStory *self, const char *name, const char *id)
{
  if (id != NULL && !g_hash_table_contains (self->persons, name))
    g_hash_table_insert (self->persons, g_strdup (name), g_strdup (id));
}

AmbSampleStory *
amb_sample_story_new (AmbSample *sample)
{
  AmbSampleStory *self = g_new0 (AmbSampleStory, 1);

  self->sample = sample;
  self->people = g_ptr_array_new_with_free_func (who_free);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->words = g_string_chunk_new (4096);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < AMB_SAMPLE_N_MANAGERS; i++)
    note_person (self, amb_sample_managers[i], sample->manager_ids[i]);
  amb_sample_random_begin (&self->random, sample->seed, G_MAXUINT);
  return self;
}

void
amb_sample_story_free (AmbSampleStory *self)
{
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->records);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->persons);
  g_string_chunk_free (self->words);
  g_free (self);
}

static guint
find_node_by_id (AmbSampleStory *self, const char *id)
{
  for (guint i = 0; i < AMB_SAMPLE_N_NODES && id != NULL; i++)
    if (g_str_equal (self->sample->node_ids[i], id))
      return i;
  return AMB_SAMPLE_NO_NODE;
}

void
amb_sample_story_note (AmbSampleStory *self, AmbRecord *person, int since)
{
  AmbSampleWho *who;

  if (self->people->len >= AMB_SAMPLE_STORY_PEOPLE)
    return;
  who = g_new0 (AmbSampleWho, 1);
  who->id = g_strdup (amb_record_get_id (person));
  who->name = g_strdup (amb_record_get_title (person));
  note_person (self, who->name, who->id);
  who->home = find_node_by_id (self, amb_record_get (person, "node-id"));
  who->department = find_node_by_id (self, amb_record_get (person, "department-id"));
  who->state = g_intern_string (amb_record_get_state (person));
  who->roles = g_strdup (amb_record_get (person, "roles"));
  who->language = g_strdup (amb_record_get (person, "language"));
  who->level = (int) amb_record_get_int (person, "level", 0);
  who->since = since;
  who->last_active = -1;
  if (amb_record_get (person, "last-active-on") != NULL)
    who->last_active =
        amb_date_days_between (amb_record_get (person, "last-active-on"), self->sample->today);
  g_ptr_array_add (self->people, who);
}

const char *
amb_sample_story_person (AmbSampleStory *self, const char *name)
{
  return name != NULL ? g_hash_table_lookup (self->persons, name) : NULL;
}

AmbRecord *
amb_sample_story_add (AmbSampleStory *self, const char *entity, const char *key, ...)
{
  g_autofree char *id = amb_clock_dup_id (self->sample->ids);
  const AmbEntity *table = amb_entity_find (entity);
  AmbRecord *record = amb_record_new (table, id);
  va_list pairs;

  g_ptr_array_add (self->records, record);
  if (key != NULL)
    g_hash_table_insert (self->ids, g_strdup (key), g_strdup (id));
  va_start (pairs, key);
  for (const char *field = va_arg (pairs, const char *); field != NULL;
       field = va_arg (pairs, const char *))
    {
      if (amb_entity_find_field (table, field) == NULL)
        g_error ("the sample sets %s.%s, which is no field", entity, field);
      amb_record_set (record, field, va_arg (pairs, const char *));
    }
  va_end (pairs);
  return record;
}

const char *
amb_sample_story_id (AmbSampleStory *self, const char *format, ...)
{
  g_autofree char *key = NULL;
  const char *id;
  va_list arguments;

  va_start (arguments, format);
  key = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  id = g_hash_table_lookup (self->ids, key);
  if (id == NULL)
    g_error ("the sample refers to %s, which it has not told of", key);
  return id;
}

gboolean
amb_sample_story_has (AmbSampleStory *self, const char *key)
{
  return g_hash_table_contains (self->ids, key);
}

const char *
amb_sample_story_day (AmbSampleStory *self, int days)
{
  g_autofree char *day = amb_date_add_days (self->sample->today, days);

  return g_string_chunk_insert_const (self->words, day);
}

const char *
amb_sample_story_instant (AmbSampleStory *self, int days, int hour, int minute)
{
  g_autofree char *instant = amb_instant_format (self->sample->midnight + days * DAY_MS +
                                                 hour * HOUR_MS + minute * HOUR_MS / 60);

  return g_string_chunk_insert_const (self->words, instant);
}

const char *
amb_sample_story_wall (AmbSampleStory *self, int days, int hour, int minute, const char *zone)
{
  g_autofree char *wall =
      g_strdup_printf ("%sT%02d:%02d[%s]", amb_sample_story_day (self, days), hour, minute, zone);

  return g_string_chunk_insert_const (self->words, wall);
}

const char *
amb_sample_story_number (AmbSampleStory *self, gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return g_string_chunk_insert_const (self->words, digits);
}

const char *
amb_sample_story_choose (AmbSampleStory *self, const char *const *choices, guint n_choices)
{
  return choices[amb_sample_random_below (&self->random, n_choices)];
}

static gboolean
fits (const AmbSampleWho *who, const char *states, const char *role, guint node)
{
  return amb_words_contain (states, who->state) &&
         (role == NULL || (who->roles != NULL && amb_set_contains (who->roles, role))) &&
         (node == AMB_SAMPLE_NO_NODE || who->home == node || who->department == node);
}

/* The first who fits from a place chosen by chance on. */
static const AmbSampleWho *
search (AmbSampleStory *self, const char *states, const char *role, guint node)
{
  guint n = self->people->len;
  guint start = n > 0 ? amb_sample_random_below (&self->random, n) : 0;

  for (guint i = 0; i < n; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, (start + i) % n);

      if (fits (who, states, role, node))
        return who;
    }
  return NULL;
}

const AmbSampleWho *
amb_sample_story_pick (AmbSampleStory *self, const char *states, const char *role, guint node)
{
  const AmbSampleWho *who = search (self, states, role, node);

  if (who == NULL && node != AMB_SAMPLE_NO_NODE)
    who = search (self, states, role, AMB_SAMPLE_NO_NODE);
  if (who == NULL && role != NULL)
    who = search (self, states, NULL, AMB_SAMPLE_NO_NODE);
  return who;
}

guint
amb_sample_story_find_node (const char *code)
{
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    if (g_str_equal (amb_sample_nodes[i].code, code))
      return i;
  g_error ("the sample has no node %s", code);
}

const char *
amb_sample_story_node (AmbSampleStory *self, const char *code)
{
  return self->sample->node_ids[amb_sample_story_find_node (code)];
}

static void
add_transition (AmbSampleStory *self,
                AmbRecord *record,
                const char *to,
                int day,
                const char *by,
                const char *why)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *from = amb_record_get_state (record);
  const AmbMove *move = amb_lifecycle_find_move (entity, from, to);
  const AmbField *title = amb_entity_get_title_field (entity);

  if (move == NULL)
    g_error ("the sample moves a %s from %s to %s", entity->name, from, to);
  amb_sample_story_add (
      self, "transition", NULL, "entity", entity->name, "record", amb_record_get_id (record),
      "title", amb_field_is_stored (title) ? amb_record_get (record, title->name) : NULL, "from",
      from, "to", to, "by", by, "by-person", amb_sample_story_person (self, by), "why",
      why == NULL && (move->gates & AMB_GATE_REASON) != 0 ? "Agreed in the weekly meeting" : why,
      "at",
      amb_sample_story_instant (self, day,
                                day == 0 ? 0 : amb_sample_random_between (&self->random, 8, 17),
                                amb_sample_random_between (&self->random, 0, 59)),
      NULL);
  amb_record_set (record, amb_entity_get_state_field (entity)->name, to);
}

void
amb_sample_story_walk (AmbSampleStory *self,
                       AmbRecord *record,
                       const char *path,
                       int day,
                       const char *by,
                       const char *why)
{
  g_auto (GStrv) states = g_strsplit (path, " ", -1);
  guint n = g_strv_length (states);
  g_autofree int *days = g_new (int, n + 1);

  for (guint i = n; i > 0; i--)
    days[i - 1] = i == n ? day : days[i] - amb_sample_random_between (&self->random, 1, 4);
  for (guint i = 0; i < n; i++)
    add_transition (self, record, states[i], days[i], by, i + 1 == n ? why : NULL);
}
