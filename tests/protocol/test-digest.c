/* Digests: the same for the same rows on both sides, another one for anything else. */
#include "amb-clock.h"
#include "amb-digest.h"

#include <string.h>

#define ID "01900000-0000-7000-8000-0000000000a1"

static AmbRecord *
new_person (void)
{
  AmbRecord *record = amb_record_new (amb_entity_find ("ambassador"), ID);

  amb_record_set (record, "display-name", "Zoé");
  amb_record_set (record, "job-title", "Paris");
  amb_record_set (record, "roles", "[\"curator\",\"trainer\"]");
  amb_record_set_ver (record, 12);
  amb_record_set_fv (record, "{\"*\":3,\"job-title\":12}");
  amb_record_set_extra (record, "{\"shoe-size\":41,\"badge\":\"a\\nb\"}");
  return record;
}

/* Each change of anything that travels is another hash; what is local is none. */
static void
test_a_hash_covers_all_that_travels (void)
{
  static const struct
  {
    const char *field, *value;
    gint64 ver;
    const char *fv, *extra;
    gboolean same;
  } cases[] = {
    { "job-title", "Paris", 12, NULL, NULL, TRUE },
    { "job-title", "Lyon", 12, NULL, NULL, FALSE },
    { "job-title", NULL, 12, NULL, NULL, FALSE },
    { "job-title", "", 12, NULL, NULL, FALSE },
    { "roles", "[\"curator\"]", 12, NULL, NULL, FALSE },
    { "job-title", "Paris", 11, NULL, NULL, FALSE },
    { "job-title", "Paris", 12, "{\"*\":3,\"job-title\":11}", NULL, FALSE },
    { "job-title", "Paris", 12, "{\"job-title\":12,\"*\":3}", NULL, TRUE },
    { "job-title", "Paris", 12, NULL, "{\"badge\":\"a\\nb\",\"shoe-size\":41}", TRUE },
    { "job-title", "Paris", 12, NULL, "{\"badge\":\"a\\nb\",\"shoe-size\":42}", FALSE },
    { "job-title", "Paris", 12, NULL, "{\"badge\":\"a\\nb\"}", FALSE },
    { "job-title", "Paris", 12, NULL, "{\"badge\":\"a\",\"b\\nshoe-size\":41}", FALSE },
  };
  g_autoptr (AmbDigestHasher) hasher = amb_digest_hasher_new ();
  g_autoptr (AmbRecord) first = new_person ();
  guint64 hash = amb_digest_hasher_hash (hasher, first);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbRecord) record = new_person ();

      amb_record_set (record, cases[i].field, cases[i].value);
      amb_record_set_ver (record, cases[i].ver);
      if (cases[i].fv)
        amb_record_set_fv (record, cases[i].fv);
      if (cases[i].extra)
        amb_record_set_extra (record, cases[i].extra);
      amb_record_set_rid (record, 77);
      amb_record_set_deleted (record, TRUE);
      g_test_message ("case %u", i);
      g_assert_true ((amb_digest_hasher_hash (hasher, record) == hash) == cases[i].same);
    }
}

/* A program that doesn't know a field keeps it verbatim: its digest is that of one that does. */
static void
test_a_field_hashes_as_what_is_kept_of_it (void)
{
  g_autoptr (AmbDigestHasher) hasher = amb_digest_hasher_new ();
  g_autoptr (GString) known = g_string_new (NULL);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("node"), ID);
  g_autoptr (AmbRecord) other = amb_record_new (amb_entity_find ("node"), ID);

  amb_record_set (record, "name", "Paris");
  amb_record_set (other, "name", "Paris");
  amb_record_set_extra (record, "{\"aa\":[\"x\"],\"zz\":7}");
  amb_record_set_extra (other, "{\"zz\":7,\"aa\":[\"x\"]}");
  amb_record_append_json (record, known);
  g_assert_true (g_str_has_suffix (known->str, "\"aa\":[\"x\"],\"zz\":7}"));
  g_assert_true (amb_digest_hasher_hash (hasher, record) == amb_digest_hasher_hash (hasher, other));
  /* what is kept under the name of a field is not the field */
  amb_record_set_extra (other, "{\"aa\":[\"x\"],\"name\":\"Lyon\",\"zz\":7}");
  g_assert_true (amb_digest_hasher_hash (hasher, record) == amb_digest_hasher_hash (hasher, other));
}

static void
test_a_sum_has_no_order (void)
{
  const guint64 hashes[] = { 1, G_MAXUINT64, G_GUINT64_CONSTANT (0xfedcba9876543210), 1 };
  AmbDigestSum up = { 0 }, down = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      amb_digest_sum_add (&up, hashes[i]);
      amb_digest_sum_add (&down, hashes[G_N_ELEMENTS (hashes) - 1 - i]);
    }
  g_assert_true (amb_digest_sum_equals (&up, &down));
  amb_digest_sum_add (&down, 0);
  g_assert_false (amb_digest_sum_equals (&up, &down)); /* a row whose hash is 0 is one */
}

static void
test_a_sum_is_read_as_it_was_written (void)
{
  static const struct
  {
    const char *line;
    gboolean good;
  } cases[] = {
    { "{\"n\":3,\"sum\":\"00000000000000ff\"}", TRUE },
    { "{\"n\":0,\"sum\":\"FFFFFFFFFFFFFFFF\"}", TRUE },
    { "{\"n\":-1,\"sum\":\"00000000000000ff\"}", FALSE },
    { "{\"sum\":\"00000000000000ff\"}", FALSE },
    { "{\"n\":3,\"sum\":\"0000000000000ff\"}", FALSE },
    { "{\"n\":3,\"sum\":\"000000000000000ff\"}", FALSE },
    { "{\"n\":3,\"sum\":\"00000000000000fg\"}", FALSE },
    { "{\"n\":3,\"sum\":255}", FALSE },
    { "{\"n\":\"3\",\"sum\":\"00000000000000ff\"}", FALSE },
    { "{}", FALSE },
  };
  const AmbDigestSum sum = { .n = 9, .sum = G_GUINT64_CONSTANT (0x8000000000000001) };
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (AmbJson) json = NULL;
  AmbDigestSum read;

  amb_digest_sum_append (&sum, text);
  g_string_append_c (text, '}');
  json = amb_json_parse (text->str, text->len, NULL);
  g_assert_nonnull (json);
  g_assert_true (amb_digest_sum_read (&read, amb_json_get_root (json)));
  g_assert_true (amb_digest_sum_equals (&sum, &read));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbJson) line = amb_json_parse (cases[i].line, strlen (cases[i].line), NULL);

      g_test_message ("%s", cases[i].line);
      g_assert_true (amb_digest_sum_read (&read, amb_json_get_root (line)) == cases[i].good);
    }
}

/* Ids that were made in one second must not all stand in one bucket. */
static void
test_ids_of_one_time_are_spread (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 5);
  guint n[AMB_DIGEST_BUCKETS] = { 0 };

  for (guint i = 0; i < 25600; i++)
    {
      g_autofree char *id = amb_clock_dup_id (clock);

      n[amb_digest_get_bucket (id)]++;
    }
  for (guint i = 0; i < AMB_DIGEST_BUCKETS; i++)
    {
      g_assert_cmpuint (n[i], >, 50);
      g_assert_cmpuint (n[i], <, 200);
    }
  g_assert_cmpuint (amb_digest_get_bucket (ID), ==, 0xa1);
  g_assert_cmpuint (amb_digest_get_bucket ("programme"), ==, 0);
  g_assert_cmpuint (amb_digest_get_bucket (""), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/digest/a-hash-covers-all-that-travels",
                   test_a_hash_covers_all_that_travels);
  g_test_add_func ("/protocol/digest/a-field-hashes-as-what-is-kept-of-it",
                   test_a_field_hashes_as_what_is_kept_of_it);
  g_test_add_func ("/protocol/digest/a-sum-has-no-order", test_a_sum_has_no_order);
  g_test_add_func ("/protocol/digest/a-sum-is-read-as-it-was-written",
                   test_a_sum_is_read_as_it_was_written);
  g_test_add_func ("/protocol/digest/ids-of-one-time-are-spread", test_ids_of_one_time_are_spread);
  return g_test_run ();
}
