/* Names of countries and languages, from the system's tables (iso-codes). */
#include "amb-codes.h"

#include <json-glib/json-glib.h>
#include <libintl.h>
#include <string.h>

#define ISO_CODES "/usr/share/iso-codes/json"

/* Code → English name; empty when the tables are not installed. */
static GHashTable *
load_names (const char *table)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = g_strdup_printf ("%s/iso_%s.json", ISO_CODES, table);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *rows;

  if (!json_parser_load_from_file (parser, path, NULL))
    return names;
  rows = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), table);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *code = json_object_get_string_member_with_default (row, "alpha_2", NULL);
      const char *name = json_object_get_string_member_with_default (row, "name", NULL);

      if (code != NULL && name != NULL)
        g_hash_table_insert (
            names, g_strdup (code),
            g_strdup (json_object_get_string_member_with_default (row, "common_name", name)));
    }
  return names;
}

static const char *
find_name (GHashTable **names, const char *table, const char *domain, const char *code)
{
  const char *name;

  if (g_once_init_enter (names))
    {
      bind_textdomain_codeset (domain, "UTF-8");
      bind_textdomain_codeset ("iso_639-3", "UTF-8"); /* amb_language_dup_name() */
      g_once_init_leave (names, load_names (table));
    }
  name = g_hash_table_lookup (*names, code);
  return name != NULL ? g_dgettext (domain, name) : NULL;
}

char *
amb_country_dup_name (const char *code)
{
  static GHashTable *names = NULL;
  const char *name = find_name (&names, "3166-1", "iso_3166-1", code);

  return g_strdup (name != NULL ? name : code);
}

/* “Spanish; Castilian” → “Spanish”, by the table that has each of its names alone: a translation of
 * both may be that of the second. */
char *
amb_language_dup_name (const char *tag)
{
  static GHashTable *names = NULL;
  g_auto (GStrv) parts = g_strsplit (tag, "-", 2);
  const char *found = parts[0] != NULL ? find_name (&names, "639-2", "iso_639-2", parts[0]) : NULL;
  const char *both = found != NULL ? g_hash_table_lookup (names, parts[0]) : NULL;
  const char *end = both != NULL ? strchr (both, ';') : NULL;
  g_autofree char *first = end != NULL ? g_strndup (both, end - both) : NULL;
  g_autofree char *name = first != NULL ? g_strdup (g_dgettext ("iso_639-3", first))
                                        : g_strdup (found != NULL ? found : tag);

  if (found == NULL || parts[1] == NULL)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s (%s)", name, parts[1]);
}
