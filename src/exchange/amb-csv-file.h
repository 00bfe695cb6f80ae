/* A file that should be a table: read once, and told apart from what is none. */
#pragma once

#include "amb-csv-reader.h"

G_BEGIN_DECLS

/**
 * amb_csv_file_read:
 * @path: a file, a pipe or a device; read once, to its end
 *
 * Returns: (transfer full): all of it, or one byte more than AMB_CSV_MAX_BYTES, which
 * amb_csv_file_open() refuses. Blocks; any thread. Errors: AMB_ERROR_NOT_FOUND, AMB_ERROR_DENIED,
 * AMB_ERROR_FAILED, G_IO_ERROR_CANCELLED; all but the last name the file.
 */
GBytes *amb_csv_file_read (const char *path, GCancellable *cancellable, GError **error);

/**
 * amb_csv_file_open:
 * @bytes: what amb_csv_file_read() gave
 * @path: for the messages, and for its ending
 *
 * amb_csv_reader_new() for a file. Spreadsheets, pictures, PDF, JSON and other files that are no
 * text are refused by what they are. Errors: AMB_ERROR_INVALID, AMB_ERROR_TOO_LARGE, each naming
 * the file.
 */
AmbCsvReader *amb_csv_file_open (GBytes *bytes, const char *path, char delimiter, GError **error);

G_END_DECLS
