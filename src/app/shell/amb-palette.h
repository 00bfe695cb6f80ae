/* Go to anything (Ctrl+K): places, actions, and records by their words. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_PALETTE (amb_palette_get_type ())
G_DECLARE_FINAL_TYPE (AmbPalette, amb_palette, AMB, PALETTE, AdwWindow)

/** amb_palette_new: (transfer floating): over @parent, whose `win.` actions it activates */
GtkWidget *amb_palette_new (GtkWindow *parent, AmbContext *context);

G_END_DECLS
