/* What whoever writes is told before. */
#include "amb-write-private.h"

#include <glib/gi18n.h>

#define NAMES 6 /* of those whom a note is about */

static void
append (GtkBox *box, const char *icon, const char *style, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (image, style);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (box, line);
}

/* “Ana, Ben, Cy and 4 more” */
static char *
dup_names (char **names)
{
  guint n = g_strv_length (names);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, NAMES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
  if (n <= NAMES)
    return g_string_free (g_steal_pointer (&text), FALSE);
  /* Translators: some names, then how many more there are */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - NAMES), text->str,
                          n - NAMES);
}

static char **
list_reach (const AmbWriting *writing, AmbWritingReach reach)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < writing->people->len; i++)
    {
      const AmbWritingPerson *person = g_ptr_array_index (writing->people, i);

      if (person->reach == reach)
        g_strv_builder_add (names, person->name);
    }
  return g_strv_builder_end (names);
}

static void
append_names (GtkBox *box, const char *icon, const char *style, const char *format, char **names)
{
  g_autofree char *shown = dup_names (names);
  g_autofree char *text = NULL;

  if (names[0] == NULL)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, shown);
#pragma GCC diagnostic pop
  append (box, icon, style, text);
}

/* In so many mails, and how they go. */
static void
append_plan (GtkBox *box, const AmbWriting *writing, guint n_mails)
{
  g_autofree char *text = NULL;

  if (n_mails == 0)
    text = g_strdup (_ ("Nobody is left to write to."));
  else if (n_mails == 1)
    text = g_strdup (_ ("The mail opens in the mail program, where it is sent. That it was written "
                        "is kept here."));
  else
    text = g_strdup_printf (
        ngettext ("%u mail opens in the mail program, where it is sent. That it was written is "
                  "kept here.",
                  "%u mails open one after the other in the mail program, where they are sent. "
                  "That they were written is kept here.",
                  n_mails),
        n_mails);
  append (box, "mail-send-symbolic", "amb-quiet", text);
  if (n_mails > 1 && amb_writing_is_personal (writing))
    append (box, "avatar-default-symbolic", "amb-quiet",
            _ ("{name}, {first-name}, {role} and {evidence} become those of each person, so each "
               "gets a mail "
               "of their own."));
}

void
amb_write_notes_fill (GtkBox *box, const AmbWriting *writing, guint n_mails)
{
  g_auto (GStrv) open = amb_writing_list_open (writing);
  g_auto (GStrv) without = amb_writing_list_without (writing);
  g_auto (GStrv) addressless = list_reach (writing, AMB_WRITING_NO_ADDRESS);
  g_auto (GStrv) opted_out = list_reach (writing, AMB_WRITING_OPTED_OUT);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  append_names (box, "dialog-warning-symbolic", "amb-warn",
                _ ("Nothing is known for %s. Take it out of the text, or write the words."), open);
  append_names (box, "dialog-warning-symbolic", "amb-warn",
                _ ("No role is known of %s: {role} stays empty."), without);
  append_names (box, "action-unavailable-symbolic", "amb-quiet",
                _ ("Without an e-mail address, not written to: %s"), addressless);
  append_names (box, "action-unavailable-symbolic", "amb-quiet",
                _ ("Want no messages, not written to: %s"), opted_out);
  append_plan (box, writing, n_mails);
}
