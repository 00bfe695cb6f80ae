/* What was never sent and is taken back leaves no trace in the outbox. */
#include "amb-outbox.h"
#include "amb-validate.h"

#include <string.h>

gboolean
amb_outbox_cancel (
    AmbStore *store, const AmbEntity *entity, const char *id, gboolean *cancelled, GError **error)
{
  g_autoptr (GPtrArray) list = amb_outbox_list_for (store, entity, id, error);
  const AmbOperation *first;

  *cancelled = FALSE;
  if (list == NULL)
    return FALSE;
  first = list->len > 0 ? g_ptr_array_index (list, 0) : NULL;
  if (first == NULL || !amb_outbox_is_open (store, first) || !g_str_equal (first->kind, "create"))
    return TRUE;
  *cancelled = TRUE;
  return amb_db_run (amb_store_get_db (store), error,
                     "DELETE FROM outbox WHERE entity = ? AND id = ?", "tt", entity->name, id) &&
         amb_db_run (amb_store_get_db (store), error,
                     "DELETE FROM shadow WHERE entity = ? AND id = ?", "tt", entity->name, id);
}

/* Has the field the value that the server has? */
static gboolean
is_as_theirs (
    AmbStore *store, AmbRecord *record, const AmbField *field, gboolean *as, GError **error)
{
  g_autofree char *theirs = NULL;
  gboolean found;

  if (!amb_shadow_get (store, amb_record_get_entity (record), amb_record_get_id (record),
                       field->name, &found, &theirs, NULL, error))
    return FALSE;
  *as = !found || amb_field_same (theirs, amb_record_get (record, field->name));
  return TRUE;
}

static const char *const groups[] = { "set", "add", "del" };

static gboolean
writes (const AmbOperation *operation, const char *field)
{
  g_autoptr (AmbJson) json =
      operation->payload != NULL
          ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
          : NULL;

  for (guint i = 0; json != NULL && i < G_N_ELEMENTS (groups); i++)
    if (amb_json_node_get_member (amb_json_node_get_member (amb_json_get_root (json), groups[i]),
                                  field) != NULL)
      return TRUE;
  return FALSE;
}

/* Will the server have another value by then than the one that it told last? */
static gboolean
is_written_before (GPtrArray *operations, guint at, const char *field)
{
  for (guint i = 0; i < at; i++)
    if (writes (g_ptr_array_index (operations, i), field))
      return TRUE;
  return FALSE;
}

/* A patch that changes nothing: what it had set was taken back. */
static gboolean
is_idle (AmbStore *store,
         AmbRecord *record,
         GPtrArray *operations,
         guint at,
         gboolean *idle,
         GError **error)
{
  const AmbOperation *operation = g_ptr_array_index (operations, at);
  g_autoptr (AmbJson) json = NULL;

  *idle = amb_outbox_is_open (store, operation) && g_str_equal (operation->kind, "patch");
  if (!*idle)
    return TRUE;
  json = amb_json_parse (operation->payload, strlen (operation->payload), error);
  if (json == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const AmbJsonNode *member = amb_json_node_get_first (
             amb_json_node_get_member (amb_json_get_root (json), groups[i]));
         *idle && member != NULL; member = amb_json_node_get_next (member))
      {
        const AmbField *field =
            amb_entity_find_field (operation->entity, amb_json_node_get_key (member));

        if (is_written_before (operations, at, amb_json_node_get_key (member)))
          *idle = FALSE;
        else if (field != NULL && !is_as_theirs (store, record, field, idle, error))
          return FALSE;
      }
  return TRUE;
}

/* Does the server have the record, as far as it told? Then somebody else restored it. */
static gboolean
lives_there (AmbStore *store, AmbRecord *record, gboolean *lives, GError **error)
{
  gint64 n;

  if (!amb_db_query_int (
          amb_store_get_db (store), &n, 0, error,
          "SELECT count(*) FROM sync_member WHERE entity = ?1 AND rid = ?2 AND dead = 0", "ti",
          amb_record_get_entity (record)->name, amb_record_get_rid (record)))
    return FALSE;
  *lives = n > 0;
  return TRUE;
}

gboolean
amb_outbox_cancel_undelete (AmbStore *store, AmbRecord *record, gboolean *cancelled, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GPtrArray) list =
      amb_outbox_list_for (store, entity, amb_record_get_id (record), error);
  gboolean idle = TRUE;
  gboolean lives = FALSE;
  guint from;

  *cancelled = FALSE;
  if (list == NULL)
    return FALSE;
  for (from = list->len; from > 0 && idle; from--)
    if (!is_idle (store, record, list, from - 1, &idle, error))
      return FALSE;
  if (idle || !amb_outbox_is_open (store, g_ptr_array_index (list, from)) ||
      !g_str_equal (((AmbOperation *) g_ptr_array_index (list, from))->kind, "undelete"))
    return TRUE;
  /* Taking back what restored it leaves it deleted only where a deletion stands before it. */
  if (from == 0 ||
      !g_str_equal (((AmbOperation *) g_ptr_array_index (list, from - 1))->kind, "delete"))
    {
      if (!lives_there (store, record, &lives, error))
        return FALSE;
      if (lives)
        return TRUE;
    }
  *cancelled = TRUE;
  for (guint i = from; i < list->len; i++)
    if (!amb_outbox_remove (store, ((AmbOperation *) g_ptr_array_index (list, i))->n, error))
      return FALSE;
  return TRUE;
}

/* Nothing is dirty any longer, unless the server has another state than @from meanwhile: that
 * shadow stays for the next sync to show. */
static gboolean
forget_state (AmbStore *store, AmbRecord *record, const char *from, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *state = amb_entity_get_state_field (entity)->name;
  g_autofree char *theirs = NULL;
  gboolean found;

  if (!amb_shadow_get (store, entity, amb_record_get_id (record), state, &found, &theirs, NULL,
                       error))
    return FALSE;
  return !found || g_strcmp0 (theirs, from) != 0 ||
         amb_shadow_remove (store, entity, amb_record_get_id (record), state, error);
}

gboolean
amb_outbox_cancel_move (
    AmbStore *store, AmbRecord *record, const char *transition, gboolean *cancelled, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GPtrArray) list =
      amb_outbox_list_for (store, entity, amb_record_get_id (record), error);
  const AmbOperation *last;
  g_autoptr (AmbJson) json = NULL;
  guint n_moves = 0;

  *cancelled = FALSE;
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    n_moves += g_str_equal (((AmbOperation *) g_ptr_array_index (list, i))->kind, "move");
  last = list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;
  if (last == NULL || !amb_outbox_is_open (store, last) || !g_str_equal (last->kind, "move"))
    return TRUE;
  json = amb_json_parse (last->payload, strlen (last->payload), error);
  if (json == NULL)
    return FALSE;
  if (g_strcmp0 (amb_json_node_get_member_string (amb_json_get_root (json), "transition"),
                 transition) != 0)
    return TRUE;
  *cancelled = TRUE;
  return amb_outbox_remove (store, last->n, error) &&
         (n_moves > 1 ||
          forget_state (store, record,
                        amb_json_node_get_member_string (amb_json_get_root (json), "from"), error));
}
