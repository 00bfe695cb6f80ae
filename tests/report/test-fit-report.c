/* The sheet that a candidate may read. */
#include "amb-fit-report.h"
#include "programme-fixture.h"

#include <string.h>

static char *
add (Fixture *f, const char *entity, const char *first, ...)
{
  AmbRecord *record = amb_record_new (amb_entity_find (entity), NULL);
  va_list args;
  char *id;

  va_start (args, first);
  for (const char *field = first; field != NULL; field = va_arg (args, const char *))
    amb_record_set (record, field, va_arg (args, const char *));
  va_end (args);
  id = fixture_add (f, record, AMB_COMMAND_RUNNING);
  g_test_queue_free (id);
  return id;
}

/* @n_criteria, each scored 4 by Ben with @evidence, and left blank by Cho. */
static AmbFitReport *
make_report (Fixture *f, guint n_criteria, const char *evidence)
{
  const char *call = add (f, "call", "name", "Autumn", "seats", "1", NULL);
  const char *ama = add (f, "ambassador", "display-name", "Ama", "state", "in_review", NULL);
  const char *raters[] = { add (f, "ambassador", "display-name", "Ben Rater", NULL),
                           add (f, "ambassador", "display-name", "Cho Rater", NULL) };
  const char *application = add (f, "application", "ambassador-id", ama, "call-id", call,
                                 "submitted-on", "2026-10-01", NULL);
  g_autoptr (AmbCandidates) list = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_criteria; i++)
    {
      g_autofree char *name = g_strdup_printf ("Criterion %u", i);
      const char *criterion = add (f, "criterion", "name", name, "weight", "10", NULL);

      add (f, "assessment", "application-id", application, "criterion-id", criterion, "by-id",
           raters[0], "score", "4", "evidence", evidence, NULL);
      add (f, "assessment", "application-id", application, "criterion-id", criterion, "by-id",
           raters[1], "blank-on-purpose", "1", NULL);
    }
  list = amb_candidates_load (f->store, &(AmbCandidatesQuery){ call, NULL, ama, -1 }, &error);
  g_assert_no_error (error);
  return amb_fit_report_new (list, amb_candidates_find (list, ama), "Ama", "2026-11-23");
}

static void
test_names_no_rater (Fixture *f, gconstpointer data)
{
  static const char *const parts[] = { "Ama\n",
                                       "Autumn\n",
                                       "Fit: 80.00 of 100\n",
                                       "100 % of the criteria answered, by 2 raters\n",
                                       "Weight 10 of 20 · Score 4 · One score, and left blank",
                                       "4: The Friday digest\n",
                                       "Left blank on purpose: No evidence given\n",
                                       "As of 23 November 2026\n" };
  g_autoptr (AmbFitReport) report = make_report (f, 2, "The Friday digest");
  g_autofree char *text = amb_fit_report_dup_text (report);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” is not in: %s", parts[i], text);
  g_assert_null (strstr (text, "Rater"));
}

/* Is anything dark on the page? */
static gboolean
is_inked (AmbFitReport *report, guint page)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 400, 500);
  cairo_t *cr = cairo_create (surface);
  gboolean found = FALSE;
  const guchar *bytes;

  amb_fit_report_draw (report, cr, page);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = cairo_image_surface_get_data (surface);
  for (int i = 0; i < cairo_image_surface_get_stride (surface) * 500; i++)
    found = found || bytes[i] > 200;
  cairo_surface_destroy (surface);
  return found;
}

static void
test_goes_on_on_the_next_page (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbFitReport) report =
      make_report (f, 12, "A long account of what was seen, in more words than a line holds.");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 400, 500);
  cairo_t *cr = cairo_create (surface);
  guint n = amb_fit_report_paginate (report, cr, 400, 500);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_assert_cmpuint (n, >, 1);
  for (guint page = 0; page < n; page++)
    g_assert_true (is_inked (report, page));
  g_assert_false (is_inked (report, n));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/report/fit-report/names-no-rater", Fixture, NULL, fixture_set_up,
              test_names_no_rater, fixture_tear_down);
  g_test_add ("/report/fit-report/goes-on-on-the-next-page", Fixture, NULL, fixture_set_up,
              test_goes_on_on_the_next_page, fixture_tear_down);
  return g_test_run ();
}
