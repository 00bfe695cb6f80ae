/* What this computer knows of a record's past, and what it says of the rest. */
#include "amb-content.h"
#include "amb-history.h"
#include "programme-fixture.h"

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static char *
add_item (Fixture *f, const char *body)
{
  return fixture_add (f, fixture_new (f, get_items (), "title", "Warm homes", "body", body, NULL),
                      AMB_COMMAND_DEFAULT);
}

static void
move (Fixture *f, const char *id, const char *to)
{
  g_autoptr (GError) error = NULL;

  amb_programme_move (f->programme, get_items (), id, to, "Why", &error);
  g_assert_no_error (error);
}

/* As on a computer that was connected later: rows came, the memory of others didn't. */
static void
forget (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  amb_db_run (amb_store_get_db (f->store), &error, "DELETE FROM journal", NULL);
  g_assert_no_error (error);
}

static void
approve (Fixture *f, const char *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_store_get (f->store, get_items (), item, &error);
  g_autoptr (AmbContentFacts) facts = amb_content_load_texts (f->store, record, &error);
  g_autofree char *seals = amb_content_dup_seals (facts->texts);
  g_autofree char *person = fixture_add_person (f, "Ben");
  AmbRecord *approval =
      fixture_new (f, amb_entity_find ("approval"), "item-id", item, "by-id", person, "verdict",
                   "approved", "at", "2026-11-23T11:00:00.000Z", "texts", seals, NULL);

  g_assert_no_error (error);
  g_free (fixture_add (f, approval, AMB_COMMAND_RUNNING));
}

static void
assert_versions (Fixture *f, const char *id, const char *texts, gboolean is_whole)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbTextVersions) versions =
      amb_text_versions_read (f->store, get_items (), id, 100, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < versions->versions->len; i++)
    {
      const AmbTextVersion *version = g_ptr_array_index (versions->versions, i);

      g_string_append_printf (found, "%s%s%s", i > 0 ? "|" : "", version->text,
                              version->is_approved ? "*" : "");
    }
  g_assert_cmpstr (found->str, ==, texts);
  g_assert_cmpint (versions->is_whole, ==, is_whole);
}

static void
assert_changed (Fixture *f, const char *id, gboolean is_changed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbTextVersions) versions =
      amb_text_versions_read (f->store, get_items (), id, 100, &error);

  g_assert_no_error (error);
  g_assert_cmpint (versions->is_changed, ==, is_changed);
}

static void
test_what_is_not_known_is_not_the_first (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_item (f, "One");

  assert_versions (f, id, "One", TRUE);
  fixture_set (f, get_items (), id, "body", "Two");
  fixture_set (f, get_items (), id, "body", "Three");
  assert_versions (f, id, "Three|Two|One", TRUE);
  forget (f);
  assert_versions (f, id, "Three", FALSE);
  fixture_set (f, get_items (), id, "body", "Four");
  assert_versions (f, id, "Four|Three", FALSE);
}

/* A text that changed without the journal: what is there now is told, and that some is missing. */
static void
test_a_gap_is_no_version (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_item (f, "One");
  g_autoptr (GError) error = NULL;

  fixture_set (f, get_items (), id, "body", "Two");
  amb_db_run (amb_store_get_db (f->store), &error, "UPDATE content_items SET body = 'Four'", NULL);
  g_assert_no_error (error);
  assert_versions (f, id, "Four|Two|One", FALSE);
  fixture_set (f, get_items (), id, "body", "Five");
  assert_versions (f, id, "Five|Four|Two|One", FALSE);
}

static void
test_an_approved_text_is_known_again (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_item (f, "One");

  assert_changed (f, id, FALSE);
  fixture_set (f, get_items (), id, "body", "Two");
  approve (f, id);
  assert_versions (f, id, "Two*|One", TRUE);
  assert_changed (f, id, FALSE);
  fixture_set (f, get_items (), id, "body", "Three");
  assert_versions (f, id, "Three|Two*|One", TRUE);
  assert_changed (f, id, TRUE);
  forget (f);
  assert_versions (f, id, "Three", FALSE);
  assert_changed (f, id, TRUE);
  fixture_set (f, get_items (), id, "body", "Two");
  assert_versions (f, id, "Two*|Three", FALSE);
  assert_changed (f, id, FALSE);
}

static char *
dup_moves (Fixture *f, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = amb_history_list (f->store, get_items (), id, -1, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    {
      const AmbHistoryLine *line = g_ptr_array_index (lines, i);

      g_assert_true ((line->move != NULL) != (line->entry != NULL));
      g_string_append_printf (found, " %s",
                              line->move != NULL ? amb_record_get (line->move, "to") : ".");
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

/* The clock of the fixture stands still: what was done later stands above all the same. */
static void
test_moves_stand_in_their_order (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_item (f, "One");
  g_autofree char *all = NULL, *others = NULL;

  move (f, id, "draft");
  move (f, id, "in_review");
  move (f, id, "changes_requested");
  move (f, id, "in_review");
  all = dup_moves (f, id);
  g_assert_cmpstr (all, ==, " in_review changes_requested in_review draft .");
  forget (f);
  others = dup_moves (f, id);
  g_assert_cmpstr (others, ==, " in_review changes_requested in_review draft");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/programme/history/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("what-is-not-known-is-not-the-first", test_what_is_not_known_is_not_the_first);
  ADD ("a-gap-is-no-version", test_a_gap_is_no_version);
  ADD ("an-approved-text-is-known-again", test_an_approved_text_is_known_again);
  ADD ("moves-stand-in-their-order", test_moves_stand_in_their_order);
  return g_test_run ();
}
