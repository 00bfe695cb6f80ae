#include "amb-merging.h"

#include "amb-error.h"
#include "amb-journal.h"
#include "amb-programme-private.h"
#include "amb-validate.h"

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

/* The server is told of a merge, and of all that follows from it, in one action. */

gboolean
amb_merge_is_told (AmbStore *store,
                   const AmbField *field,
                   const char *a,
                   const char *b,
                   gboolean *told,
                   GError **error)
{
  gint64 n = 0;

  if (!amb_db_query_int (amb_store_get_db (store), &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM record_merges WHERE entity = ?1 AND "
                         "deleted = 0 AND ((removed = ?2 AND kept = ?3) OR (removed = ?3 AND "
                         "kept = ?2)))",
                         "ttt", field->ref, a, b))
    return FALSE;
  *told = n != 0;
  return TRUE;
}

gboolean
amb_merge_is_in_group (AmbStore *store, gint64 group, gboolean *merges, GError **error)
{
  gint64 n = 0;

  if (!amb_db_query_int (amb_store_get_db (store), &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM journal j JOIN record_merges m ON "
                         "m.removed = j.id AND m.entity = j.entity WHERE j.grp = ? AND "
                         "j.action = ?)",
                         "ii", group, (gint64) AMB_JOURNAL_REMOVE))
    return FALSE;
  *merges = n != 0;
  return TRUE;
}

static AmbRecord *
new_told (AmbProgramme *self)
{
  AmbClock *clock = amb_store_get_clock (self->store);
  g_autofree char *id = amb_clock_dup_id (clock);
  g_autofree char *at = amb_instant_format (amb_clock_now (clock));
  AmbRecord *row = amb_record_new (amb_entity_find ("record-merge"), id);

  amb_record_set (row, "by", self->actor_name);
  amb_record_set (row, "at", at);
  return row;
}

static gboolean
put_told (AmbProgramme *self, const char *tx, AmbRecord *row, GError **error)
{
  return amb_store_put (self->store, row, error) &&
         amb_outbox_add_create (self->store, tx, row, NULL, error);
}

/* It outlasts the undo of the merge, which it lets through. */
static gboolean
tell (AmbProgramme *self, AmbRecord *keep, AmbRecord *other, GError **error)
{
  g_autoptr (AmbRecord) row = new_told (self);

  amb_record_set (row, "entity", amb_record_get_entity (keep)->name);
  amb_record_set (row, "removed", amb_record_get_id (other));
  amb_record_set (row, "kept", amb_record_get_id (keep));
  amb_record_set (row, "title", amb_record_get_title (keep));
  amb_record_set (row, "other", amb_record_get_title (other));
  return put_told (self, self->tx, row, error);
}

gboolean
amb_merge_tell_again (AmbProgramme *self, gint64 group, const char *tx, GError **error)
{
  static const char *const told[] = { "entity", "removed", "kept", "title", "other" };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT m.entity, m.removed, m.kept, m.title, m.other FROM record_merges m WHERE m.rid IN "
      "(SELECT max (n.rid) FROM journal j JOIN record_merges n ON n.removed = j.id AND "
      "n.entity = j.entity WHERE j.grp = ? AND j.action = ? GROUP BY n.entity, n.removed)",
      error);
  gboolean row = FALSE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, group);
  amb_stmt_bind_int (stmt, 2, AMB_JOURNAL_REMOVE);
  while (TRUE)
    {
      AmbRecord *again;

      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      again = new_told (self);
      for (guint i = 0; i < G_N_ELEMENTS (told); i++)
        amb_record_set (again, told[i], amb_stmt_get_text (stmt, (int) i));
      g_ptr_array_add (rows, again);
    }
  for (guint i = 0; i < rows->len; i++)
    if (!put_told (self, tx, rows->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
tell_of (AmbProgramme *self,
         const AmbEntity *entity,
         const char *keep,
         const char *other,
         GError **error)
{
  g_autoptr (AmbRecord) kept = NULL;
  g_autoptr (AmbRecord) removed = NULL;

  if (self->tx == NULL)
    return TRUE;
  kept = amb_store_get (self->store, entity, keep, error);
  removed = kept != NULL ? amb_store_get (self->store, entity, other, error) : NULL;
  return removed != NULL && tell (self, kept, removed, error);
}

/* A server takes no more than so much at once. */
static gboolean
check_size (AmbProgramme *self, AmbRecord *other, GError **error)
{
  gint64 n = 0;

  if (self->tx == NULL)
    return TRUE;
  if (!amb_db_query_int (amb_store_get_db (self->store), &n, 0, error,
                         "SELECT count(*) FROM outbox WHERE tx = ?", "t", self->tx))
    return FALSE;
  if (n <= AMB_MAX_TX_OPERATIONS)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               /* Translators: who would be removed; two numbers of records */
               _ ("“%s” can’t be merged at once: %u records go with it, and the server takes %d. "
                  "Merge the other way round, and keep the one about which more is recorded."),
               amb_record_get_title (other), (guint) n, AMB_MAX_TX_OPERATIONS);
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

  return tell_of (self, entity, twin, amb_record_get_id (record), error) &&
         lead_to (self, entity, twin, amb_record_get_id (record), error) &&
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
  return (self->tx == NULL || tell (self, keep, other, error)) &&
         lead_to (self, entity, kept, removed, error) &&
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
  /* Or what it is a part of is one already. */
  const gboolean is_action = self->tx == NULL && amb_outbox_is_connected (self->store);
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
  if (!amb_programme_check_right (self, entity, AMB_RIGHT_DELETE, error))
    return FALSE;
  label = g_strdup_printf (_ ("Merge into “%s”"), amb_record_get_title (kept));
  if (!amb_db_begin (db, error))
    return FALSE;
  if (is_action)
    self->tx = amb_clock_dup_id (amb_store_get_clock (self->store));
  done = (joins || amb_programme_open_group (self, label, error)) &&
         (self->tx == NULL || amb_outbox_seal (self->store, error)) &&
         merge (self, kept, removed, error) && check_size (self, removed, error) &&
         (self->tx == NULL || amb_outbox_seal (self->store, error));
  if (!joins)
    amb_programme_close_group (self);
  if (is_action)
    g_clear_pointer (&self->tx, g_free);
  if (done)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}
