#include "store-fixture.h"

#include <glib/gstdio.h>

static void
open_store (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->store = amb_store_open (self->path, AMB_STORE_DEFAULT, self->clock, &error);
  g_assert_no_error (error);
}

static void
begin (Fixture *self)
{
  self->clock = amb_clock_new_manual (NOW, 7);
  self->people = amb_entity_find ("ambassador");
  self->nodes = amb_entity_find ("node");
  self->moves = amb_entity_find ("transition");
  self->settings = amb_entity_find ("programme");
  open_store (self);
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->path = g_strdup (":memory:");
  begin (self);
}

void
fixture_set_up_file (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("amb-store-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "profile.db", NULL);
  begin (self);
}

void
fixture_reopen (Fixture *self)
{
  g_assert_finalize_object (self->store);
  open_store (self);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  if (self->store != NULL)
    g_assert_finalize_object (self->store);
  g_object_unref (self->clock);
  if (self->folder != NULL)
    {
      g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (self->folder, name, NULL);

          g_unlink (path);
        }
      g_rmdir (self->folder);
    }
  g_free (self->folder);
  g_free (self->path);
}

AmbRecord *
fixture_put (Fixture *self, const AmbEntity *entity, ...)
{
  g_autofree char *id = amb_clock_dup_id (self->clock);
  const char *own = amb_entity_get_singleton_id (entity);
  AmbRecord *record = amb_record_new (entity, own != NULL ? own : id);
  const char *field;
  va_list args;

  va_start (args, entity);
  while ((field = va_arg (args, const char *)) != NULL)
    amb_record_set (record, field, va_arg (args, const char *));
  va_end (args);
  fixture_save (self, record);
  return record;
}

void
fixture_save (Fixture *self, AmbRecord *record)
{
  g_autoptr (GError) error = NULL;

  amb_store_put (self->store, record, &error);
  g_assert_no_error (error);
}

AmbRecord *
fixture_lookup (Fixture *self, const AmbEntity *entity, const char *id)
{
  g_autoptr (GError) error = NULL;
  AmbRecord *record = amb_store_lookup (self->store, entity, id, &error);

  g_assert_no_error (error);
  return record;
}

const AmbField *
fixture_field (Fixture *self, const char *name)
{
  const AmbField *field = amb_entity_find_field (self->people, name);

  g_assert_nonnull (field);
  return field;
}

void
fixture_run (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  amb_db_exec (amb_store_get_db (self->store), sql, &error);
  g_assert_no_error (error);
}

gint64
fixture_count (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  amb_db_query_int (amb_store_get_db (self->store), &n, -1, &error, sql, NULL);
  g_assert_no_error (error);
  return n;
}

char *
fixture_text (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text;

  amb_db_query_text (amb_store_get_db (self->store), &text, &error, sql, NULL);
  g_assert_no_error (error);
  return text;
}

char *
fixture_titles (Fixture *self, const AmbQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = amb_store_list (self->store, query, -1, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "",
                            amb_record_get_title (records->pdata[i]));
  return g_string_free (out, FALSE);
}
