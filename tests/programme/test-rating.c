/* Scoring a candidate: one assessment of a rater, a criterion and a role. */
#include "programme-fixture.h"

#include "amb-fit.h"
#include "amb-rating.h"

typedef struct
{
  Fixture f;
  char *criterion, *role, *rater, *other, *person, *application;
} World;

#define ADD(self, entity, ...)                                                                     \
  fixture_add (&(self)->f, fixture_new (&(self)->f, amb_entity_find (entity), __VA_ARGS__, NULL),  \
               AMB_COMMAND_RUNNING)

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->criterion = ADD (self, "criterion", "name", "Listening", "weight", "10");
  self->role = ADD (self, "role", "name", "Curator", "kind", "curator", "level", "1");
  self->rater = fixture_add_person (&self->f, "Rater");
  self->other = fixture_add_person (&self->f, "Other");
  self->person = ADD (self, "ambassador", "display-name", "Ana", "state", "applied");
  self->application = ADD (self, "application", "ambassador-id", self->person, "submitted-on",
                           "2026-11-01", "source", "hand");
  amb_programme_set_actor (self->f.programme, "Rater", self->rater, AMB_ACCESS_MANAGER);
}

static void
tear_down (World *self, gconstpointer data)
{
  char **const texts[] = { &self->criterion, &self->role,   &self->rater,
                           &self->other,     &self->person, &self->application };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  fixture_tear_down (&self->f, data);
}

static AmbRating
of_application (World *self, int score)
{
  return (AmbRating){ .application = self->application,
                      .person = self->person,
                      .criterion = self->criterion,
                      .score = score };
}

static void
rate (World *self, const AmbRating *rating)
{
  g_autoptr (GError) error = NULL;

  amb_programme_rate (self->f.programme, rating, &error);
  g_assert_no_error (error);
}

static void
refuse (World *self, const AmbRating *rating, AmbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_rate (self->f.programme, rating, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
}

#define COUNT(self, where)                                                                         \
  fixture_count (&(self)->f, "SELECT count(*) FROM assessments WHERE deleted = 0 AND " where)

static void
test_changes (World *self, gconstpointer data)
{
  AmbRating rating = of_application (self, 3);

  rating.evidence = "Listens";
  rate (self, &rating);
  amb_clock_set (self->f.clock, NOW + DAY);
  rate (self, &rating); /* said again it is of the same day */
  g_assert_cmpint (COUNT (self, "score = 3 AND rated_on = '2026-11-23'"), ==, 1);
  rating.score = 4;
  rate (self, &rating);
  g_assert_cmpint (COUNT (self, "1"), ==, 1);
  g_assert_cmpint (COUNT (self, "score = 4 AND rated_on = '2026-11-24' AND evidence = 'Listens'"),
                   ==, 1);
  g_autofree char *left = fixture_undo (&self->f, 2, 0);
  g_assert_cmpint (COUNT (self, "score = 3"), ==, 1);
}

static void
test_each (World *self, gconstpointer data)
{
  AmbRating rating = of_application (self, 3);

  rate (self, &rating);
  rating.role = self->role; /* for one role changes what was said for every role */
  rating.score = 5;
  rate (self, &rating);
  g_assert_cmpint (COUNT (self, "1"), ==, 1);
  amb_programme_set_actor (self->f.programme, "Other", self->other, AMB_ACCESS_MANAGER);
  rate (self, &rating);
  g_assert_cmpint (COUNT (self, "role_id IS NOT NULL"), ==, 1);
  g_assert_cmpint (COUNT (self, "1"), ==, 2);
}

/* A blind rater knows the application and not the person; of somebody without one the person. */
static void
test_of_whom (World *self, gconstpointer data)
{
  AmbRating blind = of_application (self, 2), plain = of_application (self, 5);

  blind.person = NULL;
  rate (self, &blind);
  g_assert_cmpint (COUNT (self, "application_id IS NOT NULL AND ambassador_id IS NULL"), ==, 1);
  plain.application = NULL;
  plain.person = self->other;
  rate (self, &plain);
  g_assert_cmpint (COUNT (self, "application_id IS NULL AND ambassador_id IS NOT NULL"), ==, 1);
}

static void
test_nothing (World *self, gconstpointer data)
{
  AmbRating rating = of_application (self, AMB_FIT_NONE);

  rating.evidence = "  ";
  rate (self, &rating);
  g_assert_cmpint (COUNT (self, "1"), ==, 0);
  rating.blank = TRUE;
  rate (self, &rating);
  g_assert_cmpint (COUNT (self, "blank_on_purpose = 1 AND score IS NULL"), ==, 1);
  rating.blank = FALSE; /* taken back: the row stays, and says nothing */
  rate (self, &rating);
  g_assert_cmpint (COUNT (self, "blank_on_purpose = 0 AND score IS NULL"), ==, 1);
}

static void
test_refused (World *self, gconstpointer data)
{
  AmbRating rating = of_application (self, 6);

  refuse (self, &rating, AMB_ERROR_INVALID);
  rating.score = 3;
  rating.blank = TRUE;
  refuse (self, &rating, AMB_ERROR_INVALID);
  rating.blank = FALSE;
  amb_programme_set_actor (self->f.programme, "Ana", self->person, AMB_ACCESS_MANAGER);
  refuse (self, &rating, AMB_ERROR_REFUSED);
  rating.person = NULL; /* the application tells whose it is */
  refuse (self, &rating, AMB_ERROR_REFUSED);
  amb_programme_set_actor (self->f.programme, "Nobody", NULL, AMB_ACCESS_MANAGER);
  refuse (self, &rating, AMB_ERROR_DENIED);
  g_assert_cmpint (COUNT (self, "1"), ==, 0);
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/rating/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("a-score-is-changed-not-added-again", test_changes);
  TEST ("each-rater-has-one-of-their-own", test_each);
  TEST ("it-is-of-the-application-or-the-person", test_of_whom);
  TEST ("nothing-said-is-nothing-added", test_nothing);
  TEST ("what-cannot-be-is-refused", test_refused);
  return g_test_run ();
}
