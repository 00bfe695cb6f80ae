/* Saves the card of one person or contact to a file that the desk’s person chooses. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/** amb_save_card_can: are there cards of @entity? */
gboolean amb_save_card_can (const AmbEntity *entity);

/** amb_save_card: asks for a file and writes it on a reader thread; a toast of @widget’s window
 * says what became of it */
void amb_save_card (GtkWidget *widget, AmbContext *context, AmbRecord *record);

G_END_DECLS
