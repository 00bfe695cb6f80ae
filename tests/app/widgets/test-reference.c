#include "amb-reference.h"
#include "list-fixture.h"

#define NOBODY "01939f00-0000-7000-8000-00000000abcd"

static void
assert_words (ListFixture *fixture, const AmbEntity *target, const char *id, const char *expected)
{
  g_autofree char *words =
      amb_reference_dup_words (amb_context_get_store (fixture->context), target, id);

  g_assert_cmpstr (words, ==, expected);
}

static gpointer
become_lead (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  amb_store_set_meta (amb_programme_get_store (programme), "actor-access", "lead", error);
  amb_programme_load_actor (programme);
  return NULL;
}

static gpointer
put_card (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbRecord) card = amb_record_new (amb_entity_find ("person-card"), NOBODY);

  amb_record_set (card, "display-name", "Ama Boateng");
  if (amb_db_begin (amb_store_get_db (store), error) && amb_store_put (store, card, error))
    amb_db_commit (amb_store_get_db (store), error);
  return NULL;
}

static gpointer
remove_node (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  amb_programme_remove (programme, amb_entity_find ("node"), data, error);
  return NULL;
}

static void
write_job (ListFixture *fixture, AmbContextWrite job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  list_fixture_write (fixture, job, data, &error);
  g_assert_no_error (error);
}

static void
test_names (ListFixture *fixture, gconstpointer data)
{
  assert_words (fixture, fixture->node, fixture->node_id, "Ghana");
  write_job (fixture, remove_node, fixture->node_id);
  assert_words (fixture, fixture->node, fixture->node_id, "A removed record");
}

static void
test_missing (ListFixture *fixture, gconstpointer data)
{
  /* A manager holds everything: what is not here was removed. */
  assert_words (fixture, fixture->person, NOBODY, "A removed record");
  write_job (fixture, become_lead, NULL);
  assert_words (fixture, fixture->person, NOBODY, "Not visible to you");
}

static void
test_card (ListFixture *fixture, gconstpointer data)
{
  write_job (fixture, become_lead, NULL);
  write_job (fixture, put_card, NULL);
  assert_words (fixture, fixture->person, NOBODY, "Ama Boateng");
}

static void
test_subject (ListFixture *fixture, gconstpointer data)
{
  const AmbEntity *transition = amb_entity_find ("transition");
  g_autoptr (AmbRecord) move = amb_record_new (transition, NULL);
  guint index = (guint) amb_entity_get_field_index (transition, "record");
  g_autofree char *title = NULL;

  g_assert_null (amb_reference_get_subject (move));
  amb_record_set (move, "entity", "node");
  amb_record_set (move, "record", fixture->node_id);
  g_assert_true (amb_reference_get_subject (move) == fixture->node);
  title = amb_reference_dup_title (amb_context_get_store (fixture->context), move, index);
  g_assert_cmpstr (title, ==, "Ghana");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/reference/" path, ListFixture, NULL, list_fixture_set_up, test,                \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-name-and-a-removed-record", test_names);
  ADD ("what-is-not-here-is-removed-or-not-visible", test_missing);
  ADD ("a-person-that-is-not-here-has-a-card", test_card);
  ADD ("a-move-names-its-record", test_subject);
  return g_test_run ();
}
