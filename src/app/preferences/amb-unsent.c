#include "amb-unsent.h"
#include "amb-json.h"

#include <glib/gi18n.h>

static void
append_member (GString *out, const char *name, const char *value)
{
  amb_json_append_key (out, name);
  amb_json_append_string (out, value);
}

static void
append_operation (AmbStore *store, const AmbOperation *operation, GString *out)
{
  g_autofree char *title = amb_store_dup_title (store, operation->entity, operation->id);
  g_autofree char *at = amb_instant_format (operation->at);

  g_string_append_c (out, '{');
  append_member (out, "entity", operation->entity->name);
  append_member (out, "id", operation->id);
  append_member (out, "title", title);
  append_member (out, "kind", operation->kind);
  append_member (out, "at", at);
  amb_json_append_key (out, "change");
  g_string_append (out, operation->payload != NULL ? operation->payload : "null");
  g_string_append_c (out, '}');
}

/* A record that was never sent has no payload yet: its row is what would be sent. */
static gboolean
append_record (AmbStore *store, const AmbOperation *operation, GString *out, GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (store, operation->entity, operation->id, error);
  g_autofree char *at = amb_instant_format (operation->at);

  if (record == NULL)
    return error == NULL || *error == NULL;
  g_string_append_c (out, '{');
  append_member (out, "entity", operation->entity->name);
  append_member (out, "id", operation->id);
  append_member (out, "title", amb_record_get_title (record));
  append_member (out, "kind", operation->kind);
  append_member (out, "at", at);
  amb_json_append_key (out, "change");
  amb_record_append_json (record, out);
  g_string_append_c (out, '}');
  return TRUE;
}

char *
amb_unsent_to_json (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) operations = amb_outbox_list (store, -1, -1, error);
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (store)));
  g_autoptr (GString) out = g_string_new ("{");

  if (operations == NULL)
    return NULL;
  append_member (out, "exported", now);
  amb_json_append_key (out, "operations");
  g_string_append_c (out, '[');
  for (guint i = 0; i < operations->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (operations, i);

      if (operation->state == AMB_OPERATION_ACKED)
        continue;
      if (out->str[out->len - 1] == '}')
        g_string_append_c (out, ',');
      if (operation->payload != NULL)
        append_operation (store, operation, out);
      else if (!append_record (store, operation, out, error))
        return NULL;
    }
  g_string_append (out, "]}\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

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
