#include "amb-family-card.h"

#include "amb-asset-words.h"
#include "amb-chip.h"
#include <glib/gi18n.h>

struct _AmbFamilyCard
{
  GtkBox parent_instance;

  GtkWidget *button;
  GtkWidget *fold; /* nullable: nothing was made of it */
  GtkWidget *fold_label;
  char *name;
  char *line;
  guint n_children, n_below;
};

G_DEFINE_FINAL_TYPE (AmbFamilyCard, amb_family_card, GTK_TYPE_BOX)

enum
{
  CLICKED,
  FOLD_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clicked_cb (AmbFamilyCard *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
fold_cb (AmbFamilyCard *self)
{
  g_signal_emit (self, signals[FOLD_CLICKED], 0);
}

static void
amb_family_card_finalize (GObject *object)
{
  AmbFamilyCard *self = AMB_FAMILY_CARD (object);

  g_free (self->name);
  g_free (self->line);
  G_OBJECT_CLASS (amb_family_card_parent_class)->finalize (object);
}

static void
amb_family_card_class_init (AmbFamilyCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_family_card_finalize;
  signals[CLICKED] = g_signal_new ("clicked", AMB_TYPE_FAMILY_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FOLD_CLICKED] = g_signal_new ("fold-clicked", AMB_TYPE_FAMILY_CARD, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "amb-family-card");
}

static void
amb_family_card_init (AmbFamilyCard *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_FILL);
}

static GtkWidget *
new_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, css);
  gtk_widget_add_css_class (label, "amb-written");
  return label;
}

static GtkWidget *
build_text (AmbFamilyCard *self, const AmbRelative *relative)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const AmbChoice *choice = amb_relative_get_choice (relative);
  const char *icon = choice != NULL && choice->icon != NULL && relative->kind != AMB_RELATIVE_ASSET
                         ? choice->icon
                         : amb_relative_get_icon (relative);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  if (choice != NULL && choice->style != NULL)
    gtk_widget_add_css_class (image, choice->style);
  gtk_widget_add_css_class (image, "amb-family-icon");
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), new_label (self->name, "amb-family-name"));
  gtk_box_append (GTK_BOX (lines), new_label (self->line, "amb-small"));
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), lines);
  return row;
}

static void
build_fold (AmbFamilyCard *self)
{
  self->fold = gtk_button_new ();
  self->fold_label = gtk_label_new (NULL);
  gtk_button_set_child (GTK_BUTTON (self->fold), self->fold_label);
  gtk_widget_add_css_class (self->fold, "flat");
  gtk_widget_add_css_class (self->fold, "amb-family-fold");
  gtk_widget_set_valign (self->fold, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->fold, "clicked", G_CALLBACK (fold_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->fold);
}

GtkWidget *
amb_family_card_new (const AmbRelative *relative, const AmbFamilyLink *link, const char *today)
{
  AmbFamilyCard *self = g_object_new (AMB_TYPE_FAMILY_CARD, NULL);
  g_autofree char *tip = NULL;

  self->name = amb_relative_dup_title (relative);
  self->line = amb_relative_dup_line (relative, today);
  self->n_children = link->n_children;
  self->n_below = link->n_below;
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), build_text (self, relative));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_hexpand (self->button, TRUE);
  tip = g_strdup_printf ("%s\n%s", self->name, self->line);
  gtk_widget_set_tooltip_text (self->button, tip);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->button);
  if (self->n_children > 0)
    build_fold (self);
  amb_family_card_set_open (self, self->n_children);
  return GTK_WIDGET (self);
}

static char *
dup_state (AmbFamilyCard *self, guint n_shown)
{
  if (self->n_children == 0)
    return g_strdup (_ ("nothing was made of it"));
  if (n_shown == 0)
    /* Translators: of a folded branch: how many descend from it */
    return g_strdup_printf (ngettext ("%u below it, folded", "%u below it, folded", self->n_below),
                            self->n_below);
  return g_strdup_printf (ngettext ("%u below it", "%u below it", self->n_below), self->n_below);
}

void
amb_family_card_set_open (AmbFamilyCard *self, guint n_shown)
{
  g_autofree char *state = dup_state (self, n_shown);
  g_autofree char *whole = g_strdup_printf ("%s. %s. %s", self->name, self->line, state);
  g_autofree char *verb = NULL;
  g_autofree char *sign = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  whole, -1);
  if (self->fold == NULL)
    return;
  verb = g_strdup_printf (n_shown > 0
                              /* Translators: folds a branch of a family; a title */
                              ? _ ("Hide what was made of “%s”")
                              : _ ("Show what was made of “%s”"),
                          self->name);
  sign = n_shown > 0 ? g_strdup ("−") : g_strdup_printf ("+%u", self->n_below);
  gtk_label_set_label (GTK_LABEL (self->fold_label), sign);
  gtk_widget_set_tooltip_text (self->fold, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL, verb,
                                  -1);
}

void
amb_family_card_set_chosen (AmbFamilyCard *self, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
}

GtkWidget *
amb_family_card_get_button (AmbFamilyCard *self)
{
  return self->button;
}
