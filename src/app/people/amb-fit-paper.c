#include "amb-fit-paper.h"

#include "amb-chosen-path.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent;
  AmbContext *context;
  AmbFitReport *report;
  AmbFitPaperDone done;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->parent);
  g_object_unref (saving->context);
  amb_fit_report_free (saving->report);
  g_free (saving->path);
  g_free (saving);
}

/* What is borrowed here lives until the answer: the callback frees it. */
static gpointer
save (gpointer data, GCancellable *cancellable, GError **error)
{
  const Saving *saving = data;

  return GINT_TO_POINTER (amb_fit_report_save (saving->report, saving->path, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  amb_context_ask_finish (AMB_CONTEXT (source), result, &error);
  saving->done (saving->parent, error != NULL ? error->message : _ ("The sheet was saved."));
  saving_free (saving);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Saving *saving = data;
  const char *why;

  saving->path = amb_chosen_path (dialog, response, &why);
  g_object_unref (dialog);
  if (saving->path != NULL)
    {
      amb_context_ask_async (saving->context, save, saving, NULL, NULL, NULL, saved_cb, saving);
      return;
    }
  if (why != NULL)
    saving->done (saving->parent, why);
  saving_free (saving);
}

void
amb_fit_paper_save (GtkWindow *parent,
                    AmbContext *context,
                    AmbFitReport *report,
                    AmbFitPaperDone done)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Save as PDF"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  Saving *saving = g_new0 (Saving, 1);

  *saving = (Saving){ g_object_ref (parent), g_object_ref (context), report, done, NULL };
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _ ("Fit.pdf"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, AmbFitReport *report)
{
  gtk_print_operation_set_n_pages (
      operation,
      (int) amb_fit_report_paginate (report, gtk_print_context_get_cairo_context (context),
                                     gtk_print_context_get_width (context),
                                     gtk_print_context_get_height (context)));
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              AmbFitReport *report)
{
  amb_fit_report_draw (report, gtk_print_context_get_cairo_context (context), (guint) page);
}

void
amb_fit_paper_print (GtkWindow *parent, AmbFitReport *report, AmbFitPaperDone done)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (AmbFitReport) own = report;
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _ ("Candidates by Fit"));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), own);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), own);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent,
                               &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    done (parent, error->message);
}
