/* Preferences: appearance, server, and who acts here. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_PREFERENCES_WINDOW (amb_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (
    AmbPreferencesWindow, amb_preferences_window, AMB, PREFERENCES_WINDOW, AdwPreferencesWindow)

/** amb_preferences_window_new: @settings: (nullable): without a schema the appearance follows the
 * system */
GtkWidget *amb_preferences_window_new (GtkWindow *parent, AmbContext *context, GSettings *settings);

G_END_DECLS
