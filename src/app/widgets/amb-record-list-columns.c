/* Columns of a list: made from the table, sorted by their headers, fitted to the width. */
#include "amb-record-list-private.h"

#include "amb-record-cell.h"
#include "amb-text-scale.h"
#include <glib/gi18n.h>
#include <math.h>

#define DEFAULT_COLUMNS 6
#define CHIP_EXTRA      62.0 /* icon and padding of a chip and its cell */
#define WORD_EXTRA      28.0
#define NUMBER_EXTRA    66.0 /* a number before a chip */
#define MOST_CHOICES    230.0
#define NAME_WIDTH      210.0 /* that a person's name keeps before other columns give way */
#define TITLE_WIDTH     280.0 /* that another title keeps: it may be a sentence */
#define MAX_STRETCH     1.6
#define HEADER_PADDING  26.0
#define SCROLL_DELAY    30 /* ms */

typedef struct
{
  AmbRecordList *list;
  const AmbField *field;
  const AmbListColumn *design; /* nullable */
  GtkColumnViewColumn *column;
  GSimpleAction *action;
  gboolean fits;
  gboolean wanted; /* by the person, or as designed */
  int width;       /* px by the person, 0: as designed */
  int choices;     /* px of the widest choice, at the text size choices_scale */
  double choices_scale;
} Column;

static void
column_free (Column *self)
{
  g_signal_handlers_disconnect_by_data (self->column, self);
  g_signal_handlers_disconnect_by_data (self->action, self);
  g_object_unref (self->column);
  g_object_unref (self->action);
  g_free (self);
}

static const char *
get_label (Column *self)
{
  return _ (self->design && self->design->label ? self->design->label : self->field->label);
}

/* (nullable): the field whose chip stands beside the value */
static const AmbField *
get_told (Column *self)
{
  const char *told = self->design ? self->design->told : NULL;

  return told ? amb_entity_find_field (self->list->entity, told) : NULL;
}

/* What the header needs: its label and the arrow of the sort. */
static int
get_header_width (Column *self)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (self->list), get_label (self));
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return (int) ceil (width + HEADER_PADDING * amb_text_scale_get (GTK_WIDGET (self->list)));
}

/* What a column of choices needs, so that no word of them is cut. */
static int
get_choices_width (Column *self, const AmbField *field, double scale, double extra)
{
  int widest = 0;

  if (self->choices_scale == scale)
    return self->choices;
  for (const AmbChoice *choice = field->choices; choice->id; choice++)
    {
      g_autoptr (PangoLayout) layout =
          gtk_widget_create_pango_layout (GTK_WIDGET (self->list), _ (choice->label));
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }
  self->choices_scale = scale;
  self->choices = (int) MIN (widest + extra * scale, MOST_CHOICES * scale);
  return self->choices;
}

static int
get_designed_width (Column *self)
{
  double scale = amb_text_scale_get (GTK_WIDGET (self->list));
  gboolean is_chip = amb_cell_kind_of (self->list->entity, self->field) == AMB_CELL_CHIP;
  const AmbField *told = get_told (self);
  double width;

  if (self->field->flags & AMB_FIELD_TITLE)
    return -1;
  if (told)
    return MAX (get_choices_width (self, told, scale, CHIP_EXTRA + NUMBER_EXTRA),
                get_header_width (self));
  if ((!self->design || !self->design->width) && self->field->type == AMB_FIELD_ENUM)
    return MAX (get_choices_width (self, self->field, scale, is_chip ? CHIP_EXTRA : WORD_EXTRA),
                get_header_width (self));
  if (self->design && self->design->width)
    width = self->design->width;
  else if (is_chip)
    width = 132;
  else if (self->field->type == AMB_FIELD_DATE)
    width = 120;
  else if (amb_field_is_number (self->field))
    width = 96;
  else
    width = 160;
  return MAX ((int) ceil (width * scale * self->list->stretch), get_header_width (self));
}

static int
get_width (Column *self)
{
  return self->width > 0 ? self->width : get_designed_width (self);
}

/* GTK 4.8 counts the widths of hidden columns too, so they have none. */
static void
set_shown (Column *self, gboolean shown)
{
  gtk_column_view_column_set_visible (self->column, shown);
  gtk_column_view_column_set_fixed_width (self->column, shown ? get_width (self) : 0);
}

/* Cells. */

static void
setup_cell_cb (Column *column, GtkListItem *list_item)
{
  const char *unset = column->design && column->design->unset ? _ (column->design->unset) : NULL;
  const AmbField *told = get_told (column);

  /* On GTK 4.8 a click is seen by the cell and by its row: only the row selects. */
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (
      list_item,
      told ? amb_record_cell_new_told (column->list->entity, column->field, told)
           : amb_record_cell_new (column->list->entity, column->field,
                                  amb_cell_kind_of (column->list->entity, column->field), unset));
}

static void
bind_cell_cb (AmbRecordList *self, GtkListItem *list_item)
{
  amb_record_cell_set_item (AMB_RECORD_CELL (gtk_list_item_get_child (list_item)),
                            gtk_list_item_get_item (list_item), self->today);
}

static void
unbind_cell_cb (AmbRecordList *self, GtkListItem *list_item)
{
  amb_record_cell_set_item (AMB_RECORD_CELL (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
setup_line_cb (AmbRecordList *self, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item,
                           amb_record_cell_new (self->entity, NULL, AMB_CELL_SUMMARY, NULL));
}

/* Sorting: GTK 4.8 doesn't say which header was clicked. The table's sorter asks the primary
 * column first, and turns its answer round when the order is descending. */

static int
probe (gconstpointer a, gconstpointer b, gpointer data)
{
  Column *column = data;

  if (column->list->is_probing && !column->list->probed)
    column->list->probed = column->field;
  return -1;
}

static void
sorter_changed_cb (AmbRecordList *self)
{
  g_autoptr (AmbListItem) a = amb_list_item_new (0);
  g_autoptr (AmbListItem) b = amb_list_item_new (0);
  GtkOrdering order;

  if (self->is_restoring || self->is_probing || !self->is_set_up)
    return;
  self->is_probing = TRUE;
  self->probed = NULL;
  order = gtk_sorter_compare (self->sorter, a, b);
  self->is_probing = FALSE;
  if (self->probed == self->state->query->sort &&
      (order == GTK_ORDERING_LARGER) == self->state->query->descending)
    return;
  self->state->query->sort = self->probed;
  self->state->query->descending = order == GTK_ORDERING_LARGER;
  amb_record_list_apply (self);
}

static Column *
find_column (AmbRecordList *self, const AmbField *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if (column->field == field)
        return column;
    }
  return NULL;
}

void
amb_record_list_restore_sort (AmbRecordList *self)
{
  const AmbField *sort = self->state->query->sort;
  Column *column = find_column (self, sort ? sort : amb_entity_get_title_field (self->entity));

  self->is_restoring = TRUE;
  gtk_column_view_sort_by_column (self->table, column ? column->column : NULL,
                                  self->state->query->descending ? GTK_SORT_DESCENDING
                                                                 : GTK_SORT_ASCENDING);
  self->is_restoring = FALSE;
}

/* State: order, width, hidden. */

/* The columns in the order in which they stand. */
static GPtrArray *
list_columns (AmbRecordList *self)
{
  GListModel *shown = gtk_column_view_get_columns (self->table);
  guint n = g_list_model_get_n_items (shown);
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) item = g_list_model_get_item (shown, i);

      for (guint j = 0; j < self->columns->len; j++)
        if (((Column *) g_ptr_array_index (self->columns, j))->column == item)
          g_ptr_array_add (columns, g_ptr_array_index (self->columns, j));
    }
  return columns;
}

static void
take_columns (AmbRecordList *self)
{
  g_autoptr (GPtrArray) columns = NULL;

  if (self->is_restoring || !self->is_set_up)
    return;
  columns = list_columns (self);
  g_ptr_array_set_size (self->state->columns, 0);
  for (guint i = 0; i < columns->len; i++)
    {
      Column *column = g_ptr_array_index (columns, i);

      amb_list_state_add_column (self->state->columns, column->field, column->width,
                                 !column->wanted);
    }
  amb_record_list_update_views (self);
  amb_record_list_queue_save (self);
}

static void
column_resized_cb (Column *self)
{
  if (self->list->is_restoring || !self->list->is_set_up)
    return;
  self->width = gtk_column_view_column_get_fixed_width (self->column);
  take_columns (self->list);
}

static void
columns_moved_cb (AmbRecordList *self)
{
  take_columns (self);
}

static void
set_wanted (Column *self, gboolean wanted)
{
  self->wanted = wanted;
  g_simple_action_set_state (self->action, g_variant_new_boolean (wanted));
}

static void
column_toggled_cb (Column *self)
{
  guint n = 0;

  for (guint i = 0; i < self->list->columns->len; i++)
    n += ((Column *) g_ptr_array_index (self->list->columns, i))->wanted;
  if (self->wanted && n == 1)
    return;
  set_wanted (self, !self->wanted);
  amb_record_list_fit_columns (self->list);
  take_columns (self->list);
}

void
amb_record_list_restore_columns (AmbRecordList *self)
{
  guint place = 0;

  self->is_restoring = TRUE;
  for (guint i = 0; i < self->state->columns->len; i++)
    {
      const AmbColumnState *state = g_ptr_array_index (self->state->columns, i);
      Column *column = find_column (self, state->field);

      if (!column)
        continue;
      gtk_column_view_insert_column (self->table, place++, column->column);
      set_wanted (column, !state->hidden);
      column->width = state->width;
    }
  self->is_restoring = FALSE;
  amb_record_list_fit_columns (self);
}

static double
get_title_width (AmbRecordList *self)
{
  const AmbField *field = amb_entity_get_title_field (self->entity);
  gboolean is_name = field && amb_cell_kind_of (self->entity, field) == AMB_CELL_NAME;

  return (is_name ? NAME_WIDTH : TITLE_WIDTH) * amb_text_scale_get (GTK_WIDGET (self));
}

/* Shows what the person wants as far as the title keeps room: the last columns give way first.
 * Where there is more than enough, columns that nobody has sized take their part of it. */
void
amb_record_list_fit_columns (AmbRecordList *self)
{
  g_autoptr (GPtrArray) columns = list_columns (self);
  double title = get_title_width (self), room = self->width - title, sum = 0;

  self->stretch = 1;
  for (guint i = 0; i < columns->len; i++)
    {
      Column *column = g_ptr_array_index (columns, i);
      int width = get_width (column);

      column->fits = column->wanted && (width < 0 || self->width == 0 || room >= width);
      if (!column->wanted || width < 0)
        continue;
      room -= column->fits ? width : room;
      if (column->fits && column->width == 0)
        sum += width;
    }
  if (self->width > 0 && sum > 0 && room > title)
    self->stretch = MIN (MAX_STRETCH, 1 + (room - title) / sum);

  self->is_restoring = TRUE;
  for (guint i = 0; i < columns->len; i++)
    set_shown (g_ptr_array_index (columns, i), ((Column *) g_ptr_array_index (columns, i))->fits);
  self->is_restoring = FALSE;
}

gboolean
amb_record_list_knows_layout (AmbRecordList *self, const AmbView *view)
{
  for (guint i = 0; view && i < view->columns->len; i++)
    if (find_column (self, ((AmbViewColumn *) g_ptr_array_index (view->columns, i))->field))
      return TRUE;
  return FALSE;
}

void
amb_record_list_take_layout (AmbRecordList *self, AmbView *view)
{
  g_autoptr (GPtrArray) columns = list_columns (self);

  for (guint i = 0; i < columns->len; i++)
    {
      Column *column = g_ptr_array_index (columns, i);

      if (column->wanted)
        amb_view_add_column (view, column->field, column->width);
    }
}

gboolean
amb_record_list_show_layout (AmbRecordList *self, const AmbView *view)
{
  guint place = 0;

  if (!amb_record_list_knows_layout (self, view))
    return FALSE;
  self->is_restoring = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    set_wanted (g_ptr_array_index (self->columns, i), FALSE);
  for (guint i = 0; i < view->columns->len; i++)
    {
      const AmbViewColumn *shown = g_ptr_array_index (view->columns, i);
      Column *column = find_column (self, shown->field);

      if (!column)
        continue;
      gtk_column_view_insert_column (self->table, place++, column->column);
      set_wanted (column, TRUE);
      column->width = shown->width;
    }
  self->is_restoring = FALSE;
  amb_record_list_fit_columns (self);
  take_columns (self);
  return TRUE;
}

gboolean
amb_record_list_has_layout (AmbRecordList *self, const AmbView *view)
{
  g_autoptr (AmbView) shown = amb_view_new (self->entity);
  guint at = 0;

  amb_record_list_take_layout (self, shown);
  for (guint i = 0; i < view->columns->len; i++)
    {
      const AmbViewColumn *saved = g_ptr_array_index (view->columns, i);
      const AmbViewColumn *column =
          at < shown->columns->len ? g_ptr_array_index (shown->columns, at) : NULL;

      if (!find_column (self, saved->field))
        continue;
      if (!column || column->field != saved->field || column->width != saved->width)
        return FALSE;
      at++;
    }
  return at == shown->columns->len;
}

void
amb_record_list_reset_columns (AmbRecordList *self)
{
  self->is_restoring = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      gtk_column_view_insert_column (self->table, i, column->column);
      set_wanted (column,
                  i < DEFAULT_COLUMNS && (column->design || column->field->flags & AMB_FIELD_LIST));
      column->width = 0;
    }
  self->is_restoring = FALSE;
  amb_record_list_fit_columns (self);
  take_columns (self);
}

/* Making. */

static gboolean
can_be_column (AmbRecordList *self, const AmbField *field)
{
  /* Where the date decides over the state, the computed standing is the column. */
  if (field->flags & AMB_FIELD_STATE && amb_entity_find_field (self->entity, "standing"))
    return FALSE;
  return field->type != AMB_FIELD_LONG_TEXT && field->type != AMB_FIELD_MARKDOWN &&
         field->type != AMB_FIELD_ORDER;
}

static void
add_column (AmbRecordList *self, const AmbField *field, const AmbListColumn *design)
{
  Column *column = g_new0 (Column, 1);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *action = g_strconcat ("column-", field->name, NULL);

  column->list = self;
  column->field = field;
  column->design = design;
  column->wanted =
      self->columns->len < DEFAULT_COLUMNS && (design || field->flags & AMB_FIELD_LIST);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cell_cb), column);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cell_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cell_cb), self);
  column->column = gtk_column_view_column_new (get_label (column), factory);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_column_set_expand (column->column, (field->flags & AMB_FIELD_TITLE) != 0);
  set_shown (column, column->wanted);
  if (field->type != AMB_FIELD_SET)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe, column, NULL));

      gtk_column_view_column_set_sorter (column->column, sorter);
    }
  gtk_column_view_append_column (self->table, column->column);
  g_signal_connect_swapped (column->column, "notify::fixed-width", G_CALLBACK (column_resized_cb),
                            column);

  column->action =
      g_simple_action_new_stateful (action, NULL, g_variant_new_boolean (column->wanted));
  g_signal_connect_swapped (column->action, "activate", G_CALLBACK (column_toggled_cb), column);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (column->action));
  g_ptr_array_add (self->columns, column);
}

void
amb_record_list_add_columns (AmbRecordList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const AmbListColumn *designs = self->design ? self->design->columns : NULL;

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  for (const AmbListColumn *design = designs; design && design->field; design++)
    {
      const AmbField *field = amb_entity_find_field (self->entity, design->field);

      if (field)
        add_column (self, field, design);
    }
  for (guint pass = 0; pass < 2; pass++)
    for (const AmbField *field = self->entity->fields; field->name; field++)
      if (can_be_column (self, field) && !find_column (self, field) &&
          (pass == 1 || (!designs && field->flags & AMB_FIELD_LIST)))
        add_column (self, field, NULL);

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_line_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cell_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cell_cb), self);
  gtk_list_view_set_factory (self->lines, factory);
  g_object_unref (factory);

  self->sorter = g_object_ref (gtk_column_view_get_sorter (self->table));
  g_signal_connect_object (self->sorter, "changed", G_CALLBACK (sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (self->table), "items-changed",
                           G_CALLBACK (columns_moved_cb), self, G_CONNECT_SWAPPED);
}

GMenuModel *
amb_record_list_create_column_menu (AmbRecordList *self)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);
      g_autofree char *action =
          g_strconcat ("records.", g_action_get_name (G_ACTION (column->action)), NULL);

      g_menu_append (menu, get_label (column), action);
    }
  return G_MENU_MODEL (menu);
}

GtkWidget *
amb_record_list_get_rows (AmbRecordList *self)
{
  return self->is_narrow ? GTK_WIDGET (self->lines)
                         : gtk_widget_get_last_child (GTK_WIDGET (self->table));
}

static AmbRecordCell *
find_cell (GtkWidget *widget)
{
  AmbRecordCell *found = AMB_IS_RECORD_CELL (widget) ? AMB_RECORD_CELL (widget) : NULL;

  for (GtkWidget *child = found ? NULL : gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_cell (child);
  return found;
}

/* A list view doesn't say which row a widget is: its cells know. Where the row is out of sight the
 * list itself takes the focus, to the row that had it last. */
void
amb_record_list_focus_row (AmbRecordList *self, gint64 rid)
{
  GtkWidget *rows = amb_record_list_get_rows (self);

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row;
       row = gtk_widget_get_next_sibling (row))
    {
      AmbRecordCell *cell = find_cell (row);
      AmbListItem *item = cell ? amb_record_cell_get_item (cell) : NULL;

      if (item && amb_list_item_get_rid (item) == rid && gtk_widget_grab_focus (row))
        return;
    }
  gtk_widget_grab_focus (rows);
}

/* GTK 4.8 shows a single row when it is told to scroll before it has been laid out. */
static gboolean
scroll_cb (gpointer data)
{
  AmbRecordList *self = data;
  guint position = amb_list_model_find (self->model, self->scroll_to);
  GtkWidget *list = amb_record_list_get_rows (self);

  if (position != G_MAXUINT && gtk_widget_get_mapped (list) && gtk_widget_get_height (list) < 2)
    return G_SOURCE_CONTINUE;
  self->scroll_source = 0;
  if (position != G_MAXUINT && gtk_widget_get_mapped (list))
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  return G_SOURCE_REMOVE;
}

void
amb_record_list_scroll_to (AmbRecordList *self, gint64 rid)
{
  self->scroll_to = rid;
  if (self->scroll_source == 0)
    self->scroll_source = g_timeout_add_full (G_PRIORITY_LOW, SCROLL_DELAY, scroll_cb, self, NULL);
}
