#include "amb-sending-window.h"
#include "amb-sync-apart.h"
#include "amb-sync-connection.h"
#include "amb-sync-send-all.h"

#include <glib/gi18n.h>

struct _AmbSendingWindow
{
  AdwWindow parent_instance;

  /* template */
  GtkLabel *heading;
  GtkProgressBar *progress;
  GtkLabel *text;
  GtkButton *apart_button;
  GtkButton *close_button;

  AmbContext *context;
  gint64 total;
  gboolean is_over;
};

G_DEFINE_FINAL_TYPE (AmbSendingWindow, amb_sending_window, ADW_TYPE_WINDOW)

static void
show (AmbSendingWindow *self, const char *heading, const char *text)
{
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->text, text);
}

static void
show_progress (AmbSendingWindow *self, gint64 waiting)
{
  gint64 sent = MAX (self->total - waiting, 0);
  g_autofree char *heading =
      g_strdup_printf (_ ("%1$'d of %2$'d sent"), (int) sent, (int) self->total);

  gtk_progress_bar_set_fraction (self->progress,
                                 self->total > 0 ? (double) sent / (double) self->total : 0);
  show (self, heading,
        amb_sync_service_get_state (amb_context_get_sync (self->context)) == AMB_SYNC_OFFLINE
            ? _ ("The server can’t be reached at the moment. It goes on by itself, also when you "
                 "open Ambassade the next time.")
            : _ ("You can work on meanwhile. Close this, or Ambassade: it goes on by itself the "
                 "next time."));
}

static void
show_end (AmbSendingWindow *self, gint64 findings)
{
  g_autofree char *left = g_strdup_printf (
      ngettext ("The server refused %d of it. “Needs attention” shows it, with what to do.",
                "The server refused %d of them. “Needs attention” shows them, with what to do.",
                (gulong) findings),
      (int) findings);

  self->is_over = TRUE;
  gtk_progress_bar_set_fraction (self->progress, 1);
  gtk_button_set_label (self->close_button, _ ("_Done"));
  show (self, _ ("The programme is on the server"),
        findings > 0 ? left
                     : _ ("Everybody who signs in there works with it from now on, as you do "
                          "here."));
}

static void
show_refused (AmbSendingWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->apart_button), TRUE);
  show (self, _ ("Another programme came first"),
        _ ("The server is no longer empty, so nothing of yours was sent, and all of it is here. "
           "Keep it apart as a programme of its own on this computer; the server’s opens here."));
}

static void
update (AmbSendingWindow *self)
{
  AmbStore *store = self->context ? amb_context_get_store (self->context) : NULL;
  AmbSyncService *sync = self->context ? amb_context_get_sync (self->context) : NULL;
  g_autofree char *message = NULL;
  gint64 waiting = 0, findings = 0, total, left;

  if (!store || !sync || self->is_over)
    return;
  g_object_get (sync, "findings", &findings, "message", &message, NULL);
  amb_sync_count_sending (store, &total, &left);
  waiting = left;
  self->total = MAX (self->total, total);
  if (amb_sync_get_sending (store) == AMB_SENDING_REFUSED)
    show_refused (self);
  else if (amb_sync_get_sending (store) == AMB_SENDING_NOT || waiting == 0)
    show_end (self, findings);
  else
    show_progress (self, waiting);
  if (!self->is_over && message && amb_sync_get_sending (store) == AMB_SENDING_ON &&
      amb_sync_service_get_state (sync) == AMB_SYNC_FAILED)
    gtk_label_set_label (self->text, message);
}

static gpointer
run_apart (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = amb_sync_dup_apart_of (amb_programme_get_store (programme));

  return GINT_TO_POINTER (amb_sync_keep_apart (programme, folder, error));
}

static void
kept_apart_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbSendingWindow) self = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (amb_context_get_sync (AMB_CONTEXT (source)))
    amb_sync_service_start (amb_context_get_sync (AMB_CONTEXT (source)));
  if (!self->context)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->apart_button), TRUE);
  if (error)
    gtk_label_set_label (self->text, error->message);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
apart_cb (AmbSendingWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->apart_button), FALSE);
  self->is_over = TRUE;
  amb_sync_service_stop (amb_context_get_sync (self->context));
  amb_context_write_async (self->context, run_apart, NULL, NULL, NULL, NULL, kept_apart_cb,
                           g_object_ref (self));
}

static void
amb_sending_window_dispose (GObject *object)
{
  AmbSendingWindow *self = AMB_SENDING_WINDOW (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_SENDING_WINDOW);
  G_OBJECT_CLASS (amb_sending_window_parent_class)->dispose (object);
}

static void
amb_sending_window_class_init (AmbSendingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_sending_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/widgets/amb-sending-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbSendingWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, AmbSendingWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, AmbSendingWindow, text);
  gtk_widget_class_bind_template_child (widget_class, AmbSendingWindow, apart_button);
  gtk_widget_class_bind_template_child (widget_class, AmbSendingWindow, close_button);
  gtk_widget_class_bind_template_callback (widget_class, apart_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amb_sending_window_init (AmbSendingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amb_sending_window_new (GtkWindow *parent, AmbContext *context)
{
  static const char *const told[] = { "notify::waiting", "notify::state", "notify::message",
                                      "notify::last-sync" };
  AmbSendingWindow *self = g_object_new (AMB_TYPE_SENDING_WINDOW, "transient-for", parent, NULL);

  g_set_object (&self->context, context);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_connect_object (amb_context_get_sync (context), told[i], G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
