#include "amb-set.h"

#include "amb-json.h"

#include <string.h>

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
amb_set_from_strv (const char *const *values)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new ("[");
  const char *last = NULL;

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    if (values[i][0] != '\0')
      g_ptr_array_add (sorted, (char *) values[i]);
  g_ptr_array_sort (sorted, compare_strings);
  for (guint i = 0; i < sorted->len; i++)
    {
      const char *value = g_ptr_array_index (sorted, i);

      if (g_strcmp0 (value, last) == 0)
        continue;
      if (last != NULL)
        g_string_append_c (out, ',');
      amb_json_append_string (out, value);
      last = value;
    }
  if (last == NULL)
    return NULL;
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char **
amb_set_to_strv (const char *set)
{
  g_autoptr (AmbJson) json = set != NULL ? amb_json_parse (set, strlen (set), NULL) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;

  for (const AmbJsonNode *item = amb_json_node_get_first (root); item != NULL;
       item = amb_json_node_get_next (item))
    if (amb_json_node_get_string (item) != NULL)
      g_strv_builder_add (builder, amb_json_node_get_string (item));
  return g_strv_builder_end (builder);
}

gboolean
amb_set_contains (const char *set, const char *value)
{
  g_auto (GStrv) values = amb_set_to_strv (set);

  return g_strv_contains ((const char *const *) values, value);
}

char *
amb_set_merge (const char *base, const char *mine, const char *theirs)
{
  g_auto (GStrv) base_values = amb_set_to_strv (base);
  g_auto (GStrv) my_values = amb_set_to_strv (mine);
  g_auto (GStrv) their_values = amb_set_to_strv (theirs);
  g_autoptr (GPtrArray) merged = g_ptr_array_new ();

  for (guint i = 0; their_values[i] != NULL; i++)
    {
      gboolean removed = g_strv_contains ((const char *const *) base_values, their_values[i]) &&
                         !g_strv_contains ((const char *const *) my_values, their_values[i]);

      if (!removed)
        g_ptr_array_add (merged, their_values[i]);
    }
  for (guint i = 0; my_values[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) base_values, my_values[i]))
      g_ptr_array_add (merged, my_values[i]);
  g_ptr_array_add (merged, NULL);
  return amb_set_from_strv ((const char *const *) merged->pdata);
}
