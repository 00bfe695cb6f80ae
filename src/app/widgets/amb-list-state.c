#include "amb-list-state.h"

#include <string.h>

static GPtrArray *
columns_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

AmbListState *
amb_list_state_new (const AmbEntity *entity)
{
  AmbListState *self = g_new0 (AmbListState, 1);

  self->entity = entity;
  self->query = amb_query_new (entity);
  self->columns = columns_new ();
  return self;
}

void
amb_list_state_free (AmbListState *self)
{
  amb_list_state_leave (self);
  g_free (self->view);
  amb_query_free (self->query);
  g_ptr_array_unref (self->columns);
  g_clear_pointer (&self->own, amb_view_free);
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

void
amb_list_state_choose (AmbListState *self, const char *id, const char *title, const char *json)
{
  g_autofree char *new_id = g_strdup (id);
  g_autofree char *new_title = g_strdup (title);
  g_autofree char *new_json = g_strdup (json);

  amb_list_state_leave (self);
  self->named = g_steal_pointer (&new_id);
  self->title = g_steal_pointer (&new_title);
  self->json = g_steal_pointer (&new_json);
  self->saved = amb_view_from_json (self->entity, self->json);
}

void
amb_list_state_leave (AmbListState *self)
{
  g_clear_pointer (&self->named, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->json, g_free);
  g_clear_pointer (&self->saved, amb_view_free);
}

/* JSON. */

static void
append_text (GString *out, const char *key, const char *text)
{
  amb_json_append_key (out, key);
  amb_json_append_string (out, text);
}

static void
append_columns (GString *out, GPtrArray *columns)
{
  amb_json_append_key (out, "columns");
  g_string_append_c (out, '[');
  for (guint i = 0; i < columns->len; i++)
    {
      const AmbColumnState *column = g_ptr_array_index (columns, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_text (out, "field", column->field->name);
      amb_json_append_key (out, "width");
      g_string_append_printf (out, "%d", column->width);
      amb_json_append_key (out, "hidden");
      g_string_append (out, column->hidden ? "true" : "false");
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_named (GString *out, const AmbListState *self)
{
  amb_json_append_key (out, "named");
  g_string_append_c (out, '{');
  append_text (out, "id", self->named);
  append_text (out, "title", self->title);
  append_text (out, "json", self->json);
  g_string_append_c (out, '}');
}

char *
amb_list_state_to_json (const AmbListState *self)
{
  g_autofree char *query = amb_query_to_json (self->query);
  g_autofree char *own = self->own ? amb_view_to_json (self->own, NULL) : NULL;
  GString *out = g_string_new ("{");

  append_text (out, "view", self->view);
  amb_json_append_key (out, "query");
  g_string_append (out, query);
  append_columns (out, self->columns);
  if (self->named)
    append_named (out, self);
  append_text (out, "own", own);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static void
read_columns (AmbListState *self, const AmbJsonNode *root)
{
  const AmbJsonNode *item = amb_json_node_get_first (amb_json_node_get_member (root, "columns"));

  for (; item; item = amb_json_node_get_next (item))
    {
      const char *name = amb_json_node_get_member_string (item, "field");
      const AmbField *field = name ? amb_entity_find_field (self->entity, name) : NULL;

      if (field)
        amb_list_state_add_column (
            self->columns, field,
            (int) CLAMP (amb_json_node_get_member_int (item, "width", 0), 0, AMB_VIEW_MAX_WIDTH),
            amb_json_node_get_bool (amb_json_node_get_member (item, "hidden"), FALSE));
    }
}

static void
read_named (AmbListState *self, const AmbJsonNode *named)
{
  const char *id = amb_json_node_get_member_string (named, "id");

  if (id)
    amb_list_state_choose (self, id, amb_json_node_get_member_string (named, "title"),
                           amb_json_node_get_member_string (named, "json"));
}

AmbListState *
amb_list_state_from_json (const AmbEntity *entity, const char *json)
{
  AmbListState *self = amb_list_state_new (entity);
  g_autoptr (AmbJson) document = json ? amb_json_parse (json, strlen (json), NULL) : NULL;
  const AmbJsonNode *root;
  const char *own;

  if (!document)
    return self;
  root = amb_json_get_root (document);
  self->view = g_strdup (amb_json_node_get_member_string (root, "view"));
  amb_query_free (self->query);
  self->query = amb_query_from_json (entity, amb_json_node_get_member (root, "query"));
  read_columns (self, root);
  read_named (self, amb_json_node_get_member (root, "named"));
  own = amb_json_node_get_member_string (root, "own");
  self->own = own ? amb_view_from_json (entity, own) : NULL;
  return self;
}
