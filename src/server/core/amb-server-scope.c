/* Which scopes a record belongs to: the rules of its entity's table, evaluated. Only the server
 * does that, and only when it writes. */
#include "amb-server-private.h"

#include "amb-error.h"

#include <string.h>

/* Names of scopes by kind; those without a path are names already. */
static const char *const prefixes[] = {
  [AMB_SCOPE_NODE] = "node:",
  [AMB_SCOPE_CARD] = "card:",
  [AMB_SCOPE_SPACE] = "space:",
  [AMB_SCOPE_OWN] = "own:",
};

static void
add_name (GPtrArray *scopes, char *name)
{
  if (g_ptr_array_find_with_equal_func (scopes, name, g_str_equal, NULL))
    g_free (name);
  else
    g_ptr_array_add (scopes, name);
}

/* Looks a record up; one that isn't there is no error. */
static gboolean
look_up (AmbServerCore *self,
         const AmbEntity *entity,
         const char *id,
         AmbRecord **record,
         GError **error)
{
  g_autoptr (GError) local = NULL;

  *record =
      entity != NULL && id != NULL ? amb_store_lookup (self->store, entity, id, &local) : NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The id at the end of a rule's path; *@id stays NULL where there is none. */
static gboolean
resolve (AmbServerCore *self, AmbRecord *record, const char *path, char **id, GError **error)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  const AmbField *field = NULL;
  g_autoptr (AmbRecord) target = NULL;

  if (steps[1] == NULL)
    {
      *id = g_strdup (g_str_equal (path, "id") ? amb_record_get_id (record)
                                               : amb_record_get (record, path));
      return TRUE;
    }
  field = amb_entity_find_field (amb_record_get_entity (record), steps[0]);
  if (field == NULL || !look_up (self, amb_entity_find (field->ref),
                                 amb_record_get (record, steps[0]), &target, error))
    return field == NULL;
  if (target != NULL)
    *id = g_strdup (amb_record_get (target, steps[1]));
  return TRUE;
}

static gboolean collect (AmbServerCore *self,
                         const AmbEntity *view,
                         AmbRecord *record,
                         GPtrArray *scopes,
                         GError **error);

static gboolean
is_node (const char *scope)
{
  return g_str_has_prefix (scope, prefixes[AMB_SCOPE_NODE]);
}

/* The nodes of the record that own field @path refers to. */
static gboolean
collect_nodes (
    AmbServerCore *self, AmbRecord *record, const char *path, GPtrArray *scopes, GError **error)
{
  const AmbField *field = amb_entity_find_field (amb_record_get_entity (record), path);
  const AmbEntity *entity = amb_entity_find (field->ref);
  g_autoptr (GPtrArray) theirs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbRecord) target = NULL;

  if (!look_up (self, entity, amb_record_get (record, path), &target, error))
    return FALSE;
  if (target != NULL && !collect (self, entity, target, theirs, error))
    return FALSE;
  for (guint i = 0; i < theirs->len; i++)
    if (is_node (g_ptr_array_index (theirs, i)))
      add_name (scopes, g_strdup (g_ptr_array_index (theirs, i)));
  return TRUE;
}

/* The spaces of a person. Who left is still known there: what they said is. */
static gboolean
collect_spaces (AmbServerCore *self, AmbRecord *person, GPtrArray *scopes, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db,
      "SELECT space_id FROM memberships WHERE ambassador_id = ?1 AND state <> 'refused' AND"
      " deleted = 0 UNION SELECT id FROM spaces WHERE ?1 IN (host_id, backup_id) AND deleted = 0",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (person));
  while (amb_stmt_step (stmt, &row, error) && row)
    add_name (scopes, g_strconcat (prefixes[AMB_SCOPE_SPACE], amb_stmt_get_text (stmt, 0), NULL));
  return !row;
}

/* The scopes of the record that @record is about. */
static gboolean
collect_subject (AmbServerCore *self, AmbRecord *record, GPtrArray *scopes, GError **error)
{
  const char *name = amb_record_get (record, "entity");
  const AmbEntity *entity = name != NULL ? amb_entity_find (name) : NULL;
  g_autoptr (AmbRecord) subject = NULL;

  if (entity == amb_record_get_entity (record) ||
      !look_up (self, entity, amb_record_get (record, "record"), &subject, error))
    return entity == amb_record_get_entity (record);
  return subject == NULL || amb_record_get_deleted (subject) ||
         collect (self, entity, subject, scopes, error);
}

static gboolean
collect (AmbServerCore *self,
         const AmbEntity *view,
         AmbRecord *record,
         GPtrArray *scopes,
         GError **error)
{
  for (const AmbScopeRule *rule = view->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    {
      g_autofree char *id = NULL;

      if (!amb_record_meets (record, rule->when))
        continue;
      if (rule->kind == AMB_SCOPE_ORG)
        add_name (scopes, g_strdup ("org"));
      else if (rule->kind == AMB_SCOPE_SUBJECT)
        {
          if (!collect_subject (self, record, scopes, error))
            return FALSE;
        }
      else if (rule->kind == AMB_SCOPE_SPACES)
        {
          if (!collect_spaces (self, record, scopes, error))
            return FALSE;
        }
      else if (rule->kind == AMB_SCOPE_NODES)
        {
          if (!collect_nodes (self, record, rule->path, scopes, error))
            return FALSE;
        }
      else if (!resolve (self, record, rule->path, &id, error))
        return FALSE;
      if (id != NULL)
        add_name (scopes, g_strconcat (prefixes[rule->kind], id, NULL));
    }
  return TRUE;
}

GPtrArray *
amb_server_scope_list (AmbServerCore *self,
                       const AmbEntity *view,
                       AmbRecord *record,
                       GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);

  if (!view->is_private && view->kind != AMB_KIND_PROJECTION)
    g_ptr_array_add (scopes, g_strdup ("all"));
  if (!collect (self, view, record, scopes, error))
    return NULL;
  return g_steal_pointer (&scopes);
}

gboolean
amb_server_scope_goes_through (const AmbEntity *view, const AmbField *field)
{
  gsize length = strlen (field->name);

  for (const AmbScopeRule *rule = view->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    if ((rule->kind == AMB_SCOPE_SUBJECT && g_str_equal (field->name, "record")) ||
        (rule->kind == AMB_SCOPE_NODES && g_str_equal (field->name, rule->path)) ||
        (rule->path != NULL && strncmp (rule->path, field->name, length) == 0 &&
         rule->path[length] == '.'))
      return TRUE;
  return FALSE;
}

/* The field that a rule begins with: "node-id" of "node-id.parent-id" and of "node-id=…". */
static gboolean
has_changed_first (AmbRecord *record, const char *path)
{
  g_autofree char *field = path != NULL ? g_strndup (path, strcspn (path, ".=")) : NULL;

  return field != NULL && amb_record_has_changed_field (record, field);
}

gboolean
amb_server_scope_may_have_changed (const AmbEntity *view, AmbRecord *record)
{
  for (const AmbScopeRule *rule = view->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    if (has_changed_first (record, rule->path) || has_changed_first (record, rule->when) ||
        (rule->kind == AMB_SCOPE_SUBJECT && (amb_record_has_changed_field (record, "entity") ||
                                             amb_record_has_changed_field (record, "record"))))
      return TRUE;
  return amb_record_has_changed (record, 0);
}
