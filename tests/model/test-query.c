/* Queries as data. */
#include "amb-query.h"

#include <string.h>

#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const AmbField *
field (const char *name)
{
  return amb_entity_find_field (amb_entity_find ("ambassador"), name);
}

static AmbQuery *
new_full (void)
{
  AmbQuery *query = amb_query_new (amb_entity_find ("ambassador"));

  amb_query_where (query, field ("standing"), AMB_MATCH_IN, VALUES ("active", ""));
  amb_query_where (query, field ("roles"), AMB_MATCH_CONTAINS, VALUES ("curator"));
  amb_query_where (query, field ("last-active-on"), AMB_MATCH_FROM, VALUES ("2026-01-01"));
  amb_query_where (query, field ("last-active-on"), AMB_MATCH_TO, VALUES ("2026-12-31"));
  amb_query_where (query, field ("country"), AMB_MATCH_NOT_IN, VALUES ("FR", "“\"”"));
  query->search = g_strdup ("zoé \"d");
  query->sort = field ("level");
  query->descending = TRUE;
  return query;
}

static AmbQuery *
from_json (const char *text)
{
  g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (json);
  return amb_query_from_json (amb_entity_find ("ambassador"), amb_json_get_root (json));
}

static void
test_json (void)
{
  g_autoptr (AmbQuery) query = new_full ();
  g_autofree char *text = amb_query_to_json (query);
  g_autoptr (AmbQuery) again = from_json (text);
  g_autofree char *text_again = amb_query_to_json (again);

  g_assert_true (amb_query_equal (query, again));
  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpuint (again->conditions->len, ==, 5);
}

/* The latest assignments first; by name where somebody asks for it, also after the journey. */
static void
test_first_order (void)
{
  const AmbEntity *entity = amb_entity_find ("assignment");
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autofree char *text = NULL;
  g_autoptr (AmbJson) json = NULL;
  g_autoptr (AmbQuery) again = NULL;

  g_assert_cmpstr (query->sort->name, ==, "starts-on");
  g_assert_true (query->descending);
  query->sort = amb_entity_get_title_field (entity);
  query->descending = FALSE;
  text = amb_query_to_json (query);
  json = amb_json_parse (text, strlen (text), NULL);
  again = amb_query_from_json (entity, amb_json_get_root (json));
  g_assert_true (amb_query_equal (query, again));
}

/* The place is the window's: a view that is kept shows the same in every place. */
static void
test_place (void)
{
  g_autoptr (AmbQuery) query = new_full ();
  g_autoptr (AmbQuery) copy = NULL, again = NULL;
  g_autofree char *text = NULL;

  query->within = g_strdup ("a");
  copy = amb_query_copy (query);
  text = amb_query_to_json (query);
  again = from_json (text);
  g_assert_true (amb_query_equal (query, copy));
  g_assert_false (amb_query_equal (query, again));
  g_assert_true (amb_query_is_same (query, again));
  g_assert_null (again->within);
}

static void
test_gone_fields (void)
{
  g_autoptr (AmbQuery) query = from_json (
      "{\"where\":[{\"field\":\"gone\",\"match\":\"in\",\"values\":[\"a\"]},"
      "{\"field\":\"country\",\"match\":\"gone\",\"values\":[\"FR\"]},"
      "{\"field\":\"country\",\"match\":\"in\",\"values\":[\"FR\",1]}],\"sort\":\"gone\"}");

  g_assert_cmpuint (query->conditions->len, ==, 1);
  g_assert_null (query->sort);
  g_assert_false (query->descending);
}

static void
test_hostile_json (void)
{
  static const char *const texts[] = { "null", "[]", "{\"where\":1,\"search\":{},\"sort\":[]}",
                                       "{\"where\":[1,null,{\"values\":\"x\"}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AmbQuery) query = from_json (texts[i]);

      g_assert_false (amb_query_is_filtered (query));
    }
}

static void
test_where_replaces (void)
{
  g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find ("ambassador"));
  const AmbCondition *condition;

  g_assert_false (amb_query_is_filtered (query));
  amb_query_where (query, field ("country"), AMB_MATCH_IN, VALUES ("FR"));
  amb_query_where (query, field ("country"), AMB_MATCH_IN, VALUES ("DE", "ES"));
  g_assert_cmpuint (query->conditions->len, ==, 1);
  condition = amb_query_find_condition (query, field ("country"), AMB_MATCH_IN);
  g_assert_cmpuint (g_strv_length (condition->values), ==, 2);
  g_assert_true (amb_query_is_filtered (query));
  amb_query_where (query, field ("country"), AMB_MATCH_IN, NULL);
  g_assert_cmpuint (query->conditions->len, ==, 0);
  g_assert_null (amb_query_find_condition (query, field ("country"), AMB_MATCH_IN));
}

/* A filter of a field stands beside another comparison of the same field. */
static void
test_find_goes_by_match (void)
{
  g_autoptr (AmbQuery) query = new_full ();
  const AmbCondition *to = amb_query_find_condition (query, field ("last-active-on"), AMB_MATCH_TO);

  g_assert_nonnull (to);
  g_assert_cmpstr (to->values[0], ==, "2026-12-31");
  g_assert_null (amb_query_find_condition (query, field ("country"), AMB_MATCH_IN));
  g_assert_nonnull (amb_query_find_condition (query, field ("country"), AMB_MATCH_NOT_IN));
}

/* The same filters, in another order. */
static void
test_order_does_not_matter (void)
{
  g_autoptr (AmbQuery) a = new_full ();
  g_autoptr (AmbQuery) b = new_full ();

  amb_query_where (b, field ("standing"), AMB_MATCH_IN, VALUES ("", "active"));
  g_assert_false (amb_query_equal (a, b));
  g_assert_true (amb_query_is_same (a, b));
  g_free (b->search);
  b->search = g_strdup ("");
  g_assert_false (amb_query_is_same (a, b));
  g_clear_pointer (&a->search, g_free);
  g_assert_true (amb_query_is_same (a, b));
  amb_query_where (b, field ("standing"), AMB_MATCH_IN, VALUES ("active", "paused"));
  g_assert_false (amb_query_is_same (a, b));
}

static void
test_copy (void)
{
  g_autoptr (AmbQuery) query = new_full ();
  g_autoptr (AmbQuery) copy = NULL;

  query->deleted = TRUE;
  copy = amb_query_copy (query);
  g_assert_true (amb_query_equal (query, copy));
  g_assert_true (copy->deleted);
  amb_query_where (copy, field ("country"), AMB_MATCH_NOT_IN, NULL);
  g_assert_false (amb_query_equal (query, copy));
}

static void
test_differences (void)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (AmbQuery) a = new_full ();
      g_autoptr (AmbQuery) b = new_full ();

      g_assert_true (amb_query_equal (a, b));
      if (i == 0)
        b->descending = FALSE;
      else if (i == 1)
        b->sort = NULL;
      else if (i == 2)
        b->search[0] = 'y';
      else if (i == 3)
        b->deleted = TRUE;
      else if (i == 4)
        amb_query_where (b, field ("roles"), AMB_MATCH_CONTAINS, VALUES ("producer"));
      else
        amb_query_where (b, field ("level"), AMB_MATCH_IN, VALUES ("1"));
      g_test_message ("difference %u", i);
      g_assert_false (amb_query_equal (a, b));
      g_assert_false (amb_query_is_same (a, b));
    }
}

/* What a standing says of the state is said to the index too; where it says nothing of one of them,
 * or somebody asked for states, nothing is added. */
static void
test_narrow (void)
{
  const AmbEntity *signals = amb_entity_find ("signal");
  const AmbField *standing = amb_entity_find_field (signals, "standing");
  const AmbField *state = amb_entity_get_state_field (signals);
  static const struct
  {
    const char *const values[3];
    AmbMatch match;
    const char *states;
  } cases[] = {
    { { "overdue" }, AMB_MATCH_IN, "new triaged assigned escalated" },
    { { "overdue", "snooze_over" }, AMB_MATCH_IN, "new triaged assigned escalated snoozed" },
    { { "overdue", "resolved" }, AMB_MATCH_IN, NULL },
    { { "overdue", "" }, AMB_MATCH_IN, NULL },
    { { "overdue" }, AMB_MATCH_NOT_IN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (signals);
      const AmbCondition *condition;
      g_autofree char *states = NULL;

      amb_query_where (query, standing, cases[i].match, cases[i].values);
      amb_query_narrow (query);
      condition = amb_query_find_condition (query, state, AMB_MATCH_IN);
      states = condition != NULL ? g_strjoinv (" ", condition->values) : NULL;
      g_assert_cmpstr (states, ==, cases[i].states);
      g_assert_cmpuint (query->conditions->len, ==, condition != NULL ? 2 : 1);
    }
}

static void
test_narrow_leaves_states (void)
{
  const AmbEntity *signals = amb_entity_find ("signal");
  const AmbField *state = amb_entity_get_state_field (signals);
  g_autoptr (AmbQuery) query = amb_query_new (signals);

  amb_query_where (query, amb_entity_find_field (signals, "standing"), AMB_MATCH_IN,
                   VALUES ("overdue"));
  amb_query_where (query, state, AMB_MATCH_IN, VALUES ("new"));
  amb_query_narrow (query);
  g_assert_cmpstr (amb_query_find_condition (query, state, AMB_MATCH_IN)->values[0], ==, "new");
  g_assert_cmpuint (query->conditions->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/query/json-and-back", test_json);
  g_test_add_func ("/model/query/a-list-begins-as-its-entity-says", test_first_order);
  g_test_add_func ("/model/query/the-place-is-not-kept", test_place);
  g_test_add_func ("/model/query/fields-that-are-gone-are-left-out", test_gone_fields);
  g_test_add_func ("/model/query/other-json-is-an-empty-query", test_hostile_json);
  g_test_add_func ("/model/query/a-condition-replaces-its-like", test_where_replaces);
  g_test_add_func ("/model/query/a-condition-is-found-by-field-and-match", test_find_goes_by_match);
  g_test_add_func ("/model/query/the-order-of-filters-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/model/query/a-copy-is-equal-and-its-own", test_copy);
  g_test_add_func ("/model/query/every-part-counts-for-equality", test_differences);
  g_test_add_func ("/model/query/a-standing-says-in-which-states-it-is", test_narrow);
  g_test_add_func ("/model/query/states-that-were-asked-for-stay", test_narrow_leaves_states);
  return g_test_run ();
}
