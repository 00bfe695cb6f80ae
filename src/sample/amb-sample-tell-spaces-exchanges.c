/* Exchanges: who spoke with whom. Finance and legal has been silent for more than ninety days. */
#include "amb-sample-tell-spaces.h"

// clang-format off
static const struct
{
  const char *topic, *from, *to, *kind;
  int day;
  guint thread;
  const char *note;
} exchanges[] = {
  { "Kick-off of the programme", "COM", "HR", "meeting", -540, 0, NULL },
  { "Who owns the charter", "HR", "FIN", "meeting", -528, 0, "Legal reads it, human resources owns it." },
  { "First call for ambassadors", "HR", "MKT", "meeting", -505, 0, NULL },
  { "Disclosure line", "COM", "FIN", "message", -497, 0, NULL },
  { "Level 1 in French and English", "HR", "FR", "call", -470, 0, NULL },
  { "Library of sources", "MKT", "INN", "meeting", -455, 0, NULL },
  { "Open-source policy", "DIG", "FIN", "other", -430, 0, NULL },
  { "Visit of the São Paulo factory", "COM", "GRU", "visit", -402, 0, "Three films came of it." },
  { "Sources for the first editorial plan", "INN", "COM", "message", -390, 0, NULL },
  { "Works council of Germany", "HR", "DE", "meeting", -371, 0, NULL },
  { "What Sales hears at fairs", "SAL", "MKT", "call", -350, 0, NULL },
  { "Second life of batteries", "RND", "MOB", "meeting", -333, 0, NULL },
  { "Jobs page against real life", "HR", "RND", "meeting", -310, 0, NULL },
  { "Budget of the second year", "COM", "FIN", "meeting", -288, 0, NULL },
  { "Trade press of the water sector", "COM", "WAT", "call", -270, 0, NULL },
  { "Translation of the charter", "COM", "MA", "message", -251, 0, NULL },
  { "Rota between Lyon and Bengaluru", "LYS", "BLR", "call", -236, 0, NULL },
  { "Open day of the Lyon campus", "LYS", "HR", "meeting", -199, 0, NULL },
  { "Stands and hours", "LYS", "RND", "thread", -160, 32, NULL },
  { "Spring cohort: mentors", "HR", "RND", "meeting", -176, 0, NULL },
  { "Figures for the half-year letter", "FIN", "COM", "message", -131, 0, "The last word from Finance and legal so far." },
  { "Lessons for the customer service", "CUS", "FR", "meeting", -120, 0, NULL },
  { "Test bench for cells", "RND", "INN", "visit", -108, 0, NULL },
  { "Questions of applicants", "HR", "RND", "thread", -80, 12, NULL },
  { "Next fair in Hanover", "SAL", "DE", "meeting", -84, 0, NULL },
  { "A customer who is right", "CUS", "SAL", "thread", -66, 16, NULL },
  { "Where the 214 leaks were", "MKT", "RND", "thread", -151, 2, NULL },
  { "Report of the night shift", "BLR", "INN", "message", -152, 0, NULL },
  { "Pune for clients", "INN", "MKT", "thread", -149, 7, NULL },
  { "Pune for applicants", "INN", "HR", "thread", -148, 7, NULL },
  { "Pune for towns", "INN", "MA", "thread", -144, 7, NULL },
  { "Second life of batteries", "NRG", "MOB", "thread", -53, 24, NULL },
  { "First hour of the battery rumour", "ES", "COM", "call", -19, 0, NULL },
  { "Series on the list", "MOB", "ES", "thread", -19, 20, NULL },
  { "Sentences for the telephone", "CUS", "ES", "call", -18, 0, NULL },
  { "Holding line in three languages", "COM", "CUS", "message", -18, 0, NULL },
  { "Questions of operators", "MOB", "SAL", "meeting", -15, 0, NULL },
  { "Series and dates", "RND", "MOB", "meeting", -17, 0, NULL },
  { "Casablanca station", "MA", "INN", "thread", -40, 8, NULL },
  { "A graph with an ending", "RND", "MKT", "thread", -21, 3, NULL },
  { "Who hands over to whom", "CUS", "COM", "meeting", -33, 0, NULL },
  { "Level 4 after the rumour", "COM", "HR", "call", -10, 0, NULL },
  { "Mois de la relecture", "FR", "YUL", "thread", -28, 25, NULL },
  { "Candidates of Bengaluru", "HR", "BLR", "call", -26, 0, NULL },
  { "What Marketing needs from the bench", "MKT", "RND", "meeting", -24, 0, NULL },
  { "A school listens", "BLR", "HR", "thread", -22, 9, NULL },
  { "Chargers that give nothing", "CUS", "MOB", "thread", -9, 33, NULL },
  { "Heat pumps in the forum", "DIG", "RND", "thread", -18, 31, NULL },
  { "Account teams and monitoring", "SAL", "COM", "meeting", -16, 0, NULL },
  { "Editorial plan of the quarter", "MKT", "COM", "meeting", -14, 0, NULL },
  { "Words of the laboratory", "RND", "MKT", "thread", -12, 4, NULL },
  { "Hospitals at the partners’ table", "HEA", "NRG", "call", -11, 0, NULL },
  { "Rumour about the Lyon plant", "LYS", "COM", "call", -6, 0, "Asked before anybody wrote about it." },
  { "Choose your project", "RND", "HR", "thread", -6, 5, NULL },
  { "Sentence about the age in the application", "CUS", "DIG", "message", -4, 0, NULL },
  { "Portraits for the water week", "HR", "INN", "message", -2, 0, NULL },
  { "False offer", "HR", "COM", "thread", -1, 14, NULL },
  { "Autumn call: availability of managers", "HR", "SAL", "call", -1, 0, NULL },
  { "Agenda of the steering committee", "COM", "HR", "message", 0, 0, NULL },
};
// clang-format on

void
amb_sample_tell_exchanges (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    {
      const AmbSampleWho *who = amb_sample_tell_who (self, NULL, exchanges[i].from);

      amb_sample_story_add (self, "exchange", NULL, "topic", exchanges[i].topic, "from-node-id",
                            amb_sample_story_node (self, exchanges[i].from), "to-node-id",
                            amb_sample_story_node (self, exchanges[i].to), "kind",
                            exchanges[i].kind, "happened-on",
                            amb_sample_story_day (self, exchanges[i].day), "ambassador-id",
                            amb_sample_tell_who_id (who), "thread-id",
                            amb_sample_tell_numbered (self, "thread:", exchanges[i].thread), "note",
                            exchanges[i].note, NULL);
    }
}
