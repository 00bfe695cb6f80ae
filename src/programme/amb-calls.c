#include "amb-calls.h"

#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

/* Applying and nominating. */

/* Into the lifecycle, where the table knows such a move; whoever is in it stays where they are. */
static gboolean
enter (AmbProgramme *self, const char *person, const char *to, const char *why, GError **error)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbRecord) record = amb_store_get (self->store, people, person, error);

  if (record == NULL)
    return FALSE;
  for (const AmbMove *move = people->moves; move->to != NULL; move++)
    if (g_strcmp0 (move->from, amb_record_get_state (record)) == 0 && g_str_equal (move->to, to))
      return amb_programme_move (self, people, person, to, why, error);
  return TRUE;
}

static char *
add_and_enter (AmbProgramme *self,
               AmbRecord *record,
               const char *label,
               const char *to,
               const char *why,
               GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  gboolean is_grouped = self->group != 0;
  g_autofree char *id = NULL;
  gboolean ok;

  if (!amb_db_begin (db, error))
    return NULL;
  ok = is_grouped || amb_programme_open_group (self, label, error);
  if (ok)
    id = amb_programme_add (self, record, AMB_COMMAND_DEFAULT, error);
  ok = id != NULL && enter (self, amb_record_get (record, "ambassador-id"), to, why, error);
  if (!is_grouped)
    amb_programme_close_group (self);
  if (ok)
    return amb_db_commit (db, error) ? g_steal_pointer (&id) : NULL;
  amb_db_rollback (db);
  return NULL;
}

char *
amb_programme_apply (AmbProgramme *self, AmbRecord *application, GError **error)
{
  const char *call = amb_record_get (application, "call-id");
  g_autofree char *name =
      call != NULL ? amb_store_dup_title (self->store, amb_entity_find ("call"), call) : NULL;

  return add_and_enter (self, application, _ ("Application"), "applied", name, error);
}

char *
amb_programme_nominate (AmbProgramme *self, AmbRecord *nomination, GError **error)
{
  gboolean by_self = g_strcmp0 (amb_record_get (nomination, "kind"), "self") == 0;

  return add_and_enter (self, nomination, _ ("Nomination"), by_self ? "applied" : "nominated",
                        amb_record_get (nomination, "reason"), error);
}

/* How far calls are. */

static void
call_count_free (gpointer data)
{
  AmbCallCount *count = data;

  g_free (count->state);
  g_free (count);
}

void
amb_call_facts_free (AmbCallFacts *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->standing);
  g_free (self->opens_on);
  g_free (self->closes_on);
  g_free (self->answer_by);
  g_ptr_array_unref (self->counts);
  g_ptr_array_unref (self->criteria);
  g_free (self);
}

static gboolean
next (AmbStmt *stmt, GError **error)
{
  gboolean row = FALSE;

  return amb_stmt_step (stmt, &row, error) && row;
}

static gboolean
load_calls (AmbStore *store, GPtrArray *calls, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT c.id, c.name, CASE WHEN c.state <> 'published' THEN c.state WHEN c.opens_on > "
      "amb_today () THEN 'upcoming' WHEN c.closes_on < amb_today () THEN 'over' ELSE 'open' END AS "
      "standing, c.opens_on, c.closes_on, c.answer_by, c.seats, ifnull (n.n, 0) FROM calls c LEFT "
      "JOIN (SELECT call_id, count (*) AS n FROM nominations WHERE deleted = 0 GROUP BY call_id) n "
      "ON n.call_id = c.id WHERE c.deleted = 0 AND c.state <> 'called_off' ORDER BY standing = "
      "'open' DESC, c.opens_on DESC, c.rid",
      error);

  if (stmt == NULL)
    return FALSE;
  while (next (stmt, &inner))
    {
      AmbCallFacts *call = g_new0 (AmbCallFacts, 1);

      call->id = g_strdup (amb_stmt_get_text (stmt, 0));
      call->name = g_strdup (amb_stmt_get_text (stmt, 1));
      call->standing = g_strdup (amb_stmt_get_text (stmt, 2));
      call->opens_on = g_strdup (amb_stmt_get_text (stmt, 3));
      call->closes_on = g_strdup (amb_stmt_get_text (stmt, 4));
      call->answer_by = g_strdup (amb_stmt_get_text (stmt, 5));
      call->seats = amb_stmt_is_null (stmt, 6) ? -1 : amb_stmt_get_int (stmt, 6);
      call->n_nominations = amb_stmt_get_int (stmt, 7);
      call->counts = g_ptr_array_new_with_free_func (call_count_free);
      call->criteria = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (calls, call);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static gboolean
load_counts (AmbStore *store, GHashTable *by_id, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store),
                                             "SELECT call_id, state, count (*) FROM applications "
                                             "WHERE deleted = 0 AND call_id IS NOT NULL "
                                             "GROUP BY call_id, state",
                                             error);

  if (stmt == NULL)
    return FALSE;
  while (next (stmt, &inner))
    {
      AmbCallFacts *call = g_hash_table_lookup (by_id, amb_stmt_get_text (stmt, 0));
      AmbCallCount *count;

      if (call == NULL)
        continue;
      count = g_new0 (AmbCallCount, 1);
      count->state = g_strdup (amb_stmt_get_text (stmt, 1));
      count->count = amb_stmt_get_int (stmt, 2);
      call->n_applications += count->count;
      g_ptr_array_add (call->counts, count);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static int
get_place (const char *state)
{
  const AmbChoice *choices = amb_entity_get_state_field (amb_entity_find ("application"))->choices;
  int place = 0;

  for (; choices[place].id != NULL && !g_str_equal (choices[place].id, state); place++)
    ;
  return place;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const AmbCallCount *left = *(AmbCallCount *const *) a, *right = *(AmbCallCount *const *) b;

  return get_place (left->state) - get_place (right->state);
}

/* The criteria of no call are those of every call that has none of its own. */
static gboolean
load_criteria (AmbStore *store, GPtrArray *calls, GHashTable *by_id, GError **error)
{
  GError *inner = NULL;
  g_autoptr (GPtrArray) common = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT call_id, name FROM criteria WHERE deleted = 0 AND in_use = 1 ORDER BY "
      "position IS NULL, position, rid",
      error);

  if (stmt == NULL)
    return FALSE;
  while (next (stmt, &inner))
    {
      const char *id = amb_stmt_get_text (stmt, 0);
      AmbCallFacts *call = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;

      if (id == NULL || call != NULL)
        g_ptr_array_add (call != NULL ? call->criteria : common,
                         g_strdup (amb_stmt_get_text (stmt, 1)));
    }
  for (guint i = 0; i < calls->len; i++)
    {
      AmbCallFacts *call = g_ptr_array_index (calls, i);

      for (guint k = 0; call->criteria->len == k && k < common->len; k++)
        g_ptr_array_add (call->criteria, g_strdup (common->pdata[k]));
      g_ptr_array_sort (call->counts, compare_counts);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

GPtrArray *
amb_calls_load (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_call_facts_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  if (!load_calls (store, calls, error))
    return NULL;
  for (guint i = 0; i < calls->len; i++)
    g_hash_table_insert (by_id, ((AmbCallFacts *) calls->pdata[i])->id, calls->pdata[i]);
  if (!load_counts (store, by_id, error) || !load_criteria (store, calls, by_id, error))
    return NULL;
  return g_steal_pointer (&calls);
}
