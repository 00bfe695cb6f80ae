/* Differences between two lists of row numbers, as the splices of a GListModel. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint position; /* in the list as the splices before this one have left it */
  guint removed;
  guint added;
} AmbSplice;

/* More than this many are joined at their smallest gaps. */
#define AMB_ID_DIFF_MAX_SPLICES 64

/**
 * amb_id_diff:
 * @old_ids: distinct row numbers, as shown
 * @new_ids: distinct row numbers, as they should be
 *
 * The fewest changes that turn one list into the other: what both keep in the same order is left
 * alone, so that a view keeps its scroll position and its rows. O(n log n). Any thread.
 *
 * Returns: (transfer full): of AmbSplice, to be applied in this order; empty when the lists are
 * equal
 */
GArray *amb_id_diff (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new);

G_END_DECLS
