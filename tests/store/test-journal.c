/* The journal, its undo groups, and drafts. */
#include "amb-journal.h"
#include "store-fixture.h"

static gint64
open_group (Fixture *f, const char *label)
{
  gint64 group;

  g_assert_true (amb_journal_open_group (f->store, label, &group, NULL));
  return group;
}

static void
test_entries (Fixture *f, gconstpointer data)
{
  gint64 group = open_group (f, "Edit");
  g_autoptr (GPtrArray) by_group = NULL;
  g_autoptr (GPtrArray) by_record = NULL;
  const AmbJournalEntry *entry;

  g_assert_true (amb_journal_add (f->store, group, "Aiko", AMB_JOURNAL_CREATE, f->people, "p", NULL,
                                  NULL, NULL, NULL, NULL));
  g_assert_true (amb_journal_add (f->store, group, "Aiko", AMB_JOURNAL_SET, f->people, "p",
                                  fixture_field (f, "email"), NULL, "a@a.example", NULL, NULL));
  g_assert_true (amb_journal_add (f->store, group, NULL, AMB_JOURNAL_MOVE, f->people, "q",
                                  fixture_field (f, "state"), "a", "b", "why", NULL));
  by_group = amb_journal_list_group (f->store, group, NULL);
  by_record = amb_journal_list_record (f->store, f->people, "p", 10, NULL);
  g_assert_cmpuint (by_group->len, ==, 3);
  g_assert_cmpuint (by_record->len, ==, 2);
  entry = by_record->pdata[0];
  g_assert_cmpint (entry->action, ==, AMB_JOURNAL_SET);
  g_assert_true (entry->field == fixture_field (f, "email"));
  g_assert_null (entry->old);
  g_assert_cmpstr (entry->value, ==, "a@a.example");
  g_assert_cmpint (entry->at, ==, NOW);
  g_assert_cmpstr (entry->by, ==, "Aiko");
  entry = by_group->pdata[2];
  g_assert_cmpstr (entry->why, ==, "why");
  g_assert_null (entry->by);
}

static void
test_groups (Fixture *f, gconstpointer data)
{
  gint64 first = open_group (f, "First");
  gint64 second = open_group (f, "Second");
  g_autofree char *label = NULL;
  g_autofree char *redo = NULL;

  g_assert_cmpint (amb_journal_get_undo (f->store, FALSE, &label), ==, second);
  g_assert_cmpstr (label, ==, "Second");
  g_assert_cmpint (amb_journal_get_undo (f->store, TRUE, NULL), ==, 0);
  amb_journal_set_group_state (f->store, second, AMB_GROUP_UNDONE, NULL);
  amb_journal_set_group_state (f->store, first, AMB_GROUP_UNDONE, NULL);
  g_assert_cmpint (amb_journal_get_undo (f->store, FALSE, NULL), ==, 0);
  g_assert_cmpint (amb_journal_get_undo (f->store, TRUE, &redo), ==, first);
  g_assert_cmpstr (redo, ==, "First");
  g_assert_true (amb_journal_spend_redo (f->store, NULL));
  g_assert_cmpint (amb_journal_get_undo (f->store, TRUE, NULL), ==, 0);
  g_assert_cmpint (amb_journal_get_undo (f->store, FALSE, NULL), ==, 0);
}

static void
test_hundred (Fixture *f, gconstpointer data)
{
  gint64 last = 0;
  guint n = 0;

  for (guint i = 0; i < 130; i++)
    {
      last = open_group (f, "Edit");
      g_assert_true (amb_journal_add (f->store, last, NULL, AMB_JOURNAL_CREATE, f->people, "p",
                                      NULL, NULL, NULL, NULL, NULL));
    }
  fixture_reopen (f);
  for (gint64 group; (group = amb_journal_get_undo (f->store, FALSE, NULL)) != 0; n++)
    {
      g_assert_cmpint (group, ==, last - n);
      amb_journal_set_group_state (f->store, group, AMB_GROUP_UNDONE, NULL);
    }
  g_assert_cmpuint (n, ==, 100);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM journal"), ==, 130);
}

static void
test_drafts (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) own = NULL;
  g_autoptr (GHashTable) fresh = NULL;
  g_autoptr (GHashTable) none = NULL;

  g_assert_true (amb_draft_set (f->store, f->people, "p", "email", "half", NULL));
  g_assert_true (amb_draft_set (f->store, f->people, "p", "email", "half@", NULL));
  g_assert_true (amb_draft_set (f->store, f->people, "p", "notes", "", NULL));
  g_assert_true (amb_draft_set (f->store, f->people, "", "email", "new", NULL));
  fixture_reopen (f);
  own = amb_draft_list (f->store, f->people, "p", NULL);
  g_assert_cmpuint (g_hash_table_size (own), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (own, "email"), ==, "half@");
  g_assert_cmpstr (g_hash_table_lookup (own, "notes"), ==, "");
  g_assert_true (amb_draft_remove (f->store, f->people, "p", NULL, NULL));
  none = amb_draft_list (f->store, f->people, "p", NULL);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_true (amb_draft_remove (f->store, f->people, "", "email", NULL));
  fresh = amb_draft_list (f->store, f->people, "", NULL);
  g_assert_cmpuint (g_hash_table_size (fresh), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, NULL, fixture_set_up_file, func, fixture_tear_down)
  ADD ("/store/journal/entries-by-group-and-by-record", test_entries);
  ADD ("/store/journal/undo-takes-the-latest-and-redo-the-earliest", test_groups);
  ADD ("/store/journal/a-hundred-groups-survive-a-restart", test_hundred);
  ADD ("/store/journal/drafts-are-kept-as-typed", test_drafts);
  return g_test_run ();
}
