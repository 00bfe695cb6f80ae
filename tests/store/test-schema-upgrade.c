/* A file of an older program becomes one of this program: whole, with what was kept for it. */
#include "amb-sanitizer.h"
#include "amb-validate.h"
#include "levels.h"
#include "store-fixture.h"

#include <string.h>

#define PERSON "01900000-0000-7000-8000-000000000011"

static void
use_level (Fixture *f, TestLevel level)
{
  if (f->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&f->store));
  test_levels_use (level);
}

static void
open_level (Fixture *f, TestLevel level)
{
  g_autoptr (GError) error = NULL;

  use_level (f, level);
  f->store = amb_store_open (f->path, AMB_STORE_DEFAULT, f->clock, &error);
  g_assert_no_error (error);
  f->people = amb_entity_find ("ambassador");
  f->nodes = amb_entity_find ("node");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  test_levels_use (TEST_LEVEL_ONE);
  fixture_set_up_file (f, data);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fixture_tear_down (f, data);
  test_levels_use (TEST_LEVEL_OWN);
}

static AmbRecord *
put_person (Fixture *f, const char *extra)
{
  AmbRecord *person = amb_record_new (f->people, PERSON);

  amb_record_set (person, "display-name", "Zoé");
  amb_record_set_ver (person, 7);
  amb_record_set_fv (person, "{\"*\":3,\"links\":7}");
  amb_record_set_extra (person, extra);
  fixture_save (f, person);
  return person;
}

static void
test_kept_members_become_values (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) old = put_person (
      f,
      "{\"links\":\"https://a.example\",\"roles\":[\"curator\",\"trainer\"],\"later\":{\"x\":1}}");
  g_autoptr (AmbRecord) person = NULL;

  open_level (f, TEST_LEVEL_TWO);
  person = fixture_lookup (f, f->people, PERSON);
  g_assert_cmpstr (amb_record_get (person, "links"), ==, "https://a.example");
  g_assert_cmpstr (amb_record_get (person, "roles"), ==, "[\"curator\",\"trainer\"]");
  g_assert_cmpstr (amb_record_get_extra (person), ==, "{\"later\":{\"x\":1}}");
  g_assert_cmpint (amb_record_get_ver (person), ==, 7);
  g_assert_cmpint (amb_record_get_field_version (person, "links"), ==, 7);
  g_assert_cmpint (amb_record_get_field_version (person, "roles"), ==, 3);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value WHERE field = 'roles'"), ==,
                   2);
  g_assert_cmpint (fixture_count (f, "PRAGMA user_version"), ==, 2);
}

/* Nobody checked them when they were written. */
static void
test_what_does_not_fit_is_dropped (Fixture *f, gconstpointer data)
{
  static const char *const hostile[] = {
    "{\"links\":5,\"roles\":\"curator\"}",
    "{\"links\":{\"a\":[]},\"roles\":[\"no-such-role\"]}",
    "{\"links\":null,\"roles\":[1]}",
    "{\"links\":\"a\\u0007b\",\"roles\":[[]]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s%u", f->path, i);
      g_autofree char *first = g_steal_pointer (&f->path);
      g_autoptr (AmbRecord) old = NULL;
      g_autoptr (AmbRecord) person = NULL;

      f->path = g_strdup (path);
      open_level (f, TEST_LEVEL_ONE);
      old = put_person (f, hostile[i]);
      open_level (f, TEST_LEVEL_TWO);
      person = fixture_lookup (f, f->people, PERSON);
      g_assert_null (amb_record_get (person, "links"));
      g_assert_null (amb_record_get (person, "roles"));
      g_assert_null (amb_record_get_extra (person));
    }
}

static void
test_required_fields_begin (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) plain = fixture_put (f, f->nodes, "name", "Plain", NULL);
  g_autoptr (AmbRecord) said = amb_record_new (f->nodes, "01900000-0000-7000-8000-000000000001");
  g_autoptr (AmbRecord) wrong = amb_record_new (f->nodes, "01900000-0000-7000-8000-000000000002");
  g_autoptr (AmbRecord) a = NULL;
  g_autoptr (AmbRecord) b = NULL;
  g_autoptr (AmbRecord) c = NULL;

  amb_record_set (said, "name", "Said");
  amb_record_set_extra (said, "{\"kind\":\"hub\"}");
  fixture_save (f, said);
  amb_record_set (wrong, "name", "Wrong");
  amb_record_set_extra (wrong, "{\"kind\":\"no such kind\"}");
  fixture_save (f, wrong);
  open_level (f, TEST_LEVEL_TWO);
  a = fixture_lookup (f, f->nodes, amb_record_get_id (plain));
  b = fixture_lookup (f, f->nodes, amb_record_get_id (said));
  c = fixture_lookup (f, f->nodes, amb_record_get_id (wrong));
  g_assert_cmpstr (amb_record_get (a, "kind"), ==, "spoke");
  g_assert_cmpstr (amb_record_get (b, "kind"), ==, "hub");
  g_assert_cmpstr (amb_record_get (c, "kind"), ==, "spoke");
}

/* A program that skipped a version takes both steps at once, and finds what either brought. */
static void
test_two_versions_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) old =
      put_person (f, "{\"told-on\":\"2026-10-01\",\"links\":\"https://a.example\"}");
  g_autoptr (AmbRecord) person = NULL;

  open_level (f, TEST_LEVEL_THREE);
  person = fixture_lookup (f, f->people, PERSON);
  g_assert_cmpstr (amb_record_get (person, "links"), ==, "https://a.example");
  g_assert_cmpstr (amb_record_get (person, "told-on"), ==, "2026-10-01");
  g_assert_nonnull (amb_entity_find ("pillar"));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM pillars"), ==, 0);
}

/* What the client keeps besides records grows too. */
static void
test_what_needs_attention_is_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_person (f, NULL);
  AmbFinding finding = { .entity = f->people,
                         .id = (char *) PERSON,
                         .kind = (char *) "patch",
                         .code = (char *) "gone",
                         .typed = (char *) "{\"notes\":\"x\"}" };
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (amb_findings_add (f->store, &finding, NULL));
  fixture_run (f, "ALTER TABLE finding DROP COLUMN payload");
  fixture_run (f, "ALTER TABLE settled_finding DROP COLUMN payload");
  open_level (f, TEST_LEVEL_TWO);
  found = amb_findings_list (f->store, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((AmbFinding *) found->pdata[0])->typed, ==, finding.typed);
  g_assert_null (((AmbFinding *) found->pdata[0])->payload);
  g_assert_true (amb_settled_take (f->store, found->pdata[0], 1, NULL));
}

static void
test_newer_is_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_level (f, TEST_LEVEL_TWO);
  use_level (f, TEST_LEVEL_ONE);
  f->store = amb_store_open (f->path, AMB_STORE_DEFAULT, f->clock, &error);
  g_assert_null (f->store);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW);
}

/* A reader can't upgrade, and has no columns to read. */
static void
test_reader_waits_for_a_writer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  use_level (f, TEST_LEVEL_TWO);
  f->store = amb_store_open (f->path, AMB_STORE_READ_ONLY, f->clock, &error);
  g_assert_null (f->store);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_BUSY);
  open_level (f, TEST_LEVEL_TWO);
  g_clear_object (&f->store);
  g_clear_error (&error);
  f->store = amb_store_open (f->path, AMB_STORE_READ_ONLY, f->clock, &error);
  g_assert_no_error (error);
}

static void
test_indexes_are_those_of_the_program (Fixture *f, gconstpointer data)
{
  fixture_run (f, "DROP INDEX ambassadors_node_id;"
                  "CREATE INDEX ambassadors_node_id ON ambassadors (node_id);"
                  "CREATE UNIQUE INDEX ambassadors_email_once ON ambassadors (email);"
                  "UPDATE meta SET value = 'older' WHERE key = 'schema';");
  open_level (f, TEST_LEVEL_TWO);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM sqlite_schema WHERE name ="
                                     " 'ambassadors_email_once'"),
                   ==, 0);
  g_assert_cmpint (fixture_count (f,
                                  "SELECT count(*) FROM sqlite_schema WHERE name ="
                                  " 'ambassadors_node_id' AND sql LIKE '%(deleted, \"node_id\")'"),
                   ==, 1);
}

/* A value that the field takes. */
static char *
dup_value (const AmbField *field)
{
  static const char *const forms[] = {
    [AMB_FORM_ANY] = "Un Événement",
    [AMB_FORM_TIME] = "09:00",
    [AMB_FORM_ZONE] = "Europe/Paris",
    [AMB_FORM_KPI] = "K1",
  };

  switch (field->type)
    {
    case AMB_FIELD_INT:
    case AMB_FIELD_DURATION:
      return g_strdup ("3");
    case AMB_FIELD_DECIMAL:
      return g_strdup ("1.5");
    case AMB_FIELD_BOOL:
      return g_strdup ("1");
    case AMB_FIELD_ENUM:
      return g_strdup (field->choices[0].id);
    case AMB_FIELD_SET:
      return g_strdup_printf ("[\"%s\"]", field->choices != NULL ? field->choices[0].id : "one");
    case AMB_FIELD_REF:
      return g_strdup (PERSON);
    case AMB_FIELD_DATE:
      return g_strdup ("2026-08-31");
    case AMB_FIELD_INSTANT:
      return g_strdup ("2026-08-31T09:00:00.000Z");
    case AMB_FIELD_WALL_TIME:
      return g_strdup ("2026-08-31T09:00[Europe/Paris]");
    case AMB_FIELD_EMAIL:
      return g_strdup ("zoe@example.com");
    case AMB_FIELD_URL:
      return g_strdup ("https://example.com/a");
    case AMB_FIELD_COUNTRY:
      return g_strdup ("FR");
    case AMB_FIELD_LANGUAGE:
      return g_strdup ("fr");
    case AMB_FIELD_ORDER:
      return g_strdup ("a0");
    default:
      return g_strdup (forms[field->form]);
    }
}

static gboolean
travels (const AmbField *field)
{
  return amb_field_is_stored (field) && (field->flags & AMB_FIELD_LOCAL) == 0;
}

/* One record of each entity with every value; what the tables that are used lack is in `extra`. */
static void
put_everything (AmbStore *store, const AmbEntity *const *all)
{
  for (const AmbEntity *const *e = all; *e != NULL; e++)
    {
      const AmbEntity *entity = amb_entity_find ((*e)->name);
      const char *own = amb_entity_get_singleton_id (entity);
      g_autoptr (AmbRecord) record = amb_record_new (entity, own != NULL ? own : PERSON);
      g_autoptr (GString) json = g_string_new ("{");
      g_autoptr (AmbJson) read = NULL;
      g_autoptr (GError) error = NULL;

      for (const AmbField *f = (*e)->fields; f->name != NULL; f++)
        {
          g_autofree char *value = travels (f) ? dup_value (f) : NULL;

          if (value == NULL)
            continue;
          g_assert_true (amb_field_validate (f, value, NULL));
          amb_json_append_key (json, f->name);
          amb_field_append_value (f, value, json);
        }
      g_string_append_c (json, '}');
      read = amb_json_parse (json->str, json->len, NULL);
      g_assert_true (amb_record_read_json (record, amb_json_get_root (read), NULL));
      amb_store_put (store, record, &error);
      g_assert_no_error (error);
    }
}

/* What a file comes to: its columns, indexes, rows, search texts and sets. */
static char *
dump (Fixture *f, const char *path)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (AmbStore) store = amb_store_open (path, AMB_STORE_DEFAULT, f->clock, NULL);
  AmbDb *db = amb_store_get_db (store);
  g_autoptr (AmbStmt) schema = amb_db_prepare (
      db,
      "SELECT m.name || ' ' || p.name || ' ' || p.type FROM sqlite_schema m, pragma_table_info"
      "(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' UNION ALL SELECT sql FROM"
      " sqlite_schema WHERE type = 'index' AND sql IS NOT NULL UNION ALL SELECT entity || ' ' ||"
      " field || ' ' || value FROM set_value ORDER BY 1",
      NULL);
  gboolean row = TRUE;

  while (amb_stmt_step (schema, &row, NULL) && row)
    g_string_append_printf (out, "%s\n", amb_stmt_get_text (schema, 0));
  g_clear_pointer (&schema, amb_stmt_free);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const char *own = amb_entity_get_singleton_id (*e);
      g_autoptr (AmbRecord) record = amb_store_lookup (store, *e, own != NULL ? own : PERSON, NULL);
      g_autofree char *fts = g_strdup_printf ("SELECT text FROM \"%s_fts\"", (*e)->collection);
      g_autofree char *text = NULL;

      amb_db_query_text (db, &text, NULL, fts, NULL);
      g_string_append_printf (out, "%s [%s] %s ", (*e)->name, text != NULL ? text : "",
                              amb_record_get_extra (record) != NULL ? amb_record_get_extra (record)
                                                                    : "");
      amb_record_append_json (record, out);
      g_string_append_c (out, '\n');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static AmbStore *
make_file (Fixture *f, const char *path, const AmbEntity *const *all)
{
  g_autoptr (GError) error = NULL;
  AmbStore *store = amb_store_open (path, AMB_STORE_DEFAULT, f->clock, &error);

  g_assert_no_error (error);
  g_assert_true (amb_db_begin (amb_store_get_db (store), NULL));
  put_everything (store, all);
  g_assert_true (amb_db_commit (amb_store_get_db (store), NULL));
  return store;
}

/* Whichever field a former program lacked, its file becomes what a new one is. */
static void
test_every_field_of_every_entity (Fixture *f, gconstpointer data)
{
  g_autofree char *fresh = g_strconcat (f->path, ".fresh", NULL);
  g_autofree char *expected = NULL;
  const AmbEntity *const *all;
  guint most = 0;

  use_level (f, TEST_LEVEL_OWN);
  all = amb_entities ();
  g_object_unref (make_file (f, fresh, all));
  expected = dump (f, fresh);
  for (const AmbEntity *const *e = all; *e != NULL; e++)
    most = MAX (most, amb_entity_get_n_fields (*e));
  for (guint nth = 0; nth < most; nth++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%u", f->path, nth);
      g_autofree char *found = NULL;

      test_levels_use_without (nth);
      g_object_unref (make_file (f, path, all));
      test_levels_use (TEST_LEVEL_OWN);
      found = dump (f, path);
      g_assert_cmpstr (found, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  amb_sanitizer_prepare ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/store/schema-upgrade/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("members-that-were-kept-become-values", test_kept_members_become_values);
  ADD ("what-does-not-fit-its-field-is-dropped", test_what_does_not_fit_is_dropped);
  ADD ("required-fields-begin-with-their-initial-value", test_required_fields_begin);
  ADD ("two-versions-at-once", test_two_versions_at_once);
  ADD ("what-needs-attention-is-kept", test_what_needs_attention_is_kept);
  ADD ("a-newer-file-is-refused", test_newer_is_refused);
  ADD ("a-reader-waits-for-a-writer", test_reader_waits_for_a_writer);
  ADD ("indexes-are-those-of-the-program", test_indexes_are_those_of_the_program);
  ADD ("whichever-field-was-missing-the-file-becomes-as-a-new-one",
       test_every_field_of_every_entity);
  return g_test_run ();
}
