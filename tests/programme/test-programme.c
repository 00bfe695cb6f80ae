/* Commands: what they do, and each refusal in words. */
#include "programme-fixture.h"

#include <string.h>

#define NOTHING "01890000-0000-7000-8000-00000000ffff"

static void
assert_set_refused (Fixture *f,
                    const AmbEntity *entity,
                    const char *id,
                    const char *field,
                    const char *value,
                    AmbError code,
                    const char *says)
{
  g_autofree char *before = fixture_dump (f, entity);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_set_field (f->programme, entity, id, field, value, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
  after = fixture_dump (f, entity);
  g_assert_cmpstr (before, ==, after);
}

static void
assert_move_refused (Fixture *f,
                     const AmbEntity *entity,
                     const char *id,
                     const char *to,
                     AmbError code,
                     const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_move (f->programme, entity, id, to, NULL, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *label = NULL;
  g_autofree char *unnamed =
      fixture_refuse (f, fixture_new (f, f->people, NULL), AMB_ERROR_INVALID);
  g_autofree char *wrong =
      fixture_refuse (f, fixture_new (f, f->people, "display-name", "A", "country", "France", NULL),
                      AMB_ERROR_INVALID);

  fixture_assert (f, f->people, id, "state", "identified");
  g_assert_cmpint (amb_journal_get_undo (f->store, FALSE, &label), >, 0);
  g_assert_cmpstr (label, ==, "Add Zoé");
  g_assert_true (g_str_has_prefix (unnamed, "Name: "));
  g_assert_true (g_str_has_prefix (wrong, "Country: “France”"));
}

static void
test_set (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *other = fixture_add (
      f, fixture_new (f, f->people, "display-name", "B", "email", "b@a.example", NULL), 0);
  g_autoptr (GPtrArray) history = NULL;

  fixture_set (f, f->people, id, "email", "zoe@a.example");
  fixture_assert (f, f->people, id, "email", "zoe@a.example");
  fixture_set (f, f->people, id, "email", NULL);
  fixture_assert (f, f->people, id, "email", NULL);
  assert_set_refused (f, f->people, id, "email", "zoe", AMB_ERROR_INVALID, "E-mail: ");
  assert_set_refused (f, f->people, id, "email", "b@a.example", AMB_ERROR_CONFLICT, "belongs to B");
  assert_set_refused (f, f->people, id, "display-name", NULL, AMB_ERROR_INVALID, "Name: ");
  assert_set_refused (f, f->people, id, "node-id", NOTHING, AMB_ERROR_INVALID, "Node: ");
  assert_set_refused (f, f->people, id, "nothing", "x", AMB_ERROR_INVALID, "“nothing”");
  assert_set_refused (f, f->people, NOTHING, "email", NULL, AMB_ERROR_NOT_FOUND, NOTHING);
  history = amb_journal_list_record (f->store, f->people, id, 10, NULL);
  g_assert_cmpuint (history->len, ==, 3);
  g_assert_cmpint (((AmbJournalEntry *) history->pdata[0])->action, ==, AMB_JOURNAL_SET);
  g_assert_cmpstr (((AmbJournalEntry *) history->pdata[0])->old, ==, "zoe@a.example");
}

static void
test_equal_values_change_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  gint64 groups = fixture_count (f, "SELECT count(*) FROM undo_group");

  fixture_set (f, f->people, id, "display-name", "Zoé");
  fixture_set (f, f->people, id, "email", NULL);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM undo_group"), ==, groups);
}

static void
test_empty_text_is_unset (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add (
      f, fixture_new (f, f->people, "display-name", "Zoé", "email", "", "notes", "x", NULL), 0);

  fixture_assert (f, f->people, id, "email", NULL);
  fixture_set (f, f->people, id, "notes", "");
  fixture_assert (f, f->people, id, "notes", NULL);
}

static void
test_state_is_not_set (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");

  assert_set_refused (f, f->people, id, "state", "nominated", AMB_ERROR_REFUSED,
                      "Nominated (nominated), Applied (applied), Withdrawn (withdrawn), Not "
                      "selected (not_selected)");
  assert_set_refused (f, f->people, id, "standing", "dormant", AMB_ERROR_REFUSED, "only by a move");
}

static void
test_move (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *node = fixture_add_node (f, "France", NULL);
  g_autofree char *expected = NULL;

  amb_programme_set_actor (f->programme, "Aiko", NULL, AMB_ACCESS_MANAGER);
  fixture_move (f, id, "applied", "Answered the call");
  fixture_assert (f, f->people, id, "state", "applied");
  expected = g_strdup_printf (
      "SELECT count(*) FROM transitions WHERE record = '%s' AND entity = 'ambassador' AND \"from\" "
      "= 'identified' AND \"to\" = 'applied' AND why = 'Answered the call' AND by = 'Aiko' AND "
      "title "
      "= 'Zoé' AND at = '2026-11-23T12:00:00.000Z'",
      id);
  g_assert_cmpint (fixture_count (f, expected), ==, 1);
  assert_move_refused (f, f->people, id, "active", AMB_ERROR_REFUSED, "In review (in_review)");
  assert_move_refused (f, f->people, id, "nonsense", AMB_ERROR_REFUSED, "nonsense");
  assert_move_refused (f, f->people, NOTHING, "applied", AMB_ERROR_NOT_FOUND, NOTHING);
  assert_move_refused (f, f->nodes, node, "active", AMB_ERROR_REFUSED, "no states");
}

static void
test_suspension (Fixture *f, gconstpointer data)
{
  g_autofree char *id =
      fixture_add (f, fixture_new (f, f->people, "display-name", "Zoé", "state", "active", NULL),
                   AMB_COMMAND_RUNNING);

  amb_programme_set_actor (f->programme, "Aiko", NULL, AMB_ACCESS_MANAGER);
  assert_move_refused (f, f->people, id, "suspended", AMB_ERROR_REFUSED, "A reason in words");
  fixture_move (f, id, "suspended", "Disclosure");
  assert_move_refused (f, f->people, id, "active", AMB_ERROR_REFUSED, "not before");
  amb_clock_advance (f->clock, DAY - 1);
  assert_move_refused (f, f->people, id, "active", AMB_ERROR_REFUSED, "not before");
  amb_clock_advance (f->clock, 1);
  fixture_move (f, id, "active", NULL);

  fixture_move (f, id, "suspended", "Again");
  amb_programme_set_actor (f->programme, "Kwame", NULL, AMB_ACCESS_MANAGER);
  fixture_move (f, id, "active", NULL);
}

/* Whose suspension it is goes by what happened last, not by the latest date. */
static void
test_suspension_after_the_clock_was_put_back (Fixture *f, gconstpointer data)
{
  g_autofree char *id =
      fixture_add (f, fixture_new (f, f->people, "display-name", "Zoé", "state", "active", NULL),
                   AMB_COMMAND_RUNNING);

  amb_programme_set_actor (f->programme, "Kwame", NULL, AMB_ACCESS_MANAGER);
  fixture_move (f, id, "suspended", "Disclosure");
  amb_programme_set_actor (f->programme, "Aiko", NULL, AMB_ACCESS_MANAGER);
  fixture_move (f, id, "active", NULL);
  amb_clock_advance (f->clock, -3653 * DAY);
  fixture_move (f, id, "suspended", "Again");
  assert_move_refused (f, f->people, id, "active", AMB_ERROR_REFUSED, "a second manager");
}

static void
test_rights (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *message = NULL;
  g_autoptr (GError) remove = NULL;

  amb_programme_set_actor (f->programme, "Zoé", id, AMB_ACCESS_AMBASSADOR);
  message =
      fixture_refuse (f, fixture_new (f, f->people, "display-name", "B", NULL), AMB_ERROR_DENIED);
  g_assert_nonnull (strstr (message, "People"));
  g_assert_false (amb_programme_remove (f->programme, f->people, id, &remove));
  g_assert_error (remove, AMB_ERROR, AMB_ERROR_DENIED);
  assert_move_refused (f, f->people, id, "applied", AMB_ERROR_DENIED, "not yours to make");
  fixture_set (f, f->people, id, "links", "https://zoe.example");
  assert_set_refused (f, f->people, id, "notes", "mine", AMB_ERROR_DENIED, "your access");
  amb_programme_set_actor (f->programme, "Audit", NULL, AMB_ACCESS_AUDITOR);
  assert_set_refused (f, f->people, id, "notes", "x", AMB_ERROR_DENIED, "no right");
  amb_programme_set_actor (f->programme, "Nobody", NULL, AMB_ACCESS_NONE);
  assert_set_refused (f, f->people, id, "notes", "x", AMB_ERROR_DENIED, "no right");
}

static void
test_self_moves (Fixture *f, gconstpointer data)
{
  g_autofree char *id =
      fixture_add (f, fixture_new (f, f->people, "display-name", "Zoé", "state", "invited", NULL),
                   AMB_COMMAND_RUNNING);
  g_autofree char *other =
      fixture_add (f, fixture_new (f, f->people, "display-name", "B", "state", "invited", NULL),
                   AMB_COMMAND_RUNNING);

  amb_programme_set_actor (f->programme, "Zoé", id, AMB_ACCESS_AMBASSADOR);
  fixture_move (f, id, "accepted", NULL);
  assert_move_refused (f, f->people, other, "accepted", AMB_ERROR_DENIED, "not yours");
}

static char *
dup_renewal (Fixture *f, const char *id)
{
  const AmbField *field = amb_entity_find_field (f->people, "renewal");
  g_autoptr (AmbRecord) record = amb_store_get (f->store, f->people, id, NULL);
  const char *renewal = amb_record_get (record, "renewal");
  const char *const values[] = { renewal != NULL ? renewal : "", NULL };
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autoptr (GPtrArray) listed = NULL;
  gboolean is_listed = FALSE;

  /* A list of many asks otherwise, and says the same. */
  amb_query_where (query, field, AMB_MATCH_IN, values);
  listed = amb_store_list (f->store, query, 1000, NULL);
  g_assert_nonnull (listed);
  for (guint i = 0; i < listed->len; i++)
    is_listed |= g_str_equal (amb_record_get_id (listed->pdata[i]), id);
  g_assert_true (is_listed);
  return g_strdup (renewal);
}

/* Yearly from the day of onboarding or of the last confirmation, by what the programme's record
 * says. */
static void
test_renewal (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *state, *voluntary, *renewal;
  } cases[] = {
    { "active", "2025-11-23", "due" },  { "active", "2025-11-24", "soon" },
    { "active", "2025-12-23", "soon" }, { "active", "2025-12-24", NULL },
    { "paused", "2025-01-01", "due" },  { "onboarding", "2020-01-01", NULL },
    { "alumni", "2020-01-01", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id =
          fixture_add (f,
                       fixture_new (f, f->people, "display-name", "Zoé", "state", cases[i].state,
                                    "voluntary-on", cases[i].voluntary, NULL),
                       AMB_COMMAND_RUNNING);
      g_autofree char *sql = g_strdup_printf (
          "UPDATE transitions SET at = '2020-01-01T00:00:00.000Z' WHERE record = '%s'", id);
      g_autofree char *renewal = NULL;
      g_autofree char *taken_over = dup_renewal (f, id);

      /* Taken over today, it counts from today. */
      g_assert_null (taken_over);
      g_assert_true (amb_db_exec (amb_store_get_db (f->store), sql, NULL));
      renewal = dup_renewal (f, id);
      g_test_message ("case %u", i);
      g_assert_cmpstr (renewal, ==, cases[i].renewal);
    }
}

/* Its version rose: who holds the former one re-qualifies; a new certificate ends it. */
static void
test_a_changed_track (Fixture *f, gconstpointer data)
{
  const AmbEntity *tracks = amb_entity_find ("track");
  const AmbEntity *certificates = amb_entity_find ("certificate");
  g_autofree char *id =
      fixture_add (f, fixture_new (f, f->people, "display-name", "Zoé", "state", "active", NULL),
                   AMB_COMMAND_RUNNING);
  g_autofree char *track =
      fixture_add (f, fixture_new (f, tracks, "name", "First steps", "state", "open", NULL),
                   AMB_COMMAND_RUNNING);
  g_autofree char *before = NULL;
  g_autofree char *behind = NULL;
  g_autofree char *after = NULL;

  g_free (fixture_add (f,
                       fixture_new (f, certificates, "ambassador-id", id, "track-id", track,
                                    "track-version", "1", "issued-on", "2026-11-01", "code", "A-1",
                                    NULL),
                       AMB_COMMAND_DEFAULT));
  before = dup_renewal (f, id);
  g_assert_null (before);
  fixture_set (f, tracks, track, "version", "2");
  behind = dup_renewal (f, id);
  g_assert_cmpstr (behind, ==, "requalify");
  g_free (fixture_add (f,
                       fixture_new (f, certificates, "ambassador-id", id, "track-id", track,
                                    "track-version", "2", "issued-on", "2026-11-20", "code", "A-2",
                                    NULL),
                       AMB_COMMAND_DEFAULT));
  after = dup_renewal (f, id);
  g_assert_null (after);
}

static void
test_append_only (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *move = NULL;
  g_autofree char *message =
      fixture_refuse (f, fixture_new (f, f->moves, "to", "x", NULL), AMB_ERROR_REFUSED);
  g_autoptr (GError) error = NULL;

  fixture_move (f, id, "applied", NULL);
  amb_db_query_text (amb_store_get_db (f->store), &move, NULL, "SELECT id FROM transitions", NULL);
  g_assert_nonnull (strstr (message, "written by moves"));
  assert_set_refused (f, f->moves, move, "why", "x", AMB_ERROR_REFUSED, "never changed");
  g_assert_false (amb_programme_remove (f->programme, f->moves, move, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
}

static void
test_singleton (Fixture *f, gconstpointer data)
{
  const char *id = amb_entity_get_singleton_id (f->settings);
  g_autofree char *added = NULL;
  g_autofree char *again = NULL;
  g_autofree char *person = fixture_add_person (f, "Zoé");
  g_autoptr (GError) error = NULL;

  added = fixture_add (f, fixture_new (f, f->settings, "name", "Ours", NULL), 0);
  g_assert_cmpstr (added, ==, id);
  again =
      fixture_refuse (f, fixture_new (f, f->settings, "name", "Second", NULL), AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (again, "one programme"));
  fixture_set (f, f->settings, id, "dormant-days", "45");
  g_assert_false (amb_programme_remove (f->programme, f->settings, id, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  amb_programme_set_actor (f->programme, "Zoé", person, AMB_ACCESS_AMBASSADOR);
  assert_set_refused (f, f->settings, id, "name", "Mine", AMB_ERROR_DENIED, "no right");
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  g_autofree char *node = fixture_add_node (f, "France", NULL);
  g_autofree char *child = fixture_add_node (f, "Lyon", node);
  g_autofree char *person =
      fixture_add (f, fixture_new (f, f->people, "display-name", "Zoé", "node-id", node, NULL), 0);
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) gone = NULL;

  g_assert_false (amb_programme_remove (f->programme, f->nodes, node, &refused));
  g_assert_error (refused, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_cmpstr (
      refused->message, ==,
      "France can’t be removed: Lyon still refers to it (Part of). Change that first.");
  fixture_assert (f, f->people, person, "node-id", node);

  g_assert_true (amb_programme_remove (f->programme, f->nodes, child, NULL));
  g_assert_true (amb_programme_remove (f->programme, f->nodes, node, NULL));
  g_assert_false (fixture_lives (f, f->nodes, node));
  fixture_assert (f, f->people, person, "node-id", NULL);
  g_assert_false (amb_programme_remove (f->programme, f->nodes, node, &gone));
  g_assert_error (gone, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

static void
test_restore (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add (
      f, fixture_new (f, f->people, "display-name", "Zoé", "email", "z@a.example", NULL), 0);
  g_autofree char *before = fixture_dump (f, f->people);
  g_autofree char *after = NULL;
  g_autofree char *taker = NULL;
  g_autoptr (GError) living = NULL;
  g_autoptr (GError) taken = NULL;

  g_assert_false (amb_programme_restore (f->programme, f->people, id, &living));
  g_assert_error (living, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_assert_true (amb_programme_remove (f->programme, f->people, id, NULL));
  g_assert_true (amb_programme_restore (f->programme, f->people, id, NULL));
  after = fixture_dump (f, f->people);
  g_assert_cmpstr (before, ==, after);

  g_assert_true (amb_programme_remove (f->programme, f->people, id, NULL));
  taker = fixture_add (
      f, fixture_new (f, f->people, "display-name", "B", "email", "z@a.example", NULL), 0);
  g_assert_false (amb_programme_restore (f->programme, f->people, id, &taken));
  g_assert_error (taken, AMB_ERROR, AMB_ERROR_CONFLICT);
}

static void
test_actor_is_remembered (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbProgramme) other = NULL;

  g_assert_cmpint (amb_programme_get_access (f->programme), ==, AMB_ACCESS_MANAGER);
  amb_store_set_meta (f->store, "actor-name", "Aiko", NULL);
  amb_store_set_meta (f->store, "actor-access", "lead", NULL);
  other = amb_programme_new (f->store);
  g_assert_cmpstr (amb_programme_get_actor_name (other), ==, "Aiko");
  g_assert_cmpint (amb_programme_get_access (other), ==, AMB_ACCESS_LEAD);
}

/* What two desks made of it together is mended by whoever touches it, and keeps nobody from the
 * rest.
 */
static void
test_spans (Fixture *f, gconstpointer data)
{
  const AmbEntity *campaigns = amb_entity_find ("campaign");
  g_autofree char *message =
      fixture_refuse (f,
                      fixture_new (f, campaigns, "name", "Rye", "starts-on", "2026-02-01",
                                   "ends-on", "2026-01-01", NULL),
                      AMB_ERROR_INVALID);
  g_autofree char *id = fixture_add (f,
                                     fixture_new (f, campaigns, "name", "Rye", "starts-on",
                                                  "2026-01-01", "ends-on", "2026-02-01", NULL),
                                     0);
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (message, "Ends on"));
  g_assert_false (
      amb_programme_set_field (f->programme, campaigns, id, "starts-on", "2026-03-01", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  record = amb_store_get (f->store, campaigns, id, NULL);
  amb_record_set (record, "starts-on", "2026-03-01");
  g_assert_true (amb_store_put (f->store, record, NULL));
  fixture_set (f, campaigns, id, "name", "Spelt");
  fixture_set (f, campaigns, id, "ends-on", "2026-03-02");
}

/* As the server would say it, but where it is typed. */
static void
test_what_is_anothers_own (Fixture *f, gconstpointer data)
{
  g_autofree char *ada = fixture_add_person (f, "Ada");
  g_autofree char *ben = fixture_add_person (f, "Ben");
  g_autofree char *track = FIXTURE_ADD (f, "track", "name", "Voice");
  g_autofree char *item = FIXTURE_ADD (f, "content-item", "title", "Bread", "owner-id", ada);
  g_autofree char *said = FIXTURE_ADD (f, "comment", "item-id", item, "author-id", ben, "body",
                                       "Mine", "at", "2026-11-20T10:00:00.000Z");
  g_autofree char *own = NULL, *refusal = NULL;
  g_autoptr (GError) error = NULL;

  fixture_connect (f);
  amb_programme_set_actor (f->programme, "Ada", ada, AMB_ACCESS_MANAGER);
  own = fixture_add (f,
                     fixture_new (f, amb_entity_find ("ease-rating"), "ambassador-id", ada,
                                  "track-id", track, "ease-before", "4", "rated-on", "2026-11-20",
                                  NULL),
                     AMB_COMMAND_DEFAULT);
  refusal = fixture_refuse (f,
                            fixture_new (f, amb_entity_find ("ease-rating"), "ambassador-id", ben,
                                         "track-id", track, "ease-before", "4", "rated-on",
                                         "2026-11-20", NULL),
                            AMB_ERROR_DENIED);
  g_assert_nonnull (strstr (refusal, "only your own"));
  g_assert_true (amb_programme_set_field (f->programme, amb_entity_find ("comment"), said, "body",
                                          "A manager's", &error));
  g_assert_no_error (error);
  fixture_act_as (f, "ambassador", "own:x");
  amb_programme_set_actor (f->programme, "Ada", ada, AMB_ACCESS_AMBASSADOR);
  fixture_publish (f, "comment", said, "own:x");
  g_assert_false (amb_programme_set_field (f->programme, amb_entity_find ("comment"), said, "body",
                                           "Ada's", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "somebody else said this"));
  g_clear_error (&error);
  g_assert_true (amb_programme_set_field (f->programme, amb_entity_find ("comment"), said,
                                          "resolved", "1", &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/programme/programme/renewal-is-yearly", test_renewal);
  ADD ("/programme/programme/a-changed-track-asks-to-re-qualify", test_a_changed_track);
  ADD ("/programme/programme/adding-validates-and-can-be-undone", test_add);
  ADD ("/programme/programme/setting-validates-and-is-in-the-history", test_set);
  ADD ("/programme/programme/equal-values-change-nothing", test_equal_values_change_nothing);
  ADD ("/programme/programme/empty-text-is-unset", test_empty_text_is_unset);
  ADD ("/programme/programme/a-state-that-is-set-is-refused-and-names-the-moves",
       test_state_is_not_set);
  ADD ("/programme/programme/a-move-writes-who-when-and-why", test_move);
  ADD ("/programme/programme/a-suspension-ends-by-a-second-manager-or-after-a-day",
       test_suspension);
  ADD ("/programme/programme/a-suspension-is-the-latest-one-s-whatever-the-clock-said",
       test_suspension_after_the_clock_was_put_back);
  ADD ("/programme/programme/rights-are-those-of-the-access-table", test_rights);
  ADD ("/programme/programme/one-may-answer-for-oneself", test_self_moves);
  ADD ("/programme/programme/what-is-anothers-own-is-theirs-to-say", test_what_is_anothers_own);
  ADD ("/programme/programme/moves-are-never-written-by-hand", test_append_only);
  ADD ("/programme/programme/there-is-one-programme", test_singleton);
  ADD ("/programme/programme/removing-follows-the-delete-rules", test_remove);
  ADD ("/programme/programme/restoring-brings-a-record-back-as-it-was", test_restore);
  ADD ("/programme/programme/the-profile-remembers-who-acts", test_actor_is_remembered);
  ADD ("/programme/programme/nothing-ends-before-it-begins", test_spans);
  return g_test_run ();
}
