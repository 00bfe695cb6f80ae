#include "programme-fixture.h"

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->clock = amb_clock_new_manual (NOW, 7);
  self->store = amb_store_open (":memory:", AMB_STORE_DEFAULT, self->clock, &error);
  g_assert_no_error (error);
  self->programme = amb_programme_new (self->store);
  self->people = amb_entity_find ("ambassador");
  self->nodes = amb_entity_find ("node");
  self->moves = amb_entity_find ("transition");
  self->settings = amb_entity_find ("programme");
}

/* Whatever a test did, the file is sound afterwards. */
void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_store_check (self->store, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (findings->len > 0 ? findings->pdata[0] : NULL, ==, NULL);
  g_assert_false (amb_db_is_in_transaction (amb_store_get_db (self->store)));
  g_assert_finalize_object (self->programme);
  g_assert_finalize_object (self->store);
  g_object_unref (self->clock);
}

void
fixture_connect (Fixture *self)
{
  g_assert_true (amb_store_set_meta (self->store, "server-url", "https://a.example", NULL));
}

static void
open_scope (Fixture *self, const char *scope)
{
  g_assert_true (amb_db_run (amb_store_get_db (self->store), NULL,
                             "INSERT OR IGNORE INTO sync_scope (name, gen) VALUES (?, 1)", "t",
                             scope));
}

void
fixture_act_as (Fixture *self, const char *access, const char *scope)
{
  g_assert_true (amb_store_set_meta (self->store, "actor-access", access, NULL));
  if (scope != NULL)
    open_scope (self, scope);
  amb_programme_load_actor (self->programme);
}

void
fixture_publish (Fixture *self, const char *entity, const char *id, const char *scope)
{
  g_autoptr (AmbRecord) record = amb_store_get (self->store, amb_entity_find (entity), id, NULL);

  open_scope (self, scope);
  g_assert_true (amb_db_run (amb_store_get_db (self->store), NULL,
                             "INSERT INTO sync_member (entity, rid, scope, gen) SELECT ?, ?, id, "
                             "gen FROM sync_scope WHERE name = ?",
                             "tit", entity, amb_record_get_rid (record), scope));
}

AmbRecord *
fixture_new (Fixture *self, const AmbEntity *entity, ...)
{
  AmbRecord *record = amb_record_new (entity, NULL);
  const char *field;
  va_list args;

  va_start (args, entity);
  while ((field = va_arg (args, const char *)) != NULL)
    amb_record_set (record, field, va_arg (args, const char *));
  va_end (args);
  return record;
}

char *
fixture_add (Fixture *self, AmbRecord *record, AmbCommandFlags flags)
{
  g_autoptr (GError) error = NULL;
  char *id = amb_programme_add (self->programme, record, flags, &error);

  g_assert_no_error (error);
  g_assert_true (amb_id_is_valid (id));
  g_object_unref (record);
  return id;
}

char *
fixture_add_values (Fixture *self, const char *entity, const char *const *values)
{
  AmbRecord *record = amb_record_new (amb_entity_find (entity), NULL);

  for (guint i = 0; values[i] != NULL; i += 2)
    amb_record_set (record, values[i], values[i + 1]);
  return fixture_add (self, record, AMB_COMMAND_RUNNING);
}

char *
fixture_add_person (Fixture *self, const char *name)
{
  return fixture_add (self, fixture_new (self, self->people, "display-name", name, NULL),
                      AMB_COMMAND_DEFAULT);
}

char *
fixture_add_node (Fixture *self, const char *name, const char *parent)
{
  return fixture_add (
      self,
      fixture_new (self, self->nodes, "name", name, "kind", "country", "parent-id", parent, NULL),
      AMB_COMMAND_DEFAULT);
}

char *
fixture_refuse (Fixture *self, AmbRecord *record, AmbError code)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autofree char *before = fixture_dump (self, entity);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_programme_add (self->programme, record, AMB_COMMAND_DEFAULT, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  after = fixture_dump (self, entity);
  g_assert_cmpstr (before, ==, after);
  g_object_unref (record);
  return g_strdup (error->message);
}

void
fixture_set (
    Fixture *self, const AmbEntity *entity, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  amb_programme_set_field (self->programme, entity, id, field, value, &error);
  g_assert_no_error (error);
}

void
fixture_move (Fixture *self, const char *id, const char *to, const char *why)
{
  g_autoptr (GError) error = NULL;

  amb_programme_move (self->programme, self->people, id, to, why, &error);
  g_assert_no_error (error);
}

void
fixture_assert (
    Fixture *self, const AmbEntity *entity, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_store_get (self->store, entity, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (amb_record_get (record, field), ==, value);
}

gboolean
fixture_lives (Fixture *self, const AmbEntity *entity, const char *id)
{
  g_autoptr (AmbRecord) record = amb_store_get (self->store, entity, id, NULL);

  return record != NULL;
}

static char *
check_report (AmbUndoReport *report, guint n_undone, guint n_left)
{
  char *left = report->left->len > 0 ? g_strdup (report->left->pdata[0]) : NULL;

  for (guint i = 0; i < report->left->len; i++)
    g_test_message ("left: %s", (char *) report->left->pdata[i]);
  g_assert_cmpuint (report->n_undone, ==, n_undone);
  g_assert_cmpuint (report->left->len, ==, n_left);
  return left;
}

char *
fixture_undo (Fixture *self, guint n_undone, guint n_left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_programme_undo (self->programme, &error);

  g_assert_no_error (error);
  return check_report (report, n_undone, n_left);
}

char *
fixture_redo (Fixture *self, guint n_undone, guint n_left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_programme_redo (self->programme, &error);

  g_assert_no_error (error);
  return check_report (report, n_undone, n_left);
}

char *
fixture_dump (Fixture *self, const AmbEntity *entity)
{
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = amb_store_list (self->store, query, -1, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      g_string_append (out, amb_record_get_id (records->pdata[i]));
      amb_record_append_json (records->pdata[i], out);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

gint64
fixture_count (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  amb_db_query_int (amb_store_get_db (self->store), &n, 0, &error, sql, NULL);
  g_assert_no_error (error);
  return n;
}
