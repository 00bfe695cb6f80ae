#include "amb-http-etag.h"

#include <string.h>

/* A tag in its quotes; NULL: it doesn't begin here, or doesn't end. */
static const char *
skip_tag (const char *text)
{
  if (*text != '"')
    return NULL;
  for (text++; *text != '"'; text++)
    if ((guchar) *text <= ' ' || *text == 0x7f)
      return NULL;
  return text + 1;
}

gboolean
amb_http_etag_is_listed (const char *list, const char *etag, gboolean weakly, gboolean *listed)
{
  gsize length = strlen (etag);
  guint n = 0;

  *listed = g_str_equal (list, "*");
  if (*listed)
    return TRUE;
  for (;;)
    {
      gboolean is_weak;
      const char *end;

      list += strspn (list, " \t,");
      if (*list == '\0')
        return n > 0;
      is_weak = strncmp (list, "W/", 2) == 0;
      list += is_weak ? 2 : 0;
      end = skip_tag (list);
      if (end == NULL || (*end != '\0' && strchr (" \t,", *end) == NULL))
        return FALSE;
      if ((weakly || !is_weak) && (gsize) (end - list) == length &&
          strncmp (list, etag, length) == 0)
        *listed = TRUE;
      list = end;
      n++;
    }
}
