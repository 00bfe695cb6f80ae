/* What somebody counted, or estimates, of a publication. */
#include "amb-results.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

AmbRecord *
amb_results_find_measurement (
    AmbStore *store, const char *publication, const char *day, const char *source, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("measurement");
  const char *const of[] = { publication, NULL };
  const char *const on[] = { day, NULL };
  const char *const from[] = { source, NULL };
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) found = NULL;

  amb_query_where (query, amb_entity_find_field (entity, "publication-id"), AMB_MATCH_IN, of);
  amb_query_where (query, amb_entity_find_field (entity, "measured-on"), AMB_MATCH_IN, on);
  amb_query_where (query, amb_entity_find_field (entity, "source"), AMB_MATCH_IN, from);
  found = amb_store_list (store, query, 1, error);
  return found != NULL && found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}

static gboolean
has_figure (AmbRecord *measurement)
{
  for (guint id = 0; id < AMB_N_RESULTS; id++)
    if (amb_record_get (measurement, amb_result_get_field (id)) != NULL)
      return TRUE;
  return FALSE;
}

/* @there: what there is of that day and source */
static gboolean
change (AmbProgramme *self, AmbRecord *there, AmbRecord *measurement, GError **error)
{
  const char *id = amb_record_get_id (there);
  gboolean is_it = g_strcmp0 (id, amb_record_get_id (measurement)) == 0;
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i <= AMB_N_RESULTS; i++)
    {
      const char *field = i < AMB_N_RESULTS ? amb_result_get_field (i) : "note";
      const char *value = amb_record_get (measurement, field);

      if (is_it || value != NULL)
        g_hash_table_insert (values, (gpointer) field, (gpointer) value);
    }
  return amb_programme_set (self, amb_record_get_entity (there), id, values, error);
}

/* One that was shown stays as it is where another day or source was given. */
static char *
add (AmbProgramme *self, AmbRecord *measurement, GError **error)
{
  g_autoptr (AmbRecord) fresh = amb_record_new (amb_record_get_entity (measurement), NULL);

  for (const AmbField *field = amb_record_get_entity (measurement)->fields; field->name; field++)
    if (amb_field_is_stored (field) && amb_record_get (measurement, field->name) != NULL)
      amb_record_set (fresh, field->name, amb_record_get (measurement, field->name));
  return amb_programme_add (self, fresh, AMB_COMMAND_DEFAULT, error);
}

char *
amb_programme_record_figures (AmbProgramme *self, AmbRecord *measurement, GError **error)
{
  AmbStore *store = amb_programme_get_store (self);
  g_autoptr (AmbRecord) there = NULL;
  g_autoptr (GError) failed = NULL;
  char *id = NULL;

  if (!has_figure (measurement))
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID,
                           _ ("There is no figure. Type one at least; 0 is one, too."));
      return NULL;
    }
  there = amb_results_find_measurement (store, amb_record_get (measurement, "publication-id"),
                                        amb_record_get (measurement, "measured-on"),
                                        amb_record_get (measurement, "source"), &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (!amb_programme_open_group (self, _ ("Record Figures"), error))
    return NULL;
  if (there == NULL)
    id = add (self, measurement, error);
  else if (change (self, there, measurement, error))
    id = g_strdup (amb_record_get_id (there));
  amb_programme_close_group (self);
  return id;
}
