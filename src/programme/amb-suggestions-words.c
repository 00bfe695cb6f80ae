/* Why somebody is suggested, in the same words everywhere. */
#include "amb-suggestions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
amb_found_get_title (AmbFoundKind kind)
{
  static const char *const titles[AMB_FOUND_N_KINDS] = {
    N_ ("Enthusiastic"),
    N_ ("Present outside"),
    N_ ("Sharing inside"),
  };

  return _ (titles[kind]);
}

static char *
dup_day (const char *date, const char *today)
{
  g_autofree char *instant = g_strconcat (date, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (instant, NULL);

  if (day == NULL)
    return g_strdup (date);
  /* Translators: a day of this year, and one of another year, as strftime's format */
  return g_date_time_format (day, strncmp (date, today, 4) == 0 ? _ ("%-d %b") : _ ("%-d %b %Y"));
}

/* “14 answers” */
static char *
dup_amount (const char *kind, gint64 count)
{
  const int n = (int) MIN (count, G_MAXINT);

  if (g_str_equal (kind, "reply"))
    return g_strdup_printf (ngettext ("%d answer", "%d answers", (gulong) n), n);
  if (g_str_equal (kind, "creation"))
    return g_strdup_printf (ngettext ("%d post", "%d posts", (gulong) n), n);
  if (g_str_equal (kind, "share"))
    return g_strdup_printf (ngettext ("%d share", "%d shares", (gulong) n), n);
  if (g_str_equal (kind, "exchange"))
    return g_strdup_printf (ngettext ("%d discussion", "%d discussions", (gulong) n), n);
  if (g_str_equal (kind, "mention"))
    return g_strdup_printf (ngettext ("%d mention", "%d mentions", (gulong) n), n);
  if (g_str_equal (kind, "click"))
    return g_strdup_printf (ngettext ("%d click", "%d clicks", (gulong) n), n);
  if (g_str_equal (kind, "signal"))
    return g_strdup_printf (ngettext ("%d signal", "%d signals", (gulong) n), n);
  if (g_str_equal (kind, "practice"))
    return g_strdup_printf (ngettext ("%d practice", "%d practices", (gulong) n), n);
  if (g_str_equal (kind, "training_step"))
    return g_strdup_printf (ngettext ("%d training step", "%d training steps", (gulong) n), n);
  if (g_str_equal (kind, "task_done"))
    return g_strdup_printf (ngettext ("%d task done", "%d tasks done", (gulong) n), n);
  return g_strdup_printf (ngettext ("%d action", "%d actions", (gulong) n), n);
}

/* (transfer full) (nullable): “Support”, “Support and Paris”, “Support and 2 other places” */
static char *
dup_places (GPtrArray *places)
{
  const guint others = places->len - 1;

  if (places->len == 0)
    return NULL;
  if (places->len == 1)
    return g_strdup (places->pdata[0]);
  if (places->len == 2)
    /* Translators: two places: groups of the internal network, or networks */
    return g_strdup_printf (_ ("%1$s and %2$s"), (char *) places->pdata[0],
                            (char *) places->pdata[1]);
  return g_strdup_printf (
      ngettext ("%1$s and %2$u other place", "%1$s and %2$u other places", others),
      (char *) places->pdata[0], others);
}

static gboolean
speaks_for (const AmbFoundDeed *deed, guint kinds)
{
  if ((kinds & (1u << AMB_FOUND_OUTSIDE)) != 0 && g_str_equal (deed->kind, "click"))
    return TRUE;
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    if ((kinds & (1u << kind)) != 0 && amb_found_deed_counts (deed, kind))
      return TRUE;
  return FALSE;
}

/* The deeds of one kind, wherever they were done: the place of the most comes first. */
static void
append_deeds (const AmbSuggestions *self,
              const AmbFoundPerson *person,
              const char *kind,
              guint kinds,
              GPtrArray *parts)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  g_autofree char *amount = NULL, *where = NULL, *day = NULL;
  const char *last = NULL;
  gboolean is_public = FALSE;
  gint64 count = 0;

  for (guint i = 0; i < person->deeds->len; i++)
    {
      const AmbFoundDeed *deed = &g_array_index (person->deeds, AmbFoundDeed, i);

      if (!g_str_equal (deed->kind, kind) || !speaks_for (deed, kinds))
        continue;
      count += deed->count;
      is_public |= deed->is_public;
      last = g_strcmp0 (deed->last, last) > 0 ? deed->last : last;
      if (deed->place != NULL &&
          !g_ptr_array_find_with_equal_func (places, deed->place, g_str_equal, NULL))
        g_ptr_array_add (places, (gpointer) deed->place);
    }
  if (last == NULL)
    return;
  amount = dup_amount (kind, count);
  where = dup_places (places);
  day = dup_day (last, self->today);
  if (where != NULL && is_public)
    /* Translators: “3 posts”, days, a public network, the day of the last one */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%1$s in %2$d days on %3$s, last on %4$s"), amount,
                                             self->rules.days, where, day));
  else if (where != NULL)
    /* Translators: “14 answers”, days, a group of the internal network, the day of the last one */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%1$s in %2$d days in %3$s, last on %4$s"), amount,
                                             self->rules.days, where, day));
  else
    /* Translators: “14 answers”, days, the day of the last one */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%1$s in %2$d days, last on %3$s"), amount,
                                             self->rules.days, day));
}

static void
append_called (const AmbSuggestions *self, const AmbFoundPerson *person, GPtrArray *parts)
{
  g_autofree char *volunteered =
      person->volunteered_on != NULL ? dup_day (person->volunteered_on, self->today) : NULL;
  g_autofree char *nominated =
      person->nominated_on != NULL ? dup_day (person->nominated_on, self->today) : NULL;

  if (volunteered != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_ ("volunteered on %s"), volunteered));
  if (nominated != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_ ("nominated on %s"), nominated));
}

char *
amb_suggestion_dup_evidence (const AmbSuggestions *self,
                             const AmbSuggestion *suggestion,
                             guint kinds)
{
  const AmbEntity *entity = amb_entity_find ("activity");
  const AmbChoice *choice = amb_entity_find_field (entity, "kind")->choices;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if ((kinds & (1u << AMB_FOUND_ENTHUSIAST)) != 0)
    append_called (self, &suggestion->person, parts);
  for (; choice->id != NULL; choice++)
    append_deeds (self, &suggestion->person, choice->id, kinds, parts);
  if ((kinds & (1u << AMB_FOUND_OUTSIDE)) != 0)
    g_ptr_array_add (parts, g_strdup (_ ("declared a public profile")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("; ", (char **) parts->pdata);
}
