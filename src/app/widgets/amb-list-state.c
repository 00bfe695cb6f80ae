#include "amb-list-state.h"

#include <string.h>

static GPtrArray *
columns_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
columns_copy (GPtrArray *columns)
{
  GPtrArray *copy = columns_new ();

  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (copy, g_memdup2 (g_ptr_array_index (columns, i), sizeof (AmbColumnState)));
  return copy;
}

static void
named_view_free (AmbNamedView *self)
{
  g_free (self->name);
  g_free (self->view);
  amb_query_free (self->query);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

AmbListState *
amb_list_state_new (const AmbEntity *entity)
{
  AmbListState *self = g_new0 (AmbListState, 1);

  self->entity = entity;
  self->query = amb_query_new (entity);
  self->columns = columns_new ();
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) named_view_free);
  return self;
}

void
amb_list_state_free (AmbListState *self)
{
  g_free (self->view);
  g_free (self->name);
  amb_query_free (self->query);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->views);
  g_free (self);
}

void
amb_list_state_add_column (GPtrArray *columns, const AmbField *field, int width, gboolean hidden)
{
  AmbColumnState *column = g_new0 (AmbColumnState, 1);

  column->field = field;
  column->width = width;
  column->hidden = hidden;
  g_ptr_array_add (columns, column);
}

static guint
find_index (const AmbListState *self, const char *name)
{
  for (guint i = 0; i < self->views->len; i++)
    if (g_strcmp0 (((AmbNamedView *) g_ptr_array_index (self->views, i))->name, name) == 0)
      return i;
  return G_MAXUINT;
}

const AmbNamedView *
amb_list_state_find_view (const AmbListState *self, const char *name)
{
  guint i = find_index (self, name);

  return i < self->views->len ? g_ptr_array_index (self->views, i) : NULL;
}

void
amb_list_state_save_view (AmbListState *self, const char *name)
{
  AmbNamedView *view = g_new0 (AmbNamedView, 1);
  guint i = find_index (self, name);

  view->name = g_strdup (name);
  view->view = g_strdup (self->view);
  view->query = amb_query_copy (self->query);
  view->columns = columns_copy (self->columns);
  if (i < self->views->len)
    {
      named_view_free (self->views->pdata[i]);
      self->views->pdata[i] = view;
    }
  else
    g_ptr_array_add (self->views, view);
  if (self->name != name)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
}

gboolean
amb_list_state_open_view (AmbListState *self, const char *name)
{
  const AmbNamedView *view = amb_list_state_find_view (self, name);

  if (!view)
    return FALSE;
  g_free (self->view);
  self->view = g_strdup (view->view);
  g_free (self->name);
  self->name = g_strdup (view->name);
  amb_query_free (self->query);
  self->query = amb_query_copy (view->query);
  g_ptr_array_unref (self->columns);
  self->columns = columns_copy (view->columns);
  return TRUE;
}

gboolean
amb_list_state_rename_view (AmbListState *self, const char *old_name, const char *name)
{
  guint i = find_index (self, old_name);
  AmbNamedView *view;

  if (i >= self->views->len || name[0] == '\0' || amb_list_state_find_view (self, name))
    return FALSE;
  view = g_ptr_array_index (self->views, i);
  if (g_strcmp0 (self->name, old_name) == 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  g_free (view->name);
  view->name = g_strdup (name);
  return TRUE;
}

void
amb_list_state_remove_view (AmbListState *self, const char *name)
{
  guint i = find_index (self, name);

  if (i >= self->views->len)
    return;
  if (g_strcmp0 (self->name, name) == 0)
    g_clear_pointer (&self->name, g_free);
  g_ptr_array_remove_index (self->views, i);
}

/* JSON. */

static void
append_text (GString *out, const char *key, const char *text)
{
  amb_json_append_key (out, key);
  amb_json_append_string (out, text);
}

static void
append_shown (GString *out, const char *view, const AmbQuery *query, GPtrArray *columns)
{
  g_autofree char *json = amb_query_to_json (query);

  append_text (out, "view", view);
  amb_json_append_key (out, "query");
  g_string_append (out, json);
  amb_json_append_key (out, "columns");
  g_string_append_c (out, '[');
  for (guint i = 0; i < columns->len; i++)
    {
      const AmbColumnState *column = g_ptr_array_index (columns, i);

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, '{');
      append_text (out, "field", column->field->name);
      amb_json_append_key (out, "width");
      g_string_append_printf (out, "%d", column->width);
      amb_json_append_key (out, "hidden");
      g_string_append (out, column->hidden ? "true" : "false");
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

char *
amb_list_state_to_json (const AmbListState *self)
{
  GString *out = g_string_new ("{");

  append_shown (out, self->view, self->query, self->columns);
  append_text (out, "name", self->name);
  amb_json_append_key (out, "views");
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->views->len; i++)
    {
      const AmbNamedView *view = g_ptr_array_index (self->views, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_text (out, "name", view->name);
      append_shown (out, view->view, view->query, view->columns);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
  return g_string_free (out, FALSE);
}

static AmbQuery *
read_query (const AmbEntity *entity, const AmbJsonNode *node)
{
  const AmbJsonNode *query = amb_json_node_get_member (node, "query");
  AmbQuery *read = query ? amb_query_from_json (entity, query) : NULL;

  return read ? read : amb_query_new (entity);
}

static GPtrArray *
read_columns (const AmbEntity *entity, const AmbJsonNode *node)
{
  GPtrArray *columns = columns_new ();
  const AmbJsonNode *item = amb_json_node_get_first (amb_json_node_get_member (node, "columns"));

  for (; item; item = amb_json_node_get_next (item))
    {
      const char *name = amb_json_node_get_member_string (item, "field");
      const AmbField *field = name ? amb_entity_find_field (entity, name) : NULL;

      if (field)
        amb_list_state_add_column (
            columns, field, (int) CLAMP (amb_json_node_get_member_int (item, "width", 0), 0, 2000),
            amb_json_node_get_bool (amb_json_node_get_member (item, "hidden"), FALSE));
    }
  return columns;
}

AmbListState *
amb_list_state_from_json (const AmbEntity *entity, const char *json)
{
  AmbListState *self = amb_list_state_new (entity);
  g_autoptr (AmbJson) document = json ? amb_json_parse (json, strlen (json), NULL) : NULL;
  const AmbJsonNode *root, *item;

  if (!document)
    return self;
  root = amb_json_get_root (document);
  self->view = g_strdup (amb_json_node_get_member_string (root, "view"));
  self->name = g_strdup (amb_json_node_get_member_string (root, "name"));
  amb_query_free (self->query);
  self->query = read_query (entity, root);
  g_ptr_array_unref (self->columns);
  self->columns = read_columns (entity, root);

  item = amb_json_node_get_first (amb_json_node_get_member (root, "views"));
  for (; item; item = amb_json_node_get_next (item))
    {
      const char *name = amb_json_node_get_member_string (item, "name");
      AmbNamedView *view;

      if (!name || name[0] == '\0' || amb_list_state_find_view (self, name))
        continue;
      view = g_new0 (AmbNamedView, 1);
      view->name = g_strdup (name);
      view->view = g_strdup (amb_json_node_get_member_string (item, "view"));
      view->query = read_query (entity, item);
      view->columns = read_columns (entity, item);
      g_ptr_array_add (self->views, view);
    }
  return self;
}
