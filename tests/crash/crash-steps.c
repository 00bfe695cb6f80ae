#include "amb-push.h"
#include "crash-private.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *name;
  CrashSide side;
  gboolean (*run) (CrashWorld *self, GError **error);
  gboolean lasts; /* it must be done whatever became of the exchange */
  guint back;     /* after an error it goes on so many steps before */
} Step;

static const AmbEntity *
get_people (void)
{
  return amb_entity_find ("ambassador");
}

static gboolean
add_person (CrashWorld *self, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (get_people (), NULL);
  g_autofree char *id = NULL;

  amb_record_set (record, "display-name", "Zoé Typed");
  amb_record_set (record, "email", "zoe@example.com");
  amb_record_set (record, "state", "identified");
  amb_record_set (record, "node-id", CRASH_NODE (2));
  id = amb_programme_add (self->programme, record, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}

static gboolean
set_title (CrashWorld *self, GError **error)
{
  return amb_programme_set_field (self->programme, get_people (), CRASH_PERSON (0), "job-title",
                                  "typed title", error);
}

static gboolean
set_notes (CrashWorld *self, GError **error)
{
  return amb_programme_set_field (self->programme, get_people (), CRASH_PERSON (1), "notes",
                                  "typed notes, of more than one word", error);
}

static gboolean
set_roles (CrashWorld *self, GError **error)
{
  return amb_programme_set_field (self->programme, get_people (), CRASH_PERSON (3), "roles",
                                  "[\"curator\",\"trainer\"]", error);
}

static gboolean
move_person (CrashWorld *self, GError **error)
{
  return amb_programme_move (self->programme, get_people (), CRASH_PERSON (2), "nominated",
                             "because", error);
}

static gboolean
remove_task (CrashWorld *self, GError **error)
{
  return amb_programme_remove (self->programme, amb_entity_find ("task"), CRASH_TASK, error);
}

static gboolean
import_people (CrashWorld *self, GError **error)
{
  g_autoptr (GString) text = g_string_new ("Name,E-mail,Job title,Node\n");
  g_autofree char *path = g_build_filename (self->folder, "people.csv", NULL);
  g_autoptr (AmbImportReport) report = NULL;

  for (guint i = 0; i < CRASH_ROWS; i++)
    g_string_append_printf (text, "Imported %02u,i%02u@example.com,Engineer %u,Node 2\n", i, i, i);
  if (!g_file_set_contents (path, text->str, -1, error) ||
      !amb_import_file (self->programme, get_people (), path, NULL, &report, error))
    return FALSE;
  if (report->created != CRASH_ROWS)
    g_error ("the import made %d rows", (int) report->created);
  return TRUE;
}

/* The answer as a desktop gets it; NULL with @error when it was the server's own file that failed.
 */
static AmbSyncResponse *
ask (CrashWorld *self, const AmbSyncRequest *request, GError **error)
{
  static const char account[] = "{\"name\":\"Lea\",\"access\":\"lead\"}";
  g_autofree char *token = crash_world_read_token (self, "desktop", 1);
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbPrincipal) principal = amb_server_core_authenticate (self->core, token, &local);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (principal && request->kind == AMB_SYNC_PULL)
    body = amb_server_core_pull (self->core, principal, request->cursor, request->limit,
                                 request->id, &local);
  else if (principal && request->kind == AMB_SYNC_PUSH)
    body = amb_server_core_push (self->core, principal, request->body, &local);
  else if (principal &&
           amb_server_core_register_device (self->core, principal, request->device, &local))
    body = g_bytes_new_static (account, sizeof account - 1);
  if (body)
    return amb_sync_response_new (200, body, 0);
  if (amb_problem_get_status (amb_problem_from_error (local)) >= 500)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  amb_problem_append_json (local, NULL, text);
  body = g_bytes_new (text->str, text->len);
  return amb_sync_response_new (amb_problem_get_status (amb_problem_from_error (local)), body, 0);
}

/* Operations of a manager's desktop; sent again they are known by their numbers. */
static gboolean
push_elsewhere (CrashWorld *self, gint64 n0, const char *const (*ops)[4], guint n, GError **error)
{
  g_autofree char *token = crash_world_read_token (self, "manager", 1);
  g_autofree char *device = crash_world_read_token (self, "manager", 2);
  g_autoptr (AmbPrincipal) principal = amb_server_core_authenticate (self->core, token, error);
  g_autoptr (AmbFrameWriter) writer = amb_push_writer_new (device, n0, "elsewhere");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (AmbPushReply) reply = NULL;

  if (!principal)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *op = g_strdup_printf ("01900000-0000-7000-8000-%012d", (int) n0 * 100 + i);

      amb_push_writer_add (writer, n0 + i, op, op, ops[i][0], ops[i][1], ops[i][2], ops[i][3], 0);
    }
  body = amb_frame_writer_finish (writer, "ops", NULL);
  answer = amb_server_core_push (self->core, principal, body, error);
  reply = answer ? amb_push_reply_read (answer, error) : NULL;
  for (guint i = 0; reply && i < reply->results->len; i++)
    if (((AmbPushResult *) reply->results->pdata[i])->status != AMB_PUSH_APPLIED)
      g_error ("operation %u from elsewhere was not applied", i);
  return reply != NULL;
}

static gboolean
edit_elsewhere (CrashWorld *self, GError **error)
{
  static const char *const ops[][4] = {
    { "ambassador", CRASH_PERSON (0), "patch",
      "{\"set\":{\"job-title\":\"their title\"},\"bv\":{\"job-title\":9999}}" },
    { "ambassador", CRASH_PERSON (1), "patch",
      "{\"set\":{\"country\":\"FR\"},\"bv\":{\"country\":9999}}" },
    { "ambassador", CRASH_PERSON (9), "create",
      "{\"set\":{\"display-name\":\"Elsewhere\",\"node-id\":\"" CRASH_NODE (2) "\"}}" },
    { "ambassador", CRASH_PERSON (4), "delete", "{\"base\":9999}" },
  };

  return push_elsewhere (self, 1, ops, G_N_ELEMENTS (ops), error);
}

/* In a node of whose rows nobody has heard yet, and which is not the desktop's. */
static gboolean
add_hidden_person (CrashWorld *self, GError **error)
{
  static const char *const ops[][4] = {
    { "ambassador", CRASH_PERSON (8), "create",
      "{\"set\":{\"display-name\":\"Hidden\",\"node-id\":\"" CRASH_NODE (5) "\"}}" },
  };

  return push_elsewhere (self, 5, ops, G_N_ELEMENTS (ops), error);
}

/* One node is lost, and one is won in which there is nobody yet. */
static gboolean
change_grants (CrashWorld *self, GError **error)
{
  const char *const nodes[] = { CRASH_NODE (2), CRASH_NODE (4), NULL };
  g_autofree char *number = crash_world_read_token (self, "desktop", 0);

  return amb_server_core_set_grants (self->core, g_ascii_strtoll (number, NULL, 10),
                                     AMB_ACCESS_LEAD, nodes, error);
}

static gboolean
apply (CrashWorld *self, AmbSyncOutcome *outcome, GError **error)
{
  g_autoptr (AmbSyncRequest) request = g_steal_pointer (&self->request);
  g_autoptr (AmbSyncResponse) response = g_steal_pointer (&self->response);

  if (!amb_sync_engine_apply (self->engine, request, response, outcome, error))
    return FALSE;
  if (outcome->account)
    amb_programme_load_actor (self->programme);
  return TRUE;
}

static void
forget (CrashWorld *self)
{
  g_clear_pointer (&self->request, amb_sync_request_free);
  g_clear_pointer (&self->response, amb_sync_response_free);
}

static gboolean
plan_push (CrashWorld *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  forget (self);
  self->request = amb_sync_engine_plan_push (self->engine, &local);
  if (!local)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
serve (CrashWorld *self, GError **error)
{
  if (!self->request)
    return TRUE;
  self->response = ask (self, self->request, error);
  return self->response != NULL;
}

static gboolean
apply_reply (CrashWorld *self, GError **error)
{
  AmbSyncOutcome outcome;

  return !self->request || apply (self, &outcome, error);
}

/* The seeded defect: the first half of the page's rows goes in by itself. */
static gboolean
apply_half (CrashWorld *self, GError **error)
{
  gsize size;
  const char *body = g_bytes_get_data (self->response->body, &size);
  g_autofree char *text = g_strndup (body, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  g_autofree char *members =
      g_strdup_printf ("\"cursor\":\"%s\",\"mark\":0,\"more\":true,\"req\":\"%s\"",
                       self->request->cursor, self->request->id);
  g_autoptr (GBytes) half = NULL;
  AmbSyncOutcome outcome;

  for (guint i = 0; i < g_strv_length (lines) / 2; i++)
    {
      g_string_append (amb_frame_writer_get_buffer (writer), lines[i]);
      amb_frame_writer_end_line (writer, g_str_has_prefix (lines[i], "{\"k\":\"put\"") ||
                                             g_str_has_prefix (lines[i], "{\"k\":\"rm\""));
    }
  half = amb_frame_writer_finish (writer, "rows", members);
  g_clear_pointer (&self->response, amb_sync_response_free);
  self->response = amb_sync_response_new (200, half, 0);
  return apply (self, &outcome, error);
}

static gboolean
pull (CrashWorld *self, gboolean *more, GError **error)
{
  g_autoptr (GError) local = NULL;
  AmbSyncOutcome outcome;

  *more = FALSE;
  for (guint i = self->defect == CRASH_HALF_PAGES ? 0 : 1; i < 2; i++)
    {
      forget (self);
      self->request = amb_sync_engine_plan_pull (self->engine, 0, &local);
      if (local)
        return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
      if (!self->request)
        return TRUE;
      self->request->limit = CRASH_PAGE;
      if (!serve (self, error) ||
          !(i == 0 ? apply_half (self, error) : apply (self, &outcome, error)))
        return FALSE;
    }
  *more = outcome.more;
  return TRUE;
}

static gboolean
pull_page (CrashWorld *self, GError **error)
{
  gboolean more;

  return pull (self, &more, error);
}

static gboolean
push (CrashWorld *self, GError **error)
{
  return plan_push (self, error) && serve (self, error) && apply_reply (self, error);
}

static gboolean
restart_client (CrashWorld *self, GError **error)
{
  crash_world_close_side (self, CRASH_CLIENT);
  crash_world_open_side (self, CRASH_CLIENT);
  return TRUE;
}

static gboolean
restart_server (CrashWorld *self, GError **error)
{
  crash_world_close_side (self, CRASH_SERVER);
  crash_world_open_side (self, CRASH_SERVER);
  return TRUE;
}

static const Step steps[] = {
  { "a person is added", CRASH_CLIENT, add_person, TRUE, 0 },
  { "a title is typed", CRASH_CLIENT, set_title, TRUE, 0 },
  { "notes are typed", CRASH_CLIENT, set_notes, TRUE, 0 },
  { "roles are set", CRASH_CLIENT, set_roles, TRUE, 0 },
  { "a person is moved", CRASH_CLIENT, move_person, TRUE, 0 },
  { "a task is removed", CRASH_CLIENT, remove_task, TRUE, 0 },
  { "rows are imported", CRASH_CLIENT, import_people, TRUE, 0 },
  { "another desktop's push", CRASH_SERVER, edit_elsewhere, TRUE, 0 },
  { "a push is planned", CRASH_CLIENT, plan_push, FALSE, 0 },
  { "the push is taken", CRASH_SERVER, serve, FALSE, 1 },
  { "its reply is applied", CRASH_CLIENT, apply_reply, FALSE, 2 },
  { "grants are changed", CRASH_SERVER, change_grants, TRUE, 0 },
  { "another desktop's second push", CRASH_SERVER, add_hidden_person, TRUE, 0 },
  { "the desktop starts anew", CRASH_CLIENT, restart_client, FALSE, 0 },
  { "the server starts anew", CRASH_SERVER, restart_server, FALSE, 0 },
  { "page 1", CRASH_CLIENT, pull_page, FALSE, 0 },
  { "page 2", CRASH_CLIENT, pull_page, FALSE, 0 },
  { "page 3", CRASH_CLIENT, pull_page, FALSE, 0 },
  { "page 4", CRASH_CLIENT, pull_page, FALSE, 0 },
  { "page 5", CRASH_CLIENT, pull_page, FALSE, 0 },
  { "page 6", CRASH_CLIENT, pull_page, FALSE, 0 },
  { "the account is asked", CRASH_CLIENT, push, FALSE, 0 },
};

guint
crash_world_get_n_steps (void)
{
  return G_N_ELEMENTS (steps);
}

const char *
crash_world_get_step_name (guint step)
{
  return steps[step].name;
}

CrashSide
crash_world_get_step_side (guint step)
{
  return steps[step].side;
}

gboolean
crash_world_run_step (CrashWorld *self, guint step, GError **error)
{
  return steps[step].run (self, error);
}

guint
crash_world_get_retry (guint step)
{
  return step - steps[step].back;
}

gboolean
crash_world_settle (CrashWorld *self, GError **error)
{
  for (guint round = 0; round < 20; round++)
    {
      gboolean more = TRUE;

      amb_clock_advance (self->clocks[CRASH_CLIENT], 1000);
      if (!push (self, error))
        return FALSE;
      while (more)
        if (!pull (self, &more, error))
          return FALSE;
      if (!amb_sync_engine_is_at_head (self->engine))
        continue;
      if (!plan_push (self, error))
        return FALSE;
      if (!self->request)
        return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "it never comes to an end");
  return FALSE;
}

gboolean
crash_world_finish (CrashWorld *self, guint from, char **failure)
{
  g_autoptr (GError) error = NULL;
  gboolean done = TRUE;

  for (guint i = from; done && i < G_N_ELEMENTS (steps); i++)
    if (steps[i].lasts && !(done = crash_world_run_step (self, i, &error)))
      *failure = g_strdup_printf ("when it went on: %s: %s", steps[i].name, error->message);
  if (done && !(done = crash_world_settle (self, &error)))
    *failure = g_strdup_printf ("when it was told: %s", error ? error->message : "?");
  return done;
}
