#include "amb-board-private.h"

#include "amb-facet-button.h"
#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AmbBoard, amb_board, ADW_TYPE_BIN)

enum
{
  PROP_SEARCH_MODE = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Which columns are there. */

static gboolean
is_told (AmbBoard *self, const AmbBoardStep *step)
{
  return !step->is_exit || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->exits));
}

/* What the facets count: those of the columns, however many of these are on the screen. */
static void
count_facets (AmbBoard *self)
{
  g_autoptr (AmbQuery) query = amb_query_copy (self->filter);
  g_autoptr (GPtrArray) states = g_ptr_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AmbBoardStep *step = amb_board_column_get_step (g_ptr_array_index (self->columns, i));

      for (guint k = 0; is_told (self, step) && step->states[k] != NULL; k++)
        g_ptr_array_add (states, (gpointer) step->states[k]);
    }
  g_ptr_array_add (states, NULL);
  amb_query_where (query, amb_entity_get_state_field (self->entity), AMB_MATCH_IN,
                   (const char *const *) states->pdata);
  for (guint i = 0; i < self->facets->len; i++)
    amb_facet_button_set_query (g_ptr_array_index (self->facets, i), query);
}

static void
update_columns (AmbBoard *self)
{
  guint shown = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->switcher));

  gtk_widget_set_visible (self->switcher, self->is_narrow);
  gtk_widget_set_visible (self->exits, !self->is_narrow);
  for (guint i = 0; i < self->columns->len; i++)
    {
      AmbBoardColumn *column = g_ptr_array_index (self->columns, i);

      gtk_widget_set_visible (GTK_WIDGET (column),
                              self->is_narrow ? i == shown
                                              : is_told (self, amb_board_column_get_step (column)));
    }
  count_facets (self);
}

static void
apply_filter (AmbBoard *self)
{
  g_free (self->filter->within);
  self->filter->within = g_strdup (amb_context_get_node (self->context));
  for (guint i = 0; self->is_read && i < self->columns->len; i++)
    amb_board_column_set_filter (g_ptr_array_index (self->columns, i), self->filter);
  count_facets (self);
}

static void
facet_changed_cb (AmbBoard *self, AmbFacetButton *facet)
{
  amb_query_where (self->filter, amb_facet_button_get_field (facet),
                   amb_facet_button_get_match (facet), amb_facet_button_get_values (facet));
  apply_filter (self);
}

static void
search_changed_cb (AmbBoard *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_free (self->filter->search);
  self->filter->search = *text != '\0' ? g_strdup (text) : NULL;
  apply_filter (self);
}

static void
map_cb (AmbBoard *self)
{
  if (self->is_read)
    return;
  self->is_read = TRUE;
  apply_filter (self);
}

/* What is selected, in one column at a time. */

static void
enable (AmbBoard *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
update_bar (AmbBoard *self)
{
  guint n = self->source != NULL
                ? amb_selection_get_n_selected (amb_board_column_get_selection (self->source))
                : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  gtk_label_set_label (GTK_LABEL (self->bar_label), text);
  gtk_action_bar_set_revealed (GTK_ACTION_BAR (self->bar), n > 0);
  enable (self, "next", n > 0 && amb_board_find_beside (self, self->source, 1) != NULL);
  enable (self, "previous", n > 0 && amb_board_find_beside (self, self->source, -1) != NULL);
  enable (self, "open", n == 1);
}

static void
selected_cb (AmbBoard *self, GParamSpec *pspec, AmbSelection *selection)
{
  if (self->is_clearing)
    return;
  if (amb_selection_get_n_selected (selection) > 0)
    {
      self->is_clearing = TRUE;
      for (guint i = 0; i < self->columns->len; i++)
        {
          AmbBoardColumn *column = g_ptr_array_index (self->columns, i);
          AmbSelection *other = amb_board_column_get_selection (column);

          if (other == selection)
            self->source = column;
          else
            gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (other));
        }
      self->is_clearing = FALSE;
    }
  update_bar (self);
}

/* The pane. */

static void
open_cb (AmbBoard *self, gint64 rid)
{
  AmbStore *store = amb_context_get_store (self->context);
  g_autoptr (GPtrArray) records =
      store != NULL ? amb_store_load (store, self->entity, &rid, 1, NULL) : NULL;
  AmbRecord *record = records != NULL ? g_ptr_array_index (records, 0) : NULL;

  if (record == NULL)
    return;
  if (self->pane == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_OPEN], 0, amb_record_get_id (record));
      return;
    }
  amb_detail_pane_show (AMB_DETAIL_PANE (self->pane), record);
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), TRUE);
}

static void
closed_cb (AmbBoard *self)
{
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), FALSE);
  amb_detail_pane_show (AMB_DETAIL_PANE (self->pane), NULL);
  if (self->source != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->source)))
    amb_board_column_focus (self->source);
  else
    amb_board_focus (self);
}

/* The row above or below in the column. */
static void
step_cb (AmbBoard *self, int by)
{
  AmbSelection *selection =
      self->source != NULL ? amb_board_column_get_selection (self->source) : NULL;
  AmbListModel *model = selection != NULL ? amb_selection_get_model (selection) : NULL;
  gint64 rid = selection != NULL ? amb_selection_get_only (selection) : 0;
  guint at = rid != 0 ? amb_list_model_find (model, rid) : G_MAXUINT;

  if (at == G_MAXUINT || (by < 0 && at == 0) ||
      at + (guint) by >= g_list_model_get_n_items (G_LIST_MODEL (model)))
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), at + (guint) by, TRUE);
  open_cb (self, amb_list_model_get_rid (model, at + (guint) by));
}

/* Actions. */

static void
go (AmbBoard *self, int by)
{
  AmbBoardColumn *beside =
      self->source != NULL ? amb_board_find_beside (self, self->source, by) : NULL;

  if (beside != NULL)
    amb_board_move (self, self->source, amb_board_column_get_step (beside)->states[0]);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go (data, 1);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go (data, -1);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbBoard *self = data;

  if (self->source != NULL)
    amb_board_move (self, self->source, g_variant_get_string (parameter, NULL));
}

static void
open_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbBoard *self = data;
  gint64 rid = self->source != NULL
                   ? amb_selection_get_only (amb_board_column_get_selection (self->source))
                   : 0;

  if (rid != 0)
    open_cb (self, rid);
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbBoard *self = data;

  if (self->source != NULL)
    gtk_selection_model_unselect_all (
        GTK_SELECTION_MODEL (amb_board_column_get_selection (self->source)));
}

static const GActionEntry entries[] = {
  { .name = "next", .activate = next_cb },
  { .name = "previous", .activate = previous_cb },
  { .name = "open", .activate = open_action_cb },
  { .name = "clear", .activate = clear_cb },
  { .name = "move", .activate = move_cb, .parameter_type = "s" },
};

static void
dropped_cb (AmbBoardColumn *column, AmbBoardColumn *from, gpointer data)
{
  amb_board_move (data, from, amb_board_column_get_step (column)->states[0]);
}

/* Keys act on the card with the focus, and on all that are selected where it is one of them. */

static AmbBoardColumn *
choose_focused (AmbBoard *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (amb_board_column_choose (g_ptr_array_index (self->columns, i)))
      return g_ptr_array_index (self->columns, i);
  return NULL;
}

static gboolean
key_cb (GtkWidget *box, GVariant *by, gpointer data)
{
  AmbBoard *self = data;
  int way = g_variant_get_int32 (by);

  if (choose_focused (self) == NULL)
    return FALSE;
  go (self, gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL ? -way : way);
  return TRUE;
}

static gboolean
menu_key_cb (GtkWidget *box, GVariant *args, gpointer data)
{
  AmbBoard *self = data;
  AmbBoardColumn *column = choose_focused (self);

  return column != NULL && amb_board_column_popup (column);
}

static void
add_keys (AmbBoard *self)
{
  static const struct
  {
    const char *trigger;
    int by;
  } keys[] = { { "<Control><Shift>Right", 1 }, { "<Control><Shift>Left", -1 } };
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (controller);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                gtk_callback_action_new (key_cb, self, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (keys[i].by));
      gtk_shortcut_controller_add_shortcut (shortcuts, shortcut);
    }
  gtk_shortcut_controller_add_shortcut (
      shortcuts, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                   gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (self->box, controller);
}

/* Parts. */

static void
add_columns (AmbBoard *self)
{
  gboolean may_move = amb_context_may (self->context, self->entity, AMB_RIGHT_MOVE);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (const AmbBoardStep *step = self->design->steps; step->id != NULL; step++)
    {
      GtkWidget *column = amb_board_column_new (self->context, self->notes, self->design, step);

      if (may_move)
        amb_board_column_set_menu (AMB_BOARD_COLUMN (column), amb_board_make_menu, self);
      g_signal_connect_object (column, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (column, "dropped", G_CALLBACK (dropped_cb), self, 0);
      g_signal_connect_object (amb_board_column_get_selection (AMB_BOARD_COLUMN (column)),
                               "notify::n-selected", G_CALLBACK (selected_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->box), column);
      g_ptr_array_add (self->columns, column);
      gtk_string_list_append (labels, _ (step->label));
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->switcher), G_LIST_MODEL (labels));
}

/* What a narrow window has no room for is scrolled to. */
static GtkWidget *
make_filters (AmbBoard *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; self->design->facets != NULL && self->design->facets[i] != NULL; i++)
    {
      const AmbField *field = amb_entity_find_field (self->entity, self->design->facets[i]);
      GtkWidget *facet = amb_facet_button_new (self->context, field, _ (field->label));

      g_signal_connect_object (facet, "values-changed", G_CALLBACK (facet_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->facets, facet);
      gtk_box_append (GTK_BOX (bar), facet);
    }
  self->exits = gtk_toggle_button_new_with_label (_ ("Side Exits"));
  gtk_widget_set_tooltip_text (self->exits, _ (self->design->exits_hint));
  gtk_widget_add_css_class (self->exits, "amb-facet");
  gtk_box_append (GTK_BOX (bar), self->exits);
  gtk_widget_add_css_class (bar, "amb-toolbar");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), bar);
  return scroller;
}

/* Of a narrow window: which column is there. */
static GtkWidget *
make_switcher (AmbBoard *self)
{
  self->switcher = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->switcher), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Column"), -1);
  /* As wide as what is in it: its list, with its shadow, fits into a narrow window. */
  gtk_widget_set_halign (self->switcher, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->switcher, 12);
  gtk_widget_set_margin_end (self->switcher, 12);
  gtk_widget_set_margin_bottom (self->switcher, 6);
  return self->switcher;
}

static GtkWidget *
make_search (AmbBoard *self)
{
  self->search_bar = gtk_search_bar_new ();
  self->search_entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->search_entry, TRUE);
  gtk_search_bar_set_child (GTK_SEARCH_BAR (self->search_bar), self->search_entry);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search people"), -1);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb),
                           self, G_CONNECT_SWAPPED);
  return self->search_bar;
}

static GtkWidget *
make_button (const char *label, const char *icon, const char *action)
{
  GtkWidget *button =
      icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_label (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  if (icon != NULL)
    {
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
    }
  return button;
}

static GtkWidget *
make_bar (AmbBoard *self)
{
  GtkActionBar *bar = GTK_ACTION_BAR (gtk_action_bar_new ());

  self->bar = GTK_WIDGET (bar);
  self->bar_label = gtk_label_new (NULL);
  gtk_action_bar_pack_start (
      bar, make_button (_ ("Clear the selection"), "window-close-symbolic", "board.clear"));
  gtk_action_bar_pack_start (bar, self->bar_label);
  if (amb_context_may (self->context, self->entity, AMB_RIGHT_MOVE))
    {
      gtk_action_bar_pack_end (
          bar, make_button (_ ("To the next column"), "go-next-symbolic", "board.next"));
      gtk_action_bar_pack_end (bar, make_button (_ ("To the previous column"),
                                                 "go-previous-symbolic", "board.previous"));
    }
  gtk_action_bar_pack_end (bar, make_button (_ ("Open"), NULL, "board.open"));
  gtk_action_bar_set_revealed (bar, FALSE);
  return self->bar;
}

static GtkWidget *
make_columns (AmbBoard *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->box, "amb-board");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
make_pane (AmbBoard *self, GtkWidget *content)
{
  self->pane = g_object_new (AMB_TYPE_DETAIL_PANE, NULL);
  gtk_widget_set_size_request (self->pane, 360, -1);
  amb_detail_pane_setup (AMB_DETAIL_PANE (self->pane), self->context, self->entity,
                         self->design->groups);
  g_signal_connect_swapped (self->pane, "closed", G_CALLBACK (closed_cb), self);
  g_signal_connect_swapped (self->pane, "step", G_CALLBACK (step_cb), self);
  self->flap = adw_flap_new ();
  adw_flap_set_content (ADW_FLAP (self->flap), content);
  adw_flap_set_flap (ADW_FLAP (self->flap), self->pane);
  adw_flap_set_flap_position (ADW_FLAP (self->flap), GTK_PACK_END);
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_swipe_to_open (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_swipe_to_close (ADW_FLAP (self->flap), FALSE);
}

static void
fill (AmbBoard *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *filters = make_filters (self);

  /* Its side exits alone are no filter of its place. */
  gtk_box_append (GTK_BOX (content), filters);
  if (self->design->facets != NULL)
    gtk_box_append (GTK_BOX (content), make_search (self));
  gtk_box_append (GTK_BOX (content), make_switcher (self));
  gtk_box_append (GTK_BOX (content), make_columns (self));
  gtk_box_append (GTK_BOX (content), make_bar (self));
  if (self->design->facets != NULL)
    make_pane (self, content);
  adw_bin_set_child (ADW_BIN (self), self->flap != NULL ? self->flap : content);
}

static void
amb_board_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbBoard *self = AMB_BOARD (object);

  g_value_set_boolean (value, self->search_bar != NULL && gtk_search_bar_get_search_mode (
                                                              GTK_SEARCH_BAR (self->search_bar)));
}

static void
amb_board_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmbBoard *self = AMB_BOARD (object);

  if (self->search_bar != NULL)
    gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), g_value_get_boolean (value));
}

static void
search_mode_cb (AmbBoard *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

static void
amb_board_dispose (GObject *object)
{
  AmbBoard *self = AMB_BOARD (object);

  if (self->pane != NULL)
    amb_detail_pane_flush (AMB_DETAIL_PANE (self->pane));
  self->pane = NULL;
  self->source = NULL;
  self->flap = self->search_bar = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  g_clear_pointer (&self->filter, amb_query_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->notes);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_board_parent_class)->dispose (object);
}

static void
amb_board_class_init (AmbBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amb_board_dispose;
  object_class->get_property = amb_board_get_property;
  object_class->set_property = amb_board_set_property;
  properties[PROP_SEARCH_MODE] =
      g_param_spec_boolean ("search-mode", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_OPEN] = g_signal_new ("open", AMB_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amb_board_init (AmbBoard *self)
{
  self->columns = g_ptr_array_new ();
  self->facets = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "board", G_ACTION_GROUP (self->actions));
}

GtkWidget *
amb_board_new (AmbContext *context, const AmbBoardDesign *design)
{
  AmbBoard *self = g_object_new (AMB_TYPE_BOARD, NULL);

  self->context = g_object_ref (context);
  self->entity = amb_entity_find (design->entity);
  self->design = design;
  self->notes = amb_board_notes_new (context, design->note_sql, design->has_fit);
  self->filter = amb_query_new (self->entity);
  fill (self);
  add_columns (self);
  add_keys (self);
  g_signal_connect_object (self->exits, "toggled", G_CALLBACK (update_columns), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->switcher, "notify::selected", G_CALLBACK (update_columns), self,
                           G_CONNECT_SWAPPED);
  if (self->search_bar != NULL)
    g_signal_connect_object (self->search_bar, "notify::search-mode-enabled",
                             G_CALLBACK (search_mode_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (apply_filter), self,
                           G_CONNECT_SWAPPED);
  update_columns (self);
  update_bar (self);
  return GTK_WIDGET (self);
}

void
amb_board_set_filter (AmbBoard *self, const AmbQuery *filter)
{
  amb_query_free (self->filter);
  self->filter = amb_query_copy (filter);
  apply_filter (self);
}

void
amb_board_set_narrow (AmbBoard *self, gboolean narrow)
{
  self->is_narrow = narrow;
  update_columns (self);
}

void
amb_board_focus (AmbBoard *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (gtk_widget_get_visible (g_ptr_array_index (self->columns, i)) &&
        amb_board_column_focus (g_ptr_array_index (self->columns, i)))
      return;
  gtk_widget_child_focus (adw_bin_get_child (ADW_BIN (self)), GTK_DIR_TAB_FORWARD);
}

void
amb_board_focus_search (AmbBoard *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

gboolean
amb_board_go_back (AmbBoard *self)
{
  if (self->flap != NULL && adw_flap_get_reveal_flap (ADW_FLAP (self->flap)))
    {
      if (!amb_detail_pane_revert (AMB_DETAIL_PANE (self->pane)))
        closed_cb (self);
      return TRUE;
    }
  if (gtk_action_bar_get_revealed (GTK_ACTION_BAR (self->bar)))
    {
      clear_cb (NULL, NULL, self);
      return TRUE;
    }
  if (self->search_bar == NULL ||
      !gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)))
    return FALSE;
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
  return TRUE;
}
