/* Leaving the programme: what ends, what goes to somebody else, what stays, and one undo. */
#include "amb-leave.h"
#include "programme-fixture.h"

#include <string.h>

static char *
add (Fixture *f, const char *entity, ...)
{
  AmbRecord *record = amb_record_new (amb_entity_find (entity), NULL);
  const char *field;
  va_list args;

  va_start (args, entity);
  while ((field = va_arg (args, const char *)) != NULL)
    amb_record_set (record, field, va_arg (args, const char *));
  va_end (args);
  return fixture_add (f, record, AMB_COMMAND_RUNNING);
}

/* Zoé holds a role and is proposed another, was asked two things, and looks after three. */
typedef struct
{
  char *zoe, *bo, *current, *proposed, *asked, *accepted, *done, *item, *published, *node;
} Story;

static void
tell (Fixture *f, Story *s)
{
  g_autofree char *role = add (f, "role", "name", "Curator", "kind", "curator", NULL);
  g_autofree char *other = add (f, "role", "name", "Producer", "kind", "producer", NULL);

  s->zoe = add (f, "ambassador", "display-name", "Zoé", "state", "active", NULL);
  s->bo = add (f, "ambassador", "display-name", "Bo", "state", "active", NULL);
  s->current = add (f, "assignment", "ambassador-id", s->zoe, "role-id", role, "state", "current",
                    "starts-on", "2026-01-01", "ends-on", "2027-01-01", NULL);
  s->proposed = add (f, "assignment", "ambassador-id", s->zoe, "role-id", other, NULL);
  s->asked = add (f, "task", "title", "Share", "ambassador-id", s->zoe, NULL);
  s->accepted =
      add (f, "task", "title", "Write", "ambassador-id", s->zoe, "state", "accepted", NULL);
  s->done = add (f, "task", "title", "Reply", "ambassador-id", s->zoe, "state", "done", NULL);
  s->item = add (f, "content-item", "title", "Draft", "owner-id", s->zoe, "state", "draft", NULL);
  s->published =
      add (f, "content-item", "title", "Out", "owner-id", s->zoe, "state", "published", NULL);
  s->node = add (f, "node", "name", "France", "kind", "country", "head-id", s->zoe, NULL);
}

static void
forget (Story *s)
{
  char **ids[] = { &s->zoe,      &s->bo,   &s->current, &s->proposed,  &s->asked,
                   &s->accepted, &s->done, &s->item,    &s->published, &s->node };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_clear_pointer (ids[i], g_free);
}

static void
assert_is (Fixture *f, const char *entity, const char *id, const char *field, const char *value)
{
  fixture_assert (f, amb_entity_find (entity), id, field, value);
}

static void
assert_report (const AmbLeaveReport *report, guint roles, guint declined, guint handed, guint left)
{
  g_assert_cmpuint (report->n_roles, ==, roles);
  g_assert_cmpuint (report->n_declined, ==, declined);
  g_assert_cmpuint (report->n_handed, ==, handed);
  g_assert_cmpuint (report->n_left, ==, left);
}

static void
test_hand_over (Fixture *f, gconstpointer data)
{
  AmbLeaveReport report, preview;
  g_autoptr (GError) error = NULL;
  Story s;

  tell (f, &s);
  g_assert_true (amb_leave_preview (f->store, s.zoe, TRUE, &preview, &error));
  assert_report (&preview, 2, 1, 3, 0);
  g_assert_true (
      amb_programme_leave (f->programme, s.zoe, "alumni", s.bo, "New employer", &report, &error));
  assert_report (&report, 2, 1, 3, 0);
  assert_is (f, "ambassador", s.zoe, "state", "alumni");
  assert_is (f, "assignment", s.current, "state", "ended");
  assert_is (f, "assignment", s.current, "ends-on", "2026-11-23");
  assert_is (f, "assignment", s.proposed, "state", "declined");
  assert_is (f, "task", s.asked, "state", "declined");
  assert_is (f, "task", s.asked, "ambassador-id", s.zoe);
  assert_is (f, "task", s.accepted, "ambassador-id", s.bo);
  assert_is (f, "task", s.done, "ambassador-id", s.zoe);
  assert_is (f, "content-item", s.item, "owner-id", s.bo);
  assert_is (f, "content-item", s.published, "owner-id", s.zoe);
  assert_is (f, "node", s.node, "head-id", s.bo);

  g_free (fixture_undo (f, 8, 0));
  assert_is (f, "ambassador", s.zoe, "state", "active");
  assert_is (f, "assignment", s.current, "state", "current");
  assert_is (f, "assignment", s.current, "ends-on", "2027-01-01");
  assert_is (f, "task", s.accepted, "ambassador-id", s.zoe);
  assert_is (f, "node", s.node, "head-id", s.zoe);
  forget (&s);
}

/* Nobody takes over: it stays, and is counted. The ambassador does it themselves. */
static void
test_by_oneself (Fixture *f, gconstpointer data)
{
  AmbLeaveReport report;
  g_autoptr (GError) error = NULL;
  Story s;

  tell (f, &s);
  amb_programme_set_actor (f->programme, "Zoé", s.zoe, AMB_ACCESS_AMBASSADOR);
  amb_programme_leave (f->programme, s.zoe, "withdrawn", NULL, NULL, &report, &error);
  g_assert_no_error (error);
  assert_report (&report, 2, 1, 0, 3);
  assert_is (f, "ambassador", s.zoe, "state", "withdrawn");
  assert_is (f, "assignment", s.current, "state", "ended");
  assert_is (f, "task", s.accepted, "ambassador-id", s.zoe);
  forget (&s);
}

/* What is refused changes nothing. */
static void
test_refusals (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *to;
    gboolean self_heir;
    AmbError code;
  } cases[] = {
    { "suspended", FALSE, AMB_ERROR_INVALID },
    { "alumni", TRUE, AMB_ERROR_INVALID },
  };
  AmbLeaveReport report;
  g_autoptr (GError) denied = NULL;
  g_autoptr (GError) refused = NULL;
  g_autofree char *candidate = NULL;
  Story s;

  tell (f, &s);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (amb_programme_leave (f->programme, s.zoe, cases[i].to,
                                           cases[i].self_heir ? s.zoe : NULL, NULL, &report,
                                           &error));
      g_assert_error (error, AMB_ERROR, (int) cases[i].code);
    }
  candidate = add (f, "ambassador", "display-name", "Cy", "state", "onboarding", NULL);
  g_assert_false (
      amb_programme_leave (f->programme, candidate, "alumni", NULL, NULL, &report, &refused));
  g_assert_error (refused, AMB_ERROR, AMB_ERROR_REFUSED);
  amb_programme_set_actor (f->programme, "Bo", s.bo, AMB_ACCESS_AMBASSADOR);
  g_assert_false (
      amb_programme_leave (f->programme, s.zoe, "alumni", NULL, NULL, &report, &denied));
  g_assert_error (denied, AMB_ERROR, AMB_ERROR_DENIED);
  assert_report (&report, 0, 0, 0, 0);
  assert_is (f, "assignment", s.current, "state", "current");
  assert_is (f, "task", s.asked, "state", "proposed");
  assert_is (f, "ambassador", s.zoe, "state", "active");
  forget (&s);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/programme/leave/what-is-open-goes-to-somebody-else", test_hand_over);
  ADD ("/programme/leave/by-oneself", test_by_oneself);
  ADD ("/programme/leave/what-is-refused-changes-nothing", test_refusals);
  return g_test_run ();
}
