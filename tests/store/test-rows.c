/* Rows: put, lookup, load, drop, and what is told about them. */
#include "amb-lifecycle.h"
#include "store-fixture.h"

#include <string.h>

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person =
      fixture_put (f, f->people, "display-name", "Zoé “Z” d'Été\u2028", "email", "z@a.example",
                   "roles", "[\"curator\",\"producer\"]", "notes", "a\nb", "level", "2", NULL);
  g_autoptr (AmbRecord) again = NULL;
  g_autoptr (GString) a = g_string_new (NULL);
  g_autoptr (GString) b = g_string_new (NULL);

  amb_record_set_ver (person, 12);
  amb_record_set_fv (person, "{\"*\":3,\"email\":12}");
  amb_record_set_extra (person, "{\"x\":[1]}");
  fixture_save (f, person);
  again = fixture_lookup (f, f->people, amb_record_get_id (person));
  amb_record_append_json (person, a);
  amb_record_append_json (again, b);
  g_assert_cmpstr (a->str, ==, b->str);
  g_assert_cmpint (amb_record_get_rid (again), ==, amb_record_get_rid (person));
  g_assert_cmpint (amb_record_get_ver (again), ==, 12);
  g_assert_cmpstr (amb_record_get_fv (again), ==, "{\"*\":3,\"email\":12}");
  g_assert_cmpstr (amb_record_get_extra (again), ==, "{\"x\":[1]}");
}

static void
test_numbers (Fixture *f, gconstpointer data)
{
  static const char *const values[] = { "0", "-1", "9223372036854775807", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (AmbRecord) node =
          fixture_put (f, f->nodes, "name", "N", "headcount", values[i], NULL);
      g_autoptr (AmbRecord) again = fixture_lookup (f, f->nodes, amb_record_get_id (node));

      g_assert_cmpstr (amb_record_get (again, "headcount"), ==, values[i]);
    }
}

/* The rid belongs to the id, whatever the object remembers. */
static void
test_replaces_by_id (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) first = fixture_put (f, f->people, "display-name", "A", NULL);
  g_autoptr (AmbRecord) second = fixture_put (f, f->people, "display-name", "B", NULL);
  g_autoptr (AmbRecord) copy = amb_record_new (f->people, amb_record_get_id (first));
  g_autoptr (AmbRecord) stale = amb_record_dup (first);
  g_autoptr (AmbRecord) kept = NULL;

  amb_record_set (copy, "display-name", "A2");
  fixture_save (f, copy);
  g_assert_cmpint (amb_record_get_rid (copy), ==, amb_record_get_rid (first));
  amb_record_set_rid (stale, amb_record_get_rid (second));
  fixture_save (f, stale);
  kept = fixture_lookup (f, f->people, amb_record_get_id (second));
  g_assert_cmpstr (amb_record_get_title (kept), ==, "B");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM ambassadors"), ==, 2);
}

static void
test_get_and_lookup (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "A", NULL);
  const char *id = amb_record_get_id (person);
  g_autoptr (AmbRecord) tombstone = NULL;
  g_autoptr (GError) gone = NULL;
  g_autoptr (GError) never = NULL;

  amb_record_set_deleted (person, TRUE);
  fixture_save (f, person);
  g_assert_null (amb_store_get (f->store, f->people, id, &gone));
  g_assert_error (gone, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  tombstone = fixture_lookup (f, f->people, id);
  g_assert_true (amb_record_get_deleted (tombstone));
  g_assert_null (amb_store_get (f->store, f->people, "never", &never));
  g_assert_error (never, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_assert_null (fixture_lookup (f, f->people, "never"));
}

static void
test_drop (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person =
      fixture_put (f, f->people, "display-name", "A", "roles", "[\"curator\"]", NULL);

  g_assert_true (amb_store_drop (f->store, f->people, amb_record_get_id (person), NULL));
  g_assert_true (amb_store_drop (f->store, f->people, amb_record_get_id (person), NULL));
  g_assert_null (fixture_lookup (f, f->people, amb_record_get_id (person)));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM ambassadors_fts"), ==, 0);
}

static void
test_load_keeps_the_order (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) a = fixture_put (f, f->people, "display-name", "A", NULL);
  g_autoptr (AmbRecord) b = fixture_put (f, f->people, "display-name", "B", NULL);
  const gint64 rids[] = { amb_record_get_rid (b), 999, amb_record_get_rid (a),
                          amb_record_get_rid (b) };
  g_autoptr (GPtrArray) records = amb_store_load (f->store, f->people, rids, 4, NULL);
  g_autoptr (GPtrArray) none = amb_store_load (f->store, f->people, rids, 0, NULL);

  g_assert_cmpuint (records->len, ==, 4);
  g_assert_cmpstr (amb_record_get_title (records->pdata[0]), ==, "B");
  g_assert_null (records->pdata[1]);
  g_assert_cmpstr (amb_record_get_title (records->pdata[2]), ==, "A");
  g_assert_cmpstr (amb_record_get_title (records->pdata[3]), ==, "B");
  g_assert_cmpuint (none->len, ==, 0);
}

/* What the day makes of the state is the same in SQL and in C. */
static void
test_standing (Fixture *f, gconstpointer data)
{
  static const char *const dates[] = { NULL,         "2026-09-01", "2026-10-08", "2026-10-09",
                                       "2026-10-23", "2026-10-24", "2026-11-22", "2026-11-23",
                                       "2026-11-24", "2027-01-01" };
  static const char *const days[] = { "30", "45", "0", NULL };
  const AmbField *state = amb_entity_get_state_field (f->people);
  g_autoptr (AmbRecord) settings = fixture_put (f, f->settings, "name", "P", NULL);

  for (guint d = 0; d < G_N_ELEMENTS (days); d++)
    {
      amb_record_set (settings, "dormant-days", days[d]);
      fixture_save (f, settings);
      for (const AmbChoice *c = state->choices; c->id != NULL; c++)
        for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
          {
            g_autoptr (AmbRecord) person =
                fixture_put (f, f->people, "display-name", "A", "state", c->id, "last-active-on",
                             dates[i], "paused-until", dates[i], NULL);
            g_autoptr (AmbRecord) again = fixture_lookup (f, f->people, amb_record_get_id (person));

            g_test_message ("%s, %s, after %s days", c->id, dates[i], days[d]);
            g_assert_cmpstr (amb_record_get (again, "standing"), ==,
                             amb_lifecycle_get_standing (
                                 person, NULL, "2026-11-23",
                                 amb_record_get_int (settings, "dormant-days", AMB_DORMANT_DAYS)));
          }
    }
}

/* Whoever was asked to begin has as many days for it as others; whom a running programme brought
 * along was active before. */
static void
test_standing_begins_with_being_active (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *from, *to, *at, *standing;
  } cases[] = {
    { "onboarding", "active", "2026-10-24T00:00:00.000Z", "active" },
    { "suspended", "active", "2026-11-23T09:00:00.000Z", "active" },
    { "paused", "active", "2026-10-23T23:59:59.999Z", "dormant" },
    { NULL, "active", "2026-11-23T09:00:00.000Z", "dormant" },
    { "accepted", "onboarding", "2026-11-23T09:00:00.000Z", "dormant" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbRecord) person =
          fixture_put (f, f->people, "display-name", "A", "state", "active", NULL);
      g_autoptr (AmbRecord) move =
          fixture_put (f, amb_entity_find ("transition"), "entity", "ambassador", "record",
                       amb_record_get_id (person), "to", cases[i].to, "at", cases[i].at, "by", "-",
                       cases[i].from != NULL ? "from" : NULL, cases[i].from, NULL);
      g_autoptr (AmbRecord) again = fixture_lookup (f, f->people, amb_record_get_id (person));

      g_test_message ("%s, %s", cases[i].from, cases[i].at);
      g_assert_cmpstr (amb_record_get (again, "standing"), ==, cases[i].standing);
    }
}

/* The day is the programme's: noon in UTC is another day at the date line. */
static void
test_today (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) settings = NULL;

  g_assert_cmpstr (amb_store_get_today (f->store), ==, "2026-11-23");
  settings = fixture_put (f, f->settings, "name", "P", "zone", "Pacific/Kiritimati", NULL);
  g_assert_cmpstr (amb_store_get_today (f->store), ==, "2026-11-24");
  amb_record_set (settings, "zone", "Pacific/Pago_Pago");
  fixture_save (f, settings);
  g_assert_cmpstr (amb_store_get_today (f->store), ==, "2026-11-23");
  amb_clock_advance (f->clock, G_GINT64_CONSTANT (86400000));
  g_assert_cmpstr (amb_store_get_today (f->store), ==, "2026-11-24");
}

static void
test_standing_follows_the_day (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "A", "state", "active",
                                              "last-active-on", "2026-11-23", NULL);
  g_autoptr (AmbRecord) now = fixture_lookup (f, f->people, amb_record_get_id (person));
  g_autoptr (AmbRecord) later = NULL;

  amb_clock_advance (f->clock, 31 * G_GINT64_CONSTANT (86400000));
  later = fixture_lookup (f, f->people, amb_record_get_id (person));
  g_assert_cmpstr (amb_record_get (now, "standing"), ==, "active");
  g_assert_cmpstr (amb_record_get (later, "standing"), ==, "dormant");
}

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "A", NULL);
  g_autoptr (GPtrArray) changes = amb_store_take_changes (f->store);
  g_autoptr (GPtrArray) none = amb_store_take_changes (f->store);
  g_autoptr (GPtrArray) dropped = NULL;
  g_autoptr (GPtrArray) many = NULL;
  const AmbChange *change = changes->pdata[0];

  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (change->entity == f->people);
  g_assert_cmpstr (change->id, ==, amb_record_get_id (person));
  g_assert_cmpint (change->rid, ==, amb_record_get_rid (person));
  g_assert_false (change->removed);

  amb_store_drop (f->store, f->people, amb_record_get_id (person), NULL);
  dropped = amb_store_take_changes (f->store);
  g_assert_true (((AmbChange *) dropped->pdata[0])->removed);

  for (guint i = 0; i < 600; i++)
    g_object_unref (fixture_put (f, f->people, "display-name", "A", NULL));
  many = amb_store_take_changes (f->store);
  g_assert_cmpuint (many->len, <=, 501);
  g_assert_null (((AmbChange *) many->pdata[many->len - 1])->id);
}

static void
test_rollback_tells_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) before = fixture_put (f, f->people, "display-name", "A", NULL);
  g_autoptr (AmbRecord) person = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  g_assert_true (amb_db_begin (amb_store_get_db (f->store), NULL));
  person = fixture_put (f, f->people, "display-name", "B", NULL);
  amb_db_rollback (amb_store_get_db (f->store));
  changes = amb_store_take_changes (f->store);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (((AmbChange *) changes->pdata[0])->id, ==, amb_record_get_id (before));
}

/* On a full disk the row, its search text and its sets are as they were. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  AmbDb *db = amb_store_get_db (f->store);
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autoptr (AmbRecord) person =
      fixture_put (f, f->people, "display-name", "A", "roles", "[\"curator\"]", NULL);
  g_autofree char *limit = NULL;
  g_autofree char *before = fixture_text (f, "SELECT quote(text) FROM ambassadors_fts");
  g_autofree char *after = NULL;
  g_autofree char *notes = NULL;
  g_autoptr (GError) error = NULL;

  limit =
      g_strdup_printf ("PRAGMA max_page_count = %d", (int) fixture_count (f, "PRAGMA page_count"));
  fixture_run (f, limit);
  amb_record_set (person, "notes", large);
  amb_record_set (person, "roles", "[\"producer\"]");
  g_assert_true (amb_db_begin (db, NULL));
  g_assert_false (amb_store_put (f->store, person, &error));
  amb_db_rollback (db);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "no space left"));
  after = fixture_text (f, "SELECT quote(text) FROM ambassadors_fts");
  notes = fixture_text (f, "SELECT notes FROM ambassadors");
  g_assert_cmpstr (before, ==, after);
  g_assert_null (notes);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value WHERE value = 'curator'"), ==,
                   1);
}

static const char *
get_other_value (const AmbField *field)
{
  if (amb_field_is_number (field))
    return "1";
  if (field->type == AMB_FIELD_SET)
    return "[\"other\"]";
  return "other";
}

static void
assert_same_row (Fixture *f, AmbRecord *record)
{
  g_autoptr (AmbRecord) again =
      fixture_lookup (f, amb_record_get_entity (record), amb_record_get_id (record));
  g_autoptr (GString) a = g_string_new (NULL);
  g_autoptr (GString) b = g_string_new (NULL);

  amb_record_append_json (record, a);
  amb_record_append_json (again, b);
  g_assert_cmpstr (a->str, ==, b->str);
  g_assert_cmpint (amb_record_get_ver (again), ==, amb_record_get_ver (record));
  g_assert_cmpint (amb_record_get_deleted (again), ==, amb_record_get_deleted (record));
}

static gint64
count_found (Fixture *f, const AmbEntity *entity, const char *id)
{
  const char *table = entity->collection;
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE id = '%s' AND rid IN"
                       " (SELECT rowid FROM \"%s_fts\" WHERE \"%s_fts\" MATCH 'other')",
                       table, id, table, table);

  return fixture_count (f, sql);
}

/* What is written is what changed since the row was read, and with it what is made of it. */
static void
test_edits_field_by_field (Fixture *f, gconstpointer data)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (const AmbField *field = (*e)->fields; field->name != NULL; field++)
      {
        g_autofree char *id = amb_clock_dup_id (f->clock);
        g_autoptr (AmbRecord) record = amb_record_new (*e, id);
        g_autoptr (AmbRecord) read = NULL;
        gboolean is_word = (field->flags & AMB_FIELD_SEARCH) != 0 && field->type != AMB_FIELD_REF &&
                           !amb_field_is_number (field);

        if (!amb_field_is_stored (field) || (*e)->kind == AMB_KIND_PROJECTION)
          continue;
        fixture_save (f, record);
        read = fixture_lookup (f, *e, id);
        amb_record_set (read, field->name, get_other_value (field));
        amb_record_set_ver (read, 7);
        fixture_save (f, read);
        assert_same_row (f, read);
        if (is_word)
          g_assert_cmpint (count_found (f, *e, id), ==, 1);
        amb_record_set (read, field->name, NULL); /* of the object that was put */
        fixture_save (f, read);
        assert_same_row (f, read);
        if (is_word)
          g_assert_cmpint (count_found (f, *e, id), ==, 0);
      }
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value WHERE value = 'other'"), ==,
                   0);
}

static void
test_edits_of_a_set (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person =
      fixture_put (f, f->people, "display-name", "A", "roles", "[\"curator\"]", NULL);
  g_autoptr (AmbRecord) read = fixture_lookup (f, f->people, amb_record_get_id (person));

  amb_record_set (read, "notes", "another field");
  fixture_save (f, read);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value"), ==, 1);
  amb_record_set (read, "roles", "[\"producer\"]");
  fixture_save (f, read);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value WHERE value = 'producer'"), ==,
                   1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value"), ==, 1);
}

/* The row went, and another has its number by now. */
static void
test_edit_of_a_row_that_went (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Other", "roles",
                                              "[\"curator\"]", "notes", "n", NULL);
  g_autofree char *id = g_strdup (amb_record_get_id (person));
  g_autoptr (AmbRecord) read = fixture_lookup (f, f->people, id);
  g_autoptr (AmbRecord) squatter = NULL;
  g_autoptr (AmbRecord) kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_store_drop (f->store, f->people, id, &error));
  squatter = fixture_put (f, f->people, "display-name", "B", NULL);
  g_assert_cmpint (amb_record_get_rid (squatter), ==, amb_record_get_rid (read));
  amb_record_set (read, "level", "3");
  fixture_save (f, read);
  assert_same_row (f, read);
  g_assert_cmpint (count_found (f, f->people, id), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM set_value"), ==, 1);
  kept = fixture_lookup (f, f->people, amb_record_get_id (squatter));
  g_assert_cmpstr (amb_record_get_title (kept), ==, "B");
}

static void
test_removal_of_an_unchanged_row (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "A", NULL);
  g_autoptr (AmbRecord) read = fixture_lookup (f, f->people, amb_record_get_id (person));

  amb_record_set_deleted (read, TRUE);
  fixture_save (f, read);
  assert_same_row (f, read);
  amb_record_set_deleted (read, FALSE);
  fixture_save (f, read);
  assert_same_row (f, read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/rows/what-is-put-is-read-again", test_round_trip);
  ADD ("/store/rows/numbers-keep-their-size", test_numbers);
  ADD ("/store/rows/a-row-belongs-to-its-id", test_replaces_by_id);
  ADD ("/store/rows/every-field-is-edited-alone", test_edits_field_by_field);
  ADD ("/store/rows/members-of-a-set-follow-its-edits", test_edits_of_a_set);
  ADD ("/store/rows/an-edit-of-a-row-that-went-brings-it-back-whole", test_edit_of_a_row_that_went);
  ADD ("/store/rows/an-unchanged-row-is-removed", test_removal_of_an_unchanged_row);
  ADD ("/store/rows/get-is-of-the-living-and-lookup-of-all", test_get_and_lookup);
  ADD ("/store/rows/drop-leaves-nothing", test_drop);
  ADD ("/store/rows/load-keeps-the-order-and-the-gaps", test_load_keeps_the_order);
  ADD ("/store/rows/standing-is-the-same-in-sql-and-in-c", test_standing);
  ADD ("/store/rows/today-is-the-programmes-day", test_today);
  ADD ("/store/rows/standing-begins-with-being-active", test_standing_begins_with_being_active);
  ADD ("/store/rows/standing-follows-the-day", test_standing_follows_the_day);
  ADD ("/store/rows/changes-are-told-once", test_changes);
  ADD ("/store/rows/what-was-rolled-back-is-not-told", test_rollback_tells_nothing);
  ADD ("/store/rows/a-full-disk-changes-nothing", test_full_disk);
  return g_test_run ();
}
