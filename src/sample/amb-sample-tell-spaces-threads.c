/* What is said in the spaces: threads and their posts. */
#include "amb-sample-tell-spaces.h"

#define MAX_POSTS 6

typedef struct
{
  int day, hour; /* day 0 of a thread: its first post; hour of the day */
  const char *body;
  const char *became; /* nullable */
  const char *record; /* nullable: key of what was made of it */
} Post;

// clang-format off
static const struct
{
  guint space;
  const char *title;
  const char *path; /* "": open */
  int day;          /* of the first post */
  const char *pinned;
  Post posts[MAX_POSTS];
} threads[] = {
  { 1, "Read this first: how we work here", "closed", -380, "1", {
    { 0, 9, "One question a thread. Say which audience it is for. Whoever promises a figure names the bench it comes from.", NULL, NULL } } },
  { 1, "May we say “214 leaks in one monsoon”?", "answered", -151, "0", {
    { 0, 8, "The draft for clients says that Bengaluru found 214 leaks in Pune. In the whole city?", NULL, NULL },
    { 0, 13, "In the streets that were listened to, a third of the city. Please write “in the streets that we listened to”.", NULL, NULL },
    { 1, 9, "Done, and I added the month. Thank you: that would have been a bad Monday.", "practice", "practice:2" } } },
  { 1, "“Your graphs have no ending”", "answered", -21, "0", {
    { 0, 10, "Forty pages on charging cycles, and no picture that ends somewhere. Who has an hour this week?", NULL, NULL },
    { 1, 8, "I have Thursday. Bring the sketch that you draw for visitors, not the slide.", NULL, NULL },
    { 3, 15, "The sketch was on a napkin, and it has an ending. Let us do one every month.", "idea", "item:138" } } },
  { 1, "Words of the laboratory that nobody outside knows", "", -12, "0", {
    { 0, 9, "I collect them: “stack”, “duty cycle”, “end of line”. Add yours.", NULL, NULL },
    { 0, 14, "“Bench”. Applicants think of a park.", NULL, NULL },
    { 2, 11, "“Recall” itself: half of the questions ask whether the bus must be given back.", NULL, NULL },
    { 4, 8, "Forty words so far. The page is in the intranet, and I propose it as a practice.", "practice", "practice:12" } } },
  { 1, "A promise that the laboratory cannot keep yet", "", -6, "0", {
    { 0, 7, "The careers page says “choose your project”. In our team nobody has chosen one for two years.", NULL, NULL },
    { 1, 10, "In ours neither. Should this not be on the list of what is said outside and not lived inside?", NULL, NULL } } },
  { 1, "Photographs of the new line: which may go out?", "", -3, "0", {
    { 0, 15, "Twelve pictures, three with screens. Needed for Tuesday.", NULL, NULL } } },

  { 2, "Who reuses the Pune story, and for whom", "answered", -149, "1", {
    { 0, 6, "The report is in the library: nine pages, 214 leaks, by the Bengaluru team and the night shift of Pune.", NULL, NULL },
    { 1, 9, "Clients: done, in English. Who takes applicants?", NULL, NULL },
    { 1, 12, "Applicants: the night shift in their own words. “I hear a leak before I see it.”", "idea", "item:37" },
    { 5, 9, "Partenaires : version française pour les villes, relue par Casablanca.", "idea", "item:40" },
    { 9, 10, "Three audiences, one report. The night shift is named in each of them.", "practice", "practice:2" } } },
  { 2, "L’eau à Casablanca : mêmes chiffres ?", "answered", -40, "0", {
    { 0, 10, "Peut-on citer les chiffres de Pune dans notre réponse à la ville ?", NULL, NULL },
    { 1, 7, "No: other pipes, another ground. Say how it was done, not how much it found.", NULL, NULL },
    { 1, 15, "Compris. Première mesure dans six semaines, et nous revenons.", NULL, NULL } } },
  { 2, "A school in Pune would like to listen", "answered", -22, "0", {
    { 0, 5, "Thirty pupils, at four in the morning. Who lends them a listening rod?", NULL, NULL },
    { 0, 11, "We do. Twelve minutes each, and the first leak is theirs to name.", NULL, NULL } } },
  { 2, "Pump house 3 again?", "", 0, "0", {
    { 0, 5, "A resident writes that pump house 3 leaks since this morning, with a photograph. Is it the new seal?", "signal", "signal:64" } } },
  { 2, "Water week: who is in?", "", -2, "0", {
    { 0, 9, "Five days, five short texts. Lyon, Bengaluru and Casablanca have said yes.", NULL, NULL },
    { 1, 8, "Durban too, if somebody lends us a camera.", NULL, NULL } } },

  { 3, "“Do I need French to work in Lyon?”", "answered", -80, "0", {
    { 0, 9, "Asked eleven times in a month. What do we answer?", NULL, NULL },
    { 0, 15, "In my team English is enough for the work and not for lunch. There are lessons, two hours a week, in working time.", NULL, NULL },
    { 1, 9, "That sentence goes on the page as it is.", NULL, NULL } } },
  { 3, "Salary bands: may I name them?", "answered", -47, "0", {
    { 0, 10, "A candidate asks in public.", NULL, NULL },
    { 2, 9, "For Germany yes, they are published with each offer. Elsewhere: link to the offer, no figure.", NULL, NULL } } },
  { 3, "A false offer with our logo", "", -1, "0", {
    { 0, 14, "Somebody asks applicants for 200 euros for a “laptop deposit”. Screenshot sent to the centre.", NULL, NULL } } },
  { 3, "What does an ordinary Tuesday look like?", "", -8, "0", {
    { 0, 8, "Three engineers, three Tuesdays. I write down what you tell me, without polishing.", NULL, NULL },
    { 1, 12, "Mine has two hours of waiting for a test. Write that too.", NULL, NULL },
    { 3, 9, "Mine has none, since the new bench. That is the story, isn’t it?", "idea", "item:104" } } },

  { 4, "Le client a raison, et c’est long à réparer", "answered", -66, "0", {
    { 0, 8, "Neuf jours sans réponse, il l’écrit en public. Que dit-on le dixième ?", NULL, NULL },
    { 0, 10, "Qu’il a raison, qui s’en occupe, et quel jour on revient. Rien d’autre.", NULL, NULL },
    { 3, 16, "Revenu au jour dit. Il a remercié.", "practice", "practice:5" } } },
  { 4, "Délais de livraison en commentaire", "answered", -30, "0", {
    { 0, 9, "Je ne donne plus de date : je transmets par un transfert et je l’écris au client.", NULL, NULL },
    { 1, 11, "Bien vu. Le transfert arrive chez nous le jour même.", NULL, NULL } } },
  { 4, "« Votre appli me demande mon âge »", "", -5, "0", {
    { 0, 13, "Trois questions cette semaine. Est-ce nouveau ?", NULL, NULL },
    { 2, 9, "Oui, depuis la mise à jour de lundi. Le juridique prépare une phrase.", NULL, NULL } } },
  { 4, "Qui répond pendant les ponts ?", "", -3, "0", {
    { 0, 16, "La rotation s’arrête vendredi à 18 h.", NULL, NULL } } },

  { 5, "Series on the authority’s list", "closed", -19, "1", {
    { 0, 7, "Four series. Mobility compares the numbers; nothing is confirmed before that.", NULL, NULL },
    { 0, 11, "None is ours. Correction of what we wrote at nine: the third series ends with a letter, not with a digit.", NULL, NULL },
    { 1, 8, "Confirmed and signed by the quality team. This list is final.", NULL, NULL } } },
  { 5, "“Is my car on the list?”", "answered", -14, "0", {
    { 0, 9, "Taxi driver in Portugal, car of 2021. We don’t build cars.", "signal", "signal:35" },
    { 0, 10, "Told him so, with the page of the list on which he finds his number. He thanked us.", NULL, NULL } } },
  { 5, "What have we learnt?", "", -7, "0", {
    { 0, 9, "For the review: what cost time? Two lines each, please.", NULL, NULL },
    { 1, 8, "The comparison of the numbers. A day until somebody could say that none is ours.", NULL, NULL },
    { 2, 15, "La primera línea salió bien; la segunda tardó porque faltaba quien aprobara.", NULL, NULL } } },

  { 6, "Three questions for the next partner night", "", -10, "0", {
    { 0, 10, "What do you wish that we stopped doing?", NULL, NULL },
    { 1, 9, "Sending invitations ten days before. We are five people.", NULL, NULL },
    { 2, 14, "Noted: six weeks from now on.", NULL, NULL } } },
  { 6, "Second life of batteries: who is working on it?", "answered", -55, "0", {
    { 0, 11, "Our town would store solar power for the swimming pool.", NULL, NULL },
    { 2, 9, "Energy is, with two schools. I bring you together on Thursday.", NULL, NULL },
    { 9, 10, "We met. A visit is planned for the spring.", NULL, NULL } } },

  { 7, "Rendez-vous du mois", "answered", -28, "0", {
    { 0, 9, "Jeudi à 12 h 30, campus de Lyon ou en ligne. Sujet : la relecture à deux.", NULL, NULL },
    { 1, 10, "Je présente en dix minutes ce que fait le studio de Montréal.", "practice", "practice:11" } } },
  { 7, "On me parle de la fermeture de Lyon", "answered", -5, "0", {
    { 0, 12, "Trois voisins, un chauffeur, ma belle-sœur. Que répondre ?", "signal", "signal:44" },
    { 0, 14, "La ligne validée : aucune fermeture n’est décidée, 620 collègues déménagent avec leur poste. Rien de plus.", NULL, NULL },
    { 1, 8, "Merci. C’est plus facile à dire quand on sait que quelqu’un s’en occupe.", NULL, NULL } } },
  { 7, "Qui vient au salon de l’emploi de Nantes ?", "", -4, "0", {
    { 0, 9, "Deux places sur le stand, samedi.", NULL, NULL },
    { 1, 18, "Moi, le matin.", NULL, NULL } } },
  { 7, "Petite victoire", "", -2, "0", {
    { 0, 17, "Une candidate a cité mon portrait de l’atelier en entretien. Elle commence lundi.", NULL, NULL },
    { 1, 8, "Bravo ! À raconter au prochain rendez-vous.", NULL, NULL } } },

  { 8, "Six months later: what do you still do?", "", -15, "0", {
    { 0, 9, "Honest answers, please. I stopped counting shares and write once a month.", NULL, NULL },
    { 1, 8, "I answer two questions a week in “What applicants ask”. That suits me better than posting.", NULL, NULL },
    { 3, 12, "I paused for a month and nobody asked why. Thank you for that.", NULL, NULL } } },
  { 8, "Who mentors the autumn cohort?", "", -9, "0", {
    { 0, 10, "Sixty people will need one. Two hours a month, three months.", NULL, NULL },
    { 2, 9, "Count me in, for monitoring.", NULL, NULL } } },

  { 9, "Interesting threads of the forum this week", "answered", -18, "0", {
    { 0, 9, "Open telemetry for heat pumps: forty answers. I linked our engineers to it.", NULL, NULL } } },
  { 10, "Stands and hours", "answered closed", -160, "1", {
    { 0, 9, "Twelve stands, 9 to 17. Each with one engineer and one ambassador.", NULL, NULL },
    { 8, 9, "1,400 visitors. Thank you, all thirty-one of you.", NULL, NULL } } },
  { 11, "Chargers that show green and give nothing", "answered open", -9, "0", {
    { 0, 7, "A depot in Poland: two chargers show green and give nothing. Has anybody seen this before?", "signal", "signal:40" },
    { 1, 9, "Yes: the contactor. It is changed on site in an hour.", NULL, NULL },
    { 8, 8, "Back after the repair. I open this again.", NULL, NULL } } },
};
// clang-format on

/* Ids of those who take part in the space; this chapter has just told of them. */
static GPtrArray *
list_members (AmbSampleStory *self, const char *space)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (self->records, i);

      if (g_str_equal (amb_record_get_entity (record)->name, "membership") &&
          g_strcmp0 (amb_record_get (record, "space-id"), space) == 0 &&
          g_strcmp0 (amb_record_get_state (record), "member") == 0 &&
          amb_record_get (record, "ambassador-id") != NULL)
        g_ptr_array_add (ids, (gpointer) amb_record_get (record, "ambassador-id"));
    }
  return ids;
}

static const char *
find_name (AmbSampleStory *self, const char *id)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);

      if (g_strcmp0 (who->id, id) == 0)
        return who->name;
    }
  return NULL;
}

/* Those who speak one after the other are different people, where there are as many. */
static void
tell_posts (AmbSampleStory *self, guint index, const char *thread, const char *space)
{
  g_autoptr (GPtrArray) members = list_members (self, space);
  guint first = members->len > 0 ? amb_sample_random_below (&self->random, members->len) : 0;

  for (guint i = 0; i < MAX_POSTS && threads[index].posts[i].body != NULL; i++)
    {
      const Post *post = &threads[index].posts[i];
      guint speaker = members->len > 0 ? (first + i % 3) % members->len : 0;
      const char *record = amb_sample_tell_id (self, "", post->record);
      const char *author = members->len > 0 ? g_ptr_array_index (members, speaker) : NULL;
      const char *first_author = members->len > 0 ? g_ptr_array_index (members, first) : NULL;

      amb_sample_story_add (
          self, "post", NULL, "thread-id", thread, "space-id", space, "author-id", author,
          "posted-at",
          amb_sample_story_instant (self, threads[index].day + post->day, post->hour,
                                    (int) (index * 13 + i * 7) % 60),
          "body", post->body, "mentions",
          i == 1 && first_author != author ? find_name (self, first_author) : NULL, "became",
          record != NULL ? post->became : NULL, "became-record", record, NULL);
    }
}

void
amb_sample_tell_threads (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      const char *space = amb_sample_story_id (self, "space:%u", threads[i].space);
      g_autofree char *key = g_strdup_printf ("thread:%u", i + 1);
      AmbRecord *thread =
          amb_sample_story_add (self, "thread", key, "title", threads[i].title, "space-id", space,
                                "pinned", threads[i].pinned, NULL);
      guint first = self->records->len, last_post = 0;
      AmbRecord *opening;
      const char *author;

      tell_posts (self, i, amb_record_get_id (thread), space);
      opening = g_ptr_array_index (self->records, first);
      author = amb_record_get (opening, "author-id");
      amb_record_set (thread, "author-id", author);
      while (last_post + 1 < MAX_POSTS && threads[i].posts[last_post + 1].body != NULL)
        last_post++;
      if (*threads[i].path != '\0')
        {
          const char *name = find_name (self, author);

          amb_sample_story_walk (self, thread, threads[i].path,
                                 threads[i].day + threads[i].posts[last_post].day,
                                 name != NULL ? name : AMB_SAMPLE_MANAGER, NULL);
        }
    }
}
