/* The import: whatever the bytes, a dry run counts every row once and explains each that stays out,
 * and a real one says the same; of activity and of the answers of a form, the same file again adds
 * nothing. The first byte chooses entity and options, the rest is the file. */
#include "fuzz.h"

#include "amb-error.h"
#include "amb-importer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NOW G_GINT64_CONSTANT (1795435200000)

typedef struct
{
  AmbStore *store;
  AmbProgramme *programme;
  char *path;
  char *call;
} Ground;

static void
add (AmbProgramme *programme,
     const char *entity,
     const char *field,
     const char *value,
     const char *key,
     const char *key_value)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  g_autofree char *id = NULL;

  amb_record_set (record, field, value);
  amb_record_set (record, key, key_value);
  id = amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, NULL);
  g_assert_nonnull (id);
}

/* (transfer full): a published call with two questions */
static char *
add_call (AmbProgramme *programme)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("call"), NULL);
  char *id;

  amb_record_set (record, "name", "Winter");
  amb_record_set (record, "opens-on", "2026-11-01");
  amb_record_set (record, "closes-on", "2026-12-01");
  amb_record_set (record, "seats", "12");
  amb_record_set (record, "text", "Come");
  amb_record_set (record, "questions", "What do you share?\nWhen did you listen?");
  id = amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, NULL);
  g_assert_true (
      amb_programme_move (programme, amb_entity_find ("call"), id, "published", NULL, NULL));
  return id;
}

static Ground *
get_ground (void)
{
  static Ground ground;

  if (ground.store == NULL)
    {
      g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 7);

      ground.store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, NULL);
      ground.programme = amb_programme_new (ground.store);
      add (ground.programme, "node", "name", "France", "code", "FR");
      add (ground.programme, "ambassador", "display-name", "Zoé", "email", "z@x.com");
      add (ground.programme, "ambassador", "display-name", "Ann", "links", "https://x.com/annc");
      ground.call = add_call (ground.programme);
      ground.path =
          g_strdup_printf ("%s/amb-fuzz-import-%d.csv", g_get_tmp_dir (), (int) getpid ());
    }
  return &ground;
}

static void
check_report (const AmbImportReport *report)
{
  /* A table has a header above its rows, a card begins where it likes. */
  const gint64 before = report->kind == AMB_IMPORT_OF_ROWS ? 1 : 0;
  g_autofree char *text = amb_import_report_to_json (report);
  g_autofree char *details = amb_import_report_dup_details (report);
  g_autofree char *summary = amb_import_report_dup_summary (report);
  g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (json);
  g_assert_true (g_utf8_validate (details, -1, NULL) && g_utf8_validate (summary, -1, NULL));
  g_assert_cmpint (report->created + report->updated + report->unchanged + report->skipped->len, ==,
                   report->rows);
  g_assert_cmpuint (report->columns->len, ==, g_strv_length (report->header));
  g_assert_cmpuint (amb_import_report_count_leaving (report), <=, report->leavers->len);
  g_assert_cmpint (report->leavers->len, <=, report->known);
  for (guint i = 0; i < report->skipped->len; i++)
    {
      const AmbImportSkip *skip = report->skipped->pdata[i];
      g_assert_cmpint (skip->line, >, before);
      g_assert_true (skip->reason != NULL && *skip->reason != '\0');
      g_assert_true (g_utf8_validate (skip->reason, -1, NULL));
    }
}

static AmbImportReport *
import (Ground *ground, const AmbEntity *entity, AmbImportFlags flags)
{
  const AmbImportOptions options = {
    .flags = flags, .call = g_str_equal (entity->name, "application") ? ground->call : NULL
  };
  g_autoptr (AmbImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!amb_import_file (ground->programme, entity, ground->path, &options, &report, &error))
    {
      g_assert_true (error->domain == AMB_ERROR && *error->message != '\0');
      return NULL;
    }
  check_report (report);
  return g_steal_pointer (&report);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const entities[] = { "ambassador", "activity", "node", "application" };
  Ground *ground = get_ground ();
  AmbDb *db = amb_store_get_db (ground->store);
  const AmbEntity *entity;
  AmbImportFlags flags;
  g_autoptr (AmbImportReport) dry = NULL;
  g_autoptr (AmbImportReport) real = NULL;
  g_autoptr (AmbImportReport) again = NULL;

  if (size < 1)
    return 0;
  entity = amb_entity_find (entities[data[0] >> 6]);
  flags = data[0] & (AMB_IMPORT_RUNNING | AMB_IMPORT_CREATE_MISSING | AMB_IMPORT_COMPLETE |
                     AMB_IMPORT_CLEAR_EMPTY);
  /* A dry run tells who would leave where a real one refuses. */
  flags |= AMB_IMPORT_FORCE;
  g_assert_true (g_file_set_contents_full (ground->path, (const char *) data + 1, (gssize) size - 1,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  dry = import (ground, entity, flags | AMB_IMPORT_DRY_RUN);
  g_assert_true (amb_db_begin (db, NULL));
  real = import (ground, entity, flags);
  if (real != NULL && (entity->tally != NULL || g_str_equal (entity->name, "application")))
    again = import (ground, entity, flags);
  amb_db_rollback (db);
  g_unlink (ground->path);
  g_assert_true ((dry == NULL) == (real == NULL));
  if (again != NULL)
    {
      g_assert_cmpint (again->created, ==, 0);
      g_assert_cmpint (again->unchanged, ==, real->created + real->unchanged);
    }
  if (dry != NULL)
    {
      g_assert_cmpint (dry->created, ==, real->created);
      g_assert_cmpint (dry->updated, ==, real->updated);
      g_assert_cmpint (dry->unchanged, ==, real->unchanged);
      g_assert_cmpuint (dry->skipped->len, ==, real->skipped->len);
    }
  return 0;
}
