#include "amb-need-facts.h"

#include "amb-error.h"
#include "amb-posts-private.h"
#include "amb-store-sql.h"

#include <string.h>

#define WANTED                                                                                     \
  "WITH wanted (id) AS (SELECT id FROM content_items WHERE need_id = ?1 AND deleted = 0) "
/* The standing, as lists compute it, stands for %s. */
#define ITEMS                                                                                      \
  "SELECT id, title, %s, (SELECT n.name FROM nodes n WHERE n.id = content_items.department_id), "  \
  "(SELECT c.name FROM channels c WHERE c.id = content_items.channel_id), substr (publish_on, 1, " \
  "10), asset_id FROM content_items WHERE need_id = ?1 AND deleted = 0 ORDER BY 6 NULLS LAST, 2, " \
  "1"

static void
item_free (gpointer data)
{
  AmbNeedItem *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->standing);
  g_free (self->department);
  g_free (self->channel);
  g_free (self->day);
  g_free (self->asset);
  g_free (self);
}

void
amb_need_facts_free (AmbNeedFacts *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->need);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_free (self->department);
  g_free (self->owner);
  g_free (self);
}

static gboolean
load_items (AmbNeedFacts *self, AmbStore *store, const char *id, GError **error)
{
  g_autofree char *standing =
      amb_sql_expression (amb_entity_find_field (amb_entity_find ("content-item"), "standing"));
  g_autofree char *sql = g_strdup_printf (ITEMS, standing);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, id);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbNeedItem *item = g_new0 (AmbNeedItem, 1);

      item->id = g_strdup (amb_stmt_get_text (stmt, 0));
      item->title = g_strdup (amb_stmt_get_text (stmt, 1));
      item->standing = g_strdup (amb_stmt_get_text (stmt, 2));
      item->department = g_strdup (amb_stmt_get_text (stmt, 3));
      item->channel = g_strdup (amb_stmt_get_text (stmt, 4));
      item->day = g_strdup (amb_stmt_get_text (stmt, 5));
      item->asset = g_strdup (amb_stmt_get_text (stmt, 6));
      g_ptr_array_add (self->items, item);
    }
  return !row;
}

static AmbNeedItem *
find_item (AmbNeedFacts *self, const char *id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      AmbNeedItem *item = g_ptr_array_index (self->items, i);

      if (g_str_equal (item->id, id))
        return item;
    }
  return NULL;
}

static gboolean
load_outcome (AmbNeedFacts *self, AmbStore *store, const char *id, GError **error)
{
  g_autoptr (GPtrArray) posts = amb_posts_load (store, WANTED, id, error);

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      const AmbPost *post = g_ptr_array_index (posts, i);
      AmbNeedItem *item = find_item (self, post->item);

      if (item != NULL)
        amb_outcome_take (&item->outcome, post->reach, &post->results);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const AmbNeedItem *item = g_ptr_array_index (self->items, i);
      gboolean is_out = item->outcome.n > 0 || g_str_equal (item->standing, "published") ||
                        g_str_equal (item->standing, "expired");

      amb_outcome_add (&self->total, &item->outcome);
      self->n_published += is_out ? 1 : 0;
    }
  return TRUE;
}

static gboolean
is_used (const AmbNeedFacts *self, const char *asset)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (((AmbNeedItem *) g_ptr_array_index (self->items, i))->asset, asset) == 0)
      return TRUE;
  return FALSE;
}

/* What is wanted by a day that is over is wanted today. */
static gboolean
load_offers (AmbNeedFacts *self, AmbStore *store, GError **error)
{
  int audience = amb_audience_find (amb_record_get (self->need, "audience"));
  const char *today = amb_store_get_today (store);
  const char *by = amb_record_get (self->need, "wanted-by");
  g_autofree char *last_day = g_strdup (by != NULL && strcmp (by, today) > 0 ? by : today);

  if (audience < 0 || g_strcmp0 (amb_record_get_state (self->need), "closed") == 0)
    {
      self->offers = g_ptr_array_new ();
      return TRUE;
    }
  self->offers = amb_calendar_load_offers (store, (guint) audience, last_day,
                                           AMB_NEED_OFFERS + self->items->len, error);
  for (guint i = self->offers != NULL ? self->offers->len : 0; i-- > 0;)
    if (is_used (self, ((AmbGapOffer *) g_ptr_array_index (self->offers, i))->id))
      g_ptr_array_remove_index (self->offers, i);
  if (self->offers != NULL && self->offers->len > AMB_NEED_OFFERS)
    g_ptr_array_set_size (self->offers, AMB_NEED_OFFERS);
  return self->offers != NULL;
}

AmbNeedFacts *
amb_need_load (AmbStore *store, const char *id, GError **error)
{
  g_autoptr (AmbNeedFacts) self = g_new0 (AmbNeedFacts, 1);
  const char *node, *owner;

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->need = amb_store_get (store, amb_entity_find ("need"), id, error);
  if (self->need == NULL || !load_items (self, store, id, error) ||
      !load_outcome (self, store, id, error) || !load_offers (self, store, error))
    return NULL;
  node = amb_record_get (self->need, "node-id");
  owner = amb_record_get (self->need, "owner-id");
  if (node != NULL)
    self->department = amb_store_dup_title (store, amb_entity_find ("node"), node);
  if (owner != NULL)
    self->owner = amb_store_dup_title (store, amb_entity_find ("ambassador"), owner);
  return g_steal_pointer (&self);
}
