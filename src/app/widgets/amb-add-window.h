/* Adds one record of any entity: the fields to begin with, checked where they stand. */
#pragma once

#include "amb-form.h"

G_BEGIN_DECLS

#define AMB_TYPE_ADD_WINDOW (amb_add_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbAddWindow, amb_add_window, AMB, ADD_WINDOW, AdwWindow)

/**
 * amb_add_window_new:
 * @title: translated: “Add Person”
 * @groups: (nullable): static: the fields to begin with
 *
 * What was typed survives a crash. Signal "added" (char *id).
 */
GtkWidget *amb_add_window_new (AmbContext *context,
                               const AmbEntity *entity,
                               const char *title,
                               const AmbFormGroup *groups,
                               GtkWindow *parent);

/** amb_add_window_set_purpose: first of all, where the window isn't the one that adds any record of
 * the entity: see amb_form_set_purpose() */
void amb_add_window_set_purpose (AmbAddWindow *self, const char *purpose);
/** amb_add_window_give: a value that the form does not ask for: the record has it */
void amb_add_window_give (AmbAddWindow *self, const char *field, const char *value);
/** amb_add_window_set_write: writes the new record (its data) instead of amb_programme_add();
 * returns the id */
void amb_add_window_set_write (AmbAddWindow *self, AmbContextWrite write);
/** amb_add_window_fill_in: @value (canonical) stands in the row of @field as if it had been typed:
 * see amb_form_fill_in() */
void amb_add_window_fill_in (AmbAddWindow *self, const char *field, const char *value);
/**
 * amb_add_window_set_verb:
 * @verb: translated, with its mnemonic: what the button says instead of “_Add”
 * @done: translated: what is said afterwards instead of “… added.”
 * @note: (nullable): translated: a sentence over the form
 */
void
amb_add_window_set_verb (AmbAddWindow *self, const char *verb, const char *done, const char *note);
/**
 * amb_add_window_ask_words:
 * @entity: of what is written with the record: its drafts keep the words
 * @groups: static: its one field, of many lines
 * @label: translated
 *
 * Many lines more, below the form, which may be left blank. The write function gets them with
 * amb_add_window_get_words().
 */
void amb_add_window_ask_words (AmbAddWindow *self,
                               const AmbEntity *entity,
                               const AmbFormGroup *groups,
                               const char *label);
/** amb_add_window_get_words: (nullable): what was written beside the new @record */
const char *amb_add_window_get_words (AmbRecord *record);
/** amb_add_window_set_id: the record that is written has this id: it stands for one that exists */
void amb_add_window_set_id (AmbAddWindow *self, const char *id);

G_END_DECLS
