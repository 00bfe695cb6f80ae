#include "amb-focus-key.h"

#define KEY "amb-focus-key"

void
amb_focus_key_set (GtkWidget *widget, const char *key)
{
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strdup (key), g_free);
}

static const char *
get_key (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), KEY);
}

char *
amb_focus_key_dup (GtkWidget *within)
{
  GtkRoot *root = gtk_widget_get_root (within);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, within))
    return NULL;
  for (; focus != within; focus = gtk_widget_get_parent (focus))
    if (get_key (focus) != NULL)
      return g_strdup (get_key (focus));
  return NULL;
}

/* (nullable) */
static GtkWidget *
find (GtkWidget *widget, const char *key)
{
  GtkWidget *found = g_strcmp0 (get_key (widget), key) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, key);
  return found;
}

void
amb_focus_key_give (GtkWidget *within, const char *key)
{
  GtkWidget *widget = key != NULL ? find (within, key) : NULL;

  if (key == NULL || (widget != NULL && gtk_widget_grab_focus (widget)) ||
      (widget != NULL && gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD)))
    return;
  gtk_widget_child_focus (within, GTK_DIR_TAB_FORWARD);
}
