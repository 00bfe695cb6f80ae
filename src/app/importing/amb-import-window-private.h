/* The import assistant from inside: stages (amb-import-window.c), jobs (amb-import-jobs.c). */
#pragma once

#include "amb-import-mapping.h"
#include "amb-import-results.h"
#include "amb-import-window.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_IMPORT_STAGE_FILE,
  AMB_IMPORT_STAGE_READING,
  AMB_IMPORT_STAGE_MAPPING,
  AMB_IMPORT_STAGE_CHECKING,
  AMB_IMPORT_STAGE_PREVIEW,
  AMB_IMPORT_STAGE_IMPORTING,
  AMB_IMPORT_STAGE_REPORT,
} AmbImportStage;

struct _AmbImportWindow
{
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkButton *back_button, *next_button, *stop_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *file_page, *working_page;
  AmbImportMapping *mapping;
  GtkProgressBar *progress;
  AmbImportResults *results;
  GtkWidget *report_bar, *save_button, *undo_button;

  /* owned */
  AmbContext *context;
  const AmbEntity *entity;
  AmbImportStage stage;
  char *call;              /* nullable: id: of applications */
  char *path;              /* nullable */
  AmbImporter *importer;   /* nullable: at work */
  AmbImportReport *report; /* nullable: of the preview or the import */
  GCancellable *cancellable;
  GtkFileChooserNative *chooser; /* nullable: open */
  gint64 group;                  /* of the import, with what was merged since; 0: none, or undone */
  guint tick;
  gboolean is_stopping;
};

/* Each begins a job on a thread of the context and goes to the stage that follows when it is done.
 */
void amb_import_window_read_columns (AmbImportWindow *self);
void amb_import_window_check_rows (AmbImportWindow *self);
void amb_import_window_import_rows (AmbImportWindow *self, AmbImportFlags flags);
void amb_import_window_merge (AmbImportWindow *self, guint index);
void amb_import_window_undo (AmbImportWindow *self);
void amb_import_window_save_failed (AmbImportWindow *self, const char *path);

void amb_import_window_set_stage (AmbImportWindow *self, AmbImportStage stage);
void amb_import_window_update_undo (AmbImportWindow *self);
/** amb_import_window_toast: a sentence at the bottom */
void amb_import_window_toast (AmbImportWindow *self, const char *text);
/** amb_import_window_fail: back to the choice of a file, which says what is wrong */
void amb_import_window_fail (AmbImportWindow *self, const char *message);

G_END_DECLS
