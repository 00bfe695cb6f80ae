/* The training chapter: tracks and modules, and the order in which the rest is told. */
#include "amb-sample-tell-training.h"

// clang-format off
static const struct
{
  const char *name, *level, *role, *language, *requirement, *required, *validity, *version;
  const char *path; /* nullable: of states */
  int day;
  const char *description;
} tracks[AMB_SAMPLE_N_TRACKS] = {
  { "First steps as an ambassador", "1", NULL, "en", "all", NULL, "365", "2", "open", -520,
    "What the programme is, what it asks of you and what it never asks. You leave with the charter read, a profile that you like and a first contribution." },
  { "Enthusiast: share, suggest, notice", "2", NULL, "en", "n_of_m", "4", "365", "1", "open", -480,
    "Sharing in your own words, suggesting ideas to the producers, and logging a signal so that somebody can act on it." },
  { "Professional: create, curate, reply", "3", NULL, "en", "all", NULL, "365", "1", "open", -430,
    "From one source to three audiences, replies that settle a matter, and hosting a space. Ends with a drill." },
  { "Spokesperson: S1 and S2", "4", "spokesperson", "en", "all", NULL, "365", "1", "open", -390,
    "Speaking for Meridiem while the facts are still coming in: holding lines, cameras, and the first fifteen minutes." },
  { "Premiers pas d’ambassadeur", "1", NULL, "fr", "all", NULL, "365", "1", NULL, 0,
    "La version française du parcours de niveau 1, en relecture auprès du campus de Lyon et du studio de Montréal." },
  { "Social selling for account teams", "2", NULL, "en", "all", NULL, "180", "1", "open retired", -150,
    "Retired: it taught how to sell a product. The programme embodies the brand; two of its modules went into level 2." },
};

static const struct
{
  guint track;
  const char *title, *kind, *minutes, *body, *link, *questions;
} modules[] = {
  { 1, "Why people trust people", "read", "10", "Half a page on why a colleague’s story is believed before a campaign is, with three stories from Lyon, Pune and São Paulo.", NULL, NULL },
  { 1, "The charter, line by line", "read", "15", "What you may say, what stays inside, and the line that says that you work here.", NULL, NULL },
  { 1, "A profile that looks like you", "exercise", "30", "Rewrite your profile’s first two lines. No slogan, no logo: what you do and what you care about.", NULL, NULL },
  { 1, "Disclose, cite, mind the tone", "video", "12", NULL, "https://learning.meridiem.example/level-1/disclose", NULL },
  { 1, "What would you do?", "quiz", "15", NULL, NULL,
    "1. A neighbour asks online whether the Lyon plant closes.\n* I say what I heard at lunch\n* I say that I do not know, and tell the centre (right)\n* I delete the question\n2. You share an article by Meridiem.\n* I say that I work there (right)\n* It is obvious, so I say nothing\n3. A post makes you angry.\n* I answer at once\n* I wait, and ask the centre (right)" },
  { 1, "Your first contribution", "observed_practice", "20", "Share one thing that you have seen yourself. Your mentor reads it before, not after.", NULL, NULL },
  { 2, "Sharing in your own words", "exercise", "25", "Take the story of the leaks of Pune and write it for one person whom you know.", NULL, NULL },
  { 2, "What makes a good idea", "read", "10", "An idea names an audience, a source and a need. The form asks for no more.", NULL, NULL },
  { 2, "Noticing a signal", "video", "14", NULL, "https://learning.meridiem.example/level-2/signals", NULL },
  { 2, "Is it true? The triage tree", "quiz", "20", NULL, NULL,
    "1. “A Meridiem battery caught fire”, with a photograph of another maker’s bus.\n* Troll\n* Misguided: correct with a source (right)\n* Let it stand\n2. A customer waited nine days for an answer.\n* Unhappy: take it over and restore (right)\n* Rager: monitor" },
  { 2, "Listening without answering", "exercise", "20", "Follow one topic for a week and write down three things that you did not know.", NULL, NULL },
  { 2, "Budget, quiet hours, pause", "read", "8", "How to say no. Declining costs nothing and is in no figure about you.", NULL, NULL },
  { 3, "One source, three audiences", "exercise", "45", "From the Pune leak search: one text for clients, one for applicants, one for partners.", NULL, NULL },
  { 3, "Editing without flattening", "video", "18", NULL, "https://learning.meridiem.example/level-3/editing", NULL },
  { 3, "Replies that settle a matter", "observed_practice", "40", "Two replies, observed by a responder: fact, source, tone, what happens next.", NULL, NULL },
  { 3, "Hosting a space", "read", "15", "The first forty-eight hours of a question, and what to do with silence.", NULL, NULL },
  { 3, "Rights, confidentiality, disclosure", "quiz", "20", NULL, NULL,
    "1. A photograph of the line at Lyon shows a screen with figures.\n* Blur the screen and ask the owner (right)\n* It is small, nobody will read it\n2. A supplier’s study, marked “internal”.\n* Quote it with its source\n* Ask for a version that may be quoted (right)" },
  { 3, "Drill: a rumour before lunch", "drill", "60", "Ninety minutes of a Tuesday in forty: a rumour, a tired customer, a journalist.", NULL, NULL },
  { 4, "The first fifteen minutes", "read", "15", "Acknowledge, say what is being done, say when you will speak again.", NULL, NULL },
  { 4, "Holding lines and do-nots", "exercise", "30", "Write a holding line for a recall of which nobody knows yet whether it is ours.", NULL, NULL },
  { 4, "On camera", "observed_practice", "60", "Three questions, standing, with a colleague who interrupts.", NULL, NULL },
  { 4, "Safety, legal, finance: who decides", "video", "20", NULL, "https://learning.meridiem.example/level-4/deciders", NULL },
  { 4, "Facts and what we do not know", "quiz", "15", NULL, NULL,
    "1. A journalist asks for the number of batteries.\n* About four thousand, I think\n* I do not know yet; at 17:00 I will tell you what I know (right)" },
  { 4, "Drill: recall in two countries", "drill", "90", "Passed within the last twelve months, or one does not speak.", NULL, NULL },
  { 5, "Pourquoi on croit une collègue", "read", "10", "Trois histoires : Lyon, Casablanca, Montréal.", NULL, NULL },
  { 5, "La charte, ligne à ligne", "read", "15", "Ce que l’on peut dire, ce qui reste à l’intérieur, et la mention qui dit où l’on travaille.", NULL, NULL },
  { 5, "Et vous, que feriez-vous ?", "quiz", "15", NULL, NULL,
    "1. On vous demande si l’usine de Lyon ferme.\n* Je dis ce que j’ai entendu\n* Je dis que je ne sais pas et je préviens le centre (juste)" },
  { 6, "Your network is not a list", "read", "10", "Kept for the record.", NULL, NULL },
  { 6, "Writing to a prospect", "exercise", "20", "Kept for the record.", NULL, NULL },
};
// clang-format on

static void
tell_modules (AmbSampleStory *self)
{
  guint positions[AMB_SAMPLE_N_TRACKS + 1] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      guint position = ++positions[modules[i].track];
      g_autofree char *key = g_strdup_printf ("module:%u.%u", modules[i].track, position);

      amb_sample_story_add (self, "module", key, "title", modules[i].title, "track-id",
                            amb_sample_story_id (self, "track:%u", modules[i].track), "position",
                            amb_sample_story_number (self, position), "kind", modules[i].kind,
                            "minutes", modules[i].minutes, "body", modules[i].body, "link",
                            modules[i].link, "questions", modules[i].questions, "required",
                            modules[i].track == 2 && position > 3 ? "0" : "1", NULL);
    }
}

void
amb_sample_tell_tracks (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (tracks); i++)
    {
      const AmbSampleWho *owner = amb_sample_tell_who (self, "trainer", i == 4 ? "LYS" : "HR");
      g_autofree char *key = g_strdup_printf ("track:%u", i + 1);
      AmbRecord *track = amb_sample_story_add (
          self, "track", key, "name", tracks[i].name, "level", tracks[i].level, "role-id",
          amb_sample_tell_id (self, "role:", tracks[i].role), "language", tracks[i].language,
          "description", tracks[i].description, "owner-id", amb_sample_tell_who_id (owner),
          "validity-days", tracks[i].validity, "requirement", tracks[i].requirement,
          "required-count", tracks[i].required, "version", tracks[i].version, NULL);

      if (tracks[i].path != NULL)
        amb_sample_story_walk (self, track, tracks[i].path, tracks[i].day, AMB_SAMPLE_MANAGER,
                               NULL);
    }
  tell_modules (self);
}

void
amb_sample_tell_training (AmbSampleStory *self)
{
  amb_sample_tell_tracks (self);
  amb_sample_tell_sessions (self);
  amb_sample_tell_certificates (self);
  amb_sample_tell_enrolments (self);
  amb_sample_tell_mentoring (self);
  amb_sample_tell_questions (self);
  amb_sample_tell_practices (self);
}
