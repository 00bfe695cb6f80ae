#include "amb-focus-guard.h"

#define SIGNALS "amb-focus-guard"

/* Whoever takes a widget away is through with it by then, and no event came in between. */
static gboolean
clear_focus_cb (gpointer data)
{
  GtkWindow *window = data;
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus != NULL && gtk_widget_get_root (focus) == NULL &&
      !gtk_widget_in_destruction (GTK_WIDGET (window)))
    gtk_window_set_focus (window, NULL);
  return G_SOURCE_REMOVE;
}

static void
root_changed_cb (GtkWidget *focus, GParamSpec *pspec, GtkWindow *window)
{
  if (gtk_widget_get_root (focus) == NULL && !gtk_widget_in_destruction (GTK_WIDGET (window)))
    g_idle_add_full (G_PRIORITY_HIGH, clear_focus_cb, g_object_ref (window), g_object_unref);
}

static void
focus_changed_cb (GtkWindow *window)
{
  g_signal_group_set_target (g_object_get_data (G_OBJECT (window), SIGNALS),
                             gtk_window_get_focus (window));
}

static void
watch (GtkWindow *window)
{
  GSignalGroup *signals = g_signal_group_new (GTK_TYPE_WIDGET);

  g_signal_group_connect_object (signals, "notify::root", G_CALLBACK (root_changed_cb), window, 0);
  g_object_set_data_full (G_OBJECT (window), SIGNALS, signals, g_object_unref);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_changed_cb), NULL);
  focus_changed_cb (window);
}

static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_object_get_data (G_OBJECT (window), SIGNALS) == NULL)
        watch (window);
    }
}

void
amb_focus_guard_begin (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb),
                    NULL);
}
