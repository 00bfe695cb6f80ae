/* What is selected in a list: row numbers, or all but some, without an object a row. */
#pragma once

#include "amb-list-model.h"
#include "amb-row-set.h"

G_BEGIN_DECLS

#define AMB_TYPE_SELECTION (amb_selection_get_type ())
G_DECLARE_FINAL_TYPE (AmbSelection, amb_selection, AMB, SELECTION, GObject)

/**
 * amb_selection_new:
 *
 * A GtkSelectionModel over @model. A selected row stays selected when it moves and is dropped when
 * it leaves the list; another query clears the selection. Property "n-selected" (uint).
 */
AmbSelection *amb_selection_new (AmbListModel *model);
AmbListModel *amb_selection_get_model (AmbSelection *self);

guint amb_selection_get_n_selected (AmbSelection *self);
/** amb_selection_get_only: row number of the one selected row, 0 when there is none or more than
 * one */
gint64 amb_selection_get_only (AmbSelection *self);
/** amb_selection_dup_rows: (transfer full): what is selected, for a bulk verb on another thread */
AmbRowSet *amb_selection_dup_rows (AmbSelection *self);

G_END_DECLS
