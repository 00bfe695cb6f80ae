/* The chapter on people: those outside, and the organisations that they come from. */
#include "amb-sample-tell-people.h"

#include <string.h>

// clang-format off
static const struct
{
  const char *code, *name, *kind, *sector, *country, *domain, *node;
  const char *note;
} organisations[] = {
  { "ADU", "Autobuses del Duero", "client", "Public transport", "ES", "autobuses-duero.example", "ES", "Runs 64 of our buses. Asked at once about the batteries; all of theirs are of the series that is not recalled." },
  { "VEB", "La Voz del Ebro", "press", "Daily newspaper", "ES", "voz-del-ebro.example", "ES", "Printed the recall rumour and the correction, both on page three." },
  { "ELM", "Elétricos do Mondego", "client", "Public transport", "PT", "eletricos-mondego.example", "ES", "Looked after from Spain until there is a node in Portugal." },
  { "CDF", "Le Courrier des Deux Fleuves", "press", "Quotidien régional", "FR", "courrier-deux-fleuves.example", "LYS", "Suit la rumeur de fermeture de l’usine de Lyon ; une visite vaut mieux qu’un communiqué." },
  { "VAN", "Communauté de communes des Trois Vallons", "public", "Collectivité", "FR", "trois-vallons.example", "FR", "Premier territoire à publier ses fuites d’eau en direct." },
  { "ETE", "École d’ingénieurs des Traboules", "school", "Enseignement supérieur", "FR", "ecole-traboules.example", "LYS", "Trente alternants par an ; le forum a lieu en février." },
  { "CLS", "Coopérative du Lac-aux-Saules", "partner", "Énergie", "CA", "lac-aux-saules.example", "CA", "Exploite avec nous trois micro-réseaux d’hiver." },
  { "SWB", "Sahyadri Water Board", "public", "Water utility", "IN", "sahyadri-water.example", "IN", "Where the water-saving story began: 18 % less in two dry months." },
  { "DIH", "Deccan Institute of Hydraulics", "school", "Higher education", "IN", "deccan-hydraulics.example", "BLR", "Its students read the meters of the pilot." },
  { "MTM", "Mula Textile Mills", "client", "Textiles", "IN", "mula-textile.example", "IN", NULL },
  { "STA", "Stadtwerke Auenfeld", "client", "Municipal utility", "DE", "stadtwerke-auenfeld.example", "DE", "Two pilot districts, one of them with heat pumps only." },
  { "RBW", "Rheinbogen Batteriewerke", "supplier", "Battery cells", "DE", "rheinbogen-zellen.example", "MOB", "Makes the cells that the recall rumour was about; its quality report is public." },
  { "HHT", "Harbourside Health Trust", "client", "Hospitals", "GB", "harbourside-health.example", "GB", NULL },
  { "TGL", "The Grid Ledger", "press", "Trade press", "GB", "grid-ledger.example", "COM", "Reads our engineers rather than our releases." },
  { "CVT", "Cascade Valley Transit", "client", "Public transport", "US", "cascade-transit.example", "US", "Wants to hear from drivers, not from managers." },
  { "OMA", "Open Meter Alliance", "association", "Standards", "US", "open-meter.example", "DIG", "Two of our people sit in its working groups." },
  { "HNA", "Hospital Nova Aurora", "client", "Hospitals", "BR", "nova-aurora.example", "BR", NULL },
  { "MSC", "Metalúrgica Serra Clara", "supplier", "Metal works", "BR", "serra-clara.example", "GRU", NULL },
  { "KSW", "Kitahama Sensor Works", "partner", "Sensors", "JP", "kitahama-sensor.example", "JP", "Joint trial of leak sensors; the announcement waits for their board." },
  { "EAT", "L’Écho de l’Atlas", "press", "Hebdomadaire", "MA", "echo-atlas.example", "MA", "Prépare un dossier sur les femmes ingénieures." },
  { "KWU", "Karoo Water Utility", "public", "Water utility", "ZA", "karoo-water.example", "ZA", "Asked Pune how they did it: the second audience of the water story." },
  { "NGF", "Nordic Grid Forum", "association", "Conferences", "SE", "nordic-grid.example", "SE", NULL },
};

/* @organisation: from 1 on; 0: none. @consent: as the choices; @days: since when. */
static const struct
{
  const char *name, *kind;
  guint organisation;
  const char *job, *local, *phone, *country, *language, *node;
  const char *consent;
  int days;
  const char *proof, *note;
} contacts[] = {
  { "Milagros Arrieta", "client", 1, "Head of fleet", "m.arrieta", NULL, "ES", "es", "ES", "given", 210, "Signed at the depot visit, form kept by the node", "Called twenty minutes after the first post about the batteries. Wants facts, by telephone." },
  { "Joaquín Echeverri", "press", 2, "Editor, economy", "j.echeverri", NULL, "ES", "es", "ES", "given", 64, "E-mail: “put me on your list for technical background”", "Corrected his article within a day." },
  { "Pilar Sotomayor", "press", 2, "Reporter", "p.sotomayor", NULL, "ES", "es", "ES", "unknown", 0, NULL, NULL },
  { "Duarte Sequeira", "client", 3, "Operations manager", "d.sequeira", NULL, "PT", "pt", "ES", "given", 120, "Form of the transport fair", "His crews asked for the recall list in Portuguese." },
  { "Capucine Villard", "press", 4, "Cheffe de rubrique", "c.villard", "+33 1 99 00 42 17", "FR", "fr", "LYS", "given", 41, "Courriel du service de presse, conservé dans le dossier", "Première à avoir demandé si l’usine ferme. Attend une visite." },
  { "Gaspard Monnier", "press", 4, "Journaliste", "g.monnier", NULL, "FR", "fr", "LYS", "refused", 18, "A répondu ne vouloir être contacté que par le service de presse", NULL },
  { "Sidonie Bertholet", "client", 5, "Directrice des services techniques", "s.bertholet", NULL, "FR", "fr", "FR", "given", 380, "Convention de partenariat, annexe 2", "Parle volontiers de l’eau devant d’autres collectivités." },
  { "Aurélien Dufresnoy", "partner", 6, "Responsable des relations entreprises", "a.dufresnoy", NULL, "FR", "fr", "LYS", "given", 500, "Convention de stages", NULL },
  { "Maëlle Kerguelen", "applicant", 6, "Élève ingénieure", "m.kerguelen", NULL, "FR", "fr", "LYS", "given", 12, "Formulaire du forum de l’école", "Voudrait passer une journée avec une ambassadrice de l’énergie." },
  { "Antonin Savary", "applicant", 0, "Technicien de maintenance", "antonin.savary", NULL, "FR", "fr", "FR", "unknown", 0, NULL, "A écrit sous un post de l’usine : « Est-ce que vous embauchez encore ? »" },
  { "Marguerite Thibodeau", "partner", 7, "Directrice générale", "m.thibodeau", NULL, "CA", "fr-CA", "CA", "given", 230, "Entente de communication du projet", NULL },
  { "Étienne Laframboise", "client", 7, "Chef de l’exploitation", "e.laframboise", NULL, "CA", "fr-CA", "CA", "withdrawn", 25, "Courriel : « je change de poste, merci de me retirer »", NULL },
  { "Sunanda Deshpande", "client", 8, "Chief engineer, distribution", "s.deshpande", NULL, "IN", "en-IN", "IN", "given", 300, "Consent form of the case study, page 4", "Gave us her own figures for the water story, and corrected ours." },
  { "Harish Wagle", "public", 8, "Commissioner’s office", "h.wagle", NULL, "IN", "en-IN", "IN", "given", 140, "Reply to the invitation to the site visit", NULL },
  { "Dr Revathi Subramani", "partner", 9, "Professor of fluid mechanics", "r.subramani", NULL, "IN", "en-IN", "BLR", "given", 160, "E-mail of the institute", "Would speak at the spring open day." },
  { "Nikhil Barve", "applicant", 9, "Student, final year", "n.barve", NULL, "IN", "en-IN", "BLR", "given", 30, "Careers day form", "Found us through the meter readers’ thread." },
  { "Zubin Contractor", "client", 10, "Plant director", "z.contractor", NULL, "IN", "en-IN", "IN", "unknown", 0, NULL, NULL },
  { "Hanne Lindqvist-Maurer", "client", 11, "Leiterin Netze", "h.lindqvist-maurer", NULL, "DE", "de", "DE", "given", 190, "Einwilligung per E-Mail", "Asks for answers in German, and gets them since the rota." },
  { "Detlev Ostwald", "client", 11, "Pressesprecher", "d.ostwald", NULL, "DE", "de", "DE", "unknown", 0, NULL, NULL },
  { "Cornelia Rath", "supplier", 12, "Head of quality", "c.rath", "+49 30 23125 017", "DE", "de", "MOB", "given", 66, "Agreed in the recall call, minutes kept", "Answered within the hour during the rumour." },
  { "Winston Achebe-Lowe", "client", 13, "Director of estates", "w.achebe-lowe", "+44 20 7946 0128", "GB", "en-GB", "GB", "given", 270, "Contract, schedule 7", NULL },
  { "Philippa Thornbury", "client", 13, "Head of procurement", "p.thornbury", NULL, "GB", "en-GB", "GB", "refused", 95, "Asked for contact through the tender portal only", NULL },
  { "Rory Callendar", "press", 14, "Correspondent", "r.callendar", NULL, "GB", "en-GB", "COM", "given", 58, "E-mail: “happy to be pinged”", "Prefers an engineer on the record to a quote." },
  { "Imogen Fairweather", "press", 14, "Deputy editor", "i.fairweather", NULL, "GB", "en-GB", "COM", "unknown", 0, NULL, NULL },
  { "Deshawn Whitlock", "client", 15, "Chief operating officer", "d.whitlock", "+1 206 555 0142", "US", "en-US", "US", "given", 150, "Form of the drivers’ day", NULL },
  { "Marisol Vega-Hart", "client", 15, "Union representative", "m.vega-hart", NULL, "US", "es", "US", "given", 150, "Form of the drivers’ day", "Shared our driver’s film: forty thousand saw it." },
  { "Priscilla Nakamura", "partner", 16, "Working group chair", "p.nakamura", NULL, "US", "en-US", "DIG", "given", 420, "Membership agreement", NULL },
  { "Teodoro Quesada", "applicant", 0, "Software engineer", "teo.quesada", NULL, "MX", "es-MX", "MX", "given", 20, "Answered our post with his own address", "Asked what working on open meters is like; sent to two ambassadors." },
  { "Irene Pacheco Villalba", "client", 17, "Diretora clínica", "i.pacheco", NULL, "BR", "pt-BR", "BR", "given", 240, "Termo assinado na visita", NULL },
  { "Nelson Prudente", "supplier", 18, "Sócio-gerente", "n.prudente", NULL, "BR", "pt-BR", "GRU", "unknown", 0, NULL, NULL },
  { "Fumiko Okazaki", "partner", 19, "Business development", "f.okazaki", NULL, "JP", "ja", "JP", "given", 88, "Exchange of letters", "The announcement waits for their board; no hint before." },
  { "Daichi Morinaga", "partner", 19, "Research lead", "d.morinaga", NULL, "JP", "ja", "JP", "given", 88, "Exchange of letters", NULL },
  { "Ghita El Ouardi", "press", 20, "Rédactrice en chef", "g.elouardi", NULL, "MA", "fr", "MA", "given", 33, "Message reçu par la page du magazine, capture conservée", "Cherche trois ingénieures pour son dossier." },
  { "Younes Berrechid", "applicant", 0, "Étudiant en génie des procédés", "younes.berrechid", NULL, "MA", "fr", "MA", "given", 9, "Formulaire du salon de l’emploi", NULL },
  { "Lerato Mokwena", "client", 21, "Demand manager", "l.mokwena", NULL, "ZA", "en-ZA", "ZA", "given", 72, "E-mail after the webinar", "Wants to repeat what Pune did; introduced to Sunanda Deshpande." },
  { "Pieter van Wyk-Adams", "public", 21, "Councillor", "p.vanwyk-adams", NULL, "ZA", "en-ZA", "ZA", "unknown", 0, NULL, NULL },
  { "Linnea Sandahl", "partner", 22, "Programme director", "l.sandahl", NULL, "SE", "sv", "SE", "given", 110, "Speaker agreement", "Two seats on the autumn panel, one of them for an engineer." },
  { "Oskar Ridderstråle", "other", 22, "Moderator", "o.ridderstrale", NULL, "SE", "sv", "SE", "withdrawn", 14, "Unsubscribed by the link of the newsletter", NULL },
  { "Berenike Altmann", "other", 0, "Writes about city buses", "berenike.altmann", NULL, "DE", "de", "MOB", "unknown", 0, NULL, "Eleven thousand readers; fair, exact, quick." },
  { "Tarquin Bexley", "other", 0, "Energy podcast", "tarquin.bexley", NULL, "GB", "en-GB", "NRG", "given", 47, "E-mail before the recording", "Had our storage team as guests; asked for a second episode." },
};
// clang-format on

static void
tell_organisations (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (organisations); i++)
    {
      g_autofree char *key = g_strdup_printf ("organisation:%u", i + 1);
      g_autofree char *url = g_strdup_printf ("https://www.%s", organisations[i].domain);
      guint node = amb_sample_story_find_node (organisations[i].node);
      const AmbSampleWho *who = amb_sample_story_pick (self, "active", "responder", node);

      amb_sample_story_add (
          self, "organisation", key, "name", organisations[i].name, "code", organisations[i].code,
          "kind", organisations[i].kind, "sector", organisations[i].sector, "country",
          organisations[i].country, "url", url, "node-id", self->sample->node_ids[node], "owner-id",
          who != NULL && i % 5 != 4 ? who->id : NULL, "note", organisations[i].note, NULL);
    }
}

static void
add_contact (AmbSampleStory *self, guint i)
{
  guint organisation = contacts[i].organisation;
  g_autofree char *key = g_strdup_printf ("contact:%u", i + 1);
  g_autofree char *email =
      g_strdup_printf ("%s@%s", contacts[i].local,
                       organisation > 0 ? organisations[organisation - 1].domain : "mail.example");
  g_autofree char *link = g_strdup_printf ("https://network.example/in/%s", contacts[i].local);
  guint node = amb_sample_story_find_node (contacts[i].node);
  const AmbSampleWho *who = amb_sample_story_pick (self, "active", NULL, node);
  gboolean asked = !g_str_equal (contacts[i].consent, "unknown");

  amb_sample_story_add (
      self, "contact", key, "name", contacts[i].name, "kind", contacts[i].kind, "organisation-id",
      organisation > 0 ? amb_sample_story_id (self, "organisation:%u", organisation) : NULL,
      "job-title", contacts[i].job, "email", email, "phone", contacts[i].phone, "links",
      i % 3 == 0 ? link : NULL, "country", contacts[i].country, "language", contacts[i].language,
      "owner-id", who != NULL && i % 6 != 5 ? who->id : NULL, "node-id",
      self->sample->node_ids[node], "consent", contacts[i].consent, "consent-on",
      asked ? amb_sample_story_day (self, -contacts[i].days) : NULL, "consent-proof",
      contacts[i].proof, "note", contacts[i].note, NULL);
}

/* People who were here and are now outside, still friends of the house. */
static void
tell_former (AmbSampleStory *self)
{
  static const char *const notes[] = {
    "Left for a start-up; still answers questions about the storage plant.",
    "Retired; comes to the open day every year.",
    "Works for a client now: tell them before the press does.",
  };
  GHashTable *seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      const AmbSampleWho *who = amb_sample_story_pick (self, "alumni", NULL, AMB_SAMPLE_NO_NODE);
      g_autofree char *key =
          g_strdup_printf ("contact:%u", (guint) (G_N_ELEMENTS (contacts) + i + 1));
      g_autofree char *email = g_strdup_printf ("alumni.%u@mail.example", i + 1);
      const AmbSampleWho *owner;

      if (who == NULL || !g_hash_table_add (seen, who->id))
        continue;
      owner = amb_sample_story_pick (self, "active", NULL, who->home);
      amb_sample_story_add (
          self, "contact", key, "name", who->name, "kind", "former", "email", email, "language",
          who->language, "owner-id", owner != NULL ? owner->id : NULL, "node-id",
          amb_sample_people_node (self, who), "ambassador-id", who->id, "consent", "given",
          "consent-on", amb_sample_story_day (self, -who->since), "consent-proof",
          "Said in the farewell talk, noted by the lead", "note", notes[i], NULL);
    }
  g_hash_table_unref (seen);
}

void
amb_sample_tell_people_outside (AmbSampleStory *self)
{
  tell_organisations (self);
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    add_contact (self, i);
  tell_former (self);
}
