#include "amb-ahead-transport.h"
#include "sim.h"

#include "amb-error.h"

#include <string.h>

static GBytes *
serve_digest (SimWorld *self,
              const AmbPrincipal *principal,
              const AmbSyncRequest *request,
              GError **error)
{
  const AmbDigestQuery query = {
    .cursor = request->cursor,
    .scope = request->scope,
    .entity = request->entity,
    .bucket = request->bucket,
    .limit = AMB_PAGE_ROWS,
  };

  return amb_server_core_digest (self->core, principal, &query, request->id, error);
}

/* The server's side of one request, as server/http would do it. */
static GBytes *
serve (SimWorld *self, const AmbPrincipal *principal, SimMessage *message, GError **error)
{
  const AmbSyncRequest *request = message->request;
  g_autofree char *text = NULL;

  if (request->kind == AMB_SYNC_PULL)
    return amb_server_core_pull_anew (self->core, principal, request->cursor, request->reset,
                                      request->limit, request->id, error);
  if (request->kind == AMB_SYNC_DIGEST)
    return serve_digest (self, principal, request, error);
  if (request->kind == AMB_SYNC_PUSH)
    return amb_server_core_push (self->core, principal, request->body, error);
  if (!amb_server_core_register_device (self->core, principal, request->device, error))
    return NULL;
  text = g_strdup_printf ("{\"schema\":%u}", amb_schema_version ());
  return g_bytes_new (text, strlen (text));
}

static AmbSyncResponse *
dup_problem (const GError *error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  amb_problem_append_json (error, NULL, text);
  body = g_bytes_new (text->str, text->len);
  return amb_sync_response_new (amb_problem_get_status (amb_problem_from_error (error)), body, 0);
}

/* Who is told that there is nothing to come for must miss nothing: the page says no more than its
 * head and its end. */
static void
check_news (SimWorld *self, SimClient *client, GBytes *page)
{
  gsize length;
  const char *text = g_bytes_get_data (page, &length);
  guint lines = 0;

  for (gsize i = 0; i < length; i++)
    lines += text[i] == '\n';
  if (lines > 2)
    sim_fail (self, "I10: client %u would wait although there is news", client->index);
}

/* A problem that nothing which is played here explains. */
static void
check_problem (SimWorld *self, SimClient *client, const SimMessage *message, const GError *error)
{
  AmbProblemCode code = amb_problem_from_error (error);
  gboolean is_old = message->request->schema + 1 < amb_schema_version ();

  if ((code == AMB_PROBLEM_DEVICE_FORK && self->is_copied) || self->is_restored ||
      (code == AMB_PROBLEM_TOO_OLD && is_old) ||
      (code == AMB_PROBLEM_NOT_FOUND && message->request->kind == AMB_SYNC_DIGEST))
    return;
  sim_fail (self, "I3: the server says “%s” to client %u, and it had no reason",
            amb_problem_get_name (code), client->index);
}

/* The answer, or NULL when the server died over it. */
static AmbSyncResponse *
ask_server (SimWorld *self, SimMessage *message, guint crash_at)
{
  SimClient *client = &self->clients[message->client];
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPrincipal) principal = NULL;
  g_autoptr (GBytes) body = NULL;
  gboolean news = TRUE;

  test_levels_use (self->level);
  sim_arm (crash_at);
  principal = amb_server_core_authenticate (self->core, client->token, &error);
  if (principal && !amb_server_core_check_schema (message->request->schema, &error))
    g_clear_pointer (&principal, amb_principal_free);
  if (principal && message->request->kind == AMB_SYNC_PULL && !message->request->reset)
    news = amb_server_core_has_news (self->core, principal, message->request->cursor);
  if (principal)
    body = serve (self, principal, message, &error);
  if (sim_disarm ())
    {
      sim_server_kill (self);
      return NULL;
    }
  if (!body)
    {
      sim_note (self, "the server says no to client %u: %s", client->index, error->message);
      check_problem (self, client, message, error);
      return dup_problem (error);
    }
  if (!news)
    check_news (self, client, body);
  sim_note (self, "the server answers client %u:\n%.*s", client->index,
            (int) g_bytes_get_size (body), (const char *) g_bytes_get_data (body, NULL));
  if (message->request->kind == AMB_SYNC_PUSH)
    {
      sim_note (self, "to\n%.*s", (int) g_bytes_get_size (message->request->body),
                (const char *) g_bytes_get_data (message->request->body, NULL));
      sim_oracle_pushed (self, client, message->request->body, body);
    }
  return amb_sync_response_new (200, body, 0);
}

/* A body that was cut or changed on the way must be thrown away. */
static AmbSyncResponse *
damage (SimWorld *self, AmbSyncResponse *response)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);
  g_autofree char *copy = g_memdup2 (data, length);
  g_autoptr (GBytes) body = NULL;

  if (length > 2 && sim_chance (&self->random, 50))
    length = sim_random (&self->random, length);
  else if (length > 2)
    {
      /* Another digit is still JSON: only the hash can tell. It covers all but the last line. */
      const char *last = g_strrstr_len (copy, length - 1, "\n");
      guint end = last ? last - copy : 0;
      guint at = end > 0 ? sim_random (&self->random, end) : 0;

      while (at < end && !g_ascii_isdigit (copy[at]))
        at++;
      if (at < end)
        copy[at] = copy[at] == '9' ? '1' : copy[at] + 1;
    }
  body = g_bytes_new (copy, length);
  return amb_sync_response_new (response->status, body, 0);
}

static AmbSyncRequest *
dup_request (const AmbSyncRequest *request)
{
  AmbSyncRequest *copy = amb_sync_request_new (request->kind, request->id);

  copy->next_id = g_strdup (request->next_id);
  copy->schema = request->schema;

  copy->generation = request->generation;
  copy->device = g_strdup (request->device);
  copy->cursor = g_strdup (request->cursor);
  copy->reset = g_strdup (request->reset);
  copy->scope = g_strdup (request->scope);
  copy->entity = g_strdup (request->entity);
  copy->bucket = request->bucket;
  copy->limit = request->limit;
  copy->body = request->body ? g_bytes_ref (request->body) : NULL;
  return copy;
}

static SimMessage *
dup_message (const SimMessage *message)
{
  SimMessage *copy = g_new0 (SimMessage, 1);

  copy->client = message->client;
  copy->incarnation = message->incarnation;
  copy->is_ahead = message->is_ahead;
  copy->request = dup_request (message->request);
  if (message->response)
    copy->response = amb_sync_response_new (message->response->status, message->response->body, 0);
  return copy;
}

static AmbSyncRequest *
plan_request (SimClient *client, SimAsk ask, GError **error)
{
  if (ask == SIM_PUSH)
    return amb_sync_engine_plan_push (client->engine, error);
  if (ask == SIM_DIGEST)
    return amb_sync_engine_plan_digest (client->engine, error);
  return amb_sync_engine_plan_pull (client->engine, 0, error);
}

static SimMessage *
plan_message (SimWorld *self, SimClient *client, SimAsk ask, guint crash_at)
{
  g_autoptr (GError) error = NULL;
  SimMessage *message;
  AmbSyncRequest *request;

  test_levels_use (client->level);
  sim_arm (crash_at);
  request = plan_request (client, ask, &error);
  if (sim_disarm ())
    {
      g_clear_pointer (&request, amb_sync_request_free);
      sim_client_kill (self, client);
      return NULL;
    }
  /* Whom the server no longer serves says so, and needn't ask again. */
  if (error &&
      !(g_error_matches (error, AMB_ERROR, AMB_ERROR_TOO_NEW) && client->level + 1 < self->level))
    sim_fail (self, "I10: client %u can't plan: %s", client->index, error->message);
  if (!request)
    return NULL;
  if (request->kind == AMB_SYNC_PUSH)
    {
      sim_oracle_sent (self, client, request->body);
      sim_decisions_check_sent (self, client, request->body);
    }
  message = g_new0 (SimMessage, 1);
  message->client = client->index;
  message->incarnation = client->incarnation;
  message->request = request;
  return message;
}

/* What #AmbAheadTransport does: the next page is asked for when this one arrives, whether or not it
 * is applied. */
static void
ask_ahead (SimWorld *self, const SimMessage *message, const AmbSyncResponse *response)
{
  AmbSyncRequest *request = amb_sync_request_dup_next (message->request, response);
  SimMessage *ahead;

  if (!request)
    return;
  ahead = g_new0 (SimMessage, 1);
  ahead->client = message->client;
  ahead->incarnation = message->incarnation;
  ahead->request = request;
  ahead->is_ahead = TRUE;
  sim_note (self, "client %u asks ahead", ahead->client);
  g_ptr_array_add (self->messages, ahead);
}

/* A pull is planned: what was asked ahead for it becomes its message; what was for another is let
 * go. */
static SimMessage *
take_ahead (SimWorld *self, SimMessage *message)
{
  SimMessage *taken = NULL;

  if (message->request->kind != AMB_SYNC_PULL)
    return message;
  for (guint i = self->messages->len; i > 0; i--)
    {
      SimMessage *ahead = g_ptr_array_index (self->messages, i - 1);

      if (!ahead->is_ahead || ahead->client != message->client)
        continue;
      ahead = g_ptr_array_steal_index_fast (self->messages, i - 1);
      message->request->limit = ahead->request->limit;
      if (!taken && ahead->incarnation == message->incarnation &&
          amb_sync_request_asks_the_same (message->request, ahead->request))
        taken = ahead;
      else
        sim_message_free (ahead);
    }
  if (!taken)
    return message;
  sim_note (self, "client %u takes what it asked ahead", message->client);
  g_clear_pointer (&message->response, amb_sync_response_free);
  message->response = g_steal_pointer (&taken->response);
  sim_message_free (taken);
  return message;
}

static guint
pick_crash (SimWorld *self)
{
  return sim_chance (&self->random, 6) ? 1 + sim_random (&self->random, 3) : 0;
}

guint
sim_pick_limit (SimWorld *self)
{
  return 1 + sim_random (&self->random, sim_chance (&self->random, 60) ? 3 : 12);
}

void
sim_plan (SimWorld *self, SimClient *client, SimAsk ask)
{
  SimMessage *message = plan_message (self, client, ask, pick_crash (self));

  if (!message)
    return;
  sim_note (self, "client %u sends a %s", client->index,
            message->request->kind == AMB_SYNC_PULL     ? "pull"
            : message->request->kind == AMB_SYNC_PUSH   ? "push"
            : message->request->kind == AMB_SYNC_DIGEST ? "digest"
                                                        : "registration");
  message->request->limit = sim_pick_limit (self);
  g_ptr_array_add (self->messages, take_ahead (self, message));
}

static void
apply_message (SimWorld *self,
               SimMessage *message,
               const AmbSyncResponse *response,
               gboolean damaged,
               guint crash_at)
{
  SimClient *client = &self->clients[message->client];
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;
  gboolean applied;

  test_levels_use (client->level);
  sim_arm (crash_at);
  applied = amb_sync_engine_apply (client->engine, message->request, response, &outcome, &error);
  if (sim_disarm ())
    {
      sim_client_kill (self, client);
      return;
    }
  sim_note (self, "client %u gets the answer: %s", client->index,
            !applied          ? error->message
            : outcome.applied ? "applied"
                              : "stale");
  if (!applied && !damaged && response->status < 300)
    sim_fail (self, "I10: client %u can't apply an answer: %s", client->index, error->message);
  if (damaged && applied && outcome.applied)
    sim_fail (self, "I6: client %u applied a damaged answer", client->index);
  if (applied && outcome.applied && !client->damage)
    sim_oracle_check_view (self, client);
  if (applied && outcome.compared)
    sim_note_comparison (self, client);
}

/* The answer is at the client. */
static void
arrive (SimWorld *self,
        SimMessage *message,
        const AmbSyncResponse *response,
        gboolean damaged,
        guint crash_at)
{
  if (sim_chance (&self->random, 70))
    ask_ahead (self, message, response);
  apply_message (self, message, response, damaged, crash_at);
}

static void
deliver_response (SimWorld *self, SimMessage *message)
{
  if (message->response->status < 300 && message->request->kind != AMB_SYNC_REGISTER &&
      sim_chance (&self->random, 8))
    {
      g_autoptr (AmbSyncResponse) broken = damage (self, message->response);

      if (!g_bytes_equal (broken->body, message->response->body))
        {
          arrive (self, message, broken, TRUE, 0);
          return;
        }
    }
  arrive (self, message, message->response, FALSE, pick_crash (self));
}

/* Takes a message at random: late, early, twice or never. */
void
sim_deliver (SimWorld *self)
{
  guint index;
  g_autoptr (GPtrArray) kept = NULL;
  SimMessage *message;

  if (self->messages->len == 0)
    return;
  index = sim_random (&self->random, self->messages->len);
  message = g_ptr_array_index (self->messages, index);
  if (message->is_ahead && message->response)
    return; /* it waits for its plan */
  if (sim_chance (&self->random, 15))
    {
      sim_note (self, "a message of client %u is lost", message->client);
      g_ptr_array_remove_index_fast (self->messages, index);
      return;
    }
  if (sim_chance (&self->random, 15))
    {
      sim_note (self, "a message of client %u is doubled", message->client);
      g_ptr_array_add (self->messages, dup_message (message));
    }
  message = g_ptr_array_steal_index_fast (self->messages, index);
  if (message->response)
    {
      deliver_response (self, message);
      sim_message_free (message);
      return;
    }
  message->response = ask_server (self, message, pick_crash (self));
  if (message->response)
    g_ptr_array_add (self->messages, message);
  else
    sim_message_free (message);
}

gboolean
sim_exchange (SimWorld *self, SimClient *client, SimAsk ask, guint limit)
{
  SimMessage *message = plan_message (self, client, ask, 0);

  if (!message)
    return FALSE;
  message->request->limit = limit;
  message = take_ahead (self, message);
  if (!message->response)
    message->response = ask_server (self, message, 0);
  arrive (self, message, message->response, FALSE, 0);
  sim_message_free (message);
  return TRUE;
}

void
sim_overtake (SimWorld *self, SimClient *client)
{
  SimMessage *push = plan_message (self, client, SIM_PUSH, 0);

  if (!push)
    return;
  sim_note (self, "a page of client %u overtakes the answer to its push", client->index);
  push->response = ask_server (self, push, 0);
  sim_exchange (self, client, SIM_PULL, 100);
  arrive (self, push, push->response, FALSE, 0);
  sim_message_free (push);
}
