/* The chapter on people: calls for ambassadors, what they ask, and the cohorts that come of them.
 */
#include "amb-sample-tell-people.h"

#include "amb-set.h"

// clang-format off
static const struct
{
  const char *key, *name, *path; /* nullable */
  int opens, closes, answer, moved;
  int seats;
  const char *roles, *node, *owner; /* @node nullable */
  const char *why, *text, *questions;
} calls[] = {
  { "call:pilot", "Pilot: the first thirty", "published closed", -560, -532, -515, -514, 30, "curator producer", NULL, "COM", NULL,
    "We begin small: thirty people who already share what they know inside, six weeks of training, and a promise. **Nobody is asked to like a post.**",
    "What did you last explain to a colleague of another department?\nHow many minutes a month can you give?" },
  { "call:spring", "Spring cohort: People of the current", "published closed", -240, -208, -188, -186, 24, "curator monitoring producer responder space_host", NULL, "COM", NULL,
    "Energy, mobility, health, water, digital: whoever works on it tells it best.\n\n**What you get**: a mentor for three months, two training days, a say in what we publish.\n\n**What we ask**: three hours a month, your own words, your manager’s agreement.",
    "What do you share inside already, and where?\nWhich question from outside would you like to answer?\nHow many minutes a month can you give?\nDoes your manager know?" },
  { "call:autumn", "Voices of Meridiem · Voix de Meridiem", "published", -41, -2, 19, -44, 32, "curator monitoring producer responder space_host spokesperson trainer", NULL, "COM", NULL,
    "The autumn call is for **listeners as much as for speakers**. We look for people in Asia-Pacific who can hear a rumour before it grows, for the water line, and for sites where nobody speaks for us yet.\n\nL’appel d’automne cherche **autant d’oreilles que de voix** : l’Asie-Pacifique, la ligne Eau et les sites où personne ne parle encore pour nous.\n\nFour criteria count most: enthusiasm, sharing inside, skill for the role, judgement. All six are published with their weights.",
    "What do you share inside already, and where?\nTell us of a time when you listened first.\nWhich role tempts you, and why?\nHow many minutes a month can you give?\nDoes your manager know?" },
  { "call:bengaluru", "Bengaluru engineers: explain your meter", "published", -8, 13, 30, -10, 8, "producer space_host trainer", "BLR", "BLR", NULL,
    "The water story travelled to three audiences and came back with two hundred questions. Eight seats for engineers who can answer them with a drawing.",
    "Explain a leak sensor in five sentences.\nHow many minutes a month can you give?" },
  { "call:lyon", "Lyon : racontez votre atelier", "published", 6, 34, 50, 3, 6, "producer spokesperson", "LYS", "LYS", NULL,
    "On parle beaucoup de l’usine de Lyon sans y être entré. Six places pour celles et ceux qui y travaillent et veulent en parler, **avec leurs mots**.",
    "Que montreriez-vous en premier à un visiteur ?\nCombien de minutes par mois ?\nVotre responsable est-il informé ?" },
  { "call:north", "Voix du Nord : l’appel du Québec", NULL, 40, 70, 90, 0, 10, "monitoring responder", "CA", "CA", NULL,
    "Brouillon : dix places pour répondre en français, l’hiver, quand les micro-réseaux tirent le plus.", "Que répondriez-vous à un voisin qui a froid ?" },
  { "call:saopaulo", "São Paulo: portas abertas", "published called_off", -75, -45, -30, -58, 6, "producer", "GRU", "GRU", "The open day moves to next year; whoever had applied was told by telephone",
    "Six seats around the open day of the factory.", "What would you show first?" },
  { "call:drill", "Drill partners", "called_off", 0, 0, 0, -20, 0, "responder", NULL, "CUS", "Drills are staffed from the roster; no call is needed", NULL, NULL },
};

/* Weights by default; the autumn call has criteria of its own with other words. */
static const struct
{
  const char *kind, *name, *autumn;
  int weight, autumn_weight;
  const char *guide;
} criteria[] = {
  { "enthusiasm", "Enthusiasm, voluntary motivation", "Wants to · Envie", 25, 20, "**0** was sent by somebody\n**3** says what they would do\n**5** does it already, and says why" },
  { "sharing", "Shares knowledge inside", "Shares inside · Partage en interne", 25, 25, "**0** no trace\n**3** answers when asked\n**5** others quote them" },
  { "presence", "Professional presence, self-declared", "Seen outside · Présence déclarée", 15, 10, "Only what the candidate gave us. An empty profile is no fault.\n**3** a profile that is kept\n**5** people ask them questions" },
  { "skill", "Skill for the role", "Skill for the role · Savoir-faire", 15, 15, "Against the steps of the role, not against a diploma." },
  { "availability", "Availability, manager informed", "Time and agreement · Temps et accord", 10, 10, "**0** no time\n**3** time, manager not told yet\n**5** time, and the manager agrees in writing" },
  { "judgement", "Listening and judgement", "Listens first · Écoute d’abord", 10, 20, "What did they do when they did not know?" },
};

static const struct
{
  const char *key, *name, *call, *path; /* nullable */
  int seats, starts, frozen, moved;
  const char *node, *previous; /* nullable */
  const char *why, *reason, *note;
} cohorts[] = {
  { "cohort:pilot", "Pilot cohort", "call:pilot", "frozen running closed", 30, -505, -512, -320, NULL, NULL, "All thirty had their talk; twenty-two go on",
    "Thirty who share already. Holes that we accept: nobody in Japan, nobody in Finance and legal.", "What we learnt: mentors first, tools second." },
  { "cohort:spring", "Spring cohort", "call:spring", "frozen running", 24, -170, -184, -170, NULL, "cohort:pilot", NULL,
    "Coverage before score where two were within three points of each other: Morocco and Poland came in that way. Hole that remains: monitoring in Asia-Pacific.", "Meets on the first Tuesday of the month." },
  { "cohort:autumn", "Voices of Meridiem, first wave", "call:autumn", "frozen", 32, 12, -21, -21, NULL, "cohort:spring", NULL,
    "First wave of the autumn call, so that the training days in two weeks are full. The wait list of spring was asked first.", "Invitations are out; answers are due before the training days." },
  { "cohort:autumn-a", "Voices of Meridiem, second wave, draft A", "call:autumn", NULL, 14, 40, 0, 0, NULL, "cohort:autumn", NULL, NULL,
    "By fit alone: strong in Europe, 0 people in APAC for monitoring." },
  { "cohort:autumn-b", "Voices of Meridiem, second wave, draft B", "call:autumn", NULL, 14, 40, 0, 0, NULL, "cohort:autumn", NULL, NULL,
    "Closes the hole in Asia-Pacific for four points of mean fit. To be compared with A on Thursday." },
  { "cohort:bengaluru", "Bengaluru engineers", "call:bengaluru", NULL, 8, 45, 0, 0, "BLR", NULL, NULL, NULL, "Composed when the call closes." },
  { "cohort:saopaulo", "São Paulo open day", "call:saopaulo", "discarded", 6, -20, 0, -57, "GRU", NULL, "The call was cancelled", NULL, NULL },
  { "cohort:winter", "Winter cohort", NULL, "discarded draft", 16, 100, 0, -6, NULL, "cohort:autumn", "The sponsor asks for a winter cohort after all", NULL, "Placeholder until the budget is known." },
};
// clang-format on

static char *
dup_set (const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return amb_set_from_strv ((const char *const *) list);
}

static const char *
get_day (AmbSampleStory *self, int days)
{
  return days != 0 ? amb_sample_story_day (self, days) : NULL;
}

static void
tell_calls (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *wanted = dup_set (calls[i].roles);
      AmbRecord *record = amb_sample_story_add (
          self, "call", calls[i].key, "name", calls[i].name, "opens-on",
          get_day (self, calls[i].opens), "closes-on", get_day (self, calls[i].closes), "answer-by",
          get_day (self, calls[i].answer), "seats",
          calls[i].seats > 0 ? amb_sample_story_number (self, calls[i].seats) : NULL, "roles",
          wanted, "node-id",
          calls[i].node != NULL ? amb_sample_story_node (self, calls[i].node) : NULL, "owner-id",
          amb_sample_people_head_of (self, calls[i].owner), "text", calls[i].text, "questions",
          calls[i].questions, NULL);

      const int days[] = { g_str_has_prefix (calls[i].key, "call:drill")
                               ? calls[i].moved
                               : MIN (calls[i].opens - 3, -1),
                           calls[i].moved };

      if (calls[i].path != NULL)
        amb_sample_people_walk (self, record, calls[i].path, days, amb_sample_people_manager (self),
                                calls[i].why);
    }
}

static void
tell_criteria (AmbSampleStory *self)
{
  const guint n = G_N_ELEMENTS (criteria);

  for (guint i = 0; i < 2 * n; i++)
    {
      gboolean autumn = i >= n;
      const guint at = i % n;
      g_autofree char *key =
          g_strdup_printf ("criterion:%s%s", autumn ? "autumn:" : "", criteria[at].kind);

      amb_sample_story_add (
          self, "criterion", key, "name", autumn ? criteria[at].autumn : criteria[at].name, "kind",
          criteria[at].kind, "call-id", autumn ? amb_sample_story_id (self, "call:autumn") : NULL,
          "weight",
          amb_sample_story_number (self, autumn ? criteria[at].autumn_weight : criteria[at].weight),
          "guide", criteria[at].guide, "position", amb_sample_story_number (self, at + 1), NULL);
    }
  amb_sample_story_add (self, "criterion", NULL, "name", "Draws what they explain", "kind", "skill",
                        "call-id", amb_sample_story_id (self, "call:bengaluru"), "role-id",
                        amb_sample_story_id (self, "role:producer"), "weight", "40", "guide",
                        "A pencil is enough.", "position", "1", NULL);
  amb_sample_story_add (self, "criterion", NULL, "name", "Number of followers", "kind", "other",
                        "weight", "5", "guide",
                        "No longer used: it chose loud people and told us nothing.", "position",
                        "9", "in-use", "0", NULL);
}

static void
tell_cohorts (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (cohorts); i++)
    {
      AmbRecord *record = amb_sample_story_add (
          self, "cohort", cohorts[i].key, "name", cohorts[i].name, "call-id",
          cohorts[i].call != NULL ? amb_sample_story_id (self, "%s", cohorts[i].call) : NULL,
          "seats", amb_sample_story_number (self, cohorts[i].seats), "node-id",
          cohorts[i].node != NULL ? amb_sample_story_node (self, cohorts[i].node) : NULL,
          "starts-on", get_day (self, cohorts[i].starts), "owner-id",
          amb_sample_people_head_of (self, cohorts[i].node != NULL ? cohorts[i].node : "COM"),
          "previous-id",
          cohorts[i].previous != NULL ? amb_sample_story_id (self, "%s", cohorts[i].previous)
                                      : NULL,
          "frozen-on", get_day (self, cohorts[i].frozen), "frozen-reason", cohorts[i].reason,
          "note", cohorts[i].note, NULL);

      const int frozen = cohorts[i].frozen != 0 ? cohorts[i].frozen : cohorts[i].moved;
      const int days[] = { frozen, cohorts[i].starts < 0 ? cohorts[i].starts : cohorts[i].moved + 4,
                           cohorts[i].moved };

      if (cohorts[i].path != NULL)
        amb_sample_people_walk (self, record, cohorts[i].path, days,
                                amb_sample_people_manager (self), cohorts[i].why);
    }
}

void
amb_sample_tell_people_calls (AmbSampleStory *self)
{
  tell_calls (self);
  tell_criteria (self);
  tell_cohorts (self);
}
