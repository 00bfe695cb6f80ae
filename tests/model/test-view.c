/* Named views as data. */
#include "amb-view.h"

#include <string.h>

#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const AmbEntity *
person (void)
{
  return amb_entity_find ("ambassador");
}

static const AmbField *
field (const char *name)
{
  return amb_entity_find_field (person (), name);
}

static AmbView *
read_view (const char *json)
{
  return amb_view_from_json (person (), json);
}

static char *
dup_columns (const AmbView *view)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < view->columns->len; i++)
    {
      const AmbViewColumn *column = g_ptr_array_index (view->columns, i);

      g_string_append_printf (out, "%s%s:%d", i > 0 ? " " : "", column->field->name, column->width);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_round_trip (void)
{
  g_autoptr (AmbView) view = amb_view_new (person ());
  g_autoptr (AmbView) again = NULL;
  g_autofree char *json = NULL, *json_again = NULL, *columns = NULL;

  amb_query_where (view->query, field ("state"), AMB_MATCH_IN, VALUES ("active", "paused"));
  amb_query_where (view->query, field ("roles"), AMB_MATCH_CONTAINS, VALUES ("curator", ""));
  amb_query_where (view->query, field ("last-active-on"), AMB_MATCH_FROM, VALUES ("2026-01-01"));
  amb_query_where (view->query, field ("country"), AMB_MATCH_NOT_IN, VALUES ("FR"));
  view->query->search = g_strdup ("zoé \"d");
  view->query->sort = field ("level");
  view->query->descending = TRUE;
  amb_view_add_column (view, field ("display-name"), 0);
  amb_view_add_column (view, field ("email"), 240);
  amb_view_add_column (view, field ("email"), 100);
  json = amb_view_to_json (view, NULL);
  again = read_view (json);
  json_again = amb_view_to_json (again, NULL);
  columns = dup_columns (again);
  g_assert_true (amb_query_equal (view->query, again->query));
  g_assert_cmpstr (json, ==, json_again);
  g_assert_cmpstr (columns, ==, "display-name:0 email:240");
  g_assert_null (amb_view_dup_notice (again));
}

/* What a filter that is asked for reads as; what is said of the rest. */
static void
test_parts (void)
{
  static const struct
  {
    const char *json;
    const char *where;   /* what is applied, as JSON; NULL: nothing */
    const char *said[3]; /* words of the notice; none: there is no notice */
  } cases[] = {
    { "{}", NULL, { NULL } },
    { "{\"where\":[],\"search\":null,\"sort\":null}", NULL, { NULL } },
    { "{\"where\":[{\"field\":\"aura\",\"match\":\"in\",\"values\":[\"blue\"]}]}",
      NULL,
      { "“aura”", "no such field" } },
    { "{\"where\":[{\"field\":\"country\",\"match\":\"near\",\"values\":[\"FR\"]}]}",
      NULL,
      { "“Country”", "“near”" } },
    { "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[\"active\",\"cloned\"]}]}",
      "{\"field\":\"state\",\"match\":\"in\",\"values\":[\"active\"]}",
      { "“State”", "“cloned”" } },
    { "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[\"cloned\"]}]}",
      NULL,
      { "“State”", "left out" } },
    { "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[]}]}", NULL, { "“State”" } },
    { "{\"where\":[{\"field\":\"country\",\"match\":\"in\",\"values\":[\"FR\",7,null,{}]}]}",
      "{\"field\":\"country\",\"match\":\"in\",\"values\":[\"FR\"]}",
      { "“Country”" } },
    { "{\"where\":[{\"field\":\"last-active-on\",\"match\":\"from\",\"values\":[\"soon\"]}]}",
      NULL,
      { "“Last activity”" } },
    { "{\"where\":[{\"field\":\"last-active-on\",\"match\":\"to\",\"values\":[\"\"]}]}",
      NULL,
      { "“Last activity”" } },
    { "{\"where\":[{\"field\":\"node-id\",\"match\":\"in\",\"values\":[\"' OR 1=1\"]}]}",
      NULL,
      { "“Node”" } },
    { "{\"where\":[{\"field\":\"roles\",\"match\":\"in\",\"values\":[\"curator\"]}]}",
      "{\"field\":\"roles\",\"match\":\"contains\",\"values\":[\"curator\"]}",
      { NULL } },
    { "{\"where\":[{\"field\":\"country\",\"match\":\"contains\",\"values\":[\"FR\"]}]}",
      NULL,
      { "“contains”" } },
    { "{\"where\":[{\"field\":\"roles\",\"match\":\"from\",\"values\":[\"curator\"]}]}",
      NULL,
      { "“from”" } },
    { "{\"where\":[7]}", NULL, { "can’t be read" } },
    { "{\"where\":[{\"field\":7,\"match\":\"in\",\"values\":[\"a\"]}]}",
      NULL,
      { "can’t be read" } },
    { "{\"where\":[{\"field\":\"country\",\"match\":\"in\",\"values\":\"FR\"}]}",
      NULL,
      { "can’t be read" } },
    { "{\"where\":{\"field\":\"country\"}}", NULL, { "filters", "can’t be read" } },
    { "{\"search\":7}", NULL, { "search" } },
    { "{\"search\":\"a\\u0007b\"}", NULL, { "search" } },
    { "{\"sort\":\"aura\"}", NULL, { "sort", "“aura”" } },
    { "{\"sort\":{}}", NULL, { "sort", "can’t be read" } },
    { "{\"columns\":7}", NULL, { "columns" } },
    { "{\"columns\":[{\"field\":\"aura\"},7]}", NULL, { "“aura”", "column" } },
    { "{\"where\":[{\"field\":\"\\u202eevil\\n\",\"match\":\"in\",\"values\":[\"a\"]}]}",
      NULL,
      { "“\uFFFDevil\uFFFD”" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbView) view = read_view (cases[i].json);
      g_autofree char *notice = amb_view_dup_notice (view);
      g_autoptr (GString) where = g_string_new (NULL);

      g_test_message ("%s: %s", cases[i].json, notice);
      for (guint k = 0; k < view->query->conditions->len; k++)
        amb_condition_append_json (g_ptr_array_index (view->query->conditions, k), where);
      g_assert_cmpstr (where->str, ==, cases[i].where != NULL ? cases[i].where : "");
      g_assert_cmpint (notice != NULL, ==, cases[i].said[0] != NULL);
      g_assert_true (notice == NULL || strstr (notice, "newer version") != NULL);
      for (guint k = 0; k < 3 && cases[i].said[k] != NULL; k++)
        g_assert_nonnull (strstr (notice, cases[i].said[k]));
      g_assert_null (view->query->search);
      g_assert_null (view->query->sort);
      g_assert_cmpuint (view->columns->len, ==, 0);
    }
}

/* Text that is no view at all filters nothing, and says so with what is wrong. */
static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (4000, '[');
  const char *const texts[] = {
    NULL,
    "",
    "null",
    "[]",
    "7",
    "\"where\"",
    "{",
    "{'where':[]}",
    "{\"where\":[],}",
    "{\"where\":[],\"where\":[]}",
    "{\"search\":\"\\ud800\"}",
    "{\"search\":\"a\\u0000b\"}",
    "{\"search\":\"\xff\xfe\"}",
    "{} {}",
    "{\"position\":1e999999999999999999999}x",
    "{\"position\":99999999999999999999999}",
    deep,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AmbView) view = read_view (texts[i]);
      g_autofree char *notice = amb_view_dup_notice (view);
      g_autofree char *json = amb_view_to_json (view, texts[i]);

      g_test_message ("%s", notice);
      g_assert_nonnull (notice);
      g_assert_nonnull (strstr (notice, "can’t be read"));
      g_assert_nonnull (strstr (notice, "or remove the view."));
      g_assert_true (g_utf8_validate (notice, -1, NULL));
      g_assert_false (amb_query_is_filtered (view->query));
      g_assert_cmpstr (json, ==, "{\"where\":[],\"descending\":false}");
    }
}

/* Ten thousand of everything: what is read stays small, and so does what is said. */
static void
test_large (void)
{
  g_autoptr (GString) json = g_string_new ("{\"where\":[");
  g_autoptr (AmbView) view = NULL;
  g_autofree char *notice = NULL;
  const AmbCondition *condition;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (json, "%s{\"field\":\"aura-%u\",\"match\":\"in\",\"values\":[\"%u\"]}",
                            i > 0 ? "," : "", i, i);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (json, ",{\"field\":\"job-title\",\"match\":\"in\",\"values\":[\"%u\"]}",
                            i);
  g_string_append (json, ",{\"field\":\"department-id\",\"match\":\"in\",\"values\":[");
  for (guint i = 0; i <= AMB_VIEW_MAX_VALUES; i++)
    g_string_append_printf (json, "%s\"01939f00-0000-7000-8000-%012u\"", i > 0 ? "," : "", i);
  g_string_append (json, "]}],\"columns\":[{\"field\":\"email\",\"width\":0}");
  for (guint i = 0; i < 10000; i++)
    g_string_append (json, ",{\"field\":\"email\",\"width\":99999999999}");
  g_string_append (json, "]}");
  view = read_view (json->str);
  notice = amb_view_dup_notice (view);
  g_assert_cmpuint (view->query->conditions->len, ==, 1);
  condition = g_ptr_array_index (view->query->conditions, 0);
  g_assert_cmpstr (condition->values[0], ==, "9999");
  g_assert_cmpuint (view->columns->len, ==, 1);
  g_assert_cmpuint (view->problems->len, ==, AMB_VIEW_MAX_PROBLEMS);
  g_assert_cmpuint (strlen (notice), <, 1000);
  g_assert_nonnull (strstr (notice, "9997 more parts"));
}

static void
test_width_is_clamped (void)
{
  g_autoptr (AmbView) view = read_view ("{\"columns\":[{\"field\":\"email\",\"width\":-5},"
                                        "{\"field\":\"level\",\"width\":99999},"
                                        "{\"field\":\"country\",\"hidden\":true}]}");
  g_autofree char *columns = dup_columns (view);

  g_assert_cmpstr (columns, ==, "email:0 level:2000");
  g_assert_null (amb_view_dup_notice (view));
}

/* A view of a newer program, whose filters are changed here: what is not known is still there. */
static void
test_unknown_parts_survive_an_edit (void)
{
  static const char was[] =
      "{\"where\":[{\"field\":\"aura\",\"match\":\"in\",\"values\":[\"blue\"]},"
      "{\"field\":\"state\",\"match\":\"in\",\"values\":[\"active\",\"cloned\"],\"note\":\"n\"},"
      "{\"field\":\"country\",\"match\":\"in\",\"values\":[\"FR\",\"XK9\"]},7],"
      "\"sort\":\"aura\",\"descending\":true,\"group-by\":{\"field\":\"node-id\"},"
      "\"columns\":[{\"field\":\"aura\",\"width\":80},{\"field\":\"email\"}]}";
  g_autoptr (AmbView) view = read_view (was);
  g_autofree char *same = amb_view_to_json (view, was);
  g_autofree char *changed = NULL, *sorted = NULL;

  g_assert_cmpstr (same, ==,
                   "{\"where\":[{\"field\":\"aura\",\"match\":\"in\",\"values\":[\"blue\"]},"
                   "{\"field\":\"state\",\"match\":\"in\",\"values\":[\"active\",\"cloned\"],"
                   "\"note\":\"n\"},{\"field\":\"country\",\"match\":\"in\",\"values\":[\"FR\","
                   "\"XK9\"]}],\"sort\":\"aura\",\"descending\":true,"
                   "\"columns\":[{\"field\":\"email\"},{\"field\":\"aura\",\"width\":80}],"
                   "\"group-by\":{\"field\":\"node-id\"}}");
  amb_query_where (view->query, field ("state"), AMB_MATCH_IN, VALUES ("paused"));
  amb_query_where (view->query, field ("country"), AMB_MATCH_IN, NULL);
  changed = amb_view_to_json (view, was);
  g_assert_nonnull (strstr (changed, "\"aura\",\"match\""));
  g_assert_nonnull (strstr (changed, "\"state\",\"match\":\"in\",\"values\":[\"paused\"]"));
  g_assert_null (strstr (changed, "cloned"));
  g_assert_null (strstr (changed, "country"));
  view->query->sort = field ("level");
  sorted = amb_view_to_json (view, was);
  g_assert_nonnull (strstr (sorted, "\"sort\":\"level\",\"descending\":false"));
}

/* Every entity's own fields are read back, whatever the entity. */
static void
test_every_entity (void)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
    {
      g_autoptr (AmbView) view = amb_view_new (*entity);
      g_autoptr (AmbView) again = NULL;
      g_autofree char *json = NULL;

      for (const AmbField *f = (*entity)->fields; f->name != NULL; f++)
        {
          const char *const unset[] = { "", f->choices != NULL ? f->choices[0].id : NULL, NULL };

          amb_query_where (view->query, f,
                           f->type == AMB_FIELD_SET ? AMB_MATCH_CONTAINS : AMB_MATCH_IN, unset);
          amb_view_add_column (view, f, 0);
          view->query->sort = f;
        }
      json = amb_view_to_json (view, NULL);
      again = amb_view_from_json (*entity, json);
      g_test_message ("%s", (*entity)->name);
      g_assert_true (amb_query_equal (view->query, again->query));
      g_assert_cmpuint (view->columns->len, ==, again->columns->len);
      g_assert_null (amb_view_dup_notice (again));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/view/json-and-back", test_round_trip);
  g_test_add_func ("/model/view/what-is-known-is-applied-and-the-rest-is-said", test_parts);
  g_test_add_func ("/model/view/other-text-filters-nothing-and-says-why", test_hostile);
  g_test_add_func ("/model/view/what-is-large-stays-small", test_large);
  g_test_add_func ("/model/view/a-width-is-clamped", test_width_is_clamped);
  g_test_add_func ("/model/view/unknown-parts-survive-an-edit", test_unknown_parts_survive_an_edit);
  g_test_add_func ("/model/view/every-field-of-every-entity", test_every_entity);
  return g_test_run ();
}
