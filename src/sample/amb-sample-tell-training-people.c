/* Who holds which certificate, who is on the way to one, what they bring with them, who mentors
 * whom. */
#include "amb-sample-tell-training.h"

#define N_WITH_ENROLMENT 60 /* completed enrolments that are told in full */
#define N_WITH_RESULTS   12 /* of them with the result of each module */
#define N_ON_THE_WAY     60
#define PROGRAMME_DAYS   540
#define N_CODES          50000
#define NEW_VERSION      -200 /* the day on which the track of level 1 changed */

/* Who decides about a person: the head of the home node, unless that is the person. */
static const char *
get_lead (AmbSampleStory *self, const AmbSampleWho *who)
{
  const char *code = who->home < AMB_SAMPLE_N_NODES ? amb_sample_nodes[who->home].code : NULL;

  return g_strcmp0 (amb_sample_tell_head (self, code), who->id) == 0
             ? AMB_SAMPLE_MANAGER
             : amb_sample_tell_head_name (self, code);
}

static void
tell_results (AmbSampleStory *self,
              AmbRecord *enrolment,
              const AmbSampleWho *who,
              guint track,
              guint n_modules,
              int day)
{
  for (guint i = 1; i <= n_modules; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u.%u", track, i);
      gboolean scored = i == 5 || i == 3;

      amb_sample_story_add (
          self, "module-result", NULL, "enrolment-id", amb_record_get_id (enrolment), "module-id",
          amb_sample_tell_id (self, "module:", key), "ambassador-id", who->id, "outcome",
          scored ? "passed" : "done", "done-on",
          amb_sample_story_day (self, day - 2 * (int) (n_modules - i)), "score",
          scored ? amb_sample_story_number (self, 80 + amb_sample_random_below (&self->random, 21))
                 : NULL,
          NULL);
    }
}

/* The quiz again after 7, 30 and 90 days, as far as they have gone by. */
static void
tell_refreshers (AmbSampleStory *self, AmbRecord *enrolment, const AmbSampleWho *who, int completed)
{
  static const struct
  {
    const char *round;
    int after;
  } rounds[] = { { "refresher_1", 7 }, { "refresher_2", 30 }, { "refresher_3", 90 } };

  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      int day = completed + rounds[i].after + amb_sample_random_between (&self->random, 0, 3);
      guint score = 60 + amb_sample_random_below (&self->random, 41);

      if (day > 0)
        return;
      amb_sample_story_add (
          self, "module-result", NULL, "enrolment-id", amb_record_get_id (enrolment), "module-id",
          amb_sample_story_id (self, "module:1.5"), "ambassador-id", who->id, "round",
          rounds[i].round, "outcome", score >= 80 ? "passed" : "not_passed", "done-on",
          amb_sample_story_day (self, day), "score", amb_sample_story_number (self, score), "note",
          score >= 80 ? NULL : "Read the charter again and asked for a second try.", NULL);
    }
}

static const char *
tell_completed (AmbSampleStory *self, const AmbSampleWho *who, int day, gboolean with_results)
{
  AmbRecord *enrolment = amb_sample_story_add (
      self, "enrolment", NULL, "ambassador-id", who->id, "track-id",
      amb_sample_story_id (self, "track:1"), "due", amb_sample_story_day (self, day + 10),
      "started-on", amb_sample_story_day (self, day - 14), "completed-on",
      amb_sample_story_day (self, day), "score",
      amb_sample_story_number (self, 82 + amb_sample_random_below (&self->random, 18)),
      "track-version", day > NEW_VERSION ? "2" : "1", "results",
      "Why people trust people: done\nThe charter, line by line: done\nA profile that looks like "
      "you: passed\nDisclose, cite, mind the tone: done\nWhat would you do?: passed\nYour first "
      "contribution: done",
      NULL);

  amb_sample_story_walk (self, enrolment, "in_progress waiting_review complete", day,
                         get_lead (self, who), NULL);
  if (with_results)
    {
      tell_results (self, enrolment, who, 1, AMB_SAMPLE_N_MODULES, day);
      tell_refreshers (self, enrolment, who, day);
    }
  return amb_record_get_id (enrolment);
}

/* What the codes of certificates are made of. */
typedef struct
{
  AmbSampleRandom *random;
  guint serial;
} Codes;

static AmbRecord *
tell_certificate (AmbSampleStory *self,
                  const AmbSampleWho *who,
                  guint level,
                  int day,
                  const char *enrolment,
                  Codes *codes)
{
  g_autofree char *code = g_strdup_printf (
      "MRD-%u-%04X-%05u", level, amb_sample_random_below (codes->random, 0x10000), ++codes->serial);

  return amb_sample_story_add (self, "certificate", NULL, "ambassador-id", who->id, "track-id",
                               amb_sample_story_id (self, "track:%u", level), "track-version",
                               level == 1 && day > NEW_VERSION ? "2" : "1", "enrolment-id",
                               enrolment, "level", amb_sample_story_number (self, level),
                               "issued-on", amb_sample_story_day (self, day), "expires-on",
                               amb_sample_story_day (self, day + 365), "code", code, NULL);
}

/* A certificate holds for a year; most are renewed in time, some have run out. */
static AmbRecord *
tell_renewed (AmbSampleStory *self,
              const AmbSampleWho *who,
              guint level,
              int day,
              const char *enrolment,
              Codes *codes,
              Codes *again)
{
  AmbRecord *last = tell_certificate (self, who, level, day, enrolment, codes);
  const gboolean is_active = g_str_equal (who->state, "active");

  if (day < -365 && is_active && codes->serial % 8 != 0)
    {
      day += 350;
      last = tell_certificate (self, who, level, day, NULL, codes);
    }
  /* What the new version asks for, most have learnt in the weeks after it. */
  if (level == 1 && day <= NEW_VERSION && (is_active || g_str_equal (who->state, "paused")) &&
      codes->serial % 12 != 0)
    last = tell_certificate (self, who, level, NEW_VERSION + 10 + (int) (codes->serial % 60), NULL,
                             again);
  return last;
}

/* Days from today on which level @n was reached: in the time in which the person has been active,
 * or before that ended. Before the programme there were no certificates: what is older was brought
 * along from a running one. */
static int
get_issued (const AmbSampleWho *who, int n)
{
  if (g_str_equal (who->state, "onboarding"))
    return -(who->since / 2);
  if (!g_str_equal (who->state, "active"))
    return -(who->since + 60 * (6 - n) / 5);
  return -MIN (PROGRAMME_DAYS, who->since + 2) * (6 - n) / 5;
}

static const char *
get_revocation (const AmbSampleWho *who, gboolean *has_left)
{
  if (g_str_equal (who->state, "suspended"))
    return "A post broke the disclosure rule";
  if (*has_left || !g_str_equal (who->state, "alumni"))
    return NULL;
  *has_left = TRUE;
  return "Left the company for a competitor";
}

void
amb_sample_tell_certificates (AmbSampleStory *self)
{
  /* Who learnt the new version is told of by a stream of its own: the rest of the story stays. */
  AmbSampleRandom random;
  Codes codes = { .random = &self->random }, again = { &random, N_CODES };
  guint n_told = 0;
  gboolean has_left = FALSE;

  amb_sample_random_begin (&random, self->sample->seed, N_CODES);
  for (guint i = 0; i < self->people->len; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);
      gboolean is_active = g_str_equal (who->state, "active");

      for (int n = 1; n <= who->level && get_issued (who, 1) >= -PROGRAMME_DAYS; n++)
        {
          int issued = get_issued (who, n);
          gboolean tells = n == 1 && is_active && issued > -330 && n_told < N_WITH_ENROLMENT;
          const char *enrolment =
              tells ? tell_completed (self, who, issued, n_told++ < N_WITH_RESULTS) : NULL;
          AmbRecord *last = tell_renewed (self, who, n, issued, enrolment, &codes, &again);
          const char *why = get_revocation (who, &has_left);

          if (why != NULL)
            amb_sample_story_walk (self, last, "revoked", -who->since, AMB_SAMPLE_MANAGER, why);
        }
    }
}

// clang-format off
static const struct
{
  const char *title, *kind, *state, *text, *url;
  guint track;
} evidence[] = {
  { "Two years as a trainer of first responders", "prior_learning", "accepted", "Course list and certificate of the national institute, seen by the centre.", NULL, 1 },
  { "Animation d’une communauté de développeurs", "prior_learning", "accepted", "Quatre ans d’animation, 900 membres ; règles de modération jointes.", "https://communities.example/dev-lyon", 2 },
  { "Press officer of a public hospital", "prior_learning", "accepted", "Spoke on camera through two winters of crowded wards.", NULL, 4 },
  { "Certificate “Community management”", "prior_learning", "accepted", "Sixty hours, with an examination.", "https://certificates.example/cm/20817", 2 },
  { "Column on water in a regional newspaper", "practice", "accepted", "Twelve columns, each with its sources.", "https://press.example/columns/water", 3 },
  { "Editor of the employees’ magazine", "practice", "accepted", "Three issues a year since 2019.", NULL, 3 },
  { "Hosted the supplier forum", "practice", "proposed", "Forty questions, all answered within two days.", NULL, 3 },
  { "Réponses aux avis du service client", "practice", "proposed", "Dix réponses relues par la responsable du service.", NULL, 3 },
  { "Course on media law", "prior_learning", "proposed", "Eight evenings at the university, attestation attached to the file.", NULL, 4 },
  { "Podcast about hydrogen, nine episodes", "practice", "proposed", "Recorded with colleagues of R&D, 300 listeners an episode.", "https://podcasts.example/hydrogen-hour", 3 },
  { "Level 1 of my former company’s programme", "prior_learning", "proposed", "The charter was nearly the same; the drill was not part of it.", NULL, 1 },
  { "Speaker at the innovation fair", "practice", "refused", "One talk of ten minutes.", NULL, 4 },
  { "Trois mille abonnés", "prior_learning", "refused", "Le nombre d’abonnés ne montre pas ce qui a été appris.", NULL, 2 },
  { "Tutorial on heat pumps", "practice", "refused", "A product text; it shows knowledge, not listening.", NULL, 2 },
};
// clang-format on

/* One enrolment a person and track; this chapter tells of all of them. */
static gboolean
is_enrolled (AmbSampleStory *self, const AmbSampleWho *who, guint track)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (self->records, i);

      if (g_str_equal (amb_record_get_entity (record)->name, "enrolment") &&
          g_strcmp0 (amb_record_get (record, "ambassador-id"), who->id) == 0 &&
          g_strcmp0 (amb_record_get (record, "track-id"),
                     amb_sample_story_id (self, "track:%u", track)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Approved evidence waives the track. */
static void
tell_waived (AmbSampleStory *self, const AmbSampleWho *who, guint index, const char *id)
{
  int due = amb_sample_random_between (&self->random, -60, 40);
  AmbRecord *enrolment =
      amb_sample_story_add (self, "enrolment", NULL, "ambassador-id", who->id, "track-id",
                            amb_sample_story_id (self, "track:%u", evidence[index].track), "due",
                            amb_sample_story_day (self, due), "evidence-id", id, "note",
                            "The evidence covers every required module.", NULL);

  amb_sample_story_walk (self, enrolment, index % 2 == 0 ? "waived" : "in_progress waived",
                         -20 - 5 * (int) index, get_lead (self, who), NULL);
  amb_sample_story_add (
      self, "module-result", NULL, "enrolment-id", amb_record_get_id (enrolment), "module-id",
      amb_sample_story_id (self, "module:%u.1", evidence[index].track), "ambassador-id", who->id,
      "outcome", "waived", "done-on", amb_sample_story_day (self, -20 - 5 * (int) index), NULL);
}

static void
tell_evidence (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (evidence); i++)
    {
      const AmbSampleWho *who = amb_sample_story_pick (
          self, evidence[i].track == 1 ? "onboarding" : "active", NULL, AMB_SAMPLE_NO_NODE);
      AmbRecord *record;

      if (who == NULL || is_enrolled (self, who, evidence[i].track))
        continue;
      record = amb_sample_story_add (self, "evidence", NULL, "title", evidence[i].title,
                                     "ambassador-id", who->id, "kind", evidence[i].kind, "track-id",
                                     amb_sample_story_id (self, "track:%u", evidence[i].track),
                                     "text", evidence[i].text, "url", evidence[i].url, NULL);
      if (g_str_equal (evidence[i].state, "proposed"))
        continue;
      amb_sample_story_walk (
          self, record, evidence[i].state, -22 - 5 * (int) i, get_lead (self, who),
          g_str_equal (evidence[i].state, "refused") ? "It does not show what this level asks for"
                                                     : NULL);
      if (g_str_equal (evidence[i].state, "accepted"))
        tell_waived (self, who, i, amb_record_get_id (record));
    }
}

/* How far an enrolment is: what its modules are due, and what was moved. */
// clang-format off
static const struct
{
  const char *path; /* "": assigned */
  int due_from, due_to, moved_from, moved_to;
  guint modules; /* done so far, where the track has so many */
  const char *why, *note;
} progress[] = {
  { "", 8, 40, 0, 0, 0, NULL, NULL },
  { "in_progress", 3, 30, -20, -2, 2, NULL, NULL },
  { "in_progress", -25, -2, -50, -30, 3, NULL, "Was reminded once; the quarter’s end came first." },
  { "in_progress waiting_review", 1, 20, -5, -1, 4, NULL, "The exercise is with the trainer." },
  { "", -14, -1, 0, 0, 0, NULL, "Has not begun; ask whether another month suits better." },
  { "in_progress", 0, 6, -30, -8, 4, NULL, NULL },
  { "in_progress waiting_review", -6, 4, -9, -3, 5, NULL, NULL },
  { "in_progress waiting_review failed", -60, -20, -55, -15, 4, "The pass mark was missed twice", "May enrol again after a talk with the mentor." },
  { "in_progress expired", -120, -60, -50, -20, 1, NULL, NULL },
  { "expired", -150, -90, -80, -30, 0, NULL, "Changed department before the first module." },
};
// clang-format on

static void
tell_on_the_way (AmbSampleStory *self, const AmbSampleWho *who, guint track, guint how)
{
  AmbSampleRandom *random = &self->random;
  int moved = amb_sample_random_between (random, progress[how].moved_from, progress[how].moved_to);
  int due = amb_sample_random_between (random, progress[how].due_from, progress[how].due_to);
  gboolean begun = g_str_has_prefix (progress[how].path, "in_progress");
  AmbRecord *enrolment = amb_sample_story_add (
      self, "enrolment", NULL, "ambassador-id", who->id, "track-id",
      amb_sample_story_id (self, "track:%u", track), "due", amb_sample_story_day (self, due),
      "started-on", begun ? amb_sample_story_day (self, moved - 12) : NULL, "track-version",
      track == 1 ? "2" : "1", "score",
      progress[how].why != NULL ? amb_sample_story_number (self, 61) : NULL, "note",
      progress[how].note, NULL);

  if (*progress[how].path != '\0')
    amb_sample_story_walk (self, enrolment, progress[how].path, moved, get_lead (self, who),
                           progress[how].why);
  if (track <= 4 && how < 7)
    tell_results (self, enrolment, who, track, MIN (progress[how].modules, 4), moved);
}

void
amb_sample_tell_enrolments (AmbSampleStory *self)
{
  static const guint8 next[] = { 3, 2, 3, 2, 4, 2 };
  guint step = self->people->len > 300 ? 3 : 1;
  guint n = 0, n_further = 7; /* the ends that are rare come first, however few people there are */

  tell_evidence (self);
  for (guint i = 0; i < self->people->len && n < N_ON_THE_WAY / 2; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);

      if (g_str_equal (who->state, "onboarding") && who->level == 0 && !is_enrolled (self, who, 1))
        tell_on_the_way (self, who, 1, n++ % 7);
    }
  for (guint i = 0; i < self->people->len && n + n_further < N_ON_THE_WAY; i += step)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);
      guint track = next[n_further % G_N_ELEMENTS (next)];

      if (g_str_equal (who->state, "active") && who->level == 1 && !is_enrolled (self, who, track))
        tell_on_the_way (self, who, track, n_further++ % G_N_ELEMENTS (progress));
    }
}

// clang-format off
static const struct
{
  const char *path; /* "": proposed */
  int starts, ends, moved;
  const char *role, *goal;
} mentorings[] = {
  { "", 7, 100, 0, "producer", "First film about the bench of Lyon, from idea to review." },
  { "", 5, 95, 0, "monitoring", "Set up searches for the water topic in two languages." },
  { "", 14, 120, 0, "curator", "Prendre en main la curation des publications d’Innovation." },
  { "", 3, 93, 0, NULL, "Get through level 1 with the autumn cohort." },
  { "active", -2, 88, -2, "responder", "Reply to ten signals together, then alone." },
  { "active", -12, 80, -12, "space_host", "Host “R&D meets Marketing” for a season." },
  { "active", -33, 57, -33, "producer", "One article a month; the second is under review." },
  { "active", -48, 42, -48, "curator", "Three audiences for each source, without copying." },
  { "active", -70, 20, -70, "monitoring", "From noise to signal: fewer, better lines." },
  { "active", -85, 5, -85, NULL, "Retrouver le rythme après un congé." },
  { "active", -88, 2, -88, "spokesperson", "Level 4 and a first interview with the local press." },
  { "active", -101, -11, -101, "trainer", "Give half of a level-1 session." },
  { "active", -60, 30, -60, "responder", "Remplacer la responsable du service client en août." },
  { "active", -20, 70, -20, "producer", "Portraits of apprentices in Bengaluru." },
  { "declined", -9, 81, -10, "curator", "Works in another time zone; asked for a mentor in Asia." },
  { "declined", -40, 50, -41, NULL, "No time before the audit." },
  { "declined declined", -25, 65, -26, "monitoring", "Already mentors two people." },
  { "active ended", -190, -100, -100, NULL, "Level 1, spring cohort." },
  { "active ended", -188, -98, -98, NULL, "Level 1, spring cohort: first post about the apprentices." },
  { "active ended", -180, -90, -90, "curator", "Curate for applicants." },
  { "active ended", -175, -85, -85, "monitoring", "Veille sur le recyclage des batteries." },
  { "active ended", -160, -110, -110, "producer", "Ended early: the mentee changed department." },
  { "active ended", -150, -60, -60, "space_host", "Open the applicants’ space." },
  { "active ended", -140, -50, -50, "responder", "Replies in Spanish and Portuguese." },
};
// clang-format on

void
amb_sample_tell_mentoring (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (mentorings); i++)
    {
      const AmbSampleWho *mentor = amb_sample_tell_who (self, "trainer", NULL);
      const AmbSampleWho *mentee =
          amb_sample_story_pick (self, mentorings[i].role == NULL ? "onboarding active" : "active",
                                 mentorings[i].role, AMB_SAMPLE_NO_NODE);
      gboolean again = g_str_equal (mentorings[i].path, "declined declined");
      AmbRecord *pair;

      if (mentor == NULL || mentee == NULL || mentor == mentee)
        continue;
      pair = amb_sample_story_add (
          self, "mentoring", NULL, "mentor-id", mentor->id, "mentee-id", mentee->id, "starts-on",
          amb_sample_story_day (self, mentorings[i].starts), "ends-on",
          amb_sample_story_day (self, mentorings[i].ends), "role-id",
          amb_sample_tell_id (self, "role:", mentorings[i].role), "goal", mentorings[i].goal, NULL);
      if (again)
        {
          amb_sample_story_walk (self, pair, "declined", mentorings[i].moved - 20, mentor->name,
                                 NULL);
          amb_sample_story_walk (self, pair, "proposed", mentorings[i].moved - 6,
                                 get_lead (self, mentor), "Asked again for next month");
          amb_sample_story_walk (self, pair, "declined", mentorings[i].moved, mentor->name, NULL);
        }
      else if (*mentorings[i].path != '\0')
        {
          g_auto (GStrv) states = g_strsplit (mentorings[i].path, " ", -1);

          amb_sample_story_walk (self, pair, states[0],
                                 states[1] != NULL ? mentorings[i].starts : mentorings[i].moved,
                                 mentor->name, NULL);
          if (states[1] != NULL)
            amb_sample_story_walk (self, pair, states[1], mentorings[i].moved, mentor->name, NULL);
        }
    }
}
