/* An answer to what needs attention, undone and done again while the network is at work: whatever
 * arrives when, it comes to what was said last. */
#include "amb-sync.h"
#include "sync-fixture.h"

typedef struct
{
  SyncFixture *f;
  AmbSyncRequest *push, *pull;
  AmbSyncResponse *pushed, *pulled;
} Wire;

static void
wire_clear (Wire *self)
{
  g_clear_pointer (&self->push, amb_sync_request_free);
  g_clear_pointer (&self->pull, amb_sync_request_free);
  g_clear_pointer (&self->pushed, amb_sync_response_free);
  g_clear_pointer (&self->pulled, amb_sync_response_free);
}

static void
apply (Wire *self, AmbSyncRequest **request, AmbSyncResponse **response)
{
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  if (!*response)
    return;
  amb_sync_engine_apply (self->f->a.engine, *request, *response, &outcome, &error);
  g_assert_no_error (error);
  g_clear_pointer (request, amb_sync_request_free);
  g_clear_pointer (response, amb_sync_response_free);
}

/* p: a push sets out; s: it arrives; a: its answer is here. q: a pull sets out and is answered; d:
 * its page is here. */
static void
let_happen (Wire *self, char what)
{
  SyncDesk *a = &self->f->a;

  amb_clock_advance (amb_store_get_clock (a->store), 300);
  if (what == 'p' && !self->push)
    self->push = amb_sync_engine_plan_push (a->engine, NULL);
  else if (what == 's' && self->push && !self->pushed)
    self->pushed = sync_fixture_answer (self->f, a, self->push);
  else if (what == 'a')
    apply (self, &self->push, &self->pushed);
  else if (what == 'q' && !self->pull)
    {
      self->pull = amb_sync_engine_plan_pull (a->engine, 0, NULL);
      self->pulled = self->pull ? sync_fixture_answer (self->f, a, self->pull) : NULL;
    }
  else if (what == 'd')
    apply (self, &self->pull, &self->pulled);
}

static void
restore_with_mine (SyncDesk *desk)
{
  const AmbSyncAnswer answer = { .resolution = AMB_RESOLVE_MINE };
  g_autoptr (GError) error = NULL;
  AmbAttentionReport report;

  amb_sync_answer (desk->programme, &answer, "Restored", &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_settled, ==, 1);
}

static void
take_back (SyncDesk *desk, gboolean again)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = again ? amb_programme_redo (desk->programme, &error)
                                           : amb_programme_undo (desk->programme, &error);

  g_assert_no_error (error);
}

/* What happens on the wire after the answer, after its undo and after its redo. */
static const char *const after_answer[] = { "", "psa", "psaqd", "psqd" };
static const char *const after_undo[] = { "", "ps", "psaqd", "psqda", "psqdqda", "qpsda" };
static const char *const after_redo[] = { "", "adqd" };

/* One answer, undone and, with @again, done again. */
static void
play (const char *const *wires, gboolean again)
{
  Wire wire = { sync_fixture_new () };
  SyncDesk *a = &wire.f->a;
  g_autofree char *id = sync_fixture_add_person (wire.f);
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  amb_programme_remove (wire.f->b.programme, amb_entity_find ("ambassador"), id, &error);
  g_assert_no_error (error);
  sync_desk_set (a, id, "job-title", "mine");
  sync_fixture_run (wire.f, &wire.f->b);
  sync_fixture_run (wire.f, a);
  g_assert_cmpint (amb_findings_count (a->store), ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      if (i == 0)
        restore_with_mine (a);
      else if (i == 1 || again)
        take_back (a, i == 2);
      for (const char *c = wires[i]; *c; c++)
        let_happen (&wire, *c);
    }
  wire_clear (&wire);
  sync_fixture_settle (wire.f);
  g_assert_cmpint (amb_findings_count (a->store), ==, again ? 0 : 1);
  g_assert_cmpstr (sync_desk_get (a, id, "job-title", &shown), ==, again ? "mine" : "(gone)");
  g_assert_cmpstr (sync_desk_get (&wire.f->b, id, "job-title", &shown), ==,
                   again ? "mine" : "(gone)");
  sync_fixture_free (wire.f);
}

static void
test_the_last_word_holds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (after_answer); i++)
    for (guint j = 0; j < G_N_ELEMENTS (after_undo); j++)
      for (guint k = 0; k < G_N_ELEMENTS (after_redo); k++)
        for (guint again = 0; again < 2; again++)
          {
            const char *const wires[] = { after_answer[i], after_undo[j], after_redo[k] };

            g_test_message ("“%s”, undone, “%s”%s, “%s”", wires[0], wires[1],
                            again ? ", done again" : "", wires[2]);
            play (wires, again != 0);
          }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/acts/the-last-word-holds", test_the_last_word_holds);
  return g_test_run ();
}
