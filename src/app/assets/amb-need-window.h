/* A stated need: who states it, what was made for it, what came of that, and whether it was met. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_NEED_WINDOW (amb_need_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbNeedWindow, amb_need_window, AMB, NEED_WINDOW, AdwWindow)

/** amb_need_window_open: where its window is open already, that. Main thread. */
void amb_need_window_open (AmbContext *context, const char *id, GtkWindow *parent);

G_END_DECLS
