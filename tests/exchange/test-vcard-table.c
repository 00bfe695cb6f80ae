/* Cards in and out of the programme, by the way that CSV takes. */
#include "import-fixture.h"

#include "amb-exporter.h"
#include "amb-vcard.h"

#define CARDS                                                                                      \
  "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoé Marin\r\nEMAIL:z@x.com\r\nTITLE:Editor\r\nLANG:fr\r\n"    \
  "ADR:;;;;;;France\r\nPHOTO:https://x.com/z.jpg\r\nEND:VCARD\r\n"                                 \
  "BEGIN:VCARD\r\nVERSION:1.0\r\nFN:Old\r\nEMAIL:o@x.com\r\nEND:VCARD\r\n"                         \
  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nEMAIL:not an address\r\nEND:VCARD\r\n"                   \
  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy\r\nEMAIL:c@x.com\r\nEND:VCARD\r\n"

static AmbRecord *
find (Fixture *f, const char *email)
{
  g_autoptr (GPtrArray) ids = amb_store_find (
      f->store, f->people, amb_entity_find_field (f->people, "email"), email, FALSE, NULL);

  return ids->len == 1 ? amb_store_get (f->store, f->people, ids->pdata[0], NULL) : NULL;
}

static const AmbImportSkip *
get (GPtrArray *skips, guint i)
{
  g_assert_cmpuint (i, <, skips->len);
  return skips->pdata[i];
}

static void
test_import (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) dry = import_text (f, f->people, CARDS, AMB_IMPORT_DRY_RUN);
  g_autoptr (AmbImportReport) report = NULL;
  g_autoptr (AmbUndoReport) undo = NULL;
  g_autoptr (AmbRecord) zoe = NULL;

  g_assert_cmpint (dry->created, ==, 2);
  g_assert_cmpint (count (f, f->people), ==, 0);
  report = import_text (f, f->people, CARDS, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (report->rows, ==, 4);
  g_assert_cmpint (report->created, ==, 2);
  g_assert_cmpuint (report->skipped->len, ==, 2);
  g_assert_cmpint (get (report->skipped, 0)->line, ==, 10);
  g_assert_nonnull (strstr (get (report->skipped, 0)->reason, "1.0"));
  g_assert_cmpint (get (report->skipped, 1)->line, ==, 15);
  g_assert_cmpstr (get (report->skipped, 1)->field->name, ==, "email");
  g_assert_cmpuint (report->warnings->len, ==, 1);
  g_assert_cmpint (get (report->warnings, 0)->line, ==, 1);
  g_assert_nonnull (strstr (get (report->warnings, 0)->reason, "PHOTO"));

  zoe = find (f, "z@x.com");
  g_assert_cmpstr (amb_record_get (zoe, "display-name"), ==, "Zoé Marin");
  g_assert_cmpstr (amb_record_get (zoe, "job-title"), ==, "Editor");
  g_assert_cmpstr (amb_record_get (zoe, "country"), ==, "FR");
  g_assert_cmpstr (amb_record_get (zoe, "language"), ==, "fr");
  undo = amb_programme_undo (f->programme, NULL);
  g_assert_nonnull (undo);
  g_assert_cmpint (count (f, f->people), ==, 0);
}

static void
test_again (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) first = import_text (f, f->people, CARDS, AMB_IMPORT_DEFAULT);
  g_autoptr (AmbImportReport) second = import_text (f, f->people, CARDS, AMB_IMPORT_DEFAULT);
  g_autoptr (AmbImportReport) third = import_text (
      f, f->people, "BEGIN:VCARD\nVERSION:4.0\nFN:Zoé Martin\nEMAIL:z@x.com\nEND:VCARD\n",
      AMB_IMPORT_DEFAULT);
  g_autoptr (AmbRecord) zoe = find (f, "z@x.com");

  g_assert_cmpint (first->created, ==, 2);
  g_assert_cmpint (second->unchanged, ==, 2);
  g_assert_cmpint (third->updated, ==, 1);
  g_assert_cmpstr (amb_record_get (zoe, "display-name"), ==, "Zoé Martin");
  g_assert_cmpstr (amb_record_get (zoe, "job-title"), ==, "Editor");
}

/* An organisation that nobody knows is told, and keeps no contact out. */
static void
test_unknown_organisation (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report = import_text (
      f, amb_entity_find ("contact"),
      "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nEMAIL:a@x.com\nTEL:+33 1 23\nORG:Nobody Ltd\nEND:VCARD\n",
      AMB_IMPORT_DEFAULT);

  g_assert_cmpint (report->created, ==, 1);
  g_assert_cmpuint (report->warnings->len, ==, 1);
  g_assert_cmpstr (get (report->warnings, 0)->field->name, ==, "organisation-id");
  g_assert_nonnull (strstr (get (report->warnings, 0)->reason, "Nobody Ltd"));
}

static void
test_other_kinds (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbImportReport) report = try_text (f, f->nodes, CARDS, AMB_IMPORT_DEFAULT, &error);

  g_assert_null (report);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "CSV"));
}

/* What stays in the programme leaves it with no card. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report = import_text (f, f->people, CARDS, AMB_IMPORT_DEFAULT);
  g_autoptr (AmbRecord) zoe = find (f, "z@x.com");
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autofree char *path = g_build_filename (f->folder, "people.vcf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  AmbExportOptions options = { 0 };
  gint64 n = 0;
  gsize size;

  g_assert_true (amb_programme_set_field (f->programme, f->people, amb_record_get_id (zoe), "notes",
                                          "Tired in June", NULL));
  g_assert_true (amb_export_check_path (path, &options.format, NULL));
  g_assert_cmpint (options.format, ==, AMB_EXPORT_VCARD);
  g_assert_true (amb_export_query (f->store, query, path, &options, &n, NULL));
  g_assert_cmpint (n, ==, 2);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_null (strstr (text, "Tired"));
  bytes = g_bytes_new_static (text, size);
  cards = amb_vcard_read (bytes, NULL);
  g_assert_cmpuint (cards->len, ==, 2);
  for (guint i = 0; i < cards->len; i++)
    {
      const AmbVcard *card = g_ptr_array_index (cards, i);

      g_assert_cmpstr (card->reason, ==, NULL);
      g_assert_true (g_str_has_prefix (card->texts[AMB_VCARD_UID], "urn:uuid:"));
    }
  /* Whoever is in the file already is found by their address. */
  g_autoptr (AmbImportReport) again = import_text (f, f->people, text, AMB_IMPORT_DEFAULT);
  g_assert_cmpint (again->unchanged, ==, 2);
}

static void
test_export_of_nodes (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (f->nodes);
  g_autofree char *path = g_build_filename (f->folder, "nodes.vcf", NULL);
  const AmbExportOptions options = { .format = AMB_EXPORT_VCARD };
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_export_query (f->store, query, path, &options, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/exchange/vcard-table/cards-come-in-as-rows-do", test_import);
  ADD ("/exchange/vcard-table/people-are-found-again-by-their-address", test_again);
  ADD ("/exchange/vcard-table/an-unknown-organisation-keeps-no-contact-out",
       test_unknown_organisation);
  ADD ("/exchange/vcard-table/cards-are-of-people-alone", test_other_kinds);
  ADD ("/exchange/vcard-table/notes-leave-with-no-card", test_export);
  ADD ("/exchange/vcard-table/there-are-no-cards-of-nodes", test_export_of_nodes);
  return g_test_run ();
}
