#include "amb-sync-connection.h"

#include "amb-credentials.h"
#include "amb-error.h"
#include "amb-soup-transport.h"
#include "amb-sync-account.h"
#include "amb-sync-apart.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-private.h"
#include "amb-sync-send-all.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmbSyncConnection
{
  AmbCredentialsKey *server;
  char *token;
  char *device;
  AmbJson *account; /* nullable: what the server answered the registration */

  gint64 n_records; /* the profile's own */
  gboolean is_sample;
  AmbOwnRecords own;
  char *profile; /* its folder */
  char *apart;   /* nullable: the folder of what is kept apart */
};

void
amb_sync_connection_free (AmbSyncConnection *self)
{
  amb_credentials_key_free (self->server);
  g_free (self->token);
  g_free (self->device);
  g_free (self->profile);
  g_free (self->apart);
  g_clear_pointer (&self->account, amb_json_free);
  g_free (self);
}

static gboolean
check_unconnected (AmbStore *store, GError **error)
{
  g_autofree char *url = amb_store_dup_meta (store, AMB_SYNC_META_URL);

  if (!url)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("This profile is connected to %s already. Disconnect it first."), url);
  return FALSE;
}

/* Moves are left when what moved was removed: they are no records that keep a profile apart. */
static gboolean
look_at_records (AmbSyncConnection *self, AmbStore *store, GError **error)
{
  self->is_sample = amb_store_get_meta_int (store, "sample", 0) != 0;
  return amb_sync_count_records (store, &self->n_records, error);
}

static gboolean
has_records (AmbSyncConnection *self)
{
  return self->n_records > 0 || self->is_sample;
}

static void
set_undecided (AmbSyncConnection *self, GError **error)
{
  if (self->is_sample)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("This profile holds the sample programme, which is never sent to a server. "
                    "Keep it apart, or connect from an empty profile."));
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 g_dngettext (GETTEXT_PACKAGE,
                              "This profile holds a programme of its own (%d record). Send it to "
                              "an empty server, or keep it apart.",
                              "This profile holds a programme of its own (%d records). Send them "
                              "to an empty server, or keep them apart.",
                              (gulong) self->n_records),
                 (int) self->n_records);
}

static gboolean
check_may_send (AmbSyncConnection *self, GError **error)
{
  if (amb_sync_connection_may_send (self))
    return TRUE;
  if (self->is_sample)
    set_undecided (self, error);
  else if (!amb_sync_connection_is_manager (self))
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("Only a manager sends a programme to a server, and the server %s knows you as "
                    "somebody else. Ask its administrator, or keep this programme apart."),
                 self->server->url);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("The server %s is not empty: a programme is there already. Keep this one "
                    "apart."),
                 self->server->url);
  return FALSE;
}

/* What the server says no with, to somebody who is not connected yet: nothing waits here. */
static void
set_problem (const GError *problem, const char *url, GError **error)
{
  int kind = amb_problem_to_error (problem->code);

  switch ((AmbProblemCode) problem->code)
    {
    case AMB_PROBLEM_UNAUTHORIZED:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The server doesn’t know this token. Check that you copied all of it, or ask "
                      "the administrator of %s for another."),
                   url);
      return;
    case AMB_PROBLEM_TOKEN_REVOKED:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("This token was revoked. Ask the administrator of %s for a new one."), url);
      return;
    case AMB_PROBLEM_TOO_OLD:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The server %s is newer than this program. Update Ambassade, then connect."),
                   url);
      return;
    case AMB_PROBLEM_FULL:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The disk of the server %s is full. Ask its administrator to make room, then "
                      "connect."),
                   url);
      return;
    case AMB_PROBLEM_UNAVAILABLE:
    case AMB_PROBLEM_TOO_MANY:
    case AMB_PROBLEM_INTERNAL:
      g_set_error (
          error, AMB_ERROR, kind,
          _ ("The server %s is not available at the moment. Try again in a few minutes; if "
             "that doesn’t help, tell its administrator."),
          url);
      return;
    default:
      g_set_error (error, AMB_ERROR, kind, "%s", problem->message);
    }
}

static void
set_refusal (const AmbSyncResponse *response, const char *url, GError **error)
{
  g_autoptr (GError) problem = amb_sync_read_problem (response);

  if (problem)
    set_problem (problem, url, error);
  else if (amb_sync_is_gateway (response))
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("What stands before the server %s says that it is not available (%u). Try "
                    "again in a few minutes, or ask its administrator."),
                 url, response->status);
  else
    amb_sync_set_foreign (url, error);
}

/* Sends one request outside of the engine; a problem becomes @error. */
static GBytes *
ask (AmbSyncConnection *self,
     AmbTransport *transport,
     AmbSyncKind kind,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (AmbSyncRequest) request = amb_sync_request_new (kind, id);
  g_autoptr (AmbSyncResponse) response = NULL;

  request->device = g_strdup (self->device);
  response = amb_transport_send (transport, request, cancellable, error);
  if (!response)
    return NULL;
  if (amb_sync_is_answer (request, response))
    return g_bytes_ref (response->body);
  set_refusal (response, self->server->url, error);
  return NULL;
}

/* Is it a server of Ambassade at all, and one that speaks this protocol? */
static AmbJson *
ask_meta (AmbSyncConnection *self,
          AmbTransport *transport,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GBytes) body = ask (self, transport, AMB_SYNC_META, cancellable, error);
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
                 self->server->url);
  else
    amb_sync_set_foreign (self->server->url, error);
  return NULL;
}

static gboolean
check_token (const char *token, GError **error)
{
  if (token && token[strspn (token, " \t\r\n")] != '\0')
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("The token is empty. Paste the one that the administrator of the server gave "
                  "you."));
  return FALSE;
}

AmbSyncConnection *
amb_sync_connection_new (AmbProgramme *programme,
                         const char *url,
                         const char *token,
                         GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autofree char *base = amb_soup_transport_dup_base (url, error);
  g_autofree char *folder = amb_sync_dup_folder (store);
  AmbSyncConnection *self;

  if (!base || !check_token (token, error) || !check_unconnected (store, error))
    return NULL;
  self = g_new0 (AmbSyncConnection, 1);
  if (!look_at_records (self, store, error))
    {
      g_free (self);
      return NULL;
    }
  self->profile = g_strdup (folder);
  self->server = amb_credentials_key_new (folder, base);
  self->token = g_strstrip (g_strdup (token));
  self->device = amb_clock_dup_id (amb_store_get_clock (store));
  return self;
}

static gboolean
read_account (AmbSyncConnection *self, GBytes *registration, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (registration, &length);

  self->account = length > 0 ? amb_json_parse (data, length, NULL) : NULL;
  if (self->account)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL,
               _ ("The server %s did not say who signed in. Try again; if that doesn’t help, tell "
                  "its administrator."),
               self->server->url);
  return FALSE;
}

static gboolean
negotiate (AmbSyncConnection *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbSoupTransport) soup = amb_soup_transport_new (self->server->url, self->token);
  AmbTransport *transport = AMB_TRANSPORT (soup);
  g_autoptr (AmbJson) meta = NULL;
  g_autoptr (GBytes) registration = NULL;

  amb_soup_transport_set_first (soup);
  meta = ask_meta (self, transport, cancellable, error);
  if (!meta)
    return FALSE;
  registration = ask (self, transport, AMB_SYNC_REGISTER, cancellable, error);
  return registration && read_account (self, registration, error) &&
         amb_credentials_store (self->server, self->token, cancellable, error) !=
             AMB_CREDENTIALS_NONE;
}

gboolean
amb_sync_connection_negotiate (AmbSyncConnection *self, GCancellable *cancellable, GError **error)
{
  /* libsoup's streams need a context of this thread. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean done;

  g_main_context_push_thread_default (context);
  done = negotiate (self, cancellable, error);
  g_main_context_pop_thread_default (context);
  return done;
}

gint64
amb_sync_connection_count_records (AmbSyncConnection *self)
{
  return self->n_records;
}

gboolean
amb_sync_connection_is_sample (AmbSyncConnection *self)
{
  return self->is_sample;
}

gboolean
amb_sync_connection_is_manager (AmbSyncConnection *self)
{
  const AmbJsonNode *account = self->account ? amb_json_get_root (self->account) : NULL;

  return amb_access_from_text (amb_json_node_get_member_string (account, "access")) ==
         AMB_ACCESS_MANAGER;
}

/* A server that doesn't say so would not keep two programmes from one another. */
gboolean
amb_sync_connection_may_send (AmbSyncConnection *self)
{
  const AmbJsonNode *account = self->account ? amb_json_get_root (self->account) : NULL;

  return !self->is_sample && amb_sync_connection_is_manager (self) &&
         amb_json_node_get_bool (amb_json_node_get_member (account, "empty"), FALSE);
}

gboolean
amb_sync_connection_check (AmbSyncConnection *self,
                           AmbOwnRecords own,
                           const char *folder,
                           GError **error)
{
  if (own == AMB_OWN_APART)
    return amb_sync_check_apart (folder, error);
  if (!has_records (self) || (own == AMB_OWN_SEND && !self->is_sample))
    return TRUE;
  set_undecided (self, error);
  return FALSE;
}

gboolean
amb_sync_connection_choose (AmbSyncConnection *self,
                            AmbOwnRecords own,
                            const char *folder,
                            GError **error)
{
  if (!amb_sync_connection_check (self, own, folder, error) ||
      (own == AMB_OWN_SEND && has_records (self) && !check_may_send (self, error)))
    return FALSE;
  self->own = own;
  g_free (self->apart);
  self->apart = g_canonicalize_filename (folder ? folder : "", NULL);
  return TRUE;
}

/* What is left in an emptied profile: removed records, their moves, and how to bring them back. */
static gboolean
clear_remains (AmbStore *store, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    if (((*entity)->kind == AMB_KIND_ORDINARY || (*entity)->kind == AMB_KIND_APPEND) &&
        !amb_sync_clear_entity (store, *entity, error))
      return FALSE;
  return amb_sync_clear_history (store, error);
}

char *
amb_sync_connection_dup_apart (AmbSyncConnection *self)
{
  return amb_sync_dup_apart (self->profile);
}

/* All of it is in the other profile by now, and with it who acted there. */
static gboolean
leave_apart (AmbStore *store, const char *apart, GError **error)
{
  return amb_sync_clear_records (store, error) &&
         amb_store_set_meta (store, "actor-name", NULL, error) &&
         amb_store_set_meta (store, "actor-person", NULL, error) &&
         amb_store_set_meta (store, "actor-access", NULL, error) &&
         amb_store_set_meta (store, "sample", NULL, error) &&
         amb_sync_note_apart (store, apart, error);
}

static gboolean
settle_records (AmbSyncConnection *self, AmbStore *store, GError **error)
{
  if (!has_records (self))
    return clear_remains (store, error);
  return self->own == AMB_OWN_SEND ? amb_sync_send_all (store, error)
                                   : leave_apart (store, self->apart, error);
}

static gboolean
store_connection (AmbSyncConnection *self, AmbStore *store, GError **error)
{
  g_autoptr (AmbSyncEngine) engine = amb_sync_engine_new (store, error);

  return engine && amb_sync_engine_begin (engine, self->server->url, self->device, error) &&
         settle_records (self, store, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_REGISTERED, self->device, error) &&
         amb_sync_account_take (store, amb_json_get_root (self->account), error);
}

static gboolean
write_connection (AmbSyncConnection *self, AmbStore *store, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  if (!amb_db_begin (db, error))
    return FALSE;
  if (store_connection (self, store, error))
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

gboolean
amb_sync_connection_finish (AmbSyncConnection *self, AmbProgramme *programme, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  gboolean is_apart;

  /* Something may have been typed meanwhile. */
  if (!check_unconnected (store, error) || !look_at_records (self, store, error))
    return FALSE;
  if (has_records (self) && self->own == AMB_OWN_NONE)
    {
      set_undecided (self, error);
      return FALSE;
    }
  if (has_records (self) && self->own == AMB_OWN_SEND && !check_may_send (self, error))
    return FALSE;
  is_apart = has_records (self) && self->own == AMB_OWN_APART;
  if (is_apart && !amb_sync_copy_apart (store, self->profile, self->apart, error))
    return FALSE;
  if (!write_connection (self, store, error))
    {
      if (is_apart)
        amb_sync_undo_apart (self->apart);
      return FALSE;
    }
  amb_programme_load_actor (programme);
  return TRUE;
}

void
amb_sync_connection_abandon (AmbSyncConnection *self)
{
  amb_credentials_clear (self->server, NULL);
}

static gboolean
turn_apart (AmbStore *store, const char *folder, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  if (!amb_db_begin (db, error))
    return FALSE;
  if (amb_db_exec (db, "DELETE FROM outbox; DELETE FROM shadow; DELETE FROM finding", error) &&
      amb_sync_clear_records (store, error) && amb_sync_note_apart (store, folder, error) &&
      amb_store_set_meta (store, AMB_SYNC_META_SENDING, NULL, error) &&
      amb_store_set_meta (store, AMB_SYNC_META_CLAIM, NULL, error))
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

gboolean
amb_sync_keep_apart (AmbProgramme *programme, const char *folder, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autofree char *profile = amb_sync_dup_folder (store);

  if (amb_sync_get_sending (store) != AMB_SENDING_REFUSED)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("This profile shows the programme of its server: there is nothing to keep "
                      "apart."));
      return FALSE;
    }
  if (!amb_sync_copy_apart (store, profile, folder, error))
    return FALSE;
  if (turn_apart (store, folder, error))
    return TRUE;
  amb_sync_undo_apart (folder);
  return FALSE;
}
