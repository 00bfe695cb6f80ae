#include "amb-family-facts.h"

#include "amb-error.h"
#include "amb-posts-private.h"
#include "amb-store-sql.h"

#include <glib/gi18n-lib.h>

/* ?1: an asset, an item, or what belongs to one. UNION keeps each once, so that a circle ends. */
#define FAMILY                                                                                     \
  "WITH RECURSIVE start (id) AS (SELECT ?1 UNION SELECT item_id FROM variants WHERE id = ?1 AND "  \
  "deleted = 0 UNION SELECT item_id FROM publications WHERE id = ?1 AND deleted = 0), up (id, "    \
  "parent) AS (SELECT i.id, i.parent_id FROM content_items i WHERE i.id IN (SELECT id FROM "       \
  "start) AND i.deleted = 0 UNION SELECT i.id, i.parent_id FROM up JOIN content_items i ON i.id "  \
  "= up.parent WHERE i.deleted = 0), sources (id) AS (SELECT id FROM assets WHERE id = ?1 AND "    \
  "deleted = 0 UNION SELECT a.id FROM up JOIN content_items i ON i.id = up.id JOIN assets a ON "   \
  "a.id = i.asset_id WHERE a.deleted = 0), wanted (id) AS (SELECT id FROM up UNION SELECT i.id "   \
  "FROM sources s JOIN content_items i ON i.asset_id = s.id WHERE i.deleted = 0 UNION SELECT "     \
  "i.id FROM wanted w JOIN content_items i ON i.parent_id = w.id WHERE i.deleted = 0) "

/* The two standings, as lists compute them, stand for %s. */
#define RELATIVES                                                                                  \
  FAMILY                                                                                           \
  "SELECT * FROM (SELECT 0, id, NULL, title, %s, (SELECT n.name FROM nodes n WHERE n.id = "        \
  "assets.department_id), language, NULL, NULL, NULL AS day, link FROM assets WHERE id IN "        \
  "(SELECT id FROM sources) UNION ALL SELECT 1, id, CASE WHEN parent_id IN (SELECT id "            \
  "FROM wanted) THEN parent_id ELSE asset_id END, title, %s, (SELECT n.name FROM nodes n "         \
  "WHERE n.id = content_items.department_id), language, audience, (SELECT c.name FROM "            \
  "channels c WHERE c.id = content_items.channel_id), substr (publish_on, 1, 10), link "           \
  "FROM content_items WHERE id IN (SELECT id FROM wanted) UNION ALL SELECT 2, id, "                \
  "item_id, NULL, state, NULL, language, audience, (SELECT c.name FROM channels c WHERE "          \
  "c.id = variants.channel_id), NULL, link FROM variants WHERE deleted = 0 AND item_id IN "        \
  "(SELECT id FROM wanted)) ORDER BY 1, day IS NULL, day, 4, 2"

const AmbEntity *
amb_relative_get_entity (AmbRelativeKind kind)
{
  static const char *const names[] = { "asset", "content-item", "variant", "publication" };

  return amb_entity_find (names[kind]);
}

static void
relative_free (gpointer data)
{
  AmbRelative *self = data;

  g_free (self->id);
  g_free (self->parent);
  g_free (self->title);
  g_free (self->state);
  g_free (self->department);
  g_free (self->language);
  g_free (self->audience);
  g_free (self->channel);
  g_free (self->day);
  g_free (self->link);
  g_free (self);
}

void
amb_family_free (AmbFamily *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->relatives);
  g_free (self->links);
  g_free (self->order);
  g_free (self);
}

AmbRelative *
amb_family_get (const AmbFamily *self, guint index)
{
  return g_ptr_array_index (self->relatives, index);
}

static AmbRelative *
read_relative (AmbStmt *stmt)
{
  AmbRelative *self = g_new0 (AmbRelative, 1);

  self->kind = (AmbRelativeKind) amb_stmt_get_int (stmt, 0);
  self->id = g_strdup (amb_stmt_get_text (stmt, 1));
  self->parent = g_strdup (amb_stmt_get_text (stmt, 2));
  self->title = g_strdup (amb_stmt_get_text (stmt, 3));
  self->state = g_strdup (amb_stmt_get_text (stmt, 4));
  self->department = g_strdup (amb_stmt_get_text (stmt, 5));
  self->language = g_strdup (amb_stmt_get_text (stmt, 6));
  self->audience = g_strdup (amb_stmt_get_text (stmt, 7));
  self->channel = g_strdup (amb_stmt_get_text (stmt, 8));
  self->day = g_strdup (amb_stmt_get_text (stmt, 9));
  self->link = g_strdup (amb_stmt_get_text (stmt, 10));
  self->reach = -1;
  return self;
}

static char *
dup_standing (AmbRelativeKind kind)
{
  return amb_sql_expression (amb_entity_find_field (amb_relative_get_entity (kind), "standing"));
}

static gboolean
load_relatives (AmbFamily *self, AmbStore *store, const char *id, GError **error)
{
  g_autofree char *of_asset = dup_standing (AMB_RELATIVE_ASSET);
  g_autofree char *of_item = dup_standing (AMB_RELATIVE_ITEM);
  g_autofree char *sql = g_strdup_printf (RELATIVES, of_asset, of_item);
  g_autoptr (GHashTable) departments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, id);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbRelative *relative = read_relative (stmt);

      g_ptr_array_add (self->relatives, relative);
      if (relative->kind != AMB_RELATIVE_ITEM)
        continue;
      self->n_items++;
      if (relative->department != NULL)
        g_hash_table_add (departments, relative->department);
    }
  self->n_departments = g_hash_table_size (departments);
  return !row;
}

/* A post belongs to its variant, where that is still there. */
static void
add_post (AmbFamily *self, GHashTable *known, const AmbPost *post)
{
  AmbRelative *relative = g_new0 (AmbRelative, 1);
  gint64 at = 0;
  gboolean has_variant = post->variant != NULL && g_hash_table_contains (known, post->variant);

  relative->kind = AMB_RELATIVE_PUBLICATION;
  relative->id = g_strdup (post->id);
  relative->parent = g_strdup (has_variant ? post->variant : post->item);
  relative->channel = g_strdup (post->channel);
  relative->day = amb_instant_parse (post->at, &at) ? amb_instant_dup_day (at) : NULL;
  relative->link = g_strdup (post->link);
  relative->reach = post->reach;
  amb_outcome_take (&relative->own, post->reach, &post->results);
  relative->total = relative->own;
  amb_outcome_add (&self->total, &relative->own);
  g_ptr_array_add (self->relatives, relative);
}

static gboolean
load_posts (AmbFamily *self, AmbStore *store, const char *id, GError **error)
{
  g_autoptr (GPtrArray) posts = amb_posts_load (store, FAMILY, id, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < self->relatives->len; i++)
    g_hash_table_add (known, amb_family_get (self, i)->id);
  for (guint i = 0; i < posts->len; i++)
    add_post (self, known, g_ptr_array_index (posts, i));
  return TRUE;
}

static void
link_relatives (AmbFamily *self, const char *id)
{
  guint n = self->relatives->len;
  g_autofree const char **ids = g_new (const char *, n);
  g_autofree const char **parents = g_new (const char *, n);

  for (guint i = 0; i < n; i++)
    {
      ids[i] = amb_family_get (self, i)->id;
      parents[i] = amb_family_get (self, i)->parent;
      if (g_str_equal (ids[i], id))
        self->asked = i;
    }
  self->links = g_new0 (AmbFamilyLink, n);
  self->order = g_new0 (guint, n);
  amb_family_link (ids, parents, n, self->links, self->order);
  for (guint i = n; i-- > 0;)
    {
      guint at = self->order[i], parent = self->links[at].parent;

      if (parent != AMB_FAMILY_NONE)
        amb_outcome_add (&amb_family_get (self, parent)->total, &amb_family_get (self, at)->total);
    }
}

AmbFamily *
amb_family_load (AmbStore *store, const char *id, GError **error)
{
  g_autoptr (AmbFamily) self = g_new0 (AmbFamily, 1);

  self->relatives = g_ptr_array_new_with_free_func (relative_free);
  g_strlcpy (self->today, amb_store_get_today (store), sizeof self->today);
  if (!load_relatives (self, store, id, error) || !load_posts (self, store, id, error))
    return NULL;
  if (self->relatives->len == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("There is no asset and no content item “%s”. List them to see their ids."),
                   id);
      return NULL;
    }
  link_relatives (self, id);
  return g_steal_pointer (&self);
}
