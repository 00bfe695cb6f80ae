/* Programs and a server of different schemas: what either doesn't know, and upgrades meanwhile. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-outbox.h"
#include "amb-problem.h"
#include "amb-push.h"
#include "levels.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1795435200000)

/* A server and two desks on files: each may get another program. */
typedef struct
{
  SyncFixture sync; /* what its own functions need */
  char *folder;
  TestLevel server;
  TestLevel levels[2];
  AmbClock *clocks[2];
  char *person; /* an ambassador that everybody knows */
} World;

static SyncDesk *
get_desk (World *self, guint n)
{
  return n == 0 ? &self->sync.a : &self->sync.b;
}

static AmbStore *
open_store (World *self, const char *name, AmbStoreFlags flags, AmbClock *clock)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  AmbStore *store = amb_store_open (path, flags, clock, &error);

  g_assert_no_error (error);
  return store;
}

static void
start_server (World *self, TestLevel level)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->sync.core);
  g_clear_object (&self->sync.store);
  self->server = level;
  test_levels_use (level);
  self->sync.store = open_store (self, "server.db", AMB_STORE_SERVER, self->sync.clock);
  self->sync.core = amb_server_core_new (self->sync.store, &error);
  g_assert_no_error (error);
}

static void
stop_desk (SyncDesk *desk)
{
  g_clear_pointer (&desk->engine, amb_sync_engine_free);
  g_clear_object (&desk->programme);
  g_clear_object (&desk->store);
}

static void
start_desk (World *self, guint n, TestLevel level)
{
  SyncDesk *desk = get_desk (self, n);
  g_autofree char *name = g_strdup_printf ("desk%u.db", n);
  g_autoptr (GError) error = NULL;

  stop_desk (desk);
  self->levels[n] = level;
  test_levels_use (level);
  desk->store = open_store (self, name, AMB_STORE_DEFAULT, self->clocks[n]);
  desk->programme = amb_programme_new (desk->store);
  amb_programme_set_actor (desk->programme, n == 0 ? "Ada" : "Ben", NULL, AMB_ACCESS_MANAGER);
  desk->engine = amb_sync_engine_new (desk->store, &error);
  g_assert_no_error (error);
}

/* One request to its end; FALSE: there is nothing to ask. @error: what applying says. */
static gboolean
ask (World *self, guint n, gboolean push, gboolean *more, GError **error)
{
  SyncDesk *desk = get_desk (self, n);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GError) local = NULL;
  AmbSyncOutcome outcome;

  *more = FALSE;
  test_levels_use (self->levels[n]);
  request = push ? amb_sync_engine_plan_push (desk->engine, &local)
                 : amb_sync_engine_plan_pull (desk->engine, 0, &local);
  if (!request)
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  test_levels_use (self->server);
  response = sync_fixture_answer (&self->sync, desk, request);
  test_levels_use (self->levels[n]);
  amb_sync_engine_apply (desk->engine, request, response, &outcome, error);
  *more = outcome.more;
  return TRUE;
}

static void
run (World *self, guint n)
{
  for (guint i = 0; i < 6; i++)
    for (guint push = 0; push < 2; push++)
      {
        g_autoptr (GError) error = NULL;
        gboolean more = TRUE;

        while (more)
          {
            ask (self, n, push, &more, &error);
            g_assert_no_error (error);
          }
      }
  g_assert_true (amb_sync_engine_is_at_head (get_desk (self, n)->engine));
}

static void
settle (World *self)
{
  for (guint i = 0; i < 4; i++)
    run (self, i % 2);
}

static void
set_field (
    World *self, guint n, const char *entity, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  test_levels_use (self->levels[n]);
  amb_programme_set_field (get_desk (self, n)->programme, amb_entity_find (entity), id, field,
                           value, &error);
  g_assert_no_error (error);
}

static void
set_person (World *self, guint n, const char *field, const char *value)
{
  set_field (self, n, "ambassador", self->person, field, value);
}

static char *
add (World *self, guint n, const char *entity, const char *field, const char *value)
{
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  test_levels_use (self->levels[n]);
  record = amb_record_new (amb_entity_find (entity), NULL);
  amb_record_set (record, field, value);
  id = amb_programme_add (get_desk (self, n)->programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  return id;
}

static AmbRecord *
lookup (World *self, guint n, const char *entity, const char *id)
{
  test_levels_use (self->levels[n]);
  return amb_store_lookup (get_desk (self, n)->store, amb_entity_find (entity), id, NULL);
}

static void
assert_field (
    World *self, guint n, const char *entity, const char *id, const char *field, const char *value)
{
  g_autoptr (AmbRecord) record = lookup (self, n, entity, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (amb_record_get (record, field), ==, value);
}

static void
assert_on_server (
    World *self, const char *entity, const char *id, const char *field, const char *value)
{
  g_autoptr (AmbRecord) record = NULL;

  test_levels_use (self->server);
  record = amb_store_lookup (self->sync.store, amb_entity_find (entity), id, NULL);
  g_assert_nonnull (record);
  g_assert_cmpstr (amb_record_get (record, field), ==, value);
}

static gint64
count_findings (World *self, guint n)
{
  return amb_findings_count (get_desk (self, n)->store);
}

static World *
world_new (TestLevel server, TestLevel a, TestLevel b)
{
  World *self = g_new0 (World, 1);

  self->folder = g_dir_make_tmp ("amb-schema-XXXXXX", NULL);
  self->sync.clock = amb_clock_new_manual (NOW, 1);
  start_server (self, server);
  for (guint n = 0; n < 2; n++)
    {
      SyncDesk *desk = get_desk (self, n);
      g_autofree char *device = NULL;

      self->clocks[n] = amb_clock_new_manual (NOW, 2 + n);
      test_levels_use (server);
      desk->token =
          amb_server_core_create_token (self->sync.core, n == 0 ? "Ada" : "Ben", AMB_ACCESS_MANAGER,
                                        NULL, NULL, &desk->principal, NULL);
      start_desk (self, n, n == 0 ? a : b);
      device = amb_clock_dup_id (self->clocks[n]);
      g_assert_true (amb_sync_engine_begin (desk->engine, "memory:", device, NULL));
    }
  settle (self);
  self->person = add (self, 0, "ambassador", "display-name", "Zoé");
  settle (self);
  return self;
}

static void
world_free (World *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  for (guint n = 0; n < 2; n++)
    {
      stop_desk (get_desk (self, n));
      g_free (get_desk (self, n)->token);
      g_object_unref (self->clocks[n]);
    }
  g_clear_object (&self->sync.core);
  g_clear_object (&self->sync.store);
  g_clear_object (&self->sync.clock);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->person);
  g_free (self);
  test_levels_use (TEST_LEVEL_OWN);
}

static void
test_fields_go_through_an_older_server (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_TWO, TEST_LEVEL_TWO);

  set_person (world, 0, "links", "https://a.example");
  set_person (world, 0, "roles", "[\"curator\"]");
  settle (world);
  assert_field (world, 1, "ambassador", world->person, "links", "https://a.example");
  set_person (world, 0, "roles", "[\"curator\",\"trainer\"]");
  set_person (world, 1, "roles", "[\"producer\"]");
  settle (world);
  assert_field (world, 0, "ambassador", world->person, "roles", "[\"producer\",\"trainer\"]");
  assert_field (world, 1, "ambassador", world->person, "roles", "[\"producer\",\"trainer\"]");
  start_server (world, TEST_LEVEL_TWO);
  assert_on_server (world, "ambassador", world->person, "links", "https://a.example");
  assert_on_server (world, "ambassador", world->person, "roles", "[\"producer\",\"trainer\"]");
  settle (world);
  assert_field (world, 1, "ambassador", world->person, "links", "https://a.example");
  world_free (world);
}

static void
test_a_conflict_of_what_the_server_does_not_know_asks (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_TWO, TEST_LEVEL_TWO);
  g_autoptr (GPtrArray) findings = NULL;
  const AmbFinding *finding;

  set_person (world, 0, "links", "https://ada.example");
  set_person (world, 1, "links", "https://ben.example");
  settle (world);
  g_assert_cmpint (count_findings (world, 0), ==, 0);
  g_assert_cmpint (count_findings (world, 1), ==, 1);
  findings = amb_findings_list (get_desk (world, 1)->store, NULL);
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->field->name, ==, "links");
  g_assert_cmpstr (finding->mine, ==, "https://ben.example");
  g_assert_cmpstr (finding->theirs, ==, "https://ada.example");
  assert_field (world, 1, "ambassador", world->person, "links", "https://ada.example");
  world_free (world);
}

static void
test_a_program_keeps_what_it_does_not_know_until_it_does (void)
{
  World *world = world_new (TEST_LEVEL_TWO, TEST_LEVEL_TWO, TEST_LEVEL_ONE);
  g_autoptr (AmbRecord) old = NULL;

  set_person (world, 0, "links", "https://a.example");
  set_person (world, 0, "level", "4");
  settle (world);
  old = lookup (world, 1, "ambassador", world->person);
  g_assert_nonnull (strstr (amb_record_get_extra (old), "https://a.example"));
  g_assert_cmpstr (amb_record_get (old, "level"), ==, "4"); /* shown as it is */
  set_person (world, 1, "notes", "typed by an old program");
  start_desk (world, 1, TEST_LEVEL_TWO);
  assert_field (world, 1, "ambassador", world->person, "links", "https://a.example");
  assert_field (world, 1, "ambassador", world->person, "notes", "typed by an old program");
  settle (world);
  assert_field (world, 0, "ambassador", world->person, "notes", "typed by an old program");
  assert_field (world, 0, "ambassador", world->person, "links", "https://a.example");
  assert_field (world, 0, "ambassador", world->person, "level", "4");
  g_assert_cmpint (count_findings (world, 1), ==, 0);
  world_free (world);
}

static void
test_required_fields_begin_everywhere_with_the_same (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_TWO, TEST_LEVEL_ONE);
  g_autofree char *before = add (world, 1, "node", "name", "Before");
  g_autofree char *after = NULL;

  settle (world);
  assert_field (world, 0, "node", before, "kind", "spoke");
  start_server (world, TEST_LEVEL_TWO);
  after = add (world, 1, "node", "name", "After"); /* by a program that can't name it */
  settle (world);
  assert_on_server (world, "node", before, "kind", "spoke");
  assert_on_server (world, "node", after, "kind", "spoke");
  assert_field (world, 0, "node", after, "kind", "spoke");
  start_desk (world, 1, TEST_LEVEL_TWO);
  settle (world);
  assert_field (world, 1, "node", before, "kind", "spoke");
  assert_field (world, 1, "node", after, "kind", "spoke");
  world_free (world);
}

static void
test_an_entity_is_fetched_once_it_is_known (void)
{
  World *world = world_new (TEST_LEVEL_TWO, TEST_LEVEL_TWO, TEST_LEVEL_ONE);
  g_autofree char *pillar = add (world, 0, "pillar", "name", "Proof");

  settle (world);
  set_person (world, 1, "job-title", "typed and not sent");
  start_desk (world, 1, TEST_LEVEL_TWO);
  assert_field (world, 1, "ambassador", world->person, "job-title", "typed and not sent");
  settle (world);
  assert_field (world, 1, "pillar", pillar, "name", "Proof");
  assert_field (world, 0, "ambassador", world->person, "job-title", "typed and not sent");
  world_free (world);
}

/* What a newer server hands out of rows that nobody touched may be more than before. */
static void
test_an_upgraded_server_is_read_anew (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_ONE, TEST_LEVEL_TWO);
  SyncDesk *desk = get_desk (world, 1);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AmbSyncRequest) request = NULL;
      g_autoptr (AmbSyncResponse) response = NULL;
      g_autofree char *text = NULL;

      start_server (world, TEST_LEVEL_TWO); /* the second time it is no upgrade */
      test_levels_use (TEST_LEVEL_TWO);
      request = amb_sync_engine_plan_pull (desk->engine, 0, NULL);
      response = sync_fixture_answer (&world->sync, desk, request);
      text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
      g_assert_cmpint (strstr (text, "\"op\":\"reset\"") != NULL, ==, i == 0);
      g_assert_cmpint (strstr (text, world->person) != NULL, ==, i == 0);
      run (world, 1);
    }
  assert_field (world, 1, "ambassador", world->person, "display-name", "Zoé");
  world_free (world);
}

static void
test_what_the_server_could_not_take_waits (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_TWO, TEST_LEVEL_TWO);
  SyncDesk *desk = get_desk (world, 0);
  g_autofree char *other = add (world, 0, "ambassador", "display-name", "Ann");
  g_autofree char *pillar = NULL;
  g_autoptr (AmbSyncStatus) status = NULL;
  g_autofree char *hint = NULL;

  settle (world);
  /* one action, half of which it knows; then what follows on the same person, and what doesn't */
  g_assert_true (amb_db_begin (amb_store_get_db (desk->store), NULL));
  pillar = add (world, 0, "pillar", "name", "Proof");
  g_assert_true (amb_db_commit (amb_store_get_db (desk->store), NULL));
  set_field (world, 0, "pillar", pillar, "owner-id", world->person);
  set_person (world, 0, "level", "4");
  set_person (world, 0, "level", "3");
  set_field (world, 0, "ambassador", other, "level", "4");
  set_field (world, 0, "ambassador", other, "job-title", "with it");
  set_person (world, 0, "notes", "goes at once");
  run (world, 0);
  run (world, 1);
  assert_field (world, 1, "ambassador", world->person, "notes", "goes at once");
  assert_field (world, 1, "ambassador", world->person, "level", "3");
  assert_field (world, 1, "ambassador", other, "job-title", NULL);
  g_assert_null (lookup (world, 1, "pillar", pillar));
  g_assert_cmpint (count_findings (world, 0), ==, 0);
  test_levels_use (TEST_LEVEL_TWO);
  status = amb_sync_status (desk->programme, NULL);
  hint = amb_sync_status_dup_hint (status);
  g_assert_cmpint (status->held, >, 0);
  g_assert_cmpint (status->held, ==, status->waiting);
  g_assert_nonnull (strstr (hint, "until the server is updated"));

  start_server (world, TEST_LEVEL_TWO);
  settle (world);
  assert_field (world, 1, "pillar", pillar, "name", "Proof");
  assert_field (world, 1, "pillar", pillar, "owner-id", world->person);
  assert_field (world, 1, "ambassador", other, "level", "4");
  assert_field (world, 1, "ambassador", other, "job-title", "with it");
  g_assert_cmpint (count_findings (world, 0), ==, 0);
  g_assert_cmpint (amb_outbox_count_waiting (desk->store), ==, 0);
  world_free (world);
}

/* Numbers are given when something is sent: who waits keeps its place among those who wait. */
static void
test_what_waits_keeps_its_order (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_TWO, TEST_LEVEL_TWO);
  g_autofree char *first = add (world, 0, "pillar", "name", "One");
  g_autofree char *second = NULL;

  set_person (world, 0, "job-title", "1");
  run (world, 0);
  set_field (world, 0, "pillar", first, "promise", "kept");
  second = add (world, 0, "pillar", "name", "Two");
  set_person (world, 0, "job-title", "2");
  run (world, 0);
  start_desk (world, 0, TEST_LEVEL_TWO);
  set_person (world, 0, "notes", "3");
  run (world, 0);
  run (world, 1);
  assert_field (world, 1, "ambassador", world->person, "job-title", "2");
  assert_field (world, 1, "ambassador", world->person, "notes", "3");
  start_server (world, TEST_LEVEL_TWO);
  settle (world);
  assert_field (world, 1, "pillar", first, "name", "One");
  assert_field (world, 1, "pillar", first, "promise", "kept");
  assert_field (world, 1, "pillar", second, "name", "Two");
  g_assert_cmpint (count_findings (world, 0), ==, 0);
  world_free (world);
}

static void
test_a_program_that_is_too_old_says_so_and_waits (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_ONE, TEST_LEVEL_TWO);
  SyncDesk *desk = get_desk (world, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_autoptr (GError) later = NULL;
  g_autoptr (AmbSyncStatus) status = NULL;
  gboolean more;

  start_server (world, TEST_LEVEL_THREE);
  set_person (world, 0, "job-title", "typed by a program that is too old");
  g_assert_true (ask (world, 0, FALSE, &more, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW);
  g_assert_nonnull (strstr (error->message, "update Ambassade"));
  /* work goes on, and nobody is asked again and again */
  set_person (world, 0, "notes", "and more");
  g_assert_false (ask (world, 0, TRUE, &more, &again));
  g_assert_error (again, AMB_ERROR, AMB_ERROR_TOO_NEW);
  g_clear_error (&again);
  start_desk (world, 0, TEST_LEVEL_ONE);
  g_assert_false (ask (world, 0, FALSE, &more, &again));
  g_assert_error (again, AMB_ERROR, AMB_ERROR_TOO_NEW);
  status = amb_sync_status (desk->programme, NULL);
  g_assert_true (status->outdated);
  g_assert_cmpint (status->waiting, ==, 1);
  amb_clock_advance (world->clocks[0], 61 * 60 * 1000);
  g_assert_true (ask (world, 0, FALSE, &more, &later)); /* once an hour it is */
  g_assert_error (later, AMB_ERROR, AMB_ERROR_TOO_NEW);

  start_desk (world, 0, TEST_LEVEL_TWO);
  settle (world);
  assert_field (world, 1, "ambassador", world->person, "job-title",
                "typed by a program that is too old");
  assert_field (world, 1, "ambassador", world->person, "notes", "and more");
  g_clear_pointer (&status, amb_sync_status_free);
  test_levels_use (TEST_LEVEL_TWO);
  status = amb_sync_status (desk->programme, NULL);
  g_assert_false (status->outdated);
  world_free (world);
}

/* What an older server keeps nobody checks: it must not stop those who know the field. */
static void
test_what_does_not_fit_stops_nobody (void)
{
  World *world = world_new (TEST_LEVEL_ONE, TEST_LEVEL_TWO, TEST_LEVEL_TWO);
  g_autoptr (AmbPrincipal) principal = NULL;
  g_autoptr (AmbFrameWriter) writer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 9);
  g_autofree char *device = amb_clock_dup_id (clock);
  g_autofree char *op = amb_clock_dup_id (clock);
  g_autoptr (GError) error = NULL;

  test_levels_use (TEST_LEVEL_ONE);
  principal = amb_server_core_authenticate (world->sync.core, world->sync.b.token, NULL);
  writer = amb_push_writer_new (device, 1, "hostile");
  amb_push_writer_add (writer, 1, op, op, "ambassador", world->person, "patch",
                       "{\"set\":{\"links\":[5],\"roles\":{\"a\":1}},\"bv\":{}}", NOW);
  body = amb_frame_writer_finish (writer, "ops", NULL);
  answer = amb_server_core_push (world->sync.core, principal, body, &error);
  g_assert_no_error (error);
  settle (world);
  assert_field (world, 0, "ambassador", world->person, "links", NULL);
  set_person (world, 0, "roles", "[\"curator\"]");
  set_person (world, 0, "links", "https://a.example");
  settle (world);
  start_server (world, TEST_LEVEL_TWO);
  settle (world);
  assert_on_server (world, "ambassador", world->person, "links", "https://a.example");
  assert_on_server (world, "ambassador", world->person, "roles", "[\"curator\"]");
  assert_field (world, 1, "ambassador", world->person, "links", "https://a.example");
  world_free (world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/sync/schema/" name, func)
  ADD ("fields-go-through-an-older-server", test_fields_go_through_an_older_server);
  ADD ("a-conflict-of-what-the-server-does-not-know-asks",
       test_a_conflict_of_what_the_server_does_not_know_asks);
  ADD ("a-program-keeps-what-it-does-not-know-until-it-does",
       test_a_program_keeps_what_it_does_not_know_until_it_does);
  ADD ("required-fields-begin-everywhere-with-the-same",
       test_required_fields_begin_everywhere_with_the_same);
  ADD ("an-entity-is-fetched-once-it-is-known", test_an_entity_is_fetched_once_it_is_known);
  ADD ("an-upgraded-server-is-read-anew", test_an_upgraded_server_is_read_anew);
  ADD ("what-the-server-could-not-take-waits", test_what_the_server_could_not_take_waits);
  ADD ("what-waits-keeps-its-order", test_what_waits_keeps_its_order);
  ADD ("a-program-that-is-too-old-says-so-and-waits",
       test_a_program_that_is_too_old_says_so_and_waits);
  ADD ("what-does-not-fit-stops-nobody", test_what_does_not_fit_stops_nobody);
  return g_test_run ();
}
