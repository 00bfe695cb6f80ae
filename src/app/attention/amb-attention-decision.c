#include "amb-attention-decision.h"

#include "amb-error.h"

#include <glib/gi18n.h>

struct _AmbAttentionDecision
{
  char *label;
  AmbResolution resolution;
  gint64 key;  /* 0: of many */
  char *value; /* nullable */
  char *id;    /* nullable: of many: those of one record */
};

AmbAttentionDecision *
amb_attention_decision_new (const char *label,
                            gint64 key,
                            AmbResolution resolution,
                            const char *value)
{
  AmbAttentionDecision *self = g_new0 (AmbAttentionDecision, 1);

  self->label = g_strdup (label);
  self->key = key;
  self->resolution = resolution;
  self->value = g_strdup (value);
  return self;
}

AmbAttentionDecision *
amb_attention_decision_new_all (const char *label, AmbResolution resolution, const char *id)
{
  AmbAttentionDecision *self = amb_attention_decision_new (label, 0, resolution, NULL);

  self->id = g_strdup (id);
  return self;
}

void
amb_attention_decision_free (gpointer data)
{
  AmbAttentionDecision *self = data;

  g_free (self->label);
  g_free (self->value);
  g_free (self->id);
  g_free (self);
}

static gboolean
is_of_record (const AmbAttentionAct *act, gpointer id)
{
  return g_strcmp0 (id, act->main->id) == 0;
}

static char *
describe (const AmbAttentionDecision *self, AmbAttentionReport *report, GError **error)
{
  if (report->n_settled == 0 && report->n_left > 0)
    return g_propagate_error (error, g_steal_pointer (&report->why)), NULL;
  if (report->n_settled == 0 && self->key != 0)
    return g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                        _ ("This is settled already. Nothing was changed.")),
           NULL;
  if (report->n_left == 0)
    return g_strdup (self->label);
  /* Translators: what was done, how many stay, and the reason of the first of them */
  return g_strdup_printf (ngettext ("%s. %u stays: %s", "%s. %u stay: %s", report->n_left),
                          self->label, report->n_left, report->why->message);
}

gpointer
amb_attention_decision_run (AmbProgramme *programme,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  AmbAttentionDecision *self = data;
  const AmbSyncAnswer answer = { self->key, self->id != NULL ? is_of_record : NULL, self->id,
                                 self->resolution, self->value };
  AmbAttentionReport report;
  char *text = NULL;

  if (amb_sync_answer (programme, &answer, self->label, &report, error))
    text = describe (self, &report, error);
  amb_attention_report_clear (&report);
  return text;
}
