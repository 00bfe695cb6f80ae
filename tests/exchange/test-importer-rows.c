/* Import of what has no key: found again, and refused in the preview as in the import. */
#include "import-fixture.h"

/* What has no key is found by what there is of it once, or by saying the same. */
static void
what_has_no_key_comes_in_once (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *entity, *text, *changed; /* @changed nullable: the same one with another value */
    guint n;
  } files[] = {
    { "node", "Name,Code\nFrance,FR\n", NULL, 1 },
    { "ambassador", "Name,E-mail\nZoé,z@x.com\nAnn,a@x.com\n", NULL, 2 },
    { "space", "Name\nBread\n", NULL, 1 },
    { "membership", "Space,Person,Note\nBread,Zoé,Bakes\nBread,Ann,\n",
      "Space,Person,Note\nBread,Zoé,Bakes rye\n", 2 },
    { "headcount", "Node,Day,Employees\nFR,2026-01-01,7\nFR,2026-02-01,7\n",
      "Node,Day,Employees\nFR,2026-01-01,8\n", 2 },
    { "risk", "Risk\nFlour is scarce\nFlour is scarce\n", NULL, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const AmbEntity *entity = amb_entity_find (files[i].entity);
      g_autoptr (AmbImportReport) first = import_text (f, entity, files[i].text, 0);
      g_autoptr (AmbImportReport) preview =
          import_text (f, entity, files[i].text, AMB_IMPORT_DRY_RUN);
      g_autoptr (AmbImportReport) again = import_text (f, entity, files[i].text, 0);
      g_autoptr (AmbImportReport) changed = NULL;

      g_test_message ("%s", files[i].entity);
      g_assert_cmpint (first->created, ==, files[i].n);
      g_assert_cmpint (preview->unchanged, ==, files[i].n);
      g_assert_cmpint (again->unchanged, ==, files[i].n);
      g_assert_cmpint (count (f, entity), ==, files[i].n);
      if (files[i].changed == NULL)
        continue;
      changed = import_text (f, entity, files[i].changed, 0);
      g_assert_cmpint (changed->updated, ==, 1);
      g_assert_cmpint (changed->created, ==, 0);
    }
}

/* A preview says what the import will say. */
static void
what_can_not_be_is_seen_before (Fixture *f, gconstpointer data)
{
  const AmbEntity *entity = amb_entity_find ("blackout-day");
  static const char text[] = "Reason,First day,Last day\nFair,2026-05-02,2026-05-01\n";
  const AmbImportFlags ways[] = { AMB_IMPORT_DRY_RUN, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (AmbImportReport) report = import_text (f, entity, text, ways[i]);
      const AmbImportSkip *skip;

      g_assert_cmpint (report->created, ==, 0);
      g_assert_cmpuint (report->skipped->len, ==, 1);
      skip = report->skipped->pdata[0];
      g_assert_cmpstr (skip->field->name, ==, "last-day");
      g_assert_nonnull (strstr (skip->reason, "First day"));
    }
}

static void
one_file_says_it_twice (Fixture *f, gconstpointer data)
{
  static const char text[] = "Node,Day,Employees\nFR,2026-01-01,7\nFR,2026-01-01,8\n";
  const AmbImportFlags ways[] = { AMB_IMPORT_DRY_RUN, 0 };
  g_autoptr (AmbImportReport) nodes = import_text (f, f->nodes, "Name,Code\nFrance,FR\n", 0);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (AmbImportReport) report =
          import_text (f, amb_entity_find ("headcount"), text, ways[i]);

      g_assert_cmpint (report->created, ==, 1);
      g_assert_cmpuint (report->skipped->len, ==, 1);
      g_assert_nonnull (
          strstr (((AmbImportSkip *) report->skipped->pdata[0])->reason, "Line 2 of the file"));
    }
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/importer-rows/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("what-has-no-key-comes-in-once", what_has_no_key_comes_in_once);
  TEST ("one-file-says-it-twice", one_file_says_it_twice);
  TEST ("what-can-not-be-is-seen-before", what_can_not_be_is_seen_before);
  return g_test_run ();
}
