/* Says while publications are held, and leads to lifting the hold. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_HOLD_BANNER (amb_hold_banner_get_type ())
G_DECLARE_FINAL_TYPE (AmbHoldBanner, amb_hold_banner, AMB, HOLD_BANNER, AdwBin)

/**
 * amb_hold_banner_new:
 * @lifts: does it have the button that activates `win.lift`? Where the window has that action
 *
 * Hidden while no hold stands; read anew after every change of an order or an item.
 */
GtkWidget *amb_hold_banner_new (AmbContext *context, gboolean lifts);

G_END_DECLS
