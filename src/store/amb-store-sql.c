#include "amb-store-sql.h"

#include "amb-text.h"

#include <string.h>

static const char *
get_sql_type (const AmbField *field)
{
  return amb_field_is_number (field) ? "INTEGER" : "TEXT";
}

char *
amb_sql_key_column (const AmbEntity *entity)
{
  const AmbField *title = amb_entity_get_title_field (entity);
  g_autofree char *column =
      title != NULL && amb_field_is_stored (title) ? amb_field_dup_column (title) : NULL;

  return column != NULL ? g_strconcat (column, "_key", NULL) : NULL;
}

static gboolean
has_field (const AmbEntity *entity, guint flag, int type)
{
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    if (amb_field_is_stored (f) && ((f->flags & flag) != 0 || (int) f->type == type))
      return TRUE;
  return FALSE;
}

gboolean
amb_sql_has_search (const AmbEntity *entity)
{
  return has_field (entity, AMB_FIELD_SEARCH, -1);
}

gboolean
amb_sql_has_sets (const AmbEntity *entity)
{
  return has_field (entity, 0, AMB_FIELD_SET);
}

char *
amb_sql_create_table (const AmbEntity *entity)
{
  g_autofree char *key = amb_sql_key_column (entity);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql,
                   "CREATE TABLE IF NOT EXISTS \"%s\" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL "
                   "UNIQUE, ver INTEGER NOT NULL DEFAULT 0, fv TEXT, extra TEXT, "
                   "deleted INTEGER NOT NULL DEFAULT 0",
                   entity->collection);
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);

      if (amb_field_is_stored (f))
        g_string_append_printf (sql, ", \"%s\" %s", column, get_sql_type (f));
    }
  if (key != NULL)
    g_string_append_printf (sql, ", \"%s\" TEXT", key);
  g_string_append (sql, ") STRICT;");
  return g_string_free (sql, FALSE);
}

char *
amb_sql_add_column (const AmbEntity *entity, const AmbField *field)
{
  g_autofree char *column = amb_field_dup_column (field);

  return g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;", entity->collection, column,
                          get_sql_type (field));
}

static void
append_once_indexes (const AmbEntity *entity, GString *sql)
{
  for (guint i = 0; entity->once != NULL && entity->once[i].fields != NULL; i++)
    {
      g_autofree char *columns = g_strdelimit (g_strdup (entity->once[i].fields), "-", '_');
      g_auto (GStrv) names = g_strsplit (columns, " ", -1);
      g_autofree char *list = g_strjoinv ("\", \"", names);

      g_string_append_printf (sql,
                              "CREATE INDEX IF NOT EXISTS \"%s_once_%u\" ON \"%s\" (\"%s\") "
                              "WHERE deleted = 0;",
                              entity->collection, i, entity->collection, list);
    }
}

static void
append_when (const char *when, GString *sql)
{
  g_auto (GStrv) sides = g_strsplit (when, "=", 2);
  g_autofree char *column = g_strdelimit (g_strdup (sides[0]), "-", '_');
  g_auto (GStrv) values = g_strsplit (sides[1], " ", -1);
  g_autofree char *list = g_strjoinv ("', '", values);

  if (*sides[1] == '\0')
    g_string_append_printf (sql, " AND \"%s\" IS NULL", column);
  else
    g_string_append_printf (sql, " AND \"%s\" IN ('%s')", column, list);
}

char *
amb_sql_find_once (const AmbEntity *entity, const AmbOnce *once)
{
  g_autofree char *all = g_strjoin (" ", once->fields, once->also, NULL);
  g_auto (GStrv) names = g_strsplit (all, " ", -1);
  GString *sql = g_string_new ("SELECT id FROM ");

  g_string_append_printf (sql, "\"%s\" WHERE deleted = 0", entity->collection);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *column = g_strdelimit (g_strdup (names[i]), "-", '_');

      g_string_append_printf (sql, " AND \"%s\" %s ?", column,
                              amb_words_contain (once->fields, names[i]) ? "=" : "IS");
    }
  if (once->when != NULL)
    append_when (once->when, sql);
  g_string_append (sql, " AND id IS NOT ? LIMIT 1");
  return g_string_free (sql, FALSE);
}

/* (transfer full): of a table that is older, those that it has */
static char *
dup_covered (const AmbEntity *entity)
{
  g_auto (GStrv) names = g_strsplit (entity->covers != NULL ? entity->covers : "", " ", -1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const AmbField *field = amb_entity_find_field (entity, names[i]);
      g_autofree char *column = field != NULL ? amb_field_dup_column (field) : NULL;

      if (column != NULL)
        g_string_append_printf (list, ", \"%s\"", column);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

gboolean
amb_sql_has_covering_index (const AmbEntity *entity)
{
  g_autofree char *covered = dup_covered (entity);

  return *covered != '\0';
}

static void
append_covering_index (const AmbEntity *entity, GString *sql)
{
  g_autofree char *covered = dup_covered (entity);

  if (*covered != '\0')
    g_string_append_printf (sql,
                            "CREATE INDEX IF NOT EXISTS \"%s_covers\" ON \"%s\" (id, deleted%s);",
                            entity->collection, entity->collection, covered);
}

static gboolean
is_column (const AmbEntity *entity, const char *name)
{
  static const char *const own[] = { "rid", "id", "ver", "deleted", NULL };
  g_autofree char *key = amb_sql_key_column (entity);

  if (g_strcmp0 (key, name) == 0)
    return TRUE;
  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    {
      g_autofree char *column = amb_field_dup_column (field);

      if (amb_field_is_stored (field) && g_str_equal (column, name))
        return TRUE;
    }
  return g_strv_contains (own, name);
}

/* Does the table have every column that @sql names? What stands in small letters, not in single
 * quotes, is one. */
static gboolean
has_columns (const AmbEntity *entity, const char *sql)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
  gboolean is_text = FALSE;

  for (const char *at = sql; *at != '\0';)
    {
      const gsize length = strspn (at, letters);
      g_autofree char *name = g_strndup (at, length);

      if (!is_text && length > 0 && !is_column (entity, name))
        return FALSE;
      is_text ^= at[length] == '\'';
      at += length + (at[length] != '\0');
    }
  return TRUE;
}

/* Of a table that is older, those whose columns it has. */
static void
append_own_indexes (const AmbEntity *entity, GString *sql)
{
  for (const AmbIndex *index = entity->indexes; index != NULL && index->name != NULL; index++)
    if (has_columns (entity, index->columns) &&
        (index->when == NULL || has_columns (entity, index->when)))
      g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s\" ON \"%s\" (%s)%s%s;",
                              index->name, entity->collection, index->columns,
                              index->when != NULL ? " WHERE " : "",
                              index->when != NULL ? index->when : "");
}

char *
amb_sql_create_indexes (const AmbEntity *entity)
{
  g_autofree char *key = amb_sql_key_column (entity);
  GString *sql = g_string_new (NULL);

  if (key != NULL)
    g_string_append_printf (
        sql, "CREATE INDEX IF NOT EXISTS \"%s_title\" ON \"%s\" (deleted, \"%s\", rid);",
        entity->collection, entity->collection, key);
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);

      if (!amb_field_is_stored (f))
        continue;
      if (f->flags & AMB_FIELD_INDEX)
        g_string_append_printf (sql,
                                "CREATE INDEX IF NOT EXISTS \"%s_%s\" ON \"%s\" (deleted, \"%s\");",
                                entity->collection, column, entity->collection, column);
      if ((f->flags & AMB_FIELD_KEY) != 0 || f->type == AMB_FIELD_REF)
        g_string_append_printf (sql,
                                "CREATE INDEX IF NOT EXISTS \"%s_%s_found\" ON \"%s\" (\"%s\") "
                                "WHERE \"%s\" IS NOT NULL;",
                                entity->collection, column, entity->collection, column, column);
    }
  append_once_indexes (entity, sql);
  append_covering_index (entity, sql);
  append_own_indexes (entity, sql);
  if (amb_sql_has_search (entity))
    g_string_append_printf (sql,
                            "CREATE VIRTUAL TABLE IF NOT EXISTS \"%s_fts\" USING fts5(text, "
                            "detail=none, tokenize=\"unicode61 remove_diacritics 0\", "
                            "prefix='2 3');",
                            entity->collection);
  return g_string_free (sql, FALSE);
}

static char *
dup_computed (const char *expression)
{
  g_autoptr (GString) sql = g_string_new (expression);

  g_string_replace (sql, ":today", "amb_today()", 0);
  return g_strdup_printf ("(%s)", sql->str);
}

char *
amb_sql_expression (const AmbField *field)
{
  g_autofree char *column = NULL;

  if (field->flags & AMB_FIELD_COMPUTED)
    return dup_computed (field->sql);
  column = amb_field_dup_column (field);
  return g_strdup_printf ("\"%s\"", column);
}

char *
amb_sql_expression_of_many (const AmbField *field)
{
  return field->many != NULL ? dup_computed (field->many) : amb_sql_expression (field);
}

char *
amb_sql_select (const AmbEntity *entity)
{
  GString *sql = g_string_new ("SELECT rid, id, ver, fv, extra, deleted");

  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *expression = amb_sql_expression (f);

      g_string_append_printf (sql, ", %s", expression);
    }
  g_string_append_printf (sql, " FROM \"%s\"", entity->collection);
  return g_string_free (sql, FALSE);
}

/* The columns that a write binds, in order. */
static char *
join_columns (const AmbEntity *entity, const char *between, const char *after)
{
  static const char *const own[] = { "id", "ver", "fv", "extra", "deleted" };
  g_autofree char *key = amb_sql_key_column (entity);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_string_append_printf (out, "%s\"%s\"%s", i > 0 ? between : "", own[i], after);
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);

      if (amb_field_is_stored (f))
        g_string_append_printf (out, "%s\"%s\"%s", between, column, after);
    }
  if (key != NULL)
    g_string_append_printf (out, "%s\"%s\"%s", between, key, after);
  return g_string_free (out, FALSE);
}

char *
amb_sql_insert (const AmbEntity *entity)
{
  g_autofree char *columns = join_columns (entity, ", ", "");
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO \"%s\" (%s) VALUES (?", entity->collection, columns);
  for (const char *comma = strchr (columns, ','); comma != NULL; comma = strchr (comma + 1, ','))
    g_string_append (sql, ", ?");
  g_string_append (sql, ") ON CONFLICT (id) DO NOTHING");
  return g_string_free (sql, FALSE);
}

char *
amb_sql_update (const AmbEntity *entity)
{
  g_autofree char *columns = join_columns (entity, ", ", " = ?");

  return g_strdup_printf ("UPDATE \"%s\" SET %s WHERE rid = ? AND id = ?", entity->collection,
                          columns);
}

gboolean
amb_sql_is_indexed (const AmbField *field)
{
  return (field->flags & AMB_SQL_INDEXED) != 0 || field->type == AMB_FIELD_REF;
}

char *
amb_sql_update_plain (const AmbEntity *entity)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "UPDATE \"%s\" SET ver = ?, fv = ?, extra = ?", entity->collection);
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);

      if (amb_field_is_stored (f) && !amb_sql_is_indexed (f))
        g_string_append_printf (sql, ", \"%s\" = ?", column);
    }
  g_string_append (sql, " WHERE rid = ? AND id = ?");
  return g_string_free (sql, FALSE);
}

/* The words of a row as one folded text: fields that are searched, but for what they refer to. */
static char *
build_text (const AmbEntity *entity)
{
  g_autoptr (GString) sql = g_string_new ("amb_fold(substr(''");

  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);

      if ((f->flags & AMB_FIELD_SEARCH) != 0 && amb_field_is_stored (f) && f->type != AMB_FIELD_REF)
        g_string_append_printf (sql, " || coalesce(' ' || r.\"%s\", '')", column);
    }
  g_string_append (sql, ", 2))");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

char *
amb_sql_insert_texts (const AmbEntity *entity, gboolean missing)
{
  g_autofree char *text = build_text (entity);
  const char *table = entity->collection;
  g_autofree char *others =
      missing ? g_strdup_printf (" LEFT JOIN \"%s_fts\" f ON f.rowid = r.rid WHERE f.rowid IS NULL",
                                 table)
              : NULL;

  return g_strdup_printf ("INSERT INTO \"%s_fts\" (rowid, text) SELECT r.rid, %s"
                          " FROM json_each(?) j CROSS JOIN \"%s\" r ON r.rid = j.value%s",
                          table, text, table, missing ? others : "");
}

char *
amb_sql_delete_texts (const AmbEntity *entity)
{
  g_autofree char *text = build_text (entity);
  const char *table = entity->collection;

  return g_strdup_printf ("DELETE FROM \"%s_fts\" WHERE rowid IN (SELECT f.rowid"
                          " FROM json_each(?) j CROSS JOIN \"%s_fts\" f ON f.rowid = j.value"
                          " LEFT JOIN \"%s\" r ON r.rid = j.value"
                          " WHERE r.rid IS NULL OR f.text IS NOT %s)",
                          table, table, table, text);
}

char *
amb_sql_match (const char *search)
{
  g_autofree char *folded = amb_text_fold (search);
  GString *match = g_string_new (NULL);
  const char *word = NULL;

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gboolean is_word = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));

      if (is_word && word == NULL)
        word = p;
      if (!is_word && word != NULL)
        {
          g_string_append_printf (match, "%s\"%.*s\"*", match->len > 0 ? " AND " : "",
                                  (int) (p - word), word);
          word = NULL;
        }
      if (*p == '\0')
        break;
    }
  return g_string_free (match, match->len == 0);
}

static void
append_placeholders (GString *sql, char **values, GPtrArray *binds, gboolean *has_unset)
{
  gboolean first = TRUE;

  *has_unset = FALSE;
  for (guint i = 0; values[i] != NULL; i++)
    {
      if (*values[i] == '\0')
        {
          *has_unset = TRUE;
          continue;
        }
      g_string_append (sql, first ? "?" : ", ?");
      g_ptr_array_add (binds, g_strdup (values[i]));
      first = FALSE;
    }
}

static void
append_contains (const AmbQuery *query, const AmbCondition *c, GString *sql, GPtrArray *binds)
{
  g_autofree char *column = amb_field_dup_column (c->field);
  gboolean has_unset;

  g_string_append_printf (sql, " AND %s(", c->match == AMB_MATCH_NOT_IN ? "NOT " : "");
  g_string_append (sql, "rid IN (SELECT rid FROM set_value WHERE entity = ? AND field = ? "
                        "AND value IN (");
  g_ptr_array_add (binds, g_strdup (query->entity->name));
  g_ptr_array_add (binds, g_strdup (c->field->name));
  append_placeholders (sql, c->values, binds, &has_unset);
  g_string_append (sql, "))");
  if (has_unset)
    g_string_append_printf (sql, " OR \"%s\" IS NULL", column);
  g_string_append_c (sql, ')');
}

static void
append_condition (const AmbQuery *query, const AmbCondition *c, GString *sql, GPtrArray *binds)
{
  g_autofree char *expression = amb_sql_expression_of_many (c->field);
  const char *cast = amb_field_is_number (c->field) ? "CAST(? AS INTEGER)" : "?";
  gboolean has_unset;

  switch (c->match)
    {
    case AMB_MATCH_CONTAINS:
      append_contains (query, c, sql, binds);
      break;
    case AMB_MATCH_FROM:
    case AMB_MATCH_TO:
      g_string_append_printf (sql, " AND %s %s %s", expression,
                              c->match == AMB_MATCH_FROM ? ">=" : "<=", cast);
      g_ptr_array_add (binds, g_strdup (c->values[0]));
      break;
    case AMB_MATCH_IN:
    case AMB_MATCH_NOT_IN:
    default:
      if (c->field->type == AMB_FIELD_SET)
        {
          append_contains (query, c, sql, binds);
          break;
        }
      g_string_append_printf (sql, " AND %s(", c->match == AMB_MATCH_NOT_IN ? "NOT " : "");
      g_string_append_printf (
          sql, amb_field_is_number (c->field) ? "CAST(%s AS TEXT) IN (" : "%s IN (", expression);
      append_placeholders (sql, c->values, binds, &has_unset);
      g_string_append (sql, ")");
      if (has_unset)
        g_string_append_printf (sql, " OR %s IS NULL", expression);
      else if (c->match == AMB_MATCH_NOT_IN)
        g_string_append_printf (sql, " AND %s IS NOT NULL", expression);
      g_string_append_c (sql, ')');
      if (c->match == AMB_MATCH_IN && !has_unset && c->field->only != NULL)
        g_string_append_printf (sql, " AND %s", c->field->only);
    }
}

/* Found by its own text, or by that of what it refers to with a field that is searched. */
static void
append_search (const AmbEntity *entity, const char *match, GString *sql, GPtrArray *binds)
{
  g_string_append_printf (sql,
                          " AND (rid IN (SELECT rowid FROM \"%s_fts\" WHERE \"%s_fts\" MATCH ?)",
                          entity->collection, entity->collection);
  g_ptr_array_add (binds, g_strdup (match));
  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    {
      const AmbEntity *target = field->type == AMB_FIELD_REF && field->flags & AMB_FIELD_SEARCH
                                    ? amb_entity_find (field->ref)
                                    : NULL;
      g_autofree char *column = target != NULL ? amb_field_dup_column (field) : NULL;

      if (target == NULL || !amb_sql_has_search (target))
        continue;
      g_string_append_printf (
          sql,
          " OR \"%s\" IN (SELECT t.id FROM \"%s\" t WHERE t.rid IN (SELECT rowid "
          "FROM \"%s_fts\" WHERE \"%s_fts\" MATCH ?))",
          column, target->collection, target->collection, target->collection);
      g_ptr_array_add (binds, g_strdup (match));
    }
  g_string_append_c (sql, ')');
}

static gboolean
finds_by_index (const AmbQuery *query, const AmbField *skip)
{
  for (guint i = 0; i < query->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (query->conditions, i);

      if (c->field != skip && c->match == AMB_MATCH_IN && c->field->type != AMB_FIELD_SET &&
          ((c->field->flags & (AMB_FIELD_INDEX | AMB_FIELD_STATE)) != 0 || c->field->only != NULL))
        return TRUE;
    }
  return FALSE;
}

void
amb_sql_where (
    const AmbQuery *query, const AmbField *skip, gboolean wide, GString *sql, GPtrArray *binds)
{
  g_autofree char *match = query->search != NULL ? amb_sql_match (query->search) : NULL;

  g_string_append_printf (sql, " WHERE deleted = %d", query->deleted ? 1 : 0);
  for (guint i = 0; i < query->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (query->conditions, i);

      if (c->field != skip)
        append_condition (query, c, sql, binds);
    }
  if (query->within != NULL)
    amb_sql_within (query->entity, query->within, wide || finds_by_index (query, skip), sql, binds);
  if (match != NULL && amb_sql_has_search (query->entity))
    append_search (query->entity, match, sql, binds);
}

static char *
get_sort_expression (const AmbQuery *query, const AmbField *field)
{
  g_autofree char *expression = amb_sql_expression_of_many (field);
  const AmbEntity *target = field->type == AMB_FIELD_REF ? amb_entity_find (field->ref) : NULL;
  g_autofree char *key = target != NULL ? amb_sql_key_column (target) : NULL;

  if (key != NULL)
    return g_strdup_printf ("(SELECT target.\"%s\" FROM \"%s\" target WHERE target.id = \"%s\".%s)",
                            key, target->collection, query->entity->collection, expression);
  if (field->type == AMB_FIELD_ENUM && field->choices != NULL)
    {
      GString *sql = g_string_new (NULL);

      g_string_append_printf (sql, "(CASE %s", expression);
      for (guint i = 0; field->choices[i].id != NULL; i++)
        g_string_append_printf (sql, " WHEN '%s' THEN %u", field->choices[i].id, i);
      g_string_append (sql, " END)");
      return g_string_free (sql, FALSE);
    }
  if (field->form == AMB_FORM_KPI) /* K2 before K10 */
    return g_strdup_printf ("CAST(substr(%s, 2) AS INTEGER)", expression);
  if (field->type == AMB_FIELD_TEXT || field->type == AMB_FIELD_LONG_TEXT)
    return g_strdup_printf ("amb_fold(%s)", expression);
  return g_steal_pointer (&expression);
}

void
amb_sql_order (const AmbQuery *query, gboolean sorts, GString *sql)
{
  const AmbField *title = amb_entity_get_title_field (query->entity);
  const AmbField *sort = query->sort != NULL ? query->sort : title;
  const char *direction = query->descending ? " DESC" : "";
  g_autofree char *key = amb_sql_key_column (query->entity);

  g_string_append (sql, " ORDER BY ");
  if (sort != NULL && sort == title && key != NULL && sort->form != AMB_FORM_KPI)
    g_string_append_printf (sql, "%s\"%s\"%s, rid%s", sorts ? "+" : "", key, direction, direction);
  else if (sort != NULL)
    {
      g_autofree char *expression = get_sort_expression (query, sort);

      g_string_append_printf (sql, "%s%s%s NULLS LAST", sorts ? "+" : "", expression, direction);
      /* Without a name between them, an index of the field has the rows in this very order. */
      if (key != NULL)
        g_string_append_printf (sql, ", \"%s\", rid", key);
      else
        g_string_append_printf (sql, ", rid%s", direction);
    }
  else
    g_string_append_printf (sql, "rid%s", direction);
}
