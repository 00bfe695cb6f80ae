/* A text that two people changed in different lines settles itself: theirs with mine woven in is an
 * ordinary edit on top of theirs. Where lines meet, it is asked as every other field. */
#include "amb-journal.h"
#include "amb-sync-engine-private.h"
#include "amb-text-merge.h"
#include "amb-validate.h"

/* Is @operation the only one that is about @field? Another means that what the person saw was built
 * on something that the server may not have. */
static gboolean
is_alone (AmbSyncEngine *self,
          const AmbOperation *operation,
          const AmbField *field,
          gboolean *alone,
          GError **error)
{
  g_autoptr (GPtrArray) operations =
      amb_outbox_list_for (self->store, operation->entity, operation->id, error);

  *alone = TRUE;
  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const AmbOperation *other = g_ptr_array_index (operations, i);

      if (other->n != operation->n && amb_sync_operation_touches (other, field))
        *alone = FALSE;
    }
  return operations != NULL;
}

/* Theirs with mine in it; NULL: a person must decide. */
static char *
weave (const AmbField *field, const char *base, const char *mine, const char *theirs)
{
  g_autofree char *text = amb_text_merge (base, mine, theirs);

  if (text == NULL || *text == '\0' || !amb_field_validate (field, text, NULL))
    return NULL;
  return g_steal_pointer (&text);
}

static gboolean
edit (AmbSyncEngine *self,
      AmbRecord *row,
      const AmbField *field,
      const char *theirs,
      const char *text,
      const char *by,
      GError **error)
{
  g_autofree char *tx = amb_clock_dup_id (amb_store_get_clock (self->store));
  g_autofree char *mine = g_strdup (amb_record_get (row, field->name));
  g_autoptr (AmbRecord) before = amb_record_dup (row);

  amb_record_set (before, field->name, theirs);
  amb_record_set (row, field->name, text);
  return amb_journal_add (self->store, 0, by, AMB_JOURNAL_REMOTE, amb_record_get_entity (row),
                          amb_record_get_id (row), field, mine, text, NULL, error) &&
         amb_outbox_add_patch (self->store, tx, before, row, error) &&
         amb_store_put (self->store, row, error);
}

gboolean
amb_sync_weave (AmbSyncEngine *self,
                AmbOperation *operation,
                const AmbField *field,
                const char *base,
                const char *mine,
                const char *by,
                gboolean *woven,
                GError **error)
{
  g_autoptr (AmbRecord) row = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *text = NULL;
  gboolean usable = FALSE;

  *woven = FALSE;
  if (field->merge != AMB_MERGE_TEXT)
    return TRUE;
  if (!is_alone (self, operation, field, &usable, error))
    return FALSE;
  if (usable && !amb_shadow_get (self->store, operation->entity, operation->id, field->name,
                                 &usable, &theirs, NULL, error))
    return FALSE;
  text = usable ? weave (field, base, mine, theirs) : NULL;
  row = text != NULL ? amb_store_lookup (self->store, operation->entity, operation->id, &local)
                     : NULL;
  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (row == NULL || amb_record_get_deleted (row) ||
      g_strcmp0 (amb_record_get (row, field->name), mine) != 0)
    return TRUE;
  /* What theirs has already is no edit: the row takes it once the mark has passed. */
  *woven = TRUE;
  return amb_outbox_update (self->store, operation, error) &&
         (amb_field_same (text, theirs) || edit (self, row, field, theirs, text, by, error));
}
