/* Invitations of a frozen cohort, the answers, and the wait list that comes up. */
#include "programme-fixture.h"

#include "amb-composer.h"
#include <string.h>

#define N_PEOPLE 5 /* two seats, three wait */

typedef struct
{
  Fixture f;
  char *cohort, *role, *owner;
  char *people[N_PEOPLE + 1]; /* Ama, Bo | Cy, Di, Ed */
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static void
set_up (World *self, gconstpointer data)
{
  static const char *const names[] = { "Ama Boateng", "Bo", "Cy", "Di", "Ed" };
  g_autoptr (GError) error = NULL;

  fixture_set_up (&self->f, data);
  self->role = ADD (self, "role", "name", "Curator", "kind", "curator", "level", "1");
  self->owner = fixture_add_person (&self->f, "Owner");
  for (guint i = 0; i < N_PEOPLE; i++)
    self->people[i] = ADD (self, "ambassador", "display-name", names[i], "language",
                           i == 0 ? "fr" : "en", "state", i < 3 ? "shortlisted" : "waitlisted");
  self->cohort = ADD (self, "cohort", "name", "Spring", "state", "draft", "seats", "2", "owner-id",
                      self->owner);
  amb_composer_add (self->f.programme, self->cohort, (const char *const *) self->people, FALSE,
                    self->role, "Chosen", &error);
  g_assert_no_error (error);
  amb_composer_freeze (self->f.programme, self->cohort, "Why", &error);
  g_assert_no_error (error);
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->cohort);
  g_free (self->role);
  g_free (self->owner);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (self->people[i]);
  fixture_tear_down (&self->f, data);
}

static void
add_templates (World *self)
{
  g_autofree char *english =
      ADD (self, "template", "name", "I", "purpose", "invitation", "language", "en", "subject", "x",
           "body", "Dear {name}: {role} by {due}");
  g_autofree char *french = ADD (self, "template", "name", "I", "purpose", "invitation", "language",
                                 "fr", "subject", "x", "body", "Bonjour {first-name}, {cohort}");
}

/* "Ama Boateng sent, Bo not": everybody of a seat. */
static void
assert_guests (World *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests = amb_composer_list_guests (self->f.store, self->cohort, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < guests->len; i++)
    {
      const AmbComposerGuest *guest = g_ptr_array_index (guests, i);

      g_string_append_printf (text, "%s%s %s%s", i > 0 ? ", " : "", guest->name,
                              guest->standing != NULL ? guest->standing : "not",
                              guest->gave_up ? " given up" : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
undo (World *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_programme_undo (self->f.programme, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->left->len, ==, 0);
}

static void
invite (World *self)
{
  g_autoptr (GError) error = NULL;

  amb_composer_invite (self->f.programme, self->cohort, NULL, "Dear {name}", "2026-11-30", NULL,
                       &error);
  g_assert_no_error (error);
}

static void
answer (World *self, guint person, gboolean accepts)
{
  g_autoptr (GError) error = NULL;

  amb_composer_answer (self->f.programme, self->cohort, self->people[person], accepts, NULL,
                       "phone", "Call of today", NULL, &error);
  g_assert_no_error (error);
}

static void
test_templates (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_false (
      amb_composer_invite (self->f.programme, self->cohort, NULL, NULL, "2026-12-01", &n, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  add_templates (self);
  g_assert_true (
      amb_composer_invite (self->f.programme, self->cohort, NULL, NULL, "2026-12-01", &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (
      fixture_count (&self->f, "SELECT count(*) FROM invitations WHERE deleted = 0 AND state = "
                               "'sent' AND text IN ('Bonjour Ama, Spring', 'Dear Bo: Curator by 1 "
                               "December 2026')"),
      ==, 2);
  undo (self);
  assert_guests (self, "Ama Boateng not, Bo not");
}

static void
test_some (World *self, gconstpointer data)
{
  const char *const bo[] = { self->people[1], NULL };
  const char *const cy[] = { self->people[2], NULL };
  guint n = 9;

  g_assert_true (
      amb_composer_invite (self->f.programme, self->cohort, bo, "Come", "2026-12-01", &n, NULL));
  g_assert_cmpuint (n, ==, 1);
  assert_guests (self, "Ama Boateng not, Bo sent");
  /* Who waits isn't invited, and nobody twice. */
  g_assert_true (
      amb_composer_invite (self->f.programme, self->cohort, cy, "Come", "2026-12-01", &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (
      amb_composer_invite (self->f.programme, self->cohort, bo, "Come", "2026-12-01", &n, NULL));
  g_assert_cmpuint (n, ==, 0);
}

/* After the last day on which one may answer. */
static void
test_late (World *self, gconstpointer data)
{
  invite (self);
  amb_clock_set (self->f.clock, NOW + 7 * DAY);
  assert_guests (self, "Ama Boateng sent, Bo sent");
  answer (self, 0, TRUE);
  amb_clock_set (self->f.clock, NOW + 8 * DAY);
  assert_guests (self, "Ama Boateng accepted, Bo lapsed");
}

static void
test_answers (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;

  amb_programme_set_actor (self->f.programme, "Owner", self->owner, AMB_ACCESS_MANAGER);
  invite (self);
  g_assert_false (amb_composer_answer (self->f.programme, self->cohort, self->people[2], TRUE, NULL,
                                       "phone", "x", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (amb_composer_answer (self->f.programme, self->cohort, self->people[1], FALSE,
                                       "2026-11-20", "phone", "x", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID); /* before it was asked for */
  g_clear_error (&error);
  amb_clock_set (self->f.clock, NOW + 3 * DAY);
  g_assert_true (amb_composer_answer (self->f.programme, self->cohort, self->people[0], TRUE,
                                      "2026-11-23", "e_mail", "Mail of that day", NULL, &error));
  undo (self);
  g_assert_true (amb_composer_answer (self->f.programme, self->cohort, self->people[1], FALSE,
                                      "2026-11-24", "phone", "Note in the folder", &next, &error));
  g_assert_cmpstr (next, ==, self->people[2]);
  g_autoptr (GPtrArray) guests = amb_composer_list_guests (self->f.store, self->cohort, NULL);
  const AmbComposerGuest *bo = g_ptr_array_index (guests, 1);
  g_assert_cmpstr (bo->standing, ==, "declined");
  g_assert_cmpstr (bo->answered, ==, "2026-11-24");
  g_assert_cmpstr (bo->channel, ==, "phone");
  g_assert_cmpstr (bo->by, ==, "Owner");
  g_assert_cmpstr (bo->state, ==, "declined");
  undo (self);
  assert_guests (self, "Ama Boateng sent, Bo sent");
}

/* The seat goes on, the decision stays, and what was given up is seen. */
static void
test_promote (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *promoted = NULL;
  AmbProgramme *programme = self->f.programme;

  invite (self);
  g_assert_false (amb_composer_promote (programme, self->cohort, NULL, "Next", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED); /* every seat is held */
  g_clear_error (&error);
  answer (self, 0, FALSE);
  g_assert_false (amb_composer_promote (programme, self->cohort, NULL, "", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (
      amb_composer_promote (programme, self->cohort, NULL, "Next in line", &promoted, &error));
  g_assert_cmpstr (promoted, ==, self->people[2]);
  assert_guests (self, "Cy not, Bo sent, Ama Boateng declined given up");
  g_assert_cmpint (fixture_count (&self->f,
                                  "SELECT count(*) FROM decisions WHERE deleted = 0 AND state = "
                                  "'taken' AND why IN ('Why', 'Next in line')"),
                   ==, 2);
  undo (self);
  assert_guests (self, "Ama Boateng declined, Bo sent");
  /* Another than the next, who was waitlisted until now. */
  g_assert_true (
      amb_composer_promote (programme, self->cohort, self->people[4], "Speaks Thai", NULL, &error));
  fixture_assert (&self->f, self->f.people, self->people[4], "state", "shortlisted");
  assert_guests (self, "Ed not, Bo sent, Ama Boateng declined given up");
  invite (self);
  fixture_assert (&self->f, self->f.people, self->people[4], "state", "invited");
  g_autoptr (AmbComposition) composition = amb_composer_load (self->f.store, self->cohort, NULL);
  g_assert_cmpuint (composition->draft->len, ==, 2);
  g_assert_cmpuint (composition->wait->len, ==, 2);
  g_assert_cmpstr (((AmbComposerPerson *) composition->draft->pdata[0])->reason, ==, "Speaks Thai");
}

static void
test_nobody_waits (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  invite (self);
  answer (self, 0, FALSE);
  for (guint i = 2; i < N_PEOPLE; i++)
    fixture_move (&self->f, self->people[i], "withdrawn", "Left");
  g_assert_false (
      amb_composer_promote (self->f.programme, self->cohort, NULL, "Next", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (amb_composer_promote (self->f.programme, self->cohort, self->people[2], "Next",
                                        NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/composer-invite/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("each-is-invited-in-their-language", test_templates);
  TEST ("some-are-invited-and-nobody-twice", test_some);
  TEST ("who-has-not-answered-in-time-is-late", test_late);
  TEST ("an-answer-says-how-and-by-whom-it-came", test_answers);
  TEST ("a-seat-goes-on-with-a-reason", test_promote);
  TEST ("nobody-comes-up-who-is-no-candidate", test_nobody_waits);
  return g_test_run ();
}
