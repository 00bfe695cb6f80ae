/* Values as people type them: the same for a cell and for a command line. */
#include "amb-import-value.h"
#include "import-fixture.h"

typedef struct
{
  const char *entity, *field, *text;
  const char *value; /* NULL: refused */
  const char *words; /* in the refusal */
} Case;

static const Case cases[] = {
  { "ambassador", "country", "france", "FR", NULL },
  { "ambassador", "country", " Côte d'Ivoire ", "CI", NULL },
  { "ambassador", "country", "gh", "GH", NULL },
  { "ambassador", "country", "Syldavia", NULL, "Syldavia" },
  { "ambassador", "country", "\xff\xfe", NULL, "UTF-8" },
  { "ambassador", "language", "français", "fr", NULL },
  { "ambassador", "language", "Klingon", NULL, "Klingon" },
  { "ambassador", "state", "Applied", "applied", NULL },
  { "ambassador", "email", "ANN@x.com", "ann@x.com", NULL },
  { "ambassador", "node-id", "Atlantis", NULL, "Atlantis" },
  { "ambassador", "node-id", "Sales", NULL, "Several" },
};

static void
reads_what_people_type (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) nodes =
      import_text (f, f->nodes, "Name,Code\nFrance,FR\nSales,\nSales,\n", 0);

  g_assert_cmpint (nodes->created, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      const AmbField *field = amb_entity_find_field (amb_entity_find (c->entity), c->field);
      g_autofree char *value = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done = amb_import_read_value (f->store, field, c->text, &value, &error);

      g_test_message ("%s=%s", c->field, c->text);
      g_assert_cmpstr (value, ==, c->value);
      g_assert_true (done == (c->value != NULL));
      if (!done)
        {
          g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, c->words));
        }
    }
}

static void
finds_a_reference_by_name_code_and_id (Fixture *f, gconstpointer data)
{
  const AmbField *field = amb_entity_find_field (f->people, "node-id");
  g_autoptr (AmbImportReport) nodes = import_text (f, f->nodes, "Name,Code\nFrance,FR\n", 0);
  g_autoptr (GPtrArray) ids = amb_store_find (
      f->store, f->nodes, amb_entity_find_field (f->nodes, "code"), "FR", FALSE, NULL);
  const char *const texts[] = { "France", "FRANCE", "FR", "fr", " france ", ids->pdata[0] };

  g_assert_cmpint (nodes->created, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *value = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (amb_import_read_value (f->store, field, texts[i], &value, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, ids->pdata[0]);
    }
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/import-value/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("reads-what-people-type", reads_what_people_type);
  TEST ("finds-a-reference-by-name-code-and-id", finds_a_reference_by_name_code_and_id);
  return g_test_run ();
}
