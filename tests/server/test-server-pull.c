/* Pulls: everything allowed and nothing else, in whole versions, whatever happens to the grants. */
#include "server-fixture.h"

/* Two hubs, a spoke below the first, a person in each. */
typedef struct
{
  Server server;
  Person manager;
  char *paris, *lyon, *tokyo;
  char *ada, *bob, *chie;
} Office;

static char *
add_node (Office *self, const char *name, const char *parent)
{
  g_autofree char *members =
      parent != NULL ? g_strdup_printf ("\"name\":\"%s\",\"kind\":\"spoke\",\"parent-id\":\"%s\"",
                                        name, parent)
                     : g_strdup_printf ("\"name\":\"%s\",\"kind\":\"hub\"", name);
  return person_add (&self->manager, "node", members);
}

static char *
add_person (Office *self, const char *name, const char *node)
{
  g_autofree char *members = g_strdup_printf (
      "\"display-name\":\"%s\",\"state\":\"identified\",\"node-id\":\"%s\"", name, node);
  return person_add (&self->manager, "ambassador", members);
}

static void
office_open (Office *self)
{
  server_open (&self->server);
  person_join (&self->manager, &self->server, "Manager", AMB_ACCESS_MANAGER, NULL, NULL);
  self->paris = add_node (self, "Paris", NULL);
  self->lyon = add_node (self, "Lyon", self->paris);
  self->tokyo = add_node (self, "Tokyo", NULL);
  self->ada = add_person (self, "Ada", self->paris);
  self->bob = add_person (self, "Bob", self->lyon);
  self->chie = add_person (self, "Chie", self->tokyo);
}

static void
office_close (Office *self)
{
  person_leave (&self->manager);
  g_free (self->paris);
  g_free (self->lyon);
  g_free (self->tokyo);
  g_free (self->ada);
  g_free (self->bob);
  g_free (self->chie);
  server_close (&self->server);
}

static void
join_lead (Office *self, Person *lead, const char *node)
{
  const char *nodes[] = { node, NULL };
  person_join (lead, &self->server, "Lead", AMB_ACCESS_LEAD, nodes, NULL);
}

static void
patch_node (Office *self, const char *entity, const char *id, const char *field, const char *node)
{
  g_autofree char *value = node != NULL ? g_strdup_printf ("\"%s\"", node) : g_strdup ("null");
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"%s\":%s},\"bv\":{\"%s\":9999}}", field, value, field);
  g_assert_cmpint (person_push_status (&self->manager, "patch", entity, id, payload), ==,
                   AMB_PUSH_APPLIED);
}

static void
test_a_manager_gets_all_and_a_lead_their_nodes_and_below (void)
{
  Office office;
  Person lead;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  g_autoptr (Pulled) all = person_pull_all (&office.manager);
  g_autoptr (Pulled) own = person_pull_all (&lead);

  g_assert_true (pulled_has (all, "scope add all"));
  g_assert_true (pulled_has (all, "scope done all"));
  g_assert_true (pulled_has (all, "put all ambassador %s", office.chie));
  g_assert_true (pulled_has (all, "put all programme %s", "programme") || all->rows->len >= 7);
  g_assert_true (pulled_has (own, "put org node %s", office.tokyo));
  g_assert_true (pulled_has (own, "put node:%s ambassador %s", office.paris, office.ada));
  g_assert_true (pulled_has (own, "put node:%s ambassador %s", office.lyon, office.bob));
  for (guint i = 0; i < own->lines->len; i++)
    g_assert_null (g_strstr_len (own->lines->pdata[i], -1, office.chie));
  person_leave (&lead);
  office_close (&office);
}

static void
test_whoever_leaves_a_node_leaves_its_lead (void)
{
  Office office;
  Person lead;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  patch_node (&office, "ambassador", office.ada, "node-id", office.tokyo);
  g_autoptr (Pulled) change = person_pull_all (&lead);
  g_autoptr (Pulled) nothing = person_pull_all (&lead);

  g_assert_true (pulled_has (change, "rm node:%s ambassador %s left", office.paris, office.ada));
  g_assert_cmpuint (change->rows->len, ==, 1);
  g_assert_cmpuint (nothing->rows->len, ==, 0);
  g_assert_cmpint (change->mark, ==, amb_server_core_get_head (office.server.core));
  person_leave (&lead);
  office_close (&office);
}

static void
test_moves_follow_the_person_they_are_about (void)
{
  Office office;
  Person lead;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  g_autofree char *transition = server_dup_id (&office.server);
  g_autofree char *payload = g_strdup_printf (
      "{\"from\":\"identified\",\"to\":\"nominated\",\"transition\":\"%s\"}", transition);
  person_push_status (&office.manager, "move", "ambassador", office.chie, payload);
  g_autoptr (Pulled) before = person_pull_all (&lead);
  patch_node (&office, "ambassador", office.chie, "node-id", office.lyon);
  g_autoptr (Pulled) after = person_pull_all (&lead);
  patch_node (&office, "ambassador", office.chie, "node-id", office.tokyo);
  g_autoptr (Pulled) gone = person_pull_all (&lead);

  g_assert_false (pulled_has (before, "put node:%s transition %s", office.tokyo, transition));
  g_assert_true (pulled_has (after, "put node:%s ambassador %s", office.lyon, office.chie));
  g_assert_true (pulled_has (after, "put node:%s transition %s", office.lyon, transition));
  g_assert_true (pulled_has (gone, "rm node:%s transition %s left", office.lyon, transition));
  person_leave (&lead);
  office_close (&office);
}

static void
test_a_deletion_is_told_where_the_row_was (void)
{
  Office office;
  Person lead;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  g_assert_cmpint (
      person_push_status (&office.manager, "delete", "ambassador", office.bob, "{\"base\":9999}"),
      ==, AMB_PUSH_APPLIED);
  g_autoptr (Pulled) told = person_pull_all (&lead);
  g_assert_true (pulled_has (told, "rm node:%s ambassador %s deleted", office.lyon, office.bob));

  Person late;
  person_join (&late, &office.server, "Late", AMB_ACCESS_AUDITOR, NULL, NULL);
  g_autoptr (Pulled) fresh = person_pull_all (&late);
  g_assert_false (pulled_has (fresh, "rm all ambassador %s deleted", office.bob));
  person_leave (&late);
  person_leave (&lead);
  office_close (&office);
}

static void
test_moving_a_node_adds_and_drops_scopes (void)
{
  Office office;
  Person lead;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  patch_node (&office, "node", office.tokyo, "parent-id", office.paris);
  g_autoptr (Pulled) added = person_pull_all (&lead);
  patch_node (&office, "node", office.lyon, "parent-id", NULL);
  g_autoptr (Pulled) dropped = person_pull_all (&lead);
  patch_node (&office, "node", office.lyon, "parent-id", office.paris);
  g_autoptr (Pulled) again = person_pull_all (&lead);

  g_assert_true (pulled_has (added, "scope add node:%s", office.tokyo));
  g_assert_true (pulled_has (added, "put node:%s ambassador %s", office.tokyo, office.chie));
  g_assert_true (pulled_has (added, "scope done node:%s", office.tokyo));
  g_assert_false (pulled_has (added, "scope reset node:%s", office.paris));
  g_assert_true (pulled_has (dropped, "scope drop node:%s", office.lyon));
  g_assert_true (pulled_has (again, "scope add node:%s", office.lyon));
  g_assert_true (pulled_has (again, "put node:%s ambassador %s", office.lyon, office.bob));
  person_leave (&lead);
  office_close (&office);
}

static void
test_a_scope_lost_and_regained_meanwhile_is_reset (void)
{
  Office office;
  Person lead;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  patch_node (&office, "node", office.lyon, "parent-id", NULL);
  patch_node (&office, "node", office.lyon, "parent-id", office.paris);
  g_autoptr (Pulled) reset = person_pull_all (&lead);

  g_assert_true (pulled_has (reset, "scope reset node:%s", office.lyon));
  g_assert_true (pulled_has (reset, "put node:%s ambassador %s", office.lyon, office.bob));
  person_leave (&lead);
  office_close (&office);
}

static void
test_other_grants_take_away_at_once (void)
{
  Office office;
  Person lead;
  g_autoptr (GError) error = NULL;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  const char *nodes[] = { office.tokyo, NULL };
  g_assert_true (amb_server_core_set_grants (office.server.core, lead.principal->id,
                                             AMB_ACCESS_LEAD, nodes, &error));
  g_autoptr (Pulled) change = person_pull_all (&lead);
  g_assert_true (pulled_has (change, "scope drop node:%s", office.paris));
  g_assert_true (pulled_has (change, "scope drop node:%s", office.lyon));
  g_assert_true (pulled_has (change, "scope add node:%s", office.tokyo));

  g_assert_true (amb_server_core_revoke (office.server.core, lead.principal->id, &error));
  g_assert_null (amb_server_core_authenticate (office.server.core, lead.token, &error));
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_TOKEN_REVOKED);
  person_leave (&lead);
  office_close (&office);
}

/* An action is one version; a page that has room for one row takes the whole action all the same.
 */
static void
test_a_page_never_cuts_a_version (void)
{
  Office office;
  Person other;

  office_open (&office);
  person_join (&other, &office.server, "Other", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autofree char *transition = server_dup_id (&office.server);
  g_autofree char *payload = g_strdup_printf (
      "{\"from\":\"identified\",\"to\":\"nominated\",\"transition\":\"%s\"}", transition);
  person_push_status (&office.manager, "move", "ambassador", office.ada, payload);

  gboolean more = TRUE;
  guint pages = 0;
  while (more)
    {
      g_autoptr (Pulled) page = person_pull (&other, 1);

      g_assert_cmpint (pulled_has (page, "put all ambassador %s", office.ada), ==,
                       pulled_has (page, "put all transition %s", transition));
      more = page->more;
      pages++;
      g_assert_cmpuint (pages, <, 100);
    }
  g_assert_cmpuint (pages, >=, 7);
  person_leave (&other);
  office_close (&office);
}

/* What changes while a bootstrap runs arrives, deletions of rows already sent included. */
static void
test_a_bootstrap_sees_what_changes_meanwhile (void)
{
  Office office;
  Person other;

  office_open (&office);
  person_join (&other, &office.server, "Other", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (Pulled) pages = person_pull (&other, 5);
  g_assert_true (pages->more);
  g_assert_cmpint (pages->mark, <, amb_server_core_get_head (office.server.core));
  person_push_status (&office.manager, "delete", "ambassador", office.ada, "{\"base\":9999}");
  g_autofree char *dan = add_person (&office, "Dan", office.paris);
  g_autoptr (Pulled) rest = person_pull_all (&other);

  g_assert_cmpint (pulled_has (pages, "put all ambassador %s", office.ada), ==, TRUE);
  g_assert_true (pulled_has (rest, "rm all ambassador %s deleted", office.ada));
  g_assert_true (pulled_has (rest, "put all ambassador %s", dan));
  g_assert_cmpint (rest->mark, ==, amb_server_core_get_head (office.server.core));
  person_leave (&other);
  office_close (&office);
}

static void
test_a_long_poll_wakes_only_for_what_it_may_see (void)
{
  Office office;
  Person lead;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  g_assert_false (amb_server_core_has_news (office.server.core, lead.principal, lead.cursor));
  g_autofree char *eve = add_person (&office, "Eve", office.tokyo);
  g_assert_false (amb_server_core_has_news (office.server.core, lead.principal, lead.cursor));
  g_autofree char *fay = add_person (&office, "Fay", office.lyon);
  g_assert_true (amb_server_core_has_news (office.server.core, lead.principal, lead.cursor));
  g_assert_true (amb_server_core_has_news (office.server.core, lead.principal, "nonsense"));
  person_leave (&lead);
  office_close (&office);
}

static void
test_after_a_restore_the_cursor_is_refused (void)
{
  Office office;
  g_autoptr (GError) error = NULL;

  office_open (&office);
  pulled_free (person_pull_all (&office.manager));
  g_assert_true (amb_server_core_renew_epoch (office.server.core, &error));
  g_autoptr (GBytes) page = amb_server_core_pull (office.server.core, office.manager.principal,
                                                  office.manager.cursor, 10, "q", &error);
  g_assert_null (page);
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_EPOCH_CHANGED);
  office_close (&office);
}

/* An older file was put back by hand: its head is behind what the client has seen. */
static void
test_a_cursor_ahead_of_the_head_is_refused (void)
{
  Office office;
  g_autoptr (GError) error = NULL;

  office_open (&office);
  pulled_free (person_pull_all (&office.manager));
  g_assert_true (amb_store_set_meta_int (office.server.store, "head", 3, &error));
  g_autoptr (GBytes) page = amb_server_core_pull (office.server.core, office.manager.principal,
                                                  office.manager.cursor, 10, "q", &error);
  g_assert_null (page);
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_EPOCH_CHANGED);
  office_close (&office);
}

static void
test_a_sponsor_gets_no_rows (void)
{
  Office office;
  Person sponsor;

  office_open (&office);
  person_join (&sponsor, &office.server, "Sponsor", AMB_ACCESS_SPONSOR, NULL, NULL);
  g_autoptr (Pulled) nothing = person_pull_all (&sponsor);
  g_assert_cmpuint (nothing->rows->len, ==, 0);
  person_leave (&sponsor);
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/server-pull/" name, func)
  ADD ("a-manager-gets-all-and-a-lead-their-nodes-and-below",
       test_a_manager_gets_all_and_a_lead_their_nodes_and_below);
  ADD ("whoever-leaves-a-node-leaves-its-lead", test_whoever_leaves_a_node_leaves_its_lead);
  ADD ("moves-follow-the-person-they-are-about", test_moves_follow_the_person_they_are_about);
  ADD ("a-deletion-is-told-where-the-row-was", test_a_deletion_is_told_where_the_row_was);
  ADD ("moving-a-node-adds-and-drops-scopes", test_moving_a_node_adds_and_drops_scopes);
  ADD ("a-scope-lost-and-regained-meanwhile-is-reset",
       test_a_scope_lost_and_regained_meanwhile_is_reset);
  ADD ("other-grants-take-away-at-once", test_other_grants_take_away_at_once);
  ADD ("a-page-never-cuts-a-version", test_a_page_never_cuts_a_version);
  ADD ("a-bootstrap-sees-what-changes-meanwhile", test_a_bootstrap_sees_what_changes_meanwhile);
  ADD ("a-long-poll-wakes-only-for-what-it-may-see",
       test_a_long_poll_wakes_only_for_what_it_may_see);
  ADD ("after-a-restore-the-cursor-is-refused", test_after_a_restore_the_cursor_is_refused);
  ADD ("a-cursor-ahead-of-the-head-is-refused", test_a_cursor_ahead_of_the_head_is_refused);
  ADD ("a-sponsor-gets-no-rows", test_a_sponsor_gets_no_rows);
  return g_test_run ();
}
