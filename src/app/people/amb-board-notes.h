/* What a card of the selection board says beside the person's record: since when they are in their
 * state, the role that they wish for, why a move was refused. */
#pragma once

#include "amb-bulk.h"

G_BEGIN_DECLS

#define AMB_TYPE_BOARD_NOTES (amb_board_notes_get_type ())
G_DECLARE_FINAL_TYPE (AmbBoardNotes, amb_board_notes, AMB, BOARD_NOTES, GObject)

typedef struct
{
  char *since; /* nullable: a day in local time: the latest move */
  char *role;  /* nullable: of the latest application */
} AmbBoardNote;

/**
 * amb_board_notes_new:
 *
 * Reads on a reader thread what cards ask for, many at once, and anew when something changes.
 * Signal "changed": some are others now. Main thread.
 */
AmbBoardNotes *amb_board_notes_new (AmbContext *context);

/** amb_board_notes_get: (nullable): NULL until it is read, which this asks for */
const AmbBoardNote *amb_board_notes_get (AmbBoardNotes *self, const char *id);

/** amb_board_notes_get_fit: (nullable): of a candidate, from 0 to 100, for whoever may see scores
 */
const char *amb_board_notes_get_fit (AmbBoardNotes *self, const char *id);

/** amb_board_notes_set_refusals: who was left alone, in place of those before; NULL: nobody */
void amb_board_notes_set_refusals (AmbBoardNotes *self, const AmbBulkReport *report);
/** amb_board_notes_get_refusal: (nullable): why the person at @rid could not be moved */
const char *amb_board_notes_get_refusal (AmbBoardNotes *self, gint64 rid);

G_END_DECLS
