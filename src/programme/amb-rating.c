#include "amb-rating.h"

#include "amb-error.h"
#include "amb-fit.h"
#include "amb-programme-private.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>

static const AmbEntity *
get_entity (void)
{
  return amb_entity_find ("assessment");
}

/* Equal ones are those that count: the latest, as amb_candidates_load() reads them. */
#define FIND_SQL                                                                                   \
  "SELECT id FROM assessments WHERE deleted = 0 AND criterion_id = ?1 AND by_id = ?2 AND "         \
  "(application_id = ?3 OR (application_id IS NULL AND ambassador_id = ?4)) AND "                  \
  "(role_id IS NULL OR role_id = ?5) "                                                             \
  "ORDER BY role_id IS NULL, application_id IS NULL, rated_on DESC, id DESC LIMIT 1"

gboolean
amb_rating_find (AmbStore *store,
                 const AmbRating *rating,
                 const char *rater,
                 AmbRecord **assessment,
                 GError **error)
{
  g_autofree char *id = NULL;

  *assessment = NULL;
  if (!amb_db_query_text (amb_store_get_db (store), &id, error, FIND_SQL, "ttttt",
                          rating->criterion, rater, rating->application, rating->person,
                          rating->role))
    return FALSE;
  if (id == NULL)
    return TRUE;
  *assessment = amb_store_get (store, get_entity (), id, error);
  return *assessment != NULL;
}

static gboolean
check (AmbProgramme *self, const AmbRating *rating, GError **error)
{
  g_autofree char *candidate = g_strdup (rating->person);

  if (self->actor_person == NULL)
    g_set_error (
        error, AMB_ERROR, AMB_ERROR_DENIED,
        _ ("A score carries its rater, and this profile doesn’t say who you are. Without a "
           "server “ambassadectl me PERSON” says it; with one, connect with a token of "
           "your own."));
  else if (candidate == NULL &&
           !amb_db_query_text (amb_store_get_db (self->store), &candidate, error,
                               "SELECT ambassador_id FROM applications WHERE id = ?", "t",
                               rating->application))
    return FALSE;
  else if (g_strcmp0 (candidate, self->actor_person) == 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("Nobody rates themselves: ask somebody else to."));
  else if (rating->score != AMB_FIT_NONE && (rating->score < 0 || rating->score > AMB_FIT_BEST))
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("A score is a number from 0 to %d, or left blank on purpose."), AMB_FIT_BEST);
  else if (rating->score != AMB_FIT_NONE && rating->blank)
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("A criterion has a score or is left blank on purpose, not both."));
  else
    return TRUE;
  return FALSE;
}

static GHashTable *
list_values (AmbProgramme *self, const AmbRating *rating)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (values, (gpointer) "score",
                       rating->score == AMB_FIT_NONE ? NULL
                                                     : g_strdup_printf ("%d", rating->score));
  g_hash_table_insert (values, (gpointer) "blank-on-purpose", g_strdup (rating->blank ? "1" : "0"));
  g_hash_table_insert (values, (gpointer) "evidence",
                       amb_text_is_blank (rating->evidence) ? NULL : g_strdup (rating->evidence));
  return values;
}

static gboolean
add (AmbProgramme *self, const AmbRating *rating, GHashTable *values, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (get_entity (), NULL);
  g_autofree char *id = NULL;
  GHashTableIter iter;
  gpointer field, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &field, &value))
    amb_record_set (record, field, value);
  amb_record_set (record, "application-id", rating->application);
  amb_record_set (record, "ambassador-id", rating->application == NULL ? rating->person : NULL);
  amb_record_set (record, "criterion-id", rating->criterion);
  amb_record_set (record, "role-id", rating->role);
  amb_record_set (record, "by-id", self->actor_person);
  amb_record_set (record, "rated-on", amb_store_get_today (self->store));
  id = amb_programme_add (self, record, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}

/* The day changes with what was said, not by saying it again. */
static gboolean
change (AmbProgramme *self, AmbRecord *known, GHashTable *values, GError **error)
{
  GHashTableIter iter;
  gpointer field, value;
  gboolean differs = FALSE;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &field, &value))
    differs = differs || g_strcmp0 (amb_record_get (known, field), value) != 0;
  if (!differs)
    return TRUE;
  g_hash_table_insert (values, (gpointer) "rated-on", g_strdup (amb_store_get_today (self->store)));
  return amb_programme_set (self, get_entity (), amb_record_get_id (known), values, error);
}

gboolean
amb_programme_rate (AmbProgramme *self, const AmbRating *rating, GError **error)
{
  g_autoptr (GHashTable) values = list_values (self, rating);
  g_autoptr (AmbRecord) known = NULL;

  if (!check (self, rating, error) ||
      !amb_rating_find (self->store, rating, self->actor_person, &known, error))
    return FALSE;
  if (known != NULL)
    return change (self, known, values, error);
  if (rating->score == AMB_FIT_NONE && !rating->blank && amb_text_is_blank (rating->evidence))
    return TRUE;
  return add (self, rating, values, error);
}
