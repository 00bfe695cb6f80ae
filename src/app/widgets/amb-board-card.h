/* A record on a board. */
#pragma once

#include "amb-board-notes.h"
#include "amb-list-item.h"

G_BEGIN_DECLS

#define AMB_TYPE_BOARD_CARD (amb_board_card_get_type ())
G_DECLARE_FINAL_TYPE (AmbBoardCard, amb_board_card, AMB, BOARD_CARD, GtkWidget)

/* What a card says of a record; texts are the card's to free, NULL ones have no line. */
typedef struct
{
  char *title;
  const char *icon;      /* nullable: in place of an avatar with initials */
  const char *icon_css;  /* nullable */
  char *line, *foot;     /* below the title; beside the days in the state */
  char *chip;            /* a chip of its own */
  const char *chip_icon; /* nullable */
} AmbBoardFace;

/** AmbBoardFaceFunc: @note: (nullable): not read yet. Main thread. */
typedef void (*AmbBoardFaceFunc) (AmbListItem *item,
                                  AmbBoardNotes *notes,
                                  const AmbBoardNote *note,
                                  AmbBoardFace *face);

/**
 * amb_board_card_new:
 * @describe: what it says
 * @shows_state: its column holds records of several states
 *
 * Title, a line, the days in the state; below them why a move was refused. Main thread.
 */
GtkWidget *amb_board_card_new (AmbContext *context,
                               AmbBoardNotes *notes,
                               AmbBoardFaceFunc describe,
                               gboolean shows_state);

/** amb_board_card_set_item: @item: (nullable): shown until another is set, and anew whenever its
 * record is loaded */
void amb_board_card_set_item (AmbBoardCard *self, AmbListItem *item);
AmbListItem *amb_board_card_get_item (AmbBoardCard *self); /* nullable */
/** amb_board_card_set_menu: what its button opens, made anew each time; without it there is none */
void amb_board_card_set_menu (AmbBoardCard *self, GtkMenuButtonCreatePopupFunc make, gpointer data);
void amb_board_card_popup (AmbBoardCard *self);

G_END_DECLS
