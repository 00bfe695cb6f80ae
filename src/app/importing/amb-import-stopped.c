#include "amb-import-stopped.h"

#include "amb-import-mark.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  AmbContext *context; /* owned */
  GtkWindow *parent;   /* owned */
  gint64 group;
  const AmbEntity *entity; /* nullable */
} Stopped;

static void
stopped_free (gpointer data)
{
  Stopped *stopped = data;

  g_object_unref (stopped->context);
  g_object_unref (stopped->parent);
  g_free (stopped);
}

static gpointer
run_forget (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *group = data;

  return GINT_TO_POINTER (
      amb_import_mark_forget (amb_programme_get_store (programme), *group, error));
}

/* No record changed, but what Today tells did. */
static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  if (amb_context_write_finish (AMB_CONTEXT (source), result, NULL))
    g_signal_emit_by_name (source, "changed", nothing);
}

static void
forget (Stopped *stopped)
{
  amb_context_write_async (stopped->context, run_forget,
                           g_memdup2 (&stopped->group, sizeof stopped->group), g_free, NULL, NULL,
                           forgotten_cb, NULL);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Stopped *stopped = data;
  GtkWidget *window = GTK_WIDGET (stopped->parent);

  if (g_str_equal (response, "again"))
    gtk_widget_activate_action (window, "win.import", "s",
                                stopped->entity ? stopped->entity->name : "");
  else if (g_str_equal (response, "undo"))
    gtk_widget_activate_action (window, "win.undo", NULL);
  else if (g_str_equal (response, "keep"))
    forget (stopped);
}

static void
ask (Stopped *stopped, const AmbImportMark *mark)
{
  g_autofree char *title = amb_import_mark_dup_title (mark);
  GtkWidget *dialog =
      adw_message_dialog_new (stopped->parent, title, amb_import_mark_get_advice (mark));
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (self, "close", _ ("_Close"), "keep", _ ("_Leave as It Is"),
                                    NULL);
  if (mark->can_undo)
    adw_message_dialog_add_response (self, "undo", _ ("_Undo Import"));
  adw_message_dialog_add_response (self, "again", _ ("_Import Again"));
  adw_message_dialog_set_response_appearance (self, "again", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self, "again");
  adw_message_dialog_set_close_response (self, "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), stopped,
                         (GClosureNotify) (void (*) (void)) stopped_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
amb_import_stopped_ask (AmbContext *context, GtkWindow *parent)
{
  AmbStore *store = amb_context_get_store (context);
  g_autoptr (GPtrArray) marks = store ? amb_import_mark_list (store, NULL) : NULL;
  Stopped *stopped;

  for (guint i = 0; marks && i < marks->len; i++)
    {
      const AmbImportMark *mark = g_ptr_array_index (marks, i);

      if (mark->is_running)
        continue;
      stopped = g_new0 (Stopped, 1);
      stopped->context = g_object_ref (context);
      stopped->parent = g_object_ref (parent);
      stopped->group = mark->group;
      stopped->entity = mark->entity;
      ask (stopped, mark);
      return;
    }
}
