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
accepts (const AmbFinding *finding, gpointer data)
{
  const AmbAttentionDecision *self = data;

  if (self->id != NULL && g_strcmp0 (self->id, finding->id) != 0)
    return FALSE;
  return self->resolution != AMB_RESOLVE_MERGE || amb_sync_is_duplicate (finding);
}

static char *
run_one (AmbProgramme *programme, const AmbAttentionDecision *self, GError **error)
{
  gboolean done;

  if (!amb_programme_open_group (programme, self->label, error))
    return NULL;
  done = amb_sync_resolve (programme, self->key, self->resolution, self->value, error);
  amb_programme_close_group (programme);
  return done ? g_strdup (self->label) : NULL;
}

static char *
run_many (AmbProgramme *programme, AmbAttentionDecision *self, GError **error)
{
  AmbSyncBatch batch;
  char *text = NULL;

  if (!amb_sync_resolve_all (programme, accepts, self, self->resolution, self->label, &batch,
                             error))
    return NULL;
  if (batch.n_settled == 0 && batch.n_left > 0)
    g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED, batch.reason);
  else if (batch.n_left > 0)
    /* Translators: what was done, how many stay, and the reason of the first of them */
    text = g_strdup_printf (ngettext ("%s. %u stays: %s", "%s. %u stay: %s", batch.n_left),
                            self->label, batch.n_left, batch.reason);
  else
    text = g_strdup (self->label);
  amb_sync_batch_clear (&batch);
  return text;
}

gpointer
amb_attention_decision_run (AmbProgramme *programme,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  AmbAttentionDecision *self = data;

  return self->key != 0 ? run_one (programme, self, error) : run_many (programme, self, error);
}
