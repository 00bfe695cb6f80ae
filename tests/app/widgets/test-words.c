/* Which words of a line are looked at, and in which parts. */
#include "amb-words.h"

static char *
dup_words (const char *line, const GArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const AmbWord *word = &g_array_index (words, AmbWord, i);

      g_string_append_len (text, "|", i > 0);
      g_string_append_len (text, line + word->start, (gssize) (word->end - word->start));
    }
  return g_string_free (text, FALSE);
}

static void
test_find (void)
{
  static const struct
  {
    const char *line;
    const char *words;
  } cases[] = {
    { "", "" },
    { "Four hundred homes.", "Four|hundred|homes" },
    { "I saw a cat", "saw|cat" },
    { "don't, don’t; ‘quoted’ 'so'", "don't|don’t|quoted|so" },
    { "the ambassadors’ stories", "the|ambassadors|stories" },
    { "L’école d'été, aujourd’hui", "L’école|d'été|aujourd’hui" },
    { "qu’est-ce que c’est ?", "qu’est-ce|que|c’est" },
    { "arc-en-ciel – dit-elle - oui", "arc-en-ciel|dit-elle|oui" },
    { "non\u2011breaking co\u2010op", "non\u2011breaking|co\u2010op" },
    { "étudiant·e·s", "étudiant·e·s" },
    { "cafe\u0301 nai\u0308ve", "cafe\u0301|nai\u0308ve" },
    { "https://example.org/teh?q=wrold then", "then" },
    { "see (https://x.org/a_(b)) now", "see|now" },
    { "<https://x.org/teh> end", "end" },
    { "www.teh.org and mailto:teh@x.org", "and" },
    { "shop.example, ada@shop.example too", "too" },
    { "e.g. this", "this" },
    { "by @Teh.Wrold@social.example yes", "by|yes" },
    { "#OpenDoors #été2026 # Heading", "Heading" },
    { "2026 4G 3rd H2O v2.1 word", "word" },
    { "snake_case _soft_ **hard** mid_1", "soft|hard" },
    { "KPI and SHOUTING", "and|SHOUTING" },
    { "run `teh wrold` now", "run|now" },
    { "``a ` teh`` now", "now" },
    { "a ` alone stays", "alone|stays" },
    { "[the words](teh-page.html) after", "the|words|after" },
    { "![a picture](teh.png)", "picture" },
    { "and/or «entre nous» “yes”", "and|or|entre|nous|yes" },
    { "ok 👍🏽 fine", "ok|fine" },
    { "слово 漢字", "слово|漢字" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean in_code = FALSE;
      g_autoptr (GArray) words = amb_words_find (cases[i].line, &in_code);
      g_autofree char *text = dup_words (cases[i].line, words);

      g_assert_cmpstr (text, ==, cases[i].words);
      g_assert_false (in_code);
    }
}

static void
test_code (void)
{
  static const struct
  {
    const char *line;
    gboolean before, after;
    guint n;
  } cases[] = {
    { "```", FALSE, TRUE, 0 }, { "  ~~~ sh", FALSE, TRUE, 0 },   { "teh words", TRUE, TRUE, 0 },
    { "```", TRUE, FALSE, 0 }, { "two words", FALSE, FALSE, 2 }, { "a `````", FALSE, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean in_code = cases[i].before;
      g_autoptr (GArray) words = amb_words_find (cases[i].line, &in_code);

      g_assert_cmpuint (words->len, ==, cases[i].n);
      g_assert_cmpint (in_code, ==, cases[i].after);
    }
}

static void
test_split (void)
{
  static const struct
  {
    const char *word;
    const char *language;
    const char *parts;
  } cases[] = {
    { "word", "en", "word" },
    { "well-knwon", "en", "well|knwon" },
    { "dind't", "en", "dind't" },
    { "l’écolle", "fr", "écolle" },
    { "L'écolle", "fr_CA", "écolle" },
    { "jusqu’à", "fr", "" },
    { "qu’est-ce", "fr", "est|ce" },
    { "va-t-il", "fr", "va|il" },
    { "l’ONU", "fr", "" },
    { "dell’aqua", "it", "aqua" },
    { "l’écolle", "frr", "l’écolle" },
    { "l’écolle", NULL, "l’écolle" },
    { "étudiant·e·s", "fr", "étudiant" },
    { "co\u2011wroker", "en", "co|wroker" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("« %s »", cases[i].word);
      gsize before = strlen ("« ");
      const AmbWord word = { before, before + strlen (cases[i].word) };
      g_autoptr (GArray) parts = amb_words_split (line, &word, cases[i].language);
      g_autofree char *text = dup_words (line, parts);

      g_assert_cmpstr (text, ==, cases[i].parts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/words/what-is-looked-at", test_find);
  g_test_add_func ("/app/words/fenced-code-is-not", test_code);
  g_test_add_func ("/app/words/parts-of-what-a-dictionary-has-not", test_split);
  return g_test_run ();
}
