#include "amb-preferences-window.h"

#include "amb-attention-acts.h"
#include "amb-beside.h"
#include "amb-chosen-path.h"
#include "amb-compare-row.h"
#include "amb-send-dialog.h"
#include "amb-sending-window.h"
#include "amb-server-form.h"
#include "amb-take-up.h"
#include "amb-unsent.h"

#include <glib/gi18n.h>

struct _AmbPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* template */
  AdwComboRow *appearance;
  AdwPreferencesGroup *appearance_group;
  AdwPreferencesGroup *writing_group;
  GtkSwitch *spelling_switch;
  AdwPreferencesGroup *server_group;
  AdwActionRow *address_row;
  AdwActionRow *principal_row;
  AdwActionRow *access_row;
  AdwActionRow *token_row;
  AdwActionRow *waiting_row;
  AmbCompareRow *compare_row;
  AdwActionRow *sending_row;
  AdwActionRow *sign_out_row;
  AdwPreferencesGroup *beside_group;
  AdwPreferencesGroup *form_group;
  AmbServerForm *server_form;
  AdwPreferencesGroup *you_group;
  AdwActionRow *owner_row;

  AmbContext *context;
  GSettings *settings; /* nullable */
  gint64 unsent;
  gint64 refused; /* conflicts too: what sending again doesn't settle */
  AmbSending sending;
  GtkFileChooserNative *chooser; /* while it is open */
};

G_DEFINE_FINAL_TYPE (AmbPreferencesWindow, amb_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
show_text (AdwActionRow *row, const char *text)
{
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_action_row_set_subtitle (row, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
}

static void
toast (AmbPreferencesWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (markup));
}

/* On the network's thread. */
static gpointer
find_token (gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_sync_status_dup_token_place (data, cancellable);
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbPreferencesWindow) self = data;
  g_autofree char *place = amb_context_ask_finish (AMB_CONTEXT (source), result, NULL);

  if (self->context != NULL)
    show_text (self->token_row, place);
}

/* What the server lets one do, in a word. */
static const char *
get_access_word (const char *access)
{
  switch (amb_access_from_text (access != NULL ? access : ""))
    {
    case AMB_ACCESS_MANAGER:
      return C_ ("access", "Manager");
    case AMB_ACCESS_LEAD:
      return _ ("Lead");
    case AMB_ACCESS_AMBASSADOR:
      return _ ("Ambassador");
    case AMB_ACCESS_SPONSOR:
      return _ ("Sponsor");
    case AMB_ACCESS_AUDITOR:
      return _ ("Auditor");
    case AMB_ACCESS_NONE:
    default:
      return _ ("None any longer: ask a manager of the programme");
    }
}

static void
show_sending (AmbPreferencesWindow *self, const AmbSyncStatus *status)
{
  g_autofree char *progress = g_strdup_printf (
      _ ("%1$'d of %2$'d sent"), (int) MAX (status->sending_total - status->waiting, 0),
      (int) status->sending_total);

  show_text (self->sending_row, status->sending == AMB_SENDING_REFUSED
                                    ? _ ("Nothing was sent: another programme came first")
                                    : progress);
}

static void
show_status (AmbPreferencesWindow *self, const AmbSyncStatus *status)
{
  gboolean is_connected = status->url != NULL;
  g_autofree char *waiting = NULL, *refused = NULL, *both = NULL;

  self->unsent = status->waiting + status->parked;
  self->refused = status->findings;
  self->sending = status->sending;
  gtk_widget_set_visible (GTK_WIDGET (self->sending_row), self->sending != AMB_SENDING_NOT);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_row), self->sending == AMB_SENDING_NOT);
  gtk_widget_set_visible (GTK_WIDGET (self->server_group), is_connected);
  gtk_widget_set_visible (GTK_WIDGET (self->form_group), !is_connected);
  /* With a server, whoever is signed in acts here. */
  gtk_widget_set_visible (GTK_WIDGET (self->you_group), !is_connected);
  if (!is_connected)
    return;
  show_text (self->address_row, status->url);
  show_text (self->principal_row, status->principal);
  show_text (self->access_row, get_access_word (status->access));
  if (self->unsent > 0)
    waiting = g_strdup_printf (ngettext ("%d change waits to be sent", "%d changes wait to be sent",
                                         (gulong) self->unsent),
                               (int) self->unsent);
  if (self->refused > 0)
    refused = g_strdup_printf (
        ngettext ("%d change needs attention", "%d changes need attention", (gulong) self->refused),
        (int) self->refused);
  both = waiting != NULL && refused != NULL ? g_strdup_printf ("%s · %s", waiting, refused) : NULL;
  if (self->sending == AMB_SENDING_NOT)
    show_text (self->waiting_row, both != NULL      ? both
                                  : waiting != NULL ? waiting
                                  : refused != NULL ? refused
                                                    : _ ("Everything is sent"));
  else
    show_sending (self, status);
}

static void
sending_cb (AmbPreferencesWindow *self)
{
  gtk_window_present (GTK_WINDOW (amb_sending_window_new (GTK_WINDOW (self), self->context)));
}

static gpointer
run_status (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbSyncStatus *status = amb_sync_status (programme, error);
  gint64 n;

  /* As “Needs attention” counts them. */
  if (status != NULL && amb_attention_acts_count (amb_programme_get_store (programme), &n, NULL))
    status->findings = n;
  return status;
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbPreferencesWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncStatus) status =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;
  if (error != NULL)
    toast (self, error->message);
  else
    {
      show_status (self, status);
      amb_context_ask_async (self->context, find_token, g_steal_pointer (&status),
                             (GDestroyNotify) amb_sync_status_free, g_free, NULL, token_found_cb,
                             g_object_ref (self));
    }
}

static void
refresh (AmbPreferencesWindow *self)
{
  g_autofree char *name = amb_store_dup_meta (amb_context_get_store (self->context), "actor-name");

  amb_beside_fill (self->beside_group, amb_context_get_store (self->context));
  show_text (self->owner_row, name != NULL ? name : g_get_real_name ());
  amb_context_write_async (self->context, run_status, NULL, NULL,
                           (GDestroyNotify) amb_sync_status_free, NULL, status_cb,
                           g_object_ref (self));
}

/* One way of leaving, until it is over. */
typedef struct
{
  AmbPreferencesWindow *window;
  AmbContext *context;
  AmbLeaving *leaving;
} Departure;

static void
departure_free (Departure *self)
{
  g_object_unref (self->window);
  g_object_unref (self->context);
  amb_leaving_free (self->leaving);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Departure, departure_free)

/* It is left, or it stays connected because of @error, which is told here unless it @was_told. */
static void
end_departure (AmbPreferencesWindow *self,
               AmbContext *context,
               const GError *error,
               gboolean was_told)
{
  AmbSyncService *sync = amb_context_get_sync (context);

  if (error != NULL && sync != NULL)
    amb_sync_service_start (sync);
  if (self->context == NULL || sync == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_row), TRUE);
  if (error != NULL && !was_told)
    toast (self, error->message);
  refresh (self);
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Departure) departure = data;
  AmbContext *context = AMB_CONTEXT (source);
  g_autoptr (GError) error = NULL;
  AmbCredentialsKey *key = amb_context_write_finish (context, result, &error);

  if (key != NULL)
    amb_context_ask_async (context, amb_leaving_forget, key,
                           (GDestroyNotify) amb_credentials_key_free, NULL, NULL, NULL, NULL);
  end_departure (departure->window, context, error, FALSE);
}

static void
leave_now (AmbContext *context, Departure *departure)
{
  amb_context_write_async (context, amb_leaving_run, departure->leaving, NULL,
                           (GDestroyNotify) amb_credentials_key_free, NULL, left_cb, departure);
}

static void
sent_cb (gpointer data, const GError *error)
{
  g_autoptr (Departure) departure = data;
  AmbContext *context = departure->context;

  if (error != NULL)
    end_departure (departure->window, context, error, TRUE);
  else
    leave_now (context, g_steal_pointer (&departure));
}

static void
leave (AmbPreferencesWindow *self,
       AmbUnsentChoice choice,
       const char *path,
       gboolean remove_records)
{
  Departure *departure = g_new0 (Departure, 1);
  AmbSyncService *sync = amb_context_get_sync (self->context);

  departure->window = g_object_ref (self);
  departure->context = g_object_ref (self->context);
  departure->leaving = g_new0 (AmbLeaving, 1);
  departure->leaving->choice = choice;
  departure->leaving->path = g_strdup (path);
  departure->leaving->remove_records = remove_records;
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_row), FALSE);
  amb_sync_service_stop (sync);
  if (choice == AMB_UNSENT_SEND && self->sending == AMB_SENDING_NOT)
    amb_send_dialog_run (GTK_WINDOW (self), self->context, self->unsent, sent_cb, departure);
  else
    leave_now (self->context, departure);
}

static void
file_chosen_cb (AmbPreferencesWindow *self, int response)
{
  const char *why;
  g_autofree char *path = amb_chosen_path (GTK_NATIVE_DIALOG (self->chooser), response, &why);

  if (path != NULL)
    leave (self, AMB_UNSENT_SAVE, path, FALSE);
  else if (why != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (why));
  g_clear_object (&self->chooser);
}

static void
choose_file (AmbPreferencesWindow *self)
{
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save What Was Not Sent"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("unsent-changes.json"));
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (file_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
take_up_cb (AmbPreferencesWindow *self)
{
  g_clear_object (&self->chooser);
  self->chooser = amb_take_up_choose (ADW_PREFERENCES_WINDOW (self), self->context);
}

/* They are settled there, behind this window. */
static gboolean
go_to_attention_cb (gpointer data)
{
  AmbPreferencesWindow *self = data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.go-to", "s", "attention");
  gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
answered_cb (AmbPreferencesWindow *self, const char *response)
{
  if (g_str_equal (response, "attention"))
    /* The dialog closes after this, and needs the window until then. */
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, go_to_attention_cb, g_object_ref (self),
                     g_object_unref);
  if (g_str_equal (response, "send"))
    leave (self, AMB_UNSENT_SEND, NULL, FALSE);
  else if (g_str_equal (response, "save"))
    choose_file (self);
  else if (g_str_equal (response, "discard"))
    leave (self, AMB_UNSENT_DISCARD, NULL, FALSE);
  else if (g_str_equal (response, "keep"))
    leave (self, AMB_UNSENT_SEND, NULL, FALSE);
  else if (g_str_equal (response, "remove"))
    leave (self, AMB_UNSENT_SEND, NULL, TRUE);
}

static GtkWidget *
new_unsent_dialog (AmbPreferencesWindow *self)
{
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%d Change Was Never Sent", "%d Changes Were Never Sent", (gulong) self->unsent),
      (int) self->unsent);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), heading,
      ngettext ("The server doesn’t have it. Send it before you sign out, keep it in a file that "
                "Preferences take up again, or give it up.",
                "The server doesn’t have them. Send them before you sign out, keep them in a file "
                "that Preferences take up again, or give them up.",
                (gulong) self->unsent));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard",
                                    _ ("_Discard"), "save", _ ("Save to a _File…"), "send",
                                    _ ("_Send"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_SUGGESTED);
  return dialog;
}

/* Sending them once more would bring back the same. */
static GtkWidget *
new_refused_dialog (AmbPreferencesWindow *self)
{
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%d Change Needs Attention", "%d Changes Need Attention", (gulong) self->refused),
      (int) self->refused);
  g_autofree char *waiting =
      g_strdup_printf (ngettext ("%d other change waits to be sent.",
                                 "%d other changes wait to be sent.", (gulong) self->unsent),
                       (int) self->unsent);
  g_autofree char *body = g_strdup_printf (
      "%s%s%s",
      _ ("The server didn’t take what you changed as it stands. Settle it before you sign out, "
         "keep it in a file that Preferences take up again, or give it up."),
      self->unsent > 0 ? " " : "", self->unsent > 0 ? waiting : "");
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard",
                                    _ ("_Discard"), "save", _ ("Save to a _File…"), "attention",
                                    _ ("_Needs Attention"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "attention",
                                              ADW_RESPONSE_SUGGESTED);
  return dialog;
}

static GtkWidget *
new_leave_dialog (AmbPreferencesWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Sign Out of the Server"),
      _ ("Everything is sent. The records can stay here as a programme of this computer, or be "
         "removed from it; the server keeps them either way."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove",
                                    _ ("_Remove From Here"), "keep", _ ("_Keep Here"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  return dialog;
}

/* Everything is here, whatever the server has of it. */
static GtkWidget *
new_sending_dialog (AmbPreferencesWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Sign Out of the Server"),
      self->sending == AMB_SENDING_REFUSED
          ? _ ("Nothing of your programme is on the server. All of it stays here.")
          : _ ("The server has a part of your programme and keeps it. All of it stays here, but a "
               "server that is no longer empty can’t be sent the rest later."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep",
                                    _ ("_Sign Out"), NULL);
  return dialog;
}

static void
disconnect_cb (AmbPreferencesWindow *self)
{
  GtkWidget *dialog = self->sending != AMB_SENDING_NOT ? new_sending_dialog (self)
                      : self->refused > 0              ? new_refused_dialog (self)
                      : self->unsent > 0               ? new_unsent_dialog (self)
                                                       : new_leave_dialog (self);

  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
appearance_chosen_cb (AmbPreferencesWindow *self)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "appearance",
                         (int) adw_combo_row_get_selected (self->appearance));
}

static void
amb_preferences_window_dispose (GObject *object)
{
  AmbPreferencesWindow *self = AMB_PREFERENCES_WINDOW (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (amb_preferences_window_parent_class)->dispose (object);
}

static void
amb_preferences_window_class_init (AmbPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_preferences_window_dispose;
  g_type_ensure (AMB_TYPE_SERVER_FORM);
  g_type_ensure (AMB_TYPE_COMPARE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/preferences/amb-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, appearance);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, appearance_group);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, writing_group);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, spelling_switch);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, server_group);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, principal_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, token_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, compare_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, sending_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, sign_out_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, beside_group);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, form_group);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, server_form);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, access_row);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, you_group);
  gtk_widget_class_bind_template_child (widget_class, AmbPreferencesWindow, owner_row);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_cb);
  gtk_widget_class_bind_template_callback (widget_class, sending_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, appearance_chosen_cb);
}

static void
amb_preferences_window_init (AmbPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amb_preferences_window_new (GtkWindow *parent, AmbContext *context, GSettings *settings)
{
  AmbPreferencesWindow *self =
      g_object_new (AMB_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  g_set_object (&self->context, context);
  gtk_widget_set_visible (GTK_WIDGET (self->appearance_group), settings != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->writing_group), settings != NULL);
  if (settings != NULL)
    {
      adw_combo_row_set_selected (self->appearance,
                                  (guint) g_settings_get_enum (settings, "appearance"));
      g_settings_bind (settings, "check-spelling", self->spelling_switch, "active",
                       G_SETTINGS_BIND_DEFAULT);
    }
  g_set_object (&self->settings, settings);
  amb_server_form_set_context (self->server_form, context);
  amb_compare_row_set_context (self->compare_row, context);
  refresh (self);
  return GTK_WIDGET (self);
}
