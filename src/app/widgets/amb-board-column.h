/* A column of a board: the records of one or two states, read as they are scrolled to. */
#pragma once

#include "amb-board-card.h"
#include "amb-form.h"
#include "amb-selection.h"

G_BEGIN_DECLS

#define AMB_TYPE_BOARD_COLUMN (amb_board_column_get_type ())
G_DECLARE_FINAL_TYPE (AmbBoardColumn, amb_board_column, AMB, BOARD_COLUMN, GtkWidget)

typedef struct
{
  const char *id;
  const char *label;     /* N_() */
  const char *states[3]; /* NULL-terminated; the first is where a card goes that is brought here */
  gboolean is_exit;      /* a side exit */
} AmbBoardStep;

/* What makes a board of an entity; all of it static. */
typedef struct
{
  const char *entity;
  const AmbBoardStep *steps; /* side exits last; ends with one without an id */
  const char *const
      *facets; /* nullable: no row of filters, no search, no pane: its place has them */
  const AmbFormGroup *groups; /* nullable: of the pane */
  const char *exits_hint;     /* N_() */
  const char *empty;          /* N_(): of a column with nothing in it */
  AmbBoardFaceFunc describe;
  const char *note_sql; /* nullable: see amb_board_notes_new() */
  gboolean has_fit;
  char *(*dup_moved) (guint n, const char *state);   /* “3 people moved to In review.” */
  char *(*dup_heading) (guint n, const char *state); /* of the dialog that asks for a reason */
  const char
      *optional_reason; /* nullable: N_(): where a reason opens a gate, but isn't asked for */
} AmbBoardDesign;

/**
 * amb_board_column_new:
 *
 * Signals: "open" (int64 rid): Enter or double click; "dropped" (AmbBoardColumn *from): cards of
 * another column were let go here; they are what is selected there. Main thread.
 */
GtkWidget *amb_board_column_new (AmbContext *context,
                                 AmbBoardNotes *notes,
                                 const AmbBoardDesign *design,
                                 const AmbBoardStep *step);

const AmbBoardStep *amb_board_column_get_step (AmbBoardColumn *self);
/** amb_board_column_set_filter: @filter: conditions and search that are added to the states */
void amb_board_column_set_filter (AmbBoardColumn *self, const AmbQuery *filter);
AmbSelection *amb_board_column_get_selection (AmbBoardColumn *self);
/* Makes the menu of @card, which is selected, for @button. */
typedef void (*AmbBoardMenuFunc) (AmbBoardColumn *column,
                                  AmbBoardCard *card,
                                  GtkMenuButton *button,
                                  gpointer data);
void amb_board_column_set_menu (AmbBoardColumn *self, AmbBoardMenuFunc make, gpointer data);
/** amb_board_column_choose: the row with the focus is selected, unless it is one of those that are;
 * FALSE: the focus is on no card here */
gboolean amb_board_column_choose (AmbBoardColumn *self);
/** amb_board_column_popup: the menu of the card with the focus; FALSE: there is none */
gboolean amb_board_column_popup (AmbBoardColumn *self);
/** amb_board_column_focus: the focus goes to the cards; FALSE: there are none */
gboolean amb_board_column_focus (AmbBoardColumn *self);

G_END_DECLS
