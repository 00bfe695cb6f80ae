/* Import from files, row by row. */
#include "amb-csv-reader.h"
#include "amb-error.h"
#include "amb-exporter.h"
#include "amb-importer.h"
#include "amb-merging.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NOW G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */

typedef struct
{
  char *folder;
  AmbClock *clock;
  AmbStore *store;
  AmbProgramme *programme;
  const AmbEntity *people, *nodes;
} Fixture;

static AmbImportReport *
import_file (Fixture *f, const AmbEntity *entity, const char *path, AmbImportFlags flags)
{
  const AmbImportOptions options = { .flags = flags };
  AmbImportReport *report = NULL;
  g_autoptr (GError) error = NULL;

  amb_import_file (f->programme, entity, path, &options, &report, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

static char *
write_file (Fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static AmbImportReport *
import_text (Fixture *f, const AmbEntity *entity, const char *text, AmbImportFlags flags)
{
  g_autofree char *path = write_file (f, "some people.csv", text);

  return import_file (f, entity, path, flags);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbImportReport) report = NULL;

  f->folder = g_dir_make_tmp ("amb-importer-XXXXXX", NULL);
  path = g_build_filename (f->folder, "cache.db", NULL);
  f->clock = amb_clock_new_manual (NOW, 7);
  f->store = amb_store_open (path, AMB_STORE_DEFAULT, f->clock, &error);
  g_assert_no_error (error);
  f->programme = amb_programme_new (f->store);
  f->people = amb_entity_find ("ambassador");
  f->nodes = amb_entity_find ("node");
  report = import_text (f, f->nodes,
                        "Name,Code,Kind\nFrance,FR,Country\nBelgique,BE,Country\n"
                        "Sales,,Department\nSales,,Department\n",
                        0);
  g_assert_cmpint (report->created, ==, 4);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir));)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->programme);
  g_assert_finalize_object (f->store);
  g_object_unref (f->clock);
  remove_folder (f->folder);
  g_free (f->folder);
}

/* Every record of an entity, byte for byte. */
static char *
dup_listing (Fixture *f, const AmbEntity *entity)
{
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) records = amb_store_list (f->store, query, -1, NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      g_string_append_printf (out, "%s ", amb_record_get_id (records->pdata[i]));
      amb_record_append_json (records->pdata[i], out);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static gint64
count (Fixture *f, const AmbEntity *entity)
{
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  gint64 n = -1;

  g_assert_true (amb_store_count (f->store, query, &n, NULL));
  return n;
}

/* The person of this e-mail. */
static AmbRecord *
get_person (Fixture *f, const char *email)
{
  g_autoptr (GPtrArray) ids = amb_store_find (
      f->store, f->people, amb_entity_find_field (f->people, "email"), email, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  AmbRecord *record;

  g_assert_cmpuint (ids->len, ==, 1);
  record = amb_store_get (f->store, f->people, ids->pdata[0], &error);
  g_assert_no_error (error);
  return record;
}

static void
assert_field (Fixture *f, const char *email, const char *field, const char *value)
{
  g_autoptr (AmbRecord) record = get_person (f, email);

  g_assert_cmpstr (amb_record_get (record, field), ==, value);
}

/* One row, one reason: what the file says and which field must be named. */
typedef struct
{
  const char *header;
  const char *row;
  const char *field; /* NULL: the row */
  const char *words; /* in the reason */
} Refusal;

static const Refusal refusals[] = {
  { "Name,E-mail", "Ann,ann.example.com", "email", "ann.example.com" },
  { "Name,E-mail", "Ann,", "email", "empty" },
  { "Name,E-mail", ",ann@example.com", "display-name", "empty" },
  { "Name,Country", "Ann,Syldavia", "country", "Syldavia" },
  { "Name,Country", "Ann,Luxemburgg", "country", "Luxembourg" },
  { "Name,Language", "Ann,Klingon", "language", "Klingon" },
  { "Name,Node", "Ann,Atlantis", "node-id", "Atlantis" },
  { "Name,Node", "Ann,Sales", "node-id", "Several" },
  { "Name,Roles", "Ann,Influencer", "roles", "Curator" },
  { "Name,Last activity", "Ann,31/02/2026", "last-active-on", "31/02/2026" },
  { "Name,State", "Ann,active", "state", "Nominated" },
  { "Name,State", "Ann,sleeping", "state", "sleeping" },
  { "Name,E-mail", "Ann", NULL, "1" },
  { "Name,E-mail", "Ann,a@b.cd,x", NULL, "3" },
  { "Name,E-mail", "\"Ann\"x,a@b.cd", NULL, "quot" },
  { "Name,E-mail", "\"Ann,a@b.cd", NULL, "quot" },
  { "Name,id", "Ann,01890a5d-ac96-774b-bcce-b302099a8057", NULL, "id" },
};

static void
says_why_a_row_stays_out (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Refusal *c = &refusals[i];
      g_autofree char *text = g_strdup_printf ("%s\n%s\n", c->header, c->row);
      g_autoptr (AmbImportReport) report = import_text (f, f->people, text, 0);
      const AmbImportSkip *skip;

      g_test_message ("%s", c->row);
      g_assert_cmpuint (report->skipped->len, ==, 1);
      g_assert_cmpint (report->created + report->updated, ==, 0);
      skip = report->skipped->pdata[0];
      g_assert_cmpint (skip->line, ==, 2);
      g_assert_cmpstr (skip->field ? skip->field->name : NULL, ==, c->field);
      g_test_message ("%s", skip->reason);
      g_assert_nonnull (strstr (skip->reason, c->words));
      g_assert_true (amb_import_report_is_partial (report));
    }
  g_assert_cmpint (count (f, f->people), ==, 0);
}

static void
names_every_cell_that_is_wrong (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report =
      import_text (f, f->people, "Name,E-mail,Country\nAnn,nowhere,Syldavia\n", 0);
  const AmbImportSkip *skip = report->skipped->pdata[0];

  g_assert_cmpstr (skip->field->name, ==, "email");
  g_assert_nonnull (strstr (skip->reason, "nowhere"));
  g_assert_nonnull (strstr (skip->reason, "Syldavia"));
  g_assert_cmpstr (skip->text, ==, "nowhere");
}

static void
reads_names_of_countries_languages_and_nodes (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report =
      import_text (f, f->people,
                   "Nom;Prénom;Courriel;Pays;Langue;Entité\n"
                   "Lefèvre;Élodie;ELODIE@exemple.com;Côte d'Ivoire;français;FRANCE\n"
                   "Müller;Jürgen;j@exemple.com;Germany;pt_br;be\n",
                   0);
  g_autoptr (AmbRecord) elodie = NULL;
  g_autofree char *node = NULL;

  g_assert_cmpuint (report->skipped->len, ==, 0);
  assert_field (f, "elodie@exemple.com", "display-name", "Élodie Lefèvre");
  assert_field (f, "elodie@exemple.com", "country", "CI");
  assert_field (f, "elodie@exemple.com", "language", "fr");
  assert_field (f, "j@exemple.com", "country", "DE");
  assert_field (f, "j@exemple.com", "language", "pt-BR");
  elodie = get_person (f, "elodie@exemple.com");
  node = amb_store_dup_title (f->store, f->nodes, amb_record_get (elodie, "node-id"));
  g_assert_cmpstr (node, ==, "France");
}

static void
updates_by_key_and_leaves_what_is_the_same (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) first = import_text (
      f, f->people,
      "Name,E-mail,Staff number,Job title\nAnn,ann@x.com,1,Buyer\nBob,bob@x.com,2,Lawyer\n"
      "Cid,cid@x.com,3,Driver\n",
      0);
  g_autoptr (AmbImportReport) second = import_text (
      f, f->people,
      "Name,E-mail,Staff number,Job title\nAnn,ann@x.com,1,Buyer\nBob,bob@x.com,2,Judge\n"
      "Cid,cid@new.com,3,\n",
      0);

  g_assert_cmpint (first->created, ==, 3);
  g_assert_cmpint (second->created, ==, 0);
  g_assert_cmpint (second->unchanged, ==, 1);
  g_assert_cmpint (second->updated, ==, 2);
  assert_field (f, "bob@x.com", "job-title", "Judge");
  assert_field (f, "cid@new.com", "job-title", "Driver");
  g_assert_cmpint (count (f, f->people), ==, 3);
}

static void
clears_by_empty_cells_only_when_asked (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) first =
      import_text (f, f->people, "Name,E-mail,Job title\nAnn,ann@x.com,Buyer\n", 0);
  g_autoptr (AmbImportReport) second =
      import_text (f, f->people, "Name,E-mail,Job title\nAnn,ann@x.com,\n", AMB_IMPORT_CLEAR_EMPTY);

  g_assert_cmpint (first->created, ==, 1);
  g_assert_cmpint (second->updated, ==, 1);
  assert_field (f, "ann@x.com", "job-title", NULL);
}

static void
refuses_a_key_twice_and_names_the_first_line (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report =
      import_text (f, f->people, "Name,E-mail\nAnn,a@x.com\n\nBob,b@x.com\nAnna,A@x.com\n", 0);
  const AmbImportSkip *skip = report->skipped->pdata[0];

  g_assert_cmpint (report->created, ==, 2);
  g_assert_cmpuint (report->skipped->len, ==, 1);
  g_assert_cmpint (skip->line, ==, 5);
  g_assert_nonnull (strstr (skip->reason, "Line 2 "));
}

static void
refuses_two_keys_of_two_people (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) first =
      import_text (f, f->people, "Name,E-mail,Staff number\nAnn,a@x.com,1\nBob,b@x.com,2\n", 0);
  g_autoptr (AmbImportReport) second =
      import_text (f, f->people, "Name,E-mail,Staff number\nAnn,a@x.com,2\n", 0);

  g_assert_cmpint (first->created, ==, 2);
  g_assert_cmpuint (second->skipped->len, ==, 1);
}

static void
moves_no_state_but_takes_a_running_programme (Fixture *f, gconstpointer data)
{
  static const char text[] = "Name,E-mail,State\nAnn,a@x.com,Active\nBob,b@x.com,Applied\n";
  g_autoptr (AmbImportReport) refused = import_text (f, f->people, text, 0);
  g_autoptr (AmbImportReport) running = import_text (f, f->people, text, AMB_IMPORT_RUNNING);
  g_autoptr (AmbImportReport) same = import_text (f, f->people, text, 0);
  g_autoptr (AmbImportReport) moved =
      import_text (f, f->people, "E-mail,State\na@x.com,Paused\n", 0);
  const AmbImportSkip *skip = moved->skipped->pdata[0];

  g_assert_cmpint (refused->created, ==, 1);
  g_assert_cmpuint (refused->skipped->len, ==, 1);
  g_assert_cmpint (running->created, ==, 1);
  g_assert_cmpint (same->unchanged, ==, 2);
  assert_field (f, "a@x.com", "state", "active");
  assert_field (f, "b@x.com", "state", "applied");
  g_assert_cmpstr (skip->field->name, ==, "state");
  g_assert_nonnull (strstr (skip->reason, "Alumni"));
}

static void
offers_duplicates_and_merges_them (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) first =
      import_text (f, f->people, "Name,E-mail,Node,Country\nZoé Petit,zoe@x.com,France,FR\n", 0);
  g_autofree char *before = dup_listing (f, f->people);
  g_autoptr (AmbImportReport) second = import_text (
      f, f->people, "Name,Node,Job title\nzoe petit,France,Buyer\nZoé Petit,Belgique,Judge\n", 0);
  g_autoptr (AmbImportReport) third =
      import_text (f, f->people, "Name,Node,Job title\nzoe petit,France,Buyer\n", 0);
  const AmbImportDuplicate *duplicate;
  g_autoptr (AmbUndoReport) undo = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (first->created, ==, 1);
  g_assert_cmpint (second->created, ==, 2);
  g_assert_cmpuint (second->duplicates->len, ==, 1);
  duplicate = second->duplicates->pdata[0];
  g_assert_cmpint (duplicate->line, ==, 2);
  g_assert_cmpint (third->created, ==, 0);
  g_assert_cmpint (third->unchanged, ==, 1);
  g_assert_true (
      amb_programme_merge (f->programme, f->people, duplicate->other_id, duplicate->id, &error));
  g_assert_no_error (error);
  assert_field (f, "zoe@x.com", "job-title", "Buyer");
  assert_field (f, "zoe@x.com", "country", "FR");
  for (int i = 0; i < 2; i++)
    {
      g_clear_pointer (&undo, amb_undo_report_free);
      undo = amb_programme_undo (f->programme, &error);
      g_assert_no_error (error);
    }
  g_autofree char *after = dup_listing (f, f->people);
  g_assert_cmpstr (after, ==, before);
}

/* People without a key, three of one name in one node and two of them alike. */
static void
the_same_file_again_brings_nobody_in_twice (Fixture *f, gconstpointer data)
{
  static const char text[] = "Name,Node,Job title,Manager\nZoé,France,Buyer,\nZoé,France,Judge,\n"
                             "zoé,France,Buyer,Ann\nAnn,France,,\n";
  const AmbImportFlags ways[] = { AMB_IMPORT_DRY_RUN, 0, 0 };
  g_autoptr (AmbImportReport) first = import_text (f, f->people, text, 0);

  g_assert_cmpint (first->created, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (AmbImportReport) again = import_text (f, f->people, text, ways[i]);

      g_assert_cmpint (again->created + again->updated, ==, 0);
      g_assert_cmpint (again->unchanged, ==, 4);
      g_assert_cmpuint (again->duplicates->len, ==, 0);
    }
  g_assert_cmpint (count (f, f->people), ==, 4);
}

typedef struct
{
  const char *there, *comes;
  double score; /* 0: no duplicate is offered */
} Twin;

static const Twin twins[] = {
  { "Ann,a@x.com,France", "Ann,b@x.com,France", 0.3 },
  { "Ann,,France", "ann,b@x.com,France", 0.8 },
  { "Ann,a@x.com,France", "Ann,b@x.com,Belgique", 0 },
  { "Ann,a@x.com,France", "Anne,b@x.com,France", 0 },
};

static void
twins_are_offered_by_how_sure_it_is (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    {
      const Twin *c = &twins[i];
      const char *header =
          g_str_has_prefix (c->there, "Ann,,") ? "Name,Job title,Node" : "Name,E-mail,Node";
      g_autofree char *there = g_strdup_printf ("%s\n%s\n", header, c->there);
      g_autofree char *comes = g_strdup_printf ("Name,E-mail,Node\n%s\n", c->comes);
      g_autoptr (AmbImportReport) first = import_text (f, f->people, there, 0);
      g_autoptr (AmbImportReport) dry = import_text (f, f->people, comes, AMB_IMPORT_DRY_RUN);
      g_autoptr (AmbImportReport) report = import_text (f, f->people, comes, 0);

      g_test_message ("%s", c->comes);
      g_assert_cmpint (first->created + report->created, ==, 2);
      g_assert_cmpuint (report->duplicates->len, ==, c->score > 0 ? 1 : 0);
      g_assert_cmpuint (dry->duplicates->len, ==, report->duplicates->len);
      if (c->score > 0)
        g_assert_cmpfloat_with_epsilon (
            ((AmbImportDuplicate *) report->duplicates->pdata[0])->score, c->score, 0.001);
      for (int j = 0; j < 2; j++)
        {
          g_autoptr (AmbUndoReport) undo = amb_programme_undo (f->programme, NULL);
          g_assert_nonnull (undo);
        }
    }
}

static void
merges_what_refers_to_the_other (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report = import_text (
      f, f->people,
      "Name,E-mail,Staff number,Manager\nAnn,ann@x.com,,\nAnn B,,7,\nBob,bob@x.com,,7\n", 0);
  g_autoptr (GPtrArray) other = amb_store_find (
      f->store, f->people, amb_entity_find_field (f->people, "employee-number"), "7", FALSE, NULL);
  g_autoptr (AmbRecord) ann = get_person (f, "ann@x.com");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (report->created, ==, 3);
  assert_field (f, "bob@x.com", "manager-id", other->pdata[0]);
  g_assert_true (amb_programme_merge (f->programme, f->people, amb_record_get_id (ann),
                                      other->pdata[0], &error));
  g_assert_no_error (error);
  assert_field (f, "bob@x.com", "manager-id", amb_record_get_id (ann));
  assert_field (f, "ann@x.com", "employee-number", "7");
  g_assert_cmpint (count (f, f->people), ==, 2);
  g_assert_false (amb_programme_merge (f->programme, f->people, amb_record_get_id (ann),
                                       amb_record_get_id (ann), &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

static void
finds_a_manager_later_in_the_file (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report = import_text (
      f, f->people, "Name,E-mail,Manager\nAnn,ann@x.com,bob@x.com\nBob,bob@x.com,Zorro\n", 0);
  g_autoptr (AmbRecord) bob = get_person (f, "bob@x.com");

  g_assert_cmpint (report->created, ==, 2);
  assert_field (f, "ann@x.com", "manager-id", amb_record_get_id (bob));
  g_assert_cmpuint (report->warnings->len, ==, 1);
  g_assert_cmpint (((AmbImportSkip *) report->warnings->pdata[0])->line, ==, 3);
}

/* A manager whom nobody knows changes nothing, however often the file comes. */
static void
counts_a_reference_only_when_it_changes_something (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    int created, updated, unchanged;
    guint warnings;
  } steps[] = {
    { "Name,E-mail,Manager\nAnn,ann@x.com,Zorro\n", 1, 0, 0, 1 },
    { "Name,E-mail,Manager\nAnn,ann@x.com,Zorro\n", 0, 0, 1, 1 },
    { "Name,E-mail,Manager\nAnn,ann@x.com,Zorro\nZorro,z@x.com,\n", 1, 1, 0, 0 },
    { "Name,E-mail,Manager\nAnn,ann@x.com,Zorro\nZorro,z@x.com,\n", 0, 0, 2, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (AmbImportReport) dry =
          import_text (f, f->people, steps[i].text, AMB_IMPORT_DRY_RUN);
      g_autoptr (AmbImportReport) report = import_text (f, f->people, steps[i].text, 0);

      g_test_message ("step %u", i);
      g_assert_cmpint (report->created, ==, steps[i].created);
      g_assert_cmpint (report->updated, ==, steps[i].updated);
      g_assert_cmpint (report->unchanged, ==, steps[i].unchanged);
      g_assert_cmpuint (report->warnings->len, ==, steps[i].warnings);
      g_assert_cmpint (dry->updated, ==, report->updated);
      g_assert_cmpint (dry->unchanged, ==, report->unchanged);
    }
}

static void
makes_missing_nodes_when_asked (Fixture *f, gconstpointer data)
{
  static const char text[] = "Name,E-mail,Node,Department\nAnn,a@x.com,Peru,Legal\n"
                             "Bob,b@x.com,peru,Legal\nCid,c@x.com,,Peru\n"; /* no department */
  g_autoptr (AmbImportReport) dry =
      import_text (f, f->people, text, AMB_IMPORT_CREATE_MISSING | AMB_IMPORT_DRY_RUN);
  g_autoptr (AmbImportReport) report = import_text (f, f->people, text, AMB_IMPORT_CREATE_MISSING);

  g_assert_cmpuint (dry->made->len, ==, 2);
  g_assert_cmpint (report->created, ==, 2);
  g_assert_cmpuint (report->made->len, ==, 2);
  g_assert_cmpint (count (f, f->nodes), ==, 6);
  g_assert_cmpuint (report->skipped->len, ==, 1);
}

static void
marks_who_has_left (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) first = import_text (
      f, f->people,
      "Name,E-mail,State\nAnn,ann@x.com,active\nBob,bob@x.com,identified\nCid,cid@x.com,associate\n"
      "Dan,dan@x.com,active\nEve,eve@x.com,declined\nFay,fay@x.com,active\n",
      AMB_IMPORT_RUNNING);
  g_autoptr (AmbImportReport) keyless =
      import_text (f, f->people, "Name,State\nGus,active\n", AMB_IMPORT_RUNNING);
  g_autofree char *before = dup_listing (f, f->people);
  static const char complete[] = "Name,E-mail\nDan,dan@x.com\nFay,fay.x.com\n";
  g_autoptr (AmbImportReport) dry =
      import_text (f, f->people, complete, AMB_IMPORT_COMPLETE | AMB_IMPORT_DRY_RUN);
  g_autofree char *between = dup_listing (f, f->people);
  g_autoptr (AmbImportReport) report = import_text (f, f->people, complete, AMB_IMPORT_COMPLETE);
  g_autoptr (AmbUndoReport) undo = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (first->created, ==, 6);
  g_assert_cmpint (keyless->created, ==, 1);
  g_assert_cmpstr (between, ==, before);
  g_assert_cmpuint (dry->leavers->len, ==, 4);
  g_assert_cmpuint (report->leavers->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const AmbImportLeaver *would = dry->leavers->pdata[i], *is = report->leavers->pdata[i];
      g_assert_cmpstr (would->state, ==, is->state);
      g_assert_cmpstr (would->title, ==, is->title);
      g_assert_true ((is->state == NULL) == (is->reason != NULL));
    }
  assert_field (f, "ann@x.com", "state", "alumni");
  assert_field (f, "bob@x.com", "state", "withdrawn");
  assert_field (f, "cid@x.com", "state", "associate");
  assert_field (f, "dan@x.com", "state", "active");
  assert_field (f, "fay@x.com", "state", "active");
  undo = amb_programme_undo (f->programme, NULL);
  after = dup_listing (f, f->people);
  g_assert_cmpstr (after, ==, before);
}

static void
dry_run_reports_the_same_and_writes_nothing (Fixture *f, gconstpointer data)
{
  static const char text[] =
      "Name,E-mail,Country\nAnn,a@x.com,FR\nBob,b.x.com,FR\nCid,c@x.com,XX\nAnn,A@x.com,FR\n";
  g_autofree char *before = dup_listing (f, f->people);
  g_autoptr (AmbImportReport) dry = import_text (f, f->people, text, AMB_IMPORT_DRY_RUN);
  g_autofree char *after = dup_listing (f, f->people);
  g_autoptr (AmbImportReport) report = import_text (f, f->people, text, 0);

  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (dry->created, ==, report->created);
  g_assert_cmpuint (dry->skipped->len, ==, report->skipped->len);
  for (guint i = 0; i < dry->skipped->len; i++)
    g_assert_cmpstr (((AmbImportSkip *) dry->skipped->pdata[i])->reason, ==,
                     ((AmbImportSkip *) report->skipped->pdata[i])->reason);
}

static void
failed_rows_can_be_mended_and_imported (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report = import_text (
      f, f->people,
      "Name;E-mail;Country\nAnn;a.x.com;FR\nBob;b@x.com;FR\n\"Cid; Jr\";c@x.com;XX\nDan;d@x.com\n",
      0);
  g_autofree char *path = g_build_filename (f->folder, "failed.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbImportReport) again = NULL;
  g_autoptr (GString) mended = NULL;

  g_assert_cmpuint (report->skipped->len, ==, 3);
  g_assert_true (amb_import_report_save_failed (report, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfLine;Reason;Name;E-mail;Country\r\n2;"));
  again = import_file (f, f->people, path, 0);
  g_assert_cmpuint (again->skipped->len, ==, 3);
  mended = g_string_new (text);
  g_string_replace (mended, "a.x.com;FR", "a@x.com;FR", 0);
  g_string_replace (mended, ";XX", ";BE", 0);
  g_string_replace (mended, "d@x.com\r", "d@x.com;FR\r", 0);
  g_clear_pointer (&again, amb_import_report_free);
  again = import_text (f, f->people, mended->str, 0);
  g_assert_cmpint (again->created, ==, 3);
  assert_field (f, "c@x.com", "display-name", "Cid; Jr");
}

static void
cancel_progress (double fraction, gint64 rows, gpointer user_data)
{
  if (rows >= 500)
    g_cancellable_cancel (user_data);
}

static void
cancelled_keeps_what_is_in_and_undoes_as_one (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name,E-mail\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const AmbImportOptions options = { .progress = cancel_progress,
                                     .user_data = cancellable,
                                     .cancellable = cancellable };
  g_autoptr (AmbImportReport) report = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) undo = NULL;

  for (int i = 0; i < 1600; i++)
    g_string_append_printf (text, "Person %d,p%d@x.com\n", i, i);
  path = write_file (f, "many.csv", text->str);
  g_assert_true (amb_import_file (f->programme, f->people, path, &options, &report, &error));
  g_assert_no_error (error);
  g_assert_true (report->cancelled);
  g_assert_cmpint (report->created, ==, 500);
  g_assert_cmpint (count (f, f->people), ==, 500);
  undo = amb_programme_undo (f->programme, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (f, f->people), ==, 0);
}

static void
a_full_disk_keeps_the_chunks_before (Fixture *f, gconstpointer data)
{
  AmbDb *db = amb_store_get_db (f->store);
  g_autoptr (GString) text = g_string_new ("Name,E-mail\n");
  g_autoptr (AmbImportReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *limit = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) undo = NULL;
  gint64 pages = 0;

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (text, "Person %d,p%d@x.com\n", i, i);
  path = write_file (f, "many.csv", text->str);
  g_assert_true (amb_db_query_int (db, &pages, 0, NULL, "PRAGMA page_count", ""));
  limit = g_strdup_printf ("PRAGMA max_page_count = %d", (int) pages + 200);
  g_assert_true (amb_db_exec (db, limit, NULL));
  g_assert_false (amb_import_file (f->programme, f->people, path, NULL, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FULL);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "cache.db"));
  g_assert_null (strstr (error->message, "nothing was changed"));
  g_assert_nonnull (report);
  g_assert_cmpint (report->created, ==, count (f, f->people));
  g_assert_true (amb_import_report_is_partial (report));
  g_assert_cmpint (count (f, f->people) % 500, ==, 0);
  g_assert_cmpint (count (f, f->people), >, 0);
  g_assert_cmpint (count (f, f->people), <, 20000);
  g_assert_true (amb_db_exec (db, "PRAGMA max_page_count = 1000000", NULL));
  g_clear_error (&error);
  undo = amb_programme_undo (f->programme, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (f, f->people), ==, 0);
}

static void
who_may_change_nothing_imports_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (f, "one.csv", "Name\nAnn\n");
  AmbImportReport *report = NULL;
  g_autoptr (GError) error = NULL;

  amb_programme_set_actor (f->programme, "Eve", NULL, AMB_ACCESS_AUDITOR);
  g_assert_false (amb_import_file (f->programme, f->people, path, NULL, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_assert_cmpint (count (f, f->people), ==, 0);
}

static void
chunks_are_one_group_though_others_write_between (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name,E-mail\n");
  g_autoptr (AmbImportPlan) plan = NULL;
  g_autoptr (AmbImporter) importer = NULL;
  g_autoptr (AmbImportReport) report = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;
  int step = 0;

  for (int i = 0; i < 1200; i++)
    g_string_append_printf (text, "Person %d,p%d@x.com\n", i, i);
  path = write_file (f, "many.csv", text->str);
  plan = amb_import_plan_new (f->people, path, &error);
  importer = amb_importer_new (plan, 0);
  while (more)
    {
      g_assert_true (amb_importer_step (importer, f->programme, &more, &error));
      if (step++ == 2)
        {
          g_autoptr (AmbRecord) record = amb_record_new (f->people, NULL);
          g_autofree char *id = NULL;
          amb_record_set (record, "display-name", "By hand");
          id = amb_programme_add (f->programme, record, AMB_COMMAND_DEFAULT, &error);
          g_assert_no_error (error);
        }
    }
  report = amb_importer_take_report (importer);
  g_assert_cmpint (report->created, ==, 1200);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (AmbUndoReport) undo = amb_programme_undo (f->programme, &error);
      g_assert_no_error (error);
      g_assert_true (undo->n_undone == 1 || undo->n_undone == 1200);
    }
  g_assert_cmpint (count (f, f->people), ==, 0);
}

/* A personnel file of 5,000 rows in Windows-1252, 40 of them broken. */

static char *
run_generator (Fixture *f, char **expected)
{
  const char *source = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *script =
      g_build_filename (source ? source : "tests", "data", "make-people-csv.py", NULL);
  char *path = g_build_filename (f->folder, "people.csv", NULL);
  g_autofree char *expect = g_build_filename (f->folder, "expect.json", NULL);
  g_autofree char *nodes = g_build_filename (f->folder, "nodes.csv", NULL);
  const char *argv[] = { "python3", script, "--nodes", nodes, "--expect", expect, path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbImportReport) report = NULL;
  int status = 1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_get_contents (expect, expected, NULL, NULL));
  report = import_file (f, f->nodes, nodes, 0);
  g_assert_cmpint (report->created + report->updated + report->unchanged, ==, 10);
  return path;
}

static void
takes_4960_of_5000_and_explains_40 (Fixture *f, gconstpointer data)
{
  g_autofree char *expected = NULL;
  g_autofree char *path = run_generator (f, &expected);
  g_autofree char *before = dup_listing (f, f->people);
  g_autoptr (AmbImportReport) report = import_file (f, f->people, path, 0);
  g_autoptr (AmbImportReport) again = NULL;
  g_autoptr (AmbJson) json = amb_json_parse (expected, strlen (expected), NULL);
  const AmbJsonNode *row = amb_json_node_get_first (amb_json_get_root (json));
  g_autoptr (AmbUndoReport) undo = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (report->rows, ==, 5000);
  g_assert_cmpint (report->created, ==, 4960);
  g_assert_cmpuint (report->skipped->len, ==, 40);
  for (guint i = 0; i < 40; i++, row = amb_json_node_get_next (row))
    {
      const AmbImportSkip *skip = report->skipped->pdata[i];
      g_test_message ("line %d: %s", (int) skip->line, skip->reason);
      g_assert_cmpint (skip->line, ==, amb_json_node_get_member_int (row, "line", 0));
      /* A byte that can't be read spoils the row, and the cell it stands in is named. */
      if (!strstr (skip->reason, "bytes"))
        g_assert_cmpstr (skip->field ? skip->field->name : NULL, ==,
                         amb_json_node_get_member_string (row, "field"));
      g_assert_cmpuint (strlen (skip->reason), >, 20);
    }
  g_assert_cmpint (count (f, f->people), ==, 4960);
  again = import_file (f, f->people, path, 0);
  g_assert_cmpint (again->unchanged, ==, 4960);
  g_assert_cmpuint (again->skipped->len, ==, 40);
  undo = amb_programme_undo (f->programme, &error);
  g_assert_no_error (error);
  after = dup_listing (f, f->people);
  g_assert_cmpstr (after, ==, before);
}

static void
says_what_is_wrong_with_a_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AmbImportReport *report = NULL;
  g_autofree char *path = write_file (f, "no columns.csv", "Colour,Size\nred,3\n");
  static const char *const map[] = { "Hue=Name", NULL };
  const AmbImportOptions options = { .map = map };

  g_assert_false (
      amb_import_file (f->programme, f->people, "/nowhere/x.csv", NULL, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (amb_import_file (f->programme, f->people, path, NULL, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no columns.csv"));
  g_assert_nonnull (strstr (error->message, "“Colour”, “Size”"));
  g_assert_nonnull (strstr (error->message, "--map COLUMN=FIELD"));
  g_clear_error (&error);
  g_assert_false (amb_import_file (f->programme, f->people, path, &options, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "Colour"));
  g_clear_error (&error);
  g_assert_false (
      amb_import_file (f->programme, amb_entity_find ("transition"), path, NULL, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
}

/* A wrong answer on the command line is a usage error, whatever is wrong with it. */
static void
what_is_mapped_wrongly_is_usage (Fixture *f, gconstpointer data)
{
  static const char *const maps[][3] = {
    { "Hue=Name" }, { "Colour=hue" }, { "Colour" }, { "Colour=" }, { "Colour=email", "Size=email" },
  };
  g_autofree char *path = write_file (f, "colours.csv", "Colour,Size\nred,3\n");

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      const AmbImportOptions options = { .map = maps[i] };
      AmbImportReport *report = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", maps[i][0]);
      g_assert_false (amb_import_file (f->programme, f->people, path, &options, &report, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_USAGE);
    }
}

static void
a_first_row_of_values_is_no_header (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (f, "no header.csv", "Ann,ann@x.com\nBob,bob@x.com\n");
  AmbImportReport *report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_import_file (f->programme, f->people, path, NULL, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no header.csv"));
  g_assert_nonnull (strstr (error->message, "ann@x.com"));
  g_assert_cmpint (count (f, f->people), ==, 0);
}

static void
one_bad_byte_costs_one_row (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report =
      import_text (f, f->people, "Nom;E-mail\nZoé;z@x.com\nB\xe9;b@x.com\nÉlodie;e@x.com\n", 0);
  const AmbImportSkip *skip = report->skipped->pdata[0];

  g_assert_cmpint (report->encoding, ==, AMB_ENCODING_UTF8);
  g_assert_cmpint (report->created, ==, 2);
  g_assert_cmpuint (report->skipped->len, ==, 1);
  g_assert_cmpint (skip->line, ==, 3);
  g_assert_cmpstr (skip->field->name, ==, "display-name");
  assert_field (f, "z@x.com", "display-name", "Zoé");
}

static void
a_file_of_too_many_rows_is_refused_whole (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name\n");
  g_autofree char *path = NULL;
  AmbImportReport *report = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i <= AMB_IMPORT_MAX_ROWS; i++)
    g_string_append (text, "A\n");
  path = write_file (f, "many.csv", text->str);
  g_assert_false (amb_import_file (f->programme, f->people, path, NULL, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "1000000"));
  g_assert_cmpint (count (f, f->people), ==, 0);
}

static void
a_pipe_is_a_file_like_any_other (Fixture *f, gconstpointer data)
{
  static const char text[] = "Name,E-mail\nAnn,ann@x.com\n";
  g_autoptr (AmbImportReport) report = NULL;
  g_autofree char *path = NULL;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, strlen (text));
  close (ends[1]);
  path = g_strdup_printf ("/dev/fd/%d", ends[0]);
  report = import_file (f, f->people, path, 0);
  close (ends[0]);
  g_assert_cmpint (report->created, ==, 1);
}

static void
report_is_json (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report =
      import_text (f, f->people, "Name,E-mail\nAnn,a@x.com\n\"B \"\"b\"\"\",b\n", 0);
  g_autofree char *text = amb_import_report_to_json (report);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), &error);
  const AmbJsonNode *root, *skip;

  g_assert_no_error (error);
  root = amb_json_get_root (json);
  g_assert_cmpint (amb_json_node_get_member_int (root, "created", -1), ==, 1);
  skip = amb_json_node_get_first (amb_json_node_get_member (root, "skipped"));
  g_assert_cmpint (amb_json_node_get_member_int (skip, "line", -1), ==, 3);
  g_assert_cmpstr (amb_json_node_get_member_string (skip, "field"), ==, "email");
}

static gboolean
import_mapped (Fixture *f, const char *text, const char *const *map, AmbImportFlags flags)
{
  g_autofree char *path = write_file (f, "followers.csv", text);
  const AmbImportOptions options = { .flags = flags, .map = map };
  g_autoptr (AmbImportReport) report = NULL;

  return amb_import_file (f->programme, f->people, path, &options, &report, NULL) &&
         report->skipped->len == 0;
}

static char *
dup_title_of (Fixture *f, const char *name)
{
  g_autofree char *title = NULL;

  g_assert_true (amb_db_query_text (amb_store_get_db (f->store), &title, NULL,
                                    "SELECT job_title FROM ambassadors WHERE display_name = ?", "t",
                                    name));
  return g_steal_pointer (&title);
}

/* A network's words, chosen once, are those of its next file, in whatever order; what was only
 * looked at, and another network's file, are not. */
static void
columns_once_chosen_are_those_of_the_next_file (Fixture *f, gconstpointer data)
{
  const char *const map[] = { "Zwx=display-name", "Qrs=job-title", NULL };
  const char *const other[] = { "Zwx=job-title", "Qrs=display-name", NULL };
  g_autofree char *ann = NULL;
  g_autofree char *cleo = NULL;

  g_assert_false (import_mapped (f, "Zwx,Qrs\nAnn,Editor\n", NULL, 0));
  g_assert_true (import_mapped (f, "Zwx,Qrs\nAnn,Editor\n", map, AMB_IMPORT_DRY_RUN));
  g_assert_false (import_mapped (f, "Zwx,Qrs\nAnn,Editor\n", NULL, 0));
  g_assert_true (import_mapped (f, "Zwx,Qrs\nAnn,Editor\n", map, 0));
  ann = dup_title_of (f, "Ann");
  g_assert_cmpstr (ann, ==, "Editor");
  g_assert_true (import_mapped (f, "QRS,zwx\nBaker,Bea\n", NULL, 0));
  g_assert_false (import_mapped (f, "Zwx,Qrs,Tuv\nBo,Cook,x\n", NULL, 0));
  /* what is said anew takes its place */
  g_assert_true (import_mapped (f, "Zwx,Qrs\nCarver,Cleo\n", other, 0));
  g_assert_true (import_mapped (f, "Zwx,Qrs\nTurner,Dee\n", NULL, 0));
  cleo = dup_title_of (f, "Dee");
  g_assert_cmpstr (cleo, ==, "Turner");
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/importer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("columns-once-chosen-are-those-of-the-next-file",
        columns_once_chosen_are_those_of_the_next_file);
  TEST ("says-why-a-row-stays-out", says_why_a_row_stays_out);
  TEST ("names-every-cell-that-is-wrong", names_every_cell_that_is_wrong);
  TEST ("reads-names-of-countries-languages-and-nodes",
        reads_names_of_countries_languages_and_nodes);
  TEST ("updates-by-key-and-leaves-what-is-the-same", updates_by_key_and_leaves_what_is_the_same);
  TEST ("clears-by-empty-cells-only-when-asked", clears_by_empty_cells_only_when_asked);
  TEST ("refuses-a-key-twice-and-names-the-first-line",
        refuses_a_key_twice_and_names_the_first_line);
  TEST ("refuses-two-keys-of-two-people", refuses_two_keys_of_two_people);
  TEST ("moves-no-state-but-takes-a-running-programme",
        moves_no_state_but_takes_a_running_programme);
  TEST ("offers-duplicates-and-merges-them", offers_duplicates_and_merges_them);
  TEST ("the-same-file-again-brings-nobody-in-twice", the_same_file_again_brings_nobody_in_twice);
  TEST ("twins-are-offered-by-how-sure-it-is", twins_are_offered_by_how_sure_it_is);
  TEST ("counts-a-reference-only-when-it-changes-something",
        counts_a_reference_only_when_it_changes_something);
  TEST ("what-is-mapped-wrongly-is-usage", what_is_mapped_wrongly_is_usage);
  TEST ("a-first-row-of-values-is-no-header", a_first_row_of_values_is_no_header);
  TEST ("one-bad-byte-costs-one-row", one_bad_byte_costs_one_row);
  TEST ("a-file-of-too-many-rows-is-refused-whole", a_file_of_too_many_rows_is_refused_whole);
  TEST ("a-pipe-is-a-file-like-any-other", a_pipe_is_a_file_like_any_other);
  TEST ("merges-what-refers-to-the-other", merges_what_refers_to_the_other);
  TEST ("finds-a-manager-later-in-the-file", finds_a_manager_later_in_the_file);
  TEST ("makes-missing-nodes-when-asked", makes_missing_nodes_when_asked);
  TEST ("marks-who-has-left", marks_who_has_left);
  TEST ("dry-run-reports-the-same-and-writes-nothing", dry_run_reports_the_same_and_writes_nothing);
  TEST ("failed-rows-can-be-mended-and-imported", failed_rows_can_be_mended_and_imported);
  TEST ("cancelled-keeps-what-is-in-and-undoes-as-one",
        cancelled_keeps_what_is_in_and_undoes_as_one);
  TEST ("a-full-disk-keeps-the-chunks-before", a_full_disk_keeps_the_chunks_before);
  TEST ("who-may-change-nothing-imports-nothing", who_may_change_nothing_imports_nothing);
  TEST ("chunks-are-one-group-though-others-write-between",
        chunks_are_one_group_though_others_write_between);
  TEST ("takes-4960-of-5000-and-explains-40", takes_4960_of_5000_and_explains_40);
  TEST ("says-what-is-wrong-with-a-file", says_what_is_wrong_with_a_file);
  TEST ("report-is-json", report_is_json);
  return g_test_run ();
}
