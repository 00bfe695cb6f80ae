/* Takes the rows of a CSV file into the programme, a chunk at a time. */
#pragma once

#include "amb-import-plan.h"
#include "amb-import-report.h"
#include "amb-programme.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_IMPORT_DEFAULT = 0,
  AMB_IMPORT_DRY_RUN = 1 << 0,        /* the same report, nothing is written */
  AMB_IMPORT_RUNNING = 1 << 1,        /* import of a running programme: states are taken as given */
  AMB_IMPORT_CREATE_MISSING = 1 << 2, /* a node that a row names and nobody knows is made; of the
                                         answers of a form, who gave them */
  AMB_IMPORT_COMPLETE = 1 << 3,       /* the file is complete: who is not in it has left */
  AMB_IMPORT_CLEAR_EMPTY = 1 << 4,    /* an empty cell clears the field; else it is left alone */
  AMB_IMPORT_FORCE = 1 << 5, /* COMPLETE though more than half of the records would leave */
} AmbImportFlags;

/* A file with more rows is refused; what is kept of each makes some hundred bytes. */
#define AMB_IMPORT_MAX_ROWS 1000000

#define AMB_TYPE_IMPORTER (amb_importer_get_type ())
G_DECLARE_FINAL_TYPE (AmbImporter, amb_importer, AMB, IMPORTER, GObject)

/**
 * amb_importer_new:
 * @plan: copied
 *
 * Rows are matched to records by the id, else by the KEY fields and by what there is once
 * (AmbOnce). Of others, a row that says nothing else than a record of the same title says is that
 * record; where titles are computed it makes a new one. Titles and keys of the records are loaded
 * at the first step, once. Use it from one thread at a time.
 */
AmbImporter *amb_importer_new (const AmbImportPlan *plan, AmbImportFlags flags);

/**
 * amb_importer_step:
 * @programme: the same one at every step
 * @more: (out): is there more to do? Then call it again.
 *
 * Takes the next rows (at most 500) in one transaction, within the import's one undo group; when
 * the rows are through, the references within the file and the leavers. A row that is wrong is left
 * out with a reason; an error of the disk ends the import: the chunk at hand is not in, those
 * before are, and the message and amb_importer_take_report() say so. A complete file is gone
 * through once before anything is written. Errors: AMB_ERROR_FULL, _CORRUPT, _FAILED;
 * AMB_ERROR_INVALID for a plan that does not hold or a complete file without rows;
 * AMB_ERROR_TOO_LARGE for too many rows; AMB_ERROR_REFUSED when more than half would leave and
 * there is no AMB_IMPORT_FORCE.
 */
gboolean
amb_importer_step (AmbImporter *self, AmbProgramme *programme, gboolean *more, GError **error);

/** amb_importer_preview: all steps of a dry run on a read-only store; cancelling it is
 * G_IO_ERROR_CANCELLED. When more than half would leave, the report’s `needs_force` says so. */
gboolean amb_importer_preview (AmbImporter *self,
                               AmbStore *store,
                               GCancellable *cancellable,
                               GError **error);

/** amb_importer_get_progress: 0…1, of the file's bytes. Any thread. */
double amb_importer_get_progress (AmbImporter *self);
/** amb_importer_get_rows: rows read so far. Any thread. */
gint64 amb_importer_get_rows (AmbImporter *self);

/** amb_importer_dup_label: (transfer full): what “Undo …” says of this import */
char *amb_importer_dup_label (AmbImporter *self);

/** amb_importer_get_group: the undo group of what is in; 0 before the first step. Between steps. */
gint64 amb_importer_get_group (AmbImporter *self);

/** amb_importer_stop: no step follows, though there is more to do: the file is remembered as one
 * that is in by a part. The writer's thread. */
void amb_importer_stop (AmbImporter *self, AmbProgramme *programme);

/** amb_importer_take_report: (transfer full): after the last step, or after stopping early, which
 * marks it cancelled */
AmbImportReport *amb_importer_take_report (AmbImporter *self);

/** AmbImportProgress: @fraction 0…1 of the file, @rows read so far; called between transactions */
typedef void (*AmbImportProgress) (double fraction, gint64 rows, gpointer user_data);

/* Everything may be zero or NULL. */
typedef struct
{
  AmbImportFlags flags;
  const char *call;       /* nullable: id: the rows are applications to it */
  const char *const *map; /* `COLUMN=FIELD`, NULL-terminated: amb_import_plan_map() */
  AmbImportProgress progress;
  gpointer user_data;
  GCancellable *cancellable; /* cancelled: what is in stays in, the report says cancelled */
} AmbImportOptions;

/**
 * amb_import_file:
 * @report: (out) (transfer full) (nullable): filled even when rows were left out; ask
 *   amb_import_report_is_partial(). After an error: what was done up to there, NULL when nothing
 * was
 *
 * Plan, all steps and report in one. Blocks; the writer's thread. TRUE when the file was read to
 * its end (or cancelled), whatever became of its rows.
 */
gboolean amb_import_file (AmbProgramme *programme,
                          const AmbEntity *entity,
                          const char *path,
                          const AmbImportOptions *options,
                          AmbImportReport **report,
                          GError **error);

G_END_DECLS
