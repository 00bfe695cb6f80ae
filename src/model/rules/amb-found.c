#include "amb-found.h"

#include "amb-clock.h"

static const char *const ids[AMB_FOUND_N_KINDS] = { "enthusiast", "outside", "inside" };

void
amb_found_read_rules (AmbFoundRules *self, AmbRecord *programme)
{
  self->days = (int) amb_record_get_int (programme, "found-days", 30);
  self->own = (int) amb_record_get_int (programme, "found-own", 3);
  self->outside = (int) amb_record_get_int (programme, "found-outside", 3);
  self->inside = (int) amb_record_get_int (programme, "found-inside", 10);
  self->later_days = (int) amb_record_get_int (programme, "found-later-days", 180);
  self->tell_days = (int) amb_record_get_int (programme, "tell-days", 30);
  self->keep_months = (int) amb_record_get_int (programme, "found-keep-months", 6);
}

const char *
amb_found_get_id (AmbFoundKind kind)
{
  return ids[kind];
}

int
amb_found_find (const char *id)
{
  for (int i = 0; i < AMB_FOUND_N_KINDS; i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      return i;
  return -1;
}

gboolean
amb_found_deed_counts (const AmbFoundDeed *deed, AmbFoundKind kind)
{
  static const char *const said[] = { "creation", "reply", "share", "exchange", NULL };
  static const char *const spoken[] = { "creation", "reply", "share", "mention", NULL };
  static const char *const passive[] = { "reading", "mention", "click", NULL };
  static const char *const ours[] = { "signal", "practice", "training_step", "task_done", NULL };

  switch (kind)
    {
    case AMB_FOUND_ENTHUSIAST:
      return !g_strv_contains (passive, deed->kind) &&
             (deed->is_own || g_strv_contains (ours, deed->kind));
    case AMB_FOUND_OUTSIDE:
      return deed->is_public && g_strv_contains (spoken, deed->kind);
    case AMB_FOUND_INSIDE:
      return !deed->is_public && !deed->is_own && g_strv_contains (said, deed->kind);
    case AMB_FOUND_N_KINDS:
    default:
      return FALSE;
    }
}

void
amb_found_get_counts (const AmbFoundPerson *person, gint64 counts[AMB_FOUND_N_KINDS])
{
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    {
      counts[kind] = 0;
      for (guint i = 0; i < person->deeds->len; i++)
        {
          const AmbFoundDeed *deed = &g_array_index (person->deeds, AmbFoundDeed, i);

          if (amb_found_deed_counts (deed, kind))
            counts[kind] += deed->count;
        }
    }
}

static gboolean
meets (gint64 count, int threshold)
{
  return threshold > 0 && count >= threshold;
}

gboolean
amb_found_may_meet (const AmbFoundRules *self, const gint64 counts[AMB_FOUND_N_KINDS])
{
  return meets (counts[AMB_FOUND_ENTHUSIAST], self->own) ||
         meets (counts[AMB_FOUND_OUTSIDE], self->outside) ||
         meets (counts[AMB_FOUND_INSIDE], self->inside);
}

guint
amb_found_judge (const AmbFoundRules *self, const AmbFoundPerson *person, const char *today)
{
  gint64 counts[AMB_FOUND_N_KINDS];
  guint kinds = 0;

  if (g_strcmp0 (person->state, "associate") != 0 ||
      (person->again_on != NULL && g_strcmp0 (person->again_on, today) > 0))
    return 0;
  amb_found_get_counts (person, counts);
  if (meets (counts[AMB_FOUND_ENTHUSIAST], self->own) || person->nominated_on != NULL ||
      person->volunteered_on != NULL)
    kinds |= 1u << AMB_FOUND_ENTHUSIAST;
  if (person->has_profile && meets (counts[AMB_FOUND_OUTSIDE], self->outside))
    kinds |= 1u << AMB_FOUND_OUTSIDE;
  if (meets (counts[AMB_FOUND_INSIDE], self->inside))
    kinds |= 1u << AMB_FOUND_INSIDE;
  return kinds;
}

char *
amb_found_dup_from (const AmbFoundRules *self, const char *today)
{
  return amb_date_add_days (today, 1 - MAX (self->days, 1));
}

char *
amb_found_dup_deadline (const AmbFoundRules *self, const char *since)
{
  return amb_date_add_days (since, self->tell_days);
}

char *
amb_found_dup_removal (const AmbFoundRules *self, const char *since)
{
  g_autoptr (GDateTime) utc = NULL, later = NULL;
  g_autofree char *instant = g_strconcat (since, "T00:00:00Z", NULL);

  utc = g_date_time_new_from_iso8601 (instant, NULL);
  later = utc != NULL ? g_date_time_add_months (utc, self->keep_months) : NULL;
  return later != NULL ? g_date_time_format (later, "%Y-%m-%d") : NULL;
}
