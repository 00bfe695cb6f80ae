/* The values that a person gives instead of what was typed: an entry a field. */
#pragma once

#include "amb-attention-items.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_ATTENTION_EDITOR (amb_attention_editor_get_type ())
G_DECLARE_FINAL_TYPE (AmbAttentionEditor, amb_attention_editor, AMB, ATTENTION_EDITOR, AdwBin)

/** amb_attention_editor_new: of the field of a conflict; of a refused record its fields, or the KEY
 * that another has. Signal "saved" (value as amb_sync_resolve() takes it): every value is valid.
 * Signal "left": Esc; what was typed stays in it. */
GtkWidget *amb_attention_editor_new (const AmbAttentionItem *item);
/** amb_attention_editor_can_edit: is there anything that can be typed? */
gboolean amb_attention_editor_can_edit (const AmbAttentionItem *item);

G_END_DECLS
