/* Reads CSV on top of libcsv: a physical line at a time, so that every row knows where it stands
 * and a broken quote spoils no more than its own line. */
#include "amb-csv-reader.h"
#include "amb-csv-delimiter.h"
#include "amb-csv-file.h"
#include "amb-csv-writer.h"
#include "amb-error.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of the file tells the delimiter. */
#define PIECE_BYTES ((gsize) 64 * 1024)
#define SAMPLE_ROWS 20

/* A place in the text. */
typedef struct
{
  gsize offset;
  guint line;
} Place;

struct _AmbCsvReader
{
  GBytes *text;
  const char *data;
  gsize size;
  AmbEncoding encoding;
  gsize n_replaced;
  char delimiter;

  Place first_row; /* behind the header */
  Place place;
  GPtrArray *header; /* of char *, NULL-terminated */

  struct csv_parser parser;

  /* The row at hand: its cells in one block, each ended by a NUL. */
  GString *block;
  GArray *starts;   /* of gsize, into the block */
  GPtrArray *cells; /* pointers into the block once it stands still, NULL-terminated */
  gboolean has_row;
  gboolean is_too_wide;

  gboolean has_quote; /* is a quoted cell open at the end of a line? */
  Place quote;        /* the line in which it began */
  gsize quote_length; /* what it held at the end of that line */
};

static void
cell_cb (void *cell, size_t size, void *data)
{
  AmbCsvReader *self = data;
  gsize start = self->block->len;

  if (self->starts->len > AMB_CSV_MAX_COLUMNS)
    {
      self->is_too_wide = self->is_too_wide || size > 0;
      return;
    }
  g_array_append_val (self->starts, start);
  g_string_append_len (self->block, cell, (gssize) size);
  g_string_append_c (self->block, '\0');
  if (amb_csv_guard_length (self->block->str + start) > 0)
    g_string_erase (self->block, (gssize) start, 1);
}

static void
row_cb (int terminator, void *data)
{
  AmbCsvReader *self = data;

  self->has_row = TRUE;
}

static gboolean
init_parser (AmbCsvReader *self, GError **error)
{
  if (csv_init (&self->parser, CSV_STRICT) != 0)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_FAILED,
                           _ ("The CSV file can’t be read because memory ran out."));
      return FALSE;
    }
  csv_set_delim (&self->parser, (unsigned char) self->delimiter);
  csv_set_blk_size (&self->parser, PIECE_BYTES);

  return TRUE;
}

/* Forgets a cell that libcsv has begun; its buffer stays. */
static void
reset_parser (AmbCsvReader *self)
{
  csv_fini (&self->parser, NULL, NULL, NULL);
}

static void
clear_row (AmbCsvReader *self)
{
  g_string_truncate (self->block, 0);
  g_array_set_size (self->starts, 0);
  self->has_row = FALSE;
  self->is_too_wide = FALSE;
  self->has_quote = FALSE;
}

/* The place behind the line that begins at @place; LF, CR LF and CR alone end a line. */
static Place
next_line (const AmbCsvReader *self, Place place)
{
  const char *p = self->data + place.offset;
  const char *end = self->data + self->size;

  while (p < end && *p != '\n' && *p != '\r')
    p++;
  if (p < end)
    p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;

  return (Place){ (gsize) (p - self->data), place.line + 1 };
}

typedef enum
{
  FEED_DONE,
  FEED_STRAY_QUOTE,
  FEED_NO_MEMORY,
} Feed;

/* Strict mode stops at each quote out of place. One inside a cell that is not quoted, as in 24", is
 * text; one behind a quoted cell's end is a mistake. */
static Feed
feed (AmbCsvReader *self, const char *bytes, gsize size, gsize *used)
{
  *used = 0;
  while (*used < size)
    {
      *used += csv_parse (&self->parser, bytes + *used, size - *used, cell_cb, row_cb, self);
      if (*used == size)
        break;
      if (csv_error (&self->parser) != CSV_EPARSE)
        return FEED_NO_MEMORY;
      if (self->parser.quoted)
        return FEED_STRAY_QUOTE;

      csv_set_opts (&self->parser, 0);
      if (csv_parse (&self->parser, bytes + *used, 1, cell_cb, row_cb, self) != 1)
        return FEED_NO_MEMORY;
      csv_set_opts (&self->parser, CSV_STRICT);
      *used += 1;
    }

  return FEED_DONE;
}

static Feed
feed_line (AmbCsvReader *self, Place start, Place end, gsize *used)
{
  const char *line = self->data + start.offset;
  gsize size = end.offset - start.offset;
  Feed feeding = feed (self, line, size, used);
  gsize ignored;

  if (feeding == FEED_DONE && end.offset == self->size && strchr ("\r\n", line[size - 1]) == NULL)
    feeding = feed (self, "\n", 1, &ignored);

  return feeding;
}

/* Ends the row with what the parser holds of a cell and @rest, without the line's end. */
static void
end_with_cell (AmbCsvReader *self, gsize length, const char *rest, gsize rest_size)
{
  g_autoptr (GString) cell =
      g_string_new_len ((const char *) self->parser.entry_buf, (gssize) length);

  g_string_append_len (cell, rest, (gssize) rest_size);
  while (cell->len > 0 && strchr ("\r\n", cell->str[cell->len - 1]) != NULL)
    g_string_truncate (cell, cell->len - 1);
  cell_cb (cell->str, cell->len, self);
  reset_parser (self);
}

static void
end_with_stray_quote (AmbCsvReader *self, AmbCsvRow *row, Place start, gsize used)
{
  row->problem = AMB_CSV_STRAY_QUOTE;
  row->problem_line = start.line;
  end_with_cell (self, self->parser.entry_pos, self->data + start.offset + used,
                 self->place.offset - start.offset - used);
}

/* Reading goes on behind the line where the quote began. No line is read a third time: what was
 * swallowed has quotes in pairs alone, which leave none open when they are read again. */
static void
end_with_open_quote (AmbCsvReader *self, AmbCsvRow *row)
{
  row->problem = AMB_CSV_OPEN_QUOTE;
  row->problem_line = self->quote.line;
  self->place = next_line (self, self->quote);
  end_with_cell (self, self->quote_length, "", 0);
}

/* Reads lines until a row is whole. FALSE at the end of the text, or with @error. */
static gboolean
read_row (AmbCsvReader *self, AmbCsvRow *row, GError **error)
{
  clear_row (self);
  *row = (AmbCsvRow){ 0 };
  while (self->place.offset < self->size)
    {
      Place start = self->place;
      guint n_cells = self->starts->len;
      gsize used;
      Feed feeding;

      if (!self->has_quote)
        row->line = start.line;
      self->place = next_line (self, start);
      feeding = feed_line (self, start, self->place, &used);
      if (feeding == FEED_NO_MEMORY)
        {
          g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
                       _ ("Line %u can’t be read because memory ran out."), start.line);
          return FALSE;
        }
      if (feeding == FEED_STRAY_QUOTE)
        {
          if (self->has_quote && self->starts->len == n_cells)
            end_with_open_quote (self, row);
          else
            end_with_stray_quote (self, row, start, used);
          return TRUE;
        }
      if (self->has_row)
        return TRUE;
      /* Neither a row nor an open quote is a blank line. */
      if (self->parser.quoted && (!self->has_quote || self->starts->len > n_cells))
        {
          self->quote = start;
          self->quote_length = self->parser.entry_pos;
        }
      self->has_quote = self->parser.quoted;
    }
  if (!self->has_quote)
    return FALSE;
  end_with_open_quote (self, row);

  return TRUE;
}

static gboolean
is_empty_row (const AmbCsvReader *self, const AmbCsvRow *row)
{
  return row->problem == AMB_CSV_GOOD && self->block->len == self->starts->len &&
         !self->is_too_wide;
}

static const char *
get_cell (const AmbCsvReader *self, guint i)
{
  return self->block->str + g_array_index (self->starts, gsize, i);
}

/* The header's columns, or how many it may have. */
static guint
column_limit (const AmbCsvReader *self)
{
  return self->header != NULL ? self->header->len - 1 : AMB_CSV_MAX_COLUMNS;
}

/* The first cell with something in it that could not be read; n_cells: none. */
static guint
find_replacement (const AmbCsvRow *row)
{
  guint i = 0;

  while (i < row->n_cells && strstr (row->cells[i], "\xef\xbf\xbd") == NULL)
    i++;

  return i;
}

static void
find_problem (const AmbCsvReader *self, AmbCsvRow *row, guint wanted)
{
  row->problem_line = row->line;
  if (self->n_replaced > 0)
    row->problem_cell = find_replacement (row);
  if (self->n_replaced > 0 && row->problem_cell < row->n_cells)
    row->problem = AMB_CSV_UNREADABLE;
  else if (row->n_cells > wanted)
    row->problem = AMB_CSV_TOO_MANY_CELLS;
  else if (self->header != NULL && row->n_cells < wanted)
    row->problem = AMB_CSV_TOO_FEW_CELLS;
}

/* The cells are complete: points to them, and compares them with the header if there is one yet. */
static void
finish_row (AmbCsvReader *self, AmbCsvRow *row)
{
  guint wanted = column_limit (self);

  while (!self->is_too_wide && self->starts->len > wanted &&
         *get_cell (self, self->starts->len - 1) == '\0')
    g_array_set_size (self->starts, self->starts->len - 1);

  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < self->starts->len; i++)
    g_ptr_array_add (self->cells, (gpointer) get_cell (self, i));
  g_ptr_array_add (self->cells, NULL);
  row->n_cells = self->starts->len;
  row->cells = (const char *const *) self->cells->pdata;
  if (row->problem == AMB_CSV_GOOD)
    find_problem (self, row, wanted);
}

gboolean
amb_csv_reader_next (AmbCsvReader *self, AmbCsvRow *row, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  do
    if (!read_row (self, row, error))
      return FALSE;
  while (is_empty_row (self, row));
  finish_row (self, row);

  return TRUE;
}

void
amb_csv_reader_rewind (AmbCsvReader *self)
{
  self->place = self->first_row;
}

/* Excel's own first line, `sep=;`. */
static char
read_separator_line (AmbCsvReader *self)
{
  Place next = next_line (self, self->place);
  const char *line = self->data;

  /* A text has no NUL, which strchr() would find in any string. */
  if (self->size < 5 || g_ascii_strncasecmp (line, "sep=", 4) != 0 ||
      strchr (AMB_CSV_DELIMITERS, line[4]) == NULL ||
      (self->size > 5 && line[5] != '\r' && line[5] != '\n'))
    return 0;
  self->place = next;

  return line[4];
}

/* A name that no other column has, made of @base. */
static char *
make_unique (GHashTable *taken, const char *base)
{
  char *name = g_strdup (base);

  for (guint i = 2; g_hash_table_contains (taken, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", base, i);
    }

  return name;
}

static void
take_header (AmbCsvReader *self, const AmbCsvRow *row)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree gboolean *is_first = g_new0 (gboolean, row->n_cells);
  guint n_columns = 0;

  for (guint i = 0; i < row->n_cells; i++)
    {
      char *name = g_strstrip (g_strdup (row->cells[i]));

      g_ptr_array_add (names, name);
      if (*name == '\0')
        continue;
      n_columns = i + 1;
      /* Adding an equal name would put this one, which goes, in the place of the first. */
      is_first[i] = !g_hash_table_contains (taken, name) && g_hash_table_add (taken, name);
    }
  g_ptr_array_set_size (names, (int) n_columns);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *given = names->pdata[i];

      if (is_first[i])
        {
          names->pdata[i] = g_steal_pointer (&given);
          continue;
        }
      if (*given == '\0')
        {
          g_free (given);
          given = g_strdup_printf (_ ("Column %u"), i + 1);
        }
      names->pdata[i] = make_unique (taken, given);
      g_hash_table_add (taken, names->pdata[i]);
    }
  g_ptr_array_add (names, NULL);
  self->header = names;
}

static gboolean
fail_empty (GError **error)
{
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID,
                       _ ("The file is empty. Its first row must name the columns."));

  return FALSE;
}

static gboolean
read_header (AmbCsvReader *self, GError **error)
{
  AmbCsvRow row;
  GError *local = NULL;

  if (!amb_csv_reader_next (self, &row, &local))
    {
      if (local == NULL)
        return fail_empty (error);
      g_propagate_error (error, local);
      return FALSE;
    }
  if (row.problem != AMB_CSV_GOOD)
    {
      g_autofree char *reason = amb_csv_reader_dup_reason (self, &row);

      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("The row that names the columns can’t be read. %s"), reason);
      return FALSE;
    }
  take_header (self, &row);
  if (amb_csv_reader_get_n_columns (self) == 0)
    return fail_empty (error);
  self->first_row = self->place;

  return TRUE;
}

/* Puts U+FFFD for each NUL, so that the rows in which one stands are spoiled, and only those. */
static void
replace_nuls (AmbCsvReader *self)
{
  GString *text = g_string_sized_new (self->size + 64);

  for (gsize at = 0; at < self->size;)
    {
      const char *nul = memchr (self->data + at, '\0', self->size - at);
      gsize end = nul != NULL ? (gsize) (nul - self->data) : self->size;

      g_string_append_len (text, self->data + at, (gssize) (end - at));
      at = end;
      if (nul == NULL)
        continue;
      g_string_append (text, "\xef\xbf\xbd");
      self->n_replaced++;
      at++;
    }
  g_bytes_unref (self->text);
  self->text = g_string_free_to_bytes (text);
  self->data = g_bytes_get_data (self->text, &self->size);
}

/* A NUL in the first line is of a file that is no text, or of UTF-16 without a mark. */
static gboolean
check_text (AmbCsvReader *self, GError **error)
{
  const char *nul = memchr (self->data, '\0', self->size);
  Place second = next_line (self, (Place){ 0, 1 });

  if (nul == NULL)
    return TRUE;
  if (second.offset <= (gsize) (nul - self->data))
    {
      replace_nuls (self);
      return TRUE;
    }
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID,
                       _ ("Line 1 contains a NUL byte, so this is not a text file. Save the table "
                          "as “CSV UTF-8” and try again."));

  return FALSE;
}

static gboolean
check_size (gsize size, GError **error)
{
  if (size <= AMB_CSV_MAX_BYTES)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
               _ ("The file is larger than %u MiB. Split it into several files."),
               (guint) (AMB_CSV_MAX_BYTES >> 20));

  return FALSE;
}

AmbCsvReader *
amb_csv_reader_new (GBytes *bytes, char delimiter, GError **error)
{
  g_autoptr (AmbCsvReader) self = NULL;
  char separator;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (delimiter == 0 || strchr (AMB_CSV_DELIMITERS, delimiter) != NULL, NULL);

  if (!check_size (g_bytes_get_size (bytes), error))
    return NULL;

  self = g_new0 (AmbCsvReader, 1);
  self->text = amb_encoding_to_utf8 (bytes, &self->encoding, &self->n_replaced);
  self->data = g_bytes_get_data (self->text, &self->size);
  if (self->data == NULL)
    self->data = "";
  self->block = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_ptr_array_new ();
  self->place.line = 1;
  if (!check_text (self, error))
    return NULL;

  separator = read_separator_line (self);
  if (delimiter != 0)
    self->delimiter = delimiter;
  else
    self->delimiter = separator != 0 ? separator
                                     : amb_csv_detect_delimiter (self->data + self->place.offset,
                                                                 self->size - self->place.offset);

  return init_parser (self, error) && read_header (self, error) ? g_steal_pointer (&self) : NULL;
}

AmbCsvReader *
amb_csv_reader_new_for_path (const char *path,
                             char delimiter,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GBytes) bytes = amb_csv_file_read (path, cancellable, error);

  return bytes != NULL ? amb_csv_file_open (bytes, path, delimiter, error) : NULL;
}

void
amb_csv_reader_free (AmbCsvReader *self)
{
  if (self == NULL)
    return;

  csv_free (&self->parser);
  g_clear_pointer (&self->header, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_string_free (self->block, TRUE);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self);
}

const char *const *
amb_csv_reader_get_header (AmbCsvReader *self)
{
  return (const char *const *) self->header->pdata;
}

guint
amb_csv_reader_get_n_columns (AmbCsvReader *self)
{
  return self->header->len - 1;
}

char
amb_csv_reader_get_delimiter (AmbCsvReader *self)
{
  return self->delimiter;
}

AmbEncoding
amb_csv_reader_get_encoding (AmbCsvReader *self)
{
  return self->encoding;
}

gsize
amb_csv_reader_get_n_replaced (AmbCsvReader *self)
{
  return self->n_replaced;
}

double
amb_csv_reader_get_progress (AmbCsvReader *self)
{
  return (double) self->place.offset / (double) self->size;
}

char *
amb_csv_reader_dup_reason (AmbCsvReader *self, const AmbCsvRow *row)
{
  switch (row->problem)
    {
    case AMB_CSV_TOO_FEW_CELLS:
      return g_strdup_printf (_ ("The row has too few cells: %u, where the header has %u."),
                              row->n_cells, amb_csv_reader_get_n_columns (self));
    case AMB_CSV_TOO_MANY_CELLS:
      return g_strdup_printf (_ ("The row has too many cells: %u, where there may be %u. Put "
                                 "quotation marks around a cell that contains “%c”."),
                              row->n_cells, column_limit (self), self->delimiter);
    case AMB_CSV_OPEN_QUOTE:
      return g_strdup_printf (
          _ ("The quotation mark that opens on line %u is not closed where its cell "
             "ends. Close it, or double it if it belongs to the text."),
          row->problem_line);
    case AMB_CSV_STRAY_QUOTE:
      return g_strdup_printf (_ ("Text follows a closing quotation mark on line %u. Double the "
                                 "quotation marks that belong to the text."),
                              row->problem_line);
    case AMB_CSV_UNREADABLE:
      if (self->header != NULL && row->problem_cell < amb_csv_reader_get_n_columns (self))
        return g_strdup_printf (_ ("The cell in column “%1$s” contains bytes that are no text in "
                                   "%2$s. Correct it, save the file as “CSV UTF-8” and try again."),
                                amb_csv_reader_get_header (self)[row->problem_cell],
                                amb_encoding_get_name (self->encoding));
      return g_strdup_printf (_ ("The row contains bytes that are no text in %s. Save "
                                 "the file as “CSV UTF-8” and try again."),
                              amb_encoding_get_name (self->encoding));
    case AMB_CSV_GOOD:
    default:
      return NULL;
    }
}
