/* The lines of the page of people found by activity. */
#pragma once

#include "amb-suggestions.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the person at this desk may do about them. */
typedef enum
{
  AMB_FOUND_MAY_IDENTIFY = 1 << 0,
  AMB_FOUND_MAY_CHANGE = 1 << 1, /* put off, tell */
  AMB_FOUND_MAY_REMOVE = 1 << 2,
} AmbFoundRights;

/**
 * amb_found_row_new:
 * @kind: the line stands among those of this kind, and tells its evidence
 *
 * Actions: "found.identify" and "found.not-now" (s: the id), "win.open-record".
 */
GtkWidget *amb_found_row_new (const AmbSuggestions *found,
                              const AmbSuggestion *one,
                              AmbFoundKind kind,
                              guint rights);
/** amb_found_row_get_check: (nullable): what chooses it for the bar */
GtkCheckButton *amb_found_row_get_check (GtkWidget *row);
/** amb_found_row_get_id: borrowed; of a line of either sort */
const char *amb_found_row_get_id (GtkWidget *row);

/** amb_untold_row_new: somebody who waits to be told: "found.tell" (s: the id) */
GtkWidget *amb_untold_row_new (const AmbUntold *one, const char *today, guint rights);

G_END_DECLS
