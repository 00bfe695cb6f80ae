#include "amb-take-up.h"
#include "amb-chosen-path.h"
#include "amb-unsent-file.h"

#include <glib/gi18n.h>

/* One file, until it is told what came of it. */
typedef struct
{
  AdwPreferencesWindow *window; /* weak */
  char *path;
  guint n_done;
  GPtrArray *left; /* nullable */
} TakeUp;

static void
take_up_free (TakeUp *self)
{
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TakeUp, take_up_free)

static gpointer
run (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  TakeUp *self = data;
  g_autofree char *bytes = NULL;
  gsize length;

  return GINT_TO_POINTER (
      g_file_get_contents (self->path, &bytes, &length, error) &&
      amb_unsent_take_up (programme, bytes, length, &self->n_done, &self->left, error));
}

/* What could not be done is listed: its author has to look at it. */
static void
tell (TakeUp *self, const GError *error)
{
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%u Change Was Taken Up", "%u Changes Were Taken Up", self->n_done), self->n_done);
  g_autoptr (GString) body = g_string_new (error != NULL ? error->message : NULL);
  GtkWidget *dialog;

  for (guint i = 0; self->left != NULL && i < self->left->len && i < 8; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", (char *) self->left->pdata[i]);
  if (self->left != NULL && self->left->len > 8)
    g_string_append_printf (body, _ ("\nand %u more."), self->left->len - 8);
  dialog = adw_message_dialog_new (GTK_WINDOW (self->window),
                                   error != NULL ? _ ("Nothing Was Taken Up") : heading, body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
taken_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TakeUp) self = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (self->window != NULL)
    tell (self, error);
}

static void
chosen_cb (GtkFileChooserNative *chooser, int response, AmbContext *context)
{
  const char *why;
  g_autofree char *path = amb_chosen_path (GTK_NATIVE_DIALOG (chooser), response, &why);
  GtkWindow *window = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser));
  TakeUp *self;

  if (why != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (why));
  if (path == NULL)
    return;
  self = g_new0 (TakeUp, 1);
  g_set_weak_pointer (&self->window, ADW_PREFERENCES_WINDOW (window));
  self->path = g_steal_pointer (&path);
  amb_context_write_async (context, run, self, NULL, NULL, NULL, taken_up_cb, self);
}

GtkFileChooserNative *
amb_take_up_choose (AdwPreferencesWindow *window, AmbContext *context)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Take Up Unsent Changes"), GTK_WINDOW (window),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Take Up"), _ ("_Cancel"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), context, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
  return chooser;
}
