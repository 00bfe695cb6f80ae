/* One thing to settle: what was, what is yours, what is theirs, and the buttons that decide. */
#pragma once

#include "amb-attention-items.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_ATTENTION_CARD (amb_attention_card_get_type ())
G_DECLARE_FINAL_TYPE (AmbAttentionCard, amb_attention_card, AMB, ATTENTION_CARD, AdwBin)

/**
 * amb_attention_card_new:
 *
 * Signal "resolved" (int64 key, int AmbResolution, (nullable) canonical value): what was decided.
 */
GtkWidget *amb_attention_card_new (const AmbAttentionItem *item);
/** amb_attention_card_set_narrow: the versions stand below each other */
void amb_attention_card_set_narrow (AmbAttentionCard *self, gboolean narrow);

G_END_DECLS
