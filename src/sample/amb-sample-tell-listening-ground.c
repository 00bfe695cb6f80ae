/* What listening stands on: feeds, rules by keyword, lines that may be said. */
#include "amb-sample-tell-listening.h"

#include <string.h>

// clang-format off
static const struct
{
  const char *name, *kind, *url, *language, *node;
  int every; /* minutes; 0: not by itself */
  int hours; /* since it was read; 0: never */
  const char *state, *error;
} feeds[] = {
  { "Trade press: energy", "rss", "https://energyweek.example/feed.xml", "en", "NRG", 60, 2, "active", NULL },
  { "Presse régionale : Lyon et Rhône", "rss", "https://lyon-matin.example/rss", "fr", "FR", 30, 1, "active", NULL },
  { "Prensa de España y Portugal", "rss", "https://diario-iberico.example/rss", "es", "ES", 15, 1, "active", NULL },
  { "Water and cities", "atom", "https://waterandcities.example/atom.xml", "en", "WAT", 120, 3, "active", NULL },
  { "Employer reviews, weekly export", "csv", "https://reviews.example/export/meridiem", NULL, "HR", 0, 70, "active", NULL },
  { "Reported by ambassadors", "typed", NULL, NULL, "COM", 0, 0, "active", NULL },
  { "Fachpresse Mobilität", "rss", "https://busundbahn.example/feed", "de", "DE", 60, 2, "active", NULL },
  { "Notícias do ABC paulista", "rss", "https://jornal-abc.example/rss", "pt-BR", "BR", 60, 4, "active", NULL },
  { "Hospital managers’ forum", "atom", "https://hospitalforum.example/atom", "en", "HEA", 60, 96, "failing", "The server answers 403: the forum asks for a new key" },
  { "Engineering forums of India", "rss", "https://engineers.example/in/rss", "en-IN", "IN", 120, 3, "active", NULL },
  { "Lettre des élus locaux", "rss", "https://elus.example/lettre.xml", "fr", "FR", 240, 600, "paused", NULL },
  { "Complaints portal, monthly export", "csv", "https://complaints.example/export", "en", "CUS", 0, 300, "active", NULL },
};

static const struct
{
  const char *name, *words, *language, *country, *topic, *severity, *node;
  const char *active;
} rules[] = {
  { "Battery recall, Iberia", "batería|bateria|battery|recall|retirada", NULL, "ES", "Battery recall", "s2", "ES", "1" },
  { "Battery, anywhere", "battery|batterie|Akku|bateria", NULL, NULL, "Battery recall", "s3", "MOB", "1" },
  { "Closing of a site", "fermeture|closing|Schließung|plan social", NULL, NULL, "Closing of a site", "s2", "COM", "1" },
  { "Lyon", "Lyon|Gerland|campus", "fr", "FR", "Lyon campus", "s3", "LYS", "1" },
  { "Leaks and losses", "leak|fuite|water loss|pérdida de agua", NULL, NULL, "Water losses", "s4", "WAT", "1" },
  { "First bill", "facture|bill|Rechnung", NULL, NULL, "First bill", "s4", "CUS", "1" },
  { "Data and patients", "patient data|données de santé|data leak", NULL, NULL, "Patient data", "s1", "HEA", "1" },
  { "Applying to us", "interview|entretien|apply|Bewerbung|vaga", NULL, NULL, "Working here", "s4", "HR", "1" },
  { "Overtime", "overtime|heures sup|Überstunden|unpaid", NULL, NULL, "Working hours", "s3", "HR", "1" },
  { "Heat pumps", "heat pump|pompe à chaleur|Wärmepumpe", NULL, NULL, "Heat pumps", "s4", "NRG", "1" },
  { "Charging at the depot", "depot|dépôt|charging|recharge", NULL, NULL, "Charging", "s4", "MOB", "1" },
  { "Greenwashing", "greenwashing|écoblanchiment|Grünfärberei", NULL, NULL, "Credibility", "s3", "COM", "1" },
  { "All that is German", NULL, "de", "DE", NULL, "s4", "DE", "1" },
  { "All that is Portuguese", NULL, "pt-BR", "BR", NULL, "s4", "BR", "1" },
  { "Old name of the hardware line", "Orion", NULL, NULL, "Old brand", "s4", "MKT", "0" },
};

static const struct
{
  const char *title, *text, *language, *topic, *level, *node;
  int until;
  const char *path;
  int day;
  const char *why;
} lines[] = {
  { "Is a battery of ours recalled?", "The authority’s list names four series. None of them is built or sold by us. The list and our signed fact sheet are at safety.meridiem.example.", "en", "Battery recall", "3", NULL, 71, "approved", -18, NULL },
  { "¿Hay baterías nuestras en la lista?", "La lista de la autoridad nombra cuatro series. No fabricamos ni vendemos ninguna de ellas. La ficha firmada está en safety.meridiem.example.", "es", "Battery recall", "3", "ES", 71, "approved", -18, NULL },
  { "Há baterias nossas na lista?", "A lista tem quatro séries; nenhuma é nossa.", "pt-BR", "Battery recall", "3", "ES", 30, "approved withdrawn", -9, "The sentence on spare parts was wrong" },
  { "Before we know: batteries", "We have read the report. We are comparing the serial numbers now and will say what we know within the hour.", "en", "Battery recall", "4", NULL, 200, "approved", -19, NULL },
  { "L’usine de Lyon va-t-elle fermer ?", "Aucune fermeture n’est décidée. Le déménagement vers le nouveau campus concerne 620 personnes ; tous les postes sont repris.", "fr", "Closing of a site", "4", "FR", 45, "approved", -5, NULL },
  { "Is the Lyon plant closing?", "No closing has been decided. 620 colleagues move to the new campus; every post moves with them.", "en", "Closing of a site", "4", NULL, 45, "draft", 0, NULL },
  { "How much does a leak search cost?", "The first measurement has a fixed price. Afterwards a city may pay a share of the water that it no longer loses. The contract of Pune is public.", "en", "Water losses", "2", NULL, 180, "approved", -90, NULL },
  { "Warum ist die Anlage im Winter lauter?", "Unter −7 °C läuft der Verdichter schneller; das sind etwa drei Dezibel. Ein Aufstellort abseits der Wand hilft.", "de", "Heat pumps", "2", "DE", -12, "approved", -200, NULL },
  { "Pourquoi ma première facture est-elle plus élevée ?", "Elle couvre plus d’un mois, de la mise en service à la date de relevé. Le détail est en page 2.", "fr", "First bill", "2", "FR", 120, "approved", -60, NULL },
  { "Who sees my figures?", "Your care team, and the two nurses on call. Nobody at Meridiem reads them with your name.", "en", "Patient data", "3", NULL, 90, "approved", -140, NULL },
  { "Do you pay overtime?", "Yes, or it is given back as time. If yours was not, write to the works council or to speakup.meridiem.example; neither asks for a name.", "en", "Working hours", "3", NULL, -3, "approved", -190, NULL },
  { "Wie lange dauert die Antwort auf eine Bewerbung?", "Drei Wochen, auch bei einer Absage.", "de", "Working here", "1", NULL, 200, "approved", -100, NULL },
  { "How long until I hear back?", "Three weeks, also when it is a no.", "en", "Working here", "1", NULL, 200, "approved", -100, NULL },
  { "Pouvez-vous recharger quarante bus la nuit ?", "Oui, à tour de rôle : la puissance de dix suffit si l’horaire le permet.", "fr", "Charging", "2", NULL, 60, "draft", 0, NULL },
  { "Is that not greenwashing?", "Judge by the table: it has the twelve cities, with the bad figures left in.", "en", "Credibility", "3", NULL, 150, "approved draft", -20, NULL },
  { "Merger with a rival", "We do not comment on rumours.", "en", "Old brand", "4", NULL, -100, "withdrawn", -210, NULL },
};
// clang-format on

static void
tell_feeds (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autofree char *key = g_strdup_printf ("feed:%u", i + 1);
      AmbRecord *record = amb_sample_story_add (
          self, "feed", key, "name", feeds[i].name, "kind", feeds[i].kind, "url", feeds[i].url,
          "language", feeds[i].language, "node-id", amb_sample_story_node (self, feeds[i].node),
          "every", amb_sample_story_number (self, feeds[i].every), "last-fetched-at",
          feeds[i].hours > 0 ? amb_sample_story_instant (self, 0, 6 - feeds[i].hours, 12) : NULL,
          "last-error", feeds[i].error, NULL);

      if (!g_str_equal (feeds[i].state, "active"))
        amb_sample_story_walk (self, record, feeds[i].state, -feeds[i].hours / 24,
                               amb_sample_desk_get_lead_name (self, feeds[i].node), NULL);
    }
}

static void
tell_rules (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const AmbSampleWho *owner =
          i % 4 == 2 ? amb_sample_desk_pick (self, "monitoring", rules[i].node) : NULL;

      amb_sample_story_add (
          self, "keyword-rule", NULL, "name", rules[i].name, "words",
          amb_sample_desk_get_set (rules[i].words), "language", rules[i].language, "country",
          rules[i].country, "topic", rules[i].topic, "severity", rules[i].severity, "node-id",
          amb_sample_story_node (self, rules[i].node), "owner-id", amb_sample_desk_get_id (owner),
          "position", amb_sample_story_number (self, i + 1), "active", rules[i].active, NULL);
    }
}

static void
tell_lines (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *key = g_strdup_printf ("line:%u", i + 1);
      const AmbSampleWho *owner = amb_sample_desk_pick_other (
          self, "spokesperson", lines[i].node, amb_sample_desk_get_head (self, "COM"));
      AmbRecord *record = amb_sample_story_add (
          self, "approved-line", key, "title", lines[i].title, "text", lines[i].text, "language",
          lines[i].language, "topic", lines[i].topic, "level", lines[i].level, "valid-until",
          amb_sample_story_day (self, lines[i].until), "owner-id", amb_sample_desk_get_id (owner),
          "node-id", lines[i].node != NULL ? amb_sample_story_node (self, lines[i].node) : NULL,
          NULL);

      if (owner != NULL && !g_str_equal (lines[i].path, "draft"))
        amb_sample_story_walk (self, record, lines[i].path, lines[i].day,
                               amb_sample_desk_get_lead_name (self, "COM"), lines[i].why);
    }
}

void
amb_sample_listening_tell_ground (AmbSampleStory *self)
{
  tell_feeds (self);
  tell_rules (self);
  tell_lines (self);
}
