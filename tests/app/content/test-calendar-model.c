/* When the calendar reads again. */
#include "amb-calendar-model.h"
#include "list-fixture.h"

#include <adwaita.h>

typedef struct
{
  ListFixture list;
  AmbCalendarModel *model;
  guint n_loaded;
} Fixture;

static void
loaded_cb (Fixture *self)
{
  self->n_loaded++;
}

static gboolean
is_loaded (gpointer data)
{
  return ((Fixture *) data)->n_loaded > 0;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  list_fixture_set_up (&self->list, data);
  self->model = amb_calendar_model_new (self->list.context);
  g_signal_connect_swapped (self->model, "loaded", G_CALLBACK (loaded_cb), self);
  amb_calendar_model_refresh (self->model);
  list_fixture_wait (is_loaded, self);
  self->n_loaded = 0;
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

static void
test_told (Fixture *self, gconstpointer data)
{
  add (self, (const char *[]){ "campaign", "name", "Open doors", "starts-on", "2026-11-24",
                               "ends-on", "2026-11-26", NULL });
  list_fixture_wait (is_loaded, self);
}

static gboolean
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
has_passed (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_not_told (Fixture *self, gconstpointer data)
{
  gboolean passed = FALSE;

  add (self, (const char *[]){ "practice", "title", "Short sentences", NULL });
  g_timeout_add (600, passed_cb, &passed);
  list_fixture_wait (has_passed, &passed);
  g_assert_cmpuint (self->n_loaded, ==, 0);
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
  return g_test_run ();
}
