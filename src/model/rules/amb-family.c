#include "amb-family.h"

/* Children of each by first child and next sibling, in the order in which they were given. */
typedef struct
{
  guint *first, *next, *last;
} Children;

static guint *
new_indexes (guint n)
{
  guint *indexes = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    indexes[i] = AMB_FAMILY_NONE;
  return indexes;
}

static void
children_init (Children *self, guint n)
{
  self->first = new_indexes (n);
  self->next = new_indexes (n);
  self->last = new_indexes (n);
}

static void
children_clear (Children *self)
{
  g_free (self->first);
  g_free (self->next);
  g_free (self->last);
}

static void
children_add (Children *self, guint parent, guint child)
{
  if (self->first[parent] == AMB_FAMILY_NONE)
    self->first[parent] = child;
  else
    self->next[self->last[parent]] = child;
  self->last[parent] = child;
}

/* @at is in a circle. */
static guint
find_first_of_circle (const AmbFamilyLink *links, guint at)
{
  guint first = at;

  for (guint next = links[at].parent; next != at; next = links[next].parent)
    first = MIN (first, next);
  return first;
}

/* Whoever goes up for more steps than there are relatives is in a circle. */
static void
cut_circles (AmbFamilyLink *links, guint n)
{
  g_autofree guint8 *is_rooted = g_new0 (guint8, n);

  for (guint i = 0; i < n; i++)
    {
      guint at = i;

      for (guint steps = 0; at != AMB_FAMILY_NONE && !is_rooted[at] && steps < n; steps++)
        at = links[at].parent;
      if (at != AMB_FAMILY_NONE && !is_rooted[at])
        links[find_first_of_circle (links, at)].parent = AMB_FAMILY_NONE;
      for (at = i; at != AMB_FAMILY_NONE && !is_rooted[at]; at = links[at].parent)
        is_rooted[at] = TRUE;
    }
}

static guint
put_in_order (AmbFamilyLink *links, const Children *children, guint n, guint *order)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_ordered = 0;

  for (guint i = 0; i < n; i++)
    {
      guint at = i;

      if (links[i].parent != AMB_FAMILY_NONE)
        continue;
      while (at != AMB_FAMILY_NONE)
        {
          guint parent = links[at].parent;

          links[at].depth = parent != AMB_FAMILY_NONE ? links[parent].depth + 1 : 0;
          order[n_ordered++] = at;
          if (parent != AMB_FAMILY_NONE && children->next[at] != AMB_FAMILY_NONE)
            g_array_append_val (stack, children->next[at]);
          if (children->first[at] != AMB_FAMILY_NONE)
            at = children->first[at];
          else if (stack->len > 0)
            {
              at = g_array_index (stack, guint, stack->len - 1);
              g_array_set_size (stack, stack->len - 1);
            }
          else
            at = AMB_FAMILY_NONE;
        }
    }
  return n_ordered;
}

void
amb_family_link (
    const char *const *ids, const char *const *parents, guint n, AmbFamilyLink *links, guint *order)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Children children;

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (places, (gpointer) ids[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n; i++)
    {
      gpointer place = parents[i] != NULL ? g_hash_table_lookup (places, parents[i]) : NULL;

      links[i] = (AmbFamilyLink){ place != NULL ? GPOINTER_TO_UINT (place) - 1 : AMB_FAMILY_NONE };
    }
  cut_circles (links, n);
  children_init (&children, n);
  for (guint i = 0; i < n; i++)
    if (links[i].parent != AMB_FAMILY_NONE)
      {
        children_add (&children, links[i].parent, i);
        links[links[i].parent].n_children++;
      }
  n = put_in_order (links, &children, n, order);
  children_clear (&children);
  for (guint i = n; i-- > 0;)
    if (links[order[i]].parent != AMB_FAMILY_NONE)
      links[links[order[i]].parent].n_below += links[order[i]].n_below + 1;
}

void
amb_family_begin (const AmbFamilyLink *links, const guint *order, guint n, guint *shown)
{
  guint n_shown = 0;

  for (guint i = 0; i < n; i++)
    {
      shown[i] = n <= AMB_FAMILY_MANY ? links[i].n_children : 0;
      n_shown += links[i].parent == AMB_FAMILY_NONE ? 1 : 0;
    }
  if (n <= AMB_FAMILY_MANY)
    return;
  for (guint depth = 0, opened = 1; opened > 0; depth++)
    {
      opened = 0;
      for (guint i = 0; i < n; i++)
        {
          guint at = order[i];
          guint wants = MIN (links[at].n_children, AMB_FAMILY_FIRST);

          if (links[at].depth != depth || wants == 0 ||
              (depth > 0 && n_shown + wants > AMB_FAMILY_MANY))
            continue;
          shown[at] = wants;
          n_shown += wants;
          opened++;
        }
    }
}

void
amb_family_reveal (
    const AmbFamilyLink *links, const guint *order, guint n, guint index, guint *shown)
{
  for (guint at = index; links[at].parent != AMB_FAMILY_NONE; at = links[at].parent)
    {
      guint parent = links[at].parent, place = 0;

      for (guint i = 0; order[i] != at; i++)
        place += links[order[i]].parent == parent ? 1 : 0;
      shown[parent] = MAX (shown[parent], place + 1);
    }
}

guint
amb_family_place (const AmbFamilyLink *links,
                  const guint *order,
                  guint n,
                  const guint *shown,
                  gboolean is_outline,
                  AmbFamilyPlace *places)
{
  g_autofree guint *n_placed = g_new0 (guint, n);
  guint row = 0;

  for (guint i = 0; i < n; i++)
    {
      guint at = order[i], parent = links[at].parent;
      gboolean is_first = parent == AMB_FAMILY_NONE || n_placed[parent] == 0;
      AmbFamilyPlace *place = &places[at];

      *place = (AmbFamilyPlace){ AMB_FAMILY_NONE,
                                 links[at].n_children - MIN (shown[at], links[at].n_children),
                                 AMB_FAMILY_NONE };
      if (parent != AMB_FAMILY_NONE &&
          (places[parent].row == AMB_FAMILY_NONE || n_placed[parent]++ >= shown[parent]))
        continue;
      /* Beside its parent the first child takes no row of its own. */
      place->row =
          !is_outline && is_first && parent != AMB_FAMILY_NONE ? places[parent].row : row++;
      /* The offer to show more ends what is below a parent. */
      for (guint up = at; up != AMB_FAMILY_NONE; up = links[up].parent)
        {
          gboolean is_open = shown[up] > 0 && places[up].n_hidden > 0;

          if (n_placed[up] < MIN (shown[up], links[up].n_children))
            break;
          if (is_open && places[up].more_row == AMB_FAMILY_NONE)
            places[up].more_row = row++;
        }
    }
  return row;
}
