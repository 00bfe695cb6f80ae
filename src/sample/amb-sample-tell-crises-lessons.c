/* What drills throw in, and what reviews have decided. */
#include "amb-sample-tell-crises.h"

#include <string.h>

// clang-format off
static const struct
{
  AmbSampleCrisisName crisis;
  int minute, answered; /* after the declaration; −1: not played; 0: played, never answered */
  const char *text, *detail, *expected;
} injects[] = {
  { AMB_SAMPLE_DRILL, 0, 8, "A survey says that one alarm in four is lost", "Sent as an article with a logo of nobody.", "Declared within ten minutes; the survey is looked for." },
  { AMB_SAMPLE_DRILL, 15, 21, "The trade press asks for a word before noon", NULL, "Acknowledged within 30 minutes." },
  { AMB_SAMPLE_DRILL, 30, 58, "A hospital director calls the nurse of our film", "She does not know that it is a drill; stop it if she is upset.", "She has a number to call; somebody calls her back." },
  { AMB_SAMPLE_DRILL, 60, 74, "Two ambassadors have shared the survey, in good faith", NULL, "Asked in person, no blame, taken back." },
  { AMB_SAMPLE_DRILL, 90, 0, "Montréal answers by itself, with another figure", NULL, "Montréal is in the room within 15 minutes." },
  { AMB_SAMPLE_DRILL, 120, 150, "The survey turns out to be invented", NULL, "Said once, without triumph; contained." },
  { AMB_SAMPLE_NEXT_DRILL, 0, -1, "A visitor is hurt at line 3", "The first word comes from a neighbour’s window.", "People first; first line within 15 minutes." },
  { AMB_SAMPLE_NEXT_DRILL, 12, -1, "A film from the yard goes round", NULL, "Hold order; nobody shares it." },
  { AMB_SAMPLE_NEXT_DRILL, 25, -1, "A class was in the building: parents call", "Twelve calls in ten minutes.", "A number for families, not a statement." },
  { AMB_SAMPLE_NEXT_DRILL, 40, -1, "A local politician stands at the gate", NULL, "One voice on the spot, level 4." },
  { AMB_SAMPLE_NEXT_DRILL, 60, -1, "A scheduled post shows line 3, smiling", "It carries the tag “factory”.", "Held before it goes out." },
  { AMB_SAMPLE_NEXT_DRILL, 95, -1, "The visitor is well and says so herself", NULL, "Thank her; do not use her." },
};

static const struct
{
  AmbSampleCrisisName crisis;
  int due; /* relative to today */
  char journey; /* o open, d done, x dropped, r done and open again */
  guint practice;
  const char *node, *what, *lesson;
} points[] = {
  { AMB_SAMPLE_RECALL, -3, 'o', 0, "ES", "Link weak signals on one topic before the third one", "The authority’s notice of two days earlier was triaged and left alone." },
  { AMB_SAMPLE_RECALL, 0, 'o', 0, "CUS", "Count how many calls name the rumour", "Customer service knew at noon; nobody had asked." },
  { AMB_SAMPLE_RECALL, 5, 'o', 0, "MOB", "A ready list of serial numbers by country", "48 minutes went into building one." },
  { AMB_SAMPLE_RECALL, 9, 'o', 3, "COM", "Holding line in Portuguese from the first minute", "Portugal waited 22 minutes longer than Spain." },
  { AMB_SAMPLE_RECALL, 14, 'o', 0, "SAL", "Fact sheet for the counter of installers", "Workshops were asked before we were." },
  { AMB_SAMPLE_RECALL, -1, 'd', 1, "ES", "Practice card: “two check apart, then compare”", "It found a typing error in the list of the authority." },
  { AMB_SAMPLE_RECALL, 20, 'o', 0, "RND", "Say with each figure who may use it, before the crisis", NULL },
  { AMB_SAMPLE_RECALL, -2, 'x', 0, "MKT", "A campaign on the safety of batteries", "Nobody had asked for it." },
  { AMB_SAMPLE_RECALL, 6, 'r', 0, "HR", "Telephone list of the evening shift", "Was done for Spain only." },
  { AMB_SAMPLE_DRILL, -110, 'd', 2, "HEA", "A second scribe is named in each playbook", "One can’t write and listen." },
  { AMB_SAMPLE_DRILL, -100, 'd', 0, "YUL", "Montréal is on the list of the hold order", "It learnt of it from a colleague." },
  { AMB_SAMPLE_DRILL, -60, 'o', 0, "COM", "Holding line within 30 minutes, not 52", "Two had waited for a third." },
  { AMB_SAMPLE_FIRE, -200, 'd', 4, "GRU", "The first line lies ready at the gate", NULL },
  { AMB_SAMPLE_FIRE, -190, 'd', 0, "HR", "A number for families, answered by people", "They wanted a voice, not a page." },
  { AMB_SAMPLE_QUOTE, -105, 'd', 0, "IT", "Send quotes in writing during the call", NULL },
  { AMB_SAMPLE_CHARGERS, -5, 'o', 0, "DE", "The client hears it from us first", "The paper was faster by three hours." },
};
// clang-format on

static void
tell_injects (AmbSampleStory *self, const AmbSampleCrisis *crises)
{
  const AmbSampleWho *director = amb_sample_desk_pick (self, "trainer", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (injects); i++)
    {
      const AmbSampleCrisis *crisis = &crises[injects[i].crisis];

      amb_sample_story_add (
          self, "inject", NULL, "text", injects[i].text, "crisis-id", crisis->id, "minute",
          amb_sample_story_number (self, injects[i].minute), "detail", injects[i].detail,
          "expected", injects[i].expected, "author-id", amb_sample_desk_get_id (director),
          "done-at",
          injects[i].answered >= 0 ? amb_sample_desk_get_later (self, crisis->declared,
                                                                injects[i].minute + (int) (i % 3))
                                   : NULL,
          "answered-at",
          injects[i].answered > 0
              ? amb_sample_desk_get_later (self, crisis->declared, injects[i].answered)
              : NULL,
          NULL);
    }
}

static void
lead_point (AmbSampleStory *self, AmbRecord *record, guint i, const AmbSampleWho *owner)
{
  int day = MIN (points[i].due - 2, -1);
  const char *lead_name = amb_sample_desk_get_lead_name (self, points[i].node);
  const char *by = owner != NULL ? owner->name : lead_name;

  if (points[i].journey == 'x')
    amb_sample_story_walk (self, record, "dropped", day, lead_name,
                           "Would have kept the rumour alive");
  else if (points[i].journey == 'r')
    amb_sample_story_walk (self, record, "done open", day, by, NULL);
  else if (points[i].journey == 'd')
    amb_sample_story_walk (self, record, "done", day, by, NULL);
}

static void
tell_points (AmbSampleStory *self, const AmbSampleCrisis *crises)
{
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      const AmbSampleWho *owner = amb_sample_desk_pick (self, NULL, points[i].node);
      AmbRecord *record = amb_sample_story_add (
          self, "review-action", NULL, "what", points[i].what, "crisis-id",
          crises[points[i].crisis].id, "lesson", points[i].lesson, "owner-id",
          amb_sample_desk_get_id (owner), "due-on", amb_sample_story_day (self, points[i].due),
          "practice-id", amb_sample_desk_get_id_of (self, "practice", points[i].practice), NULL);

      lead_point (self, record, i, owner);
    }
}

void
amb_sample_crises_tell_lessons (AmbSampleStory *self, const AmbSampleCrisis *crises)
{
  tell_injects (self, crises);
  tell_points (self, crises);
}
