/* The editor of one content item: its brief, its texts, and what stands between it and going out.
 */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_EDITOR_WINDOW (amb_editor_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbEditorWindow, amb_editor_window, AMB, EDITOR_WINDOW, AdwWindow)

/**
 * amb_editor_window_open:
 * @id: of a content item
 * @parent: a window of the application, whose `win.` actions it uses
 *
 * Presents the editor of the item; where one is open already, that. What is typed is a draft within
 * two seconds and is written when a field is left. Main thread.
 */
void amb_editor_window_open (AmbContext *context, const char *id, GtkWindow *parent);

G_END_DECLS
