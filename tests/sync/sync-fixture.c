#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-problem.h"
#include "amb-push.h"

/* 2026-11-23, noon. */
#define NOW G_GINT64_CONSTANT (1795435200000)

static void
open_desk (SyncFixture *self, SyncDesk *desk, const char *name, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, seed);
  g_autofree char *device = amb_clock_dup_id (clock);

  desk->token = amb_server_core_create_token (self->core, name, AMB_ACCESS_MANAGER, NULL, NULL,
                                              &desk->principal, &error);
  g_assert_no_error (error);
  desk->store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  g_assert_no_error (error);
  desk->programme = amb_programme_new (desk->store);
  amb_programme_set_actor (desk->programme, name, NULL, AMB_ACCESS_MANAGER);
  desk->engine = amb_sync_engine_new (desk->store, &error);
  g_assert_no_error (error);
  g_assert_true (amb_sync_engine_begin (desk->engine, "memory:", device, &error));
}

static void
close_desk (SyncDesk *desk)
{
  g_clear_pointer (&desk->engine, amb_sync_engine_free);
  g_clear_object (&desk->programme);
  g_clear_object (&desk->store);
  g_free (desk->token);
}

SyncFixture *
sync_fixture_new (void)
{
  SyncFixture *self = g_new0 (SyncFixture, 1);
  g_autoptr (GError) error = NULL;

  self->clock = amb_clock_new_manual (NOW, 1);
  self->store = amb_store_open (":memory:", AMB_STORE_SERVER, self->clock, &error);
  g_assert_no_error (error);
  self->core = amb_server_core_new (self->store, &error);
  g_assert_no_error (error);
  open_desk (self, &self->a, "Ada", 2);
  open_desk (self, &self->b, "Ben", 3);
  return self;
}

void
sync_fixture_free (SyncFixture *self)
{
  close_desk (&self->a);
  close_desk (&self->b);
  g_clear_object (&self->core);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_free (self);
}

static AmbSyncResponse *
new_problem (const GError *error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  amb_problem_append_json (error, NULL, text);
  body = g_bytes_new (text->str, text->len);
  return amb_sync_response_new (amb_problem_get_status (amb_problem_from_error (error)), body, 0);
}

static GBytes *
write_account (AmbServerCore *core, const AmbPrincipal *principal)
{
  gboolean empty = FALSE;
  g_autoptr (GString) text = g_string_new ("{");

  amb_json_append_key (text, "name");
  amb_json_append_string (text, principal->name);
  amb_json_append_key (text, "access");
  amb_json_append_string (text, amb_access_to_text (principal->access));
  if (principal->person)
    {
      amb_json_append_key (text, "person");
      amb_json_append_string (text, principal->person);
    }
  g_assert_true (amb_server_core_is_empty (core, &empty, NULL));
  if (principal->access == AMB_ACCESS_MANAGER)
    g_string_append_printf (text, ",\"empty\":%s", empty ? "true" : "false");
  g_string_append_printf (text, ",\"schema\":%u}", amb_schema_version ());
  return g_bytes_new (text->str, text->len);
}

static GBytes *
answer_digest (AmbServerCore *core,
               const AmbPrincipal *principal,
               const AmbSyncRequest *request,
               GError **error)
{
  const AmbDigestQuery query = {
    .cursor = request->cursor,
    .scope = request->scope,
    .entity = request->entity,
    .bucket = request->bucket,
    .limit = 100,
  };

  return amb_server_core_digest (core, principal, &query, request->id, error);
}

static AmbSyncResponse *
ask_core (AmbServerCore *core, const char *token, const AmbSyncRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPrincipal) principal = amb_server_core_authenticate (core, token, &error);
  g_autoptr (GBytes) body = NULL;

  if (principal && !amb_server_core_check_schema (request->schema, &error))
    g_clear_pointer (&principal, amb_principal_free);
  if (principal && request->kind == AMB_SYNC_PULL)
    body = amb_server_core_pull_anew (core, principal, request->cursor, request->reset,
                                      request->limit, request->id, &error);
  else if (principal && request->kind == AMB_SYNC_DIGEST)
    body = answer_digest (core, principal, request, &error);
  else if (principal && request->kind == AMB_SYNC_PUSH)
    body = amb_server_core_push (core, principal, request->body, &error);
  else if (principal && amb_server_core_register_device (core, principal, request->device, &error))
    body = write_account (core, principal);
  return body ? amb_sync_response_new (200, body, 0) : new_problem (error);
}

AmbSyncResponse *
sync_fixture_answer (SyncFixture *self, SyncDesk *desk, const AmbSyncRequest *request)
{
  return ask_core (self->core, desk->token, request);
}

static gboolean
exchange (SyncFixture *self, SyncDesk *desk, gboolean push)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = push ? amb_sync_engine_plan_push (desk->engine, &error)
                                            : amb_sync_engine_plan_pull (desk->engine, 0, &error);
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome;

  g_assert_no_error (error);
  if (!request)
    return FALSE;
  response = sync_fixture_answer (self, desk, request);
  amb_sync_engine_apply (desk->engine, request, response, &outcome, &error);
  g_assert_no_error (error);
  if (outcome.account)
    amb_programme_load_actor (desk->programme);
  return outcome.more;
}

void
sync_fixture_run (SyncFixture *self, SyncDesk *desk)
{
  guint rounds = 0;

  do
    {
      amb_clock_advance (amb_store_get_clock (desk->store), 1000);
      while (exchange (self, desk, TRUE))
        ;
      while (exchange (self, desk, FALSE))
        ;
      g_assert_cmpuint (++rounds, <, 20);
    }
  while (!amb_sync_engine_is_at_head (desk->engine));
}

void
sync_fixture_settle (SyncFixture *self)
{
  sync_fixture_run (self, &self->a);
  sync_fixture_run (self, &self->b);
  sync_fixture_run (self, &self->a);
  sync_fixture_run (self, &self->b);
}

char *
sync_fixture_add_person (SyncFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);
  char *id;

  amb_record_set (record, "display-name", "Zoé Martin");
  amb_record_set (record, "job-title", "start");
  amb_record_set (record, "roles", "[\"trainer\"]");
  id = amb_programme_add (self->a.programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  sync_fixture_settle (self);
  return id;
}

const char *
sync_desk_get (SyncDesk *desk, const char *id, const char *field, char **value)
{
  g_autoptr (AmbRecord) record =
      amb_store_lookup (desk->store, amb_entity_find ("ambassador"), id, NULL);

  g_free (*value);
  *value = record && !amb_record_get_deleted (record) ? g_strdup (amb_record_get (record, field))
                                                      : g_strdup ("(gone)");
  return *value;
}

void
sync_desk_set (SyncDesk *desk, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  amb_programme_set_field (desk->programme, amb_entity_find ("ambassador"), id, field, value,
                           &error);
  g_assert_no_error (error);
}

/* The transport: one lock around the core, whose connection is one thread's at a time. */

struct _AmbCoreTransport
{
  GObject parent_instance;

  AmbServerCore *core;
  char *token;
};

static void amb_core_transport_iface_init (AmbTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmbCoreTransport,
                               amb_core_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMB_TYPE_TRANSPORT,
                                                      amb_core_transport_iface_init))

static GMutex lock;
static GCond committed;
static gboolean is_down; /* under the lock */

static void
wake_cb (GCancellable *cancellable, gpointer data)
{
  g_mutex_lock (&lock);
  g_cond_broadcast (&committed);
  g_mutex_unlock (&lock);
}

/* Asked anew each time, as the server does: grants may have changed. */
static gboolean
has_news (AmbCoreTransport *self, const AmbSyncRequest *request)
{
  g_autoptr (AmbPrincipal) principal = amb_server_core_authenticate (self->core, self->token, NULL);

  return !principal || amb_server_core_has_news (self->core, principal, request->cursor);
}

/* A long poll: until there is news, with the lock given away meanwhile. */
static void
wait_for_news (AmbCoreTransport *self, const AmbSyncRequest *request, GCancellable *cancellable)
{
  gint64 until = g_get_monotonic_time () + request->wait * G_USEC_PER_SEC;

  while (request->wait > 0 && !is_down && !g_cancellable_is_cancelled (cancellable) &&
         !has_news (self, request))
    if (!g_cond_wait_until (&committed, &lock, until))
      break;
}

static AmbSyncResponse *
amb_core_transport_send (AmbTransport *transport,
                         const AmbSyncRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  AmbCoreTransport *self = AMB_CORE_TRANSPORT (transport);
  AmbSyncResponse *response = NULL;
  gulong handler =
      cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), NULL, NULL) : 0;

  g_mutex_lock (&lock);
  if (request->kind == AMB_SYNC_PULL)
    wait_for_news (self, request, cancellable);
  if (is_down)
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE, "The server memory: can't be reached.");
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    response = ask_core (self->core, self->token, request);
  g_cond_broadcast (&committed);
  g_mutex_unlock (&lock);
  g_cancellable_disconnect (cancellable, handler);
  return response;
}

static void
amb_core_transport_finalize (GObject *object)
{
  AmbCoreTransport *self = AMB_CORE_TRANSPORT (object);

  g_object_unref (self->core);
  g_free (self->token);
  G_OBJECT_CLASS (amb_core_transport_parent_class)->finalize (object);
}

static void
amb_core_transport_iface_init (AmbTransportInterface *iface)
{
  iface->send = amb_core_transport_send;
}

static void
amb_core_transport_class_init (AmbCoreTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_core_transport_finalize;
}

static void
amb_core_transport_init (AmbCoreTransport *self)
{
}

AmbTransport *
amb_core_transport_new (AmbServerCore *core, const char *token)
{
  AmbCoreTransport *self = g_object_new (AMB_TYPE_CORE_TRANSPORT, NULL);

  self->core = g_object_ref (core);
  self->token = g_strdup (token);
  return AMB_TRANSPORT (self);
}

void
amb_core_transport_set_down (gboolean down)
{
  g_mutex_lock (&lock);
  is_down = down;
  g_cond_broadcast (&committed);
  g_mutex_unlock (&lock);
}

void
amb_core_transport_change_grants (AmbServerCore *core, gint64 principal, AmbAccess access)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&lock);
  amb_server_core_set_grants (core, principal, access, NULL, &error);
  g_assert_no_error (error);
  g_cond_broadcast (&committed);
  g_mutex_unlock (&lock);
}

void
amb_core_transport_revoke (AmbServerCore *core, gint64 principal)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&lock);
  amb_server_core_revoke (core, principal, &error);
  g_assert_no_error (error);
  g_cond_broadcast (&committed);
  g_mutex_unlock (&lock);
}
