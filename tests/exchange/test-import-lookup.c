/* Whatever entity there is, by what its table says: which record a row is about, and who it names.
 */
#include "amb-exporter.h"
#include "amb-import-value.h"
#include "import-fixture.h"

static void
what_is_not_for_files_is_refused_with_the_reason (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (f, "any.csv", "id,Name,Title\n,a,b\n");

  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbImportPlan) plan = amb_import_plan_new (*entity, path, &error);

      g_test_message ("%s", (*entity)->name);
      if ((*entity)->kind == AMB_KIND_ORDINARY)
        {
          g_assert_no_error (error);
          continue;
        }
      if ((*entity)->kind == AMB_KIND_APPEND && plan)
        continue;
      g_assert_null (plan);
      g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, (*entity)->kind == AMB_KIND_SINGLETON
                                                    ? (*entity)->label
                                                    : (*entity)->label_plural));
    }
}

static void
a_computed_title_is_listed_as_not_taken (Fixture *f, gconstpointer data)
{
  guint n = 0;

  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      const AmbField *title = amb_entity_get_title_field (*entity);
      g_autoptr (AmbImportPlan) plan = NULL;
      g_autofree char *text = NULL;
      g_autofree char *path = NULL;

      if (!title || amb_field_is_stored (title) || (*entity)->kind != AMB_KIND_ORDINARY)
        continue;
      g_test_message ("%s", (*entity)->name);
      text = g_strdup_printf ("id,%s\n", title->label);
      path = write_file (f, "title.csv", text);
      plan = amb_import_plan_new (*entity, path, NULL);
      g_assert_null (((AmbImportColumn *) plan->columns->pdata[1])->field);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

static char *
export_all (Fixture *f, const AmbEntity *entity)
{
  g_autofree char *path = g_build_filename (f->folder, "some people.csv", NULL);
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  const AmbExportOptions options = { .delimiter = ',' };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (amb_export_query (f->store, query, path, &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Pillars have a name and no key. */
static void
rows_without_a_key_are_new_unless_they_say_the_same (Fixture *f, gconstpointer data)
{
  const AmbEntity *pillars = amb_entity_find ("pillar");
  static const char text[] = "Name,Tone\nCare,Warm\nCraft,Plain\n";
  g_autoptr (AmbImportReport) first = import_text (f, pillars, text, 0);
  g_autofree char *exported = export_all (f, pillars);
  g_autoptr (AmbImportReport) same = import_text (f, pillars, exported, 0);
  g_autoptr (GString) changed = g_string_new (exported);
  g_autoptr (AmbImportReport) updated = NULL, again = NULL;

  g_assert_cmpint (first->created, ==, 2);
  g_assert_true (g_str_has_prefix (exported, "\xef\xbb\xbfid,Name,"));
  g_assert_cmpint (same->unchanged, ==, 2);
  g_assert_cmpuint (g_string_replace (changed, "Warm", "Calm", 0), ==, 1);
  updated = import_text (f, pillars, changed->str, 0);
  g_assert_cmpint (updated->updated, ==, 1);
  g_assert_cmpint (updated->unchanged, ==, 1);
  /* “Care” is calm now: a row that says otherwise may be about another pillar of that name */
  again = import_text (f, pillars, text, 0);
  g_assert_cmpint (again->created, ==, 1);
  g_assert_cmpint (again->unchanged, ==, 1);
  g_assert_cmpint (count (f, pillars), ==, 3);
}

static void
references_are_found_by_key_title_and_id (Fixture *f, gconstpointer data)
{
  const AmbEntity *pillars = amb_entity_find ("pillar");
  g_autoptr (AmbImportReport) people = import_text (
      f, f->people, "Name,E-mail,Staff number\nZoé Petit,zoe@x.com,7\nAnn,ann@x.com,8\n", 0);
  g_autoptr (GPtrArray) ids = amb_store_find (
      f->store, f->people, amb_entity_find_field (f->people, "email"), "zoe@x.com", FALSE, NULL);
  g_autofree char *text = g_strdup_printf (
      "Name,Owner\nA,zoe petit\nB,ZOE@X.com\nC,7\nD,%s\nE,Nobody\n", (char *) ids->pdata[0]);
  g_autoptr (AmbImportReport) report = import_text (f, pillars, text, 0);
  g_autoptr (GPtrArray) owned = amb_store_find (
      f->store, pillars, amb_entity_find_field (pillars, "owner-id"), ids->pdata[0], FALSE, NULL);

  g_assert_cmpint (people->created, ==, 2);
  g_assert_cmpint (report->created, ==, 4);
  g_assert_cmpuint (owned->len, ==, 4);
  g_assert_cmpuint (report->skipped->len, ==, 1);
  g_assert_nonnull (strstr (((AmbImportSkip *) report->skipped->pdata[0])->reason, "Nobody"));
}

/* An enrolment's title is made of the person's name and the track's. */
static void
computed_titles_are_found_and_exported (Fixture *f, gconstpointer data)
{
  const AmbEntity *enrolments = amb_entity_find ("enrolment");
  const AmbEntity *certificates = amb_entity_find ("certificate");
  const AmbField *field = amb_entity_find_field (certificates, "enrolment-id");
  g_autoptr (AmbImportReport) people =
      import_text (f, f->people, "Name,E-mail\nZoé Petit,zoe@x.com\n", 0);
  g_autoptr (AmbImportReport) tracks =
      import_text (f, amb_entity_find ("track"), "Name\nBasics\n", 0);
  g_autoptr (AmbImportReport) report =
      import_text (f, enrolments, "Person,Track,Note\nzoe@x.com,basics,Old\n", 0);
  g_autofree char *exported = export_all (f, enrolments);
  g_autoptr (AmbImportReport) same = import_text (f, enrolments, exported, 0);
  g_autoptr (AmbQuery) query = amb_query_new (enrolments);
  g_autoptr (GPtrArray) records = amb_store_list (f->store, query, -1, NULL);
  const char *id = amb_record_get_id (records->pdata[0]);
  g_autofree char *title = amb_store_dup_title (f->store, enrolments, id);
  g_autofree char *upper = g_utf8_strup (title, -1);
  g_autofree char *value = NULL;
  g_autofree char *text = g_strdup_printf ("Enrolment\n\"%s\"\n\"Nobody – Nothing\"\n", upper);
  g_autoptr (AmbImportReport) referring = import_text (f, certificates, text, AMB_IMPORT_DRY_RUN);

  g_assert_cmpint (people->created + tracks->created + report->created, ==, 3);
  g_assert_nonnull (strstr (exported, title));
  g_assert_cmpint (same->unchanged, ==, 1);
  g_assert_cmpstr (((AmbImportTaken *) same->columns->pdata[0])->field, ==, "id");
  g_assert_cmpstr (((AmbImportTaken *) same->columns->pdata[1])->header, ==, "Enrolment");
  g_assert_null (((AmbImportTaken *) same->columns->pdata[1])->field);
  g_assert_true (amb_import_read_value (f->store, field, upper, &value, NULL));
  g_assert_cmpstr (value, ==, id);
  for (guint i = 0; i < referring->skipped->len; i++)
    {
      const AmbImportSkip *skip = referring->skipped->pdata[i];
      g_test_message ("%s", skip->reason);
      g_assert_true ((strstr (skip->reason, "not found") != NULL) == (skip->line == 3));
    }
}

/* An exchange between nodes has happened or not: it is added, and that is all. */
static void
what_is_only_added_to_is_never_changed (Fixture *f, gconstpointer data)
{
  const AmbEntity *exchanges = amb_entity_find ("exchange");
  static const char text[] = "Topic,From node,To node,Day\nSafety,FR,BE,2026-11-02\n";
  g_autoptr (AmbImportReport) nodes =
      import_text (f, f->nodes, "Name,Code\nFrance,FR\nBelgique,BE\n", 0);
  g_autoptr (AmbImportReport) first = import_text (f, exchanges, text, 0);
  g_autofree char *exported = export_all (f, exchanges);
  g_autoptr (AmbImportReport) same = import_text (f, exchanges, exported, 0);
  g_autoptr (AmbImportReport) again = import_text (f, exchanges, text, 0);
  g_autoptr (GString) changed = g_string_new (exported);
  g_autoptr (AmbImportReport) refused = NULL;
  const AmbImportSkip *skip;

  g_assert_cmpint (nodes->created + first->created, ==, 3);
  g_assert_cmpint (again->created, ==, 0);
  g_assert_cmpint (again->unchanged, ==, 1);
  g_assert_cmpint (same->unchanged, ==, 1);
  g_assert_cmpuint (g_string_replace (changed, "Safety", "Quality", 0), ==, 1);
  refused = import_text (f, exchanges, changed->str, 0);
  g_assert_cmpuint (refused->skipped->len, ==, 1);
  skip = refused->skipped->pdata[0];
  g_assert_nonnull (strstr (skip->reason, "never changed"));
  g_assert_cmpint (count (f, exchanges), ==, 1);
}

static void
only_nodes_are_made_when_they_are_missing (Fixture *f, gconstpointer data)
{
  const AmbEntity *pillars = amb_entity_find ("pillar");
  g_autoptr (AmbImportReport) report =
      import_text (f, pillars, "Name,Owner\nA,Nobody\n", AMB_IMPORT_CREATE_MISSING);

  g_assert_cmpuint (report->skipped->len, ==, 1);
  g_assert_cmpint (count (f, f->people), ==, 0);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/import-lookup/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("what-is-not-for-files-is-refused-with-the-reason",
        what_is_not_for_files_is_refused_with_the_reason);
  TEST ("a-computed-title-is-listed-as-not-taken", a_computed_title_is_listed_as_not_taken);
  TEST ("rows-without-a-key-are-new-unless-they-say-the-same",
        rows_without_a_key_are_new_unless_they_say_the_same);
  TEST ("references-are-found-by-key-title-and-id", references_are_found_by_key_title_and_id);
  TEST ("computed-titles-are-found-and-exported", computed_titles_are_found_and_exported);
  TEST ("what-is-only-added-to-is-never-changed", what_is_only_added_to_is_never_changed);
  TEST ("only-nodes-are-made-when-they-are-missing", only_nodes_are_made_when_they_are_missing);
  return g_test_run ();
}
