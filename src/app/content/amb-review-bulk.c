#include "amb-review-bulk.h"

#include "amb-bulk.h"
#include "amb-refusals.h"

#include <glib/gi18n.h>

struct _AmbReviewBulk
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkWidget *button;
  GtkWidget *progress, *bar; /* while it runs, in its place */
  GCancellable *running;     /* nullable */
  guint n;
};

G_DEFINE_FINAL_TYPE (AmbReviewBulk, amb_review_bulk, GTK_TYPE_BOX)

static void
update (AmbReviewBulk *self)
{
  gtk_widget_set_visible (self->button, self->n > 0 && self->running == NULL);
  gtk_widget_set_visible (self->progress, self->running != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n > 0 || self->running != NULL);
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  AmbReviewBulk *self = data;
  /* Translators: how far a change of many records is */
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u"), done, total);

  if (self->context == NULL)
    return;
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->bar), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 total > 0 ? done / (double) total : 0);
}

static char *
dup_sentence (const AmbBulkReport *report)
{
  const guint n = report->n_done;

  return report->stopped
             ? g_strdup_printf (
                   ngettext ("Stopped: %u item is approved.", "Stopped: %u items are approved.", n),
                   n)
             : g_strdup_printf (ngettext ("%u item is approved.", "%u items are approved.", n), n);
}

static void
approved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbReviewBulk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbBulkReport) report = amb_bulk_run_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *sentence = NULL;

  g_clear_object (&self->running);
  if (self->context == NULL)
    return;
  update (self);
  if (report == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
  else if (report->n_refused > 0)
    amb_refusals_show (GTK_WIDGET (self), report);
  else
    {
      sentence = dup_sentence (report);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence,
                                  report->n_done > 0);
    }
}

void
amb_review_bulk_approve (AmbReviewBulk *self, GArray *rids)
{
  g_return_if_fail (AMB_IS_REVIEW_BULK (self));

  if (self->running != NULL || rids->len == 0)
    {
      g_array_unref (rids);
      return;
    }
  self->running = g_cancellable_new ();
  progress_cb (0, rids->len, self);
  update (self);
  amb_bulk_run_async (self->context, amb_entity_find ("content-item"), amb_row_set_new (NULL, rids),
                      AMB_BULK_MOVE, "approved", NULL, _ ("Approve"), progress_cb, self->running,
                      approved_cb, g_object_ref (self));
}

void
amb_review_bulk_set_n (AmbReviewBulk *self, guint n)
{
  g_autofree char *label =
      g_strdup_printf (ngettext ("Approve %u Ticked", "Approve %u Ticked", n), n);

  g_return_if_fail (AMB_IS_REVIEW_BULK (self));

  self->n = n;
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  update (self);
}

static void
stop_cb (AmbReviewBulk *self)
{
  g_cancellable_cancel (self->running);
}

static void
amb_review_bulk_dispose (GObject *object)
{
  g_clear_object (&AMB_REVIEW_BULK (object)->context);
  G_OBJECT_CLASS (amb_review_bulk_parent_class)->dispose (object);
}

static void
amb_review_bulk_class_init (AmbReviewBulkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_review_bulk_dispose;
}

static void
amb_review_bulk_init (AmbReviewBulk *self)
{
  GtkWidget *stop = gtk_button_new_with_label (_ ("Stop"));

  self->button = gtk_button_new ();
  self->progress = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->bar), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress"), -1);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_widget_set_hexpand (self->progress, TRUE);
  gtk_widget_set_hexpand (self->button, TRUE);
  /* As wide as the list, which stays so. */
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (stop, "clicked", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->progress), self->bar);
  gtk_box_append (GTK_BOX (self->progress), stop);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_box_append (GTK_BOX (self), self->progress);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 6);
  update (self);
}

GtkWidget *
amb_review_bulk_new (AmbContext *context, const char *action)
{
  AmbReviewBulk *self = g_object_new (AMB_TYPE_REVIEW_BULK, NULL);

  self->context = g_object_ref (context);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  return GTK_WIDGET (self);
}
