#include "amb-compare-row.h"

#include "amb-sync-digest.h"

#include <glib/gi18n.h>

struct _AmbCompareRow
{
  AdwActionRow parent_instance;

  /* of the row */
  GtkSpinner *spinner;
  GtkWidget *icon;

  AmbSyncService *sync;
  gint64 found; /* records that differed, until another comparison says that they no longer do */
};

G_DEFINE_FINAL_TYPE (AmbCompareRow, amb_compare_row, ADW_TYPE_ACTION_ROW)

static void
show_result (AmbCompareRow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
}

static void
set_busy (AmbCompareRow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (self->icon, !busy);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !busy);
}

static char *
dup_sentence (AmbCompareRow *self, const AmbSyncComparison *comparison)
{
  gint64 before = self->found;

  self->found = comparison->repairs ? amb_sync_comparison_count (comparison) : 0;
  if (before == 0 || self->found > 0 || comparison->gave_up)
    return amb_sync_comparison_dup_sentence (comparison);
  return g_strdup_printf (ngettext ("%d record differed and was fetched again. Everything here is "
                                    "as the server has it now.",
                                    "%d records differed and were fetched again. Everything here "
                                    "is as the server has it now.",
                                    (gulong) before),
                          (int) before);
}

/* A comparison that found something is followed by another one, which says whether it helped. */
static void
compared_cb (AmbSyncService *sync,
             const AmbSyncComparison *comparison,
             const GError *error,
             AmbCompareRow *self)
{
  g_autofree char *sentence = comparison != NULL ? dup_sentence (self, comparison) : NULL;

  set_busy (self, comparison != NULL && self->found > 0);
  show_result (self, sentence != NULL ? sentence : error->message);
}

static void
activated_cb (AmbCompareRow *self)
{
  if (self->sync == NULL || gtk_spinner_get_spinning (self->spinner))
    return;
  set_busy (self, TRUE);
  show_result (self, _ ("Comparing…"));
  amb_sync_service_compare (self->sync);
}

static void
amb_compare_row_dispose (GObject *object)
{
  g_clear_object (&AMB_COMPARE_ROW (object)->sync);
  G_OBJECT_CLASS (amb_compare_row_parent_class)->dispose (object);
}

static void
amb_compare_row_class_init (AmbCompareRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_compare_row_dispose;
}

static void
amb_compare_row_init (AmbCompareRow *self)
{
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->icon = gtk_image_new_from_icon_name ("view-refresh-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spinner));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->icon);
  set_busy (self, FALSE);
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
}

void
amb_compare_row_set_context (AmbCompareRow *self, AmbContext *context)
{
  if (!g_set_object (&self->sync, amb_context_get_sync (context)) || self->sync == NULL)
    return;
  g_signal_connect_object (self->sync, "compared", G_CALLBACK (compared_cb), self, 0);
}
