/* What the content of a period brought. */
#include "amb-results.h"

#include "amb-error.h"
#include "amb-held.h"
#include "amb-sight.h"
#include "amb-validate.h"
#include "amb-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ?1: from, ?2: to, outside; ?3: the node, or NULL. Of a part of the programme, what came with its
 * measurements and approvals. */
#define UNDER                                                                                      \
  "WITH RECURSIVE under (id) AS (SELECT ?3 UNION SELECT n.id FROM nodes n JOIN under ON "          \
  "n.parent_id = under.id WHERE n.deleted = 0) "
#define PUBLISHED                                                                                  \
  "FROM publications p JOIN content_items i ON i.id = p.item_id WHERE p.deleted = 0 AND "          \
  "p.published_at >= ?1 AND p.published_at < ?2 AND (?3 IS NULL OR i.department_id IN under OR "   \
  "p.node_id IN under) AND " AMB_SQL_HELD ("publication", "p.rid") " "

typedef struct
{
  AmbStore *store;
  AmbContentResults *results;
  GHashTable *by_id; /* id → AmbPublicationResults */
  char *from, *to;   /* instants */
  gint64 from_ms, to_ms;
  const char *node;
} Load;

static void
publication_free (AmbPublicationResults *self)
{
  g_free (self->id);
  g_free (self->item);
  g_free (self->title);
  g_free (self->channel);
  g_free (self->by);
  g_free (self->at);
  g_free (self->audience);
  g_free (self->link);
  g_free (self);
}

void
amb_content_results_free (AmbContentResults *self)
{
  g_ptr_array_unref (self->publications);
  g_free (self);
}

static AmbStmt *
prepare (Load *self, const char *sql, GError **error)
{
  AmbStmt *stmt = amb_db_prepare (amb_store_get_db (self->store), sql, error);

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, self->from);
  amb_stmt_bind_text (stmt, 2, self->to);
  amb_stmt_bind_text (stmt, 3, self->node);
  return stmt;
}

static gboolean
load_publications (Load *self, GError **error)
{
  g_autoptr (AmbStmt) stmt = prepare (
      self,
      UNDER "SELECT p.id, i.id, i.title, (SELECT name FROM channels WHERE id = p.channel_id AND "
            "deleted = 0), (SELECT display_name FROM ambassadors WHERE id = p.by_id AND deleted = "
            "0), p.published_at, i.audience, p.link, p.audience_size " PUBLISHED
            "ORDER BY p.published_at DESC, p.rid DESC",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbPublicationResults *one = g_new0 (AmbPublicationResults, 1);

      one->id = g_strdup (amb_stmt_get_text (stmt, 0));
      one->item = g_strdup (amb_stmt_get_text (stmt, 1));
      one->title = g_strdup (amb_stmt_get_text (stmt, 2));
      one->channel = g_strdup (amb_stmt_get_text (stmt, 3));
      one->by = g_strdup (amb_stmt_get_text (stmt, 4));
      one->at = g_strdup (amb_stmt_get_text (stmt, 5));
      one->audience = g_strdup (amb_stmt_get_text (stmt, 6));
      one->link = g_strdup (amb_stmt_get_text (stmt, 7));
      one->reach = amb_stmt_is_null (stmt, 8) ? -1 : amb_stmt_get_int (stmt, 8);
      amb_results_clear (&one->results);
      g_ptr_array_add (self->results->publications, one);
      g_hash_table_insert (self->by_id, one->id, one);
    }
  return !row;
}

static void
take_measurement (AmbResults *results, AmbStmt *stmt)
{
  const char *day = amb_stmt_get_text (stmt, 1);
  AmbOrigin origin = amb_origin_find (amb_stmt_get_text (stmt, 2));

  for (guint id = 0; id < AMB_N_RESULTS; id++)
    if (!amb_stmt_is_null (stmt, 3 + (int) id))
      amb_results_take (results, id, day, origin, amb_stmt_get_int (stmt, 3 + (int) id));
}

static gboolean
load_measurements (Load *self, GError **error)
{
  g_autoptr (AmbStmt) stmt = prepare (
      self,
      UNDER "SELECT m.publication_id, m.measured_on, m.source, m.impressions, m.reactions, "
            "m.comments, m.reposts, m.clicks, m.unique_clicks, m.conversions FROM measurements m "
            "WHERE m.deleted = 0 AND m.publication_id IN (SELECT p.id " PUBLISHED ")",
      error);
  g_autoptr (GArray) posts = g_array_new (FALSE, FALSE, sizeof (AmbResults));
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbPublicationResults *one = g_hash_table_lookup (self->by_id, amb_stmt_get_text (stmt, 0));

      if (one != NULL)
        take_measurement (&one->results, stmt);
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < self->results->publications->len; i++)
    g_array_append_val (
        posts,
        ((AmbPublicationResults *) g_ptr_array_index (self->results->publications, i))->results);
  self->results->engagement =
      amb_content_get_engagement ((const AmbResults *) posts->data, posts->len);
  return TRUE;
}

/* Of items that were decided in the period, all that became of them. */
static gboolean
load_lead (Load *self, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (AmbContentMove));
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  g_autoptr (AmbStmt) stmt = prepare (
      self,
      UNDER
      "SELECT t.record, t.\"to\", t.at, coalesce (t.imported, '0') FROM transitions t JOIN "
      "content_items i ON i.id = t.record WHERE t.entity = 'content-item' AND t.deleted = 0 "
      "AND " AMB_SQL_HELD ("content-item", "i.rid") " AND (?3 IS NULL OR i.department_id IN under) "
                                                    "AND t.record IN (SELECT record FROM "
                                                    "transitions WHERE entity = 'content-item' AND "
                                                    "deleted = 0 AND \"to\" IN ('approved', "
                                                    "'changes_requested', 'rejected') AND at >= ?1 "
                                                    "AND at < ?2) ORDER BY t.record, t.at, "
                                                    "t.rid",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbContentMove move = { g_string_chunk_insert_const (texts, amb_stmt_get_text (stmt, 0)),
                              g_string_chunk_insert_const (texts, amb_stmt_get_text (stmt, 1)), 0,
                              g_str_equal (amb_stmt_get_text (stmt, 3), "1") };

      if (amb_instant_parse (amb_stmt_get_text (stmt, 2), &move.at))
        g_array_append_val (moves, move);
    }
  if (row)
    return FALSE;
  self->results->lead = amb_content_get_lead ((const AmbContentMove *) moves->data, moves->len,
                                              self->from_ms, self->to_ms);
  return TRUE;
}

static void
count_audience (AmbContentResults *results, const char *audience)
{
  int found = amb_audience_find (audience);

  if (found >= 0)
    results->balance.counts[found]++;
  else
    results->n_no_audience++;
}

/* Each published item once, with the department of what it was made of: its own asset, else that of
 * the nearest item above it that has one. */
static gboolean
load_items (Load *self, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (AmbContentSource));
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  g_autoptr (AmbStmt) stmt = prepare (
      self,
      UNDER
      ", out (id) AS (SELECT DISTINCT i.id " PUBLISHED
      "), chain (root, asset, parent, depth) AS (SELECT i.id, i.asset_id, i.parent_id, 0 FROM "
      "content_items i WHERE i.id IN out UNION ALL SELECT c.root, i.asset_id, i.parent_id, "
      "c.depth + 1 FROM chain c JOIN content_items i ON i.id = c.parent WHERE c.asset IS "
      "NULL AND c.depth < 32) SELECT i.department_id, (SELECT a.department_id FROM chain c "
      "JOIN assets a ON a.id = c.asset WHERE c.root = i.id), i.source = 'original', "
      "i.audience FROM content_items i WHERE i.id IN out",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      const char *department = amb_stmt_get_text (stmt, 0), *asset = amb_stmt_get_text (stmt, 1);
      const AmbContentSource item = {
        department != NULL ? g_string_chunk_insert_const (texts, department) : NULL,
        asset != NULL ? g_string_chunk_insert_const (texts, asset) : NULL,
        amb_stmt_get_int (stmt, 2) != 0,
      };

      g_array_append_val (items, item);
      count_audience (self->results, amb_stmt_get_text (stmt, 3));
    }
  if (row)
    return FALSE;
  self->results->n_items = items->len;
  self->results->reuse = amb_content_get_reuse ((const AmbContentSource *) items->data, items->len,
                                                &self->results->n_reuse_unknown);
  return TRUE;
}

/* The mix that is meant stands on the programme's record. */
static gboolean
load_balance (Load *self, GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find ("programme"));
  g_autoptr (GPtrArray) programmes = amb_store_list (self->store, query, 1, error);
  AmbBalance *balance = &self->results->balance;

  for (guint i = 0; programmes != NULL && programmes->len > 0 && i < AMB_N_AUDIENCES; i++)
    {
      g_autofree char *name = g_strconcat ("mix-", amb_audience_get_id (i), NULL);

      balance->targets[i] = (int) amb_record_get_int (g_ptr_array_index (programmes, 0), name, 0);
    }
  return programmes != NULL;
}

/* The first instant of @day where the programme is. */
static gint64
get_begin (const char *day, GTimeZone *zone)
{
  g_autofree char *text = g_strconcat (day, "T00:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

static gboolean
set_period (Load *self, const char *from, const char *to, GError **error)
{
  GTimeZone *zone = amb_store_get_zone (self->store);
  g_autofree char *after = NULL;

  if (!amb_date_is_valid (from) || !amb_date_is_valid (to) || strcmp (from, to) > 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%1$s” to “%2$s” is no period. Give two days such as 2026-11-01, the "
                      "earlier one first."),
                   from, to);
      return FALSE;
    }
  if (!amb_day_check (from, error) || !amb_day_check (to, error))
    return FALSE;
  after = amb_date_add_days (to, 1);
  self->from_ms = get_begin (from, zone);
  self->to_ms = get_begin (after, zone);
  self->from = amb_instant_format (self->from_ms);
  self->to = amb_instant_format (self->to_ms);
  return TRUE;
}

AmbContentResults *
amb_content_results_load (
    AmbStore *store, const char *from, const char *to, const char *node, GError **error)
{
  g_autoptr (AmbContentResults) results = g_new0 (AmbContentResults, 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Load self = { .store = store, .results = results, .by_id = by_id, .node = node };
  gboolean done;

  results->is_partial = amb_sight_is_partial (store);
  results->publications = g_ptr_array_new_with_free_func ((GDestroyNotify) publication_free);
  done = set_period (&self, from, to, error) && load_publications (&self, error) &&
         load_measurements (&self, error) && load_lead (&self, error) &&
         load_items (&self, error) && load_balance (&self, error);
  g_free (self.from);
  g_free (self.to);
  return done ? g_steal_pointer (&results) : NULL;
}
