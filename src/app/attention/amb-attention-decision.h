/* What a person decided about findings, on its way to the writer: one undo takes all of it back. */
#pragma once

#include "amb-sync.h"

G_BEGIN_DECLS

typedef struct _AmbAttentionDecision AmbAttentionDecision;

/** amb_attention_decision_new: @label: translated, what “Undo …” says */
AmbAttentionDecision *amb_attention_decision_new (const char *label);
void amb_attention_decision_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbAttentionDecision, amb_attention_decision_free)

/** amb_attention_decision_add: @key: of an AmbFinding; @value: (nullable): of AMB_RESOLVE_VALUE */
void amb_attention_decision_add (AmbAttentionDecision *self,
                                 gint64 key,
                                 AmbResolution resolution,
                                 const char *value);

/** amb_attention_decision_run: an AmbContextWrite of an AmbAttentionDecision: settles them in their
 * order, up to the first that fails. Returns: (transfer full) (nullable): the label, when there is
 * something to undo */
gpointer amb_attention_decision_run (AmbProgramme *programme,
                                     gpointer self,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
