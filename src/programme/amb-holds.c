#include "amb-holds.h"

#include "amb-error.h"
#include "amb-holds-private.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOLDABLE "[\"approved\",\"scheduled\"]"

static const AmbEntity *
get_orders (void)
{
  return amb_entity_find ("hold-order");
}

static void
item_free (gpointer data)
{
  AmbHoldItem *item = data;

  g_free (item->id);
  g_free (item->title);
  g_free (item->state);
  g_free (item->was);
  g_free (item->publish_on);
  g_free (item->audience);
  g_free (item->refusal);
  g_free (item);
}

void
amb_hold_free (AmbHold *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->order);
  g_free (self->crisis);
  g_free (self->author);
  g_free (self->approver);
  g_free (self->scope);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

void
amb_hold_news_free (AmbHoldNews *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self->words);
  g_free (self);
}

static void
read_now (AmbStore *store, AmbMoment *now)
{
  g_autofree char *at = amb_instant_format (amb_clock_now (amb_store_get_clock (store)));

  g_strlcpy (now->day, at, sizeof now->day);
  now->minutes =
      (int) (g_ascii_strtoll (at + 11, NULL, 10) * 60 + g_ascii_strtoll (at + 14, NULL, 10));
  now->is_other_clock = FALSE;
}

/* Columns: id, title, state, publish-on, audience, was. */
static GPtrArray *
take_items (AmbStore *store, AmbStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  GError *inner = NULL;
  gboolean row = FALSE;
  AmbMoment now;

  read_now (store, &now);
  while (amb_stmt_step (stmt, &row, &inner) && row)
    {
      AmbHoldItem *item = g_new0 (AmbHoldItem, 1);

      item->id = g_strdup (amb_stmt_get_text (stmt, 0));
      item->title = g_strdup (amb_stmt_get_text (stmt, 1));
      item->state = g_strdup (amb_stmt_get_text (stmt, 2));
      item->publish_on = g_strdup (amb_stmt_get_text (stmt, 3));
      item->audience = g_strdup (amb_stmt_get_text (stmt, 4));
      item->was = g_strdup (amb_stmt_get_text (stmt, 5));
      item->held = amb_hold_judge (item->state, item->publish_on, &now);
      g_ptr_array_add (items, item);
    }
  if (inner == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, inner);
  return NULL;
}

/* ?1 scope, ?2 states. An item is covered by what it is, or by what one of its variants is. */
#define COVERS(kind, column)                                                                       \
  "(NOT EXISTS (SELECT 1 FROM scope WHERE kind = '" kind "') OR i." column " IN (SELECT value "    \
  "FROM scope WHERE kind = '" kind "') OR EXISTS (SELECT 1 FROM variants v WHERE v.item_id = "     \
  "i.id AND v.deleted = 0 AND v." column " IN (SELECT value FROM scope WHERE kind = '" kind "')))"
#define COVERED                                                                                    \
  "WITH RECURSIVE scope (kind, value) AS (SELECT substr (value, 1, instr (value, ':') - 1), "      \
  "substr (value, instr (value, ':') + 1) FROM json_each (COALESCE (?1, '[]')) WHERE instr "       \
  "(value, ':') > 0), below (id) AS (SELECT value FROM scope WHERE kind = 'department' UNION "     \
  "SELECT n.id FROM nodes n JOIN below b ON n.parent_id = b.id WHERE n.deleted = 0) SELECT i.id, " \
  "i.title, i.state, i.publish_on, i.audience, i.state FROM content_items i WHERE i.deleted = 0 "  \
  "AND i.state IN (SELECT value FROM json_each (?2)) AND " COVERS (                                \
      "channel",                                                                                   \
      "channel_id") " AND " COVERS ("audience",                                                    \
                                    "audience") " AND " COVERS ("language",                        \
                                                                "language") " AND (NOT EXISTS "    \
                                                                            "(SELECT 1 FROM "      \
                                                                            "below) OR "           \
                                                                            "i.department_id IN "  \
                                                                            "below) AND (NOT "     \
                                                                            "EXISTS (SELECT 1 "    \
                                                                            "FROM scope WHERE "    \
                                                                            "kind = 'tag') OR "    \
                                                                            "EXISTS (SELECT 1 "    \
                                                                            "FROM json_each "      \
                                                                            "(COALESCE (i.tags, "  \
                                                                            "'[]')) t "            \
                                                                            "WHERE t.value IN "    \
                                                                            "(SELECT value FROM "  \
                                                                            "scope WHERE kind = "  \
                                                                            "'tag'))) ORDER BY "   \
                                                                            "i.publish_on IS "     \
                                                                            "NULL, i.publish_on, " \
                                                                            "i.id"

GPtrArray *
amb_holds_list_covered (AmbStore *store, const char *scope, const char *states, GError **error)
{
  g_autoptr (AmbStmt) stmt = NULL;

  if (!amb_hold_check_scope (scope, error))
    return NULL;
  stmt = amb_db_prepare (amb_store_get_db (store), COVERED, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, scope);
  amb_stmt_bind_text (stmt, 2, states);
  return take_items (store, stmt, error);
}

GPtrArray *
amb_holds_list_holdable (AmbStore *store, const char *scope, GError **error)
{
  return amb_holds_list_covered (store, scope, HOLDABLE, error);
}

gboolean
amb_hold_check_size (guint had, guint more, GError **error)
{
  if (had + more <= AMB_HOLD_MOST)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
               _ ("This would hold %u items, and one order holds %d at the most. Hold them channel "
                  "by channel, or audience by audience."),
               had + more, AMB_HOLD_MOST);
  return FALSE;
}

char *
amb_hold_dup_refusal (const AmbHoldItem *item, const char *why)
{
  /* Translators: the title of a content item, then why it stays as it is, a whole sentence */
  return g_strdup_printf (_ ("“%s” stays: %s"), item->title, why);
}

/* Of an item that came by no node of whoever leads: what the move says, or what its place does. */
static char *
dup_refusal (const AmbHoldItem *item, gboolean is_own)
{
  const AmbEntity *items = amb_entity_find ("content-item");
  const AmbFacts facts = { .who = amb_access_get_who (AMB_ACCESS_AMBASSADOR, is_own) };
  g_autoptr (AmbRecord) record = amb_record_new (items, item->id);
  g_autoptr (GError) error = NULL;

  amb_record_set (record, amb_entity_get_state_field (items)->name, item->state);
  if (!is_own)
    amb_set_place_refusal (item->title, &error);
  else if (amb_lifecycle_check_move (record, "on_hold", &facts, &error))
    return NULL;
  return g_strdup (error->message);
}

/* Of those that came with a scope: has it a node's, has it one's own? ?1 ids. A lead moves as such
 * what came by a node (amb_check_leads()). */
#define CAME_BY                                                                                    \
  "SELECT i.id, max(s.name GLOB 'node:*'), max(s.name GLOB 'own:*') FROM json_each (?1) j JOIN "   \
  "content_items i ON i.id = j.value JOIN sync_member m ON m.entity = 'content-item' AND m.rid = " \
  "i.rid AND m.dead = 0 JOIN sync_scope s ON s.id = m.scope GROUP BY i.id"

static gboolean
judge_places (AmbStore *store, GPtrArray *items, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), CAME_BY, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *list = NULL;
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (ids, ((AmbHoldItem *) items->pdata[i])->id);
      g_hash_table_insert (by_id, ids->pdata[i], items->pdata[i]);
    }
  g_ptr_array_add (ids, NULL);
  list = amb_set_from_strv ((const char *const *) ids->pdata);
  amb_stmt_bind_text (stmt, 1, list);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbHoldItem *item = g_hash_table_lookup (by_id, amb_stmt_get_text (stmt, 0));

      if (!amb_stmt_get_int (stmt, 1))
        item->refusal = dup_refusal (item, amb_stmt_get_int (stmt, 2) != 0);
    }
  return !row;
}

GPtrArray *
amb_holds_preview (AmbStore *store, const char *scope, GError **error)
{
  AmbAccess access = amb_programme_read_access (store);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *why = NULL;
  const AmbHoldItem *first;

  if (!amb_check_right (access, get_orders (), AMB_RIGHT_CREATE, error))
    return NULL;
  items = amb_holds_list_holdable (store, scope, error);
  if (items == NULL || !amb_hold_check_size (0, items->len, error) ||
      (access == AMB_ACCESS_LEAD && !judge_places (store, items, error)))
    return NULL;
  for (guint i = 0; i < items->len; i++)
    if (((AmbHoldItem *) items->pdata[i])->refusal == NULL)
      return g_steal_pointer (&items);
  if (items->len == 0)
    return g_steal_pointer (&items);
  first = items->pdata[0];
  why = amb_hold_dup_refusal (first, first->refusal);
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_DENIED, why);
  return NULL;
}

/* ?1 the restore list: “id=state”. */
#define HELD                                                                                       \
  "SELECT h.id, i.title, i.state, i.publish_on, i.audience, h.was FROM (SELECT substr (value, 1, " \
  "instr (value, '=') - 1) AS id, substr (value, instr (value, '=') + 1) AS was FROM json_each "   \
  "(COALESCE (?1, '[]'))) h LEFT JOIN content_items i ON i.id = h.id AND i.deleted = 0 ORDER BY "  \
  "i.publish_on IS NULL, i.publish_on, h.id"

static gboolean
take_held (AmbStore *store, AmbHold *hold, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), HELD, error);
  guint *const counts[] = {
    [AMB_HELD_WAITS] = &hold->n_waiting,
    [AMB_HELD_PASSED] = &hold->n_passed,
    [AMB_HELD_MOVED] = &hold->n_moved,
    [AMB_HELD_GONE] = &hold->n_gone,
  };

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get (hold->order, "held"));
  hold->items = take_items (store, stmt, error);
  for (guint i = 0; hold->items != NULL && i < hold->items->len; i++)
    (*counts[((AmbHoldItem *) hold->items->pdata[i])->held])++;
  return hold->items != NULL;
}

static char *
dup_name (AmbStore *store, AmbRecord *order, const char *field)
{
  const AmbField *reference = amb_entity_find_field (get_orders (), field);
  const char *id = amb_record_get (order, field);

  return id != NULL ? amb_store_dup_title (store, amb_entity_find (reference->ref), id) : NULL;
}

static AmbHold *
load (AmbStore *store, AmbRecord *order, GError **error)
{
  g_autoptr (AmbHold) hold = g_new0 (AmbHold, 1);
  const char *scope = amb_record_get (order, "scope");
  g_autoptr (GPtrArray) joined = NULL;

  hold->order = g_object_ref (order);
  hold->crisis = dup_name (store, order, "crisis-id");
  hold->author = dup_name (store, order, "author-id");
  hold->approver = dup_name (store, order, "approver-id");
  hold->scope = amb_holds_dup_scope (store, scope);
  if (!take_held (store, hold, error))
    return NULL;
  joined = amb_holds_list_holdable (store, scope, error);
  if (joined == NULL)
    return NULL;
  hold->n_joined = joined->len;
  return g_steal_pointer (&hold);
}

GPtrArray *
amb_holds_list_orders (AmbStore *store, GError **error)
{
  static const char *const sent[] = { "sent", NULL };
  g_autoptr (AmbQuery) query = amb_query_new (get_orders ());
  g_autoptr (GPtrArray) orders = NULL;

  amb_query_where (query, amb_entity_get_state_field (get_orders ()), AMB_MATCH_IN, sent);
  query->sort = amb_entity_find_field (get_orders (), "sent-at");
  orders = amb_store_list (store, query, -1, error);
  for (guint i = orders != NULL ? orders->len : 0; i > 0; i--)
    if (orders->pdata[i - 1] == NULL || amb_record_get (orders->pdata[i - 1], "scope") == NULL)
      g_ptr_array_remove_index (orders, i - 1);
  return g_steal_pointer (&orders);
}

GPtrArray *
amb_holds_list (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) orders = amb_holds_list_orders (store, error);
  g_autoptr (GPtrArray) holds = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_hold_free);

  if (orders == NULL)
    return NULL;
  for (guint i = 0; i < orders->len; i++)
    {
      AmbHold *hold = load (store, orders->pdata[i], error);

      if (hold == NULL)
        return NULL;
      g_ptr_array_add (holds, hold);
    }
  return g_steal_pointer (&holds);
}

AmbHold *
amb_holds_load (AmbStore *store, const char *order, GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_get (store, get_orders (), order, error);

  return record != NULL ? load (store, record, error) : NULL;
}

AmbHoldNews *
amb_holds_load_news (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) orders = amb_holds_list_orders (store, error);
  g_autoptr (AmbHoldNews) news = g_new0 (AmbHoldNews, 1);
  gint64 n = 0;

  if (orders == NULL)
    return NULL;
  news->n_holds = orders->len;
  if (orders->len == 0)
    return g_steal_pointer (&news);
  news->order = g_strdup (amb_record_get_id (orders->pdata[0]));
  news->words = g_strdup (amb_record_get_title (orders->pdata[0]));
  if (!amb_db_query_int (amb_store_get_db (store), &n, 0, error,
                         "SELECT count(DISTINCT i.id) FROM hold_orders o, json_each (o.held) h "
                         "JOIN content_items i ON i.id = substr (h.value, 1, instr (h.value, '=') "
                         "- 1) WHERE o.deleted = 0 AND o.state = 'sent' AND i.deleted = 0 AND "
                         "i.state = 'on_hold'",
                         ""))
    return NULL;
  news->n_items = (guint) n;
  return g_steal_pointer (&news);
}

/* Words. */

static char *
dup_value (AmbStore *store, AmbHoldKind kind, const char *value)
{
  static const char *const entities[] = {
    [AMB_HOLD_CHANNEL] = "channel", [AMB_HOLD_DEPARTMENT] = "node"
  };
  const AmbField *field;
  char *title;

  switch (kind)
    {
    case AMB_HOLD_CHANNEL:
    case AMB_HOLD_DEPARTMENT:
      title = amb_store_dup_title (store, amb_entity_find (entities[kind]), value);
      return title != NULL ? title : g_strdup (value);
    case AMB_HOLD_AUDIENCE:
      field = amb_entity_find_field (amb_entity_find ("content-item"), "audience");
      return amb_field_format (field, value);
    case AMB_HOLD_LANGUAGE:
    case AMB_HOLD_TAG:
    case AMB_HOLD_N_KINDS:
    default:
      return g_strdup (value);
    }
}

char *
amb_holds_dup_scope (AmbStore *store, const char *scope)
{
  g_auto (GStrv) words = amb_set_to_strv (scope);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < AMB_HOLD_N_KINDS; i++)
    {
      const char *between = text->len > 0 ? " · " : "";

      for (guint j = 0; words[j] != NULL; j++)
        {
          AmbHoldKind kind;
          const char *value;
          g_autofree char *shown = NULL;

          if (!amb_hold_read_word (words[j], &kind, &value) || kind != i)
            continue;
          shown = dup_value (store, kind, value);
          g_string_append_printf (text, "%s%s", between, shown);
          between = ", ";
        }
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("All publications"));
}
