/* Sets: canonical text, membership, merging. */
#include "amb-set.h"

#include <string.h>

static void
test_from_strv (void)
{
  static const struct
  {
    const char *values[5];
    const char *set;
  } cases[] = {
    { { NULL }, NULL },
    { { "" }, NULL },
    { { "b", "a" }, "[\"a\",\"b\"]" },
    { { "a", "a", "", "a" }, "[\"a\"]" },
    { { "É", "e", "\"" }, "[\"\\\"\",\"e\",\"É\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *set = amb_set_from_strv (cases[i].values);

      g_assert_cmpstr (set, ==, cases[i].set);
    }
}

static void
test_to_strv (void)
{
  static const char *const broken[] = { NULL, "", "[", "{}", "[1]", "\"a\"" };
  g_auto (GStrv) two = amb_set_to_strv ("[\"a\",\"b\"]");

  g_assert_cmpuint (g_strv_length (two), ==, 2);
  g_assert_cmpstr (two[1], ==, "b");
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_auto (GStrv) none = amb_set_to_strv (broken[i]);

      g_assert_cmpuint (g_strv_length (none), ==, 0);
    }
}

static void
test_contains (void)
{
  g_assert_true (amb_set_contains ("[\"a\",\"b\"]", "b"));
  g_assert_false (amb_set_contains ("[\"a\",\"b\"]", "c"));
  g_assert_false (amb_set_contains ("[\"ab\"]", "a"));
  g_assert_false (amb_set_contains (NULL, "a"));
}

/* Letters stand for members. */
static char *
to_set (const char *letters)
{
  g_auto (GStrv) parts = g_new0 (char *, strlen (letters) + 1);

  for (guint i = 0; letters[i] != '\0'; i++)
    parts[i] = g_strndup (letters + i, 1);
  return amb_set_from_strv ((const char *const *) parts);
}

static void
test_merge (void)
{
  static const struct
  {
    const char *base, *mine, *theirs, *merged;
  } cases[] = {
    { "", "", "", "" },           { "ab", "ab", "abc", "abc" },
    { "ab", "abc", "ab", "abc" }, { "ab", "abc", "abd", "abcd" },
    { "ab", "a", "ab", "a" },     { "ab", "a", "abc", "ac" },
    { "ab", "a", "b", "" },       { "ab", "ab", "", "" },
    { "", "c", "c", "c" },        { "ab", "bc", "ad", "cd" },
    { "abc", "", "abcd", "d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *base = to_set (cases[i].base);
      g_autofree char *mine = to_set (cases[i].mine);
      g_autofree char *theirs = to_set (cases[i].theirs);
      g_autofree char *expected = to_set (cases[i].merged);
      g_autofree char *merged = amb_set_merge (base, mine, theirs);

      g_test_message ("%s + %s + %s", cases[i].base, cases[i].mine, cases[i].theirs);
      g_assert_cmpstr (merged, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/set/values-are-sorted-and-distinct", test_from_strv);
  g_test_add_func ("/model/set/what-is-no-set-is-empty", test_to_strv);
  g_test_add_func ("/model/set/membership-is-of-whole-values", test_contains);
  g_test_add_func ("/model/set/merge-keeps-additions-and-removals-of-both", test_merge);
  return g_test_run ();
}
