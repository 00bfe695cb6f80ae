/* The chapter on people: what ambassadors did over eighteen months. */
#include "amb-sample-tell-people.h"

#define MONTHS_18  545
#define ACTIVITIES 860 /* of a programme of 215 people and more */

// clang-format off
/* @share: of a hundred. The first and the last deed of a kind are of this year. */
static const struct
{
  const char *kind;
  guint share;
  gboolean external;
  const char *what[6][2];
} deeds[] = {
  { "share", 30, TRUE, {
    { "Shared the water story of Pune", "A partagé l’histoire de l’eau de Pune" },
    { "Shared “A night with the storage team”", "A partagé « Une nuit avec l’équipe stockage »" },
    { "Shared the drivers’ film, with a word of my own", "A partagé le film des conducteurs, avec un mot personnel" },
    { "Shared the open positions of the meter team", "A partagé les postes ouverts de l’équipe compteurs" },
    { "Shared the visit of the Lyon plant", "A partagé la visite de l’usine de Lyon" },
    { "Shared the answer on battery series", "A partagé la réponse sur les séries de batteries" } } },
  { "creation", 12, TRUE, {
    { "Wrote how one hears a leak", "A écrit comment on entend une fuite" },
    { "Filmed the morning meeting of the depot", "A filmé le point du matin au dépôt" },
    { "Drew the micro-grid of the lake on a napkin", "A dessiné le micro-réseau du lac sur une nappe" },
    { "Wrote about my first month as an apprentice’s tutor", "A écrit sur son premier mois de tuteur" },
    { "Photographed the sensor before and after the winter", "A photographié le capteur avant et après l’hiver" },
    { "Wrote why we say no to some tenders", "A écrit pourquoi nous refusons certains marchés" } } },
  { "reply", 15, TRUE, {
    { "Answered a question on charging in the cold", "A répondu à une question sur la recharge par grand froid" },
    { "Answered an applicant about shift work", "A répondu à une candidate sur le travail posté" },
    { "Corrected the series number, with the source", "A rectifié le numéro de série, source à l’appui" },
    { "Thanked a customer for a photograph of a broken meter", "A remercié un client pour la photo d’un compteur cassé" },
    { "Sent a partner’s question to Digital services", "A transmis la question d’un partenaire aux services numériques" },
    { "Answered a neighbour of the plant", "A répondu à un voisin de l’usine" } } },
  { "signal", 10, FALSE, {
    { "Brought in a post about the plant in Lyon", "A signalé un post sur l’usine de Lyon" },
    { "Brought in a question asked at three trade fairs", "A signalé une question entendue à trois salons" },
    { "Brought in a photograph of a recalled battery that is not ours", "A signalé la photo d’une batterie rappelée qui n’est pas la nôtre" },
    { "Brought in praise for the night line", "A signalé un éloge de la ligne de nuit" },
    { "Brought in a wrong tariff on a comparison site", "A signalé un tarif faux sur un comparateur" },
    { "Brought in a lead from the hospital congress", "A signalé un contact du congrès des hôpitaux" } } },
  { "practice", 5, FALSE, {
    { "Tried “One question, one owner”: worked", "A essayé « Une question, un responsable » : ça marche" },
    { "Proposed a practice on hand-overs at night", "A proposé une pratique de passation de nuit" },
    { "Verified “Ask before you correct”", "A vérifié « Demander avant de rectifier »" },
    { "Adapted the facts sheet for the telephone", "A adapté la fiche des faits au téléphone" },
    { "Tried the two-minute film: did not work here", "A essayé le film de deux minutes : pas ici" },
    { "Wrote down how Pune asked for consent", "A noté comment Pune demande l’accord" } } },
  { "training_step", 10, FALSE, {
    { "Finished “Say who you are”", "A terminé « Dire qui l’on est »" },
    { "Exercise: rager, troll or misguided?", "Exercice : furieux, provocateur ou mal informé ?" },
    { "Refresher after thirty days", "Rappel des trente jours" },
    { "Watched and discussed a crisis drill", "A suivi et discuté un exercice de crise" },
    { "Module on rights in pictures", "Module sur les droits à l’image" },
    { "Listening exercise in pairs", "Exercice d’écoute à deux" } } },
  { "exchange", 8, FALSE, {
    { "Took the leak-sensor note from R&D to Marketing", "A porté la note capteurs de la R&D au marketing" },
    { "Asked HR which questions applicants repeat", "A demandé aux RH les questions qui reviennent" },
    { "Told Innovation what the forum wanted to see", "A dit à l’innovation ce que le forum voulait voir" },
    { "Brought the depot’s complaint to Mobility", "A porté la plainte du dépôt à la mobilité" },
    { "Explained the tariff to Customer service", "A expliqué le tarif au service clients" },
    { "Compared night rotas with Madrid and Montréal", "A comparé les astreintes avec Madrid et Montréal" } } },
  { "reading", 10, FALSE, {
    { "Read the facts sheet on the recall", "A lu la fiche sur le rappel" },
    { "Read the monthly “What we heard”", "A lu « Ce que nous avons entendu »" },
    { "Read the charter again", "A relu la charte" },
    { "Read what applicants ask us", "A lu les questions des candidats" },
    { "Read the hand-over of the night", "A lu la passation de la nuit" },
    { "Read the water story", "A lu l’histoire de l’eau" } } },
};

static const char *const addresses[] = {
  "https://network.example/posts/%u", "https://short.example/s/%u", "https://video.example/watch/%u", "https://forum.example/t/%u",
};
// clang-format on

static guint
pick_deed (AmbSampleStory *self)
{
  guint at = amb_sample_random_below (&self->random, 100);
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (deeds) && at >= deeds[i].share)
    at -= deeds[i++].share;
  return i;
}

static guint
pick_what (AmbSampleStory *self, int days)
{
  return days > 300 ? amb_sample_random_between (&self->random, 1, 4)
                    : amb_sample_random_between (&self->random, 0, 5);
}

/* The programme grows: the later, the more. */
static int
pick_days (AmbSampleStory *self)
{
  int a = amb_sample_random_between (&self->random, 1, MONTHS_18);
  int b = amb_sample_random_between (&self->random, 1, MONTHS_18);

  return MIN (a, b);
}

/* Reading keeps nobody awake, so anyone of the roster may have read. */
static const AmbSampleWho *
pick_who (AmbSampleStory *self, gboolean reads, int days)
{
  for (guint i = 0; i < 24; i++)
    {
      const AmbSampleWho *who = amb_sample_story_pick (self, "active", NULL, AMB_SAMPLE_NO_NODE);

      if (who == NULL)
        return NULL;
      if (reads ? who->since >= days : amb_sample_people_acted (who, days))
        return who;
    }
  return NULL;
}

static void
add_activity (AmbSampleStory *self, guint number)
{
  const guint at = pick_deed (self);
  const int days = pick_days (self);
  const char *kind = deeds[at].kind;
  const AmbSampleWho *who = pick_who (self, g_str_equal (kind, "reading"), days);
  gboolean external = deeds[at].external && amb_sample_random_chance (&self->random, 85);
  const char *source = number % 11 == 3                      ? "behalf"
                       : number % 7 == 2                     ? "file"
                       : g_str_equal (kind, "reading")       ? "program"
                       : g_str_equal (kind, "training_step") ? "program"
                                                             : "person";
  g_autofree char *url = NULL;
  int minute;

  if (who == NULL)
    return;
  if (external)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      url = g_strdup_printf (AMB_SAMPLE_CHOOSE (self, addresses), 100000 + number * 37);
#pragma GCC diagnostic pop
    }
  minute = amb_sample_random_between (&self->random, 0, 59);
  amb_sample_story_add (
      self, "activity", NULL, "ambassador-id", who->id, "kind", kind, "at",
      amb_sample_story_instant (self, -days, amb_sample_random_between (&self->random, 6, 20),
                                minute),
      "what", deeds[at].what[pick_what (self, days)][amb_sample_people_is_french (who)], "external",
      external ? "1" : "0", "url", url, "audience-size",
      external && g_str_equal (kind, "share")
          ? amb_sample_story_number (self, amb_sample_random_between (&self->random, 8, 260) * 10)
          : NULL,
      "source", source, "provenance",
      g_str_equal (source, "file")      ? "imported"
      : g_str_equal (source, "program") ? "measured"
                                        : "estimated",
      "node-id", amb_sample_people_node (self, who), "by-id",
      g_str_equal (source, "behalf") ? amb_sample_people_head (self, who->home) : NULL, NULL);
}

/* What the internal network and analytics say of people who are in no lifecycle: @at: of them, in
 * turn. */
// clang-format off
static const struct
{
  guint at;
  const char *kind, *count, *place[2];
  int days;
  gboolean is_public;
} brought[] = {
  { 0, "reply", "14", { "Support", "Support" }, 11, FALSE },
  { 0, "share", "3", { "Meter team", "Équipe compteurs" }, 4, FALSE },
  { 1, "creation", "4", { "LinkedIn", "LinkedIn" }, 3, TRUE },
  { 1, "click", "126", { "LinkedIn", "LinkedIn" }, 2, TRUE },
  { 2, "reply", "7", { "Night shift", "Équipe de nuit" }, 6, FALSE },
  { 2, "creation", "5", { "Depot", "Dépôt" }, 9, FALSE },
  { 3, "practice", "2", { "Maintenance", "Maintenance" }, 8, FALSE },
  { 3, "task_done", "1", { NULL }, 5, FALSE },
  { 4, "reply", "6", { "Support", "Support" }, 15, FALSE }, /* too few */
  { 5, "creation", "3", { "LinkedIn", "LinkedIn" }, 7, TRUE },
  { 5, "mention", "2", { "X", "X" }, 12, TRUE },
  { 6, "reply", "21", { "Storage plant", "Site de stockage" }, 1, FALSE },
};
// clang-format on

/* No random choice, so that the chapters after it stay as they are. The first people made hold
 * offices: heads, sponsors and managers are nobody to be found. */
static void
add_brought (AmbSampleStory *self)
{
  const guint first = self->sample->n_holders + AMB_SAMPLE_N_MANAGERS;

  for (guint i = 0; i < G_N_ELEMENTS (brought); i++)
    {
      const AmbSampleWho *who = NULL;

      for (guint k = first, n = 0; k < self->people->len && who == NULL; k++)
        {
          const AmbSampleWho *one = g_ptr_array_index (self->people, k);

          if (g_str_equal (one->state, "associate") && n++ == brought[i].at)
            who = one;
        }
      if (who == NULL)
        continue;
      amb_sample_story_add (
          self, "activity", NULL, "ambassador-id", who->id, "kind", brought[i].kind, "at",
          amb_sample_story_instant (self, -brought[i].days, 12, 0), "count", brought[i].count,
          "place", brought[i].place[amb_sample_people_is_french (who)], "external",
          brought[i].is_public ? "1" : "0", "source", "file", "provenance", "imported", "node-id",
          amb_sample_people_node (self, who), NULL);
    }
}

void
amb_sample_tell_people_activity (AmbSampleStory *self)
{
  guint n = MIN (self->people->len * 4, ACTIVITIES);

  for (guint i = 0; i < n; i++)
    add_activity (self, i);
  add_brought (self);
}
