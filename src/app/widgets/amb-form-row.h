/* One field in a form: its control, and the line under it that says what to mend. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_FORM_ROW (amb_form_row_get_type ())
G_DECLARE_FINAL_TYPE (AmbFormRow, amb_form_row, AMB, FORM_ROW, GObject)

/**
 * amb_form_row_new:
 *
 * Signals: "edited": the person changed the text; "left": they are done with it (focus left, Enter,
 * a choice was made).
 */
AmbFormRow *amb_form_row_new (AmbContext *context, const AmbField *field);
/** amb_form_row_new_fact: what is read and not edited: amb_form_row_set_words() */
AmbFormRow *amb_form_row_new_fact (AmbContext *context, const AmbField *field);

const AmbField *amb_form_row_get_field (AmbFormRow *self);
/** amb_form_row_get_widget: the list row; it and the note live as long as their list */
GtkWidget *amb_form_row_get_widget (AmbFormRow *self);
/** amb_form_row_get_note: the list row below it, hidden while there is nothing to say */
GtkWidget *amb_form_row_get_note (AmbFormRow *self);

/** amb_form_row_set_text: @text: (nullable): canonical, or as typed (a draft); no signal */
void amb_form_row_set_text (AmbFormRow *self, const char *text);
/** amb_form_row_set_words: of a fact: @words: (nullable): what a person reads */
void amb_form_row_set_words (AmbFormRow *self, const char *words);
/** amb_form_row_get_text: what amb_field_normalise() takes; "" when unset */
const char *amb_form_row_get_text (AmbFormRow *self);

/** amb_form_row_set_problem: (nullable): what is wrong and how it should be, under the control */
void amb_form_row_set_problem (AmbFormRow *self, const char *problem);
gboolean amb_form_row_has_problem (AmbFormRow *self);
/** amb_form_row_set_hint: (nullable): something to know, where there is no problem */
void amb_form_row_set_hint (AmbFormRow *self, const char *hint);
/** amb_form_row_set_conflict: the note says that it was changed elsewhere too, and leads there */
void amb_form_row_set_conflict (AmbFormRow *self, gboolean conflict);
void amb_form_row_focus (AmbFormRow *self);
/** amb_form_row_set_label: of many lines: @label (translated) instead of that of the field */
void amb_form_row_set_label (AmbFormRow *self, const char *label);
/** amb_form_row_get_view: (nullable): into which many lines are typed */
GtkTextView *amb_form_row_get_view (AmbFormRow *self);

G_END_DECLS
