/* Frames: NDJSON pages that end in a trailer with a count and a hash, so that a cut is seen. */
#pragma once

#include "amb-json.h"
#include "amb-validate.h"

G_BEGIN_DECLS

#define AMB_FRAME_TYPE "application/x-ndjson"

/* Limits of the protocol (docs/sync-protocol.md). */
#define AMB_MAX_PUSH_OPERATIONS 1000
#define AMB_MAX_PUSH_BYTES      (2 * 1024 * 1024)
#define AMB_MAX_TX_BYTES        (1024 * 1024)
#define AMB_MAX_N               (G_GINT64_CONSTANT (1) << 53) /* with which a push may begin */
#define AMB_PAGE_BYTES          (4 * 1024 * 1024)
#define AMB_PAGE_ROWS           5000
#define AMB_MAX_COMMIT_ROWS     20000
#define AMB_MAX_RESETS          16

/* Writing: lines into one buffer, then the trailer. */
typedef struct _AmbFrameWriter AmbFrameWriter;

AmbFrameWriter *amb_frame_writer_new (void);
void amb_frame_writer_free (AmbFrameWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbFrameWriter, amb_frame_writer_free)

/** amb_frame_writer_get_buffer: append one JSON object to it, then call amb_frame_writer_end_line()
 */
GString *amb_frame_writer_get_buffer (AmbFrameWriter *self);
/** amb_frame_writer_end_line: @counts: is it a row that the trailer counts (put, rm, an operation,
 * a reply)? */
void amb_frame_writer_end_line (AmbFrameWriter *self, gboolean counts);
guint amb_frame_writer_get_rows (AmbFrameWriter *self);
gsize amb_frame_writer_get_size (AmbFrameWriter *self);
/**
 * amb_frame_writer_finish:
 * @count: name of the member that holds the number of rows: "rows" (pages) or "ops" (pushes and
 * replies)
 * @members: (nullable): more members of the end line, as `"cursor":"…","more":true`
 *
 * Returns: (transfer full): the whole frame; the writer is empty afterwards
 */
GBytes *amb_frame_writer_finish (AmbFrameWriter *self, const char *count, const char *members);

/* Reading: the trailer is verified before the first line is given out. */
typedef struct _AmbFrameReader AmbFrameReader;

/**
 * amb_frame_reader_new:
 * @count: as above
 *
 * Returns: (transfer full): NULL with AMB_PROBLEM_BAD_FRAME (of AMB_PROBLEM_ERROR) when the frame
 * is cut, has no valid `end`, another hash or another number of rows. Keeps a reference to @bytes.
 */
AmbFrameReader *amb_frame_reader_new (GBytes *bytes, const char *count, GError **error);
void amb_frame_reader_free (AmbFrameReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbFrameReader, amb_frame_reader_free)

/** amb_frame_reader_get_end: the trailer's members, borrowed */
const AmbJsonNode *amb_frame_reader_get_end (AmbFrameReader *self);
/** amb_frame_reader_get_rows: the number of rows, as verified */
guint amb_frame_reader_get_rows (AmbFrameReader *self);
/** amb_frame_reader_get_offset: of the next line, in bytes */
gsize amb_frame_reader_get_offset (AmbFrameReader *self);
/**
 * amb_frame_reader_next:
 * @line: (out) (transfer full) (nullable): the next line (the head first), NULL before the trailer
 *
 * Returns: FALSE with AMB_PROBLEM_BAD_FRAME when the line isn't strict JSON or not an object
 */
gboolean amb_frame_reader_next (AmbFrameReader *self, AmbJson **line, GError **error);

G_END_DECLS
