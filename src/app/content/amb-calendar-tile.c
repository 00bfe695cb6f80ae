#include "amb-calendar-tile.h"

#include "amb-calendar-words.h"

#include <glib/gi18n.h>

#define WORD_CHARS      14 /* of a state, before it is cut */
#define WIDE_WORD_CHARS 24

struct _AmbCalendarTile
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  GtkWidget *mark, *time, *space, *word, *icon, *title;
  GtkWidget *lines[2];
  AmbCalendarTileStyle style;
  char *id;   /* nullable */
  char *slot; /* nullable: key of the empty place that it shows */
  int audience;
};

G_DEFINE_FINAL_TYPE (AmbCalendarTile, amb_calendar_tile, GTK_TYPE_WIDGET)

static const char *const looks[] = { "published", "held", "failed" };

static void
set_look (AmbCalendarTile *self, const char *state)
{
  const char *look = NULL;

  if (g_strcmp0 (state, "published") == 0 || g_strcmp0 (state, "expired") == 0 ||
      g_strcmp0 (state, "archived") == 0)
    look = "published";
  else if (g_strcmp0 (state, "on_hold") == 0)
    look = "held";
  else if (g_strcmp0 (state, "failed") == 0)
    look = "failed";
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (look, looks[i]) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self), looks[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i]);
}

static void
set_audience (AmbCalendarTile *self, int audience)
{
  if (self->audience >= 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self), amb_audience_get_id ((guint) self->audience));
  if (audience >= 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), amb_audience_get_id ((guint) audience));
  self->audience = audience;
  amb_calendar_set_mark (self->mark, audience);
}

void
amb_calendar_tile_show_selected (AmbCalendarTile *self)
{
  gboolean is_selected = self->model != NULL && self->id != NULL &&
                         amb_calendar_model_is_selected (self->model, self->id);

  if (self->model == NULL)
    return;
  if (is_selected)
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
  amb_calendar_set_class (GTK_WIDGET (self), "cut",
                          self->id != NULL && amb_calendar_model_is_cut (self->model, self->id));
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
      is_selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

void
amb_calendar_tile_set_style (AmbCalendarTile *self, AmbCalendarTileStyle style)
{
  self->style = style;
  if (style == AMB_CALENDAR_TILE_WIDE)
    {
      gtk_label_set_max_width_chars (GTK_LABEL (self->word), WIDE_WORD_CHARS);
      gtk_widget_remove_css_class (self->space, "amb-calendar-word");
      gtk_widget_add_css_class (self->space, "amb-calendar-note");
    }
  if (style != AMB_CALENDAR_TILE_DENSE)
    return;
  g_object_ref (self->mark);
  gtk_box_remove (GTK_BOX (self->lines[0]), self->mark);
  gtk_box_prepend (GTK_BOX (self->lines[1]), self->mark);
  g_object_unref (self->mark);
}

/* (transfer full): “09:00”, “Mon 9, 09:00” */
static char *
dup_when (AmbCalendarTile *self, const AmbMoment *at)
{
  g_autofree char *time = amb_calendar_dup_moment (at);
  g_autofree char *day = NULL;

  if (self->style != AMB_CALENDAR_TILE_DATED || at->day[0] == '\0')
    return g_steal_pointer (&time);
  /* Translators: a day of a week that is known, as strftime's format: “Mon 9” */
  day = amb_calendar_format_day (at->day, _ ("%a %-d"));
  return g_strdup_printf ("%s, %s", day, time);
}

static gboolean
has_words (AmbCalendarTile *self)
{
  return self->style == AMB_CALENDAR_TILE_USUAL || self->style == AMB_CALENDAR_TILE_WIDE;
}

/* (transfer full): the state where there is room for it, else where it is not as usual */
static char *
dup_word (AmbCalendarTile *self, const AmbCalendarItem *item)
{
  return self->style == AMB_CALENDAR_TILE_WIDE ? amb_calendar_dup_state (item)
                                               : g_strdup (amb_calendar_get_word (item));
}

static void
set_slot_look (AmbCalendarTile *self, gboolean is_slot, gboolean is_closed)
{
  g_clear_pointer (&self->slot, g_free);
  if (is_slot)
    gtk_widget_add_css_class (GTK_WIDGET (self), "slot");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "slot");
  if (is_closed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "closed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "closed");
}

void
amb_calendar_tile_set_slot (AmbCalendarTile *self, const AmbCalendarSlot *slot)
{
  g_autofree char *time = dup_when (self, &slot->at);
  g_autofree char *whole = amb_calendar_dup_slot (slot);

  g_clear_pointer (&self->id, g_free);
  set_slot_look (self, TRUE, slot->reason != NULL);
  self->slot = slot->reason == NULL ? g_strdup (slot->key) : NULL;
  amb_calendar_set_class (GTK_WIDGET (self), "foreign", FALSE);
  set_audience (self, slot->audience);
  set_look (self, NULL);
  gtk_label_set_label (GTK_LABEL (self->time), time);
  gtk_label_set_label (GTK_LABEL (self->title),
                       slot->reason != NULL ? slot->reason : slot->channel);
  /* Translators: a weekly slot on a day on which nothing may go out, as short as it gets */
  gtk_label_set_label (GTK_LABEL (self->word), slot->reason != NULL ? _ ("Not offered") : "");
  gtk_label_set_label (GTK_LABEL (self->space), "");
  gtk_widget_set_visible (self->word, has_words (self) && slot->reason != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), slot->reason != NULL
                                                            ? "action-unavailable-symbolic"
                                                            : "list-add-symbolic");
  gtk_widget_set_visible (self->icon, self->style != AMB_CALENDAR_TILE_BRIEF);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  amb_calendar_set_tip (GTK_WIDGET (self), whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  amb_calendar_tile_show_selected (self);
}

void
amb_calendar_tile_set_item (AmbCalendarTile *self, const AmbCalendarItem *item)
{
  const char *title;
  g_autofree char *time = NULL, *whole = NULL, *where = NULL, *word = NULL;

  g_clear_pointer (&self->id, g_free);
  set_slot_look (self, FALSE, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), item != NULL);
  if (item == NULL)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
      amb_calendar_set_tip (GTK_WIDGET (self), NULL);
      return;
    }
  title = amb_record_get_title (item->record);
  self->id = g_strdup (amb_record_get_id (item->record));
  time = dup_when (self, &item->at);
  whole = amb_calendar_dup_whole (item);
  where = self->style == AMB_CALENDAR_TILE_WIDE ? amb_calendar_dup_where (item) : NULL;
  word = dup_word (self, item);
  set_audience (self, item->audience);
  set_look (self, amb_record_get_state (item->record));
  amb_calendar_set_class (GTK_WIDGET (self), "foreign", item->is_foreign);
  gtk_label_set_label (GTK_LABEL (self->time), time);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->space), where != NULL ? where : "");
  gtk_label_set_label (GTK_LABEL (self->word), word != NULL ? word : "");
  gtk_widget_set_visible (self->word, has_words (self) && word != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), amb_calendar_get_icon (item));
  gtk_widget_set_visible (self->icon, TRUE);
  amb_calendar_set_tip (GTK_WIDGET (self), whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  amb_calendar_tile_show_selected (self);
}

const char *
amb_calendar_tile_get_id (AmbCalendarTile *self)
{
  return self->id;
}

const char *
amb_calendar_tile_get_slot (AmbCalendarTile *self)
{
  return self->slot;
}

char *
amb_calendar_tile_dup_return (AmbCalendarModel *model, GtkWidget *focus)
{
  /* Those in a popover have a list of their own. */
  if (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return NULL;
  if (amb_calendar_model_is_after_act (model))
    return g_strdup (amb_calendar_model_get_leading (model));
  return AMB_IS_CALENDAR_TILE (focus) ? g_strdup (AMB_CALENDAR_TILE (focus)->id) : NULL;
}

char *
amb_calendar_tile_dup_focused (GtkWidget *box)
{
  GtkRoot *root = gtk_widget_get_root (box);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && AMB_IS_CALENDAR_TILE (focus) && gtk_widget_is_ancestor (focus, box)
             ? g_strdup (AMB_CALENDAR_TILE (focus)->id)
             : NULL;
}

gboolean
amb_calendar_tile_focus_in (GtkWidget *box, const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (box); id != NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (AMB_CALENDAR_TILE (child)->id, id) == 0)
      return gtk_widget_grab_focus (child);
  return FALSE;
}

static const char *
get_id (GtkWidget *widget)
{
  return AMB_CALENDAR_TILE (widget)->id;
}

static void
open (AmbCalendarTile *self)
{
  if (self->slot != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.add-in-slot", "s", self->slot);
  else if (self->id != NULL && self->model == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "content-item",
                                self->id);
  else if (self->id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.open", "s", self->id);
}

static GdkModifierType
get_modifiers (GtkGesture *gesture)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) &
         (GDK_CONTROL_MASK | GDK_SHIFT_MASK);
}

/* What is selected already may be about to be dragged with the others: it is chosen alone when the
 * button comes up. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AmbCalendarTile *self)
{
  GdkModifierType modifiers = get_modifiers (GTK_GESTURE (gesture));
  g_autofree char *id = g_strdup (self->id);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (id == NULL || self->model == NULL)
    return;
  if ((modifiers & GDK_SHIFT_MASK) != 0)
    amb_calendar_model_extend (self->model, id);
  else if ((modifiers & GDK_CONTROL_MASK) != 0)
    amb_calendar_model_toggle (self->model, id);
  else if (n_press == 2)
    open (self);
  else if (!amb_calendar_model_is_selected (self->model, id))
    amb_calendar_model_select (self->model, id);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, AmbCalendarTile *self)
{
  g_autofree char *id = g_strdup (self->id);

  if (id == NULL || self->model == NULL)
    open (self);
  else if (n_press == 1 && get_modifiers (GTK_GESTURE (gesture)) == 0)
    amb_calendar_model_select (self->model, id);
}

static void
menu_cb (GtkGestureClick *gesture, int n_press, double x, double y, AmbCalendarTile *self)
{
  if (self->id == NULL || self->model == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* Its menu is about this one, or about all that are selected with it. */
  if (!amb_calendar_model_is_selected (self->model, self->id))
    amb_calendar_model_select (self->model, self->id);
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.menu", NULL);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        AmbCalendarTile *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (self->id == NULL && self->slot == NULL)
    return FALSE;
  if (((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && modifiers == 0) ||
      (key == GDK_KEY_space && (self->id == NULL || self->model == NULL)))
    open (self);
  else if (key == GDK_KEY_space)
    amb_calendar_model_toggle (self->model, self->id);
  else
    return FALSE;
  return TRUE;
}

static void
focus_cb (AmbCalendarTile *self)
{
  if (self->id != NULL && self->model != NULL &&
      amb_calendar_model_get_n_selected (self->model) == 0)
    amb_calendar_model_set_leading (self->model, self->id);
}

static void
add_controllers (AmbCalendarTile *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static GtkWidget *
make_label (const char *css, gboolean ellipsizes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css);
  if (ellipsizes)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 1);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
      gtk_widget_set_hexpand (label, TRUE);
    }
  return label;
}

static void
fill (AmbCalendarTile *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->lines[0] = line;
  self->lines[1] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->mark = amb_calendar_new_mark ();
  self->time = make_label ("amb-calendar-time", FALSE);
  self->space = make_label ("amb-calendar-word", TRUE);
  self->word = make_label ("amb-calendar-word", TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->word), WORD_CHARS);
  gtk_widget_set_hexpand (self->word, FALSE);
  self->icon = gtk_image_new ();
  self->title = make_label ("amb-calendar-title", TRUE);
  gtk_widget_add_css_class (self->icon, "amb-calendar-state");
  gtk_box_append (GTK_BOX (line), self->mark);
  gtk_box_append (GTK_BOX (line), self->time);
  gtk_box_append (GTK_BOX (line), self->space);
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), self->word);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->lines[1]), self->title);
  gtk_widget_set_parent (self->lines[1], GTK_WIDGET (self));
}

static void
amb_calendar_tile_dispose (GObject *object)
{
  AmbCalendarTile *self = AMB_CALENDAR_TILE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_tile_parent_class)->dispose (object);
}

static void
amb_calendar_tile_finalize (GObject *object)
{
  g_free (AMB_CALENDAR_TILE (object)->id);
  g_free (AMB_CALENDAR_TILE (object)->slot);
  G_OBJECT_CLASS (amb_calendar_tile_parent_class)->finalize (object);
}

static void
amb_calendar_tile_class_init (AmbCalendarTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_tile_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_tile_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
amb_calendar_tile_init (AmbCalendarTile *self)
{
  self->audience = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  fill (self);
  add_controllers (self);
}

GtkWidget *
amb_calendar_tile_new (AmbCalendarModel *model)
{
  AmbCalendarTile *self = g_object_new (AMB_TYPE_CALENDAR_TILE, NULL);

  if (model == NULL)
    return GTK_WIDGET (self);
  self->model = g_object_ref (model);
  amb_calendar_model_make_draggable (model, GTK_WIDGET (self), get_id);
  return GTK_WIDGET (self);
}
