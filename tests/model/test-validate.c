/* What is canonical, and what is not; how values are read out. */
#include "amb-error.h"
#include "amb-validate.h"

#include <string.h>

static const AmbChoice choices[] = { { "a", "Aa" }, { "b", "Bb" }, { NULL } };

static const struct
{
  AmbFieldType type;
  const char *value;
  gboolean valid;
} cases[] = {
  { AMB_FIELD_TEXT, "Zoé", TRUE },
  { AMB_FIELD_TEXT, "a\nb", FALSE },
  { AMB_FIELD_TEXT, "\xed\xa0\x80", FALSE },
  { AMB_FIELD_LONG_TEXT, "a\nb", TRUE },
  { AMB_FIELD_EMAIL, "zoe@a.example", TRUE },
  { AMB_FIELD_EMAIL, "zoé@a.example", TRUE },
  { AMB_FIELD_EMAIL, ".zoe@a.example", FALSE },
  { AMB_FIELD_EMAIL, "zoe.@a.example", FALSE },
  { AMB_FIELD_EMAIL, "zoe@-a.example", FALSE },
  { AMB_FIELD_EMAIL, "zoe@a.", FALSE },
  { AMB_FIELD_EMAIL, "zoe@.a", FALSE },
  { AMB_FIELD_INT, "12", TRUE },
  { AMB_FIELD_INT, "0", TRUE },
  { AMB_FIELD_INT, "9223372036854775807", TRUE },
  { AMB_FIELD_INT, "-1", FALSE },
  { AMB_FIELD_INT, "9223372036854775808", FALSE },
  { AMB_FIELD_INT, " 12", FALSE },
  { AMB_FIELD_DECIMAL, "0", TRUE },
  { AMB_FIELD_DECIMAL, "-0.5", TRUE },
  { AMB_FIELD_DECIMAL, "1.50", FALSE },
  { AMB_FIELD_DECIMAL, "1.", FALSE },
  { AMB_FIELD_DECIMAL, ".5", FALSE },
  { AMB_FIELD_BOOL, "1", TRUE },
  { AMB_FIELD_BOOL, "true", FALSE },
  { AMB_FIELD_ENUM, "a", TRUE },
  { AMB_FIELD_ENUM, "Aa", FALSE },
  { AMB_FIELD_SET, "[\"a\",\"b\"]", TRUE },
  { AMB_FIELD_SET, "[\"b\",\"a\"]", FALSE },
  { AMB_FIELD_SET, "[\"a\",\"a\"]", FALSE },
  { AMB_FIELD_SET, "[\"a\", \"b\"]", FALSE },
  { AMB_FIELD_SET, "[\"c\"]", FALSE },
  { AMB_FIELD_SET, "[]", FALSE },
  { AMB_FIELD_SET, "a", FALSE },
  { AMB_FIELD_DATE, "2026-08-31", TRUE },
  { AMB_FIELD_DATE, "2026-02-29", FALSE },
  { AMB_FIELD_DATE, "1900-01-01", TRUE },
  { AMB_FIELD_DATE, "1899-12-31", FALSE },
  { AMB_FIELD_DATE, "2199-12-31", TRUE },
  { AMB_FIELD_DATE, "9999-12-31", FALSE },
  { AMB_FIELD_TEXT, "a\tb", FALSE },
  { AMB_FIELD_TEXT,
    "a\x01"
    "b",
    FALSE },
  { AMB_FIELD_TEXT, "\x1b[31mred", FALSE },
  { AMB_FIELD_TEXT, "turned \u202e round", FALSE },
  { AMB_FIELD_TEXT, "family \U0001F468\u200D\U0001F469", TRUE },
  { AMB_FIELD_LONG_TEXT, "two\nlines\tand a tab", TRUE },
  { AMB_FIELD_LONG_TEXT, "a bell \a", FALSE },
  { AMB_FIELD_MARKDOWN, "\x7f", FALSE },
  { AMB_FIELD_INSTANT, "2026-08-31T09:00:00.000Z", TRUE },
  { AMB_FIELD_INSTANT, "2026-08-31T09:00:00Z", FALSE },
  { AMB_FIELD_INSTANT, "2026-08-31T11:00:00.000+02:00", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[Europe/Paris]", TRUE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31[Europe/Paris]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[UTC]", TRUE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[Etc/GMT-3]", TRUE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[America/Port-au-Prince]", TRUE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[America/Argentina/Buenos_Aires]", TRUE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[EST5EDT]", TRUE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[UTC+3]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[UTC-3]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[GMT+3]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[+03:00]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[CET-1CEST,M3.5.0/2,M10.5.0/3]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[Europe/../Asia/Tokyo]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[posix/Europe/Paris]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[right/Europe/Paris]", FALSE },
  { AMB_FIELD_WALL_TIME, "2026-08-31T09:00[Z]", FALSE },
  { AMB_FIELD_WALL_TIME, "[]", FALSE },
  { AMB_FIELD_INSTANT, "1900-01-01T00:00:00.000Z", TRUE },
  { AMB_FIELD_INSTANT, "1899-12-31T23:59:59.999Z", FALSE },
  { AMB_FIELD_INSTANT, "2199-12-31T23:59:59.999Z", TRUE },
  { AMB_FIELD_INSTANT, "9999-12-31T23:59:59.999Z", FALSE },
  { AMB_FIELD_WALL_TIME, "1900-01-01T00:00[Europe/Paris]", TRUE },
  { AMB_FIELD_WALL_TIME, "0001-01-01T09:00[Europe/Paris]", FALSE },
  { AMB_FIELD_WALL_TIME, "2199-12-31T23:59[Europe/Paris]", TRUE },
  { AMB_FIELD_WALL_TIME, "9999-12-31T09:00[Europe/Paris]", FALSE },
  { AMB_FIELD_URL, "http://a.example", TRUE },
  { AMB_FIELD_URL, "ftp://a.example", FALSE },
  { AMB_FIELD_COUNTRY, "FR", TRUE },
  { AMB_FIELD_COUNTRY, "fr", FALSE },
  { AMB_FIELD_LANGUAGE, "pt-BR", TRUE },
  { AMB_FIELD_LANGUAGE, "PT", FALSE },
  { AMB_FIELD_REF, "01890000-0000-7000-8000-000000000001", TRUE },
  { AMB_FIELD_REF, "01890000-0000-4000-8000-000000000001", FALSE },
  { AMB_FIELD_DURATION, "30", TRUE },
  { AMB_FIELD_DURATION, "30 min", FALSE },
};

static AmbField
make_field (AmbFieldType type)
{
  gboolean chooses = type == AMB_FIELD_ENUM || type == AMB_FIELD_SET;

  return (AmbField){ "f", "F", type, .since = 1, .choices = chooses ? choices : NULL };
}

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbField field = make_field (cases[i].type);
      g_autoptr (GError) error = NULL;

      g_test_message ("%u: “%s”", i, cases[i].value);
      g_assert_cmpint (amb_field_validate (&field, cases[i].value, &error), ==, cases[i].valid);
      if (!cases[i].valid)
        g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
    }
}

static void
test_unset (void)
{
  AmbField field = make_field (AMB_FIELD_DATE);

  g_assert_true (amb_field_validate (&field, NULL, NULL));
  field.flags = AMB_FIELD_REQUIRED;
  g_assert_false (amb_field_validate (&field, NULL, NULL));
}

static void
test_lengths (void)
{
  static const struct
  {
    AmbFieldType type;
    gsize length;
    gboolean valid;
  } lengths[] = {
    { AMB_FIELD_TEXT, AMB_MAX_LINE, TRUE },
    { AMB_FIELD_TEXT, AMB_MAX_LINE + 1, FALSE },
    { AMB_FIELD_LONG_TEXT, AMB_MAX_STRING, TRUE },
    { AMB_FIELD_LONG_TEXT, AMB_MAX_STRING + 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      AmbField field = make_field (lengths[i].type);
      g_autofree char *text = g_strnfill (lengths[i].length, 'x');

      g_assert_cmpint (amb_field_validate (&field, text, NULL), ==, lengths[i].valid);
    }
}

static void
test_record (void)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);
  g_autofree char *large = g_strnfill (AMB_MAX_STRING, 'x');
  g_autoptr (GError) unnamed = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) too_large = NULL;

  g_assert_false (amb_record_validate (record, &unnamed));
  g_assert_error (unnamed, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (unnamed->message, "Name: "));
  amb_record_set (record, "display-name", "Zoé");
  g_assert_true (amb_record_validate (record, NULL));

  amb_record_set (record, "email", "zoe");
  g_assert_false (amb_record_validate (record, &wrong));
  g_assert_true (g_str_has_prefix (wrong->message, "E-mail: “zoe”"));
  amb_record_set (record, "email", NULL);

  amb_record_set (record, "notes", large);
  amb_record_set (record, "links", large);
  g_assert_false (amb_record_validate (record, &too_large));
  g_assert_error (too_large, AMB_ERROR, AMB_ERROR_TOO_LARGE);
}

static void
test_format (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *here =
      g_strdup_printf ("2026-08-31T09:00[%s]", g_time_zone_get_identifier (zone));
  const struct
  {
    AmbFieldType type;
    const char *value;
    const char *text;
  } texts[] = {
    { AMB_FIELD_TEXT, NULL, "" },
    { AMB_FIELD_TEXT, "Zoé", "Zoé" },
    { AMB_FIELD_ENUM, "a", "Aa" },
    { AMB_FIELD_ENUM, "gone", "gone" },
    { AMB_FIELD_BOOL, "1", "Yes" },
    { AMB_FIELD_BOOL, "0", "No" },
    { AMB_FIELD_SET, "[\"a\",\"b\"]", "Aa, Bb" },
    { AMB_FIELD_DATE, "2026-08-31", "31 August 2026" },
    { AMB_FIELD_WALL_TIME, here, "31 August 2026, 09:00" },
    { AMB_FIELD_WALL_TIME, "2026-08-31T09:05[Antarctica/Troll]",
      "31 August 2026, 09:05 (Antarctica/Troll)" },
    { AMB_FIELD_WALL_TIME, "soon", "soon" },
    { AMB_FIELD_INT, "1200", "1200" },
    { AMB_FIELD_LANGUAGE, "es", "Spanish" },
    { AMB_FIELD_LANGUAGE, "pt-BR", "Portuguese (BR)" },
    { AMB_FIELD_LANGUAGE, "xx", "xx" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      AmbField field = make_field (texts[i].type);
      g_autofree char *text = amb_field_format (&field, texts[i].value);

      g_assert_cmpstr (text, ==, texts[i].text);
    }
}

static void
test_same (void)
{
  g_assert_true (amb_field_same (NULL, NULL));
  g_assert_true (amb_field_same ("a", "a"));
  g_assert_false (amb_field_same ("a", NULL));
  g_assert_false (amb_field_same (NULL, ""));
}

static void
test_ranges_and_forms (void)
{
  static const struct
  {
    const char *entity, *field, *good, *bad, *words;
  } ranges[] = {
    { "assessment", "score", "5", "6", "from 0 to 5" },
    { "enrolment", "score", "100", "101", "from 0 to 100" },
    { "seat", "fit", "99.5", "100.5", "from 0 to 100" },
    { "seat", "fit", "0", "-1", "from 0 to 100" },
    { "slot-template", "local-time", "23:59", "25:99", "09:00" },
    { "slot-template", "local-time", "09:00", "9:00", "09:00" },
    { "slot-template", "zone", "America/Sao_Paulo", "Mars/Olympus", "Europe/Paris" },
    { "programme", "zone", "Asia/Tokyo", "nowhere", "Europe/Paris" },
    { "kpi-target", "kpi", "K27", "K28", "K1 to K27" },
    { "kpi-target", "kpi", "K1", "banana", "K1 to K27" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      const AmbField *field =
          amb_entity_find_field (amb_entity_find (ranges[i].entity), ranges[i].field);
      g_autoptr (GError) error = NULL;

      amb_field_validate (field, ranges[i].good, &error);
      g_assert_no_error (error);
      g_assert_false (amb_field_validate (field, ranges[i].bad, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, ranges[i].words));
    }
}

static void
test_spans (void)
{
  static const struct
  {
    const char *entity, *from, *begin, *to, *end;
    gboolean is_valid;
  } spans[] = {
    { "grant", "starts-on", "2026-01-02", "ends-on", "2026-01-01", FALSE },
    { "grant", "starts-on", "2026-01-02", "ends-on", "2026-01-02", TRUE },
    { "grant", "starts-on", "2026-01-02", "ends-on", NULL, TRUE },
    { "receipt", "sent-at", "2026-01-02T09:00:00.000Z", "read-at", "2026-01-02T08:59:59.999Z",
      FALSE },
    { "rota", "starts-at", "2026-01-02T09:00[Asia/Tokyo]", "ends-at",
      "2026-01-02T01:00[Europe/Paris]", TRUE },
    { "rota", "starts-at", "2026-01-02T09:00[Europe/Paris]", "ends-at",
      "2026-01-02T10:00[Asia/Tokyo]", FALSE },
    { "content-item", "publish-on", "2026-01-02T09:00[Europe/Paris]", "expires-on", "2026-01-02",
      TRUE },
    { "content-item", "publish-on", "2026-01-02T09:00[Europe/Paris]", "expires-on", "2026-01-01",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      const AmbEntity *entity = amb_entity_find (spans[i].entity);
      g_autoptr (AmbRecord) record = amb_record_new (entity, NULL);
      g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GError) error = NULL;
      const AmbField *field = NULL;

      amb_record_set (record, spans[i].from, spans[i].begin);
      amb_record_set (record, spans[i].to, spans[i].end);
      g_test_message ("%u", i);
      g_assert_cmpint (amb_record_check_spans (record, NULL, &field, &error), ==,
                       spans[i].is_valid);
      g_assert_cmpstr (field != NULL ? field->name : NULL, ==,
                       spans[i].is_valid ? NULL : spans[i].to);
      g_assert_true (spans[i].is_valid || strstr (error->message, field->label) != NULL);
      /* what nobody touches is nobody's fault */
      g_assert_true (amb_record_check_spans (record, others, NULL, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/validate/canonical-values-only", test_values);
  g_test_add_func ("/model/validate/unset-unless-required", test_unset);
  g_test_add_func ("/model/validate/lengths-have-limits", test_lengths);
  g_test_add_func ("/model/validate/a-record-names-the-field-that-is-wrong", test_record);
  g_test_add_func ("/model/validate/values-read-as-people-read-them", test_format);
  g_test_add_func ("/model/validate/unset-is-not-empty", test_same);
  g_test_add_func ("/model/validate/ranges-and-forms", test_ranges_and_forms);
  g_test_add_func ("/model/validate/nothing-ends-before-it-begins", test_spans);
  return g_test_run ();
}
