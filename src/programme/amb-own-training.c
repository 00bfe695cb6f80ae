#include "amb-own-training.h"

static void
module_free (gpointer data)
{
  AmbOwnModule *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->done_on);
  g_free (self);
}

static void
certificate_free (AmbOwnCertificate *self)
{
  g_free (self->id);
  g_free (self->expires_on);
  g_free (self);
}

static void
track_free (gpointer data)
{
  AmbOwnTrack *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->enrolment);
  g_free (self->due);
  g_free (self->completed_on);
  g_ptr_array_unref (self->modules);
  g_clear_pointer (&self->certificate, certificate_free);
  g_free (self);
}

static void
open_track_free (gpointer data)
{
  AmbOpenTrack *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->role);
  g_free (self);
}

void
amb_own_training_free (AmbOwnTraining *self)
{
  g_ptr_array_unref (self->tracks);
  g_ptr_array_unref (self->open);
  g_free (self);
}

static const AmbChoice *
find_choice (const char *entity, const char *field, const char *value)
{
  return amb_field_find_choice (amb_entity_find_field (amb_entity_find (entity), field), value);
}

/* What stands in column 0 is looked for: a track, or an enrolment. */
static AmbOwnTrack *
find_track (AmbOwnTraining *self, const char *id, gboolean by_enrolment)
{
  for (guint i = 0; i < self->tracks->len; i++)
    {
      AmbOwnTrack *track = g_ptr_array_index (self->tracks, i);

      if (g_strcmp0 (by_enrolment ? track->enrolment : track->id, id) == 0)
        return track;
    }
  return NULL;
}

static AmbOwnTrack *
add_track (AmbOwnTraining *self, AmbStmt *stmt)
{
  AmbOwnTrack *track = g_new0 (AmbOwnTrack, 1);

  track->id = g_strdup (amb_stmt_get_text (stmt, 0));
  track->name = g_strdup (amb_stmt_get_text (stmt, 1));
  track->modules = g_ptr_array_new_with_free_func (module_free);
  g_ptr_array_add (self->tracks, track);
  return track;
}

/* Of several enrolments on one track the one that runs counts, else the last. */
static void
take_enrolment (AmbOwnTraining *self, AmbStmt *stmt)
{
  AmbOwnTrack *track;

  if (find_track (self, amb_stmt_get_text (stmt, 0), FALSE) != NULL)
    return;
  track = add_track (self, stmt);
  track->enrolment = g_strdup (amb_stmt_get_text (stmt, 2));
  track->standing = find_choice ("enrolment", "standing", amb_stmt_get_text (stmt, 3));
  track->due = g_strdup (amb_stmt_get_text (stmt, 4));
  track->completed_on = g_strdup (amb_stmt_get_text (stmt, 5));
  track->is_running = amb_stmt_get_int (stmt, 6) != 0;
  track->is_begun = amb_stmt_get_int (stmt, 7) != 0;
  track->needed = (guint) amb_stmt_get_int (stmt, 8);
}

static void
take_module (AmbOwnTraining *self, AmbStmt *stmt)
{
  AmbOwnTrack *track = find_track (self, amb_stmt_get_text (stmt, 0), TRUE);
  AmbOwnModule *module;

  if (track == NULL)
    return;
  module = g_new0 (AmbOwnModule, 1);
  module->id = g_strdup (amb_stmt_get_text (stmt, 1));
  module->title = g_strdup (amb_stmt_get_text (stmt, 2));
  module->kind = find_choice ("module", "kind", amb_stmt_get_text (stmt, 3));
  module->minutes = amb_stmt_is_null (stmt, 4) ? -1 : amb_stmt_get_int (stmt, 4);
  module->is_required = amb_stmt_get_int (stmt, 5) != 0;
  module->done_on = g_strdup (amb_stmt_get_text (stmt, 6));
  module->is_tried = module->done_on == NULL && amb_stmt_get_int (stmt, 7) != 0;
  module->standing = module->done_on != NULL ? AMB_OWN_MODULE_DONE : AMB_OWN_MODULE_TO_COME;
  track->n_done += module->standing == AMB_OWN_MODULE_DONE;
  g_ptr_array_add (track->modules, module);
}

static void
take_certificate (AmbOwnTraining *self, AmbStmt *stmt)
{
  AmbOwnTrack *track = find_track (self, amb_stmt_get_text (stmt, 0), FALSE);

  if (track == NULL)
    track = add_track (self, stmt);
  if (track->certificate != NULL)
    return;
  track->certificate = g_new0 (AmbOwnCertificate, 1);
  track->certificate->id = g_strdup (amb_stmt_get_text (stmt, 2));
  track->certificate->standing =
      find_choice ("certificate", "standing", amb_stmt_get_text (stmt, 3));
  track->certificate->is_valid = g_strcmp0 (amb_stmt_get_text (stmt, 3), "valid") == 0;
  track->certificate->is_revoked = g_strcmp0 (amb_stmt_get_text (stmt, 3), "revoked") == 0;
  track->certificate->expires_on = g_strdup (amb_stmt_get_text (stmt, 4));
}

static void
take_open (AmbOwnTraining *self, AmbStmt *stmt)
{
  AmbOpenTrack *track;

  self->n_open++;
  if (self->open->len == AMB_OPEN_TRACKS)
    return;
  track = g_new0 (AmbOpenTrack, 1);
  track->id = g_strdup (amb_stmt_get_text (stmt, 0));
  track->name = g_strdup (amb_stmt_get_text (stmt, 1));
  track->level = find_choice ("track", "level", amb_stmt_get_text (stmt, 2));
  track->role = g_strdup (amb_stmt_get_text (stmt, 3));
  track->n_modules = (guint) amb_stmt_get_int (stmt, 4);
  track->minutes = amb_stmt_get_int (stmt, 5);
  g_ptr_array_add (self->open, track);
}

#define RUNS "e.state IN ('assigned', 'in_progress', 'waiting_review')"

static const char enrolments_sql[] =
    "SELECT t.id, t.name, e.id, CASE WHEN e.state IN ('assigned', 'in_progress') AND e.due < ?2 "
    "THEN 'overdue' ELSE e.state END, e.due, e.completed_on, " RUNS " AS runs, e.state "
    "<> 'assigned', CASE t.requirement WHEN 'n_of_m' THEN COALESCE (t.required_count, 0) ELSE 0 "
    "END FROM enrolments e "
    "JOIN tracks t ON t.id = e.track_id WHERE e.ambassador_id = ?1 AND e.deleted = 0 ORDER BY runs "
    "DESC, CASE WHEN " RUNS " THEN COALESCE (e.due, '9999') END, e.completed_on DESC, e.rid DESC";

static const char modules_sql[] =
    "SELECT e.id, m.id, m.title, m.kind, m.minutes, m.required, (SELECT max (r.done_on) FROM "
    "module_results r WHERE r.enrolment_id = e.id AND r.module_id = m.id AND r.deleted = 0 AND "
    "r.outcome <> 'not_passed' AND r.done_on <= ?2), EXISTS (SELECT 1 FROM module_results r WHERE "
    "r.enrolment_id = e.id AND r.module_id = m.id AND r.deleted = 0) FROM enrolments e JOIN "
    "modules m ON m.track_id = e.track_id AND m.deleted = 0 WHERE e.ambassador_id = ?1 AND "
    "e.deleted = 0 ORDER BY m.position IS NULL, m.position, m.rid";

static const char certificates_sql[] =
    "SELECT t.id, t.name, c.id, CASE WHEN c.state = 'valid' AND c.expires_on < ?2 THEN 'expired' "
    "ELSE c.state END, c.expires_on FROM certificates c JOIN tracks t ON t.id = c.track_id WHERE "
    "c.ambassador_id = ?1 AND c.deleted = 0 ORDER BY c.state <> 'valid', COALESCE (c.expires_on, "
    "'9999') DESC, c.level DESC, c.rid DESC";

#define OF_MINE "ambassador_id = ?1 AND track_id = t.id AND deleted = 0"

/* What was completed, and has no certificate yet, waits for one. */
static const char open_sql[] =
    "SELECT t.id, t.name, t.level, r.name, count (m.rid), COALESCE (sum (m.minutes), 0) FROM "
    "tracks t LEFT JOIN roles r ON r.id = t.role_id LEFT JOIN modules m ON m.track_id = t.id AND "
    "m.deleted = 0 WHERE t.state = 'open' AND t.deleted = 0 AND NOT EXISTS (SELECT 1 FROM "
    "enrolments e WHERE " OF_MINE " AND (" RUNS " OR (e.state IN ('complete', 'waived') AND NOT "
    "EXISTS (SELECT 1 FROM certificates WHERE " OF_MINE ")))) AND NOT EXISTS (SELECT 1 FROM "
    "certificates WHERE " OF_MINE " AND state = 'valid' AND (expires_on IS NULL OR expires_on >= "
    "?2) AND COALESCE (track_version, t.version) >= t.version) GROUP BY t.id ORDER BY t.level, "
    "t.name_key, t.rid";

static gboolean
read_rows (AmbOwnTraining *self,
           AmbStore *store,
           const char *person,
           const char *sql,
           void (*take) (AmbOwnTraining *self, AmbStmt *stmt),
           GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row = FALSE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, person);
  amb_stmt_bind_text (stmt, 2, amb_store_get_today (store));
  do
    {
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        take (self, stmt);
    }
  while (row);
  return TRUE;
}

/* Of some tracks a number of modules is enough, whichever they are. */
static gboolean
is_wanted (const AmbOwnTrack *track, const AmbOwnModule *module)
{
  return module->standing != AMB_OWN_MODULE_DONE && (track->needed > 0 || module->is_required);
}

static gboolean
is_enough (const AmbOwnTrack *track, const AmbOwnModule *next)
{
  return track->n_done > 0 &&
         (next == NULL || (track->needed > 0 && track->n_done >= track->needed));
}

static gboolean
is_told_by_oneself (const AmbOwnModule *module)
{
  return module->kind != NULL &&
         (g_str_equal (module->kind->id, "read") || g_str_equal (module->kind->id, "video"));
}

/* Where the person stands on a track that runs. */
static void
find_step (AmbOwnTrack *track)
{
  AmbOwnModule *next = NULL;

  if (!track->is_running || g_strcmp0 (track->standing->id, "waiting_review") == 0)
    return;
  for (guint i = 0; i < track->modules->len && next == NULL; i++)
    if (is_wanted (track, g_ptr_array_index (track->modules, i)))
      next = g_ptr_array_index (track->modules, i);
  if (is_enough (track, next))
    {
      track->step = AMB_OWN_STEP_HAND_IN;
      return;
    }
  if (next != NULL)
    next->standing = AMB_OWN_MODULE_NEXT;
  track->next = next;
  if (!track->is_begun)
    track->step = AMB_OWN_STEP_BEGIN;
  else if (next != NULL)
    track->step = is_told_by_oneself (next) ? AMB_OWN_STEP_DONE : AMB_OWN_STEP_OPEN;
}

AmbOwnTraining *
amb_own_training_load (AmbStore *store, const char *person, GError **error)
{
  g_autoptr (AmbOwnTraining) self = g_new0 (AmbOwnTraining, 1);

  self->tracks = g_ptr_array_new_with_free_func (track_free);
  self->open = g_ptr_array_new_with_free_func (open_track_free);
  if (!read_rows (self, store, person, enrolments_sql, take_enrolment, error) ||
      !read_rows (self, store, person, modules_sql, take_module, error) ||
      !read_rows (self, store, person, certificates_sql, take_certificate, error) ||
      !read_rows (self, store, person, open_sql, take_open, error))
    return NULL;
  for (guint i = 0; i < self->tracks->len; i++)
    find_step (g_ptr_array_index (self->tracks, i));
  return g_steal_pointer (&self);
}
