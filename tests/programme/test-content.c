/* Deciding about content items, and that an approved text that is edited is in review again. */
#include "amb-content.h"
#include "programme-fixture.h"

#include <string.h>

typedef struct
{
  char *ada, *ben; /* owner; reviewer */
  char *pillar, *channel, *node;
} Desk;

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static char *
add (Fixture *f, const char *entity, const char *field, const char *value)
{
  return fixture_add (f, fixture_new (f, amb_entity_find (entity), field, value, NULL),
                      AMB_COMMAND_DEFAULT);
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

  g_free (fixture_add (f,
                       fixture_new (f, f->settings, "name", "Voices", "zone", "Europe/Paris",
                                    "trusted-after", "2", NULL),
                       AMB_COMMAND_DEFAULT));
  desk.ada = fixture_add_person (f, "Ada");
  desk.ben = fixture_add_person (f, "Ben");
  desk.pillar = add (f, "pillar", "name", "Craft");
  desk.channel = add (f, "channel", "name", "Blog");
  desk.node = fixture_add_node (f, "Lyon", NULL);
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  return desk;
}

static void
tear_down (Desk *desk)
{
  g_free (desk->ada);
  g_free (desk->ben);
  g_free (desk->pillar);
  g_free (desk->channel);
  g_free (desk->node);
}

static char *
add_item (Fixture *f, Desk *desk, const char *state, const char *body)
{
  return fixture_add (f,
                      fixture_new (f, get_items (), "title", "Warm homes", "state", state,
                                   "audience", "client", "pillar-id", desk->pillar, "owner-id",
                                   desk->ada, "author-id", desk->ada, "reviewer-id", desk->ben,
                                   "department-id", desk->node, "source", "original", "language",
                                   "en", "channel-id", desk->channel, "publish-on",
                                   "2026-12-01T09:00[Europe/Paris]", "expires-on", "2027-12-01",
                                   "disclosure", "Mine", "body", body, NULL),
                      AMB_COMMAND_RUNNING);
}

/* By Ada, whose it is. */
static void
edit (Fixture *f,
      Desk *desk,
      const char *entity,
      const char *id,
      const char *field,
      const char *value)
{
  act_as (f, desk->ada, AMB_ACCESS_MANAGER);
  fixture_set (f, amb_entity_find (entity), id, field, value);
  act_as (f, desk->ben, AMB_ACCESS_MANAGER);
}

static char *
add_variant (Fixture *f, const char *item, const char *body)
{
  return fixture_add (
      f, fixture_new (f, amb_entity_find ("variant"), "item-id", item, "body", body, NULL),
      AMB_COMMAND_DEFAULT);
}

static void
move (Fixture *f, const char *id, const char *to)
{
  g_autoptr (GError) error = NULL;

  amb_programme_move (f->programme, get_items (), id, to, "For a reason", &error);
  g_assert_no_error (error);
}

static void
refuse_move (Fixture *f, const char *id, const char *to, AmbError code, const char *says)
{
  g_autofree char *before = fixture_dump (f, get_items ());
  g_autofree char *after = NULL;
  gint64 had = fixture_count (f, "SELECT count(*) FROM approvals");
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_move (f->programme, get_items (), id, to, "Why", &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
  after = fixture_dump (f, get_items ());
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM approvals"), ==, had);
}

#define IN_STATE(f, id, state) fixture_assert (f, get_items (), id, "state", state)

/* Each decision is kept, with what was checked and read; undo takes all of it back. */
static void
test_a_decision_is_kept (Fixture *f, gconstpointer data)
{
  static const char *const verdicts[] = { "approved", "changes_requested", "rejected" };
  Desk desk = set_up (f);

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *id = add_item (f, &desk, "in_review", "Text");
      g_autofree char *kept = NULL;

      move (f, id, verdicts[i]);
      kept = fixture_dump (f, amb_entity_find ("approval"));
      g_assert_nonnull (strstr (kept, verdicts[i]));
      g_assert_nonnull (strstr (kept, desk.ben));
      g_assert_nonnull (strstr (kept, "For a reason"));
      g_assert_nonnull (strstr (kept, "confidentiality"));
      g_assert_null (strstr (kept, "\"own\":true"));
      g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM approvals WHERE deleted = 0"), ==,
                       1);
      g_free (fixture_undo (f, 2, 0));
      IN_STATE (f, id, "in_review");
      g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM approvals WHERE deleted = 0"), ==,
                       0);
    }
  tear_down (&desk);
}

static void
test_what_lacks_is_named (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *asset =
      fixture_add (f,
                   fixture_new (f, amb_entity_find ("asset"), "title", "Film", "department-id",
                                desk.node, "rights", "unclear", "confidentiality", "public", NULL),
                   AMB_COMMAND_DEFAULT);
  g_autofree char *id = add_item (f, &desk, "in_review", "Text");

  fixture_set (f, get_items (), id, "asset-id", asset);
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Rights of the asset");
  fixture_set (f, amb_entity_find ("asset"), asset, "rights", "own");
  fixture_set (f, get_items (), id, "disclosure", NULL);
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Disclosure line");
  fixture_set (f, get_items (), id, "disclosure", "Mine");
  move (f, id, "approved");
  IN_STATE (f, id, "approved");
  tear_down (&desk);
}

/* What a person may change of an approved item, and what sends it back. */
static void
test_an_edited_text_goes_back (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *state, *field, *value, *then;
  } cases[] = {
    { "approved", "body", "Other", "in_review" },
    { "scheduled", "body", "Other", "in_review" },
    { "approved", "alternative-text", "A pump", "in_review" },
    { "approved", "publish-on", "2026-12-02T09:00[Europe/Paris]", "approved" },
    { "scheduled", "tags", "[\"water\"]", "scheduled" },
    { "approved", "audience", "partner", "in_review" },
    { "scheduled", "audience", "partner", "in_review" },
    { "in_review", "body", "Other", "in_review" },
    { "approved", "body", "Text", "approved" },
  };
  Desk desk = set_up (f);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = add_item (f, &desk, cases[i].state, "Text");

      g_test_message ("%s %s", cases[i].state, cases[i].field);
      fixture_set (f, get_items (), id, cases[i].field, cases[i].value);
      IN_STATE (f, id, cases[i].then);
      fixture_assert (f, get_items (), id, cases[i].field, cases[i].value);
    }
  tear_down (&desk);
}

/* It is one command: undo brings text and state back, and the text that is approved again stays so.
 */
static void
test_going_back_is_undone_with_the_edit (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", "Text");

  move (f, id, "approved");
  fixture_set (f, get_items (), id, "body", "Other");
  IN_STATE (f, id, "in_review");
  g_free (fixture_undo (f, 3, 0));
  IN_STATE (f, id, "approved");
  fixture_assert (f, get_items (), id, "body", "Text");
  g_free (fixture_redo (f, 3, 0));
  IN_STATE (f, id, "in_review");
  fixture_assert (f, get_items (), id, "body", "Other");
  tear_down (&desk);
}

static void
test_a_variant_is_part_of_it (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", "Text");
  g_autofree char *variant = NULL, *empty = NULL, *more = NULL;
  g_autoptr (GError) error = NULL;

  act_as (f, desk.ada, AMB_ACCESS_MANAGER);
  variant = add_variant (f, id, "Short");
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  move (f, id, "approved");
  empty = add_variant (f, id, NULL);
  IN_STATE (f, id, "approved");
  edit (f, &desk, "variant", variant, "body", "Shorter");
  IN_STATE (f, id, "in_review");
  move (f, id, "approved");
  act_as (f, desk.ada, AMB_ACCESS_MANAGER);
  more = add_variant (f, id, "Another");
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  IN_STATE (f, id, "in_review");
  move (f, id, "approved");
  amb_programme_remove (f->programme, amb_entity_find ("variant"), more, &error);
  g_assert_no_error (error);
  IN_STATE (f, id, "approved");
  tear_down (&desk);
}

/* What is held may be written on, but doesn't go out unread. */
static void
test_nothing_goes_out_that_nobody_read (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", "Text");

  move (f, id, "approved");
  move (f, id, "scheduled");
  move (f, id, "on_hold");
  fixture_set (f, get_items (), id, "body", "Other");
  refuse_move (f, id, "scheduled", AMB_ERROR_REFUSED, "edited after it was approved");
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "edited after it was approved");
  fixture_set (f, get_items (), id, "body", "Text");
  move (f, id, "scheduled");
  IN_STATE (f, id, "scheduled");
  tear_down (&desk);
}

/* Nobody approves their own, but whoever was approved often enough, and an only manager, visibly.
 */
static void
test_own_items (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *first = add_item (f, &desk, "in_review", "One");
  g_autofree char *second = add_item (f, &desk, "in_review", "Two");
  g_autofree char *own = add_item (f, &desk, "in_review", "Three");
  g_autofree char *kept = NULL;

  act_as (f, desk.ada, AMB_ACCESS_MANAGER);
  refuse_move (f, own, "approved", AMB_ERROR_REFUSED, "Somebody else");
  fixture_set (f, f->settings, amb_entity_get_singleton_id (f->settings), "self-approval", "1");
  move (f, own, "approved");
  kept = fixture_dump (f, amb_entity_find ("approval"));
  g_assert_nonnull (strstr (kept, "\"own\":true"));
  g_free (fixture_undo (f, 2, 0));
  /* Not those who are no managers. */
  act_as (f, desk.ada, AMB_ACCESS_LEAD);
  refuse_move (f, own, "approved", AMB_ERROR_REFUSED, "Somebody else");
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  fixture_set (f, f->settings, amb_entity_get_singleton_id (f->settings), "self-approval", NULL);
  move (f, first, "approved");
  act_as (f, desk.ada, AMB_ACCESS_LEAD);
  refuse_move (f, own, "approved", AMB_ERROR_REFUSED, "Somebody else");
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  move (f, second, "approved");
  act_as (f, desk.ada, AMB_ACCESS_LEAD);
  move (f, own, "approved");
  g_free (fixture_undo (f, 2, 0));
  /* Trust is ended: what was approved up to that day no longer counts. */
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  fixture_set (f, f->people, desk.ada, "trust-ended-on", "2026-11-23");
  act_as (f, desk.ada, AMB_ACCESS_LEAD);
  refuse_move (f, own, "approved", AMB_ERROR_REFUSED, "Somebody else");
  tear_down (&desk);
}

static char *
add_new (Fixture *f, const char *author, const char *owner)
{
  return fixture_add (f,
                      fixture_new (f, get_items (), "title", "New", "author-id", author, "owner-id",
                                   owner, "body", "Text", NULL),
                      AMB_COMMAND_DEFAULT);
}

/* Who adds an item is its author, which nobody can fill in later, and its owner. */
static void
test_who_adds_it_is_its_author (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *own = add_new (f, NULL, NULL);
  g_autofree char *for_ada = add_new (f, NULL, desk.ada);
  g_autofree char *suggested = add_new (f, desk.ada, NULL);

  fixture_assert (f, get_items (), own, "author-id", desk.ben);
  fixture_assert (f, get_items (), own, "owner-id", desk.ben);
  fixture_assert (f, get_items (), own, "text-by-id", desk.ben);
  fixture_assert (f, get_items (), for_ada, "author-id", desk.ben);
  fixture_assert (f, get_items (), for_ada, "owner-id", desk.ada);
  fixture_assert (f, get_items (), suggested, "author-id", desk.ada);
  fixture_assert (f, get_items (), suggested, "owner-id", NULL);
  tear_down (&desk);
}

/* Whose it was when it was sent to review doesn't approve it, whoever owns it by then. */
static void
test_another_owner_opens_nothing (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *eva = fixture_add_person (f, "Eva");
  g_autofree char *id = add_item (f, &desk, "changes_requested", "Text");

  fixture_set (f, get_items (), id, "owner-id", desk.ben);
  move (f, id, "in_review");
  fixture_assert (f, get_items (), id, "review-owner-id", desk.ben);
  fixture_set (f, get_items (), id, "owner-id", eva);
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Somebody else");
  act_as (f, eva, AMB_ACCESS_MANAGER);
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Somebody else");
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  move (f, id, "changes_requested");
  move (f, id, "in_review");
  fixture_assert (f, get_items (), id, "review-owner-id", eva);
  move (f, id, "approved");
  tear_down (&desk);
}

static void
refuse_note (Fixture *f, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_set_field (f->programme, get_items (), id, field, value, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
}

/* Whoever wrote one of the texts last doesn't approve them, unless as an only manager, visibly. */
static void
test_who_wrote_it_last_does_not_approve (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", "Text");
  g_autofree char *variant = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set (f, get_items (), id, "body", "Better");
  fixture_assert (f, get_items (), id, "text-by-id", desk.ben);
  refuse_note (f, id, "text-by-id", desk.ada);
  refuse_note (f, id, "review-owner-id", NULL);
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Somebody else");
  edit (f, &desk, "content-item", id, "body", "Best");
  fixture_set (f, get_items (), id, "disclosure", "Ours");
  move (f, id, "approved");
  variant = add_variant (f, id, "Short");
  IN_STATE (f, id, "in_review");
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Somebody else");
  edit (f, &desk, "variant", variant, "body", "Shorter");
  fixture_set (f, amb_entity_find ("variant"), variant, "body", "As short");
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Somebody else");
  fixture_set (f, f->settings, amb_entity_get_singleton_id (f->settings), "self-approval", "1");
  move (f, id, "approved");
  kept = fixture_dump (f, amb_entity_find ("approval"));
  g_assert_nonnull (strstr (kept, "\"own\":true"));
  tear_down (&desk);
}

/* What is out stays as it went out, for whom it was meant. */
static void
test_what_is_published_stays (Fixture *f, gconstpointer data)
{
  static const char *const fields[][2] = { { "body", "Other" },
                                           { "audience", "partner" },
                                           { "title", "Another name" } };
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "published", "Text");
  g_autofree char *said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *before = fixture_dump (f, get_items ());
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (amb_programme_set_field (f->programme, get_items (), id, fields[i][0],
                                               fields[i][1], &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, "Derive another"));
      after = fixture_dump (f, get_items ());
      g_assert_cmpstr (before, ==, after);
    }
  fixture_set (f, get_items (), id, "tags", "[\"water\"]");
  /* Another text of it is another text too. */
  said = fixture_refuse (
      f, fixture_new (f, amb_entity_find ("variant"), "item-id", id, "body", "Mots", NULL),
      AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (said, "Derive another"));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM variants"), ==, 0);
  tear_down (&desk);
}

static char *
refuse_said (Fixture *f,
             AmbError code,
             const char *entity,
             const char *field,
             const char *person,
             const char *item,
             const char *at)
{
  return fixture_refuse (f,
                         fixture_new (f, amb_entity_find (entity), "item-id", item, field, person,
                                      g_str_equal (entity, "comment") ? "at" : "published-at", at,
                                      g_str_equal (entity, "comment") ? "body" : "link",
                                      "https://x.example", NULL),
                         code);
}

/* Comments are one's own; publications of others are a manager's to record; nothing went out that
 * nobody approved, nor before somebody did. */
static void
test_what_is_said_is_ones_own (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "idea", "Text");
  static const char now[] = "2026-11-23T12:00:00.000Z", before[] = "1999-01-01T00:00:00.000Z";
  g_autofree char *made = NULL;

  g_free (refuse_said (f, AMB_ERROR_DENIED, "comment", "author-id", desk.ada, id, now));
  g_free (refuse_said (f, AMB_ERROR_REFUSED, "publication", "by-id", desk.ada, id, now));
  move (f, id, "draft");
  move (f, id, "in_review");
  move (f, id, "approved");
  act_as (f, desk.ben, AMB_ACCESS_LEAD);
  g_free (refuse_said (f, AMB_ERROR_DENIED, "comment", "author-id", desk.ada, id, now));
  g_free (refuse_said (f, AMB_ERROR_DENIED, "publication", "by-id", desk.ada, id, now));
  act_as (f, desk.ben, AMB_ACCESS_MANAGER);
  g_free (refuse_said (f, AMB_ERROR_INVALID, "publication", "by-id", desk.ada, id, before));
  made = fixture_add (f,
                      fixture_new (f, amb_entity_find ("publication"), "item-id", id, "by-id",
                                   desk.ada, "published-at", now, NULL),
                      AMB_COMMAND_DEFAULT);
  tear_down (&desk);
}

/* An item that two approve at once, or that is approved again after an edit, is one. */
static void
test_trust_counts_items (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *first = add_item (f, &desk, "in_review", "One");
  g_autofree char *second = add_item (f, &desk, "in_review", "Two");
  gboolean trusted;
  g_autoptr (GError) error = NULL;

  move (f, first, "approved");
  amb_clock_advance (f->clock, DAY);
  edit (f, &desk, "content-item", first, "body", "One more");
  move (f, first, "approved");
  g_assert_true (amb_content_load_trusted (f->store, desk.ada, &trusted, &error));
  g_assert_false (trusted);
  move (f, second, "approved");
  g_assert_true (amb_content_load_trusted (f->store, desk.ada, &trusted, &error));
  g_assert_true (trusted);
  tear_down (&desk);
}

/* A reviewer decides although their access is an ambassador's; nobody makes up a decision. */
static void
test_an_ambassador_reviews (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", "Text");
  g_autofree char *other = fixture_add_person (f, "Eva");
  g_autofree char *message = NULL;

  act_as (f, desk.ben, AMB_ACCESS_AMBASSADOR);
  move (f, id, "approved");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM approvals WHERE deleted = 0"), ==, 1);
  act_as (f, other, AMB_ACCESS_MANAGER);
  message =
      fixture_refuse (f,
                      fixture_new (f, amb_entity_find ("approval"), "item-id", id, "by-id", other,
                                   "verdict", "approved", "at", "2026-11-23T09:00:00.000Z", NULL),
                      AMB_ERROR_DENIED);
  tear_down (&desk);
}

/* What others have said word for word is found among many, in variants too. */
static void
test_near_texts_are_found (Fixture *f, gconstpointer data)
{
  static const char text[] =
      "Our boiler room in Lyon now heats four hundred homes with the warmth of the sewer.";
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", text);
  g_autofree char *others = add_item (f, &desk, "draft", "Something else altogether, for a start.");
  g_autofree char *variant = add_variant (f, others, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbContentFacts) near = amb_content_load (f->store, id, &error);
  g_autoptr (AmbContentFacts) none = NULL;
  AmbContentNear *found;

  g_assert_no_error (error);
  g_assert_cmpuint (near->near->len, ==, 1);
  found = g_ptr_array_index (near->near, 0);
  g_assert_cmpstr (found->item, ==, others);
  g_assert_cmpint (found->percent, ==, 100);
  g_assert_false (found->is_same); /* of the same owner */
  fixture_set (f, get_items (), others, "owner-id", desk.ben);
  refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Word for word");
  fixture_set (f, amb_entity_find ("variant"), variant, "body", "Something else, too.");
  none = amb_content_load (f->store, id, &error);
  g_assert_cmpuint (none->near->len, ==, 0);
  tear_down (&desk);
}

/* Variants are there so that nobody says the same; those that are shared no more don't count. */
static void
test_canned_variants_are_told (Fixture *f, gconstpointer data)
{
  static const char text[] =
      "Our boiler room in Lyon now heats four hundred homes with the warmth of the sewer.";
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", "Another text, which is the item's own.");
  g_autofree char *other = add (f, "channel", "name", "Wall");
  char *variants[] = { add_variant (f, id, text), add_variant (f, id, text),
                       add_variant (f, id, text) };
  guint left[] = { 2, 1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbContentFacts) facts = amb_content_load (f->store, id, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (facts->n_repeats, ==, left[i]);
      g_assert_cmpuint (facts->near->len, ==, 0);
      if (i == 0)
        fixture_set (f, amb_entity_find ("variant"), variants[0], "body",
                     "In Lyon the sewer keeps four hundred homes warm, by our boiler room.");
      else if (i == 1)
        {
          fixture_set (f, amb_entity_find ("variant"), variants[1], "channel-id", desk.channel);
          fixture_set (f, amb_entity_find ("variant"), variants[2], "channel-id", other);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    g_free (variants[i]);
  tear_down (&desk);
}

/* What isn't seen makes a text longer than the one that it copies, or shorter. */
static void
test_a_padded_copy_is_found (Fixture *f, gconstpointer data)
{
  static const char text[] =
      "リヨンの新しいヒートポンプ工場が土曜日に扉を開きます。コーヒーもあります。";
  g_autoptr (GString) padded = g_string_new (NULL);
  Desk desk = set_up (f);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_string_append_unichar (padded, g_utf8_get_char (p));
      g_string_append (padded, "\u200b\u200d");
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *others = add_item (f, &desk, "draft", i == 0 ? text : padded->str);
      g_autofree char *id = add_item (f, &desk, "in_review", i == 0 ? padded->str : text);

      fixture_set (f, get_items (), others, "owner-id", desk.ben);
      refuse_move (f, id, "approved", AMB_ERROR_REFUSED, "Word for word");
      fixture_set (f, get_items (), others, "body", "-");
      fixture_set (f, get_items (), id, "body", "-");
    }
  tear_down (&desk);
}

/* A decision is a record that stays: so does what it is about, and the way out is said. */
static void
test_what_was_decided_is_archived (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *id = add_item (f, &desk, "in_review", "Text");
  g_autofree char *none = add_item (f, &desk, "in_review", "Text");
  g_autofree char *post = NULL;
  g_autoptr (GError) refused = NULL, gone = NULL;

  move (f, id, "approved");
  post = fixture_add (f,
                      fixture_new (f, amb_entity_find ("publication"), "item-id", id,
                                   "published-at", "2026-11-20T09:00:00.000Z", NULL),
                      AMB_COMMAND_RUNNING);
  g_assert_false (amb_programme_remove (f->programme, get_items (), id, &refused));
  g_assert_error (refused, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_cmpstr (refused->message, ==,
                   "Warm homes can’t be removed: what happened to it is recorded, and stays "
                   "(Approval: Warm homes · Ben). Move it to “Archived” instead.");
  g_assert_true (fixture_lives (f, get_items (), id));
  move (f, id, "archived");
  g_assert_true (amb_programme_remove (f->programme, get_items (), none, &gone));
  g_assert_no_error (gone);
  tear_down (&desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/programme/content/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("a-decision-is-kept", test_a_decision_is_kept);
  ADD ("what-lacks-is-named", test_what_lacks_is_named);
  ADD ("an-edited-text-goes-back", test_an_edited_text_goes_back);
  ADD ("going-back-is-undone-with-the-edit", test_going_back_is_undone_with_the_edit);
  ADD ("a-variant-is-part-of-it", test_a_variant_is_part_of_it);
  ADD ("nothing-goes-out-that-nobody-read", test_nothing_goes_out_that_nobody_read);
  ADD ("own-items", test_own_items);
  ADD ("who-adds-it-is-its-author", test_who_adds_it_is_its_author);
  ADD ("another-owner-opens-nothing", test_another_owner_opens_nothing);
  ADD ("who-wrote-it-last-does-not-approve", test_who_wrote_it_last_does_not_approve);
  ADD ("what-is-published-stays", test_what_is_published_stays);
  ADD ("what-is-said-is-ones-own", test_what_is_said_is_ones_own);
  ADD ("trust-counts-items", test_trust_counts_items);
  ADD ("an-ambassador-reviews", test_an_ambassador_reviews);
  ADD ("near-texts-are-found", test_near_texts_are_found);
  ADD ("what-was-decided-is-archived", test_what_was_decided_is_archived);
  ADD ("canned-variants-are-told", test_canned_variants_are_told);
  ADD ("a-padded-copy-is-found", test_a_padded_copy_is_found);
  return g_test_run ();
}
