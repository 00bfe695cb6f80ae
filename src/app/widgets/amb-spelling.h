/* Underlines what is misspelt in a text view, and has a menu to mend it. */
#pragma once

#include "amb-speller.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_SPELLING (amb_spelling_get_type ())
G_DECLARE_FINAL_TYPE (AmbSpelling, amb_spelling, AMB, SPELLING, GObject)

/**
 * amb_spelling_attach:
 *
 * Returns: (transfer none): that of @view, which is made at the first call and goes with it; @view
 * keeps the buffer that it has then
 *
 * A line is checked when nothing else is to be done, and the word that is being typed once the
 * cursor has left it. The menu (a click with the second button, Menu, Shift+F10) mends the word
 * that is pointed at in one step of undo.
 */
AmbSpelling *amb_spelling_attach (GtkTextView *view, AmbSpeller *speller);

/** amb_spelling_set_language: (nullable): of a record; NULL: nothing is checked */
void amb_spelling_set_language (AmbSpelling *self, const char *language);

G_END_DECLS
