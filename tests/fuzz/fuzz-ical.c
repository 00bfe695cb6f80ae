/* Calendars: whatever the bytes, every event is text with a line, and what is written of it is read
 * again as it was. */
#include "fuzz.h"

#include "amb-csv-reader.h"
#include "amb-error.h"
#include "amb-ical-table.h"

#include <string.h>

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || (*text != '\0' && g_utf8_validate (text, -1, NULL)));
}

static void
check_event (const AmbIcalEvent *event, guint last)
{
  g_assert_cmpuint (event->line, >, last);
  g_assert_true (event->reason != NULL || event->summary != NULL);
  check_text (event->reason);
  check_text (event->uid);
  check_text (event->summary);
  check_text (event->description);
  check_text (event->url);
  for (guint i = 0; i < event->notices->len; i++)
    check_text (event->notices->pdata[i]);
  g_assert_cmpint (event->sequence, >=, 0);
  g_assert_cmpint (event->sequence, <=, G_MAXINT32);
}

static void
check_written (AmbIcalEvent *event)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) more = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  const AmbIcalEvent *copy;

  g_ptr_array_add (one, event);
  first = amb_ical_write (one, NULL, NULL);
  again = amb_ical_read (first, NULL);
  g_assert_true (again != NULL && again->len == 1);
  copy = g_ptr_array_index (again, 0);
  if (copy->reason != NULL) /* a title of controls alone is none */
    return;
  g_assert_cmpstr (copy->start, ==, event->start);
  g_assert_cmpint (copy->sequence, ==, event->sequence);
  /* Controls went, so the second time is the same. */
  second = amb_ical_write (again, NULL, NULL);
  more = amb_ical_read (second, NULL);
  g_assert_true (more != NULL && more->len == 1);
  g_assert_cmpstr (((AmbIcalEvent *) more->pdata[0])->summary, ==, copy->summary);
  g_assert_cmpstr (((AmbIcalEvent *) more->pdata[0])->description, ==, copy->description);
}

/* Each event has its row. */
static void
check_table (GPtrArray *events)
{
  g_autoptr (GBytes) table = amb_ical_table_write (amb_entity_find ("content-item"), events);
  g_autoptr (AmbCsvReader) reader = amb_csv_reader_new (table, ',', NULL);
  AmbCsvRow row;
  guint n = 0;

  g_assert_nonnull (reader);
  while (amb_csv_reader_next (reader, &row, NULL))
    n++;
  g_assert_cmpuint (n, ==, events->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = amb_ical_read (bytes, &error);
  guint last = 0;

  g_assert_true ((events == NULL) == (error != NULL));
  if (events == NULL)
    {
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      return 0;
    }
  for (guint i = 0; i < events->len; i++)
    {
      AmbIcalEvent *event = g_ptr_array_index (events, i);

      check_event (event, last);
      last = event->line;
      if (event->reason == NULL && event->start != NULL)
        check_written (event);
    }
  check_table (events);
  return 0;
}
