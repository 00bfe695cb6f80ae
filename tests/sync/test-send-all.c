/* A programme that was begun without a server, on its way to an empty one. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-outbox.h"
#include "amb-sync-send-all.h"

/* 2026-11-23, noon. */
#define NOW G_GINT64_CONSTANT (1795435200000)

/* A profile that was never connected, and what it holds. */
static void
open_own (SyncDesk *desk, guint32 seed)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, seed);
  g_autoptr (GError) error = NULL;

  amb_sync_engine_free (desk->engine);
  g_object_unref (desk->programme);
  g_object_unref (desk->store);
  desk->store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  g_assert_no_error (error);
  desk->programme = amb_programme_new (desk->store);
  amb_programme_set_actor (desk->programme, "Old Hand", NULL, AMB_ACCESS_MANAGER);
  desk->engine = amb_sync_engine_new (desk->store, &error);
  g_assert_no_error (error);
}

static char *
add (SyncDesk *desk, const char *entity, const char *const *fields)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  g_autoptr (GError) error = NULL;
  char *id;

  for (; *fields; fields += 2)
    amb_record_set (record, fields[0], fields[1]);
  id = amb_programme_add (desk->programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  return id;
}
#define ADD(desk, entity, ...) add (desk, entity, (const char *const[]){ __VA_ARGS__, NULL })

static void
set (SyncDesk *desk, const char *entity, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  amb_programme_set_field (desk->programme, amb_entity_find (entity), id, field, value, &error);
  g_assert_no_error (error);
}

/* A tree that was made from its leaves up, references in a circle of entities, moves, a programme
 * with a name, something removed. Returns: the person */
static char *
fill (SyncDesk *desk)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autofree char *leaf = ADD (desk, "node", "name", "Leaf", "kind", "hub");
  g_autofree char *middle = ADD (desk, "node", "name", "Middle", "kind", "hub");
  g_autofree char *top = ADD (desk, "node", "name", "Top", "kind", "hub");
  g_autofree char *gone = ADD (desk, "ambassador", "display-name", "Gone Again");
  g_autofree char *programme =
      ADD (desk, "programme", "name", "Voices of Meridiem", "company", "Meridiem");
  g_autoptr (GError) error = NULL;
  char *zoe = ADD (desk, "ambassador", "display-name", "Zoé Martin", "node-id", leaf);

  set (desk, "node", leaf, "parent-id", middle);
  set (desk, "node", middle, "parent-id", top);
  set (desk, "node", top, "head-id", zoe);
  set (desk, "programme", programme, "charter-version", NULL);
  amb_programme_move (desk->programme, people, zoe, "nominated", NULL, &error);
  g_assert_no_error (error);
  amb_programme_remove (desk->programme, people, gone, &error);
  g_assert_no_error (error);
  return zoe;
}

static void
begin (SyncDesk *desk)
{
  AmbDb *db = amb_store_get_db (desk->store);
  g_autofree char *device = amb_clock_dup_id (amb_store_get_clock (desk->store));
  g_autoptr (GError) error = NULL;

  amb_db_begin (db, &error);
  amb_sync_engine_begin (desk->engine, "memory:", device, &error);
  g_assert_no_error (error);
  amb_sync_send_all (desk->store, &error);
  g_assert_no_error (error);
  amb_db_commit (db, &error);
  g_assert_no_error (error);
}

static gint64
count (AmbStore *store, const char *sql)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  amb_db_query_int (amb_store_get_db (store), &n, -1, &error, sql, NULL);
  g_assert_no_error (error);
  return n;
}

/* Every living row of the desk, as JSON, is the server's, and it has no other. */
static void
assert_same (SyncFixture *fixture, SyncDesk *desk)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (*entity);
      g_autoptr (GPtrArray) rows = NULL;
      gint64 there = 0;

      if ((*entity)->kind == AMB_KIND_DERIVED || (*entity)->kind == AMB_KIND_PROJECTION)
        continue;
      rows = amb_store_list (desk->store, query, -1, NULL);
      g_assert_true (amb_store_count (fixture->store, query, &there, NULL));
      g_assert_cmpint (there, ==, rows->len);
      for (guint i = 0; i < rows->len; i++)
        {
          g_autoptr (GString) mine = g_string_new (NULL);
          g_autoptr (GString) theirs = g_string_new (NULL);
          g_autoptr (AmbRecord) row =
              amb_store_get (fixture->store, *entity, amb_record_get_id (rows->pdata[i]), NULL);

          g_assert_nonnull (row);
          amb_record_append_json (rows->pdata[i], mine);
          amb_record_append_json (row, theirs);
          g_assert_cmpstr (mine->str, ==, theirs->str);
        }
    }
}

static char *
dup_everything (SyncDesk *desk)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (*entity);
      g_autoptr (GPtrArray) rows = amb_store_list (desk->store, query, -1, NULL);

      for (guint i = 0; rows && i < rows->len; i++)
        amb_record_append_json (rows->pdata[i], all);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_all_of_it_is_there_once_and_as_it_was (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *zoe = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  open_own (&fixture->a, 5);
  zoe = fill (&fixture->a);
  before = dup_everything (&fixture->a);
  begin (&fixture->a);
  g_assert_cmpint (amb_sync_get_sending (fixture->a.store), ==, AMB_SENDING_ON);
  sync_fixture_run (fixture, &fixture->a);
  after = dup_everything (&fixture->a);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (amb_sync_get_sending (fixture->a.store), ==, AMB_SENDING_NOT);
  g_assert_cmpint (amb_findings_count (fixture->a.store), ==, 0);
  assert_same (fixture, &fixture->a);
  /* The move is the one that was made, by whoever made it. */
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM transitions WHERE by = 'Old Hand' "
                                          "AND imported IS NULL"),
                   ==,
                   count (fixture->a.store, "SELECT count (*) FROM transitions WHERE deleted = 0"));
  /* Another desk gets it like any other programme. */
  sync_fixture_run (fixture, &fixture->b);
  assert_same (fixture, &fixture->b);
  sync_fixture_free (fixture);
}

static void
test_nothing_is_pulled_before_all_is_sent (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *zoe = NULL;
  g_autoptr (AmbSyncRequest) pull = NULL;
  g_autoptr (GError) error = NULL;

  open_own (&fixture->a, 5);
  zoe = fill (&fixture->a);
  begin (&fixture->a);
  pull = amb_sync_engine_plan_pull (fixture->a.engine, 0, &error);
  g_assert_no_error (error);
  g_assert_null (pull);
  sync_fixture_run (fixture, &fixture->a);
  pull = amb_sync_engine_plan_pull (fixture->a.engine, 0, &error);
  g_assert_nonnull (pull);
  sync_fixture_free (fixture);
}

/* The answer to a push is lost, and the program starts anew. */
static void
test_an_answer_that_was_lost_doubles_nothing (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->a;
  g_autofree char *zoe = NULL;
  g_autoptr (GError) error = NULL;
  gboolean pushed = FALSE;

  open_own (desk, 5);
  zoe = fill (desk);
  begin (desk);
  while (!pushed)
    {
      g_autoptr (AmbSyncRequest) request = amb_sync_engine_plan_push (desk->engine, &error);
      g_autoptr (AmbSyncResponse) response = NULL;
      AmbSyncOutcome outcome;

      g_assert_no_error (error);
      response = sync_fixture_answer (fixture, desk, request);
      pushed = request->kind == AMB_SYNC_PUSH;
      if (!pushed)
        amb_sync_engine_apply (desk->engine, request, response, &outcome, &error);
    }
  amb_sync_engine_free (desk->engine);
  desk->engine = amb_sync_engine_new (desk->store, &error);
  sync_fixture_run (fixture, desk);
  assert_same (fixture, desk);
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
  sync_fixture_free (fixture);
}

/* Registered, then pushed until it is refused. */
static void
push_until_refused (SyncFixture *fixture, SyncDesk *desk, GError **error)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (AmbSyncRequest) request = amb_sync_engine_plan_push (desk->engine, &local);
      g_autoptr (AmbSyncResponse) response = NULL;
      AmbSyncOutcome outcome;

      if (request)
        response = sync_fixture_answer (fixture, desk, request);
      if (request && amb_sync_engine_apply (desk->engine, request, response, &outcome, &local))
        continue;
      g_propagate_error (error, g_steal_pointer (&local));
      return;
    }
}

static void
test_of_two_desks_one_sends_and_the_other_keeps_all (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *late = &fixture->b;
  g_autofree char *zoe = NULL;
  g_autofree char *other = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 unsent = -1;

  open_own (&fixture->a, 5);
  open_own (late, 6);
  zoe = fill (&fixture->a);
  other = fill (late);
  before = dup_everything (late);
  begin (&fixture->a);
  begin (late);
  sync_fixture_run (fixture, &fixture->a);
  push_until_refused (fixture, late, &error);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CONFLICT);
  g_clear_error (&error);
  /* It stays refused: nothing is tried again, and nothing pulled. */
  g_assert_cmpint (amb_sync_get_sending (late->store), ==, AMB_SENDING_REFUSED);
  g_assert_null (amb_sync_engine_plan_push (late->engine, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (amb_sync_engine_plan_pull (late->engine, 0, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CONFLICT);
  g_clear_error (&error);
  assert_same (fixture, &fixture->a);
  /* Leaving needs no force: nothing is lost by it. */
  amb_credentials_key_free (
      amb_sync_leave (late->programme, AMB_SYNC_DISCONNECT_DEFAULT, &unsent, &error));
  g_assert_no_error (error);
  g_assert_cmpint (unsent, ==, 0);
  after = dup_everything (late);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (amb_outbox_count_waiting (late->store), ==, 0);
  sync_fixture_free (fixture);
}

static void
test_work_goes_on_while_it_is_sent (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->a;
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autofree char *zoe = NULL;
  g_autofree char *max = NULL;
  g_autofree char *eve = NULL;
  g_autoptr (GError) error = NULL;

  open_own (desk, 5);
  zoe = fill (desk);
  max = ADD (desk, "ambassador", "display-name", "Max");
  begin (desk);
  set (desk, "ambassador", zoe, "job-title", "Lyon");
  amb_programme_move (desk->programme, people, zoe, "in_review", NULL, &error);
  g_assert_no_error (error);
  amb_programme_remove (desk->programme, people, max, &error);
  g_assert_no_error (error);
  eve = ADD (desk, "ambassador", "display-name", "Eve");
  sync_fixture_run (fixture, desk);
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
  assert_same (fixture, desk);
  sync_fixture_free (fixture);
}

/* What was removed before can still be brought back: the server makes it then. */
static void
test_what_was_removed_before_comes_back_by_undo (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->a;
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autofree char *zoe = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (GError) error = NULL;

  open_own (desk, 5);
  zoe = fill (desk);
  gone = ADD (desk, "ambassador", "display-name", "Gone");
  amb_programme_remove (desk->programme, people, gone, &error);
  begin (desk);
  sync_fixture_run (fixture, desk);
  amb_programme_restore (desk->programme, people, gone, &error);
  g_assert_no_error (error);
  sync_fixture_run (fixture, desk);
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
  assert_same (fixture, desk);
  sync_fixture_free (fixture);
}

/* What came from another server has that one's versions, which mean nothing to this one. */
static void
test_versions_of_a_former_server_are_forgotten (void)
{
  SyncFixture *former = sync_fixture_new ();
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &former->a;
  g_autofree char *zoe = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  zoe = sync_fixture_add_person (former);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      sync_desk_set (desk, zoe, "job-title", title);
      sync_fixture_run (former, desk);
    }
  amb_credentials_key_free (
      amb_sync_leave (desk->programme, AMB_SYNC_DISCONNECT_DEFAULT, NULL, &error));
  g_assert_no_error (error);
  amb_programme_set_actor (desk->programme, "Old Hand", NULL, AMB_ACCESS_MANAGER);
  begin (desk);
  /* Whoever signs in there signs in here. */
  token = g_steal_pointer (&desk->token);
  desk->token = g_strdup (fixture->a.token);
  sync_fixture_run (fixture, desk);
  assert_same (fixture, desk);
  g_assert_cmpint (count (desk->store, "SELECT max (ver) FROM ambassadors WHERE deleted = 0"), ==,
                   count (fixture->store, "SELECT max (ver) FROM ambassadors WHERE deleted = 0"));
  sync_fixture_free (former);
  sync_fixture_free (fixture);
}

/* The server goes back to a backup from before anything was sent. */
static void
restore (SyncFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->core);
  g_clear_object (&fixture->store);
  fixture->store = amb_store_open (path, AMB_STORE_SERVER, fixture->clock, &error);
  g_assert_no_error (error);
  fixture->core = amb_server_core_new (fixture->store, &error);
  g_assert_no_error (error);
}

static void
test_a_server_restored_to_emptiness_gets_all_again (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->a;
  g_autofree char *folder = g_dir_make_tmp ("amb-send-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "backup.db", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r %s", folder);
  g_autofree char *zoe = NULL;
  g_autoptr (GError) error = NULL;

  amb_server_core_backup (fixture->core, path, &error);
  g_assert_no_error (error);
  open_own (desk, 5);
  zoe = fill (desk);
  begin (desk);
  sync_fixture_run (fixture, desk);
  restore (fixture, path);
  sync_fixture_run (fixture, desk);
  assert_same (fixture, desk);
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
  sync_fixture_free (fixture);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

/* Such a reference would have no create that the server could take. */
static void
test_no_required_reference_points_to_something_later (void)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    for (const AmbField *field = (*entity)->fields; field->name; field++)
      {
        gboolean earlier = field->type != AMB_FIELD_REF || !(field->flags & AMB_FIELD_REQUIRED);

        for (const AmbEntity *const *other = amb_entities (); !earlier && *other != *entity;
             other++)
          earlier = g_str_equal ((*other)->name, field->ref);
        g_assert_true (earlier);
      }
}

static void
test_thousands_are_sent_in_pushes_that_the_server_takes (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->a;
  g_autoptr (GError) error = NULL;

  open_own (desk, 5);
  amb_db_begin (amb_store_get_db (desk->store), NULL);
  for (guint i = 0; i < 2500; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      g_autofree char *id = ADD (desk, "ambassador", "display-name", name);
    }
  amb_db_commit (amb_store_get_db (desk->store), &error);
  g_assert_no_error (error);
  begin (desk);
  sync_fixture_run (fixture, desk);
  assert_same (fixture, desk);
  sync_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    GTestFunc func;
  } tests[] = {
    { "all-of-it-is-there-once-and-as-it-was", test_all_of_it_is_there_once_and_as_it_was },
    { "nothing-is-pulled-before-all-is-sent", test_nothing_is_pulled_before_all_is_sent },
    { "an-answer-that-was-lost-doubles-nothing", test_an_answer_that_was_lost_doubles_nothing },
    { "of-two-desks-one-sends-and-the-other-keeps-all",
      test_of_two_desks_one_sends_and_the_other_keeps_all },
    { "work-goes-on-while-it-is-sent", test_work_goes_on_while_it_is_sent },
    { "what-was-removed-before-comes-back-by-undo",
      test_what_was_removed_before_comes_back_by_undo },
    { "versions-of-a-former-server-are-forgotten", test_versions_of_a_former_server_are_forgotten },
    { "a-server-restored-to-emptiness-gets-all-again",
      test_a_server_restored_to_emptiness_gets_all_again },
    { "no-required-reference-points-to-something-later",
      test_no_required_reference_points_to_something_later },
    { "thousands-are-sent-in-pushes-that-the-server-takes",
      test_thousands_are_sent_in_pushes_that_the_server_takes },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/send-all/", tests[i].path, NULL);

      g_test_add_func (path, tests[i].func);
    }
  return g_test_run ();
}
