/* The chapter on people: who acts, and the order of its parts. */
#include "amb-sample-tell-people.h"

#include "amb-set.h"

const char *
amb_sample_people_manager (AmbSampleStory *self)
{
  return AMB_SAMPLE_CHOOSE (self, amb_sample_managers);
}

static guint
find_headed (AmbSampleStory *self, guint node)
{
  for (int i = node < AMB_SAMPLE_N_NODES ? (int) node : 0; i >= 0; i = amb_sample_nodes[i].parent)
    if (self->sample->head_ids[i] != NULL && self->sample->head_names[i] != NULL)
      return i;
  return AMB_SAMPLE_NO_NODE;
}

const char *
amb_sample_people_head (AmbSampleStory *self, guint node)
{
  guint headed = find_headed (self, node);

  return headed != AMB_SAMPLE_NO_NODE ? self->sample->head_ids[headed] : NULL;
}

const char *
amb_sample_people_head_of (AmbSampleStory *self, const char *code)
{
  return amb_sample_people_head (self, amb_sample_story_find_node (code));
}

const char *
amb_sample_people_lead (AmbSampleStory *self, guint node)
{
  guint headed = find_headed (self, node);

  return headed != AMB_SAMPLE_NO_NODE ? self->sample->head_names[headed]
                                      : amb_sample_people_manager (self);
}

gboolean
amb_sample_people_is_french (const AmbSampleWho *who)
{
  return who->language != NULL && g_str_has_prefix (who->language, "fr");
}

const char *
amb_sample_people_node (AmbSampleStory *self, const AmbSampleWho *who)
{
  return who->home < AMB_SAMPLE_N_NODES ? self->sample->node_ids[who->home] : NULL;
}

const char *
amb_sample_people_role (AmbSampleStory *self, const AmbSampleWho *who, const char *fallback)
{
  g_auto (GStrv) roles = amb_set_to_strv (who->roles);

  if (roles[0] != NULL)
    return amb_sample_story_id (self, "role:%s", roles[0]);
  return fallback != NULL ? amb_sample_story_id (self, "role:%s", fallback) : NULL;
}

/* Nobody acted after their last activity. */
gboolean
amb_sample_people_acted (const AmbSampleWho *who, int days)
{
  return g_str_equal (who->state, "active") && days <= who->since && who->last_active >= 0 &&
         days >= who->last_active;
}

void
amb_sample_people_walk (AmbSampleStory *self,
                        AmbRecord *record,
                        const char *path,
                        const int *days,
                        const char *by,
                        const char *why)
{
  g_auto (GStrv) states = g_strsplit (path, " ", -1);

  for (guint i = 0; states[i] != NULL; i++)
    amb_sample_story_walk (self, record, states[i], days[i], by,
                           states[i + 1] == NULL ? why : NULL);
}

void
amb_sample_tell_people (AmbSampleStory *self)
{
  amb_sample_tell_people_outside (self);
  amb_sample_tell_people_calls (self);
  amb_sample_tell_people_candidates (self);
  amb_sample_tell_people_cohorts (self);
  amb_sample_tell_people_tasks (self);
  amb_sample_tell_people_activity (self);
  amb_sample_tell_people_letters (self);
}
