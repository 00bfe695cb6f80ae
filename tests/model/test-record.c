/* Records as objects: properties, copies, metadata. */
#include "amb-record.h"

static AmbRecord *
new_person (void)
{
  return amb_record_new (amb_entity_find ("ambassador"), "an-id");
}

static void
test_initial (void)
{
  g_autoptr (AmbRecord) record = new_person ();

  g_assert_cmpstr (amb_record_get_id (record), ==, "an-id");
  g_assert_cmpstr (amb_record_get (record, "state"), ==, "identified");
  g_assert_cmpstr (amb_record_get_state (record), ==, "identified");
  g_assert_null (amb_record_get (record, "email"));
  g_assert_null (amb_record_get_title (record));
  g_assert_cmpint (amb_record_get_ver (record), ==, 0);
  g_assert_false (amb_record_get_deleted (record));
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_notifies (void)
{
  g_autoptr (AmbRecord) record = new_person ();
  guint n = 0;

  g_signal_connect (record, "notify::display-name", G_CALLBACK (count_cb), &n);
  amb_record_set (record, "display-name", "Zoé");
  amb_record_set (record, "display-name", "Zoé");
  amb_record_set (record, "display-name", NULL);
  amb_record_set (record, "display-name", NULL);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_properties (void)
{
  g_autoptr (AmbRecord) node = amb_record_new (amb_entity_find ("node"), "n");
  g_autoptr (AmbRecord) move = amb_record_new (amb_entity_find ("transition"), "t");
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;
  gint64 headcount;
  gboolean imported;

  g_object_set (node, "name", "France", "headcount", G_GINT64_CONSTANT (1200), NULL);
  g_assert_cmpstr (amb_record_get (node, "headcount"), ==, "1200");
  g_assert_cmpint (amb_record_get_int (node, "headcount", -1), ==, 1200);
  g_object_get (node, "name", &name, "headcount", &headcount, "id", &id, NULL);
  g_assert_cmpstr (name, ==, "France");
  g_assert_cmpint (headcount, ==, 1200);
  g_assert_cmpstr (id, ==, "n");
  g_object_set (move, "imported", TRUE, NULL);
  g_assert_cmpstr (amb_record_get (move, "imported"), ==, "1");
  g_object_get (move, "imported", &imported, NULL);
  g_assert_true (imported);
}

static void
test_int_fallback (void)
{
  g_autoptr (AmbRecord) node = amb_record_new (amb_entity_find ("node"), NULL);

  g_assert_cmpint (amb_record_get_int (node, "headcount", 7), ==, 7);
}

static void
test_dup (void)
{
  g_autoptr (AmbRecord) record = new_person ();
  g_autoptr (AmbRecord) copy = NULL;

  amb_record_set (record, "display-name", "Zoé");
  amb_record_set (record, "state", NULL);
  amb_record_set_rid (record, 3);
  amb_record_set_ver (record, 4);
  amb_record_set_fv (record, "{\"*\":1}");
  amb_record_set_extra (record, "{\"x\":1}");
  amb_record_set_deleted (record, TRUE);
  copy = amb_record_dup (record);
  amb_record_set (record, "display-name", "Other");
  g_assert_cmpstr (amb_record_get (copy, "display-name"), ==, "Zoé");
  g_assert_null (amb_record_get (copy, "state"));
  g_assert_cmpstr (amb_record_get_id (copy), ==, "an-id");
  g_assert_cmpint (amb_record_get_rid (copy), ==, 3);
  g_assert_cmpint (amb_record_get_ver (copy), ==, 4);
  g_assert_cmpstr (amb_record_get_fv (copy), ==, "{\"*\":1}");
  g_assert_cmpstr (amb_record_get_extra (copy), ==, "{\"x\":1}");
  g_assert_true (amb_record_get_deleted (copy));
  g_assert_finalize_object (g_steal_pointer (&copy));
}

static void
test_set_own_metadata (void)
{
  g_autoptr (AmbRecord) record = new_person ();

  amb_record_set_fv (record, "{\"*\":1}");
  amb_record_set_fv (record, amb_record_get_fv (record));
  g_assert_cmpstr (amb_record_get_fv (record), ==, "{\"*\":1}");
  amb_record_set_extra (record, "{}");
  amb_record_set_extra (record, amb_record_get_extra (record));
  g_assert_cmpstr (amb_record_get_extra (record), ==, "{}");
}

static void
test_changes (void)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);

  g_assert_true (amb_record_has_changed_field (record, "email")); /* it was read from no row */
  g_assert_true (amb_record_has_changed (record, 0));
  amb_record_set (record, "email", "a@example.com");
  amb_record_mark_stored (record);
  g_assert_false (amb_record_has_changed (record, AMB_FIELD_KEY));
  amb_record_set (record, "email", "a@example.com");
  g_assert_false (amb_record_has_changed_field (record, "email"));
  amb_record_set (record, "email", "b@example.com");
  amb_record_set (record, "email", "a@example.com"); /* it may have been put between */
  g_assert_true (amb_record_has_changed_field (record, "email"));
  g_assert_false (amb_record_has_changed_field (record, "notes"));
  g_assert_true (amb_record_has_changed (record, AMB_FIELD_KEY));
  g_assert_false (amb_record_has_changed (record, AMB_FIELD_STATE));
  g_assert_true (amb_record_has_changed_type (record, AMB_FIELD_EMAIL));
  g_assert_false (amb_record_has_changed_type (record, AMB_FIELD_REF));
  g_assert_false (amb_record_has_changed_field (record, "no-field"));
  amb_record_mark_stored (record);
  amb_record_set_deleted (record, TRUE);
  g_assert_true (amb_record_has_changed_field (record, "notes")); /* another row altogether */
}

static void
test_types (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      GType type = amb_entity_get_type (*e);
      g_autoptr (AmbRecord) record = amb_record_new (*e, NULL);

      g_assert_cmpstr (g_type_name (type), ==, (*e)->type_name);
      g_assert_true (G_OBJECT_TYPE (record) == type);
      g_assert_true (amb_record_get_entity (record) == *e);
      g_assert_finalize_object (g_steal_pointer (&record));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/record/begins-with-initial-values", test_initial);
  g_test_add_func ("/model/record/notifies-when-a-value-changes", test_notifies);
  g_test_add_func ("/model/record/fields-are-properties", test_properties);
  g_test_add_func ("/model/record/an-unset-number-is-the-fallback", test_int_fallback);
  g_test_add_func ("/model/record/a-copy-is-its-own", test_dup);
  g_test_add_func ("/model/record/metadata-may-be-set-to-itself", test_set_own_metadata);
  g_test_add_func ("/model/record/knows-what-changed-since-it-was-read", test_changes);
  g_test_add_func ("/model/record/one-type-an-entity", test_types);
  return g_test_run ();
}
