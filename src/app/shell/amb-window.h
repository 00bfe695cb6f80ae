/* The one window: sidebar of places, header bar, page, toasts. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_WINDOW (amb_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbWindow, amb_window, AMB, WINDOW, AdwApplicationWindow)

/** amb_window_new: over an open profile; shows the first run when it holds no programme */
AmbWindow *amb_window_new (AdwApplication *application, AmbContext *context, GSettings *settings);
/**
 * amb_window_new_for_error:
 * @message: why the profile can't be opened and what to do
 * Its button activates `app.try-again`.
 */
AmbWindow *amb_window_new_for_error (AdwApplication *application, const char *message);

/** amb_window_import: the import assistant over this window; @file: (nullable): read at once */
void amb_window_import (AmbWindow *self, const AmbEntity *entity, GFile *file);

G_END_DECLS
