#include "amb-heed-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define GO_ON "go-on"

typedef struct
{
  void (*go_on) (gpointer data);
  gpointer data;
  GDestroyNotify free_data;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  self->free_data (self->data);
  g_free (self);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Question *self = data;

  if (g_str_equal (response, GO_ON))
    self->go_on (self->data);
}

void
amb_heed_dialog_ask (GtkWidget *widget,
                     const char *heading,
                     const char *heed,
                     const char *verb,
                     void (*go_on) (gpointer data),
                     gpointer data,
                     GDestroyNotify free_data)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, heed);
  Question *self = g_new0 (Question, 1);

  self->go_on = go_on;
  self->data = data;
  self->free_data = free_data;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), GO_ON,
                                    verb, NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
