#include "amb-merging.h"

#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbDependent, amb_dependent_free)

/* Empty fields of @keep that @other fills; a state is nobody's to give away. */
static GHashTable *
list_gifts (AmbRecord *keep, AmbRecord *other)
{
  const AmbEntity *entity = amb_record_get_entity (keep);
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      const AmbField *field = &entity->fields[i];
      const char *value = amb_record_get_at (other, i);

      if (amb_field_is_stored (field) && !(field->flags & (AMB_FIELD_STATE | AMB_FIELD_FIXED)) &&
          amb_record_get_at (keep, i) == NULL && value != NULL &&
          !g_str_equal (value, amb_record_get_id (keep)) &&
          !g_str_equal (value, amb_record_get_id (other)))
        g_hash_table_insert (values, (gpointer) field->name, (gpointer) value);
    }
  return values;
}

/* Recorded once and for all: no form changes it, and no server lets it be changed. */
static gboolean
is_bound (AmbProgramme *self, const AmbEntity *entity, const AmbField *field)
{
  return entity->kind == AMB_KIND_APPEND || (field->flags & AMB_FIELD_FIXED) != 0 ||
         (amb_access_get_rights (self->access, entity) & AMB_RIGHT_UPDATE) == 0;
}

/* The server's word. */

/* (transfer full): of AmbDependent that can't be led elsewhere, the first of @n; NULL with @n 0 or
 * @error */
static AmbDependent *
find_bound (AmbProgramme *self, const AmbEntity *entity, const char *id, guint *n, GError **error)
{
  g_autoptr (GPtrArray) dependents = amb_list_dependents (self->store, entity, id, error);
  guint first = 0;

  *n = 0;
  for (guint i = 0; dependents != NULL && i < dependents->len; i++)
    {
      const AmbDependent *dependent = g_ptr_array_index (dependents, i);

      if (g_strcmp0 (dependent->field->ref, entity->name) != 0 ||
          !is_bound (self, dependent->entity, dependent->field))
        continue;
      if ((*n)++ == 0)
        first = i;
    }
  return *n > 0 ? g_ptr_array_steal_index (dependents, first) : NULL;
}

static void
set_refusal (AmbRecord *other,
             const AmbDependent *bound,
             const char *title,
             guint n,
             gboolean may_turn,
             GError **error)
{
  const char *kind = _ (bound->entity->label), *field = _ (bound->field->label);

  if (may_turn)
    g_set_error (
        error, AMB_ERROR, AMB_ERROR_REFUSED,
        /* Translators: who would be removed; how many records; one of them: a kind, its title, a
         * field */
        g_dngettext (GETTEXT_PACKAGE,
                     "“%s” can’t be removed: %u record about it is on the server and stays as it "
                     "was recorded: %s “%s” (%s). Merge the other way round: keep this one, since "
                     "nothing of the kind is recorded about the other.",
                     "“%s” can’t be removed: %u records about it are on the server and stay as "
                     "they were recorded, such as %s “%s” (%s). Merge the other way round: keep "
                     "this one, since nothing of the kind is recorded about the other.",
                     n),
        amb_record_get_title (other), n, kind, title, field);
  else
    g_set_error (
        error, AMB_ERROR, AMB_ERROR_REFUSED,
        g_dngettext (GETTEXT_PACKAGE,
                     "“%s” can’t be removed: %u record about it is on the server and stays as it "
                     "was recorded: %s “%s” (%s). Such records are about the other one too: keep "
                     "both, and go on with one of them only.",
                     "“%s” can’t be removed: %u records about it are on the server and stay as "
                     "they were recorded, such as %s “%s” (%s). Such records are about the other "
                     "one too: keep both, and go on with one of them only.",
                     n),
        amb_record_get_title (other), n, kind, title, field);
}

/* A server hands out what was recorded once and for all as it was recorded. */
static gboolean
check_server (AmbProgramme *self, AmbRecord *keep, AmbRecord *other, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (other);
  g_autoptr (AmbDependent) bound = NULL;
  g_autoptr (AmbDependent) of_keep = NULL;
  g_autofree char *title = NULL;
  GError *inner = NULL;
  guint n = 0, n_kept = 0;

  if (!amb_outbox_is_connected (self->store))
    return TRUE;
  bound = find_bound (self, entity, amb_record_get_id (other), &n, &inner);
  if (bound != NULL)
    of_keep = find_bound (self, entity, amb_record_get_id (keep), &n_kept, &inner);
  if (inner != NULL)
    return g_propagate_error (error, inner), FALSE;
  if (bound == NULL)
    return TRUE;
  title = amb_store_dup_title (self->store, bound->entity, bound->id);
  set_refusal (other, bound, title != NULL ? title : "–", n, n_kept == 0, error);
  return FALSE;
}

/* Leading references elsewhere. */

static gboolean lead_to (
    AmbProgramme *self, const AmbEntity *entity, const char *keep, const char *other, GError **);

static gboolean
write_bound (AmbProgramme *self, AmbRecord *before, AmbRecord *after, GError **error)
{
  AmbCommand command;

  if (!amb_check_references (self->store, after, before, error) ||
      !amb_command_begin (self, "", &command, error))
    return FALSE;
  if (amb_command_patch (&command, before, after, error))
    return amb_command_commit (&command, error);
  amb_command_abort (&command);
  return FALSE;
}

/* There is one like it about @target already, of which there is one only: it takes what refers to
 * this one. */
static gboolean
give_way (AmbProgramme *self, AmbRecord *record, const char *twin, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  return lead_to (self, entity, twin, amb_record_get_id (record), error) &&
         amb_programme_remove (self, entity, amb_record_get_id (record), error);
}

static gboolean
lead_one (AmbProgramme *self,
          const AmbEntity *entity,
          const char *id,
          const AmbField *field,
          const char *target,
          GError **error)
{
  g_autoptr (AmbRecord) before = amb_store_lookup (self->store, entity, id, error);
  g_autoptr (AmbRecord) after = before != NULL ? amb_record_dup (before) : NULL;
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *twin = NULL;
  g_autoptr (GError) taken = NULL;

  if (before == NULL)
    return FALSE;
  if (amb_record_get_deleted (before)) /* it gave way meanwhile */
    return TRUE;
  amb_record_set (after, field->name, target);
  g_hash_table_add (changed, (gpointer) field->name);
  if (!amb_check_keys (self->store, after, changed, &twin, &taken) && twin != NULL &&
      field->on_delete == AMB_CASCADE)
    return give_way (self, before, twin, error);
  if (taken != NULL)
    return g_propagate_error (error, g_steal_pointer (&taken)), FALSE;
  return is_bound (self, entity, field)
             ? write_bound (self, before, after, error)
             : amb_programme_set_field (self, entity, id, field->name, target, error);
}

/* Whoever refers to @other refers to @keep afterwards. */
static gboolean
lead_to (AmbProgramme *self,
         const AmbEntity *entity,
         const char *keep,
         const char *other,
         GError **error)
{
  for (const AmbEntity *const *from = amb_entities (); *from != NULL; from++)
    for (const AmbField *field = (*from)->fields; field->name != NULL; field++)
      {
        g_autoptr (GPtrArray) ids = NULL;

        if (field->type != AMB_FIELD_REF || (*from)->kind == AMB_KIND_DERIVED ||
            (*from)->kind == AMB_KIND_PROJECTION || amb_entity_find (field->ref) != entity)
          continue;
        ids = amb_store_find (self->store, *from, field, other, FALSE, error);
        for (guint i = 0; ids != NULL && i < ids->len; i++)
          {
            const char *id = ids->pdata[i];
            const char *target = g_str_equal (id, keep) ? NULL : keep;

            if (!g_str_equal (id, other) && !lead_one (self, *from, id, field, target, error))
              return FALSE;
          }
        if (ids == NULL)
          return FALSE;
      }
  return TRUE;
}

static gboolean
merge (AmbProgramme *self, AmbRecord *keep, AmbRecord *other, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (keep);
  const char *kept = amb_record_get_id (keep), *removed = amb_record_get_id (other);
  g_autoptr (GHashTable) gifts = list_gifts (keep, other);

  /* Removed before its keys are given away: they are unique. */
  return lead_to (self, entity, kept, removed, error) &&
         amb_programme_remove (self, entity, removed, error) &&
         (g_hash_table_size (gifts) == 0 || amb_programme_set (self, entity, kept, gifts, error));
}

gboolean
amb_programme_merge (AmbProgramme *self,
                     const AmbEntity *entity,
                     const char *keep,
                     const char *other,
                     GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (AmbRecord) kept = amb_store_get (self->store, entity, keep, error);
  g_autoptr (AmbRecord) removed =
      kept != NULL ? amb_store_get (self->store, entity, other, error) : NULL;
  const gboolean joins = amb_programme_get_group (self) != 0;
  g_autofree char *label = NULL;
  gboolean done;

  if (removed == NULL)
    return FALSE;
  if (g_str_equal (keep, other))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” can’t be merged with itself. Choose two records."),
                   amb_record_get_title (kept));
      return FALSE;
    }
  if (!amb_programme_check_right (self, entity, AMB_RIGHT_DELETE, error) ||
      !check_server (self, kept, removed, error))
    return FALSE;
  label = g_strdup_printf (_ ("Merge into “%s”"), amb_record_get_title (kept));
  if (!amb_db_begin (db, error))
    return FALSE;
  done = (joins || amb_programme_open_group (self, label, error)) &&
         merge (self, kept, removed, error);
  if (!joins)
    amb_programme_close_group (self);
  if (done)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}
