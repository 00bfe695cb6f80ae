/* Which delimiter a CSV file uses. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order in which a tie is decided. */
#define AMB_CSV_DELIMITERS ";,\t|"

/**
 * amb_csv_detect_delimiter:
 * @text: without NUL
 *
 * The delimiter with which most of the first 20 rows have as many columns as the first row, which
 * needs two at least; among equals the one that makes more columns. Delimiters and line breaks in
 * quotes don't count.
 *
 * Returns: one of AMB_CSV_DELIMITERS; a comma when there is only one column. Any thread.
 */
char amb_csv_detect_delimiter (const char *text, gsize size);

G_END_DECLS
