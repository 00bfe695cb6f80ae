#include "amb-own-records.h"

#include <glib/gi18n.h>
#include <string.h>

char *
amb_own_records_dup_place (const char *folder)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);

  return g_str_has_prefix (folder, home) && folder[length] == '/'
             ? g_strconcat ("~", folder + length, NULL)
             : g_strdup (folder);
}

static char *
dup_sending (AmbSyncConnection *connection)
{
  if (amb_sync_connection_is_sample (connection))
    return g_strdup (_ ("It is the sample programme, which is never sent to a server."));
  if (!amb_sync_connection_is_manager (connection))
    return g_strdup (_ ("Only a manager can send a programme to a server, and you are signed in as "
                        "somebody else."));
  if (!amb_sync_connection_may_send (connection))
    return g_strdup (_ ("The server has a programme already, and two are never mixed."));
  return g_strdup (_ ("The server is empty. Send them, and everybody who signs in works with these "
                      "records, moves and their history included. What was removed stays on this "
                      "computer."));
}

static char *
dup_body (AmbSyncConnection *connection, const char *apart)
{
  g_autofree char *sending = dup_sending (connection);
  g_autofree char *place = amb_own_records_dup_place (apart);
  g_autofree char *keeping = g_strdup_printf (
      _ ("Keep them apart, and they stay a programme of their own on this computer, in %s; the "
         "server’s opens here. Preferences lead from one to the other."),
      place);

  return g_strconcat (sending, "\n\n", keeping, NULL);
}

GtkWidget *
amb_own_records_dialog_new (GtkWindow *parent, AmbSyncConnection *connection, const char *apart)
{
  gint64 n = amb_sync_connection_count_records (connection);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%'d Record Is Here Already", "%'d Records Are Here Already", (gulong) n), (int) n);
  g_autofree char *body = dup_body (connection, apart);
  GtkWidget *self = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "apart", _ ("_Keep Apart"),
                                    NULL);
  if (amb_sync_connection_may_send (connection))
    {
      adw_message_dialog_add_response (dialog, "send", _ ("_Send to the Server"));
      adw_message_dialog_set_response_appearance (dialog, "send", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_close_response (dialog, "cancel");
  return self;
}
