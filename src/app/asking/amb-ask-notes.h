/* What speaks against asking people, read anew whenever somebody else is addressed. */
#pragma once

#include "amb-asking.h"
#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_ASK_NOTES (amb_ask_notes_get_type ())
G_DECLARE_FINAL_TYPE (AmbAskNotes, amb_ask_notes, AMB, ASK_NOTES, AdwBin)

/** amb_ask_notes_new: Signals: "changed": somebody else is left out, and @ask must be read again;
 * "read": amb_ask_notes_get_n_asked() is of what was read last */
GtkWidget *amb_ask_notes_new (AmbContext *context);
/** amb_ask_notes_read: whom @ask reaches, in the background; a later call takes its place. The
 * leaving out is set in @ask first. */
void amb_ask_notes_read (AmbAskNotes *self, AmbAsk *ask);
/** amb_ask_notes_get_n_asked: who will get it; 0 until it is known */
guint amb_ask_notes_get_n_asked (AmbAskNotes *self);

G_END_DECLS
