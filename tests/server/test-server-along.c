/* A person is removed with what is recorded of them, which nobody removes by itself. */
#include "amb-error.h"
#include "sync-fixture.h"

static char *
add (SyncDesk *desk, const char *entity, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  char *id;

  for (guint i = 0; values[i] != NULL; i += 2)
    amb_record_set (record, values[i], values[i + 1]);
  id = amb_programme_add (desk->programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  return id;
}

#define ADD(desk, entity, ...) add (desk, entity, (const char *const[]){ __VA_ARGS__, NULL })

static gboolean
is_there (AmbStore *store, const char *entity, const char *id)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (store, amb_entity_find (entity), id, NULL);

  return record != NULL && !amb_record_get_deleted (record);
}

typedef struct
{
  SyncFixture *f;
  char *person, *writer, *activity;
} World;

/* Of a person, recorded by another. */
static void
begin (World *world)
{
  SyncDesk *a;

  world->f = sync_fixture_new ();
  a = &world->f->a;
  world->person = sync_fixture_add_person (world->f);
  world->writer = ADD (a, "ambassador", "display-name", "Writer");
  world->activity = ADD (a, "activity", "ambassador-id", world->person, "kind", "share", "at",
                         "2026-01-01T00:00:00.000Z", "source", "person", "provenance", "estimated",
                         "by-id", world->writer);
  sync_fixture_settle (world->f);
}

static void
end (World *world)
{
  g_free (world->person);
  g_free (world->writer);
  g_free (world->activity);
  sync_fixture_free (world->f);
}

static void
assert_taken (SyncDesk *desk)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (desk->store, NULL);

  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (((AmbFinding *) findings->pdata[i])->detail, ==, NULL);
}

static void
remove_one (World *world, const char *id)
{
  g_autoptr (GError) error = NULL;

  amb_programme_remove (world->f->a.programme, amb_entity_find ("ambassador"), id, &error);
  g_assert_no_error (error);
  sync_fixture_settle (world->f);
  assert_taken (&world->f->a);
}

static void
take_back (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_programme_undo (world->f->a.programme, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->left->len, ==, 0);
  sync_fixture_settle (world->f);
  g_assert_cmpint (amb_findings_count (world->f->a.store), ==, 0);
}

static void
assert_there (World *world, const char *entity, const char *id, gboolean expected)
{
  g_assert_true (is_there (world->f->store, entity, id) == expected);
  g_assert_true (is_there (world->f->a.store, entity, id) == expected);
  g_assert_true (is_there (world->f->b.store, entity, id) == expected);
}

static void
test_what_happened_goes_with_its_person_and_comes_back (void)
{
  World world;

  begin (&world);
  remove_one (&world, world.person);
  assert_there (&world, "ambassador", world.person, FALSE);
  assert_there (&world, "activity", world.activity, FALSE);
  take_back (&world);
  assert_there (&world, "ambassador", world.person, TRUE);
  assert_there (&world, "activity", world.activity, TRUE);
  end (&world);
}

static void
assert_writer (AmbStore *store, const char *id, const char *expected)
{
  g_autoptr (AmbRecord) record = amb_store_get (store, amb_entity_find ("activity"), id, NULL);

  g_assert_nonnull (record);
  g_assert_cmpstr (amb_record_get (record, "by-id"), ==, expected);
}

static void
test_who_recorded_it_goes (void)
{
  World world;

  begin (&world);
  remove_one (&world, world.writer);
  assert_there (&world, "ambassador", world.writer, FALSE);
  assert_there (&world, "activity", world.activity, TRUE);
  assert_writer (world.f->b.store, world.activity, NULL);
  end (&world);
}

/* Alone it stays. */
static void
test_what_happened_is_not_removed_by_itself (void)
{
  World world;
  g_autoptr (GError) error = NULL;

  begin (&world);
  g_assert_false (amb_programme_remove (world.f->a.programme, amb_entity_find ("activity"),
                                        world.activity, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  assert_there (&world, "activity", world.activity, TRUE);
  end (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/along/what-happened-goes-with-its-person-and-comes-back",
                   test_what_happened_goes_with_its_person_and_comes_back);
  g_test_add_func ("/server/along/who-recorded-it-goes", test_who_recorded_it_goes);
  g_test_add_func ("/server/along/what-happened-is-not-removed-by-itself",
                   test_what_happened_is_not_removed_by_itself);
  return g_test_run ();
}
