/* Where synchronisation stands, in the header bar: one look says it, one click tells more. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_SYNC_CHIP (amb_sync_chip_get_type ())
G_DECLARE_FINAL_TYPE (AmbSyncChip, amb_sync_chip, AMB, SYNC_CHIP, AdwBin)

/* Properties, read-only, notifying: "brief" (what it says where there is little room),
 * "is-calm" (nothing to do: a compact header bar shows that as its subtitle instead of the chip).
 */
void amb_sync_chip_set_context (AmbSyncChip *self, AmbContext *context);
/** amb_sync_chip_set_compact: the icon alone */
void amb_sync_chip_set_compact (AmbSyncChip *self, gboolean compact);

G_END_DECLS
