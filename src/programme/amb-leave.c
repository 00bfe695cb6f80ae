#include "amb-leave.h"

#include "amb-programme-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

/* What somebody has in hand, and goes to whoever takes over. @open: SQL that says that it is. */
// clang-format off
static const struct
{
  const char *entity;
  const char *field;
  const char *open;
} held[] = {
  { "task",         "ambassador-id", "state = 'accepted'" },
  { "content-item", "owner-id",      "state NOT IN ('published', 'expired', 'archived', 'rejected')" },
  { "signal",       "owner-id",      "state NOT IN ('resolved', 'dismissed', 'duplicate')" },
  { "node",         "head-id",       "1" },
  { "node",         "backup-id",     "1" },
  { "space",        "host-id",       "1" },
  { "space",        "backup-id",     "1" },
};
// clang-format on

/* (transfer full): ids of living records of @entity whose @field is the person, and that are @open
 */
static GPtrArray *
list_ids (AmbStore *store,
          const AmbEntity *entity,
          const char *field,
          const char *open,
          const char *person,
          GError **error)
{
  g_autofree char *column = amb_field_dup_column (amb_entity_find_field (entity, field));
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM \"%s\" WHERE \"%s\" = ? AND deleted = 0 AND (%s) ORDER BY id",
      entity->collection, column, open);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, person);
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
    }
  return g_steal_pointer (&ids);
}

static gboolean
count (AmbStore *store,
       const char *entity,
       const char *field,
       const char *open,
       const char *person,
       guint *n,
       GError **error)
{
  g_autoptr (GPtrArray) ids =
      list_ids (store, amb_entity_find (entity), field, open, person, error);

  if (ids == NULL)
    return FALSE;
  *n += ids->len;
  return TRUE;
}

gboolean
amb_leave_preview (
    AmbStore *store, const char *person, gboolean heir, AmbLeaveReport *report, GError **error)
{
  *report = (AmbLeaveReport){ 0 };
  if (!count (store, "assignment", "ambassador-id", "state IN ('proposed', 'current')", person,
              &report->n_roles, error) ||
      !count (store, "task", "ambassador-id", "state = 'proposed'", person, &report->n_declined,
              error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if (!count (store, held[i].entity, held[i].field, held[i].open, person,
                heir ? &report->n_handed : &report->n_left, error))
      return FALSE;
  return TRUE;
}

/* Turned down where it was only proposed, else ended today: a day that was planned for later goes.
 */
static gboolean
end_assignment (AmbProgramme *self, const char *id, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("assignment");
  const char *today = amb_store_get_today (self->store);
  g_autoptr (AmbRecord) record = amb_store_get (self->store, entity, id, error);
  const char *ends, *starts;

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (amb_record_get_state (record), "proposed") == 0)
    return amb_programme_move (self, entity, id, "declined", NULL, error);
  ends = amb_record_get (record, "ends-on");
  starts = amb_record_get (record, "starts-on");
  if (starts != NULL && g_strcmp0 (starts, today) > 0)
    today = starts;
  if ((ends == NULL || g_strcmp0 (ends, today) > 0) &&
      !amb_programme_set_field (self, entity, id, "ends-on", today, error))
    return FALSE;
  return amb_programme_move (self, entity, id, "ended", NULL, error);
}

static gboolean
end_assignments (AmbProgramme *self, const char *person, AmbLeaveReport *report, GError **error)
{
  g_autoptr (GPtrArray) ids =
      list_ids (self->store, amb_entity_find ("assignment"), "ambassador-id",
                "state IN ('proposed', 'current')", person, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!end_assignment (self, g_ptr_array_index (ids, i), error))
      return FALSE;
  report->n_roles = ids != NULL ? ids->len : 0;
  return ids != NULL;
}

static gboolean
decline_tasks (AmbProgramme *self, const char *person, AmbLeaveReport *report, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("task");
  g_autoptr (GPtrArray) ids =
      list_ids (self->store, entity, "ambassador-id", "state = 'proposed'", person, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!amb_programme_move (self, entity, g_ptr_array_index (ids, i), "declined", NULL, error))
      return FALSE;
  report->n_declined = ids != NULL ? ids->len : 0;
  return ids != NULL;
}

/* What the one who acts may not hand over, or somebody else has already, stays and is counted. */
static gboolean
hand_over (AmbProgramme *self,
           guint which,
           const char *person,
           const char *heir,
           AmbLeaveReport *report,
           GError **error)
{
  const AmbEntity *entity = amb_entity_find (held[which].entity);
  g_autoptr (GPtrArray) ids =
      list_ids (self->store, entity, held[which].field, held[which].open, person, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (GError) refusal = NULL;

      if (heir != NULL && amb_programme_set_field (self, entity, g_ptr_array_index (ids, i),
                                                   held[which].field, heir, &refusal))
        report->n_handed++;
      else if (refusal == NULL || refusal->domain == AMB_ERROR)
        report->n_left++;
      else
        {
          g_propagate_error (error, g_steal_pointer (&refusal));
          return FALSE;
        }
    }
  return ids != NULL;
}

static gboolean
run_leave (AmbProgramme *self,
           const char *person,
           const char *to,
           const char *heir,
           const char *why,
           AmbLeaveReport *report,
           GError **error)
{
  if (!end_assignments (self, person, report, error) ||
      !decline_tasks (self, person, report, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if (!hand_over (self, i, person, heir, report, error))
      return FALSE;
  return amb_programme_move (self, amb_entity_find ("ambassador"), person, to, why, error);
}

static gboolean
check_leave (
    AmbProgramme *self, const char *person, const char *to, const char *heir, GError **error)
{
  g_autoptr (AmbRecord) other = NULL;

  if (g_strcmp0 (to, "alumni") != 0 && g_strcmp0 (to, "withdrawn") != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("Who leaves becomes “alumni” or “withdrawn”, not “%s”."), to);
      return FALSE;
    }
  if (heir == NULL)
    return TRUE;
  if (g_str_equal (heir, person))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("Nobody takes over from themselves. Choose somebody else."));
      return FALSE;
    }
  other = amb_store_get (self->store, amb_entity_find ("ambassador"), heir, error);
  return other != NULL;
}

gboolean
amb_programme_leave (AmbProgramme *self,
                     const char *person,
                     const char *to,
                     const char *heir,
                     const char *why,
                     AmbLeaveReport *report,
                     GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (AmbRecord) record =
      amb_store_get (self->store, amb_entity_find ("ambassador"), person, error);
  g_autofree char *label = NULL;
  gboolean ok;

  *report = (AmbLeaveReport){ 0 };
  if (record == NULL || !check_leave (self, person, to, heir, error) || !amb_db_begin (db, error))
    return FALSE;
  /* Translators: what “Undo …” says: a person’s name */
  label = g_strdup_printf (_ ("%s leaves the programme"), amb_record_get_title (record));
  ok = amb_programme_open_group (self, label, error) &&
       run_leave (self, person, to, heir, why, report, error);
  amb_programme_close_group (self);
  if (ok)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  *report = (AmbLeaveReport){ 0 };
  return FALSE;
}
