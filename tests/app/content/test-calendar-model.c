/* When the calendar reads again: of what it tells, and where somebody looks. */
#include "amb-calendar-model.h"
#include "list-fixture.h"

#include <adwaita.h>

#define LONG_ENOUGH 1000 /* ms: changes are waited for before they are read */

typedef struct
{
  ListFixture list;
  AmbCalendarModel *model;
  guint n_loaded, n_wanted;
} Fixture;

static void
loaded_cb (Fixture *self)
{
  self->n_loaded++;
}

static gboolean
is_loaded (gpointer data)
{
  const Fixture *self = data;

  return self->n_loaded >= self->n_wanted;
}

static void
wait_for_loads (Fixture *self, guint n)
{
  self->n_wanted = n;
  list_fixture_wait (is_loaded, self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  list_fixture_set_up (&self->list, data);
  self->model = amb_calendar_model_new (self->list.context);
  g_signal_connect_swapped (self->model, "loaded", G_CALLBACK (loaded_cb), self);
  wait_for_loads (self, 1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->model);
  list_fixture_tear_down (&self->list, data);
}

static gpointer
run_add (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *const *words = data;
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (words[0]), NULL);

  for (words++; *words != NULL; words += 2)
    amb_record_set (record, words[0], words[1]);
  return amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, error);
}

static void
add (Fixture *self, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
      list_fixture_write (&self->list, run_add, (gpointer) (const void *) words, &error);

  g_assert_no_error (error);
}

static gpointer
run_add_item (AmbProgramme *programme, gpointer title, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("content-item"), NULL);

  amb_record_set (record, "title", title);
  amb_record_set (record, "publish-on", "2026-11-24T09:00[UTC]");
  return amb_programme_add (programme, record, AMB_COMMAND_RUNNING, error);
}

static char *
add_item (Fixture *self, const char *title)
{
  g_autoptr (GError) error = NULL;
  char *id = list_fixture_write (&self->list, run_add_item, (gpointer) title, &error);

  g_assert_no_error (error);
  return id;
}

static gboolean
passed_cb (gpointer passed)
{
  *(gboolean *) passed = TRUE;
  return G_SOURCE_REMOVE;
}

static void
let_pass (void)
{
  gboolean passed = FALSE;

  g_timeout_add (LONG_ENOUGH, passed_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_read_where_somebody_looks (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL;

  wait_for_loads (self, 1);
  first = add_item (self, "While nobody looks");
  let_pass ();
  g_assert_cmpuint (self->n_loaded, ==, 1);
  amb_calendar_model_set_shown (self->model, TRUE);
  wait_for_loads (self, 2);
  g_assert_nonnull (amb_calendar_model_find (self->model, first));
  second = add_item (self, "While somebody looks");
  wait_for_loads (self, 3);
  g_assert_nonnull (amb_calendar_model_find (self->model, second));
  /* Nothing changed: what was read is shown again. */
  amb_calendar_model_set_shown (self->model, FALSE);
  amb_calendar_model_set_shown (self->model, TRUE);
  let_pass ();
  g_assert_cmpuint (self->n_loaded, ==, 3);
}

static void
test_told (Fixture *self, gconstpointer data)
{
  amb_calendar_model_set_shown (self->model, TRUE);
  add (self, (const char *[]){ "campaign", "name", "Open doors", "starts-on", "2026-11-24",
                               "ends-on", "2026-11-26", NULL });
  wait_for_loads (self, 2);
}

static void
test_not_told (Fixture *self, gconstpointer data)
{
  amb_calendar_model_set_shown (self->model, TRUE);
  add (self, (const char *[]){ "practice", "title", "Short sentences", NULL });
  let_pass ();
  g_assert_cmpuint (self->n_loaded, ==, 1);
  test_told (self, data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77; /* skipped: no display */
  adw_init ();
  g_test_add ("/app/calendar-model/what-it-tells-is-read-again", Fixture, NULL, set_up, test_told,
              tear_down);
  g_test_add ("/app/calendar-model/what-it-does-not-tell-reads-nothing", Fixture, NULL, set_up,
              test_not_told, tear_down);
  g_test_add ("/app/calendar-model/is-read-where-somebody-looks", Fixture, NULL, set_up,
              test_read_where_somebody_looks, tear_down);
  return g_test_run ();
}
