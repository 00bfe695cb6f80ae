/* One thing to settle: what was, what is yours, what is theirs, and the buttons that decide. */
#pragma once

#include "amb-attention-entry.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_ATTENTION_CARD (amb_attention_card_get_type ())
G_DECLARE_FINAL_TYPE (AmbAttentionCard, amb_attention_card, AMB, ATTENTION_CARD, AdwBin)

/**
 * amb_attention_card_new:
 * @entry: (transfer none): lives as long as the card
 *
 * The card takes the focus itself; its keys are M (keep mine), T (keep theirs), E (edit) and C
 * (copy). Signal "resolved" (int64 key, int AmbResolution, (nullable) value as amb_sync_resolve()
 * takes it): what was decided. Signal "unfolded": its editor opens.
 */
GtkWidget *amb_attention_card_new (const AmbAttentionEntry *entry);
/** amb_attention_card_get_item: what it is about */
const AmbAttentionItem *amb_attention_card_get_item (AmbAttentionCard *self);
/** amb_attention_card_set_entry: the same, read again */
void amb_attention_card_set_entry (AmbAttentionCard *self, const AmbAttentionEntry *entry);
/** amb_attention_card_release: what was decided could not be done: it may be decided again */
void amb_attention_card_release (AmbAttentionCard *self);
/** amb_attention_card_set_grouped: the record is named above its cards: this one names its field */
void amb_attention_card_set_grouped (AmbAttentionCard *self, gboolean grouped);
/** amb_attention_card_set_narrow: the versions stand below each other */
void amb_attention_card_set_narrow (AmbAttentionCard *self, gboolean narrow);

G_END_DECLS
