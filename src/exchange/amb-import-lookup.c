/* The names and keys by which rows refer to the records of one entity. */
#include "amb-import-private.h"

#include "amb-error.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A title that several records bear; never an id. */
static const char several[] = "";

struct _AmbImportLookup
{
  const AmbEntity *entity;
  GStringChunk *strings;
  GHashTable *ids;    /* id */
  GHashTable *keys;   /* field name, US, value → id */
  GHashTable *titles; /* folded title → id or `several` */
  GHashTable *twins;  /* folded title, US, node → id */
  int title, node;    /* indexes of fields, −1: none */
};

char *
amb_import_lookup_dup_twin_key (const char *title, const char *node)
{
  g_autofree char *folded = amb_text_fold (title);

  return g_strconcat (folded, "\x1f", node ? node : "", NULL);
}

/* A title, or a key as somebody might type it. */
static void
add_word (AmbImportLookup *self, const char *text, const char *id)
{
  g_autofree char *folded = amb_text_fold (text);
  const char *before = g_hash_table_lookup (self->titles, folded);
  gboolean taken = before && !g_str_equal (before, id);

  g_hash_table_insert (self->titles, g_string_chunk_insert_const (self->strings, folded),
                       (gpointer) (taken ? several : id));
}

void
amb_import_lookup_add (AmbImportLookup *self, const char *id, char *const *values)
{
  const char *own = g_string_chunk_insert (self->strings, id);
  const char *title = self->title >= 0 ? values[self->title] : NULL;

  g_hash_table_add (self->ids, (gpointer) own);
  for (guint i = 0; self->entity->fields[i].name; i++)
    if ((self->entity->fields[i].flags & AMB_FIELD_KEY) && values[i])
      {
        g_autofree char *key = g_strconcat (self->entity->fields[i].name, "\x1f", values[i], NULL);
        g_hash_table_insert (self->keys, g_string_chunk_insert (self->strings, key),
                             (gpointer) own);
        add_word (self, values[i], own);
      }
  if (!title)
    return;
  g_autofree char *twin =
      amb_import_lookup_dup_twin_key (title, self->node >= 0 ? values[self->node] : NULL);
  add_word (self, title, own);
  if (!g_hash_table_contains (self->twins, twin))
    g_hash_table_insert (self->twins, g_string_chunk_insert (self->strings, twin), (gpointer) own);
}

/* The fields that are looked up by; the others are not read. */
static gboolean
is_wanted (const AmbImportLookup *self, guint index)
{
  const AmbField *field = &self->entity->fields[index];

  return amb_field_is_stored (field) && ((field->flags & AMB_FIELD_KEY) ||
                                         (int) index == self->title || (int) index == self->node);
}

static gboolean
load (AmbImportLookup *self, AmbStore *store, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  guint n = amb_entity_get_n_fields (self->entity);
  g_autofree char **values = g_new0 (char *, n);
  gboolean row;

  for (guint i = 0; i < n; i++)
    if (is_wanted (self, i))
      {
        g_autofree char *column = amb_field_dup_column (&self->entity->fields[i]);
        g_string_append_printf (sql, ", \"%s\"", column);
      }
  g_string_append_printf (sql, " FROM \"%s\" WHERE deleted = 0", self->entity->collection);

  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql->str, error);
  if (!stmt)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error))
    {
      int column = 1;
      if (!row)
        return TRUE;
      for (guint i = 0; i < n; i++)
        if (is_wanted (self, i))
          values[i] = (char *) amb_stmt_get_text (stmt, column++);
      amb_import_lookup_add (self, amb_stmt_get_text (stmt, 0), values);
    }
  return FALSE;
}

AmbImportLookup *
amb_import_lookup_new (AmbStore *store, const AmbEntity *entity, GError **error)
{
  g_autoptr (AmbImportLookup) self = g_new0 (AmbImportLookup, 1);
  const AmbField *title = amb_entity_get_title_field (entity);

  self->entity = entity;
  self->strings = g_string_chunk_new (64 * 1024);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->titles = g_hash_table_new (g_str_hash, g_str_equal);
  self->twins = g_hash_table_new (g_str_hash, g_str_equal);
  self->title = title ? amb_entity_get_field_index (entity, title->name) : -1;
  self->node = amb_entity_get_field_index (entity, "node-id");
  return load (self, store, error) ? g_steal_pointer (&self) : NULL;
}

void
amb_import_lookup_free (AmbImportLookup *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->titles);
  g_hash_table_unref (self->twins);
  g_string_chunk_free (self->strings);
  g_free (self);
}

gboolean
amb_import_lookup_has_id (AmbImportLookup *self, const char *id)
{
  return g_hash_table_contains (self->ids, id);
}

const char *
amb_import_lookup_find_key (AmbImportLookup *self, const AmbField *field, const char *value)
{
  g_autofree char *key = g_strconcat (field->name, "\x1f", value, NULL);

  return g_hash_table_lookup (self->keys, key);
}

const char *
amb_import_lookup_find_twin (AmbImportLookup *self, const char *title, const char *node)
{
  g_autofree char *key = amb_import_lookup_dup_twin_key (title, node);

  return g_hash_table_lookup (self->twins, key);
}

const char *
amb_import_lookup_find_any_key (AmbImportLookup *self, const char *text)
{
  const char *id = NULL;

  for (const AmbField *field = self->entity->fields; *text && field->name && !id; field++)
    {
      g_autofree char *value = NULL;
      if ((field->flags & AMB_FIELD_KEY) && amb_field_normalise (field, text, &value, NULL) &&
          value)
        id = amb_import_lookup_find_key (self, field, value);
    }
  return id;
}

gboolean
amb_import_lookup_find (AmbImportLookup *self, const char *text, const char **id, GError **error)
{
  g_autofree char *folded = NULL;

  *id = g_hash_table_lookup (self->ids, text);
  if (!*id)
    *id = amb_import_lookup_find_any_key (self, text);
  if (*id)
    return TRUE;
  folded = amb_text_fold (text);
  *id = g_hash_table_lookup (self->titles, folded);
  if (*id != several)
    return TRUE;
  *id = NULL;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("Several records are called “%s”. Write the code, e-mail or number of the one "
                  "that is meant."),
               text);
  return FALSE;
}

AmbImportLookup *
amb_import_lookups_get (AmbImportLookups *self, const AmbEntity *entity, GError **error)
{
  AmbImportLookup *lookup = g_hash_table_lookup (self->by_name, entity->name);

  if (!lookup)
    {
      lookup = amb_import_lookup_new (self->store, entity, error);
      if (lookup)
        g_hash_table_insert (self->by_name, (gpointer) entity->name, lookup);
    }
  return lookup;
}
