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

char *
amb_link_key (const char *text)
{
  g_autofree char *lower = NULL;
  const char *host;
  gsize length;

  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > MAX_LENGTH)
    return NULL;
  lower = g_strstrip (g_utf8_strdown (text, -1));
  lower[strcspn (lower, "?#")] = '\0';
  while (g_str_has_suffix (lower, "/"))
    lower[strlen (lower) - 1] = '\0';
  host = skip_scheme (lower);
  length = strcspn (host, "/");
  if (!memchr (host, '.', length) || memchr (host, '@', length) || host[0] == '.' ||
      host[length] == '\0' || strpbrk (host, " \t\r\n,;"))
    return NULL;
  return g_strdup (skip_subdomain (host, length));
}
