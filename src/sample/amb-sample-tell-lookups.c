#include "amb-sample-tell-lookups.h"

#include <stdio.h>

const char *
amb_sample_tell_id (AmbSampleStory *story, const char *prefix, const char *name)
{
  g_autofree char *key = g_strconcat (prefix, name, NULL);

  return name != NULL && amb_sample_story_has (story, key) ? amb_sample_story_id (story, "%s", key)
                                                           : NULL;
}

const char *
amb_sample_tell_numbered (AmbSampleStory *story, const char *prefix, guint number)
{
  return number > 0 ? amb_sample_tell_id (story, prefix, amb_sample_story_number (story, number))
                    : NULL;
}

const char *
amb_sample_tell_node (AmbSampleStory *story, const char *code)
{
  return code != NULL ? amb_sample_story_node (story, code) : NULL;
}

const AmbSampleWho *
amb_sample_tell_who (AmbSampleStory *story, const char *role, const char *code)
{
  return amb_sample_story_pick (
      story, "active", role, code != NULL ? amb_sample_story_find_node (code) : AMB_SAMPLE_NO_NODE);
}

const char *
amb_sample_tell_who_id (const AmbSampleWho *who)
{
  return who != NULL ? who->id : NULL;
}

const char *
amb_sample_tell_head (AmbSampleStory *story, const char *code)
{
  return code != NULL ? story->sample->head_ids[amb_sample_story_find_node (code)] : NULL;
}

const char *
amb_sample_tell_head_name (AmbSampleStory *story, const char *code)
{
  const char *name =
      code != NULL ? story->sample->head_names[amb_sample_story_find_node (code)] : NULL;

  return name != NULL ? name : AMB_SAMPLE_MANAGER;
}

int
amb_sample_tell_weekday (AmbSampleStory *story, int days)
{
  int year, month, day, weekday;
  GDate date;

  if (days == 0 ||
      sscanf (amb_sample_story_day (story, days), "%d-%d-%d", &year, &month, &day) != 3)
    return days;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  weekday = g_date_get_weekday (&date);
  if (weekday <= G_DATE_FRIDAY)
    return days;
  return days < 0 ? days - (weekday - G_DATE_FRIDAY) : days + (8 - weekday);
}
