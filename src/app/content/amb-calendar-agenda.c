#include "amb-calendar-agenda.h"

#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"
#include "amb-short-list.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AmbCalendarAgenda
{
  GtkBox parent_instance;

  AmbCalendarModel *model;
  GListStore *rows; /* of a GtkStringObject for a day or an empty place, of an AmbRecord */
  GtkWidget *list;
  GtkStack *stack;
  GtkWidget *clock;  /* whose the hours are */
  gboolean is_stale; /* another calendar was read since it was seen */
  char *day;         /* nullable: of the model when it was last begun */
  guint n_frames;    /* since it was asked to begin somewhere else */
  guint tick;        /* 0: it isn't */
};

G_DEFINE_FINAL_TYPE (AmbCalendarAgenda, amb_calendar_agenda, GTK_TYPE_BOX)

static char *
dup_heading (AmbCalendarAgenda *self, const char *day)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  const char *note = g_hash_table_lookup (calendar->blocked, day);
  g_autofree char *words = amb_calendar_format_day (day, _ ("%A %-d %B"));

  if (note == NULL)
    note = g_hash_table_lookup (calendar->notes, day);
  return note != NULL ? g_strdup_printf ("%s · %s", words, note) : g_steal_pointer (&words);
}

#define DAY  "amb-calendar-day"  /* of a string that is a heading: which day it is */
#define SLOT "amb-calendar-slot" /* of a string that is the key of an empty place: 1, closed: 2 */

static GObject *
new_slot_row (const AmbCalendarSlot *slot)
{
  GObject *row = G_OBJECT (gtk_string_object_new (slot->key));

  g_object_set_data (row, SLOT, GINT_TO_POINTER (slot->reason == NULL ? 1 : 2));
  return row;
}

static gboolean
is_before (const AmbMoment *one, const AmbMoment *other)
{
  return one->seconds < other->seconds;
}

static gboolean
is_same_row (GObject *one, GObject *other)
{
  if (GTK_IS_STRING_OBJECT (one) != GTK_IS_STRING_OBJECT (other))
    return FALSE;
  if (GTK_IS_STRING_OBJECT (one))
    return g_object_get_data (one, SLOT) == g_object_get_data (other, SLOT) &&
           g_str_equal (gtk_string_object_get_string (GTK_STRING_OBJECT (one)),
                        gtk_string_object_get_string (GTK_STRING_OBJECT (other)));
  return g_str_equal (amb_record_get_id (AMB_RECORD (one)), amb_record_get_id (AMB_RECORD (other)));
}

static gboolean
is_kept (AmbCalendarAgenda *self, guint at, GObject *row)
{
  g_autoptr (GObject) former = g_list_model_get_object (G_LIST_MODEL (self->rows), at);

  return is_same_row (former, row);
}

/* What comes before and after what changed stays: so do the keyboard and what is scrolled to. */
static void
replace_rows (AmbCalendarAgenda *self, GPtrArray *rows)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), from = 0, rest = 0;

  while (from < n && from < rows->len && is_kept (self, from, rows->pdata[from]))
    from++;
  while (rest < n - from && rest < rows->len - from &&
         is_kept (self, n - rest - 1, rows->pdata[rows->len - rest - 1]))
    rest++;
  if (n > from + rest || rows->len > from + rest)
    g_list_store_splice (self->rows, from, n - from - rest, rows->pdata + from,
                         rows->len - from - rest);
}

/* (nullable): what stands in @row of the list */
static AmbCalendarTile *
find_tile (GtkWidget *row)
{
  GtkWidget *box = amb_short_list_find_child (row);

  return box != NULL ? AMB_CALENDAR_TILE (gtk_widget_get_last_child (box)) : NULL;
}

/* A row that stays may tell something else. */
static void
show_again (AmbCalendarAgenda *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      AmbCalendarTile *tile = find_tile (row);
      const char *id = tile != NULL ? amb_calendar_tile_get_id (tile) : NULL;
      const char *key = tile != NULL ? amb_calendar_tile_get_slot (tile) : NULL;
      const AmbCalendarSlot *slot =
          key != NULL ? amb_calendar_model_find_slot (self->model, key) : NULL;

      if (id != NULL)
        amb_calendar_tile_set_item (tile, amb_calendar_model_find (self->model, id));
      else if (slot != NULL)
        amb_calendar_tile_set_slot (tile, slot);
    }
}

/* Where it begins. */

/* The row of what is chosen, with its day where that is over it; else the first one from the day
 * on. */
static guint
find_begin (AmbCalendarAgenda *self)
{
  const char *leading = amb_calendar_model_get_leading (self->model);
  const char *day = amb_calendar_model_get_day (self->model);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), from = n;
  gboolean is_chosen = leading != NULL && amb_calendar_model_is_selected (self->model, leading);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) row = g_list_model_get_object (G_LIST_MODEL (self->rows), i);
      const char *own = GTK_IS_STRING_OBJECT (row) ? g_object_get_data (row, DAY) : NULL;

      if (is_chosen && AMB_IS_RECORD (row) &&
          g_str_equal (amb_record_get_id (AMB_RECORD (row)), leading))
        {
          g_autoptr (GObject) before =
              i > 0 ? g_list_model_get_object (G_LIST_MODEL (self->rows), i - 1) : NULL;

          return before != NULL && g_object_get_data (before, DAY) != NULL ? i - 1 : i;
        }
      if (from == n && own != NULL && strcmp (own, day) >= 0)
        from = i;
    }
  return from;
}

/* A list of GTK 4.8 brings a row just into sight, at the edge it comes from: from the end it is the
 * upper one. Each step needs the rows laid out as the one before left them. */
static gboolean
begin_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AmbCalendarAgenda *self = AMB_CALENDAR_AGENDA (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), at = find_begin (self);

  if (n > 0 && self->n_frames == 0 && gtk_widget_get_height (self->list) == 0)
    return G_SOURCE_CONTINUE;
  if (at < n)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u",
                                self->n_frames == 0 ? n - 1 : at);
  if (++self->n_frames < 3)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
begin (AmbCalendarAgenda *self)
{
  g_free (self->day);
  self->day = g_strdup (amb_calendar_model_get_day (self->model));
  self->n_frames = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), begin_cb, NULL, NULL);
}

static void
show_clock (AmbCalendarAgenda *self)
{
  const char *first = amb_calendar_model_get_month (self->model);
  g_autofree char *next = amb_month_add (first, 1);
  g_autofree char *last = amb_date_add_days (next, -1);
  g_autofree char *words = NULL;

  g_free (amb_calendar_dup_clock (first, last, &words));
  gtk_label_set_label (GTK_LABEL (self->clock), words);
}

/* The days of the month that is shown; those of its neighbours belong to theirs. */
static void
loaded_cb (AmbCalendarAgenda *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  const char *month = amb_calendar_model_get_month (self->model);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const GPtrArray *items = calendar->items, *slots = calendar->slots;
  guint at_item = 0, at_slot = 0;
  const char *day = "";

  show_clock (self);
  /* What nobody sees is made when somebody comes to it. */
  self->is_stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->is_stale)
    return;
  while (at_item < items->len || at_slot < slots->len)
    {
      const AmbCalendarItem *item = at_item < items->len ? items->pdata[at_item] : NULL;
      const AmbCalendarSlot *slot = at_slot < slots->len ? slots->pdata[at_slot] : NULL;
      gboolean is_slot = item == NULL || (slot != NULL && is_before (&slot->at, &item->at));
      const char *own = is_slot ? slot->at.day : item->at.day;

      at_item += !is_slot;
      at_slot += is_slot;
      if (strncmp (own, month, 7) != 0)
        continue;
      if (strcmp (own, day) != 0)
        {
          g_autofree char *heading = dup_heading (self, own);

          GObject *row = G_OBJECT (gtk_string_object_new (heading));

          g_object_set_data_full (row, DAY, g_strdup (own), g_free);
          g_ptr_array_add (rows, row);
          day = own;
        }
      g_ptr_array_add (rows,
                       is_slot ? new_slot_row (slot) : g_object_ref (G_OBJECT (item->record)));
    }
  replace_rows (self, rows);
  show_again (self);
  if (g_strcmp0 (self->day, amb_calendar_model_get_day (self->model)) != 0)
    begin (self);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
}

static void
map_cb (AmbCalendarAgenda *self)
{
  if (self->is_stale)
    loaded_cb (self);
  begin (self);
}

static void
selected_cb (AmbCalendarAgenda *self)
{
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      AmbCalendarTile *tile = find_tile (row);

      if (tile != NULL)
        amb_calendar_tile_show_selected (tile);
    }
}

static void
setup_cb (AmbCalendarAgenda *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new (NULL);
  GtkWidget *tile = amb_calendar_tile_new (self->model);

  amb_calendar_tile_set_style (AMB_CALENDAR_TILE (tile), AMB_CALENDAR_TILE_WIDE);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "amb-calendar-agenda-day");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_list_item_set_activatable (item, FALSE);
  amb_short_list_set_child (item, box);
}

static void
bind_cb (AmbCalendarAgenda *self, GtkListItem *item)
{
  GtkWidget *box = amb_short_list_get_child (item);
  GObject *row = gtk_list_item_get_item (item);
  gboolean is_slot = g_object_get_data (row, SLOT) != NULL;
  gboolean is_day = GTK_IS_STRING_OBJECT (row) && !is_slot;
  GtkWidget *heading = gtk_widget_get_first_child (box);
  GtkWidget *tile = gtk_widget_get_last_child (box);
  const AmbCalendarSlot *slot =
      is_slot ? amb_calendar_model_find_slot (
                    self->model, gtk_string_object_get_string (GTK_STRING_OBJECT (row)))
              : NULL;

  if (is_day)
    gtk_label_set_label (GTK_LABEL (heading),
                         gtk_string_object_get_string (GTK_STRING_OBJECT (row)));
  gtk_widget_set_visible (heading, is_day);
  amb_calendar_tile_set_item (
      AMB_CALENDAR_TILE (tile),
      is_day || is_slot
          ? NULL
          : amb_calendar_model_find (self->model, amb_record_get_id (AMB_RECORD (row))));
  if (slot != NULL)
    amb_calendar_tile_set_slot (AMB_CALENDAR_TILE (tile), slot);
}

void
amb_calendar_agenda_focus (AmbCalendarAgenda *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

const char *
amb_calendar_agenda_get_focus_id (AmbCalendarAgenda *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  AmbCalendarTile *tile;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->list))
    return NULL;
  while (gtk_widget_get_parent (focus) != self->list)
    focus = gtk_widget_get_parent (focus);
  tile = find_tile (focus);
  return tile != NULL ? amb_calendar_tile_get_id (tile) : NULL;
}

static void
amb_calendar_agenda_dispose (GObject *object)
{
  AmbCalendarAgenda *self = AMB_CALENDAR_AGENDA (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->day, g_free);
  g_clear_object (&self->model);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (amb_calendar_agenda_parent_class)->dispose (object);
}

static void
amb_calendar_agenda_class_init (AmbCalendarAgendaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_agenda_dispose;
}

static void
amb_calendar_agenda_init (AmbCalendarAgenda *self)
{
  self->rows = g_list_store_new (G_TYPE_OBJECT);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
amb_calendar_agenda_new (AmbCalendarModel *model)
{
  AmbCalendarAgenda *self = g_object_new (AMB_TYPE_CALENDAR_AGENDA, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_ ("Nothing is planned in this month."));

  self->model = g_object_ref (model);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->list = amb_short_list_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)))),
      factory);
  gtk_widget_add_css_class (self->list, "amb-calendar-agenda");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Agenda"), -1);
  gtk_widget_add_css_class (empty, "amb-quiet");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  self->clock = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->clock), 0);
  gtk_label_set_wrap (GTK_LABEL (self->clock), TRUE);
  gtk_widget_add_css_class (self->clock, "amb-calendar-clock");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self), self->clock);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
