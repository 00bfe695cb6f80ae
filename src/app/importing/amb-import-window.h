/* The import assistant: file, columns, preview, import, report. */
#pragma once

#include "amb-context.h"
#include "amb-importer.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_IMPORT_WINDOW (amb_import_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbImportWindow, amb_import_window, AMB, IMPORT_WINDOW, AdwWindow)

/**
 * amb_import_window_new:
 * @entity: what the rows become
 * @file: (nullable): read at once; NULL asks for one
 *
 * The caller sets the window it stands over and presents it. Closing it while rows go in stops the
 * import after the chunk at hand and shows what is in. Main thread.
 */
GtkWidget *amb_import_window_new (AmbContext *context, const AmbEntity *entity, GFile *file);

/** amb_import_window_set_call: the rows are applications to this call; before a file is read */
void amb_import_window_set_call (AmbImportWindow *self, const char *call);

/** amb_import_window_load: begins with this file, unless rows are going in */
void amb_import_window_load (AmbImportWindow *self, GFile *file);

G_END_DECLS
