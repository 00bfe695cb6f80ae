#include "amb-person-roles.h"

#include "amb-role-figures.h"

#include <adwaita.h>
#include <glib/gi18n.h>

GtkWidget *
amb_person_roles_new (AmbContext *context, const char *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *figures = amb_role_figures_new (context);
  GtkWidget *none = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "amb-role-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Role to Show"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (none),
      _ ("What shows that a role is held well is for its holder, their lead and managers."));
  gtk_widget_add_css_class (none, "compact");
  g_object_bind_property (figures, "visible", none, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  gtk_box_append (GTK_BOX (box), figures);
  gtk_box_append (GTK_BOX (box), none);
  amb_role_figures_set_person (AMB_ROLE_FIGURES (figures), person);
  return box;
}
