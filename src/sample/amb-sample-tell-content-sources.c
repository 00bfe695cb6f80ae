/* What content serves and what it is made from: needs of departments, assets that they share. */
#include "amb-sample-tell-content.h"

// clang-format off
static const struct
{
  const char *title, *node;
  char audience;
  const char *wished;
  int wanted;
  const char *path; /* blank: open */
  int day;
  const char *outcome, *why;
  const char *met; /* nullable: not said yet */
} needs[] = {
  { "Hire 60 water engineers in Bengaluru before the monsoon", "HR", 'a', "200 good applications, half of them from women.", 95, "served", -120, "131 applications so far, 58 from women; 22 signed.", NULL },
  { "Housing cooperatives understand the heat-pump subsidy", "NRG", 'c', "Their files arrive complete; fewer than two calls a file.", -185, "served closed", -170, "Files complete at first: 71 % instead of 44 %.", NULL, "yes" },
  { "Fleet clients stay calm about charging at the depot", "MOB", 'c', "No contract is lost over charging times.", 40, "served", -60, "Two renewals name the depot film.", NULL },
  { "Win installers in Spain and Portugal", "SAL", 'p', "120 installers sign up for the club.", 75, "", 0, NULL, NULL },
  { "Women apply to jobs in the field", "HR", 'a', "One application in three comes from a woman.", 120, "served", -200, "One in four now; it was one in seven.", NULL, "partly" },
  { "Show what Digital does for hospitals", "HEA", 'c', "Three hospital groups ask for a visit.", 20, "served", -90, "Two visits so far.", NULL },
  { "Préparer les équipes au déménagement sur le campus de Lyon", "LYS", 'i', "Chacun sait où il travaillera et à qui poser ses questions.", 50, "served", -75, "620 personnes ont ouvert le plan ; 41 questions, toutes répondues.", NULL },
  { "Fewer calls about the first bill", "CUS", 'c', "Ten percent fewer calls in the month after the first bill.", -40, "served closed", -30, "14 % fewer calls; the short film explains it best.", NULL, "yes" },
  { "Find pilot cities for the search for water losses", "WAT", 'p', "Twelve cities, three of them in Africa.", 60, "served", -100, "Seven cities, one in Africa.", NULL },
  { "Suppliers understand the new carbon clause", "FIN", 'p', "Nobody learns of it from the contract.", 33, "", 0, NULL, NULL },
  { "Que les lycéens marocains connaissent l’apprentissage", "MA", 'a', "40 dossiers de Casablanca et de Rabat.", -6, "served", -50, "29 dossiers reçus.", NULL, "partly" },
  { "Reassure clients after the rumour of a battery recall", "MOB", 'c', "Every client in Iberia has read which series are concerned: none of theirs.", 4, "", 0, NULL, NULL },
  { "Explain the share plan in Brazil", "FIN", 'i', "People decide knowing the risk.", -70, "closed", -82, NULL, "The share plan was put off by a year", "no" },
  { "Doctors know that remote monitoring is covered", "HEA", 'c', "Prescriptions from 300 practices.", -9, "", 0, NULL, NULL },
  { "Students of hydrology know that we take interns", "WAT", 'a', "Thirty applications from five universities.", 70, "", 0, NULL, NULL },
};

static const struct
{
  const char *title, *kind, *department, *rights;
  int until; /* AMB_SAMPLE_NO_DAY: none */
  const char *confidentiality, *language, *description;
  int expires;
} assets[] = {
  { "Pune: the pump house that stopped leaking", "video", "BLR", "consent", 300, "public", "en-IN", "Eleven minutes with the night shift; people shown have signed. Uncut version on request.", AMB_SAMPLE_NO_DAY },
  { "Water losses in twelve cities", "figures", "WAT", "own", AMB_SAMPLE_NO_DAY, "public", "en", "Method and table. Cities agreed to be named.", 210 },
  { "Temperature tests of battery cells", "figures", "RND", "own", AMB_SAMPLE_NO_DAY, "internal", "en", "Four series, 1,200 cycles. Ask Research before a figure leaves the house.", 400 },
  { "Depot chargers at night", "picture", "MOB", "own", AMB_SAMPLE_NO_DAY, "public", "en", "Twelve pictures from the depot in Utrecht.", AMB_SAMPLE_NO_DAY },
  { "A nurse about remote monitoring", "testimony", "HEA", "consent", 40, "public", "en", "She speaks about evenings, not about devices.", AMB_SAMPLE_NO_DAY },
  { "Quatre apprentis racontent", "testimony", "HR", "consent", 250, "public", "fr", "Marseille, Gênes, Casablanca, Lyon : ce qu’ils auraient voulu savoir avant.", AMB_SAMPLE_NO_DAY },
  { "Twelve prototypes of the innovation fair", "document", "INN", "own", AMB_SAMPLE_NO_DAY, "internal", "en", "One page each; three of them failed, and why.", 150 },
  { "How the leak detector learns", "article", "DIG", "own", AMB_SAMPLE_NO_DAY, "public", "en", "For readers without mathematics.", 500 },
  { "100 questions about the first bill", "figures", "CUS", "own", AMB_SAMPLE_NO_DAY, "internal", "en", "Counted by hand from two weeks of calls.", 90 },
  { "Heat pumps in a housing cooperative", "picture", "NRG", "partner", 25, "public", "nl", "Lent by the cooperative; name the photographer.", AMB_SAMPLE_NO_DAY },
  { "Guide to the heat-pump subsidy", "document", "NRG", "own", AMB_SAMPLE_NO_DAY, "public", "en", "Eight pages; the law changes at the end of the year.", 36 },
  { "Le chantier du nouveau campus", "picture", "LYS", "own", AMB_SAMPLE_NO_DAY, "internal", "fr", "Avant, pendant, maintenant. Ne pas montrer les plaques des voitures.", AMB_SAMPLE_NO_DAY },
  { "Ten minutes on the line", "video", "GRU", "consent", 180, "public", "pt-BR", "No commentary, only the sounds of the factory.", AMB_SAMPLE_NO_DAY },
  { "How we take pictures of people at work", "document", "COM", "own", AMB_SAMPLE_NO_DAY, "internal", "en", "Consent, safety glasses, alternative text.", AMB_SAMPLE_NO_DAY },
  { "The carbon clause explained", "document", "FIN", "own", AMB_SAMPLE_NO_DAY, "confidential", "en", "Draft of Finance and legal; not to be quoted before the board.", AMB_SAMPLE_NO_DAY },
  { "Seven years on one membrane", "article", "RND", "own", AMB_SAMPLE_NO_DAY, "public", "en", "What did not work in the first five.", 700 },
  { "How people move inside the group", "figures", "HR", "own", AMB_SAMPLE_NO_DAY, "public", "en", "A third of the posts filled from inside.", 130 },
  { "The stand in Hanover", "picture", "MKT", "licence", -15, "public", "de", "Agency pictures; the licence was for the year of the fair.", AMB_SAMPLE_NO_DAY },
  { "Installers’ club: three founders talk", "testimony", "SAL", "consent", 220, "public", "es", "Recorded in Valencia.", AMB_SAMPLE_NO_DAY },
  { "Balado : une heure avec l’équipe de nuit", "audio", "YUL", "own", AMB_SAMPLE_NO_DAY, "public", "fr-CA", "Le studio de Montréal, six épisodes.", AMB_SAMPLE_NO_DAY },
  { "Women engineers of the Bengaluru centre", "picture", "IN", "consent", 160, "public", "en-IN", "Portraits with three sentences each.", AMB_SAMPLE_NO_DAY },
  { "Which battery series are concerned, and which are not", "document", "MOB", "own", AMB_SAMPLE_NO_DAY, "public", "es", "Fact sheet signed by Quality. None of ours is in the recall.", 120 },
  { "A day in hospital logistics", "video", "HEA", "consent", -22, "public", "en", "Two people in it have left the hospital.", AMB_SAMPLE_NO_DAY },
  { "Hackathon pictures", "picture", "INN", "unclear", AMB_SAMPLE_NO_DAY, "internal", "en", "Taken by participants; nobody has asked them yet.", AMB_SAMPLE_NO_DAY },
  { "Wärmewende in Kassel", "article", "DE", "own", AMB_SAMPLE_NO_DAY, "public", "de", "Interview mit der Leiterin des Stadtwerks.", 260 },
  { "Une classe de Casablanca visite l’atelier", "testimony", "MA", "consent", 310, "public", "fr", "Accord des parents au dossier.", AMB_SAMPLE_NO_DAY },
  { "Sensors under the streets of Osaka", "picture", "JP", "own", AMB_SAMPLE_NO_DAY, "public", "ja", "Night work; the client has agreed.", AMB_SAMPLE_NO_DAY },
  { "Twenty recorded calls", "audio", "CUS", "unclear", AMB_SAMPLE_NO_DAY, "confidential", "en", "For training only until consent is there.", AMB_SAMPLE_NO_DAY },
  { "Water figures of the year before", "figures", "WAT", "own", AMB_SAMPLE_NO_DAY, "public", "en", "Replaced by the table of twelve cities.", -60 },
  { "The safety check of a battery, step by step", "video", "ES", "own", AMB_SAMPLE_NO_DAY, "public", "es", "Filmed in the workshop of Zaragoza after the rumour.", AMB_SAMPLE_NO_DAY },
};
// clang-format on

static const char *
get_day (AmbSampleStory *self, int day)
{
  return day == AMB_SAMPLE_NO_DAY ? NULL : amb_sample_story_day (self, day);
}

static void
tell_needs (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      g_autofree char *key = g_strdup_printf ("need:%u", i + 1);
      const AmbSampleWho *owner = amb_sample_desk_pick (self, NULL, needs[i].node);
      AmbRecord *record = amb_sample_story_add (
          self, "need", key, "title", needs[i].title, "node-id",
          amb_sample_story_node (self, needs[i].node), "owner-id", amb_sample_desk_get_id (owner),
          "audience", amb_sample_content_get_audience (needs[i].audience), "wished-outcome",
          needs[i].wished, "wanted-by", amb_sample_story_day (self, needs[i].wanted), "outcome",
          needs[i].outcome, "met", needs[i].met, NULL);

      if (g_str_equal (needs[i].path, "served closed"))
        amb_sample_story_walk (self, record, "served", needs[i].day - 60,
                               amb_sample_desk_get_lead_name (self, needs[i].node), NULL);
      if (needs[i].path[0] != '\0')
        amb_sample_story_walk (
            self, record, g_str_has_suffix (needs[i].path, "closed") ? "closed" : "served",
            needs[i].day, amb_sample_desk_get_lead_name (self, needs[i].node), needs[i].why);
    }
}

static void
tell_assets (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (assets); i++)
    {
      g_autofree char *key = g_strdup_printf ("asset:%u", i + 1);
      g_autofree char *link =
          g_strdup_printf ("https://media.meridiem.example/a/%04u", 2100 + i * 7);
      g_autofree char *small = g_strconcat (link, "/small", NULL);
      const AmbSampleWho *owner = amb_sample_desk_pick (self, "curator", assets[i].department);
      gboolean is_seen =
          g_str_equal (assets[i].kind, "picture") || g_str_equal (assets[i].kind, "video");

      amb_sample_story_add (
          self, "asset", key, "title", assets[i].title, "kind", assets[i].kind, "department-id",
          amb_sample_story_node (self, assets[i].department), "owner-id",
          amb_sample_desk_get_id (owner), "rights", assets[i].rights, "rights-until",
          get_day (self, assets[i].until), "confidentiality", assets[i].confidentiality, "language",
          assets[i].language, "description", assets[i].description, "link", link, "thumbnail-link",
          is_seen ? small : NULL, "expires-on", get_day (self, assets[i].expires), NULL);
    }
}

void
amb_sample_content_tell_sources (AmbSampleStory *self)
{
  tell_needs (self);
  tell_assets (self);
}
