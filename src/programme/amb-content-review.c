/* What waits for a decision, and decisions about many at once. */
#include "amb-content-flow.h"

#include "amb-content.h"
#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

void
amb_review_item_free (AmbReviewItem *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->owner_name);
  g_free (self->publish_on);
  g_free (self);
}

static void
refusal_free (gpointer data)
{
  AmbReviewRefusal *refusal = data;

  g_free (refusal->id);
  g_free (refusal->title);
  g_free (refusal->why);
  g_free (refusal);
}

void
amb_review_report_free (AmbReviewReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/* The queue. ?1 person, ?2 leads or manages, ?3 may decide what is their own. */

#define REVIEWS                                                                                    \
  "SELECT i.id, i.title, COALESCE ((SELECT display_name FROM ambassadors WHERE id = i.owner_id "   \
  "AND deleted = 0), (SELECT display_name FROM person_cards WHERE id = i.owner_id AND deleted = "  \
  "0)), i.publish_on, (SELECT max (t.at) FROM transitions t WHERE t.deleted = 0 AND t.record = "   \
  "i.id AND t.entity = 'content-item' AND t.\"to\" = 'in_review') AS since, ?1 IS NOT NULL AND "   \
  "i.reviewer_id IS ?1, ?1 IS NOT NULL AND (i.owner_id IS ?1 OR i.author_id IS ?1 OR "             \
  "i.text_by_id IS ?1 OR i.review_owner_id IS ?1 OR EXISTS (SELECT 1 FROM variants v WHERE "       \
  "v.item_id = i.id AND v.text_by_id IS ?1 AND v.state <> 'withdrawn' AND v.deleted = 0)) AS "     \
  "own, "                                                                                          \
  "i.rid "                                                                                         \
  "FROM "                                                                                          \
  "content_items i WHERE i.deleted = 0 AND i.state = 'in_review' AND (?1 IS NULL OR "              \
  "i.reviewer_id = ?1 OR (i.reviewer_id IS NULL AND ?2) OR (own AND ?3)) AND (NOT own OR ?3) "     \
  "ORDER BY since IS NULL, since, i.publish_on IS NULL, i.publish_on, i.id"

static gboolean
load_own_right (
    AmbStore *store, const char *person, AmbAccess access, gboolean *may, GError **error)
{
  gint64 self_approval;

  if (!amb_db_query_int (amb_store_get_db (store), &self_approval, 0, error,
                         "SELECT COALESCE (self_approval, 0) FROM programmes WHERE deleted = 0 "
                         "LIMIT 1",
                         NULL))
    return FALSE;
  *may = self_approval != 0 && access == AMB_ACCESS_MANAGER;
  return *may || amb_content_load_trusted (store, person, may, error);
}

static AmbReviewItem *
read_item (AmbStmt *stmt)
{
  AmbReviewItem *item = g_new0 (AmbReviewItem, 1);
  const char *since = amb_stmt_get_text (stmt, 4);

  item->id = g_strdup (amb_stmt_get_text (stmt, 0));
  item->title = g_strdup (amb_stmt_get_text (stmt, 1));
  item->owner_name = g_strdup (amb_stmt_get_text (stmt, 2));
  item->publish_on = g_strdup (amb_stmt_get_text (stmt, 3));
  if (since == NULL || !amb_instant_parse (since, &item->since))
    item->since = 0;
  item->is_mine = amb_stmt_get_int (stmt, 5) != 0;
  item->is_own = amb_stmt_get_int (stmt, 6) != 0;
  item->rid = amb_stmt_get_int (stmt, 7);
  return item;
}

GPtrArray *
amb_content_list_reviews (AmbStore *store, const char *person, AmbAccess access, GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_review_item_free);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean may_own, row;

  if (!load_own_right (store, person, access, &may_own, error))
    return NULL;
  stmt = amb_db_prepare (amb_store_get_db (store), REVIEWS, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, person);
  amb_stmt_bind_int (stmt, 2, access == AMB_ACCESS_MANAGER || access == AMB_ACCESS_LEAD);
  amb_stmt_bind_int (stmt, 3, may_own);
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&items);
      g_ptr_array_add (items, read_item (stmt));
    }
  return NULL;
}

/* Deciding. */

static const char *
get_label (const char *verdict)
{
  if (g_str_equal (verdict, "approved"))
    return _ ("Approve");
  return g_str_equal (verdict, "rejected") ? _ ("Reject") : _ ("Ask for Changes");
}

static void
refuse (AmbReviewReport *report, AmbStore *store, const char *id, const char *why)
{
  AmbReviewRefusal *refusal = g_new0 (AmbReviewRefusal, 1);

  refusal->id = g_strdup (id);
  refusal->title = amb_store_dup_title (store, amb_entity_find ("content-item"), id);
  refusal->why = g_strdup (why);
  g_ptr_array_add (report->refused, refusal);
}

static gboolean
decide (AmbProgramme *self,
        const char *const *ids,
        const char *verdict,
        const char *why,
        AmbReviewReport *report,
        GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;

      if (!g_hash_table_add (seen, (gpointer) ids[i]))
        continue;
      if (amb_programme_move (self, amb_entity_find ("content-item"), ids[i], verdict, why, &local))
        g_ptr_array_add (report->done, g_strdup (ids[i]));
      else if (amb_error_is_refusal (local))
        refuse (report, self->store, ids[i], local->message);
      else
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

AmbReviewReport *
amb_programme_decide_items (AmbProgramme *self,
                            const char *const *ids,
                            const char *verdict,
                            const char *why,
                            GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (AmbReviewReport) report = g_new0 (AmbReviewReport, 1);
  gboolean done;

  report->done = g_ptr_array_new_with_free_func (g_free);
  report->refused = g_ptr_array_new_with_free_func (refusal_free);
  if (!amb_programme_open_group (self, get_label (verdict), error))
    return NULL;
  done = amb_db_begin (db, error);
  if (done && !decide (self, ids, verdict, why, report, error))
    {
      amb_db_rollback (db);
      done = FALSE;
    }
  done = done && amb_db_commit (db, error);
  amb_programme_close_group (self);
  return done ? g_steal_pointer (&report) : NULL;
}
