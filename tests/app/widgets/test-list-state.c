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

  amb_list_state_save_view (state, "Ma vue “à moi”");
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
  g_assert_nonnull (amb_list_state_find_view (read, "Ma vue “à moi”"));
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
    "{\"query\":7,\"columns\":{},\"views\":[{},{\"name\":\"\"}]}",
    "{\"columns\":[{\"field\":\"no-such-field\",\"width\":99999999999}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (AmbListState) state = amb_list_state_from_json (person (), damaged[i]);

      g_assert_nonnull (state->query);
      g_assert_cmpuint (state->columns->len, ==, 0);
      g_assert_cmpuint (state->views->len, ==, 0);
    }
}

static void
test_views (void)
{
  g_autoptr (AmbListState) state = state_new ();

  amb_list_state_save_view (state, "French");
  g_assert_cmpstr (state->name, ==, "French");
  amb_query_where (state->query, amb_entity_find_field (person (), "language"), AMB_MATCH_IN, NULL);
  g_ptr_array_set_size (state->columns, 1);
  g_assert_true (amb_list_state_open_view (state, "French"));
  g_assert_true (amb_query_is_filtered (state->query));
  g_assert_cmpuint (state->columns->len, ==, 2);
  g_assert_false (amb_list_state_open_view (state, "None of that name"));

  amb_list_state_save_view (state, "Other");
  g_assert_false (amb_list_state_rename_view (state, "Other", "French"));
  g_assert_false (amb_list_state_rename_view (state, "Other", ""));
  g_assert_true (amb_list_state_rename_view (state, "Other", "Another"));
  g_assert_cmpstr (state->name, ==, "Another");
  amb_list_state_remove_view (state, "Another");
  g_assert_null (state->name);
  g_assert_null (amb_list_state_find_view (state, "Another"));
  g_assert_nonnull (amb_list_state_find_view (state, "French"));
}

static void
test_saving_replaces (void)
{
  g_autoptr (AmbListState) state = state_new ();

  amb_list_state_save_view (state, "Mine");
  state->query->descending = FALSE;
  amb_list_state_save_view (state, "Mine");
  g_assert_cmpuint (state->views->len, ==, 1);
  g_assert_false (amb_list_state_find_view (state, "Mine")->query->descending);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/list-state/survives-a-restart", test_round_trip);
  g_test_add_func ("/app/list-state/damaged-state-is-a-fresh-one", test_damaged);
  g_test_add_func ("/app/list-state/views-are-saved-opened-renamed-removed", test_views);
  g_test_add_func ("/app/list-state/saving-under-a-name-replaces", test_saving_replaces);
  return g_test_run ();
}
