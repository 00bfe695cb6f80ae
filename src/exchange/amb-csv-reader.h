/* Reads a CSV file row by row, whatever its encoding and delimiter. */
#pragma once

#include "amb-encoding.h"

G_BEGIN_DECLS

/* A larger file is refused; it is read into memory once. */
#define AMB_CSV_MAX_BYTES ((gsize) 64 * 1024 * 1024)

/* Rows beyond it are spoiled: no sheet is as wide, and a file of delimiters must not fill the
 * memory. */
#define AMB_CSV_MAX_COLUMNS 4096

/* What is wrong with a row. Only AMB_CSV_GOOD has as many cells as the header. */
typedef enum
{
  AMB_CSV_GOOD,
  AMB_CSV_TOO_FEW_CELLS,
  AMB_CSV_TOO_MANY_CELLS,
  AMB_CSV_OPEN_QUOTE,  /* a quote not closed where its cell ends, lines later or never; the row ends
                          with the line where it opens, and the next line is a row again */
  AMB_CSV_STRAY_QUOTE, /* text behind a closing quote in the same line; the row ends with it */
  AMB_CSV_UNREADABLE,  /* bytes that the encoding does not know, or a NUL */
} AmbCsvProblem;

/* Borrowed from the reader, until it is asked for the next row. */
typedef struct
{
  guint line;               /* physical line of the file where the row begins, from 1 */
  guint n_cells;            /* at least 1 */
  const char *const *cells; /* NULL-terminated; valid UTF-8 */
  AmbCsvProblem problem;
  guint problem_line; /* where the trouble is: with quoted line breaks not always `line` */
  guint problem_cell; /* UNREADABLE: the first cell that can’t be read, from 0 */
} AmbCsvRow;

typedef struct _AmbCsvReader AmbCsvReader;

/**
 * amb_csv_reader_new:
 * @bytes: a whole file
 * @delimiter: `;` `,` `|` or a tab; 0 detects it
 *
 * The delimiter is the one that gives the first rows the same number of columns, more than one; a
 * first line `sep=;`, as Excel writes it, decides and is no row. The first row that is not blank is
 * the header. One reader belongs to one thread at a time.
 *
 * Returns: (transfer full): NULL with AMB_ERROR_INVALID (a NUL byte in the first line; no header
 * row; a broken header) or AMB_ERROR_TOO_LARGE
 */
AmbCsvReader *amb_csv_reader_new (GBytes *bytes, char delimiter, GError **error);

/**
 * amb_csv_reader_new_for_path: the same for a file; reads it, blocking. Beside the errors above:
 * AMB_ERROR_NOT_FOUND, AMB_ERROR_DENIED, AMB_ERROR_FAILED, G_IO_ERROR_CANCELLED; all name the file.
 */
AmbCsvReader *amb_csv_reader_new_for_path (const char *path,
                                           char delimiter,
                                           GCancellable *cancellable,
                                           GError **error);
void amb_csv_reader_free (AmbCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCsvReader, amb_csv_reader_free)

/**
 * amb_csv_reader_get_header: (transfer none): NULL-terminated, each name not empty and once only
 *
 * Names are trimmed. An empty one becomes “Column 3” by its place, the second of equal ones “Name
 * (2)”; empty cells at the end of the header are no columns.
 */
const char *const *amb_csv_reader_get_header (AmbCsvReader *self);
guint amb_csv_reader_get_n_columns (AmbCsvReader *self);

char amb_csv_reader_get_delimiter (AmbCsvReader *self);
AmbEncoding amb_csv_reader_get_encoding (AmbCsvReader *self);
/** amb_csv_reader_get_n_replaced: characters that the file's encoding does not know; see
 * AMB_CSV_UNREADABLE */
gsize amb_csv_reader_get_n_replaced (AmbCsvReader *self);

/**
 * amb_csv_reader_next:
 * @row: (out caller-allocates): the next row, good or not: nothing in the file is passed over in
 *   silence but blank lines and rows of empty cells
 *
 * Cells that are not quoted are trimmed; an apostrophe that guards against formulas is taken away
 * (see amb_csv_writer_add_cell()); empty cells beyond the header are dropped. After a row with a
 * quote problem reading goes on with the next line.
 *
 * Returns: FALSE at the end; with @error only when memory runs out (AMB_ERROR_FAILED)
 */
gboolean amb_csv_reader_next (AmbCsvReader *self, AmbCsvRow *row, GError **error);

/** amb_csv_reader_rewind: the next row is the first behind the header again */
void amb_csv_reader_rewind (AmbCsvReader *self);

/** amb_csv_reader_get_progress: 0…1, the share of the text that has been read */
double amb_csv_reader_get_progress (AmbCsvReader *self);

/** amb_csv_reader_dup_reason: (transfer full) (nullable): a sentence for a person that says what is
 * wrong with @row and what to do; NULL when it is good */
char *amb_csv_reader_dup_reason (AmbCsvReader *self, const AmbCsvRow *row);

G_END_DECLS
