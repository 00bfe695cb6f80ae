#include "amb-found-acts.h"

#include <glib/gi18n.h>

#define IDS "amb-found-ids"

typedef struct
{
  AmbFoundVerb verb;
  char **ids;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_strfreev (act->ids);
  g_free (act);
}

static gboolean
run (AmbProgramme *programme, const Act *act, AmbFoundReport *report, GError **error)
{
  const char *const *ids = (const char *const *) act->ids;

  switch (act->verb)
    {
    case AMB_FOUND_IDENTIFY:
      return amb_programme_identify (programme, ids, report, error);
    case AMB_FOUND_PUT_OFF:
      return amb_programme_put_off (programme, ids, report, error);
    case AMB_FOUND_TELL:
      return amb_programme_tell (programme, ids, report, error);
    case AMB_FOUND_REMOVE:
    default:
      return amb_programme_remove_untold (programme, ids, report, error);
    }
}

static char *
dup_done (AmbFoundVerb verb, guint n)
{
  switch (verb)
    {
    case AMB_FOUND_IDENTIFY:
      return g_strdup_printf (ngettext ("%u person identified", "%u people identified", n), n);
    case AMB_FOUND_PUT_OFF:
      return g_strdup_printf (ngettext ("%u person is not suggested for a time",
                                        "%u people are not suggested for a time", n),
                              n);
    case AMB_FOUND_TELL:
      return g_strdup_printf (ngettext ("%u person told", "%u people told", n), n);
    case AMB_FOUND_REMOVE:
    default:
      return g_strdup_printf (ngettext ("%u person removed", "%u people removed", n), n);
    }
}

static gpointer
write_act (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;
  g_auto (AmbFoundReport) report = { 0 };
  g_autofree char *done = NULL;

  if (!run (programme, act, &report, error))
    return NULL;
  done = dup_done (act->verb, report.n_done);
  if (report.left->len == 0)
    return g_steal_pointer (&done);
  /* Translators: “3 people identified”, and a sentence about the first who was left. */
  return g_strdup_printf (_ ("%1$s; left: %2$s"), done, (char *) report.left->pdata[0]);
}

void
amb_found_act_async (AmbContext *context,
                     AmbFoundVerb verb,
                     char **ids,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Act *act = g_new0 (Act, 1);

  act->verb = verb;
  act->ids = ids;
  amb_context_write_async (context, write_act, act, act_free, g_free, NULL, callback, user_data);
}

char *
amb_found_act_finish (AmbContext *context, GAsyncResult *result, GError **error)
{
  return amb_context_write_finish (context, result, error);
}

/* Who is removed is listed before; it can be undone all the same. */

static GtkWidget *
new_row (const AmbUntold *one)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (one->name, -1);
  g_autofree char *node = g_markup_escape_text (one->node != NULL ? one->node : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), node);
  return row;
}

static GtkWidget *
new_list (GPtrArray *untold, GStrvBuilder *ids)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  for (guint i = 0; i < untold->len; i++)
    {
      const AmbUntold *one = g_ptr_array_index (untold, i);

      if (!one->is_removable)
        continue;
      g_strv_builder_add (ids, one->id);
      gtk_list_box_append (GTK_LIST_BOX (list), new_row (one));
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  return scrolled;
}

GtkWidget *
amb_found_removal_new (GtkWindow *parent, GPtrArray *untold)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GtkWidget *dialog = adw_message_dialog_new (
      parent, _ ("Never Told"),
      _ ("These people were found by their activity, and nobody told them in time. They are "
         "removed together with what is kept about them; Undo brings them back."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_set_extra_child (message, new_list (untold, ids));
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "remove", _ ("_Remove"),
                                    NULL);
  adw_message_dialog_set_response_appearance (message, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), IDS, g_strv_builder_end (ids),
                          (GDestroyNotify) g_strfreev);
  return dialog;
}

char **
amb_found_removal_get_ids (AdwMessageDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), IDS);
}
