/* The chapter on people: what ambassadors are asked to do, and what they make of it. */
#include "amb-sample-tell-people.h"

#define MAX_TASKS 4 /* of one person, so that the request budget is kept */

// clang-format off
/* One request, asked of @copies people; due and asked relative to today, each copy @spread days
 * later. */
typedef struct
{
  const char *kind, *state;
  int asked, due;
  guint copies;
  int spread, minutes;
  const char *role, *node; /* nullable */
  const char *title[2], *text[2];
} Request;

static const Request requests[] = {
  /* Today and this week */
  { "reply", "proposed", -1, 0, 3, 0, 15, NULL, "ES", { "Answer the three questions on the bus batteries", "Répondre aux trois questions sur les batteries des bus" }, { "The facts sheet is approved. **In your own words**, with the source.", "La fiche est approuvée. **Avec vos mots**, et la source." } },
  { "share", "proposed", -2, 1, 6, 1, 10, NULL, "IN", { "Share how Pune saved a fifth of its water", "Partager l’histoire de l’eau de Pune" }, { "Three versions are ready: for clients, applicants and partners. Take the one that your readers need, and change it.", "Trois versions : clients, candidats, partenaires. Prenez celle de vos lecteurs, et changez-la." } },
  { "write", "proposed", -3, 3, 4, 1, 60, "producer", "FR", { "Write what you saw at the Lyon plant on Tuesday", "Raconter votre matinée à l’usine de Lyon" }, { "Half a page, one picture, no slogan.", "Une demi-page, une photo, pas de slogan." } },
  { "attend", "proposed", -4, 4, 5, 0, 90, NULL, "COM", { "Come to the recall after-action review", "Venir au retour d’expérience sur le rappel" }, { "What took us two hours could take twenty minutes. Bring your notes.", "Ce qui a pris deux heures peut en prendre vingt minutes. Apportez vos notes." } },
  { "verify", "proposed", -2, 5, 3, 2, 30, "trainer", NULL, { "Verify “Answer within the hour at night”", "Vérifier « Répondre dans l’heure, la nuit »" }, { "It runs out this week. Try it once, then say: still true, changed, or no longer.", "Elle expire cette semaine. Essayez une fois, puis dites : toujours vraie, changée, ou plus du tout." } },
  { "mentor", "proposed", -1, 6, 4, 3, 30, "trainer", "HR", { "Meet one of the autumn newcomers", "Rencontrer une nouvelle de l’automne" }, { "Thirty minutes, their subject.", "Trente minutes, sur son sujet." } },
  { "reply", "accepted", -3, 0, 3, 1, 20, "responder", "CUS", { "Call back the depot that asked for the series number", "Rappeler le dépôt qui demandait le numéro de série" }, { NULL } },
  { "write", "accepted", -6, 2, 4, 2, 120, "producer", "MKT", { "Draft “A night with the storage team”", "Rédiger « Une nuit avec l’équipe stockage »" }, { "For applicants. The team agrees, three of them by name.", "Pour les candidats. L’équipe est d’accord, trois d’entre eux avec leur nom." } },
  { "attend", "accepted", -8, 4, 4, 0, 120, "spokesperson", "FR", { "Take part in the drill “Silent pipeline”", "Participer à l’exercice « Conduite muette »" }, { "A drill: nothing leaves the room.", "Un exercice : rien ne sort de la salle." } },
  { "share", "accepted", -2, 3, 5, 1, 10, NULL, "DE", { "Share the heat-pump district with your network", "Partager le quartier des pompes à chaleur" }, { NULL } },
  { "mentor", "accepted", -12, 9, 3, 4, 45, "trainer", NULL, { "Second talk with your mentee", "Deuxième entretien de mentorat" }, { NULL } },
  /* Later this month */
  { "write", "proposed", -1, 12, 4, 2, 60, "curator", "RND", { "Turn the leak-sensor note into something that a buyer understands", "Rendre la note sur les capteurs lisible pour un acheteur" }, { "R&D wrote it, Marketing cannot use it. You know both.", "La R&D l’a écrite, le marketing ne peut pas l’utiliser. Vous connaissez les deux." } },
  { "attend", "proposed", -2, 15, 5, 0, 240, NULL, "LYS", { "Welcome the engineering school for a day", "Accueillir l’école d’ingénieurs une journée" }, { NULL } },
  { "share", "proposed", -1, 9, 5, 1, 10, NULL, "US", { "Share the drivers’ film", "Partager le film des conducteurs" }, { "The union representative liked it first.", NULL } },
  { "verify", "accepted", -5, 11, 3, 2, 30, "curator", "FIN", { "Check the disclosure lines in your language", "Relire les mentions de transparence dans votre langue" }, { NULL } },
  /* Late */
  { "write", "proposed", -24, -6, 3, 1, 60, "producer", "BR", { "Write about the first hospital that runs on its own storage", "Écrire sur le premier hôpital qui vit de son stockage" }, { NULL } },
  { "share", "proposed", -18, -8, 4, 1, 10, NULL, "GB", { "Share the answer on hospital tenders", "Partager la réponse sur les marchés hospitaliers" }, { NULL } },
  { "reply", "accepted", -11, -4, 3, 1, 20, NULL, "JP", { "Answer the question on sensors, in Japanese", "Répondre en japonais à la question sur les capteurs" }, { "By way of Paris it took two days; please directly.", NULL } },
  { "verify", "accepted", -30, -10, 2, 3, 30, "trainer", "PL", { "Verify “One question, one owner”", "Vérifier « Une question, un responsable »" }, { NULL } },
  /* Declined: it costs nothing */
  { "attend", "declined", -9, -2, 3, 1, 120, NULL, "IT", { "Sit on the panel on grids in the north", "Tenir une place à la table ronde sur les réseaux" }, { NULL } },
  { "write", "declined", -20, 4, 3, 2, 90, "producer", "CA", { "A column on winter micro-grids", "Une chronique sur les micro-réseaux d’hiver" }, { NULL } },
  { "share", "declined", -40, -33, 4, 1, 10, NULL, NULL, { "Share the quarterly figures", "Partager les chiffres du trimestre" }, { "For those who like figures.", "Pour qui aime les chiffres." } },
  /* Done */
  { "reply", "done", -34, -31, 4, 0, 20, NULL, "ES", { "Correct the recall rumour where you were asked", "Rectifier la rumeur du rappel là où on vous l’a demandé" }, { "One fact, one source, your name and where you work.", "Un fait, une source, votre nom et où vous travaillez." } },
  { "share", "done", -48, -40, 6, 1, 10, NULL, "IN", { "First round: the water story for clients", "Premier tour : l’histoire de l’eau pour les clients" }, { NULL } },
  { "write", "done", -75, -62, 4, 3, 60, "producer", NULL, { "A picture of your workplace and what one does not see on it", "Une photo de votre poste et ce qu’on n’y voit pas" }, { NULL } },
  { "attend", "done", -120, -104, 5, 0, 180, NULL, "HR", { "Open day: be at the door", "Portes ouvertes : être à l’entrée" }, { NULL } },
  { "mentor", "done", -165, -140, 4, 4, 45, "trainer", NULL, { "First talks with the spring cohort", "Premiers entretiens avec la cohorte du printemps" }, { NULL } },
  { "verify", "done", -22, -14, 3, 1, 30, "trainer", NULL, { "Verify three practices on hand-overs", "Vérifier trois pratiques de passation" }, { NULL } },
  { "share", "done", -9, -3, 4, 1, 10, NULL, "FR", { "Share the visit of the Lyon plant", "Partager la visite de l’usine de Lyon" }, { "No comment on the rumour: show the line, and who works there.", "Pas un mot de la rumeur : montrez la ligne, et qui y travaille." } },
  { "reply", "done", -6, -1, 3, 1, 20, "responder", NULL, { "Answer the applicants under the storage post", "Répondre aux candidats sous le post stockage" }, { NULL } },
};

/* Asked of whoever comes first: a role, a node or a cohort. */
static const struct
{
  const char *kind, *title, *text, *role, *node, *cohort; /* nullable */
  int due, minutes;
} open_requests[] = {
  { "reply", "Two questions on leak sensors wait in the space R&D · Marketing", "Whoever knows takes it, and says so in the thread.", "responder", NULL, NULL, 1, 15 },
  { "write", "A film of one minute on the night shift", NULL, "producer", NULL, NULL, 16, 120 },
  { "attend", "Stand at the Nordic forum: two seats", "One of them for an engineer.", NULL, "SE", NULL, 25, 480 },
  { "share", "L’histoire de l’eau, version candidats", "Pour les sites qui recrutent.", NULL, "FR", NULL, 5, 10 },
  { "attend", "Evening with the spring cohort: what was harder than you thought?", NULL, NULL, NULL, "cohort:spring", 8, 90 },
  { "mentor", "Mentors wanted for fourteen newcomers", "The first wave starts in twelve days.", "trainer", NULL, NULL, 10, 360 },
  { "verify", "Relire la foire aux questions sur l’usine de Lyon", "Deux relecteurs de l’atelier, pas du siège.", NULL, "LYS", NULL, 2, 30 },
  { "share", "Water answers in Afrikaans and Zulu", NULL, NULL, "ZA", NULL, -3, 10 },
};
// clang-format on

static void
add_done_activity (
    AmbSampleStory *self, AmbRecord *task, const AmbSampleWho *who, const char *at, gboolean behalf)
{
  amb_sample_story_add (self, "activity", NULL, "ambassador-id", who->id, "kind", "task_done", "at",
                        at, "what", amb_record_get (task, "title"), "external", "0", "source",
                        behalf ? "behalf" : "program", "provenance", "measured", "node-id",
                        amb_sample_people_node (self, who), "task-id", amb_record_get_id (task),
                        "by-id", amb_record_get (task, "by-id"), NULL);
}

/* Somebody without the application told their lead. */
static void
record_on_behalf (AmbSampleStory *self, AmbRecord *task, const AmbSampleWho *who, int day)
{
  static const char *const channels[] = { "phone", "in_person", "paper", "message" };

  amb_record_set (task, "by-id", amb_sample_people_head (self, who->home));
  amb_record_set (task, "channel", AMB_SAMPLE_CHOOSE (self, channels));
  amb_record_set (task, "recorded-on", amb_sample_story_day (self, day));
}

static void
follow (AmbSampleStory *self,
        const Request *request,
        AmbRecord *task,
        const AmbSampleWho *who,
        int asked,
        int done,
        gboolean behalf)
{
  gboolean is_done = g_str_equal (request->state, "done");
  const int answered = MIN (asked + 1, is_done ? done - 1 : -1);
  const int days[] = { answered, done };
  const char *by = behalf ? amb_sample_people_lead (self, who->home) : who->name;

  if (g_str_equal (request->state, "proposed"))
    return;
  amb_sample_people_walk (self, task, is_done ? "accepted done" : request->state, days, by, NULL);
  if (behalf)
    record_on_behalf (self, task, who, is_done ? done : answered);
  if (is_done)
    {
      const char *at = amb_sample_story_instant (
          self, done, amb_sample_random_between (&self->random, 18, 20), 10);

      amb_record_set (task, "done-at", at);
      add_done_activity (self, task, who, at, behalf);
    }
}

/* Nobody is asked for the same twice, nor for more than @MAX_TASKS in all. @days: how long ago they
 * acted; −1: whenever. */
static const AmbSampleWho *
pick_person (AmbSampleStory *self, const Request *request, GHashTable *asked, guint node, int days)
{
  for (guint i = 0; i < 40; i++)
    {
      const AmbSampleWho *who = amb_sample_story_pick (
          self, "active", i < 16 ? request->role : NULL, i < 28 ? node : AMB_SAMPLE_NO_NODE);
      g_autofree char *key = who != NULL ? g_strdup_printf ("%s %p", who->id, request) : NULL;
      guint n;

      if (who == NULL)
        return NULL;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (asked, who->id));
      if (n >= MAX_TASKS || g_hash_table_contains (asked, key) ||
          (days >= 0 && !amb_sample_people_acted (who, days)))
        continue;
      g_hash_table_insert (asked, g_strdup (who->id), GUINT_TO_POINTER (n + 1));
      g_hash_table_add (asked, g_steal_pointer (&key));
      return who;
    }
  return NULL;
}

static void
add_task (AmbSampleStory *self, const Request *request, guint copy, GHashTable *known)
{
  guint node =
      request->node != NULL ? amb_sample_story_find_node (request->node) : AMB_SAMPLE_NO_NODE;
  gboolean is_done = g_str_equal (request->state, "done");
  int shift = (int) copy * request->spread;
  int done = MIN (request->due + shift - (int) (copy % 3), -1);
  int asked = request->asked + (is_done ? (int) (copy % 2) : 0);
  const AmbSampleWho *who = pick_person (self, request, known, node, is_done ? -asked : -1);
  gboolean behalf = copy == 1 && request->copies > 2;
  guint french;
  AmbRecord *task;

  if (who == NULL)
    return;
  french = amb_sample_people_is_french (who);
  task = amb_sample_story_add (
      self, "task", NULL, "title", request->title[french], "kind", request->kind, "ambassador-id",
      who->id, "due-on", amb_sample_story_day (self, request->due + shift), "minutes",
      amb_sample_story_number (self, request->minutes), "text", request->text[french], "author-id",
      amb_sample_people_head (self, copy % 2 == 0 && node < AMB_SAMPLE_N_NODES ? node : who->home),
      "asked-at", amb_sample_story_instant (self, asked, 5 + (int) (copy % 2), 40 + (int) copy),
      NULL);
  follow (self, request, task, who, asked, MAX (done, asked + 1), behalf);
}

static void
tell_open_tasks (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_requests); i++)
    amb_sample_story_add (
        self, "task", NULL, "title", open_requests[i].title, "kind", open_requests[i].kind,
        "role-id",
        open_requests[i].role != NULL ? amb_sample_story_id (self, "role:%s", open_requests[i].role)
                                      : NULL,
        "node-id",
        open_requests[i].node != NULL ? amb_sample_story_node (self, open_requests[i].node) : NULL,
        "cohort-id",
        open_requests[i].cohort != NULL ? amb_sample_story_id (self, "%s", open_requests[i].cohort)
                                        : NULL,
        "due-on", amb_sample_story_day (self, open_requests[i].due), "minutes",
        amb_sample_story_number (self, open_requests[i].minutes), "text", open_requests[i].text,
        "author-id",
        amb_sample_people_head_of (self,
                                   open_requests[i].node != NULL ? open_requests[i].node : "COM"),
        "asked-at", amb_sample_story_instant (self, MIN (open_requests[i].due - 9, -1), 7, 5),
        NULL);
}

void
amb_sample_tell_people_tasks (AmbSampleStory *self)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint limit = MAX (self->people->len / 8, 1); /* copies that a small programme can bear */

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    for (guint copy = 0; copy < MIN (requests[i].copies, limit); copy++)
      add_task (self, &requests[i], copy, asked);
  tell_open_tasks (self);
}
