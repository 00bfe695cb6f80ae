#include "amb-history.h"

#include "amb-content-text.h"
#include "amb-set.h"

#define SAME_MOVE 2000 /* ms between a move and its line in the journal */

static void
line_free (gpointer data)
{
  AmbHistoryLine *self = data;

  g_clear_pointer (&self->entry, amb_journal_entry_free);
  g_clear_object (&self->move);
  g_free (self);
}

static gint64
get_instant (AmbRecord *move)
{
  const char *at = amb_record_get (move, "at");
  gint64 instant = 0;

  if (at != NULL)
    amb_instant_parse (at, &instant);
  return instant;
}

static int
compare_moves (gconstpointer a, gconstpointer b)
{
  AmbRecord *x = *(AmbRecord *const *) a, *y = *(AmbRecord *const *) b;
  gint64 at = get_instant (x), other = get_instant (y);

  if (at != other)
    return at < other ? 1 : -1;
  return g_strcmp0 (amb_record_get_id (y), amb_record_get_id (x));
}

/* Moves that a server took together bear one instant: each begins where the one before it ended.
 * @state: (nullable): where the last one ended */
static void
chain (GPtrArray *moves, const char *state)
{
  for (guint i = 0; i < moves->len; i++)
    {
      gint64 at = get_instant (moves->pdata[i]);

      for (guint j = i; j < moves->len && get_instant (moves->pdata[j]) == at; j++)
        if (g_strcmp0 (amb_record_get (moves->pdata[j], "to"), state) == 0)
          {
            AmbRecord *next = g_ptr_array_steal_index (moves, j);

            g_ptr_array_insert (moves, (int) i, next);
            break;
          }
      state = amb_record_get (moves->pdata[i], "from");
    }
}

GPtrArray *
amb_history_list_moves (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error)
{
  const AmbEntity *transition = amb_entity_find ("transition");
  const char *const records[] = { id, NULL };
  const char *const entities[] = { entity->name, NULL };
  g_autoptr (AmbQuery) query = amb_query_new (transition);
  g_autoptr (AmbRecord) record = amb_store_lookup (store, entity, id, NULL);
  g_autoptr (GPtrArray) moves = NULL;

  amb_query_where (query, amb_entity_find_field (transition, "record"), AMB_MATCH_IN, records);
  amb_query_where (query, amb_entity_find_field (transition, "entity"), AMB_MATCH_IN, entities);
  query->sort = amb_entity_find_field (transition, "at");
  query->descending = TRUE;
  moves = amb_store_list (store, query, limit, error);
  if (moves == NULL)
    return NULL;
  g_ptr_array_sort (moves, compare_moves);
  chain (moves, record != NULL ? amb_record_get_state (record) : NULL);
  return g_steal_pointer (&moves);
}

/* Is the journal's move among the moves? One that was undone is not. */
static gboolean
is_told (const GPtrArray *moves, const AmbJournalEntry *entry)
{
  for (guint i = 0; entry->action == AMB_JOURNAL_MOVE && i < moves->len; i++)
    {
      AmbRecord *move = g_ptr_array_index (moves, i);

      if (ABS (get_instant (move) - entry->at) <= SAME_MOVE &&
          g_strcmp0 (amb_record_get (move, "to"), entry->value) == 0)
        return TRUE;
    }
  return FALSE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const AmbHistoryLine *x = *(AmbHistoryLine *const *) a, *y = *(AmbHistoryLine *const *) b;

  return (y->at > x->at) - (y->at < x->at);
}

GPtrArray *
amb_history_list (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) entries = amb_journal_list_record (store, entity, id, limit, error);
  g_autoptr (GPtrArray) moves =
      entries != NULL ? amb_history_list_moves (store, entity, id, limit, error) : NULL;
  GPtrArray *lines;

  if (moves == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < moves->len; i++)
    {
      AmbHistoryLine *line = g_new0 (AmbHistoryLine, 1);

      line->move = g_object_ref (g_ptr_array_index (moves, i));
      line->at = get_instant (line->move);
      g_ptr_array_add (lines, line);
    }
  while (entries->len > 0)
    {
      g_autoptr (AmbJournalEntry) entry = g_ptr_array_steal_index (entries, 0);
      AmbHistoryLine *line;

      if (is_told (moves, entry))
        continue;
      line = g_new0 (AmbHistoryLine, 1);
      line->at = entry->at;
      line->entry = g_steal_pointer (&entry);
      g_ptr_array_add (lines, line);
    }
  /* Stable: what happened in one instant stays as it was listed. */
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/* Versions of a text. */

static void
version_free (gpointer data)
{
  AmbTextVersion *self = data;

  g_free (self->text);
  g_free (self->by);
  g_free (self);
}

void
amb_text_versions_free (AmbTextVersions *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->versions);
  g_free (self);
}

static AmbTextVersion *
add_version (AmbTextVersions *self, const char *text)
{
  AmbTextVersion *version = g_new0 (AmbTextVersion, 1);

  version->text = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (self->versions, version);
  return version;
}

/* The journal from the newest entry on. A text that it doesn't tell the beginning of, or that
 * changed without it, has versions that only other computers know. */
static void
add_versions (AmbTextVersions *self, AmbRecord *record, GPtrArray *entries)
{
  const char *next = amb_record_get (record, "body");
  gboolean is_created = FALSE;

  self->is_whole = TRUE;
  for (guint i = 0; i < entries->len; i++)
    {
      const AmbJournalEntry *entry = g_ptr_array_index (entries, i);
      AmbTextVersion *version;

      is_created = is_created || entry->action == AMB_JOURNAL_CREATE;
      if (entry->field == NULL || !g_str_equal (entry->field->name, "body"))
        continue;
      if (g_strcmp0 (entry->value != NULL ? entry->value : "", next != NULL ? next : "") != 0)
        {
          self->is_whole = FALSE;
          add_version (self, next);
        }
      version = add_version (self, entry->value);
      version->by = g_strdup (entry->by);
      version->at = entry->at;
      version->is_remote = entry->action == AMB_JOURNAL_REMOTE;
      next = entry->old;
    }
  add_version (self, next);
  self->is_whole = self->is_whole && is_created;
}

/* (nullable): the content item that the text is of */
static const char *
get_item (AmbRecord *record)
{
  return g_str_equal (amb_record_get_entity (record)->name, "variant")
             ? amb_record_get (record, "item-id")
             : amb_record_get_id (record);
}

/* What approvals say was read. @known: did any of them say it? */
static gboolean
find_approved (
    AmbStore *store, AmbTextVersions *self, AmbRecord *record, gboolean *known, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT texts FROM approvals WHERE item_id = ? AND verdict = 'approved' AND texts IS NOT "
      "NULL AND deleted = 0",
      error);
  g_autoptr (GPtrArray) seals = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbRecord) copy = amb_record_dup (record);
  gboolean row;

  *known = FALSE;
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < self->versions->len; i++)
    {
      const AmbTextVersion *version = g_ptr_array_index (self->versions, i);

      amb_record_set (copy, "body", *version->text != '\0' ? version->text : NULL);
      g_ptr_array_add (seals, amb_content_dup_seal (copy));
    }
  amb_stmt_bind_text (stmt, 1, get_item (record));
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      *known = TRUE;
      for (guint i = 0; i < seals->len; i++)
        if (seals->pdata[i] != NULL &&
            amb_set_contains (amb_stmt_get_text (stmt, 0), seals->pdata[i]))
          ((AmbTextVersion *) g_ptr_array_index (self->versions, i))->is_approved = TRUE;
    }
  return FALSE;
}

AmbTextVersions *
amb_text_versions_read (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error)
{
  g_autoptr (AmbTextVersions) self = g_new0 (AmbTextVersions, 1);
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gboolean known;

  self->versions = g_ptr_array_new_with_free_func (version_free);
  record = amb_store_get (store, entity, id, error);
  if (record != NULL)
    entries = amb_journal_list_record (store, entity, id, limit, error);
  if (entries == NULL)
    return NULL;
  add_versions (self, record, entries);
  if (!find_approved (store, self, record, &known, error))
    return NULL;
  self->is_changed =
      known && !((AmbTextVersion *) g_ptr_array_index (self->versions, 0))->is_approved;
  return g_steal_pointer (&self);
}
