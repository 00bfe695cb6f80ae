#include "amb-hold-banner.h"

#include "amb-holds.h"

#include <glib/gi18n.h>

struct _AmbHoldBanner
{
  AdwBin parent_instance;

  AmbContext *context;
  GCancellable *reading;
  GtkWidget *label, *button;
  char *order; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbHoldBanner, amb_hold_banner, ADW_TYPE_BIN)

static void
show (AmbHoldBanner *self, const AmbHoldNews *news)
{
  g_autofree char *items = g_strdup_printf (
      ngettext ("%u publication waits.", "%u publications wait.", news->n_items), news->n_items);
  g_autofree char *line = NULL;

  g_free (self->order);
  self->order = g_strdup (news->order);
  if (news->n_holds > 1)
    {
      g_autofree char *holds = g_strdup_printf (
          ngettext ("%u hold stands.", "%u holds stand.", news->n_holds), news->n_holds);

      line = g_strdup_printf ("%s %s", holds, items);
    }
  else
    /* Translators: the title of the hold (“On hold: All publications”), then how many wait */
    line = g_strdup_printf (_ ("%s. %s"), news->words != NULL ? news->words : "", items);
  gtk_label_set_label (GTK_LABEL (self->label), line);
  gtk_widget_set_visible (GTK_WIDGET (self), news->n_holds > 0);
}

static gpointer
read_news (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_holds_load_news (store, error);
}

static void
free_news (gpointer data)
{
  amb_hold_news_free (data);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbHoldBanner) self = data;
  g_autoptr (AmbHoldNews) news = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  if (news != NULL && self->context != NULL)
    show (self, news);
}

static void
load (AmbHoldBanner *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  amb_context_read_async (self->context, read_news, NULL, NULL, free_news, self->reading, read_cb,
                          g_object_ref (self));
}

static void
changed_cb (AmbHoldBanner *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const AmbChange *change = changes->pdata[i];

      if (change->entity == amb_entity_find ("hold-order") ||
          (self->order != NULL && change->entity == amb_entity_find ("content-item")))
        {
          load (self);
          return;
        }
    }
}

static void
lift_cb (AmbHoldBanner *self)
{
  if (self->order != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.lift", "s", self->order);
}

static void
amb_hold_banner_dispose (GObject *object)
{
  AmbHoldBanner *self = AMB_HOLD_BANNER (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  g_clear_pointer (&self->order, g_free);
  G_OBJECT_CLASS (amb_hold_banner_parent_class)->dispose (object);
}

static void
amb_hold_banner_class_init (AmbHoldBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_hold_banner_dispose;
}

static void
amb_hold_banner_init (AmbHoldBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name ("media-playback-pause-symbolic");

  self->label = gtk_label_new (NULL);
  self->button = gtk_button_new_with_label (_ ("Restore List…"));
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Restore list of the hold, and lifting it"), -1);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_widget_add_css_class (box, "amb-notice");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_hide (GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (lift_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
amb_hold_banner_new (AmbContext *context, gboolean lifts)
{
  AmbHoldBanner *self = g_object_new (AMB_TYPE_HOLD_BANNER, NULL);

  self->context = g_object_ref (context);
  gtk_widget_set_visible (self->button, lifts);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
