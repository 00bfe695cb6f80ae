/* Finds a record by its name: a search entry over a short list of titles. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_REFERENCE_PICKER (amb_reference_picker_get_type ())
G_DECLARE_FINAL_TYPE (AmbReferencePicker, amb_reference_picker, AMB, REFERENCE_PICKER, GtkBox)

/**
 * amb_reference_picker_new:
 * @clear: (nullable): static and translated: offers none first, by these words
 *
 * Lists the first titles when it is mapped, those that match as one types. Signal "picked"
 * (char *id, char *title): both NULL for none.
 */
GtkWidget *
amb_reference_picker_new (AmbContext *context, const AmbEntity *entity, const char *clear);
/** amb_reference_picker_new_for: the same, of what @field may refer to */
GtkWidget *
amb_reference_picker_new_for (AmbContext *context, const AmbField *field, const char *clear);

G_END_DECLS
