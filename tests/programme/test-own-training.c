/* Somebody's training: which tracks are theirs, what comes next, what is open to them. */
#include "amb-own-training.h"
#include "programme-fixture.h"

typedef struct
{
  Fixture f;
  char *ada, *track, *read, *quiz, *film;
} World;

static char *
add_track (World *self, const char *name, const char *state)
{
  return FIXTURE_ADD (&self->f, "track", "name", name, "state", state, "level", "2");
}

static char *
add_module (
    World *self, const char *track, const char *title, const char *kind, const char *position)
{
  return FIXTURE_ADD (&self->f, "module", "title", title, "track-id", track, "kind", kind,
                      "position", position, "minutes", "10");
}

static char *
enrol (World *self, const char *person, const char *track, const char *state, const char *due)
{
  return FIXTURE_ADD (&self->f, "enrolment", "ambassador-id", person, "track-id", track, "state",
                      state, "due", due);
}

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->ada = fixture_add_person (&self->f, "Ada");
  self->track = add_track (self, "Enthusiast", "open");
  self->quiz = add_module (self, self->track, "What would you do?", "quiz", "2");
  self->read = add_module (self, self->track, "The charter", "read", "1");
  self->film = add_module (self, self->track, "On film", "video", "3");
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->ada);
  g_free (self->track);
  g_free (self->read);
  g_free (self->quiz);
  g_free (self->film);
  fixture_tear_down (&self->f, data);
}

static AmbOwnTraining *
load (World *self)
{
  g_autoptr (GError) error = NULL;
  AmbOwnTraining *training = amb_own_training_load (self->f.store, self->ada, &error);

  g_assert_no_error (error);
  return training;
}

static void
take_step (World *self, const char *enrolment, AmbOwnStep step, const char *module)
{
  g_autoptr (GError) error = NULL;

  amb_programme_take_step (self->f.programme, enrolment, step, module, &error);
  g_assert_no_error (error);
}

/* Of the only track. */
static void
assert_step (World *self, AmbOwnStep step, const char *next, guint n_done)
{
  g_autoptr (AmbOwnTraining) training = load (self);
  AmbOwnTrack *track;

  g_assert_cmpuint (training->tracks->len, ==, 1);
  track = g_ptr_array_index (training->tracks, 0);
  g_assert_cmpint (track->step, ==, step);
  g_assert_cmpstr (track->next != NULL ? track->next->id : NULL, ==, next);
  g_assert_cmpuint (track->n_done, ==, n_done);
}

/* The act of an ambassador, who has no more rights than that. */
static void
sit_down (World *self)
{
  amb_programme_set_actor (self->f.programme, "Ada", self->ada, AMB_ACCESS_AMBASSADOR);
}

static void
test_steps (World *self, gconstpointer data)
{
  g_autofree char *enrolment = enrol (self, self->ada, self->track, "assigned", "2026-12-10");

  sit_down (self);
  assert_step (self, AMB_OWN_STEP_BEGIN, self->read, 0);
  take_step (self, enrolment, AMB_OWN_STEP_BEGIN, NULL);
  fixture_assert (&self->f, amb_entity_find ("enrolment"), enrolment, "started-on", "2026-11-23");
  assert_step (self, AMB_OWN_STEP_DONE, self->read, 0);
  take_step (self, enrolment, AMB_OWN_STEP_DONE, self->read);
  /* A quiz is not a thing that one says to have done. */
  assert_step (self, AMB_OWN_STEP_OPEN, self->quiz, 1);
  g_free (FIXTURE_ADD (&self->f, "module-result", "enrolment-id", enrolment, "module-id",
                       self->quiz, "ambassador-id", self->ada, "outcome", "not_passed", "done-on",
                       "2026-11-20"));
  assert_step (self, AMB_OWN_STEP_OPEN, self->quiz, 1);
  take_step (self, enrolment, AMB_OWN_STEP_DONE, self->quiz); /* what was tried becomes done */
  assert_step (self, AMB_OWN_STEP_DONE, self->film, 2);
  take_step (self, enrolment, AMB_OWN_STEP_DONE, self->film);
  assert_step (self, AMB_OWN_STEP_HAND_IN, NULL, 3);
  take_step (self, enrolment, AMB_OWN_STEP_HAND_IN, NULL);
  assert_step (self, AMB_OWN_STEP_NONE, NULL, 3);
}

static void
test_undone (World *self, gconstpointer data)
{
  g_autofree char *enrolment = enrol (self, self->ada, self->track, "assigned", NULL);
  const AmbEntity *entity = amb_entity_find ("enrolment");

  sit_down (self);
  /* Done before it was begun: both at once, and taken back at once. */
  take_step (self, enrolment, AMB_OWN_STEP_DONE, self->read);
  fixture_assert (&self->f, entity, enrolment, "state", "in_progress");
  assert_step (self, AMB_OWN_STEP_OPEN, self->quiz, 1);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (AmbUndoReport) report = amb_programme_undo (self->f.programme, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (report->label, ==, "Done: “The charter”");
    g_assert_cmpuint (report->left->len, ==, 0);
  }
  fixture_assert (&self->f, entity, enrolment, "state", "assigned");
  fixture_assert (&self->f, entity, enrolment, "started-on", NULL);
  assert_step (self, AMB_OWN_STEP_BEGIN, self->read, 0);
}

static void
test_refused (World *self, gconstpointer data)
{
  g_autofree char *enrolment = enrol (self, self->ada, self->track, "assigned", NULL);
  g_autofree char *other = add_track (self, "Another", "open");
  g_autofree char *module = add_module (self, other, "Elsewhere", "read", "1");
  g_autoptr (GError) error = NULL;

  sit_down (self);
  g_assert_false (
      amb_programme_take_step (self->f.programme, enrolment, AMB_OWN_STEP_DONE, module, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  /* Nothing of it is left. */
  fixture_assert (&self->f, amb_entity_find ("enrolment"), enrolment, "state", "assigned");
}

/* What need not be done is not the next step, and some tracks ask for a number only. */
static void
test_enough (World *self, gconstpointer data)
{
  const AmbEntity *modules = amb_entity_find ("module"), *tracks = amb_entity_find ("track");
  g_autofree char *enrolment = enrol (self, self->ada, self->track, "in_progress", NULL);

  fixture_set (&self->f, modules, self->read, "required", "0");
  assert_step (self, AMB_OWN_STEP_OPEN, self->quiz, 0);
  fixture_set (&self->f, tracks, self->track, "requirement", "n_of_m");
  fixture_set (&self->f, tracks, self->track, "required-count", "2");
  assert_step (self, AMB_OWN_STEP_DONE, self->read, 0);
  take_step (self, enrolment, AMB_OWN_STEP_DONE, self->read);
  take_step (self, enrolment, AMB_OWN_STEP_DONE, self->film);
  assert_step (self, AMB_OWN_STEP_HAND_IN, NULL, 2);
}

/* By the day it is due; then what is over, each track once. */
static void
test_order (World *self, gconstpointer data)
{
  g_autofree char *late = add_track (self, "Late", "retired");
  g_autofree char *over = add_track (self, "Over", "open");
  g_autofree char *ben = fixture_add_person (&self->f, "Ben");
  const char *const expected[] = { late, self->track, over };
  g_autoptr (AmbOwnTraining) training = NULL;
  AmbOwnTrack *track;

  g_free (enrol (self, self->ada, over, "expired", "2026-01-01"));
  g_free (enrol (self, self->ada, self->track, "failed", "2026-02-01"));
  g_free (enrol (self, self->ada, self->track, "in_progress", "2026-12-20"));
  g_free (enrol (self, self->ada, late, "in_progress", "2026-11-20"));
  g_free (enrol (self, ben, over, "in_progress", "2026-11-20"));
  training = load (self);
  g_assert_cmpuint (training->tracks->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (((AmbOwnTrack *) training->tracks->pdata[i])->id, ==, expected[i]);
  track = g_ptr_array_index (training->tracks, 0);
  g_assert_cmpstr (track->standing->id, ==, "overdue");
  g_assert_true (track->is_running);
  g_assert_cmpuint (((AmbOwnTrack *) training->tracks->pdata[1])->modules->len, ==, 3);
  track = g_ptr_array_index (training->tracks, 2);
  g_assert_cmpint (track->step, ==, AMB_OWN_STEP_NONE);
  g_assert_false (track->is_running);
}

static void
add_certificate (World *self, const char *track, const char *code, const char *expires)
{
  g_free (FIXTURE_ADD (&self->f, "certificate", "ambassador-id", self->ada, "track-id", track,
                       "level", "2", "issued-on", "2025-01-10", "expires-on", expires, "code", code,
                       "track-version", "1"));
}

static void
test_certificates (World *self, gconstpointer data)
{
  g_autoptr (AmbOwnTraining) training = NULL;
  AmbOwnTrack *track;

  add_certificate (self, self->track, "A-1", "2026-01-10");
  add_certificate (self, self->track, "A-2", "2027-03-01");
  training = load (self);
  g_assert_cmpuint (training->tracks->len, ==, 1);
  track = g_ptr_array_index (training->tracks, 0);
  g_assert_null (track->enrolment);
  g_assert_cmpstr (track->certificate->expires_on, ==, "2027-03-01");
  g_assert_true (track->certificate->is_valid);
}

static void
assert_open (World *self, const char *const *expected)
{
  g_autoptr (AmbOwnTraining) training = load (self);

  g_assert_cmpuint (training->n_open, ==, g_strv_length ((char **) expected));
  g_assert_cmpuint (training->open->len, ==, training->n_open);
  for (guint i = 0; expected[i] != NULL; i++)
    g_assert_cmpstr (((AmbOpenTrack *) training->open->pdata[i])->name, ==, expected[i]);
}

/* Neither drafts nor what is retired, nor what one is on or holds. */
static void
test_open (World *self, gconstpointer data)
{
  g_autofree char *draft = add_track (self, "Draft", "draft");
  g_autofree char *retired = add_track (self, "Retired", "retired");
  g_autofree char *mine = add_track (self, "Mine", "open");
  g_autofree char *waiting = add_track (self, "Waiting for its certificate", "open");
  g_autofree char *lapsed = add_track (self, "Lapsed", "open");
  g_autofree char *enrolment = NULL;
  g_autoptr (AmbOwnTraining) training = load (self);

  g_assert_cmpuint (training->n_open, ==, 4);
  g_assert_cmpuint (((AmbOpenTrack *) training->open->pdata[0])->n_modules, ==, 3);
  g_assert_cmpint (((AmbOpenTrack *) training->open->pdata[0])->minutes, ==, 30);
  enrolment = enrol (self, self->ada, mine, "assigned", NULL);
  g_free (enrol (self, self->ada, waiting, "complete", NULL));
  g_free (enrol (self, self->ada, lapsed, "complete", NULL));
  add_certificate (self, lapsed, "L-1", "2026-11-22");
  add_certificate (self, self->track, "T-1", "2026-11-23");
  assert_open (self, (const char *[]){ "Lapsed", NULL });
  /* A new version asks its holders to come again. */
  fixture_set (&self->f, amb_entity_find ("track"), self->track, "version", "2");
  assert_open (self, (const char *[]){ "Enthusiast", "Lapsed", NULL });
}

static void
test_many_open (World *self, gconstpointer data)
{
  g_autoptr (AmbOwnTraining) training = NULL;

  for (guint i = 0; i < AMB_OPEN_TRACKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Track %u", i);

      g_free (add_track (self, name, "open"));
    }
  training = load (self);
  g_assert_cmpuint (training->open->len, ==, AMB_OPEN_TRACKS);
  g_assert_cmpuint (training->n_open, ==, AMB_OPEN_TRACKS + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/programme/own-training/" name, World, NULL, set_up, func, tear_down)
  ADD ("step-by-step-to-the-review", test_steps);
  ADD ("a-step-is-undone-at-once", test_undone);
  ADD ("a-module-of-another-track-is-refused", test_refused);
  ADD ("what-is-enough", test_enough);
  ADD ("each-track-once-the-next-due-first", test_order);
  ADD ("the-certificate-that-lasts-longest", test_certificates);
  ADD ("what-is-open-to-somebody", test_open);
  ADD ("of-many-open-ones-the-first", test_many_open);
  return g_test_run ();
}
