#include "list-fixture.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#define NOW         G_GINT64_CONSTANT (1795442400000) /* 2026-11-23T14:00:00Z */
#define PATIENCE_US (30 * G_USEC_PER_SEC)

static gpointer
add_node (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbRecord) node = amb_record_new (amb_entity_find ("node"), NULL);

  amb_record_set (node, "name", "Ghana");
  return amb_programme_add (programme, node, AMB_COMMAND_DEFAULT, error);
}

void
list_fixture_set_up (ListFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("amb-lists-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = amb_clock_new_manual (NOW, 7);
  self->context = amb_context_new (self->folder, self->clock, &error);
  g_assert_no_error (error);
  self->person = amb_entity_find ("ambassador");
  self->node = amb_entity_find ("node");
  self->node_id = list_fixture_write (self, add_node, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
list_fixture_tear_down (ListFixture *self, gconstpointer data)
{
  list_fixture_iterate ();
  amb_context_close (self->context);
  list_fixture_iterate ();
  g_assert_finalize_object (self->context);
  g_clear_object (&self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->node_id);
}

void
list_fixture_iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
list_fixture_wait (ListFixtureCheck is_done, gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (!is_done (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

typedef struct
{
  gboolean is_done;
  gpointer result;
  GError *error;
} Written;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Written *written = data;

  written->result = amb_context_write_finish (AMB_CONTEXT (source), result, &written->error);
  written->is_done = TRUE;
}

static gboolean
is_written (gpointer data)
{
  return ((Written *) data)->is_done;
}

gpointer
list_fixture_write (ListFixture *self, AmbContextWrite job, gpointer data, GError **error)
{
  Written written = { 0 };

  amb_context_write_async (self->context, job, data, NULL, NULL, NULL, written_cb, &written);
  list_fixture_wait (is_written, &written);
  if (written.error)
    g_propagate_error (error, written.error);
  return written.result;
}

typedef struct
{
  ListFixture *fixture;
  guint n;
} Fill;

static gpointer
fill (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Fill *job = data;
  AmbStore *store = amb_programme_get_store (programme);

  if (!amb_db_run (
          amb_store_get_db (store), error,
          "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ?) "
          "INSERT INTO ambassadors (id, ver, deleted, display_name, display_name_key, "
          "state, node_id, language) SELECT "
          "printf ('01939f00-0000-7000-8000-%012d', i), 0, 0, "
          "printf ('Person %06d', i), printf ('person %06d', i), "
          "CASE WHEN i % 2 THEN 'identified' ELSE 'active' END, "
          "CASE WHEN i % 2 THEN NULL ELSE ? END, CASE i % 3 WHEN 0 THEN 'fr' ELSE 'en' END "
          "FROM c",
          "it", (gint64) job->n, job->fixture->node_id))
    return NULL;
  amb_store_finish_load (store, error);
  return NULL;
}

void
list_fixture_fill (ListFixture *self, guint n)
{
  g_autoptr (GError) error = NULL;
  Fill job = { self, n };

  list_fixture_write (self, fill, &job, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *id;
  const char *field; /* NULL: removed */
  const char *value;
} Edit;

static gpointer
edit (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *job = data;
  const AmbEntity *person = amb_entity_find ("ambassador");

  if (job->field)
    amb_programme_set_field (programme, person, job->id, job->field, job->value, error);
  else
    amb_programme_remove (programme, person, job->id, error);
  return NULL;
}

void
list_fixture_set (ListFixture *self, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  Edit job = { id, field, value };

  list_fixture_write (self, edit, &job, &error);
  g_assert_no_error (error);
}

void
list_fixture_remove (ListFixture *self, const char *id)
{
  list_fixture_set (self, id, NULL, NULL);
}

char *
list_fixture_dup_id (ListFixture *self, guint number)
{
  return g_strdup_printf ("01939f00-0000-7000-8000-%012u", number);
}

AmbRecord *
list_fixture_get (ListFixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  AmbRecord *record =
      amb_store_get (amb_context_get_store (self->context), self->person, id, &error);

  g_assert_no_error (error);
  return record;
}

typedef gboolean (*IsIt) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *widget, IsIt is_it, gconstpointer data)
{
  GtkWidget *found = is_it (widget, data) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, is_it, data);
  return found;
}

static gboolean
has_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) type);
}

static gboolean
has_title (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_PREFERENCES_ROW (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

GtkWidget *
list_fixture_find_type (GtkWidget *widget, GType type)
{
  return find (widget, has_type, &type);
}

GtkWidget *
list_fixture_find_row (GtkWidget *widget, const char *title)
{
  return find (widget, has_title, title);
}
