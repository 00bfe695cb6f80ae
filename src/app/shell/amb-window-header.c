/* The header bar: what it shows of the page follows the page and the room there is. */
#include "amb-action.h"
#include "amb-window-private.h"

#include <glib/gi18n.h>

#define LEAST_SUBTITLE 12 /* characters that are worth their place */

static void
show_primary (AmbWindow *self)
{
  const char *label = self->page ? amb_page_get_primary_label (self->page) : NULL;
  GtkWidget *button = GTK_WIDGET (self->primary_button);
  gboolean has_words = self->header_room < AMB_HEADER_ICON;
  gboolean is_suggested = FALSE;

  gtk_widget_set_visible (button, label != NULL);
  if (label == NULL)
    return;
  g_object_get (self->page, "primary-suggested", &is_suggested, NULL);
  if (has_words)
    gtk_button_set_label (self->primary_button, label);
  else
    gtk_button_set_icon_name (self->primary_button, "list-add-symbolic");
  if (is_suggested && self->header_room < AMB_HEADER_COMPACT)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  amb_action_set (GTK_ACTIONABLE (button), amb_page_get_primary_action (self->page));
}

void
amb_window_update_calm (AmbWindow *self)
{
  gboolean is_compact = self->header_room == AMB_HEADER_COMPACT;
  g_autofree char *brief = NULL;
  gboolean is_calm;

  g_object_get (self->sync_chip, "brief", &brief, "is-calm", &is_calm, NULL);
  adw_window_title_set_subtitle (self->compact_title, is_calm && brief != NULL ? brief : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sync_chip), !is_compact || !is_calm);
}

static void
show_titles (AmbWindow *self)
{
  const char *title = self->page ? amb_page_get_title (self->page) : "";
  const char *subtitle = self->page ? amb_page_get_subtitle (self->page) : NULL;
  glong n_chars = subtitle != NULL ? g_utf8_strlen (subtitle, -1) : 0;

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_label_set_width_chars (self->subtitle, (int) MIN (n_chars, LEAST_SUBTITLE));
  adw_window_title_set_title (self->compact_title, title);
}

/* Everything in the bar itself, whose least width is measured then. */
static void
show_room (AmbWindow *self, AmbHeaderRoom room)
{
  gboolean is_compact = room == AMB_HEADER_COMPACT;
  gboolean has_subtitle = self->page != NULL && amb_page_get_subtitle (self->page) != NULL;

  self->header_room = room;
  gtk_widget_set_visible (self->title_box, !is_compact);
  gtk_widget_set_visible (GTK_WIDGET (self->compact_title), is_compact);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle),
                          has_subtitle && room < AMB_HEADER_NO_SUBTITLE);
  gtk_widget_set_visible (GTK_WIDGET (self->view_switch),
                          !is_compact && amb_view_switch_has_choice (self->view_switch));
  amb_view_switch_set_tight (self->view_switch, room >= AMB_HEADER_TIGHT);
  amb_sync_chip_set_compact (self->sync_chip, is_compact);
  amb_window_update_calm (self);
  show_primary (self);
}

static int
get_least_width (AmbWindow *self)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  return least;
}

static void
find_room (AmbWindow *self)
{
  AmbHeaderRoom room = AMB_HEADER_WHOLE;

  self->header_width = gtk_widget_get_width (GTK_WIDGET (self->content));
  if (amb_width_bin_get_compact (self->content))
    room = AMB_HEADER_COMPACT;
  show_room (self, room);
  while (self->header_width > 0 && room < AMB_HEADER_COMPACT &&
         get_least_width (self) > self->header_width)
    show_room (self, ++room);
}

void
amb_window_update_header (AmbWindow *self)
{
  AdwViewStack *views = self->page ? amb_page_get_views (self->page) : NULL;
  gboolean is_folded = adw_flap_get_folded (self->flap);
  gboolean is_alone = is_folded || !adw_flap_get_reveal_flap (self->flap);
  g_autofree char *title = NULL;

  if (self->page != NULL)
    {
      /* Translators: the window's title: the page, then the application */
      title = g_strdup_printf (_ ("%s – Ambassade"), amb_page_get_title (self->page));
      gtk_window_set_title (GTK_WINDOW (self), title);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), is_alone);
  adw_header_bar_set_show_start_title_buttons (self->header, is_alone);
  if (is_folded)
    gtk_widget_add_css_class (GTK_WIDGET (self->sidebar), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->sidebar), "folded");
  amb_view_switch_set_stack (self->view_switch, views);
  adw_view_switcher_bar_set_stack (self->switcher_bar, views);
  show_titles (self);
  find_room (self);
  adw_view_switcher_bar_set_reveal (self->switcher_bar,
                                    amb_view_switch_has_choice (self->view_switch) &&
                                        self->header_room == AMB_HEADER_COMPACT);
  amb_window_update_actions (self);
}

void
amb_window_fit_header (AmbWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->content));
  gboolean is_compact = self->header_room == AMB_HEADER_COMPACT;

  if (width != self->header_width || (amb_width_bin_get_compact (self->content) && !is_compact) ||
      (!is_compact && get_least_width (self) > width))
    amb_window_update_header (self);
}
