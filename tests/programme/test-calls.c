/* Calls: who applies or is nominated enters the lifecycle, once; how far a call is. */
#include "programme-fixture.h"

#include "amb-calls.h"

static AmbRecord *
new_record (Fixture *f, const char *entity, const char *person, const char *call, const char *day)
{
  AmbRecord *record =
      fixture_new (f, amb_entity_find (entity), "ambassador-id", person, "call-id", call, NULL);

  amb_record_set (record, day, "2026-11-23");
  return record;
}

static char *
add_call (Fixture *f, const char *name, const char *opens, const char *closes)
{
  char *call =
      fixture_add (f,
                   fixture_new (f, amb_entity_find ("call"), "name", name, "opens-on", opens,
                                "closes-on", closes, "seats", "12", "text", "Come", NULL),
                   AMB_COMMAND_DEFAULT);

  g_assert_true (
      amb_programme_move (f->programme, amb_entity_find ("call"), call, "published", NULL, NULL));
  return call;
}

static char *
add_in (Fixture *f, const char *state)
{
  return fixture_add (f, fixture_new (f, f->people, "display-name", state, "state", state, NULL),
                      AMB_COMMAND_RUNNING);
}

static void
whoever_is_in_it_stays (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *state, *applied, *nominated;
  } cases[] = {
    { "associate", "applied", "nominated" }, { "identified", "applied", "nominated" },
    { "alumni", "applied", "nominated" },    { "in_review", "in_review", "in_review" },
    { "active", "active", "active" },        { "nominated", "nominated", "nominated" },
  };
  g_autofree char *call = add_call (f, "Winter", "2026-11-01", "2026-12-01");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = add_in (f, cases[i].state), *other = add_in (f, cases[i].state);
      g_autoptr (AmbRecord) application = new_record (f, "application", one, call, "submitted-on");
      g_autoptr (AmbRecord) nomination = new_record (f, "nomination", other, call, "nominated-on");
      g_autofree char *applied = NULL, *nominated = NULL;

      amb_record_set (nomination, "reason", "Explains well");
      applied = amb_programme_apply (f->programme, application, NULL);
      nominated = amb_programme_nominate (f->programme, nomination, NULL);
      g_assert_nonnull (applied);
      g_assert_nonnull (nominated);
      fixture_assert (f, f->people, one, "state", cases[i].applied);
      fixture_assert (f, f->people, other, "state", cases[i].nominated);
    }
}

/* Who is refused leaves no trace: neither the record nor the move. */
static void
one_act_one_undo (Fixture *f, gconstpointer data)
{
  g_autofree char *call = add_call (f, "Winter", "2026-11-01", "2026-12-01");
  g_autofree char *zoe = add_in (f, "associate");
  g_autoptr (AmbRecord) first = new_record (f, "application", zoe, call, "submitted-on");
  g_autoptr (AmbRecord) again = new_record (f, "application", zoe, call, "submitted-on");
  g_autoptr (AmbRecord) by_self = new_record (f, "nomination", zoe, call, "nominated-on");
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_programme_apply (f->programme, first, NULL);
  g_autofree char *refused = amb_programme_apply (f->programme, again, &error);
  g_autofree char *nomination = NULL;

  g_assert_null (refused);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CONFLICT);
  fixture_assert (f, f->people, zoe, "state", "applied");
  g_free (fixture_undo (f, 2, 0));
  fixture_assert (f, f->people, zoe, "state", "associate");
  g_assert_false (fixture_lives (f, amb_entity_find ("application"), id));
  amb_record_set (by_self, "kind", "self");
  amb_record_set (by_self, "reason", "I would like to");
  nomination = amb_programme_nominate (f->programme, by_self, NULL);
  g_assert_nonnull (nomination);
  fixture_assert (f, f->people, zoe, "state", "applied");
}

static void
how_far_a_call_is (Fixture *f, gconstpointer data)
{
  const AmbEntity *criteria = amb_entity_find ("criterion");
  g_autofree char *later = add_call (f, "Spring", "2027-02-01", "2027-03-01");
  g_autofree char *open = add_call (f, "Winter", "2026-11-01", "2026-12-01");
  g_autofree char *common = fixture_add (
      f, fixture_new (f, criteria, "name", "Enthusiasm", "in-use", "1", NULL), AMB_COMMAND_DEFAULT);
  g_autofree char *own = fixture_add (
      f, fixture_new (f, criteria, "name", "Listens", "call-id", later, "in-use", "1", NULL),
      AMB_COMMAND_DEFAULT);
  g_autoptr (GPtrArray) calls = NULL;
  const AmbCallFacts *first, *second;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *person = add_in (f, "associate");
      g_autoptr (AmbRecord) application =
          new_record (f, "application", person, open, "submitted-on");
      g_autofree char *id = amb_programme_apply (f->programme, application, NULL);

      if (i > 0)
        g_assert_true (amb_programme_move (f->programme, amb_entity_find ("application"), id,
                                           "in_review", NULL, NULL));
    }
  calls = amb_calls_load (f->store, NULL);
  g_assert_cmpuint (calls->len, ==, 2);
  first = calls->pdata[0];
  second = calls->pdata[1];
  /* The open one first; each with its own criteria, else the programme's. */
  g_assert_cmpstr (first->name, ==, "Winter");
  g_assert_cmpstr (first->standing, ==, "open");
  g_assert_cmpint (first->seats, ==, 12);
  g_assert_cmpint (first->n_applications, ==, 3);
  g_assert_cmpuint (first->counts->len, ==, 2);
  g_assert_cmpstr (((AmbCallCount *) first->counts->pdata[0])->state, ==, "submitted");
  g_assert_cmpint (((AmbCallCount *) first->counts->pdata[1])->count, ==, 2);
  g_assert_cmpuint (first->criteria->len, ==, 1);
  g_assert_cmpstr (first->criteria->pdata[0], ==, "Enthusiasm");
  g_assert_cmpstr (second->standing, ==, "upcoming");
  g_assert_cmpuint (second->criteria->len, ==, 1);
  g_assert_cmpstr (second->criteria->pdata[0], ==, "Listens");
}

/* What a list is filtered by is what the record says, though a list asks otherwise. */
static void
people_are_filtered_by_call (Fixture *f, gconstpointer data)
{
  const AmbField *field = amb_entity_find_field (f->people, "call");
  static const char *const names[] = { "Spring", "Winter", "" };
  g_autofree char *spring = add_call (f, "Spring", "2026-11-01", "2026-12-01");
  g_autofree char *winter = add_call (f, "Winter", "2026-11-01", "2026-12-01");
  g_autofree char *one = add_in (f, "associate"), *other = add_in (f, "associate");
  g_autofree char *back = add_in (f, "associate");
  g_autoptr (AmbRecord) first = new_record (f, "application", one, spring, "submitted-on");
  g_autoptr (AmbRecord) second = new_record (f, "application", one, winter, "submitted-on");
  g_autoptr (AmbRecord) third = new_record (f, "application", back, spring, "submitted-on");
  g_autofree char *taken_back = NULL;
  guint n = 0;

  amb_record_set (first, "submitted-on", "2026-11-20");
  g_free (amb_programme_apply (f->programme, first, NULL));
  g_free (amb_programme_apply (f->programme, second, NULL));
  taken_back = amb_programme_apply (f->programme, third, NULL);
  g_assert_true (amb_programme_move (f->programme, amb_entity_find ("application"), taken_back,
                                     "withdrawn", NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (f->people);
      g_autoptr (GPtrArray) people = NULL;

      amb_query_where (query, field, AMB_MATCH_IN, (const char *const[]){ names[i], NULL });
      people = amb_store_list (f->store, query, 100, NULL);
      n += people->len;
      for (guint k = 0; k < people->len; k++)
        g_assert_cmpstr (amb_record_get (people->pdata[k], "call"), ==,
                         *names[i] != '\0' ? names[i] : NULL);
    }
  g_assert_cmpuint (n, ==, 3);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/programme/calls/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("whoever-is-in-the-lifecycle-stays", whoever_is_in_it_stays);
  TEST ("one-act-is-one-undo", one_act_one_undo);
  TEST ("how-far-a-call-is", how_far_a_call_is);
  TEST ("people-are-filtered-by-call", people_are_filtered_by_call);
  return g_test_run ();
}
