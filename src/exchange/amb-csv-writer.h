/* Writes CSV that spreadsheets read and none of them takes for formulas. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AmbCsvWriter AmbCsvWriter;

/**
 * amb_csv_writer_new:
 * @stream: written to in large pieces; stays open
 * @delimiter: usually `,` or `;`; any ASCII character but a quote, CR and LF
 * @with_bom: begin with the byte order mark by which Excel knows UTF-8
 *
 * RFC 4180: rows end in CR LF, cells with a delimiter, quote, line break or blank at an end are
 * quoted. Use it from one thread at a time.
 */
AmbCsvWriter *amb_csv_writer_new (GOutputStream *stream, char delimiter, gboolean with_bom);
void amb_csv_writer_free (AmbCsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCsvWriter, amb_csv_writer_free)

/**
 * amb_csv_writer_add_cell:
 * @text: (nullable): UTF-8; NULL is an empty cell
 *
 * A cell that begins with `=` `+` `-` `@`, a tab, CR or LF would run as a formula in a spreadsheet,
 * so it gets an apostrophe in front, as do cells that begin with apostrophes and then one of these.
 * This is so for `-5` and `+33 1…` too: the rule knows no exception that could be talked into one.
 * AmbCsvReader takes the apostrophe away again, so that every text comes back as it was.
 */
void amb_csv_writer_add_cell (AmbCsvWriter *self, const char *text);

/** amb_csv_writer_end_row: ends the row. Errors: of the stream. */
gboolean amb_csv_writer_end_row (AmbCsvWriter *self, GCancellable *cancellable, GError **error);

/** amb_csv_writer_flush: writes what is still held back; to be called at the end. Errors: of the
 * stream. */
gboolean amb_csv_writer_flush (AmbCsvWriter *self, GCancellable *cancellable, GError **error);

/** amb_csv_guard_length: how many apostrophes stand at the start of @text before a character that
 * begins a formula; −1 when none does: such a text needs no guard */
int amb_csv_guard_length (const char *text);

G_END_DECLS
