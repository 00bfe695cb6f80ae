/* The table of routes, and docs/openapi.yaml compared with it, both ways. */
#include "amb-http-route.h"
#include "amb-problem.h"

#include <string.h>

static char *
read_document (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "openapi.yaml", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* "GET /v1/meta" of each path and method of the document. */
static GHashTable *
list_documented (const char *text)
{
  static const char *const methods[] = { "get", "post", "put", "patch", "delete", NULL };
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *path = NULL;

  for (guint i = 0; lines[i] != NULL && !g_str_has_prefix (lines[i], "components:"); i++)
    {
      char *line = lines[i];
      gsize length = strlen (line);

      if (g_str_has_prefix (line, "  /") && line[length - 1] == ':')
        {
          g_free (path);
          path = g_strndup (line + 2, length - 3);
        }
      else if (path != NULL && g_str_has_prefix (line, "    ") && line[4] != ' ' &&
               line[length - 1] == ':')
        {
          line[length - 1] = '\0';
          if (g_strv_contains (methods, line + 4))
            {
              g_autofree char *method = g_ascii_strup (line + 4, -1);
              g_hash_table_add (found, g_strdup_printf ("%s %s", method, path));
            }
        }
    }
  return found;
}

static void
test_every_route_is_documented_and_the_reverse (void)
{
  g_autofree char *text = read_document ();
  g_autoptr (GHashTable) documented = list_documented (text);

  for (const AmbHttpRoute *route = amb_http_routes (); route->method != NULL; route++)
    {
      g_autofree char *key = g_strdup_printf ("%s %s", route->method, route->path);

      if (!g_hash_table_remove (documented, key))
        g_error ("docs/openapi.yaml lacks %s", key);
    }
  if (g_hash_table_size (documented) > 0)
    {
      g_autofree gpointer *left = g_hash_table_get_keys_as_array (documented, NULL);
      g_error ("docs/openapi.yaml has %s, which is no route", (char *) left[0]);
    }
}

static gboolean
has_line (const char *section, const char *field)
{
  g_autofree char *line = g_strdup_printf ("\n        %s: ", field);

  return strstr (section, line) != NULL;
}

static gboolean
is_listed (const char *text, const char *collection)
{
  const char *start = strstr (text, "name: collection\n");
  const char *list = start != NULL ? strstr (start, "enum: [") : NULL;

  g_assert_nonnull (list);
  list += strlen ("enum: [");
  g_autofree char *names = g_strndup (list, strcspn (list, "]"));
  g_auto (GStrv) all = g_strsplit_set (names, ", \n", -1);
  return g_strv_contains ((const char *const *) all, collection);
}

static void
test_every_entity_and_field_is_documented (void)
{
  g_autofree char *text = read_document ();
  const AmbEntity *const *entities = amb_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup (entities[i]->name);
      g_autofree char *heading = NULL;
      g_autofree char *section = NULL;
      const char *start;
      gboolean is_served = amb_http_is_served (entities[i]);

      if (is_listed (text, entities[i]->collection) != is_served)
        g_error ("docs/openapi.yaml: the collection %s is %s", entities[i]->collection,
                 is_served ? "missing" : "not served");
      if (!is_served)
        continue;
      name[0] = g_ascii_toupper (name[0]);
      heading = g_strdup_printf ("\n    %s:\n", name);
      start = strstr (text, heading);
      if (start == NULL)
        g_error ("docs/openapi.yaml lacks the schema %s", name);
      section = g_strdup (start + 1);
      for (char *p = section; (p = strstr (p, "\n    ")) != NULL; p++)
        if (p[5] != ' ')
          p[1] = '\0';
      for (const AmbField *field = entities[i]->fields; field->name != NULL; field++)
        {
          gboolean on_wire = (field->flags & (AMB_FIELD_LOCAL | AMB_FIELD_COMPUTED)) == 0;

          if (has_line (section, field->name) != on_wire)
            g_error ("docs/openapi.yaml: %s.%s is %s", name, field->name,
                     on_wire ? "missing" : "never on the wire");
        }
    }
}

static void
test_every_problem_is_documented (void)
{
  g_autofree char *text = read_document ();
  const char *list = strstr (text, "code: {type: string, enum: [");

  g_assert_nonnull (list);
  list += strlen ("code: {type: string, enum: [");
  g_autofree char *names = g_strndup (list, (gsize) (strchr (list, ']') - list));
  g_auto (GStrv) documented = g_strsplit (names, ", ", -1);
  g_assert_cmpuint (g_strv_length (documented), ==, AMB_PROBLEM_LAST + 1);
  for (guint code = 0; code <= AMB_PROBLEM_LAST; code++)
    g_assert_true (g_strv_contains ((const char *const *) documented, amb_problem_get_name (code)));
}

static void
test_finds_routes (void)
{
  static const struct
  {
    const char *method, *path;
    const char *route; /* NULL: none */
    const char *allow;
  } cases[] = {
    { "GET", "/v1/meta", "/v1/meta", NULL },
    { "POST", "/v1/push", "/v1/push", NULL },
    { "GET", "/v1/ambassadors", "/v1/{collection}", NULL },
    { "PATCH", "/v1/nodes/x", "/v1/{collection}/{id}", NULL },
    { "POST", "/v1/nodes/x/moves", "/v1/{collection}/{id}/moves", NULL },
    { "DELETE", "/v1/devices/x", "/v1/devices/{id}", NULL },
    { "GET", "/v1/devices/x", NULL, "DELETE" },
    { "PUT", "/v1/nodes/x", NULL, "GET, HEAD, PATCH, DELETE" },
    { "HEAD", "/v1/nodes/x", "/v1/{collection}/{id}", NULL },
    { "HEAD", "/v1/push", NULL, "POST" },
    { "GET", "/v1/push", NULL, "POST" },
    { "GET", "/v1/ambassador", NULL, NULL },
    { "GET", "/v1/nodes/", NULL, NULL },
    { "GET", "/v2/nodes", NULL, NULL },
    { "GET", "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) params = NULL;
      g_autofree char *allow = NULL;
      g_autoptr (GError) error = NULL;
      const AmbHttpRoute *route =
          amb_http_route_find (cases[i].method, cases[i].path, &params, &allow, &error);

      g_assert_cmpstr (route != NULL ? route->path : NULL, ==, cases[i].route);
      g_assert_cmpstr (allow, ==, cases[i].allow);
      g_assert_true ((route == NULL) == (error != NULL));
    }
}

/* What a machine computes for itself, and what is a view of another record, is no collection. */
static void
test_only_records_in_their_own_right_are_collections (void)
{
  const AmbEntity derived = { .kind = AMB_KIND_DERIVED }, view = { .kind = AMB_KIND_PROJECTION };
  const AmbEntity single = { .kind = AMB_KIND_SINGLETON }, log = { .kind = AMB_KIND_APPEND };
  const AmbEntity *const *entities = amb_entities ();

  g_assert_false (amb_http_is_served (&derived));
  g_assert_false (amb_http_is_served (&view));
  g_assert_true (amb_http_is_served (&single));
  g_assert_true (amb_http_is_served (&log));
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/v1/", entities[i]->collection, NULL);
      g_auto (GStrv) params = NULL;
      g_autofree char *allow = NULL;
      gboolean found = amb_http_route_find ("GET", path, &params, &allow, NULL) != NULL;

      g_assert_true (found == amb_http_is_served (entities[i]));
    }
}

static void
test_what_has_no_collection_says_why (void)
{
  static const char *const cases[][2] = {
    { "/v1/aggregates", "computed" },
    { "/v1/person_cards/x", "part of other records" },
    { "/v1/nothing", "/v1/meta" },
    { "/v1", "/v1/meta" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) params = NULL;
      g_autofree char *allow = NULL;

      g_assert_null (amb_http_route_find ("GET", cases[i][0], &params, &allow, &error));
      g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_NOT_FOUND);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/http-route/every-route-is-documented-and-the-reverse",
                   test_every_route_is_documented_and_the_reverse);
  g_test_add_func ("/server/http-route/every-entity-and-field-is-documented",
                   test_every_entity_and_field_is_documented);
  g_test_add_func ("/server/http-route/every-problem-is-documented",
                   test_every_problem_is_documented);
  g_test_add_func ("/server/http-route/finds-routes", test_finds_routes);
  g_test_add_func ("/server/http-route/only-records-in-their-own-right-are-collections",
                   test_only_records_in_their_own_right_are_collections);
  g_test_add_func ("/server/http-route/what-has-no-collection-says-why",
                   test_what_has_no_collection_says_why);
  return g_test_run ();
}
