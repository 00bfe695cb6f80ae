/* A person on the selection board. */
#pragma once

#include "amb-board-notes.h"
#include "amb-list-item.h"

G_BEGIN_DECLS

#define AMB_TYPE_BOARD_CARD (amb_board_card_get_type ())
G_DECLARE_FINAL_TYPE (AmbBoardCard, amb_board_card, AMB, BOARD_CARD, GtkWidget)

/**
 * amb_board_card_new:
 * @shows_state: its column holds people of several states
 *
 * Name, home node, the role wished for and the days in the state; below them why a move was
 * refused. Main thread.
 */
GtkWidget *amb_board_card_new (AmbContext *context, AmbBoardNotes *notes, gboolean shows_state);

/** amb_board_card_set_item: @item: (nullable): shown until another is set, and anew whenever its
 * record is loaded */
void amb_board_card_set_item (AmbBoardCard *self, AmbListItem *item);
AmbListItem *amb_board_card_get_item (AmbBoardCard *self); /* nullable */
/** amb_board_card_set_menu: what its button opens, made anew each time; without it there is none */
void amb_board_card_set_menu (AmbBoardCard *self, GtkMenuButtonCreatePopupFunc make, gpointer data);
void amb_board_card_popup (AmbBoardCard *self);

G_END_DECLS
