#include "amb-id-diff.h"

typedef struct
{
  const gint64 *old_ids;
  const gint64 *new_ids;
  guint n_old;
  guint n_new;
} Middle;

static gpointer
key_of (gint64 id)
{
  G_STATIC_ASSERT (sizeof (gpointer) >= sizeof (gint64));
  return (gpointer) (gintptr) id;
}

/* For each new row its place in the old list, or −1. */
static int *
map_to_old (const Middle *middle)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  int *mapped = g_new (int, middle->n_new);

  for (guint i = 0; i < middle->n_old; i++)
    g_hash_table_insert (places, key_of (middle->old_ids[i]), GUINT_TO_POINTER (i + 1));
  for (guint j = 0; j < middle->n_new; j++)
    mapped[j] =
        (int) GPOINTER_TO_UINT (g_hash_table_lookup (places, key_of (middle->new_ids[j]))) - 1;
  return mapped;
}

/* Marks in @mapped, by setting all others to −1, the longest run of rows that keep their order. */
static void
keep_longest_increasing (int *mapped, guint n)
{
  g_autofree guint *tails = g_new (guint, n);
  g_autofree int *previous = g_new (int, n);
  guint length = 0;
  int at;

  for (guint j = 0; j < n; j++)
    {
      guint low = 0, high = length;

      if (mapped[j] < 0)
        continue;
      while (low < high)
        {
          guint half = (low + high) / 2;
          if (mapped[tails[half]] < mapped[j])
            low = half + 1;
          else
            high = half;
        }
      previous[j] = low > 0 ? (int) tails[low - 1] : -1;
      tails[low] = j;
      length = MAX (length, low + 1);
    }

  at = length > 0 ? (int) tails[length - 1] : -1;
  for (int j = (int) n - 1; j >= 0; j--)
    {
      if (j == at)
        at = previous[j];
      else
        mapped[j] = -1;
    }
}

static void
collect_splices (const Middle *middle, const int *kept, guint prefix, GArray *splices)
{
  guint old_at = 0, new_at = 0;

  for (guint j = 0; j <= middle->n_new; j++)
    {
      guint old_stop;
      AmbSplice splice;

      if (j < middle->n_new && kept[j] < 0)
        continue;
      old_stop = j < middle->n_new ? (guint) kept[j] : middle->n_old;
      splice = (AmbSplice){ prefix + new_at, old_stop - old_at, j - new_at };
      if (splice.removed > 0 || splice.added > 0)
        g_array_append_val (splices, splice);
      old_at = old_stop + 1;
      new_at = j + 1;
    }
}

static guint
get_gap (GArray *splices, guint i)
{
  const AmbSplice *before = &g_array_index (splices, AmbSplice, i - 1);

  return g_array_index (splices, AmbSplice, i).position - before->position - before->added;
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x > y) - (x < y);
}

static GArray *
join_nearest (GArray *splices)
{
  guint n = splices->len, n_to_join = n - AMB_ID_DIFF_MAX_SPLICES;
  g_autofree guint *gaps = g_new (guint, n - 1);
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (AmbSplice));
  guint widest;

  for (guint i = 1; i < n; i++)
    gaps[i - 1] = get_gap (splices, i);
  qsort (gaps, n - 1, sizeof (guint), compare_gaps);
  widest = gaps[n_to_join - 1];

  g_array_append_val (joined, g_array_index (splices, AmbSplice, 0));
  for (guint i = 1; i < n; i++)
    {
      const AmbSplice *splice = &g_array_index (splices, AmbSplice, i);
      guint gap = get_gap (splices, i);

      if (gap <= widest)
        {
          AmbSplice *last = &g_array_index (joined, AmbSplice, joined->len - 1);
          last->removed += gap + splice->removed;
          last->added += gap + splice->added;
        }
      else
        g_array_append_val (joined, *splice);
    }
  return joined;
}

GArray *
amb_id_diff (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new)
{
  g_autoptr (GArray) splices = g_array_new (FALSE, FALSE, sizeof (AmbSplice));
  guint shorter = MIN (n_old, n_new), prefix = 0, suffix = 0;
  Middle middle;

  while (prefix < shorter && old_ids[prefix] == new_ids[prefix])
    prefix++;
  while (suffix < shorter - prefix && old_ids[n_old - 1 - suffix] == new_ids[n_new - 1 - suffix])
    suffix++;

  middle.old_ids = old_ids + prefix;
  middle.new_ids = new_ids + prefix;
  middle.n_old = n_old - prefix - suffix;
  middle.n_new = n_new - prefix - suffix;
  if (middle.n_old > 0 && middle.n_new > 0)
    {
      g_autofree int *kept = map_to_old (&middle);

      keep_longest_increasing (kept, middle.n_new);
      collect_splices (&middle, kept, prefix, splices);
    }
  else if (middle.n_old > 0 || middle.n_new > 0)
    {
      AmbSplice splice = { prefix, middle.n_old, middle.n_new };

      g_array_append_val (splices, splice);
    }

  if (splices->len > AMB_ID_DIFF_MAX_SPLICES)
    return join_nearest (splices);
  return g_steal_pointer (&splices);
}
