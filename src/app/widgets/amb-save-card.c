#include "amb-save-card.h"

#include "amb-chosen-path.h"
#include "amb-exporter.h"
#include "amb-vcard-table.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *widget; /* owned */
  AmbContext *context;
  const AmbEntity *entity;
  char *id;
  char *path; /* nullable: not chosen yet */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->widget);
  g_object_unref (saving->context);
  g_free (saving->id);
  g_free (saving->path);
  g_free (saving);
}

gboolean
amb_save_card_can (const AmbEntity *entity)
{
  return amb_vcard_table_has (entity);
}

static gpointer
run_save (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Saving *saving = data;

  return GINT_TO_POINTER (amb_export_card (store, saving->entity, saving->id, saving->path, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  gtk_widget_activate_action (widget, "win.toast", "(sb)",
                              error != NULL ? error->message : _ ("The vCard was saved."), FALSE);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  Saving *saving = data;
  const char *why;

  saving->path = amb_chosen_path (chooser, response, &why);
  if (saving->path != NULL)
    amb_context_read_async (saving->context, run_save, saving, saving_free, NULL, NULL, saved_cb,
                            g_object_ref (saving->widget));
  else
    {
      if (why != NULL)
        gtk_widget_activate_action (saving->widget, "win.toast", "(sb)", why, FALSE);
      saving_free (saving);
    }
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

void
amb_save_card (GtkWidget *widget, AmbContext *context, AmbRecord *record)
{
  const char *title = amb_record_get_title (record);
  g_autofree char *name = g_strconcat (title != NULL ? title : "card", ".vcf", NULL);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Save as vCard"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  Saving *saving = g_new0 (Saving, 1);

  saving->widget = g_object_ref (widget);
  saving->context = g_object_ref (context);
  saving->entity = amb_record_get_entity (record);
  saving->id = g_strdup (amb_record_get_id (record));
  g_strdelimit (name, "/", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
