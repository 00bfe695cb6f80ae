/* check() finds each damage that is seeded, and nothing in a sound file. */
#include "amb-sample.h"
#include "store-fixture.h"

static void
fill (Fixture *f)
{
  const AmbSampleOptions options = { 50, 1 };
  g_autoptr (GError) error = NULL;

  amb_sample_fill (f->store, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_findings (AmbStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_store_check (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  return findings->len;
}

static void
test_sound (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (count_findings (f->store), ==, 0);
  fill (f);
  g_assert_cmpuint (count_findings (f->store), ==, 0);
}

static const struct
{
  const char *name;
  const char *sql;
} damages[] = {
  { "a-search-text-is-missing", "DELETE FROM ambassadors_fts WHERE rowid = 3" },
  { "a-search-text-is-of-no-row", "INSERT INTO ambassadors_fts (rowid, text) VALUES (99999, 'x')" },
  { "a-set-value-is-missing",
    "DELETE FROM set_value WHERE entity = 'ambassador' AND rid = (SELECT max(rid) FROM set_value "
    "WHERE entity = 'ambassador')" },
  { "a-set-value-is-of-no-row", "INSERT INTO set_value (entity, field, value, rid) VALUES "
                                "('ambassador', 'roles', 'curator', 99999)" },
  { "a-set-value-is-another",
    "UPDATE set_value SET value = 'nothing' WHERE (entity, field, value, rid) = (SELECT entity, "
    "field, "
    "value, rid FROM set_value WHERE entity = 'ambassador' ORDER BY rid DESC LIMIT 1)" },
  { "a-sort-key-is-another", "UPDATE ambassadors SET display_name_key = 'zzz' WHERE rid = 4" },
  { "a-reference-leads-to-a-removed-record",
    "INSERT INTO nodes (id, deleted, name, name_key, kind) VALUES ('gone', 1, 'Gone', 'gone', "
    "'spoke'); INSERT INTO nodes_fts (rowid, text) VALUES (last_insert_rowid(), 'gone'); UPDATE "
    "ambassadors SET node_id = 'gone' WHERE rid = 7" },
  { "a-record-stands-above-itself", "UPDATE nodes SET parent_id = (SELECT id FROM nodes WHERE code "
                                    "= 'LYS') WHERE code = 'FR'" },
  { "a-journal-entry-is-of-no-group",
    "INSERT INTO undo_group (grp, at, label) VALUES (1, 0, 'a'), (3, 0, 'b'); INSERT INTO journal "
    "(grp, at, entity, id, action) VALUES (2, 0, 'node', 'x', 0)" },
  { "a-shadow-is-of-no-operation",
    "INSERT INTO shadow (entity, id, field, ver) VALUES ('node', 'x', 'name', 1)" },
};

static void
test_damage (Fixture *f, gconstpointer data)
{
  fill (f);
  fixture_run (f, data);
  g_assert_cmpuint (count_findings (f->store), ==, 1);
}

/* A client may not have every record, a server must. */
static void
test_reference_to_nothing_on_a_server (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 7);
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_SERVER, clock, NULL);
  g_autoptr (AmbRecord) person = amb_record_new (amb_entity_find ("ambassador"), "a");

  amb_record_set (person, "display-name", "A");
  g_assert_true (amb_store_put (store, person, NULL));
  g_assert_cmpuint (count_findings (store), ==, 0);
  amb_record_set (person, "node-id", "nothing");
  g_assert_true (amb_store_put (store, person, NULL));
  g_assert_cmpuint (count_findings (store), ==, 1);
}

static void
test_partial_client (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person =
      fixture_put (f, f->people, "display-name", "A", "node-id", "elsewhere", NULL);

  g_assert_cmpuint (count_findings (f->store), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/check/a-sound-file-has-no-findings", Fixture, NULL, fixture_set_up,
              test_sound, fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/store/check/finds-that-", damages[i].name, NULL);

      g_test_add (path, Fixture, damages[i].sql, fixture_set_up, test_damage, fixture_tear_down);
    }
  g_test_add_func ("/store/check/a-server-has-every-record-that-is-referred-to",
                   test_reference_to_nothing_on_a_server);
  g_test_add ("/store/check/a-client-may-lack-some", Fixture, NULL, fixture_set_up,
              test_partial_client, fixture_tear_down);
  return g_test_run ();
}
