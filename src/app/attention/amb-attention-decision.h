/* What a person decided about findings, on its way to the writer: one undo takes all of it back. */
#pragma once

#include "amb-sync.h"

G_BEGIN_DECLS

typedef struct _AmbAttentionDecision AmbAttentionDecision;

/** amb_attention_decision_new: about the finding @key; @label: translated, what “Undo …” says;
 * @value: (nullable): of AMB_RESOLVE_VALUE */
AmbAttentionDecision *amb_attention_decision_new (const char *label,
                                                  gint64 key,
                                                  AmbResolution resolution,
                                                  const char *value);
/** amb_attention_decision_new_all: about all findings, or those of one record, or (with
 * AMB_RESOLVE_MERGE) all duplicates; @id: (nullable): the record */
AmbAttentionDecision *
amb_attention_decision_new_all (const char *label, AmbResolution resolution, const char *id);
void amb_attention_decision_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbAttentionDecision, amb_attention_decision_free)

/** amb_attention_decision_run: an AmbContextWrite of an AmbAttentionDecision. Of many, what can't
 * be settled so stays. Returns: (transfer full): a sentence for the toast: what was done, and what
 * stays */
gpointer amb_attention_decision_run (AmbProgramme *programme,
                                     gpointer self,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
