#include "amb-asset-facts.h"

#include "amb-rights.h"

#include <string.h>

/* ?1: a node, or NULL */
#define UNDER                                                                                      \
  "under (id) AS (SELECT ?1 UNION SELECT n.id FROM nodes n JOIN under ON n.parent_id = under.id "  \
  "WHERE n.deleted = 0) "
#define OF_NODE "a.deleted = 0 AND (?1 IS NULL OR a.department_id IN under) "

const char *
amb_shelf_get_id (AmbShelfId id)
{
  static const char *const ids[AMB_N_SHELVES] = { "never-reused", "ends-soon", "most-reused" };

  return ids[id];
}

/* Shelves. */

#define SHELVED                                                                                    \
  "WITH RECURSIVE " UNDER                                                                          \
  "SELECT a.id, a.title, a.kind, n.name, a.rights, a.rights_until, a.expires_on, COALESCE (u.n, "  \
  "0), COALESCE (u.others, 0) FROM assets a LEFT JOIN nodes n ON n.id = a.department_id LEFT "     \
  "JOIN (SELECT i.asset_id, COUNT (*) n, SUM (i.department_id <> s.department_id) others FROM "    \
  "content_items i JOIN assets s ON s.id = i.asset_id WHERE i.deleted = 0 AND i.asset_id IS NOT "  \
  "NULL GROUP BY i.asset_id) u ON u.asset_id = a.id WHERE " OF_NODE

/* A row as it is read: the texts are the statement's. */
typedef struct
{
  AmbShelved asset;
  const char *standing;
} Row;

static void
shelved_free (gpointer data)
{
  AmbShelved *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->department);
  g_free (self->last_day);
  g_free (self);
}

void
amb_shelves_free (AmbShelves *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < AMB_N_SHELVES; i++)
    g_ptr_array_unref (self->shelves[i]);
  g_free (self);
}

static gboolean
belongs (const Row *row, AmbShelfId id)
{
  if (id == AMB_SHELF_NEVER)
    return row->asset.n_items == 0;
  if (id == AMB_SHELF_ENDS_SOON)
    return g_str_equal (row->standing, "ends_soon");
  return row->asset.n_others > 0;
}

/* What has no last day comes after what has one. */
static int
compare_days (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return strcmp (a, b);
}

static int
compare (const AmbShelved *a, const AmbShelved *b, AmbShelfId id)
{
  int days = compare_days (a->last_day, b->last_day);

  if (id == AMB_SHELF_NEVER && a->is_barred != b->is_barred)
    return a->is_barred ? 1 : -1;
  if (id == AMB_SHELF_MOST && a->n_others != b->n_others)
    return a->n_others > b->n_others ? -1 : 1;
  if (id == AMB_SHELF_MOST && a->n_items != b->n_items)
    return a->n_items > b->n_items ? -1 : 1;
  if (id != AMB_SHELF_MOST && days != 0)
    return days;
  return strcmp (a->title, b->title);
}

static void
put (GPtrArray *shelf, const AmbShelved *asset, AmbShelfId id, guint most)
{
  AmbShelved *copy;
  guint place = 0;

  while (place < shelf->len && compare (g_ptr_array_index (shelf, place), asset, id) <= 0)
    place++;
  if (place >= most)
    return;
  copy = g_new0 (AmbShelved, 1);
  *copy = *asset;
  copy->id = g_strdup (asset->id);
  copy->title = g_strdup (asset->title);
  copy->kind = g_strdup (asset->kind);
  copy->department = g_strdup (asset->department);
  copy->last_day = g_strdup (asset->last_day);
  g_ptr_array_insert (shelf, (int) place, copy);
  if (shelf->len > most)
    g_ptr_array_set_size (shelf, (int) most);
}

static void
read_row (AmbStmt *stmt, const char *today, Row *row)
{
  const AmbRights rights = { amb_stmt_get_text (stmt, 4), amb_stmt_get_text (stmt, 5),
                             amb_stmt_get_text (stmt, 6) };

  row->asset = (AmbShelved){ .id = (char *) amb_stmt_get_text (stmt, 0),
                             .title = (char *) amb_stmt_get_text (stmt, 1),
                             .kind = (char *) amb_stmt_get_text (stmt, 2),
                             .department = (char *) amb_stmt_get_text (stmt, 3),
                             .last_day = (char *) amb_rights_get_last_day (&rights),
                             .n_items = (guint) amb_stmt_get_int (stmt, 7),
                             .n_others = (guint) amb_stmt_get_int (stmt, 8) };
  row->standing = amb_rights_get_standing (&rights, today);
  row->asset.is_barred =
      !g_str_equal (row->standing, "in_rights") && !g_str_equal (row->standing, "ends_soon");
}

AmbShelves *
amb_shelves_load (AmbStore *store, const char *node, guint most, GError **error)
{
  g_autoptr (AmbShelves) self = g_new0 (AmbShelves, 1);
  g_autofree char *today = g_strdup (amb_store_get_today (store));
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean more = TRUE;

  for (guint i = 0; i < AMB_N_SHELVES; i++)
    self->shelves[i] = g_ptr_array_new_with_free_func (shelved_free);
  stmt = amb_db_prepare (amb_store_get_db (store), SHELVED, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, node);
  while (amb_stmt_step (stmt, &more, error) && more)
    {
      Row row;

      read_row (stmt, today, &row);
      self->n_assets++;
      for (AmbShelfId id = 0; id < AMB_N_SHELVES; id++)
        {
          if (!belongs (&row, id))
            continue;
          self->n[id]++;
          put (self->shelves[id], &row.asset, id, most);
        }
    }
  return more ? NULL : g_steal_pointer (&self);
}

/* Reuse by department. */

#define SHARERS                                                                                    \
  "WITH RECURSIVE " UNDER                                                                          \
  "SELECT n.id, n.name, COUNT (*), SUM (NOT EXISTS (SELECT 1 FROM content_items i WHERE "          \
  "i.asset_id = a.id AND i.deleted = 0)) FROM assets a JOIN nodes n ON n.id = a.department_id "    \
  "WHERE " OF_NODE "GROUP BY n.id ORDER BY n.name_key, n.id"

/* Items by the department of what they are made of; those without an asset of their own go up to
 * the nearest item that has one. These are few: the plus keeps them from being looked for among all
 * items. The others are counted by asset, in the order of an index, before assets are looked up. */
#define OUT "state IN ('published', 'expired')"
#define REUSERS                                                                                    \
  "WITH RECURSIVE " UNDER                                                                          \
  ", chain (item, department, state, asset, parent, depth) AS (SELECT id, department_id, state, "  \
  "asset_id, parent_id, 0 FROM content_items WHERE +deleted = 0 AND asset_id IS NULL AND "         \
  "parent_id IS NOT NULL UNION ALL SELECT c.item, c.department, c.state, i.asset_id, "             \
  "i.parent_id, c.depth + 1 FROM chain c JOIN content_items i ON i.id = c.parent WHERE c.asset "   \
  "IS NULL AND c.depth < 32 AND i.deleted = 0), made (department, asset, n, published) AS "        \
  "(SELECT department_id, asset_id, COUNT (*), SUM (" OUT                                          \
  ") FROM content_items WHERE deleted = 0 AND asset_id IS NOT NULL GROUP BY asset_id, "            \
  "department_id UNION ALL SELECT department, asset, 1, " OUT                                      \
  " FROM chain WHERE asset IS NOT NULL) SELECT a.department_id, m.department, (SELECT n.name "     \
  "FROM nodes n WHERE n.id = m.department), SUM (m.n) AS items, SUM (m.published) FROM made m "    \
  "JOIN assets a INDEXED BY assets_covers ON a.id = m.asset WHERE " OF_NODE                        \
  "GROUP BY 1, 2 ORDER BY 1, 4 DESC, 3"

static void
reuser_free (gpointer data)
{
  AmbReuser *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
sharer_free (gpointer data)
{
  AmbSharer *self = data;

  g_free (self->id);
  g_free (self->name);
  g_ptr_array_unref (self->reusers);
  g_free (self);
}

static GPtrArray *
load_sharers (AmbStore *store, const char *node, GError **error)
{
  g_autoptr (GPtrArray) sharers = g_ptr_array_new_with_free_func (sharer_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), SHARERS, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, node);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbSharer *sharer = g_new0 (AmbSharer, 1);

      sharer->id = g_strdup (amb_stmt_get_text (stmt, 0));
      sharer->name = g_strdup (amb_stmt_get_text (stmt, 1));
      sharer->n_assets = (guint) amb_stmt_get_int (stmt, 2);
      sharer->n_never = (guint) amb_stmt_get_int (stmt, 3);
      sharer->reusers = g_ptr_array_new_with_free_func (reuser_free);
      g_ptr_array_add (sharers, sharer);
    }
  return row ? NULL : g_steal_pointer (&sharers);
}

static void
take_reuser (AmbSharer *sharer, AmbStmt *stmt)
{
  const char *department = amb_stmt_get_text (stmt, 1);
  guint n_items = (guint) amb_stmt_get_int (stmt, 3);
  AmbReuser *reuser;

  if (g_strcmp0 (department, sharer->id) == 0)
    {
      sharer->n_own += n_items;
      return;
    }
  reuser = g_new0 (AmbReuser, 1);
  reuser->id = g_strdup (department);
  reuser->name = g_strdup (amb_stmt_get_text (stmt, 2));
  reuser->n_items = n_items;
  reuser->n_published = (guint) amb_stmt_get_int (stmt, 4);
  /* Without a department it is known of nobody that they are another. */
  if (department != NULL)
    {
      sharer->n_others += n_items;
      sharer->n_published += reuser->n_published;
    }
  g_ptr_array_add (sharer->reusers, reuser);
}

GPtrArray *
amb_reuse_load (AmbStore *store, const char *node, GError **error)
{
  g_autoptr (GPtrArray) sharers = load_sharers (store, node, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AmbStmt) stmt =
      sharers != NULL ? amb_db_prepare (amb_store_get_db (store), REUSERS, error) : NULL;
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; i < sharers->len; i++)
    {
      AmbSharer *sharer = g_ptr_array_index (sharers, i);

      g_hash_table_insert (by_id, sharer->id, sharer);
    }
  amb_stmt_bind_text (stmt, 1, node);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbSharer *sharer = g_hash_table_lookup (by_id, amb_stmt_get_text (stmt, 0));

      if (sharer != NULL)
        take_reuser (sharer, stmt);
    }
  return row ? NULL : g_steal_pointer (&sharers);
}
