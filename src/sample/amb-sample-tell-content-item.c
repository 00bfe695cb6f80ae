/* One content item of the sample: its fields, its moves, what its reviewers decided. */
#include "amb-sample-tell-content.h"

#include <string.h>

// clang-format off
#define TO_SCHEDULED  "draft in_review approved scheduled"
#define TO_PUBLISHED  TO_SCHEDULED " published"

static const struct
{
  char letter;
  const char *path;
  gboolean is_out;
} journeys[] = {
  { 'I', "", FALSE },
  { 'D', "draft", FALSE },
  { 'R', "draft in_review", FALSE },
  { 'Q', "draft in_review changes_requested in_review", FALSE },
  { 'C', "draft in_review changes_requested", FALSE },
  { 'J', "draft in_review rejected", FALSE },
  { 'K', "rejected", FALSE },
  { 'B', "draft archived", FALSE },
  { 'V', "draft in_review approved", FALSE },
  { 'S', TO_SCHEDULED, FALSE },
  { 'O', TO_SCHEDULED, FALSE }, /* its day went by */
  { 'o', TO_SCHEDULED, TRUE },  /* went out, and whoever recorded that couldn't say so of the item */
  { 's', "draft in_review changes_requested in_review approved scheduled", FALSE },
  { 'H', TO_SCHEDULED " on_hold", FALSE },
  { 'F', TO_SCHEDULED " failed", FALSE },
  { 'P', TO_PUBLISHED, TRUE },
  { 'T', TO_PUBLISHED, TRUE }, /* approved by a trusted contributor, its owner */
  { 'X', TO_PUBLISHED, TRUE }, /* past its day of expiry, not put away */
  { 'p', "draft in_review changes_requested in_review approved scheduled published", TRUE },
  { 'r', TO_SCHEDULED " on_hold scheduled published", TRUE }, /* held in the crisis, restored */
  { 'f', TO_SCHEDULED " failed scheduled published", TRUE },
  { 'E', TO_PUBLISHED " expired", TRUE },
  { 'A', TO_PUBLISHED " archived", TRUE },
  { 'Y', TO_PUBLISHED " expired archived", TRUE },
};

static const char *const disclosures[][2] = {
  { "fr", "Je travaille chez Meridiem ; ces mots sont les miens." },
  { "de", "Ich arbeite bei Meridiem; dies ist meine Sicht." },
  { "es", "Trabajo en Meridiem; hablo en mi nombre." },
  { "pt", "Trabalho na Meridiem; falo em meu nome." },
  { "it", "Lavoro in Meridiem; parlo a nome mio." },
  { "nl", "Ik werk bij Meridiem; dit zijn mijn eigen woorden." },
  { "en", "I work at Meridiem; these words are my own." },
};

static const char *const zones[][2] = {
  { "pt-BR", "America/Sao_Paulo" }, { "en-IN", "Asia/Kolkata" }, { "fr-CA", "America/Toronto" },
  { "en-US", "America/New_York" }, { "es", "Europe/Madrid" }, { "de", "Europe/Berlin" },
  { "ja", "Asia/Tokyo" },
};

static const char *const kinds[][2] = {
  { "e", "expertise" }, { "l", "life_at_work" }, { "c", "commitment" }, { "n", "news" }, { "p", "product" },
};

static const char *const pillar_tags[] = { "energy", "mobility", "health", "water", "digital", "people", "brand" };

/* What is seen, by pillar: in English, in French. */
static const char *const pictures[][2] = {
  { "Pipes and a dial on the wall of a boiler room.", "Des tuyaux et un cadran au mur d’une chaufferie." },
  { "Buses in a row at night, cables hanging from the roof.", "Des bus alignés la nuit, des câbles pendent du toit." },
  { "A nurse reads a figure on a screen in a corridor.", "Une infirmière lit un chiffre sur un écran, dans un couloir." },
  { "A technician kneels beside an open pump and listens with a rod.", "Une technicienne à genoux écoute une pompe ouverte avec une tige." },
  { "Two colleagues read a curve that is pinned to the wall.", "Deux collègues lisent une courbe punaisée au mur." },
  { "Six people in helmets laugh at the gate of a workshop.", "Six personnes casquées rient à la porte d’un atelier." },
};

static const char *const requests[] = {
  "The figure needs its source", "Too long for the channel: one idea only", "Say what did not work as well",
  "The picture shows a badge", "Sounds like an advertisement: whose voice is it?", "Ask the client before naming the town",
  "The disclosure line is missing in the short version", "The last paragraph promises more than we know",
};

static const char *const refusals[] = {
  "Says word for word what four others have posted", "The people shown did not agree", "Compares us with a competitor",
  "The clause is not public before the board",
};
// clang-format on

typedef struct
{
  AmbSampleStory *story;
  const AmbSampleItem *row;
  AmbRecord *record;
  const AmbSampleWho *owner, *reviewer;
  const char *out_at; /* instant of the plan, NULL: none */
  int day;
  int version;
} Item;

static guint
find_journey (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (journeys); i++)
    if (journeys[i].letter == letter)
      return i;
  g_error ("the sample has no journey %c of an item", letter);
}

gboolean
amb_sample_content_is_out (const AmbSampleItem *item)
{
  return journeys[find_journey (item->journey)].is_out;
}

const char *
amb_sample_content_get_audience (char letter)
{
  return letter == 'c'   ? "client"
         : letter == 'a' ? "applicant"
         : letter == 'p' ? "partner"
                         : "internal";
}

static const char *
get_kind (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i][0][0] == letter)
      return kinds[i][1];
  return NULL;
}

void
amb_sample_content_get_wall (
    const AmbSampleItem *item, guint n, int *hour, int *minute, const char **zone)
{
  static const int hours[] = { 9, 8, 17, 11, 10, 12, 16 };
  static const int minutes[] = { 0, 30, 30, 15, 0, 15, 45 };

  *hour = hours[n % G_N_ELEMENTS (hours)];
  *minute = minutes[n % G_N_ELEMENTS (minutes)];
  *zone = "Europe/Paris";
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_str_equal (zones[i][0], item->language))
      *zone = zones[i][1];
}

static const char *
get_disclosure (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (disclosures); i++)
    if (g_str_has_prefix (language, disclosures[i][0]))
      return disclosures[i][1];
  return NULL;
}

/* Plan, expiry, and the texts that go with what is further on than an idea. */
static void
set_plan (Item *self, guint n)
{
  const AmbSampleItem *row = self->row;
  const char *zone;
  int hour, minute, lasts;
  g_autofree char *link = g_strdup_printf ("https://www.meridiem.example/stories/%u", 4000 + n * 3);

  amb_sample_content_get_wall (row, n, &hour, &minute, &zone);
  if (row->day == AMB_SAMPLE_NO_DAY)
    return;
  self->day = amb_sample_desk_get_workday (self->story, row->day);
  self->out_at = amb_sample_desk_get_instant (self->story, self->day, hour, minute, zone);
  lasts = strchr ("EY", row->journey) != NULL ? 80 : row->journey == 'X' ? 25 : 400;
  amb_record_set (self->record, "publish-on",
                  amb_sample_story_wall (self->story, self->day, hour, minute, zone));
  if (row->journey == 'D')
    return;
  amb_record_set (self->record, "expires-on",
                  amb_sample_story_day (self->story, self->day + (self->day > 0 ? 150 : lasts)));
  amb_record_set (self->record, "disclosure", get_disclosure (row->language));
  amb_record_set (self->record, "link", link);
}

static void
set_origin (Item *self)
{
  const AmbSampleItem *row = self->row;

  amb_record_set (self->record, "source",
                  row->parent != 0  ? "derivative"
                  : row->asset != 0 ? "asset"
                                    : "original");
  amb_record_set (self->record, "asset-id",
                  amb_sample_desk_get_id_of (self->story, "asset", row->asset));
  amb_record_set (self->record, "parent-id",
                  amb_sample_desk_get_id_of (self->story, "item", row->parent));
  if (row->asset != 0 && row->journey != 'D' && row->journey != 'C')
    amb_record_set (self->record, "alternative-text",
                    pictures[row->pillar - 1][g_str_has_prefix (row->language, "fr") ? 1 : 0]);
}

static AmbRecord *
new_item (Item *self, guint n)
{
  const AmbSampleItem *row = self->row;
  AmbSampleStory *story = self->story;
  g_autofree char *key = g_strdup_printf ("item:%u", n);
  g_autofree char *tags = g_strjoin ("|", pillar_tags[row->pillar - 1], row->tags, NULL);
  const AmbSampleWho *author =
      row->journey == 'T' ? self->owner : amb_sample_desk_pick (story, NULL, row->department);

  return amb_sample_story_add (
      story, "content-item", key, "title", row->title, "kind", get_kind (row->kind), "audience",
      amb_sample_content_get_audience (row->audience), "pillar-id",
      amb_sample_desk_get_id_of (story, "pillar", row->pillar), "need-id",
      amb_sample_desk_get_id_of (story, "need", row->need), "no-need", row->need == 0 ? "1" : "0",
      "campaign-id", amb_sample_desk_get_id_of (story, "campaign", row->campaign), "owner-id",
      row->journey == 'I' ? NULL : amb_sample_desk_get_id (self->owner), "author-id",
      amb_sample_desk_get_id (author), "text-by-id",
      row->body != NULL ? amb_sample_desk_get_id (author) : NULL, "review-owner-id",
      strchr ("IDKB", row->journey) != NULL ? NULL : amb_sample_desk_get_id (self->owner),
      "reviewer-id",
      strchr ("IDKB", row->journey) != NULL ? NULL : amb_sample_desk_get_id (self->reviewer),
      "department-id", amb_sample_story_node (story, row->department), "language", row->language,
      "channel-id", amb_sample_desk_get_id_of (story, "channel", row->channel), "body", row->body,
      "tags", amb_sample_desk_get_set (tags), NULL);
}

static void
add_approval (Item *self, const char *verdict, const char *at, const char *why)
{
  gboolean is_own = self->row->journey == 'T';
  const AmbSampleWho *by = is_own ? self->owner : self->reviewer;
  gboolean is_approved = g_str_equal (verdict, "approved");

  if (by == NULL)
    return;
  amb_sample_story_add (
      self->story, "approval", NULL, "item-id", amb_record_get_id (self->record), "by-id", by->id,
      "verdict", verdict, "reason", why, "at", at, "version",
      amb_sample_story_number (self->story, self->version), "checks",
      amb_sample_desk_get_set (is_approved ? "rights|confidentiality|disclosure|pictures|words"
                                           : "rights|confidentiality"),
      "own", is_own ? "1" : "0", NULL);
}

static const char *
choose_why (Item *self, const char *to)
{
  static const char *const failures[] = { "The network refused the picture: too large",
                                          "The account had to be signed in again" };

  if (g_str_equal (to, "changes_requested"))
    return AMB_SAMPLE_CHOOSE (self->story, requests);
  if (g_str_equal (to, "rejected"))
    return AMB_SAMPLE_CHOOSE (self->story, refusals);
  if (g_str_equal (to, "failed"))
    return AMB_SAMPLE_CHOOSE (self->story, failures);
  return g_str_equal (to, "on_hold") ? "Carries the tag “battery”: held in the crisis" : NULL;
}

static void
move (Item *self, const char *to, int day)
{
  gboolean is_verdict = g_str_equal (to, "approved") || g_str_equal (to, "rejected") ||
                        g_str_equal (to, "changes_requested");
  const char *why = choose_why (self, to);
  const char *at = amb_sample_story_instant (
      self->story, day, amb_sample_random_between (&self->story->random, 8, 16),
      amb_sample_random_between (&self->story->random, 0, 59));
  const AmbSampleWho *by = (is_verdict && self->row->journey != 'T') || g_str_equal (to, "on_hold")
                               ? self->reviewer
                               : self->owner;

  if ((g_str_equal (to, "published") || g_str_equal (to, "failed")) && day == self->day)
    at = self->out_at;
  self->version += g_str_equal (to, "in_review") ? 1 : 0;
  amb_sample_desk_move (
      self->story, self->record, to, at,
      by != NULL ? by->name : amb_sample_desk_get_lead_name (self->story, self->row->department),
      why);
  if (is_verdict && self->row->journey != 'K')
    add_approval (self, to, at, why);
}

/* On which day the step @i is known to be taken; NO_DAY: some days before the next. */
static int
get_known_day (Item *self, char **states, guint i)
{
  const char *to = states[i];
  int random = amb_sample_random_between (&self->story->random, 1, 5);

  if (g_str_equal (to, "published") || g_str_equal (to, "failed"))
    return self->day;
  if (g_str_equal (to, "on_hold"))
    return AMB_SAMPLE_RECALL_DAY;
  if (i > 0 && g_str_equal (states[i - 1], "on_hold"))
    return AMB_SAMPLE_RECALL_LIFTED;
  if (g_str_equal (to, "expired"))
    return MIN (self->day + 81, -2);
  if (g_str_equal (to, "archived"))
    return self->row->day == AMB_SAMPLE_NO_DAY ? -70 : MIN (self->day + 130, -1);
  if (states[i + 1] != NULL)
    return AMB_SAMPLE_NO_DAY;
  return self->row->day == AMB_SAMPLE_NO_DAY ? -4 * random
                                             : MIN (-random, self->day - 1 - random % 2);
}

static void
lead (Item *self)
{
  g_auto (GStrv) states = g_strsplit (journeys[find_journey (self->row->journey)].path, " ", -1);
  guint n = g_strv_length (states);
  g_autofree int *days = g_new0 (int, n + 1);

  for (guint i = n; i > 0; i--)
    {
      days[i - 1] = get_known_day (self, states, i - 1);
      if (days[i - 1] == AMB_SAMPLE_NO_DAY)
        days[i - 1] = days[i] - amb_sample_random_between (&self->story->random, 1, 3);
      if (i < n && g_str_equal (states[i - 1], "failed"))
        days[i - 1] = days[i] - 1;
    }
  for (guint i = 0; i < n; i++)
    move (self, states[i], days[i]);
}

void
amb_sample_content_tell_item (AmbSampleStory *story, guint n)
{
  Item self = { .story = story, .row = amb_sample_content_get_item (n) };
  const char *department = self.row->department;

  self.owner = amb_sample_desk_pick (story, n % 3 == 0 ? "curator" : "producer", department);
  self.reviewer = amb_sample_desk_get_head (story, department);
  if (self.reviewer == NULL || self.reviewer == self.owner)
    self.reviewer = amb_sample_desk_pick_other (story, NULL, department, self.owner);
  self.record = new_item (&self, n);
  set_plan (&self, n);
  set_origin (&self);
  if (self.owner != NULL)
    lead (&self);
}
