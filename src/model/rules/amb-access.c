#include "amb-access.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* R read, C create, U update, D delete, M move. Rows that are not here are denied. Scopes narrow
 * what is read to rows; a lead writes in own nodes only, an ambassador what is their own. A
 * transition is made by a move, a record-merge by a merge, never by themselves. */
// clang-format off
static const struct
{
  const char *entity;
  const char *rights[6]; /* by AmbAccess: none manager lead ambassador sponsor auditor */
} table[] = {
  { "programme", { "", "RU", "R", "R", "", "R" } },
  { "node", { "", "RCUD", "R", "R", "", "R" } },
  { "ambassador", { "", "RCUDM", "RCUM", "RUM", "", "R" } },
  { "transition", { "", "R", "R", "R", "", "R" } },
  { "record-merge", { "", "R", "", "", "", "R" } },
  { "person-card", { "", "", "R", "R", "", "" } },
  { "organisation", { "", "RCUD", "RCU", "R", "", "R" } },
  { "contact", { "", "RCUD", "RCU", "R", "", "R" } },
  { "role", { "", "RCUD", "R", "R", "", "R" } },
  { "role-step", { "", "RCUD", "R", "R", "", "R" } },
  { "role-target", { "", "RCUD", "R", "", "", "R" } },
  { "headcount", { "", "RCUD", "R", "", "", "R" } },
  { "call", { "", "RCUDM", "R", "R", "", "R" } },
  { "criterion", { "", "RCUD", "R", "R", "", "R" } },
  { "nomination", { "", "RCUD", "RCU", "RC", "", "R" } },
  { "application", { "", "RCUDM", "RCUM", "RCM", "", "R" } },
  { "blind-application", { "", "", "R", "R", "", "" } },
  { "assessment", { "", "RCUD", "RCU", "RCU", "", "R" } },
  { "cohort", { "", "RCUDM", "R", "", "", "R" } },
  { "seat", { "", "RCUD", "R", "", "", "R" } },
  { "invitation", { "", "RCUDM", "RUM", "RM", "", "R" } },
  { "assignment", { "", "RCUDM", "RCUM", "RUM", "", "R" } },
  { "step-check", { "", "RCUD", "RCUD", "RCUD", "", "R" } },
  { "task", { "", "RCUDM", "RCUDM", "RUM", "", "R" } },
  { "activity", { "", "RC", "RC", "RC", "", "R" } },
  { "template", { "", "RCUD", "R", "", "", "R" } },
  { "letter", { "", "RCD", "RCD", "R", "", "R" } },
  { "track", { "", "RCUDM", "R", "R", "", "R" } },
  { "module", { "", "RCUD", "R", "R", "", "R" } },
  { "session", { "", "RCUDM", "RCUDM", "RUM", "", "R" } },
  { "evidence", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "enrolment", { "", "RCUDM", "RCUM", "RUM", "", "R" } },
  { "module-result", { "", "RCUD", "RCUD", "RCUD", "", "R" } },
  { "quiz-attempt", { "", "RCUD", "RCUD", "RCUD", "", "" } },
  { "observation", { "", "RCUD", "RCUD", "RCUD", "", "" } },
  { "attendance", { "", "RCUD", "RCUD", "RCU", "", "R" } },
  { "certificate", { "", "RCUDM", "RC", "R", "", "R" } },
  { "ease-rating", { "", "RCUD", "RCUD", "RCUD", "", "" } },
  { "mentoring", { "", "RCUDM", "RCUDM", "RCUM", "", "R" } },
  { "centre-question", { "", "RCUD", "RCU", "RCU", "", "R" } },
  { "practice", { "", "RCUDM", "RCUDM", "RCUM", "", "R" } },
  { "practice-trial", { "", "RCUD", "RCUD", "RCUD", "", "R" } },
  { "space", { "", "RCUDM", "RCUDM", "RUM", "", "R" } },
  { "membership", { "", "RCUDM", "RCUDM", "RCUM", "", "R" } },
  { "thread", { "", "RCUDM", "RCUDM", "RCUM", "", "R" } },
  { "post", { "", "RCUD", "RCUD", "RCUD", "", "R" } },
  { "exchange", { "", "RC", "RC", "RC", "", "R" } },
  { "need", { "", "RCUDM", "RCUM", "RUM", "", "R" } },
  { "pillar", { "", "RCUD", "R", "R", "", "R" } },
  { "term", { "", "RCUD", "RCU", "R", "", "R" } },
  { "channel", { "", "RCUD", "RCU", "R", "", "R" } },
  { "campaign", { "", "RCUDM", "RCUM", "RUM", "", "R" } },
  { "asset", { "", "RCUD", "RCUD", "RCU", "", "R" } },
  { "content-item", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "variant", { "", "RCUDM", "RCUDM", "RCUM", "", "R" } },
  { "comment", { "", "RCUD", "RCUD", "RCU", "", "R" } },
  { "approval", { "", "RC", "RC", "RC", "", "R" } },
  { "publication", { "", "RCUD", "RCU", "RCU", "", "R" } },
  { "measurement", { "", "RCUD", "RCU", "RCU", "", "R" } },
  { "slot-template", { "", "RCUD", "RCUD", "R", "", "R" } },
  { "blackout-day", { "", "RCUD", "RCUD", "R", "", "R" } },
  { "holiday", { "", "RCUD", "R", "R", "", "R" } },
  { "feed", { "", "RCUDM", "RCUDM", "", "", "R" } },
  { "keyword-rule", { "", "RCUD", "RCUD", "", "", "R" } },
  { "signal", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "approved-line", { "", "RCUDM", "RCUM", "R", "", "R" } },
  { "response", { "", "RCUD", "RCU", "RCU", "", "R" } },
  { "hand-over", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "rota", { "", "RCUD", "RCUD", "RU", "", "R" } },
  { "playbook", { "", "RCUDM", "RCUM", "R", "", "R" } },
  { "crisis", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "crisis-task", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "timeline-entry", { "", "RC", "RC", "RC", "", "R" } },
  { "hold-order", { "", "RCUDM", "RCUM", "R", "", "R" } },
  { "receipt", { "", "RCUD", "RCU", "RU", "", "R" } },
  { "inject", { "", "RCUD", "RCU", "RCU", "", "R" } },
  { "review-action", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "sponsorship", { "", "RCUDM", "R", "R", "", "R" } },
  { "commitment", { "", "RCUDM", "RCUM", "R", "", "R" } },
  { "ask", { "", "RCUDM", "RCUM", "R", "", "R" } },
  { "thanks", { "", "RC", "RC", "RC", "", "R" } },
  { "meeting", { "", "RCUD", "RCU", "R", "", "R" } },
  { "decision", { "", "RCUDM", "RCUM", "R", "", "R" } },
  { "risk", { "", "RCUDM", "RCUM", "RUM", "", "R" } },
  { "coherence-gap", { "", "RCUDM", "RCUM", "RCUM", "", "R" } },
  { "kpi-target", { "", "RCUD", "R", "R", "", "R" } },
  { "aggregate", { "", "R", "R", "R", "", "R" } },
  { "pulse", { "", "RCUDM", "", "", "", "R" } },
  { "pulse-question", { "", "R", "R", "R", "", "R" } },
  { "policy-text", { "", "RCUDM", "R", "R", "", "R" } },
  { "consent", { "", "RCUD", "RCU", "RCU", "", "R" } },
  { "privacy-request", { "", "RCUDM", "RCM", "RCM", "", "R" } },
  { "named-view", { "", "RCUD", "RCUD", "RCUD", "", "R" } },
  { "grant", { "", "RCUD", "", "", "", "R" } },
};
// clang-format on

static const char *const names[] = {
  "none", "manager", "lead", "ambassador", "sponsor", "auditor",
};

AmbAccess
amb_access_from_text (const char *text)
{
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      return i;
  return AMB_ACCESS_NONE;
}

const char *
amb_access_to_text (AmbAccess access)
{
  return names[access];
}

static guint
read_rights (const char *letters)
{
  static const char order[] = "RCUDM"; /* the bits of AmbRight */
  guint rights = 0;

  for (guint bit = 0; order[bit] != '\0'; bit++)
    if (strchr (letters, order[bit]) != NULL)
      rights |= 1u << bit;
  return rights;
}

guint
amb_access_get_rights (AmbAccess access, const AmbEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].entity, entity->name))
      return read_rights (table[i].rights[access]);
  return 0;
}

static gboolean
has_anybody (const AmbEntity *entity, AmbRight right)
{
  for (AmbAccess access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
    if (amb_access_get_rights (access, entity) & right)
      return TRUE;
  return FALSE;
}

char *
amb_access_dup_reason (const AmbEntity *entity, AmbRight right)
{
  const char *label = _ (entity->label_plural);

  if (right == AMB_RIGHT_READ)
    return NULL;
  if (g_str_equal (entity->name, "transition"))
    return g_strdup_printf (
        _ ("%s are a record of what happened: they are written by moves and never changed."),
        label);
  if (g_str_equal (entity->name, "record-merge"))
    return g_strdup_printf (_ ("%s are a record of what happened: they are written when two "
                               "records are made one, and never changed."),
                            label);
  if (entity->kind == AMB_KIND_APPEND && right != AMB_RIGHT_CREATE)
    return g_strdup_printf (_ ("%s are a record of what happened: each is written once, and never "
                               "changed or removed."),
                            label);
  if (entity->kind == AMB_KIND_DERIVED)
    return g_strdup_printf (
        _ ("%s are computed from other records. Change the records behind them."), label);
  if (entity->kind == AMB_KIND_PROJECTION)
    return g_strdup_printf (_ ("%s only show a part of other records. Change those instead."),
                            label);
  if (entity->kind == AMB_KIND_SINGLETON && right != AMB_RIGHT_UPDATE)
    return g_strdup (_ ("There is one programme: it can be changed, but not added or removed."));
  if (right == AMB_RIGHT_UPDATE && !has_anybody (entity, right))
    return g_strdup_printf (
        _ ("%s stay as they were written, whoever asks. Remove the one that is wrong and add it "
           "anew."),
        label);
  return NULL;
}

gboolean
amb_access_sees_all (AmbAccess access, const AmbEntity *entity)
{
  return !entity->is_private && (access == AMB_ACCESS_MANAGER || access == AMB_ACCESS_AUDITOR);
}

gboolean
amb_access_may_write (AmbAccess access, const AmbEntity *entity, const AmbField *field)
{
  return access != AMB_ACCESS_AMBASSADOR || entity->own_fields == NULL ||
         amb_words_contain (entity->own_fields, field->name);
}

gboolean
amb_access_may_put (AmbAccess access, const char *person, AmbRecord *record, const AmbField *field)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  return amb_access_may_write (access, entity, field) &&
         (access == AMB_ACCESS_MANAGER || !amb_words_contain (entity->words, field->name) ||
          (person != NULL && g_strcmp0 (amb_record_get (record, entity->self), person) == 0));
}

gboolean
amb_access_may_begin (AmbAccess access, const AmbEntity *entity, const AmbField *field)
{
  return access != AMB_ACCESS_AMBASSADOR || !amb_words_contain (entity->withheld, field->name);
}

char *
amb_access_dup_denied (AmbAccess access, AmbRecord *record, const AmbField *field)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  return g_strdup_printf (
      amb_access_may_write (access, entity, field) && amb_words_contain (entity->words, field->name)
          ? _ ("%s: somebody else said this. It can be answered or removed, but only they or a "
               "manager of the programme change it.")
          : _ ("%s: your access doesn’t allow this. Ask a manager of the programme."),
      _ (field->label));
}

gboolean
amb_access_check_new (AmbAccess access, const char *person, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *recorder =
      entity->recorder != NULL ? amb_record_get (record, entity->recorder) : NULL;

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (amb_record_get_at (record, i) != NULL &&
        !amb_access_may_begin (access, entity, &entity->fields[i]))
      {
        g_autofree char *denied = amb_access_dup_denied (access, record, &entity->fields[i]);

        g_set_error_literal (error, AMB_ERROR, AMB_ERROR_DENIED, denied);
        return FALSE;
      }
  if (access != AMB_ACCESS_AMBASSADOR || recorder == NULL || g_strcmp0 (recorder, person) == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("%s: what you record is recorded in your own name. Leave this empty or choose "
                  "yourself."),
               _ (amb_entity_find_field (entity, entity->recorder)->label));
  return FALSE;
}

guint
amb_access_get_who (AmbAccess access, gboolean is_self)
{
  guint who = is_self ? AMB_WHO_SELF : 0;

  if (access == AMB_ACCESS_MANAGER)
    who |= AMB_WHO_MANAGER | AMB_WHO_LEAD;
  else if (access == AMB_ACCESS_LEAD)
    who |= AMB_WHO_LEAD;
  return who;
}
