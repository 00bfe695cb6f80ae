/* One verb for many records: many short writes, undone as one. */
#pragma once

#include "amb-context.h"
#include "amb-row-set.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_BULK_MOVE, /* target: the state; text: nullable reason */
  AMB_BULK_SET,  /* target: the field; text: nullable canonical value */
  AMB_BULK_REMOVE,
} AmbBulkVerb;

#define AMB_BULK_REASONS 1000 /* refusals that are kept in words */

/* A record that was left alone. */
typedef struct
{
  gint64 rid;
  char *title;   /* nullable */
  char *message; /* why, and what to do */
} AmbBulkRefusal;

typedef struct
{
  guint n_done;
  guint n_refused;
  gboolean stopped;    /* cancelled before its end; what was done stays done */
  GPtrArray *refusals; /* of AmbBulkRefusal: the first ones */
} AmbBulkReport;

void amb_bulk_report_free (AmbBulkReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbBulkReport, amb_bulk_report_free)

/* How far it is; @total is 0 until the rows are counted. On the main thread, after each chunk. */
typedef void (*AmbBulkProgress) (guint done, guint total, gpointer user_data);

/**
 * amb_bulk_run_async:
 * @rows: (transfer full)
 * @label: translated: what “Undo …” will say
 * @progress: (nullable): called with @user_data
 *
 * Runs on the writer in chunks of one transaction each, all in one undo group; between two chunks
 * other writes have their turn. A record for which a rule says no, or which somebody else changed,
 * is left alone and counted; any other error ends it. @cancellable stops it after a chunk.
 */
void amb_bulk_run_async (AmbContext *context,
                         const AmbEntity *entity,
                         AmbRowSet *rows,
                         AmbBulkVerb verb,
                         const char *target,
                         const char *text,
                         const char *label,
                         AmbBulkProgress progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/** amb_bulk_run_finish: (transfer full) */
AmbBulkReport *amb_bulk_run_finish (AmbContext *context, GAsyncResult *result, GError **error);

G_END_DECLS
