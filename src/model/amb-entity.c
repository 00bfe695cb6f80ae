#include "amb-entity.h"

#include <string.h>

const AmbEntity *
amb_entity_find (const char *name)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL && name != NULL; e++)
    if (g_str_equal ((*e)->name, name) || g_str_equal ((*e)->collection, name))
      return *e;
  return NULL;
}

guint
amb_entity_get_n_fields (const AmbEntity *self)
{
  guint n = 0;

  while (self->fields[n].name != NULL)
    n++;
  return n;
}

int
amb_entity_get_field_index (const AmbEntity *self, const char *name)
{
  for (int i = 0; self->fields[i].name != NULL && name != NULL; i++)
    if (g_str_equal (self->fields[i].name, name))
      return i;
  return -1;
}

const AmbField *
amb_entity_find_field (const AmbEntity *self, const char *name)
{
  int i = amb_entity_get_field_index (self, name);

  return i < 0 ? NULL : &self->fields[i];
}

static const AmbField *
find_flag (const AmbEntity *self, guint flag)
{
  for (const AmbField *field = self->fields; field->name != NULL; field++)
    if (field->flags & flag)
      return field;
  return NULL;
}

const AmbField *
amb_entity_get_title_field (const AmbEntity *self)
{
  return find_flag (self, AMB_FIELD_TITLE);
}

const AmbField *
amb_entity_get_state_field (const AmbEntity *self)
{
  return find_flag (self, AMB_FIELD_STATE);
}

const AmbEntity *
amb_entity_get_base (const AmbEntity *self)
{
  return self->kind == AMB_KIND_PROJECTION ? amb_entity_find (self->of) : self;
}

gboolean
amb_entity_is_synced (const AmbEntity *self)
{
  return self->kind != AMB_KIND_DERIVED;
}

gboolean
amb_entity_reaches_nodes (const AmbEntity *self)
{
  if (g_str_equal (self->name, "node"))
    return TRUE;
  for (const AmbScopeRule *rule = self->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    if (rule->kind == AMB_SCOPE_NODE || rule->kind == AMB_SCOPE_NODES ||
        (rule->kind == AMB_SCOPE_CARD && self->kind == AMB_KIND_PROJECTION))
      return TRUE;
  return FALSE;
}

gboolean
amb_words_contain (const char *words, const char *word)
{
  gsize length = word != NULL ? strlen (word) : 0;

  for (const char *p = words; length > 0 && p != NULL && (p = strstr (p, word)) != NULL; p++)
    if ((p == words || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}

gboolean
amb_entity_can_begin (const AmbEntity *self, const char *state)
{
  const AmbField *field = amb_entity_get_state_field (self);

  if (field == NULL || self->moves == NULL)
    return TRUE;
  return self->begins != NULL ? amb_words_contain (self->begins, state)
                              : g_strcmp0 (state, field->initial) == 0;
}

const char *
amb_entity_get_singleton_id (const AmbEntity *self)
{
  return self->kind == AMB_KIND_SINGLETON ? "00000000-0000-7000-8000-000000000001" : NULL;
}

gboolean
amb_field_is_stored (const AmbField *field)
{
  return (field->flags & AMB_FIELD_COMPUTED) == 0;
}

gboolean
amb_field_is_number (const AmbField *field)
{
  return field->type == AMB_FIELD_INT || field->type == AMB_FIELD_BOOL ||
         field->type == AMB_FIELD_DURATION;
}

const AmbChoice *
amb_field_find_choice (const AmbField *field, const char *id)
{
  for (const AmbChoice *c = field->choices; c != NULL && c->id != NULL && id != NULL; c++)
    if (g_str_equal (c->id, id))
      return c;
  return NULL;
}

char *
amb_field_dup_column (const AmbField *field)
{
  return g_strdelimit (g_strdup (field->name), "-", '_');
}
