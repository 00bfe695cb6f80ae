/* Who has left: people whom a complete file no longer names. */
#include "amb-import-private.h"

#include "amb-error.h"
#include "amb-store-sql.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Out already, or never in: a file that no longer names them says nothing new. */
static const char *const outside[] = { "alumni", "withdrawn", "declined", "not_selected", NULL };
/* Where somebody goes who leaves; the first that the table of moves allows. */
static const char *const ways_out[] = { "alumni", "withdrawn", NULL };

gboolean
amb_import_error_is_of_row (const GError *error)
{
  if (error->domain != AMB_ERROR)
    return FALSE;
  switch (error->code)
    {
    case AMB_ERROR_INVALID:
    case AMB_ERROR_NOT_FOUND:
    case AMB_ERROR_REFUSED:
    case AMB_ERROR_CONFLICT:
    case AMB_ERROR_DENIED:
    case AMB_ERROR_TOO_LARGE:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_column (GString *sql, const AmbField *field)
{
  g_autofree char *expression = field ? amb_sql_expression (field) : g_strdup ("NULL");

  g_string_append_printf (sql, ", %s", expression);
}

/* Living records that have one of the keys which the file gives. */
static char *
dup_sql (AmbStore *store, const AmbImportPlan *plan)
{
  GString *sql = g_string_new ("SELECT id");
  g_autoptr (GString) keys = g_string_new (NULL);

  append_column (sql, amb_entity_get_title_field (plan->entity));
  append_column (sql, amb_entity_get_state_field (plan->entity));
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmbImportColumn *column = plan->columns->pdata[i];
      if (!column->field || !(column->field->flags & AMB_FIELD_KEY))
        continue;
      g_autofree char *name = amb_field_dup_column (column->field);
      g_string_append_printf (keys, "%s\"%s\" IS NOT NULL", keys->len ? " OR " : "", name);
    }
  g_string_append_printf (sql, " FROM \"%s\" WHERE deleted = 0 AND (%s) ORDER BY rid",
                          plan->entity->collection, keys->len ? keys->str : "0");
  return g_string_free (sql, FALSE);
}

gboolean
amb_import_list_leavers (AmbStore *store,
                         const AmbImportPlan *plan,
                         AmbImportLookup *own,
                         GHashTable *present,
                         GHashTable *spoiled,
                         AmbImportReport *report,
                         GError **error)
{
  g_autofree char *sql = dup_sql (store, plan);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row;

  if (!stmt)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error))
    {
      const char *id, *title, *state, *known;
      if (!row)
        return TRUE;
      id = amb_stmt_get_text (stmt, 0);
      title = amb_stmt_get_text (stmt, 1);
      state = amb_stmt_get_text (stmt, 2);
      known = amb_import_lookup_find_id (own, id);
      if (!known || (state && g_strv_contains (outside, state)))
        continue;
      report->known++;
      if (g_hash_table_contains (present, known))
        continue;
      AmbImportLeaver *leaver = g_new0 (AmbImportLeaver, 1);
      g_autofree char *folded = amb_text_fold (title);
      gpointer line = g_hash_table_lookup (spoiled, folded);
      leaver->id = g_strdup (id);
      leaver->title = g_strdup (title);
      if (line)
        leaver->reason = g_strdup_printf (_ ("Line %d of the file bears this name and was left "
                                             "out. Mend it and import it again."),
                                          GPOINTER_TO_INT (line));
      g_ptr_array_add (report->leavers, leaver);
    }
  return FALSE;
}

static const char *
find_way_out (AmbRecord *record)
{
  g_autoptr (GPtrArray) targets =
      amb_lifecycle_list_targets (amb_record_get_entity (record), amb_record_get_state (record));

  for (guint way = 0; ways_out[way]; way++)
    if (g_ptr_array_find_with_equal_func (targets, ways_out[way], g_str_equal, NULL))
      return ways_out[way];
  return NULL;
}

static char *
dup_stays (AmbRecord *record)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (record));
  const AmbChoice *choice =
      field ? amb_field_find_choice (field, amb_record_get_state (record)) : NULL;

  if (!choice)
    return g_strdup (_ ("Records of this kind have no state to move to. Remove it if it is gone."));
  return g_strdup_printf (_ ("From the state “%s” there is no move to Alumni or Withdrawn. Decide "
                             "on the person’s page."),
                          _ (choice->label));
}

/* What the machine would say, for a preview that has no programme at hand. */
static gboolean
check_move (AmbStore *store, AmbRecord *record, const char *to, const char *why, GError **error)
{
  const AmbFacts facts = { .now = amb_clock_now (amb_store_get_clock (store)),
                           .today = amb_store_get_today (store),
                           .why = why,
                           .who = amb_access_get_who (AMB_ACCESS_MANAGER, FALSE) };

  return amb_lifecycle_check_move (record, to, &facts, error);
}

gboolean
amb_import_move_leaver (AmbProgramme *programme,
                        AmbStore *store,
                        const AmbEntity *entity,
                        const char *file,
                        AmbImportLeaver *leaver,
                        GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_get (store, entity, leaver->id, error);
  g_autoptr (GError) problem = NULL;
  g_autofree char *why = g_strdup_printf (_ ("Not in the complete file “%s”"), file);
  const char *to;
  gboolean done;

  if (!record)
    return FALSE;
  if (leaver->reason)
    return TRUE;
  to = entity->moves ? find_way_out (record) : NULL;
  if (!to)
    {
      leaver->reason = dup_stays (record);
      return TRUE;
    }
  done = programme ? amb_programme_move (programme, entity, leaver->id, to, why, &problem)
                   : check_move (store, record, to, why, &problem);
  if (done)
    leaver->state = g_strdup (to);
  else if (amb_import_error_is_of_row (problem))
    leaver->reason = g_strdup (problem->message);
  else
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return TRUE;
}
