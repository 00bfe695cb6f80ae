/* Who somebody is to a record: the person whose it is, one who looks after it, a member of its
 * space. Server and desktop ask the same. */
#include "amb-content.h"

#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The person at the end of @path: an own field, or field b of what own field a refers to. */
static gboolean
read_keeper (AmbStore *store, AmbRecord *record, const char *path, char **person, GError **error)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  const char *id = amb_record_get (record, steps[0]);
  const AmbField *field = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) target = NULL;

  if (id == NULL || steps[1] == NULL)
    {
      *person = g_strdup (id);
      return TRUE;
    }
  field = amb_entity_find_field (amb_record_get_entity (record), steps[0]);
  target = amb_store_lookup (store, amb_entity_find (field->ref), id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (target != NULL && !amb_record_get_deleted (target))
    *person = g_strdup (amb_record_get (target, steps[1]));
  return TRUE;
}

static gboolean
is_keeper (AmbStore *store, AmbRecord *record, const char *person, gboolean *is, GError **error)
{
  const char *keepers = amb_record_get_entity (record)->keepers;
  g_auto (GStrv) paths = g_strsplit (keepers != NULL ? keepers : "", " ", -1);

  *is = FALSE;
  for (guint i = 0; person != NULL && paths[i] != NULL && !*is; i++)
    {
      g_autofree char *keeper = NULL;

      if (!read_keeper (store, record, paths[i], &keeper, error))
        return FALSE;
      *is = g_strcmp0 (keeper, person) == 0;
    }
  return TRUE;
}

gboolean
amb_who_load (AmbStore *store,
              AmbRecord *record,
              AmbAccess access,
              const char *person,
              guint *who,
              GError **error)
{
  gboolean keeps;

  *who = amb_access_get_who (access, amb_record_is_of (record, person));
  if (!is_keeper (store, record, person, &keeps, error))
    return FALSE;
  if (keeps)
    *who |= AMB_WHO_KEEPER;
  return TRUE;
}

gboolean
amb_check_takes_part (
    AmbStore *store, AmbAccess access, const char *person, AmbRecord *record, GError **error)
{
  gint64 is_member = 0;
  gboolean keeps;

  if (g_str_equal (amb_record_get_entity (record)->name, "approval"))
    return amb_content_check_verdict (store, access, person, record, error);
  if (!amb_record_get_entity (record)->of_members ||
      (access != AMB_ACCESS_LEAD && access != AMB_ACCESS_AMBASSADOR))
    return TRUE;
  if (!is_keeper (store, record, person, &keeps, error) ||
      !amb_db_query_int (amb_store_get_db (store), &is_member, 0, error,
                         "SELECT 1 FROM memberships WHERE ambassador_id = ? AND space_id = ? AND "
                         "state = 'member' AND deleted = 0",
                         "tt", person, amb_record_get (record, "space-id")))
    return FALSE;
  if ((keeps || is_member) && amb_record_is_of (record, person))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED, "%s",
               keeps || is_member
                   ? _ ("What one says in a space is said in one’s own name. Choose yourself as "
                        "its author.")
                   : _ ("Only members write in a space. Ask to join it first."));
  return FALSE;
}

/* "thread-id.state=open answered": the record that thread-id refers to must meet the rest. */
gboolean
amb_check_takes (AmbStore *store, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *dot = entity->takes != NULL ? strchr (entity->takes, '.') : NULL;
  g_autofree char *name = dot != NULL ? g_strndup (entity->takes, dot - entity->takes) : NULL;
  const AmbField *field = name != NULL ? amb_entity_find_field (entity, name) : NULL;
  const char *id = field != NULL ? amb_record_get (record, name) : NULL;
  g_autoptr (AmbRecord) target = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *state = NULL;

  if (id == NULL)
    return TRUE;
  target = amb_store_lookup (store, amb_entity_find (field->ref), id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (target == NULL || amb_record_meets (target, dot + 1))
    return TRUE;
  state = amb_field_format (amb_entity_get_state_field (amb_record_get_entity (target)),
                            amb_record_get_state (target));
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("%s: “%s” is “%s”. Nothing is added to it until whoever looks after it, or a "
                  "manager of the programme, opens it again."),
               _ (field->label),
               amb_record_get_title (target) != NULL ? amb_record_get_title (target) : "–", state);
  return FALSE;
}
