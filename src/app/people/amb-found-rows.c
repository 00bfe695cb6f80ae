#include "amb-found-rows.h"

#include "amb-chip.h"
#include "amb-display.h"
#include "amb-fold-box.h"

#include <glib/gi18n.h>

#define CHARS 58 /* of the texts, side by side with the buttons */
#define ID    "amb-found-id"
#define CHECK "amb-found-check"

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* @check: (nullable) */
static GtkWidget *
new_texts (GtkWidget *check, const char *name, const char *node, const char *text)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  if (check != NULL)
    gtk_box_append (GTK_BOX (side), check);
  gtk_box_append (GTK_BOX (texts), new_label (name, NULL));
  gtk_box_append (GTK_BOX (texts), new_label (text, "amb-line-text"));
  if (node != NULL)
    gtk_box_append (GTK_BOX (texts), new_label (node, "amb-line-text"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (side), texts);
  return side;
}

/* The buttons stand below the texts where both don't fit side by side. */
static GtkWidget *
new_row (const char *id, const char *name, GtkWidget *texts, GtkWidget *buttons)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), amb_fold_box_new (texts, buttons));
  gtk_widget_add_css_class (row, "amb-line");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "ambassador", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  g_object_set_data_full (G_OBJECT (row), ID, g_strdup (id), g_free);
  return row;
}

static void
add_button (
    GtkWidget *buttons, const char *id, const char *label, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "amb-line-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (buttons), button);
}

static GtkWidget *
new_check (const char *name)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *choose = g_strdup_printf (_ ("Choose %s"), name);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, choose,
                                  -1);
  return check;
}

GtkWidget *
amb_found_row_new (const AmbSuggestions *found,
                   const AmbSuggestion *one,
                   AmbFoundKind kind,
                   guint rights)
{
  g_autofree char *evidence = amb_suggestion_dup_evidence (found, one, 1u << kind);
  g_autofree char *identify = g_strdup_printf (_ ("Identify %s"), one->name);
  g_autofree char *later = g_strdup_printf (_ ("Not now: %s"), one->name);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = (rights & (AMB_FOUND_MAY_IDENTIFY | AMB_FOUND_MAY_CHANGE)) != 0
                         ? new_check (one->name)
                         : NULL;
  GtkWidget *row =
      new_row (one->id, one->name, new_texts (check, one->name, one->node, evidence), buttons);

  g_object_set_data (G_OBJECT (row), CHECK, check);
  if ((rights & AMB_FOUND_MAY_CHANGE) != 0)
    add_button (buttons, one->id, _ ("Not Now"), later, "found.not-now");
  if ((rights & AMB_FOUND_MAY_IDENTIFY) != 0)
    add_button (buttons, one->id, _ ("Identify"), identify, "found.identify");
  return row;
}

GtkCheckButton *
amb_found_row_get_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), CHECK);
}

const char *
amb_found_row_get_id (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), ID);
}

static GtkWidget *
new_deadline (const AmbUntold *one, const char *today)
{
  GtkWidget *chip = amb_chip_new ();
  g_autofree char *day =
      amb_display_date (one->is_removable ? one->remove_on : one->tell_by, today);
  g_autofree char *text = NULL;

  if (one->is_removable)
    text = g_strdup (_ ("To remove"));
  else if (one->is_late)
    /* Translators: a day that is over, by which somebody should have been told */
    text = g_strdup_printf (_ ("Late since %s"), day);
  else
    /* Translators: a day by which somebody is told */
    text = g_strdup_printf (_ ("By %s"), day);
  amb_chip_set (AMB_CHIP (chip), "amb-clock-symbolic", text,
                one->is_removable || one->is_late ? "bad" : "info");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  return chip;
}

GtkWidget *
amb_untold_row_new (const AmbUntold *one, const char *today, guint rights)
{
  g_autofree char *tell = g_strdup_printf (_ ("Tell %s"), one->name);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (buttons), new_deadline (one, today));
  if ((rights & AMB_FOUND_MAY_CHANGE) != 0)
    add_button (buttons, one->id, _ ("Tell Them"), tell, "found.tell");
  return new_row (
      one->id, one->name,
      new_texts (NULL, one->name, one->node, one->why != NULL ? one->why : _ ("No reason kept")),
      buttons);
}
