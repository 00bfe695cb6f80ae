/* Countries and languages by name. */
#include "amb-codes.h"
#include "amb-country-names.h"

#include <glib.h>

static void
countries_are_found_by_code_and_name (void)
{
  static const char *const cases[][2] = {
    { "FR", "FR" },
    { "fr", "FR" },
    { "FRA", "FR" },
    { "France", "FR" },
    { "FRANCE ", "FR" },
    { "Germany", "DE" },
    { "Allemagne", "DE" },
    { "Deutschland", "DE" },
    { "Etats-Unis", "US" },
    { "États Unis", "US" },
    { "USA", "US" },
    { "U.S.A.", "US" },
    { "Côte d'Ivoire", "CI" },
    { "Cote d’Ivoire", "CI" },
    { "Royaume-Uni", "GB" },
    { "UK", "GB" },
    { "Corée du Sud", "KR" },
    { "Czech Republic", "CZ" },
    { "Viet Nam", "VN" },
    { "Turquie", "TR" },
    { "Iran", "IR" },
    { "République démocratique du Congo", "CD" },
    { "Congo", "CG" },
    { "Pays-Bas", "NL" },
    { "Suisse", "CH" },
    { "Syldavie", NULL },
    { "XX", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (amb_country_find (cases[i][0]), ==, cases[i][1]);
    }
}

static void
every_code_of_the_model_has_names (void)
{
  g_auto (GStrv) codes = amb_country_list ();

  g_assert_cmpuint (g_strv_length (codes), >, 240);
  for (char **code = codes; *code; code++)
    {
      g_test_message ("%s", *code);
      g_assert_cmpstr (amb_country_find (*code), ==, *code);
    }
}

static void
a_slip_gets_a_suggestion (void)
{
  g_autofree char *like = amb_country_suggest ("Luxemburgg");
  g_autofree char *unlike = amb_country_suggest ("Syldavie");

  g_assert_cmpstr (like, ==, "Luxembourg");
  g_assert_null (unlike);
}

static void
languages_are_found_by_tag_and_name (void)
{
  static const char *const cases[][2] = {
    { "fr", "fr" },       { "FR", "fr" },       { "fra", "fr" },      { "Français", "fr" },
    { "francais", "fr" }, { "French", "fr" },   { "pt_br", "pt-BR" }, { "PT-br", "pt-BR" },
    { "Deutsch", "de" },  { "allemand", "de" }, { "日本語", "ja" },   { "Klingon", NULL },
    { "fr-ZZ", NULL },    { "xx", NULL },       { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tag = amb_language_find (cases[i][0]);
      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (tag, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/country-names/countries-are-found-by-code-and-name",
                   countries_are_found_by_code_and_name);
  g_test_add_func ("/exchange/country-names/every-code-of-the-model-has-names",
                   every_code_of_the_model_has_names);
  g_test_add_func ("/exchange/country-names/a-slip-gets-a-suggestion", a_slip_gets_a_suggestion);
  g_test_add_func ("/exchange/country-names/languages-are-found-by-tag-and-name",
                   languages_are_found_by_tag_and_name);
  return g_test_run ();
}
