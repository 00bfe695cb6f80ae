/* Two records of one person become one, with what was recorded about both; one undo takes it back.
 */
#include "programme-fixture.h"

#include "amb-merging.h"

#include <string.h>

/* Ann twice, each with a history of her own. */
typedef struct
{
  Fixture f;
  char *ann, *anne;              /* @ann is kept */
  char *role, *held, *also;      /* the role that both hold */
  char *activity, *check, *post; /* about @anne, or hers */
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static char *
give (World *self, const char *person)
{
  return ADD (self, "assignment", "ambassador-id", person, "role-id", self->role, "state",
              "current", "starts-on", "2026-01-01");
}

static void
set_up (World *self, gconstpointer data)
{
  g_autofree char *step = NULL, *consent = NULL, *practice = NULL;

  fixture_set_up (&self->f, data);
  self->ann =
      ADD (self, "ambassador", "display-name", "Ann", "state", "active", "email", "a@x.com");
  self->anne = ADD (self, "ambassador", "display-name", "Anne", "state", "active",
                    "employee-number", "7", "email", "anne@x.com");
  self->role = ADD (self, "role", "name", "Curator", "kind", "curator", "in-use", "1");
  step = ADD (self, "role-step", "role-id", self->role, "what", "Look", "rhythm", "daily");
  self->held = give (self, self->ann);
  self->also = give (self, self->anne);
  consent = ADD (self, "consent", "ambassador-id", self->ann, "purpose", "participation",
                 "given-on", "2026-01-01");
  self->check = ADD (self, "step-check", "ambassador-id", self->anne, "assignment-id", self->also,
                     "step-id", step, "done-on", "2026-11-20");
  self->activity = ADD (self, "activity", "ambassador-id", self->anne, "kind", "share", "at",
                        "2026-11-20T10:00:00.000Z");
  self->post = ADD (self, "practice", "title", "Ask first", "author-id", self->anne);
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->ann);
  g_free (self->anne);
  g_free (self->role);
  g_free (self->held);
  g_free (self->also);
  g_free (self->activity);
  g_free (self->check);
  g_free (self->post);
  fixture_tear_down (&self->f, data);
}

/* Every living record of what the world has. */
static char *
dump (World *self)
{
  static const char *const entities[] = { "ambassador", "assignment", "consent",
                                          "step-check", "activity",   "practice" };
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autofree char *one = fixture_dump (&self->f, amb_entity_find (entities[i]));

      g_string_append_printf (all, "%s\n", one);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_merged (World *self)
{
  const AmbEntity *assignments = amb_entity_find ("assignment");

  g_assert_false (fixture_lives (&self->f, self->f.people, self->anne));
  fixture_assert (&self->f, amb_entity_find ("activity"), self->activity, "ambassador-id",
                  self->ann);
  fixture_assert (&self->f, amb_entity_find ("step-check"), self->check, "ambassador-id",
                  self->ann);
  fixture_assert (&self->f, amb_entity_find ("practice"), self->post, "author-id", self->ann);
  fixture_assert (&self->f, self->f.people, self->ann, "employee-number", "7");
  fixture_assert (&self->f, self->f.people, self->ann, "email", "a@x.com");
  /* A role is held once: what was ticked in the one is ticked in the other. */
  g_assert_true (fixture_lives (&self->f, assignments, self->held));
  g_assert_false (fixture_lives (&self->f, assignments, self->also));
  fixture_assert (&self->f, amb_entity_find ("step-check"), self->check, "assignment-id",
                  self->held);
}

static void
test_what_was_recorded_about_both_is_about_one (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (self);
  g_autofree char *after = NULL, *back = NULL, *again = NULL;
  g_autoptr (AmbUndoReport) undone = NULL, redone = NULL;

  g_assert_true (
      amb_programme_merge (self->f.programme, self->f.people, self->ann, self->anne, &error));
  g_assert_no_error (error);
  assert_merged (self);
  after = dump (self);
  undone = amb_programme_undo (self->f.programme, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone->left->len, ==, 0);
  back = dump (self);
  g_assert_cmpstr (back, ==, before);
  redone = amb_programme_redo (self->f.programme, &error);
  g_assert_no_error (error);
  again = dump (self);
  g_assert_cmpstr (again, ==, after);
  assert_merged (self);
}

static void
test_who_may_not_remove_may_not_merge (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (self), *after = NULL;

  amb_programme_set_actor (self->f.programme, "Lea", NULL, AMB_ACCESS_LEAD);
  g_assert_false (
      amb_programme_merge (self->f.programme, self->f.people, self->ann, self->anne, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  amb_programme_set_actor (self->f.programme, "Mia", NULL, AMB_ACCESS_MANAGER);
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
}

/* With a server, it is told of the merge; without, there is nobody to tell. */
static void
test_a_server_is_told (World *self, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find ("record-merge"));
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_true (amb_store_count (self->f.store, query, &n, &error));
  g_assert_cmpint (n, ==, 0);
  fixture_connect (&self->f);
  g_assert_true (
      amb_programme_merge (self->f.programme, self->f.people, self->ann, self->anne, &error));
  g_assert_no_error (error);
  assert_merged (self);
  g_assert_true (amb_store_count (self->f.store, query, &n, &error));
  g_assert_cmpint (n, ==, 2); /* of the people, and of the role that both hold */
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/merging/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("what-was-recorded-about-both-is-about-one",
        test_what_was_recorded_about_both_is_about_one);
  TEST ("who-may-not-remove-may-not-merge", test_who_may_not_remove_may_not_merge);
  TEST ("a-server-is-told", test_a_server_is_told);
  return g_test_run ();
}
