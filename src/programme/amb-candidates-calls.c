/* The calls in which candidates stand. */
#include "amb-candidates-private.h"

#include "amb-programme.h"

#include <glib/gi18n-lib.h>

/* Driven by the candidates, who are few, not by the applications of all years. */
#define CALLS_SQL                                                                                  \
  "SELECT c.id, c.name, count(*) FROM (SELECT a.call_id AS call, p.id AS candidate FROM "          \
  "ambassadors p JOIN applications a ON a.ambassador_id = p.id AND a.deleted = 0 AND "             \
  "a.call_id IS NOT NULL AND a.state NOT IN " AMB_CANDIDATES_GONE                                  \
  " WHERE ?1 AND p.deleted = 0 AND p.state IN " AMB_CANDIDATES_STATES                              \
  " UNION SELECT n.call_id, p.id FROM ambassadors p JOIN nominations n ON n.ambassador_id = p.id " \
  "AND n.deleted = 0 AND n.call_id IS NOT NULL WHERE ?1 AND p.deleted = 0 AND p.state "            \
  "IN " AMB_CANDIDATES_STATES                                                                      \
  " UNION SELECT b.call_id, b.id FROM blind_applications b WHERE b.deleted = 0 AND "               \
  "b.call_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.id = b.id AND "      \
  "a.deleted = 0 AND ?1)) w JOIN calls c ON c.id = w.call AND c.deleted = 0 "                      \
  "GROUP BY c.id ORDER BY c.opens_on IS NULL, c.opens_on DESC, c.id DESC"

#define NONE_SQL                                                                                   \
  "SELECT (SELECT count(*) FROM ambassadors p WHERE ?1 AND p.deleted = 0 AND p.state "             \
  "IN " AMB_CANDIDATES_STATES " AND NOT EXISTS " AMB_CANDIDATES_APPLIED_SQL                        \
  " AND NOT EXISTS " AMB_CANDIDATES_NOMINATED_SQL                                                  \
  ") + (SELECT count(*) FROM blind_applications b WHERE b.deleted = 0 AND b.call_id IS NULL AND "  \
  "NOT EXISTS (SELECT 1 FROM applications a WHERE a.id = b.id AND a.deleted = 0 AND ?1))"

static void
call_free (gpointer data)
{
  AmbCandidatesCall *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
add_call (GPtrArray *calls, const char *id, const char *name, gint64 count)
{
  AmbCandidatesCall *call = g_new0 (AmbCandidatesCall, 1);

  call->id = g_strdup (id);
  call->name = g_strdup (name);
  call->count = count;
  g_ptr_array_add (calls, call);
}

GPtrArray *
amb_candidates_list_calls (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (call_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), CALLS_SQL, error);
  gint64 named = amb_programme_read_access (store) != AMB_ACCESS_AMBASSADOR;
  gboolean row = TRUE;
  gint64 rest;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, named);
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        add_call (calls, amb_stmt_get_text (stmt, 0), amb_stmt_get_text (stmt, 1),
                  amb_stmt_get_int (stmt, 2));
    }
  if (!amb_db_query_int (amb_store_get_db (store), &rest, 0, error, NONE_SQL, "i", named))
    return NULL;
  if (rest > 0)
    add_call (calls, NULL, _ ("No call"), rest);
  return g_steal_pointer (&calls);
}

gboolean
amb_candidates_find_call (AmbStore *store, const char *candidate, char **call, GError **error)
{
  return amb_db_query_text (
      amb_store_get_db (store), call, error,
      "SELECT c.id FROM calls c WHERE c.deleted = 0 AND c.id IN (SELECT call_id FROM applications "
      "WHERE ambassador_id = ?1 AND deleted = 0 AND state NOT IN " AMB_CANDIDATES_GONE
      " UNION SELECT call_id FROM applications WHERE id = ?1 AND deleted = 0 UNION "
      "SELECT call_id FROM nominations WHERE ambassador_id = ?1 AND deleted = 0 UNION "
      "SELECT call_id FROM blind_applications WHERE id = ?1 AND deleted = 0) "
      "ORDER BY c.opens_on IS NULL, c.opens_on DESC, c.id DESC LIMIT 1",
      "t", candidate);
}

GHashTable *
amb_candidates_list_fits (AmbStore *store, GError **error)
{
  g_autoptr (GHashTable) fits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) calls = amb_candidates_list_calls (store, error);

  for (guint i = 0; calls != NULL && i < calls->len; i++)
    {
      const AmbCandidatesCall *call = g_ptr_array_index (calls, i);
      const AmbCandidatesQuery query = { .call = call->id, .seats = -1 };
      g_autoptr (AmbCandidates) candidates = amb_candidates_load (store, &query, error);

      if (candidates == NULL)
        return NULL;
      for (guint k = 0; k < candidates->candidates->len; k++)
        {
          const AmbCandidate *candidate = g_ptr_array_index (candidates->candidates, k);

          if (candidate->fit->fit != AMB_FIT_NONE && !g_hash_table_contains (fits, candidate->id))
            g_hash_table_insert (fits, g_strdup (candidate->id),
                                 amb_fit_dup_text (candidate->fit->fit));
        }
    }
  return calls != NULL ? g_steal_pointer (&fits) : NULL;
}
