#include "amb-calendar-view.h"

#include "amb-calendar-agenda.h"
#include "amb-calendar-bar.h"
#include "amb-calendar-cell.h"
#include "amb-calendar-clip.h"
#include "amb-calendar-dialogs.h"
#include "amb-calendar-keys.h"
#include "amb-calendar-lanes.h"
#include "amb-calendar-month.h"
#include "amb-calendar-print.h"
#include "amb-calendar-strip.h"
#include "amb-calendar-tile.h"
#include "amb-calendar-tray.h"
#include "amb-calendar-week.h"
#include "amb-calendar-words.h"
#include "amb-content-board.h"
#include "amb-detail-pane.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define TIGHT  1000 /* px: no tray, and the bar is folded */
#define SHORT  1160 /* px: the bar in one row has no room for its facet */
#define NARROW 684  /* px of the form: a month has no room, the agenda stands alone */

struct _AmbCalendarView
{
  AdwBin parent_instance;

  AmbContext *context;
  AmbCalendarModel *model;
  GSimpleActionGroup *actions;
  GMenuModel *menu;
  AmbWidthBin *bin, *top, *room; /* of all, of the bar, of the form */
  AdwFlap *flap;
  AmbDetailPane *pane;
  AmbCalendarBar *bar;
  GtkStack *forms;
  AmbCalendarMonth *month;
  AmbCalendarWeek *week;
  AmbBoard *board;
  AmbCalendarLanes *lanes;
  AmbCalendarAgenda *agenda;
  GtkWidget *tray, *search_bar, *search_entry, *line;
  AmbCalendarStrip *strip;
  AmbCalendarClip *clip;
  GtkWidget *popover;   /* nullable: the menu of a tile */
  char *menu_spot;      /* nullable: where what is pasted comes to, as it was opened last */
  GtkWidget *spot_menu; /* nullable: that of a day or an hour */
  char *menu_day;       /* nullable: where it was opened last */
  GtkWidget *menu_at;   /* nullable, weak: what had the focus then */
};

G_DEFINE_FINAL_TYPE (AmbCalendarView, amb_calendar_view, ADW_TYPE_BIN)

enum
{
  PROP_SEARCH_MODE = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static void
said_cb (AmbCalendarView *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

/* The form. */

static gboolean
is_narrow (AmbCalendarView *self)
{
  return amb_width_bin_get_compact (self->room);
}

static AmbCalendarBarRoom
get_room (AmbCalendarView *self)
{
  if (is_narrow (self))
    return AMB_CALENDAR_BAR_NARROW;
  if (amb_width_bin_get_compact (self->bin))
    return AMB_CALENDAR_BAR_FOLDED;
  return amb_width_bin_get_compact (self->top) ? AMB_CALENDAR_BAR_SHORT : AMB_CALENDAR_BAR_WIDE;
}

static const char *
get_form (AmbCalendarView *self)
{
  const char *form = amb_calendar_model_get_form (self->model);

  /* A board shows one column at a time where there is little room. */
  return is_narrow (self) && !g_str_equal (form, "board") ? "agenda" : form;
}

/* The forms, in the order of the menu and of their keys. */
static const struct
{
  const char *name, *label, *key;
} forms[] = {
  { "month", N_ ("Month"), "<Control>1" },   { "week", N_ ("Week"), "<Control>2" },
  { "board", N_ ("Board"), "<Control>3" },   { "lanes", N_ ("Lanes"), "<Control>4" },
  { "agenda", N_ ("Agenda"), "<Control>5" },
};

static const char *
get_label (const char *form)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].name, form))
      return _ (forms[i].label);
  return NULL;
}

/* What a board has columns for is planned or not: it has no tray, and no month. */
static void
update_form (AmbCalendarView *self)
{
  const char *form = get_form (self);
  AmbCalendarBarRoom room = get_room (self);
  gboolean is_tight = room >= AMB_CALENDAR_BAR_FOLDED, is_board = g_str_equal (form, "board");

  gtk_widget_set_visible (gtk_stack_get_child_by_name (self->forms, form), TRUE);
  gtk_stack_set_visible_child_name (self->forms, form);
  /* A page that was left would stay among what a screen reader finds. */
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    gtk_widget_set_visible (gtk_stack_get_child_by_name (self->forms, forms[i].name),
                            g_str_equal (forms[i].name, form));
  amb_calendar_model_set_shows_week (self->model, g_str_equal (form, "week"));
  amb_calendar_bar_set_view (self->bar, get_label (form));
  amb_calendar_bar_set_when (self->bar, !is_board);
  amb_calendar_bar_set_room (self->bar, room);
  amb_calendar_strip_set_compact (self->strip, is_tight);
  amb_board_set_narrow (self->board, is_tight);
  gtk_widget_set_visible (self->tray, !is_tight && !is_board);
  gtk_widget_set_visible (GTK_WIDGET (self->strip), !is_board);
}

/* Another form begins where one is. */
static void
show_chosen (AmbCalendarView *self)
{
  const char *id = amb_calendar_model_get_leading (self->model);
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, id);

  if (item != NULL && item->at.day[0] != '\0' && amb_calendar_model_is_selected (self->model, id))
    amb_calendar_model_set_day (self->model, item->at.day);
}

static void
view_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  AmbCalendarView *self = data;

  if (get_label (g_variant_get_string (value, NULL)) == NULL)
    return;
  g_simple_action_set_state (action, value);
  show_chosen (self);
  amb_calendar_model_set_form (self->model, g_variant_get_string (value, NULL));
  update_form (self);
  amb_calendar_view_focus (self);
}

/* (nullable): the item that the keyboard is at, in whichever form */
static const char *
get_focus_id (AmbCalendarView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && AMB_IS_CALENDAR_TILE (focus))
    return amb_calendar_tile_get_id (AMB_CALENDAR_TILE (focus));
  return amb_calendar_agenda_get_focus_id (self->agenda);
}

/* What is acted on: what is selected; else what the keyboard is at. */
static char **
dup_chosen (AmbCalendarView *self)
{
  const char *focus = get_focus_id (self);

  if (amb_calendar_model_get_n_selected (self->model) > 0)
    return amb_calendar_model_dup_chosen (self->model, NULL);
  return focus != NULL ? amb_calendar_model_dup_chosen (self->model, focus) : g_new0 (char *, 1);
}

typedef void (*Ask) (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids);

static void
ask (AmbCalendarView *self, Ask question)
{
  g_auto (GStrv) ids = dup_chosen (self);

  if (ids[0] == NULL)
    said_cb (self, _ ("Nothing is selected: choose an item first."), FALSE);
  else
    question (GTK_WIDGET (self), self->model, (const char *const *) ids);
}

/* The same of what changes the plan. */
static void
ask_to_write (AmbCalendarView *self, Ask question)
{
  if (amb_calendar_model_check_write (self->model))
    ask (self, question);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_to_write (data, amb_calendar_ask_day);
}

static void
shift_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_to_write (data, amb_calendar_ask_days);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_to_write (data, amb_calendar_ask_week);
}

static void
unplan (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids)
{
  amb_calendar_model_unplan (model, ids);
}

static void
unplan_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_to_write (data, unplan);
}

/* (nullable): the day, or a day of the week, at which the keyboard is */
static const char *
get_day_of (AmbCalendarView *self, GtkWidget *focus)
{
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, get_focus_id (self));
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, AMB_TYPE_CALENDAR_CELL) : NULL;

  if (g_str_equal (get_form (self), "week"))
    return amb_calendar_model_get_day (self->model);
  if (cell != NULL)
    return amb_calendar_cell_get_week (AMB_CALENDAR_CELL (cell));
  if (item != NULL && item->at.day[0] != '\0')
    return item->at.day;
  return amb_calendar_month_get_focus_day (self->month);
}

/* A menu has the keyboard itself while something of it is chosen. */
static const char *
get_focus_day (AmbCalendarView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *day = get_day_of (self, root != NULL ? gtk_root_get_focus (root) : NULL);

  if (day == NULL)
    day = self->menu_day;
  return day != NULL ? day : amb_calendar_model_get_day (self->model);
}

static void
select_week_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarView *self = data;

  amb_calendar_model_select_week (self->model, get_focus_day (self));
}

/* A board has a selection of its own. */
static gboolean
shows_board (AmbCalendarView *self)
{
  return g_str_equal (get_form (self), "board");
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarView *self = data;

  if (!shows_board (self))
    amb_calendar_model_select_all (self->model);
}

static void
remove_items (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids)
{
  amb_calendar_model_remove (model, ids);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarView *self = data;

  if (!shows_board (self))
    ask_to_write (self, remove_items);
}

static void
focus_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_calendar_view_focus (data);
}

/* Copied, cut and pasted. */

/* (transfer full) (nullable): where the keyboard is; in a lane on the weekday of the first of its
 * week */
static char *
dup_spot (AmbCalendarView *self)
{
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, get_focus_id (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (g_str_equal (get_form (self), "week"))
    return amb_calendar_week_dup_spot (self->week);
  if (item != NULL)
    return item->at.day[0] != '\0' ? g_strdup (item->at.day) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->forms))
             ? g_strdup (get_day_of (self, focus))
             : NULL;
}

static void
take (AmbCalendarView *self, gboolean is_cut)
{
  g_auto (GStrv) ids = shows_board (self) ? g_new0 (char *, 1) : dup_chosen (self);

  if (!amb_calendar_model_check_write (self->model))
    return;
  if (ids[0] == NULL)
    said_cb (self, _ ("Nothing is selected: choose an item first."), FALSE);
  else
    amb_calendar_clip_take (self->clip, GTK_WIDGET (self), (const char *const *) ids, is_cut);
}

static void
clip_copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  take (data, FALSE);
}

static void
clip_cut_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  take (data, TRUE);
}

static void
paste_at_cb (GSimpleAction *action, GVariant *when, gpointer data)
{
  AmbCalendarView *self = data;

  if (amb_calendar_model_check_write (self->model))
    amb_calendar_clip_paste (self->clip, GTK_WIDGET (self), g_variant_get_string (when, NULL));
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarView *self = data;
  g_autofree char *spot = dup_spot (self);

  if (shows_board (self) || !amb_calendar_model_check_write (self->model))
    return;
  amb_calendar_clip_paste (self->clip, GTK_WIDGET (self), spot != NULL ? spot : self->menu_spot);
}

static void
fill_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarView *self = data;

  amb_calendar_show_gaps (GTK_WIDGET (self), self->model);
}

/* One that is to hold for another day: of several each for itself would be several undos. */
static void
hold (AmbCalendarView *self, int days)
{
  g_auto (GStrv) ids = dup_chosen (self);

  if (!amb_calendar_model_check_write (self->model))
    return;
  if (ids[0] == NULL || ids[1] != NULL)
    said_cb (self, _ ("Choose one item: how long it holds is its own."), FALSE);
  else
    amb_calendar_model_stretch (self->model, get_items (), ids[0], 0, days);
}

static void
longer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  hold (data, 1);
}

static void
shorter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  hold (data, -1);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_calendar_model_go (AMB_CALENDAR_VIEW (data)->model, -1);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_calendar_model_go (AMB_CALENDAR_VIEW (data)->model, 1);
}

static void
today_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_calendar_view_show_today (data);
}

/* On paper: the form that is shown. */

typedef void (*ToPaper) (GtkWidget *widget,
                         AmbCalendarModel *model,
                         AmbCalendarPaperKind kind,
                         const char *day);

static void
put_on_paper (AmbCalendarView *self, ToPaper to_paper)
{
  AmbCalendarPaperKind kind = AMB_CALENDAR_PAPER_MONTH;

  amb_calendar_paper_find (get_form (self), &kind);
  to_paper (GTK_WIDGET (self), self->model, kind, amb_calendar_model_get_day (self->model));
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  put_on_paper (data, amb_calendar_print);
}

static void
save_pdf_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  put_on_paper (data, amb_calendar_save_pdf);
}

static void
add_cb (GSimpleAction *action, GVariant *day, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (data), "page.add-on", "s",
                              g_variant_get_string (day, NULL));
}

static void
add_value (GVariantBuilder *values, const char *field, const char *value)
{
  if (value != NULL)
    g_variant_builder_add (values, "{ss}", field, value);
}

static void
add_in_slot_cb (GSimpleAction *action, GVariant *key, gpointer data)
{
  AmbCalendarView *self = data;
  const AmbCalendarSlot *slot =
      amb_calendar_model_find_slot (self->model, g_variant_get_string (key, NULL));
  g_autofree char *words = slot != NULL ? amb_calendar_dup_slot (slot) : NULL;
  GVariantBuilder values;

  if (slot == NULL)
    return;
  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  add_value (&values, "publish-on", slot->wall);
  add_value (&values, "channel-id", slot->channel_id);
  add_value (&values, "department-id", slot->department_id);
  add_value (&values, "kind", slot->kind);
  if (slot->audience >= 0)
    add_value (&values, "audience", amb_audience_get_id ((guint) slot->audience));
  gtk_widget_activate_action (GTK_WIDGET (self), "page.add-in-slot", "(ssa{ss})",
                              g_variant_get_string (key, NULL), words, &values);
}

/* What is asked for from elsewhere stands beside its day; what is opened here is opened to be
 * worked on. */
static gboolean
show_item (AmbCalendarView *self, const char *id)
{
  AmbStore *store = amb_context_get_store (self->context);
  g_autoptr (AmbRecord) record =
      store != NULL && id != NULL ? amb_store_get (store, get_items (), id, NULL) : NULL;

  if (record == NULL)
    return FALSE;
  amb_detail_pane_show (self->pane, record);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  return TRUE;
}

static void
open_item (AmbCalendarView *self, const char *id)
{
  if (id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-item", "s", id);
}

static void
open_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  open_item (data, g_variant_get_string (id, NULL));
}

static void
publish (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids)
{
  gtk_widget_activate_action (widget, "win.publish-item", "(ss)", ids[0], "");
}

static void
publish_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask (data, publish);
}

static void
open_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_auto (GStrv) ids = dup_chosen (data);

  open_item (data, ids[0]);
}

static void
closed_cb (AmbCalendarView *self)
{
  adw_flap_set_reveal_flap (self->flap, FALSE);
  amb_detail_pane_show (self->pane, NULL);
  amb_calendar_view_focus (self);
}

/* Is there one among what is chosen that may be moved? */
static gboolean
may_move (AmbCalendarView *self)
{
  g_auto (GStrv) ids = dup_chosen (self);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *why = amb_calendar_model_dup_obstacle (self->model, ids[i]);

      if (why == NULL)
        return TRUE;
    }
  return ids[0] == NULL;
}

/* What the menu can't do is grey in it; a key says why. */
static void
allow_moves (AmbCalendarView *self, gboolean allowed)
{
  static const char *const moves[] = { "move", "shift", "unplan", "clip-cut" };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), moves[i])),
        allowed);
}

/* The menu stands at what has the focus. */
static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarView *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t box;
  GdkRectangle at;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &box))
    return;
  g_set_weak_pointer (&self->menu_at, focus);
  g_free (self->menu_day);
  self->menu_day = g_strdup (get_day_of (self, focus));
  g_free (self->menu_spot);
  self->menu_spot = dup_spot (self);
  allow_moves (self, may_move (self));
  at = (GdkRectangle){ (int) box.origin.x, (int) box.origin.y, (int) box.size.width,
                       (int) box.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &at);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* The keyboard goes back to where it was, unless it is elsewhere by now. */
static void
menu_closed_cb (AmbCalendarView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  allow_moves (self, TRUE);
  if (self->menu_at != NULL && gtk_widget_get_mapped (self->menu_at) &&
      (focus == NULL || gtk_widget_is_ancestor (focus, self->popover)))
    gtk_widget_grab_focus (self->menu_at);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_cb, .parameter_type = "s" },
  { .name = "open-selected", .activate = open_selected_cb },
  { .name = "add", .activate = add_cb, .parameter_type = "s" },
  { .name = "add-in-slot", .activate = add_in_slot_cb, .parameter_type = "s" },
  { .name = "move", .activate = move_cb },
  { .name = "shift", .activate = shift_cb },
  { .name = "copy", .activate = copy_cb },
  { .name = "unplan", .activate = unplan_cb },
  { .name = "clip-copy", .activate = clip_copy_cb },
  { .name = "clip-cut", .activate = clip_cut_cb },
  { .name = "paste", .activate = paste_cb },
  { .name = "paste-at", .activate = paste_at_cb, .parameter_type = "s" },
  { .name = "longer", .activate = longer_cb },
  { .name = "shorter", .activate = shorter_cb },
  { .name = "publish", .activate = publish_cb },
  { .name = "select-week", .activate = select_week_cb },
  { .name = "select-all", .activate = select_all_cb },
  { .name = "remove", .activate = remove_cb },
  { .name = "fill", .activate = fill_cb },
  { .name = "menu", .activate = menu_cb },
  { .name = "focus", .activate = focus_cb },
  { .name = "previous", .activate = previous_cb },
  { .name = "next", .activate = next_cb },
  { .name = "today", .activate = today_cb },
  { .name = "print", .activate = print_cb },
  { .name = "save-pdf", .activate = save_pdf_cb },
  { .name = "view", .state = "'month'", .parameter_type = "s", .change_state = view_cb },
};

/* Search. */

static void
search_changed_cb (AmbCalendarView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  AmbQuery *filter = amb_calendar_model_get_filter (self->model);

  g_free (filter->search);
  filter->search = *text != '\0' ? g_strdup (text) : NULL;
  amb_calendar_model_refresh (self->model);
}

static void
search_mode_cb (AmbCalendarView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

static GtkWidget *
make_search (AmbCalendarView *self)
{
  self->search_bar = gtk_search_bar_new ();
  self->search_entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->search_entry, TRUE);
  gtk_search_bar_set_child (GTK_SEARCH_BAR (self->search_bar), self->search_entry);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search content items"), -1);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_bar, "notify::search-mode-enabled",
                           G_CALLBACK (search_mode_cb), self, G_CONNECT_SWAPPED);
  return self->search_bar;
}

/* Building. */

/* The board has the filters of the calendar, and with them its audiences. */
static void
filter_board (AmbCalendarView *self)
{
  g_autoptr (AmbQuery) filter = amb_calendar_model_dup_query (self->model);

  amb_board_set_filter (self->board, filter);
}

static GtkWidget *
make_forms (AmbCalendarView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->forms = GTK_STACK (gtk_stack_new ());
  self->month = AMB_CALENDAR_MONTH (amb_calendar_month_new (self->model));
  self->week = AMB_CALENDAR_WEEK (amb_calendar_week_new (self->model));
  self->board = AMB_BOARD (amb_board_new (self->context, &amb_content_board_design));
  self->lanes = AMB_CALENDAR_LANES (amb_calendar_lanes_new (self->model));
  self->agenda = AMB_CALENDAR_AGENDA (amb_calendar_agenda_new (self->model));
  g_signal_connect_object (self->board, "open", G_CALLBACK (open_item), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (filter_board), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->month));
  amb_calendar_add_page_keys (scroller);
  amb_calendar_add_page_keys (GTK_WIDGET (self->week));
  amb_calendar_add_page_keys (GTK_WIDGET (self->lanes));
  gtk_stack_set_hhomogeneous (self->forms, FALSE);
  gtk_stack_add_named (self->forms, scroller, "month");
  gtk_stack_add_named (self->forms, GTK_WIDGET (self->week), "week");
  gtk_stack_add_named (self->forms, GTK_WIDGET (self->board), "board");
  gtk_stack_add_named (self->forms, GTK_WIDGET (self->lanes), "lanes");
  gtk_stack_add_named (self->forms, GTK_WIDGET (self->agenda), "agenda");
  self->spot_menu =
      amb_calendar_clip_add_menu (self->model, GTK_WIDGET (self->forms), GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self->forms), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->forms), TRUE);
  return GTK_WIDGET (self->forms);
}

static GtkWidget *
make_content (AmbCalendarView *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->bar = AMB_CALENDAR_BAR (amb_calendar_bar_new (self->model));
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->tray = amb_calendar_tray_new (self->model, self->menu);
  self->strip = AMB_CALENDAR_STRIP (amb_calendar_strip_new (self->model));
  self->room = g_object_new (AMB_TYPE_WIDTH_BIN, "child", make_forms (self), "natural-width",
                             NARROW, "compact-width", NARROW, NULL);
  self->top = g_object_new (AMB_TYPE_WIDTH_BIN, "child", self->bar, "compact-width", SHORT,
                            "vexpand", FALSE, NULL);
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->room));
  gtk_box_append (GTK_BOX (self->line), self->tray);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->top));
  gtk_box_append (GTK_BOX (content), make_search (self));
  gtk_box_append (GTK_BOX (content), self->line);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->strip));
  amb_calendar_add_keys (content);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    amb_calendar_add_form_key (content, forms[i].key, forms[i].name);
  return content;
}

static void
fill (AmbCalendarView *self)
{
  self->pane = g_object_new (AMB_TYPE_DETAIL_PANE, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->pane), 360, -1);
  amb_detail_pane_setup (self->pane, self->context, get_items (), NULL);
  g_signal_connect_swapped (self->pane, "closed", G_CALLBACK (closed_cb), self);
  self->bin = g_object_new (AMB_TYPE_WIDTH_BIN, "child", make_content (self), "natural-width",
                            TIGHT, "compact-width", TIGHT, NULL);
  self->flap = ADW_FLAP (adw_flap_new ());
  adw_flap_set_content (self->flap, GTK_WIDGET (self->bin));
  adw_flap_set_flap (self->flap, GTK_WIDGET (self->pane));
  adw_flap_set_flap_position (self->flap, GTK_PACK_END);
  adw_flap_set_reveal_flap (self->flap, FALSE);
  adw_flap_set_swipe_to_open (self->flap, FALSE);
  adw_flap_set_swipe_to_close (self->flap, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->flap));
  self->popover = gtk_popover_menu_new_from_model (self->menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
amb_calendar_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbCalendarView *self = AMB_CALENDAR_VIEW (widget);

  GTK_WIDGET_CLASS (amb_calendar_view_parent_class)
      ->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
  if (self->spot_menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->spot_menu));
}

static void
amb_calendar_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, gtk_search_bar_get_search_mode (
                                  GTK_SEARCH_BAR (AMB_CALENDAR_VIEW (object)->search_bar)));
}

static void
amb_calendar_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (AMB_CALENDAR_VIEW (object)->search_bar),
                                  g_value_get_boolean (value));
}

static void
amb_calendar_view_dispose (GObject *object)
{
  AmbCalendarView *self = AMB_CALENDAR_VIEW (object);

  if (self->pane != NULL)
    amb_detail_pane_flush (self->pane);
  self->pane = NULL;
  self->board = NULL;
  g_clear_weak_pointer (&self->menu_at);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->spot_menu, gtk_widget_unparent);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->clip, amb_calendar_clip_free);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_calendar_view_parent_class)->dispose (object);
}

static void
amb_calendar_view_finalize (GObject *object)
{
  g_free (AMB_CALENDAR_VIEW (object)->menu_day);
  g_free (AMB_CALENDAR_VIEW (object)->menu_spot);
  G_OBJECT_CLASS (amb_calendar_view_parent_class)->finalize (object);
}

static void
amb_calendar_view_class_init (AmbCalendarViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amb_calendar_view_dispose;
  object_class->finalize = amb_calendar_view_finalize;
  object_class->get_property = amb_calendar_view_get_property;
  object_class->set_property = amb_calendar_view_set_property;
  GTK_WIDGET_CLASS (klass)->size_allocate = amb_calendar_view_size_allocate;
  properties[PROP_SEARCH_MODE] =
      g_param_spec_boolean ("search-mode", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amb_calendar_view_init (AmbCalendarView *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "calendar", G_ACTION_GROUP (self->actions));
}

static void
mapped_cb (AmbCalendarView *self)
{
  amb_calendar_model_set_shown (self->model, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

GtkWidget *
amb_calendar_view_new (AmbContext *context)
{
  AmbCalendarView *self = g_object_new (AMB_TYPE_CALENDAR_VIEW, NULL);
  AmbWidthBin *bins[3];

  self->context = g_object_ref (context);
  self->model = amb_calendar_model_new (context);
  self->clip = amb_calendar_clip_new (self->model);
  self->menu = amb_calendar_make_menu (self->model);
  fill (self);
  bins[0] = self->bin;
  bins[1] = self->top;
  bins[2] = self->room;
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "view")),
      g_variant_new_string (amb_calendar_model_get_form (self->model)));
  g_signal_connect_object (self->model, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    g_signal_connect_object (bins[i], "notify::compact", G_CALLBACK (update_form), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_after (self, "map", G_CALLBACK (mapped_cb), NULL);
  g_signal_connect_after (self, "unmap", G_CALLBACK (mapped_cb), NULL);
  update_form (self);
  return GTK_WIDGET (self);
}

gboolean
amb_calendar_view_open (AmbCalendarView *self, const char *id)
{
  AmbMoment at;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *planned;

  if (!show_item (self, id))
    return FALSE;
  planned = amb_record_get (amb_detail_pane_get_record (self->pane), "publish-on");
  amb_calendar_model_select (self->model, id);
  if (planned != NULL && amb_wall_time_read (planned, zone, &at))
    amb_calendar_model_set_day (self->model, at.day);
  return TRUE;
}

void
amb_calendar_view_fill_gaps (AmbCalendarView *self)
{
  amb_calendar_show_coming_gaps (GTK_WIDGET (self), self->model);
}

void
amb_calendar_view_show_today (AmbCalendarView *self)
{
  amb_calendar_model_set_day (self->model, amb_calendar_model_get_today (self->model));
}

gboolean
amb_calendar_view_go_back (AmbCalendarView *self)
{
  if (adw_flap_get_reveal_flap (self->flap))
    {
      if (!amb_detail_pane_revert (self->pane))
        closed_cb (self);
      return TRUE;
    }
  if (g_str_equal (get_form (self), "board") && amb_board_go_back (self->board))
    return TRUE;
  if (amb_calendar_clip_release (self->clip))
    return TRUE;
  if (amb_calendar_model_get_n_selected (self->model) > 0)
    {
      amb_calendar_model_select (self->model, NULL);
      return TRUE;
    }
  if (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)))
    {
      gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
      return TRUE;
    }
  return FALSE;
}

void
amb_calendar_view_focus (AmbCalendarView *self)
{
  const char *form = get_form (self);

  if (g_str_equal (form, "agenda"))
    amb_calendar_agenda_focus (self->agenda);
  else if (g_str_equal (form, "week"))
    amb_calendar_week_focus (self->week);
  else if (g_str_equal (form, "board"))
    amb_board_focus (self->board);
  else if (g_str_equal (form, "lanes"))
    amb_calendar_lanes_focus (self->lanes);
  else
    amb_calendar_month_focus (self->month);
}

void
amb_calendar_view_focus_search (AmbCalendarView *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}
