/* Which dictionary a language has. */
#include "amb-speller.h"

static void
test_pick (void)
{
  static const char *const tags[] = { "fr",    "fr_BE", "fr_CA", "fr_FR", "en_AU", "en_GB",
                                      "en_US", "pt_PT", "pt_BR", "frr",   "eo",    NULL };
  static const char *const british[] = { "en_GB.UTF-8", "en_GB", "en", "C", NULL };
  static const char *const none[] = { NULL };
  static const struct
  {
    const char *language;
    const char *const *wished;
    const char *tag;
  } cases[] = {
    { "fr", none, "fr" },       { "fr-CA", none, "fr_CA" }, { "fr-CD", none, "fr_FR" },
    { "en", none, "en_US" },    { "en", british, "en_GB" }, { "en-AU", british, "en_AU" },
    { "en-NZ", NULL, "en_US" }, { "pt", british, "pt_BR" }, { "pt-PT", none, "pt_PT" },
    { "frr", none, "frr" },     { "eo", none, "eo" },       { "de", british, NULL },
    { "e", none, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (amb_speller_pick (cases[i].language, tags, cases[i].wished), ==, cases[i].tag);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/speller/the-dictionary-of-a-language", test_pick);
  return g_test_run ();
}
