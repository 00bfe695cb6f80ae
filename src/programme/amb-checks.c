/* Checks that need the store: references, begin states, dependents, facts. */
#include "amb-content.h"
#include "amb-programme-private.h"

#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

/* Is @value above itself by the same field: a node part of its own part, a manager of one's own
 * manager? */
static gboolean
is_circle (AmbStore *store,
           AmbRecord *record,
           const AmbField *field,
           const char *value,
           gboolean *circle,
           GError **error)
{
  const char *table = amb_record_get_entity (record)->collection;
  const char *id = amb_record_get_id (record);
  g_autofree char *column = amb_field_dup_column (field);
  g_autofree char *sql = NULL;
  gint64 found = 0;

  *circle = g_strcmp0 (value, id) == 0;
  if (*circle || id == NULL || amb_entity_find (field->ref) != amb_record_get_entity (record))
    return TRUE;
  sql = g_strdup_printf (
      "WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT t.\"%s\" FROM \"%s\" t JOIN "
      "up ON t.id = up.id WHERE t.\"%s\" IS NOT NULL AND t.deleted = 0) "
      "SELECT 1 FROM up WHERE id = ? LIMIT 1",
      column, table, column);
  if (!amb_db_query_int (amb_store_get_db (store), &found, 0, error, sql, "tt", value, id))
    return FALSE;
  *circle = found != 0;
  return TRUE;
}

/* Is there a living record, whole or as a narrower view of it (which no server stores)? */
static gboolean
is_there (AmbStore *store, const AmbEntity *target, const char *id, gboolean *there, GError **error)
{
  *there = FALSE;
  for (const AmbEntity *const *e = amb_entities (); *e != NULL && !*there; e++)
    {
      g_autofree char *sql = NULL;
      gint64 found;

      if (amb_entity_get_base (*e) != target)
        continue;
      sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE id = ? AND deleted = 0",
                             (*e)->collection);
      if (!amb_db_query_int (amb_store_get_db (store), &found, 0, error, sql, "t", id))
        return FALSE;
      *there = found > 0;
    }
  return TRUE;
}

gboolean
amb_check_reference (AmbStore *store, AmbRecord *record, const AmbField *field, GError **error)
{
  const AmbEntity *target = field->type == AMB_FIELD_REF ? amb_entity_find (field->ref) : NULL;
  const char *value = target != NULL ? amb_record_get (record, field->name) : NULL;
  gboolean circle, there;

  if (value == NULL)
    return TRUE;
  if (!is_circle (store, record, field, value, &circle, error))
    return FALSE;
  if (circle)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("%s: that would make a circle, in which the record stands above itself. "
                      "Choose another."),
                   _ (field->label));
      return FALSE;
    }
  if (!is_there (store, target, value, &there, error))
    return FALSE;
  if (there)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("%s: there is no such record among %s. Choose one that exists."),
               _ (field->label), _ (target->label_plural));
  return FALSE;
}

gboolean
amb_check_references (AmbStore *store, AmbRecord *record, AmbRecord *before, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if ((before == NULL ||
         !amb_field_same (amb_record_get_at (before, i), amb_record_get_at (record, i))) &&
        !amb_check_reference (store, record, &entity->fields[i], error))
      return FALSE;
  return TRUE;
}

/* @id, which is another than @field asks for, in words. */
static gboolean
refuse_other (AmbStore *store, const AmbField *field, const char *id, GError **error)
{
  const AmbEntity *target = amb_entity_find (field->ref);
  g_auto (GStrv) sides = g_strsplit (field->ref_is, "=", 2);
  g_auto (GStrv) words = g_strsplit (sides[1], " ", -1);
  const AmbField *kind = amb_entity_find_field (target, sides[0]);
  g_autoptr (AmbRecord) record = amb_store_get (store, target, id, error);
  g_autofree char *is = NULL, *wanted = NULL;

  if (record == NULL)
    return FALSE;
  is = amb_field_format (kind, amb_record_get (record, kind->name));
  wanted = amb_field_format (kind, words[0]);
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               /* Translators: a record, what it is, what is asked for: “Paris”, “Country”,
                * “Department” */
               _ ("“%1$s” is of the kind “%2$s”. Choose one of the kind “%3$s”."),
               amb_record_get_title (record), is, wanted);
  return FALSE;
}

gboolean
amb_check_reference_is (AmbStore *store, AmbRecord *record, const AmbField *field, GError **error)
{
  const char *id = field->ref_is != NULL ? amb_record_get (record, field->name) : NULL;
  g_auto (GStrv) sides = NULL;
  g_autofree char *column = NULL, *sql = NULL;
  gint64 is_other = 0;

  if (id == NULL)
    return TRUE;
  sides = g_strsplit (field->ref_is, "=", 2);
  column = amb_field_dup_column (amb_entity_find_field (amb_entity_find (field->ref), sides[0]));
  sql = g_strdup_printf ("SELECT instr (' ' || ? || ' ', ' ' || COALESCE (\"%s\", '') || ' ') = 0 "
                         "FROM \"%s\" WHERE id = ? AND deleted = 0",
                         column, amb_entity_find (field->ref)->collection);
  return amb_db_query_int (amb_store_get_db (store), &is_other, 0, error, sql, "tt", sides[1],
                           id) &&
         (!is_other || refuse_other (store, field, id, error));
}

gboolean
amb_check_references_are (AmbStore *store, AmbRecord *record, AmbRecord *before, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if ((before == NULL ||
         !amb_field_same (amb_record_get_at (before, i), amb_record_get_at (record, i))) &&
        !amb_check_reference_is (store, record, &entity->fields[i], error))
      {
        g_prefix_error (error, _ ("%s: "), _ (entity->fields[i].label));
        return FALSE;
      }
  return TRUE;
}

gboolean
amb_check_right (AmbAccess access, const AmbEntity *entity, AmbRight right, GError **error)
{
  g_autofree char *reason = amb_access_dup_reason (entity, right);

  if (amb_access_get_rights (access, entity) & right)
    return TRUE;
  if (reason != NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, "%s", reason);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                 _ ("You have no right to do this with %s. Ask a manager of the programme."),
                 _ (entity->label_plural));
  return FALSE;
}

/* Did the row come with scopes, none of which is one of @own? One that was made here has not come
 * with any. */
static gboolean
is_foreign (AmbStore *store, AmbRecord *record, const char *own, gboolean *foreign, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) > 0 AND NOT total(%s) FROM sync_member JOIN sync_scope ON "
                       "sync_scope.id = scope WHERE entity = ? AND rid = ? AND dead = 0",
                       own);
  gint64 found = 0;

  if (!amb_db_query_int (amb_store_get_db (store), &found, 0, error, sql, "ti",
                         amb_record_get_entity (record)->name, amb_record_get_rid (record)))
    return FALSE;
  *foreign = found != 0;
  return TRUE;
}

gboolean
amb_check_leads (
    AmbStore *store, AmbRecord *record, AmbAccess access, AmbAccess *acts, GError **error)
{
  gboolean elsewhere = FALSE;

  if (access == AMB_ACCESS_LEAD &&
      !is_foreign (store, record, "name GLOB 'node:*'", &elsewhere, error))
    return FALSE;
  *acts = elsewhere ? AMB_ACCESS_AMBASSADOR : access;
  return TRUE;
}

void
amb_set_place_refusal (const char *title, GError **error)
{
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_DENIED,
      _ ("You can read “%s”, but it is not in one of your nodes nor your own. Ask a manager "
         "of the programme."),
      title != NULL ? title : "–");
}

/* (nullable): of scopes whose rows @access may write; NULL: all */
static const char *
get_own (AmbAccess access)
{
  if (access == AMB_ACCESS_LEAD)
    return "name GLOB 'node:*' OR name GLOB 'own:*'";
  return access == AMB_ACCESS_AMBASSADOR ? "name GLOB 'own:*'" : NULL;
}

GHashTable *
amb_list_foreign (AmbStore *store, AmbAccess access, const AmbEntity *entity, GError **error)
{
  g_autoptr (GHashTable) rids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const char *own = get_own (access);
  g_autofree char *sql = own != NULL
                             ? g_strdup_printf ("SELECT rid FROM sync_member JOIN sync_scope ON "
                                                "sync_scope.id = scope WHERE entity = ? AND dead = "
                                                "0 GROUP BY rid HAVING NOT total(%s)",
                                                own)
                             : NULL;
  g_autoptr (AmbStmt) stmt =
      sql != NULL ? amb_db_prepare (amb_store_get_db (store), sql, error) : NULL;
  GError *inner = NULL;
  gboolean row = FALSE;

  if (own == NULL)
    return g_steal_pointer (&rids);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, entity->name);
  while (amb_stmt_step (stmt, &row, &inner) && row)
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);

      g_hash_table_add (rids, g_memdup2 (&rid, sizeof rid));
    }
  if (inner == NULL)
    return g_steal_pointer (&rids);
  g_propagate_error (error, inner);
  return NULL;
}

gboolean
amb_check_place (AmbStore *store, AmbAccess access, AmbRecord *record, GError **error)
{
  const char *own = get_own (access);
  gboolean foreign;

  if (own == NULL)
    return TRUE;
  if (!is_foreign (store, record, own, &foreign, error))
    return FALSE;
  if (foreign)
    amb_set_place_refusal (amb_record_get_title (record), error);
  return !foreign;
}

gboolean
amb_check_begin_state (AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const AmbField *field = amb_entity_get_state_field (entity);
  const char *state = amb_record_get_state (record);
  g_autoptr (GString) begins = g_string_new (NULL);

  if (amb_entity_can_begin (entity, state))
    return TRUE;
  for (const AmbChoice *c = field->choices; c->id != NULL; c++)
    if (amb_entity_can_begin (entity, c->id))
      g_string_append_printf (begins, "%s%s (%s)", begins->len > 0 ? ", " : "", _ (c->label),
                              c->id);
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("A record can’t begin as “%s”: a state changes only by a move. It may begin as: "
                  "%s. An import of a running programme takes over other states."),
               state != NULL ? state : "", begins->str);
  return FALSE;
}

void
amb_dependent_free (AmbDependent *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self);
}

static gboolean
collect_dependents (
    AmbStore *store, const AmbEntity *target, const char *id, GPtrArray *list, GError **error)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (const AmbField *field = (*e)->fields; field->name != NULL; field++)
      {
        g_autoptr (GPtrArray) ids = NULL;

        if (field->type != AMB_FIELD_REF || g_strcmp0 (field->ref, target->name) != 0)
          continue;
        ids = amb_store_find (store, *e, field, id, FALSE, error);
        if (ids == NULL)
          return FALSE;
        for (guint i = 0; i < ids->len; i++)
          {
            AmbDependent *d = g_new0 (AmbDependent, 1);

            d->entity = *e;
            d->id = g_strdup (g_ptr_array_index (ids, i));
            d->field = field;
            d->rule = field->on_delete;
            g_ptr_array_add (list, d);
            if (d->rule == AMB_CASCADE && list->len < 500 &&
                !collect_dependents (store, *e, d->id, list, error))
              return FALSE;
          }
      }
  return TRUE;
}

GPtrArray *
amb_list_dependents (AmbStore *store, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_dependent_free);

  if (!collect_dependents (store, entity, id, list, error))
    return NULL;
  return g_steal_pointer (&list);
}

/* Of a membership: does its space let everybody in? */
static gboolean
load_door (AmbStore *store, AmbRecord *record, AmbFacts *facts, GError **error)
{
  gint64 is_open = 0;

  if (g_str_equal (amb_record_get_entity (record)->name, "membership") &&
      !amb_db_query_int (amb_store_get_db (store), &is_open, 0, error,
                         "SELECT joining = 'open' FROM spaces WHERE id = ? AND deleted = 0", "t",
                         amb_record_get (record, "space-id")))
    return FALSE;
  facts->free_to_join = is_open != 0;
  return TRUE;
}

gboolean
amb_facts_load (AmbStore *store, AmbRecord *record, AmbFacts *facts, GError **error)
{
  g_autoptr (AmbStmt) stmt = NULL;
  gint64 self_approval;
  gboolean row;

  facts->now = amb_clock_now (amb_store_get_clock (store));
  facts->today = amb_store_get_today (store);
  if (!amb_db_query_int (amb_store_get_db (store), &self_approval, 0, error,
                         "SELECT self_approval FROM programmes WHERE deleted = 0 LIMIT 1", NULL))
    return FALSE;
  facts->self_approval = self_approval != 0;
  if (g_str_equal (amb_record_get_entity (record)->name, "content-item") &&
      (!amb_content_load_trusted (store, facts->by_person, &facts->is_trusted, error) ||
       !amb_content_load_hand (store, record, facts->by_person, &facts->by_self, error)))
    return FALSE;
  if (!load_door (store, record, facts, error) ||
      !amb_gate_facts_load (store, record, facts, error))
    return FALSE;
  stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT at, by, by_person FROM transitions WHERE record = ? AND \"to\" = ? AND "
      "deleted = 0 ORDER BY ver = 0 DESC, ver DESC, rid DESC LIMIT 1",
      error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (record));
  amb_stmt_bind_text (stmt, 2, amb_record_get_state (record));
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  amb_instant_parse (amb_stmt_get_text (stmt, 0), &facts->last_move_at);
  facts->last_move_by = g_strdup (amb_stmt_get_text (stmt, 1));
  facts->last_move_by_person = g_strdup (amb_stmt_get_text (stmt, 2));
  return TRUE;
}

void
amb_facts_clear (AmbFacts *facts)
{
  g_free ((char *) facts->by);
  facts->by = NULL;
  g_free ((char *) facts->by_person);
  facts->by_person = NULL;
  g_free ((char *) facts->last_move_by);
  facts->last_move_by = NULL;
  g_free ((char *) facts->last_move_by_person);
  facts->last_move_by_person = NULL;
  g_free ((char *) facts->answer);
  facts->answer = NULL;
}
