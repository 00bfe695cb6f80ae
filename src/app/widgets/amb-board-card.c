#include "amb-board-card.h"

#include "amb-chip.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define AVATAR_SIZE 24

struct _AmbBoardCard
{
  GtkWidget parent_instance;

  AmbContext *context;
  AmbBoardNotes *notes;
  AmbBoardFaceFunc describe;
  GtkWidget *head;
  GtkWidget *avatar; /* nullable, as the icon: made with the first face that has it */
  GtkWidget *icon;
  GtkWidget *name;
  GtkWidget *menu;
  GtkWidget *line;
  GtkWidget *foot;
  GtkWidget *days;
  GtkWidget *chip;  /* nullable: of the state */
  GtkWidget *extra; /* nullable, as the next: made with the first face that has it */
  GtkWidget *refusal;

  AmbListItem *item;                  /* nullable */
  const char *shown_icon, *shown_css; /* nullable, interned */
};

G_DEFINE_FINAL_TYPE (AmbBoardCard, amb_board_card, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *class, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wraps)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      /* Where a name doesn't fit, it is broken; it isn't written otherwise. */
      pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (GTK_LABEL (label), attributes);
    }
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
set_line (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
}

static char *
dup_days (AmbBoardCard *self, const AmbBoardNote *note)
{
  g_autofree char *today = amb_clock_dup_today (amb_context_get_clock (self->context), NULL);
  int days;

  if (note == NULL || note->since == NULL)
    return NULL;
  days = MAX (amb_date_days_between (note->since, today), 0);
  if (days == 0)
    return g_strdup (_ ("since today"));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
}

/* What a screen reader says of the row that the card stands in. */
static void
name_row (
    AmbBoardCard *self, const char *title, const char *node, const char *fit, const char *refusal)
{
  GtkWidget *inner = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = inner != NULL ? gtk_widget_get_parent (inner) : NULL;
  g_autoptr (GString) words = g_string_new (title);
  const char *const parts[] = { node, gtk_label_get_label (GTK_LABEL (self->foot)),
                                gtk_label_get_label (GTK_LABEL (self->days)), fit, refusal };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (words, ", %s", parts[i]);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str,
                                    -1);
}

static void
face_clear (AmbBoardFace *self)
{
  g_free (self->title);
  g_free (self->line);
  g_free (self->foot);
  g_free (self->chip);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmbBoardFace, face_clear)

/* What few cards have is made for those that do: there are hundreds of cards. */

static void
show_mark (AmbBoardCard *self, const AmbBoardFace *face)
{
  const char *const classes[] = { "amb-calendar-mark", face->icon_css, NULL };

  if (face->icon == NULL && self->avatar == NULL)
    {
      self->avatar = adw_avatar_new (AVATAR_SIZE, NULL, TRUE);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                                   -1);
      gtk_box_prepend (GTK_BOX (self->head), self->avatar);
    }
  if (face->icon != NULL && self->icon == NULL)
    {
      self->icon = gtk_image_new ();
      gtk_box_prepend (GTK_BOX (self->head), self->icon);
    }
  if (self->avatar != NULL)
    gtk_widget_set_visible (self->avatar, face->icon == NULL);
  if (self->icon != NULL)
    gtk_widget_set_visible (self->icon, face->icon != NULL);
  if (face->icon == NULL)
    adw_avatar_set_text (ADW_AVATAR (self->avatar), face->title);
  else if (self->shown_icon != g_intern_string (face->icon) ||
           self->shown_css != g_intern_string (face->icon_css))
    {
      self->shown_icon = g_intern_string (face->icon);
      self->shown_css = g_intern_string (face->icon_css);
      gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), face->icon);
      gtk_widget_set_css_classes (self->icon, (const char **) classes);
    }
}

static void
show_refusal (AmbBoardCard *self, const char *refusal)
{
  if (self->refusal == NULL && refusal != NULL)
    {
      self->refusal = make_label ("amb-refusal", TRUE);
      gtk_widget_set_parent (self->refusal, GTK_WIDGET (self));
    }
  if (self->refusal != NULL)
    set_line (self->refusal, refusal);
}

static void
show_face (AmbBoardCard *self, const AmbBoardFace *face)
{
  gtk_label_set_label (GTK_LABEL (self->name), face->title);
  show_mark (self, face);
  set_line (self->line, face->line);
  set_line (self->foot, face->foot);
  if (self->extra == NULL && face->chip != NULL)
    {
      self->extra = amb_chip_new ();
      gtk_widget_set_halign (self->extra, GTK_ALIGN_START);
      gtk_widget_insert_before (self->extra, GTK_WIDGET (self), self->refusal);
    }
  if (self->extra != NULL)
    amb_chip_set (AMB_CHIP (self->extra), face->chip_icon, face->chip, "info");
}

static void
show_item (AmbBoardCard *self)
{
  AmbRecord *record = self->item != NULL ? amb_list_item_get_record (self->item) : NULL;
  g_auto (AmbBoardFace) face = { NULL };
  const AmbBoardNote *note;
  const char *refusal;
  g_autofree char *days = NULL;
  g_autofree char *more = NULL;

  if (record == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->name), "");
      return;
    }
  note = amb_board_notes_get (self->notes, amb_record_get_id (record));
  self->describe (self->item, self->notes, note, &face);
  refusal = amb_board_notes_get_refusal (self->notes, amb_list_item_get_rid (self->item));
  days = dup_days (self, note);
  show_face (self, &face);
  set_line (self->days, days);
  show_refusal (self, refusal);
  if (self->chip != NULL)
    amb_chip_set_choice (
        AMB_CHIP (self->chip),
        amb_field_find_choice (amb_entity_get_state_field (amb_record_get_entity (record)),
                               amb_record_get_state (record)));
  /* Translators: for a screen reader: the menu of a card: a name or a title follows */
  more = g_strdup_printf (_ ("Move %s"), face.title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, more,
                                  -1);
  name_row (self, face.title, face.line, face.chip, refusal);
}

static void
notes_changed_cb (AmbBoardCard *self, GHashTable *ids)
{
  AmbRecord *record = self->item != NULL ? amb_list_item_get_record (self->item) : NULL;

  if (record != NULL && (ids == NULL || g_hash_table_contains (ids, amb_record_get_id (record))))
    show_item (self);
}

static void
pressed_cb (AmbBoardCard *self)
{
  amb_board_card_popup (self);
}

static GtkWidget *
make_head (AmbBoardCard *self)
{
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->name = make_label ("amb-card-name", TRUE);
  gtk_label_set_lines (GTK_LABEL (self->name), 3);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->name, TRUE);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_widget_set_tooltip_text (self->menu, _ ("Move"));
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "amb-card-menu");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->menu, FALSE);
  gtk_box_append (GTK_BOX (self->head), self->name);
  gtk_box_append (GTK_BOX (self->head), self->menu);
  return self->head;
}

static GtkWidget *
make_foot (AmbBoardCard *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->foot = make_label ("amb-quiet", FALSE);
  gtk_widget_set_hexpand (self->foot, TRUE);
  self->days = gtk_label_new (NULL);
  gtk_widget_set_hexpand (self->days, FALSE);
  gtk_widget_add_css_class (self->days, "amb-quiet");
  gtk_widget_add_css_class (self->days, "amb-num");
  gtk_box_append (GTK_BOX (foot), self->foot);
  gtk_box_append (GTK_BOX (foot), self->days);
  gtk_widget_add_css_class (foot, "amb-small");
  return foot;
}

static void
amb_board_card_dispose (GObject *object)
{
  AmbBoardCard *self = AMB_BOARD_CARD (object);
  GtkWidget *child;

  amb_board_card_set_item (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->notes);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_board_card_parent_class)->dispose (object);
}

static void
amb_board_card_class_init (AmbBoardCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_board_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-card");
}

static void
amb_board_card_init (AmbBoardCard *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 2);
  gtk_widget_set_parent (make_head (self), GTK_WIDGET (self));
  self->line = make_label ("amb-small", FALSE);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  gtk_widget_set_parent (make_foot (self), GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

GtkWidget *
amb_board_card_new (AmbContext *context,
                    AmbBoardNotes *notes,
                    AmbBoardFaceFunc describe,
                    gboolean shows_state)
{
  AmbBoardCard *self = g_object_new (AMB_TYPE_BOARD_CARD, NULL);

  self->context = g_object_ref (context);
  self->notes = g_object_ref (notes);
  self->describe = describe;
  if (shows_state)
    {
      self->chip = amb_chip_new ();
      gtk_widget_set_halign (self->chip, GTK_ALIGN_START);
      gtk_widget_set_parent (self->chip, GTK_WIDGET (self));
    }
  g_signal_connect_object (notes, "changed", G_CALLBACK (notes_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
amb_board_card_set_item (AmbBoardCard *self, AmbListItem *item)
{
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "notify::record", G_CALLBACK (show_item), self);
  show_item (self);
}

AmbListItem *
amb_board_card_get_item (AmbBoardCard *self)
{
  return self->item;
}

void
amb_board_card_set_menu (AmbBoardCard *self, GtkMenuButtonCreatePopupFunc make, gpointer data)
{
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), make, data, NULL);
  gtk_widget_set_visible (self->menu, TRUE);
}

void
amb_board_card_popup (AmbBoardCard *self)
{
  if (gtk_widget_get_visible (self->menu))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}
