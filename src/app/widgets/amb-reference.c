#include "amb-reference.h"

#include "amb-access.h"
#include "amb-programme.h"
#include "amb-set.h"
#include <glib/gi18n.h>

/* Of a row of the table, tombstones included: 0 living, 1 removed, −1 not here. */
static gint64
read_deleted (AmbStore *store, const AmbEntity *entity, const char *id)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT deleted FROM \"%s\" WHERE id = ?", entity->collection);
  gint64 deleted = -1;

  amb_db_query_int (amb_store_get_db (store), &deleted, -1, NULL, sql, "t", id);
  return deleted;
}

static char *
dup_name (AmbStore *store, const AmbEntity *entity, const char *id)
{
  char *title = amb_store_dup_title (store, entity, id);

  return title ? title : g_strdup (_ ("No name"));
}

/* A narrower view of the record, which has its id. */
static char *
dup_view (AmbStore *store, const AmbEntity *target, const char *id)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    if ((*entity)->kind == AMB_KIND_PROJECTION && g_strcmp0 ((*entity)->of, target->name) == 0 &&
        read_deleted (store, *entity, id) == 0)
      return dup_name (store, *entity, id);
  return NULL;
}

/* Whoever holds every row misses only what was removed. */
static gboolean
holds_all (AmbStore *store, const AmbEntity *target)
{
  return amb_access_sees_all (amb_programme_read_access (store), target);
}

char *
amb_reference_dup_words (AmbStore *store, const AmbEntity *target, const char *id)
{
  gint64 deleted = read_deleted (store, target, id);
  char *view;

  if (deleted == 0)
    return dup_name (store, target, id);
  view = deleted < 0 ? dup_view (store, target, id) : NULL;
  if (view)
    return view;
  return g_strdup (deleted > 0 || holds_all (store, target) ? _ ("A removed record")
                                                            : _ ("Not visible to you"));
}

char *
amb_reference_dup_value (AmbStore *store, const AmbField *field, const char *value)
{
  const AmbEntity *target = amb_entity_find (field->ref);
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) names = NULL;

  if (!target || !value)
    return NULL;
  if (field->type != AMB_FIELD_SET)
    return amb_reference_dup_words (store, target, value);
  ids = amb_set_to_strv (value);
  names = g_ptr_array_new_with_free_func (g_free);
  for (char **id = ids; *id; id++)
    g_ptr_array_add (names, amb_reference_dup_words (store, target, *id));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

const AmbEntity *
amb_reference_get_subject (AmbRecord *record)
{
  const AmbField *field =
      record ? amb_entity_find_field (amb_record_get_entity (record), "entity") : NULL;
  const char *name =
      field && field->type == AMB_FIELD_TEXT ? amb_record_get (record, "entity") : NULL;

  return name ? amb_entity_find (name) : NULL;
}

char *
amb_reference_dup_title (AmbStore *store, AmbRecord *record, guint index)
{
  const AmbField *field = &amb_record_get_entity (record)->fields[index];
  const AmbEntity *subject = amb_reference_get_subject (record);
  const char *value = amb_record_get_at (record, index);

  if (field->ref)
    return amb_reference_dup_value (store, field, value);
  if (subject && value && g_str_equal (field->name, "record"))
    return amb_reference_dup_words (store, subject, value);
  if (subject && value && g_str_equal (field->name, "by-person"))
    return amb_reference_dup_words (store, amb_entity_find ("ambassador"), value);
  return NULL;
}
