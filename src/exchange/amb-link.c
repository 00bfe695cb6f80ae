#include "amb-link.h"

#include <string.h>

/* Longer than an address of a profile ever is. */
#define MAX_LENGTH 2000

static const char *
skip_scheme (const char *text)
{
  const char *const schemes[] = { "https://", "http://", "//" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (text, schemes[i]))
      return text + strlen (schemes[i]);
  return text;
}

/* “www.” and “fr.” before a name that has a dot of its own. */
static const char *
skip_subdomain (const char *host, gsize length)
{
  const char *dot = memchr (host, '.', length);
  gsize first = dot ? (gsize) (dot - host) : length;

  if (dot && memchr (dot + 1, '.', length - first - 1) &&
      (first == 2 || (first == 3 && g_str_has_prefix (host, "www"))))
    return dot + 1;
  return host;
}

/* Where the path begins; NULL: @text is no address of something at a host. */
static const char *
find_path (const char *text, const char **host)
{
  gsize length;

  *host = skip_scheme (text);
  length = strcspn (*host, "/");
  if (!memchr (*host, '.', length) || memchr (*host, '@', length) || (*host)[0] == '.' ||
      (*host)[length] == '\0' || strpbrk (*host, " \t\r\n,;"))
    return NULL;
  return *host + length;
}

static void
cut_slashes (char *text)
{
  while (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';
}

char *
amb_link_key (const char *text)
{
  g_autofree char *lower = NULL;
  const char *host, *path;

  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > MAX_LENGTH)
    return NULL;
  lower = g_strstrip (g_utf8_strdown (text, -1));
  lower[strcspn (lower, "?#")] = '\0';
  cut_slashes (lower);
  path = find_path (lower, &host);
  return path ? g_strdup (skip_subdomain (host, (gsize) (path - host))) : NULL;
}

/* It says from where somebody came, not what they see. */
static gboolean
is_of_the_way (const char *parameter)
{
  static const char *const names[] = { "utm_", "fbclid=", "gclid=", "igsh",
                                       "rcm=", "trk=",    "si=",    "ref_src=" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (parameter, names[i]))
      return TRUE;
  return *parameter == '\0';
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
amb_link_post_key (const char *text)
{
  g_autofree char *whole = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GString) key = NULL;
  g_auto (GStrv) parameters = NULL;
  const char *host, *path;
  char *query;

  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > MAX_LENGTH)
    return NULL;
  whole = g_strstrip (g_strdup (text));
  whole[strcspn (whole, "#")] = '\0';
  query = whole + strcspn (whole, "?");
  parameters = g_strsplit (*query ? query + 1 : query, "&", -1);
  *query = '\0';
  cut_slashes (whole);
  /* Of a scheme and a host capitals don't count. */
  for (char *p = whole; *p && (*p != '/' || p[1] == '/' || (p > whole && p[-1] == '/')); p++)
    *p = g_ascii_tolower (*p);
  path = find_path (whole, &host);
  if (!path)
    return NULL;
  key = g_string_new (skip_subdomain (host, (gsize) (path - host)));
  for (guint i = 0; parameters[i]; i++)
    if (!is_of_the_way (parameters[i]))
      g_ptr_array_add (kept, parameters[i]);
  g_ptr_array_sort (kept, compare);
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (key, "%c%s", i ? '&' : '?', (char *) kept->pdata[i]);
  return g_string_free (g_steal_pointer (&key), FALSE);
}
