/* What was recorded once and for all follows a merge of two records, and nothing else. */
#include "server-fixture.h"
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-journal.h"
#include "amb-merging.h"
#include "amb-outbox.h"
#include "amb-validate.h"

#include <string.h>

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

/* Two people are made one at one desk; the server and the other desk follow, and its undo. */
typedef struct
{
  SyncFixture *f;
  char *ann, *anne; /* @ann is kept */
  char *role, *held, *also, *check, *activity, *letter;
} World;

static char *add (SyncDesk *desk, const char *entity, ...) G_GNUC_NULL_TERMINATED;

static char *
add (SyncDesk *desk, const char *entity, ...)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  g_autoptr (GError) error = NULL;
  const char *field;
  char *id;
  va_list list;

  va_start (list, entity);
  while ((field = va_arg (list, const char *)) != NULL)
    amb_record_set (record, field, va_arg (list, const char *));
  va_end (list);
  id = amb_programme_add (desk->programme, record, AMB_COMMAND_RUNNING, &error);
  g_assert_no_error (error);
  return id;
}

static char *
give (World *self, const char *person)
{
  return add (&self->f->a, "assignment", "ambassador-id", person, "role-id", self->role, "state",
              "current", "starts-on", "2026-01-01", NULL);
}

static char *
add_activity (SyncDesk *desk, const char *person)
{
  return add (desk, "activity", "ambassador-id", person, "kind", "share", "at",
              "2026-01-20T10:00:00.000Z", NULL);
}

static void
open_desks (World *self, gconstpointer data)
{
  g_autofree char *step = NULL;
  SyncDesk *desk;

  self->f = sync_fixture_new ();
  desk = &self->f->a;
  self->ann =
      add (desk, "ambassador", "display-name", "Ann", "state", "active", "email", "a@x.com", NULL);
  self->anne = add (desk, "ambassador", "display-name", "Anne", "state", "active",
                    "employee-number", "7", NULL);
  self->role = add (desk, "role", "name", "Curator", "kind", "curator", "in-use", "1", NULL);
  step = add (desk, "role-step", "role-id", self->role, "what", "Look", "rhythm", "daily", NULL);
  self->held = give (self, self->ann);
  self->also = give (self, self->anne);
  self->check = add (desk, "step-check", "ambassador-id", self->anne, "assignment-id", self->also,
                     "step-id", step, "done-on", "2026-01-20", NULL);
  self->activity = add_activity (desk, self->anne);
  self->letter = add (desk, "letter", "ambassador-id", self->anne, "purpose", "free", "subject",
                      "Hello", "at", "2026-01-21T10:00:00.000Z", NULL);
  sync_fixture_settle (self->f);
}

static void
close_desks (World *self, gconstpointer data)
{
  g_free (self->ann);
  g_free (self->anne);
  g_free (self->role);
  g_free (self->held);
  g_free (self->also);
  g_free (self->check);
  g_free (self->activity);
  g_free (self->letter);
  sync_fixture_free (self->f);
}

static void
merge (World *self, SyncDesk *desk, const char *keep, const char *other)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      amb_programme_merge (desk->programme, amb_entity_find ("ambassador"), keep, other, &error));
  g_assert_no_error (error);
}

/* @id's @field in @store; “(gone)”: it isn't there. */
static char *
dup_value (AmbStore *store, const char *entity, const char *id, const char *field)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (store, amb_entity_find (entity), id, NULL);

  return g_strdup (record == NULL || amb_record_get_deleted (record)
                       ? "(gone)"
                       : amb_record_get (record, field));
}

static void
assert_in (
    AmbStore *store, const char *entity, const char *id, const char *field, const char *expected)
{
  g_autofree char *value = dup_value (store, entity, id, field);

  g_assert_cmpstr (value, ==, expected);
}

/* On the server and at both desks. */
static void
assert_all (
    World *self, const char *entity, const char *id, const char *field, const char *expected)
{
  AmbStore *const stores[] = { self->f->store, self->f->a.store, self->f->b.store };

  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    assert_in (stores[i], entity, id, field, expected);
}

static void
assert_settled (World *self)
{
  sync_fixture_settle (self->f);
  g_assert_cmpint (amb_findings_count (self->f->a.store), ==, 0);
  g_assert_cmpint (amb_findings_count (self->f->b.store), ==, 0);
}

static void
assert_merged (World *self)
{
  assert_all (self, "ambassador", self->anne, "display-name", "(gone)");
  assert_all (self, "ambassador", self->ann, "employee-number", "7");
  assert_all (self, "activity", self->activity, "ambassador-id", self->ann);
  assert_all (self, "letter", self->letter, "ambassador-id", self->ann);
  assert_all (self, "step-check", self->check, "ambassador-id", self->ann);
  assert_all (self, "step-check", self->check, "assignment-id", self->held);
  assert_all (self, "assignment", self->also, "state", "(gone)");
}

static void
assert_apart (World *self)
{
  assert_all (self, "ambassador", self->anne, "display-name", "Anne");
  assert_all (self, "ambassador", self->ann, "employee-number", NULL);
  assert_all (self, "activity", self->activity, "ambassador-id", self->anne);
  assert_all (self, "letter", self->letter, "ambassador-id", self->anne);
  assert_all (self, "step-check", self->check, "ambassador-id", self->anne);
  assert_all (self, "step-check", self->check, "assignment-id", self->also);
  assert_all (self, "assignment", self->also, "ambassador-id", self->anne);
}

static void
take_back (World *self, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = redo ? amb_programme_redo (self->f->a.programme, &error)
                                          : amb_programme_undo (self->f->a.programme, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->left->len; i++)
    g_test_message ("%s", (char *) report->left->pdata[i]);
  g_assert_cmpuint (report->left->len, ==, 0);
}

/* @data: whether every step has reached the server before the next one. */
static void
test_a_merge_its_undo_and_its_redo_reach_everybody (World *self, gconstpointer data)
{
  const gboolean sent = GPOINTER_TO_INT (data);

  assert_apart (self);
  merge (self, &self->f->a, self->ann, self->anne);
  if (sent)
    {
      assert_settled (self);
      assert_merged (self);
    }
  take_back (self, FALSE);
  if (sent)
    {
      assert_settled (self);
      assert_apart (self);
    }
  take_back (self, TRUE);
  assert_settled (self);
  assert_merged (self);
  take_back (self, FALSE);
  assert_settled (self);
  assert_apart (self);
}

/* Offline, Ben records something more about who is merged at the other desk. */
static void
test_what_others_recorded_meanwhile_goes_with_it (World *self, gconstpointer data)
{
  g_autofree char *more = add_activity (&self->f->b, self->anne);
  g_autofree char *task =
      add (&self->f->b, "task", "title", "Call", "ambassador-id", self->anne, NULL);

  sync_fixture_run (self->f, &self->f->b);
  merge (self, &self->f->a, self->ann, self->anne);
  assert_settled (self);
  assert_merged (self);
  assert_all (self, "activity", more, "ambassador-id", self->ann);
  assert_all (self, "task", task, "ambassador-id", self->ann);
}

/* Between the undo of a merge and its redo somebody else records something about who goes. */
static void
test_what_others_recorded_before_the_redo_goes_with_it (World *self, gconstpointer data)
{
  g_autofree char *more = NULL;

  merge (self, &self->f->a, self->ann, self->anne);
  assert_settled (self);
  take_back (self, FALSE);
  assert_settled (self);
  more = add_activity (&self->f->b, self->anne);
  sync_fixture_run (self->f, &self->f->b);
  take_back (self, TRUE);
  assert_settled (self);
  assert_merged (self);
  assert_all (self, "activity", more, "ambassador-id", self->ann);
}

/* Everything of it is new, and the one that stays newer than what is led to it. */
static void
test_what_was_never_sent_is_merged (World *self, gconstpointer data)
{
  g_autofree char *old = add_activity (&self->f->a, self->anne);
  g_autofree char *bea =
      add (&self->f->a, "ambassador", "display-name", "Bea", "email", "b@x.com", NULL);
  g_autofree char *of_bea = add_activity (&self->f->a, bea);
  g_autofree char *kept = add (&self->f->a, "ambassador", "display-name", "Kim", NULL);

  merge (self, &self->f->a, kept, bea);
  merge (self, &self->f->a, kept, self->anne);
  if (GPOINTER_TO_INT (data))
    {
      take_back (self, FALSE);
      take_back (self, FALSE);
    }
  assert_settled (self);
  assert_all (self, "activity", old, "ambassador-id", GPOINTER_TO_INT (data) ? self->anne : kept);
  assert_all (self, "activity", of_bea, "ambassador-id", GPOINTER_TO_INT (data) ? bea : kept);
  assert_all (self, "ambassador", bea, "email", GPOINTER_TO_INT (data) ? "b@x.com" : "(gone)");
  assert_all (self, "ambassador", kept, "email", GPOINTER_TO_INT (data) ? NULL : "b@x.com");
}

/* What there may be once only is given to who stays after it was given up, whatever else waits. */
static void
test_a_gift_comes_after_who_had_it (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_programme_set_field (self->f->a.programme, amb_entity_find ("ambassador"),
                                          self->ann, "job-title", "Cook", &error));
  merge (self, &self->f->a, self->ann, self->anne);
  assert_settled (self);
  assert_merged (self);
}

/* Whoever was to stay is gone by then: what others recorded of the other isn't led into nowhere. */
static void
test_nobody_is_merged_into_who_was_removed (World *self, gconstpointer data)
{
  g_autofree char *kept = add (&self->f->a, "ambassador", "display-name", "Kim", NULL);
  g_autofree char *other = add (&self->f->a, "ambassador", "display-name", "Kimi", NULL);
  g_autofree char *more = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_settle (self->f);
  more = add (&self->f->b, "consent", "ambassador-id", other, "purpose", "contact", "legal-basis",
              "consent", "given-on", "2026-01-02", NULL);
  g_assert_true (
      amb_programme_remove (self->f->b.programme, amb_entity_find ("ambassador"), kept, &error));
  sync_fixture_run (self->f, &self->f->b);
  merge (self, &self->f->a, kept, other);
  sync_fixture_settle (self->f);
  g_assert_cmpint (amb_findings_count (self->f->a.store), >, 0);
  assert_all (self, "ambassador", kept, "display-name", "(gone)");
  assert_all (self, "ambassador", other, "display-name", "Kimi");
  assert_all (self, "consent", more, "ambassador-id", other);
}

static void
remove_person (SyncDesk *desk, const char *id)
{
  g_autoptr (GError) error = NULL;

  amb_programme_remove (desk->programme, amb_entity_find ("ambassador"), id, &error);
  g_assert_no_error (error);
}

static char *
consent (SyncDesk *desk, const char *person)
{
  return add (desk, "consent", "ambassador-id", person, "purpose", "contact", "legal-basis",
              "consent", "given-on", "2026-01-02", NULL);
}

/* Every part of it, one after the other, until nothing needs attention. */
static void
settle_all (SyncDesk *desk, AmbResolution resolution)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (desk->store, NULL);

  g_assert_cmpuint (findings->len, >, 0);
  for (guint i = 0; i < findings->len; i++)
    {
      const AmbFinding *finding = findings->pdata[i];
      g_autoptr (GError) error = NULL;

      amb_sync_resolve (desk->programme, finding->key, resolution, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
}

/* Somebody changed who was to go: when they go anyway, what was recorded of them meanwhile stays.
 */
static void
test_who_goes_anyway_goes_merged (World *self, gconstpointer data)
{
  g_autofree char *other = add (&self->f->a, "ambassador", "display-name", "Annie", NULL);
  g_autofree char *more = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_settle (self->f);
  merge (self, &self->f->a, self->ann, other);
  g_assert_true (amb_programme_set_field (self->f->b.programme, amb_entity_find ("ambassador"),
                                          other, "job-title", "Cook", &error));
  sync_fixture_run (self->f, &self->f->b);
  sync_fixture_settle (self->f);
  assert_all (self, "ambassador", other, "display-name", "Annie");
  more = consent (&self->f->b, other);
  sync_fixture_settle (self->f);
  settle_all (&self->f->a, AMB_RESOLVE_DELETE_ANYWAY);
  assert_settled (self);
  assert_all (self, "ambassador", other, "display-name", "(gone)");
  assert_all (self, "consent", more, "ambassador-id", self->ann);
  take_back (self, FALSE);
  sync_fixture_settle (self->f);
  assert_all (self, "consent", more, "ambassador-id", other);
}

/* The same where they also have what there may be once only: all of it was refused. */
static void
test_a_merge_that_met_an_edit_is_made_again (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  merge (self, &self->f->a, self->ann, self->anne);
  g_assert_true (amb_programme_set_field (self->f->b.programme, amb_entity_find ("ambassador"),
                                          self->anne, "job-title", "Cook", &error));
  sync_fixture_run (self->f, &self->f->b);
  sync_fixture_settle (self->f);
  assert_apart (self);
  settle_all (&self->f->a, AMB_RESOLVE_MINE);
  assert_settled (self);
  assert_merged (self);
}

/* A merge that was refused is tried again as the merge that it was. */
static void
test_a_refused_merge_is_made_again (World *self, gconstpointer data)
{
  g_autofree char *kept = add (&self->f->a, "ambassador", "display-name", "Kim", NULL);
  g_autofree char *more = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_settle (self->f);
  remove_person (&self->f->b, kept);
  sync_fixture_run (self->f, &self->f->b);
  merge (self, &self->f->a, kept, self->anne);
  sync_fixture_settle (self->f);
  assert_apart (self);
  g_assert_true (
      amb_programme_restore (self->f->b.programme, amb_entity_find ("ambassador"), kept, &error));
  more = consent (&self->f->b, self->anne);
  sync_fixture_settle (self->f);
  settle_all (&self->f->a, AMB_RESOLVE_MINE);
  assert_settled (self);
  assert_all (self, "ambassador", self->anne, "display-name", "(gone)");
  assert_all (self, "activity", self->activity, "ambassador-id", kept);
  assert_all (self, "assignment", self->also, "ambassador-id", kept);
  assert_all (self, "consent", more, "ambassador-id", kept);
}

static void
test_two_who_merge_the_same_agree (World *self, gconstpointer data)
{
  merge (self, &self->f->a, self->ann, self->anne);
  merge (self, &self->f->b, self->ann, self->anne);
  assert_settled (self);
  assert_merged (self);
}

/* Into two others: the first one holds, and nothing of what was recorded is lost or torn apart. */
static void
test_of_two_merges_the_first_holds (World *self, gconstpointer data)
{
  g_autofree char *third = add (&self->f->a, "ambassador", "display-name", "Anna", NULL);

  sync_fixture_settle (self->f);
  merge (self, &self->f->a, self->ann, self->anne);
  merge (self, &self->f->b, third, self->anne);
  sync_fixture_settle (self->f);
  g_assert_cmpint (amb_findings_count (self->f->b.store), >, 0);
  assert_merged (self);
}

/* More than an action may hold: said before anything is changed. */
static void
test_too_much_at_once_is_said (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_db_begin (amb_store_get_db (self->f->a.store), &error));
  for (guint i = 0; i < AMB_MAX_TX_OPERATIONS; i++)
    g_free (add_activity (&self->f->a, self->anne));
  g_assert_true (amb_db_commit (amb_store_get_db (self->f->a.store), &error));
  sync_fixture_settle (self->f);
  g_assert_false (amb_programme_merge (self->f->a.programme, amb_entity_find ("ambassador"),
                                       self->ann, self->anne, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "“Anne” can’t be merged at once"));
  assert_settled (self);
  assert_apart (self);
  merge (self, &self->f->a, self->anne, self->ann);
  assert_settled (self);
  assert_all (self, "ambassador", self->ann, "display-name", "(gone)");
}

#define TEST(path, function)                                                                       \
  g_test_add ("/server/lead/" path, Office, NULL, set_up, function, tear_down)

#define TEST_DESKS(path, function, data)                                                           \
  g_test_add ("/server/lead/" path, World, data, open_desks, function, close_desks)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("it-follows-a-merge-there-and-back", test_it_follows_a_merge_there_and_back);
  TEST ("only-what-was-led-is-led-back", test_only_what_was_led_is_led_back);
  TEST ("who-removes-nobody-merges-nobody", test_who_removes_nobody_merges_nobody);
  TEST ("nothing-else-changes-with-it", test_nothing_else_changes_with_it);
  TEST_DESKS ("a-merge-its-undo-and-its-redo-reach-everybody",
              test_a_merge_its_undo_and_its_redo_reach_everybody, GINT_TO_POINTER (TRUE));
  TEST_DESKS ("a-merge-that-is-taken-back-before-it-is-sent",
              test_a_merge_its_undo_and_its_redo_reach_everybody, GINT_TO_POINTER (FALSE));
  TEST_DESKS ("what-others-recorded-meanwhile-goes-with-it",
              test_what_others_recorded_meanwhile_goes_with_it, NULL);
  TEST_DESKS ("what-others-recorded-before-the-redo-goes-with-it",
              test_what_others_recorded_before_the_redo_goes_with_it, NULL);
  TEST_DESKS ("what-was-never-sent-is-merged", test_what_was_never_sent_is_merged,
              GINT_TO_POINTER (FALSE));
  TEST_DESKS ("what-was-never-sent-is-merged-and-taken-back", test_what_was_never_sent_is_merged,
              GINT_TO_POINTER (TRUE));
  TEST_DESKS ("a-gift-comes-after-who-had-it", test_a_gift_comes_after_who_had_it, NULL);
  TEST_DESKS ("nobody-is-merged-into-who-was-removed", test_nobody_is_merged_into_who_was_removed,
              NULL);
  TEST_DESKS ("who-goes-anyway-goes-merged", test_who_goes_anyway_goes_merged, NULL);
  TEST_DESKS ("a-merge-that-met-an-edit-is-made-again", test_a_merge_that_met_an_edit_is_made_again,
              NULL);
  TEST_DESKS ("a-refused-merge-is-made-again", test_a_refused_merge_is_made_again, NULL);
  TEST_DESKS ("two-who-merge-the-same-agree", test_two_who_merge_the_same_agree, NULL);
  TEST_DESKS ("of-two-merges-the-first-holds", test_of_two_merges_the_first_holds, NULL);
  TEST_DESKS ("too-much-at-once-is-said", test_too_much_at_once_is_said, NULL);
  return g_test_run ();
}
