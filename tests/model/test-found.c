/* Who is suggested by what they do: cases computed by hand. */
#include "amb-found.h"

#define TODAY "2026-11-23"

static const AmbFoundRules usual = { .days = 30,
                                     .own = 3,
                                     .outside = 3,
                                     .inside = 10,
                                     .later_days = 180,
                                     .tell_days = 30,
                                     .keep_months = 6 };

enum
{
  ENTHUSIAST = 1 << AMB_FOUND_ENTHUSIAST,
  OUTSIDE = 1 << AMB_FOUND_OUTSIDE,
  INSIDE = 1 << AMB_FOUND_INSIDE,
};

#define INTERNAL(kind, n)                                                                          \
  {                                                                                                \
    kind, FALSE, FALSE, "Support", n, "2026-11-12"                                                 \
  }
#define PUBLIC(kind, n)                                                                            \
  {                                                                                                \
    kind, TRUE, FALSE, "LinkedIn", n, "2026-11-12"                                                 \
  }
#define OWN(kind, n)                                                                               \
  {                                                                                                \
    kind, FALSE, TRUE, NULL, n, "2026-11-12"                                                       \
  }

static const struct
{
  const char *what;
  AmbFoundDeed deeds[3];
  gboolean has_profile;
  guint kinds;
} cases[] = {
  { "nothing", { { NULL } }, TRUE, 0 },
  { "ten answers", { INTERNAL ("reply", 10) }, FALSE, INSIDE },
  { "nine answers", { INTERNAL ("reply", 9) }, FALSE, 0 },
  { "four, three and three",
    { INTERNAL ("reply", 4), INTERNAL ("share", 3), INTERNAL ("creation", 3) },
    FALSE,
    INSIDE },
  { "reading is no sharing", { INTERNAL ("reply", 9), INTERNAL ("reading", 100) }, FALSE, 0 },
  { "public posts are not inside", { INTERNAL ("reply", 9), PUBLIC ("share", 2) }, FALSE, 0 },
  { "three public posts", { PUBLIC ("creation", 3) }, TRUE, OUTSIDE },
  { "without a profile of their own", { PUBLIC ("creation", 30) }, FALSE, 0 },
  { "two posts and a mention", { PUBLIC ("creation", 2), PUBLIC ("mention", 1) }, TRUE, OUTSIDE },
  { "clicks are what others do", { PUBLIC ("creation", 2), PUBLIC ("click", 900) }, TRUE, 0 },
  { "three deeds for the programme", { OWN ("share", 2), OWN ("exchange", 1) }, FALSE, ENTHUSIAST },
  { "two of them", { OWN ("share", 2) }, FALSE, 0 },
  { "own reading is none", { OWN ("share", 2), OWN ("reading", 7) }, FALSE, 0 },
  { "signals of a file", { INTERNAL ("signal", 2), PUBLIC ("signal", 1) }, FALSE, ENTHUSIAST },
  { "own deeds are not the internal network's", { OWN ("reply", 10) }, FALSE, ENTHUSIAST },
  { "own and public",
    { { "share", TRUE, TRUE, NULL, 3, "2026-11-12" } },
    TRUE,
    ENTHUSIAST | OUTSIDE },
  { "all of it",
    { INTERNAL ("reply", 14), PUBLIC ("share", 3), OWN ("task_done", 3) },
    TRUE,
    ENTHUSIAST | OUTSIDE | INSIDE },
};

static GArray *
make_deeds (const AmbFoundDeed *deeds, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (AmbFoundDeed));

  for (guint i = 0; i < n && deeds[i].kind != NULL; i++)
    g_array_append_val (array, deeds[i]);
  return array;
}

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) deeds = make_deeds (cases[i].deeds, 3);
      const AmbFoundPerson person = { .state = "associate",
                                      .has_profile = cases[i].has_profile,
                                      .deeds = deeds };

      g_test_message ("%s", cases[i].what);
      g_assert_cmpuint (amb_found_judge (&usual, &person, TODAY), ==, cases[i].kinds);
    }
}

/* Only those who are not in the lifecycle, and of them not those who were put off. */
static void
test_who (void)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  const AmbChoice *states = amb_entity_get_state_field (people)->choices;
  const AmbFoundDeed ten = INTERNAL ("reply", 10);
  g_autoptr (GArray) deeds = make_deeds (&ten, 1);
  static const struct
  {
    const char *again_on;
    guint kinds;
  } put_off[] = {
    { NULL, INSIDE }, { "2026-11-24", 0 }, { "2026-11-23", INSIDE }, { "2025-01-01", INSIDE }
  };

  for (const AmbChoice *state = states; state->id != NULL; state++)
    {
      const AmbFoundPerson person = { .state = state->id, .deeds = deeds };

      g_assert_cmpuint (amb_found_judge (&usual, &person, TODAY), ==,
                        g_str_equal (state->id, "associate") ? INSIDE : 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (put_off); i++)
    {
      const AmbFoundPerson person = { .state = "associate",
                                      .again_on = put_off[i].again_on,
                                      .deeds = deeds };

      g_assert_cmpuint (amb_found_judge (&usual, &person, TODAY), ==, put_off[i].kinds);
    }
}

/* Who volunteers or is nominated needs no number. */
static void
test_called (void)
{
  g_autoptr (GArray) none = make_deeds (NULL, 0);
  AmbFoundPerson person = { .state = "associate", .deeds = none };

  person.nominated_on = "2026-01-01";
  g_assert_cmpuint (amb_found_judge (&usual, &person, TODAY), ==, ENTHUSIAST);
  person.nominated_on = NULL;
  person.volunteered_on = "2026-01-01";
  g_assert_cmpuint (amb_found_judge (&usual, &person, TODAY), ==, ENTHUSIAST);
}

/* A threshold that is no number of deeds finds nobody, rather than everybody. */
static void
test_off (void)
{
  const AmbFoundRules off = { .days = 30 };
  const AmbFoundDeed all[] = { INTERNAL ("reply", 14), PUBLIC ("share", 3), OWN ("task_done", 3) };
  g_autoptr (GArray) deeds = make_deeds (all, 3);
  const AmbFoundPerson person = { .state = "associate", .has_profile = TRUE, .deeds = deeds };
  gint64 counts[AMB_FOUND_N_KINDS];

  g_assert_cmpuint (amb_found_judge (&off, &person, TODAY), ==, 0);
  amb_found_get_counts (&person, counts);
  g_assert_cmpint (counts[AMB_FOUND_ENTHUSIAST], ==, 3);
  g_assert_cmpint (counts[AMB_FOUND_OUTSIDE], ==, 3);
  g_assert_cmpint (counts[AMB_FOUND_INSIDE], ==, 14);
}

static void
test_days (void)
{
  static const struct
  {
    const char *since, *told_by, *removed_on;
  } days[] = {
    { "2026-11-23", "2026-12-23", "2027-05-23" },
    { "2026-08-31", "2026-09-30", "2027-02-28" },
    { "2027-08-31", "2027-09-30", "2028-02-29" },
    { "2026-12-15", "2027-01-14", "2027-06-15" },
  };
  g_autofree char *from = amb_found_dup_from (&usual, TODAY);
  const AmbFoundRules one = { .days = 1 };
  g_autofree char *same = amb_found_dup_from (&one, TODAY);

  g_assert_cmpstr (from, ==, "2026-10-25");
  g_assert_cmpstr (same, ==, TODAY);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *deadline = amb_found_dup_deadline (&usual, days[i].since);
      g_autofree char *removal = amb_found_dup_removal (&usual, days[i].since);

      g_assert_cmpstr (deadline, ==, days[i].told_by);
      g_assert_cmpstr (removal, ==, days[i].removed_on);
    }
}

static void
test_initial (void)
{
  g_autoptr (AmbRecord) programme = amb_record_new (amb_entity_find ("programme"), NULL);
  AmbFoundRules rules = { 0 };

  amb_found_read_rules (&rules, programme);
  g_assert_cmpint (rules.days, ==, 30);
  g_assert_cmpint (rules.own, ==, 3);
  g_assert_cmpint (rules.outside, ==, 3);
  g_assert_cmpint (rules.inside, ==, 10);
  g_assert_cmpint (rules.later_days, ==, 180);
  g_assert_cmpint (rules.tell_days, ==, 30);
  g_assert_cmpint (rules.keep_months, ==, 6);
  amb_record_set (programme, "found-inside", "25");
  amb_found_read_rules (&rules, programme);
  g_assert_cmpint (rules.inside, ==, 25);
  g_assert_cmpint (amb_found_find ("inside"), ==, AMB_FOUND_INSIDE);
  g_assert_cmpint (amb_found_find (amb_found_get_id (AMB_FOUND_OUTSIDE)), ==, AMB_FOUND_OUTSIDE);
  g_assert_cmpint (amb_found_find ("best"), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/found/what-is-done-finds-somebody", test_kinds);
  g_test_add_func ("/model/found/nobody-who-is-in-it-or-was-put-off", test_who);
  g_test_add_func ("/model/found/who-is-named-needs-no-number", test_called);
  g_test_add_func ("/model/found/a-threshold-of-nothing-finds-nobody", test_off);
  g_test_add_func ("/model/found/days-are-computed", test_days);
  g_test_add_func ("/model/found/the-programme-says-how-much", test_initial);
  return g_test_run ();
}
