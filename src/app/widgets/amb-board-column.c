#include "amb-board-column.h"

#include "amb-short-list.h"
#include "amb-text-scale.h"
#include <glib/gi18n.h>

#define WIDTH 152 /* px at the usual text size: six beside the sidebar in 1280 */
#define MOST  300 /* px: a narrow window shows a column whole */

struct _AmbBoardColumn
{
  GtkWidget parent_instance;

  AmbContext *context;
  AmbBoardNotes *notes;
  const AmbBoardDesign *design;
  const AmbBoardStep *step;
  AmbListModel *model;
  AmbSelection *selection;
  AmbBoardMenuFunc make_menu; /* nullable */
  gpointer menu_data;

  GtkWidget *count;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (AmbBoardColumn, amb_board_column, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPEN,
  SIGNAL_DROPPED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Selecting. */

static void
choose_rid (AmbBoardColumn *self, gint64 rid)
{
  guint position = amb_list_model_find (self->model, rid);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);

  if (position != G_MAXUINT && !gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
}

static void
choose_card (AmbBoardColumn *self, AmbBoardCard *card)
{
  AmbListItem *item = amb_board_card_get_item (card);

  if (item != NULL)
    choose_rid (self, amb_list_item_get_rid (item));
}

/* (nullable): the card in the row with the focus, or around what has it */
static AmbBoardCard *
find_focused (AmbBoardColumn *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->list))
    return NULL;
  card = gtk_widget_get_ancestor (focus, AMB_TYPE_BOARD_CARD);
  if (card == NULL)
    card = amb_short_list_find_child (focus);
  return card != NULL && AMB_IS_BOARD_CARD (card) ? AMB_BOARD_CARD (card) : NULL;
}

/* Dragging. */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer data)
{
  AmbBoardColumn *self = data;
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  if (amb_board_card_get_item (AMB_BOARD_CARD (card)) == NULL)
    return NULL;
  choose_card (self, AMB_BOARD_CARD (card));
  return gdk_content_provider_new_typed (AMB_TYPE_BOARD_COLUMN, self);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer data)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (card);

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  AmbBoardColumn *self = data;
  AmbBoardColumn *from = g_value_get_object (value);

  if (from == NULL || from == self)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, from);
  return TRUE;
}

/* Rows. */

static void
create_menu_cb (GtkMenuButton *button, gpointer data)
{
  AmbBoardColumn *self = data;
  GtkWidget *card = gtk_widget_get_ancestor (GTK_WIDGET (button), AMB_TYPE_BOARD_CARD);

  choose_card (self, AMB_BOARD_CARD (card));
  self->make_menu (self, AMB_BOARD_CARD (card), button, self->menu_data);
}

static void
setup_cb (AmbBoardColumn *self, GtkListItem *item)
{
  GtkWidget *card = amb_board_card_new (self->context, self->notes, self->design->describe,
                                        self->step->states[1] != NULL);

  if (self->make_menu != NULL)
    {
      GtkDragSource *source = gtk_drag_source_new ();

      gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
      g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
      g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
      gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (source));
      amb_board_card_set_menu (AMB_BOARD_CARD (card), create_menu_cb, self);
    }
  amb_short_list_set_child (item, card);
}

static void
bind_cb (AmbBoardColumn *self, GtkListItem *item)
{
  amb_board_card_set_item (AMB_BOARD_CARD (amb_short_list_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_cb (AmbBoardColumn *self, GtkListItem *item)
{
  amb_board_card_set_item (AMB_BOARD_CARD (amb_short_list_get_child (item)), NULL);
}

static void
activate_cb (AmbBoardColumn *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, amb_list_model_get_rid (self->model, position));
}

static void
update (AmbBoardColumn *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *count = g_strdup_printf ("%'u", n);
  /* Translators: for a screen reader: a column of the board and how many are in it */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), _ (self->step->label), count);
  const char *message = amb_list_model_get_message (self->model);
  gboolean is_known = n > 0 || !amb_list_model_get_loading (self->model);

  gtk_label_set_label (GTK_LABEL (self->count), is_known ? count : "…");
  gtk_label_set_label (GTK_LABEL (self->empty),
                       message != NULL ? message : _ (self->design->empty));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    (n == 0 && is_known) || message != NULL ? "empty" : "list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/* Parts. */

static GtkWidget *
make_header (AmbBoardColumn *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ (self->step->label));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "amb-quiet");
  gtk_widget_add_css_class (self->count, "amb-num");
  gtk_box_append (GTK_BOX (header), label);
  gtk_box_append (GTK_BOX (header), self->count);
  gtk_widget_add_css_class (header, "amb-board-header");
  return header;
}

static GtkWidget *
make_list (AmbBoardColumn *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->list = amb_short_list_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_widget_add_css_class (self->list, "amb-board-list");
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
fill (AmbBoardColumn *self)
{
  self->stack = gtk_stack_new ();
  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_set_valign (self->empty, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->empty, 12);
  gtk_widget_add_css_class (self->empty, "amb-quiet");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_widget_set_parent (make_header (self), GTK_WIDGET (self));
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

static void
accept_drops (AmbBoardColumn *self)
{
  GtkDropTarget *target = gtk_drop_target_new (AMB_TYPE_BOARD_COLUMN, GDK_ACTION_MOVE);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
amb_board_column_dispose (GObject *object)
{
  AmbBoardColumn *self = AMB_BOARD_COLUMN (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->notes);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_board_column_parent_class)->dispose (object);
}

static void
amb_board_column_class_init (AmbBoardColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_board_column_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-board-column");
  signals[SIGNAL_OPEN] = g_signal_new ("open", AMB_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", AMB_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, AMB_TYPE_BOARD_COLUMN);
}

static void
map_cb (GtkWidget *widget)
{
  gtk_widget_set_size_request (widget, MIN (amb_text_scale_px (widget, WIDTH), MOST), -1);
}

static void
amb_board_column_init (AmbBoardColumn *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
amb_board_column_new (AmbContext *context,
                      AmbBoardNotes *notes,
                      const AmbBoardDesign *design,
                      const AmbBoardStep *step)
{
  AmbBoardColumn *self = g_object_new (AMB_TYPE_BOARD_COLUMN, NULL);

  self->context = g_object_ref (context);
  self->notes = g_object_ref (notes);
  self->design = design;
  self->step = step;
  self->model = amb_list_model_new (context, amb_entity_find (design->entity));
  self->selection = amb_selection_new (self->model);
  fill (self);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::message", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

const AmbBoardStep *
amb_board_column_get_step (AmbBoardColumn *self)
{
  return self->step;
}

void
amb_board_column_set_filter (AmbBoardColumn *self, const AmbQuery *filter)
{
  g_autoptr (AmbQuery) query = amb_query_copy (filter);

  amb_query_where (query, amb_entity_get_state_field (query->entity), AMB_MATCH_IN,
                   self->step->states);
  amb_list_model_set_query (self->model, query, NULL);
}

AmbSelection *
amb_board_column_get_selection (AmbBoardColumn *self)
{
  return self->selection;
}

void
amb_board_column_set_menu (AmbBoardColumn *self, AmbBoardMenuFunc make, gpointer data)
{
  self->make_menu = make;
  self->menu_data = data;
  accept_drops (self);
}

gboolean
amb_board_column_choose (AmbBoardColumn *self)
{
  AmbBoardCard *card = find_focused (self);

  if (card == NULL)
    return FALSE;
  choose_card (self, card);
  return TRUE;
}

gboolean
amb_board_column_popup (AmbBoardColumn *self)
{
  AmbBoardCard *card = find_focused (self);

  if (card == NULL)
    return FALSE;
  amb_board_card_popup (card);
  return TRUE;
}

gboolean
amb_board_column_focus (AmbBoardColumn *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 &&
         gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}
