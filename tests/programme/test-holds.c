/* Publications are held and let go again: what was held comes back to the byte. */
#include "amb-holds.h"
#include "amb-set.h"
#include "programme-fixture.h"

#include <locale.h>
#include <string.h>

typedef struct
{
  char *crisis, *pillar, *blog, *wire, *lyon, *paris, *ada;
  char *scheduled, *approved, *late, *draft, *variant;
} Desk;

static const AmbEntity *
get (const char *name)
{
  return amb_entity_find (name);
}

static char *
add_item (Fixture *f,
          const Desk *desk,
          const char *title,
          const char *state,
          const char *day,
          const char *audience,
          const char *channel,
          const char *department)
{
  g_autofree char *wall = g_strconcat (day, "T09:00[Europe/Paris]", NULL);

  return fixture_add (
      f,
      fixture_new (f, get ("content-item"), "title", title, "state", state, "audience", audience,
                   "pillar-id", desk->pillar, "owner-id", desk->ada, "department-id", department,
                   "source", "original", "language", "en", "channel-id", channel, "publish-on",
                   wall, "expires-on", "2027-12-01", "disclosure", "Mine", "body", "Words", NULL),
      AMB_COMMAND_RUNNING);
}

static Desk
set_up (Fixture *f)
{
  Desk desk = { NULL };

  g_free (fixture_add (f,
                       fixture_new (f, f->settings, "name", "Voices", "zone", "Europe/Paris", NULL),
                       AMB_COMMAND_DEFAULT));
  desk.ada = fixture_add_person (f, "Ada");
  amb_programme_set_actor (f->programme, "Ada", desk.ada, AMB_ACCESS_MANAGER);
  desk.pillar = FIXTURE_ADD (f, "pillar", "name", "Craft");
  desk.blog = FIXTURE_ADD (f, "channel", "name", "Blog");
  desk.wire = FIXTURE_ADD (f, "channel", "name", "Wire");
  desk.paris = fixture_add_node (f, "Paris", NULL);
  desk.lyon = fixture_add_node (f, "Lyon", desk.paris);
  desk.crisis = FIXTURE_ADD (f, "crisis", "title", "Recall", "severity", "s2", "declared-at",
                             "2026-11-23T11:00:00.000Z");
  desk.scheduled =
      add_item (f, &desk, "Warm homes", "scheduled", "2026-12-01", "client", desk.blog, desk.lyon);
  desk.approved =
      add_item (f, &desk, "Open day", "approved", "2026-12-02", "applicant", desk.wire, desk.paris);
  desk.late =
      add_item (f, &desk, "Late news", "scheduled", "2026-11-20", "client", desk.wire, desk.paris);
  desk.draft = add_item (f, &desk, "Sketch", "draft", "2026-12-03", "client", desk.blog, desk.lyon);
  desk.variant = FIXTURE_ADD (f, "variant", "item-id", desk.approved, "audience", "partner",
                              "language", "fr", "channel-id", desk.blog, "body", "Mots");
  g_free (FIXTURE_ADD (f, "publication", "item-id", desk.draft, "published-at",
                       "2026-11-01T08:00:00.000Z"));
  return desk;
}

static void
tear_down (Desk *desk)
{
  char *const all[] = { desk->crisis, desk->pillar,   desk->blog,  desk->wire,
                        desk->lyon,   desk->paris,    desk->ada,   desk->scheduled,
                        desk->late,   desk->approved, desk->draft, desk->variant };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (all[i]);
}

/* All that a list of the command line prints of content. */
static char *
dump (Fixture *f)
{
  static const char *const entities[] = { "content-item", "variant", "publication", "asset" };
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autofree char *one = fixture_dump (f, get (entities[i]));

      g_string_append (all, one);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static char *
dup_scope (const char *one, const char *other)
{
  return amb_set_from_strv ((const char *const[]){ one, other, NULL });
}

static AmbHoldReport *
hold (Fixture *f, const Desk *desk, const char *scope)
{
  const AmbHoldAsk ask = { .crisis = desk->crisis, .scope = scope, .reason = "Until we know" };
  g_autoptr (GError) error = NULL;
  AmbHoldReport *report = amb_programme_hold (f->programme, &ask, &error);

  g_assert_no_error (error);
  return report;
}

static AmbHoldReport *
lift (Fixture *f, const char *order, const AmbLiftChoice *choices, guint n)
{
  g_autoptr (GError) error = NULL;
  AmbHoldReport *report = amb_programme_lift (f->programme, order, choices, n, "Clear", &error);

  g_assert_no_error (error);
  return report;
}

#define ITEM_IS(f, id, state)  fixture_assert (f, get ("content-item"), id, "state", state)
#define ORDER_IS(f, id, state) fixture_assert (f, get ("hold-order"), id, "state", state)

static void
test_as_before (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *before = dump (f);
  g_autofree char *held_dump = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autoptr (AmbHoldReport) held = NULL;
  g_autoptr (AmbHoldReport) lifted = NULL;

  if (data != NULL)
    fixture_connect (f);
  held = hold (f, &desk, NULL);
  g_assert_cmpuint (held->n_done, ==, 3);
  g_assert_cmpuint (held->refused->len, ==, 0);
  ITEM_IS (f, desk.scheduled, "on_hold");
  ITEM_IS (f, desk.approved, "on_hold");
  ITEM_IS (f, desk.late, "on_hold");
  ITEM_IS (f, desk.draft, "draft");
  ORDER_IS (f, held->order, "sent");
  held_dump = dump (f);
  g_assert_cmpstr (held_dump, !=, before);
  lifted = lift (f, held->order, NULL, 0);
  g_assert_cmpuint (lifted->n_done, ==, 3);
  g_assert_true (lifted->is_lifted);
  ORDER_IS (f, held->order, "lifted");
  after = dump (f);
  g_assert_cmpstr (after, ==, before);
  /* and what happened is told: who moved what, and the crisis's timeline */
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM timeline_entries"), ==, 2);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions WHERE \"to\" = 'on_hold'"),
                   ==, 3);
  /* The lift undone, it stands again, as it was; undone too, nothing was held. */
  g_free (fixture_undo (f, 5, 0));
  again = dump (f);
  g_assert_cmpstr (again, ==, held_dump);
  ORDER_IS (f, held->order, "sent");
  g_free (fixture_redo (f, 5, 0));
  g_free (fixture_undo (f, 5, 0));
  g_free (fixture_undo (f, 6, 0));
  g_free (again);
  again = dump (f);
  g_assert_cmpstr (again, ==, before);
  g_assert_false (fixture_lives (f, get ("hold-order"), held->order));
  tear_down (&desk);
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  const struct
  {
    AmbHoldKind kind;
    const char *value, *other; /* the latter nullable: of the same kind */
    const char *covered;       /* in the order of their days */
  } cases[] = {
    { AMB_HOLD_CHANNEL, desk.wire, NULL, "Late news, Open day" },
    /* by a variant of its own */
    { AMB_HOLD_CHANNEL, desk.blog, NULL, "Warm homes, Open day" },
    { AMB_HOLD_CHANNEL, desk.blog, desk.wire, "Late news, Warm homes, Open day" },
    { AMB_HOLD_AUDIENCE, "client", NULL, "Late news, Warm homes" },
    { AMB_HOLD_AUDIENCE, "partner", NULL, "Open day" },
    { AMB_HOLD_AUDIENCE, "internal", NULL, "" },
    { AMB_HOLD_LANGUAGE, "fr", NULL, "Open day" },
    { AMB_HOLD_LANGUAGE, "en", NULL, "Late news, Warm homes, Open day" },
    /* what is below it too */
    { AMB_HOLD_DEPARTMENT, desk.paris, NULL, "Late news, Warm homes, Open day" },
    { AMB_HOLD_DEPARTMENT, desk.lyon, NULL, "Warm homes" },
    { AMB_HOLD_TAG, "battery", NULL, "Warm homes" },
    { AMB_HOLD_TAG, "bat", NULL, "" },
  };

  fixture_set (f, get ("content-item"), desk.scheduled, "tags", "[\"battery\",\"homes\"]");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = amb_hold_make_word (cases[i].kind, cases[i].value);
      g_autofree char *other =
          cases[i].other != NULL ? amb_hold_make_word (cases[i].kind, cases[i].other) : NULL;
      g_autofree char *scope = dup_scope (one, other);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = amb_holds_preview (f->store, scope, &error);
      g_autoptr (GString) titles = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint j = 0; j < items->len; j++)
        g_string_append_printf (titles, "%s%s", j > 0 ? ", " : "",
                                ((AmbHoldItem *) items->pdata[j])->title);
      g_assert_cmpstr (titles->str, ==, cases[i].covered);
    }
  tear_down (&desk);
}

/* Words of different kinds narrow it, and what isn't covered goes on. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *wire = amb_hold_make_word (AMB_HOLD_CHANNEL, desk.wire);
  g_autofree char *scope = dup_scope ("audience:client", wire);
  g_autoptr (AmbHoldReport) report = hold (f, &desk, scope);
  g_autofree char *words = amb_holds_dup_scope (f->store, scope);

  g_assert_cmpstr (words, ==, "Wire · Client");
  g_assert_cmpuint (report->n_done, ==, 1);
  ITEM_IS (f, desk.late, "on_hold");
  ITEM_IS (f, desk.scheduled, "scheduled");
  ITEM_IS (f, desk.approved, "approved");
  tear_down (&desk);
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *before = dump (f);
  g_autofree char *after = NULL;
  g_autoptr (AmbHoldReport) held = hold (f, &desk, NULL);
  g_autoptr (AmbHoldReport) lifted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHold) shown = amb_holds_load (f->store, held->order, &error);
  const AmbLiftChoice choices[] = { { desk.late, "2026-12-07", FALSE },
                                    { desk.approved, NULL, TRUE } };
  const AmbLiftChoice slip = { desk.draft, NULL, TRUE };

  g_assert_no_error (error);
  g_assert_cmpuint (shown->n_passed, ==, 1);
  g_assert_cmpuint (shown->n_waiting, ==, 2);
  g_assert_cmpstr (((AmbHoldItem *) shown->items->pdata[0])->id, ==, desk.late);
  g_assert_cmpint (((AmbHoldItem *) shown->items->pdata[0])->held, ==, AMB_HELD_PASSED);
  g_assert_null (amb_programme_lift (f->programme, held->order, &slip, 1, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  ITEM_IS (f, desk.late, "on_hold");
  lifted = lift (f, held->order, choices, 2);
  g_assert_true (lifted->is_lifted);
  ITEM_IS (f, desk.scheduled, "scheduled");
  ITEM_IS (f, desk.approved, "archived");
  ITEM_IS (f, desk.late, "scheduled");
  fixture_assert (f, get ("content-item"), desk.late, "publish-on",
                  "2026-12-07T09:00[Europe/Paris]");
  g_free (fixture_undo (f, 6, 0));
  g_free (fixture_undo (f, 6, 0));
  after = dump (f);
  g_assert_cmpstr (after, ==, before);
  tear_down (&desk);
}

/* What is edited, moved, removed and added while a hold stands. */
static void
test_meanwhile (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autoptr (AmbHoldReport) held = NULL;
  g_autoptr (AmbHoldReport) more = NULL;
  g_autoptr (AmbHoldReport) lifted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHold) shown = NULL;
  g_autofree char *came = NULL;
  g_autofree char *ben = NULL;

  /* one that somebody approved: its text is sealed */
  ben = fixture_add_person (f, "Ben");
  amb_programme_set_actor (f->programme, "Ben", ben, AMB_ACCESS_MANAGER);
  amb_programme_move (f->programme, get ("content-item"), desk.draft, "in_review", NULL, &error);
  g_assert_no_error (error);
  amb_programme_move (f->programme, get ("content-item"), desk.draft, "approved", NULL, &error);
  g_assert_no_error (error);
  held = hold (f, &desk, NULL);
  g_assert_cmpuint (held->n_done, ==, 4);
  fixture_set (f, get ("content-item"), desk.draft, "body", "Other words");
  ITEM_IS (f, desk.draft, "on_hold");
  amb_programme_move (f->programme, get ("content-item"), desk.approved, "archived", NULL, &error);
  g_assert_no_error (error);
  amb_programme_remove (f->programme, get ("content-item"), desk.late, &error);
  g_assert_no_error (error);
  came =
      add_item (f, &desk, "Came later", "scheduled", "2026-12-05", "client", desk.blog, desk.lyon);
  shown = amb_holds_load (f->store, held->order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shown->n_waiting, ==, 2);
  g_assert_cmpuint (shown->n_moved, ==, 1);
  g_assert_cmpuint (shown->n_gone, ==, 1);
  g_assert_cmpuint (shown->n_joined, ==, 1);
  more = amb_programme_hold_more (f->programme, held->order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (more->n_done, ==, 1);
  ITEM_IS (f, came, "on_hold");
  lifted = lift (f, held->order, NULL, 0);
  g_assert_true (lifted->is_lifted);
  g_assert_cmpuint (lifted->refused->len, ==, 1);
  g_assert_nonnull (strstr (lifted->refused->pdata[0], "goes back into review"));
  ITEM_IS (f, desk.draft, "in_review");
  ITEM_IS (f, desk.scheduled, "scheduled");
  ITEM_IS (f, desk.approved, "archived");
  ITEM_IS (f, came, "scheduled");
  g_assert_null (amb_programme_lift (f->programme, held->order, NULL, 0, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  tear_down (&desk);
}

/* Two holds over each other: what the second one covers waits until it is lifted too. */
static void
test_two (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *before = dump (f);
  g_autofree char *after = NULL;
  g_autofree char *clients = dup_scope ("audience:client", NULL);
  g_autoptr (AmbHoldReport) first = hold (f, &desk, NULL);
  g_autoptr (AmbHoldReport) second = hold (f, &desk, clients);
  g_autoptr (AmbHoldReport) one = NULL;
  g_autoptr (AmbHoldReport) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) standing = NULL;
  g_autoptr (AmbHoldNews) news = NULL;

  g_assert_cmpuint (second->n_done, ==, 0);
  one = lift (f, first->order, NULL, 0);
  g_assert_true (one->is_lifted);
  g_assert_cmpuint (one->n_done, ==, 1);
  g_assert_cmpuint (one->refused->len, ==, 2);
  ITEM_IS (f, desk.approved, "approved");
  ITEM_IS (f, desk.scheduled, "on_hold");
  standing = amb_holds_list (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (standing->len, ==, 1);
  g_assert_cmpuint (((AmbHold *) standing->pdata[0])->items->len, ==, 2);
  news = amb_holds_load_news (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (news->order, ==, second->order);
  g_assert_cmpuint (news->n_items, ==, 2);
  other = lift (f, second->order, NULL, 0);
  g_assert_true (other->is_lifted);
  after = dump (f);
  g_assert_cmpstr (after, ==, before);
  tear_down (&desk);
}

static void
test_new_crisis (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  const AmbHoldAsk ask = { .title = "Fire", .severity = "s1", .reason = "Nothing is known" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHoldReport) report = amb_programme_hold (f->programme, &ask, &error);

  g_assert_no_error (error);
  fixture_assert (f, get ("crisis"), report->crisis, "title", "Fire");
  fixture_assert (f, get ("crisis"), report->crisis, "severity", "s1");
  fixture_assert (f, get ("crisis"), report->crisis, "lead-id", desk.ada);
  fixture_assert (f, get ("hold-order"), report->order, "reason", "Nothing is known");
  g_free (fixture_undo (f, 7, 0));
  g_assert_false (fixture_lives (f, get ("crisis"), report->crisis));
  tear_down (&desk);
}

static void
refuse_hold (Fixture *f, const AmbHoldAsk *ask, AmbError code)
{
  g_autofree char *before = dump (f);
  g_autofree char *after = NULL;
  gint64 n = fixture_count (f, "SELECT count(*) FROM crises");
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_programme_hold (f->programme, ask, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  after = dump (f);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM crises"), ==, n);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM hold_orders WHERE deleted = 0"), ==, 0);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autofree char *drill = FIXTURE_ADD (f, "crisis", "title", "Exercise", "severity", "s1", "drill",
                                        "1", "declared-at", "2026-11-23T11:00:00.000Z");
  g_autofree char *small = FIXTURE_ADD (f, "crisis", "title", "A typo", "severity", "s4",
                                        "declared-at", "2026-11-23T11:00:00.000Z");

  refuse_hold (f, &(AmbHoldAsk){ .crisis = drill, .reason = "Why" }, AMB_ERROR_REFUSED);
  refuse_hold (f, &(AmbHoldAsk){ .crisis = small, .reason = "Why" }, AMB_ERROR_REFUSED);
  refuse_hold (f, &(AmbHoldAsk){ .crisis = desk.crisis, .reason = " " }, AMB_ERROR_REFUSED);
  refuse_hold (f, &(AmbHoldAsk){ .reason = "Why" }, AMB_ERROR_REFUSED);
  refuse_hold (f, &(AmbHoldAsk){ .title = "Fire", .severity = "s3", .reason = "Why" },
               AMB_ERROR_REFUSED);
  refuse_hold (f, &(AmbHoldAsk){ .crisis = desk.crisis, .reason = "Why", .scope = "[\"x\"]" },
               AMB_ERROR_INVALID);
  amb_programme_set_actor (f->programme, "Ada", desk.ada, AMB_ACCESS_AMBASSADOR);
  refuse_hold (f, &(AmbHoldAsk){ .crisis = desk.crisis, .reason = "Why" }, AMB_ERROR_DENIED);
  tear_down (&desk);
}

/* What is told before is what the order does. */
static void
test_a_lead (Fixture *f, gconstpointer data)
{
  Desk desk = set_up (f);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (AmbHoldReport) held = NULL;
  g_autoptr (GError) error = NULL, order_error = NULL;
  const AmbHoldAsk ask = { .crisis = desk.crisis, .reason = "Until we know" };

  fixture_publish (f, "content-item", desk.scheduled, "node:lyon");
  fixture_publish (f, "content-item", desk.approved, "org");
  fixture_publish (f, "content-item", desk.late, "own:ada");
  fixture_act_as (f, "lead", "node:lyon");
  items = amb_holds_preview (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 3);
  for (guint i = 0; i < items->len; i++)
    {
      const AmbHoldItem *item = items->pdata[i];

      g_assert_cmpint (item->refusal == NULL, ==, g_str_equal (item->id, desk.scheduled));
    }
  held = amb_programme_hold (f->programme, &ask, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (held->n_done, ==, 1);
  g_assert_cmpuint (held->refused->len, ==, 2);
  for (guint i = 0; i < items->len; i++)
    {
      const AmbHoldItem *item = items->pdata[i];
      g_autofree char *told = g_strdup_printf ("“%s” stays: %s", item->title, item->refusal);

      if (item->refusal != NULL)
        g_assert_true (g_ptr_array_find_with_equal_func (held->refused, told, g_str_equal, NULL));
    }
  /* Only what they may not hold is left: both refuse, with the same words. */
  none = amb_holds_preview (f->store, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_assert_null (amb_programme_hold (f->programme, &ask, &order_error));
  g_assert_error (order_error, AMB_ERROR, AMB_ERROR_DENIED);
  g_assert_cmpstr (error->message, ==, order_error->message);
  g_clear_error (&error);
  g_clear_error (&order_error);
  fixture_act_as (f, "ambassador", "own:ada");
  g_assert_null (amb_holds_preview (f->store, NULL, &error));
  g_assert_null (amb_programme_hold (f->programme, &ask, &order_error));
  g_assert_cmpstr (error->message, ==, order_error->message);
  tear_down (&desk);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func)                                                                      \
  g_test_add ("/programme/holds/" path, Fixture, data, fixture_set_up, func, fixture_tear_down)
  ADD ("lifting-gives-back-every-byte", NULL, test_as_before);
  ADD ("lifting-gives-back-every-byte-while-a-server-is-awaited", "connected", test_as_before);
  ADD ("a-scope-covers-items-and-their-variants", NULL, test_scope);
  ADD ("words-of-different-kinds-narrow-it", NULL, test_narrow);
  ADD ("each-item-as-before-on-a-new-day-or-dropped", NULL, test_choices);
  ADD ("what-happened-meanwhile-is-seen", NULL, test_meanwhile);
  ADD ("what-another-hold-covers-stays-on-hold", NULL, test_two);
  ADD ("a-hold-may-declare-its-crisis", NULL, test_new_crisis);
  ADD ("what-may-not-hold-changes-nothing", NULL, test_refused);
  ADD ("a-lead-is-told-what-the-order-does", NULL, test_a_lead);
  return g_test_run ();
}
