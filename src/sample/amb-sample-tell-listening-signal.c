/* One signal of the sample: its fields, its moves by the minute, what was answered. */
#include "amb-sample-tell-listening.h"

#include <string.h>

// clang-format off
/* How a signal went. Due: hours from today’s midnight, or 0: four hours after it was heard. */
static const struct
{
  char letter;
  const char *path;
  int due;
} journeys[] = {
  { 'N', "", 18 },
  { 'n', "", -9 },
  { 'T', "triaged", 20 },
  { 't', "triaged", -30 },
  { 'M', "triaged monitoring", 0 },
  { 'A', "triaged assigned", 16 },
  { 'w', "triaged assigned", 64 },
  { 'a', "triaged assigned", -14 },
  { 'R', "triaged assigned responded", 0 },
  { 'V', "triaged assigned responded resolved", 0 },
  { 'v', "triaged monitoring resolved", 0 },
  { 'q', "triaged assigned resolved", 0 },
  { 'D', "dismissed", 0 },
  { 'd', "triaged dismissed", 0 },
  { 'U', "duplicate", 0 },
  { 'Z', "triaged snoozed", 0 },
  { 'z', "triaged snoozed", 0 },
  { 'E', "triaged escalated", 17 },
  { 'F', "triaged assigned escalated", -20 },
  { 'e', "triaged escalated assigned responded resolved", 0 },
  { 'x', "triaged escalated monitoring resolved", 0 }, /* not upheld */
  { 'B', "triaged assigned responded resolved assigned", 15 },
};

static const char *const classes[][3] = {
  { "P", "positive", "thank" }, { "T", "troll", "tell_centre" }, { "R", "rager", "monitor" },
  { "M", "misguided", "fix_facts" }, { "U", "unhappy", "restore" },
};

static const char *const stakeholders[][2] = {
  { "c", "client" }, { "a", "applicant" }, { "p", "partner" }, { "r", "press" }, { "e", "employee" },
};

static const char *const author_kinds[][2] = {
  { "p", "person" }, { "o", "organisation" }, { "j", "journalist" }, { "i", "influential" }, { "a", "anonymous" },
};
// clang-format on

typedef struct
{
  AmbSampleStory *story;
  const AmbSampleSignal *row;
  AmbRecord *record;
  const AmbSampleWho *owner;
  const char *captured;
  const char *responded; /* NULL: not yet */
  const char *path;
  int due;
} Signal;

#define LOOK_UP(table, letter)                                                                     \
  look_up (table[0], G_N_ELEMENTS (table[0]), G_N_ELEMENTS (table), letter)

static const char *const *
look_up (const char *const *table, guint width, guint n_rows, char letter)
{
  static const char *const none[3] = { NULL };

  for (guint i = 0; i < n_rows; i++)
    if (table[i * width][0] == letter)
      return table + i * width;
  return none;
}

static void
begin (Signal *self)
{
  AmbSampleStory *story = self->story;
  const AmbSampleSignal *row = self->row;

  for (guint i = 0; i < G_N_ELEMENTS (journeys); i++)
    if (journeys[i].letter == row->journey)
      {
        self->path = journeys[i].path;
        self->due = journeys[i].due;
      }
  if (self->path == NULL)
    g_error ("the sample has no journey %c of a signal", row->journey);
  self->captured = amb_sample_story_instant (story, row->day, row->hour,
                                             amb_sample_random_between (&story->random, 0, 59));
  if (strstr (self->path, "assigned") != NULL || strchr ("MEZz", row->journey) != NULL)
    self->owner = amb_sample_desk_pick (story, "responder", row->node);
}

static const char *
get_action (Signal *self)
{
  const AmbSampleSignal *row = self->row;

  if (row->class == 'P' && row->sentiment == '-')
    return "hand_over";
  if (row->class == 'P' && (row->author_kind == 'i' || row->stakeholder == 'e'))
    return row->author_kind == 'i' ? "share" : "let_stand";
  if (row->class == 'U' && row->severity <= '3')
    return "take_over";
  return LOOK_UP (classes, row->class)[2];
}

static AmbRecord *
new_signal (Signal *self, const char *key, const char *crisis, gboolean is_drill)
{
  static const char *const sources[] = { "rss", "atom", "csv" };
  const AmbSampleSignal *row = self->row;
  AmbSampleStory *story = self->story;
  const AmbSampleWho *reporter = row->feed == 0 || row->feed == 6
                                     ? amb_sample_desk_pick (story, "monitoring", row->node)
                                     : NULL;
  guint number = amb_sample_random_below (&story->random, 90000000) + 10000000;
  g_autofree char *external =
      reporter == NULL ? g_strdup_printf ("f%u-%u", row->feed, number) : NULL;
  g_autofree char *severity = g_strdup_printf ("s%c", row->severity);
  g_autofree char *url = g_strdup_printf ("https://%s.example/p/%u",
                                          row->stakeholder == 'r' ? "papers" : "talk", number);
  const char *source = reporter != NULL                    ? "typed"
                       : row->feed == 4 || row->feed == 9  ? sources[1]
                       : row->feed == 5 || row->feed == 12 ? sources[2]
                                                           : sources[0];

  return amb_sample_story_add (
      story, "signal", key, "title", row->title, "text", row->text, "url", url, "source", source,
      "feed-id", amb_sample_desk_get_id_of (story, "feed", row->feed), "external-id", external,
      "author", row->author, "author-kind", LOOK_UP (author_kinds, row->author_kind)[1],
      "contact-id", amb_sample_desk_get_id_of (story, "contact", row->contact), "published-at",
      amb_sample_desk_get_later (self->story, self->captured, -row->lag), "captured-at",
      self->captured, "language", row->language, "country", row->country, "sentiment",
      row->sentiment == 'p'   ? "positive"
      : row->sentiment == 'n' ? "negative"
                              : "neutral",
      "reach", amb_sample_desk_get_number (self->story, row->reach), "topic", row->topic,
      "stakeholder", LOOK_UP (stakeholders, row->stakeholder)[1], "severity",
      row->severity != '0' ? severity : NULL, "node-id", amb_sample_story_node (story, row->node),
      "reporter-id", amb_sample_desk_get_id (reporter), "drill", is_drill ? "1" : "0", "crisis-id",
      crisis, NULL);
}

/* What the moves ask for, and what a case leaves behind. */
static void
set_state_fields (Signal *self)
{
  const AmbSampleSignal *row = self->row;
  AmbSampleStory *story = self->story;

  amb_record_set (self->record, "owner-id", amb_sample_desk_get_id (self->owner));
  amb_record_set (self->record, "triage-class", LOOK_UP (classes, row->class)[1]);
  amb_record_set (self->record, "proposed-action", get_action (self));
  amb_record_set (self->record, "due-at",
                  self->due != 0 ? amb_sample_story_instant (story, 0, self->due, 0)
                                 : amb_sample_desk_get_later (self->story, self->captured, 240));
  if (strchr ("Dd", row->journey) != NULL)
    amb_record_set (self->record, "dismissal", row->outcome);
  else if (row->journey == 'U')
    amb_record_set (self->record, "duplicate-of-id",
                    amb_sample_story_id (story, "signal:%s", row->outcome));
  else
    amb_record_set (self->record, "outcome", row->outcome);
  if (row->journey == 'Z')
    amb_record_set (self->record, "snoozed-until", amb_sample_story_day (story, 5));
  else if (row->journey == 'z')
    amb_record_set (self->record, "snoozed-until", amb_sample_story_day (story, -2));
  if (row->journey == 'e' || row->journey == 'x')
    amb_record_set (self->record, "escalation-upheld", row->journey == 'e' ? "1" : "0");
}

static int
get_minutes (Signal *self, const char *from, const char *to)
{
  AmbSampleRandom *random = &self->story->random;

  if (g_str_equal (to, "responded"))
    return amb_sample_random_between (random, 12, self->row->severity <= '2' ? 55 : 420);
  if (g_str_equal (to, "resolved"))
    return amb_sample_random_between (random, 600, 2900);
  if (g_str_equal (from, "resolved"))
    return amb_sample_random_between (random, 1500, 2500);
  return amb_sample_random_between (random, 4, 75);
}

static void
lead (Signal *self)
{
  g_auto (GStrv) states = g_strsplit (self->path, " ", -1);
  const char *at = self->captured;

  for (guint i = 0; states[i] != NULL; i++)
    {
      const char *from = g_intern_string (amb_record_get_state (self->record));
      gboolean is_by_lead = self->owner == NULL || g_str_equal (from, "escalated");
      const char *why = g_str_equal (states[i], "escalated") ? "Spreads faster than we can answer"
                        : g_str_equal (from, "resolved")
                            ? "The author writes that nothing has changed"
                            : NULL;

      if (g_str_equal (states[i], "assigned") && self->owner == NULL)
        return;
      at = amb_sample_desk_get_later (self->story, at, get_minutes (self, from, states[i]));
      amb_sample_desk_move (self->story, self->record, states[i], at,
                            is_by_lead
                                ? amb_sample_desk_get_lead_name (self->story, self->row->node)
                                : self->owner->name,
                            why);
      if (g_str_equal (states[i], "responded"))
        self->responded = at;
      if (g_str_equal (from, "resolved"))
        amb_record_set (self->record, "reopened-at", at);
    }
}

static void
answer (Signal *self)
{
  static const char *const outcomes[] = { "settled", "settled", "thanked", "silence" };
  const AmbSampleSignal *row = self->row;
  gboolean is_settled = g_str_equal (amb_record_get_state (self->record), "resolved");
  g_autofree char *link = g_strdup_printf ("%s#reply", amb_record_get (self->record, "url"));

  if (self->responded == NULL || row->answer == NULL)
    return;
  if (row->stakeholder == 'c' && row->severity == '4')
    amb_sample_story_add (
        self->story, "response", NULL, "signal-id", amb_record_get_id (self->record), "at",
        amb_sample_desk_get_later (self->story, self->captured, 1), "kind", "automatic", "text",
        "Thank you for writing. A person will answer you.", NULL);
  amb_sample_story_add (
      self->story, "response", NULL, "signal-id", amb_record_get_id (self->record), "by-id",
      amb_sample_desk_get_id (self->owner), "at", self->responded, "kind", "human", "text",
      row->answer, "approved-line-id", amb_sample_desk_get_id_of (self->story, "line", row->line),
      "link", link, "outcome",
      is_settled            ? AMB_SAMPLE_CHOOSE (self->story, outcomes)
      : row->journey == 'B' ? "worse"
                            : NULL,
      NULL);
}

AmbRecord *
amb_sample_listening_tell_signal (AmbSampleStory *story,
                                  const AmbSampleSignal *row,
                                  const char *key,
                                  const char *crisis,
                                  gboolean is_drill)
{
  Signal self = { .story = story, .row = row };

  begin (&self);
  self.record = new_signal (&self, key, crisis, is_drill);
  set_state_fields (&self);
  lead (&self);
  answer (&self);
  return self.record;
}
