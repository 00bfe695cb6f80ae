#include "amb-placeholder-page.h"
#include "amb-action.h"

struct _AmbPlaceholderPage
{
  AmbPage parent_instance;

  GtkWidget *status;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (AmbPlaceholderPage, amb_placeholder_page, AMB_TYPE_PAGE)

static void
amb_placeholder_page_class_init (AmbPlaceholderPageClass *klass)
{
}

static void
amb_placeholder_page_init (AmbPlaceholderPage *self)
{
  self->status = adw_status_page_new ();
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->status), self->button);
  adw_bin_set_child (ADW_BIN (self), self->status);
}

void
amb_placeholder_page_set (AmbPlaceholderPage *self,
                          const char *icon,
                          const char *title,
                          const char *description,
                          const char *label,
                          const char *action)
{
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), description);
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  amb_action_set (GTK_ACTIONABLE (self->button), action);
}
