#include "amb-unsent.h"
#include "amb-unsent-file.h"

#include <glib/gi18n.h>

void
amb_leaving_free (gpointer data)
{
  AmbLeaving *self = data;

  g_free (self->path);
  g_free (self);
}

gpointer
amb_leaving_send (gpointer sync, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (amb_sync_service_run_once (sync, cancellable, error));
}

gpointer
amb_leaving_run (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const AmbLeaving *self = data;
  AmbSyncDisconnectFlags flags =
      self->remove_records ? AMB_SYNC_DISCONNECT_CLEAR : AMB_SYNC_DISCONNECT_DEFAULT;

  if (self->choice == AMB_UNSENT_SAVE)
    {
      g_autofree char *json = amb_unsent_to_json (amb_programme_get_store (programme), error);

      if (json == NULL || !g_file_set_contents_full (self->path, json, -1,
                                                     G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
        return NULL;
    }
  if (self->choice != AMB_UNSENT_SEND)
    flags |= AMB_SYNC_DISCONNECT_FORCE;
  return amb_sync_leave (programme, flags, NULL, error);
}

gpointer
amb_leaving_forget (gpointer key, GCancellable *cancellable, GError **error)
{
  amb_credentials_clear (key, cancellable);
  return NULL;
}
