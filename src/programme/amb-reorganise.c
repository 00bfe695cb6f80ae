#include "amb-reorganise.h"

static void
change_free (gpointer data)
{
  AmbReorganiseChange *change = data;

  g_free (change->id);
  g_free (change->name);
  g_free (change);
}

void
amb_reorganise_preview_free (AmbReorganisePreview *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->loses);
  g_ptr_array_unref (self->gains);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static const AmbCoverageNode *
find_node (const AmbCoverage *coverage, const char *id)
{
  int place = amb_coverage_find_node (coverage, id);

  return place >= 0 ? g_ptr_array_index (coverage->nodes, (guint) place) : NULL;
}

/* Is @above one of those above @node? */
static gboolean
is_above (const AmbCoverage *coverage, const char *above, const AmbCoverageNode *node)
{
  while (node->parent >= 0)
    {
      node = g_ptr_array_index (coverage->nodes, (guint) node->parent);
      if (g_str_equal (node->id, above))
        return TRUE;
    }
  return FALSE;
}

/* Nodes above @id in @there that are not above it in @here: whoever leads one leads what is below.
 */
static void
list_leads (GPtrArray *names, const AmbCoverage *there, const AmbCoverage *here, const char *id)
{
  const AmbCoverageNode *node = find_node (there, id);

  while (node != NULL && node->parent >= 0)
    {
      node = g_ptr_array_index (there->nodes, (guint) node->parent);
      if (!is_above (here, node->id, find_node (here, id)))
        g_ptr_array_add (names, g_strdup (node->name));
    }
}

static void
list_changes (GPtrArray *changes, const AmbCoverage *before, const AmbCoverage *after)
{
  for (guint i = 0; i < before->nodes->len; i++)
    {
      const AmbCoverageNode *was = g_ptr_array_index (before->nodes, i);
      const AmbCoverageNode *is = find_node (after, was->id);
      AmbReorganiseChange *change;

      if (was->n_held == is->n_held && was->n_missing == is->n_missing && was->flags == is->flags)
        continue;
      change = g_new0 (AmbReorganiseChange, 1);
      *change = (AmbReorganiseChange){
        g_strdup (was->id), g_strdup (was->name), was->n_held, is->n_held,
        was->n_missing,     is->n_missing,        was->flags,  is->flags,
      };
      g_ptr_array_add (changes, change);
    }
}

#define BELOW                                                                                      \
  "WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT n.id FROM nodes n JOIN below ON "           \
  "n.parent_id = below.id WHERE n.deleted = 0) "

static gboolean
count_moved (AmbStore *store, AmbReorganisePreview *self, const char *node, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  return amb_db_query_int (db, &self->n_nodes, 0, error, BELOW "SELECT count (*) FROM below", "t",
                           node) &&
         amb_db_query_int (db, &self->n_people, 0, error,
                           BELOW
                           "SELECT count (*) FROM (SELECT rid FROM ambassadors WHERE deleted = "
                           "0 AND node_id IN below UNION SELECT rid FROM ambassadors WHERE "
                           "deleted = 0 AND department_id IN below)",
                           "t", node);
}

AmbReorganisePreview *
amb_reorganise_preview (AmbStore *store, const char *node, const char *under, GError **error)
{
  g_autoptr (AmbCoverage) after = amb_coverage_load_moved (store, node, under, error);
  g_autoptr (AmbCoverage) before =
      after != NULL ? amb_coverage_load (store, NULL, NULL, NULL, error) : NULL;
  g_autoptr (AmbReorganisePreview) self = NULL;

  if (before == NULL)
    return NULL;
  self = g_new0 (AmbReorganisePreview, 1);
  self->loses = g_ptr_array_new_with_free_func (g_free);
  self->gains = g_ptr_array_new_with_free_func (g_free);
  self->changes = g_ptr_array_new_with_free_func (change_free);
  if (!count_moved (store, self, node, error))
    return NULL;
  list_leads (self->loses, before, after, node);
  list_leads (self->gains, after, before, node);
  list_changes (self->changes, before, after);
  return g_steal_pointer (&self);
}
