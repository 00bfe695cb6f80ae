#include "amb-refusals.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
refusal_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "amb-refused");
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, label);
}

static void
refusal_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* Everybody who was left alone, each with the reason, however many they are. */
static GtkWidget *
create_refusals (const AmbBulkReport *report)
{
  GtkStringList *lines = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;

  for (guint i = 0; i < report->refusals->len; i++)
    {
      const AmbBulkRefusal *refusal = g_ptr_array_index (report->refusals, i);
      /* Translators: a record's name, then why it was left alone */
      g_autofree char *line = g_strdup_printf (
          _ ("%s: %s"), refusal->title ? refusal->title : _ ("No name"), refusal->message);

      gtk_string_list_append (lines, line);
    }
  if (report->n_refused > report->refusals->len)
    {
      guint more = report->n_refused - report->refusals->len;
      g_autofree char *line =
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", more), more);

      gtk_string_list_append (lines, line);
    }
  g_signal_connect (factory, "setup", G_CALLBACK (refusal_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (refusal_bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (lines))),
                            factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Left alone, and why"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, -1, 220);
  gtk_widget_add_css_class (scroller, "card");
  return scroller;
}

void
amb_refusals_show (GtkWidget *widget, const AmbBulkReport *report)
{
  g_autofree char *heading = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u Was Left Alone", "%u Were Left Alone", report->n_refused),
      report->n_refused);
  g_autofree char *done = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u was done.", "%u were done.", report->n_done),
      report->n_done);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, done);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_refusals (report));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
