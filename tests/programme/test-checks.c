/* Checks that need the store: references, begin states, dependents. */
#include "programme-fixture.h"

#include <string.h>

#define NOTHING "01890000-0000-7000-8000-00000000ffff"

static void
test_reference_to_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *gone = fixture_add_node (f, "Gone", NULL);
  g_autofree char *never =
      fixture_refuse (f, fixture_new (f, f->people, "display-name", "A", "node-id", NOTHING, NULL),
                      AMB_ERROR_INVALID);
  g_autofree char *removed = NULL;

  g_assert_true (amb_programme_remove (f->programme, f->nodes, gone, NULL));
  removed = fixture_refuse (
      f, fixture_new (f, f->people, "display-name", "A", "node-id", gone, NULL), AMB_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (never, "Node: "));
  g_assert_true (g_str_has_prefix (removed, "Node: "));
}

static void
assert_circle (
    Fixture *f, const AmbEntity *entity, const char *id, const char *field, const char *to)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_set_field (f->programme, entity, id, field, to, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "circle"));
}

static void
test_circles (Fixture *f, gconstpointer data)
{
  g_autofree char *group = fixture_add_node (f, "Group", NULL);
  g_autofree char *europe = fixture_add_node (f, "Europe", group);
  g_autofree char *france = fixture_add_node (f, "France", europe);
  g_autofree char *a = fixture_add_person (f, "A");
  g_autofree char *b = fixture_add_person (f, "B");

  assert_circle (f, f->nodes, group, "parent-id", group);
  assert_circle (f, f->nodes, group, "parent-id", europe);
  assert_circle (f, f->nodes, group, "parent-id", france);
  fixture_set (f, f->nodes, france, "parent-id", group);
  assert_circle (f, f->people, a, "manager-id", a);
  fixture_set (f, f->people, b, "manager-id", a);
  assert_circle (f, f->people, a, "manager-id", b);
  /* a head of the node that is their own home is none */
  fixture_set (f, f->people, a, "node-id", france);
  fixture_set (f, f->nodes, france, "head-id", a);
}

/* A reference to what this desk doesn't hold survives an edit of another field. */
static void
test_untouched_references (Fixture *f, gconstpointer data)
{
  g_autofree char *boss = fixture_add_person (f, "Boss");
  g_autofree char *a =
      fixture_add (f, fixture_new (f, f->people, "display-name", "A", "manager-id", boss, NULL), 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_store_drop (f->store, f->people, boss, &error));
  fixture_set (f, f->people, a, "job-title", "Baker");
  fixture_assert (f, f->people, a, "manager-id", boss);
  g_assert_false (amb_programme_set_field (f->programme, f->people, a, "department-id",
                                           "01890000-0000-7000-8000-000000000009", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

/* One's department is a node of that kind; what came otherwise by a sync stays. */
static void
test_kinds (Fixture *f, gconstpointer data)
{
  g_autofree char *legal = FIXTURE_ADD (f, "node", "name", "Legal", "kind", "department");
  g_autofree char *france = fixture_add_node (f, "France", NULL);
  g_autofree char *ada = FIXTURE_ADD (f, "ambassador", "display-name", "Ada", "department-id",
                                      legal, "node-id", france);
  g_autofree char *refused = fixture_refuse (
      f, fixture_new (f, f->people, "display-name", "Bob", "department-id", france, NULL),
      AMB_ERROR_INVALID);
  g_autoptr (AmbRecord) synced = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (refused, ==,
                   "Department: “France” is of the kind “Country”. Choose one of the kind "
                   "“Department”.");
  g_assert_false (
      amb_programme_set_field (f->programme, f->people, ada, "department-id", france, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, refused);
  fixture_assert (f, f->people, ada, "department-id", legal);
  synced = amb_store_get (f->store, f->people, ada, NULL);
  amb_record_set (synced, "department-id", france);
  g_assert_true (amb_store_put (f->store, synced, NULL));
  fixture_set (f, f->people, ada, "job-title", "Baker");
  fixture_assert (f, f->people, ada, "department-id", france);
}

/* A lead writes what came with a node or as their own, an ambassador what is their own; a row that
 * was made here has come with nothing yet. */
static void
test_place (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *scope; /* NULL: the row was made here */
    gboolean manager, lead, ambassador;
  } cases[] = {
    { NULL, TRUE, TRUE, TRUE },       { "all", TRUE, FALSE, FALSE },
    { "org", TRUE, FALSE, FALSE },    { "node:x", TRUE, TRUE, FALSE },
    { "card:x", TRUE, FALSE, FALSE }, { "space:x", TRUE, FALSE, FALSE },
    { "own:x", TRUE, TRUE, TRUE },
  };
  g_autofree char *id = fixture_add_person (f, "A");
  g_autoptr (AmbRecord) record = amb_store_get (f->store, f->people, id, NULL);
  AmbDb *db = amb_store_get_db (f->store);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (amb_db_exec (db, "DELETE FROM sync_member; DELETE FROM sync_scope", NULL));
      if (cases[i].scope != NULL)
        g_assert_true (
            amb_db_run (db, NULL, "INSERT INTO sync_scope (id, name, gen) VALUES (1, ?, 1)", "t",
                        cases[i].scope) &&
            amb_db_run (db, NULL,
                        "INSERT INTO sync_member (entity, rid, scope, gen) VALUES (?, ?, 1, 1)",
                        "ti", "ambassador", amb_record_get_rid (record)));
      g_test_message ("%s", cases[i].scope);
      g_assert_cmpint (amb_check_place (f->store, AMB_ACCESS_MANAGER, record, NULL), ==,
                       cases[i].manager);
      g_assert_cmpint (amb_check_place (f->store, AMB_ACCESS_LEAD, record, NULL), ==,
                       cases[i].lead);
      g_assert_cmpint (amb_check_place (f->store, AMB_ACCESS_AMBASSADOR, record, NULL), ==,
                       cases[i].ambassador);
    }
}

/* A lead who holds a row, but by none of their nodes, is no lead of it. */
static void
test_leads (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *scope; /* NULL: the row was made here */
    gboolean leads;
  } cases[] = { { NULL, TRUE }, { "node:x", TRUE }, { "own:x", FALSE }, { "org", FALSE } };
  g_autofree char *id = fixture_add_person (f, "A");
  g_autoptr (AmbRecord) record = amb_store_get (f->store, f->people, id, NULL);
  AmbDb *db = amb_store_get_db (f->store);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbAccess acts;

      g_assert_true (amb_db_exec (db, "DELETE FROM sync_member; DELETE FROM sync_scope", NULL));
      if (cases[i].scope != NULL)
        g_assert_true (
            amb_db_run (db, NULL, "INSERT INTO sync_scope (id, name, gen) VALUES (1, ?, 1)", "t",
                        cases[i].scope) &&
            amb_db_run (db, NULL,
                        "INSERT INTO sync_member (entity, rid, scope, gen) VALUES (?, ?, 1, 1)",
                        "ti", "ambassador", amb_record_get_rid (record)));
      g_test_message ("%s", cases[i].scope);
      g_assert_true (amb_check_leads (f->store, record, AMB_ACCESS_LEAD, &acts, NULL));
      g_assert_cmpint (acts, ==, cases[i].leads ? AMB_ACCESS_LEAD : AMB_ACCESS_AMBASSADOR);
      g_assert_true (amb_check_leads (f->store, record, AMB_ACCESS_MANAGER, &acts, NULL));
      g_assert_cmpint (acts, ==, AMB_ACCESS_MANAGER);
    }
}

/* Who keeps a space, who is in it and who only sees it, as a desktop knows without a server. */
static void
test_spaces (Fixture *f, gconstpointer data)
{
  const AmbEntity *spaces = amb_entity_find ("space");
  const AmbEntity *memberships = amb_entity_find ("membership");
  const AmbEntity *threads = amb_entity_find ("thread");
  g_autofree char *host = fixture_add_person (f, "Host");
  g_autofree char *backup = fixture_add_person (f, "Backup");
  g_autofree char *member = fixture_add_person (f, "Member");
  g_autofree char *other = fixture_add_person (f, "Other");
  g_autofree char *space = fixture_add (
      f, fixture_new (f, spaces, "name", "Studio", "host-id", host, "backup-id", backup, NULL), 0);
  g_autofree char *membership = fixture_add (
      f, fixture_new (f, memberships, "space-id", space, "ambassador-id", member, NULL), 0);
  g_autoptr (AmbRecord) record = amb_store_get (f->store, memberships, membership, NULL);
  const struct
  {
    const char *person;
    guint who; /* to the membership */
    gboolean writes;
  } cases[] = {
    { host, AMB_WHO_KEEPER, TRUE },
    { backup, AMB_WHO_KEEPER, TRUE },
    { member, AMB_WHO_SELF, TRUE },
    { other, 0, FALSE },
    { NULL, 0, FALSE },
  };

  g_assert_true (amb_programme_move (f->programme, memberships, membership, "member", NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *person = cases[i].person;
      AmbRecord *own =
          fixture_new (f, threads, "title", "T", "space-id", space, "author-id", person, NULL);
      AmbRecord *borrowed = fixture_new (f, threads, "title", "T", "space-id", space, "author-id",
                                         person == host ? member : host, NULL);
      g_autofree char *id = NULL;
      guint who;

      g_test_message ("case %u", i);
      g_assert_true (amb_who_load (f->store, record, AMB_ACCESS_AMBASSADOR, person, &who, NULL));
      g_assert_cmphex (who, ==, cases[i].who);
      amb_programme_set_actor (f->programme, "A", person, AMB_ACCESS_AMBASSADOR);
      if (cases[i].writes)
        id = fixture_add (f, own, AMB_COMMAND_DEFAULT);
      else
        id = fixture_refuse (f, own, AMB_ERROR_DENIED);
      g_free (fixture_refuse (f, borrowed, AMB_ERROR_DENIED));
    }
}

/* A colleague whom this desk knows by a card only may be referred to. */
static void
test_reference_to_a_card (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "A");
  g_autoptr (AmbRecord) card = amb_record_new (amb_entity_find ("person-card"), NOTHING);
  g_autofree char *title = NULL;

  g_assert_false (
      amb_programme_set_field (f->programme, f->people, id, "manager-id", NOTHING, NULL));
  amb_record_set (card, "display-name", "Ama Boateng");
  g_assert_true (amb_db_begin (amb_store_get_db (f->store), NULL));
  g_assert_true (amb_store_put (f->store, card, NULL));
  g_assert_true (amb_db_commit (amb_store_get_db (f->store), NULL));
  g_assert_true (
      amb_programme_set_field (f->programme, f->people, id, "manager-id", NOTHING, NULL));
  title = amb_store_dup_title (f->store, f->people, NOTHING);
  g_assert_cmpstr (title, ==, "Ama Boateng");
}

static void
test_begin_states (Fixture *f, gconstpointer data)
{
  static const char *const begins[] = { "associate", "identified", "nominated", "applied", NULL };
  const AmbField *state = amb_entity_get_state_field (f->people);

  for (const AmbChoice *c = state->choices; c->id != NULL; c++)
    {
      AmbRecord *record = fixture_new (f, f->people, "display-name", c->id, "state", c->id, NULL);
      g_autofree char *text = NULL;

      g_test_message ("%s", c->id);
      if (g_strv_contains (begins, c->id))
        text = fixture_add (f, record, AMB_COMMAND_DEFAULT);
      else
        text = fixture_refuse (f, record, AMB_ERROR_REFUSED);
    }
}

static void
test_running_programme (Fixture *f, gconstpointer data)
{
  g_autofree char *active =
      fixture_add (f, fixture_new (f, f->people, "display-name", "A", "state", "active", NULL),
                   AMB_COMMAND_RUNNING);
  g_autofree char *applied =
      fixture_add (f, fixture_new (f, f->people, "display-name", "B", "state", "applied", NULL),
                   AMB_COMMAND_RUNNING);

  fixture_assert (f, f->people, active, "state", "active");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions WHERE imported = 1 AND "
                                     "\"to\" = 'active' AND \"from\" IS NULL"),
                   ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions"), ==, 1);
}

static void
test_dependents (Fixture *f, gconstpointer data)
{
  g_autofree char *node = FIXTURE_ADD (f, "node", "name", "Legal", "kind", "department");
  g_autofree char *child = fixture_add_node (f, "Lyon", node);
  g_autofree char *person = fixture_add (
      f,
      fixture_new (f, f->people, "display-name", "A", "node-id", node, "department-id", node, NULL),
      0);
  g_autoptr (GPtrArray) list = amb_list_dependents (f->store, f->nodes, node, NULL);
  guint n_refuse = 0, n_clear = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const AmbDependent *d = list->pdata[i];

      n_refuse += d->rule == AMB_REFUSE && g_str_equal (d->id, child);
      n_clear += d->rule == AMB_CLEAR && g_str_equal (d->id, person);
    }
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpuint (n_refuse, ==, 1);
  g_assert_cmpuint (n_clear, ==, 2);
}

static void
test_facts (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "A");
  g_autoptr (AmbRecord) record = NULL;
  AmbFacts facts = { 0 };

  amb_programme_set_actor (f->programme, "Aiko", NULL, AMB_ACCESS_MANAGER);
  fixture_move (f, id, "applied", NULL);
  amb_clock_advance (f->clock, 1000);
  amb_programme_set_actor (f->programme, "Kwame", id, AMB_ACCESS_MANAGER);
  fixture_move (f, id, "in_review", NULL);
  amb_clock_advance (f->clock, 5000);
  record = amb_store_get (f->store, f->people, id, NULL);
  g_assert_true (amb_facts_load (f->store, record, &facts, NULL));
  g_assert_cmpstr (facts.today, ==, "2026-11-23");
  g_assert_cmpint (facts.now, ==, NOW + 6000);
  g_assert_cmpint (facts.last_move_at, ==, NOW + 1000);
  g_assert_cmpstr (facts.last_move_by, ==, "Kwame");
  g_assert_cmpstr (facts.last_move_by_person, ==, id);
  amb_facts_clear (&facts);
  amb_facts_clear (&facts);
}

/* A window that has only a store to read from knows what the command will know. */
static void
test_facts_from_a_store (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "A");
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (AmbProgramme) programme = NULL;
  AmbFacts loaded = { 0 };
  AmbFacts read = { 0 };

  amb_programme_set_actor (f->programme, "Aiko", NULL, AMB_ACCESS_MANAGER);
  fixture_move (f, id, "applied", NULL);
  amb_store_set_meta (f->store, "actor-name", "Kwame", NULL);
  amb_store_set_meta (f->store, "actor-person", id, NULL);
  amb_store_set_meta (f->store, "actor-access", "ambassador", NULL);
  programme = amb_programme_new (f->store);
  record = amb_store_get (f->store, f->people, id, NULL);
  g_assert_true (amb_programme_load_facts (programme, record, NULL, &loaded, NULL));
  g_assert_true (amb_programme_read_facts (f->store, record, &read, NULL));
  g_assert_cmpstr (read.by, ==, "Kwame");
  g_assert_cmpstr (read.by, ==, loaded.by);
  g_assert_cmpstr (read.by_person, ==, loaded.by_person);
  g_assert_true (read.by_self && loaded.by_self);
  g_assert_cmpuint (read.who, ==, AMB_WHO_SELF);
  g_assert_cmpuint (read.who, ==, loaded.who);
  g_assert_cmpstr (read.last_move_by, ==, "Aiko");
  g_assert_cmpint (read.last_move_at, ==, loaded.last_move_at);
  amb_facts_clear (&loaded);
  amb_facts_clear (&read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/programme/checks/a-reference-to-nothing-is-refused", test_reference_to_nothing);
  ADD ("/programme/checks/what-is-read-of-another-place-is-not-written", test_place);
  ADD ("/programme/checks/a-lead-is-one-where-they-lead", test_leads);
  ADD ("/programme/checks/a-space-has-keepers-members-and-others", test_spaces);
  ADD ("/programme/checks/a-card-may-be-referred-to", test_reference_to_a_card);
  ADD ("/programme/checks/nothing-stands-above-itself", test_circles);
  ADD ("/programme/checks/a-reference-that-is-not-touched-survives", test_untouched_references);
  ADD ("/programme/checks/a-reference-is-of-the-kind-that-is-asked", test_kinds);
  ADD ("/programme/checks/a-record-begins-in-four-states-only", test_begin_states);
  ADD ("/programme/checks/a-running-programme-is-taken-over-and-marked", test_running_programme);
  ADD ("/programme/checks/dependents-come-with-their-rules", test_dependents);
  ADD ("/programme/checks/facts-know-the-latest-move", test_facts);
  ADD ("/programme/checks/a-store-tells-the-same-facts", test_facts_from_a_store);
  return g_test_run ();
}
