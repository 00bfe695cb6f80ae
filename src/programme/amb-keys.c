/* What there is once among the living records: a KEY, and what an entity's `once` names. */
#include "amb-programme.h"

#include "amb-error.h"
#include "amb-store-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_key (AmbStore *store, AmbRecord *record, const AmbField *field, char **other, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *value = amb_record_get (record, field->name);
  g_autoptr (GPtrArray) ids = NULL;

  if (value == NULL)
    return TRUE;
  ids = amb_store_find (store, entity, field, value, FALSE, error);
  if (ids == NULL)
    return FALSE;
  for (guint k = 0; k < ids->len; k++)
    if (g_strcmp0 (g_ptr_array_index (ids, k), amb_record_get_id (record)) != 0)
      {
        const char *id = g_ptr_array_index (ids, k);
        g_autofree char *title = amb_store_dup_title (store, entity, id);

        g_set_error (error, AMB_ERROR, AMB_ERROR_CONFLICT,
                     _ ("%s: “%s” belongs to %s already. Open that record, or use another."),
                     _ (field->label), value, title != NULL ? title : _ (entity->label));
        if (other != NULL)
          *other = g_strdup (id);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_whole (AmbRecord *record, char *const *fields)
{
  for (guint i = 0; fields[i] != NULL; i++)
    if (amb_record_get (record, fields[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Is one of the fields that decide among @changed? */
static gboolean
is_concerned (const AmbOnce *once, GHashTable *changed)
{
  GHashTableIter iter;
  gpointer name;

  if (changed == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (amb_words_contain (once->fields, name) || amb_words_contain (once->also, name) ||
        (once->when != NULL && g_str_has_prefix (once->when, name) &&
         once->when[strlen (name)] == '='))
      return TRUE;
  return FALSE;
}

static gboolean
find_other (AmbStore *store, AmbRecord *record, const AmbOnce *once, char **other, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autofree char *sql = amb_sql_find_once (entity, once);
  g_autofree char *all = g_strjoin (" ", once->fields, once->also, NULL);
  g_auto (GStrv) fields = g_strsplit (all, " ", -1);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row;
  int n = 1;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; fields[i] != NULL; i++)
    amb_stmt_bind_text (stmt, n++, amb_record_get (record, fields[i]));
  amb_stmt_bind_text (stmt, n, amb_record_get_id (record));
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  *other = row ? g_strdup (amb_stmt_get_text (stmt, 0)) : NULL;
  return TRUE;
}

/* “Space, Person” */
static char *
list_labels (const AmbEntity *entity, const char *words)
{
  g_auto (GStrv) fields = g_strsplit (words, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                            _ (amb_entity_find_field (entity, fields[i])->label));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
check_once (AmbStore *store, AmbRecord *record, const AmbOnce *once, char **other, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_auto (GStrv) fields = g_strsplit (once->fields, " ", -1);
  g_autofree char *found = NULL;
  g_autofree char *labels = NULL;
  g_autofree char *title = NULL;

  if (!is_whole (record, fields) || !amb_record_meets (record, once->when))
    return TRUE;
  if (!find_other (store, record, once, &found, error))
    return FALSE;
  if (found == NULL)
    return TRUE;
  labels = list_labels (entity, once->fields);
  title = amb_store_dup_title (store, entity, found);
  g_set_error (error, AMB_ERROR, AMB_ERROR_CONFLICT,
               _ ("There is one with the same values already (%s): “%s”. Open that record instead "
                  "of making a second one."),
               labels, title != NULL ? title : _ (entity->label));
  if (other != NULL)
    *other = g_steal_pointer (&found);
  return FALSE;
}

gboolean
amb_check_keys (
    AmbStore *store, AmbRecord *record, GHashTable *changed, char **other, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    if ((field->flags & AMB_FIELD_KEY) != 0 &&
        (changed == NULL || g_hash_table_contains (changed, field->name)) &&
        !check_key (store, record, field, other, error))
      return FALSE;
  for (const AmbOnce *once = entity->once; once != NULL && once->fields != NULL; once++)
    if (is_concerned (once, changed) && !check_once (store, record, once, other, error))
      return FALSE;
  return TRUE;
}

gboolean
amb_check_keys_in (
    AmbStore *store, AmbRecord *record, const char *state, char **other, GError **error)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (record));
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AmbRecord) after = amb_record_dup (record);

  amb_record_set (after, field->name, state);
  g_hash_table_add (changed, (gpointer) field->name);
  return amb_check_keys (store, after, changed, other, error);
}
