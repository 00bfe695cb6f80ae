/* Doing again what was saved when a server was left. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

/** amb_take_up_choose: asks for the file, takes it up and tells in @window what came of it.
 * Returns: (transfer full): the open dialog, to be dropped with the window */
GtkFileChooserNative *amb_take_up_choose (AdwPreferencesWindow *window, AmbContext *context);

G_END_DECLS
