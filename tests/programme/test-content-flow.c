/* An item's way through people: suggested, taken up, decided, handed over, published. */
#include "amb-content-flow.h"
#include "amb-content-text.h"
#include "amb-content.h"
#include "amb-error.h"
#include "amb-own-data.h"
#include "programme-fixture.h"

#include <string.h>

typedef struct
{
  char *ada, *ben, *eva; /* ambassador; manager; lead */
  char *pillar, *channel, *node;
} Desk;

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static void
act_as (Fixture *f, const char *person, AmbAccess access)
{
  amb_programme_set_actor (f->programme, person, person, access);
}

static Desk
set_up (Fixture *f)
{
  Desk desk;

  g_free (
      FIXTURE_ADD (f, "programme", "name", "Voices", "zone", "Europe/Paris", "trusted-after", "2"));
  desk.node = FIXTURE_ADD (f, "node", "name", "Lyon", "kind", "department");
  desk.ada = FIXTURE_ADD (f, "ambassador", "display-name", "Ada", "department-id", desk.node);
  desk.ben = fixture_add_person (f, "Ben");
  desk.eva = fixture_add_person (f, "Eva");
  desk.pillar = FIXTURE_ADD (f, "pillar", "name", "Craft");
  desk.channel = FIXTURE_ADD (f, "channel", "name", "Blog", "audience-size", "12400", "counted-on",
                              "2026-11-03");
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  return desk;
}

static void
tear_down (Desk *desk)
{
  g_free (desk->ada);
  g_free (desk->ben);
  g_free (desk->eva);
  g_free (desk->pillar);
  g_free (desk->channel);
  g_free (desk->node);
}

static char *
suggest (Fixture *f, const char *title, const char *what_for)
{
  g_autoptr (AmbRecord) item =
      fixture_new (f, get_items (), "title", title, "audience", "client", "body", "Text", NULL);
  g_autoptr (GError) error = NULL;
  char *id = amb_programme_suggest_item (f->programme, item, what_for, &error);

  g_assert_no_error (error);
  return id;
}

/* Ready to be approved, but for what @... says. */
static char *
add_item (Fixture *f, Desk *desk, const char *owner, const char *reviewer, const char *body)
{
  return fixture_add (
      f,
      fixture_new (f, get_items (), "title", body, "state", "in_review", "audience", "client",
                   "pillar-id", desk->pillar, "owner-id", owner, "author-id", owner, "reviewer-id",
                   reviewer, "department-id", desk->node, "source", "original", "language", "en",
                   "channel-id", desk->channel, "publish-on", "2026-12-01T09:00[Europe/Paris]",
                   "expires-on", "2027-12-01", "disclosure", "Mine", "body", body, NULL),
      AMB_COMMAND_RUNNING);
}

static guint
count_suggestions (Fixture *f, const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = amb_content_list_suggestions (f->store, person, &error);

  g_assert_no_error (error);
  return rows->len;
}

#define IN_STATE(f, id, state) fixture_assert (f, get_items (), id, "state", state)

static void
test_a_suggestion_names_its_author (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  const AmbContentSuggestion *row;

  act_as (f, desk.ada, AMB_ACCESS_AMBASSADOR);
  id = suggest (f, "Warm homes", "Clients ask me every week");
  IN_STATE (f, id, "idea");
  fixture_assert (f, get_items (), id, "author-id", desk.ada);
  fixture_assert (f, get_items (), id, "owner-id", NULL);
  fixture_assert (f, get_items (), id, "department-id", desk.node);
  fixture_assert (f, get_items (), id, "source", "original");
  g_assert_cmpuint (count_suggestions (f, desk.ada), ==, 0);
  waiting = amb_content_list_suggestions (f->store, desk.ben, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  row = g_ptr_array_index (waiting, 0);
  g_assert_cmpstr (row->id, ==, id);
  g_assert_cmpstr (row->author_name, ==, "Ada");
  g_assert_cmpstr (row->what_for, ==, "Clients ask me every week");
  g_assert_cmpint (row->at, ==, NOW);
  /* One undo, comment and all. */
  g_free (fixture_undo (f, 3, 0));
  g_assert_false (fixture_lives (f, get_items (), id));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM comments WHERE deleted = 0"), ==, 0);
  tear_down (&desk);
}

static void
test_without_a_person_nobody_suggests (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autoptr (AmbRecord) item = fixture_new (f, get_items (), "title", "Warm homes", NULL);
  g_autoptr (GError) error = NULL;

  act_as (f, NULL, AMB_ACCESS_MANAGER);
  g_assert_null (amb_programme_suggest_item (f->programme, item, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM content_items"), ==, 0);
  tear_down (&desk);
}

/* An ambassador doesn't take up their own: that would be no answer. */
static void
test_it_is_taken_up_once (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = NULL;
  g_autoptr (GHashTable) plan = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GError) error = NULL;
  const AmbContentSuggestion *row;

  g_hash_table_insert (plan, (gpointer) "reviewer-id", desk.eva);
  g_hash_table_insert (plan, (gpointer) "publish-on", (gpointer) "2026-12-03T09:00[Europe/Paris]");
  act_as (f, desk.ada, AMB_ACCESS_AMBASSADOR);
  id = suggest (f, "Warm homes", NULL);
  g_assert_false (amb_programme_accept_suggestion (f->programme, id, NULL, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_clear_error (&error);
  fixture_assert (f, get_items (), id, "owner-id", NULL);
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  g_assert_true (
      amb_programme_accept_suggestion (f->programme, id, plan, "Our clients wait for it", &error));
  g_assert_no_error (error);
  IN_STATE (f, id, "draft");
  fixture_assert (f, get_items (), id, "owner-id", desk.ada);
  fixture_assert (f, get_items (), id, "author-id", desk.ada);
  fixture_assert (f, get_items (), id, "reviewer-id", desk.eva);
  g_assert_cmpuint (count_suggestions (f, desk.eva), ==, 0);
  g_assert_false (amb_programme_accept_suggestion (f->programme, id, plan, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "answered before"));
  own = amb_content_list_suggested (f->store, desk.ada, NULL);
  row = g_ptr_array_index (own, 0);
  g_assert_cmpstr (row->answer, ==, "draft");
  g_assert_cmpstr (row->why, ==, "Our clients wait for it");
  g_assert_cmpstr (row->answered_by, ==, desk.ben);
  g_free (fixture_undo (f, 4, 0));
  IN_STATE (f, id, "idea");
  g_assert_cmpuint (count_suggestions (f, desk.eva), ==, 1);
  tear_down (&desk);
}

static void
test_it_is_declined_with_a_reason (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) own = NULL;

  act_as (f, desk.ada, AMB_ACCESS_AMBASSADOR);
  id = suggest (f, "Warm homes", NULL);
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  g_assert_false (amb_programme_decline_suggestion (f->programme, id, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (amb_programme_decline_suggestion (f->programme, id, "We told it in May", &error));
  g_assert_no_error (error);
  own = amb_content_list_suggested (f->store, desk.ada, NULL);
  g_assert_cmpstr (((AmbContentSuggestion *) g_ptr_array_index (own, 0))->answer, ==, "rejected");
  g_assert_cmpstr (((AmbContentSuggestion *) g_ptr_array_index (own, 0))->why, ==,
                   "We told it in May");
  tear_down (&desk);
}

/* The queue. */

static char *
list_reviews (Fixture *f, const char *person, AmbAccess access)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = amb_content_list_reviews (f->store, person, access, &error);
  GString *words = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const AmbReviewItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (words, "%s%s%s%s", words->len > 0 ? " " : "", item->title,
                              item->is_mine ? "!" : "", item->is_own ? "*" : "");
    }
  return g_string_free (words, FALSE);
}

static void
assert_reviews (Fixture *f, const char *person, AmbAccess access, const char *expected)
{
  g_autofree char *words = list_reviews (f, person, access);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_what_waits_for_whom (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *one = add_item (f, &desk, desk.ada, desk.ben, "One");
  g_autofree char *two = add_item (f, &desk, desk.ada, NULL, "Two");
  g_autofree char *three = add_item (f, &desk, desk.ben, NULL, "Three");
  g_autofree char *four = add_item (f, &desk, desk.ben, desk.eva, "Four");

  assert_reviews (f, desk.ben, AMB_ACCESS_MANAGER, "One! Two");
  assert_reviews (f, desk.eva, AMB_ACCESS_LEAD, "Two Three Four!");
  assert_reviews (f, desk.eva, AMB_ACCESS_AMBASSADOR, "Four!");
  assert_reviews (f, desk.ada, AMB_ACCESS_AMBASSADOR, "");
  assert_reviews (f, NULL, AMB_ACCESS_MANAGER, "One Two Three Four");
  /* A lone manager sees their own, and that it is. */
  fixture_set (f, f->settings, amb_entity_get_singleton_id (f->settings), "self-approval", "1");
  assert_reviews (f, desk.ben, AMB_ACCESS_MANAGER, "One! Two Three* Four*");
  assert_reviews (f, desk.eva, AMB_ACCESS_LEAD, "Two Three Four!");
  /* Whoever comes back comes last. */
  amb_clock_advance (f->clock, DAY);
  amb_programme_move (f->programme, get_items (), one, "changes_requested", "Shorter", NULL);
  amb_programme_move (f->programme, get_items (), one, "in_review", NULL, NULL);
  assert_reviews (f, desk.ben, AMB_ACCESS_MANAGER, "Two Three* Four* One!");
  tear_down (&desk);
}

static void
test_many_are_decided_each_by_itself (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *one = add_item (f, &desk, desk.ada, desk.ben, "One");
  g_autofree char *own = add_item (f, &desk, desk.ben, desk.ben, "Two");
  g_autofree char *poor = add_item (f, &desk, desk.ada, desk.ben, "Three");
  g_autofree char *four = add_item (f, &desk, desk.ada, desk.ben, "Four");
  const char *const ids[] = { one, own, poor, four, one, "nothing", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbReviewReport) report = NULL;

  fixture_set (f, get_items (), poor, "disclosure", NULL);
  report = amb_programme_decide_items (f->programme, ids, "approved", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->done->len, ==, 2);
  g_assert_cmpuint (report->refused->len, ==, 3);
  g_assert_cmpstr (((AmbReviewRefusal *) g_ptr_array_index (report->refused, 0))->id, ==, own);
  g_assert_nonnull (
      strstr (((AmbReviewRefusal *) g_ptr_array_index (report->refused, 0))->why, "Somebody else"));
  g_assert_nonnull (strstr (((AmbReviewRefusal *) g_ptr_array_index (report->refused, 1))->why,
                            "Disclosure line"));
  IN_STATE (f, one, "approved");
  IN_STATE (f, four, "approved");
  IN_STATE (f, own, "in_review");
  IN_STATE (f, poor, "in_review");
  g_free (fixture_undo (f, 4, 0));
  IN_STATE (f, one, "in_review");
  IN_STATE (f, four, "in_review");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM approvals WHERE deleted = 0"), ==, 0);
  tear_down (&desk);
}

/* A disk that is full, or a file that is damaged, is no matter of one item. */
static void
test_an_error_that_is_no_refusal_ends_it (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *one = add_item (f, &desk, desk.ada, desk.ben, "One");
  g_autofree char *two = add_item (f, &desk, desk.ada, desk.ben, "Two");
  const char *const ids[] = { one, two, NULL };
  g_autofree char *trigger = g_strdup_printf ("CREATE TEMP TRIGGER broken BEFORE INSERT ON "
                                              "transitions WHEN new.record = '%s' BEGIN SELECT "
                                              "RAISE (ABORT, 'broken'); END",
                                              two);
  g_autoptr (GError) error = NULL;

  fixture_set (f, get_items (), one, "link", "https://one.example");
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), trigger, &error));
  g_assert_null (amb_programme_decide_items (f->programme, ids, "approved", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FAILED);
  IN_STATE (f, one, "in_review");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM approvals WHERE deleted = 0"), ==, 0);
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), "DROP TRIGGER broken", NULL));
  /* What was done before is what Undo takes back. */
  g_free (fixture_undo (f, 1, 0));
  fixture_assert (f, get_items (), one, "link", NULL);
  tear_down (&desk);
}

/* What is sealed is what the check saw. */
static void
test_a_verdict_seals_what_was_checked (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, desk.ada, desk.ben, "One");
  g_autoptr (AmbRecord) item = amb_store_get (f->store, get_items (), id, NULL);
  g_autoptr (AmbRecord) edited = NULL;
  g_autoptr (AmbRecord) approval = NULL;
  g_autoptr (AmbContentFacts) facts = NULL, now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_content_check_decision (f->store, item, "approved", &facts, &error));
  g_assert_nonnull (facts);
  fixture_set (f, get_items (), id, "body", "Another");
  edited = amb_store_get (f->store, get_items (), id, NULL);
  approval =
      amb_content_seal_verdict (f->store, edited, facts, "approved", desk.ben, NULL, FALSE, &error);
  g_assert_no_error (error);
  now = amb_content_load (f->store, id, NULL);
  g_assert_true (amb_content_is_sealed (amb_record_get (approval, "texts"), facts->texts));
  g_assert_false (amb_content_is_sealed (amb_record_get (approval, "texts"), now->texts));
  tear_down (&desk);
}

/* When nothing could be done there is nothing to undo, and what was done before stays undoable. */
static void
test_a_decision_about_nothing_is_no_undo (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *own = add_item (f, &desk, desk.ben, desk.ben, "Two");
  const char *const ids[] = { own, NULL };
  g_autoptr (AmbReviewReport) report = NULL;

  fixture_set (f, get_items (), own, "body", "Other");
  report = amb_programme_decide_items (f->programme, ids, "changes_requested", NULL, NULL);
  g_assert_cmpuint (report->refused->len, ==, 1);
  g_free (fixture_undo (f, 2, 0));
  fixture_assert (f, get_items (), own, "body", "Two");
  fixture_assert (f, get_items (), own, "text-by-id", NULL);
  tear_down (&desk);
}

/* Publication. */

static char *
publish (Fixture *f, const char *item, const char *variant, const char *link, GError **error)
{
  g_autoptr (AmbRecord) record = fixture_new (f, amb_entity_find ("publication"), "item-id", item,
                                              "variant-id", variant, "link", link, NULL);

  return amb_programme_record_publication (f->programme, record, error);
}

static void
test_a_publication_is_filled_in (Fixture *f, gconstpointer data)
{
  const AmbEntity *publications = amb_entity_find ("publication");
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, desk.ada, desk.ben, "One");
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (publish (f, id, NULL, "https://x.example/1", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);
  amb_programme_move (f->programme, get_items (), id, "approved", NULL, NULL);
  made = publish (f, id, NULL, "https://x.example/1", &error);
  g_assert_no_error (error);
  fixture_assert (f, publications, made, "channel-id", desk.channel);
  fixture_assert (f, publications, made, "audience-size", "12400");
  fixture_assert (f, publications, made, "published-at", "2026-11-23T12:00:00.000Z");
  fixture_assert (f, publications, made, "by-id", desk.ben);
  fixture_assert (f, publications, made, "node-id", desk.node);
  fixture_assert (f, publications, made, "kind", "company");
  IN_STATE (f, id, "published");
  g_assert_null (publish (f, id, NULL, "https://x.example/1", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "recorded already"));
  g_free (fixture_undo (f, 3, 0));
  IN_STATE (f, id, "approved");
  g_assert_false (fixture_lives (f, publications, made));
  tear_down (&desk);
}

/* The audience that a channel has later is not that of this publication. */
static void
test_its_audience_stays (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, desk.ada, desk.ben, "One");
  g_autofree char *made = NULL;

  amb_programme_move (f->programme, get_items (), id, "approved", NULL, NULL);
  made = publish (f, id, NULL, NULL, NULL);
  fixture_set (f, amb_entity_find ("channel"), desk.channel, "audience-size", "20000");
  fixture_assert (f, amb_entity_find ("publication"), made, "audience-size", "12400");
  tear_down (&desk);
}

static void
test_in_parts (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  const AmbEntity *variants = amb_entity_find ("variant");
  g_autofree char *id = add_item (f, &desk, desk.ada, desk.ben, "One");
  g_autofree char *own = FIXTURE_ADD (f, "channel", "name", "Mine", "kind", "personal");
  g_autofree char *french = FIXTURE_ADD (f, "variant", "item-id", id, "body", "Un", "language",
                                         "fr", "channel-id", desk.channel);
  g_autofree char *share =
      FIXTURE_ADD (f, "variant", "item-id", id, "body", "I", "channel-id", own);
  g_autofree char *one = NULL, *two = NULL, *three = NULL;
  g_autoptr (GError) error = NULL;

  amb_programme_move (f->programme, get_items (), id, "approved", NULL, &error);
  amb_programme_move (f->programme, get_items (), id, "scheduled", NULL, &error);
  g_assert_no_error (error);
  one = publish (f, id, NULL, "https://x.example/1", &error);
  IN_STATE (f, id, "scheduled");
  /* What somebody shares as their own publishes nothing for the company. */
  three = publish (f, id, share, "https://me.example/1", &error);
  g_assert_no_error (error);
  fixture_assert (f, amb_entity_find ("publication"), three, "kind", "personal");
  IN_STATE (f, id, "scheduled");
  amb_programme_remove (f->programme, variants, share, &error);
  two = publish (f, id, french, "https://x.example/2", &error);
  g_assert_no_error (error);
  IN_STATE (f, id, "published");
  tear_down (&desk);
}

/* Somebody who only published it says that; its owner decides what it is. */
static void
test_an_ambassador_records_it (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, desk.ben, desk.eva, "One");
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;

  act_as (f, desk.eva, AMB_ACCESS_LEAD);
  amb_programme_move (f->programme, get_items (), id, "approved", NULL, &error);
  amb_programme_move (f->programme, get_items (), id, "scheduled", NULL, &error);
  g_assert_no_error (error);
  act_as (f, desk.ada, AMB_ACCESS_AMBASSADOR);
  made = publish (f, id, NULL, "https://x.example/1", &error);
  g_assert_no_error (error);
  fixture_assert (f, amb_entity_find ("publication"), made, "by-id", desk.ada);
  IN_STATE (f, id, "scheduled");
  tear_down (&desk);
}

/* Out, and not published: whoever recorded it couldn't say so. */
static char *
add_out (Fixture *f, Desk *desk, const char *title)
{
  char *id = add_item (f, desk, desk->ben, desk->eva, title);
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;

  act_as (f, desk->eva, AMB_ACCESS_LEAD);
  amb_programme_move (f->programme, get_items (), id, "approved", NULL, &error);
  amb_programme_move (f->programme, get_items (), id, "scheduled", NULL, &error);
  g_assert_no_error (error);
  fixture_assert (f, get_items (), id, "standing", "scheduled");
  act_as (f, desk->ada, AMB_ACCESS_AMBASSADOR);
  made = publish (f, id, NULL, "https://x.example/1", &error);
  g_assert_no_error (error);
  IN_STATE (f, id, "scheduled");
  fixture_assert (f, get_items (), id, "standing", "out");
  act_as (f, desk->ben, AMB_ACCESS_MANAGER);
  return id;
}

/* The words of the refusal. */
static char *
refuse_out (Fixture *f, const char *id, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_say_out (f->programme, id, &error));
  g_assert_error (error, AMB_ERROR, code);
  return g_strdup (error->message);
}

static void
assert_said (Fixture *f, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_programme_say_out (f->programme, id, &error));
  g_assert_no_error (error);
  IN_STATE (f, id, "published");
  fixture_assert (f, get_items (), id, "standing", "published");
}

static void
test_what_is_out_is_published_in_one_act (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_out (f, &desk, "One");
  g_autoptr (GError) error = NULL;

  assert_said (f, id);
  g_free (refuse_out (f, id, AMB_ERROR_REFUSED));
  g_free (fixture_undo (f, 1, 0));
  IN_STATE (f, id, "scheduled");
  fixture_assert (f, get_items (), id, "standing", "out");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM publications WHERE deleted = 0"), ==, 1);
  /* Taken off the plan it is two moves, and still one undo. */
  amb_programme_move (f->programme, get_items (), id, "approved", NULL, &error);
  assert_said (f, id);
  g_free (fixture_undo (f, 2, 0));
  IN_STATE (f, id, "approved");
  /* Held while it went out: whoever may hold it says so. */
  amb_programme_move (f->programme, get_items (), id, "scheduled", NULL, &error);
  amb_programme_move (f->programme, get_items (), id, "on_hold", "A crisis", &error);
  g_assert_no_error (error);
  fixture_assert (f, get_items (), id, "standing", "out");
  act_as (f, desk.ben, AMB_ACCESS_AMBASSADOR);
  g_free (refuse_out (f, id, AMB_ERROR_DENIED));
  IN_STATE (f, id, "on_hold");
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  assert_said (f, id);
  g_free (fixture_undo (f, 2, 0));
  IN_STATE (f, id, "on_hold");
  tear_down (&desk);
}

static void
test_what_is_out_with_other_words_is_approved_first (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_out (f, &desk, "One");
  g_autofree char *edited = NULL, *back = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set (f, get_items (), id, "body", "Another");
  IN_STATE (f, id, "in_review");
  fixture_assert (f, get_items (), id, "standing", "out");
  edited = refuse_out (f, id, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (edited, "changed here since"));
  fixture_set (f, get_items (), id, "body", "One");
  back = refuse_out (f, id, AMB_ERROR_REFUSED);
  g_assert_null (strstr (back, "changed"));
  g_assert_nonnull (strstr (back, "Once it is approved"));
  act_as (f, desk.eva, AMB_ACCESS_LEAD);
  amb_programme_move (f->programme, get_items (), id, "approved", NULL, &error);
  g_assert_no_error (error);
  assert_said (f, id);
  tear_down (&desk);
}

/* A share of one's own, or one text of two, is not the item. */
static void
test_what_is_out_in_part_is_not_out (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *own = FIXTURE_ADD (f, "channel", "name", "Mine", "kind", "personal");
  g_autofree char *id = add_item (f, &desk, desk.ben, desk.eva, "One");
  g_autofree char *french =
      FIXTURE_ADD (f, "variant", "item-id", id, "body", "Un", "channel-id", desk.channel);
  g_autofree char *one = NULL, *two = NULL, *share = NULL;
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  act_as (f, desk.eva, AMB_ACCESS_LEAD);
  amb_programme_move (f->programme, get_items (), id, "approved", NULL, &error);
  act_as (f, desk.ada, AMB_ACCESS_AMBASSADOR);
  record = fixture_new (f, amb_entity_find ("publication"), "item-id", id, "channel-id", own, NULL);
  share = amb_programme_record_publication (f->programme, record, &error);
  g_assert_no_error (error);
  fixture_assert (f, get_items (), id, "standing", "approved");
  one = publish (f, id, NULL, "https://x.example/1", &error);
  g_assert_no_error (error);
  fixture_assert (f, get_items (), id, "standing", "approved");
  two = publish (f, id, french, "https://x.example/2", &error);
  g_assert_no_error (error);
  fixture_assert (f, get_items (), id, "standing", "out");
  tear_down (&desk);
}

static void
test_what_is_handed_over (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, desk.ada, desk.ben, "**One**");
  g_autoptr (AmbRecord) item = NULL, channel = NULL;
  g_autofree char *post = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set (f, get_items (), id, "link", "https://x.example/a?b=1");
  item = amb_store_get (f->store, get_items (), id, NULL);
  channel = amb_store_get (f->store, amb_entity_find ("channel"), desk.channel, NULL);
  post = amb_content_dup_post (item, item, channel, "spring", NULL, NULL, NULL);
  g_assert_cmpstr (post, ==,
                   "One\n\nhttps://x.example/a?b=1&utm_source=linkedin&utm_medium=social&"
                   "utm_campaign=spring\n\nMine");
  g_assert_true (
      amb_programme_note_hand_over (f->programme, id, NULL, desk.eva, AMB_HANDED_BY_MAIL, &error));
  kept = fixture_dump (f, amb_entity_find ("comment"));
  g_assert_nonnull (strstr (kept, "Handed over to Eva by e-mail"));
  g_assert_nonnull (strstr (kept, desk.ben));
  tear_down (&desk);
}

/* Credit: what somebody had the idea of is theirs to read and to take along. */
static void
test_own_data_has_ones_ideas (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = NULL, *json = NULL, *others = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GError) error = NULL;
  gint64 ideas = 0;

  act_as (f, desk.ada, AMB_ACCESS_AMBASSADOR);
  id = suggest (f, "Warm homes", NULL);
  counts = amb_own_data_count (f->store, desk.ada, AMB_ACCESS_AMBASSADOR, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    if (g_array_index (counts, AmbOwnCount, i).entity == get_items ())
      ideas += g_array_index (counts, AmbOwnCount, i).count;
  g_assert_cmpint (ideas, ==, 1);
  json = amb_own_data_to_json (f->store, desk.ada, AMB_ACCESS_AMBASSADOR, &error);
  g_assert_nonnull (strstr (json, "Warm homes"));
  others = amb_own_data_to_json (f->store, desk.eva, AMB_ACCESS_AMBASSADOR, &error);
  g_assert_null (strstr (others, "Warm homes"));
  /* Looked after by its author it is there once. */
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  amb_programme_accept_suggestion (f->programme, id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (json);
  json = amb_own_data_to_json (f->store, desk.ada, AMB_ACCESS_AMBASSADOR, &error);
  parts = g_strsplit (json, "\"title\":\"Warm homes\"", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  tear_down (&desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/programme/content-flow/" name, Fixture, NULL, fixture_set_up, func,                \
              fixture_tear_down)
  ADD ("a-suggestion-names-its-author", test_a_suggestion_names_its_author);
  ADD ("without-a-person-nobody-suggests", test_without_a_person_nobody_suggests);
  ADD ("it-is-taken-up-once", test_it_is_taken_up_once);
  ADD ("it-is-declined-with-a-reason", test_it_is_declined_with_a_reason);
  ADD ("what-waits-for-whom", test_what_waits_for_whom);
  ADD ("many-are-decided-each-by-itself", test_many_are_decided_each_by_itself);
  ADD ("an-error-that-is-no-refusal-ends-it", test_an_error_that_is_no_refusal_ends_it);
  ADD ("a-verdict-seals-what-was-checked", test_a_verdict_seals_what_was_checked);
  ADD ("a-decision-about-nothing-is-no-undo", test_a_decision_about_nothing_is_no_undo);
  ADD ("a-publication-is-filled-in", test_a_publication_is_filled_in);
  ADD ("its-audience-stays", test_its_audience_stays);
  ADD ("in-parts", test_in_parts);
  ADD ("an-ambassador-records-it", test_an_ambassador_records_it);
  ADD ("what-is-out-is-published-in-one-act", test_what_is_out_is_published_in_one_act);
  ADD ("what-is-out-with-other-words-is-approved-first",
       test_what_is_out_with_other_words_is_approved_first);
  ADD ("what-is-out-in-part-is-not-out", test_what_is_out_in_part_is_not_out);
  ADD ("what-is-handed-over", test_what_is_handed_over);
  ADD ("own-data-has-ones-ideas", test_own_data_has_ones_ideas);
  return g_test_run ();
}
