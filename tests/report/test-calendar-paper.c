/* The calendar on paper: read back from its PDF by another program. */
#include "amb-calendar-paper.h"
#include "programme-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define TODAY "2026-11-23"

static const char *const names[AMB_N_CALENDAR_PAPERS] = { "month", "week", "board", "lanes",
                                                          "agenda" };

/* @n items, those of one month if @days is 30, over the hours of the day. */
static void
add_items (Fixture *f, guint n, guint first_day, guint days)
{
  g_autoptr (GError) error = NULL;

  if (!amb_db_run (
          amb_store_get_db (f->store), &error,
          "WITH RECURSIVE k (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i + 1 < "
          "?1) INSERT INTO content_items (id, title, state, audience, publish_on) SELECT "
          "printf ('01900000-0000-7000-8000-%012x', i), printf ('Item%04d', i), CASE i % 3 "
          "WHEN 0 THEN 'draft' WHEN 1 THEN 'approved' ELSE 'in_review' END, CASE i % 2 "
          "WHEN 0 THEN 'client' ELSE 'partner' END, printf "
          "('2026-11-%02dT%02d:30[Europe/Paris]', ?2 + i % ?3, i % 24) FROM k",
          "iii", (gint64) n, (gint64) first_day, (gint64) days))
    g_error ("%s", error->message);
}

/* What has no words to be searched for is not left behind. */
static void
remove_items (Fixture *f)
{
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), "DELETE FROM content_items", NULL));
}

static AmbPaperTable *
load (Fixture *f, AmbCalendarPaperKind kind, gboolean is_rtl)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GError) error = NULL;
  AmbCalendarPaperAsk ask = { kind, TODAY, TODAY, zone, 0, NULL, is_rtl };
  AmbPaperTable *table = amb_calendar_paper_load (f->store, &ask, &error);

  g_assert_no_error (error);
  return table;
}

/* What another program reads on it. */
static char *
dup_read (Fixture *f, AmbCalendarPaperKind kind, gboolean is_rtl, const char *how)
{
  g_autoptr (AmbPaperTable) table = load (f, kind, is_rtl);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("ambassade-paper-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "calendar.pdf", NULL);
  const char *argv[] = { "pdftotext", how, path, "-", NULL };
  char *text = NULL;

  g_assert_true (amb_paper_table_save (table, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text,
                               NULL, NULL, &error));
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  return text;
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static void
assert_has_items (const char *text, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Item%04u", i);

      assert_has (text, title);
    }
}

static void
test_every_item_is_on_every_view (Fixture *f, gconstpointer data)
{
  g_autofree char *programme = FIXTURE_ADD (f, "programme", "name", "Voices");

  g_assert_nonnull (programme);
  add_items (f, 60, 23, 7);
  for (guint i = 0; i < AMB_N_CALENDAR_PAPERS; i++)
    {
      AmbCalendarPaperKind kind = AMB_N_CALENDAR_PAPERS;
      g_autofree char *text = NULL;

      g_assert_true (amb_calendar_paper_find (names[i], &kind));
      g_assert_cmpuint (kind, ==, i);
      text = dup_read (f, kind, FALSE, "-layout");
      assert_has_items (text, 60);
      assert_has (text, "Voices");
      assert_has (text, "60 items");
      assert_has (text, "As of 23 November 2026");
      assert_has (text, "Hours by the clock of ");
      assert_has (text, "Page 1 of ");
      assert_has (text, "Approved");
      assert_has (text, i == AMB_CALENDAR_PAPER_WEEK ? "Week 48" : "November 2026");
      assert_has (text, "23 November");
    }
  remove_items (f);
}

/* A long day goes on on the next page; the last item of the month is there as the first. */
static void
test_two_thousand_items (Fixture *f, gconstpointer data)
{
  add_items (f, 2000, 1, 30);
  for (guint i = 0; i < AMB_N_CALENDAR_PAPERS; i++)
    if (i != AMB_CALENDAR_PAPER_WEEK)
      {
        g_autofree char *text = dup_read (f, i, FALSE, "-raw");

        assert_has_items (text, 2000);
      }
  remove_items (f);
}

/* Where a word stands, from the left. */
static double
find_x (const char *boxes, const char *word)
{
  g_autofree char *end = g_strdup_printf (">%s<", word);
  const char *at = strstr (boxes, end);
  const char *begin = at;

  if (at == NULL)
    g_error ("“%s” is not in: %s", word, boxes);
  while (!g_str_has_prefix (begin, "xMin=\""))
    begin--;
  return g_ascii_strtod (begin + strlen ("xMin=\""), NULL);
}

static void
test_begins_at_the_right (Fixture *f, gconstpointer data)
{
  g_autofree char *right = NULL;
  g_autofree char *left = NULL;

  add_items (f, 10, 23, 7);
  left = dup_read (f, AMB_CALENDAR_PAPER_MONTH, FALSE, "-bbox");
  right = dup_read (f, AMB_CALENDAR_PAPER_MONTH, TRUE, "-bbox");
  g_assert_cmpfloat (find_x (left, "Tuesday"), <, find_x (left, "Friday"));
  g_assert_cmpfloat (find_x (right, "Tuesday"), >, find_x (right, "Friday"));
  /* Words of the other direction too: the page is 842 wide. */
  g_assert_cmpfloat (find_x (left, "November"), <, 200);
  g_assert_cmpfloat (find_x (right, "November"), >, 600);
  g_assert_cmpfloat (find_x (left, "Item0001"), >, find_x (left, "Item0000"));
  g_assert_cmpfloat (find_x (right, "Item0001"), <, find_x (right, "Item0000"));
  remove_items (f);
}

/* A Friday is of the week of its Monday; a planned time is told by its own clock too. */
static void
test_names_weeks_and_clocks (Fixture *f, gconstpointer data)
{
  g_autofree char *item = FIXTURE_ADD (f, "content-item", "title", "Late", "publish-on",
                                       "2026-11-26T22:00[America/Sao_Paulo]");
  g_autofree char *text = dup_read (f, AMB_CALENDAR_PAPER_AGENDA, FALSE, "-layout");

  g_assert_nonnull (item);
  assert_has (text, "Friday 27 November");
  assert_has (text, "Week 48");
  assert_has (text, "02:00 Late");
  assert_has (text, "Thu 26 Nov 22:00 in Sao Paulo");
}

static void
test_says_that_there_is_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *text = dup_read (f, AMB_CALENDAR_PAPER_BOARD, FALSE, "-layout");

  assert_has (text, "Nothing is planned here.");
  assert_has (text, "Page 1 of 1");
}

static void
test_names_what_cant_be_written (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbPaperTable) table = load (f, AMB_CALENDAR_PAPER_AGENDA, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_paper_table_save (table, "/nowhere/a.pdf", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "/nowhere/a.pdf"));
}

static void
add_test (const char *path, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/report/calendar-paper/every-item-is-on-every-view", test_every_item_is_on_every_view);
  add_test ("/report/calendar-paper/two-thousand-items", test_two_thousand_items);
  add_test ("/report/calendar-paper/begins-at-the-right", test_begins_at_the_right);
  add_test ("/report/calendar-paper/names-weeks-and-clocks", test_names_weeks_and_clocks);
  add_test ("/report/calendar-paper/says-that-there-is-nothing", test_says_that_there_is_nothing);
  add_test ("/report/calendar-paper/names-what-cant-be-written", test_names_what_cant_be_written);
  return g_test_run ();
}
