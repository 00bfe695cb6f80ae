/* A token that was revoked: what came from the server goes, down to the bytes of the file; what was
 * typed and not sent stays. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-outbox.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECRET "Zebulonia"

typedef struct
{
  SyncFixture *fixture;
  SyncDesk *desk; /* of the fixture, over a file */
  char *folder;
  char *path;
  char *id; /* of a person whose name is the secret */
} Scene;

/* A desk over a file: what stays in it can be looked for. */
static void
scene_open (Scene *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbClock) clock = amb_clock_new_manual (1795435200000, 7);
  g_autofree char *device = amb_clock_dup_id (clock);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);

  self->fixture = sync_fixture_new ();
  self->desk = &self->fixture->b;
  self->folder = g_dir_make_tmp ("amb-revoke-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "programme.db", NULL);
  g_clear_pointer (&self->desk->engine, amb_sync_engine_free);
  g_clear_object (&self->desk->programme);
  g_clear_object (&self->desk->store);
  self->desk->store = amb_store_open (self->path, AMB_STORE_DEFAULT, clock, &error);
  g_assert_no_error (error);
  self->desk->programme = amb_programme_new (self->desk->store);
  self->desk->engine = amb_sync_engine_new (self->desk->store, &error);
  g_assert_true (amb_sync_engine_begin (self->desk->engine, "memory:", device, &error));
  sync_fixture_settle (self->fixture);
  amb_record_set (record, "display-name", SECRET);
  amb_record_set (record, "notes", "start");
  self->id = amb_programme_add (self->fixture->a.programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  sync_fixture_settle (self->fixture);
}

static void
scene_close (Scene *self)
{
  sync_fixture_free (self->fixture);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const endings[] = { "", "-wal", "-shm" };
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->id);
}

static gboolean
file_holds (const char *path, const char *text)
{
  g_autofree char *data = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return FALSE;
  for (gsize i = 0; i + strlen (text) <= length; i++)
    if (memcmp (data + i, text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}

/* In the file or the log beside it, as it is written or as the search index folds it. */
static gboolean
profile_holds (Scene *self, const char *text)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *folded = g_ascii_strdown (text, -1);

  return file_holds (self->path, text) || file_holds (log, text) ||
         file_holds (self->path, folded) || file_holds (log, folded);
}

/* The next request learns of it; from then on nothing can be planned. */
static void
meet_revocation (Scene *self, gboolean push, guint findings)
{
  AmbSyncEngine *engine = self->desk->engine;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome;

  g_assert_true (amb_server_core_revoke (self->fixture->core, self->desk->principal, &error));
  request = push ? amb_sync_engine_plan_push (engine, &error)
                 : amb_sync_engine_plan_pull (engine, 0, &error);
  response = sync_fixture_answer (self->fixture, self->desk, request);
  g_assert_true (amb_sync_engine_apply (engine, request, response, &outcome, &error));
  g_assert_no_error (error);
  g_assert_true (outcome.applied);
  g_assert_true (outcome.account);
  g_assert_false (outcome.more);
  g_assert_cmpuint (outcome.findings, ==, findings);
  amb_programme_load_actor (self->desk->programme);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (i ? amb_sync_engine_plan_push (engine, &error)
                       : amb_sync_engine_plan_pull (engine, 0, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
      g_assert_nonnull (strstr (error->message, "revoked"));
      g_assert_nonnull (strstr (error->message, "Ask a manager"));
      g_clear_error (&error);
    }
}

static void
assert_nothing_is_left (Scene *self)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM \"%s\"", (*entity)->collection);
      gint64 n = -1;

      amb_db_query_int (amb_store_get_db (self->desk->store), &n, -1, NULL, sql, NULL);
      g_assert_cmpint (n, ==, 0);
    }
  g_assert_cmpint (amb_outbox_count_waiting (self->desk->store), ==, 0);
  g_assert_cmpint (amb_programme_get_access (self->desk->programme), ==, AMB_ACCESS_NONE);
}

static void
test_no_byte_of_a_lost_scope_remains (void)
{
  Scene scene = { 0 };

  scene_open (&scene);
  g_assert_true (profile_holds (&scene, SECRET));
  meet_revocation (&scene, FALSE, 0);
  assert_nothing_is_left (&scene);
  g_assert_false (profile_holds (&scene, SECRET));
  scene_close (&scene);
}

/* The same of a scope that another grant takes away: of its history too, but for what this desk
 * sent itself, which a server that is restored may want again. */
static void
test_no_byte_remains_after_other_grants (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  sync_desk_set (&scene.fixture->a, scene.id, "notes", "Whispered");
  sync_fixture_settle (scene.fixture);
  sync_desk_set (scene.desk, scene.id, "job-title", "Overheard");
  sync_fixture_settle (scene.fixture);
  sync_desk_set (&scene.fixture->a, scene.id, "notes", "another");
  sync_fixture_settle (scene.fixture);
  g_assert_true (profile_holds (&scene, "Whispered"));
  amb_server_core_set_grants (scene.fixture->core, scene.desk->principal, AMB_ACCESS_SPONSOR, NULL,
                              &error);
  g_assert_no_error (error);
  sync_fixture_run (scene.fixture, scene.desk);
  g_assert_false (profile_holds (&scene, SECRET));
  g_assert_false (profile_holds (&scene, "Whispered"));
  scene_close (&scene);
}

typedef struct
{
  const char *name;
  const char *command; /* what is done and not sent */
  guint findings;
  const char *typed; /* NULL: nothing */
} Unsent;

static const Unsent unsent[] = {
  { "an-edit", "job-title=Typed here", 1, "Typed here" },
  { "two-edits-of-one-record", "job-title=Typed here; notes=and there", 1, "and there" },
  { "a-set", "roles=[\"curator\"]", 1, "curator" },
  { "a-move", "move nominated", 1, "nominated" },
  { "a-removal", "remove", 1, NULL },
  { "a-new-record", "add Newcomer", 1, "Newcomer" },
  { "a-new-record-and-its-edit", "add Newcomer; edit later", 1, "later" },
  { "several", "job-title=Typed here; add Newcomer; move nominated", 3, "Typed here" },
};

static void
run_command (Scene *self, const char *command, char **added)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  AmbProgramme *programme = self->desk->programme;
  g_autoptr (GError) error = NULL;
  const char *equals = strchr (command, '=');

  if (g_str_has_prefix (command, "move "))
    amb_programme_move (programme, people, self->id, command + strlen ("move "), NULL, &error);
  else if (g_str_equal (command, "remove"))
    amb_programme_remove (programme, people, self->id, &error);
  else if (g_str_has_prefix (command, "add "))
    {
      g_autoptr (AmbRecord) record = amb_record_new (people, NULL);

      amb_record_set (record, "display-name", command + strlen ("add "));
      g_free (*added);
      *added = amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, &error);
    }
  else if (g_str_has_prefix (command, "edit "))
    sync_desk_set (self->desk, *added, "notes", command + strlen ("edit "));
  else
    {
      g_autofree char *field = g_strndup (command, equals - command);

      sync_desk_set (self->desk, self->id, field, equals + 1);
    }
  g_assert_no_error (error);
}

static gboolean
is_typed (GPtrArray *findings, const char *text)
{
  for (guint i = 0; i < findings->len; i++)
    if (strstr (((AmbFinding *) findings->pdata[i])->typed, text))
      return TRUE;
  return FALSE;
}

/* Sent without an answer, or never sent: typed is typed. */
static void
test_unsent (gconstpointer data)
{
  const Unsent *self = data;

  for (guint is_sent = 0; is_sent < 2; is_sent++)
    {
      Scene scene = { 0 };
      g_auto (GStrv) commands = g_strsplit (self->command, "; ", -1);
      g_autofree char *added = NULL;
      g_autoptr (AmbSyncRequest) lost = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      scene_open (&scene);
      for (char **command = commands; *command; command++)
        run_command (&scene, *command, &added);
      if (is_sent)
        lost = amb_sync_engine_plan_push (scene.desk->engine, NULL);
      meet_revocation (&scene, TRUE, self->findings);
      assert_nothing_is_left (&scene);
      findings = amb_findings_list (scene.desk->store, NULL);
      g_assert_cmpuint (findings->len, ==, self->findings);
      g_assert_true (!self->typed || is_typed (findings, self->typed));
      for (guint i = 0; i < findings->len; i++)
        g_assert_cmpstr (((AmbFinding *) findings->pdata[i])->code, ==, "token-revoked");
      g_assert_false (profile_holds (&scene, SECRET));
      scene_close (&scene);
    }
}

/* Of a conflict that is open, mine stays and theirs goes. */
static void
test_an_open_conflict_keeps_mine_only (void)
{
  Scene scene = { 0 };
  g_autoptr (GPtrArray) findings = NULL;
  const AmbFinding *finding;

  scene_open (&scene);
  sync_desk_set (&scene.fixture->a, scene.id, "notes", "Theirsome");
  sync_desk_set (scene.desk, scene.id, "notes", "Minesome");
  sync_fixture_settle (scene.fixture);
  meet_revocation (&scene, FALSE, 0);
  findings = amb_findings_list (scene.desk->store, NULL);
  g_assert_cmpuint (findings->len, ==, 1);
  finding = findings->pdata[0];
  g_assert_cmpstr (finding->mine, ==, "Minesome");
  g_assert_null (finding->theirs);
  g_assert_null (finding->base);
  g_assert_false (profile_holds (&scene, "Theirsome"));
  scene_close (&scene);
}

/* A server that was set up anew knows no token: that takes nothing away. */
static void
test_an_unknown_token_takes_nothing_away (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autofree char *value = NULL;
  AmbSyncOutcome outcome;

  scene_open (&scene);
  g_free (scene.desk->token);
  scene.desk->token = g_strdup ("never-given");
  request = amb_sync_engine_plan_pull (scene.desk->engine, 0, &error);
  response = sync_fixture_answer (scene.fixture, scene.desk, request);
  g_assert_false (amb_sync_engine_apply (scene.desk->engine, request, response, &outcome, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_assert_cmpstr (sync_desk_get (scene.desk, scene.id, "display-name", &value), ==, SECRET);
  scene_close (&scene);
}

static void
test_the_server_can_be_left (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  meet_revocation (&scene, FALSE, 0);
  g_assert_true (
      amb_sync_disconnect (scene.desk->programme, AMB_SYNC_DISCONNECT_DEFAULT, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (amb_programme_get_access (scene.desk->programme), ==, AMB_ACCESS_MANAGER);
  scene_close (&scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/revoke/no-byte-of-a-lost-scope-remains",
                   test_no_byte_of_a_lost_scope_remains);
  g_test_add_func ("/sync/revoke/no-byte-remains-after-other-grants",
                   test_no_byte_remains_after_other_grants);
  for (guint i = 0; i < G_N_ELEMENTS (unsent); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync/revoke/what-was-typed-stays/", unsent[i].name, NULL);

      g_test_add_data_func (path, &unsent[i], test_unsent);
    }
  g_test_add_func ("/sync/revoke/an-open-conflict-keeps-mine-only",
                   test_an_open_conflict_keeps_mine_only);
  g_test_add_func ("/sync/revoke/an-unknown-token-takes-nothing-away",
                   test_an_unknown_token_takes_nothing_away);
  g_test_add_func ("/sync/revoke/the-server-can-be-left", test_the_server_can_be_left);
  return g_test_run ();
}
