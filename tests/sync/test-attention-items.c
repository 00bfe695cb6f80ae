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
  items = amb_attention_items_read (store, 0, NULL, &error);
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

/* What somebody decided stays, and whoever decided it: a removal that would be refused again and
 * again isn't offered. */
static void
test_a_removal_that_can_never_be_is_not_offered (void)
{
  g_autoptr (AmbStore) store = open_store ("Ama Boateng");
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) item =
      amb_record_new (amb_entity_find ("content-item"), "0193a000-0000-7000-8000-0000000000c1");
  g_autoptr (AmbRecord) approval =
      amb_record_new (amb_entity_find ("approval"), "0193a000-0000-7000-8000-0000000000c2");
  AmbFinding finding = { .is_conflict = TRUE, .kind = (char *) "delete", .by = (char *) "Fatou" };
  AmbAttentionItem *found;

  amb_record_set (item, "title", "Warm homes");
  amb_record_set (approval, "item-id", amb_record_get_id (item));
  amb_record_set (approval, "by-id", ID);
  amb_record_set (approval, "verdict", "approved");
  amb_record_set (approval, "at", "2026-11-23T12:00:00.000Z");
  g_assert_true (amb_store_put (store, item, &error) && amb_store_put (store, approval, &error));
  found = read_item (store, &finding);
  g_assert_cmpstr (found->what, ==,
                   "Ama Boateng was changed by Fatou since you removed it. Ama Boateng can’t be "
                   "removed: what happened to it is recorded, and stays (Approval: Warm homes · "
                   "Ama Boateng).");
  g_assert_true (amb_attention_item_fits (found, AMB_RESOLVE_THEIRS));
  g_assert_false (amb_attention_item_fits (found, AMB_RESOLVE_DELETE_ANYWAY));
  amb_attention_item_free (found);
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

/* What differs is marked by a sign and by its letters, not by colour. */
static void
test_a_long_text_is_marked_line_by_line (void)
{
  g_autoptr (AmbStore) store = open_store ("Ama Boateng");
  AmbFinding finding = {
    .is_conflict = TRUE,
    .kind = (char *) "patch",
    .field = amb_entity_find_field (amb_entity_find ("ambassador"), "notes"),
    .base = (char *) "first\nsame 1\nsame 2\nsame 3\nsame 4\nlast",
    .mine = (char *) "mine & more\nsame 1\nsame 2\nsame 3\nsame 4\nlast",
    .theirs = (char *) "first\nsame 1\nsame 2\nsame 3\nsame 4\ntheirs",
    .by = (char *) "Fatou",
  };
  AmbAttentionItem *item = read_item (store, &finding);

  g_assert_cmpstr (item->yours_marked, ==, "− <s>first</s>\n+ <b>mine &amp; more</b>\nsame 1\n…");
  g_assert_cmpstr (item->theirs_marked, ==, "…\nsame 4\n− <s>last</s>\n+ <b>theirs</b>");
  g_assert_true (g_str_has_prefix (item->yours_who, "You, "));
  amb_attention_item_free (item);
}

static void
test_a_button_says_what_comes_of_it (void)
{
  g_autoptr (AmbStore) store = open_store ("Ama Boateng");
  AmbFinding finding = {
    .is_conflict = TRUE,
    .kind = (char *) "patch",
    .field = amb_entity_find_field (amb_entity_find ("ambassador"), "job-title"),
    .base = (char *) "Chemist",
    .mine = (char *) "Welder",
  };
  AmbAttentionItem *item = read_item (store, &finding);
  g_autofree char *mine = amb_attention_item_dup_outcome (item, AMB_RESOLVE_MINE);
  g_autofree char *theirs = amb_attention_item_dup_outcome (item, AMB_RESOLVE_THEIRS);

  g_assert_cmpstr (mine, ==, "Keep Mine: Welder");
  g_assert_cmpstr (theirs, ==, "Keep Theirs: Nothing");
  g_assert_null (item->yours_marked);
  amb_attention_item_free (item);
}

/* Both stand side by side, and it is said what a merge takes. */
static void
test_a_duplicate_is_compared_field_by_field (void)
{
  g_autoptr (AmbStore) store = open_store ("Ama Boateng");
  AmbFinding finding = {
    .kind = (char *) "create",
    .code = (char *) amb_problem_get_name (AMB_PROBLEM_DUPLICATE),
    .theirs = (char *) ID,
    .typed = (char *) "{\"display-name\":\"Ama B.\",\"job-title\":\"Editor\","
                      "\"state\":\"identified\"}",
  };
  AmbAttentionItem *item = read_item (store, &finding);

  g_assert_true (amb_attention_item_fits (item, AMB_RESOLVE_MERGE));
  for (guint i = 0; i < item->fields->len; i++)
    {
      const AmbAttentionField *field = g_ptr_array_index (item->fields, i);

      if (g_str_equal (field->field->name, "display-name"))
        {
          g_assert_cmpstr (field->mine, ==, "Ama B.");
          g_assert_cmpstr (field->theirs, ==, "Ama Boateng");
        }
      g_assert_true (field->fills == g_str_equal (field->field->name, "job-title"));
    }
  g_assert_cmpstr (item->typed, ==, "Name: Ama B.\nJob title: Editor\nState: Identified");
  amb_attention_item_free (item);
}

static void
add_conflict (AmbStore *store, const char *id, const char *field)
{
  const AmbFinding finding = {
    .is_conflict = TRUE,
    .entity = amb_entity_find ("ambassador"),
    .id = (char *) id,
    .field = amb_entity_find_field (amb_entity_find ("ambassador"), field),
    .kind = (char *) "patch",
    .mine = (char *) "x",
    .op = (char *) OP,
    .tx = (char *) OP,
    .at = NOW,
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_findings_add (store, &finding, &error));
  g_assert_no_error (error);
}

static void
test_findings_of_a_record_stand_together_and_are_paged (void)
{
  g_autoptr (AmbStore) store = open_store ("Ama Boateng");
  g_autoptr (GError) error = NULL;
  guint total = 0;

  add_conflict (store, ID, "job-title");
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-%012u", 100 + i);

      add_conflict (store, id, "job-title");
    }
  add_conflict (store, ID, "notes");
  for (guint limit = 0; limit <= 20; limit += 20)
    {
      g_autoptr (GPtrArray) items = amb_attention_items_read (store, limit, &total, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (total, ==, 202);
      g_assert_cmpuint (items->len, ==, limit == 0 ? 202 : 21);
      g_assert_true (amb_attention_item_is_same_record (items->pdata[0], items->pdata[1]));
      g_assert_false (amb_attention_item_is_same_record (items->pdata[1], items->pdata[2]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/attention-items/a-removal-against-an-edit-says-who-changed-it",
                   test_a_removal_against_an_edit_says_who_changed_it);
  g_test_add_func ("/sync/attention-items/a-removal-that-can-never-be-is-not-offered",
                   test_a_removal_that_can_never_be_is_not_offered);
  g_test_add_func ("/sync/attention-items/a-refused-record-shows-the-name-that-was-typed",
                   test_a_refused_record_shows_the_name_that_was_typed);
  g_test_add_func ("/sync/attention-items/an-edit-of-something-removed-can-be-restored",
                   test_an_edit_of_something_removed_can_be_restored);
  g_test_add_func ("/sync/attention-items/a-long-text-is-marked-line-by-line",
                   test_a_long_text_is_marked_line_by_line);
  g_test_add_func ("/sync/attention-items/a-button-says-what-comes-of-it",
                   test_a_button_says_what_comes_of_it);
  g_test_add_func ("/sync/attention-items/a-duplicate-is-compared-field-by-field",
                   test_a_duplicate_is_compared_field_by_field);
  g_test_add_func ("/sync/attention-items/findings-of-a-record-stand-together-and-are-paged",
                   test_findings_of_a_record_stand_together_and_are_paged);
  return g_test_run ();
}
