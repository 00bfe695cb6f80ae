#include "amb-letter.h"

#include <string.h>

static const char *const known[] = {
  "name",   "first-name", "role", "evidence", "programme", "call",
  "cohort", "task",       "due",  "sender",   NULL,
};
static const char *const personal[] = { "name", "first-name", "role", "evidence", NULL };

gboolean
amb_letter_is_known (const char *name)
{
  return g_strv_contains (known, name);
}

gboolean
amb_letter_is_personal (const char *name)
{
  return g_strv_contains (personal, name);
}

const char *const *
amb_letter_list_known (void)
{
  return known;
}

/* The length of the name in the braces that @text begins with; 0: there is none. */
static gsize
measure (const char *text)
{
  gsize n = 1;

  if (*text != '{' || !g_ascii_isalpha (text[1]))
    return 0;
  while (g_ascii_isalnum (text[n]) || text[n] == '-' || text[n] == '_')
    n++;
  return text[n] == '}' ? n - 1 : 0;
}

char **
amb_letter_list (const char *text)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gsize n = measure (p);
      g_autofree char *name = n > 0 ? g_ascii_strdown (p + 1, (gssize) n) : NULL;

      if (name == NULL)
        continue;
      if (!g_hash_table_contains (seen, name))
        g_strv_builder_add (names, name);
      g_hash_table_add (seen, g_steal_pointer (&name));
    }
  return g_strv_builder_end (names);
}

char *
amb_letter_fill (const char *text, GHashTable *values)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gsize n = measure (p);
      g_autofree char *name = n > 0 ? g_ascii_strdown (p + 1, (gssize) n) : NULL;
      const char *value = name != NULL ? g_hash_table_lookup (values, name) : NULL;

      if (value == NULL)
        g_string_append_c (out, *p);
      else
        {
          g_string_append (out, value);
          p += n + 1;
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
amb_letter_dup_first_name (const char *name)
{
  const char *comma = strchr (name, ',');
  g_autofree char *rest = g_strstrip (g_strdup (comma != NULL ? comma + 1 : name));
  g_auto (GStrv) words = g_strsplit_set (*rest != '\0' ? rest : name, " \t", 2);

  return g_strdup (words[0] != NULL ? words[0] : "");
}

/* Languages. */

static gboolean
is_same_language (const char *a, const char *b)
{
  gsize n = strcspn (a, "-");

  return n == strcspn (b, "-") && g_ascii_strncasecmp (a, b, n) == 0;
}

static const char *
find_language (const char *wanted, const char *const *there)
{
  for (guint i = 0; there[i] != NULL; i++)
    if (g_ascii_strcasecmp (there[i], wanted) == 0)
      return there[i];
  for (guint i = 0; there[i] != NULL; i++)
    if (is_same_language (there[i], wanted))
      return there[i];
  return NULL;
}

const char *
amb_letter_choose_language (const char *wanted,
                            const char *const *fallbacks,
                            const char *const *there)
{
  const char *found = wanted != NULL ? find_language (wanted, there) : NULL;

  for (guint i = 0; found == NULL && fallbacks != NULL && fallbacks[i] != NULL; i++)
    found = find_language (fallbacks[i], there);
  return found != NULL ? found : there[0];
}

/* The address. */

/* Of what an address may hold by itself, all but what separates addresses and fields. In a field
 * some programs take “+” for a blank. */
static void
append_people (GString *out, const char *const *people, const char *allowed)
{
  for (guint i = 0; people != NULL && people[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append_uri_escaped (out, people[i], allowed, FALSE);
    }
}

static void
append_field (GString *out, char *separator, const char *name)
{
  g_string_append_c (out, *separator);
  g_string_append (out, name);
  *separator = '&';
}

static char *
dup_with_cr_lf (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\n' || *p == '\r')
        g_string_append (out, "\r\n");
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
amb_letter_dup_address (const char *const *to,
                        const char *const *bcc,
                        const char *subject,
                        const char *body)
{
  g_autoptr (GString) out = g_string_new ("mailto:");
  g_autofree char *text = body != NULL ? dup_with_cr_lf (body) : NULL;
  char separator = '?';

  append_people (out, to, "@+");
  if (bcc != NULL && bcc[0] != NULL)
    {
      append_field (out, &separator, "bcc=");
      append_people (out, bcc, "@");
    }
  append_field (out, &separator, "subject=");
  g_string_append_uri_escaped (out, subject, NULL, FALSE);
  if (text != NULL && *text != '\0')
    {
      append_field (out, &separator, "body=");
      g_string_append_uri_escaped (out, text, NULL, FALSE);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
