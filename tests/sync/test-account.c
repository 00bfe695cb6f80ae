/* Who acts in a profile that has a server, and how that follows the grants there. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-sync-account.h"

#include <string.h>

static AmbJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AmbJson *json = amb_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return json;
}

static void
test_whom_the_server_names_acts (void)
{
  static const struct
  {
    const char *account;
    const char *name;
    const char *person;
    AmbAccess access;
  } cases[] = {
    { "{\"name\":\"Lea\",\"access\":\"lead\",\"person\":\"p-1\"}", "Lea", "p-1", AMB_ACCESS_LEAD },
    { "{\"name\":\"Ada\",\"access\":\"auditor\"}", "Ada", NULL, AMB_ACCESS_AUDITOR },
    { "{\"name\":\"Zoé\",\"access\":\"ambassador\",\"person\":\"p-2\"}", "Zoé", "p-2",
      AMB_ACCESS_AMBASSADOR },
    { "{\"name\":\"Sam\",\"access\":\"sponsor\"}", "Sam", NULL, AMB_ACCESS_SPONSOR },
    { "{\"name\":\"Max\",\"access\":\"manager\"}", "Max", NULL, AMB_ACCESS_MANAGER },
    { "{\"name\":\"New\",\"access\":\"of-a-newer-server\"}", "New", NULL, AMB_ACCESS_NONE },
    { "{}", "Owner", "p-0", AMB_ACCESS_MANAGER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbClock) clock = amb_clock_new_manual (1795435200000, 1);
      g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, NULL);
      g_autoptr (AmbJson) account = parse (cases[i].account);
      g_autoptr (AmbProgramme) live = amb_programme_new (store);
      g_autoptr (AmbProgramme) reopened = NULL;
      g_autofree char *person = NULL;

      amb_store_set_meta (store, "actor-name", "Owner", NULL);
      amb_store_set_meta (store, "actor-person", "p-0", NULL);
      g_assert_true (amb_sync_account_take (store, amb_json_get_root (account), NULL));
      amb_programme_load_actor (live);
      reopened = amb_programme_new (store);
      person = amb_store_dup_meta (store, "actor-person");
      g_assert_cmpstr (person, ==, cases[i].person);
      g_assert_cmpstr (amb_programme_get_actor_name (live), ==, cases[i].name);
      g_assert_cmpstr (amb_programme_get_actor_name (reopened), ==, cases[i].name);
      g_assert_cmpint (amb_programme_get_access (live), ==, cases[i].access);
      g_assert_cmpint (amb_programme_get_access (reopened), ==, cases[i].access);
    }
}

/* Twice told, once left: the owner is not forgotten. */
static void
test_who_acted_before_acts_after_leaving (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->a;
  g_autoptr (GError) error = NULL;
  g_autofree char *person = NULL;

  amb_store_set_meta (desk->store, "actor-name", "Owner", NULL);
  amb_store_set_meta (desk->store, "actor-person", "p-0", NULL);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (amb_programme_get_actor_name (desk->programme), ==, "Ada");
  amb_clock_advance (amb_store_get_clock (desk->store), 2 * 60 * 60 * 1000);
  sync_fixture_settle (fixture);
  g_assert_true (amb_sync_disconnect (desk->programme, AMB_SYNC_DISCONNECT_DEFAULT, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (amb_programme_get_actor_name (desk->programme), ==, "Owner");
  g_assert_cmpint (amb_programme_get_access (desk->programme), ==, AMB_ACCESS_MANAGER);
  person = amb_store_dup_meta (desk->store, "actor-person");
  g_assert_cmpstr (person, ==, "p-0");
  sync_fixture_free (fixture);
}

static void
change_grants (SyncFixture *fixture, AmbAccess access)
{
  g_autoptr (GError) error = NULL;

  amb_server_core_set_grants (fixture->core, fixture->a.principal, access, NULL, &error);
  g_assert_no_error (error);
}

/* Other scopes come with the next page: who this is, is asked at once. */
static void
test_a_grant_with_other_scopes_is_followed_at_once (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (GError) error = NULL;

  change_grants (fixture, AMB_ACCESS_SPONSOR);
  sync_fixture_run (fixture, &fixture->a);
  sync_fixture_run (fixture, &fixture->a);
  g_assert_cmpint (amb_programme_get_access (fixture->a.programme), ==, AMB_ACCESS_SPONSOR);
  sync_fixture_free (fixture);
}

/* Manager and auditor see the same: nothing tells but a refusal. */
static void
test_a_refusal_tells_of_a_lost_right (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (GError) error = NULL;

  change_grants (fixture, AMB_ACCESS_AUDITOR);
  sync_desk_set (&fixture->a, id, "job-title", "not mine to say");
  sync_fixture_run (fixture, &fixture->a);
  g_assert_cmpint (amb_programme_get_access (fixture->a.programme), ==, AMB_ACCESS_AUDITOR);
  g_assert_cmpint (amb_findings_count (fixture->a.store), ==, 1);
  g_assert_false (amb_programme_set_field (fixture->a.programme, amb_entity_find ("ambassador"), id,
                                           "job-title", "again", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  sync_fixture_free (fixture);
}

static void
test_the_server_is_asked_again_after_an_hour (void)
{
  SyncFixture *fixture = sync_fixture_new ();

  sync_fixture_settle (fixture);
  change_grants (fixture, AMB_ACCESS_AUDITOR);
  amb_clock_advance (amb_store_get_clock (fixture->a.store), 61 * 60 * 1000);
  sync_fixture_run (fixture, &fixture->a);
  g_assert_cmpint (amb_programme_get_access (fixture->a.programme), ==, AMB_ACCESS_AUDITOR);
  sync_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/account/whom-the-server-names-acts", test_whom_the_server_names_acts);
  g_test_add_func ("/sync/account/who-acted-before-acts-after-leaving",
                   test_who_acted_before_acts_after_leaving);
  g_test_add_func ("/sync/account/a-grant-with-other-scopes-is-followed-at-once",
                   test_a_grant_with_other_scopes_is_followed_at_once);
  g_test_add_func ("/sync/account/a-refusal-tells-of-a-lost-right",
                   test_a_refusal_tells_of_a_lost_right);
  g_test_add_func ("/sync/account/the-server-is-asked-again-after-an-hour",
                   test_the_server_is_asked_again_after_an_hour);
  return g_test_run ();
}
