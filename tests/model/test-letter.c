/* Filling templates in and addressing mails: cases made by hand. */
#include "amb-letter.h"

#include <string.h>

static void
test_placeholders (void)
{
  static const struct
  {
    const char *text, *names; /* with blanks between */
  } cases[] = {
    { "", "" },
    { "Dear {name},", "name" },
    { "{name} {first-name} {name}", "name first-name" },
    { "{Name}", "name" },
    { "{ name } {} {{name}} {1} {a b} {name", "name" },
    { "{nmae} {due}", "nmae due" },
    { "é{sender}é", "sender" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) names = amb_letter_list (cases[i].text);
      g_autofree char *joined = g_strjoinv (" ", names);

      g_assert_cmpstr (joined, ==, cases[i].names);
    }
  for (guint i = 0; amb_letter_list_known ()[i] != NULL; i++)
    g_assert_true (amb_letter_is_known (amb_letter_list_known ()[i]));
  g_assert_false (amb_letter_is_known ("nmae"));
  g_assert_true (amb_letter_is_personal ("role"));
  g_assert_false (amb_letter_is_personal ("due"));
}

static void
test_fill (void)
{
  static const struct
  {
    const char *text, *filled;
  } cases[] = {
    { "Dear {name},\nby {due}.", "Dear Ana {due} Costa,\nby 1 December." },
    { "{NAME}", "Ana {due} Costa" },
    { "{nmae} { name } {", "{nmae} { name } {" },
    { "{{due}}", "{1 December}" },
    { "{empty}!", "!" },
  };
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  /* What is filled in is no template. */
  g_hash_table_insert (values, (char *) "name", (char *) "Ana {due} Costa");
  g_hash_table_insert (values, (char *) "due", (char *) "1 December");
  g_hash_table_insert (values, (char *) "empty", (char *) "");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *filled = amb_letter_fill (cases[i].text, values);

      g_assert_cmpstr (filled, ==, cases[i].filled);
    }
}

static void
test_first_names (void)
{
  static const char *const cases[][2] = {
    { "Ana Costa", "Ana" },
    { "Ana Maria Costa", "Ana" },
    { "Jean-Luc Roy", "Jean-Luc" },
    { "COSTA, Ana", "Ana" },
    { "Ana", "Ana" },
    { " Ana  Costa ", "Ana" },
    { "Costa,", "Costa," },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = amb_letter_dup_first_name (cases[i][0]);

      g_assert_cmpstr (first, ==, cases[i][1]);
    }
}

static void
test_languages (void)
{
  static const struct
  {
    const char *wanted, *fallback, *there, *chosen;
  } cases[] = {
    { "fr", "en", "en fr", "fr" },
    { "fr-CA", "en", "en fr", "fr" },
    { "pt", "en", "en pt-BR", "pt-BR" },
    { "ja", "fr", "en fr", "fr" },
    { NULL, "fr", "en fr", "fr" },
    { "ja", "de", "en fr", "en" },
    { "fr", "en", "fr-CA fr", "fr" },
    { "fra", "en", "en fr", "en" },
    { "ja", NULL, "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) there =
          *cases[i].there != '\0' ? g_strsplit (cases[i].there, " ", -1) : g_new0 (char *, 1);
      const char *const fallbacks[] = { cases[i].fallback, NULL };

      g_assert_cmpstr (
          amb_letter_choose_language (cases[i].wanted, fallbacks, (const char *const *) there), ==,
          cases[i].chosen);
    }
}

static void
test_addresses (void)
{
  static const char *const one[] = { "ana+x@x.example", NULL };
  static const char *const odd[] = { "a?b&c=d%e@x.example", "\"o, p\"@x.example", NULL };
  static const char *const two[] = { "a@x.example", "b+c@x.example", NULL };
  g_autofree char *plain = amb_letter_dup_address (one, NULL, "Hello", NULL);
  g_autofree char *whole =
      amb_letter_dup_address (one, NULL, "Été & 50 %", "Dear Ana,\nyes?\r\n100 % + 1");
  g_autofree char *strange = amb_letter_dup_address (odd, NULL, "x", "");
  g_autofree char *hidden = amb_letter_dup_address (NULL, two, "x", "y");

  g_assert_cmpstr (plain, ==, "mailto:ana+x@x.example?subject=Hello");
  g_assert_cmpstr (whole, ==,
                   "mailto:ana+x@x.example?subject=%C3%89t%C3%A9%20%26%2050%20%25&body=Dear%20Ana"
                   "%2C%0D%0Ayes%3F%0D%0A100%20%25%20%2B%201");
  g_assert_cmpstr (strange, ==,
                   "mailto:a%3Fb%26c%3Dd%25e@x.example,%22o%2C%20p%22@x.example?subject=x");
  g_assert_cmpstr (hidden, ==, "mailto:?bcc=a@x.example,b%2Bc@x.example&subject=x&body=y");
}

/* What GLib reads of it is what was meant. */
static void
test_read_again (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6068);
  static const char *const bits[] = {
    "a", "&", "=", "%", "+", "?", "#", "é", "日", " ", "\n", "\""
  };

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      g_autofree char *address = NULL, *query = NULL, *again = NULL;
      g_autoptr (GHashTable) fields = NULL;
      const char *const to[] = { "a@x.example", NULL };
      g_auto (GStrv) parts = NULL;

      for (int i = g_rand_int_range (random, 0, 30); i > 0; i--)
        g_string_append (text, bits[g_rand_int_range (random, 0, G_N_ELEMENTS (bits))]);
      address = amb_letter_dup_address (to, NULL, text->str, text->str);
      g_assert_true (g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL));
      query = g_strdup (strchr (address, '?') + 1);
      fields = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
      g_assert_cmpstr (g_hash_table_lookup (fields, "subject"), ==, text->str);
      parts = g_strsplit (g_hash_table_lookup (fields, "body"), "\r\n", -1);
      again = g_strjoinv ("\n", parts);
      g_assert_cmpstr (again, ==, text->str);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/letter/names-in-braces-are-placeholders", test_placeholders);
  g_test_add_func ("/model/letter/what-is-known-is-filled-in-once", test_fill);
  g_test_add_func ("/model/letter/a-first-name-is-what-one-is-called-by", test_first_names);
  g_test_add_func ("/model/letter/a-language-falls-back-to-its-kin-then-to-the-programmes",
                   test_languages);
  g_test_add_func ("/model/letter/an-address-encodes-what-has-a-meaning", test_addresses);
  g_test_add_func ("/model/letter/an-address-is-read-as-it-was-meant", test_read_again);
  return g_test_run ();
}
