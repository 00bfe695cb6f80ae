#include "amb-calendar-bands.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ?1 first day, ?2 last day, ?3 node or NULL. */
#define BANDS                                                                                      \
  "WITH RECURSIVE below (id) AS (SELECT ?3 WHERE ?3 IS NOT NULL UNION SELECT n.id FROM nodes n "   \
  "JOIN below b ON n.parent_id = b.id WHERE n.deleted = 0), "                                      \
  "above (id) AS (SELECT ?3 WHERE ?3 IS NOT NULL UNION SELECT n.parent_id FROM nodes n JOIN "      \
  "above a ON n.id = a.id WHERE n.parent_id IS NOT NULL), "                                        \
  "here (id) AS (SELECT id FROM below UNION SELECT id FROM above), "                               \
  "countries (code) AS (SELECT DISTINCT country FROM nodes WHERE deleted = 0 AND country IS NOT "  \
  "NULL AND (?3 IS NULL OR id IN here)) "                                                          \
  "SELECT 'blackout-day', d.id, d.reason, COALESCE (d.country, n.name), d.first_day, d.last_day, " \
  "0 AS open FROM blackout_days d LEFT JOIN nodes n ON n.id = d.node_id WHERE d.deleted = 0 AND "  \
  "d.first_day <= ?2 AND d.last_day >= ?1 AND (d.country IS NULL OR d.country IN countries) AND "  \
  "(d.node_id IS NULL OR ?3 IS NULL OR d.node_id IN here) UNION ALL "                              \
  "SELECT 'campaign', c.id, c.name, NULL, c.starts_on, COALESCE (c.ends_on, ?2), c.ends_on IS "    \
  "NULL FROM campaigns c WHERE c.deleted = 0 AND c.state <> 'called_off' AND c.starts_on <= ?2 "   \
  "AND (c.ends_on IS NULL OR c.ends_on >= ?1) AND (c.node_id IS NULL OR ?3 IS NULL OR c.node_id "  \
  "IN here) ORDER BY 5, 6 DESC, 2"

static void
band_free (gpointer data)
{
  AmbCalendarBand *band = data;

  g_free (band->id);
  g_free (band->title);
  g_free (band->where);
  g_free (band);
}

static AmbCalendarBand *
read_band (AmbStmt *stmt)
{
  AmbCalendarBand *band = g_new0 (AmbCalendarBand, 1);

  band->entity = amb_entity_find (amb_stmt_get_text (stmt, 0));
  band->id = g_strdup (amb_stmt_get_text (stmt, 1));
  band->title = g_strdup (amb_stmt_get_text (stmt, 2));
  band->where = g_strdup (amb_stmt_get_text (stmt, 3));
  g_strlcpy (band->first, amb_stmt_get_text (stmt, 4), sizeof band->first);
  g_strlcpy (band->last, amb_stmt_get_text (stmt, 5), sizeof band->last);
  band->is_open = amb_stmt_get_int (stmt, 6) != 0;
  return band;
}

GPtrArray *
amb_calendar_load_bands (
    AmbStore *store, const char *from, guint n_days, const char *node, GError **error)
{
  g_autoptr (GPtrArray) bands = g_ptr_array_new_with_free_func (band_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), BANDS, error);
  g_autofree char *last = amb_date_add_days (from, (int) n_days - 1);
  GError *inner = NULL;
  gboolean row = FALSE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, from);
  amb_stmt_bind_text (stmt, 2, last);
  amb_stmt_bind_text (stmt, 3, node);
  while (amb_stmt_step (stmt, &row, &inner) && row)
    g_ptr_array_add (bands, read_band (stmt));
  if (inner == NULL)
    return g_steal_pointer (&bands);
  g_propagate_error (error, inner);
  return NULL;
}

/* Making it longer. */

/* (transfer full): @value, a day or a planned time, so many days later */
static char *
move_value (const AmbField *field, const char *value, int days)
{
  return field->type == AMB_FIELD_WALL_TIME ? amb_wall_time_shift (value, days)
                                            : amb_date_add_days (value, days);
}

/* (transfer full) (nullable): the span's last day, or where one would begin to count */
static char *
dup_last (AmbRecord *record, const AmbSpan *span)
{
  const char *last = amb_record_get (record, span->to);
  const char *first = amb_record_get (record, span->from);

  if (last != NULL)
    return g_strdup (last);
  return first != NULL ? g_strndup (first, AMB_DAY_SIZE - 1) : NULL;
}

gboolean
amb_programme_stretch (AmbProgramme *self,
                       const AmbEntity *entity,
                       const char *id,
                       int first_by,
                       int last_by,
                       GError **error)
{
  const AmbSpan *span = entity->spans;
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *last = NULL;
  const char *first;

  g_return_val_if_fail (span != NULL && span->from != NULL, FALSE);

  record = amb_store_get (amb_programme_get_store (self), entity, id, error);
  if (record == NULL)
    return FALSE;
  first = amb_record_get (record, span->from);
  last = dup_last (record, span);
  if (first == NULL || last == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   /* Translators: a title */
                   _ ("“%s” has no first day yet, and can’t be made longer. Give it one first."),
                   amb_record_get_title (record));
      return FALSE;
    }
  if (first_by != 0)
    g_hash_table_insert (values, (char *) span->from,
                         move_value (amb_entity_find_field (entity, span->from), first, first_by));
  /* What has no end only gets one where somebody asks for it. */
  if (last_by != 0 && (first_by == 0 || amb_record_get (record, span->to) != NULL))
    g_hash_table_insert (values, (char *) span->to, amb_date_add_days (last, last_by));
  return g_hash_table_size (values) == 0 || amb_programme_set (self, entity, id, values, error);
}
