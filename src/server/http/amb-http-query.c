/* Queries, read strictly: what libsoup's own reader can't decode it leaves out in silence. */
#include "amb-http-query.h"

#include "amb-problem.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define MAX_VALUES 100

/* NULL: no percent-encoded UTF-8. */
static char *
decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  g_autoptr (GBytes) bytes = g_uri_unescape_bytes (spaced, -1, NULL, NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL || !amb_text_is_valid (data != NULL ? data : "", (gssize) size))
    return NULL;
  return g_strndup (data != NULL ? data : "", size);
}

static gboolean
add_pair (GHashTable *query, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *raw_name =
      equals != NULL ? g_strndup (pair, (gsize) (equals - pair)) : g_strdup (pair);
  const char *raw_value = equals != NULL ? equals + 1 : "";
  g_autofree char *name = decode (raw_name);
  g_autofree char *value = decode (raw_value);
  GPtrArray *values;

  if (name == NULL || value == NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("The parameter “%s” has the value “%s”, which is no text. Encode "
                                "it as UTF-8 with %%XX."),
                             raw_name, raw_value);
      return FALSE;
    }
  values = g_hash_table_lookup (query, name);
  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (query, g_strdup (name), values);
    }
  g_ptr_array_add (values, g_steal_pointer (&value));
  if (values->len <= MAX_VALUES)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                         _ ("The parameter “%s” has more than %d values. Ask for fewer at a time."),
                         name, MAX_VALUES);
  return FALSE;
}

GHashTable *
amb_http_query_parse (const char *text, GError **error)
{
  g_autoptr (GHashTable) query =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (pairs[i][0] != '\0' && !add_pair (query, pairs[i], error))
      return NULL;
  return g_steal_pointer (&query);
}

gboolean
amb_http_query_read_text (GHashTable *query, const char *name, const char **value, GError **error)
{
  GPtrArray *values = g_hash_table_lookup (query, name);

  *value = values != NULL ? g_ptr_array_index (values, 0) : NULL;
  if (values == NULL || values->len == 1)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                         _ ("The parameter “%s” takes one value, not both “%s” and “%s”."), name,
                         *value, (const char *) g_ptr_array_index (values, 1));
  return FALSE;
}

gboolean
amb_http_query_read_number (GHashTable *query,
                            const char *name,
                            guint64 min,
                            guint64 max,
                            guint64 fallback,
                            guint64 *value,
                            GError **error)
{
  const char *text;

  *value = fallback;
  if (!amb_http_query_read_text (query, name, &text, error))
    return FALSE;
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, min, max, value, NULL))
    return TRUE;
  amb_problem_set_error (
      error, AMB_PROBLEM_BAD_REQUEST,
      _ ("“%s” must be a whole number from %" PRIu64 " to %" PRIu64 ", not “%s”."), name, min, max,
      text);
  return FALSE;
}
