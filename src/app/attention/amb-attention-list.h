/* The cards, those of one record under its name; the keyboard goes from card to card. */
#pragma once

#include "amb-attention-entry.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_ATTENTION_LIST (amb_attention_list_get_type ())
G_DECLARE_FINAL_TYPE (AmbAttentionList, amb_attention_list, AMB, ATTENTION_LIST, AdwBin)

/** amb_attention_list_set_entries: @entries: of AmbAttentionEntry, those of one record
 * behind each other. A card whose finding is still the same stays, with what is typed in it, and
 * the focus stays on it; the focus of one that is gone goes to the next. Signal "resolved" as
 * AmbAttentionCard. */
void amb_attention_list_set_entries (AmbAttentionList *self, GPtrArray *entries);
void amb_attention_list_set_narrow (AmbAttentionList *self, gboolean narrow);
/** amb_attention_list_release: what was decided could not be done */
void amb_attention_list_release (AmbAttentionList *self);
/** amb_attention_list_focus_first: FALSE when there is no card */
gboolean amb_attention_list_focus_first (AmbAttentionList *self);

G_END_DECLS
