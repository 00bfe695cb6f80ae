/* The tables themselves: what every entity and every field must keep. */
#include "amb-codes.h"
#include "amb-record.h"
#include "amb-validate.h"

#include <string.h>

static void
test_registry_is_in_reference_order (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_hash_table_add (seen, (char *) (*e)->name);
      g_assert_true (amb_entity_find ((*e)->name) == *e);
      g_assert_true (amb_entity_find ((*e)->collection) == *e);
      /* A node's head is an ambassador whose home is a node: one of the two must come first. */
      for (const AmbField *f = (*e)->fields; f->name != NULL; f++)
        if (f->type == AMB_FIELD_REF && (f->flags & AMB_FIELD_REQUIRED) != 0)
          g_assert_true (g_hash_table_contains (seen, f->ref));
    }
  g_assert_null (amb_entity_find ("nothing"));
  g_assert_null (amb_entity_find (NULL));
}

static void
check_field (const AmbEntity *entity, const AmbField *field)
{
  g_test_message ("%s.%s", entity->name, field->name);
  g_assert_nonnull (field->label);
  g_assert_cmpuint (field->since, >=, 1);
  g_assert_cmpuint (field->since, <=, AMB_SCHEMA_VERSION);
  g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9-]*$", field->name, 0, 0));
  g_assert_cmpint (field->ref != NULL, ==, field->type == AMB_FIELD_REF);
  g_assert_true (field->ref == NULL || amb_entity_find (field->ref) != NULL);
  g_assert_cmpint (field->sql != NULL, ==, (field->flags & AMB_FIELD_COMPUTED) != 0);
  g_assert_true (field->type != AMB_FIELD_ENUM || field->choices != NULL);
  g_assert_cmpint (field->merge == AMB_MERGE_SET, ==, field->type == AMB_FIELD_SET);
  if (field->initial != NULL)
    g_assert_true (amb_field_validate (field, field->initial, NULL));
}

static void
test_fields (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_titles = 0, n_states = 0;

      for (const AmbField *f = (*e)->fields; f->name != NULL; f++)
        {
          check_field (*e, f);
          g_assert_true (g_hash_table_add (names, (char *) f->name));
          n_titles += (f->flags & AMB_FIELD_TITLE) != 0;
          n_states += (f->flags & AMB_FIELD_STATE) != 0;
        }
      g_assert_cmpuint (n_titles, ==, 1);
      g_assert_cmpuint (n_states, ==, (*e)->moves != NULL ? 1 : 0);
      g_assert_cmpint (amb_entity_get_singleton_id (*e) != NULL, ==,
                       (*e)->kind == AMB_KIND_SINGLETON);
    }
}

static void
test_scope_fields (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_assert_cmpint ((*e)->scope_fields != NULL, ==, (*e)->scope == AMB_SCOPE_NODE);
      for (guint i = 0; (*e)->scope_fields != NULL && (*e)->scope_fields[i] != NULL; i++)
        {
          g_auto (GStrv) path = g_strsplit ((*e)->scope_fields[i], ".", 2);
          const AmbField *field = amb_entity_find_field (*e, path[0]);

          g_assert_nonnull (field);
          if (path[1] != NULL)
            field = amb_entity_find_field (amb_entity_find (field->ref), path[1]);
          g_assert_nonnull (field);
          g_assert_cmpstr (field->ref, ==, "node");
        }
    }
}

static void
test_columns (void)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("ambassador"), "last-active-on");
  g_autofree char *column = amb_field_dup_column (field);

  g_assert_cmpstr (column, ==, "last_active_on");
  g_assert_null (amb_entity_find_field (amb_entity_find ("ambassador"), "nothing"));
  g_assert_null (amb_entity_find_field (amb_entity_find ("ambassador"), NULL));
}

static void
test_codes (void)
{
  static const struct
  {
    const char *code;
    gboolean country, language;
  } cases[] = {
    { "FR", TRUE, FALSE },    { "fr", FALSE, TRUE },         { "XX", FALSE, FALSE },
    { "F", FALSE, FALSE },    { "", FALSE, FALSE },          { "FRA", FALSE, FALSE },
    { "pt-BR", FALSE, TRUE }, { "fr-", FALSE, FALSE },       { "fr-C", FALSE, FALSE },
    { "fra", FALSE, FALSE },  { "zh-Hant-TW", FALSE, TRUE }, { "en-123456789", FALSE, FALSE },
    { "R ", FALSE, FALSE },   { " A", FALSE, FALSE },        { NULL, FALSE, FALSE },
  };
  g_auto (GStrv) countries = amb_country_list ();
  g_auto (GStrv) languages = amb_language_list ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (amb_country_is_valid (cases[i].code), ==, cases[i].country);
      g_assert_cmpint (amb_language_is_valid (cases[i].code), ==, cases[i].language);
    }
  g_assert_cmpuint (g_strv_length (countries), ==, 249);
  g_assert_cmpuint (g_strv_length (languages), >=, 180);
  for (guint i = 0; countries[i] != NULL; i++)
    g_assert_true (amb_country_is_valid (countries[i]));
  for (guint i = 0; languages[i] != NULL; i++)
    g_assert_true (amb_language_is_valid (languages[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/entity/registry-finds-and-orders", test_registry_is_in_reference_order);
  g_test_add_func ("/model/entity/every-field-is-whole", test_fields);
  g_test_add_func ("/model/entity/scopes-lead-to-nodes", test_scope_fields);
  g_test_add_func ("/model/entity/columns-are-named-after-fields", test_columns);
  g_test_add_func ("/model/entity/codes-of-countries-and-languages", test_codes);
  return g_test_run ();
}
