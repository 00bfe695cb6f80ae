#include "amb-hold.h"

#include "amb-error.h"
#include "amb-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const kinds[AMB_HOLD_N_KINDS] = {
  "channel", "audience", "department", "language", "tag",
};

const char *
amb_hold_get_kind (AmbHoldKind kind)
{
  return kinds[kind];
}

gboolean
amb_hold_read_word (const char *word, AmbHoldKind *kind, const char **value)
{
  const char *colon = strchr (word, ':');

  if (colon == NULL || colon[1] == '\0')
    return FALSE;
  for (guint i = 0; i < AMB_HOLD_N_KINDS; i++)
    if (strlen (kinds[i]) == (gsize) (colon - word) && g_str_has_prefix (word, kinds[i]))
      {
        *kind = i;
        *value = colon + 1;
        return TRUE;
      }
  return FALSE;
}

char *
amb_hold_make_word (AmbHoldKind kind, const char *value)
{
  return g_strconcat (kinds[kind], ":", value, NULL);
}

gboolean
amb_hold_check_scope (const char *scope, GError **error)
{
  g_auto (GStrv) words = amb_set_to_strv (scope);
  AmbHoldKind kind;
  const char *value;

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_str_equal (words[i], AMB_HOLD_ALL) && !amb_hold_read_word (words[i], &kind, &value))
      {
        g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                     _ ("“%s” is not what a hold may cover. Write all, or as channel:…, "
                        "audience:client, department:…, language:fr, tag:battery."),
                     words[i]);
        return FALSE;
      }
  if (words[0] != NULL && words[1] != NULL && amb_set_contains (scope, AMB_HOLD_ALL))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("A hold of everything has no other scope. Leave out “all”, or the rest."));
      return FALSE;
    }
  return TRUE;
}

gboolean
amb_hold_check_crisis (const char *severity, const char *state, gboolean drill, GError **error)
{
  static const char *const over[] = { "closed", "stood_down", NULL };

  if (drill)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("This is a drill: it holds no publications. The list shows what would be "
                    "held."));
  else if (g_strv_contains (over, state))
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("This crisis is over. Reopen it, or choose another one."));
  else if (g_strcmp0 (severity, "s1") != 0 && g_strcmp0 (severity, "s2") != 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("Publications are held in S1 and S2. Raise the severity of the crisis first."));
  else
    return TRUE;
  return FALSE;
}

char *
amb_hold_make_entry (const char *id, const char *state)
{
  return g_strconcat (id, "=", state, NULL);
}

gboolean
amb_hold_read_entry (const char *entry, char **id, char **state)
{
  const char *sign = strchr (entry, '=');

  if (sign == NULL || sign == entry ||
      (!g_str_equal (sign + 1, "approved") && !g_str_equal (sign + 1, "scheduled")))
    return FALSE;
  *id = g_strndup (entry, (gsize) (sign - entry));
  *state = g_strdup (sign + 1);
  return TRUE;
}

AmbHeld
amb_hold_judge (const char *state, const char *publish_on, const AmbMoment *now)
{
  g_autoptr (GTimeZone) utc = NULL;
  AmbMoment at;
  int by_day;

  if (state == NULL)
    return AMB_HELD_GONE;
  if (!g_str_equal (state, "on_hold"))
    return AMB_HELD_MOVED;
  utc = g_time_zone_new_utc ();
  if (publish_on == NULL || !amb_wall_time_read (publish_on, utc, &at))
    return AMB_HELD_WAITS;
  by_day = strcmp (at.day, now->day);
  return by_day < 0 || (by_day == 0 && at.minutes < now->minutes) ? AMB_HELD_PASSED
                                                                  : AMB_HELD_WAITS;
}
