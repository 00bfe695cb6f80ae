/* What the tests of the import share: a profile in a folder of its own, and files for it. */
#pragma once

#include "amb-error.h"
#include "amb-importer.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */

typedef struct
{
  char *folder;
  AmbClock *clock;
  AmbStore *store;
  AmbProgramme *programme;
  const AmbEntity *people, *nodes;
} Fixture;

G_GNUC_UNUSED static char *
write_file (Fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* NULL after an error with nothing done. */
G_GNUC_UNUSED static AmbImportReport *
try_text (
    Fixture *f, const AmbEntity *entity, const char *text, AmbImportFlags flags, GError **error)
{
  g_autofree char *path = write_file (f, "some people.csv", text);
  const AmbImportOptions options = { .flags = flags };
  AmbImportReport *report = NULL;

  amb_import_file (f->programme, entity, path, &options, &report, error);
  return report;
}

G_GNUC_UNUSED static AmbImportReport *
import_text (Fixture *f, const AmbEntity *entity, const char *text, AmbImportFlags flags)
{
  g_autoptr (GError) error = NULL;
  AmbImportReport *report = try_text (f, entity, text, flags, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

G_GNUC_UNUSED static gint64
count (Fixture *f, const AmbEntity *entity)
{
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  gint64 n = -1;

  g_assert_true (amb_store_count (f->store, query, &n, NULL));
  return n;
}

/* How many people are in that state. */
G_GNUC_UNUSED static gint64
count_state (Fixture *f, const char *state)
{
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  gint64 n = -1;

  amb_query_where (query, amb_entity_find_field (f->people, "state"), AMB_MATCH_IN,
                   (const char *const[]){ state, NULL });
  g_assert_true (amb_store_count (f->store, query, &n, NULL));
  return n;
}

G_GNUC_UNUSED static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("amb-import-XXXXXX", NULL);
  path = g_build_filename (f->folder, "cache.db", NULL);
  f->clock = amb_clock_new_manual (NOW, 7);
  f->store = amb_store_open (path, AMB_STORE_DEFAULT, f->clock, &error);
  g_assert_no_error (error);
  f->programme = amb_programme_new (f->store);
  f->people = amb_entity_find ("ambassador");
  f->nodes = amb_entity_find ("node");
}

G_GNUC_UNUSED static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);

  g_object_unref (f->programme);
  g_assert_finalize_object (f->store);
  g_object_unref (f->clock);
  for (const char *name; (name = g_dir_read_name (dir));)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}
