#include "amb-beside.h"
#include "amb-own-records.h"
#include "amb-sync-apart.h"

#include <glib/gi18n.h>

#define ROWS "amb-beside-rows"

/* Another profile is another process of this program. */
static void
open_cb (AdwActionRow *row)
{
  const char *folder = g_object_get_data (G_OBJECT (row), "folder");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *const words[] = { program ? program : "ambassade", "--profile", folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_NONE, &error);

  if (!process)
    adw_action_row_set_subtitle (row, error->message);
}

static GtkWidget *
new_row (const char *folder)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *place = amb_own_records_dup_place (folder);
  g_autofree char *markup = g_markup_escape_text (place, -1);
  g_autofree char *title = g_markup_escape_text (name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "folder", g_strdup (folder), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), NULL);
  return row;
}

void
amb_beside_fill (AdwPreferencesGroup *group, AmbStore *store)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (group), ROWS);
  g_auto (GStrv) folders = amb_sync_list_apart (store);

  for (guint i = 0; rows && i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  rows = g_ptr_array_new ();
  for (char **folder = folders; *folder; folder++)
    {
      GtkWidget *row = new_row (*folder);

      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
  g_object_set_data_full (G_OBJECT (group), ROWS, rows, (GDestroyNotify) g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (group), *folders != NULL);
}
