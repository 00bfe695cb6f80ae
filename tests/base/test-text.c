/* Folding, validity, initials, similarity. */
#include "amb-text.h"

#include <string.h>

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *key;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "   ", "" },
    { "Hello World", "hello world" },
    { "  two \t\n words\v\f ", "two words" },
    { "no\u00a0break\u2003space\u3000wide", "no break space wide" },
    { "Œuvre", "oeuvre" },
    { "ÆON æon", "aeon aeon" },
    { "Straße", "strasse" },
    { "STRASSE", "strasse" },
    { "ẞ", "ss" },
    { "Søren Ødegård", "soren odegard" },
    { "Łódź", "lodz" },
    { "Đorđe", "dorde" },
    { "Işık", "isik" },
    { "İstanbul", "istanbul" },
    { "ISPARTA ıspar", "isparta ispar" },
    { "Élève à l’école", "eleve a l’ecole" },
    { "e\u0301le\u0300ve", "eleve" },
    { "Ǻngström Å", "angstrom a" },
    { "Ngô Đình Diệm", "ngo dinh diem" },
    { "Žižek Čapek Şahin Ștefan", "zizek capek sahin stefan" },
    { "ﬁn ﬄ", "fin ffl" },
    { "Ｆｕｌｌ　ｗｉｄｔｈ", "full width" },
    { "x² №5", "x2 no5" },
    { "ΑΘΗΝΑ Ἀθῆναι", "αθηνα αθηναι" },
    { "Ὀδυσσεύς", "οδυσσευσ" },
    { "ᾳ", "α" },
    { "Пётр Йод", "петр иод" },
    { "東京 都", "東京 都" },
    { "がぎぐ パン", "がぎぐ パン" },
    { "한국어", "한국어" },
    { "مُحَمَّد", "محمد" },
    { "שָׁלוֹם", "שלום" },
    { "हिन्दी", "हिन्दी" },
    { "👩‍💻 ok", "👩‍💻 ok" },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = amb_text_fold (cases[i].text);
      g_autofree char *again = amb_text_fold (key);

      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_cmpstr (again, ==, key);
    }
}

static void
test_fold_of_every_character_is_stable (void)
{
  for (gunichar c = 1; c <= 0x2ffff; c++)
    {
      char text[8] = { 0 };
      g_autofree char *key = NULL;
      g_autofree char *again = NULL;

      /* GLib swaps the two cases of Cherokee at each folding. */
      if (!g_unichar_validate (c) || g_unichar_get_script (c) == G_UNICODE_SCRIPT_CHEROKEE)
        continue;
      g_unichar_to_utf8 (c, text);
      key = amb_text_fold (text);
      again = amb_text_fold (key);
      if (g_strcmp0 (key, again) != 0)
        g_test_message ("U+%04X", c);
      g_assert_cmpstr (again, ==, key);
    }
}

/* A letter of another script sends the whole text the long way: both must say the same. */
static void
test_fold_is_the_same_with_other_scripts_beside (void)
{
  for (gunichar c = 1; c <= 0x250; c++)
    for (gunichar d = 0x20; d <= 0x180; d += 5)
      {
        g_autoptr (GString) plain = g_string_new ("x");
        g_autofree char *beside = NULL;
        g_autofree char *key = NULL;
        g_autofree char *other = NULL;

        g_string_append_unichar (plain, c);
        g_string_append_unichar (plain, d);
        g_string_append (plain, "x");
        beside = g_strconcat ("一", plain->str, NULL);
        key = amb_text_fold (plain->str);
        other = amb_text_fold (beside);
        g_assert_cmpstr (key, ==, other + strlen ("一"));
      }
}

static void
test_validity (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    gboolean is_valid;
  } cases[] = {
    { "", -1, TRUE },
    { "", 0, TRUE },
    { "plain", -1, TRUE },
    { "plain", 3, TRUE },
    { "a\0b", 3, FALSE },
    { "a\0", 2, FALSE },
    { "\0", 1, FALSE },
    { "a\0b", -1, TRUE }, /* ends at the NUL */
    { "é", 2, TRUE },
    { "é", 1, FALSE },
    { "\xed\xa0\x80", 3, FALSE }, /* a surrogate */
    { "\xc0\x80", 2, FALSE },     /* overlong NUL */
    { "\xf4\x90\x80\x80", 4, FALSE },
    { "\xff", -1, FALSE },
    { "😀", -1, TRUE },
    { NULL, -1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (amb_text_is_valid (cases[i].text, cases[i].length), ==, cases[i].is_valid);
    }
}

static void
test_initials (void)
{
  static const struct
  {
    const char *name;
    const char *initials;
  } cases[] = {
    { "Ada Lovelace", "AL" },
    { "ada", "A" },
    { "Jean-Luc Marie Picard", "JP" },
    { "élodie ßmith", "Éß" },
    { "e\u0301lodie", "É" },
    { "  spaced   out  ", "SO" },
    { "(Bob) \"x\"", "BX" },
    { "- –", "" },
    { "", "" },
    { NULL, "" },
    { "山田 太郎", "山太" },
    { "\xff", "" },
    { "7 seas", "7S" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *initials = amb_text_initials (cases[i].name);

      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

static void
test_similarity (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    double expected;
  } cases[] = {
    { "night", "nacht", 0.25 },
    { "france", "french", 0.4 },
    { "ada lovelace", "lovelace ada", 1.0 }, /* words in another order */
    { "same", "same", 1.0 },
    { "", "", 1.0 },
    { "a", "a", 1.0 },
    { "a", "b", 0.0 },
    { "abc", "", 0.0 },
    { "aaaa", "aa", 0.5 }, /* pairs count as often as they occur */
    { "東京都", "東京", 2.0 / 3.0 },
    { NULL, "x", 0.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double ab = amb_text_similarity (cases[i].a, cases[i].b);

      g_assert_cmpfloat_with_epsilon (ab, cases[i].expected, 1e-9);
      g_assert_cmpfloat (ab, ==, amb_text_similarity (cases[i].b, cases[i].a));
    }
}

static void
test_blank (void)
{
  static const struct
  {
    const char *text;
    gboolean blank;
  } cases[] = {
    { NULL, TRUE },     { "", TRUE },         { " \t\n", TRUE },  { "\u00a0\u00a0", TRUE },
    { "\u200b", TRUE }, { "\u202e", TRUE },   { "\u2060", TRUE }, { "\x01", TRUE },
    { "a", FALSE },     { "\u00a0a", FALSE }, { "漢", FALSE },    { "\U0001F468", FALSE },
    { "-", FALSE },     { "\u0301", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      g_assert_cmpint (amb_text_is_blank (cases[i].text), ==, cases[i].blank);
    }
}

static void
test_controls (void)
{
  static const struct
  {
    const char *text;
    gboolean line, lines;
  } cases[] = {
    { "plain", FALSE, FALSE },  { "a\tb", TRUE, FALSE },   { "a\r\nb", TRUE, FALSE },
    { "\x1b[0m", TRUE, TRUE },  { "\x7f", TRUE, TRUE },    { "\xc2\x85", TRUE, TRUE },
    { "\u202e", TRUE, TRUE },   { "\u2066x", TRUE, TRUE }, { "\u200e\u05d0", FALSE, FALSE },
    { "\u200d", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      g_assert_cmpint (amb_text_has_controls (cases[i].text, FALSE), ==, cases[i].line);
      g_assert_cmpint (amb_text_has_controls (cases[i].text, TRUE), ==, cases[i].lines);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/text/fold", test_fold);
  g_test_add_func ("/base/text/fold-of-every-character-is-stable",
                   test_fold_of_every_character_is_stable);
  g_test_add_func ("/base/text/fold-is-the-same-with-other-scripts-beside",
                   test_fold_is_the_same_with_other_scripts_beside);
  g_test_add_func ("/base/text/validity", test_validity);
  g_test_add_func ("/base/text/what-can-not-be-seen-is-blank", test_blank);
  g_test_add_func ("/base/text/controls-are-found", test_controls);
  g_test_add_func ("/base/text/initials", test_initials);
  g_test_add_func ("/base/text/similarity", test_similarity);

  return g_test_run ();
}
