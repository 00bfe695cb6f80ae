#include "amb-sample.h"

#include "amb-error.h"
#include "amb-outbox.h"
#include "amb-sample-story.h"
#include "amb-set.h"

#include <glib/gi18n-lib.h>

#define CHUNK_ROWS 5000
#define ZONE       "Europe/Paris"

void
amb_sample_random_begin (AmbSampleRandom *self, guint32 seed, guint index)
{
  self->state = ((guint64) seed << 32 | index) * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d);
  amb_sample_random_next (self);
}

guint64
amb_sample_random_next (AmbSampleRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

guint
amb_sample_random_below (AmbSampleRandom *self, guint limit)
{
  return (guint) ((amb_sample_random_next (self) >> 32) * limit >> 32);
}

int
amb_sample_random_between (AmbSampleRandom *self, int low, int high)
{
  return low + (int) amb_sample_random_below (self, (guint) MAX (high - low, 0) + 1);
}

gboolean
amb_sample_random_chance (AmbSampleRandom *self, guint percent)
{
  return amb_sample_random_below (self, 100) < percent;
}

/* A quarter of the people at the most hold an office, however small the programme is. */
static void
assign_holders (AmbSample *self)
{
  guint limit = self->n_people / 4;

  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    {
      if (amb_sample_nodes[i].has_head && self->n_holders < limit)
        {
          self->head_ids[i] = amb_clock_dup_id (self->ids);
          self->n_holders++;
        }
      if (amb_sample_nodes[i].has_backup && self->n_holders < limit)
        {
          self->backup_ids[i] = amb_clock_dup_id (self->ids);
          self->n_holders++;
        }
    }
}

static void
assign_managers (AmbSample *self)
{
  for (guint i = 0; i < AMB_SAMPLE_N_MANAGERS; i++)
    if (self->n_people >= self->n_holders + AMB_SAMPLE_N_MANAGERS)
      self->manager_ids[i] = amb_clock_dup_id (self->ids);
}

static void
begin (AmbSample *self, AmbStore *store, const AmbSampleOptions *options)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);

  self->n_people = options != NULL && options->people > 0 ? options->people : AMB_SAMPLE_PEOPLE;
  self->seed = options != NULL ? options->seed : 0;
  self->today = amb_clock_dup_today (amb_store_get_clock (store), zone);
  self->midnight = amb_date_days_between ("1970-01-01", self->today) * G_GINT64_CONSTANT (86400000);
  /* A seed of 0 would be real randomness to the clock. */
  self->ids = amb_clock_new_manual (self->midnight, self->seed ^ 0x4d455249);
  if (self->seed == 0x4d455249)
    {
      g_object_unref (self->ids);
      self->ids = amb_clock_new_manual (self->midnight, 1);
    }
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    self->node_ids[i] = amb_clock_dup_id (self->ids);
  assign_holders (self);
  assign_managers (self);
}

static void
clear (AmbSample *self)
{
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    {
      g_free (self->node_ids[i]);
      g_free (self->head_ids[i]);
      g_free (self->backup_ids[i]);
      g_free (self->head_names[i]);
    }
  for (guint i = 0; i < AMB_SAMPLE_N_MANAGERS; i++)
    g_free (self->manager_ids[i]);
  g_free (self->today);
  g_clear_object (&self->ids);
}

static gboolean
check_empty (AmbStore *store, guint people, GError **error)
{
  gint64 known;

  if (people > AMB_SAMPLE_MAX_PEOPLE)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("A sample has %d people at the most. Ask for fewer."), AMB_SAMPLE_MAX_PEOPLE);
      return FALSE;
    }
  if (!amb_db_query_int (amb_store_get_db (store), &known, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM nodes) OR EXISTS (SELECT 1 FROM ambassadors)"
                         " OR EXISTS (SELECT 1 FROM transitions)",
                         NULL))
    return FALSE;
  if (known == 0 && !amb_outbox_is_connected (store))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               known != 0 ? _ ("The sample goes into an empty programme, and this one holds "
                               "records. Choose another folder.")
                          : _ ("The sample goes into a programme of this computer alone, and this "
                               "one is connected to a server. Disconnect it first."));
  return FALSE;
}

/* A server's store has a programme's record from its first start. */
static AmbRecord *
new_programme (AmbStore *store, GError **error)
{
  static const char *const languages[] = { "de", "en", "es", "fr", "it", "ja", "nl",
                                           "pl", "pt", "sv", "tr", "vi", NULL };
  const AmbEntity *entity = amb_entity_find ("programme");
  const char *id = amb_entity_get_singleton_id (entity);
  g_autoptr (GError) local = NULL;
  AmbRecord *record = amb_store_lookup (store, entity, id, &local);
  g_autofree char *set = amb_set_from_strv (languages);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (record == NULL)
    record = amb_record_new (entity, id);
  amb_record_set_ver (record, 0);
  amb_record_set_fv (record, NULL);
  amb_record_set (record, "name", "Meridiem ambassadors");
  amb_record_set (record, "company", "Meridiem");
  amb_record_set (record, "zone", ZONE);
  amb_record_set (record, "languages", set);
  return record;
}

static gboolean
put_all (AmbStore *store, GPtrArray *records, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  if (!amb_db_begin (db, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!amb_store_put (store, g_ptr_array_index (records, i), error))
      {
        amb_db_rollback (db);
        return FALSE;
      }
  g_ptr_array_set_size (records, 0);
  return amb_db_commit (db, error);
}

static gboolean
put_people (AmbSample *self,
            AmbStore *store,
            AmbSampleProgress progress,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->n_people; i++)
    {
      amb_sample_add_person (self, i, records);
      if (records->len < CHUNK_ROWS && i + 1 < self->n_people)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !put_all (store, records, error))
        return FALSE;
      if (progress != NULL)
        progress (i + 1, self->n_people, data);
    }
  return TRUE;
}

static gboolean
put_programme (AmbSample *self, AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  AmbRecord *programme = new_programme (store, error);

  if (programme == NULL)
    return FALSE;
  g_ptr_array_add (records, programme);
  amb_sample_add_nodes (self, records);
  return put_all (store, records, error);
}

static gboolean
put_story (AmbSample *self, AmbStore *store, GCancellable *cancellable, GError **error)
{
  static void (*const chapters[]) (AmbSampleStory *) = {
    amb_sample_tell_network, amb_sample_tell_people,    amb_sample_tell_training,
    amb_sample_tell_content, amb_sample_tell_listening, amb_sample_tell_crises,
    amb_sample_tell_spaces,  amb_sample_tell_sponsors,  amb_sample_tell_administration,
  };

  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      chapters[i](self->story);
      if (!put_all (store, self->story->records, error))
        return FALSE;
    }
  return TRUE;
}

/* What was written before the failure; @programme as it was, NULL when there was none. */
static void
take_back (AmbStore *store, AmbRecord *programme)
{
  const AmbEntity *const *entities = amb_entities ();
  AmbDb *db = amb_store_get_db (store);

  if (!amb_db_begin (db, NULL))
    return;
  for (guint i = 0; entities[i] != NULL; i++)
    {
      const char *table = entities[i]->collection;
      g_autofree char *rows = g_strdup_printf ("DELETE FROM \"%s\"", table);
      g_autofree char *texts = g_strdup_printf ("DELETE FROM \"%s_fts\"", table);

      amb_db_exec (db, rows, NULL);
      amb_db_exec (db, texts, NULL);
    }
  amb_db_exec (db, "DELETE FROM set_value", NULL);
  if (programme != NULL)
    amb_store_put (store, programme, NULL);
  amb_db_commit (db, NULL);
}

gboolean
amb_sample_fill (AmbStore *store,
                 const AmbSampleOptions *options,
                 AmbSampleProgress progress,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  const AmbEntity *entity = amb_entity_find ("programme");
  g_autoptr (AmbRecord) before = NULL;
  AmbDb *db = amb_store_get_db (store);
  AmbSample sample = { 0 };
  gboolean ok;

  if (!check_empty (store, options != NULL ? options->people : 0, error))
    return FALSE;
  before = amb_store_lookup (store, entity, amb_entity_get_singleton_id (entity), NULL);
  begin (&sample, store, options);
  sample.story = amb_sample_story_new (&sample);
  ok = amb_db_set_bulk (db, TRUE, error) && put_programme (&sample, store, error) &&
       put_people (&sample, store, progress, data, cancellable, error) &&
       put_story (&sample, store, cancellable, error) &&
       amb_store_set_meta (store, "sample", "1", error) && amb_store_finish_load (store, error);
  if (!ok)
    take_back (store, before);
  g_clear_pointer (&sample.story, amb_sample_story_free);
  clear (&sample);
  return amb_db_set_bulk (db, FALSE, ok ? error : NULL) && ok;
}
