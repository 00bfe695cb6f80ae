/* The chapter on people: those who are nominated and who apply, and what their raters see. */
#include "amb-sample-tell-people.h"

#include <string.h>

#define N_RATERS     6
#define MAX_REVIEWED 14 /* applications in review that a rater has begun with */
#define MAX_DECIDED  12 /* decided ones of calls that are over whose scores are kept here */
#define REVIEWS_SEED 0x72657669

// clang-format off
static const char *const wished[] = { "monitoring", "curator", "producer", "responder", "space_host", "monitoring", "trainer" };

static const char *const motivations[][2] = {
  { "People ask me at the school gate whether the buses are safe. I would like to answer with more than “I think so”.", "On me demande à la sortie de l’école si les bus sont sûrs. J’aimerais répondre mieux que « je crois »." },
  { "I have written the team’s internal notes for two years. The best ones deserve to be read outside.", "J’écris les notes de l’équipe depuis deux ans. Les meilleures méritent d’être lues dehors." },
  { "I don’t like to be in front. I do like to listen, and I read three languages.", "Je n’aime pas être devant. J’aime écouter, et je lis trois langues." },
  { "The water story made me proud. I would like to find the next one in our plant.", "L’histoire de l’eau m’a rendu fier. Je voudrais trouver la prochaine chez nous." },
  { "Applicants tell me that our adverts say nothing about the work. I could show it.", "Les candidats me disent que nos annonces ne parlent pas du métier. Je pourrais le montrer." },
  { "During the battery rumour I answered my neighbours with nothing in my hands. Never again.", "Pendant la rumeur sur les batteries, j’ai répondu à mes voisins les mains vides. Plus jamais." },
  { "My clients trust the technician who comes, not the brochure. I am the technician.", "Mes clients croient le technicien qui vient, pas la brochure. Le technicien, c’est moi." },
  { "I moved from R&D to Marketing last year and translate between the two every day.", "Je suis passée de la R&D au marketing l’an dernier et je traduis entre les deux chaque jour." },
};

static const char *const answers[][2] = {
  { "The Friday digest of the site; about ninety readers.\nA customer shouted. I let him finish, and the fault was ours.", "La lettre du vendredi du site ; une petite centaine de lecteurs.\nUn client criait. Je l’ai laissé finir : l’erreur venait de nous." },
  { "I answer in the maintenance space, mostly at night.\nI asked a night shift why nobody reads our posts. They have no screen.", "Je réponds dans l’espace maintenance, surtout le soir.\nJ’ai demandé à l’équipe de nuit pourquoi personne ne nous lit. Elle n’a pas d’écran." },
  { "Short films of repairs, without music.\nI waited two days before I answered a journalist, and was glad of it.", "De petits films de réparation, sans musique.\nJ’ai attendu deux jours avant de répondre à un journaliste, et j’ai bien fait." },
  { "The glossary for newcomers: four hundred words.\nIn a meeting I said nothing for an hour and wrote down what clients had asked.", "Le lexique des nouveaux : quatre cents mots.\nEn réunion, je n’ai rien dit pendant une heure ; j’ai noté les questions des clients." },
};

static const struct
{
  const char *kind, *text[2];
} reasons[] = {
  { "peer", { "Explains the storage plant so that my mother understood it.", "Explique le stockage de telle façon que ma mère a compris." } },
  { "manager", { "The team turns to them when a client asks something new.", "L’équipe se tourne vers elle quand un client pose une question nouvelle." } },
  { "peer", { "Kept calm and exact in the thread on the batteries.", "Est resté calme et précis dans le fil sur les batteries." } },
  { "self", { "I share already; I would like to do it better.", "Je partage déjà ; je voudrais le faire mieux." } },
  { "activity", { "Eleven answers in the space on meters last month, all with a source.", "Onze réponses dans l’espace compteurs le mois dernier, toutes sourcées." } },
  { "manager", { "Asked for it in the yearly talk, and I agree to three hours a month.", "L’a demandé pendant l’entretien annuel ; je donne trois heures par mois." } },
  { "peer", { "The only one at our site whom the night shift listens to.", "La seule sur notre site que l’équipe de nuit écoute." } },
};

static const struct
{
  const char *kind;
  const char *low[2], *high[2];
} evidence[] = {
  { "enthusiasm", { "Was sent by the manager, says so.", "Envoyé par son responsable, le dit lui-même." }, { "Three concrete wishes, one of them begun.", "Trois envies concrètes, dont une commencée." } },
  { "sharing", { "Answers when asked; nothing unasked.", "Répond si on demande ; rien spontanément." }, { "Quoted by four other teams.", "Cité par quatre autres équipes." } },
  { "presence", { "A profile without a picture, last year’s post.", "Un profil sans photo, un post de l’an dernier." }, { "Small, but people ask questions and get answers.", "Modeste, mais on lui pose des questions et il répond." } },
  { "skill", { "Would need the whole of level 3.", "Aurait besoin de tout le niveau 3." }, { "Did four of the five steps of the role without knowing it.", "Fait déjà quatre des cinq étapes du rôle sans le savoir." } },
  { "availability", { "An hour a month; the manager is not told yet.", "Une heure par mois ; le responsable n’est pas prévenu." }, { "Three hours, agreed in writing.", "Trois heures, accord écrit." } },
  { "judgement", { "Answered first and looked later.", "A répondu d’abord, vérifié ensuite." }, { "Waited, asked, then answered: as in the account of the journalist.", "A attendu, demandé, puis répondu : voir l’épisode du journaliste." } },
};

/* What the state of a person says of their application. */
static const struct
{
  const char *person, *path; /* nullable */
  guint limit;
  const char *why, *feedback[2];
  enum { ALL, EACH_FOURTH, ALL_BUT_FOURTH } which;
} kinds[] = {
  { "applied", NULL, 40, NULL, { NULL } },
  { "in_review", "in_review", 30, NULL, { NULL } },
  { "shortlisted", "in_review waitlisted", 8, "Second wave: above the line, if a seat is added", { "You are on the wait list until the second wave is composed on Thursday.", "Vous êtes sur la liste d’attente jusqu’à la composition de la deuxième vague, jeudi." }, EACH_FOURTH },
  { "shortlisted", "in_review selected", 24, "Both raters agree, and the role is open", { "Your two raters agree: strong on sharing. Your invitation depends on the composition of the second wave.", "Vos deux lecteurs sont d’accord : un vrai sens du partage. L’invitation dépend de la composition de la deuxième vague." }, ALL_BUT_FOURTH },
  { "waitlisted", "in_review waitlisted", 20, "Above the line, and the cohort is full in Europe", { "You are on the wait list, and it is used: four of the spring list have a seat today.", "Vous êtes sur la liste d’attente, et elle sert : quatre personnes de celle du printemps ont une place aujourd’hui." } },
  { "invited", "in_review selected", 20, "Closes a hole in the coverage", { "What decided: your evidence of sharing inside.", "Ce qui a décidé : vos preuves de partage en interne." } },
  { "accepted", "in_review selected", 16, "Strong evidence, and the manager agrees", { "What decided: skill for the role.", "Ce qui a décidé : le savoir-faire pour le rôle." } },
  { "onboarding", "in_review selected", 24, "First wave: strong evidence of listening", { "What decided: listening before answering.", "Ce qui a décidé : vous écoutez avant de répondre." } },
  { "not_selected", "in_review not_selected", 16, "Another profile covers this need; asked to come again", { "Your time is short this year, and the role needs two hours a week. You may apply again at any time; nothing is held against you.", "Vous avez peu de temps cette année, et le rôle demande deux heures par semaine. Vous pouvez revenir quand vous voulez." } },
  { "withdrawn", "withdrawn", 6, "Asked to be taken out", { NULL } },
  { "active", "in_review selected", 24, "Spring cohort: coverage before score", { "What decided: your site had nobody yet.", "Ce qui a décidé : votre site n’avait encore personne." } },
};
// clang-format on

typedef struct
{
  AmbSampleStory *story;
  const AmbSampleWho *raters[N_RATERS];
  guint n_raters;
  guint n_reviewed, n_decided;
  GArray *reviews; /* of Review: of calls that are not over */
} Candidates;

/* Days of an application, before today when negative. */
typedef struct
{
  const char *call; /* nullable */
  int submitted, reviewed, decided;
} Course;

/* How far the two raters of an application have come. */
typedef struct
{
  AmbRecord *application;
  const AmbSampleWho *who;
  guint number;
  Course course;
  guint given[2]; /* criteria */
} Review;

static gboolean
is_in_spring (const AmbSampleWho *who)
{
  return g_str_equal (who->state, "active") && who->since >= 90 && who->since <= 186;
}

static Course
plan_course (Candidates *self, const AmbSampleWho *who)
{
  AmbSampleRandom *random = &self->story->random;
  Course course = { .call = "call:autumn", .decided = -who->since };
  gboolean later = amb_words_contain ("invited accepted onboarding", who->state);
  gboolean spring = is_in_spring (who) || (who->since > 30 && who->since <= 200) ||
                    (g_str_equal (who->state, "onboarding") && who->since > 17);

  if (g_str_equal (who->state, "applied"))
    {
      course.submitted = -who->since;
      course.call = who->since > 2 ? "call:autumn" : NULL;
      if (who->since <= 2 && (who->home == amb_sample_story_find_node ("BLR") ||
                              who->home == amb_sample_story_find_node ("IN")))
        course.call = "call:bengaluru";
      return course;
    }
  if (spring)
    {
      course.call = "call:spring";
      course.submitted = amb_sample_random_between (random, -238, -209);
      course.reviewed = amb_sample_random_between (random, -206, -206 + 4);
      course.decided = is_in_spring (who) || later ? -188 : -who->since;
      return course;
    }
  if (who->since > 30)
    course.call = NULL;
  if (later)
    course.decided = MAX (-who->since - amb_sample_random_between (random, 2, 6), -33);
  course.reviewed = g_str_equal (who->state, "in_review")
                        ? -who->since
                        : course.decided - amb_sample_random_between (random, 2, 4);
  course.submitted = course.reviewed - amb_sample_random_between (random, 1, 4);
  return course;
}

static void
find_raters (Candidates *self)
{
  static const char *const nodes[] = { "FR", "IN", "COM", "US", "HR", "DE", "BR", "JP" };

  for (guint i = 0; i < G_N_ELEMENTS (nodes) && self->n_raters < N_RATERS; i++)
    {
      const AmbSampleWho *who = amb_sample_story_pick (self->story, "active", "trainer",
                                                       amb_sample_story_find_node (nodes[i]));
      gboolean known = who == NULL;

      for (guint k = 0; k < self->n_raters; k++)
        known = known || self->raters[k] == who;
      if (!known)
        self->raters[self->n_raters++] = who;
    }
}

static const AmbSampleWho *
get_rater (Candidates *self, const AmbSampleWho *candidate, guint number)
{
  const AmbSampleWho *rater = self->raters[number % self->n_raters];

  return rater != candidate ? rater : self->raters[(number + 2) % self->n_raters];
}

static void
add_score (Candidates *self,
           AmbRecord *application,
           const AmbSampleWho *rater,
           guint at,
           const Course *course,
           gboolean is_decided)
{
  AmbSampleStory *story = self->story;
  gboolean autumn = g_strcmp0 (course->call, "call:autumn") == 0;
  gboolean french = amb_sample_people_is_french (rater);
  gboolean blank =
      g_str_equal (evidence[at].kind, "presence") && amb_sample_random_chance (&story->random, 30);
  int score = amb_sample_random_between (&story->random, is_decided ? 2 : 1, 5);
  int day = is_decided
                ? amb_sample_random_between (&story->random, course->reviewed, course->decided - 1)
                : amb_sample_random_between (&story->random, course->reviewed, 0);

  amb_sample_story_add (
      story, "assessment", NULL, "application-id", amb_record_get_id (application), "criterion-id",
      amb_sample_story_id (story, "criterion:%s%s", autumn ? "autumn:" : "", evidence[at].kind),
      "role-id", amb_record_get (application, "role-id"), "by-id", rater->id, "score",
      blank ? NULL : amb_sample_story_number (self->story, score), "blank-on-purpose",
      blank ? "1" : "0", "evidence",
      blank        ? french ? "Aucun profil déclaré : rien à noter, et ce n’est pas une faute."
                            : "No profile given: nothing to score, and no fault."
      : score >= 3 ? evidence[at].high[french]
                   : evidence[at].low[french],
      "rated-on", amb_sample_story_day (story, day), NULL);
}

/* The rater's answers from the criterion at @from on, up to that at @to. */
static void
add_answers (Candidates *self, const Review *review, guint rater, guint from, guint to)
{
  gboolean is_decided = !g_str_equal (amb_record_get_state (review->application), "in_review");

  for (guint i = from; i < to; i++)
    add_score (self, review->application, get_rater (self, review->who, review->number + rater), i,
               &review->course, is_decided);
}

/* Decided: every criterion, twice. In review: the first rater is through, the second half-way or
 * not begun. */
static void
add_scores (Candidates *self, Review *review)
{
  gboolean is_decided = !g_str_equal (amb_record_get_state (review->application), "in_review");
  guint n = G_N_ELEMENTS (evidence);

  if (is_decided ? self->n_decided++ >= MAX_DECIDED : self->n_reviewed++ >= MAX_REVIEWED)
    return;
  review->given[0] = n;
  review->given[1] = is_decided ? n : (review->number % 3) * n / 2;
  for (guint rater = 0; rater < G_N_ELEMENTS (review->given); rater++)
    add_answers (self, review, rater, 0, review->given[rater]);
}

/* Nobody is shortlisted, nor on a wait list, whom two raters didn't read; and of those in review
 * half can be decided. What else the sample tells does not hang on it: it has a stream of its own.
 */
static void
finish_reviews (Candidates *self)
{
  AmbSampleRandom others = self->story->random;
  guint n = G_N_ELEMENTS (evidence);

  amb_sample_random_begin (&self->story->random, REVIEWS_SEED, 0);
  for (guint i = 0; i < self->reviews->len; i++)
    {
      Review *review = &g_array_index (self->reviews, Review, i);
      gboolean is_decided = !g_str_equal (amb_record_get_state (review->application), "in_review");
      guint second = is_decided || review->number % 3 != 0 ? n
                     : review->number % 6 == 3             ? n / 2
                                                           : 0;

      add_answers (self, review, 0, review->given[0], n);
      add_answers (self, review, 1, review->given[1], second);
    }
  self->story->random = others;
}

static AmbRecord *
add_nomination (Candidates *self, const AmbSampleWho *who, int day, const char *call)
{
  AmbSampleStory *story = self->story;
  guint at = amb_sample_random_below (&story->random, G_N_ELEMENTS (reasons));
  const char *kind = reasons[at].kind;
  gboolean french = amb_sample_people_is_french (who);
  const AmbSampleWho *peer = amb_sample_story_pick (story, "active", NULL, who->home);
  const char *by = g_str_equal (kind, "self")      ? who->id
                   : g_str_equal (kind, "manager") ? amb_sample_people_head (story, who->home)
                   : g_str_equal (kind, "peer") && peer != NULL && peer != who ? peer->id
                                                                               : NULL;

  return amb_sample_story_add (
      story, "nomination", NULL, "ambassador-id", who->id, "kind", kind, "by-id", by,
      "nominated-on", amb_sample_story_day (story, day), "call-id",
      call != NULL ? amb_sample_story_id (story, "%s", call) : NULL, "role-id",
      amb_sample_story_id (story, "role:%s", AMB_SAMPLE_CHOOSE (story, wished)), "reason",
      reasons[at].text[french], "evidence",
      g_str_equal (kind, "activity") ? "https://intranet.meridiem.example/spaces/meters"
      : amb_sample_random_chance (&story->random, 40)
          ? "https://intranet.meridiem.example/notes/friday-digest"
          : NULL,
      NULL);
}

static AmbRecord *
new_application (Candidates *self, const AmbSampleWho *who, guint number, const Course *course)
{
  static const char *const sources[] = { "form", "form", "hand", "activity" };
  AmbSampleStory *story = self->story;
  gboolean french = amb_sample_people_is_french (who);
  AmbRecord *nomination =
      number % 3 == 0 ? add_nomination (self, who, course->submitted - 2, course->call) : NULL;
  const char *source = nomination != NULL ? "nomination" : sources[number % 4];

  return amb_sample_story_add (
      story, "application", NULL, "ambassador-id", who->id, "call-id",
      course->call != NULL ? amb_sample_story_id (story, "%s", course->call) : NULL, "role-id",
      g_str_equal (who->state, "active")
          ? amb_sample_people_role (story, who, "curator")
          : amb_sample_story_id (story, "role:%s", wished[number % G_N_ELEMENTS (wished)]),
      "submitted-on", amb_sample_story_day (story, course->submitted), "source", source,
      "nomination-id", nomination != NULL ? amb_record_get_id (nomination) : NULL, "language",
      who->language, "motivation", motivations[number % G_N_ELEMENTS (motivations)][french],
      "answers",
      number % 7 == 6
          ? NULL
          : answers[amb_sample_random_below (&story->random, G_N_ELEMENTS (answers))][french],
      "availability",
      amb_sample_story_number (self->story, 60 * amb_sample_random_between (&story->random, 1, 5)),
      "manager-informed", number % 5 == 1 ? "0" : "1", NULL);
}

static void
add_application (Candidates *self, const AmbSampleWho *who, guint kind, guint number)
{
  AmbSampleStory *story = self->story;
  Course course = plan_course (self, who);
  gboolean is_rated = kinds[kind].path != NULL && g_str_has_prefix (kinds[kind].path, "in_review");
  const int days[] = { is_rated ? course.reviewed : course.decided, course.decided };
  AmbRecord *record;
  Review review;

  if (is_rated && self->n_raters < 4)
    return;
  record = new_application (self, who, number, &course);
  if (kinds[kind].path == NULL)
    return;
  /* The newest in review wait for their raters. */
  if (is_rated && !(g_str_equal (kinds[kind].person, "in_review") && number % 6 == 5))
    {
      amb_record_set (record, "first-rater-id", get_rater (self, who, number)->id);
      amb_record_set (record, "second-rater-id", get_rater (self, who, number + 1)->id);
    }
  amb_sample_people_walk (story, record, kinds[kind].path, days,
                          is_rated ? amb_sample_people_manager (story) : who->name,
                          kinds[kind].why);
  amb_record_set (record, "feedback", kinds[kind].feedback[amb_sample_people_is_french (who)]);
  review = (Review){ record, who, number, course, { 0, 0 } };
  if (!is_rated || amb_record_get (record, "first-rater-id") == NULL)
    return;
  if (g_str_equal (kinds[kind].person, "in_review") || number % 3 == 0)
    add_scores (self, &review);
  if (amb_words_contain ("in_review shortlisted waitlisted", kinds[kind].person))
    g_array_append_val (self->reviews, review);
}

static void
tell_applications (Candidates *self)
{
  GPtrArray *people = self->story->people;

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      guint n = 0, known = 0;

      for (guint i = 0; i < people->len && n < kinds[kind].limit; i++)
        {
          const AmbSampleWho *who = g_ptr_array_index (people, i);

          if (!g_str_equal (who->state, kinds[kind].person) ||
              (g_str_equal (who->state, "active") && !is_in_spring (who)) ||
              (kinds[kind].which != ALL &&
               (known++ % 4 == 3) != (kinds[kind].which == EACH_FOURTH)))
            continue;
          add_application (self, who, kind, n++);
        }
    }
}

/* Those who did not apply themselves: named by others, or found by what they do. */
static void
tell_nominations (Candidates *self)
{
  GPtrArray *people = self->story->people;
  guint n = 0, found = 0;

  for (guint i = 0; i < people->len; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (people, i);

      if (g_str_equal (who->state, "nominated") && n++ < 40)
        add_nomination (self, who, -who->since, "call:autumn");
      else if (g_str_equal (who->state, "identified") && found++ < 9)
        {
          AmbRecord *record = add_nomination (self, who, -who->since, NULL);

          amb_record_set (record, "kind", "activity");
          amb_record_set (record, "by-id", NULL);
          amb_record_set (
              record, "reason",
              amb_sample_people_is_french (who)
                  ? "Ses réponses dans l’espace R&D–Marketing sont reprises par d’autres."
                  : "Answers in the R&D and Marketing space are taken up by others.");
        }
    }
}

void
amb_sample_tell_people_candidates (AmbSampleStory *story)
{
  Candidates self = { .story = story, .reviews = g_array_new (FALSE, FALSE, sizeof (Review)) };

  find_raters (&self);
  tell_nominations (&self);
  tell_applications (&self);
  finish_reviews (&self);
  g_array_unref (self.reviews);
}
