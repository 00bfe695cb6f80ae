#include "amb-sync-face.h"

#include <glib/gi18n.h>

static char *
format_moment (gint64 instant, gint64 now, gboolean with_time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr (GDateTime) then = g_date_time_to_local (utc);
  g_autoptr (GDateTime) now_utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) today = g_date_time_to_local (now_utc);

  if (g_date_time_get_year (then) == g_date_time_get_year (today) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    /* Translators: a time of the day, as 14:02 */
    return g_date_time_format (then, _ ("%H:%M"));
  /* Translators: a day, and a day with its time, in the g_date_time_format() notation */
  return g_date_time_format (then, with_time ? _ ("%-d %b, %H:%M") : _ ("%-d %b"));
}

static char *
describe_waiting (gint64 waiting)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d change is kept here and waits to be sent.",
                   "%d changes are kept here and wait to be sent.", (gulong) waiting),
      (int) waiting);
}

static char *
describe_last (const AmbSyncFacts *facts, gint64 now)
{
  g_autofree char *moment = NULL;

  if (facts->last_sync == 0)
    return g_strdup (_ ("The server’s records have not arrived yet."));
  moment = format_moment (facts->last_sync, now, TRUE);
  return g_strdup_printf (_ ("The records are as the server had them at %s."), moment);
}

/* Short: that nothing reaches the server is the icon's word, and the popover's. */
static char *
format_waiting (gint64 waiting)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d waiting", "%d waiting", (gulong) waiting), (int) waiting);
}

/* The number alone, as everybody writes numbers here. */
static char *
format_few (gint64 n)
{
  return g_strdup_printf ("%'d", (int) n);
}

static void
face_running (AmbSyncFace *face, const AmbSyncFacts *facts)
{
  face->icon = "amb-sync-symbolic";
  face->is_busy = TRUE;
  if (facts->total > 0)
    face->label = g_strdup_printf (_ ("%d of %d"), (int) facts->done, (int) facts->total);
  else
    face->label = g_strdup (_ ("Synchronising…"));
}

static void
face_offline (AmbSyncFace *face, const AmbSyncFacts *facts)
{
  face->icon = "amb-offline-symbolic";
  face->style = facts->waiting > 0 ? "warn" : NULL;
  face->action = AMB_SYNC_ACTION_RETRY;
  if (facts->waiting > 0)
    {
      face->label = format_waiting (facts->waiting);
      face->few = format_few (facts->waiting);
    }
  else
    face->label = g_strdup (_ ("Offline"));
}

static void
face_idle (AmbSyncFace *face, const AmbSyncFacts *facts, gint64 now)
{
  g_autofree char *moment = NULL;

  face->action = AMB_SYNC_ACTION_NOW;
  if (facts->waiting > 0)
    {
      face->icon = "amb-clock-symbolic";
      face->style = "warn";
      face->label = format_waiting (facts->waiting);
      face->few = format_few (facts->waiting);
      return;
    }
  face->icon = facts->last_sync > 0 ? "amb-check-symbolic" : "amb-sync-symbolic";
  if (facts->last_sync == 0)
    {
      face->label = g_strdup (_ ("Connected"));
      return;
    }
  face->style = "good";
  moment = format_moment (facts->last_sync, now, FALSE);
  face->label = g_strdup_printf (_ ("As of %s"), moment);
}

static void
face_findings (AmbSyncFace *face, const AmbSyncFacts *facts)
{
  g_free (face->label);
  g_free (face->few);
  face->icon = "amb-conflict-symbolic";
  face->style = "bad";
  face->is_busy = FALSE;
  face->action = AMB_SYNC_ACTION_REVIEW;
  face->label = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d conflict", "%d conflicts", (gulong) facts->findings),
      (int) facts->findings);
  face->few = format_few (facts->findings);
}

static char *
describe (const AmbSyncFacts *facts, gint64 now)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (facts->state == AMB_SYNC_OFF && facts->findings == 0)
    return g_strdup (_ ("This programme has no server: everything is kept on this computer, and "
                        "nobody else sees it."));
  if (facts->state == AMB_SYNC_FAILED)
    g_ptr_array_add (lines,
                     g_strdup (facts->message != NULL ? facts->message
                                                      : _ ("The last try to synchronise failed.")));
  if (facts->state == AMB_SYNC_OFFLINE)
    g_ptr_array_add (lines, g_strdup (_ ("The server can’t be reached. Work on: everything is "
                                         "kept here, and the next try comes by itself.")));
  if (facts->findings > 0)
    g_ptr_array_add (lines, g_strdup (_ ("Somebody else changed what you changed too, or the "
                                         "server refused a change. You decide what holds.")));
  if (facts->waiting > 0)
    g_ptr_array_add (lines, describe_waiting (facts->waiting));
  if (facts->state != AMB_SYNC_OFF)
    g_ptr_array_add (lines, describe_last (facts, now));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n\n", (char **) lines->pdata);
}

AmbSyncFace *
amb_sync_face_new (const AmbSyncFacts *facts, gint64 now)
{
  AmbSyncFace *self = g_new0 (AmbSyncFace, 1);

  switch (facts->state)
    {
    case AMB_SYNC_RUNNING:
      face_running (self, facts);
      break;
    case AMB_SYNC_OFFLINE:
      face_offline (self, facts);
      break;
    case AMB_SYNC_FAILED:
      self->icon = "dialog-warning-symbolic";
      self->style = "bad";
      self->action = AMB_SYNC_ACTION_RETRY;
      self->label = g_strdup (_ ("Not synchronised"));
      /* Translators: synchronisation; the shortest word, where there is little room */
      self->few = g_strdup (C_ ("synchronisation", "Failed"));
      break;
    case AMB_SYNC_IDLE:
      face_idle (self, facts, now);
      break;
    case AMB_SYNC_OFF:
    default:
      self->icon = "computer-symbolic";
      self->action = AMB_SYNC_ACTION_CONNECT;
      self->label = g_strdup (_ ("This computer only"));
      break;
    }
  if (facts->findings > 0)
    face_findings (self, facts);
  /* Translators: the programme is on this computer only; two words where there is little room */
  self->brief = self->action == AMB_SYNC_ACTION_CONNECT ? _ ("Only here") : self->label;
  self->details = describe (facts, now);
  return self;
}

void
amb_sync_face_free (AmbSyncFace *self)
{
  g_free (self->label);
  g_free (self->few);
  g_free (self->details);
  g_free (self);
}
