/* One person of the sample: the journey through the states, and the fields that go with it. */
#include "amb-sample-story.h"

#include "amb-lifecycle.h"
#include "amb-set.h"

#include <string.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)

#define SELECTED       "in_review shortlisted invited accepted onboarding"
#define BY_NOMINATION  "nominated " SELECTED
#define BY_APPLICATION "identified applied " SELECTED

/* How people came to the state in which they are: the share of a thousand, the states in order, and
 * how many days ago the last one began. */
// clang-format off
static const struct
{
  guint share;
  const char *path;
  int from, to;
} journeys[] = {
  {  20, "associate", 30, 900 },
  {  24, "identified", 1, 29 },
  {  46, "identified", 33, 170 },
  {  15, "nominated", 1, 25 },
  {  20, "identified nominated", 1, 25 },
  {  30, "applied", 1, 25 },
  {  15, "identified applied", 1, 25 },
  {  20, "nominated in_review", 1, 30 },
  {  20, "applied in_review", 1, 30 },
  {  10, "nominated in_review shortlisted", 1, 25 },
  {  15, "applied in_review shortlisted", 1, 25 },
  {   8, "applied in_review waitlisted", 3, 120 },
  {  12, "nominated in_review shortlisted waitlisted", 3, 120 },
  {  25, "applied in_review shortlisted invited", 1, 21 },
  {  20, "nominated in_review shortlisted invited accepted", 1, 14 },
  {  35, BY_NOMINATION, 2, 60 },
  {  25, BY_APPLICATION, 2, 60 },
  { 200, BY_NOMINATION " active", 5, 900 },
  { 245, BY_APPLICATION " active", 5, 900 },
  {  10, BY_NOMINATION " active paused active", 5, 200 },
  {   5, BY_APPLICATION " active suspended active", 5, 200 },
  {  20, BY_APPLICATION " active paused", 2, 40 },
  {  10, BY_NOMINATION " active paused", 40, 100 },
  {   5, BY_NOMINATION " active suspended", 1, 25 },
  {  40, BY_NOMINATION " active alumni", 10, 700 },
  {  20, BY_APPLICATION " active paused alumni", 10, 400 },
  {  12, "nominated declined", 3, 300 },
  {  13, "applied in_review shortlisted invited declined", 3, 300 },
  {  25, "applied in_review not_selected", 5, 400 },
  {  15, "identified not_selected", 5, 150 },
  {   8, "identified withdrawn", 5, 200 },
  {   6, BY_APPLICATION " withdrawn", 5, 300 },
  {   6, BY_NOMINATION " active withdrawn", 5, 400 },
};
// clang-format on
#define HOLDER_JOURNEY  17 /* nominated … active */
#define SPONSOR_JOURNEY 0  /* outside of it */

const char *const amb_sample_managers[] = { "Inès Caradec", "Tomáš Novotný", "Aiko Hayashi",
                                            "Kwame Mensah" };
static const char *const manager_emails[] = { "i.caradec", "t.novotny", "a.hayashi", "k.mensah" };

static const char *const job_titles[] = {
  "Account manager",
  "Brand manager",
  "Community manager",
  "Content designer",
  "Customer adviser",
  "Data analyst",
  "Field engineer",
  "Head of projects",
  "HR business partner",
  "Innovation lead",
  "Internal communicator",
  "Product manager",
  "Purchasing officer",
  "Quality engineer",
  "Research scientist",
  "Sales engineer",
  "Service manager",
  "Software engineer",
  "Talent acquisition partner",
  "Training manager",
};

/* Weighted: the same role stands as often as it is held. The last is for level 4 only. */
static const char *const roles[] = { "monitoring", "monitoring", "monitoring",  "curator",
                                     "curator",    "producer",   "producer",    "responder",
                                     "space_host", "trainer",    "spokesperson" };

/* Reasons by the state that is reached. */
static const struct
{
  const char *to;
  const char *why[3];
} reasons[] = {
  { "identified",
    { "Shares our job offers often", "Found by activity in the internal network",
      "Spoke at the innovation fair" } },
  { "nominated",
    { "Nominated by a colleague", "Named by the head of the node",
      "Answers customers’ questions well" } },
  { "applied",
    { "Answered the autumn call", "Applied after a colleague’s talk",
      "Asked to join after the open day" } },
  { "invited",
    { "Chosen with the cohort of the season", "A seat became free in the cohort",
      "Fills a hole in the coverage" } },
  { "shortlisted",
    { "Strong evidence of sharing", "Both raters agree", "Fits a role that is open" } },
  { "waitlisted", { "The cohort is full", "Kept for the next cohort", "Waits for a free seat" } },
  { "not_selected",
    { "Too little time this year", "The manager was not informed",
      "Another profile covers this need" } },
  { "accepted", { "Said yes by e-mail", "Said yes by telephone", "Signed the answer slip" } },
  { "declined", { "No time this year", "Prefers to stay in the background", "Is changing jobs" } },
  { "paused", { "Parental leave", "A large project until its end", "A long journey" } },
  { "suspended",
    { "A post broke the disclosure rule", "Confidential figures were shared",
      "A complaint is being looked into" } },
  { "alumni", { "Left for another mission", "Renewal was not wished", "Retired" } },
  { "withdrawn", { "Asked to be left out", "Left the company", "Changed to another programme" } },
  { "active",
    { "Level 1 passed, role and node are known", "Back again", "Everything is in place" } },
};

/* A person while being made. */
typedef struct
{
  AmbSample *sample;
  AmbSampleRandom random;
  AmbRecord *record;
  char **path;
  guint n_steps;
  int *days; /* of each step: how many days ago */
  guint home;
  int level; /* 0: none */
} Person;

static const char *
get_last (const Person *self)
{
  return self->path[self->n_steps - 1];
}

static int
find_step (const Person *self, const char *state)
{
  for (guint i = 0; i < self->n_steps; i++)
    if (g_str_equal (self->path[i], state))
      return i;
  return -1;
}

static char *
dup_day (const Person *self, int days_ago)
{
  return amb_date_add_days (self->sample->today, -days_ago);
}

static void
set_day (Person *self, const char *field, int days_ago)
{
  g_autofree char *day = dup_day (self, days_ago);

  amb_record_set (self->record, field, day);
}

/* Which node the person heads or stands in for; AMB_SAMPLE_NO_NODE for most. */
static guint
find_held_node (AmbSample *sample, const char *id, gboolean *is_head)
{
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    {
      *is_head = g_strcmp0 (sample->head_ids[i], id) == 0;
      if (*is_head || g_strcmp0 (sample->backup_ids[i], id) == 0)
        return i;
    }
  return AMB_SAMPLE_NO_NODE;
}

/* 523 spreads neighbours over the thousand, so that a small programme has every state too. */
static guint
pick_journey (const AmbSample *sample, guint index)
{
  guint at = (guint) (((guint64) index * 523 + sample->seed % 1000) % 1000);
  guint i = 0;

  while (at >= journeys[i].share)
    at -= journeys[i++].share;
  return i;
}

static void
begin_journey (Person *self, guint journey)
{
  self->path = g_strsplit (journeys[journey].path, " ", -1);
  self->n_steps = g_strv_length (self->path);
  self->days = g_new0 (int, self->n_steps);
  self->days[self->n_steps - 1] =
      amb_sample_random_between (&self->random, journeys[journey].from, journeys[journey].to);
  for (guint i = self->n_steps - 1; i > 0; i--)
    self->days[i - 1] =
        self->days[i] + amb_sample_random_between (
                            &self->random, 2, g_str_equal (self->path[i - 1], "active") ? 300 : 21);
  amb_record_set (self->record, "state", get_last (self));
}

/* Country, home node, department, language. */
static guint
settle (Person *self, guint held)
{
  AmbSampleRandom *random = &self->random;
  const AmbSampleNode *held_node = held < AMB_SAMPLE_N_NODES ? &amb_sample_nodes[held] : NULL;
  guint country = amb_sample_pick_node (random, "country");
  guint department = amb_sample_pick_node (random, "department");
  guint spoke;
  g_auto (GStrv) languages = NULL;

  for (guint i = 0; held_node != NULL && held_node->country != NULL && i < AMB_SAMPLE_N_NODES; i++)
    if (g_str_equal (amb_sample_nodes[i].code, held_node->country))
      country = i;
  spoke = amb_sample_find_spoke (country);
  self->home = country;
  if (held_node != NULL && held_node->weight > 0 && !g_str_equal (held_node->kind, "department"))
    self->home = held;
  else if (held_node == NULL && amb_sample_random_chance (random, 18))
    self->home = amb_sample_pick_node (random, "business_line");
  else if (held_node == NULL && spoke != AMB_SAMPLE_NO_NODE &&
           amb_sample_random_chance (random, 15))
    self->home = spoke;
  if (held_node != NULL && g_str_equal (held_node->kind, "department"))
    department = held;

  languages = g_strsplit (amb_sample_nodes[country].languages, " ", -1);
  amb_record_set (self->record, "country", amb_sample_nodes[country].country);
  amb_record_set (self->record, "language",
                  languages[amb_sample_random_below (random, g_strv_length (languages))]);
  amb_record_set (self->record, "node-id", self->sample->node_ids[self->home]);
  if (held_node != NULL || amb_sample_random_chance (random, 90))
    amb_record_set (self->record, "department-id", self->sample->node_ids[department]);
  return country;
}

/* The head of the home node, or of the nearest node above that has one. */
static guint
find_lead (const Person *self)
{
  const char *id = amb_record_get_id (self->record);

  for (int i = self->home; i >= 0; i = amb_sample_nodes[i].parent)
    if (self->sample->head_names[i] != NULL && g_strcmp0 (self->sample->head_ids[i], id) != 0)
      return i;
  return AMB_SAMPLE_NO_NODE;
}

static void
name_person (Person *self, guint index, guint country)
{
  const char *letters = amb_sample_nodes[country].cultures;
  guint letter = amb_sample_random_below (&self->random, strlen (letters));
  g_autofree char *email = NULL;
  g_autofree char *name = amb_sample_dup_name (self->sample, letters[letter], &email);
  g_autofree char *number = g_strdup_printf ("M%07u", index + 1);
  g_autofree char *local = g_strndup (email, strchr (email, '@') - email);
  g_autofree char *link = g_strconcat ("https://network.example/in/", local, NULL);

  amb_record_set (self->record, "display-name", name);
  amb_record_set (self->record, "email", email);
  amb_record_set (self->record, "employee-number", number);
  if (amb_sample_random_chance (&self->random, 55))
    amb_record_set (self->record, "links", link);
}

/* One of those who run the programme, under the name that every history has. */
static void
employ_manager (Person *self, guint manager)
{
  const AmbSample *sample = self->sample;
  g_autofree char *email = g_strconcat (manager_emails[manager], "@meridiem.example", NULL);

  amb_record_set (self->record, "display-name", amb_sample_managers[manager]);
  amb_record_set (self->record, "email", email);
  amb_record_set (self->record, "links", NULL);
  amb_record_set (self->record, "job-title",
                  manager == 0 ? "Head of the centre of excellence" : "Programme manager");
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    if (g_str_equal (amb_sample_nodes[i].code, "COM"))
      amb_record_set (self->record, "department-id", sample->node_ids[i]);
}

static void
set_roles (Person *self)
{
  guint n = G_N_ELEMENTS (roles) - (self->level < 4 ? 1 : 0);
  const char *chosen[3] = { NULL };
  g_autofree char *set = NULL;

  chosen[0] = roles[amb_sample_random_below (&self->random, n)];
  if (amb_sample_random_chance (&self->random, 35))
    chosen[1] = roles[amb_sample_random_below (&self->random, n)];
  set = amb_set_from_strv (chosen);
  amb_record_set (self->record, "roles", set);
}

/* Training and roles: whoever was ever active has both; in onboarding the gates open one by one. */
static void
train (Person *self, gboolean is_holder)
{
  static const guint8 levels[] = { 1, 1, 1, 2, 2, 2, 3, 3, 4, 1 };
  gboolean was_active = find_step (self, "active") >= 0;
  gboolean is_onboarding = g_str_equal (get_last (self), "onboarding");
  g_autofree char *level = NULL;

  if (was_active)
    self->level = is_holder
                      ? amb_sample_random_between (&self->random, 3, 4)
                      : levels[amb_sample_random_below (&self->random, G_N_ELEMENTS (levels))];
  else if (is_onboarding && amb_sample_random_chance (&self->random, 45))
    self->level = 1;
  level = g_strdup_printf ("%d", self->level);
  amb_record_set (self->record, "level", self->level > 0 ? level : NULL);
  if (was_active || (is_onboarding && amb_sample_random_chance (&self->random, 50)))
    set_roles (self);
  if (is_onboarding && amb_sample_random_chance (&self->random, 8))
    amb_record_set (self->record, "node-id", NULL);
}

/* Charter, notice and voluntary confirmation stand before onboarding; of those who have accepted
 * only, some are still open. */
static void
sign (Person *self)
{
  static const char *const fields[] = { "charter-version", "notice-on", "voluntary-on" };
  int onboarding = find_step (self, "onboarding");
  int accepted = find_step (self, "accepted");

  if (accepted < 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int latest = onboarding < 0 ? 0 : self->days[onboarding];

      if (onboarding < 0 && !amb_sample_random_chance (&self->random, 55))
        continue;
      if (i == 0)
        amb_record_set (self->record, fields[i], "1");
      else
        set_day (self, fields[i],
                 amb_sample_random_between (&self->random, latest, self->days[accepted]));
    }
}

/* People who were found are told within thirty days; of those who were not moved on, some never
 * were. */
static void
tell (Person *self)
{
  int first = self->days[0];
  gboolean waits = self->n_steps == 1 && g_str_equal (self->path[0], "identified");

  if (waits && !amb_sample_random_chance (&self->random, 45))
    return;
  if (!g_str_equal (self->path[0], "associate"))
    set_day (self, "told-on",
             amb_sample_random_between (
                 &self->random, MAX (self->n_steps > 1 ? self->days[1] : 0, first - 28), first));
}

static void
set_activity (Person *self, gboolean is_holder)
{
  int active = find_step (self, "active");
  int last = self->days[self->n_steps - 1];
  gboolean is_active = g_str_equal (get_last (self), "active");

  if (active < 0)
    return;
  if (!is_active)
    set_day (self, "last-active-on",
             amb_sample_random_between (&self->random, last, MIN (self->days[active], last + 40)));
  else if (last < 32 || is_holder || amb_sample_random_chance (&self->random, 80))
    set_day (self, "last-active-on", amb_sample_random_between (&self->random, 0, MIN (last, 28)));
  else if (amb_sample_random_chance (&self->random, 90))
    set_day (self, "last-active-on",
             amb_sample_random_between (&self->random, 32, MIN (last, 220)));
}

#define RENEWAL_DAYS 365 /* of the programme */
#define N_RENEWING   5   /* one of so many has let the year go by */

/* Most confirm each year that they go on; of some this is due. A stream of its own: whatever else
 * is told of a person stays. */
static void
renew (Person *self, guint index)
{
  const int active = find_step (self, "active");
  const int first = active < 0 ? 0 : self->days[active];
  AmbSampleRandom random;

  if (first < RENEWAL_DAYS || index % N_RENEWING == 0)
    return;
  amb_sample_random_begin (&random, self->sample->seed ^ 0x5e4e, index);
  set_day (self, "voluntary-on",
           amb_sample_random_between (&random, MAX (self->days[self->n_steps - 1] - 900, 2),
                                      RENEWAL_DAYS - 12));
}

/* An end of the pause that lay ahead when it began: still ahead, or past when the pause is old. */
static void
set_pause (Person *self)
{
  int paused = find_step (self, "paused");
  int began = paused < 0 ? 0 : self->days[paused];

  if (paused < 0)
    return;
  if (paused + 1 < (int) self->n_steps)
    set_day (self, "paused-until", self->days[paused + 1]);
  else if (began >= 40)
    set_day (self, "paused-until", amb_sample_random_between (&self->random, 1, began - 10));
  else
    set_day (self, "paused-until", -amb_sample_random_between (&self->random, 3, 90));
}

static const char *
pick_why (Person *self, const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].to, to))
      return reasons[i].why[amb_sample_random_below (&self->random, 3)];
  return NULL;
}

/* Who took a step. */
typedef struct
{
  const char *name;
  const char *id; /* nullable: nobody of the sample's people */
} Author;

static Author
get_own (Person *self)
{
  return (Author){ amb_record_get_title (self->record), amb_record_get_id (self->record) };
}

static Author
pick_manager (Person *self)
{
  guint i = amb_sample_random_below (&self->random, AMB_SAMPLE_N_MANAGERS);

  return (Author){ amb_sample_managers[i], self->sample->manager_ids[i] };
}

/* Among those whom the table of moves allows. */
static Author
pick_author (Person *self, guint step, const AmbMove *move)
{
  const char *to = self->path[step];
  guint who = move != NULL                    ? move->who
              : g_str_equal (to, "applied")   ? AMB_WHO_SELF
              : g_str_equal (to, "nominated") ? AMB_WHO_LEAD | AMB_WHO_MANAGER
                                              : AMB_WHO_MANAGER;
  guint lead = find_lead (self);
  gboolean may_manage = (who & AMB_WHO_MANAGER) != 0;

  if ((who & AMB_WHO_SELF) != 0 &&
      (who == AMB_WHO_SELF || amb_sample_random_chance (&self->random, 55)))
    return get_own (self);
  if ((who & AMB_WHO_LEAD) != 0 && lead != AMB_SAMPLE_NO_NODE &&
      (!may_manage || amb_sample_random_chance (&self->random, 60)))
    return (Author){ self->sample->head_names[lead], self->sample->head_ids[lead] };
  return may_manage || (who & AMB_WHO_SELF) == 0 ? pick_manager (self) : get_own (self);
}

static AmbRecord *
new_transition (Person *self, guint step, gint64 at)
{
  const AmbEntity *entity = amb_record_get_entity (self->record);
  const char *from = step > 0 ? self->path[step - 1] : NULL;
  const AmbMove *move =
      from != NULL ? amb_lifecycle_find_move (entity, from, self->path[step]) : NULL;
  const Author author = pick_author (self, step, move);
  g_autofree char *id = amb_clock_dup_id (self->sample->ids);
  g_autofree char *instant = amb_instant_format (at);
  g_autofree char *raters = NULL;
  AmbRecord *record = amb_record_new (amb_entity_find ("transition"), id);

  if (move != NULL && (move->gates & AMB_GATE_RATERS) != 0)
    {
      guint first = amb_sample_random_below (&self->random, AMB_SAMPLE_N_MANAGERS);

      raters = g_strdup_printf ("Scored by %s and %s", amb_sample_managers[first],
                                amb_sample_managers[(first + 1) % AMB_SAMPLE_N_MANAGERS]);
    }
  amb_record_set (record, "entity", entity->name);
  amb_record_set (record, "record", amb_record_get_id (self->record));
  amb_record_set (record, "title", amb_record_get_title (self->record));
  amb_record_set (record, "from", from);
  amb_record_set (record, "to", self->path[step]);
  amb_record_set (record, "by", author.name);
  amb_record_set (record, "by-person", author.id);
  amb_record_set (record, "at", instant);
  if (raters != NULL)
    amb_record_set (record, "why", raters);
  else if (from == NULL || move->gates != 0 || amb_sample_random_chance (&self->random, 40))
    amb_record_set (record, "why", pick_why (self, self->path[step]));
  return record;
}

static void
add_transitions (Person *self, GPtrArray *records)
{
  for (guint i = 0; i < self->n_steps; i++)
    {
      int second = amb_sample_random_between (&self->random, 7 * 3600, 17 * 3600);
      gint64 at =
          self->sample->midnight - self->days[i] * DAY_MS + second * G_GINT64_CONSTANT (1000);

      g_ptr_array_add (records, new_transition (self, i, at));
    }
}

/* Sponsors, who head the group, its hubs and business lines, stand outside the lifecycle. */
static gboolean
is_sponsor (guint held, gboolean is_head)
{
  return held != AMB_SAMPLE_NO_NODE && is_head &&
         (g_str_equal (amb_sample_nodes[held].kind, "hub") ||
          g_str_equal (amb_sample_nodes[held].kind, "business_line"));
}

static const char *
pick_job_title (Person *self, guint held, gboolean is_head)
{
  if (held == 0 && is_head)
    return "Chief executive officer";
  if (is_sponsor (held, is_head))
    return "Executive vice president";
  if (held != AMB_SAMPLE_NO_NODE && is_head)
    return "Ambassador programme lead";
  return job_titles[amb_sample_random_below (&self->random, G_N_ELEMENTS (job_titles))];
}

static gboolean
is_manager (const AmbSample *sample, guint index)
{
  return index >= sample->n_holders && index - sample->n_holders < AMB_SAMPLE_N_MANAGERS &&
         sample->manager_ids[index - sample->n_holders] != NULL;
}

/* The first people hold offices: their ids are known before they are. */
static char *
dup_person_id (AmbSample *sample, guint index)
{
  guint n = 0;

  for (guint i = 0; i < AMB_SAMPLE_N_NODES && index < sample->n_holders; i++)
    {
      if (sample->head_ids[i] != NULL && n++ == index)
        return g_strdup (sample->head_ids[i]);
      if (sample->backup_ids[i] != NULL && n++ == index)
        return g_strdup (sample->backup_ids[i]);
    }
  if (is_manager (sample, index))
    return g_strdup (sample->manager_ids[index - sample->n_holders]);
  return amb_clock_dup_id (sample->ids);
}

static void
set_words (Person *self, guint held, gboolean is_head)
{
  static const char *const notes[] = {
    "Prefers to be asked in the morning.", "Speaks three languages; likes to mentor newcomers.",
    "Knows the trade press well.",         "Filmed the factory tour last year.",
    "Would like to host a space.",
  };
  guint lead = find_lead (self);

  amb_record_set (self->record, "job-title", pick_job_title (self, held, is_head));
  if (amb_sample_random_chance (&self->random, 10))
    amb_record_set (self->record, "notes",
                    notes[amb_sample_random_below (&self->random, G_N_ELEMENTS (notes))]);
  if (lead != AMB_SAMPLE_NO_NODE)
    amb_record_set (self->record, "manager-id", self->sample->head_ids[lead]);
}

void
amb_sample_add_person (AmbSample *self, guint index, GPtrArray *records)
{
  g_autofree char *id = dup_person_id (self, index);
  gboolean is_head = FALSE;
  guint held = index < self->n_holders ? find_held_node (self, id, &is_head) : AMB_SAMPLE_NO_NODE;
  gboolean is_holder = held != AMB_SAMPLE_NO_NODE;
  Person person = { .sample = self, .record = amb_record_new (amb_entity_find ("ambassador"), id) };
  guint country;

  g_ptr_array_add (records, person.record);
  amb_sample_random_begin (&person.random, self->seed, index);
  country = settle (&person, held);
  name_person (&person, index, country);
  if (is_holder && is_head)
    self->head_names[held] = g_strdup (amb_record_get_title (person.record));
  set_words (&person, held, is_head);
  if (is_manager (self, index))
    employ_manager (&person, index - self->n_holders);
  begin_journey (&person, is_sponsor (held, is_head) || is_manager (self, index) ? SPONSOR_JOURNEY
                          : is_holder                                            ? HOLDER_JOURNEY
                                      : pick_journey (self, index));
  train (&person, is_holder);
  sign (&person);
  tell (&person);
  set_activity (&person, is_holder);
  set_pause (&person);
  renew (&person, index);
  add_transitions (&person, records);
  if (self->story != NULL)
    amb_sample_story_note (self->story, person.record, person.days[person.n_steps - 1]);
  g_strfreev (person.path);
  g_free (person.days);
}
