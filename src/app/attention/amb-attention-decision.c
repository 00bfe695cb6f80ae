#include "amb-attention-decision.h"

struct _AmbAttentionDecision
{
  GArray *choices; /* of Choice */
  char *label;
  gboolean has_edits;
};

typedef struct
{
  gint64 key;
  AmbResolution resolution;
  char *value;
} Choice;

static void
choice_clear (gpointer data)
{
  g_free (((Choice *) data)->value);
}

AmbAttentionDecision *
amb_attention_decision_new (const char *label)
{
  AmbAttentionDecision *self = g_new0 (AmbAttentionDecision, 1);

  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (self->choices, choice_clear);
  self->label = g_strdup (label);
  return self;
}

void
amb_attention_decision_free (gpointer data)
{
  AmbAttentionDecision *self = data;

  g_array_unref (self->choices);
  g_free (self->label);
  g_free (self);
}

void
amb_attention_decision_add (AmbAttentionDecision *self,
                            gint64 key,
                            AmbResolution resolution,
                            const char *value)
{
  Choice choice = { key, resolution, g_strdup (value) };

  g_array_append_val (self->choices, choice);
  self->has_edits = self->has_edits || resolution != AMB_RESOLVE_THEIRS;
}

gpointer
amb_attention_decision_run (AmbProgramme *programme,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  const AmbAttentionDecision *self = data;
  gboolean ok = TRUE;

  if (self->has_edits && !amb_programme_open_group (programme, self->label, error))
    return NULL;
  for (guint i = 0; ok && i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      ok = amb_sync_resolve (programme, choice->key, choice->resolution, choice->value, error);
    }
  if (self->has_edits)
    amb_programme_close_group (programme);
  return ok && self->has_edits ? g_strdup (self->label) : NULL;
}
