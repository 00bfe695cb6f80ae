#include "amb-error.h"
#include "amb-window-private.h"
#include "amb-shortcuts.h"
#include "amb-today-page.h"
#include "amb-welcome.h"

#include <glib/gi18n.h>

#define HISTORY_LENGTH 50
#define TOAST_SECONDS  8

G_DEFINE_FINAL_TYPE (AmbWindow, amb_window, ADW_TYPE_APPLICATION_WINDOW)

static void
search_mode_changed (AmbWindow *self)
{
  if (self->page != NULL && amb_page_get_search_mode (self->page))
    amb_page_focus_search (self->page);
}

static void
show_page (AmbWindow *self, AmbPage *page)
{
  self->page = page;
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  g_binding_group_set_source (self->page_bindings, page);
  g_signal_group_set_target (self->page_signals, page);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", amb_page_get_actions (page));
  amb_window_update_header (self);
  amb_window_update_actions (self);
}

/* What waits, from Today to the pills. Today itself counts all of it; and as it reads everything
 * anew, whatever one's rights have become shows then. */
static void
waiting_changed_cb (AmbWindow *self, AmbTodayPage *today)
{
  amb_sidebar_set_context (self->sidebar, self->context);
  amb_window_update_actions (self);
  for (const AmbPlace *place = amb_places (); place->id != NULL; place++)
    {
      GtkWidget *page = gtk_stack_get_child_by_name (self->pages, place->id);

      amb_sidebar_set_count (
          self->sidebar, place->id,
          amb_today_page_get_waiting (today, g_str_equal (place->id, "today") ? NULL : place->id));
      if (page != NULL && place->own_label != NULL)
        amb_page_set_title (AMB_PAGE (page), amb_place_get_label (place, self->context));
    }
}

AmbPage *
amb_window_get_page (AmbWindow *self, const AmbPlace *place)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, place->id);

  if (page == NULL)
    {
      page = amb_place_new_page (place, self->context);
      gtk_stack_add_named (self->pages, page, place->id);
      if (AMB_IS_TODAY_PAGE (page))
        g_signal_connect_object (page, "waiting-changed", G_CALLBACK (waiting_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
  return AMB_PAGE (page);
}

static void
remember (AmbWindow *self)
{
  if (self->place == NULL)
    return;
  g_queue_push_head (&self->history, g_strdup (self->place->id));
  if (self->history.length > HISTORY_LENGTH)
    g_free (g_queue_pop_tail (&self->history));
}

/* What is hidden while it has the focus hands it to the header bar, a frame later. */
void
amb_window_focus_content (AmbWindow *self)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  amb_page_focus_content (self->page);
}

static void
enter (AmbWindow *self, const AmbPlace *place)
{
  self->place = place;
  /* Of the place that was left, while it still is on the screen: an entry that is hidden first
   * never hears that it lost the focus; and the header bar would inherit it. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  amb_sidebar_set_place (self->sidebar, place->id);
  show_page (self, amb_window_get_page (self, place));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  amb_window_focus_content (self);
  if (self->settings != NULL && place->is_listed)
    g_settings_set_string (self->settings, "place", place->id);
}

void
amb_window_go_to (AmbWindow *self, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, "/", 2);
  const AmbPlace *place = parts[0] != NULL ? amb_place_find (parts[0]) : NULL;
  AdwViewStack *views;

  if (place == NULL || !amb_place_is_visible (place, self->context))
    return;
  if (place != self->place)
    {
      remember (self);
      enter (self, place);
    }
  else if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  views = amb_page_get_views (self->page);
  if (parts[1] != NULL && views != NULL)
    {
      adw_view_stack_set_visible_child_name (views, parts[1]);
      amb_window_focus_content (self);
    }
}

void
amb_window_go_back (AmbWindow *self)
{
  g_autofree char *id = NULL;

  if (self->page != NULL && amb_page_go_back (self->page))
    return;
  id = g_queue_pop_head (&self->history);
  if (id != NULL)
    enter (self, amb_place_find (id));
  amb_window_update_actions (self);
}

static void
toast_dismissed_cb (AmbWindow *self, AdwToast *toast)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

void
amb_window_show_toast (AmbWindow *self, const char *text, gboolean with_undo)
{
  AdwToast *toast;
  g_autofree char *markup = g_markup_escape_text (text, -1);

  /* The latest is what one waits for: it does not queue behind those before it. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  toast = adw_toast_new (markup);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  g_set_object (&self->toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
amb_window_show_places (AmbWindow *self)
{
  g_autofree char *name = NULL;
  const AmbPlace *place = NULL;

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_set_visible_child_name (self->root, "places");
  if (self->place != NULL)
    return;
  if (self->settings != NULL)
    name = g_settings_get_string (self->settings, "place");
  if (name != NULL)
    place = amb_place_find (name);
  amb_sidebar_set_context (self->sidebar, self->context);
  amb_window_get_page (self, amb_place_find ("today"));
  enter (self,
         place != NULL && amb_place_is_visible (place, self->context) ? place : amb_places ());
}

static gboolean
transform_search (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_boolean (to, g_value_get_boolean (from));
  return TRUE;
}

static void
bind_page (AmbWindow *self)
{
  self->page_bindings = g_binding_group_new ();
  g_binding_group_bind (self->page_bindings, "can-search", self->search_button, "visible",
                        G_BINDING_SYNC_CREATE);
  g_binding_group_bind_full (self->page_bindings, "search-mode", self->search_button, "active",
                             G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, transform_search,
                             transform_search, NULL, NULL);

  self->page_signals = g_signal_group_new (AMB_TYPE_PAGE);
  g_signal_group_connect_swapped (self->page_signals, "notify::title",
                                  G_CALLBACK (amb_window_update_header), self);
  g_signal_group_connect_swapped (self->page_signals, "notify::subtitle",
                                  G_CALLBACK (amb_window_update_header), self);
  g_signal_group_connect_swapped (self->page_signals, "notify::views",
                                  G_CALLBACK (amb_window_update_header), self);
  g_signal_group_connect_swapped (self->page_signals, "notify::primary-label",
                                  G_CALLBACK (amb_window_update_header), self);
  g_signal_group_connect_swapped (self->page_signals, "notify::primary-suggested",
                                  G_CALLBACK (amb_window_update_header), self);
  g_signal_group_connect_swapped (self->page_signals, "notify::search-mode",
                                  G_CALLBACK (search_mode_changed), self);
}

static void
amb_window_dispose (GObject *object)
{
  AmbWindow *self = AMB_WINDOW (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  self->page = NULL;
  g_clear_object (&self->page_bindings);
  g_clear_object (&self->page_signals);
  g_clear_object (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_WINDOW);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_queue_clear_full (&self->history, g_free);
  G_OBJECT_CLASS (amb_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, root);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, content);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, header);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, title_box);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, view_switch);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, compact_title);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, primary_button);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, sync_chip);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, node_bar);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AmbWindow, switcher_bar);
  gtk_widget_class_bind_template_callback (widget_class, amb_window_update_header);
  gtk_widget_class_bind_template_callback (widget_class, amb_window_fit_header);
}

static void
amb_window_class_init (AmbWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_window_dispose;
  g_type_ensure (AMB_TYPE_NODE_BAR);
  g_type_ensure (AMB_TYPE_SIDEBAR);
  g_type_ensure (AMB_TYPE_SYNC_CHIP);
  g_type_ensure (AMB_TYPE_VIEW_SWITCH);
  g_type_ensure (AMB_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/ambassade/Ambassade/ui/shell/amb-window.ui");
  bind_template (widget_class);
}

static void
amb_window_init (AmbWindow *self)
{
  g_queue_init (&self->history);
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_page (self);
  amb_window_install_actions (self);
  amb_shortcuts_install (GTK_WIDGET (self));
  g_signal_connect_swapped (self->sync_chip, "notify::brief", G_CALLBACK (amb_window_update_calm),
                            self);
}

static void
show_welcome (AmbWindow *self)
{
  GtkWidget *welcome = amb_welcome_new (self->context);

  g_signal_connect_object (welcome, "done", G_CALLBACK (amb_window_show_places), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->root, welcome, "welcome");
  gtk_stack_set_visible_child (self->root, welcome);
}

AmbWindow *
amb_window_new (AdwApplication *application, AmbContext *context, GSettings *settings)
{
  AmbWindow *self = g_object_new (AMB_TYPE_WINDOW, "application", application, NULL);

  g_set_object (&self->context, context);
  g_set_object (&self->settings, settings);
  if (settings != NULL)
    {
      g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
      if (!g_settings_get_boolean (settings, "show-sidebar"))
        adw_flap_set_reveal_flap (self->flap, FALSE);
    }
  amb_sync_chip_set_context (self->sync_chip, context);
  amb_node_bar_set_context (self->node_bar, context);
  g_signal_connect_swapped (context, "undo-changed", G_CALLBACK (amb_window_update_actions), self);
  if (amb_welcome_is_due (context))
    show_welcome (self);
  else
    amb_window_show_places (self);
  return self;
}

AmbWindow *
amb_window_new_for_error (AdwApplication *application, const char *message)
{
  AmbWindow *self = g_object_new (AMB_TYPE_WINDOW, "application", application, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Try Again"));
  g_autofree char *markup = g_markup_escape_text (message, -1);

  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  gtk_widget_set_vexpand (page, TRUE);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("The Programme Can’t Be Opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), markup);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.try-again");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  gtk_stack_add_named (self->root, box, "error");
  gtk_stack_set_visible_child (self->root, box);
  gtk_widget_grab_focus (button);
  return self;
}
