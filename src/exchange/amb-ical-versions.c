/* Events of one UID: versions of one event, or single times of one that repeats (RFC 5545, 3.8.4.4
 * and 3.8.7.4). One of them is taken. */
#include "amb-ical-versions.h"

#include <glib/gi18n-lib.h>

static const char *
get_title (const AmbIcalEvent *event)
{
  return event->summary != NULL ? event->summary : "–";
}

/* The greatest SEQUENCE, then what was changed last, then what stands last. */
static gboolean
is_later (const AmbIcalEvent *event, const AmbIcalEvent *than)
{
  if (event->sequence != than->sequence)
    return event->sequence > than->sequence;
  if (event->modified != than->modified)
    return event->modified > than->modified;
  return event->line > than->line;
}

/* Why the event can’t be used otherwise matters no more. @reason: (transfer full) */
static void
leave_out (AmbIcalEvent *event, char *reason)
{
  g_free (event->reason);
  event->reason = reason;
}

static void
leave_version (AmbIcalEvent *older, const AmbIcalEvent *newer)
{
  leave_out (older, g_strdup_printf (_ ("“%1$s” is there in a newer version, from line %2$u on, "
                                        "which counts."),
                                     get_title (older), newer->line));
}

/* What stands for an event: its UID, and of a single time which one that is. */
static char *
dup_key (const AmbIcalEvent *event)
{
  return g_strconcat (event->uid, "\n", event->recurrence, NULL);
}

static void
settle_versions (GPtrArray *events)
{
  g_autoptr (GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < events->len; i++)
    {
      AmbIcalEvent *event = g_ptr_array_index (events, i);
      g_autofree char *key = event->uid != NULL ? dup_key (event) : NULL;
      AmbIcalEvent *other = key != NULL ? g_hash_table_lookup (latest, key) : NULL;

      if (key == NULL)
        continue;
      if (other != NULL && !is_later (event, other))
        {
          leave_version (event, other);
          continue;
        }
      if (other != NULL)
        leave_version (other, event);
      g_hash_table_insert (latest, g_steal_pointer (&key), event);
    }
}

/* Of what repeats its first time is taken: another one is left out, one that stands for the first
 * takes its place. */
static void
settle_times (GPtrArray *events)
{
  g_autoptr (GHashTable) whole = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      AmbIcalEvent *event = g_ptr_array_index (events, i);

      if (event->uid != NULL && event->recurrence == NULL && event->reason == NULL)
        g_hash_table_insert (whole, event->uid, event);
    }
  for (guint i = 0; i < events->len; i++)
    {
      AmbIcalEvent *event = g_ptr_array_index (events, i);
      AmbIcalEvent *master = event->uid != NULL && event->recurrence != NULL
                                 ? g_hash_table_lookup (whole, event->uid)
                                 : NULL;

      if (master == NULL || event->reason != NULL)
        continue;
      if (g_strcmp0 (event->recurrence, master->start) == 0)
        leave_version (master, event);
      else
        leave_out (event, g_strdup_printf (_ ("It is another time of “%1$s”, which repeats (line "
                                              "%2$u): of such an event the first time is taken."),
                                           get_title (master), master->line));
    }
}

void
amb_ical_settle_versions (GPtrArray *events)
{
  settle_versions (events);
  settle_times (events);
}
