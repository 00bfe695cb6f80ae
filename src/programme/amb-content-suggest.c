/* Suggestions: an idea of somebody, taken up or declined by whoever leads there. */
#include "amb-content-flow.h"

#include "amb-error.h"
#include "amb-programme-private.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

void
amb_content_suggestion_free (AmbContentSuggestion *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->state);
  g_free (self->author);
  g_free (self->author_name);
  g_free (self->audience);
  g_free (self->need);
  g_free (self->what_for);
  g_free (self->answer);
  g_free (self->answered_by);
  g_free (self->why);
  g_free (self);
}

/* Suggesting. */

static gboolean
fill_in (AmbProgramme *self, AmbRecord *item, GError **error)
{
  g_autofree char *department = NULL;

  if (self->actor_person == NULL)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED,
                           _ ("Nobody knows who sits here, so nobody could be credited. Without a "
                              "server “ambassadectl me PERSON” says it; with one, connect with a "
                              "token of your own: a manager of the programme makes it."));
      return FALSE;
    }
  if (!amb_db_query_text (amb_store_get_db (self->store), &department, error,
                          "SELECT COALESCE (department_id, node_id) FROM ambassadors WHERE id = ?",
                          "t", self->actor_person))
    return FALSE;
  amb_record_set (item, "author-id", self->actor_person);
  amb_record_set (item, "owner-id", NULL);
  if (amb_record_get (item, "department-id") == NULL)
    amb_record_set (item, "department-id", department);
  if (amb_record_get (item, "source") == NULL)
    amb_record_set (item, "source",
                    amb_record_get (item, "asset-id") != NULL    ? "asset"
                    : amb_record_get (item, "parent-id") != NULL ? "derivative"
                                                                 : "original");
  return TRUE;
}

static gboolean
comment (AmbProgramme *self, const char *item, const char *text, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("comment"), NULL);
  g_autofree char *at = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  g_autofree char *id = NULL;

  if (amb_text_is_blank (text))
    return TRUE;
  amb_record_set (record, "item-id", item);
  amb_record_set (record, "author-id", self->actor_person);
  amb_record_set (record, "at", at);
  amb_record_set (record, "body", text);
  id = amb_programme_add (self, record, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}

char *
amb_programme_suggest_item (AmbProgramme *self,
                            AmbRecord *item,
                            const char *what_for,
                            GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autofree char *id = NULL;
  gboolean ok;

  if (!fill_in (self, item, error) || !amb_db_begin (db, error))
    return NULL;
  ok = amb_programme_open_group (self, _ ("Suggestion"), error);
  if (ok)
    id = amb_programme_add (self, item, AMB_COMMAND_DEFAULT, error);
  ok = id != NULL && comment (self, id, what_for, error);
  amb_programme_close_group (self);
  if (ok)
    return amb_db_commit (db, error) ? g_steal_pointer (&id) : NULL;
  amb_db_rollback (db);
  return NULL;
}

/* Answering. */

static AmbRecord *
find_idea (AmbProgramme *self, const char *id, GError **error)
{
  g_autoptr (AmbRecord) item = amb_store_get (self->store, get_items (), id, error);
  g_autofree char *state = NULL;

  if (item == NULL)
    return NULL;
  if (g_strcmp0 (amb_record_get_state (item), "idea") == 0)
    return g_steal_pointer (&item);
  state = amb_field_format (amb_entity_get_state_field (get_items ()), amb_record_get_state (item));
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("“%s” was answered before: it is “%s”. Open it to see by whom and why."),
               amb_record_get_title (item) != NULL ? amb_record_get_title (item) : "–", state);
  return NULL;
}

/* Whoever takes it up says who writes it; else its author does. */
static gboolean
set_plan (AmbProgramme *self, AmbRecord *item, GHashTable *values, GError **error)
{
  g_autoptr (GHashTable) plan = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer field, value;

  if (values != NULL)
    {
      g_hash_table_iter_init (&iter, values);
      while (g_hash_table_iter_next (&iter, &field, &value))
        if (value != NULL && *(const char *) value != '\0')
          g_hash_table_insert (plan, field, value);
    }
  if (!g_hash_table_contains (plan, "owner-id") && amb_record_get (item, "owner-id") == NULL)
    g_hash_table_insert (plan, (gpointer) "owner-id",
                         (gpointer) amb_record_get (item, "author-id"));
  return amb_programme_set (self, get_items (), amb_record_get_id (item), plan, error);
}

gboolean
amb_programme_accept_suggestion (
    AmbProgramme *self, const char *id, GHashTable *values, const char *why, GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (AmbRecord) item = find_idea (self, id, error);
  gboolean ok;

  if (item == NULL || !amb_db_begin (db, error))
    return FALSE;
  /* The move first: nobody comes to be its owner by it, and so to be who may. */
  ok = amb_programme_open_group (self, _ ("Accept Suggestion"), error) &&
       amb_programme_move (self, get_items (), id, "draft", why, error) &&
       set_plan (self, item, values, error);
  amb_programme_close_group (self);
  if (ok)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

gboolean
amb_programme_decline_suggestion (AmbProgramme *self,
                                  const char *id,
                                  const char *why,
                                  GError **error)
{
  g_autoptr (AmbRecord) item = find_idea (self, id, error);

  return item != NULL && amb_programme_move (self, get_items (), id, "rejected", why, error);
}

/* Lists. */

#define NAME                                                                                       \
  "COALESCE ((SELECT display_name FROM ambassadors WHERE id = i.author_id AND deleted = 0), "      \
  "(SELECT display_name FROM person_cards WHERE id = i.author_id AND deleted = 0))"
#define SAID                                                                                       \
  "(SELECT c.body FROM comments c WHERE c.item_id = i.id AND c.author_id = i.author_id AND "       \
  "c.deleted = 0 ORDER BY c.at, c.id LIMIT 1)"
#define COLUMNS                                                                                    \
  "i.id, i.title, i.state, i.author_id, " NAME ", i.audience, (SELECT title FROM needs n WHERE "   \
  "n.id = i.need_id AND n.deleted = 0), " SAID

#define WAITING                                                                                    \
  "SELECT " COLUMNS ", NULL, NULL, NULL, NULL FROM content_items i WHERE i.deleted = 0 AND "       \
  "i.state = 'idea' AND i.author_id IS NOT NULL AND i.owner_id IS NULL AND i.author_id IS NOT ? "  \
  "ORDER BY i.id"

/* The latest that others did with it. */
#define SUGGESTED                                                                                  \
  "SELECT " COLUMNS ", t.\"to\", t.\"by\", t.why, t.at FROM content_items i LEFT JOIN "            \
  "transitions t ON t.rid = (SELECT m.rid FROM transitions m WHERE m.record = i.id AND m.entity "  \
  "= 'content-item' AND m.deleted = 0 AND (m.by_person IS NOT i.author_id OR m.\"to\" = "          \
  "'published') ORDER BY m.at DESC, m.rid DESC LIMIT 1) WHERE i.author_id = ? AND i.deleted = 0 "  \
  "ORDER BY COALESCE (t.at, '') DESC, i.id DESC LIMIT 100"

static AmbContentSuggestion *
read_row (AmbStmt *stmt)
{
  AmbContentSuggestion *row = g_new0 (AmbContentSuggestion, 1);
  const char *at = amb_stmt_get_text (stmt, 11);

  row->id = g_strdup (amb_stmt_get_text (stmt, 0));
  row->title = g_strdup (amb_stmt_get_text (stmt, 1));
  row->state = g_strdup (amb_stmt_get_text (stmt, 2));
  row->author = g_strdup (amb_stmt_get_text (stmt, 3));
  row->author_name = g_strdup (amb_stmt_get_text (stmt, 4));
  row->audience = g_strdup (amb_stmt_get_text (stmt, 5));
  row->need = g_strdup (amb_stmt_get_text (stmt, 6));
  row->what_for = g_strdup (amb_stmt_get_text (stmt, 7));
  row->answer = g_strdup (amb_stmt_get_text (stmt, 8));
  row->answered_by = g_strdup (amb_stmt_get_text (stmt, 9));
  row->why = g_strdup (amb_stmt_get_text (stmt, 10));
  if (at == NULL || !amb_instant_parse (at, &row->at))
    row->at = amb_id_get_instant (row->id);
  return row;
}

static GPtrArray *
list (AmbStore *store, const char *sql, const char *person, GError **error)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_content_suggestion_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, person);
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (stmt));
    }
  return NULL;
}

GPtrArray *
amb_content_list_suggestions (AmbStore *store, const char *person, GError **error)
{
  return list (store, WAITING, person, error);
}

GPtrArray *
amb_content_list_suggested (AmbStore *store, const char *person, GError **error)
{
  return list (store, SUGGESTED, person, error);
}
