/* Writes a calendar of version 2.0. */
#include "amb-ical-private.h"
#include "amb-ical.h"

#include "amb-vcard-private.h"
#include "amb-zone.h"

#include <string.h>

#define YEAR ((gint64) 366 * 24 * 60 * 60)

/* What a calendar draws for something that goes out at one moment; nobody is busy by it. */
#define DURATION "PT30M"

/* Below it are numbers of programmes that no server has seen. */
#define FIRST_OF_SERVER 65536
#define EPOCH_BITS      32 /* a restored server’s versions begin above all that there were */
#define A_EPOCH         (1 << 24)

gint64
amb_ical_sequence (gint64 version, gboolean is_ahead, gint64 changes)
{
  gint64 epoch = MIN (version >> EPOCH_BITS, 126);
  gint64 within = version & ((G_GINT64_CONSTANT (1) << EPOCH_BITS) - 1);

  if (version <= 0)
    return CLAMP (changes, 0, FIRST_OF_SERVER - 1);
  return FIRST_OF_SERVER + epoch * A_EPOCH + MIN (within + (is_ahead ? 1 : 0), A_EPOCH - 1);
}

/* Controls are no part of a line. */
static char *
dup_clean (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= ' ' ? c != 0x7f : c == '\n' || c == '\r' || c == '\t')
        g_string_append_unichar (out, c);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_text (GString *out, const char *name, const char *text)
{
  g_autoptr (GString) line = g_string_new (name);
  g_autofree char *clean = text != NULL ? dup_clean (text) : NULL;

  if (clean == NULL || *clean == '\0')
    return;
  amb_vcard_append_escaped (line, clean);
  amb_vcard_append_folded (out, line->str);
}

/* An address of the web stands as it is. */
static void
append_url (GString *out, const char *url)
{
  g_autofree char *clean = url != NULL ? dup_clean (url) : NULL;
  g_autofree char *line = clean != NULL ? g_strconcat ("URL:", clean, NULL) : NULL;

  if (line != NULL && strpbrk (line, "\r\n\t") == NULL)
    amb_vcard_append_folded (out, line);
}

static void
append_instant (GString *out, const char *name, gint64 milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autofree char *text =
      time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : g_strdup ("19700101T000000Z");

  g_string_append_printf (out, "%s:%s\r\n", name, text);
}

/* Programs don't agree on a local time that the clocks leave out or show twice. */
static gboolean
is_plain (const char *wall, gint64 *seconds)
{
  AmbHour hour = AMB_HOUR_ONCE;

  return !amb_zone_read_wall (wall, seconds, NULL, &hour) || hour == AMB_HOUR_ONCE;
}

static void
append_start (GString *out, const char *wall)
{
  g_autofree char *local = NULL, *zone = NULL, *line = NULL;
  const char *quote;
  gint64 seconds = 0;

  if (!amb_ical_zone_split (wall, &local, &zone))
    return;
  quote = strpbrk (zone, ":;,") != NULL ? "\"" : "";
  if (amb_ical_zone_is_utc (zone))
    line = g_strconcat ("DTSTART:", local, "Z", NULL);
  else if (!is_plain (wall, &seconds))
    {
      append_instant (out, "DTSTART", seconds * 1000);
      return;
    }
  else
    line = g_strconcat ("DTSTART;TZID=", quote, zone, quote, ":", local, NULL);
  amb_vcard_append_folded (out, line);
}

static void
append_categories (GString *out, char **categories)
{
  g_autoptr (GString) line = g_string_new ("CATEGORIES:");

  if (categories == NULL || categories[0] == NULL)
    return;
  for (guint i = 0; categories[i] != NULL; i++)
    {
      g_autofree char *clean = dup_clean (categories[i]);

      if (i > 0)
        g_string_append_c (line, ',');
      amb_vcard_append_escaped (line, clean);
    }
  amb_vcard_append_folded (out, line->str);
}

static void
append_event (GString *out, const AmbIcalEvent *event)
{
  static const char *const statuses[] = { "CONFIRMED", "TENTATIVE", "CANCELLED" };

  g_string_append (out, "BEGIN:VEVENT\r\n");
  append_text (out, "UID:", event->uid);
  append_instant (out, "DTSTAMP", event->modified);
  append_instant (out, "LAST-MODIFIED", event->modified);
  g_string_append_printf (out, "SEQUENCE:%" G_GINT64_FORMAT "\r\n", event->sequence);
  append_start (out, event->start);
  g_string_append (out, "DURATION:" DURATION "\r\nTRANSP:TRANSPARENT\r\n");
  g_string_append_printf (out, "STATUS:%s\r\n", statuses[event->status]);
  append_text (out, "SUMMARY:", event->summary);
  append_text (out, "LOCATION:", event->location);
  append_text (out, "DESCRIPTION:", event->description);
  append_categories (out, event->categories);
  append_url (out, event->url);
  g_string_append (out, "END:VEVENT\r\n");
}

typedef struct
{
  gint64 from, to;
} Span;

/* Each zone once, by its name, as long as its events need it. */
static void
append_zones (GString *out, GPtrArray *events)
{
  g_autoptr (GHashTable) spans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GList) names = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      const AmbIcalEvent *event = g_ptr_array_index (events, i);
      g_autofree char *local = NULL, *zone = NULL;
      gint64 at = amb_ical_zone_get_instant (event->start);
      Span *span;

      if (!amb_ical_zone_split (event->start, &local, &zone) || amb_ical_zone_is_utc (zone))
        continue;
      span = g_hash_table_lookup (spans, zone);
      if (span == NULL)
        {
          span = g_new (Span, 1);
          *span = (Span){ at, at };
          g_hash_table_insert (spans, g_steal_pointer (&zone), span);
        }
      span->from = MIN (span->from, at);
      span->to = MAX (span->to, at);
    }
  names = g_list_sort (g_hash_table_get_keys (spans), (GCompareFunc) strcmp);
  for (GList *link = names; link != NULL; link = link->next)
    {
      const Span *span = g_hash_table_lookup (spans, link->data);

      amb_ical_zone_append (link->data, span->from - YEAR, span->to + YEAR, out);
    }
}

GBytes *
amb_ical_write (GPtrArray *events, const char *name, const char *refresh)
{
  GString *out = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                               "PRODID:-//Ambassade//Ambassade//EN\r\nCALSCALE:GREGORIAN\r\n");

  append_text (out, "NAME:", name);
  append_text (out, "X-WR-CALNAME:", name);
  if (refresh != NULL)
    g_string_append_printf (out, "REFRESH-INTERVAL;VALUE=DURATION:%s\r\nX-PUBLISHED-TTL:%s\r\n",
                            refresh, refresh);
  append_zones (out, events);
  for (guint i = 0; i < events->len; i++)
    append_event (out, g_ptr_array_index (events, i));
  g_string_append (out, "END:VCALENDAR\r\n");
  return g_string_free_to_bytes (out);
}
