/* A record's state as a chip that opens the moves that are possible, shut gates named. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_MOVE_BUTTON (amb_move_button_get_type ())
G_DECLARE_FINAL_TYPE (AmbMoveButton, amb_move_button, AMB, MOVE_BUTTON, GtkWidget)

/** amb_move_button_new: a move that wants a reason asks for it; what came of it goes to
 * `win.toast`. Signal "fill-in" (char *field): the person wants to open a gate. */
GtkWidget *amb_move_button_new (AmbContext *context);
/** amb_move_button_set_record: NULL hides it */
void amb_move_button_set_record (AmbMoveButton *self, AmbRecord *record);
void amb_move_button_popup (AmbMoveButton *self);
/** amb_move_button_move: as chosen from the menu */
void amb_move_button_move (AmbMoveButton *self, const char *to);

G_END_DECLS
