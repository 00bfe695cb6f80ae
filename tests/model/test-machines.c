/* Every machine of every entity: each pair of states, each gate, each kind of person, as its table
 * says. */
#include "amb-error.h"
#include "amb-lifecycle.h"

#include <string.h>

#define NOW      G_GINT64_CONSTANT (1795435200000) /* 2026-11-23, noon */
#define EVERYONE (AMB_WHO_SELF | AMB_WHO_LEAD | AMB_WHO_MANAGER | AMB_WHO_KEEPER)

/* A reference is to another than each other one. */
static void
fill_in (AmbRecord *record, const AmbField *field)
{
  amb_record_set (record, field->name,
                  field->type == AMB_FIELD_DATE  ? "2026-12-01"
                  : field->type == AMB_FIELD_REF ? field->name
                                                 : "1");
}

/* Every field says something, and the facts open every gate. */
static AmbRecord *
new_ready (const AmbEntity *entity, const char *state, AmbFacts *facts)
{
  AmbRecord *record = amb_record_new (entity, "01890000-0000-7000-8000-000000000001");

  *facts = (AmbFacts){ .now = NOW,
                       .today = "2026-11-23",
                       .why = "For a reason",
                       .by = "Aiko",
                       .who = EVERYONE,
                       .last_move_at = NOW - 1000,
                       .last_move_by = "Kwame",
                       .free_to_join = TRUE,
                       .n_criteria = 1,
                       .n_raters = 2,
                       .places = AMB_COHORT_SEAT | AMB_COHORT_WAIT_LIST | AMB_COHORT_LEFT_OUT,
                       .has_certificate = TRUE };
  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    if (amb_field_is_stored (field))
      fill_in (record, field);
  amb_record_set (record, amb_entity_get_state_field (entity)->name, state);
  return record;
}

static void
check_pair (const AmbEntity *entity, const char *from, const char *to)
{
  const AmbMove *move = amb_lifecycle_find_move (entity, from, to);

  for (guint who = 1; who <= EVERYONE; who++)
    {
      AmbFacts facts;
      g_autoptr (AmbRecord) record = new_ready (entity, from, &facts);
      g_autoptr (GError) error = NULL;
      gboolean may;

      facts.who = who;
      may = amb_lifecycle_check_move (record, to, &facts, &error);
      g_test_message ("%s: %s → %s by %u", entity->name, from, to, who);
      g_assert_cmpint (may, ==, (move != NULL && (move->who & who) != 0));
      if (!may)
        g_assert_error (error, AMB_ERROR, (move == NULL ? AMB_ERROR_REFUSED : AMB_ERROR_DENIED));
    }
}

static void
test_pairs (void)
{
  guint n = 0;

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const AmbField *state = amb_entity_get_state_field (*e);

      for (const AmbChoice *from = state != NULL ? state->choices : NULL;
           from != NULL && from->id != NULL; from++)
        for (const AmbChoice *to = state->choices; to->id != NULL; to++, n++)
          check_pair (*e, from->id, to->id);
    }
  g_test_message ("%u pairs of states", n);
  g_assert_cmpuint (n, >, 1000);
}

static void
assert_refused (AmbRecord *record, const AmbMove *move, const AmbFacts *facts, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_lifecycle_check_move (record, move->to, facts, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, says));
}

static void
check_gates (const AmbEntity *entity, const AmbMove *move)
{
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready (entity, move->from, &facts);

  g_test_message ("%s: %s → %s", entity->name, move->from, move->to);
  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    if (amb_words_contain (move->needs, field->name))
      {
        amb_record_set (record, field->name, NULL);
        assert_refused (record, move, &facts, field->label);
        fill_in (record, field);
      }
  if (move->gates & AMB_GATE_REASON)
    {
      facts.why = " \u00a0";
      assert_refused (record, move, &facts, "A reason in words");
      facts.why = "For a reason";
    }
  if (move->gates & AMB_GATE_TWO_RATERS)
    {
      const char *const taken[] = { amb_record_get (record, "second-rater-id"),
                                    amb_record_get (record, entity->self) };

      for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
        {
          amb_record_set (record, "first-rater-id", taken[i]);
          assert_refused (record, move, &facts, "Two different raters");
        }
      amb_record_set (record, "first-rater-id", "first-rater-id");
      amb_record_set (record, "second-rater-id", amb_record_get (record, entity->self));
      assert_refused (record, move, &facts, "Two different raters");
      amb_record_set (record, "second-rater-id", "second-rater-id");
    }
  if (move->gates & AMB_GATE_ADMITTED)
    {
      facts.free_to_join = FALSE;
      facts.who = AMB_WHO_SELF;
      assert_refused (record, move, &facts, "The host’s word");
      facts.who = AMB_WHO_SELF | AMB_WHO_KEEPER;
      g_assert_true (amb_lifecycle_check_move (record, move->to, &facts, NULL));
      facts.who = AMB_WHO_SELF;
      facts.free_to_join = TRUE;
      g_assert_true (amb_lifecycle_check_move (record, move->to, &facts, NULL));
    }
  if (move->gates & AMB_GATE_NOT_OWN)
    {
      facts.by_self = TRUE;
      assert_refused (record, move, &facts, "Somebody else");
      facts.self_approval = TRUE;
      g_assert_true (amb_lifecycle_check_move (record, move->to, &facts, NULL));
    }
}

static void
test_gates (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (const AmbMove *move = (*e)->moves; move != NULL && move->to != NULL; move++)
      check_gates (*e, move);
}

static void
test_beginnings (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const AmbField *state = amb_entity_get_state_field (*e);
      g_autoptr (AmbRecord) record = NULL;

      if (state == NULL || (*e)->moves == NULL)
        continue;
      record = amb_record_new (*e, NULL);
      g_test_message ("%s", (*e)->name);
      g_assert_true (amb_entity_can_begin (*e, amb_record_get_state (record)));
      g_assert_false (amb_entity_can_begin (*e, "no such state"));
      g_assert_false (amb_entity_can_begin (*e, NULL));
    }
}

/* What domain experts agreed on, in their words: a few moves of each machine that matters. */
static const struct
{
  const char *entity, *from, *to;
  gboolean exists;
} agreed[] = {
  { "content-item", "in_review", "approved", TRUE },
  { "content-item", "in_review", "changes_requested", TRUE },
  { "content-item", "draft", "published", FALSE },
  { "content-item", "on_hold", "scheduled", TRUE },
  { "content-item", "on_hold", "approved", TRUE },
  { "content-item", "approved", "in_review", TRUE },
  { "signal", "new", "triaged", TRUE },
  { "signal", "resolved", "assigned", TRUE },
  { "signal", "new", "resolved", FALSE },
  { "crisis", "declared", "assessing", TRUE },
  { "crisis", "responding", "contained", TRUE },
  { "crisis", "declared", "closed", FALSE },
  { "crisis", "declared", "stood_down", TRUE },
  { "enrolment", "assigned", "in_progress", TRUE },
  { "enrolment", "waiting_review", "complete", TRUE },
  { "enrolment", "assigned", "complete", FALSE },
  { "task", "proposed", "accepted", TRUE },
  { "task", "proposed", "done", FALSE },
  { "task", "accepted", "done", TRUE },
};

static void
test_agreed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (agreed); i++)
    {
      g_test_message ("%s: %s → %s", agreed[i].entity, agreed[i].from, agreed[i].to);
      g_assert_cmpint (amb_lifecycle_find_move (amb_entity_find (agreed[i].entity), agreed[i].from,
                                                agreed[i].to) != NULL,
                       ==, agreed[i].exists);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/machines/every-pair-of-states-is-as-the-table-says", test_pairs);
  g_test_add_func ("/model/machines/a-shut-gate-refuses-and-is-named", test_gates);
  g_test_add_func ("/model/machines/a-record-begins-where-its-table-says", test_beginnings);
  g_test_add_func ("/model/machines/moves-that-were-agreed-on", test_agreed);
  return g_test_run ();
}
