#include "amb-today-row.h"
#include "amb-action.h"
#include "amb-chip.h"
#include "amb-icon-tile.h"

#include <adwaita.h>

#define SIDE_CHARS 30 /* of a line in the narrow column, before it ellipsizes */

struct _AmbTodayRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *box;
  GtkWidget *texts;
  GtkWidget *when; /* nullable */
  GtkWidget *buttons;
  GtkWidget *arrow;
  gboolean has_acts; /* more than one button: they stay, whatever room there is */
  char *verb_action; /* what the button does */
  char *open_action; /* what the row itself does */
};

G_DEFINE_FINAL_TYPE (AmbTodayRow, amb_today_row, GTK_TYPE_LIST_BOX_ROW)

static void
amb_today_row_finalize (GObject *object)
{
  AmbTodayRow *self = AMB_TODAY_ROW (object);

  g_free (self->verb_action);
  g_free (self->open_action);
  G_OBJECT_CLASS (amb_today_row_parent_class)->finalize (object);
}

static void
amb_today_row_class_init (AmbTodayRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_today_row_finalize;
}

static void
amb_today_row_init (AmbTodayRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "amb-line");
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_mark (const AmbTodayLine *line)
{
  GtkWidget *avatar;

  if (line->icon != NULL)
    return amb_icon_tile_new (line->icon, line->icon_style);
  avatar = adw_avatar_new (34, line->title, TRUE);
  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  return avatar;
}

static GtkWidget *
new_texts (const AmbTodayLine *line, gboolean is_main)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_label (line->title, NULL));
  if (line->caption != NULL)
    gtk_box_append (GTK_BOX (box), new_label (line->caption, "amb-line-text"));
  for (GtkWidget *label = gtk_widget_get_first_child (box); label != NULL && !is_main;
       label = gtk_widget_get_next_sibling (label))
    gtk_label_set_max_width_chars (GTK_LABEL (label), SIDE_CHARS);
  return box;
}

static GtkWidget *
new_when (const AmbTodayLine *line)
{
  GtkWidget *chip;

  if (line->when_style == NULL)
    {
      GtkWidget *label = new_label (line->when, "amb-line-text");
      gtk_widget_add_css_class (label, "amb-num");
      return label;
    }
  chip = amb_chip_new ();
  amb_chip_set (AMB_CHIP (chip), "amb-clock-symbolic", line->when, line->when_style);
  return chip;
}

static GtkWidget *
new_button (const AmbTodayLine *line, const char *verb, const char *action, gboolean leads)
{
  GtkWidget *button = gtk_button_new_with_label (verb);
  g_autofree char *name = g_strdup_printf ("%s: %s", verb, line->title);

  gtk_widget_add_css_class (button, "amb-line-button");
  if (leads)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  amb_action_set (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
new_buttons (const AmbTodayLine *line, GtkSizeGroup *buttons, gboolean leads)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = new_button (line, line->verb, line->action, leads);

  for (guint i = 0; line->acts != NULL && i < line->acts->len; i++)
    {
      const AmbTodayAct *act = g_ptr_array_index (line->acts, i);

      gtk_box_append (GTK_BOX (box), new_button (line, act->verb, act->action, FALSE));
    }
  gtk_size_group_add_widget (buttons, button);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

GtkWidget *
amb_today_row_new (const AmbTodayLine *line,
                   GtkSizeGroup *buttons,
                   gboolean leads,
                   gboolean is_main)
{
  AmbTodayRow *self = g_object_new (AMB_TYPE_TODAY_ROW, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->texts = new_texts (line, is_main);
  gtk_box_append (GTK_BOX (self->box), new_mark (line));
  gtk_box_append (GTK_BOX (self->box), self->texts);
  if (line->when != NULL)
    {
      self->when = new_when (line);
      gtk_box_append (GTK_BOX (self->box), self->when);
    }
  self->buttons = new_buttons (line, buttons, leads);
  self->has_acts = line->acts != NULL;
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  self->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_box_append (GTK_BOX (self->box), self->arrow);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, line->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  line->caption != NULL ? line->caption : "", -1);

  self->verb_action = g_strdup (line->action);
  if (line->entity != NULL)
    self->open_action =
        g_strdup_printf ("win.open-record(('%s','%s'))", line->entity->name, line->id);
  else
    self->open_action = g_strdup (line->action);
  amb_today_row_set_narrow (self, FALSE);
  return GTK_WIDGET (self);
}

/* Beside the texts it would leave a name no room. */
static void
place (AmbTodayRow *self, GtkWidget *widget, GtkWidget *after, gboolean below)
{
  g_autoptr (GtkWidget) part = g_object_ref (widget);

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (part)), part);
  if (below)
    gtk_box_append (GTK_BOX (self->texts), part);
  else
    gtk_box_insert_child_after (GTK_BOX (self->box), part, after);
}

/* Where there is no room for the button, the row does what the button would; several stand below.
 */
void
amb_today_row_set_narrow (AmbTodayRow *self, gboolean narrow)
{
  if (self->when != NULL)
    place (self, self->when, self->texts, narrow);
  if (self->has_acts)
    place (self, self->buttons, self->when != NULL && !narrow ? self->when : self->texts, narrow);
  gtk_widget_set_visible (self->buttons, !narrow || self->has_acts);
  gtk_widget_set_visible (self->arrow, narrow && !self->has_acts);
  amb_action_set (GTK_ACTIONABLE (self),
                  narrow && !self->has_acts ? self->verb_action : self->open_action);
}
