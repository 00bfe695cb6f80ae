#include "amb-lifecycle.h"

#include "amb-clock.h"
#include "amb-error.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>

#define DAY_MS (24 * G_GINT64_CONSTANT (3600000))

const AmbMove *
amb_lifecycle_find_move (const AmbEntity *entity, const char *from, const char *to)
{
  for (const AmbMove *m = entity->moves; m != NULL && m->to != NULL; m++)
    if (g_strcmp0 (m->from, from) == 0 && g_strcmp0 (m->to, to) == 0)
      return m;
  return NULL;
}

GPtrArray *
amb_lifecycle_list_targets (const AmbEntity *entity, const char *from)
{
  GPtrArray *targets = g_ptr_array_new ();

  for (const AmbMove *m = entity->moves; m != NULL && m->to != NULL; m++)
    if (g_strcmp0 (m->from, from) == 0)
      g_ptr_array_add (targets, (char *) m->to);
  return targets;
}

static gboolean
has_text (const char *text)
{
  return !amb_text_is_blank (text);
}

static gboolean
has_value (AmbRecord *record, const char *field)
{
  return amb_entity_get_field_index (amb_record_get_entity (record), field) >= 0 &&
         has_text (amb_record_get (record, field));
}

/* Persons are compared: somebody may sign in under two names. Names count where one of the two is
 * no known person. */
static gboolean
is_another (const AmbFacts *facts)
{
  if (facts->last_move_by_person != NULL && facts->by_person != NULL)
    return !g_str_equal (facts->last_move_by_person, facts->by_person);
  return facts->last_move_by != NULL && g_strcmp0 (facts->last_move_by, facts->by) != 0;
}

static gboolean
has_second (const AmbFacts *facts)
{
  if (is_another (facts))
    return TRUE;
  return facts->last_move_at > 0 && facts->now >= facts->last_move_at + DAY_MS;
}

/* The two persons are there, are two, and neither is the candidate. */
static gboolean
has_two_raters (AmbRecord *record)
{
  const char *first = amb_record_get (record, "first-rater-id");
  const char *second = amb_record_get (record, "second-rater-id");

  return first != NULL && second != NULL && !g_str_equal (first, second) &&
         !amb_record_is_of (record, first) && !amb_record_is_of (record, second);
}

gboolean
amb_lifecycle_is_own (AmbRecord *record, const AmbFacts *facts)
{
  if (facts->by_self || facts->by_person == NULL ||
      amb_entity_get_field_index (amb_record_get_entity (record), "author-id") < 0)
    return facts->by_self;
  return g_strcmp0 (amb_record_get (record, "author-id"), facts->by_person) == 0;
}

/* What the frozen cohort decided about the person is where they go. */
static gboolean
has_place (const char *to, const AmbFacts *facts)
{
  static const struct
  {
    const char *to;
    AmbCohortPlace place;
  } places[] = {
    { "invited", AMB_COHORT_SEAT },
    { "waitlisted", AMB_COHORT_WAIT_LIST },
    { "not_selected", AMB_COHORT_LEFT_OUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].to, to))
      return (facts->places & places[i].place) != 0;
  return FALSE;
}

static gboolean
is_gate_open (AmbGate gate, AmbRecord *record, const AmbMove *move, const AmbFacts *facts)
{
  switch (gate)
    {
    case AMB_GATE_REASON:
      return has_text (facts->why);
    case AMB_GATE_RATERS:
      return facts->n_criteria > 0 && facts->n_raters >= 2;
    case AMB_GATE_COHORT:
      return has_place (move->to, facts) || has_text (facts->why);
    case AMB_GATE_PROOF:
      return facts->by_self || g_strcmp0 (facts->answer, move->to) == 0 || has_text (facts->why);
    case AMB_GATE_CHARTER:
      return has_value (record, "charter-version");
    case AMB_GATE_NOTICE:
      return has_value (record, "notice-on");
    case AMB_GATE_VOLUNTARY:
      return has_value (record, "voluntary-on") && !facts->withdrew;
    case AMB_GATE_CERTIFICATE:
      return facts->has_certificate;
    case AMB_GATE_ROLE:
      return facts->has_role || has_value (record, "roles");
    case AMB_GATE_HOME:
      return has_value (record, "node-id");
    case AMB_GATE_END_DATE:
      return has_value (record, "paused-until") &&
             g_strcmp0 (amb_record_get (record, "paused-until"), facts->today) >= 0;
    case AMB_GATE_SECOND:
      return has_second (facts);
    case AMB_GATE_NOT_OWN:
      return !amb_lifecycle_is_own (record, facts) || facts->is_trusted ||
             (facts->self_approval && (facts->who & AMB_WHO_MANAGER) != 0);
    case AMB_GATE_TWO_RATERS:
      return has_two_raters (record);
    case AMB_GATE_ADMITTED:
      return facts->free_to_join || (facts->who & ~(guint) AMB_WHO_SELF) != 0;
    default:
      return FALSE;
    }
}

/* Word for the command line, label, what opens the gate and the field that does, by bit. */
// clang-format off
static const struct
{
  const char *name;
  const char *label;
  const char *how;
  const char *field;
} gate_texts[] = {
  { "reason", N_("A reason in words"), N_("Give it with the move"), NULL },
  { "raters", N_("Two raters, every criterion scored or left blank on purpose"), N_("Ask two others to score the application"), NULL },
  { "cohort", N_("A place in a frozen cohort, or a reason"), N_("Freeze the cohort, or give a reason with the move"), NULL },
  { "proof", N_("The person’s own answer, or the proof of it in the reason"), N_("Say in the reason where the answer can be found"), NULL },
  { "charter", N_("Charter accepted"), N_("Record that the charter in force was accepted"), "charter-version" },
  { "notice", N_("Privacy notice shown"), N_("Show the notice and record the day"), "notice-on" },
  { "voluntary", N_("Voluntary confirmation"), N_("Record that taking part is their own wish"), "voluntary-on" },
  { "certificate", N_("Level 1 certificate"), N_("Issue it when the training is complete"), NULL },
  { "role", N_("A role"), N_("Choose what this person does in the programme"), "roles" },
  { "home", N_("A home node"), N_("Choose the country or business line"), "node-id" },
  { "end-date", N_("An end date of the pause, today or later"), N_("Set the day on which the pause ends"), "paused-until" },
  { "second", N_("A second manager, or the same one after 24 hours"), NULL, NULL },
  { "not-own", N_("Somebody else than the person whose record it is"), NULL, NULL },
  { "admitted", N_("The host’s word: this space is not free to join"), NULL, NULL },
  { "two-raters", N_("Two different raters, neither of them the candidate"), NULL, "second-rater-id" },
};
// clang-format on

const char *
amb_gate_get_name (AmbGate gate)
{
  for (guint bit = 0; bit < G_N_ELEMENTS (gate_texts); bit++)
    if (gate == 1u << bit)
      return gate_texts[bit].name;
  return NULL;
}

AmbGate
amb_gate_from_name (const char *name)
{
  for (guint bit = 0; bit < G_N_ELEMENTS (gate_texts); bit++)
    if (g_strcmp0 (gate_texts[bit].name, name) == 0)
      return 1u << bit;
  return 0;
}

const AmbMove *
amb_lifecycle_find_next (AmbRecord *record)
{
  const guint steps = AMB_GATE_RATERS | AMB_GATE_CHARTER | AMB_GATE_NOTICE | AMB_GATE_VOLUNTARY |
                      AMB_GATE_CERTIFICATE | AMB_GATE_ROLE | AMB_GATE_HOME | AMB_GATE_TWO_RATERS;
  const char *state = amb_record_get_state (record);

  for (const AmbMove *m = amb_record_get_entity (record)->moves; m != NULL && m->to != NULL; m++)
    if (g_strcmp0 (m->from, state) == 0 && (m->gates & steps) != 0)
      return m;
  return NULL;
}

static char *
describe_second (const AmbFacts *facts)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *when = NULL;

  if (facts->last_move_at <= 0)
    return NULL;
  utc = g_date_time_new_from_unix_utc ((facts->last_move_at + DAY_MS) / 1000);
  local = g_date_time_to_local (utc);
  when = g_date_time_format (local, _ ("%-d %B %Y, %H:%M"));
  return g_strdup_printf (_ ("a second manager, or you not before %s"), when);
}

/* What is known of a gate, beyond whether it is open. */
static char *
describe_gate (AmbGate gate, AmbRecord *record, const AmbFacts *facts)
{
  switch (gate)
    {
    case AMB_GATE_RATERS:
      if (facts->n_criteria == 0)
        return g_strdup (facts->n_role_criteria > 0
                             ? _ ("each criterion is of a role, and the application names none")
                             : _ ("no criterion is in use"));
      return g_strdup_printf (
          ngettext ("%u of 2 raters is through", "%u of 2 raters are through", facts->n_raters),
          MIN (facts->n_raters, 2));
    case AMB_GATE_CHARTER:
      if (!has_value (record, "charter-version"))
        return NULL;
      /* Translators: the version of a text that was accepted */
      return g_strdup_printf (_ ("version %s"), amb_record_get (record, "charter-version"));
    case AMB_GATE_VOLUNTARY:
      return facts->withdrew ? g_strdup (_ ("it was withdrawn")) : NULL;
    case AMB_GATE_SECOND:
      return has_second (facts) ? NULL : describe_second (facts);
    default:
      return NULL;
    }
}

static void
gate_status_clear (gpointer data)
{
  g_free (((AmbGateStatus *) data)->detail);
}

/* Fields that the move needs are gates too, each with its field's label. */
static void
append_needs (AmbRecord *record, const AmbMove *move, GArray *gates)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    if (amb_words_contain (move->needs, field->name))
      {
        AmbGateStatus status = {
          .gate = AMB_GATE_FIELD,
          .open = has_value (record, field->name),
          .label = _ (field->label),
          .field = field->name,
        };

        g_array_append_val (gates, status);
      }
}

GArray *
amb_lifecycle_list_gates (AmbRecord *record, const AmbMove *move, const AmbFacts *facts)
{
  GArray *gates = g_array_new (FALSE, FALSE, sizeof (AmbGateStatus));

  g_array_set_clear_func (gates, gate_status_clear);
  for (guint bit = 0; bit < G_N_ELEMENTS (gate_texts); bit++)
    if (move->gates & (1u << bit))
      {
        AmbGateStatus status = {
          .gate = 1u << bit,
          .open = is_gate_open (1u << bit, record, move, facts),
          .label = _ (gate_texts[bit].label),
          .how = gate_texts[bit].how != NULL ? _ (gate_texts[bit].how) : NULL,
          .field = gate_texts[bit].field,
          .detail = describe_gate (1u << bit, record, facts),
        };

        if (status.gate == AMB_GATE_RATERS && facts->n_criteria == 0)
          status.how = facts->n_role_criteria > 0
                           ? _ ("Say in the application which role is wished")
                           : _ ("Put a criterion in use");
        g_array_append_val (gates, status);
      }
  append_needs (record, move, gates);
  return gates;
}

static const char *
get_state_label (const AmbEntity *entity, const char *state)
{
  const AmbChoice *choice = amb_field_find_choice (amb_entity_get_state_field (entity), state);

  return choice != NULL ? _ (choice->label) : state != NULL ? state : _ ("no state");
}

/* “Nominated (nominated), Applied (applied)”: words for people, ids for the command line */
static char *
list_moves (const AmbEntity *entity, const char *from)
{
  g_autoptr (GPtrArray) targets = amb_lifecycle_list_targets (entity, from);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < targets->len; i++)
    g_string_append_printf (out, "%s%s (%s)", i > 0 ? ", " : "",
                            get_state_label (entity, g_ptr_array_index (targets, i)),
                            (const char *) g_ptr_array_index (targets, i));
  if (out->len == 0)
    g_string_append (out, _ ("none"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

void
amb_lifecycle_set_refusal (AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *state = amb_record_get_state (record);
  g_autofree char *moves = list_moves (entity, state);

  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("A state changes only by a move. From %s these moves are possible: %s."),
               get_state_label (entity, state), moves);
}

/* “Charter accepted (record that the charter in force was accepted)”: what is missing, how far it
 * is, and what opens it. */
static void
append_shut (GString *shut, const AmbGateStatus *status)
{
  if (shut->len > 0)
    g_string_append (shut, "; ");
  if (status->gate == AMB_GATE_SECOND && status->detail != NULL)
    g_string_append (shut, status->detail);
  else if (status->detail != NULL && status->how != NULL)
    /* Translators: what is missing, how far it is, how to open it */
    g_string_append_printf (shut, _ ("%s – %s (%s)"), status->label, status->detail, status->how);
  else if (status->how != NULL)
    /* Translators: what is missing, how to open it */
    g_string_append_printf (shut, _ ("%s (%s)"), status->label, status->how);
  else
    g_string_append (shut, status->label);
}

static gboolean
check_gates (AmbRecord *record, const AmbMove *move, const AmbFacts *facts, GError **error)
{
  g_autoptr (GArray) gates = amb_lifecycle_list_gates (record, move, facts);
  g_autoptr (GString) shut = g_string_new (NULL);

  for (guint i = 0; i < gates->len; i++)
    if (!g_array_index (gates, AmbGateStatus, i).open)
      append_shut (shut, &g_array_index (gates, AmbGateStatus, i));
  if (shut->len == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("%s can’t become %s yet. Still missing: %s."),
               amb_record_get_title (record) != NULL ? amb_record_get_title (record) : "–",
               get_state_label (amb_record_get_entity (record), move->to), shut->str);
  return FALSE;
}

gboolean
amb_lifecycle_check_move (AmbRecord *record, const char *to, const AmbFacts *facts, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *from = amb_record_get_state (record);
  const AmbMove *move = amb_lifecycle_find_move (entity, from, to);

  if (entity->moves == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, _ ("%s: these records have no states."),
                   _ (entity->label_plural));
      return FALSE;
    }
  if (move == NULL)
    {
      g_autofree char *moves = list_moves (entity, from);

      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("From %s there is no move to %s. Possible moves: %s."),
                   get_state_label (entity, from), get_state_label (entity, to), moves);
      return FALSE;
    }
  if ((move->who & facts->who) == 0)
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_DENIED,
          _ ("The move from %s to %s is not yours to make. Ask a manager of the programme."),
          get_state_label (entity, from), get_state_label (entity, to));
      return FALSE;
    }
  return check_gates (record, move, facts, error);
}

const char *
amb_lifecycle_get_standing (AmbRecord *record,
                            const char *since,
                            const char *today,
                            int dormant_days)
{
  const char *state = amb_record_get_state (record);
  g_autofree char *limit = amb_date_add_days (today, -dormant_days);
  const char *until = NULL;
  const char *last;

  if (g_strcmp0 (state, "paused") == 0)
    until = amb_record_get (record, "paused-until");
  if (g_strcmp0 (state, "active") != 0 && (until == NULL || g_strcmp0 (until, today) >= 0))
    return state;
  if (until == NULL)
    until = since;
  last = amb_record_get (record, "last-active-on");
  if (g_strcmp0 (last, until) < 0)
    last = until;
  return g_strcmp0 (last, limit) < 0 ? "dormant" : "active";
}
