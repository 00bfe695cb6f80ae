/* A form for any entity, from its table: drafts as one types, saved when a valid field is left. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_FORM (amb_form_get_type ())
G_DECLARE_FINAL_TYPE (AmbForm, amb_form, AMB, FORM, GtkBox)

/* A titled group of fields; arrays of groups end with a NULL `fields`. */
typedef struct
{
  const char *title; /* N_(), nullable */
  const char *const *fields;
} AmbFormGroup;

/**
 * amb_form_new:
 * @groups: (nullable): static; NULL: every field of the table, required ones first
 *
 * Its rows are made by amb_form_set_record(): what one may not change of a record that exists, and
 * what is computed, is text.
 *
 * Signals: "saved" (int64 instant): a field was written; "gone": the record was removed elsewhere;
 * "edited": something was typed.
 */
GtkWidget *amb_form_new (AmbContext *context, const AmbEntity *entity, const AmbFormGroup *groups);

/**
 * amb_form_set_record:
 * @record: (nullable): NULL: one being made, whose drafts are kept but which is only written by
 *   amb_form_create_record() and amb_programme_add()
 *
 * What the former record has left valid is written first. Drafts of an earlier session come back.
 */
void amb_form_set_record (AmbForm *self, AmbRecord *record);

/** amb_form_set_purpose: of a record being made, first of all: what is typed is kept under
 * @purpose, an identifier, and comes back to that purpose only */
void amb_form_set_purpose (AmbForm *self, const char *purpose);
/** amb_form_fill_in: of a record being made: @value (canonical) stands in the row of @field as if
 * it had been typed. A draft of an earlier session stays when it is one of this form's purpose,
 * else it goes */
void amb_form_fill_in (AmbForm *self, const char *field, const char *value);

/** amb_form_revert_invalid: puts the stored value back where what was typed is not valid or was
 * refused, drafts included; FALSE when there was nothing of the kind */
gboolean amb_form_revert_invalid (AmbForm *self);
/** amb_form_flush: writes what is dirty and valid */
void amb_form_flush (AmbForm *self);
/** amb_form_create_record: (transfer full) (nullable): a new record of what was typed; NULL when a
 * row says what to mend */
AmbRecord *amb_form_create_record (AmbForm *self);
/** amb_form_discard: forgets the drafts of this record */
void amb_form_discard (AmbForm *self);
/** amb_form_focus_field: NULL: the first row. FALSE when the form has no such field */
gboolean amb_form_focus_field (AmbForm *self, const char *field);
/** amb_form_get_text: (nullable): what stands in the row of @field, typed or stored; NULL: the form
 * has no such row to type into */
const char *amb_form_get_text (AmbForm *self, const char *field);
/** amb_form_set_words: of a record being made, beside another one: @field, of many lines, is called
 * @label (translated) and may stay blank */
void amb_form_set_words (AmbForm *self, const char *field, const char *label);
/** amb_form_get_view: (nullable): into which @field, of many lines, is typed; it goes when the form
 * gets a record of another kind */
GtkTextView *amb_form_get_view (AmbForm *self, const char *field);
/** amb_form_set_problem: shows @problem under the row of @field, or of the first row */
void amb_form_set_problem (AmbForm *self, const char *field, const char *problem);

/** amb_form_can_edit: does a form show @field? A state and what is computed or ordered is not typed
 */
gboolean amb_form_can_edit (const AmbField *field);

G_END_DECLS
