#include "amb-composer-rows.h"

#include "amb-candidates.h"
#include "amb-chip.h"
#include "amb-display.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

#define PERSON "amb-composer-person"
#define END    "amb-composer-end"

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* “Fit 84 · Producer · France · Sales · Japanese”: what is known. */
static char *
describe (const AmbComposerPerson *person, gboolean has_chip)
{
  g_autofree char *state = !has_chip && !g_str_equal (person->state, "shortlisted")
                               ? amb_display_state (amb_entity_find ("ambassador"), person->state)
                               : NULL;
  g_autofree char *language =
      person->language != NULL ? amb_display_language (person->language) : NULL;
  g_autofree char *number = person->fit != NULL ? amb_fit_dup_decimal (person->fit) : NULL;
  /* Translators: how well a candidate fits, from 0 to 100 */
  g_autofree char *fit = number != NULL ? g_strdup_printf (_ ("Fit %s"), number) : NULL;
  const char *const parts[] = {
    fit, state, person->role, person->node, person->department, language
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_state (GtkBox *end, const AmbComposerPerson *person)
{
  const AmbField *field = amb_entity_get_state_field (amb_entity_find ("ambassador"));
  GtkWidget *chip = amb_chip_new ();

  amb_chip_set_choice (AMB_CHIP (chip), amb_field_find_choice (field, person->state));
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (end, chip);
}

GtkWidget *
amb_composer_row_new (const AmbComposerPerson *person, gboolean has_chip)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  g_autofree char *where = describe (person, has_chip);

  gtk_widget_add_css_class (row, "amb-line");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (text), new_label (person->name, NULL));
  if (*where != '\0')
    gtk_box_append (GTK_BOX (text), new_label (where, "amb-line-text"));
  if (person->reason != NULL)
    gtk_box_append (GTK_BOX (text), new_label (person->reason, "amb-line-text"));
  if (has_chip)
    append_state (GTK_BOX (end), person);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), end);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, person->name,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), PERSON, g_strdup (person->id), g_free);
  g_object_set_data (G_OBJECT (row), END, end);
  return row;
}

const char *
amb_composer_row_get_person (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), PERSON);
}

void
amb_composer_row_add_button (GtkWidget *row, const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    amb_composer_row_get_person (row));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (g_object_get_data (G_OBJECT (row), END), button);
}

static GtkWidget *
new_line (GtkWidget *first, GtkWidget *second)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_widget_add_css_class (row, "amb-line");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

GtkWidget *
amb_composer_hole_row_new (const AmbComposerHole *hole)
{
  g_autofree char *text = amb_composer_hole_dup_text (hole);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *icon =
      gtk_image_new_from_icon_name (hole->nobody ? "dialog-warning-symbolic" : "amb-todo-symbolic");
  GtkWidget *row = new_line (icon, label);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (icon, hole->nobody ? "amb-warn" : "amb-quiet");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static char *
dup_value (const AmbComposerTally *tally)
{
  if (tally->value == NULL)
    return g_strdup (_ ("Not known"));
  if (tally->side == AMB_COMPOSER_COUNTRY)
    return amb_display_country (tally->value);
  if (tally->side == AMB_COMPOSER_LANGUAGE)
    return amb_display_language (tally->value);
  if (tally->side == AMB_COMPOSER_AUDIENCE)
    return amb_field_format (amb_entity_find_field (amb_entity_find ("content-item"), "audience"),
                             tally->value);
  return g_strdup (tally->name);
}

GtkWidget *
amb_composer_tally_row_new (const AmbComposerTally *tally)
{
  g_autofree char *value = dup_value (tally);
  g_autofree char *count = g_strdup_printf ("%u", tally->n);
  GtkWidget *label = new_label (value, NULL);
  GtkWidget *row = new_line (label, new_label (count, "amb-num"));
  g_autofree char *name = g_strdup_printf ("%s: %s", value, count);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

GtkWidget *
amb_composer_pair_row_new (const AmbComposerPair *pair)
{
  const gboolean differs = pair->n_first != pair->n_second;
  const guint counts[] = { pair->n_first, pair->n_second };
  g_autofree char *value = dup_value (pair->tally);
  GtkWidget *label = new_label (value, NULL);
  GtkWidget *numbers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = new_line (label, numbers);
  g_autofree char *name = g_strdup_printf ("%s: %u, %u", value, counts[0], counts[1]);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_set_homogeneous (GTK_BOX (numbers), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", counts[i]);
      GtkWidget *number = new_label (text, "amb-num");

      gtk_label_set_width_chars (GTK_LABEL (number), 3);
      gtk_label_set_xalign (GTK_LABEL (number), 1);
      gtk_widget_add_css_class (number, differs ? "heading" : "amb-quiet");
      gtk_box_append (GTK_BOX (numbers), number);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

const char *
amb_composer_get_side_title (AmbComposerSide side)
{
  static const char *const titles[] = { N_ ("By Role"), N_ ("By Department"), N_ ("By Country"),
                                        N_ ("By Language"), N_ ("By Audience") };

  return _ (titles[side]);
}
