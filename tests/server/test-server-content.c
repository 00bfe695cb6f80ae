/* Two desks decide and edit at once: whatever arrives first, nothing is approved that nobody read.
 */
#include "amb-attention-acts.h"
#include "amb-content.h"
#include "amb-error.h"
#include "sync-fixture.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *start;     /* the item's state, known to both */
  const char *ada, *ben; /* what each does, offline */
  const char *state;     /* on both desks afterwards */
  const char *body;
  int asks; /* findings of Ada's and Ben's desks together */
} Case;

static const Case cases[] = {
  { "approve-first", "in_review", "approve", "edit", "in_review", "Ben", 0 },
  { "edit-first", "in_review", "edit", "approve", "in_review", "Ada", 2 },
  { "edit-of-a-variant-first", "in_review", "edit variant", "approve", "in_review", "Text", 2 },
  { "approve-before-a-variant", "in_review", "approve", "edit variant", "in_review", "Text", 0 },
  { "a-new-variant", "in_review", "approve", "add variant", "in_review", "Text", 0 },
  { "schedule-first", "approved", "schedule", "edit", "in_review", "Ben", 0 },
  { "edit-before-scheduling", "approved", "edit", "schedule", "in_review", "Ada", 1 },
  { "both-edit", "approved", "edit variant", "edit", "in_review", "Ben", 0 },
  { "edit-what-is-out", "scheduled", "publish", "edit", "published", "Text", 2 },
  { "another-text-of-what-is-out", "scheduled", "publish", "add variant", "published", "Text", 2 },
  { "another-name-of-what-is-out", "scheduled", "publish", "retitle", "published", "Text", 2 },
  { "another-day", "approved", "plan", "schedule", "scheduled", "Text", 0 },
  { "undo-over-an-edit", "approved", "edit; run; undo", "edit other", "in_review", "Text", 0 },
};

typedef struct
{
  SyncFixture *f;
  char *item, *variant, *ben;
} World;

static char *
add (SyncDesk *desk, const char *entity, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  char *id;

  for (guint i = 0; values[i] != NULL; i += 2)
    amb_record_set (record, values[i], values[i + 1]);
  id = amb_programme_add (desk->programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  return id;
}

#define ADD(desk, entity, ...) add (desk, entity, (const char *const[]){ __VA_ARGS__, NULL })

static void
set (SyncDesk *desk, const char *entity, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  amb_programme_set_field (desk->programme, amb_entity_find (entity), id, field, value, &error);
  g_assert_no_error (error);
}

static void
move (SyncDesk *desk, const char *id, const char *to)
{
  g_autoptr (GError) error = NULL;

  amb_programme_move (desk->programme, amb_entity_find ("content-item"), id, to, NULL, &error);
  g_assert_no_error (error);
}

static void
act (World *world, SyncDesk *desk, const char *act)
{
  const char *name = desk == &world->f->a ? "Ada" : "Ben";

  if (g_str_equal (act, "approve"))
    move (desk, world->item, "approved");
  else if (g_str_equal (act, "schedule"))
    move (desk, world->item, "scheduled");
  else if (g_str_equal (act, "publish"))
    move (desk, world->item, "published");
  else if (g_str_equal (act, "plan"))
    set (desk, "content-item", world->item, "publish-on", "2026-12-08T09:00[Europe/Paris]");
  else if (g_str_equal (act, "edit"))
    set (desk, "content-item", world->item, "body", name);
  else if (g_str_equal (act, "edit other"))
    set (desk, "content-item", world->item, "alternative-text", name);
  else if (g_str_equal (act, "retitle"))
    set (desk, "content-item", world->item, "title", name);
  else if (g_str_equal (act, "edit variant"))
    set (desk, "variant", world->variant, "body", name);
  else if (g_str_equal (act, "add variant"))
    g_free (ADD (desk, "variant", "item-id", world->item, "body", name));
  else if (g_str_equal (act, "run"))
    sync_fixture_run (world->f, desk);
  else
    amb_undo_report_free (amb_programme_undo (desk->programme, NULL));
}

static void
act_all (World *world, SyncDesk *desk, const char *acts)
{
  g_auto (GStrv) list = g_strsplit (acts, "; ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    act (world, desk, list[i]);
}

/* From now on whoever sits at @desk is that person, here and to the server. */
static void
sign_in (World *world, SyncDesk *desk, const char *name, const char *person)
{
  g_autoptr (GError) error = NULL;

  amb_programme_set_actor (desk->programme, name, person, AMB_ACCESS_MANAGER);
  amb_db_run (amb_store_get_db (world->f->store), &error,
              "UPDATE principal SET person = ? WHERE id = ?", "ti", person, desk->principal);
  g_assert_no_error (error);
}

static void
begin (World *world, const char *state)
{
  static const char *const path[] = { "draft", "in_review", "approved", "scheduled", NULL };
  SyncDesk *a = &world->f->a, *b = &world->f->b;
  g_autofree char *owner = sync_fixture_add_person (world->f);
  g_autofree char *ada = ADD (a, "ambassador", "display-name", "Ada");
  g_autofree char *node = ADD (a, "node", "name", "Lyon", "kind", "country");
  g_autofree char *pillar = ADD (a, "pillar", "name", "Craft");
  g_autofree char *channel = ADD (a, "channel", "name", "Blog");

  world->ben = ADD (a, "ambassador", "display-name", "Ben");
  amb_programme_set_actor (a->programme, "Eva", owner, AMB_ACCESS_MANAGER);
  world->item =
      ADD (a, "content-item", "title", "Warm homes", "audience", "client", "pillar-id", pillar,
           "owner-id", owner, "department-id", node, "source", "original", "language", "en",
           "channel-id", channel, "publish-on", "2026-12-01T09:00[Europe/Paris]", "expires-on",
           "2027-12-01", "disclosure", "Mine", "body", "Text");
  world->variant = ADD (a, "variant", "item-id", world->item, "body", "Short");
  sync_fixture_settle (world->f);
  sign_in (world, a, "Ada", ada);
  sign_in (world, b, "Ben", world->ben);
  for (guint i = 0; path[i] != NULL; i++)
    {
      move (a, world->item, path[i]);
      if (g_str_equal (path[i], state))
        break;
    }
  sync_fixture_settle (world->f);
}

/* What is approved on @store is a text that somebody read. */
static void
assert_read (AmbStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) item = amb_store_get (store, amb_entity_find ("content-item"), id, &error);
  g_autoptr (AmbContentFacts) facts = amb_content_load_texts (store, item, &error);
  gboolean known, is;

  g_assert_true (amb_content_load_approved (store, facts, &known, &is, &error));
  g_assert_no_error (error);
  if (amb_content_is_bound (amb_record_get_state (item)))
    g_assert_true (known && is);
}

static void
assert_ends (AmbStore *store, const char *id, const Case *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) item = amb_store_get (store, amb_entity_find ("content-item"), id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (amb_record_get_state (item), ==, self->state);
  g_assert_cmpstr (amb_record_get (item, "body"), ==, self->body);
  assert_read (store, id);
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  World world = { .f = sync_fixture_new () };
  gint64 asks;

  begin (&world, self->start);
  /* Ada's desk tells the server first, except where her acts say when. */
  act_all (&world, &world.f->b, self->ben);
  act_all (&world, &world.f->a, self->ada);
  sync_fixture_settle (world.f);
  assert_ends (world.f->store, world.item, self);
  assert_ends (world.f->a.store, world.item, self);
  assert_ends (world.f->b.store, world.item, self);
  asks = amb_findings_count (world.f->a.store) + amb_findings_count (world.f->b.store);
  g_assert_cmpint (asks, ==, self->asks);
  g_free (world.item);
  g_free (world.variant);
  g_free (world.ben);
  sync_fixture_free (world.f);
}

static void
assert_stands (AmbStore *store, const char *id, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) item = amb_store_get (store, amb_entity_find ("content-item"), id, &error);
  g_autoptr (AmbContentFacts) facts = amb_content_load_texts (store, item, &error);
  gboolean known, is;

  g_assert_true (amb_content_load_approved (store, facts, &known, &is, &error));
  g_assert_no_error (error);
  g_assert_cmpint (is, ==, expected);
}

/* A decision that everybody heard of is taken back by a record of its own: it counts nowhere. */
static void
test_undo_takes_a_decision_back (void)
{
  World world = { .f = sync_fixture_new () };
  SyncDesk *a = &world.f->a, *b = &world.f->b;
  g_autoptr (AmbUndoReport) report = NULL;
  g_autoptr (GError) error = NULL;

  begin (&world, "in_review");
  act_all (&world, a, "approve");
  sync_fixture_settle (world.f);
  assert_stands (b->store, world.item, TRUE);
  report = amb_programme_undo (a->programme, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->left->len, ==, 0);
  sync_fixture_settle (world.f);
  g_assert_cmpint (amb_findings_count (a->store), ==, 0);
  assert_stands (world.f->store, world.item, FALSE);
  assert_stands (a->store, world.item, FALSE);
  assert_stands (b->store, world.item, FALSE);
  amb_undo_report_free (amb_programme_redo (a->programme, &error));
  g_assert_no_error (error);
  sync_fixture_settle (world.f);
  g_assert_cmpint (amb_findings_count (a->store), ==, 0);
  assert_stands (world.f->store, world.item, TRUE);
  assert_stands (b->store, world.item, TRUE);
  g_free (world.item);
  g_free (world.variant);
  g_free (world.ben);
  sync_fixture_free (world.f);
}

/* The only act of @desk, whose findings are @n. */
static void
assert_one_act (SyncDesk *desk, guint n, const char *about, const char *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_findings_list (desk->store, &error);
  g_autoptr (GPtrArray) acts = amb_attention_acts_new (findings);
  const AmbAttentionAct *act;

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, n);
  g_assert_cmpuint (acts->len, ==, 1);
  act = g_ptr_array_index (acts, 0);
  g_assert_cmpuint (act->findings->len, ==, n);
  g_assert_cmpstr (act->main->entity->name, ==, about);
  g_assert_nonnull (strstr (act->detail, detail));
}

static void
settle (SyncDesk *desk, AmbResolution resolution, guint settled, guint left)
{
  const AmbSyncAnswer answer = { .resolution = resolution };
  g_autoptr (GError) error = NULL;
  AmbAttentionReport report;

  amb_sync_answer (desk->programme, &answer, "Settled", &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_settled, ==, settled);
  g_assert_cmpuint (report.n_left, ==, left);
  amb_attention_report_clear (&report);
}

static void
end (World *world)
{
  g_free (world->item);
  g_free (world->variant);
  g_free (world->ben);
  sync_fixture_free (world->f);
}

/* What waits on @desk is @n operations of one action. */
static void
assert_one_action (SyncDesk *desk, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sent = amb_outbox_list (desk->store, AMB_OPERATION_PENDING, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sent->len, ==, n);
  for (guint i = 1; i < sent->len; i++)
    g_assert_cmpstr (((AmbOperation *) sent->pdata[i])->tx, ==,
                     ((AmbOperation *) sent->pdata[0])->tx);
}

/* An approval that was refused is one thing to settle; tried again, it is one action as before,
 * with the record of the decision, and one step of undo. */
static void
test_a_refused_approval_is_one_act (void)
{
  World world = { .f = sync_fixture_new () };
  SyncDesk *a = &world.f->a, *b = &world.f->b;
  g_autoptr (GError) error = NULL;

  begin (&world, "in_review");
  act_all (&world, b, "approve");
  act_all (&world, a, "edit");
  sync_fixture_settle (world.f);
  assert_one_act (b, 2, "content-item", "is another one meanwhile");
  settle (b, AMB_RESOLVE_MINE, 1, 0);
  g_assert_cmpint (amb_findings_count (b->store), ==, 0);
  assert_one_action (b, 2);
  amb_undo_report_free (amb_programme_undo (b->programme, &error));
  g_assert_no_error (error);
  assert_one_act (b, 2, "content-item", "is another one meanwhile");
  amb_undo_report_free (amb_programme_redo (b->programme, &error));
  g_assert_no_error (error);
  sync_fixture_settle (world.f);
  g_assert_cmpint (amb_findings_count (b->store), ==, 0);
  assert_stands (world.f->store, world.item, TRUE);
  end (&world);
}

/* Whole or not at all: a text that is out isn't edited by the half of it, and both are left as one.
 */
static void
test_a_refused_edit_is_one_act (void)
{
  World world = { .f = sync_fixture_new () };
  SyncDesk *a = &world.f->a, *b = &world.f->b;

  begin (&world, "scheduled");
  act_all (&world, b, "edit");
  act_all (&world, a, "publish");
  sync_fixture_settle (world.f);
  assert_one_act (b, 2, "content-item", "");
  settle (b, AMB_RESOLVE_MINE, 0, 1);
  assert_one_act (b, 2, "content-item", "");
  g_assert_cmpint (amb_outbox_count_waiting (b->store), ==, 0);
  settle (b, AMB_RESOLVE_THEIRS, 1, 0);
  g_assert_cmpint (amb_findings_count (b->store), ==, 0);
  end (&world);
}

/* Another wrote the text meanwhile: who types it again is noted anew. */
static void
test_what_the_program_noted_is_not_typed_again (void)
{
  World world = { .f = sync_fixture_new () };
  SyncDesk *a = &world.f->a, *b = &world.f->b;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) item = NULL;

  begin (&world, "scheduled");
  act_all (&world, b, "edit");
  act_all (&world, a, "edit");
  amb_programme_move (a->programme, amb_entity_find ("content-item"), world.item,
                      "changes_requested", "Too long", &error);
  g_assert_no_error (error);
  sync_fixture_settle (world.f);
  assert_one_act (b, 2, "content-item", "");
  settle (b, AMB_RESOLVE_MINE, 1, 0);
  assert_one_action (b, 2);
  sync_fixture_settle (world.f);
  g_assert_cmpint (amb_findings_count (b->store), ==, 0);
  item = amb_store_get (world.f->store, amb_entity_find ("content-item"), world.item, &error);
  g_assert_cmpstr (amb_record_get (item, "body"), ==, "Ben");
  g_assert_cmpstr (amb_record_get (item, "text-by-id"), ==, world.ben);
  end (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/server/server-content/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/server/server-content/undo-takes-a-decision-back",
                   test_undo_takes_a_decision_back);
  g_test_add_func ("/server/server-content/a-refused-approval-is-one-act",
                   test_a_refused_approval_is_one_act);
  g_test_add_func ("/server/server-content/a-refused-edit-is-one-act",
                   test_a_refused_edit_is_one_act);
  g_test_add_func ("/server/server-content/what-the-program-noted-is-not-typed-again",
                   test_what_the_program_noted_is_not_typed_again);
  return g_test_run ();
}
