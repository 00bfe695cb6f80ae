/* A bin that may become narrower than its child asks for, and says when it is compact. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_WIDTH_BIN (amb_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (AmbWidthBin, amb_width_bin, AMB, WIDTH_BIN, GtkWidget)

/* Properties: "child"; "natural-width": what an AdwFlap compares with the room there is;
 * "compact-width": narrower than that, "compact" (read-only, notifies when idle) is TRUE.
 * Signal: "resized", when idle: it has another width, or less than its child asks for.
 * libadwaita 1.2 has no breakpoints. */
gboolean amb_width_bin_get_compact (AmbWidthBin *self);

G_END_DECLS
