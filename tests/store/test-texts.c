/* Search texts wait for the end of their transaction, and are right whatever happened in it. */
#include "store-fixture.h"

static char *
found (Fixture *f, const char *search)
{
  g_autoptr (AmbQuery) query = amb_query_new (f->people);

  query->search = g_strdup (search);
  return fixture_titles (f, query);
}

static void
assert_sound (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_store_check (f->store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
begin (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  amb_db_begin (amb_store_get_db (f->store), &error);
  g_assert_no_error (error);
}

static void
commit (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  amb_db_commit (amb_store_get_db (f->store), &error);
  g_assert_no_error (error);
}

static void
rename_person (Fixture *f, AmbRecord *person, const char *name)
{
  amb_record_set (person, "display-name", name);
  fixture_save (f, person);
}

static void
drop (Fixture *f, AmbRecord *person)
{
  g_autoptr (GError) error = NULL;

  amb_store_drop (f->store, f->people, amb_record_get_id (person), &error);
  g_assert_no_error (error);
}

#define ASSERT_FOUND(f, search, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *titles = found (f, search);                                                   \
                                                                                                   \
    g_assert_cmpstr (titles, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
a_search_sees_what_the_open_transaction_wrote (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = NULL;

  begin (f);
  person = fixture_put (f, f->people, "display-name", "Zoé Okafor", NULL);
  ASSERT_FOUND (f, "zoe", "Zoé Okafor");
  rename_person (f, person, "Ana Okafor");
  ASSERT_FOUND (f, "zoe", "");
  ASSERT_FOUND (f, "okafor", "Ana Okafor");
  commit (f);
  ASSERT_FOUND (f, "ana", "Ana Okafor");
  assert_sound (f);
}

static void
of_two_writes_the_last_is_found (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = NULL;
  g_autoptr (AmbRecord) known = fixture_put (f, f->people, "display-name", "Before", NULL);

  begin (f);
  person = fixture_put (f, f->people, "display-name", "First", NULL);
  rename_person (f, person, "Second");
  rename_person (f, known, "Between");
  rename_person (f, known, "After");
  commit (f);
  ASSERT_FOUND (f, "first", "");
  ASSERT_FOUND (f, "second", "Second");
  ASSERT_FOUND (f, "before", "");
  ASSERT_FOUND (f, "after", "After");
  assert_sound (f);
}

static void
what_was_rolled_back_is_not_found (Fixture *f, gconstpointer data)
{
  AmbDb *db = amb_store_get_db (f->store);
  g_autoptr (AmbRecord) kept = NULL;
  g_autoptr (AmbRecord) inner = NULL;
  g_autoptr (AmbRecord) lost = NULL;

  begin (f);
  lost = fixture_put (f, f->people, "display-name", "Lost", NULL);
  amb_db_rollback (db);
  ASSERT_FOUND (f, "lost", "");
  assert_sound (f);

  begin (f);
  kept = fixture_put (f, f->people, "display-name", "Kept", NULL);
  begin (f);
  inner = fixture_put (f, f->people, "display-name", "Inner", NULL);
  rename_person (f, kept, "Renamed");
  amb_db_rollback (db);
  commit (f);
  ASSERT_FOUND (f, "inner", "");
  ASSERT_FOUND (f, "renamed", "");
  ASSERT_FOUND (f, "kept", "Kept");
  assert_sound (f);
}

/* SQLite gives the number of the last row again once that row is gone. */
static void
a_number_used_again_finds_the_new_row (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) old = fixture_put (f, f->people, "display-name", "Old", NULL);
  g_autoptr (AmbRecord) new = NULL;

  begin (f);
  drop (f, old);
  new = fixture_put (f, f->people, "display-name", "New", NULL);
  g_assert_cmpint (amb_record_get_rid (new), ==, amb_record_get_rid (old));
  commit (f);
  ASSERT_FOUND (f, "old", "");
  ASSERT_FOUND (f, "new", "New");
  assert_sound (f);
}

static void
a_row_that_came_and_went_leaves_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = NULL;

  begin (f);
  person = fixture_put (f, f->people, "display-name", "Guest", NULL);
  drop (f, person);
  commit (f);
  ASSERT_FOUND (f, "guest", "");
  assert_sound (f);
}

/* The index can't be written: nothing of the transaction is kept, and the next one works. */
static void
a_text_that_cannot_be_written_fails_the_commit (Fixture *f, gconstpointer data)
{
  AmbDb *db = amb_store_get_db (f->store);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) person = NULL;

  begin (f);
  person = fixture_put (f, f->people, "display-name", "Unwritten", NULL);
  fixture_run (f, "PRAGMA query_only=ON");
  g_assert_false (amb_db_commit (db, &error));
  g_assert_nonnull (error);
  g_assert_false (amb_db_is_in_transaction (db));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM ambassadors"), ==, 0);
  fixture_run (f, "PRAGMA query_only=OFF");
  fixture_save (f, person);
  ASSERT_FOUND (f, "unwritten", "Unwritten");
  assert_sound (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/texts/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("a-search-sees-what-the-open-transaction-wrote",
       a_search_sees_what_the_open_transaction_wrote);
  ADD ("of-two-writes-the-last-is-found", of_two_writes_the_last_is_found);
  ADD ("what-was-rolled-back-is-not-found", what_was_rolled_back_is_not_found);
  ADD ("a-number-used-again-finds-the-new-row", a_number_used_again_finds_the_new_row);
  ADD ("a-row-that-came-and-went-leaves-nothing", a_row_that_came_and_went_leaves_nothing);
  ADD ("a-text-that-cannot-be-written-fails-the-commit",
       a_text_that_cannot_be_written_fails_the_commit);
  return g_test_run ();
}
