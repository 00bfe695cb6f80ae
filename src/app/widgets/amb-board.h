/* A board: records in columns by their state, moved by hand or by keyboard. */
#pragma once

#include "amb-board-column.h"
#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_BOARD (amb_board_get_type ())
G_DECLARE_FINAL_TYPE (AmbBoard, amb_board, AMB, BOARD, AdwBin)

/**
 * amb_board_new:
 *
 * Properties: "search-mode" (boolean). Signal "open" (char *id): of a board without a pane: that
 * record is wanted. Columns are read when the board is first mapped. Main thread.
 */
GtkWidget *amb_board_new (AmbContext *context, const AmbBoardDesign *design);

/** amb_board_set_filter: of a board without filters of its own: conditions and search */
void amb_board_set_filter (AmbBoard *self, const AmbQuery *filter);

/** amb_board_set_narrow: one column at a time, with a switcher */
void amb_board_set_narrow (AmbBoard *self, gboolean narrow);
void amb_board_focus (AmbBoard *self);
void amb_board_focus_search (AmbBoard *self);
/** amb_board_go_back: closes the pane, then the selection, then the search; FALSE: nothing was open
 */
gboolean amb_board_go_back (AmbBoard *self);

G_END_DECLS
