/* What content stands on: pillars, channels, campaigns. */
#include "amb-sample-tell-content.h"

// clang-format off
static const struct
{
  const char *name, *promise, *proof, *tone;
  int share;
  const char *node;
  const char *active;
} pillars[] = {
  { "Energy that gives back", "Homes and towns that make more energy than they take.",
    "Our own sites in Lyon and Montréal sell their surplus heat to the neighbours.", "Concrete, patient; figures before adjectives.", 20, "NRG", "1" },
  { "Moving without a trace", "Fleets that run clean and on time.",
    "1,100 colleagues drive the buses’ chargers themselves during the tests.", "Calm. Says what does not work yet.", 15, "MOB", "1" },
  { "Care that reaches everyone", "Good care does not depend on the distance to a hospital.",
    "Every engineer of Health spends two days a year on a ward.", "Warm, never pitying; the patient is no hero and no case.", 15, "HEA", "1" },
  { "Every drop counts", "Cities that lose less than a tenth of their water.",
    "The Bengaluru centre found 214 leaks in Pune in one monsoon.", "Curious, close to the people in the field.", 20, "WAT", "1" },
  { "Technology that explains itself", "Nobody has to trust a machine that they can’t question.",
    "Each model has a card that a customer adviser can read aloud.", "Plain words; no miracle, no fear.", 15, "DIG", "1" },
  { "People who dare to learn", "One can change one’s trade three times here.",
    "A third of the posts were filled from inside last year.", "First person, with doubts left in.", 15, "HR", "1" },
  { "Faster, further", "The pillar of the former brand platform.", NULL, NULL, 0, "MKT", "0" },
};

const AmbSampleChannel amb_sample_channels[] = {
  { "Meridiem Group page", "linkedin", "company", "https://network.example/company/meridiem", "en", "COM", 3000, 412000, "1" },
  { "Meridiem France page", "linkedin", "company", "https://network.example/company/meridiem-france", "fr", "FR", 3000, 126000, "1" },
  { "Meridiem Deutschland page", "linkedin", "company", "https://network.example/company/meridiem-de", "de", "DE", 3000, 64000, "1" },
  { "Meridiem news in short", "x", "company", "https://short.example/meridiem", "en", "COM", 280, 58000, "1" },
  { "Meridiem Brasil in pictures", "instagram", "company", "https://pictures.example/meridiem.brasil", "pt-BR", "BR", 2200, 91000, "1" },
  { "Meridiem films", "youtube", "company", "https://films.example/@meridiem", "en", "COM", 5000, 37000, "1" },
  { "Blog “Le fil”", "website", "company", "https://lefil.meridiem.example", "fr", "COM", 0, 22000, "1" },
  { "Partners’ letter", "newsletter", "company", "https://partners.meridiem.example/letter", "en", "SAL", 0, 8400, "1" },
  { "Intranet “Inside”", "intranet", "internal", "https://inside.meridiem.example", "en", "COM", 0, 24800, "1" },
  { "Own profile", "linkedin", "personal", NULL, NULL, NULL, 3000, 0, "1" },
  { "Meridiem India page", "linkedin", "company", "https://network.example/company/meridiem-india", "en-IN", "IN", 3000, 88000, "1" },
  { "Meridiem Iberia page", "linkedin", "company", "https://network.example/company/meridiem-iberia", "es", "ES", 3000, 41000, "1" },
  { "Own profile, German-speaking network", "xing", "personal", NULL, "de", NULL, 2000, 0, "1" },
  { "Apprentis Meridiem, clips", "tiktok", "company", "https://clips.example/@apprentis.meridiem", "fr", "HR", 2200, 15500, "0" },
  { "Screens in the canteens", "other", "internal", NULL, NULL, "COM", 120, 9000, "1" },
};
const guint amb_sample_n_channels = G_N_ELEMENTS (amb_sample_channels);

static const struct
{
  const char *name, *goal;
  int from, to;
  const char *node, *utm, *sources, *media;
  const char *path; /* blank: still planned */
  int day;
  const char *why;
} campaigns[] = {
  { "Voices of Meridiem", "400 applications to the autumn call, at least a third of them from outside Europe; every voice is a colleague’s own.",
    -63, 14, "COM", "voices-autumn", "linkedin|intranet|newsletter", "advocacy|social|email", "running", -63, NULL },
  { "Every drop counts", "Twelve cities ask for a measurement of their water losses; 60 engineers apply in India.",
    -150, 60, "WAT", "every-drop", "linkedin|youtube|website|newsletter", "advocacy|social|event", "running", -149, NULL },
  { "Open factory week", "Each of the four sites opens its doors: 3,000 neighbours and students come.",
    18, 32, "GRU", "open-factory", "instagram|linkedin|intranet", "advocacy|event|print", "", 0, NULL },
  { "Heat pumps without headaches", "Housing cooperatives understand the subsidy and call us with the right papers.",
    -300, -190, "NRG", "heat-pumps", "linkedin|website|newsletter", "social|email", "running ended", -188, NULL },
  { "The spring cohort’s first hundred days", "Show what the first sixty ambassadors do, and what they stopped doing.",
    -210, -110, "COM", "first-hundred", "linkedin|intranet", "advocacy|social", "running ended", -108, NULL },
  { "Mobility fair in Barcelona", "Meet 200 fleet managers at the stand.",
    -45, -38, "MOB", "fair-barcelona", "linkedin|x", "event|social", "called_off", -50, "The organiser has moved the fair to next year" },
  { "Apprentis en Méditerranée", "Que 80 jeunes de Casablanca, Marseille et Gênes déposent un dossier d’apprentissage.",
    -95, -4, "MA", "apprentis-med", "instagram|linkedin|tiktok", "advocacy|event", "running", -95, NULL },
  { "Winter without worry", "Households know three things to do before they call us about the heating.",
    25, 90, "CUS", "winter-calm", "website|newsletter|facebook", "social|email", "", 0, NULL },
};

static const struct
{
  const char *name, *use, *language, *meaning, *instead;
} terms[] = {
  { "Ambassador", "say", "en", "A colleague who shows the company from the inside, by choice and on working time.", NULL },
  { "Influencer", "avoid", "en", "It promises reach; our people promise what they know.", "Ambassador" },
  { "Heat pump", "say", "en", "A machine that moves warmth from outside into the house.", NULL },
  { "Zero emission", "avoid", "en", "Nothing that we sell is; an agency asked us to prove it.", "Low emission, with the figure" },
  { "Flow battery", "say", "en", "A battery whose charge stands in two tanks of liquid.", NULL },
  { "Leverage", "avoid", "en", "Nobody says it at home.", "Use" },
  { "Pompe à chaleur", "say", "fr", "Une machine qui prend la chaleur dehors et l’amène dans la maison.", NULL },
  { "Zéro émission", "avoid", "fr", "Rien de ce que nous vendons ne l’est ; il faudrait le prouver.", "Peu d’émissions, avec le chiffre" },
  { "Collaborateur", "avoid", "fr", "Le mot de l’interne ; dehors, on dit ce que la personne fait.", "Soudeuse, conducteur, chercheuse…" },
};
// clang-format on

static void
tell_pillars (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pillars); i++)
    {
      g_autofree char *key = g_strdup_printf ("pillar:%u", i + 1);
      const AmbSampleWho *owner = amb_sample_desk_pick (self, "curator", pillars[i].node);

      amb_sample_story_add (self, "pillar", key, "name", pillars[i].name, "promise",
                            pillars[i].promise, "proof", pillars[i].proof, "tone", pillars[i].tone,
                            "target-share", amb_sample_desk_get_number (self, pillars[i].share),
                            "owner-id", amb_sample_desk_get_id (owner), "active", pillars[i].active,
                            "position", amb_sample_story_number (self, i + 1), NULL);
    }
}

static void
tell_terms (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *key = g_strdup_printf ("term:%u", i + 1);
      const AmbSampleWho *owner = amb_sample_desk_pick (self, "curator", "COM");

      amb_sample_story_add (self, "term", key, "name", terms[i].name, "use", terms[i].use,
                            "language", terms[i].language, "meaning", terms[i].meaning, "instead",
                            terms[i].instead, "owner-id", amb_sample_desk_get_id (owner), NULL);
    }
}

static void
tell_channels (AmbSampleStory *self)
{
  for (guint i = 0; i < amb_sample_n_channels; i++)
    {
      const AmbSampleChannel *row = &amb_sample_channels[i];
      g_autofree char *key = g_strdup_printf ("channel:%u", i + 1);
      const AmbSampleWho *owner =
          row->node != NULL ? amb_sample_desk_pick (self, "producer", row->node) : NULL;

      amb_sample_story_add (self, "channel", key, "name", row->name, "network", row->network,
                            "kind", row->kind, "url", row->url, "length-limit",
                            amb_sample_desk_get_number (self, row->limit), "language",
                            row->language, "audience-size",
                            amb_sample_desk_get_number (self, row->audience), "owner-id",
                            amb_sample_desk_get_id (owner), "node-id",
                            row->node != NULL ? amb_sample_story_node (self, row->node) : NULL,
                            "active", row->active, NULL);
    }
}

static void
tell_campaigns (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (campaigns); i++)
    {
      g_autofree char *key = g_strdup_printf ("campaign:%u", i + 1);
      const AmbSampleWho *owner = amb_sample_desk_pick (self, "producer", campaigns[i].node);
      AmbRecord *record = amb_sample_story_add (
          self, "campaign", key, "name", campaigns[i].name, "goal", campaigns[i].goal, "starts-on",
          amb_sample_story_day (self, campaigns[i].from), "ends-on",
          amb_sample_story_day (self, campaigns[i].to), "owner-id", amb_sample_desk_get_id (owner),
          "node-id", amb_sample_story_node (self, campaigns[i].node), "utm-campaign",
          campaigns[i].utm, "utm-sources", amb_sample_desk_get_set (campaigns[i].sources),
          "utm-media", amb_sample_desk_get_set (campaigns[i].media), NULL);

      if (campaigns[i].path[0] == '\0' || owner == NULL)
        continue;
      if (g_str_equal (campaigns[i].path, "running ended"))
        amb_sample_story_walk (self, record, "running", campaigns[i].from,
                               amb_sample_desk_get_lead_name (self, campaigns[i].node), NULL);
      amb_sample_story_walk (
          self, record, g_str_has_suffix (campaigns[i].path, "ended") ? "ended" : campaigns[i].path,
          campaigns[i].day, amb_sample_desk_get_lead_name (self, campaigns[i].node),
          campaigns[i].why);
    }
}

void
amb_sample_content_tell_ground (AmbSampleStory *self)
{
  tell_pillars (self);
  tell_terms (self);
  tell_channels (self);
  tell_campaigns (self);
}
