/* What merging all duplicates does with what one typed: told before it is done. */
#pragma once

#include "amb-attention-items.h"

G_BEGIN_DECLS

/** amb_attention_drops: mine has a value that a merge leaves out, because the existing record has
 * another one */
gboolean amb_attention_drops (const AmbAttentionField *field);

typedef struct
{
  guint n_records;
  guint n_filled;  /* empty fields of the existing records that get mine */
  guint n_dropped; /* values of mine that are left out */
  char *filled;    /* lines: the first of them */
  char *dropped;   /* lines: the first of them */
} AmbAttentionMerge;

void amb_attention_merge_free (AmbAttentionMerge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbAttentionMerge, amb_attention_merge_free)

/** amb_attention_merge_new: (transfer full): of those @items (AmbAttentionItem) that a merge fits;
 * any thread */
AmbAttentionMerge *amb_attention_merge_new (GPtrArray *items);

/** amb_attention_merge_dup_body: (transfer full): in sentences: how many are filled, how many are
 * left out */
char *amb_attention_merge_dup_body (const AmbAttentionMerge *self);

G_END_DECLS
