/* What was recorded once and for all follows a merge of two records, and nothing else. */
#include "server-fixture.h"

typedef struct
{
  Server server;
  Person manager, lead, auditor;
  char *node, *ann, *anne, *max, *activity;
} Office;

static char *
add_person (Office *self, const char *name)
{
  g_autofree char *members = g_strdup_printf (
      "\"display-name\":\"%s\",\"state\":\"identified\",\"node-id\":\"%s\"", name, self->node);

  return person_add (&self->manager, "ambassador", members);
}

static void
set_up (Office *self, gconstpointer data)
{
  g_autofree char *members = NULL;

  server_open (&self->server);
  person_join (&self->manager, &self->server, "Manager", AMB_ACCESS_MANAGER, NULL, NULL);
  self->node = person_add (&self->manager, "node", "\"name\":\"Here\",\"kind\":\"hub\"");
  person_join (&self->lead, &self->server, "Lead", AMB_ACCESS_LEAD,
               (const char *[]){ self->node, NULL }, NULL);
  person_join (&self->auditor, &self->server, "Auditor", AMB_ACCESS_AUDITOR, NULL, NULL);
  self->ann = add_person (self, "Ann");
  self->anne = add_person (self, "Anne");
  self->max = add_person (self, "Max");
  members = g_strdup_printf (
      "\"ambassador-id\":\"%s\",\"kind\":\"share\",\"at\":\"2026-01-20T10:00:00.000Z\"",
      self->anne);
  self->activity = person_add (&self->manager, "activity", members);
}

static void
tear_down (Office *self, gconstpointer data)
{
  g_free (self->node);
  g_free (self->ann);
  g_free (self->anne);
  g_free (self->max);
  g_free (self->activity);
  person_leave (&self->manager);
  person_leave (&self->lead);
  person_leave (&self->auditor);
  server_close (&self->server);
}

static int
tell (Office *self, Person *who, const char *removed, const char *kept)
{
  g_autofree char *id = server_dup_id (&self->server);
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"entity\":\"ambassador\",\"removed\":\"%s\",\"kept\":\"%s\","
                       "\"at\":\"2026-01-21T10:00:00.000Z\"}}",
                       removed, kept);

  return person_push_status (who, "create", "record-merge", id, payload);
}

static int
lead (Office *self, Person *who, const char *to)
{
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"ambassador-id\":\"%s\"},\"bv\":{\"ambassador-id\":99}}", to);

  return person_push_status (who, "patch", "activity", self->activity, payload);
}

static void
assert_about (Office *self, const char *person)
{
  g_autoptr (AmbRecord) record = server_get (&self->server, "activity", self->activity);

  g_assert_cmpstr (amb_record_get (record, "ambassador-id"), ==, person);
}

static void
test_it_follows_a_merge_there_and_back (Office *self, gconstpointer data)
{
  g_assert_cmpint (lead (self, &self->manager, self->ann), ==, AMB_PUSH_REJECTED);
  assert_about (self, self->anne);
  g_assert_cmpint (tell (self, &self->manager, self->anne, self->ann), ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (lead (self, &self->manager, self->max), ==, AMB_PUSH_REJECTED);
  assert_about (self, self->anne);
  g_assert_cmpint (lead (self, &self->manager, self->ann), ==, AMB_PUSH_APPLIED);
  assert_about (self, self->ann);
  g_assert_cmpint (lead (self, &self->manager, self->max), ==, AMB_PUSH_REJECTED);
  g_assert_cmpint (lead (self, &self->manager, self->anne), ==, AMB_PUSH_APPLIED);
  assert_about (self, self->anne);
}

/* An undo leads back what its merge led, not what was always about the one that stayed. */
static void
test_only_what_was_led_is_led_back (Office *self, gconstpointer data)
{
  g_assert_cmpint (tell (self, &self->manager, self->max, self->anne), ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (lead (self, &self->manager, self->max), ==, AMB_PUSH_REJECTED);
  assert_about (self, self->anne);
}

static void
test_who_removes_nobody_merges_nobody (Office *self, gconstpointer data)
{
  Person *const people[] = { &self->lead, &self->auditor };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_assert_cmpint (tell (self, people[i], self->anne, self->ann), ==, AMB_PUSH_REJECTED);
  g_assert_cmpint (tell (self, &self->manager, self->anne, self->ann), ==, AMB_PUSH_APPLIED);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_assert_cmpint (lead (self, people[i], self->ann), ==, AMB_PUSH_REJECTED);
  assert_about (self, self->anne);
}

/* With a reference, anything else of the record. */
static void
test_nothing_else_changes_with_it (Office *self, gconstpointer data)
{
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"ambassador-id\":\"%s\",\"kind\":\"post\"},"
                       "\"bv\":{\"ambassador-id\":99,\"kind\":99}}",
                       self->ann);

  g_assert_cmpint (tell (self, &self->manager, self->anne, self->ann), ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (
      person_push_status (&self->manager, "patch", "activity", self->activity, payload), ==,
      AMB_PUSH_REJECTED);
  assert_about (self, self->anne);
}

#define TEST(path, function)                                                                       \
  g_test_add ("/server/lead/" path, Office, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("it-follows-a-merge-there-and-back", test_it_follows_a_merge_there_and_back);
  TEST ("only-what-was-led-is-led-back", test_only_what_was_led_is_led_back);
  TEST ("who-removes-nobody-merges-nobody", test_who_removes_nobody_merges_nobody);
  TEST ("nothing-else-changes-with-it", test_nothing_else_changes_with_it);
  return g_test_run ();
}
