/* How near two texts are: a reworded copy is caught, a translation and another text on the same
 * matter pass. The percentages were worked out beside this code from the groups of three letters.
 */
#include "amb-similarity.h"

#define ORIGINAL                                                                                   \
  "Our boiler room in Lyon now heats 400 homes with the warmth of the sewer. Three engineers and " \
  "one stubborn pump made it happen. Here is what did not work at first, and what we learned."
#define REWORDED                                                                                    \
  "400 homes in Lyon are now heated by our boiler room, with warmth taken from the sewer. A "       \
  "stubborn pump and three engineers made it happen – and this is what we learned from what did " \
  "not work."
#define FRENCH                                                                                            \
  "Notre chaufferie de Lyon chauffe désormais 400 logements avec la chaleur des égouts. Trois "         \
  "ingénieurs et une pompe têtue y sont parvenus. Voici ce qui n’a pas marché d’abord, et ce que " \
  "nous avons appris."
#define SPANISH                                                                                    \
  "La bomba de calor de Lyon calienta 400 hogares con el calor de las alcantarillas. Tres "        \
  "ingenieros y una bomba terca lo lograron. Esto es lo que no funcionó al principio."
#define PORTUGUESE                                                                                 \
  "A bomba de calor de Lião aquece 400 lares com o calor dos esgotos. Três engenheiros e uma "   \
  "bomba teimosa conseguiram. Eis o que não funcionou no início e o que aprendemos."
#define OTHER                                                                                      \
  "Three engineers from our Lyon team explain how a heat pump works, and why it is often the "     \
  "wrong answer. Join the open workshop on Thursday, bring your questions and your doubts."

#define THRESHOLD 50 /* what a new programme says */

static void
test_copies_and_translations (void)
{
  static const struct
  {
    const char *name, *a, *b;
    gboolean is_near;
  } cases[] = {
    { "itself", ORIGINAL, ORIGINAL, TRUE },
    { "reworded", ORIGINAL, REWORDED, TRUE },
    { "an opening of one's own", ORIGINAL, "I was there that night! " ORIGINAL, TRUE },
    { "another link", ORIGINAL " https://meridiem.example/a?b=c",
      ORIGINAL " https://elsewhere.example/zzzzzzzzzzzzzzzzzzzzzzzzzzz", TRUE },
    { "French", ORIGINAL, FRENCH, FALSE },
    { "neighbours by language", SPANISH, PORTUGUESE, FALSE },
    { "the same matter", ORIGINAL, OTHER, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbShingles) a = amb_shingles_new (cases[i].a);
      g_autoptr (AmbShingles) b = amb_shingles_new (cases[i].b);
      int percent = amb_shingles_compare (a, b);

      g_test_message ("%s: %d", cases[i].name, percent);
      g_assert_cmpint (percent >= THRESHOLD, ==, cases[i].is_near);
      g_assert_cmpint (percent, ==, amb_shingles_compare (b, a));
    }
}

/* “ab cd”: ^ab, ab$, ^cd, cd$; six words of two letters have twelve groups. */
static void
test_exact (void)
{
  static const struct
  {
    const char *a, *b;
    int percent;
    gboolean is_same;
  } cases[] = {
    { "ab cd ef gh ij kl", "ab cd ef gh ij kl", 100, TRUE },
    { "ab cd ef gh ij kl", "AB, Cd – éf gh. ij kl!", 100, TRUE },
    { "ab cd ef gh ij kl", "kl ij gh ef cd ab", 100, FALSE },
    { "ab cd ef gh ij kl", "ab cd ef mn op qr", 33, FALSE }, /* 6 of 18 */
    { "ab cd ef gh ij kl", "ab cd ef gh ij mn", 71, FALSE }, /* 10 of 14 */
    { "ab cd ef gh ij kl", "mn op qr st uv wx", 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbShingles) a = amb_shingles_new (cases[i].a);
      g_autoptr (AmbShingles) b = amb_shingles_new (cases[i].b);

      g_assert_cmpint (amb_shingles_compare (a, b), ==, cases[i].percent);
      g_assert_cmpint (amb_shingles_is_same (a, b), ==, cases[i].is_same);
    }
}

static void
test_too_little_is_not_compared (void)
{
  g_autoptr (AmbShingles) six = amb_shingles_new ("One two three four five six");

  g_assert_nonnull (six);
  g_assert_null (amb_shingles_new ("One two three four five"));
  g_assert_null (amb_shingles_new ("Read this: https://a.example/one/two/three/four/five/six"));
  g_assert_null (amb_shingles_new (""));
  g_assert_null (amb_shingles_new (NULL));
  g_assert_cmpint (amb_shingles_compare (six, NULL), ==, 0);
  g_assert_false (amb_shingles_is_same (NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/similarity/copies-and-translations", test_copies_and_translations);
  g_test_add_func ("/model/similarity/exact", test_exact);
  g_test_add_func ("/model/similarity/too-little-is-not-compared", test_too_little_is_not_compared);
  return g_test_run ();
}
