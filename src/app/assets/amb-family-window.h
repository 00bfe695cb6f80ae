/* The family of an asset or an item: what was made of it, what came of that, and what one does with
 * each. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_FAMILY_WINDOW (amb_family_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbFamilyWindow, amb_family_window, AMB, FAMILY_WINDOW, AdwWindow)

/** amb_family_window_open: @id: of an asset, an item, a variant or a publication. Where its window
 * is open already, that. Main thread. */
void amb_family_window_open (AmbContext *context, const char *id, GtkWindow *parent);

G_END_DECLS
