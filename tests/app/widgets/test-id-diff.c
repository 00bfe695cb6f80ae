#include "amb-id-diff.h"
#include <string.h>

#define MAX_IDS 12

typedef struct
{
  const char *name;
  gint64 old_ids[MAX_IDS]; /* end with 0 */
  gint64 new_ids[MAX_IDS];
  AmbSplice splices[6]; /* end with an empty one */
} Case;

// clang-format off
static const Case cases[] = {
  { "equal-lists-need-nothing", { 1, 2, 3 }, { 1, 2, 3 }, { { 0 } } },
  { "two-empty-lists-need-nothing", { 0 }, { 0 }, { { 0 } } },
  { "fills-an-empty-list", { 0 }, { 1, 2 }, { { 0, 0, 2 } } },
  { "empties-a-list", { 1, 2 }, { 0 }, { { 0, 2, 0 } } },
  { "appends", { 1, 2 }, { 1, 2, 3, 4 }, { { 2, 0, 2 } } },
  { "inserts-in-the-middle", { 1, 2, 3 }, { 1, 9, 2, 3 }, { { 1, 0, 1 } } },
  { "removes-from-the-middle", { 1, 2, 3, 4 }, { 1, 4 }, { { 1, 2, 0 } } },
  { "a-moved-row-is-two-small-splices", { 1, 2, 3, 4, 5 }, { 1, 3, 4, 2, 5 }, { { 1, 1, 0 }, { 3, 0, 1 } } },
  { "a-row-moved-up-is-two-small-splices", { 1, 2, 3, 4, 5 }, { 1, 4, 2, 3, 5 }, { { 1, 0, 1 }, { 4, 1, 0 } } },
  { "replaces-one-row", { 1, 2, 3 }, { 1, 8, 3 }, { { 1, 1, 1 } } },
  { "replaces-everything-only-when-everything-differs", { 1, 2 }, { 3, 4 }, { { 0, 2, 2 } } },
  { "keeps-rows-between-two-changes", { 1, 2, 3, 4, 5 }, { 7, 2, 3, 4, 8 }, { { 0, 1, 1 }, { 4, 1, 1 } } },
  { "a-reversed-list-keeps-one-row", { 1, 2, 3 }, { 3, 2, 1 }, { { 0, 0, 2 }, { 3, 2, 0 } } },
};
// clang-format on

static guint
count_ids (const gint64 *ids)
{
  guint n = 0;

  while (n < MAX_IDS && ids[n] != 0)
    n++;
  return n;
}

/* Applies the splices as a view would see them and compares with the wished list. */
static void
assert_splices_lead_to (
    GArray *splices, const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (list, old_ids, n_old);
  for (guint i = 0; i < splices->len; i++)
    {
      const AmbSplice *splice = &g_array_index (splices, AmbSplice, i);

      g_assert_cmpuint (splice->position + splice->removed, <=, list->len);
      g_assert_cmpuint (splice->position + splice->added, <=, n_new);
      if (splice->removed > 0)
        g_array_remove_range (list, splice->position, splice->removed);
      g_array_insert_vals (list, splice->position, new_ids + splice->position, splice->added);
    }
  g_assert_cmpmem (list->data, list->len * sizeof (gint64), new_ids, n_new * sizeof (gint64));
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  guint n_old = count_ids (c->old_ids), n_new = count_ids (c->new_ids), n = 0;
  g_autoptr (GArray) splices = amb_id_diff (c->old_ids, n_old, c->new_ids, n_new);

  while (c->splices[n].removed > 0 || c->splices[n].added > 0)
    n++;
  assert_splices_lead_to (splices, c->old_ids, n_old, c->new_ids, n_new);
  if (!g_str_has_suffix (c->name, "keeps-one-row"))
    g_assert_cmpmem (splices->data, splices->len * sizeof (AmbSplice), c->splices,
                     n * sizeof (AmbSplice));
  else
    g_assert_cmpuint (splices->len, ==, n);
}

static void
shuffle (GRand *rand, gint64 *ids, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = g_rand_int_range (rand, 0, (int) i);
      gint64 swapped = ids[j];

      ids[j] = ids[i - 1];
      ids[i - 1] = swapped;
    }
}

static void
test_random_lists (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);

  for (guint round = 0; round < 400; round++)
    {
      gint64 old_ids[300], new_ids[300];
      guint n_old = g_rand_int_range (rand, 0, 300), n_new = g_rand_int_range (rand, 0, 300);
      g_autoptr (GArray) splices = NULL;

      for (guint i = 0; i < 300; i++)
        old_ids[i] = new_ids[i] = i + 1;
      if (round % 3 == 0)
        shuffle (rand, old_ids, 300);
      shuffle (rand, new_ids, round % 2 ? 300 : 20);
      splices = amb_id_diff (old_ids, n_old, new_ids, n_new);
      g_assert_cmpuint (splices->len, <=, AMB_ID_DIFF_MAX_SPLICES);
      assert_splices_lead_to (splices, old_ids, n_old, new_ids, n_new);
    }
}

static void
test_many_changes_are_joined_at_their_smallest_gaps (void)
{
  gint64 old_ids[1200], new_ids[1200];
  g_autoptr (GArray) splices = NULL;
  guint n_removed = 0;

  /* Ninety replaced rows three apart, then one far away: only near ones may be joined. */
  for (guint i = 0; i < 1200; i++)
    old_ids[i] = new_ids[i] = i + 1;
  for (guint i = 0; i < 90; i++)
    new_ids[i * 4] = 5000 + i;
  new_ids[1100] = 9000;

  splices = amb_id_diff (old_ids, 1200, new_ids, 1200);
  assert_splices_lead_to (splices, old_ids, 1200, new_ids, 1200);
  g_assert_cmpuint (splices->len, <=, AMB_ID_DIFF_MAX_SPLICES);
  for (guint i = 0; i < splices->len; i++)
    n_removed += g_array_index (splices, AmbSplice, i).removed;
  g_assert_cmpuint (n_removed, <, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/id-diff/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/app/id-diff/random-lists", test_random_lists);
  g_test_add_func ("/app/id-diff/many-changes-are-joined-at-their-smallest-gaps",
                   test_many_changes_are_joined_at_their_smallest_gaps);
  return g_test_run ();
}
