#include "amb-list-model.h"
#include "list-fixture.h"

/* What a view was told. */
typedef struct
{
  guint n_splices;
  guint n_removed;
  guint n_added;
  guint first_added; /* rows of the first splice */
} Told;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Told *told = data;

  if (told->n_splices++ == 0)
    told->first_added = added;
  told->n_removed += removed;
  told->n_added += added;
}

static gboolean
is_idle (gpointer data)
{
  return !amb_list_model_get_loading (data);
}

static AmbListModel *
open_model (ListFixture *fixture, const AmbQuery *query)
{
  AmbListModel *model = amb_list_model_new (fixture->context, fixture->person);

  amb_list_model_set_query (model, query, NULL);
  list_fixture_wait (is_idle, model);
  return model;
}

static gboolean
is_loaded (gpointer item)
{
  return amb_list_item_get_record (item) != NULL;
}

static AmbListItem *
load_at (AmbListModel *model, guint position)
{
  AmbListItem *item = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (item);
  list_fixture_wait (is_loaded, item);
  return item;
}

typedef struct
{
  AmbListItem *item;
  const char *title;
} Titled;

static gboolean
has_title (gpointer data)
{
  const Titled *titled = data;

  return g_strcmp0 (amb_record_get_title (amb_list_item_get_record (titled->item)),
                    titled->title) == 0;
}

/* A changed record arrives a moment after the row has moved. */
static void
assert_title_at (AmbListModel *model, guint position, const char *title)
{
  g_autoptr (AmbListItem) item = load_at (model, position);
  Titled titled = { item, title };

  list_fixture_wait (has_title, &titled);
}

/* A reread that was asked for by a change: not started before, so waited for by its outcome. */
typedef struct
{
  AmbListModel *model;
  guint n;
} Awaited;

static gboolean
has_n_items (gpointer data)
{
  const Awaited *awaited = data;

  return g_list_model_get_n_items (G_LIST_MODEL (awaited->model)) == awaited->n &&
         !amb_list_model_get_loading (awaited->model);
}

static void
test_first_page (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  Told told = { 0 };

  list_fixture_fill (fixture, 1000);
  model = amb_list_model_new (fixture->context, fixture->person);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &told);
  amb_list_model_set_query (model, query, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  list_fixture_wait (is_idle, model);

  g_assert_cmpuint (told.first_added, ==, AMB_LIST_PAGE);
  g_assert_cmpuint (told.n_splices, ==, 2);
  g_assert_cmpuint (told.n_removed, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1000);
  g_assert_cmpint (amb_list_model_get_total (model), ==, 1000);
}

static void
test_first_page_has_records (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  g_autoptr (AmbListItem) item = NULL;

  list_fixture_fill (fixture, 100);
  model = open_model (fixture, query);
  item = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_true (is_loaded (item));
  g_assert_cmpstr (amb_record_get (amb_list_item_get_record (item), "standing"), ==, "dormant");
  g_assert_cmpstr (
      amb_list_item_get_text (item, amb_entity_get_field_index (fixture->person, "node-id")), ==,
      "Ghana");
}

static void
test_on_demand (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  g_autoptr (AmbListItem) item = NULL;

  list_fixture_fill (fixture, 1000);
  model = open_model (fixture, query);
  item = g_list_model_get_item (G_LIST_MODEL (model), 700);
  g_assert_null (amb_list_item_get_record (item));
  list_fixture_wait (is_loaded, item);
  g_assert_cmpstr (amb_record_get_title (amb_list_item_get_record (item)), ==, "Person 000701");
}

static void
test_same_object (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  g_autoptr (AmbListItem) before = NULL;
  g_autoptr (AmbListItem) after = NULL;
  g_autofree char *id = list_fixture_dup_id (fixture, 3);
  Awaited awaited;

  list_fixture_fill (fixture, 200);
  model = open_model (fixture, query);
  before = load_at (model, 150);
  list_fixture_remove (fixture, id);
  awaited = (Awaited){ model, 199 };
  list_fixture_wait (has_n_items, &awaited);
  after = g_list_model_get_item (G_LIST_MODEL (model), 149);
  g_assert_true (before == after);
}

static gboolean
was_told (gpointer data)
{
  return ((Told *) data)->n_splices >= 2;
}

static void
test_rename_is_two_splices (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  g_autofree char *id = list_fixture_dup_id (fixture, 10);
  Told told = { 0 };

  list_fixture_fill (fixture, 500);
  model = open_model (fixture, query);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &told);
  list_fixture_set (fixture, id, "display-name", "Zoë");
  list_fixture_wait (was_told, &told);
  g_assert_cmpuint (told.n_splices, ==, 2);
  g_assert_cmpuint (told.n_removed, ==, 1);
  g_assert_cmpuint (told.n_added, ==, 1);
  assert_title_at (model, 499, "Zoë");
}

static gboolean
has_job_title (gpointer item)
{
  return g_strcmp0 (amb_record_get (amb_list_item_get_record (item), "job-title"), "Editor") == 0;
}

static void
test_edit_reloads_the_row (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  g_autoptr (AmbListItem) item = NULL;
  g_autofree char *id = list_fixture_dup_id (fixture, 5);
  Told told = { 0 };

  list_fixture_fill (fixture, 100);
  model = open_model (fixture, query);
  item = load_at (model, 4);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &told);
  list_fixture_set (fixture, id, "job-title", "Editor");
  list_fixture_wait (has_job_title, item);
  list_fixture_wait (is_idle, model);
  g_assert_cmpuint (told.n_splices, ==, 0);
}

static gpointer
rename_node (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  amb_programme_set_field (programme, amb_entity_find ("node"), data, "name", "West Africa", error);
  return NULL;
}

static gboolean
shows_west_africa (gpointer item)
{
  int index = amb_entity_get_field_index (amb_entity_find ("ambassador"), "node-id");

  return g_strcmp0 (amb_list_item_get_text (item, index), "West Africa") == 0;
}

static void
test_references_follow (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  g_autoptr (AmbListItem) item = NULL;
  g_autoptr (GError) error = NULL;

  list_fixture_fill (fixture, 20);
  model = open_model (fixture, query);
  item = load_at (model, 1);
  list_fixture_write (fixture, rename_node, fixture->node_id, &error);
  g_assert_no_error (error);
  list_fixture_wait (shows_west_africa, item);
}

static void
test_newer_query_wins (ListFixture *fixture, gconstpointer data)
{
  const AmbField *state = amb_entity_find_field (fixture->person, "state");
  const char *const active[] = { "active", NULL };
  const char *const identified[] = { "identified", NULL };
  g_autoptr (AmbQuery) first = amb_query_new (fixture->person);
  g_autoptr (AmbQuery) second = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;

  list_fixture_fill (fixture, 601);
  amb_query_where (first, state, AMB_MATCH_IN, active);
  amb_query_where (second, state, AMB_MATCH_IN, identified);
  model = amb_list_model_new (fixture->context, fixture->person);
  amb_list_model_set_query (model, first, first);
  amb_list_model_set_query (model, second, second);
  list_fixture_wait (is_idle, model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 301);
  g_assert_cmpint (amb_list_model_get_total (model), ==, 301);
  assert_title_at (model, 0, "Person 000001");
}

static void
test_total_is_of_the_base (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) base = amb_query_new (fixture->person);
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;
  const char *const french[] = { "fr", NULL };

  list_fixture_fill (fixture, 30);
  amb_query_where (query, amb_entity_find_field (fixture->person, "language"), AMB_MATCH_IN,
                   french);
  model = amb_list_model_new (fixture->context, fixture->person);
  amb_list_model_set_query (model, query, base);
  list_fixture_wait (is_idle, model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 10);
  g_assert_cmpint (amb_list_model_get_total (model), ==, 30);
}

static void
test_hundred_thousand (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autoptr (AmbListModel) model = NULL;

  list_fixture_fill (fixture, 100000);
  model = open_model (fixture, query);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 100000);
  /* Through the whole list, as a person who drags the scroll bar. */
  for (guint i = 0; i < 100000; i += 50)
    {
      g_autoptr (AmbListItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_assert_nonnull (item);
      list_fixture_iterate ();
      g_assert_cmpuint (amb_list_model_get_n_objects (model), <=,
                        AMB_LIST_KEPT_ITEMS + AMB_LIST_PAGE);
    }
  assert_title_at (model, 99999, "Person 100000");
}

static void
test_finalized_while_reading (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  AmbListModel *model;

  list_fixture_fill (fixture, 5000);
  model = amb_list_model_new (fixture->context, fixture->person);
  amb_list_model_set_query (model, query, NULL);
  g_object_run_dispose (G_OBJECT (model));
  g_object_unref (model);
  list_fixture_iterate ();
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/list-model/" path, ListFixture, NULL, list_fixture_set_up, test,               \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-first-page-comes-before-all-rows", test_first_page);
  ADD ("the-first-page-brings-records-and-titles", test_first_page_has_records);
  ADD ("records-are-loaded-on-demand", test_on_demand);
  ADD ("same-row-same-object", test_same_object);
  ADD ("a-rename-is-two-small-splices", test_rename_is_two_splices);
  ADD ("an-edit-reloads-its-row-and-splices-nothing", test_edit_reloads_the_row);
  ADD ("references-follow-their-target", test_references_follow);
  ADD ("a-newer-query-wins", test_newer_query_wins);
  ADD ("the-total-is-of-the-base-query", test_total_is_of_the_base);
  ADD ("a-hundred-thousand-rows-keep-few-objects", test_hundred_thousand);
  ADD ("may-go-while-it-reads", test_finalized_while_reading);
  return g_test_run ();
}
