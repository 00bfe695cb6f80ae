#include "amb-query.h"

#include <string.h>

static const char *const match_names[] = { "in", "not-in", "contains", "from", "to" };

static void
condition_free (AmbCondition *self)
{
  g_strfreev (self->values);
  g_free (self);
}

AmbQuery *
amb_query_new (const AmbEntity *entity)
{
  AmbQuery *self = g_new0 (AmbQuery, 1);

  self->entity = entity;
  if (entity->order != NULL)
    {
      self->descending = entity->order[0] == '-';
      self->sort = amb_entity_find_field (entity, entity->order + self->descending);
    }
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) condition_free);
  return self;
}

AmbQuery *
amb_query_copy (const AmbQuery *self)
{
  AmbQuery *copy = amb_query_new (self->entity);

  for (guint i = 0; i < self->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (self->conditions, i);

      amb_query_where (copy, c->field, c->match, (const char *const *) c->values);
    }
  copy->search = g_strdup (self->search);
  copy->sort = self->sort;
  copy->descending = self->descending;
  copy->deleted = self->deleted;
  copy->within = g_strdup (self->within);
  return copy;
}

void
amb_query_free (AmbQuery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->conditions);
  g_free (self->search);
  g_free (self->within);
  g_free (self);
}

void
amb_query_where (AmbQuery *self, const AmbField *field, AmbMatch match, const char *const *values)
{
  AmbCondition *condition;

  for (guint i = 0; i < self->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (self->conditions, i);

      if (c->field == field && c->match == match)
        {
          g_ptr_array_remove_index (self->conditions, i);
          break;
        }
    }
  if (field == NULL || values == NULL || values[0] == NULL)
    return;
  condition = g_new0 (AmbCondition, 1);
  condition->field = field;
  condition->match = match;
  condition->values = g_strdupv ((char **) values);
  g_ptr_array_add (self->conditions, condition);
}

const AmbCondition *
amb_query_find_condition (const AmbQuery *self, const AmbField *field, AmbMatch match)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (self->conditions, i);

      if (c->field == field && c->match == match)
        return c;
    }
  return NULL;
}

/* (transfer full) (nullable): the states that the values of a condition are of, with spaces between
 * them; NULL: any */
static char *
dup_states (const AmbCondition *condition)
{
  g_autoptr (GString) states = g_string_new (NULL);

  if (condition->match != AMB_MATCH_IN || (condition->field->flags & AMB_FIELD_COMPUTED) == 0 ||
      condition->field->choices == NULL)
    return NULL;
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      const AmbChoice *choice = amb_field_find_choice (condition->field, condition->values[i]);

      if (choice == NULL || choice->of == NULL)
        return NULL;
      g_string_append_printf (states, "%s%s", i > 0 ? " " : "", choice->of);
    }
  return g_string_free (g_steal_pointer (&states), FALSE);
}

void
amb_query_narrow (AmbQuery *self)
{
  const AmbField *state = amb_entity_get_state_field (self->entity);
  g_autofree char *states = NULL;

  if (state == NULL || amb_query_find_condition (self, state, AMB_MATCH_IN) != NULL)
    return;
  for (guint i = 0; i < self->conditions->len && states == NULL; i++)
    states = dup_states (g_ptr_array_index (self->conditions, i));
  if (states != NULL)
    {
      g_auto (GStrv) words = g_strsplit (states, " ", -1);

      amb_query_where (self, state, AMB_MATCH_IN, (const char *const *) words);
    }
}

gboolean
amb_query_is_filtered (const AmbQuery *self)
{
  return self->conditions->len > 0 || (self->search != NULL && *self->search != '\0');
}

gboolean
amb_query_equal (const AmbQuery *a, const AmbQuery *b)
{
  if (a->entity != b->entity || g_strcmp0 (a->search, b->search) != 0 || a->sort != b->sort ||
      a->descending != b->descending || a->deleted != b->deleted ||
      g_strcmp0 (a->within, b->within) != 0 || a->conditions->len != b->conditions->len)
    return FALSE;
  for (guint i = 0; i < a->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (a->conditions, i);
      const AmbCondition *d = g_ptr_array_index (b->conditions, i);

      if (c->field != d->field || c->match != d->match ||
          !g_strv_equal ((const char *const *) c->values, (const char *const *) d->values))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_condition_is_same (const AmbCondition *a, const AmbCondition *b)
{
  if (a->field != b->field || a->match != b->match ||
      g_strv_length (a->values) != g_strv_length (b->values))
    return FALSE;
  for (guint i = 0; a->values[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) b->values, a->values[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_same_search (const char *a, const char *b)
{
  return g_str_equal (a != NULL ? a : "", b != NULL ? b : "");
}

/* Unsorted is by title. */
static const AmbField *
get_sort (const AmbQuery *self)
{
  return self->sort != NULL ? self->sort : amb_entity_get_title_field (self->entity);
}

gboolean
amb_query_is_same (const AmbQuery *a, const AmbQuery *b)
{
  if (a->entity != b->entity || !is_same_search (a->search, b->search) ||
      get_sort (a) != get_sort (b) || a->descending != b->descending || a->deleted != b->deleted ||
      a->conditions->len != b->conditions->len)
    return FALSE;
  for (guint i = 0; i < a->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (a->conditions, i);
      const AmbCondition *d = amb_query_find_condition (b, c->field, c->match);

      if (d == NULL || !amb_condition_is_same (c, d))
        return FALSE;
    }
  return TRUE;
}

const char *
amb_match_get_name (AmbMatch match)
{
  return match_names[match];
}

gboolean
amb_match_find (const char *name, AmbMatch *match)
{
  for (guint i = 0; i < G_N_ELEMENTS (match_names); i++)
    if (g_strcmp0 (name, match_names[i]) == 0)
      {
        *match = i;
        return TRUE;
      }
  return FALSE;
}

void
amb_condition_append_json (const AmbCondition *condition, GString *out)
{
  g_string_append_c (out, '{');
  amb_json_append_key (out, "field");
  amb_json_append_string (out, condition->field->name);
  amb_json_append_key (out, "match");
  amb_json_append_string (out, match_names[condition->match]);
  amb_json_append_key (out, "values");
  g_string_append_c (out, '[');
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      amb_json_append_string (out, condition->values[i]);
    }
  g_string_append (out, "]}");
}

char *
amb_query_to_json (const AmbQuery *self)
{
  GString *out = g_string_new ("{");

  amb_json_append_key (out, "where");
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->conditions->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      amb_condition_append_json (g_ptr_array_index (self->conditions, i), out);
    }
  g_string_append_c (out, ']');
  if (self->search != NULL)
    {
      amb_json_append_key (out, "search");
      amb_json_append_string (out, self->search);
    }
  if (self->sort != NULL)
    {
      amb_json_append_key (out, "sort");
      amb_json_append_string (out, self->sort->name);
    }
  amb_json_append_key (out, "descending");
  g_string_append (out, self->descending ? "true" : "false");
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static void
read_condition (AmbQuery *self, const AmbJsonNode *node)
{
  const AmbField *field =
      amb_entity_find_field (self->entity, amb_json_node_get_member_string (node, "field"));
  const char *name = amb_json_node_get_member_string (node, "match");
  const AmbJsonNode *values = amb_json_node_get_member (node, "values");
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  AmbMatch match;

  for (const AmbJsonNode *item = amb_json_node_get_first (values); item != NULL;
       item = amb_json_node_get_next (item))
    if (amb_json_node_get_string (item) != NULL)
      g_ptr_array_add (texts, (char *) amb_json_node_get_string (item));
  g_ptr_array_add (texts, NULL);
  if (field != NULL && amb_match_find (name, &match))
    amb_query_where (self, field, match, (const char *const *) texts->pdata);
}

AmbQuery *
amb_query_from_json (const AmbEntity *entity, const AmbJsonNode *node)
{
  AmbQuery *self = amb_query_new (entity);
  const AmbJsonNode *where = amb_json_node_get_member (node, "where");

  for (const AmbJsonNode *item = amb_json_node_get_first (where); item != NULL;
       item = amb_json_node_get_next (item))
    read_condition (self, item);
  self->search = g_strdup (amb_json_node_get_member_string (node, "search"));
  self->sort = amb_entity_find_field (entity, amb_json_node_get_member_string (node, "sort"));
  self->descending = amb_json_node_get_bool (amb_json_node_get_member (node, "descending"), FALSE);
  return self;
}
