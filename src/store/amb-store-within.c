/* What belongs to a node: the scopes of an entity, as a condition over its rows.
 *
 * Where a row's own columns say it, those of few nodes are a list of row numbers that their index
 * alone gives. Where other records say it, each row is asked: who it refers to is looked up by an
 * id, which is an index too, and the lists of numbers on the way would be as long as the tables. */
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

/* A card is of the node that its person is of. */
static gboolean
is_of_node (const AmbEntity *entity, const AmbScopeRule *rule)
{
  return rule->kind == AMB_SCOPE_NODE ||
         (rule->kind == AMB_SCOPE_CARD && entity->kind == AMB_KIND_PROJECTION);
}

/* Row numbers, by each way; FALSE: it reaches no node. */
static gboolean
append_rows (const Within *self, const AmbEntity *entity, GString *sql)
{
  gboolean any = g_str_equal (entity->name, "node");

  if (any)
    append_node (self, entity, "id", sql);
  for (const AmbScopeRule *rule = entity->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    {
      if (!is_of_node (entity, rule))
        continue;
      g_string_append (sql, any ? " UNION ALL " : "");
      append_node (self, entity, rule->path, sql);
      any = TRUE;
    }
  return any;
}

/* Does another record say it? */
static gboolean
is_indirect (const AmbEntity *entity)
{
  for (const AmbScopeRule *rule = entity->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    if (rule->kind == AMB_SCOPE_NODES)
      return TRUE;
  return FALSE;
}

static gboolean append_condition (
    const Within *self, const AmbEntity *entity, const char *table, guint depth, GString *sql);

/* Is the column of the row, or with one hop that of what it refers to, one of the nodes? The plus:
 * no index is taken for it, the rows are there. */
static void
append_column (
    const Within *self, const AmbEntity *entity, const char *table, const char *path, GString *sql)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  const AmbField *field = amb_entity_find_field (entity, steps[0]);
  g_autofree char *column = dup_column (steps[0]);
  g_autofree char *far = steps[1] != NULL ? dup_column (steps[1]) : NULL;

  if (far != NULL)
    g_string_append_printf (sql, "(SELECT t.\"%s\" FROM \"%s\" t WHERE t.id = \"%s\".\"%s\")", far,
                            amb_entity_find (field->ref)->collection, table, column);
  else
    g_string_append_printf (sql, "+\"%s\".\"%s\"", table, column);
  g_string_append (sql, " IN " BELOW);
  g_ptr_array_add (self->binds, g_strdup (self->node));
}

/* Does what the row refers to belong there? */
static gboolean
append_record (const Within *self,
               const AmbEntity *entity,
               const char *table,
               const char *path,
               guint depth,
               GString *sql)
{
  const AmbEntity *target = amb_entity_find (amb_entity_find_field (entity, path)->ref);
  g_autofree char *column = dup_column (path);
  g_autofree char *inner = g_strdup_printf ("t%u", depth);
  g_autoptr (GString) condition = g_string_new (NULL);
  g_autofree char *covers = NULL;

  if (!append_condition (self, target, inner, depth + 1, condition))
    return FALSE;
  /* SQLite takes the index of unique ids without looking whether another one spares the row. */
  covers = amb_sql_has_covering_index (target)
               ? g_strdup_printf (" INDEXED BY \"%s_covers\"", target->collection)
               : g_strdup ("");
  g_string_append_printf (sql,
                          "EXISTS (SELECT 1 FROM \"%s\" %s%s WHERE %s.id = \"%s\".\"%s\" AND %s)",
                          target->collection, inner, covers, inner, table, column, condition->str);
  return TRUE;
}

/* A condition over one row, of @table; FALSE: it reaches no node. */
static gboolean
append_condition (
    const Within *self, const AmbEntity *entity, const char *table, guint depth, GString *sql)
{
  gboolean any = g_str_equal (entity->name, "node");

  g_string_append_c (sql, '(');
  if (any)
    append_column (self, entity, table, "id", sql);
  for (const AmbScopeRule *rule = entity->scopes;
       rule != NULL && rule->kind != AMB_SCOPE_NONE && depth < DEEPEST; rule++)
    {
      g_autoptr (GString) way = g_string_new (NULL);

      if (is_of_node (entity, rule))
        append_column (self, entity, table, rule->path, way);
      else if (rule->kind != AMB_SCOPE_NODES ||
               !append_record (self, entity, table, rule->path, depth, way))
        continue;
      g_string_append_printf (sql, "%s%s", any ? " OR " : "", way->str);
      any = TRUE;
    }
  g_string_append_c (sql, ')');
  return any;
}

void
amb_sql_within (
    const AmbEntity *entity, const char *node, gboolean by_row, GString *sql, GPtrArray *binds)
{
  const Within self = { node, binds };
  g_autoptr (GString) rows = g_string_new (NULL);

  if (by_row || is_indirect (entity))
    {
      if (append_condition (&self, entity, entity->collection, 0, rows))
        g_string_append_printf (sql, " AND %s", rows->str);
    }
  /* The plus: the list's own order and filters choose the plan, the rows are only looked up. */
  else if (append_rows (&self, entity, rows))
    g_string_append_printf (sql, " AND +rid IN (%s)", rows->str);
}
