#include "amb-today-facts.h"
#include "amb-programme.h"

#define NOW   (G_GINT64_CONSTANT (1795442520000)) /* 2026-11-23T14:02:00Z */
#define TODAY "2026-11-23"

typedef struct
{
  AmbStore *store;
  AmbProgramme *programme;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 1);
  g_autoptr (GError) error = NULL;

  fixture->store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  g_assert_no_error (error);
  fixture->programme = amb_programme_new (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->programme);
  g_clear_object (&fixture->store);
}

static char *
add (Fixture *fixture,
     const char *entity,
     const char *name,
     const char *field,
     const char *value,
     const char *state)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  g_autoptr (GError) error = NULL;
  char *id;

  amb_record_set (record, amb_entity_get_title_field (amb_entity_find (entity))->name, name);
  if (state != NULL)
    amb_record_set (record, "state", state);
  if (field != NULL)
    amb_record_set (record, field, value);
  id = amb_programme_add (fixture->programme, record, AMB_COMMAND_RUNNING, &error);
  g_assert_no_error (error);
  return id;
}

static void
add_person (
    Fixture *fixture, const char *name, const char *state, const char *field, const char *value)
{
  g_autofree char *id = add (fixture, "ambassador", name, field, value, state);
}

static const AmbTodaySection *
find (const AmbTodayFacts *facts, const char *title)
{
  for (guint i = 0; i < facts->sections->len; i++)
    {
      const AmbTodaySection *section = g_ptr_array_index (facts->sections, i);

      if (g_str_equal (section->title, title))
        return section;
    }
  return NULL;
}

static AmbTodayFacts *
read_facts_as (Fixture *fixture, gint64 now, AmbAccess access)
{
  g_autoptr (GError) error = NULL;
  AmbTodayFacts *facts = amb_today_facts_read (fixture->store, now, TODAY, access, NULL, &error);

  g_assert_no_error (error);
  return facts;
}

static AmbTodayFacts *
read_facts (Fixture *fixture, gint64 now)
{
  return read_facts_as (fixture, now, AMB_ACCESS_MANAGER);
}

static void
test_has_nothing_to_say_of_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbTodayFacts) facts = read_facts (fixture, NOW);

  g_assert_cmpint (facts->others, ==, 0);
  g_assert_cmpint (facts->nodes, ==, 0);
  g_assert_cmpuint (facts->sections->len, ==, 0);
  g_assert_cmpuint (amb_today_facts_count (facts, NULL), ==, 0);
}

static void
test_whoever_began_the_programme_is_nobody_else (Fixture *fixture, gconstpointer data)
{
  g_autofree char *me = add (fixture, "ambassador", "Fatou", NULL, NULL, "associate");
  g_autoptr (AmbTodayFacts) alone = NULL;
  g_autoptr (AmbTodayFacts) two = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_store_set_meta (fixture->store, "actor-person", me, &error));
  g_assert_no_error (error);
  alone = read_facts (fixture, NOW);
  g_assert_cmpint (alone->others, ==, 0);
  add_person (fixture, "Ama", "active", NULL, NULL);
  two = read_facts (fixture, NOW);
  g_assert_cmpint (two->others, ==, 1);
}

static void
test_what_one_may_not_do_waits_for_others (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    AmbAccess access;
    gboolean decides, names_heads;
  } cases[] = {
    { AMB_ACCESS_MANAGER, TRUE, TRUE },   { AMB_ACCESS_LEAD, FALSE, FALSE },
    { AMB_ACCESS_AUDITOR, FALSE, FALSE }, { AMB_ACCESS_AMBASSADOR, FALSE, FALSE },
    { AMB_ACCESS_SPONSOR, FALSE, FALSE },
  };
  g_autofree char *node = add (fixture, "node", "Iberia", NULL, NULL, NULL);

  add_person (fixture, "Ama", "shortlisted", NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbTodayFacts) facts = read_facts_as (fixture, NOW, cases[i].access);

      g_assert_cmpint (find (facts, "To decide") != NULL, ==, cases[i].decides);
      g_assert_cmpint (find (facts, "Without a head") != NULL, ==, cases[i].names_heads);
    }
}

static void
test_a_refused_record_has_the_name_that_was_typed (Fixture *fixture, gconstpointer data)
{
  const AmbFinding finding = {
    .entity = amb_entity_find ("ambassador"),
    .id = (char *) "0193a000-0000-7000-8000-000000000001",
    .kind = (char *) "create",
    .code = (char *) "duplicate-key",
    .detail = (char *) "Somebody has this e-mail already.",
    .typed = (char *) "{\"display-name\":\"Ama Boateng\",\"email\":\"ama@x.example\"}",
    .op = (char *) "0193a000-0000-7000-8000-000000000002",
    .tx = (char *) "0193a000-0000-7000-8000-000000000003",
    .at = NOW,
  };
  g_autoptr (AmbTodayFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_findings_add (fixture->store, &finding, &error));
  g_assert_no_error (error);
  facts = read_facts (fixture, NOW);
  g_assert_cmpint (facts->findings, ==, 1);
  g_assert_cmpstr (
      ((AmbTodayLine *) g_ptr_array_index (find (facts, "Needs Attention")->lines, 0))->title, ==,
      "Ama Boateng");
}

static void
test_counts_all_and_shows_the_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbTodayFacts) facts = NULL;
  const AmbTodaySection *section;

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *name = g_strdup_printf ("Candidate %d", i);
      add_person (fixture, name, i % 2 ? "shortlisted" : "in_review", NULL, NULL);
    }
  facts = read_facts (fixture, NOW);
  section = find (facts, "To decide");
  g_assert_nonnull (section);
  g_assert_cmpint (section->count, ==, 7);
  g_assert_cmpuint (section->lines->len, ==, 4);
  g_assert_nonnull (section->query);
  g_assert_cmpuint (amb_today_facts_count (facts, "people"), ==, 7);
  g_assert_cmpuint (amb_today_facts_count (facts, "network"), ==, 0);
}

static void
test_dormant_people_do_not_wait_for_me (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbTodayFacts) facts = NULL;
  const AmbTodaySection *section;
  const AmbTodayLine *line;

  add_person (fixture, "Quiet", "active", "last-active-on", "2026-10-13");
  add_person (fixture, "Lively", "active", "last-active-on", "2026-11-20");
  facts = read_facts (fixture, NOW);
  section = find (facts, "Gone quiet");
  g_assert_nonnull (section);
  g_assert_cmpint (section->count, ==, 1);
  line = g_ptr_array_index (section->lines, 0);
  g_assert_cmpstr (line->title, ==, "Quiet");
  g_assert_cmpstr (line->caption, ==, "Last action 41 days ago");
  g_assert_cmpuint (amb_today_facts_count (facts, NULL), ==, 0);
}

static void
test_a_pause_that_ended_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbTodayFacts) facts = NULL;
  const AmbTodaySection *section;

  add_person (fixture, "Back", "paused", "paused-until", "2026-11-20");
  add_person (fixture, "Last day", "paused", "paused-until", TODAY);
  add_person (fixture, "Away", "paused", "paused-until", "2026-12-24");
  facts = read_facts (fixture, NOW);
  section = find (facts, "Back from a pause");
  g_assert_nonnull (section);
  g_assert_cmpint (section->count, ==, 1);
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (section->lines, 0))->caption, ==,
                   "The pause ended 3 days ago");
}

static void
test_who_must_be_told_is_late_after_thirty_days (Fixture *fixture, gconstpointer data)
{
  const gint64 day = 24 * 60 * 60 * (gint64) 1000;
  static const struct
  {
    int after;
    const char *when;
    const char *style;
  } cases[] = { { 0, "30 days left", NULL },
                { 24, "6 days left", "warn" },
                { 29, "1 day left", "warn" },
                { 42, "12 days late", "bad" } };

  add_person (fixture, "Found", "identified", NULL, NULL);
  add_person (fixture, "Told", "identified", "told-on", TODAY);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbTodayFacts) facts = read_facts (fixture, NOW + cases[i].after * day);
      const AmbTodaySection *section = find (facts, "To tell that we know them");
      const AmbTodayLine *line = g_ptr_array_index (section->lines, 0);

      g_assert_cmpint (section->count, ==, 1);
      g_assert_cmpstr (line->title, ==, "Found");
      g_assert_cmpstr (line->when, ==, cases[i].when);
      g_assert_cmpstr (line->when_style, ==, cases[i].style);
    }
}

static void
test_a_node_without_head_is_no_single_point_too (Fixture *fixture, gconstpointer data)
{
  g_autofree char *head = add (fixture, "ambassador", "Ama", NULL, NULL, "active");
  g_autofree char *alone = add (fixture, "node", "Nordics", "head-id", head, NULL);
  g_autofree char *empty = add (fixture, "node", "Iberia", NULL, NULL, NULL);
  g_autoptr (AmbTodayFacts) facts = read_facts (fixture, NOW);

  g_assert_cmpint (find (facts, "Without a head")->count, ==, 1);
  g_assert_cmpint (find (facts, "Resting on one person")->count, ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/today/today-facts/" name, Fixture, NULL, set_up, function, tear_down)

/* An ambassador's day: what is asked of them, by when; nobody else's. */
static void
test_what_is_asked_of_me (Fixture *fixture, gconstpointer data)
{
  g_autofree char *me = add (fixture, "ambassador", "Zoé", NULL, NULL, "active");
  g_autofree char *other = add (fixture, "ambassador", "Bob", NULL, NULL, "active");
  g_autofree char *mine = add (fixture, "task", "Share the water story", "ambassador-id", me, NULL);
  g_autofree char *done = add (fixture, "task", "Answer a question", "ambassador-id", me, "done");
  g_autofree char *theirs = add (fixture, "task", "Write a post", "ambassador-id", other, NULL);
  g_autofree char *later = add (fixture, "task", "Tell my case", "ambassador-id", me, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbTodayFacts) facts = NULL;
  const AmbTodaySection *section;
  const AmbTodayLine *line;

  g_assert_true (amb_programme_set_field (fixture->programme, amb_entity_find ("task"), mine,
                                          "due-on", "2026-11-25", &error));
  g_assert_true (amb_programme_set_field (fixture->programme, amb_entity_find ("task"), later,
                                          "due-on", "2026-12-10", &error));
  g_assert_true (amb_store_set_meta (fixture->store, "actor-person", me, &error));
  facts = read_facts_as (fixture, NOW, AMB_ACCESS_AMBASSADOR);
  section = find (facts, "Asked of me");
  g_assert_nonnull (section);
  g_assert_cmpint (section->count, ==, 2);
  line = g_ptr_array_index (section->lines, 0);
  g_assert_cmpstr (line->title, ==, "Share the water story");
  g_assert_cmpstr (line->caption, ==, "Share · Proposed");
  g_assert_cmpstr (line->verb, ==, "Accept");
  g_assert_cmpuint (line->acts->len, ==, 1);
  g_assert_cmpstr (((AmbTodayAct *) g_ptr_array_index (line->acts, 0))->verb, ==, "Decline");
  g_assert_cmpstr (line->when, ==, "2 days left");
  /* By when is said before one accepts, however far off it is. */
  line = g_ptr_array_index (section->lines, 1);
  g_assert_cmpstr (line->when, ==, "Due 10 Dec");
  g_assert_null (line->when_style);
  g_assert_cmpuint (amb_today_facts_count (facts, "people"), ==, 2);
}

/* What others don't answer waits for whoever may ask; refusals wait for nobody. */
static void
test_what_is_asked_of_others (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title, *state, *due, *asked;
  } tasks[] = {
    { "Due", "accepted", "2026-11-25", "2026-11-20T09:00:00.000Z" },
    { "Later", "proposed", "2026-11-26", "2026-11-20T09:00:00.000Z" },
    { "Silent", "proposed", "2026-12-20", "2026-11-18T09:00:00.000Z" },
    { "Lapsed", "proposed", "2026-11-22", "2026-11-01T09:00:00.000Z" },
    { "Refused", "declined", "2026-11-24", "2026-11-01T09:00:00.000Z" },
    { "Done", "done", "2026-11-24", "2026-11-01T09:00:00.000Z" },
  };
  g_autofree char *bob = add (fixture, "ambassador", "Bob", NULL, NULL, "active");
  g_autoptr (AmbTodayFacts) manager = NULL, ambassador = NULL;
  const AmbTodaySection *lapsing, *silent;

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      g_autoptr (AmbRecord) task = amb_record_new (amb_entity_find ("task"), NULL);
      g_autofree char *id = NULL;

      amb_record_set (task, "title", tasks[i].title);
      amb_record_set (task, "ambassador-id", bob);
      amb_record_set (task, "state", tasks[i].state);
      amb_record_set (task, "due-on", tasks[i].due);
      amb_record_set (task, "asked-at", tasks[i].asked);
      id = amb_programme_add (fixture->programme, task, AMB_COMMAND_RUNNING, NULL);
      g_assert_nonnull (id);
    }
  manager = read_facts (fixture, NOW);
  lapsing = find (manager, "Requests about to lapse");
  silent = find (manager, "Requests without an answer");
  g_assert_cmpint (lapsing->count, ==, 1);
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (lapsing->lines, 0))->title, ==, "Due");
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (lapsing->lines, 0))->caption, ==, "Bob");
  g_assert_cmpint (silent->count, ==, 1);
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (silent->lines, 0))->title, ==, "Silent");
  ambassador = read_facts_as (fixture, NOW, AMB_ACCESS_AMBASSADOR);
  g_assert_null (find (ambassador, "Requests about to lapse"));
  g_assert_null (find (ambassador, "Requests without an answer"));
}

/* The first module without a result that counts; and what is ready to share. */
static void
test_an_ambassadors_week (Fixture *fixture, gconstpointer data)
{
  const AmbEntity *results = amb_entity_find ("module-result");
  g_autofree char *me = add (fixture, "ambassador", "Zoé", NULL, NULL, "active");
  g_autofree char *track = add (fixture, "track", "Enthusiast", NULL, NULL, NULL);
  g_autoptr (AmbRecord) enrolment = amb_record_new (amb_entity_find ("enrolment"), NULL);
  g_autoptr (AmbRecord) result = amb_record_new (results, NULL);
  g_autofree char *enrolled = NULL, *done = NULL;
  g_autoptr (AmbTodayFacts) facts = NULL;
  const AmbTodaySection *section;
  char *modules[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AmbRecord) module = amb_record_new (amb_entity_find ("module"), NULL);

      amb_record_set (module, "title", i == 0 ? "Listen" : "Share");
      amb_record_set (module, "track-id", track);
      amb_record_set (module, "position", i == 0 ? "1" : "2");
      modules[i] = amb_programme_add (fixture->programme, module, AMB_COMMAND_DEFAULT, NULL);
      g_assert_nonnull (modules[i]);
    }
  amb_record_set (enrolment, "ambassador-id", me);
  amb_record_set (enrolment, "track-id", track);
  amb_record_set (enrolment, "due", "2026-11-25");
  enrolled = amb_programme_add (fixture->programme, enrolment, AMB_COMMAND_DEFAULT, NULL);
  amb_record_set (result, "enrolment-id", enrolled);
  amb_record_set (result, "module-id", modules[0]);
  amb_record_set (result, "ambassador-id", me);
  amb_record_set (result, "done-on", TODAY);
  done = amb_programme_add (fixture->programme, result, AMB_COMMAND_DEFAULT, NULL);
  g_assert_nonnull (done);
  g_assert_true (amb_store_set_meta (fixture->store, "actor-person", me, NULL));
  facts = read_facts_as (fixture, NOW, AMB_ACCESS_AMBASSADOR);
  section = find (facts, "My next module");
  g_assert_nonnull (section);
  g_assert_cmpuint (section->lines->len, ==, 1);
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (section->lines, 0))->title, ==, "Share");
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (section->lines, 0))->when, ==,
                   "2 days left");
  g_free (modules[0]);
  g_free (modules[1]);
}

/* What everybody's work waits for is a manager's, not an ambassador's. */
static void
test_content_waits_for_those_who_may (Fixture *fixture, gconstpointer data)
{
  g_autofree char *item = add (fixture, "content-item", "Night shift", NULL, NULL, "in_review");
  g_autoptr (AmbTodayFacts) manager = read_facts_as (fixture, NOW, AMB_ACCESS_MANAGER);
  g_autoptr (AmbTodayFacts) ambassador = read_facts_as (fixture, NOW, AMB_ACCESS_AMBASSADOR);

  g_assert_nonnull (find (manager, "To approve"));
  g_assert_null (find (ambassador, "To approve"));
}

/* What wasn't published on its day is told to who plans, and to whose it is; as many as the list
 * that Show All opens. */
static void
test_content_past_its_time (Fixture *fixture, gconstpointer data)
{
  g_autofree char *me = add (fixture, "ambassador", "Ama", NULL, NULL, "active");
  g_autofree char *late = add (fixture, "content-item", "Night shift", "publish-on",
                               "2026-11-20T09:00[Europe/Paris]", "scheduled");
  g_autofree char *coming = add (fixture, "content-item", "Day shift", "publish-on",
                                 "2026-11-24T09:00[Europe/Paris]", "scheduled");
  g_autofree char *mine =
      add (fixture, "content-item", "My shift", "owner-id", me, "changes_requested");
  g_autoptr (AmbTodayFacts) manager = NULL;
  g_autoptr (AmbTodayFacts) ambassador = NULL;
  const AmbTodaySection *section;

  g_assert_true (amb_store_set_meta (fixture->store, "actor-person", me, NULL));
  manager = read_facts_as (fixture, NOW, AMB_ACCESS_MANAGER);
  ambassador = read_facts_as (fixture, NOW, AMB_ACCESS_AMBASSADOR);
  section = find (manager, "Past their time");
  g_assert_nonnull (section);
  g_assert_cmpint (section->count, ==, 1);
  g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[0])->title, ==, "Night shift");
  g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[0])->when, ==, "3 days late");
  g_assert_null (find (ambassador, "Past their time"));
  section = find (ambassador, "My content to finish");
  g_assert_nonnull (section);
  g_assert_cmpint (section->count, ==, 1);
  g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[0])->title, ==, "My shift");
}

/* As many as the list has that Show All opens. */
static void
assert_opens_as_many (Fixture *fixture, const AmbTodaySection *section)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbJson) json = amb_json_parse (section->query, strlen (section->query), &error);
  g_autoptr (AmbQuery) query =
      amb_query_from_json (amb_entity_find (section->entity), amb_json_get_root (json));
  gint64 count;

  g_assert_true (amb_store_count (fixture->store, query, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (section->count, ==, count);
}

static char *
add_record (Fixture *fixture, const char *entity, const char *const *values)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  g_autoptr (GError) error = NULL;
  char *id;

  for (guint i = 0; values[i] != NULL; i += 2)
    amb_record_set (record, values[i], values[i + 1]);
  id = amb_programme_add (fixture->programme, record, AMB_COMMAND_RUNNING, &error);
  g_assert_no_error (error);
  return id;
}
#define ADD_RECORD(entity, ...)                                                                    \
  g_free (add_record (fixture, entity, (const char *[]){ __VA_ARGS__, NULL }))

/* Needs, assets and publications of mine and of somebody else, of each standing. */
static void
add_sources (Fixture *fixture, const char *node, const char *me, const char *other)
{
  g_autofree char *served = add_record (
      fixture, "need",
      (const char *[]){ "title", "Served", "node-id", node, "wanted-by", "2026-12-24", NULL });
  g_autofree char *item = add_record (
      fixture, "content-item",
      (const char *[]){ "title", "Night shift", "need-id", served, "state", "published", NULL });
  g_autofree char *counted = add_record (
      fixture, "publication",
      (const char *[]){ "item-id", item, "published-at", "2026-11-01T09:00:00.000Z", NULL });

  ADD_RECORD ("need", "title", "Welders", "node-id", node, "owner-id", me, "wanted-by",
              "2026-11-20");
  ADD_RECORD ("need", "title", "Cooks", "node-id", node, "owner-id", other);
  ADD_RECORD ("need", "title", "Over", "node-id", node, "state", "closed");
  ADD_RECORD ("asset", "title", "Ends soon", "department-id", node, "rights", "own", "owner-id", me,
              "rights-until", "2026-12-23", "expires-on", "2027-01-31");
  ADD_RECORD ("asset", "title", "Is over", "department-id", node, "rights", "licence",
              "rights-until", "2026-11-22");
  ADD_RECORD ("asset", "title", "Out of date", "department-id", node, "rights", "own", "expires-on",
              "2026-11-22");
  ADD_RECORD ("asset", "title", "Lasts", "department-id", node, "rights", "own", "rights-until",
              "2026-12-24");
  ADD_RECORD ("measurement", "publication-id", counted, "measured-on", "2026-11-08", "clicks", "3");
  ADD_RECORD ("publication", "item-id", item, "by-id", me, "published-at",
              "2026-11-15T09:00:00.000Z");
  ADD_RECORD ("publication", "item-id", item, "published-at", "2026-11-16T09:00:00.000Z");
  ADD_RECORD ("publication", "item-id", item, "by-id", other, "kind", "personal", "published-at",
              "2026-11-01T09:00:00.000Z");
}

/* Who reads is told of what they may see to; of what is theirs where they see to nothing else. */
static void
test_content_sources (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    AmbAccess access;
    const char *title;
    int count; /* 0: not told */
    const char *first, *caption;
  } cases[] = {
    { AMB_ACCESS_MANAGER, "Needs without content", 2, "Welders", "Late" },
    { AMB_ACCESS_LEAD, "Needs without content", 2, "Welders", "Late" },
    { AMB_ACCESS_AUDITOR, "Needs without content", 0, NULL, NULL },
    { AMB_ACCESS_AMBASSADOR, "Needs without content", 0, NULL, NULL },
    { AMB_ACCESS_MANAGER, "My needs without content", 0, NULL, NULL },
    { AMB_ACCESS_AMBASSADOR, "My needs without content", 1, "Welders", "Late" },
    { AMB_ACCESS_MANAGER, "Assets whose time ends", 3, "Ends soon",
      "Ends soon · 23 December 2026" },
    { AMB_ACCESS_LEAD, "Assets whose time ends", 3, "Ends soon", "Ends soon · 23 December 2026" },
    { AMB_ACCESS_AUDITOR, "Assets whose time ends", 0, NULL, NULL },
    { AMB_ACCESS_AMBASSADOR, "Assets whose time ends", 0, NULL, NULL },
    { AMB_ACCESS_AMBASSADOR, "My assets whose time ends", 1, "Ends soon",
      "Ends soon · 23 December 2026" },
    { AMB_ACCESS_MANAGER, "Figures to record", 1, "Night shift",
      "None after a week · 15 November 2026, {hour}" },
    { AMB_ACCESS_LEAD, "Figures to record", 1, "Night shift",
      "None after a week · 15 November 2026, {hour}" },
    { AMB_ACCESS_AUDITOR, "Figures to record", 0, NULL, NULL },
    { AMB_ACCESS_AMBASSADOR, "Figures to record", 0, NULL, NULL },
    { AMB_ACCESS_MANAGER, "My figures to record", 1, "Night shift",
      "None after a week · 15 November 2026, {hour}" },
    { AMB_ACCESS_AMBASSADOR, "My figures to record", 1, "Night shift",
      "None after a week · 15 November 2026, {hour}" },
  };
  g_autofree char *node = add (fixture, "node", "Foundry", NULL, NULL, NULL);
  g_autofree char *me = add (fixture, "ambassador", "Ama", NULL, NULL, "active");
  g_autofree char *other = add (fixture, "ambassador", "Bob", NULL, NULL, "active");
  g_autoptr (GDateTime) out = g_date_time_new_utc (2026, 11, 15, 9, 0, 0);
  g_autoptr (GDateTime) here = g_date_time_to_local (out);
  g_autofree char *hour = g_date_time_format (here, "%H:%M"); /* by the reader's clock */

  g_assert_true (amb_store_set_meta (fixture->store, "actor-person", me, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbTodayFacts) before = read_facts_as (fixture, NOW, cases[i].access);

      g_assert_null (find (before, cases[i].title));
    }
  add_sources (fixture, node, me, other);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbTodayFacts) facts = read_facts_as (fixture, NOW, cases[i].access);
      const AmbTodaySection *section = find (facts, cases[i].title);
      const AmbTodayLine *line;

      g_test_message ("%s, %d", cases[i].title, (int) cases[i].access);
      g_assert_cmpint (section != NULL ? section->count : 0, ==, cases[i].count);
      if (section == NULL)
        continue;
      line = g_ptr_array_index (section->lines, 0);
      g_assert_cmpstr (line->title, ==, cases[i].first);
      {
        g_autoptr (GString) caption = g_string_new (cases[i].caption);

        g_string_replace (caption, "{hour}", hour, 0);
        g_assert_cmpstr (line->caption, ==, caption->str);
      }
      assert_opens_as_many (fixture, section);
    }
}

static void
publish_in (Fixture *fixture, const char *id, const char *scope)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
      "INSERT OR IGNORE INTO sync_scope (name, gen) VALUES ('%s', 1); INSERT INTO "
      "sync_member (entity, rid, scope, gen) SELECT 'publication', p.rid, s.id, s.gen FROM "
      "publications p, sync_scope s WHERE p.id = '%s' AND s.name = '%s';",
      scope, id, scope);

  amb_db_exec (amb_store_get_db (fixture->store), sql, &error);
  g_assert_no_error (error);
}

/* Of two nodes that one leads, not of those of others: what came of them isn’t sent. */
static void
test_figures_of_what_one_leads (Fixture *fixture, gconstpointer data)
{
  static const char *const scopes[] = { "org", "node:1", "node:2" };
  g_autofree char *item = add (fixture, "content-item", "Night shift", NULL, NULL, "published");
  g_autoptr (AmbTodayFacts) manager = NULL, lead = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autofree char *id = add_record (
          fixture, "publication",
          (const char *[]){ "item-id", item, "published-at", "2026-11-01T09:00:00.000Z", NULL });

      publish_in (fixture, id, "org");
      if (i > 0)
        publish_in (fixture, id, scopes[i]);
    }
  manager = read_facts (fixture, NOW);
  g_assert_cmpint (find (manager, "Figures to record")->count, ==, 3);
  g_assert_true (amb_store_set_meta (fixture->store, "actor-access", "lead", NULL));
  lead = read_facts_as (fixture, NOW, AMB_ACCESS_LEAD);
  g_assert_nonnull (find (lead, "Figures to record"));
  g_assert_cmpint (find (lead, "Figures to record")->count, ==, 2);
}

/* What waits for a decision is what the queue shows to the same person, wherever they look. */
static void
test_content_queue (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    AmbAccess access;
    const char *person; /* nullable: nobody knows who reads */
    int reviews, suggestions;
  } cases[] = {
    { AMB_ACCESS_MANAGER, NULL, 4, 2 },     { AMB_ACCESS_MANAGER, "Ama", 2, 1 },
    { AMB_ACCESS_LEAD, "Ama", 2, 1 },       { AMB_ACCESS_LEAD, "Bob", 2, 1 },
    { AMB_ACCESS_AMBASSADOR, "Ama", 1, 0 }, { AMB_ACCESS_AMBASSADOR, "Bob", 1, 0 },
    { AMB_ACCESS_AMBASSADOR, NULL, 0, 0 },  { AMB_ACCESS_AUDITOR, "Ama", 0, 0 },
    { AMB_ACCESS_SPONSOR, "Ama", 0, 0 },
  };
  g_autofree char *elsewhere = add (fixture, "node", "Foundry", NULL, NULL, NULL);
  g_autofree char *ama = add (fixture, "ambassador", "Ama", NULL, NULL, "active");
  g_autofree char *bob = add (fixture, "ambassador", "Bob", NULL, NULL, "active");

  ADD_RECORD ("content-item", "title", "For Ama", "reviewer-id", ama, "state", "in_review",
              "publish-on", "2026-11-22T09:00[Europe/Paris]");
  ADD_RECORD ("content-item", "title", "For Bob", "reviewer-id", bob, "state", "in_review");
  ADD_RECORD ("content-item", "title", "For anybody", "state", "in_review");
  ADD_RECORD ("content-item", "title", "Of both", "owner-id", ama, "author-id", bob, "reviewer-id",
              bob, "state", "in_review");
  ADD_RECORD ("content-item", "title", "Draft", "state", "draft");
  ADD_RECORD ("content-item", "title", "Idea of Ama", "author-id", ama, "state", "idea");
  ADD_RECORD ("content-item", "title", "Idea of Bob", "author-id", bob, "state", "idea");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *me = cases[i].person == NULL                ? NULL
                       : g_str_equal (cases[i].person, "Ama") ? ama
                                                              : bob;
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbTodayFacts) facts = NULL;
      const AmbTodaySection *reviews, *suggestions;

      g_test_message ("%d, %s", (int) cases[i].access, cases[i].person);
      g_assert_true (amb_store_set_meta (fixture->store, "actor-person", me, NULL));
      facts = amb_today_facts_read (fixture->store, NOW, TODAY, cases[i].access, elsewhere, &error);
      g_assert_no_error (error);
      reviews = find (facts, "To approve");
      suggestions = find (facts, "Suggestions to answer");
      g_assert_cmpint (reviews != NULL ? reviews->count : 0, ==, cases[i].reviews);
      g_assert_cmpint (suggestions != NULL ? suggestions->count : 0, ==, cases[i].suggestions);
      g_assert_cmpuint (amb_today_facts_count (facts, "content"), ==,
                        cases[i].reviews + cases[i].suggestions);
      if (reviews != NULL)
        g_assert_cmpstr (reviews->action, ==, "win.go-to::content/review");
      if (suggestions != NULL)
        g_assert_cmpstr (suggestions->action, ==, "win.go-to::content/review");
    }
}

/* The eight weeks to come, for each audience with a target; of the place, and for who may plan. */
static void
test_empty_weeks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *france = add (fixture, "node", "France", NULL, NULL, NULL);
  g_autofree char *asia = add (fixture, "node", "Asia", NULL, NULL, NULL);
  const struct
  {
    AmbAccess access;
    const char *node;
    int count;
    const char *first;
  } cases[] = {
    { AMB_ACCESS_MANAGER, NULL, 15, "Partner" },   { AMB_ACCESS_LEAD, NULL, 15, "Partner" },
    { AMB_ACCESS_MANAGER, france, 15, "Partner" }, { AMB_ACCESS_MANAGER, asia, 16, "Client" },
    { AMB_ACCESS_AMBASSADOR, NULL, 0, NULL },      { AMB_ACCESS_AUDITOR, NULL, 0, NULL },
  };
  g_autoptr (AmbTodayFacts) none = read_facts (fixture, NOW);

  g_assert_null (find (none, "Empty weeks"));
  ADD_RECORD ("programme", "name", "Ambassadors", "zone", "UTC", "mix-client", "60",
              "mix-applicant", "0", "mix-partner", "40", "mix-internal", "0");
  ADD_RECORD ("asset", "title", "Walk", "department-id", france, "rights", "own", "confidentiality",
              "public");
  ADD_RECORD ("content-item", "title", "Shift", "department-id", france, "audience", "client",
              "state", "scheduled", "publish-on", "2026-11-24T12:00[UTC]");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbTodayFacts) facts =
          amb_today_facts_read (fixture->store, NOW, TODAY, cases[i].access, cases[i].node, &error);
      const AmbTodaySection *section = find (facts, "Empty weeks");
      const AmbTodayLine *line;

      g_assert_no_error (error);
      g_test_message ("%d, %s", (int) cases[i].access, cases[i].node);
      g_assert_cmpint (section != NULL ? section->count : 0, ==, cases[i].count);
      g_assert_cmpuint (amb_today_facts_count (facts, NULL), ==, 0);
      if (section == NULL)
        continue;
      line = g_ptr_array_index (section->lines, 0);
      g_assert_true (g_str_has_prefix (line->title, cases[i].first));
      g_assert_cmpstr (line->caption, ==, "“Walk”");
      g_assert_cmpstr (line->action, ==, "win.fill-gaps");
      g_assert_cmpstr (section->action, ==, "win.fill-gaps");
    }
}

/* What rests on others is of the place; what is asked of me is mine everywhere. */
static void
test_a_place_narrows_what_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *europe = add (fixture, "node", "Europe", NULL, NULL, NULL);
  g_autofree char *france = add (fixture, "node", "France", "parent-id", europe, NULL);
  g_autofree char *asia = add (fixture, "node", "Asia", NULL, NULL, NULL);
  g_autofree char *me = add (fixture, "ambassador", "Zoé", "node-id", asia, "active");
  g_autofree char *mine = add (fixture, "task", "Share", "ambassador-id", me, NULL);
  g_autoptr (AmbTodayFacts) all = NULL, narrowed = NULL;
  g_autoptr (GError) error = NULL;

  add_person (fixture, "Ama", "shortlisted", "node-id", france);
  add_person (fixture, "Bob", "shortlisted", "node-id", asia);
  add_person (fixture, "Cid", "identified", "node-id", france);
  add_person (fixture, "Dan", "identified", "node-id", asia);
  g_assert_true (amb_store_set_meta (fixture->store, "actor-person", me, &error));
  all = read_facts (fixture, NOW);
  narrowed = amb_today_facts_read (fixture->store, NOW, TODAY, AMB_ACCESS_MANAGER, europe, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find (all, "To decide")->count, ==, 2);
  g_assert_cmpint (find (narrowed, "To decide")->count, ==, 1);
  g_assert_cmpint (find (all, "To tell that we know them")->count, ==, 2);
  g_assert_cmpint (find (narrowed, "To tell that we know them")->count, ==, 1);
  g_assert_cmpint (find (all, "Without a head")->count, ==, 3);
  g_assert_cmpint (find (narrowed, "Without a head")->count, ==, 2);
  g_assert_cmpint (find (narrowed, "Asked of me")->count, ==, 1);
  g_assert_cmpint (narrowed->nodes, ==, 3);
  g_assert_cmpstr (find (narrowed, "To decide")->query, ==, find (all, "To decide")->query);
}

/* Whose year is over, whose ends within the notice; nobody else. */
static void
test_renewals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *state, *confirmed;
  } people[] = {
    { "Ama", "active", "2025-11-23" }, /* a year ago today */
    { "Bob", "paused", "2025-12-23" }, /* 335 days ago */
    { "Cid", "active", "2025-12-24" }, /* 334 */
    { "Dan", "alumni", "2024-01-01" },
  };
  g_autoptr (AmbTodayFacts) facts = NULL;
  const AmbTodaySection *section;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    add_person (fixture, people[i].name, people[i].state, "voluntary-on", people[i].confirmed);
  /* Being taken over from a running programme counts too, and was today. */
  facts = read_facts (fixture, NOW);
  g_assert_null (find (facts, "To renew"));
  g_clear_pointer (&facts, amb_today_facts_free);
  g_assert_true (
      amb_db_exec (amb_store_get_db (fixture->store), "DELETE FROM transitions", &error));
  facts = read_facts (fixture, NOW);
  section = find (facts, "To renew");
  g_assert_nonnull (section);
  g_assert_cmpint (section->count, ==, 2);
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (section->lines, 0))->title, ==, "Ama");
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (section->lines, 0))->caption, ==,
                   "Renewal due");
  g_assert_cmpstr (((AmbTodayLine *) g_ptr_array_index (section->lines, 1))->caption, ==,
                   "Renewal soon");
  g_assert_cmpuint (amb_today_facts_count (facts, NULL), ==, 0);
}

/* All of a place are counted, the first by name are told of, and Show All opens all of them. */
static void
test_renewals_of_a_place (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Eva", "Abe", "Dan", "Bea", "Cid" };
  g_autofree char *europe = add (fixture, "node", "Europe", NULL, NULL, NULL);
  g_autofree char *france = add (fixture, "node", "France", "parent-id", europe, NULL);
  g_autoptr (AmbTodayFacts) facts = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  const AmbTodaySection *section;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_person (fixture, names[i], "active", "node-id", i == 3 ? NULL : france);
  g_assert_true (amb_db_exec (amb_store_get_db (fixture->store),
                              "UPDATE transitions SET at = '2024-01-01T00:00:00.000Z'", &error));
  facts = amb_today_facts_read (fixture->store, NOW, TODAY, AMB_ACCESS_MANAGER, europe, &error);
  g_assert_no_error (error);
  section = find (facts, "To renew");
  g_assert_cmpint (section->count, ==, 4);
  g_assert_cmpuint (section->lines->len, ==, 3);
  g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[0])->title, ==, "Abe");
  g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[1])->title, ==, "Cid");
  g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[2])->title, ==, "Dan");
  g_assert_cmpstr (section->entity, ==, "ambassador");
  other = read_facts (fixture, NOW);
  g_assert_cmpint (find (other, "To renew")->count, ==, 5);
  g_assert_cmpstr (find (other, "To renew")->query, ==, section->query);
}

/* Very many are counted, and the first by name are the same. */
static void
test_many_renewals (Fixture *fixture, gconstpointer data)
{
  AmbDb *db = amb_store_get_db (fixture->store);
  g_autoptr (GError) error = NULL;

  add_person (fixture, "P0000", "onboarding", NULL, NULL);
  g_assert_true (amb_db_exec (
      db,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO "
      "ambassadors (id, display_name, display_name_key, state) SELECT printf "
      "('0193b000-0000-7000-8000-%012d', i), printf ('P%04d', 2000 - i), printf ('p%04d', 2000 - "
      "i), 'active' FROM n",
      &error));
  for (gint64 n = 1000; n <= 1001; n++)
    {
      g_autoptr (AmbTodayFacts) facts = read_facts (fixture, NOW);
      const AmbTodaySection *section = find (facts, "To renew");

      g_assert_cmpint (section->count, ==, n);
      g_assert_cmpuint (section->lines->len, ==, 3);
      g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[0])->title, ==,
                       n == 1000 ? "P1000" : "P0999");
      g_assert_cmpstr (((AmbTodayLine *) section->lines->pdata[2])->title, ==,
                       n == 1000 ? "P1002" : "P1001");
      g_assert_true (amb_db_exec (db,
                                  "INSERT INTO ambassadors (id, display_name, display_name_key, "
                                  "state) VALUES ('0193b000-0000-7000-8000-000000001001', 'P0999', "
                                  "'p0999', 'paused') ON CONFLICT DO NOTHING",
                                  &error));
    }
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("has-nothing-to-say-of-nobody", test_has_nothing_to_say_of_nobody);
  ADD ("whoever-began-the-programme-is-nobody-else",
       test_whoever_began_the_programme_is_nobody_else);
  ADD ("what-one-may-not-do-waits-for-others", test_what_one_may_not_do_waits_for_others);
  ADD ("a-refused-record-has-the-name-that-was-typed",
       test_a_refused_record_has_the_name_that_was_typed);
  ADD ("says-what-is-asked-of-me-and-by-when", test_what_is_asked_of_me);
  ADD ("says-what-others-do-not-answer", test_what_is_asked_of_others);
  ADD ("says-an-ambassadors-next-module", test_an_ambassadors_week);
  ADD ("content-waits-for-those-who-may-approve", test_content_waits_for_those_who_may);
  ADD ("content-past-its-time-is-told", test_content_past_its_time);
  ADD ("content-is-made-from-sources-in-time", test_content_sources);
  ADD ("figures-are-of-what-one-leads", test_figures_of_what_one_leads);
  ADD ("content-waits-as-the-queue-says", test_content_queue);
  ADD ("weeks-in-which-an-audience-has-nothing", test_empty_weeks);
  ADD ("a-place-narrows-what-waits", test_a_place_narrows_what_waits);
  ADD ("says-who-has-to-renew", test_renewals);
  ADD ("counts-who-has-to-renew-in-a-place", test_renewals_of_a_place);
  ADD ("counts-very-many-who-have-to-renew", test_many_renewals);
  ADD ("counts-all-and-shows-the-first", test_counts_all_and_shows_the_first);
  ADD ("dormant-people-do-not-wait-for-me", test_dormant_people_do_not_wait_for_me);
  ADD ("a-pause-that-ended-comes-back", test_a_pause_that_ended_comes_back);
  ADD ("who-must-be-told-is-late-after-thirty-days",
       test_who_must_be_told_is_late_after_thirty_days);
  ADD ("a-node-without-head-is-no-single-point-too",
       test_a_node_without_head_is_no_single_point_too);
  return g_test_run ();
}
