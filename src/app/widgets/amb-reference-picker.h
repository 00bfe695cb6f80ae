/* Finds a record by its name: a search entry over a short list of titles. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_REFERENCE_PICKER (amb_reference_picker_get_type ())
G_DECLARE_FINAL_TYPE (AmbReferencePicker, amb_reference_picker, AMB, REFERENCE_PICKER, GtkBox)

/**
 * amb_reference_picker_new:
 * @can_clear: offers “None” first
 *
 * Lists the first titles when it is mapped, those that match as one types. Signal "picked"
 * (char *id, char *title): both NULL for “None”.
 */
GtkWidget *
amb_reference_picker_new (AmbContext *context, const AmbEntity *entity, gboolean can_clear);

G_END_DECLS
