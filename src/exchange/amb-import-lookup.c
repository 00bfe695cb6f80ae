/* The names and keys by which rows refer to the records of one entity. */
#include "amb-import-private.h"
#include "amb-import-value.h"
#include "amb-link.h"

#include "amb-store-sql.h"
#include "amb-text.h"

#include <string.h>

/* A title that several records bear; never an id. */
static const char several[] = "";

struct _AmbImportLookup
{
  const AmbEntity *entity;
  AmbImportLookupFlags flags;
  AmbStore *store; /* borrowed */
  GStringChunk *strings;
  GHashTable *ids;    /* id */
  GHashTable *keys;   /* field name, US, value → id; what there is once: dup_once_key() → id */
  GHashTable *titles; /* folded title or key, link → id or `several` */
  GHashTable *twins;  /* folded title, US, node → AmbImportTwins */
  const AmbField *title_field;
  int title, node, links;           /* indexes of fields, −1: none */
  char *(*link_key) (const char *); /* of what stands in links */
};

static void
twins_free (AmbImportTwins *self)
{
  g_queue_clear (&self->free);
  g_free (self);
}

static char *
dup_twin_key (const char *title, const char *node)
{
  g_autofree char *folded = amb_text_fold (title);

  return g_strconcat (folded, "\x1f", node ? node : "", NULL);
}

static void
add_folded (AmbImportLookup *self, const char *folded, const char *id)
{
  gpointer word = NULL, before = NULL;

  if (!g_hash_table_lookup_extended (self->titles, folded, &word, &before))
    g_hash_table_insert (self->titles, g_string_chunk_insert (self->strings, folded),
                         (gpointer) id);
  else if (!g_str_equal (before, id))
    g_hash_table_insert (self->titles, word, (gpointer) several);
}

/* A title, or a key as somebody might type it. */
static void
add_word (AmbImportLookup *self, const char *text, const char *id)
{
  g_autofree char *folded = amb_text_fold (text);

  add_folded (self, folded, id);
}

/* The public profiles that somebody declared, one a line; the address of a post. */
static void
add_links (AmbImportLookup *self, const char *links, const char *id)
{
  g_auto (GStrv) lines = g_strsplit (links, "\n", -1);

  for (char **line = lines; *line; line++)
    {
      g_autofree char *key = self->link_key (*line);
      if (key)
        add_folded (self, key, id);
    }
}

static void
add_twin (AmbImportLookup *self,
          const char *title,
          const char *node,
          const char *id,
          gboolean has_key,
          gboolean is_stored)
{
  g_autofree char *key = dup_twin_key (title, node);
  AmbImportTwins *twins = g_hash_table_lookup (self->twins, key);

  if (!twins)
    {
      twins = g_new0 (AmbImportTwins, 1);
      twins->oldest = id;
      g_hash_table_insert (self->twins, g_string_chunk_insert (self->strings, key), twins);
    }
  if (!has_key && !twins->keyless)
    twins->keyless = id;
  if (is_stored)
    g_queue_push_tail (&twins->free, (gpointer) id);
}

/* What a record will have in a field of which the row says nothing, too. */
static const char *
get_value (const AmbEntity *entity, char *const *values, const gboolean *given, const char *name)
{
  int index = amb_entity_get_field_index (entity, name);

  if (values[index] || !given || given[index])
    return values[index];
  return entity->fields[index].initial;
}

/* As amb_record_meets(), of values. */
static gboolean
meets (const AmbEntity *entity, const char *when, char *const *values, const gboolean *given)
{
  g_auto (GStrv) sides = g_strsplit (when ? when : "", "=", 2);
  const char *value;

  if (!when)
    return TRUE;
  value = get_value (entity, values, given, sides[0]);
  return *sides[1] ? amb_words_contain (sides[1], value) : !value;
}

/* (transfer full) (nullable): “0, US, space, US, person”; NULL where the values don't count */
static char *
dup_once_key (const AmbEntity *entity, guint n, char *const *values, const gboolean *given)
{
  const AmbOnce *once = &entity->once[n];
  g_autofree char *all = g_strjoin (" ", once->fields, once->also, NULL);
  g_auto (GStrv) names = g_strsplit (all, " ", -1);
  g_autoptr (GString) key = g_string_new (NULL);

  if (!meets (entity, once->when, values, given))
    return NULL;
  g_string_append_printf (key, "%u", n);
  for (char **name = names; *name; name++)
    {
      const char *value = get_value (entity, values, given, *name);

      if (!value && amb_words_contain (once->fields, *name))
        return NULL;
      g_string_append_printf (key, "\x1f%s", value ? value : "");
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
add_once (AmbImportLookup *self, const char *own, char *const *values, const gboolean *given)
{
  for (guint n = 0; self->entity->once && self->entity->once[n].fields; n++)
    {
      g_autofree char *key = dup_once_key (self->entity, n, values, given);

      if (key && !g_hash_table_contains (self->keys, key))
        g_hash_table_insert (self->keys, g_string_chunk_insert (self->strings, key),
                             (gpointer) own);
    }
}

static void
add (AmbImportLookup *self, const char *own, char *const *values, gboolean is_stored)
{
  const char *title = self->title >= 0 ? values[self->title] : NULL;
  gboolean has_key = FALSE;

  for (guint i = 0; self->entity->fields[i].name; i++)
    if ((self->entity->fields[i].flags & AMB_FIELD_KEY) && values[i])
      {
        amb_import_lookup_add_key (self, own, &self->entity->fields[i], values[i]);
        has_key = TRUE;
      }
  if (is_stored && (self->flags & AMB_IMPORT_LOOKUP_TWINS))
    add_once (self, own, values, NULL);
  if (self->links >= 0 && values[self->links] && (self->flags & AMB_IMPORT_LOOKUP_WORDS))
    add_links (self, values[self->links], own);
  if (!title)
    return;
  if (self->flags & AMB_IMPORT_LOOKUP_WORDS)
    add_word (self, title, own);
  if ((self->flags & AMB_IMPORT_LOOKUP_TWINS) && amb_field_is_stored (self->title_field))
    add_twin (self, title, self->node >= 0 ? values[self->node] : NULL, own, has_key, is_stored);
}

static const char *
add_id (AmbImportLookup *self, const char *id)
{
  const char *own = g_string_chunk_insert (self->strings, id);

  g_hash_table_add (self->ids, (gpointer) own);
  return own;
}

void
amb_import_lookup_add (AmbImportLookup *self, const char *id, char *const *values)
{
  add (self, add_id (self, id), values, FALSE);
}

void
amb_import_lookup_add_key (AmbImportLookup *self,
                           const char *id,
                           const AmbField *field,
                           const char *value)
{
  g_autofree char *key = g_strconcat (field->name, "\x1f", value, NULL);

  g_hash_table_insert (self->keys, g_string_chunk_insert (self->strings, key), (gpointer) id);
  if (self->flags & AMB_IMPORT_LOOKUP_WORDS)
    add_word (self, value, id);
}

/* Does the field decide what there is once? */
static gboolean
is_of_once (const AmbImportLookup *self, const char *name)
{
  const AmbOnce *once = self->flags & AMB_IMPORT_LOOKUP_TWINS ? self->entity->once : NULL;

  for (; once && once->fields; once++)
    if (amb_words_contain (once->fields, name) || amb_words_contain (once->also, name) ||
        (once->when && g_str_has_prefix (once->when, name) && once->when[strlen (name)] == '='))
      return TRUE;
  return FALSE;
}

/* The fields that are looked up by; the others are not read. */
static gboolean
is_wanted (const AmbImportLookup *self, guint index)
{
  const AmbField *field = &self->entity->fields[index];

  /* A computed title costs a look at another table for each record. */
  if ((int) index == self->title)
    return amb_field_is_stored (field) || (self->flags & AMB_IMPORT_LOOKUP_WORDS);
  if ((int) index == self->links)
    return (self->flags & AMB_IMPORT_LOOKUP_WORDS) != 0;
  return (amb_field_is_stored (field) &&
          ((field->flags & AMB_FIELD_KEY) || (int) index == self->node ||
           is_of_once (self, field->name)));
}

static gboolean
load (AmbImportLookup *self, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  guint n = amb_entity_get_n_fields (self->entity);
  g_autofree char **values = g_new0 (char *, n);
  gboolean row;

  for (guint i = 0; i < n; i++)
    if (is_wanted (self, i))
      {
        g_autofree char *expression = amb_sql_expression (&self->entity->fields[i]);
        g_string_append_printf (sql, ", %s", expression);
      }
  g_string_append_printf (sql, " FROM \"%s\" WHERE deleted = 0 ORDER BY rid",
                          self->entity->collection);

  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->store), sql->str, error);
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
      add (self, add_id (self, amb_stmt_get_text (stmt, 0)), values, TRUE);
    }
  return FALSE;
}

AmbImportLookup *
amb_import_lookup_new (AmbStore *store,
                       const AmbEntity *entity,
                       AmbImportLookupFlags flags,
                       GError **error)
{
  g_autoptr (AmbImportLookup) self = g_new0 (AmbImportLookup, 1);

  self->entity = entity;
  self->flags = flags;
  self->store = store;
  self->strings = g_string_chunk_new (64 * 1024);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->titles = g_hash_table_new (g_str_hash, g_str_equal);
  self->twins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) twins_free);
  self->title_field = amb_entity_get_title_field (entity);
  self->title =
      self->title_field ? amb_entity_get_field_index (entity, self->title_field->name) : -1;
  self->node = amb_entity_get_field_index (entity, "node-id");
  self->links = amb_entity_get_field_index (entity, "links");
  self->link_key = amb_link_key;
  if (g_str_equal (entity->name, "publication"))
    {
      self->links = amb_entity_get_field_index (entity, "link");
      self->link_key = amb_link_post_key;
    }
  return load (self, error) ? g_steal_pointer (&self) : NULL;
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

const char *
amb_import_lookup_find_id (AmbImportLookup *self, const char *id)
{
  gpointer own = NULL;

  g_hash_table_lookup_extended (self->ids, id, &own, NULL);
  return own;
}

const char *
amb_import_lookup_find_key (AmbImportLookup *self, const AmbField *field, const char *value)
{
  g_autofree char *key = g_strconcat (field->name, "\x1f", value, NULL);

  return g_hash_table_lookup (self->keys, key);
}

const char *
amb_import_lookup_find_once (AmbImportLookup *self, char *const *values, const gboolean *given)
{
  const char *id = NULL;

  for (guint n = 0; self->entity->once && self->entity->once[n].fields && !id; n++)
    {
      g_autofree char *key = dup_once_key (self->entity, n, values, given);

      id = key ? g_hash_table_lookup (self->keys, key) : NULL;
    }
  return id;
}

void
amb_import_lookup_add_once (AmbImportLookup *self,
                            const char *id,
                            char *const *values,
                            const gboolean *given)
{
  add_once (self, id, values, given);
}

AmbImportTwins *
amb_import_lookup_find_twins (AmbImportLookup *self, const char *title, const char *node)
{
  g_autofree char *key = dup_twin_key (title, node);

  return g_hash_table_lookup (self->twins, key);
}

const char *
amb_import_lookup_find_any_key (AmbImportLookup *self, const char *text)
{
  const char *id = NULL;

  for (const AmbField *field = self->entity->fields; *text && field->name && !id; field++)
    {
      g_autofree char *value = NULL;
      if ((field->flags & AMB_FIELD_KEY) && amb_import_normalise (field, text, &value, NULL) &&
          value)
        id = amb_import_lookup_find_key (self, field, value);
    }
  return id;
}

/* Titles that are computed: those of records that the import made are only in the store. */
static gboolean
find_computed (AmbImportLookup *self, const char *text, const char **id, GError **error)
{
  g_autoptr (GPtrArray) ids =
      amb_store_find (self->store, self->entity, self->title_field, text, TRUE, error);

  if (!ids)
    return FALSE;
  if (ids->len > 1)
    {
      amb_import_set_several (text, error);
      return FALSE;
    }
  *id = ids->len ? amb_import_lookup_find_id (self, ids->pdata[0]) : NULL;
  return TRUE;
}

gboolean
amb_import_lookup_find (AmbImportLookup *self, const char *text, const char **id, GError **error)
{
  g_autofree char *folded = NULL, *link = NULL;

  *id = amb_import_lookup_find_id (self, text);
  if (!*id)
    *id = amb_import_lookup_find_any_key (self, text);
  if (*id)
    return TRUE;
  link = self->links >= 0 ? self->link_key (text) : NULL;
  folded = amb_text_fold (text);
  *id = link ? g_hash_table_lookup (self->titles, link) : NULL;
  if (!*id)
    *id = g_hash_table_lookup (self->titles, folded);
  if (*id == several)
    {
      *id = NULL;
      amb_import_set_several (text, error);
      return FALSE;
    }
  if (!*id && (self->flags & AMB_IMPORT_LOOKUP_TWINS) && self->title_field &&
      !amb_field_is_stored (self->title_field))
    return find_computed (self, text, id, error);
  return TRUE;
}

AmbImportLookup *
amb_import_lookups_get (AmbImportLookups *self, const AmbEntity *entity, GError **error)
{
  AmbImportLookup *lookup = g_hash_table_lookup (self->by_name, entity->name);
  AmbImportLookupFlags flags = AMB_IMPORT_LOOKUP_WORDS;

  if (lookup)
    return lookup;
  if (entity == self->own)
    flags = AMB_IMPORT_LOOKUP_TWINS | (self->own_has_words ? AMB_IMPORT_LOOKUP_WORDS : 0);
  lookup = amb_import_lookup_new (self->store, entity, flags, error);
  if (lookup)
    g_hash_table_insert (self->by_name, (gpointer) entity->name, lookup);
  return lookup;
}
