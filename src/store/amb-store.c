#include "amb-store.h"

#include "amb-error.h"
#include "amb-store-private.h"
#include "amb-store-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAMED_CHANGES 500

G_DEFINE_FINAL_TYPE (AmbStore, amb_store, G_TYPE_OBJECT)

static void
change_free (AmbChange *self)
{
  g_free (self->id);
  g_free (self);
}

static void
clear_plans (AmbStore *self)
{
  for (guint i = 0; self->plans != NULL && i < self->n_plans; i++)
    {
      g_clear_pointer (&self->plans[i].insert, g_free);
      g_clear_pointer (&self->plans[i].update, g_free);
      g_clear_pointer (&self->plans[i].update_plain, g_free);
      g_clear_pointer (&self->plans[i].find, g_free);
      g_clear_pointer (&self->plans[i].by_rid, g_free);
      g_clear_pointer (&self->plans[i].by_id, g_free);
      g_clear_pointer (&self->plans[i].insert_texts, g_free);
      g_clear_pointer (&self->plans[i].delete_texts, g_free);
      g_clear_pointer (&self->plans[i].insert_missing_texts, g_free);
    }
}

static void
amb_store_finalize (GObject *object)
{
  AmbStore *self = AMB_STORE (object);

  clear_plans (self);
  g_clear_pointer (&self->plans, g_free);
  amb_store_texts_free (self->texts, self->n_plans);
  g_clear_pointer (&self->n_changes, g_free);
  g_clear_pointer (&self->n_marked, g_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->db, amb_db_close);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (amb_store_parent_class)->finalize (object);
}

static void
amb_store_class_init (AmbStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_store_finalize;
}

static void
amb_store_init (AmbStore *self)
{
  while (amb_entities ()[self->n_plans] != NULL)
    self->n_plans++;
  self->plans = g_new0 (AmbStorePlan, self->n_plans);
  self->n_changes = g_new0 (guint, self->n_plans);
  self->n_marked = g_new0 (guint, self->n_plans);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
}

/* What the transaction noted never happened. */
static void
rolled_back_cb (gpointer data)
{
  AmbStore *self = data;

  amb_store_forget_texts (self);
  if (!self->has_mark)
    return;
  self->has_mark = FALSE;
  g_ptr_array_set_size (self->changes, self->mark);
  memcpy (self->n_changes, self->n_marked, self->n_plans * sizeof *self->n_changes);
}

static const char *
today_cb (gpointer data)
{
  return amb_store_get_today (data);
}

static gboolean
committing_cb (gpointer data, GError **error)
{
  return amb_store_write_texts (data, error);
}

AmbStore *
amb_store_open (const char *path, AmbStoreFlags flags, AmbClock *clock, GError **error)
{
  g_autoptr (AmbStore) self = g_object_new (AMB_TYPE_STORE, NULL);
  gboolean reads = (flags & AMB_STORE_READ_ONLY) != 0;

  self->flags = flags;
  self->clock = g_object_ref (clock);
  if (!amb_db_check_version (path, (int) amb_schema_version (), error))
    return NULL;
  self->db = amb_db_open (path, reads ? AMB_DB_READ_ONLY : AMB_DB_DEFAULT, error);
  if (self->db == NULL)
    return NULL;
  amb_db_set_today_func (self->db, today_cb, self);
  amb_db_set_transaction_funcs (self->db, committing_cb, rolled_back_cb, self);
  if (!(reads ? amb_schema_verify (self->db, error) : amb_schema_prepare (self, error)))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  g_ptr_array_unref (amb_store_take_changes (self)); /* of an upgrade: nobody listens yet */
  return g_steal_pointer (&self);
}

AmbDb *
amb_store_get_db (AmbStore *self)
{
  return self->db;
}

AmbClock *
amb_store_get_clock (AmbStore *self)
{
  return self->clock;
}

guint
amb_store_get_entity_index (const AmbEntity *entity)
{
  guint i = 0;

  while (amb_entities ()[i] != entity)
    i++;
  return i;
}

/* The programme's zone decides which day it is. */
GTimeZone *
amb_store_get_zone (AmbStore *self)
{
  g_autofree char *name = NULL;

  /* Another connection's writes are not told to one that only reads. */
  if (self->zone != NULL && (self->flags & AMB_STORE_READ_ONLY) == 0)
    return self->zone;
  amb_db_query_text (self->db, &name, NULL, "SELECT zone FROM programmes WHERE deleted = 0 LIMIT 1",
                     NULL);
  if (self->zone != NULL && g_strcmp0 (name, g_time_zone_get_identifier (self->zone)) == 0)
    return self->zone;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->minute = G_MININT64;
  self->zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_local ();
  return self->zone;
}

const char *
amb_store_get_today (AmbStore *self)
{
  GTimeZone *zone = amb_store_get_zone (self);
  gint64 minute = amb_clock_now (self->clock) / 60000;
  g_autofree char *today = NULL;

  if (self->today != NULL && minute == self->minute)
    return self->today;
  self->minute = minute;
  today = amb_clock_dup_today (self->clock, zone);
  if (g_strcmp0 (today, self->today) != 0)
    {
      g_free (self->today);
      self->today = g_steal_pointer (&today);
    }
  return self->today;
}

const AmbStorePlan *
amb_store_get_plan (AmbStore *self, const AmbEntity *entity)
{
  AmbStorePlan *plan = &self->plans[amb_store_get_entity_index (entity)];
  g_autofree char *select = NULL;

  if (plan->insert != NULL)
    return plan;
  select = amb_sql_select (entity);
  plan->insert = amb_sql_insert (entity);
  plan->update = amb_sql_update (entity);
  plan->update_plain = amb_sql_update_plain (entity);
  plan->find = g_strdup_printf ("SELECT rid FROM \"%s\" WHERE id = ?", entity->collection);
  plan->by_rid = g_strdup_printf ("%s WHERE rid IN (SELECT value FROM json_each(?))", select);
  plan->by_id = g_strdup_printf ("%s WHERE id = ?", select);
  plan->has_search = amb_sql_has_search (entity);
  if (plan->has_search)
    {
      plan->insert_texts = amb_sql_insert_texts (entity, FALSE);
      plan->insert_missing_texts = amb_sql_insert_texts (entity, TRUE);
      plan->delete_texts = amb_sql_delete_texts (entity);
    }
  plan->has_sets = amb_sql_has_sets (entity);
  return plan;
}

char *
amb_store_dup_meta (AmbStore *self, const char *key)
{
  char *value = NULL;

  amb_db_query_text (self->db, &value, NULL, "SELECT value FROM meta WHERE key = ?", "t", key);
  return value;
}

gboolean
amb_store_set_meta (AmbStore *self, const char *key, const char *value, GError **error)
{
  if (value == NULL)
    return amb_db_run (self->db, error, "DELETE FROM meta WHERE key = ?", "t", key);
  return amb_db_run (self->db, error, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
                     "tt", key, value);
}

gint64
amb_store_get_meta_int (AmbStore *self, const char *key, gint64 fallback)
{
  g_autofree char *value = amb_store_dup_meta (self, key);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : fallback;
}

gboolean
amb_store_set_meta_int (AmbStore *self, const char *key, gint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return amb_store_set_meta (self, key, text, error);
}

/* Remembers where the changes of the open transaction begin. */
static void
mark_changes (AmbStore *self)
{
  guint64 transaction = amb_db_get_transaction (self->db);

  if (self->has_mark && self->transaction == transaction)
    return;
  self->has_mark = transaction > 0;
  self->transaction = transaction;
  self->mark = self->changes->len;
  memcpy (self->n_marked, self->n_changes, self->n_plans * sizeof *self->n_marked);
}

void
amb_store_note_change (
    AmbStore *self, const AmbEntity *entity, const char *id, gint64 rid, gboolean removed)
{
  guint i = amb_store_get_entity_index (entity);
  AmbChange *change;

  if (g_str_equal (entity->name, "programme"))
    {
      g_clear_pointer (&self->zone, g_time_zone_unref);
      g_clear_pointer (&self->today, g_free);
    }
  mark_changes (self);
  if (self->n_changes[i]++ > MAX_NAMED_CHANGES)
    return;
  change = g_new0 (AmbChange, 1);
  change->entity = entity;
  change->rid = rid;
  change->removed = removed;
  if (self->n_changes[i] <= MAX_NAMED_CHANGES)
    change->id = g_strdup (id);
  g_ptr_array_add (self->changes, change);
}

GPtrArray *
amb_store_take_changes (AmbStore *self)
{
  GPtrArray *changes = self->changes;

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  memset (self->n_changes, 0, self->n_plans * sizeof *self->n_changes);
  self->has_mark = FALSE;
  return changes;
}

/* Samples of the values tell the planner enough: reading every index would cost as much as filling
 * it. */
gboolean
amb_store_finish_load (AmbStore *self, GError **error)
{
  return amb_db_exec (self->db, "PRAGMA analysis_limit=1000; ANALYZE; PRAGMA analysis_limit=0",
                      error);
}
