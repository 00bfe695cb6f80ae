#include "amb-view.h"

#include "amb-clock.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_QUOTED 40 /* characters of a foreign text in a sentence */

/* What became of a part of the JSON. */
typedef enum
{
  PART_READ,
  PART_UNKNOWN, /* of a newer program, it may be: kept when the view is saved again */
  PART_BROKEN,
} Part;

AmbView *
amb_view_new (const AmbEntity *entity)
{
  AmbView *self = g_new0 (AmbView, 1);

  self->query = amb_query_new (entity);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
amb_view_free (AmbView *self)
{
  if (self == NULL)
    return;
  amb_query_free (self->query);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static gboolean
has_column (const AmbView *self, const AmbField *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (((const AmbViewColumn *) g_ptr_array_index (self->columns, i))->field == field)
      return TRUE;
  return FALSE;
}

void
amb_view_add_column (AmbView *self, const AmbField *field, int width)
{
  AmbViewColumn *column;

  if (has_column (self, field))
    return;
  column = g_new0 (AmbViewColumn, 1);
  column->field = field;
  column->width = width;
  g_ptr_array_add (self->columns, column);
}

/* Saying what can't be applied. */

static char *
dup_quoted (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *p = text != NULL ? text : "";

  for (guint i = 0; *p != '\0' && i < MAX_QUOTED; i++, p = g_utf8_next_char (p))
    {
      char character[7] = { 0 };

      g_unichar_to_utf8 (g_utf8_get_char (p), character);
      g_string_append (out, amb_text_has_controls (character, FALSE) ? "\uFFFD" : character);
    }
  if (*p != '\0')
    g_string_append (out, "…");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* @sentence: (transfer full) */
static void
add_problem (AmbView *self, char *sentence)
{
  if (self->problems->len < AMB_VIEW_MAX_PROBLEMS)
    g_ptr_array_add (self->problems, sentence);
  else
    {
      self->n_more++;
      g_free (sentence);
    }
}

/* Reading. */

/* Is @value one that @field may have here? Days may stand for instants, as in a filter “from”. */
static gboolean
is_value (const AmbField *field, AmbMatch match, const char *value)
{
  AmbField optional = *field;

  optional.flags &= ~AMB_FIELD_REQUIRED;
  if (*value == '\0')
    return match != AMB_MATCH_FROM && match != AMB_MATCH_TO;
  if (field->type == AMB_FIELD_SET)
    return field->choices == NULL || amb_field_find_choice (field, value) != NULL;
  if (field->type == AMB_FIELD_INSTANT && amb_date_is_valid (value))
    return TRUE;
  return amb_field_validate (&optional, value, NULL);
}

/* (transfer full) (nullable): NULL-terminated; NULL: none that can be asked for */
static GPtrArray *
read_values (AmbView *self, const AmbField *field, AmbMatch match, const AmbJsonNode *values)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();

  for (const AmbJsonNode *item = amb_json_node_get_first (values); item != NULL;
       item = amb_json_node_get_next (item))
    {
      const char *value = amb_json_node_get_string (item);

      if (value != NULL && is_value (field, match, value))
        g_ptr_array_add (known, (char *) value);
      else
        g_ptr_array_add (unknown, (char *) value);
    }
  if (known->len == 0)
    {
      add_problem (
          self, g_strdup_printf (
                    _ ("The filter on “%s” is left out: it asks for nothing that is known here."),
                    _ (field->label)));
      return NULL;
    }
  for (guint i = 0; i < unknown->len; i++)
    {
      g_autofree char *quoted = dup_quoted (g_ptr_array_index (unknown, i));

      /* Translators: a field, then a value that it can't have */
      add_problem (self,
                   g_strdup_printf (_ ("The filter on “%1$s” does not ask for “%2$s”, which is not "
                                       "known here."),
                                    _ (field->label), quoted));
    }
  g_ptr_array_add (known, NULL);
  return g_steal_pointer (&known);
}

/* A set is asked for what it contains, and nothing else is. */
static gboolean
find_match (const AmbField *field, const char *name, AmbMatch *match)
{
  if (!amb_match_find (name, match))
    return FALSE;
  if (field->type == AMB_FIELD_SET && *match == AMB_MATCH_IN)
    *match = AMB_MATCH_CONTAINS;
  return field->type == AMB_FIELD_SET ? *match <= AMB_MATCH_CONTAINS : *match != AMB_MATCH_CONTAINS;
}

static Part
read_condition (AmbView *self, const AmbJsonNode *node, AmbCondition *condition)
{
  const char *name = amb_json_node_get_member_string (node, "field");
  const char *comparison = amb_json_node_get_member_string (node, "match");
  const AmbJsonNode *values = amb_json_node_get_member (node, "values");
  g_autofree char *quoted = dup_quoted (name);
  g_autofree char *quoted_match = dup_quoted (comparison);
  g_autoptr (GPtrArray) known = NULL;

  if (name == NULL || comparison == NULL || values == NULL ||
      amb_json_node_get_type (values) != AMB_JSON_ARRAY)
    {
      add_problem (self, g_strdup (_ ("A filter is left out: it can’t be read.")));
      return PART_BROKEN;
    }
  condition->field = amb_entity_find_field (self->query->entity, name);
  if (condition->field == NULL)
    {
      add_problem (self, g_strdup_printf (_ ("The filter on “%s” is left out: there is no such "
                                             "field here."),
                                          quoted));
      return PART_UNKNOWN;
    }
  if (!find_match (condition->field, comparison, &condition->match))
    {
      add_problem (self, g_strdup_printf (_ ("The filter on “%1$s” is left out: it can’t be "
                                             "compared by “%2$s” here."),
                                          _ (condition->field->label), quoted_match));
      return PART_UNKNOWN;
    }
  if (amb_json_node_get_length (values) > AMB_VIEW_MAX_VALUES)
    {
      add_problem (self, g_strdup_printf (_ ("The filter on “%1$s” is left out: it asks for more "
                                             "than %2$d values."),
                                          _ (condition->field->label), AMB_VIEW_MAX_VALUES));
      return PART_UNKNOWN;
    }
  known = read_values (self, condition->field, condition->match, values);
  if (known == NULL)
    return PART_UNKNOWN;
  condition->values = g_strdupv ((char **) known->pdata);
  return PART_READ;
}

static void
read_conditions (AmbView *self, const AmbJsonNode *where)
{
  if (where != NULL && amb_json_node_get_type (where) != AMB_JSON_ARRAY)
    add_problem (self, g_strdup (_ ("The filters are left out: they can’t be read.")));
  else
    for (const AmbJsonNode *item = amb_json_node_get_first (where); item != NULL;
         item = amb_json_node_get_next (item))
      {
        AmbCondition condition = { 0 };

        if (read_condition (self, item, &condition) == PART_READ)
          amb_query_where (self->query, condition.field, condition.match,
                           (const char *const *) condition.values);
        g_strfreev (condition.values);
      }
}

static void
read_search (AmbView *self, const AmbJsonNode *node)
{
  const char *text = amb_json_node_get_string (node);
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (node == NULL || amb_json_node_get_type (node) == AMB_JSON_NULL)
    return;
  if (text == NULL || g_utf8_strlen (text, -1) > AMB_MAX_LINE ||
      amb_text_has_controls (text, FALSE))
    add_problem (self, g_strdup (_ ("The search is left out: it can’t be read.")));
  else if (*stripped != '\0')
    self->query->search = g_steal_pointer (&stripped);
}

static Part
read_sort (AmbView *self, const AmbJsonNode *root)
{
  const AmbJsonNode *node = amb_json_node_get_member (root, "sort");
  const char *name = amb_json_node_get_string (node);
  g_autofree char *quoted = dup_quoted (name);

  self->query->descending =
      amb_json_node_get_bool (amb_json_node_get_member (root, "descending"), FALSE);
  if (node == NULL || amb_json_node_get_type (node) == AMB_JSON_NULL)
    return PART_READ;
  self->query->sort = name != NULL ? amb_entity_find_field (self->query->entity, name) : NULL;
  if (self->query->sort != NULL)
    return PART_READ;
  self->query->descending = FALSE;
  add_problem (self, name != NULL ? g_strdup_printf (
                                        _ ("The sort by “%s” is left out: there is no such field "
                                           "here."),
                                        quoted)
                                  : g_strdup (_ ("The sort is left out: it can’t be read.")));
  return name != NULL ? PART_UNKNOWN : PART_BROKEN;
}

static Part
read_column (AmbView *self, const AmbJsonNode *node)
{
  const char *name = amb_json_node_get_member_string (node, "field");
  const AmbField *field = name != NULL ? amb_entity_find_field (self->query->entity, name) : NULL;
  g_autofree char *quoted = dup_quoted (name);

  if (field == NULL)
    {
      add_problem (self, name != NULL ? g_strdup_printf (_ ("The column “%s” is left out: there is "
                                                            "no such field here."),
                                                         quoted)
                                      : g_strdup (_ ("A column is left out: it can’t be read.")));
      return name != NULL ? PART_UNKNOWN : PART_BROKEN;
    }
  if (!amb_json_node_get_bool (amb_json_node_get_member (node, "hidden"), FALSE))
    amb_view_add_column (
        self, field,
        (int) CLAMP (amb_json_node_get_member_int (node, "width", 0), 0, AMB_VIEW_MAX_WIDTH));
  return PART_READ;
}

static void
read_columns (AmbView *self, const AmbJsonNode *columns)
{
  if (columns != NULL && amb_json_node_get_type (columns) != AMB_JSON_ARRAY)
    add_problem (self, g_strdup (_ ("The columns are left out: they can’t be read.")));
  else
    for (const AmbJsonNode *item = amb_json_node_get_first (columns); item != NULL;
         item = amb_json_node_get_next (item))
      read_column (self, item);
}

/* (transfer full) (nullable): a document whose root is an object */
static AmbJson *
parse (const char *json, GError **error)
{
  g_autoptr (AmbJson) document = amb_json_parse (json, strlen (json), error);

  if (document != NULL && amb_json_node_get_type (amb_json_get_root (document)) == AMB_JSON_OBJECT)
    return g_steal_pointer (&document);
  if (document != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("It should be a JSON object."));
  return NULL;
}

AmbView *
amb_view_from_json (const AmbEntity *entity, const char *json)
{
  AmbView *self = amb_view_new (entity);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbJson) document = parse (json != NULL ? json : "", &error);
  const AmbJsonNode *root;

  if (document == NULL)
    {
      /* Translators: why follows, as a sentence */
      add_problem (self, g_strdup_printf (_ ("What this view keeps can’t be read, so it filters "
                                             "nothing. %s"),
                                          error->message));
      self->advice = _ ("Set its filters and save the changes, or remove the view.");
      return self;
    }
  root = amb_json_get_root (document);
  read_conditions (self, amb_json_node_get_member (root, "where"));
  read_search (self, amb_json_node_get_member (root, "search"));
  read_sort (self, root);
  read_columns (self, amb_json_node_get_member (root, "columns"));
  self->advice = _ ("A newer version of Ambassade may know it; otherwise set the filters anew and "
                    "save the changes.");
  return self;
}

/* Writing. */

/* The filters that @was holds are written as they stand there, as long as they are asked for. */
static void
append_kept_conditions (const AmbView *self,
                        const AmbJsonNode *where,
                        GHashTable *written,
                        GString *out)
{
  g_autoptr (AmbView) was = amb_view_new (self->query->entity);

  for (const AmbJsonNode *item = amb_json_node_get_first (where); item != NULL;
       item = amb_json_node_get_next (item))
    {
      AmbCondition condition = { 0 };
      Part part = read_condition (was, item, &condition);
      const AmbCondition *now =
          part == PART_READ
              ? amb_query_find_condition (self->query, condition.field, condition.match)
              : NULL;

      if (part == PART_UNKNOWN || (now != NULL && amb_condition_is_same (&condition, now) &&
                                   g_hash_table_add (written, (gpointer) now)))
        {
          g_string_append (out, out->str[out->len - 1] == '[' ? "" : ",");
          amb_json_node_append (item, out);
        }
      g_strfreev (condition.values);
    }
}

static void
append_conditions (const AmbView *self, const AmbJsonNode *was, GString *out)
{
  const AmbJsonNode *where = amb_json_node_get_member (was, "where");
  g_autoptr (GHashTable) written = g_hash_table_new (NULL, NULL);

  amb_json_append_key (out, "where");
  g_string_append_c (out, '[');
  if (where != NULL && amb_json_node_get_type (where) == AMB_JSON_ARRAY)
    append_kept_conditions (self, where, written, out);
  for (guint i = 0; i < self->query->conditions->len; i++)
    {
      const AmbCondition *condition = g_ptr_array_index (self->query->conditions, i);

      if (g_hash_table_contains (written, condition))
        continue;
      g_string_append (out, out->str[out->len - 1] == '[' ? "" : ",");
      amb_condition_append_json (condition, out);
    }
  g_string_append_c (out, ']');
}

static void
append_sort (const AmbView *self, const AmbJsonNode *was, GString *out)
{
  g_autoptr (AmbView) read = amb_view_new (self->query->entity);
  const AmbField *sort = self->query->sort;
  const char *unknown = was != NULL && read_sort (read, was) == PART_UNKNOWN
                            ? amb_json_node_get_member_string (was, "sort")
                            : NULL;
  gboolean descending = self->query->descending;

  if (sort == NULL && unknown != NULL && !descending)
    descending = amb_json_node_get_bool (amb_json_node_get_member (was, "descending"), FALSE);
  if (sort != NULL || unknown != NULL)
    {
      amb_json_append_key (out, "sort");
      amb_json_append_string (out, sort != NULL ? sort->name : unknown);
    }
  amb_json_append_key (out, "descending");
  g_string_append (out, descending ? "true" : "false");
}

static void
append_column (const AmbViewColumn *column, GString *out)
{
  g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
  amb_json_append_key (out, "field");
  amb_json_append_string (out, column->field->name);
  if (column->width > 0)
    {
      amb_json_append_key (out, "width");
      g_string_append_printf (out, "%d", column->width);
    }
  g_string_append_c (out, '}');
}

static void
append_columns (const AmbView *self, const AmbJsonNode *was, GString *out)
{
  const AmbJsonNode *columns = amb_json_node_get_member (was, "columns");
  g_autoptr (AmbView) read = amb_view_new (self->query->entity);

  if (columns != NULL && amb_json_node_get_type (columns) != AMB_JSON_ARRAY)
    columns = NULL;
  if (self->columns->len == 0 && columns == NULL)
    return;
  amb_json_append_key (out, "columns");
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->columns->len; i++)
    append_column (g_ptr_array_index (self->columns, i), out);
  for (const AmbJsonNode *item = amb_json_node_get_first (columns); item != NULL;
       item = amb_json_node_get_next (item))
    if (read_column (read, item) == PART_UNKNOWN)
      {
        g_string_append (out, out->str[out->len - 1] == '[' ? "" : ",");
        amb_json_node_append (item, out);
      }
  g_string_append_c (out, ']');
}

static void
append_unknown_members (const AmbJsonNode *was, GString *out)
{
  static const char *const known[] = { "where", "search", "sort", "descending", "columns", NULL };

  for (const AmbJsonNode *member = amb_json_node_get_first (was); member != NULL;
       member = amb_json_node_get_next (member))
    {
      const char *name = amb_json_node_get_key (member);

      if (g_strv_contains (known, name))
        continue;
      amb_json_append_key (out, name);
      amb_json_node_append (member, out);
    }
}

char *
amb_view_to_json (const AmbView *self, const char *was)
{
  g_autoptr (AmbJson) document = was != NULL ? parse (was, NULL) : NULL;
  const AmbJsonNode *root = document != NULL ? amb_json_get_root (document) : NULL;
  GString *out = g_string_new ("{");

  append_conditions (self, root, out);
  if (self->query->search != NULL && *self->query->search != '\0')
    {
      amb_json_append_key (out, "search");
      amb_json_append_string (out, self->query->search);
    }
  append_sort (self, root, out);
  append_columns (self, root, out);
  append_unknown_members (root, out);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

char *
amb_view_dup_notice (const AmbView *self)
{
  g_autoptr (GString) out = NULL;

  if (self->problems->len == 0)
    return NULL;
  out = g_string_new (NULL);
  for (guint i = 0; i < self->problems->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (self->problems, i));
  if (self->n_more > 0)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out,
                              g_dngettext (GETTEXT_PACKAGE, "%u more part is left out.",
                                           "%u more parts are left out.", self->n_more),
                              self->n_more);
    }
  if (self->advice != NULL)
    g_string_append_printf (out, " %s", self->advice);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
