/* Beside a content item's texts: what it lacks before it is approved, what was decided, what was
 * said about it. */
#pragma once

#include "amb-context.h"
#include "amb-editor-facts.h"

G_BEGIN_DECLS

#define AMB_TYPE_EDITOR_NOTES (amb_editor_notes_get_type ())
G_DECLARE_FINAL_TYPE (AmbEditorNotes, amb_editor_notes, AMB, EDITOR_NOTES, GtkBox)

/** amb_editor_notes_new: Signal "fill-in" (char *record, char *field): the person wants to mend it
 * there; "move" (char *to): they want the move. */
GtkWidget *amb_editor_notes_new (AmbContext *context);
/** amb_editor_notes_show: @facts: borrowed until the next call; @may_move: of this item */
void amb_editor_notes_show (AmbEditorNotes *self, const AmbEditorFacts *facts, gboolean may_move);
/** amb_editor_notes_flush: keeps a comment that was typed and not yet applied: its window closes */
void amb_editor_notes_flush (AmbEditorNotes *self);

G_END_DECLS
