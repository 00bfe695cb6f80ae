#include "amb-posts-private.h"

#define POSTS                                                                                      \
  "SELECT p.id, p.item_id, p.variant_id, (SELECT name FROM channels WHERE id = p.channel_id AND "  \
  "deleted = 0), p.published_at, p.link, p.audience_size, m.measured_on, m.source, "               \
  "m.impressions, m.reactions, m.comments, m.reposts, m.clicks, m.unique_clicks, m.conversions "   \
  "FROM publications p LEFT JOIN measurements m ON m.publication_id = p.id AND m.deleted = 0 "     \
  "WHERE p.deleted = 0 AND p.item_id IN (SELECT id FROM wanted) ORDER BY p.published_at, p.id"

static void
post_free (gpointer data)
{
  AmbPost *post = data;

  g_free (post->id);
  g_free (post->item);
  g_free (post->variant);
  g_free (post->channel);
  g_free (post->at);
  g_free (post->link);
  g_free (post);
}

static AmbPost *
read_post (AmbStmt *stmt)
{
  AmbPost *post = g_new0 (AmbPost, 1);

  post->id = g_strdup (amb_stmt_get_text (stmt, 0));
  post->item = g_strdup (amb_stmt_get_text (stmt, 1));
  post->variant = g_strdup (amb_stmt_get_text (stmt, 2));
  post->channel = g_strdup (amb_stmt_get_text (stmt, 3));
  post->at = g_strdup (amb_stmt_get_text (stmt, 4));
  post->link = g_strdup (amb_stmt_get_text (stmt, 5));
  post->reach = amb_stmt_is_null (stmt, 6) ? -1 : amb_stmt_get_int (stmt, 6);
  amb_results_clear (&post->results);
  return post;
}

static void
take_measurement (AmbResults *results, AmbStmt *stmt)
{
  AmbOrigin origin = amb_origin_find (amb_stmt_get_text (stmt, 8));

  for (guint id = 0; id < AMB_N_RESULTS; id++)
    if (!amb_stmt_is_null (stmt, 9 + (int) id))
      amb_results_take (results, id, amb_stmt_get_text (stmt, 7), origin,
                        amb_stmt_get_int (stmt, 9 + (int) id));
}

GPtrArray *
amb_posts_load (AmbStore *store, const char *with, const char *id, GError **error)
{
  g_autofree char *sql = g_strconcat (with, POSTS, NULL);
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func (post_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  AmbPost *post = NULL;
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, id);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      if (post == NULL || !g_str_equal (post->id, amb_stmt_get_text (stmt, 0)))
        {
          post = read_post (stmt);
          g_ptr_array_add (posts, post);
        }
      if (!amb_stmt_is_null (stmt, 7))
        take_measurement (&post->results, stmt);
    }
  return row ? NULL : g_steal_pointer (&posts);
}
