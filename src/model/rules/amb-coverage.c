#include "amb-coverage.h"

#include <string.h>

static void
node_free (gpointer data)
{
  AmbCoverageNode *node = data;

  g_free (node->id);
  g_free (node->name);
  g_free (node->kind);
  g_free (node->parent_id);
  g_free (node->head_id);
  g_free (node->head);
  g_free (node->backup);
  g_free (node->counted_on);
  g_free (node);
}

static void
role_free (gpointer data)
{
  AmbCoverageRole *role = data;

  g_free (role->id);
  g_free (role->name);
  g_free (role);
}

static void
cell_clear (gpointer data)
{
  AmbCoverageCell *cell = data;

  g_free (cell->next_due);
  g_free (cell->wanted_due);
}

AmbCoverage *
amb_coverage_new (void)
{
  AmbCoverage *self = g_new0 (AmbCoverage, 1);

  self->of_all = TRUE;
  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->roles = g_ptr_array_new_with_free_func (role_free);
  self->holdings = g_array_new (FALSE, FALSE, sizeof (AmbCoverageHolding));
  self->cells = g_array_new (FALSE, TRUE, sizeof (AmbCoverageCell));
  g_array_set_clear_func (self->cells, cell_clear);
  return self;
}

void
amb_coverage_free (AmbCoverage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->roles);
  g_array_unref (self->holdings);
  g_array_unref (self->cells);
  g_free (self);
}

static AmbCoverageNode *
get_node (const AmbCoverage *self, guint index)
{
  return g_ptr_array_index (self->nodes, index);
}

AmbCoverageNode *
amb_coverage_add_node (
    AmbCoverage *self, const char *id, const char *name, const char *kind, const char *parent_id)
{
  AmbCoverageNode *node = g_new0 (AmbCoverageNode, 1);

  node->id = g_strdup (id);
  node->name = g_strdup (name);
  node->kind = g_strdup (kind);
  node->parent_id = g_strdup (parent_id);
  node->headcount = -1;
  node->parent = -1;
  node->seen = TRUE;
  g_ptr_array_add (self->nodes, node);
  return node;
}

AmbCoverageRole *
amb_coverage_add_role (AmbCoverage *self, const char *id, const char *name, int level)
{
  AmbCoverageRole *role = g_new0 (AmbCoverageRole, 1);

  role->id = g_strdup (id);
  role->name = g_strdup (name);
  role->level = level;
  g_ptr_array_add (self->roles, role);
  return role;
}

/* The order of the tree. */

typedef struct
{
  GHashTable *known;    /* id → AmbCoverageNode */
  GHashTable *children; /* id → GPtrArray of AmbCoverageNode, in the order in which they came */
  GHashTable *places;   /* id → place + 1 */
  GPtrArray *ordered;
} Ordering;

static void
place_node (Ordering *ordering, AmbCoverageNode *node, int parent, guint depth)
{
  GPtrArray *children = g_hash_table_lookup (ordering->children, node->id);
  int place = (int) ordering->ordered->len;

  if (!g_hash_table_insert (ordering->places, node->id, GINT_TO_POINTER (place + 1)))
    return;
  node->parent = parent;
  node->depth = depth;
  g_ptr_array_add (ordering->ordered, node);
  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      AmbCoverageNode *child = g_ptr_array_index (children, i);

      if (!g_hash_table_contains (ordering->places, child->id))
        place_node (ordering, child, place, depth + 1);
    }
}

static void
sort_children (Ordering *ordering, GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      AmbCoverageNode *node = g_ptr_array_index (nodes, i);
      GPtrArray *siblings;

      if (node->parent_id == NULL || !g_hash_table_contains (ordering->known, node->parent_id))
        continue;
      siblings = g_hash_table_lookup (ordering->children, node->parent_id);
      if (siblings == NULL)
        {
          siblings = g_ptr_array_new ();
          g_hash_table_insert (ordering->children, node->parent_id, siblings);
        }
      g_ptr_array_add (siblings, node);
    }
}

static void
order_nodes (AmbCoverage *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) children =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();
  Ordering ordering = { known, children, places, ordered };

  for (guint i = 0; i < self->nodes->len; i++)
    g_hash_table_insert (known, get_node (self, i)->id, get_node (self, i));
  sort_children (&ordering, self->nodes);
  for (guint i = 0; i < self->nodes->len; i++)
    if (get_node (self, i)->parent_id == NULL ||
        !g_hash_table_contains (known, get_node (self, i)->parent_id))
      place_node (&ordering, get_node (self, i), -1, 0);
  for (guint i = 0; i < self->nodes->len; i++)
    if (!g_hash_table_contains (places, get_node (self, i)->id))
      place_node (&ordering, get_node (self, i), -1, 0);
  for (guint i = 0; i < ordered->len; i++)
    self->nodes->pdata[i] = ordered->pdata[i];
}

/* Is @node @above itself, or below it? */
static gboolean
is_within (const AmbCoverage *self, int node, int above)
{
  while (node >= 0 && node != above)
    node = get_node (self, (guint) node)->parent;
  return node >= 0;
}

void
amb_coverage_arrange (AmbCoverage *self, const char *root, const char *kind)
{
  int top;

  order_nodes (self);
  top = amb_coverage_find_node (self, root);
  for (guint i = 0; i < self->nodes->len; i++)
    get_node (self, i)->shown = (root == NULL || (top >= 0 && is_within (self, (int) i, top))) &&
                                (kind == NULL || g_strcmp0 (get_node (self, i)->kind, kind) == 0);
  g_array_set_size (self->cells, self->nodes->len * self->roles->len);
  for (guint i = 0; i < self->cells->len; i++)
    {
      AmbCoverageCell *cell = &g_array_index (self->cells, AmbCoverageCell, i);

      cell->wanted = cell->next = -1;
    }
}

int
amb_coverage_find_node (const AmbCoverage *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->nodes->len; i++)
    if (g_str_equal (get_node (self, i)->id, id))
      return (int) i;
  return -1;
}

int
amb_coverage_find_role (const AmbCoverage *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->roles->len; i++)
    if (g_str_equal (((AmbCoverageRole *) g_ptr_array_index (self->roles, i))->id, id))
      return (int) i;
  return -1;
}

AmbCoverageCell *
amb_coverage_get_cell (const AmbCoverage *self, guint role, guint node)
{
  return &g_array_index (self->cells, AmbCoverageCell, role * self->nodes->len + node);
}

gint64
amb_coverage_get_missing (const AmbCoverageCell *cell)
{
  return MAX (cell->wanted - (gint64) cell->n_held, 0);
}

gint64
amb_coverage_get_coming (const AmbCoverageCell *cell)
{
  return MAX (cell->next - (gint64) cell->n_held, 0);
}

void
amb_coverage_add_target (
    AmbCoverage *self, guint role, guint node, gint64 target, const char *due, const char *today)
{
  AmbCoverageCell *cell = amb_coverage_get_cell (self, role, node);

  if (due == NULL || strcmp (due, today) <= 0)
    {
      if (cell->wanted >= 0 && g_strcmp0 (due, cell->wanted_due) < 0)
        return;
      cell->wanted = target;
      g_free (cell->wanted_due);
      cell->wanted_due = g_strdup (due);
    }
  else if (cell->next < 0 || strcmp (due, cell->next_due) < 0)
    {
      cell->next = target;
      g_free (cell->next_due);
      cell->next_due = g_strdup (due);
    }
}

/* Each of @from and above it that does not hold @to. */
static void
mark_exchange (AmbCoverage *self, int from, int to)
{
  for (int i = from; i >= 0; i = get_node (self, (guint) i)->parent)
    if (!is_within (self, to, i))
      get_node (self, (guint) i)->has_exchanged = TRUE;
}

void
amb_coverage_add_exchange (AmbCoverage *self, int from, int to)
{
  mark_exchange (self, from, to);
  mark_exchange (self, to, from);
}

/* Counting. */

static int
compare_holdings (gconstpointer a, gconstpointer b)
{
  const AmbCoverageHolding *first = a, *second = b;

  if (first->person != second->person)
    return first->person < second->person ? -1 : 1;
  return (first->role > second->role) - (first->role < second->role);
}

/* What was counted already for the person, or for the person in the role. */
typedef struct
{
  guint *of_person; /* by node: number of the person + 1 */
  guint *of_role;   /* by node: number of the person's role + 1 */
  guint person, role;
} Counting;

static void
count_place (AmbCoverage *self, Counting *counting, guint role, int place)
{
  for (int i = place; i >= 0; i = get_node (self, (guint) i)->parent)
    {
      AmbCoverageNode *node = get_node (self, (guint) i);

      if (!node->seen)
        continue;
      if (counting->of_person[i] != counting->person)
        node->n_held++;
      counting->of_person[i] = counting->person;
      if (counting->of_role[i] != counting->role)
        amb_coverage_get_cell (self, role, (guint) i)->n_held++;
      counting->of_role[i] = counting->role;
    }
}

static void
count_holdings (AmbCoverage *self)
{
  g_autofree guint *of_person = g_new0 (guint, self->nodes->len);
  g_autofree guint *of_role = g_new0 (guint, self->nodes->len);
  Counting counting = { of_person, of_role, 0, 0 };

  g_array_sort (self->holdings, compare_holdings);
  for (guint i = 0; i < self->holdings->len; i++)
    {
      const AmbCoverageHolding *holding = &g_array_index (self->holdings, AmbCoverageHolding, i);
      gboolean is_next = i == 0 || holding[-1].person != holding->person;

      counting.person += is_next;
      counting.role += is_next || holding[-1].role != holding->role;
      count_place (self, &counting, holding->role, holding->place);
      count_place (self, &counting, holding->role, holding->department);
    }
}

static gboolean
is_counted (const AmbCoverage *self, guint node)
{
  return get_node (self, node)->shown && get_node (self, node)->seen;
}

/* Different people in a role over the shown nodes: a person's places stand side by side. */
static void
count_roles (AmbCoverage *self)
{
  gint64 person = 0;
  guint role = 0;
  gboolean counted = FALSE, any = FALSE;

  for (guint i = 0; i < self->holdings->len; i++)
    {
      const AmbCoverageHolding *holding = &g_array_index (self->holdings, AmbCoverageHolding, i);
      const int places[] = { holding->place, holding->department };

      if (!any || holding->person != person || holding->role != role)
        counted = FALSE;
      any = TRUE;
      person = holding->person;
      role = holding->role;
      for (guint k = 0; k < G_N_ELEMENTS (places) && !counted; k++)
        for (int node = places[k]; node >= 0 && !counted;
             node = get_node (self, (guint) node)->parent)
          counted = is_counted (self, (guint) node) &&
                    ++((AmbCoverageRole *) g_ptr_array_index (self->roles, role))->n_held > 0;
    }
}

static void
count_missing (AmbCoverage *self)
{
  for (guint role = 0; role < self->roles->len; role++)
    for (guint i = 0; i < self->nodes->len; i++)
      {
        gint64 missing = amb_coverage_get_missing (amb_coverage_get_cell (self, role, i));

        get_node (self, i)->n_missing += missing;
        if (is_counted (self, i))
          ((AmbCoverageRole *) g_ptr_array_index (self->roles, role))->n_missing += missing;
      }
}

static gboolean
is_sponsored (const AmbCoverage *self, int node)
{
  gboolean found = self->sponsors;

  for (int i = node; i >= 0 && !found; i = get_node (self, (guint) i)->parent)
    found = get_node (self, (guint) i)->has_sponsor;
  return found;
}

static guint
get_flags (const AmbCoverage *self, int index)
{
  const AmbCoverageNode *node = get_node (self, (guint) index);

  /* Exchanges of a node are here with it; whoever sponsors it may sponsor what is above, or all. */
  return (node->has_backup ? 0 : AMB_NODE_NO_BACKUP) |
         (!node->seen || node->has_exchanged || g_strcmp0 (node->kind, "department") != 0
              ? 0
              : AMB_NODE_SILO) |
         (!self->of_all || is_sponsored (self, index) ? 0 : AMB_NODE_NO_SPONSOR);
}

void
amb_coverage_compute (AmbCoverage *self)
{
  count_holdings (self);
  count_roles (self);
  count_missing (self);
  for (guint i = 0; i < self->nodes->len; i++)
    get_node (self, i)->flags = get_flags (self, (int) i);
}

guint
amb_coverage_count_unseen (const AmbCoverage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    n += get_node (self, i)->shown && !get_node (self, i)->seen;
  return n;
}

void
amb_coverage_recompute (AmbCoverage *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      get_node (self, i)->n_held = 0;
      get_node (self, i)->n_missing = 0;
    }
  for (guint i = 0; i < self->roles->len; i++)
    {
      AmbCoverageRole *role = g_ptr_array_index (self->roles, i);

      role->n_held = 0;
      role->n_missing = 0;
    }
  for (guint i = 0; i < self->cells->len; i++)
    g_array_index (self->cells, AmbCoverageCell, i).n_held = 0;
  amb_coverage_compute (self);
}
