/* What a card of a board says beside its record: since when it is in its state, what its design
 * notes of it, why a move was refused. */
#pragma once

#include "amb-bulk.h"

G_BEGIN_DECLS

#define AMB_TYPE_BOARD_NOTES (amb_board_notes_get_type ())
G_DECLARE_FINAL_TYPE (AmbBoardNotes, amb_board_notes, AMB, BOARD_NOTES, GObject)

typedef struct
{
  char *since; /* nullable: a day in local time: the latest move */
  char *words; /* nullable: what the design asks for */
} AmbBoardNote;

/**
 * amb_board_notes_new:
 * @sql: (nullable): an expression in SQL over the id `j.value`: words that a card shows
 * @has_fit: the cards are of candidates
 *
 * Reads on a reader thread what cards ask for, many at once, and anew when something changes.
 * Signal "changed" (GHashTable *ids): those of @ids, a set of ids, are others now; NULL: any may
 * be. Main thread.
 */
AmbBoardNotes *amb_board_notes_new (AmbContext *context, const char *sql, gboolean has_fit);

/** amb_board_notes_get: (nullable): NULL until it is read, which this asks for */
const AmbBoardNote *amb_board_notes_get (AmbBoardNotes *self, const char *id);

/** amb_board_notes_get_fit: (nullable): of a candidate, from 0 to 100, for whoever may see scores
 */
const char *amb_board_notes_get_fit (AmbBoardNotes *self, const char *id);

/** amb_board_notes_set_refusals: what was left alone, in place of those before; NULL: nothing */
void amb_board_notes_set_refusals (AmbBoardNotes *self, const AmbBulkReport *report);
/** amb_board_notes_get_refusal: (nullable): why the record at @rid could not be moved */
const char *amb_board_notes_get_refusal (AmbBoardNotes *self, gint64 rid);

G_END_DECLS
