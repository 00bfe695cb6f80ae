#include "amb-chosen-path.h"

#include <glib/gi18n.h>

char *
amb_chosen_path (GtkNativeDialog *chooser, int response, const char **why)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;
  gboolean opens =
      gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) == GTK_FILE_CHOOSER_ACTION_OPEN;

  *why = NULL;
  if (response == GTK_RESPONSE_ACCEPT && path == NULL)
    *why = opens ? _ ("This file is not on this computer. Save a copy of it here and choose that.")
                 : _ ("This place can’t be written to. Choose a folder of this computer.");
  return path;
}
