/* What a list asks of a reader thread: row numbers as splices, records with what their references
 * show. */
#pragma once

#include "amb-id-diff.h"
#include "amb-store.h"

G_BEGIN_DECLS

/* One request and its answer: made on the main thread, filled on a reader, read on the main thread.
 * Nobody touches it while the reader has it. */
typedef struct
{
  const AmbEntity *entity;

  /* Asked for; all nullable or zero. */
  AmbQuery *query; /* list its row numbers… */
  gint64 limit;    /* …this many, −1: all; with a limit the records come along */
  GArray *shown;   /* …as splices from these */
  AmbQuery *base;  /* count its rows */
  GArray *wanted;  /* load these row numbers */

  /* Answered. */
  GArray *rids;
  GArray *splices;
  gint64 total;
  GPtrArray *records; /* of nullable AmbRecord, beside `wanted` */
  GPtrArray *texts;   /* of nullable GPtrArray of nullable char *, beside `wanted` */
} AmbListRead;

AmbListRead *amb_list_read_new (const AmbEntity *entity);
AmbListRead *amb_list_read_ref (AmbListRead *self);
void amb_list_read_unref (AmbListRead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbListRead, amb_list_read_unref)

/**
 * amb_list_read_run:
 * @data: an AmbListRead
 *
 * An AmbContextRead. A cancelled one stops within SQLite.
 * Returns: (transfer full): a reference to @data, answered
 */
gpointer
amb_list_read_run (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
