/* Every accelerator of the window, in one table: what is bound is what the shortcuts window shows.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *group;  /* N_(): heading in the shortcuts window */
  const char *title;  /* N_() */
  const char *accel;  /* "<Control>k" */
  const char *action; /* detailed action name; NULL: the focused list or form has the key itself */
} AmbShortcut;

/** amb_shortcuts: ends with a NULL title; rows of one group stand together */
const AmbShortcut *amb_shortcuts (void);
/** amb_shortcuts_install: binds the actions to the keys in @widget, after what has the focus had
 * its turn */
void amb_shortcuts_install (GtkWidget *widget);
/** amb_shortcuts_install_application: binds the `app.` actions to their keys in every window */
void amb_shortcuts_install_application (GtkApplication *application);
/** amb_shortcuts_new_window: (transfer full): a GtkShortcutsWindow made of the same table */
GtkWindow *amb_shortcuts_new_window (void);

G_END_DECLS
