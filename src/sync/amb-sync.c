#include "amb-sync.h"

#include "amb-credentials.h"
#include "amb-error.h"
#include "amb-soup-transport.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-private.h"

#include <glib/gi18n-lib.h>

/* Rounds without anything new before a synchronisation that can't finish gives up. */
#define IDLE_ROUNDS 5

char *
amb_sync_dup_folder (AmbStore *store)
{
  g_autofree char *file = NULL;

  if (!amb_db_query_text (amb_store_get_db (store), &file, NULL,
                          "SELECT file FROM pragma_database_list WHERE name = 'main'", NULL) ||
      !file || *file == '\0')
    return g_get_current_dir ();
  return g_path_get_dirname (file);
}

AmbTransport *
amb_sync_open_transport (AmbStore *store, GError **error)
{
  g_autofree char *url = amb_store_dup_meta (store, AMB_SYNC_META_URL);
  g_autofree char *folder = amb_sync_dup_folder (store);
  g_autofree char *token = NULL;

  if (!url)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("This profile is not connected to a server. Connect it first."));
      return NULL;
    }
  token = amb_credentials_lookup (folder, url, NULL, error);
  return token ? AMB_TRANSPORT (amb_soup_transport_new (url, token)) : NULL;
}

static gboolean
count_records (AmbStore *store, gint64 *count, GError **error)
{
  *count = 0;
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM \"%s\"", (*entity)->collection);
      gint64 n = 0;

      if ((*entity)->kind == AMB_KIND_SINGLETON)
        continue;
      if (!amb_db_query_int (amb_store_get_db (store), &n, 0, error, sql, NULL))
        return FALSE;
      *count += n;
    }
  return TRUE;
}

static gboolean
check_profile (AmbStore *store, GError **error)
{
  g_autofree char *url = amb_store_dup_meta (store, AMB_SYNC_META_URL);
  gint64 count = 0;

  if (url)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("This profile is connected to %s already. Disconnect it first."), url);
      return FALSE;
    }
  if (amb_store_get_meta_int (store, "sample", 0) != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("This profile holds the sample programme, which is never sent to a server. "
                      "Connect from an empty profile."));
      return FALSE;
    }
  if (!count_records (store, &count, error))
    return FALSE;
  if (count == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               g_dngettext (GETTEXT_PACKAGE,
                            "This profile holds a programme of its own (%d record). Keep it apart: "
                            "connect from an empty profile.",
                            "This profile holds a programme of its own (%d records). Keep it "
                            "apart: connect from an empty profile.",
                            (gulong) count),
               (int) count);
  return FALSE;
}

/* Sends one request outside of the engine; a problem becomes @error. */
static GBytes *
ask (AmbTransport *transport,
     AmbSyncKind kind,
     const char *device,
     AmbClock *clock,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree char *id = amb_clock_dup_id (clock);
  g_autoptr (AmbSyncRequest) request = amb_sync_request_new (kind, id);
  g_autoptr (AmbSyncResponse) response = NULL;

  request->device = g_strdup (device);
  response = amb_transport_send (transport, request, cancellable, error);
  if (!response)
    return NULL;
  if (response->status >= 300)
    {
      g_autoptr (GError) problem = amb_sync_read_problem (response);

      amb_sync_translate (problem, error);
      return NULL;
    }
  return g_bytes_ref (response->body);
}

/* Is it a server of Ambassade at all, and one that speaks this protocol? */
static AmbJson *
ask_meta (AmbTransport *transport,
          const char *url,
          AmbClock *clock,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GBytes) body = ask (transport, AMB_SYNC_META, NULL, clock, cancellable, error);
  g_autoptr (AmbJson) json = NULL;
  gsize length;
  const char *data;
  gint64 protocol = 0;

  if (!body)
    return NULL;
  data = g_bytes_get_data (body, &length);
  json = length > 0 ? amb_json_parse (data, length, NULL) : NULL;
  if (json)
    protocol = amb_json_node_get_member_int (amb_json_get_root (json), "protocol", 0);
  if (protocol == 1)
    return g_steal_pointer (&json);
  if (protocol > 1)
    g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW,
                 _ ("The server %s is newer than this program. Update Ambassade, then connect."),
                 url);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL,
                 _ ("There is something at %s, but it isn't a server of Ambassade. Check the "
                    "address."),
                 url);
  return NULL;
}

static gboolean
store_connection (AmbStore *store,
                  const char *url,
                  const char *device,
                  const AmbJsonNode *account,
                  GError **error)
{
  g_autoptr (AmbSyncEngine) engine = amb_sync_engine_new (store, error);

  return engine && amb_sync_engine_begin (engine, url, device, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_REGISTERED, device, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_PRINCIPAL,
                             amb_json_node_get_member_string (account, "name"), error) &&
         amb_store_set_meta (store, AMB_SYNC_META_ACCESS,
                             amb_json_node_get_member_string (account, "access"), error);
}

static gboolean
finish_connection (AmbStore *store,
                   const char *url,
                   const char *token,
                   const char *device,
                   GBytes *registration,
                   GError **error)
{
  g_autofree char *folder = amb_sync_dup_folder (store);
  AmbDb *db = amb_store_get_db (store);
  gsize length;
  const char *data = g_bytes_get_data (registration, &length);
  g_autoptr (AmbJson) json = length > 0 ? amb_json_parse (data, length, NULL) : NULL;
  const AmbJsonNode *root = json ? amb_json_get_root (json) : NULL;

  if (amb_credentials_store (folder, url, token, error) == AMB_CREDENTIALS_NONE)
    return FALSE;
  if (!amb_db_begin (db, error))
    return FALSE;
  if (!store_connection (store, url, device, root, error))
    {
      amb_db_rollback (db);
      return FALSE;
    }
  return amb_db_commit (db, error);
}

gboolean
amb_sync_connect (AmbProgramme *programme,
                  const char *url,
                  const char *token,
                  AmbSyncConnectFlags flags,
                  GCancellable *cancellable,
                  GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  AmbClock *clock = amb_store_get_clock (store);
  g_autofree char *base = amb_soup_transport_dup_base (url, error);
  g_autofree char *trimmed = g_strstrip (g_strdup (token));
  g_autofree char *device = amb_clock_dup_id (clock);
  g_autoptr (AmbTransport) transport = NULL;
  g_autoptr (AmbJson) meta = NULL;
  g_autoptr (GBytes) registration = NULL;

  if (!base || !check_profile (store, error))
    return FALSE;
  transport = AMB_TRANSPORT (amb_soup_transport_new (base, trimmed));
  meta = ask_meta (transport, base, clock, cancellable, error);
  if (!meta)
    return FALSE;
  registration = ask (transport, AMB_SYNC_REGISTER, device, clock, cancellable, error);
  return registration && finish_connection (store, base, trimmed, device, registration, error);
}

static gboolean
clear_records (AmbStore *store, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\"", (*entity)->collection);
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
      gboolean row = FALSE;

      if (!stmt || !amb_stmt_step (stmt, &row, error))
        return FALSE;
      while (row)
        {
          g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
          if (!amb_stmt_step (stmt, &row, error))
            return FALSE;
        }
      for (guint i = 0; i < ids->len; i++)
        if (!amb_store_drop (store, *entity, g_ptr_array_index (ids, i), error))
          return FALSE;
    }
  return amb_db_exec (amb_store_get_db (store),
                      "DELETE FROM journal; DELETE FROM undo_group; DELETE FROM draft", error);
}

gboolean
amb_sync_disconnect (AmbProgramme *programme,
                     AmbSyncDisconnectFlags flags,
                     gint64 *unsent,
                     GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  AmbDb *db = amb_store_get_db (store);
  g_autofree char *url = amb_store_dup_meta (store, AMB_SYNC_META_URL);
  g_autofree char *folder = amb_sync_dup_folder (store);
  g_autoptr (AmbSyncEngine) engine = NULL;
  gint64 waiting = amb_outbox_count_waiting (store);

  if (unsent)
    *unsent = waiting;
  if (!url)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("This profile is not connected to a server."));
      return FALSE;
    }
  if (waiting > 0 && !(flags & AMB_SYNC_DISCONNECT_FORCE))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   g_dngettext (GETTEXT_PACKAGE,
                                "%d change was never sent to the server. Synchronise first.",
                                "%d changes were never sent to the server. Synchronise first.",
                                (gulong) waiting),
                   (int) waiting);
      return FALSE;
    }
  engine = amb_sync_engine_new (store, error);
  if (!engine || !amb_db_begin (db, error))
    return FALSE;
  if (!amb_sync_engine_end (engine, error) ||
      ((flags & AMB_SYNC_DISCONNECT_CLEAR) && !clear_records (store, error)))
    {
      amb_db_rollback (db);
      return FALSE;
    }
  if (!amb_db_commit (db, error))
    return FALSE;
  amb_credentials_clear (folder, url);
  return TRUE;
}

/* One request and its answer; NULL in *@request when there was nothing to ask. */
static gboolean
run_plan (AmbSyncEngine *engine,
          AmbTransport *transport,
          AmbSyncRequest *request,
          AmbSyncOutcome *outcome,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (AmbSyncRequest) owned = request;
  g_autoptr (AmbSyncResponse) response = amb_transport_send (transport, owned, cancellable, error);

  return response && amb_sync_engine_apply (engine, owned, response, outcome, error);
}

static gboolean
run_round (AmbSyncEngine *engine,
           AmbTransport *transport,
           AmbSyncReport *report,
           guint *progress,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  AmbSyncOutcome outcome = { 0 };
  AmbSyncRequest *request = amb_sync_engine_plan_push (engine, &local);
  gboolean is_push = request != NULL;

  if (!request && !local)
    request = amb_sync_engine_plan_pull (engine, 0, &local);
  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (!request)
    return TRUE;
  if (!run_plan (engine, transport, request, &outcome, cancellable, error))
    return FALSE;
  *progress = outcome.rows + outcome.operations + outcome.more + is_push;
  report->received += outcome.rows;
  report->sent += outcome.operations;
  report->findings += outcome.findings;
  return TRUE;
}

static gboolean
run_rounds (AmbStore *store, AmbSyncReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbTransport) transport = amb_sync_open_transport (store, error);
  g_autoptr (AmbSyncEngine) engine = transport ? amb_sync_engine_new (store, error) : NULL;
  gboolean pulled = FALSE;

  if (!engine)
    return FALSE;
  for (guint idle = 0; idle < IDLE_ROUNDS;)
    {
      guint progress = 0;

      if (!run_round (engine, transport, report, &progress, cancellable, error))
        return FALSE;
      idle = progress > 0 ? 0 : idle + 1;
      pulled = pulled || progress == 0;
      if (pulled && amb_sync_engine_is_at_head (engine))
        break;
    }
  return TRUE;
}

gboolean
amb_sync_once (AmbProgramme *programme,
               AmbSyncReport *report,
               GCancellable *cancellable,
               GError **error)
{
  AmbSyncReport own = { 0 };
  gboolean done = run_rounds (amb_programme_get_store (programme), &own, cancellable, error);

  if (report)
    *report = own;
  return done;
}

AmbSyncStatus *
amb_sync_status (AmbProgramme *programme, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbSyncStatus) self = g_new0 (AmbSyncStatus, 1);
  g_autofree char *folder = amb_sync_dup_folder (store);

  self->url = amb_store_dup_meta (store, AMB_SYNC_META_URL);
  self->device = amb_store_dup_meta (store, AMB_SYNC_META_DEVICE);
  self->principal = amb_store_dup_meta (store, AMB_SYNC_META_PRINCIPAL);
  self->access = amb_store_dup_meta (store, AMB_SYNC_META_ACCESS);
  self->last_sync = amb_store_get_meta_int (store, AMB_SYNC_META_LAST_SYNC, 0);
  self->complete = amb_store_get_meta_int (store, AMB_SYNC_META_COMPLETE, 0) != 0;
  self->waiting = amb_outbox_count_waiting (store);
  self->findings = amb_findings_count (store);
  if (self->url)
    {
      AmbCredentialsPlace place;
      g_autofree char *token = amb_credentials_lookup (folder, self->url, &place, NULL);

      self->token_place = amb_credentials_describe (folder, place);
    }
  if (!amb_db_query_int (amb_store_get_db (store), &self->parked, 0, error,
                         "SELECT count (*) FROM outbox WHERE state = ?1", "i",
                         (gint64) AMB_OPERATION_PARKED))
    return NULL;
  return g_steal_pointer (&self);
}

void
amb_sync_status_free (AmbSyncStatus *self)
{
  g_free (self->url);
  g_free (self->device);
  g_free (self->principal);
  g_free (self->access);
  g_free (self->token_place);
  g_free (self);
}
