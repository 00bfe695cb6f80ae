/* Which delimiter a CSV file uses. */
#include "amb-csv-delimiter.h"

/* How much of the file tells it. */
#define SAMPLE_BYTES ((gsize) 64 * 1024)
#define SAMPLE_ROWS  20

/* How well a delimiter explains the first rows. */
typedef struct
{
  guint rows;
  guint columns;  /* of the first row */
  guint agreeing; /* rows that have as many */
} Tally;

static void
tally_row (Tally *tally, guint columns)
{
  if (tally->rows == 0)
    tally->columns = columns;
  tally->agreeing += columns == tally->columns ? 1 : 0;
  tally->rows++;
}

static Tally
tally_delimiter (const char *text, gsize size, char delimiter)
{
  Tally tally = { 0 };
  const char *p = text;
  const char *end = text + MIN (size, SAMPLE_BYTES);
  gboolean is_whole = size <= SAMPLE_BYTES;
  gboolean is_quoted = FALSE;
  gboolean is_cell_begun = FALSE;
  gboolean is_row_begun = FALSE;
  guint columns = 1;

  for (; p < end && tally.rows < SAMPLE_ROWS; p++)
    {
      if (*p == '"' && (is_quoted || !is_cell_begun))
        {
          is_quoted = !is_quoted;
          is_row_begun = TRUE;
        }
      else if (is_quoted)
        {
          continue;
        }
      else if (*p == delimiter)
        {
          columns++;
          is_row_begun = TRUE;
          is_cell_begun = FALSE;
        }
      else if (*p == '\n' || *p == '\r')
        {
          if (is_row_begun)
            tally_row (&tally, columns);
          columns = 1;
          is_row_begun = is_cell_begun = FALSE;
        }
      else if (*p != ' ')
        {
          is_row_begun = is_cell_begun = TRUE;
        }
    }
  if (is_row_begun && tally.rows < SAMPLE_ROWS && (is_whole || tally.rows == 0))
    tally_row (&tally, columns);

  return tally;
}

char
amb_csv_detect_delimiter (const char *text, gsize size)
{
  char best = ',';
  guint best_share = 0;
  guint best_columns = 1;

  for (const char *delimiter = AMB_CSV_DELIMITERS; *delimiter != '\0'; delimiter++)
    {
      Tally tally = tally_delimiter (text, size, *delimiter);
      guint share = tally.columns > 1 ? 1000 * tally.agreeing / tally.rows : 0;

      if (share > best_share || (share == best_share && share > 0 && tally.columns > best_columns))
        {
          best = *delimiter;
          best_share = share;
          best_columns = tally.columns;
        }
    }

  return best;
}
