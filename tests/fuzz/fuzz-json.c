/* The strict JSON reader: what it accepts comes back bit-equal, and json-glib reads the same in it.
 */
#include "fuzz.h"

#include "amb-error.h"
#include "amb-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void compare (const AmbJsonNode *ours, JsonNode *theirs);

/* json-glib takes every number with a fraction for a double, and 1e5 for one of the two. */
static void
compare_value (const AmbJsonNode *ours, JsonNode *theirs)
{
  switch (amb_json_node_get_type (ours))
    {
    case AMB_JSON_NULL:
      g_assert_true (JSON_NODE_HOLDS_NULL (theirs));
      break;
    case AMB_JSON_BOOL:
      g_assert_cmpint (json_node_get_value_type (theirs), ==, G_TYPE_BOOLEAN);
      g_assert_cmpint (json_node_get_boolean (theirs), ==, amb_json_node_get_bool (ours, FALSE));
      break;
    case AMB_JSON_INT:
      g_assert_cmpint (json_node_get_int (theirs), ==, amb_json_node_get_int (ours, -1));
      break;
    case AMB_JSON_STRING:
      g_assert_cmpstr (json_node_get_string (theirs), ==, amb_json_node_get_string (ours));
      break;
    default:
      g_assert_true (JSON_NODE_HOLDS_VALUE (theirs));
      break;
    }
}

static void
compare (const AmbJsonNode *ours, JsonNode *theirs)
{
  const AmbJsonNode *child = amb_json_node_get_first (ours);

  if (amb_json_node_get_type (ours) == AMB_JSON_ARRAY)
    {
      JsonArray *array = json_node_get_array (theirs);

      g_assert_cmpuint (json_array_get_length (array), ==, amb_json_node_get_length (ours));
      for (guint i = 0; child != NULL; child = amb_json_node_get_next (child), i++)
        compare (child, json_array_get_element (array, i));
    }
  else if (amb_json_node_get_type (ours) == AMB_JSON_OBJECT)
    {
      JsonObject *object = json_node_get_object (theirs);

      g_assert_cmpuint (json_object_get_size (object), ==, amb_json_node_get_length (ours));
      for (; child != NULL; child = amb_json_node_get_next (child))
        {
          const char *key = amb_json_node_get_key (child);

          g_assert_true (amb_json_node_get_member (ours, key) == child);
          g_assert_true (json_object_has_member (object, key));
          compare (child, json_object_get_member (object, key));
        }
    }
  else
    {
      compare_value (ours, theirs);
    }
}

static void
compare_with_json_glib (const AmbJson *json, const GString *text)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL) &&
      json_parser_get_root (parser) != NULL)
    compare (amb_json_get_root (json), json_parser_get_root (parser));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbJson) json = amb_json_parse ((const char *) data, size, &error);
  g_autoptr (AmbJson) again = NULL;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);

  g_assert_true ((json == NULL) == (error != NULL));
  if (json == NULL)
    {
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      return 0;
    }

  amb_json_node_append (amb_json_get_root (json), first);
  g_assert_true (g_utf8_validate_len (first->str, first->len, NULL));
  again = amb_json_parse (first->str, first->len, &error);
  g_assert_no_error (error);
  amb_json_node_append (amb_json_get_root (again), second);
  g_assert_cmpstr (second->str, ==, first->str);
  compare_with_json_glib (json, first);

  return 0;
}
