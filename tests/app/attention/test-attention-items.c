/* What a card says: what happened, to whom, and which ways out there are. */
#include "amb-attention-items.h"
#include "amb-problem.h"

#define NOW (G_GINT64_CONSTANT (1795442520000)) /* 2026-11-23T14:02:00Z */
#define ID  "0193a000-0000-7000-8000-000000000001"
#define OP  "0193a000-0000-7000-8000-000000000002"

static AmbStore *
open_store (const char *name)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 1);
  g_autoptr (GError) error = NULL;
  AmbStore *store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  g_autoptr (AmbProgramme) programme = amb_programme_new (store);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), ID);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  if (name == NULL)
    return store;
  amb_record_set (record, "display-name", name);
  amb_record_set (record, "state", "active");
  id = amb_programme_add (programme, record, AMB_COMMAND_RUNNING, &error);
  g_assert_no_error (error);
  return store;
}

/* The one item that @finding makes. */
static AmbAttentionItem *
read_item (AmbStore *store, AmbFinding *finding)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  finding->entity = amb_entity_find ("ambassador");
  finding->id = (char *) ID;
  finding->op = finding->tx = (char *) OP;
  finding->at = NOW;
  g_assert_true (amb_findings_add (store, finding, &error));
  g_assert_no_error (error);
  items = amb_attention_items_read (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  return g_ptr_array_steal_index (items, 0);
}

static void
test_a_removal_against_an_edit_says_who_changed_it (void)
{
  g_autoptr (AmbStore) store = open_store ("Ama Boateng");
  AmbFinding finding = { .is_conflict = TRUE, .kind = (char *) "delete", .by = (char *) "Fatou" };
  AmbAttentionItem *item = read_item (store, &finding);

  g_assert_cmpstr (item->title, ==, "Ama Boateng");
  g_assert_cmpstr (item->what, ==, "Ama Boateng was changed by Fatou since you removed it.");
  g_assert_true (amb_attention_item_fits (item, AMB_RESOLVE_THEIRS));
  g_assert_true (amb_attention_item_fits (item, AMB_RESOLVE_DELETE_ANYWAY));
  g_assert_false (amb_attention_item_fits (item, AMB_RESOLVE_MINE));
  amb_attention_item_free (item);
}

static void
test_a_refused_record_shows_the_name_that_was_typed (void)
{
  g_autoptr (AmbStore) store = open_store (NULL);
  AmbFinding finding = {
    .kind = (char *) "create",
    .code = (char *) "duplicate-key",
    .detail = (char *) "Somebody has this e-mail already.",
    .typed = (char *) "{\"display-name\":\"Ama Boateng\",\"email\":\"ama@x.example\"}",
  };
  AmbAttentionItem *item = read_item (store, &finding);

  g_assert_cmpstr (item->title, ==, "Ama Boateng");
  g_assert_cmpstr (item->what, ==, "Somebody has this e-mail already.");
  g_assert_nonnull (strstr (item->typed, "ama@x.example"));
  g_assert_null (strstr (item->title, "0193a000"));
  amb_attention_item_free (item);
}

static void
test_an_edit_of_something_removed_can_be_restored (void)
{
  g_autoptr (AmbStore) store = open_store ("Ama Boateng");
  AmbFinding finding = {
    .kind = (char *) "patch",
    .code = (char *) amb_problem_get_name (AMB_PROBLEM_GONE),
    .detail = (char *) "Gone.",
    .typed = (char *) "{\"job-title\":\"Editor\"}",
  };
  AmbAttentionItem *item = read_item (store, &finding);

  g_assert_cmpstr (item->what, ==,
                   "Ama Boateng was removed by somebody else before your changes reached the "
                   "server.");
  g_assert_true (amb_attention_item_fits (item, AMB_RESOLVE_RESTORE_WITH_MINE));
  g_assert_cmpstr (item->typed, ==, "Job title: Editor");
  amb_attention_item_free (item);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attention/items/a-removal-against-an-edit-says-who-changed-it",
                   test_a_removal_against_an_edit_says_who_changed_it);
  g_test_add_func ("/attention/items/a-refused-record-shows-the-name-that-was-typed",
                   test_a_refused_record_shows_the_name_that_was_typed);
  g_test_add_func ("/attention/items/an-edit-of-something-removed-can-be-restored",
                   test_an_edit_of_something_removed_can_be_restored);
  return g_test_run ();
}
