#include "amb-calendar-print.h"

#include "amb-chosen-path.h"

#include <glib/gi18n.h>

/* One sheet: what is read for it, and what becomes of it. */
typedef struct
{
  GtkWidget *widget; /* over which it asks */
  AmbCalendarModel *model;
  AmbCalendarPaperKind kind;
  char *day, *today;
  char *path; /* nullable: it is printed */
  AmbQuery *filter;
  GTimeZone *zone;
  guint audiences;
  gboolean is_rtl;
} Sheet;

static Sheet *
sheet_new (GtkWidget *widget, AmbCalendarModel *model, AmbCalendarPaperKind kind, const char *day)
{
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->widget = g_object_ref (widget);
  sheet->model = g_object_ref (model);
  sheet->kind = kind;
  sheet->day = g_strdup (day);
  sheet->today = g_strdup (amb_calendar_model_get_today (model));
  sheet->filter = amb_query_copy (amb_calendar_model_get_filter (model));
  sheet->zone = g_time_zone_new_local ();
  sheet->audiences = amb_calendar_model_get_audiences (model);
  sheet->is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  return sheet;
}

static void
sheet_free (Sheet *sheet)
{
  g_object_unref (sheet->widget);
  g_object_unref (sheet->model);
  g_free (sheet->day);
  g_free (sheet->today);
  g_free (sheet->path);
  amb_query_free (sheet->filter);
  g_time_zone_unref (sheet->zone);
  g_free (sheet);
}

static void
say (Sheet *sheet, const char *sentence)
{
  g_signal_emit_by_name (sheet->model, "said", sentence, FALSE);
}

/* What is borrowed here lives until the answer: the callback frees it. */
static gpointer
read_sheet (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Sheet *sheet = data;
  AmbCalendarPaperAsk ask = {
    sheet->kind,      sheet->day,    sheet->today,  sheet->zone,
    sheet->audiences, sheet->filter, sheet->is_rtl,
  };
  g_autoptr (AmbPaperTable) table = amb_calendar_paper_load (store, &ask, error);

  if (table == NULL || (sheet->path != NULL && !amb_paper_table_save (table, sheet->path, error)))
    return NULL;
  return g_steal_pointer (&table);
}

static void
free_table (gpointer data)
{
  amb_paper_table_free (data);
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, AmbPaperTable *table)
{
  amb_paper_table_begin (table, gtk_print_context_get_cairo_context (context),
                         gtk_print_context_get_width (context),
                         gtk_print_context_get_height (context));
}

/* Called again and again, and the window stays awake between. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, AmbPaperTable *table)
{
  if (!amb_paper_table_go_on (table))
    return FALSE;
  gtk_print_operation_set_n_pages (operation, (int) amb_paper_table_get_n_pages (table));
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              AmbPaperTable *table)
{
  amb_paper_table_draw (table, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
print (Sheet *sheet, AmbPaperTable *table)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (sheet->widget);

  gtk_page_setup_set_orientation (setup, amb_paper_table_is_landscape (table)
                                             ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                             : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _ ("Calendar"));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), table);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), table);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), table);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                               &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    say (sheet, error->message);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sheet *sheet = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPaperTable) table = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (table == NULL)
    say (sheet, error->message);
  else if (sheet->path != NULL)
    say (sheet, _ ("The calendar was saved."));
  else
    print (sheet, table);
  sheet_free (sheet);
}

static void
read_async (Sheet *sheet)
{
  amb_context_read_async (amb_calendar_model_get_context (sheet->model), read_sheet, sheet, NULL,
                          free_table, NULL, read_cb, sheet);
}

void
amb_calendar_print (GtkWidget *widget,
                    AmbCalendarModel *model,
                    AmbCalendarPaperKind kind,
                    const char *day)
{
  read_async (sheet_new (widget, model, kind, day));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Sheet *sheet = data;
  const char *why;

  sheet->path = amb_chosen_path (dialog, response, &why);
  g_object_unref (dialog);
  if (sheet->path != NULL)
    {
      read_async (sheet);
      return;
    }
  if (why != NULL)
    say (sheet, why);
  sheet_free (sheet);
}

void
amb_calendar_save_pdf (GtkWidget *widget,
                       AmbCalendarModel *model,
                       AmbCalendarPaperKind kind,
                       const char *day)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Save as PDF"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *name = amb_calendar_paper_dup_name (kind, day);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb),
                    sheet_new (widget, model, kind, day));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
