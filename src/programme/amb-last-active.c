/* What somebody did is also the day on which they were active last: the acts of the programme, one
 * table for desks and server. */
#include "amb-last-active.h"

#include "amb-programme-private.h"

#include <string.h>

/* An act of the programme: who did it and when. */
typedef struct
{
  const char *entity, *person;
  const char *at;    /* nullable: today, of what they made themselves */
  const char *field; /* nullable: counts while this field has one of @values, or, with “!”, none */
  const char *values;
} Act;

/* Reading, and what others did, are none; nor is what a drill made. */
static const Act acts[] = {
  { "activity", "ambassador-id", "at", "kind", "!reading mention click" },
  { "publication", "by-id", "published-at", "kind", "personal" },
  { "content-item", "author-id", NULL, NULL, NULL },
  { "signal", "reporter-id", "captured-at", "drill", "!1" },
  { "response", "by-id", "at", "kind", "human" },
  { "practice", "author-id", NULL, NULL, NULL },
  { "practice-trial", "by-id", "tried-on", NULL, NULL },
  { "module-result", "ambassador-id", "done-on", NULL, NULL },
  { "quiz-attempt", "ambassador-id", "taken-at", NULL, NULL },
  { "exchange", "ambassador-id", "happened-on", NULL, NULL },
};

static gboolean
counts (const Act *act, AmbRecord *record)
{
  const char *value = act->field != NULL ? amb_record_get (record, act->field) : NULL;

  if (act->field == NULL)
    return TRUE;
  return act->values[0] == '!' ? !amb_words_contain (act->values + 1, value != NULL ? value : "-")
                               : value != NULL && amb_words_contain (act->values, value);
}

static const Act *
find_act (AmbRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].entity, amb_record_get_entity (record)->name))
      return counts (&acts[i], record) ? &acts[i] : NULL;
  return NULL;
}

/* The programme's day of an instant, the same on every desk. */
static char *
dup_day_of (AmbStore *store, gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr (GDateTime) there =
      utc != NULL ? g_date_time_to_timezone (utc, amb_store_get_zone (store)) : NULL;

  return there != NULL ? g_date_time_format (there, "%Y-%m-%d") : NULL;
}

/* Never one to come. */
static char *
dup_day (AmbStore *store, const Act *act, AmbRecord *record)
{
  const char *today = amb_store_get_today (store);
  const char *value = act->at != NULL ? amb_record_get (record, act->at) : NULL;
  g_autofree char *day = NULL;
  gint64 instant;

  if (value != NULL && amb_instant_parse (value, &instant))
    day = dup_day_of (store, instant);
  else if (value != NULL)
    day = g_strndup (value, 10);
  return day == NULL || strcmp (day, today) > 0 ? g_strdup (today) : g_steal_pointer (&day);
}

AmbRecord *
amb_last_active_find (AmbStore *store, AmbRecord *record, const char *actor, char **day)
{
  const Act *act = find_act (record);
  const char *id = act != NULL ? amb_record_get (record, act->person) : NULL;
  g_autoptr (AmbRecord) person = NULL;
  g_autofree char *when = NULL;

  if (id == NULL || (act->at == NULL && g_strcmp0 (id, actor) != 0))
    return NULL;
  person = amb_store_lookup (store, amb_entity_find ("ambassador"), id, NULL);
  if (person == NULL || amb_record_get_deleted (person))
    return NULL;
  when = dup_day (store, act, record);
  if (g_strcmp0 (amb_record_get (person, "last-active-on"), when) >= 0)
    return NULL;
  *day = g_steal_pointer (&when);
  return g_steal_pointer (&person);
}

/* Who may not write the person's record leaves it to whoever may. */
gboolean
amb_last_active_raise (AmbCommand *command, AmbRecord *record, GError **error)
{
  AmbProgramme *programme = command->programme;
  g_autofree char *day = NULL;
  g_autoptr (AmbRecord) person =
      amb_last_active_find (command->store, record, programme->actor_person, &day);
  g_autoptr (AmbRecord) after = NULL;

  if (person == NULL ||
      (amb_access_get_rights (programme->access, amb_record_get_entity (person)) &
       AMB_RIGHT_UPDATE) == 0 ||
      !amb_check_place (command->store, programme->access, person, NULL))
    return TRUE;
  after = amb_record_dup (person);
  amb_record_set (after, "last-active-on", day);
  return amb_command_patch (command, person, after, error);
}
