/* An icon in a rounded square, tinted only when it matters: the start of a line. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_ICON_TILE (amb_icon_tile_get_type ())
G_DECLARE_FINAL_TYPE (AmbIconTile, amb_icon_tile, AMB, ICON_TILE, GtkWidget)

/**
 * amb_icon_tile_new:
 * @icon: symbolic icon name
 * @style: (nullable): "bad" "warn" "info"; NULL: neutral
 */
GtkWidget *amb_icon_tile_new (const char *icon, const char *style);

G_END_DECLS
