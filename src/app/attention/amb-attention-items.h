/* What needs attention, in words: conflicts and refused changes with everything that a card shows.
 */
#pragma once

#include "amb-outbox.h"
#include "amb-sync.h"

G_BEGIN_DECLS

typedef struct
{
  AmbFinding *finding;
  char *title;                /* of the record, never an id */
  char *what;                 /* one sentence: what happened */
  char *was, *yours, *theirs; /* conflicts of a field: as a person reads them */
  char *who;                  /* nullable: who wrote theirs, and when */
  char *typed;                /* nullable: refused: what was typed, a line a field */
  GArray *resolutions;        /* of AmbResolution, those that fit */
} AmbAttentionItem;

/** amb_attention_items_read: (transfer full): of AmbAttentionItem, newest first. Any thread, with
 * its own store. */
GPtrArray *amb_attention_items_read (AmbStore *store, GError **error);
void amb_attention_item_free (AmbAttentionItem *self);

/** amb_attention_item_fits: may it be settled so? */
gboolean amb_attention_item_fits (const AmbAttentionItem *self, AmbResolution resolution);

G_END_DECLS
