#include "amb-composer-guests.h"

#include "amb-chip.h"
#include "amb-display.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

static gboolean
waits (const AmbComposerGuest *guest)
{
  return !guest->gave_up && guest->standing != NULL &&
         (g_str_equal (guest->standing, "sent") || g_str_equal (guest->standing, "lapsed"));
}

/* “by telephone, recorded by Inès” */
static char *
dup_way (const AmbComposerGuest *guest)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("invitation"), "channel");
  g_autofree char *way = guest->channel != NULL ? amb_field_format (field, guest->channel) : NULL;

  if (guest->by == NULL)
    return g_steal_pointer (&way);
  if (way == NULL)
    /* Translators: a name */
    return g_strdup_printf (_ ("recorded by %s"), guest->by);
  /* Translators: how an answer came (“By telephone”), then a name */
  return g_strdup_printf (_ ("%s, recorded by %s"), way, guest->by);
}

static char *
describe (const AmbComposerGuest *guest, const char *today)
{
  g_autofree char *by =
      guest->answer_by != NULL ? amb_display_date (guest->answer_by, today) : NULL;
  g_autofree char *on = guest->answered != NULL ? amb_display_date (guest->answered, today) : NULL;
  g_autofree char *way = dup_way (guest);

  if (guest->gave_up)
    return g_strdup (_ ("The seat went to somebody else"));
  if (guest->standing == NULL)
    return g_strdup (_ ("Not invited yet"));
  if (waits (guest))
    return by != NULL ? g_strdup_printf (_ ("Answer by %s"), by) : NULL;
  if (on != NULL && way != NULL)
    return g_strdup_printf ("%s · %s", on, way);
  return g_steal_pointer (&on);
}

static void
append_chip (GtkBox *text, const AmbComposerGuest *guest)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("invitation"), "standing");
  GtkWidget *chip;

  if (guest->standing == NULL)
    return;
  chip = amb_chip_new ();
  amb_chip_set_choice (AMB_CHIP (chip), amb_field_find_choice (field, guest->standing));
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_box_append (text, chip);
}

static void
append_button (GtkBox *end, const AmbComposerGuest *guest)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Answer…"));
  g_autofree char *name = g_strdup_printf (_ ("Record the answer of %s"), guest->name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", guest->person);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "composer.answer");
  gtk_box_append (end, button);
}

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

static GtkWidget *
row_new (const AmbComposerGuest *guest, const char *today, gboolean may_write)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *words = describe (guest, today);

  gtk_widget_add_css_class (row, "amb-line");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (text), new_label (guest->name, NULL));
  if (words != NULL)
    gtk_box_append (GTK_BOX (text), new_label (words, "amb-line-text"));
  append_chip (GTK_BOX (text), guest);
  gtk_box_append (GTK_BOX (box), text);
  if (may_write && waits (guest))
    append_button (GTK_BOX (box), guest);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, guest->name,
                                  -1);
  return row;
}

void
amb_composer_guests_fill (AmbSection *section,
                          GPtrArray *guests,
                          const char *today,
                          gboolean may_write)
{
  GtkListBox *list = amb_section_get_list (section);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (list));
  int place = focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;

  amb_section_clear (section);
  amb_section_set_count (section, guests->len);
  for (guint i = 0; i < guests->len; i++)
    gtk_list_box_append (list, row_new (g_ptr_array_index (guests, i), today, may_write));
  if (place >= 0 && guests->len > 0)
    gtk_widget_grab_focus (
        GTK_WIDGET (gtk_list_box_get_row_at_index (list, MIN (place, (int) guests->len - 1))));
}
