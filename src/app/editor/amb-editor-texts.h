/* The texts of a content item: its own and its variants', each with how long it may be, what its
 * link becomes and how it looks where it goes out. */
#pragma once

#include "amb-context.h"
#include "amb-editor-facts.h"

G_BEGIN_DECLS

#define AMB_TYPE_EDITOR_TEXTS (amb_editor_texts_get_type ())
G_DECLARE_FINAL_TYPE (AmbEditorTexts, amb_editor_texts, AMB, EDITOR_TEXTS, GtkBox)

/** amb_editor_texts_new: Signal "saved" (int64 instant): something typed was written. */
GtkWidget *amb_editor_texts_new (AmbContext *context);
/** amb_editor_texts_show: @facts: borrowed until the next call. What is typed stays. */
void amb_editor_texts_show (AmbEditorTexts *self, const AmbEditorFacts *facts);
/** amb_editor_texts_focus: the row of @field of the text @record; FALSE: it has none here */
gboolean amb_editor_texts_focus (AmbEditorTexts *self, const char *record, const char *field);
/** amb_editor_texts_flush: writes what is typed and valid */
void amb_editor_texts_flush (AmbEditorTexts *self);
/** amb_editor_texts_dup_post: (transfer full): the text at hand as it is handed over: plain, with
 * its link and the disclosure line */
char *amb_editor_texts_dup_post (AmbEditorTexts *self);
/** amb_editor_texts_get_record: (nullable): the item or variant at hand */
AmbRecord *amb_editor_texts_get_record (AmbEditorTexts *self);

G_END_DECLS
