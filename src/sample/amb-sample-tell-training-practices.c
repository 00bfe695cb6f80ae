/* Practice cards, who tried them, and the questions to the centre. */
#include "amb-sample-tell-training.h"

// clang-format off
static const struct
{
  const char *subject, *text, *answer; /* NULL: none yet */
  int asked, hours;                    /* days, hours until the answer */
  const char *language, *shared;
} questions[] = {
  { "May I say that our buses are not on the list?", "A neighbour asks me every morning.", "Yes: the authority’s list names four series and none of them is ours. Link to the list, say that you work here, and don’t add anything about other makers.", -18, 3, "en", "1" },
  { "Puis-je publier une photo de la ligne de Lyon ?", "On y voit un écran avec des chiffres de production.", "Oui, si l’écran est flouté et si la responsable de la ligne a donné son accord par écrit. Le modèle d’accord est dans l’espace des ambassadeurs de France.", -88, 20, "fr", "1" },
  { "A journalist wrote to me on a Sunday. Do I answer?", NULL, "Thank, say that a colleague of the press office comes back on Monday, and forward the message to the centre. That is all.", -63, 5, "en", "1" },
  { "How long may a text be before nobody reads it?", NULL, "Four short paragraphs. The one that carries the fact goes first.", -140, 26, "en", "0" },
  { "Faut-il la mention « je travaille chez Meridiem » dans un commentaire ?", "Mon profil le dit déjà.", "Oui, dès que vous parlez de l’entreprise : on lit un commentaire sans ouvrir le profil.", -133, 9, "fr", "1" },
  { "Can I use the Pune story in Portuguese?", "Our partners in São Paulo ask for it.", "It may be quoted; a version for São Paulo exists since last week. Please name the Bengaluru team.", -118, 31, "en", "1" },
  { "My manager does not know that I applied", "Does the programme tell them?", "Availability counts ten of a hundred points, and an informed manager is part of it. We tell nobody: please do so yourself before the review.", -21, 22, "en", "0" },
  { "Who sees that I declined a task?", NULL, "Whoever asked you, and you. It costs nothing and enters no figure about you.", -110, 4, "en", "1" },
  { "Un client demande un délai de livraison en commentaire", NULL, "Ne donnez pas de date. Transmettez au service client par un transfert : il répond sous deux jours et vous verrez l’issue.", -76, 12, "fr", "1" },
  { "Is a like a share?", NULL, "No. A share is your own post or a repost with your own words.", -152, 44, "en", "0" },
  { "The rumour about the Lyon plant", "Three people asked me this week. What do I say?", "Say what is approved, and nothing else: no closing has been decided; 620 colleagues move to the new campus, every post with them. We follow the rumour as a signal.", -5, 6, "en", "1" },
  { "Peut-on traduire la charte en arabe ?", "Plusieurs collègues de Casablanca le demandent.", "Oui. La version marocaine est relue par le service juridique et entre en vigueur avec la cohorte d’automne.", -36, 70, "fr", "1" },
  { "May guests of a space read what was said before they came?", NULL, "They read the threads of that space only. Move older ones to a private space first if they should not.", -94, 18, "en", "0" },
  { "Level 3 without the drill?", "I am on leave during the next two.", NULL, -6, 0, "en", "0" },
  { "Quelle licence pour la musique de notre film ?", "Film de quarante secondes sur l’atelier des apprentis.", NULL, -4, 0, "fr", "0" },
  { "Which hashtag for the water week?", NULL, NULL, -1, 0, "en", "0" },
  { "Can I answer in my own name in a trade forum?", "Someone there says that our batteries are still being shipped.", NULL, -1, 0, "en", "0" },
  { "Comment signaler une fausse offre d’emploi ?", "Elle porte notre logo et demande de l’argent.", NULL, 0, 0, "fr", "0" },
  { "Interview request from a university radio", "On apprentices in Bengaluru, next Thursday.", NULL, 0, 0, "en", "0" },
  { "Pause until September", "How do I stop all requests without leaving?", "With the pause button on your own page; an end date is needed, and you may come back sooner.", -17, 2, "en", "1" },
};

static const struct
{
  const char *title, *path; /* "": draft */
  int moved, until;         /* until: verified until, days from today */
  const char *author, *role, *node, *language;
  const char *context, *steps, *result, *why;
} practices[] = {
  { "Answer a rumour before noon", "proposed verified", -20, 70, "responder", "responder", "FR", "en",
    "A rumour without a source, asked by people whom you know.", "1. Ask where they read it.\n2. Tell the centre, with the link.\n3. Say the approved line, or: I do not know, I have passed it on.\n4. Come back with the answer, even when it is short.",
    "Used eleven times for the rumour about the Lyon plant; nobody had to correct anything.", NULL },
  { "One report, three audiences", "proposed verified", -41, 49, "producer", "producer", "BLR", "en",
    "A long report that only engineers read.", "1. Name the need of each audience.\n2. Take one figure and one person.\n3. Write three openings before any text.\n4. Let the department that made the report read them.",
    "The leak search of Pune gave a text for clients, one for applicants and one for partners; all three were published.", NULL },
  { "Le quart d’heure de veille", "proposed verified", -64, 26, "monitoring", "monitoring", "LYS", "fr",
    "Trop de sources, trop peu de temps.", "1. Trois recherches enregistrées, pas plus.\n2. Quinze minutes, à heure fixe.\n3. Un signal ou rien : pas de revue de presse.\n4. Passer le relais par la rotation.",
    "Deux fois moins de lignes, et les fausses alertes passent de 40 à 15 pour cent.", NULL },
  { "Ask for a photograph’s rights in one message", "proposed verified", -83, 7, "producer", NULL, "COM", "en",
    "Photographs of colleagues at work.", "1. Send the picture as it will be cropped.\n2. Name the channel and the day it goes.\n3. Keep the answer beside the asset.", "No picture taken down in five months.", NULL },
  { "Thank a critic", "proposed verified", -104, -14, "responder", "responder", "CUS", "en",
    "A complaint that is right.", "1. Say what is right about it.\n2. Take it over with a name and a date.\n3. Come back on that date.", "Six of nine critics wrote again, five of them kindly.", NULL },
  { "Portrait d’une apprentie en quatre questions", "proposed verified", -131, -41, "producer", "producer", "HR", "fr",
    "Montrer la vie au travail sans slogan.", "1. Ce qu’elle a réparé cette semaine.\n2. Ce qui a raté.\n3. Qui lui a appris.\n4. Ce qu’elle dirait à une candidate.", "Quatre portraits, 210 candidatures citent l’un d’eux.", NULL },
  { "Host a question for 48 hours", "proposed verified", -11, 79, "space_host", "space_host", "MKT", "en",
    "A question in a space stays without an answer.", "1. Thank within the day.\n2. Name one person who knows.\n3. Write to that person, not to everybody.\n4. After two days say what is missing.", "Nine in ten questions answered in time; it was six.", NULL },
  { "Holding line for a recall", "proposed verified", -7, 83, "spokesperson", "spokesperson", "ES", "en",
    "A recall of which nobody knows yet whether it is ours.", "1. Who should stop using what.\n2. What we do now.\n3. What we do not know.\n4. When we speak again, to the minute.", "First line after 22 minutes in the Iberian rumour; one correction was needed.", NULL },
  { "Partner night in ninety minutes", "proposed verified", -150, -60, "space_host", NULL, "NRG", "en",
    "Partners who never meet.", "1. Three questions by the guests.\n2. No slides.\n3. Notes in the space within a day.", "Two common projects came of it.", NULL },
  { "Short film from a telephone", "proposed", -6, 0, "producer", "producer", "GRU", "en",
    "A factory tour without a crew.", "1. Film standing, in the light of the windows.\n2. Eight seconds a picture.\n3. Let one person explain one machine.", "Three films, each under an hour of work.", NULL },
  { "Relire à deux avant l’envoi", "proposed", -3, 0, "curator", "curator", "YUL", "fr-CA",
    "Une proposition renvoyée deux fois par la relecture.", "1. Échanger les textes par deux.\n2. Une seule remarque chacun.\n3. Envoyer.", "Sept propositions sur dix acceptées du premier coup.", NULL },
  { "A glossary for outsiders", "proposed", -9, 0, "curator", NULL, "RND", "en",
    "Words that only R&D understands.", "1. Collect the words that readers asked about.\n2. One sentence each, with an example.\n3. Link it from every article.", "Forty words; the page is the third most read of the intranet.", NULL },
  { "Drill at the end of a meeting", "proposed verified proposed", -2, -5, "trainer", "trainer", "GB", "en",
    "No time for drills.", "1. Ten minutes.\n2. One inject.\n3. Who says what, aloud.", "To be verified again: the times have changed with the new playbook.", NULL },
  { "What applicants ask in July", "", 0, 0, "monitoring", "monitoring", "HR", "en", "Questions of applicants before the autumn.", "1. Read the three forums.\n2. Count, do not judge.", NULL, NULL },
  { "Écrire pour un élu local", "", 0, 0, "producer", NULL, "MA", "fr", "Un maire demande ce que change l’usine pour sa commune.", NULL, NULL, NULL },
  { "Hand over at the end of a shift", "", 0, 0, "responder", "responder", "BLR", "en", "The rota changes at 18:00 in Bengaluru.", "1. What is open.\n2. Who waits.\n3. What was promised.", NULL, NULL },
  { "Post every day at eight", "proposed retired", -170, 0, "producer", NULL, "US", "en",
    "A fixed hour for everybody.", "1. Everybody posts at 8:00.", "It looked like a campaign, and was read like one.", "Word for word the same for many people is what we no longer do" },
  { "Leaderboard of shares", "proposed verified retired", -260, -200, "trainer", NULL, "SAL", "en",
    "To encourage sharing.", "1. Publish the ten first of the month.", "The ten first shared more, everybody else less.", "Rankings of people are off: they shame more than they help" },
};
// clang-format on

static void
tell_answer (AmbSampleStory *self, AmbRecord *question, guint index, int hour)
{
  const AmbSampleWho *who = amb_sample_tell_who (self, "trainer", "COM");
  int day = questions[index].asked + (hour + questions[index].hours) / 24;

  amb_record_set (question, "answer", questions[index].answer);
  amb_record_set (question, "answered-by-id", amb_sample_tell_who_id (who));
  amb_record_set (question, "answered-at",
                  amb_sample_story_instant (self, day, (hour + questions[index].hours) % 24, 5));
}

void
amb_sample_tell_questions (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      gboolean french = g_str_equal (questions[i].language, "fr");
      const AmbSampleWho *who = amb_sample_tell_who (self, NULL, french ? "FR" : NULL);
      int hour = questions[i].asked == 0 ? 6 : amb_sample_random_between (&self->random, 7, 15);
      g_autofree char *key = g_strdup_printf ("question:%u", i + 1);
      AmbRecord *question = amb_sample_story_add (
          self, "centre-question", key, "subject", questions[i].subject, "text", questions[i].text,
          "asked-by-id", amb_sample_tell_who_id (who), "asked-at",
          amb_sample_story_instant (self, questions[i].asked, hour, (int) i * 7 % 60), "shared",
          questions[i].shared, NULL);

      if (questions[i].answer != NULL)
        tell_answer (self, question, i, hour);
    }
}

/* What trying somebody else's practice gave, in the order in which the cards are. */
// clang-format off
static const struct
{
  guint practice;
  int day;
  const char *outcome, *node, *note;
} trials[] = {
  { 1, -9, "worked", "DE", "Same steps, in German." },
  { 1, -6, "worked", "LYS", NULL },
  { 1, -4, "adapted", "FR", "J’ai appelé au lieu d’écrire : la personne était inquiète." },
  { 1, -2, "worked", "CUS", NULL },
  { 2, -36, "worked", "INN", "With the study on cells instead of the report." },
  { 2, -30, "adapted", "NL", "Two audiences only; partners got the clients’ text." },
  { 2, -22, "worked", "BR", NULL },
  { 2, -12, "did_not_work", "FIN", "The figures may not be quoted before the annual ones." },
  { 3, -55, "worked", "FR", NULL },
  { 3, -48, "worked", "MA", "Avec deux recherches en arabe." },
  { 3, -40, "adapted", "CA", "Twenty minutes, because of two languages." },
  { 3, -15, "worked", "SE", NULL },
  { 4, -70, "worked", "PL", NULL },
  { 4, -33, "adapted", "DE", "The works council asked for the form on paper." },
  { 5, -90, "worked", "GB", NULL },
  { 5, -61, "did_not_work", "SAL", "The date could not be kept; the second apology cost more than the first." },
  { 5, -20, "worked", "IT", NULL },
  { 6, -120, "worked", "BLR", "In English, with five questions." },
  { 6, -80, "worked", "JP", NULL },
  { 7, -8, "worked", "INN", NULL },
  { 7, -5, "adapted", "RND", "Seventy-two hours: the laboratory is closed on Fridays." },
  { 8, -5, "adapted", "PT", "The list of the authority first, then we." },
  { 8, -3, "worked", "MOB", "In the drill of the Americas." },
  { 9, -130, "worked", "HEA", NULL },
  { 10, -2, "worked", "MX", "Two films already." },
  { 12, -4, "adapted", "HEA", "Twelve words are enough for patients." },
  { 13, -60, "worked", "ZA", NULL },
  { 17, -200, "did_not_work", "CA", "People asked whether we had been told to." },
  { 18, -280, "did_not_work", "ES", "Two good people stopped sharing." },
};
// clang-format on

static void
tell_trials (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (trials); i++)
    {
      /* Portugal is served from Spain. */
      const char *node = g_str_equal (trials[i].node, "PT") ? "ES" : trials[i].node;
      const AmbSampleWho *who = amb_sample_tell_who (self, NULL, node);

      amb_sample_story_add (self, "practice-trial", NULL, "practice-id",
                            amb_sample_story_id (self, "practice:%u", trials[i].practice), "by-id",
                            amb_sample_tell_who_id (who), "outcome", trials[i].outcome, "tried-on",
                            amb_sample_story_day (self, trials[i].day), "note", trials[i].note,
                            NULL);
    }
}

static void
tell_moves (AmbSampleStory *self, AmbRecord *practice, guint index, const char *author)
{
  g_auto (GStrv) states = g_strsplit (practices[index].path, " ", -1);
  guint n = g_strv_length (states);
  const char *lead = amb_sample_tell_head_name (self, practices[index].node);

  /* Proposed by its author, verified and retired by others. */
  for (guint i = 0; i < n; i++)
    {
      gboolean last = i + 1 == n;
      gboolean proposes = g_str_equal (states[i], "proposed");

      amb_sample_story_walk (self, practice, states[i],
                             practices[index].moved - 6 * (int) (n - 1 - i),
                             proposes && author != NULL      ? author
                             : g_strcmp0 (lead, author) == 0 ? AMB_SAMPLE_MANAGER
                                                             : lead,
                             last ? practices[index].why : NULL);
    }
}

/* Nobody verifies their own card. */
static const AmbSampleWho *
pick_verifier (AmbSampleStory *self, const AmbSampleWho *author)
{
  const AmbSampleWho *who = NULL;

  for (guint i = 0; i < 8 && (who == NULL || who == author); i++)
    who = amb_sample_tell_who (self, "trainer", i < 4 ? "HR" : NULL);
  return who != author ? who : NULL;
}

void
amb_sample_tell_practices (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (practices); i++)
    {
      const AmbSampleWho *author =
          amb_sample_tell_who (self, practices[i].author, practices[i].node);
      const AmbSampleWho *verifier = practices[i].until != 0 ? pick_verifier (self, author) : NULL;
      g_autofree char *key = g_strdup_printf ("practice:%u", i + 1);
      AmbRecord *practice = amb_sample_story_add (
          self, "practice", key, "title", practices[i].title, "context", practices[i].context,
          "steps", practices[i].steps, "result", practices[i].result, "author-id",
          amb_sample_tell_who_id (author), "verifier-id", amb_sample_tell_who_id (verifier),
          "verified-until",
          verifier != NULL ? amb_sample_story_day (self, practices[i].until) : NULL, "role-id",
          amb_sample_tell_id (self, "role:", practices[i].role), "node-id",
          amb_sample_tell_node (self, practices[i].node), "language", practices[i].language, NULL);

      if (practices[i].until != 0 && verifier == NULL)
        amb_sample_story_walk (self, practice, "proposed", practices[i].moved, AMB_SAMPLE_MANAGER,
                               NULL);
      else if (*practices[i].path != '\0')
        tell_moves (self, practice, i, author != NULL ? author->name : NULL);
    }
  tell_trials (self);
}
