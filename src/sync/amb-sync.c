#include "amb-sync.h"

#include "amb-error.h"
#include "amb-soup-transport.h"
#include "amb-sync-connection.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-private.h"
#include "amb-unsent-file.h"

#include <glib/gi18n-lib.h>

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

AmbCredentialsKey *
amb_sync_dup_server (AmbStore *store, GError **error)
{
  g_autofree char *url = amb_store_dup_meta (store, AMB_SYNC_META_URL);
  g_autofree char *folder = amb_sync_dup_folder (store);

  if (url)
    return amb_credentials_key_new (folder, url);
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("This profile is not connected to a server. Connect it first."));
  return NULL;
}

AmbTransport *
amb_sync_open_transport (const AmbCredentialsKey *server, GCancellable *cancellable, GError **error)
{
  g_autofree char *token = amb_credentials_lookup (server, NULL, cancellable, error);

  return token ? AMB_TRANSPORT (amb_soup_transport_new (server->url, token)) : NULL;
}

gboolean
amb_sync_connect (AmbProgramme *programme,
                  const char *url,
                  const char *token,
                  AmbOwnRecords own,
                  const char *folder,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (AmbSyncConnection) connection = amb_sync_connection_new (programme, url, token, error);

  if (!connection || !amb_sync_connection_check (connection, own, folder, error) ||
      !amb_sync_connection_negotiate (connection, cancellable, error))
    return FALSE;
  if (amb_sync_connection_choose (connection, own, folder, error) &&
      amb_sync_connection_finish (connection, programme, error))
    return TRUE;
  amb_sync_connection_abandon (connection);
  return FALSE;
}

gboolean
amb_sync_clear_entity (AmbStore *store, const AmbEntity *entity, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\"", entity->collection);
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
    if (!amb_store_drop (store, entity, g_ptr_array_index (ids, i), error))
      return FALSE;
  return TRUE;
}

gboolean
amb_sync_clear_history (AmbStore *store, GError **error)
{
  return amb_db_exec (amb_store_get_db (store), "DELETE FROM journal; DELETE FROM undo_group",
                      error) &&
         amb_settled_purge (store, error);
}

gboolean
amb_sync_clear_records (AmbStore *store, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    if (!amb_sync_clear_entity (store, *entity, error))
      return FALSE;
  return amb_sync_clear_history (store, error) &&
         amb_db_exec (amb_store_get_db (store), "DELETE FROM draft", error);
}

static gboolean
check_unsent (AmbStore *store, gint64 unsent, AmbSyncDisconnectFlags flags, GError **error)
{
  gint64 waiting = amb_outbox_count_waiting (store);

  if (unsent == 0 || (flags & AMB_SYNC_DISCONNECT_FORCE))
    return TRUE;
  if (waiting > 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%d change was never sent to the server. Synchronise first.",
                              "%d changes were never sent to the server. Synchronise first.",
                              (gulong) waiting),
                 (int) waiting);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%d change needs attention: the server didn’t take it. Settle it "
                              "first.",
                              "%d changes need attention: the server didn’t take them. Settle "
                              "them first.",
                              (gulong) unsent),
                 (int) unsent);
  return FALSE;
}

static gboolean
forget_server (AmbStore *store, AmbSyncDisconnectFlags flags, GError **error)
{
  AmbDb *db = amb_store_get_db (store);
  g_autoptr (AmbSyncEngine) engine = amb_sync_engine_new (store, error);

  if (!engine || !amb_db_begin (db, error))
    return FALSE;
  if (!amb_sync_engine_end (engine, error) ||
      ((flags & AMB_SYNC_DISCONNECT_CLEAR) && !amb_sync_clear_records (store, error)))
    {
      amb_db_rollback (db);
      return FALSE;
    }
  return amb_db_commit (db, error);
}

AmbCredentialsKey *
amb_sync_leave (AmbProgramme *programme,
                AmbSyncDisconnectFlags flags,
                gint64 *unsent,
                GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbCredentialsKey) server = amb_sync_dup_server (store, NULL);
  gint64 waiting = amb_unsent_count (store);

  /* Of a programme that is being sent everything is here, and stays. */
  if (amb_sync_get_sending (store) != AMB_SENDING_NOT && !(flags & AMB_SYNC_DISCONNECT_CLEAR))
    waiting = 0;
  if (unsent)
    *unsent = waiting;
  if (!server)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("This profile is not connected to a server."));
      return NULL;
    }
  if (!check_unsent (store, waiting, flags, error) || !forget_server (store, flags, error))
    return NULL;
  amb_programme_load_actor (programme);
  return g_steal_pointer (&server);
}

gboolean
amb_sync_disconnect (AmbProgramme *programme,
                     AmbSyncDisconnectFlags flags,
                     gint64 *unsent,
                     GError **error)
{
  g_autoptr (AmbCredentialsKey) server = amb_sync_leave (programme, flags, unsent, error);

  if (!server)
    return FALSE;
  amb_credentials_clear (server, NULL);
  return TRUE;
}

AmbSyncStatus *
amb_sync_status (AmbProgramme *programme, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbSyncStatus) self = g_new0 (AmbSyncStatus, 1);
  AmbSyncEngine engine = { .store = store, .db = amb_store_get_db (store) };

  self->url = amb_store_dup_meta (store, AMB_SYNC_META_URL);
  self->device = amb_store_dup_meta (store, AMB_SYNC_META_DEVICE);
  self->principal = amb_store_dup_meta (store, AMB_SYNC_META_PRINCIPAL);
  self->access = amb_store_dup_meta (store, AMB_SYNC_META_ACCESS);
  self->last_sync = amb_store_get_meta_int (store, AMB_SYNC_META_LAST_SYNC, 0);
  self->complete = amb_store_get_meta_int (store, AMB_SYNC_META_COMPLETE, 0) != 0;
  self->compared = amb_store_get_meta_int (store, AMB_SYNC_META_COMPARED, 0);
  self->differed = amb_store_get_meta_int (store, AMB_SYNC_META_DIFFERED, 0);
  self->differed_rows = amb_store_get_meta_int (store, AMB_SYNC_META_DIFFERED_ROWS, 0);
  self->unrepaired = amb_store_get_meta_int (store, AMB_SYNC_META_REPAIRS, 0) > AMB_SYNC_REPAIRS;
  self->waiting = amb_outbox_count_waiting (store);
  self->held = amb_sync_engine_count_held (&engine);
  self->outdated = amb_sync_is_outdated (store);
  self->findings = amb_findings_count (store);
  self->server = amb_sync_dup_server (store, NULL);
  self->sending = amb_sync_get_sending (store);
  amb_sync_count_sending (store, &self->sending_total, &(gint64){ 0 });
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
  g_clear_pointer (&self->server, amb_credentials_key_free);
  g_free (self);
}

char *
amb_sync_status_dup_hint (const AmbSyncStatus *self)
{
  g_autoptr (GError) error = NULL;

  if (self->outdated)
    {
      amb_sync_set_too_new (&error);
      return g_strdup (error->message);
    }
  if (self->held == 0)
    return NULL;
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%d change waits until the server is updated: it doesn’t know yet what it is "
                   "about. It is sent then by itself.",
                   "%d changes wait until the server is updated: it doesn’t know yet what they are "
                   "about. They are sent then by themselves.",
                   (gulong) self->held),
      (int) self->held);
}

char *
amb_sync_status_dup_token_place (const AmbSyncStatus *self, GCancellable *cancellable)
{
  AmbCredentialsPlace place = AMB_CREDENTIALS_NONE;
  g_autofree char *token = NULL;

  if (!self->server)
    return NULL;
  token = amb_credentials_lookup (self->server, &place, cancellable, NULL);
  return amb_credentials_describe (self->server, place);
}
