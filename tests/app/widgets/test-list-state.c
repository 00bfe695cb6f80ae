#include "amb-list-state.h"

static const AmbEntity *
person (void)
{
  return amb_entity_find ("ambassador");
}

static AmbListState *
state_new (void)
{
  AmbListState *state = amb_list_state_new (person ());
  const char *const french[] = { "fr", NULL };

  state->view = g_strdup ("roster");
  amb_query_where (state->query, amb_entity_find_field (person (), "language"), AMB_MATCH_IN,
                   french);
  state->query->sort = amb_entity_find_field (person (), "last-active-on");
  state->query->descending = TRUE;
  amb_list_state_add_column (state->columns, amb_entity_find_field (person (), "display-name"), 0,
                             FALSE);
  amb_list_state_add_column (state->columns, amb_entity_find_field (person (), "email"), 220, TRUE);
  return state;
}

static void
test_round_trip (void)
{
  g_autoptr (AmbListState) state = state_new ();
  g_autoptr (AmbListState) read = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  const AmbColumnState *column;

  json = amb_list_state_to_json (state);
  read = amb_list_state_from_json (person (), json);
  again = amb_list_state_to_json (read);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpstr (read->view, ==, "roster");
  g_assert_true (amb_query_equal (read->query, state->query));
  g_assert_cmpuint (read->columns->len, ==, 2);
  column = g_ptr_array_index (read->columns, 1);
  g_assert_cmpstr (column->field->name, ==, "email");
  g_assert_cmpint (column->width, ==, 220);
  g_assert_true (column->hidden);
  g_assert_null (read->named);
  g_assert_null (read->saved);
  g_assert_null (read->own);
}

/* What the named view held stays with it, so that a restart knows what was changed since, and what
 * is to come back when it is left. */
static void
test_named_view_survives (void)
{
  static const char view[] =
      "{\"where\":[{\"field\":\"aura\",\"match\":\"in\",\"values\":[\"a\"]}],"
      "\"search\":\"batter\",\"columns\":[{\"field\":\"level\"}]}";
  g_autoptr (AmbListState) state = state_new ();
  g_autoptr (AmbListState) read = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  amb_list_state_choose (state, "01939f00-0000-7000-8000-000000000001", "Ma vue “à moi”", view);
  state->own = amb_view_new (person ());
  amb_view_add_column (state->own, amb_entity_find_field (person (), "email"), 220);
  json = amb_list_state_to_json (state);
  read = amb_list_state_from_json (person (), json);
  again = amb_list_state_to_json (read);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpstr (read->named, ==, state->named);
  g_assert_cmpstr (read->title, ==, "Ma vue “à moi”");
  g_assert_cmpstr (read->json, ==, view);
  g_assert_cmpstr (read->saved->query->search, ==, "batter");
  g_assert_cmpuint (read->saved->problems->len, ==, 1);
  g_assert_cmpuint (read->own->columns->len, ==, 1);

  amb_list_state_choose (read, read->named, "Renamed", read->json);
  g_assert_cmpstr (read->title, ==, "Renamed");
  g_assert_cmpstr (read->json, ==, view);
  amb_list_state_leave (read);
  g_assert_null (read->named);
  g_assert_null (read->title);
  g_assert_null (read->json);
  g_assert_null (read->saved);
}

static void
test_damaged (void)
{
  static const char *const damaged[] = {
    NULL,
    "",
    "{",
    "[]",
    "12",
    "{\"query\":7,\"columns\":{},\"named\":[{},{\"id\":\"\"}],\"own\":7}",
    "{\"named\":{\"id\":7},\"views\":[{\"name\":\"of an older program\"}]}",
    "{\"columns\":[{\"field\":\"no-such-field\",\"width\":99999999999}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (AmbListState) state = amb_list_state_from_json (person (), damaged[i]);

      g_assert_nonnull (state->query);
      g_assert_cmpuint (state->columns->len, ==, 0);
      g_assert_null (state->named);
      g_assert_null (state->own);
    }
}

/* The view's own text may be damaged too: it is kept, and filters nothing. */
static void
test_damaged_view (void)
{
  g_autoptr (AmbListState) state = amb_list_state_from_json (
      person (), "{\"named\":{\"id\":\"x\",\"json\":\"{\\\"where\\\":\"},\"own\":\"[\"}");

  g_assert_cmpstr (state->named, ==, "x");
  g_assert_cmpstr (state->json, ==, "{\"where\":");
  g_assert_false (amb_query_is_filtered (state->saved->query));
  g_assert_cmpuint (state->own->columns->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/list-state/survives-a-restart", test_round_trip);
  g_test_add_func ("/app/list-state/a-named-view-survives-a-restart", test_named_view_survives);
  g_test_add_func ("/app/list-state/damaged-state-is-a-fresh-one", test_damaged);
  g_test_add_func ("/app/list-state/a-damaged-view-is-kept-and-filters-nothing", test_damaged_view);
  return g_test_run ();
}
