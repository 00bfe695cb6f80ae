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

G_END_DECLS
