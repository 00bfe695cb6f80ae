/* One thing to settle on the page: a conflict, or an action that was refused, in all its parts. */
#pragma once

#include "amb-attention-items.h"

G_BEGIN_DECLS

typedef struct
{
  AmbAttentionItem *item; /* what it is about, with why the whole was refused */
  GPtrArray *parts;       /* of AmbAttentionItem: what was done with it; what the program writes by
                             itself is not among them */
} AmbAttentionEntry;

void amb_attention_entry_free (gpointer self);
/** amb_attention_entries_read: (transfer full): of AmbAttentionEntry, the newest first, those of
 * one record behind each other. Any thread, with its own store.
 * @limit: of how many records at least, 0: of all
 * @total: (out): how many entries there are */
GPtrArray *amb_attention_entries_read (AmbStore *store, guint limit, guint *total, GError **error);
/** amb_attention_entry_dup_typed: (transfer full) (nullable): all that was typed, a line a field */
char *amb_attention_entry_dup_typed (const AmbAttentionEntry *self);

G_END_DECLS
