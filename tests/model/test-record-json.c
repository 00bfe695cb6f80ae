/* Records as JSON: types, unknown members, field versions. */
#include "amb-error.h"
#include "amb-record.h"

#include <string.h>

static AmbRecord *
parse (const char *entity, const char *text, GError **error)
{
  g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), NULL);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);

  g_assert_nonnull (json);
  return amb_record_read_json (record, amb_json_get_root (json), error) ? g_steal_pointer (&record)
                                                                        : NULL;
}

/* What is read is written again, byte by byte: fields in the table's order, then what is unknown.
 */
static void
test_round_trip (void)
{
  static const char *const cases[][2] = {
    { "node", "{\"name\":\"France\",\"kind\":\"country\",\"headcount\":1200}" },
    { "node",
      "{\"name\":\"\\u0001\\\"\\\\é\",\"kind\":\"hub\",\"headcount\":-9223372036854775808}" },
    { "ambassador", "{\"display-name\":\"Zoé\",\"state\":\"active\",\"roles\":[\"curator\","
                    "\"producer\"]}" },
    { "ambassador",
      "{\"display-name\":\"Z\",\"state\":\"active\",\"from-next-year\":{\"a\":[1,2.50,"
      "null,true]},\"z\":\"\"}" },
    { "transition", "{\"entity\":\"ambassador\",\"record\":\"r\",\"to\":\"active\","
                    "\"at\":\"2026-08-31T09:00:00.000Z\",\"imported\":true}" },
    { "transition",
      "{\"entity\":\"a\",\"record\":\"r\",\"to\":\"t\",\"at\":\"x\",\"imported\":false}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbRecord) record = parse (cases[i][0], cases[i][1], &error);
      g_autoptr (GString) out = g_string_new (NULL);

      g_assert_no_error (error);
      amb_record_append_json (record, out);
      g_assert_cmpstr (out->str, ==, cases[i][1]);
    }
}

static void
test_wrong_types (void)
{
  static const char *const cases[][2] = {
    { "{\"name\":1}", "name" },
    { "{\"headcount\":\"12\"}", "headcount" },
    { "{\"headcount\":1.5}", "headcount" },
    { "{\"name\":[]}", "name" },
    { "{\"name\":true}", "name" },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) wrong = NULL;

      g_assert_null (parse ("node", cases[i][0], &wrong));
      g_assert_error (wrong, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_nonnull (strstr (wrong->message, cases[i][1]));
    }
  g_assert_null (parse ("ambassador", "{\"roles\":[1]}", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (parse ("ambassador", "{\"roles\":\"curator\"}", &error));
  g_clear_error (&error);
  g_assert_null (parse ("transition", "{\"imported\":1}", &error));
  g_clear_error (&error);
  g_assert_null (parse ("node", "[]", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

static void
test_null_clears (void)
{
  g_autoptr (AmbRecord) record =
      parse ("ambassador", "{\"email\":null,\"state\":null,\"roles\":[]}", NULL);

  g_assert_null (amb_record_get (record, "email"));
  g_assert_null (amb_record_get (record, "state"));
  g_assert_null (amb_record_get (record, "roles"));
}

static void
test_missing_stays (void)
{
  g_autoptr (AmbJson) json = amb_json_parse ("{\"email\":\"b@c.d\"}", 17, NULL);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);

  amb_record_set (record, "display-name", "Zoé");
  amb_record_set_extra (record, "{\"x\":1}");
  g_assert_true (amb_record_read_json (record, amb_json_get_root (json), NULL));
  g_assert_cmpstr (amb_record_get (record, "display-name"), ==, "Zoé");
  g_assert_cmpstr (amb_record_get (record, "email"), ==, "b@c.d");
  g_assert_cmpstr (amb_record_get_extra (record), ==, "{\"x\":1}");
}

/* A peer's "standing" is no value of ours: it travels as an unknown member, as it came. */
static void
test_computed_is_not_taken (void)
{
  g_autoptr (AmbRecord) record = parse ("ambassador", "{\"standing\":\"dormant\"}", NULL);

  g_assert_null (amb_record_get (record, "standing"));
}

static void
test_computed_is_not_written (void)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  amb_record_set (record, "standing", "dormant");
  amb_record_append_json (record, out);
  g_assert_cmpstr (out->str, ==, "{\"state\":\"identified\"}");
}

static void
test_sets_are_sorted (void)
{
  g_autoptr (AmbRecord) record =
      parse ("ambassador", "{\"roles\":[\"producer\",\"curator\",\"producer\"]}", NULL);

  g_assert_cmpstr (amb_record_get (record, "roles"), ==, "[\"curator\",\"producer\"]");
}

static void
test_field_versions (void)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);

  amb_record_set_ver (record, 5);
  g_assert_cmpint (amb_record_get_field_version (record, "email"), ==, 5);

  amb_record_set_field_version (record, "email", 8);
  g_assert_cmpint (amb_record_get_ver (record), ==, 8);
  g_assert_cmpint (amb_record_get_field_version (record, "email"), ==, 8);
  g_assert_cmpint (amb_record_get_field_version (record, "notes"), ==, 5);
  g_assert_cmpstr (amb_record_get_fv (record), ==, "{\"*\":5,\"email\":8}");

  amb_record_set_field_version (record, "notes", 9);
  amb_record_set_field_version (record, "email", 10);
  g_assert_cmpint (amb_record_get_field_version (record, "notes"), ==, 9);
  g_assert_cmpint (amb_record_get_field_version (record, "email"), ==, 10);
  g_assert_cmpint (amb_record_get_field_version (record, "roles"), ==, 5);
  g_assert_cmpint (amb_record_get_ver (record), ==, 10);

  amb_record_set_field_version (record, "links", 7);
  g_assert_cmpint (amb_record_get_ver (record), ==, 10);
  g_assert_cmpint (amb_record_get_field_version (record, "links"), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/record-json/what-is-read-is-written-unknown-members-too",
                   test_round_trip);
  g_test_add_func ("/model/record-json/a-wrong-type-names-the-field", test_wrong_types);
  g_test_add_func ("/model/record-json/null-and-empty-sets-clear", test_null_clears);
  g_test_add_func ("/model/record-json/missing-members-stay", test_missing_stays);
  g_test_add_func ("/model/record-json/computed-values-are-not-taken", test_computed_is_not_taken);
  g_test_add_func ("/model/record-json/computed-values-are-not-written",
                   test_computed_is_not_written);
  g_test_add_func ("/model/record-json/sets-arrive-sorted", test_sets_are_sorted);
  g_test_add_func ("/model/record-json/each-field-has-its-version", test_field_versions);
  return g_test_run ();
}
