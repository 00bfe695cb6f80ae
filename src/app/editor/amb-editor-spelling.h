/* Has the texts of a form checked; a quiet line where there is no dictionary of their language. */
#pragma once

#include "amb-form.h"

G_BEGIN_DECLS

#define AMB_TYPE_EDITOR_SPELLING (amb_editor_spelling_get_type ())
G_DECLARE_FINAL_TYPE (AmbEditorSpelling, amb_editor_spelling, AMB, EDITOR_SPELLING, GtkBox)

GtkWidget *amb_editor_spelling_new (AmbContext *context);

/** amb_editor_spelling_check: the text of @form and that of its pictures, in @language (nullable);
 * the line is about this language */
void amb_editor_spelling_check (AmbEditorSpelling *self, AmbForm *form, const char *language);

G_END_DECLS
