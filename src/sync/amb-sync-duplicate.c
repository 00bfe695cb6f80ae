/* A record that was refused because another one has its KEY: how the two compare, and how mine goes
 * into theirs. */
#include "amb-error.h"
#include "amb-sync-engine-private.h"
#include "amb-sync.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

gboolean
amb_sync_is_duplicate (const AmbFinding *finding)
{
  return !finding->is_conflict && finding->theirs != NULL &&
         g_strcmp0 (finding->kind, "create") == 0 &&
         g_strcmp0 (finding->code, amb_problem_get_name (AMB_PROBLEM_DUPLICATE)) == 0;
}

gboolean
amb_sync_count_duplicates (AmbStore *store, gint64 *n, GError **error)
{
  return amb_db_query_int (amb_store_get_db (store), n, 0, error,
                           "SELECT count(*) FROM finding WHERE conflict = 0 AND theirs IS NOT NULL "
                           "AND kind = 'create' AND code = ?",
                           "t", amb_problem_get_name (AMB_PROBLEM_DUPLICATE));
}

static void
duplicate_field_free (gpointer data)
{
  AmbDuplicateField *self = data;

  g_free (self->mine);
  g_free (self->theirs);
  g_free (self);
}

/* What was typed may refer to a record that was a duplicate too. */
static gboolean
follow_reference (AmbStore *store, AmbRecord *mine, const AmbField *field, GError **error)
{
  const char *id = amb_record_get (mine, field->name);
  g_autofree char *other = NULL;

  if (field->type != AMB_FIELD_REF || id == NULL)
    return TRUE;
  if (!amb_db_query_text (
          amb_store_get_db (store), &other, error,
          "SELECT theirs FROM (SELECT id, theirs, code, key FROM finding UNION ALL SELECT id, "
          "theirs, code, key FROM settled_finding) WHERE id = ? AND code = ? AND theirs IS NOT "
          "NULL "
          "ORDER BY key DESC LIMIT 1",
          "tt", id, amb_problem_get_name (AMB_PROBLEM_DUPLICATE)))
    return FALSE;
  if (other != NULL)
    amb_record_set (mine, field->name, other);
  return TRUE;
}

/* May a merge write this field of the existing record? */
static gboolean
can_fill (AmbStore *store, AmbRecord *theirs, AmbRecord *mine, const AmbField *field)
{
  g_autoptr (AmbRecord) after = NULL;

  if ((field->flags & (AMB_FIELD_STATE | AMB_FIELD_COMPUTED)) != 0 ||
      amb_record_get (mine, field->name) == NULL || amb_record_get (theirs, field->name) != NULL)
    return FALSE;
  if (field->type != AMB_FIELD_REF && (field->flags & AMB_FIELD_KEY) == 0)
    return TRUE;
  after = amb_record_dup (theirs);
  amb_record_set (after, field->name, amb_record_get (mine, field->name));
  return amb_check_keys (store, after, NULL, NULL, NULL) &&
         amb_check_reference (store, after, field, NULL);
}

static AmbDuplicateField *
compare_field (AmbStore *store, AmbRecord *mine, AmbRecord *theirs, const AmbField *field)
{
  AmbDuplicateField *self = g_new0 (AmbDuplicateField, 1);

  self->field = field;
  self->mine = g_strdup (amb_record_get (mine, field->name));
  self->theirs = g_strdup (amb_record_get (theirs, field->name));
  self->is_taken = (field->flags & AMB_FIELD_KEY) != 0 && self->mine != NULL &&
                   amb_field_same (self->mine, self->theirs);
  self->fills = can_fill (store, theirs, mine, field);
  return self;
}

static AmbRecord *
read_mine (const AmbFinding *finding, GError **error)
{
  const char *typed = finding->typed != NULL ? finding->typed : "{}";
  g_autoptr (AmbRecord) mine = amb_record_new (finding->entity, finding->id);
  g_autoptr (AmbJson) json = amb_json_parse (typed, strlen (typed), error);

  if (json == NULL || !amb_record_read_json (mine, amb_json_get_root (json), error))
    return NULL;
  return g_steal_pointer (&mine);
}

static AmbRecord *
read_theirs (AmbStore *store, const AmbFinding *finding, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) theirs = amb_store_lookup (store, finding->entity, finding->theirs, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (theirs == NULL || amb_record_get_deleted (theirs))
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("The existing record isn’t on this desktop. Synchronise and look again; if it "
                    "was removed meanwhile, try yours again."));
  else
    return g_steal_pointer (&theirs);
  return NULL;
}

GPtrArray *
amb_sync_compare_duplicate (AmbStore *store, const AmbFinding *finding, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (duplicate_field_free);
  g_autoptr (AmbRecord) mine = read_mine (finding, error);
  g_autoptr (AmbRecord) theirs = mine != NULL ? read_theirs (store, finding, error) : NULL;

  if (theirs == NULL)
    return NULL;
  for (const AmbField *field = finding->entity->fields; field->name != NULL; field++)
    {
      if (!amb_field_is_stored (field) || !follow_reference (store, mine, field, error))
        continue;
      if (amb_record_get (mine, field->name) != NULL ||
          amb_record_get (theirs, field->name) != NULL)
        g_ptr_array_add (fields, compare_field (store, mine, theirs, field));
    }
  return g_steal_pointer (&fields);
}

gboolean
amb_sync_merge_duplicate (AmbProgramme *programme, const AmbFinding *finding, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (GPtrArray) fields = amb_sync_compare_duplicate (store, finding, error);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const AmbDuplicateField *field = g_ptr_array_index (fields, i);

      if (field->fills)
        g_hash_table_insert (values, (char *) field->field->name, field->mine);
    }
  return fields != NULL &&
         (g_hash_table_size (values) == 0 ||
          amb_programme_set (programme, finding->entity, finding->theirs, values, error)) &&
         amb_sync_unpark (store, finding->id, finding->theirs, amb_programme_get_group (programme),
                          error);
}
