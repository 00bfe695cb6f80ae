/* Three texts become one, line by line, or a person is asked. */
#include "amb-text-merge.h"

#include <string.h>

static const struct
{
  const char *words;
  const char *base, *mine, *theirs;
  const char *merged; /* NULL: asked */
} cases[] = {
  { "nobody-changed-anything", "a\nb", "a\nb", "a\nb", "a\nb" },
  { "only-mine", "a\nb\nc", "a\nB\nc", "a\nb\nc", "a\nB\nc" },
  { "only-theirs", "a\nb\nc", "a\nb\nc", "a\nb\nC", "a\nb\nC" },
  { "different-lines", "a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC" },
  { "the-same-line", "a\nb\nc", "a\nB\nc", "a\nX\nc", NULL },
  { "the-same-line-in-the-same-way", "a\nb\nc", "a\nB\nc", "a\nB\nc", "a\nB\nc" },
  { "neighbouring-lines", "a\nb\nc", "A\nb\nc", "a\nB\nc", NULL },
  { "lines-added-at-both-ends", "b", "a\nb", "b\nc", "a\nb\nc" },
  { "lines-added-at-one-place", "a\nz", "a\nm\nz", "a\nt\nz", NULL },
  { "the-same-line-added-by-both", "a\nz", "a\nm\nz", "a\nm\nz", "a\nm\nz" },
  { "a-line-removed-and-another-changed", "a\nb\nc\nd", "a\nc\nd", "a\nb\nc\nD", "a\nc\nD" },
  { "a-line-removed-and-the-same-changed", "a\nb\nc", "a\nc", "a\nB\nc", NULL },
  { "a-line-removed-by-both", "a\nb\nc", "a\nc", "a\nc", "a\nc" },
  { "all-removed-against-a-change", "a\nb", NULL, "a\nB", NULL },
  { "all-removed-by-mine-alone", "a\nb", NULL, "a\nb", "" },
  { "both-wrote-into-an-empty-field", NULL, "a", "b", NULL },
  { "both-wrote-the-same-into-an-empty-field", NULL, "a", "a", "a" },
  { "a-line-break-at-the-end-added", "a\nb", "a\nb\n", "A\nb", "A\nb\n" },
  { "empty-lines-are-lines", "a\n\nb\n\nc", "A\n\nb\n\nc", "a\n\nb\n\nC", "A\n\nb\n\nC" },
  { "repeated-lines", "-\nx\n-\ny\n-", "-\nX\n-\ny\n-", "-\nx\n-\nY\n-", "-\nX\n-\nY\n-" },
  { "a-line-moved-by-mine-and-another-changed", "a\nb\nc\nd\ne", "b\nc\na\nd\ne", "a\nb\nc\nd\nE",
    "b\nc\na\nd\nE" },
};

static void
merges (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *merged = amb_text_merge (cases[i].base, cases[i].mine, cases[i].theirs);
  g_autofree char *mirrored = amb_text_merge (cases[i].base, cases[i].theirs, cases[i].mine);

  g_assert_cmpstr (merged, ==, cases[i].merged);
  g_assert_cmpstr (mirrored, ==, cases[i].merged);
}

static char *
number_lines (guint n, const char *other, guint which)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if (i == which)
      g_string_append_printf (text, "%s\n", other);
    else
      g_string_append_printf (text, "%u\n", i);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
long_texts_merge (void)
{
  g_autofree char *base = number_lines (20000, NULL, G_MAXUINT);
  g_autofree char *mine = number_lines (20000, "mine", 100);
  g_autofree char *theirs = number_lines (20000, "theirs", 19000);
  g_autofree char *merged = amb_text_merge (base, mine, theirs);

  g_assert_nonnull (merged);
  g_assert_nonnull (strstr (merged, "\n99\nmine\n101\n"));
  g_assert_nonnull (strstr (merged, "\n18999\ntheirs\n19001\n"));
}

/* Nothing that one side wrote is lost, whatever the texts. */
static void
whatever_merges_holds_both (void)
{
  static const char *const letters[] = { "a", "b", "c", "d" };

  for (guint round = 0; round < 20000; round++)
    {
      GString *texts[3];
      g_autofree char *merged = NULL;

      for (guint t = 0; t < 3; t++)
        {
          texts[t] = g_string_new (NULL);
          for (int i = g_test_rand_int_range (0, 6); i > 0; i--)
            g_string_append_printf (texts[t], "%s%s", letters[g_test_rand_int_range (0, 4)],
                                    i > 1 ? "\n" : "");
        }
      merged = amb_text_merge (texts[0]->str, texts[1]->str, texts[2]->str);
      for (guint t = 1; merged != NULL && t < 3; t++)
        {
          g_auto (GStrv) lines = g_strsplit (texts[t]->str, "\n", -1);
          g_auto (GStrv) kept = g_strsplit (merged, "\n", -1);
          g_auto (GStrv) base = g_strsplit (texts[0]->str, "\n", -1);

          for (guint i = 0; lines[i] != NULL; i++)
            if (!g_strv_contains ((const char *const *) base, lines[i]))
              g_assert_true (g_strv_contains ((const char *const *) kept, lines[i]));
        }
      for (guint t = 0; t < 3; t++)
        g_string_free (texts[t], TRUE);
    }
}

static void
append_mark (AmbTextMark mark, const char *line, gpointer data)
{
  g_string_append_printf (data, "%c%s/", " -+"[mark], line);
}

static void
lines_are_compared (void)
{
  static const struct
  {
    const char *from, *to, *expected;
  } rows[] = {
    { NULL, NULL, "" },
    { NULL, "a", "+a/" },
    { "a", NULL, "-a/" },
    { "a\nb\nc", "a\nb\nc", " a/ b/ c/" },
    { "a\nb\nc", "a\nx\nc", " a/-b/+x/ c/" },
    { "a\nb", "a\nb\nc", " a/ b/+c/" },
    { "a\nb\nc\nd", "b\nx\nd", "-a/ b/-c/+x/ d/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) told = g_string_new (NULL);

      amb_text_compare (rows[i].from, rows[i].to, append_mark, told);
      g_assert_cmpstr (told->str, ==, rows[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/text-merge/", cases[i].words, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), merges);
    }
  g_test_add_func ("/model/text-merge/lines-are-compared", lines_are_compared);
  g_test_add_func ("/model/text-merge/long-texts-merge", long_texts_merge);
  g_test_add_func ("/model/text-merge/whatever-merges-holds-both", whatever_merges_holds_both);
  return g_test_run ();
}
