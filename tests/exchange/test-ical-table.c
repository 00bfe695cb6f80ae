/* Calendars in and out of the programme, by the way that CSV takes. */
#include "import-fixture.h"

#include "amb-exporter.h"
#include "amb-ical-table.h"

#include <libical/ical.h>

#define CALENDAR                                                                                   \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"                                                             \
  "BEGIN:VEVENT\r\nUID:1@other\r\nSUMMARY:Open day\r\nDTSTART;TZID=Europe/Paris:"                  \
  "20261206T180000\r\nDESCRIPTION:Come\\, all\r\nCATEGORIES:jobs,night\r\n"                        \
  "URL:https://x.example/open\r\nEND:VEVENT\r\n"                                                   \
  "BEGIN:VEVENT\r\nUID:2@other\r\nSUMMARY:Gone\r\nSTATUS:CANCELLED\r\n"                            \
  "DTSTART:20261207T080000Z\r\nEND:VEVENT\r\n"                                                     \
  "BEGIN:VEVENT\r\nUID:3@other\r\nSUMMARY:Fair\r\nDTSTART;TZID=Mars:20261207T080000\r\n"           \
  "END:VEVENT\r\nEND:VCALENDAR\r\n"

typedef struct
{
  gint64 sequence, at;
  icalproperty_status status;
  char *uid;
} Told;

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (to, parts);
}

static char *
export_items (Fixture *f)
{
  g_autoptr (AmbQuery) query = amb_query_new (get_items ());
  g_autofree char *path = g_build_filename (f->folder, "items.ics", NULL);
  AmbExportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (amb_export_check_path (path, &options.format, NULL));
  g_assert_cmpint (options.format, ==, AMB_EXPORT_ICAL);
  g_assert_true (amb_export_query (f->store, query, path, &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* What libical reads of the one item. */
static Told
judge (Fixture *f)
{
  g_autofree char *text = export_items (f);
  icalcomponent *calendar = icalparser_parse_string (text);
  icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  struct icaltimetype start = icalcomponent_get_dtstart (event);
  Told told = { icalcomponent_get_sequence (event),
                (gint64) icaltime_as_timet_with_zone (start, start.zone),
                icalcomponent_get_status (event), g_strdup (icalcomponent_get_uid (event)) };

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  icalcomponent_free (calendar);
  return told;
}

static char *
add_item (Fixture *f)
{
  g_autoptr (AmbRecord) channel = amb_record_new (amb_entity_find ("channel"), NULL);
  g_autoptr (AmbRecord) record = amb_record_new (get_items (), NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;
  char *id;

  amb_record_set (channel, "name", "Company page");
  page = amb_programme_add (f->programme, channel, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  amb_record_set (record, "title", "Portrait; of Zoé");
  amb_record_set (record, "state", "scheduled");
  amb_record_set (record, "channel-id", page);
  amb_record_set (record, "body", "One, two\nthree");
  amb_record_set (record, "link", "https://x.example/z");
  amb_record_set (record, "tags", "[\"jobs\"]");
  amb_record_set (record, "publish-on", "2026-10-24T09:00[Europe/Paris]");
  id = amb_programme_add (f->programme, record, AMB_COMMAND_RUNNING, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_import (Fixture *f, gconstpointer data)
{
  const AmbEntity *items = get_items ();
  g_autoptr (AmbImportReport) dry = import_text (f, items, CALENDAR, AMB_IMPORT_DRY_RUN);
  g_autoptr (AmbImportReport) report = NULL;
  g_autoptr (AmbImportReport) again = NULL;
  g_autoptr (AmbUndoReport) undo = NULL;
  g_autoptr (AmbQuery) query = amb_query_new (items);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_cmpint (dry->created, ==, 1);
  g_assert_cmpint (count (f, items), ==, 0);
  report = import_text (f, items, CALENDAR, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (report->created, ==, 1);
  g_assert_cmpuint (report->skipped->len, ==, 2);
  g_assert_cmpint (((AmbImportSkip *) report->skipped->pdata[0])->line, ==, 11);
  g_assert_nonnull (strstr (((AmbImportSkip *) report->skipped->pdata[0])->reason, "Gone"));
  g_assert_nonnull (strstr (((AmbImportSkip *) report->skipped->pdata[1])->reason, "Mars"));
  records = amb_store_list (f->store, query, -1, NULL);
  g_assert_cmpstr (amb_record_get (records->pdata[0], "title"), ==, "Open day");
  g_assert_cmpstr (amb_record_get (records->pdata[0], "publish-on"), ==,
                   "2026-12-06T18:00[Europe/Paris]");
  g_assert_cmpstr (amb_record_get (records->pdata[0], "body"), ==, "Come, all");
  g_assert_cmpstr (amb_record_get (records->pdata[0], "tags"), ==, "[\"jobs\",\"night\"]");
  g_assert_cmpstr (amb_record_get (records->pdata[0], "link"), ==, "https://x.example/open");
  g_assert_cmpstr (amb_record_get_state (records->pdata[0]), ==, "idea");
  again = import_text (f, items, CALENDAR, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (again->unchanged, ==, 1);
  g_assert_cmpint (again->created, ==, 0);
  undo = amb_programme_undo (f->programme, NULL);
  g_assert_nonnull (undo);
  g_assert_cmpint (count (f, items), ==, 0);
}

/* One UID is one item: moved and renamed over there, it is moved and renamed here; what came out of
 * here and comes in again says nothing of that calendar. */
static void
test_an_event_comes_again (Fixture *f, gconstpointer data)
{
  const AmbEntity *items = get_items ();
  g_autoptr (AmbImportReport) report = import_text (f, items, CALENDAR, AMB_IMPORT_DEFAULT);
  g_autofree char *later = replace (CALENDAR, "20261206T180000", "20261208T190000");
  g_autofree char *renamed = replace (later, "Open day", "Open night");
  g_autofree char *other = replace (renamed, "1@other", "9@other");
  g_autoptr (AmbImportReport) moved = NULL, own = NULL, more = NULL;
  g_autoptr (AmbQuery) query = amb_query_new (items);
  g_autoptr (GPtrArray) records = NULL, after = NULL;
  g_autofree char *out = NULL;

  g_assert_cmpint (report->created, ==, 1);
  moved = import_text (f, items, renamed, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (moved->created, ==, 0);
  g_assert_cmpint (moved->updated, ==, 1);
  records = amb_store_list (f->store, query, -1, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (amb_record_get (records->pdata[0], "title"), ==, "Open night");
  g_assert_cmpstr (amb_record_get (records->pdata[0], "publish-on"), ==,
                   "2026-12-08T19:00[Europe/Paris]");
  out = export_items (f);
  own = import_text (f, items, out, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (own->unchanged, ==, 1);
  after = amb_store_list (f->store, query, -1, NULL);
  g_assert_cmpstr (amb_record_get (after->pdata[0], "event-uid"), ==, "1@other");
  more = import_text (f, items, other, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (more->created, ==, 1);
  g_assert_cmpint (count (f, items), ==, 2);
}

/* What a calendar program is told through the life of one item: one UID, ever higher numbers. */
static void
test_life (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_item (f);
  Told first = judge (f), moved, held, back, removed;

  g_assert_cmpint (first.status, ==, ICAL_STATUS_CONFIRMED);
  g_assert_cmpint (first.at, ==, 1792825200); /* 24 October 2026, 07:00 UTC */
  g_assert_true (amb_programme_set_field (f->programme, get_items (), id, "publish-on",
                                          "2026-10-25T09:00[Europe/Paris]", NULL));
  moved = judge (f);
  g_assert_cmpint (moved.at, ==, first.at + 25 * 3600); /* the clocks went back that night */
  g_assert_cmpint (moved.status, ==, ICAL_STATUS_CONFIRMED);
  g_assert_true (amb_programme_move (f->programme, get_items (), id, "on_hold", "A crisis", NULL));
  held = judge (f);
  g_assert_cmpint (held.status, ==, ICAL_STATUS_CANCELLED);
  g_assert_true (amb_programme_move (f->programme, get_items (), id, "approved", NULL, NULL));
  back = judge (f);
  g_assert_cmpint (back.status, ==, ICAL_STATUS_TENTATIVE);
  g_assert_true (amb_programme_remove (f->programme, get_items (), id, NULL));
  removed = judge (f);
  g_assert_cmpint (removed.status, ==, ICAL_STATUS_CANCELLED);

  g_assert_cmpint (first.sequence, <, moved.sequence);
  g_assert_cmpint (moved.sequence, <, held.sequence);
  g_assert_cmpint (held.sequence, <, back.sequence);
  g_assert_cmpint (back.sequence, <, removed.sequence);
  for (guint i = 0; i < 5; i++)
    {
      Told *told[] = { &first, &moved, &held, &back, &removed };

      g_assert_cmpstr (told[i]->uid, ==, removed.uid);
      if (i < 4)
        g_free (told[i]->uid);
    }
  g_free (removed.uid);

  amb_clock_advance (f->clock, G_GINT64_CONSTANT (31) * 24 * 3600 * 1000);
  g_autofree char *later = export_items (f);
  g_assert_null (strstr (later, "VEVENT"));
}

/* What came out comes in again as what it was, and the same comes out. */
static void
test_again (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_item (f);
  g_autofree char *text = export_items (f);
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;
  g_autoptr (AmbImportReport) report = import_text (f, get_items (), text, AMB_IMPORT_DEFAULT);
  g_autoptr (AmbImportReport) moved = NULL;
  g_autoptr (AmbRecord) record = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_cmpint (report->unchanged, ==, 1);
  amb_clock_advance (f->clock, 1000);
  same = export_items (f);
  g_assert_cmpstr (same, ==, text);
  parts = g_strsplit (text, "20261024T090000", -1);
  other = g_strjoinv ("20261027T101500", parts);
  moved = import_text (f, get_items (), other, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (moved->updated, ==, 1);
  record = amb_store_get (f->store, get_items (), id, NULL);
  g_assert_cmpstr (amb_record_get (record, "publish-on"), ==, "2026-10-27T10:15[Europe/Paris]");
  g_assert_cmpstr (amb_record_get (record, "body"), ==, "One, two\nthree");
  g_assert_cmpstr (amb_record_get_state (record), ==, "scheduled");
}

static void
test_other_kinds (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autofree char *path = g_build_filename (f->folder, "people.ics", NULL);
  const AmbExportOptions options = { .format = AMB_EXPORT_ICAL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_false (amb_export_query (f->store, query, path, &options, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (try_text (f, f->people, CALENDAR, AMB_IMPORT_DEFAULT, &other));
  g_assert_error (other, AMB_ERROR, AMB_ERROR_INVALID);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/exchange/ical-table/events-come-in-as-rows-do", test_import);
  ADD ("/exchange/ical-table/an-event-comes-again", test_an_event_comes_again);
  ADD ("/exchange/ical-table/a-calendar-follows-the-life-of-an-item", test_life);
  ADD ("/exchange/ical-table/what-came-out-comes-in-as-it-was", test_again);
  ADD ("/exchange/ical-table/a-calendar-is-of-content-items-alone", test_other_kinds);
  return g_test_run ();
}
