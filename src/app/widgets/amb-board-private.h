/* What the files of AmbBoard share. */
#pragma once

#include "amb-board-column.h"
#include "amb-board.h"
#include "amb-detail-pane.h"

struct _AmbBoard
{
  AdwBin parent_instance;

  AmbContext *context;
  const AmbEntity *entity;
  const AmbBoardDesign *design;
  AmbBoardNotes *notes;
  AmbQuery *filter;       /* conditions and search that all columns share */
  GPtrArray *columns;     /* of AmbBoardColumn, borrowed: exits last */
  GPtrArray *facets;      /* of AmbFacetButton, borrowed */
  AmbBoardColumn *source; /* nullable, borrowed: the one with a selection */
  GSimpleActionGroup *actions;

  GtkWidget *flap; /* nullable, as what follows to the exits */
  GtkWidget *pane;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *exits; /* the toggle of side exits */
  GtkWidget *box;   /* the columns */
  GtkWidget *switcher;
  GtkWidget *bar;
  GtkWidget *bar_label;

  gboolean is_narrow;
  gboolean is_read;
  gboolean is_clearing;
  gboolean is_moving;
};

/** amb_board_move: what is selected in @from goes to the state @to: a reason is asked where a gate
 * takes one */
void amb_board_move (AmbBoard *self, AmbBoardColumn *from, const char *to);
/** amb_board_find_beside: (nullable): the nearest column before (−1) or after (1) @column to which
 * there is a way; where there is none the one beside it */
AmbBoardColumn *amb_board_find_beside (AmbBoard *self, AmbBoardColumn *column, int by);
/** amb_board_make_menu: an AmbBoardMenuFunc: the ways from the state of @card */
void amb_board_make_menu (AmbBoardColumn *column,
                          AmbBoardCard *card,
                          GtkMenuButton *button,
                          gpointer data);
/** amb_board_make_ways: (transfer full): the moves of @record to which the person at this desk has
 * the right, as a menu of “board.move” */
GMenuModel *amb_board_make_ways (AmbBoard *self, AmbBoardColumn *column, AmbRecord *record);
