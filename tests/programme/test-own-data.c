/* What is kept about a person: their own records and nobody else's, as far as they may read. */
#include "amb-own-data.h"
#include "programme-fixture.h"

#include <string.h>

static void
add_task (Fixture *f, const char *title, const char *person)
{
  g_free (fixture_add (
      f, fixture_new (f, amb_entity_find ("task"), "title", title, "ambassador-id", person, NULL),
      AMB_COMMAND_DEFAULT));
}

static void
test_own (Fixture *f, gconstpointer data)
{
  g_autofree char *ada = fixture_add_person (f, "Ada “the first”");
  g_autofree char *ben = fixture_add_person (f, "Ben");
  g_autoptr (GArray) counts = NULL, none = NULL;
  g_autofree char *text = NULL, *query = NULL;
  g_autoptr (AmbJson) json = NULL;
  const AmbJsonNode *records;

  add_task (f, "Share the film", ada);
  add_task (f, "Write a column", ada);
  add_task (f, "Come to the drill", ben);
  counts = amb_own_data_count (f->store, ada, AMB_ACCESS_AMBASSADOR, NULL);
  g_assert_cmpuint (counts->len, ==, 2);
  g_assert_cmpstr (g_array_index (counts, AmbOwnCount, 0).entity->name, ==, "ambassador");
  g_assert_cmpint (g_array_index (counts, AmbOwnCount, 0).count, ==, 1);
  g_assert_cmpint (g_array_index (counts, AmbOwnCount, 1).count, ==, 2);
  none = amb_own_data_count (f->store, ada, AMB_ACCESS_SPONSOR, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  text = amb_own_data_to_json (f->store, ada, AMB_ACCESS_AMBASSADOR, NULL);
  json = amb_json_parse (text, strlen (text), NULL);
  g_assert_nonnull (json);
  g_assert_cmpstr (amb_json_node_get_member_string (amb_json_get_root (json), "person"), ==, ada);
  records = amb_json_node_get_member (amb_json_get_root (json), "records");
  g_assert_nonnull (records);
  g_assert_nonnull (strstr (text, "Share the film"));
  g_assert_nonnull (strstr (text, "Write a column"));
  g_assert_null (strstr (text, "Come to the drill"));
  g_assert_null (strstr (text, ben));
  query = amb_own_data_dup_query (amb_entity_find ("task"), NULL, ada);
  g_assert_nonnull (strstr (query, ada));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/programme/own-data/what-is-mine-and-no-more", Fixture, NULL, fixture_set_up,
              test_own, fixture_tear_down);
  return g_test_run ();
}
