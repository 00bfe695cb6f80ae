/* Families by tables: who descends from whom, circles cut, and rows as they are drawn. */
#include "amb-family.h"

#include <string.h>

#define MOST 16

typedef struct
{
  const char *ids, *parents; /* a letter each; '-': none */
  const char *order;
  const char *depths; /* a digit each, as given */
  const char *below;
} Case;

static void
read_letters (const char *letters, char text[MOST][2], const char *out[MOST])
{
  for (guint i = 0; letters[i] != '\0'; i++)
    {
      text[i][0] = letters[i];
      text[i][1] = '\0';
      out[i] = letters[i] == '-' ? NULL : text[i];
    }
}

static guint
link_letters (const char *ids, const char *parents, AmbFamilyLink *links, guint *order)
{
  char one[MOST][2], other[MOST][2];
  const char *names[MOST], *ups[MOST];

  read_letters (ids, one, names);
  read_letters (parents, other, ups);
  amb_family_link (names, ups, strlen (ids), links, order);
  return strlen (ids);
}

static void
test_link (void)
{
  static const Case cases[] = {
    { "a", "-", "a", "0", "0" },
    { "abcd", "-aab", "abdc", "0112", "3100" },
    /* Given before its parent; siblings as given. */
    { "dcba", "bba-", "abdc", "2210", "0023" },
    /* Two roots; a parent that isn't here is none. */
    { "abcd", "-az-", "abcd", "0100", "1000" },
    /* Its own parent; two that lead to each other; three, and one below them. */
    { "a", "a", "a", "0", "0" },
    { "ab", "ba", "ab", "01", "10" },
    { "abcd", "cabb", "abcd", "0122", "3200" },
    { "dabc", "bcab", "abdc", "2012", "0320" },
    /* A circle beside a family, and one that a tail leads to. */
    { "rsabt", "-rbaa", "rsabt", "01011", "10200" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbFamilyLink links[MOST];
      guint order[MOST];
      guint n = link_letters (cases[i].ids, cases[i].parents, links, order);
      char found[MOST] = "", depths[MOST] = "", below[MOST] = "";

      for (guint j = 0; j < n; j++)
        {
          found[j] = cases[i].ids[order[j]];
          depths[j] = (char) ('0' + links[j].depth);
          below[j] = (char) ('0' + links[j].n_below);
        }
      g_test_message ("case %u: %s with %s", i, cases[i].ids, cases[i].parents);
      g_assert_cmpstr (found, ==, cases[i].order);
      g_assert_cmpstr (depths, ==, cases[i].depths);
      g_assert_cmpstr (below, ==, cases[i].below);
    }
}

/* Rows: a digit each as given, '.' where it isn't shown; then those of the offers to show more. */
static void
test_place (void)
{
  static const struct
  {
    const char *ids, *parents, *shown; /* a digit each */
    gboolean is_outline;
    const char *rows, *more;
    guint n_rows;
  } cases[] = {
    { "a", "-", "0", FALSE, "0", ".", 1 },
    /* The first child stands beside its parent, the next below what descends from the first. */
    { "abcde", "-aabb", "22000", FALSE, "00201", ".....", 3 },
    { "abcde", "-aabb", "22000", TRUE, "01423", ".....", 5 },
    /* Folded: nothing of it is shown, and no offer beside it. */
    { "abcde", "-aabb", "20000", FALSE, "001..", ".....", 2 },
    { "abcde", "-aabb", "00000", TRUE, "0....", ".....", 1 },
    /* In part: the offer ends what is shown. */
    { "abcde", "-aaaa", "20000", FALSE, "001..", "2....", 3 },
    { "abcde", "-aabb", "11000", FALSE, "00.0.", "21...", 3 },
    { "abcde", "-aabb", "11000", TRUE, "01.2.", "43...", 5 },
    /* Two roots. */
    { "abcd", "--ab", "1100", FALSE, "0101", "....", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbFamilyLink links[MOST];
      AmbFamilyPlace places[MOST];
      guint order[MOST], shown[MOST];
      guint n = link_letters (cases[i].ids, cases[i].parents, links, order);
      char rows[MOST] = "", more[MOST] = "";

      for (guint j = 0; j < n; j++)
        shown[j] = (guint) (cases[i].shown[j] - '0');
      g_test_message ("case %u: %s with %s", i, cases[i].ids, cases[i].parents);
      g_assert_cmpuint (amb_family_place (links, order, n, shown, cases[i].is_outline, places), ==,
                        cases[i].n_rows);
      for (guint j = 0; j < n; j++)
        {
          rows[j] = places[j].row == AMB_FAMILY_NONE ? '.' : (char) ('0' + places[j].row);
          more[j] = places[j].more_row == AMB_FAMILY_NONE ? '.' : (char) ('0' + places[j].more_row);
        }
      g_assert_cmpstr (rows, ==, cases[i].rows);
      g_assert_cmpstr (more, ==, cases[i].more);
    }
}

/* An asset with @n items, each with a derivative. */
typedef struct
{
  char **ids, **parents;
  AmbFamilyLink *links;
  AmbFamilyPlace *places;
  guint *order, *shown;
  guint n;
} Large;

static void
large_init (Large *self, guint n_items)
{
  self->n = 1 + 2 * n_items;
  self->ids = g_new0 (char *, self->n + 1);
  self->parents = g_new0 (char *, self->n + 1);
  self->links = g_new0 (AmbFamilyLink, self->n);
  self->places = g_new0 (AmbFamilyPlace, self->n);
  self->order = g_new0 (guint, self->n);
  self->shown = g_new0 (guint, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      self->ids[i] = g_strdup_printf ("%u", i);
      self->parents[i] = i == 0         ? NULL
                         : i <= n_items ? g_strdup ("0")
                                        : g_strdup_printf ("%u", i - n_items);
    }
  amb_family_link ((const char *const *) self->ids, (const char *const *) self->parents, self->n,
                   self->links, self->order);
  amb_family_begin (self->links, self->order, self->n, self->shown);
}

static void
large_clear (Large *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->ids[i]);
      g_free (self->parents[i]);
    }
  g_free (self->ids);
  g_free (self->parents);
  g_free (self->links);
  g_free (self->places);
  g_free (self->order);
  g_free (self->shown);
}

static guint
count_shown (const Large *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->places[i].row != AMB_FAMILY_NONE ? 1 : 0;
  return n;
}

static void
test_large (void)
{
  Large large;

  /* All of a small family. */
  large_init (&large, 23);
  amb_family_place (large.links, large.order, large.n, large.shown, FALSE, large.places);
  g_assert_cmpuint (count_shown (&large), ==, 47);
  large_clear (&large);

  /* Of five hundred: eight, with what was made of them, and how many more there are. */
  large_init (&large, 500);
  g_assert_cmpuint (
      amb_family_place (large.links, large.order, large.n, large.shown, FALSE, large.places), ==,
      9);
  g_assert_cmpuint (count_shown (&large), ==, 17);
  g_assert_cmpuint (large.places[0].n_hidden, ==, 492);
  g_assert_cmpuint (large.places[0].more_row, ==, 8);
  g_assert_cmpuint (large.links[0].n_below, ==, 1000);
  /* The one that was asked for is shown, with those before it. */
  amb_family_reveal (large.links, large.order, large.n, 520, large.shown);
  amb_family_place (large.links, large.order, large.n, large.shown, FALSE, large.places);
  g_assert_cmpuint (large.places[520].row, ==, 19);
  g_assert_cmpuint (large.places[0].n_hidden, ==, 480);
  large_clear (&large);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/family/descent-and-circles", test_link);
  g_test_add_func ("/family/rows", test_place);
  g_test_add_func ("/family/a-large-one-begins-folded", test_large);
  return g_test_run ();
}
