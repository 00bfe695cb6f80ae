/* How typing becomes canonical: a table of cases for each type. */
#include "amb-error.h"
#include "amb-validate.h"

#include <string.h>

static const AmbChoice choices[] = {
  { "not_selected", "Not selected" },
  { "eleve", "Élevé" },
  { "4", "Level 4" },
  { NULL },
};

typedef struct
{
  AmbFieldType type;
  const char *input;
  const char *value; /* NULL: becomes unset */
} Taken;

static const Taken taken[] = {
  { AMB_FIELD_TEXT, "  Zoé  ", "Zoé" },
  { AMB_FIELD_TEXT, "", NULL },
  { AMB_FIELD_TEXT, "   ", NULL },
  { AMB_FIELD_TEXT, NULL, NULL },
  { AMB_FIELD_LONG_TEXT, "a\r\nb\rc\n", "a\nb\nc" },
  { AMB_FIELD_EMAIL, " Zoe.DUBOIS@Example.COM ", "zoe.dubois@example.com" },
  { AMB_FIELD_COUNTRY, "fr", "FR" },
  { AMB_FIELD_LANGUAGE, "FR", "fr" },
  { AMB_FIELD_LANGUAGE, "pt_br", "pt-BR" },
  { AMB_FIELD_LANGUAGE, "zh-Hant", "zh-Hant" },
  { AMB_FIELD_ENUM, "not_selected", "not_selected" },
  { AMB_FIELD_ENUM, "NOT SELECTED", "not_selected" },
  { AMB_FIELD_ENUM, "eleve", "eleve" },
  { AMB_FIELD_ENUM, "Élevé", "eleve" },
  { AMB_FIELD_ENUM, "level  4", "4" },
  { AMB_FIELD_SET, "level 4, eleve", "[\"4\",\"eleve\"]" },
  { AMB_FIELD_SET, "eleve|eleve;;4", "[\"4\",\"eleve\"]" },
  { AMB_FIELD_SET, "[\"eleve\",\"4\"]", "[\"4\",\"eleve\"]" },
  { AMB_FIELD_SET, " ; ", NULL },
  { AMB_FIELD_BOOL, "Yes", "1" },
  { AMB_FIELD_BOOL, "OUI", "1" },
  { AMB_FIELD_BOOL, "x", "1" },
  { AMB_FIELD_BOOL, "true", "1" },
  { AMB_FIELD_BOOL, "non", "0" },
  { AMB_FIELD_BOOL, "0", "0" },
  { AMB_FIELD_DATE, "2026-08-31", "2026-08-31" },
  { AMB_FIELD_DATE, "31/08/2026", "2026-08-31" },
  { AMB_FIELD_DATE, "1/8/2026", "2026-08-01" },
  { AMB_FIELD_DATE, "31.08.2026", "2026-08-31" },
  { AMB_FIELD_DATE, "29/02/2028", "2028-02-29" },
  { AMB_FIELD_INT, "1 200", "1200" },
  { AMB_FIELD_INT, "1\302\240200", "1200" },
  { AMB_FIELD_INT, "007", "7" },
  { AMB_FIELD_DURATION, "90", "90" },
  { AMB_FIELD_INSTANT, "2026-08-31T09:00:00+02:00", "2026-08-31T07:00:00.000Z" },
  { AMB_FIELD_DECIMAL, "12.5", "12.5" },
  { AMB_FIELD_DECIMAL, "1,5", "1.5" },
  { AMB_FIELD_DECIMAL, "01", "1" },
  { AMB_FIELD_INT, "1,234", "1234" },
  { AMB_FIELD_INT, "1,234,567", "1234567" },
  { AMB_FIELD_INT, "1.234.567", "1234567" },
  { AMB_FIELD_INT, "1’234", "1234" },
  { AMB_FIELD_DECIMAL, "1,234.50", "1234.5" },
  { AMB_FIELD_DECIMAL, "1.234,50", "1234.5" },
  { AMB_FIELD_DECIMAL, "1,234,567", "1234567" },
  { AMB_FIELD_DECIMAL, "12,5", "12.5" },
  { AMB_FIELD_DECIMAL, "12.50", "12.5" },
  { AMB_FIELD_DECIMAL, "12.", "12" },
  { AMB_FIELD_DECIMAL, "100.00", "100" },
  { AMB_FIELD_DECIMAL, ".5", "0.5" },
  { AMB_FIELD_DECIMAL, "+007", "7" },
  { AMB_FIELD_DECIMAL, "-0", "0" },
  { AMB_FIELD_DECIMAL, "-.0", "0" },
  { AMB_FIELD_DECIMAL, "-1\302\240234,50", "-1234.5" },
  { AMB_FIELD_DECIMAL, "0,1234", "0.1234" },
  { AMB_FIELD_URL, "https://a.example/b", "https://a.example/b" },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[Europe/Paris]", "2026-08-31T09:00[Europe/Paris]" },
  { AMB_FIELD_REF, "01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000001" },
};

static const struct
{
  AmbFieldType type;
  const char *input;
} refused[] = {
  { AMB_FIELD_DECIMAL, "1,234" },
  { AMB_FIELD_TEXT, "two\nlines" },
  { AMB_FIELD_TEXT, "two\rlines" },
  { AMB_FIELD_TEXT, "a\377b" },
  { AMB_FIELD_EMAIL, "zoe" },
  { AMB_FIELD_EMAIL, "zoe@" },
  { AMB_FIELD_EMAIL, "@a.b" },
  { AMB_FIELD_EMAIL, "a b@c.d" },
  { AMB_FIELD_EMAIL, "a@b" },
  { AMB_FIELD_EMAIL, "a@b@c.d" },
  { AMB_FIELD_EMAIL, "a..b@c.d" },
  { AMB_FIELD_EMAIL, "a@c.d, e@f.g" },
  { AMB_FIELD_COUNTRY, "France" },
  { AMB_FIELD_COUNTRY, "ZZ" },
  { AMB_FIELD_LANGUAGE, "French" },
  { AMB_FIELD_LANGUAGE, "-" },
  { AMB_FIELD_ENUM, "unknown" },
  { AMB_FIELD_SET, "eleve, unknown" },
  { AMB_FIELD_SET, "[\"unknown\"]" },
  { AMB_FIELD_SET, "[1]" },
  { AMB_FIELD_SET, "[" },
  { AMB_FIELD_BOOL, "maybe" },
  { AMB_FIELD_DATE, "2026-02-30" },
  { AMB_FIELD_DATE, "31/02/2026" },
  { AMB_FIELD_DATE, "08/31/2026" },
  { AMB_FIELD_DATE, "2026-8-31x" },
  { AMB_FIELD_DATE, "31/08/26" },
  { AMB_FIELD_DATE, "tomorrow" },
  { AMB_FIELD_DATE, "-026-01-01" },
  { AMB_FIELD_INT, "1.5" },
  { AMB_FIELD_INT, "1.234" },
  { AMB_FIELD_INT, "1,23" },
  { AMB_FIELD_INT, "1,2345" },
  { AMB_FIELD_INT, "1,234.567" },
  { AMB_FIELD_DECIMAL, "1,23,456" },
  { AMB_FIELD_INT, "twelve" },
  { AMB_FIELD_INT, "9223372036854775808" },
  { AMB_FIELD_INT, "1e3" },
  { AMB_FIELD_INT, "-3" },
  { AMB_FIELD_INSTANT, "yesterday" },
  { AMB_FIELD_DECIMAL, "1,5,5" },
  { AMB_FIELD_DECIMAL, "." },
  { AMB_FIELD_DECIMAL, "1e3" },
  { AMB_FIELD_URL, "a.example" },
  { AMB_FIELD_URL, "javascript:alert(1)" },
  { AMB_FIELD_URL, "https://" },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00" },
  { AMB_FIELD_WALL_TIME, "2026-08-31T25:00[Europe/Paris]" },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[Mars/Base]" },
  { AMB_FIELD_WALL_TIME, "[Europe/Paris]" },
  { AMB_FIELD_REF, "France" },
};

static AmbField
make_field (AmbFieldType type)
{
  gboolean chooses = type == AMB_FIELD_ENUM || type == AMB_FIELD_SET;

  return (AmbField){ "f", "F", type, .since = 1, .choices = chooses ? choices : NULL };
}

static void
test_taken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      AmbField field = make_field (taken[i].type);
      g_autofree char *value = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u: “%s”", i, taken[i].input);
      amb_field_normalise (&field, taken[i].input, &value, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, taken[i].value);
      g_assert_true (amb_field_normalise (&field, value, &again, NULL));
      g_assert_cmpstr (again, ==, value);
    }
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      AmbField field = make_field (refused[i].type);
      g_autofree char *value = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u: “%s”", i, refused[i].input);
      g_assert_false (amb_field_normalise (&field, refused[i].input, &value, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_null (value);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_free_set (void)
{
  const AmbField field = { "f", "F", AMB_FIELD_SET, .since = 1 };
  g_autofree char *value = NULL;

  g_assert_true (amb_field_normalise (&field, "b ; a|c d", &value, NULL));
  g_assert_cmpstr (value, ==, "[\"a\",\"b\",\"c d\"]");
}

static void
test_required (void)
{
  const AmbField field = { "f", "F", AMB_FIELD_TEXT, AMB_FIELD_REQUIRED, .since = 1 };
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_field_normalise (&field, "  ", &value, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

static void
test_choices_are_named (void)
{
  AmbField field = make_field (AMB_FIELD_ENUM);
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_field_normalise (&field, "high", &value, &error));
  g_assert_cmpstr (error->message, ==,
                   "“high” is not a choice. Take one of: Not selected, Élevé, Level 4.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/normalise/typing-becomes-canonical-and-stays-so", test_taken);
  g_test_add_func ("/model/normalise/what-cannot-be-read-is-refused-in-words", test_refused);
  g_test_add_func ("/model/normalise/a-set-without-choices-takes-any-words", test_free_set);
  g_test_add_func ("/model/normalise/blank-is-unset-and-required-refuses-it", test_required);
  g_test_add_func ("/model/normalise/a-wrong-choice-is-told-the-right-ones",
                   test_choices_are_named);
  return g_test_run ();
}
