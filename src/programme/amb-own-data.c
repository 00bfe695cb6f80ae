#include "amb-own-data.h"

static char *
dup_column (const AmbEntity *entity)
{
  if (g_str_equal (entity->self, "id"))
    return g_strdup ("id");
  return amb_field_dup_column (amb_entity_find_field (entity, entity->self));
}

/* (nullable): names its author, where that is not whose it is. */
static const AmbField *
find_author (const AmbEntity *entity)
{
  const AmbField *field = amb_entity_find_field (entity, "author-id");

  return field != NULL && g_strcmp0 (entity->self, field->name) != 0 ? field : NULL;
}

static gboolean
is_own (const AmbEntity *entity, AmbAccess access)
{
  return (entity->self != NULL || find_author (entity) != NULL) &&
         entity->kind != AMB_KIND_PROJECTION &&
         (amb_access_get_rights (access, entity) & AMB_RIGHT_READ) != 0;
}

static gboolean
add_count (GArray *counts,
           AmbStore *store,
           const AmbEntity *entity,
           const AmbField *field,
           const char *person,
           GError **error)
{
  AmbOwnCount row = { .entity = entity, .field = field };
  g_autofree char *column = field != NULL ? amb_field_dup_column (field) : dup_column (entity);
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM \"%s\" WHERE \"%s\" = ? AND deleted = 0", entity->collection, column);

  if (!amb_db_query_int (amb_store_get_db (store), &row.count, 0, error, sql, "t", person))
    return FALSE;
  if (row.count > 0)
    g_array_append_val (counts, row);
  return TRUE;
}

GArray *
amb_own_data_count (AmbStore *store, const char *person, AmbAccess access, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (AmbOwnCount));

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const AmbField *author = find_author (*e);

      if (!is_own (*e, access))
        continue;
      if (((*e)->self != NULL && !add_count (counts, store, *e, NULL, person, error)) ||
          (author != NULL && !add_count (counts, store, *e, author, person, error)))
        return NULL;
    }
  return g_steal_pointer (&counts);
}

/* "self = ?1 OR author = ?1", as far as there are both */
static char *
dup_condition (const AmbEntity *entity)
{
  const AmbField *author = find_author (entity);
  g_autofree char *self = entity->self != NULL ? dup_column (entity) : NULL;
  g_autofree char *other = author != NULL ? amb_field_dup_column (author) : NULL;

  if (self == NULL || other == NULL)
    return g_strdup_printf ("\"%s\" = ?1", self != NULL ? self : other);
  return g_strdup_printf ("(\"%s\" = ?1 OR \"%s\" = ?1)", self, other);
}

static GArray *
list_rids (AmbStore *store, const AmbEntity *entity, const char *person, GError **error)
{
  g_autofree char *condition = dup_condition (entity);
  g_autofree char *sql =
      g_strdup_printf ("SELECT rid FROM \"%s\" WHERE %s AND deleted = 0 ORDER BY rid",
                       entity->collection, condition);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, person);
  while (TRUE)
    {
      gint64 rid;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rids);
      rid = amb_stmt_get_int (stmt, 0);
      g_array_append_val (rids, rid);
    }
}

static void
append_record (AmbRecord *record, GString *out)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append (out, "{\"id\":");
  amb_json_append_string (out, amb_record_get_id (record));
  amb_record_append_json (record, fields);
  if (fields->len > 2)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, fields->str + 1, (gssize) fields->len - 2);
    }
  g_string_append_c (out, '}');
}

static gboolean
append_entity (
    AmbStore *store, const AmbEntity *entity, const char *person, GString *out, GError **error)
{
  g_autoptr (GArray) rids = list_rids (store, entity, person, error);
  g_autoptr (GPtrArray) records = NULL;

  if (rids == NULL)
    return FALSE;
  if (rids->len == 0)
    return TRUE;
  records = amb_store_load (store, entity, (const gint64 *) rids->data, rids->len, error);
  if (records == NULL)
    return FALSE;
  amb_json_append_key (out, entity->collection);
  g_string_append_c (out, '[');
  for (guint i = 0; i < records->len; i++)
    if (g_ptr_array_index (records, i) != NULL)
      append_record (g_ptr_array_index (records, i), out);
  g_string_append_c (out, ']');
  return TRUE;
}

char *
amb_own_data_to_json (AmbStore *store, const char *person, AmbAccess access, GError **error)
{
  g_autoptr (GString) out = g_string_new ("{\"person\":");
  g_autofree char *at = amb_instant_format (amb_clock_now (amb_store_get_clock (store)));

  amb_json_append_string (out, person);
  amb_json_append_key (out, "data-as-of");
  amb_json_append_string (out, at);
  amb_json_append_key (out, "records");
  g_string_append_c (out, '{');
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    if (is_own (*e, access) && !append_entity (store, *e, person, out, error))
      return NULL;
  g_string_append (out, "}}\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
amb_own_data_dup_query (const AmbEntity *entity, const AmbField *field, const char *person)
{
  g_autoptr (AmbQuery) query = amb_query_new (entity);

  if (field == NULL && !g_str_equal (entity->self, "id"))
    field = amb_entity_find_field (entity, entity->self);
  if (field != NULL)
    amb_query_where (query, field, AMB_MATCH_IN, (const char *const[]){ person, NULL });
  return amb_query_to_json (query);
}
