/* Makes one record of two that are about the same. */
#include "amb-importer.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

/* Empty fields of @keep that @other fills; a state is nobody's to give away. */
static GHashTable *
list_gifts (AmbRecord *keep, AmbRecord *other)
{
  const AmbEntity *entity = amb_record_get_entity (keep);
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; entity->fields[i].name; i++)
    {
      const AmbField *field = &entity->fields[i];
      const char *value = amb_record_get_at (other, i);
      if (amb_field_is_stored (field) && !(field->flags & (AMB_FIELD_STATE | AMB_FIELD_FIXED)) &&
          !amb_record_get_at (keep, i) && value && !g_str_equal (value, amb_record_get_id (keep)) &&
          !g_str_equal (value, amb_record_get_id (other)))
        g_hash_table_insert (values, (gpointer) field->name, (gpointer) value);
    }
  return values;
}

/* Whoever refers to @other refers to @keep afterwards. What is only ever added to stays as it was.
 */
static gboolean
redirect (AmbProgramme *programme,
          const AmbEntity *entity,
          const char *keep,
          const char *other,
          GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);

  for (const AmbEntity *const *from = amb_entities (); *from; from++)
    for (const AmbField *field = (*from)->fields; field->name; field++)
      {
        g_autoptr (GPtrArray) ids = NULL;
        if (field->type != AMB_FIELD_REF || (*from)->kind != AMB_KIND_ORDINARY ||
            amb_entity_find (field->ref) != entity)
          continue;
        ids = amb_store_find (store, *from, field, other, FALSE, error);
        for (guint i = 0; ids && i < ids->len; i++)
          {
            const char *id = ids->pdata[i];
            const char *target = g_str_equal (id, keep) ? NULL : keep;
            if (!g_str_equal (id, other) &&
                !amb_programme_set_field (programme, *from, id, field->name, target, error))
              return FALSE;
          }
        if (!ids)
          return FALSE;
      }
  return TRUE;
}

static gboolean
merge (AmbProgramme *programme, AmbRecord *keep, AmbRecord *other, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (keep);
  const char *kept = amb_record_get_id (keep), *removed = amb_record_get_id (other);
  g_autoptr (GHashTable) gifts = list_gifts (keep, other);

  /* Removed before its keys are given away: they are unique. */
  return redirect (programme, entity, kept, removed, error) &&
         amb_programme_remove (programme, entity, removed, error) &&
         (g_hash_table_size (gifts) == 0 ||
          amb_programme_set (programme, entity, kept, gifts, error));
}

gboolean
amb_import_merge (AmbProgramme *programme,
                  const AmbEntity *entity,
                  const char *keep,
                  const char *other,
                  GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  AmbDb *db = amb_store_get_db (store);
  g_autoptr (AmbRecord) kept = amb_store_get (store, entity, keep, error);
  g_autoptr (AmbRecord) removed = kept ? amb_store_get (store, entity, other, error) : NULL;
  const gboolean joins = amb_programme_get_group (programme) != 0;
  g_autofree char *label = NULL;
  gboolean done;

  if (!removed)
    return FALSE;
  if (g_str_equal (keep, other))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” can’t be merged with itself. Choose two records."),
                   amb_record_get_title (kept));
      return FALSE;
    }
  label = g_strdup_printf (_ ("Merge into “%s”"), amb_record_get_title (kept));
  if (!amb_db_begin (db, error))
    return FALSE;
  done = (joins || amb_programme_open_group (programme, label, error)) &&
         merge (programme, kept, removed, error);
  if (!joins)
    amb_programme_close_group (programme);
  if (!done)
    {
      amb_db_rollback (db);
      return FALSE;
    }
  return amb_db_commit (db, error);
}
