/* What belongs to a node: the scopes of an entity, as a condition over its rows.
 *
 * Each way to a node is a list of row numbers that its index alone gives; a row of another table is
 * looked up by its id, which is an index too. So no row is read to find out whether it belongs,
 * unless the list reads it anyway: those of a state, which has an index. */
#include "amb-store-sql.h"

#include <string.h>

#define DEEPEST 4 /* entities from a row to its node: a certificate's enrolment's person's node */
/* Two desks may make a circle of two sound trees: UNION ends it. */
#define BELOW                                                                                      \
  "(WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT n.id FROM nodes n JOIN below ON "          \
  "n.parent_id = below.id WHERE n.deleted = 0) SELECT id FROM below)"

typedef struct
{
  const char *node;
  GPtrArray *binds;
} Within;

static gboolean
append_rows (const Within *self, const AmbEntity *entity, guint depth, GString *sql);

static char *
dup_column (const char *name)
{
  return g_strdelimit (g_strdup (name), "-", '_');
}

/* Rows whose own column is one of the nodes, or with one hop that of what it refers to. */
static void
append_node (const Within *self, const AmbEntity *entity, const char *path, GString *sql)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  const AmbField *field = amb_entity_find_field (entity, steps[0]);
  g_autofree char *column = dup_column (steps[0]);
  g_autofree char *far = steps[1] != NULL ? dup_column (steps[1]) : NULL;

  g_string_append_printf (sql, "SELECT rid FROM \"%s\" WHERE \"%s\" IN ", entity->collection,
                          column);
  if (far != NULL)
    g_string_append_printf (sql, "(SELECT id FROM \"%s\" WHERE \"%s\" IN " BELOW ")",
                            amb_entity_find (field->ref)->collection, far);
  else
    g_string_append (sql, BELOW);
  g_ptr_array_add (self->binds, g_strdup (self->node));
}

/* Rows that refer to one that belongs there. */
static gboolean
append_nodes (
    const Within *self, const AmbEntity *entity, const char *path, guint depth, GString *sql)
{
  const AmbEntity *target = amb_entity_find (amb_entity_find_field (entity, path)->ref);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *column = dup_column (path);

  if (!append_rows (self, target, depth + 1, rows))
    return FALSE;
  g_string_append_printf (sql,
                          "SELECT rid FROM \"%s\" t%u WHERE (SELECT rid FROM \"%s\" WHERE id = "
                          "t%u.\"%s\") IN (%s)",
                          entity->collection, depth, target->collection, depth, column, rows->str);
  return TRUE;
}

/* A card is of the node that its person is of. */
static gboolean
is_of_node (const AmbEntity *entity, const AmbScopeRule *rule)
{
  return rule->kind == AMB_SCOPE_NODE ||
         (rule->kind == AMB_SCOPE_CARD && entity->kind == AMB_KIND_PROJECTION);
}

/* Row numbers, by each way; FALSE: it reaches no node. */
static gboolean
append_rows (const Within *self, const AmbEntity *entity, guint depth, GString *sql)
{
  gboolean any = g_str_equal (entity->name, "node");

  if (any)
    append_node (self, entity, "id", sql);
  for (const AmbScopeRule *rule = entity->scopes;
       rule != NULL && rule->kind != AMB_SCOPE_NONE && depth < DEEPEST; rule++)
    {
      g_autoptr (GString) way = g_string_new (NULL);

      if (is_of_node (entity, rule))
        append_node (self, entity, rule->path, way);
      else if (rule->kind != AMB_SCOPE_NODES ||
               !append_nodes (self, entity, rule->path, depth, way))
        continue;
      g_string_append_printf (sql, "%s%s", any ? " UNION ALL " : "", way->str);
      any = TRUE;
    }
  return any;
}

/* Has it only own columns that are nodes? */
static gboolean
is_direct (const AmbEntity *entity)
{
  gboolean any = FALSE;

  for (const AmbScopeRule *rule = entity->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    {
      if (rule->kind == AMB_SCOPE_NODES ||
          (is_of_node (entity, rule) && strchr (rule->path, '.') != NULL))
        return FALSE;
      any = any || is_of_node (entity, rule);
    }
  return any;
}

/* The plus: no index is taken for it, the rows are there. */
static void
append_columns (const Within *self, const AmbEntity *entity, GString *sql)
{
  gboolean any = FALSE;

  for (const AmbScopeRule *rule = entity->scopes; rule->kind != AMB_SCOPE_NONE; rule++)
    {
      g_autofree char *column = is_of_node (entity, rule) ? dup_column (rule->path) : NULL;

      if (column == NULL)
        continue;
      g_string_append_printf (sql, "%s+\"%s\" IN " BELOW, any ? " OR " : "", column);
      g_ptr_array_add (self->binds, g_strdup (self->node));
      any = TRUE;
    }
}

void
amb_sql_within (
    const AmbEntity *entity, const char *node, gboolean few, GString *sql, GPtrArray *binds)
{
  const Within self = { node, binds };
  g_autoptr (GString) rows = g_string_new (NULL);

  if (few && is_direct (entity))
    {
      append_columns (&self, entity, rows);
      g_string_append_printf (sql, " AND (%s)", rows->str);
    }
  /* The plus: the list's own order and filters choose the plan, the rows are only looked up. */
  else if (append_rows (&self, entity, 0, rows))
    g_string_append_printf (sql, " AND +rid IN (%s)", rows->str);
}
