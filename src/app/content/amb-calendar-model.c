#include "amb-calendar-model.h"

#include "amb-calendar-moves.h"

#include <glib/gi18n.h>
#include <string.h>

#define REFRESH_MS 250
#define STATE      "calendar"

struct _AmbCalendarModel
{
  GObject parent_instance;

  AmbContext *context;
  AmbCalendar *calendar; /* nullable: not read yet */
  GHashTable *by_id;     /* id → AmbCalendarItem of the calendar */
  AmbQuery *filter;
  char *today, *month;
  char *day; /* in the month */
  guint audiences;
  char *form;  /* one of forms[] */
  char *view;  /* nullable: id of the named view that was chosen */
  char *saved; /* nullable: what the profile remembers of it */
  gboolean shows_week;

  GHashTable *selected; /* of ids */
  char **cut;           /* nullable: ids */
  char *leading;        /* nullable */
  char *dragged;        /* nullable */
  double grip;          /* px */

  GCancellable *cancellable;
  guint refresh_source;
  gboolean is_after_act; /* what is read next is read because of one */
  gboolean is_shown, is_stale;
};

G_DEFINE_FINAL_TYPE (AmbCalendarModel, amb_calendar_model, G_TYPE_OBJECT)

enum
{
  SIGNAL_LOADED,
  SIGNAL_SELECTED,
  SIGNAL_SAID,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const forms[] = { "month", "week", "board", "lanes", "agenda", NULL };

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

/* Reading. */

static gpointer
read_calendar (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_calendar_load (store, data, error);
}

static void
free_calendar (gpointer data)
{
  amb_calendar_free (data);
}

/* What is gone is no longer selected. */
static void
forget_gone (AmbCalendarModel *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->selected);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->by_id, id))
      g_hash_table_iter_remove (&iter);
}

/* Nor is what isn't seen; the tray is. TRUE: there was something. */
static gboolean
forget_unseen (AmbCalendarModel *self)
{
  g_autofree char *start = self->shows_week ? amb_calendar_model_dup_week (self) : NULL;
  GHashTableIter iter;
  gpointer id;
  gboolean found = FALSE;

  g_hash_table_iter_init (&iter, self->selected);
  while (start != NULL && g_hash_table_iter_next (&iter, &id, NULL))
    {
      const AmbCalendarItem *item = g_hash_table_lookup (self->by_id, id);
      int after =
          item != NULL && item->at.day[0] != '\0' ? amb_date_days_between (start, item->at.day) : 0;

      if (after >= 0 && after < 7)
        continue;
      g_hash_table_iter_remove (&iter);
      found = TRUE;
    }
  return found;
}

static void
index_items (AmbCalendarModel *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      AmbCalendarItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (self->by_id, (gpointer) amb_record_get_id (item->record), item);
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCalendarModel) self = data;
  g_autoptr (GError) error = NULL;
  AmbCalendar *calendar = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  AmbCalendar *former = self->calendar;

  if (calendar == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[SIGNAL_SAID], 0, error->message, FALSE);
      return;
    }
  g_hash_table_remove_all (self->by_id);
  self->calendar = calendar;
  index_items (self, calendar->items);
  index_items (self, calendar->tray);
  forget_gone (self);
  forget_unseen (self);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  self->is_after_act = FALSE;
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
  amb_calendar_free (former);
}

/* Form, audiences and filters are remembered; a search is of the moment. */

static void
save (AmbCalendarModel *self)
{
  g_autoptr (AmbQuery) query = amb_query_copy (self->filter);
  g_autoptr (GString) json = g_string_new ("{\"form\":");
  g_autofree char *filter = NULL;

  g_clear_pointer (&query->search, g_free);
  g_clear_pointer (&query->within, g_free);
  filter = amb_query_to_json (query);
  amb_json_append_string (json, self->form);
  if (self->view != NULL)
    {
      g_string_append (json, ",\"view\":");
      amb_json_append_string (json, self->view);
    }
  g_string_append_printf (json, ",\"audiences\":%u,\"query\":%s}", self->audiences, filter);
  if (g_strcmp0 (json->str, self->saved) == 0)
    return;
  g_free (self->saved);
  self->saved = g_strdup (json->str);
  amb_context_set_view_state (self->context, STATE, self->saved);
}

static void
restore (AmbCalendarModel *self)
{
  g_autofree char *text = amb_context_dup_view_state (self->context, STATE);
  g_autoptr (AmbJson) json = text != NULL ? amb_json_parse (text, strlen (text), NULL) : NULL;
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;
  const AmbJsonNode *query = root != NULL ? amb_json_node_get_member (root, "query") : NULL;
  const char *form = root != NULL ? amb_json_node_get_member_string (root, "form") : NULL;

  self->form = g_strdup (form != NULL && g_strv_contains (forms, form) ? form : forms[0]);
  self->view = g_strdup (root != NULL ? amb_json_node_get_member_string (root, "view") : NULL);
  if (root != NULL)
    self->audiences =
        (guint) amb_json_node_get_member_int (root, "audiences", 0) & ((1U << AMB_N_AUDIENCES) - 1);
  self->filter =
      query != NULL ? amb_query_from_json (get_items (), query) : amb_query_new (get_items ());
  self->saved = g_steal_pointer (&text);
}

const char *
amb_calendar_model_get_form (AmbCalendarModel *self)
{
  return self->form;
}

void
amb_calendar_model_set_form (AmbCalendarModel *self, const char *form)
{
  char *copy = g_strdup (form);

  g_free (self->form);
  self->form = copy;
  save (self);
}

void
amb_calendar_model_refresh (AmbCalendarModel *self)
{
  g_autofree char *from = NULL;
  AmbCalendarAsk *ask;
  guint n_weeks;

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->is_stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_free (self->today);
  self->today = amb_clock_dup_today (amb_context_get_clock (self->context), NULL);
  if (self->month == NULL)
    {
      self->month = amb_month_add (self->today, 0);
      self->day = g_strdup (self->today);
    }
  from = amb_month_get_weeks (self->month, amb_week_get_first_weekday (), &n_weeks);
  g_free (self->filter->within);
  self->filter->within = g_strdup (amb_context_get_node (self->context));
  ask = amb_calendar_ask_new (from, n_weeks, self->filter);
  ask->audiences = self->audiences;
  ask->access = amb_context_get_access (self->context);
  save (self);
  amb_context_read_async (self->context, read_calendar, ask, amb_calendar_ask_free, free_calendar,
                          self->cancellable, read_cb, g_object_ref (self));
}

/* What nobody looks at is read once somebody does. */
static void
refresh_shown (AmbCalendarModel *self)
{
  self->is_stale = !self->is_shown;
  if (self->is_shown)
    amb_calendar_model_refresh (self);
}

void
amb_calendar_model_set_shown (AmbCalendarModel *self, gboolean shown)
{
  self->is_shown = shown;
  if (self->is_stale)
    refresh_shown (self);
}

static gboolean
refresh_cb (gpointer data)
{
  AmbCalendarModel *self = data;

  self->refresh_source = 0;
  refresh_shown (self);
  return G_SOURCE_REMOVE;
}

/* Of what the calendar tells, and of what it offers for empty weeks. */
static gboolean
is_told (const AmbEntity *entity)
{
  static const char *const told[] = {
    "content-item", "publication",   "transition", "channel",   "pillar",
    "campaign",     "node",          "ambassador", "programme", "holiday",
    "blackout-day", "slot-template", "asset",      NULL
  };

  return g_strv_contains (told, entity->name) ||
         (entity->of != NULL && g_strv_contains (told, entity->of));
}

static void
changed_cb (AmbCalendarModel *self, GPtrArray *changes)
{
  gboolean concerned = FALSE;

  for (guint i = 0; !concerned && i < changes->len; i++)
    concerned = is_told (((AmbChange *) changes->pdata[i])->entity);
  if (concerned && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* What is shown. */

AmbContext *
amb_calendar_model_get_context (AmbCalendarModel *self)
{
  return self->context;
}

const AmbCalendar *
amb_calendar_model_get_calendar (AmbCalendarModel *self)
{
  return self->calendar;
}

const char *
amb_calendar_model_get_today (AmbCalendarModel *self)
{
  return self->today;
}

const AmbCalendarItem *
amb_calendar_model_find (AmbCalendarModel *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

gboolean
amb_calendar_model_may_write (AmbCalendarModel *self)
{
  return amb_context_may (self->context, get_items (), AMB_RIGHT_UPDATE);
}

void
amb_calendar_model_say (AmbCalendarModel *self, const char *sentence)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence, FALSE);
}

gboolean
amb_calendar_model_check_write (AmbCalendarModel *self)
{
  if (amb_calendar_model_may_write (self))
    return TRUE;
  amb_calendar_model_say (self, _ ("You may read this calendar, and not plan in it."));
  return FALSE;
}

char *
amb_calendar_model_dup_obstacle (AmbCalendarModel *self, const char *id)
{
  const AmbCalendarItem *item = amb_calendar_model_find (self, id);
  const char *why = item != NULL ? amb_calendar_get_obstacle (item->record) : NULL;

  if (item != NULL && why == NULL && item->is_foreign)
    why = _ ("you may read it, and not change it.");
  return why != NULL ? amb_calendar_dup_stays (item->record, why) : NULL;
}

const char *
amb_calendar_model_get_month (AmbCalendarModel *self)
{
  return self->month;
}

const char *
amb_calendar_model_get_day (AmbCalendarModel *self)
{
  return self->day;
}

char *
amb_calendar_model_dup_week (AmbCalendarModel *self)
{
  return amb_week_get_start (self->day, amb_week_get_first_weekday ());
}

void
amb_calendar_model_set_day (AmbCalendarModel *self, const char *day)
{
  g_autofree char *month = amb_month_add (day, 0);
  gboolean is_same_month = g_strcmp0 (month, self->month) == 0, was_seen;
  char *copy;

  if (g_strcmp0 (day, self->day) == 0)
    return;
  copy = g_strdup (day);
  g_free (self->day);
  self->day = copy;
  g_free (self->month);
  self->month = g_steal_pointer (&month);
  was_seen = forget_unseen (self);
  /* The weeks of the month are there already. */
  if (!is_same_month || self->calendar == NULL)
    amb_calendar_model_refresh (self);
  else
    g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  if (was_seen)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

void
amb_calendar_model_set_shows_week (AmbCalendarModel *self, gboolean shows_week)
{
  self->shows_week = shows_week;
  if (forget_unseen (self))
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

void
amb_calendar_model_set_month (AmbCalendarModel *self, const char *day)
{
  g_autofree char *month = amb_month_add (day, 0);

  if (g_strcmp0 (month, self->month) != 0)
    amb_calendar_model_set_day (self, day);
}

void
amb_calendar_model_go (AmbCalendarModel *self, int by)
{
  g_autofree char *day =
      self->shows_week ? amb_date_add_days (self->day, 7 * by) : amb_month_add (self->day, by);

  amb_calendar_model_set_day (self, day);
}

gboolean
amb_calendar_model_find_range (
    AmbCalendarModel *self, const char *day, int n_days, guint *from, guint *n)
{
  const GPtrArray *items = self->calendar != NULL ? self->calendar->items : NULL;
  g_autofree char *end = amb_date_add_days (day, n_days);

  *from = *n = 0;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (items, i);

      if (strcmp (item->at.day, day) < 0)
        *from = i + 1;
      else if (strcmp (item->at.day, end) < 0)
        (*n)++;
      else
        break;
    }
  return items != NULL;
}

gboolean
amb_calendar_model_find_slots (
    AmbCalendarModel *self, const char *day, int n_days, guint *from, guint *n)
{
  const GPtrArray *slots = self->calendar != NULL ? self->calendar->slots : NULL;
  g_autofree char *end = amb_date_add_days (day, n_days);

  *from = *n = 0;
  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      const AmbCalendarSlot *slot = g_ptr_array_index (slots, i);

      if (strcmp (slot->at.day, day) < 0)
        *from = i + 1;
      else if (strcmp (slot->at.day, end) < 0)
        (*n)++;
      else
        break;
    }
  return slots != NULL;
}

const AmbCalendarSlot *
amb_calendar_model_find_slot (AmbCalendarModel *self, const char *key)
{
  const GPtrArray *slots = self->calendar != NULL ? self->calendar->slots : NULL;

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    if (g_str_equal (((AmbCalendarSlot *) slots->pdata[i])->key, key))
      return slots->pdata[i];
  return NULL;
}

void
amb_calendar_model_set_audiences (AmbCalendarModel *self, guint audiences)
{
  if (self->audiences == audiences)
    return;
  self->audiences = audiences;
  amb_calendar_model_refresh (self);
}

guint
amb_calendar_model_get_audiences (AmbCalendarModel *self)
{
  return self->audiences;
}

AmbQuery *
amb_calendar_model_get_filter (AmbCalendarModel *self)
{
  return self->filter;
}

const char *
amb_calendar_model_get_view (AmbCalendarModel *self)
{
  return self->view;
}

void
amb_calendar_model_set_view (AmbCalendarModel *self, const char *id)
{
  char *copy = g_strdup (id);

  g_free (self->view);
  self->view = copy;
  save (self);
}

AmbQuery *
amb_calendar_model_dup_query (AmbCalendarModel *self)
{
  AmbQuery *query = amb_query_copy (self->filter);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    if ((self->audiences & (1U << i)) != 0)
      g_strv_builder_add (builder, amb_audience_get_id (i));
  values = g_strv_builder_end (builder);
  if (values[0] != NULL)
    amb_query_where (query, amb_entity_find_field (get_items (), "audience"), AMB_MATCH_IN,
                     (const char *const *) values);
  return query;
}

void
amb_calendar_model_take_query (AmbCalendarModel *self, const AmbQuery *query)
{
  AmbQuery *filter = amb_query_copy (query);

  self->audiences = amb_calendar_take_audiences (filter);
  filter->sort = NULL;
  filter->descending = FALSE;
  amb_query_free (self->filter);
  self->filter = filter;
  amb_calendar_model_refresh (self);
}

gboolean
amb_calendar_model_is_after_act (AmbCalendarModel *self)
{
  return self->is_after_act;
}

/* What is selected. */

gboolean
amb_calendar_model_is_selected (AmbCalendarModel *self, const char *id)
{
  return g_hash_table_contains (self->selected, id);
}

guint
amb_calendar_model_get_n_selected (AmbCalendarModel *self)
{
  return g_hash_table_size (self->selected);
}

const char *
amb_calendar_model_get_leading (AmbCalendarModel *self)
{
  return self->leading;
}

void
amb_calendar_model_set_leading (AmbCalendarModel *self, const char *id)
{
  char *copy = g_strdup (id);

  g_free (self->leading);
  self->leading = copy;
}

void
amb_calendar_model_select (AmbCalendarModel *self, const char *id)
{
  g_autofree char *copy = g_strdup (id);

  g_hash_table_remove_all (self->selected);
  if (copy != NULL)
    {
      amb_calendar_model_set_leading (self, copy);
      g_hash_table_add (self->selected, g_steal_pointer (&copy));
    }
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

void
amb_calendar_model_toggle (AmbCalendarModel *self, const char *id)
{
  if (!g_hash_table_remove (self->selected, id))
    g_hash_table_add (self->selected, g_strdup (id));
  amb_calendar_model_set_leading (self, id);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static int
find_place (AmbCalendarModel *self, const char *id)
{
  const AmbCalendarItem *item = amb_calendar_model_find (self, id);
  guint at;

  return item != NULL && g_ptr_array_find (self->calendar->items, item, &at) ? (int) at : -1;
}

void
amb_calendar_model_extend (AmbCalendarModel *self, const char *id)
{
  int from = find_place (self, self->leading), to = find_place (self, id);

  if (from < 0 || to < 0)
    {
      amb_calendar_model_toggle (self, id);
      return;
    }
  for (int i = MIN (from, to); i <= MAX (from, to); i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (self->calendar->items, i);

      g_hash_table_add (self->selected, g_strdup (amb_record_get_id (item->record)));
    }
  amb_calendar_model_set_leading (self, id);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

void
amb_calendar_model_select_week (AmbCalendarModel *self, const char *day)
{
  g_autofree char *start = amb_week_get_start (day, amb_week_get_first_weekday ());

  g_hash_table_remove_all (self->selected);
  for (guint i = 0; self->calendar != NULL && i < self->calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (self->calendar->items, i);
      int after = amb_date_days_between (start, item->at.day);

      if (after >= 0 && after < 7)
        g_hash_table_add (self->selected, g_strdup (amb_record_get_id (item->record)));
    }
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

void
amb_calendar_model_select_all (AmbCalendarModel *self)
{
  if (self->shows_week)
    {
      amb_calendar_model_select_week (self, self->day);
      return;
    }
  for (guint i = 0; self->calendar != NULL && i < self->calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (self->calendar->items, i);

      g_hash_table_add (self->selected, g_strdup (amb_record_get_id (item->record)));
    }
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

/* In the order of the calendar, so that whatever is told comes in it too. */
char **
amb_calendar_model_dup_chosen (AmbCalendarModel *self, const char *leading)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GPtrArray *const lists[] = { self->calendar != NULL ? self->calendar->items : NULL,
                               self->calendar != NULL ? self->calendar->tray : NULL };
  gboolean is_alone = leading != NULL && !amb_calendar_model_is_selected (self, leading);

  if (leading != NULL)
    g_strv_builder_add (ids, leading);
  for (guint i = 0; !is_alone && i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && j < lists[i]->len; j++)
      {
        const AmbCalendarItem *item = g_ptr_array_index (lists[i], j);
        const char *id = amb_record_get_id (item->record);

        if (amb_calendar_model_is_selected (self, id) && g_strcmp0 (id, leading) != 0)
          g_strv_builder_add (ids, id);
      }
  return g_strv_builder_end (ids);
}

void
amb_calendar_model_set_cut (AmbCalendarModel *self, const char *const *ids)
{
  char **copy = g_strdupv ((char **) ids);

  g_strfreev (self->cut);
  self->cut = copy;
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

gboolean
amb_calendar_model_is_cut (AmbCalendarModel *self, const char *id)
{
  return self->cut != NULL && g_strv_contains ((const char *const *) self->cut, id);
}

/* Dragging. */

void
amb_calendar_model_set_dragged (AmbCalendarModel *self, const char *id)
{
  char *copy = g_strdup (id);

  g_free (self->dragged);
  self->dragged = copy;
}

double
amb_calendar_model_get_grip (AmbCalendarModel *self)
{
  return self->grip;
}

const char *
amb_calendar_model_get_dragged (AmbCalendarModel *self)
{
  return self->dragged;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer data)
{
  AmbCalendarModel *self = data;
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  AmbCalendarGetId get_id = g_object_get_data (G_OBJECT (source), "get-id");
  const char *id = get_id (widget);
  g_autofree char *why = NULL;

  if (id == NULL || !amb_calendar_model_check_write (self))
    return NULL;
  why = amb_calendar_model_dup_obstacle (self, id);
  if (why != NULL)
    {
      amb_calendar_model_say (self, why);
      return NULL;
    }
  amb_calendar_model_set_dragged (self, id);
  self->grip = y;
  return gdk_content_provider_new_typed (AMB_TYPE_CALENDAR_MODEL, self);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer data)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (widget);

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

void
amb_calendar_model_make_draggable (AmbCalendarModel *self,
                                   GtkWidget *widget,
                                   AmbCalendarGetId get_id)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_object_set_data (G_OBJECT (source), "get-id", (gpointer) get_id);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}

/* What is done. */

static void
done_cb (gpointer data, const char *sentence, gboolean with_undo)
{
  g_autoptr (AmbCalendarModel) self = data;

  self->is_after_act = self->is_shown;
  refresh_shown (self);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence, with_undo);
}

void
amb_calendar_model_place (AmbCalendarModel *self,
                          const char *const *ids,
                          const char *day,
                          const char *time)
{
  if (ids[0] != NULL)
    amb_calendar_act_place (self->context, ids, day, time, done_cb, g_object_ref (self));
}

void
amb_calendar_model_shift (AmbCalendarModel *self, const char *const *ids, int days)
{
  if (ids[0] != NULL && days != 0)
    amb_calendar_act_shift (self->context, ids, days, done_cb, g_object_ref (self));
}

void
amb_calendar_model_place_at (AmbCalendarModel *self, const char *const *ids, const AmbMoment *at)
{
  if (ids[0] != NULL)
    amb_calendar_act_place_at (self->context, ids, at, done_cb, g_object_ref (self));
}

void
amb_calendar_model_shift_by (AmbCalendarModel *self, const char *const *ids, int days, int minutes)
{
  if (ids[0] != NULL && (days != 0 || minutes != 0))
    amb_calendar_act_shift_by (self->context, ids, days, minutes, done_cb, g_object_ref (self));
}

void
amb_calendar_model_target (
    AmbCalendarModel *self, const char *const *ids, guint audience, int days, const char *week)
{
  if (ids[0] != NULL)
    amb_calendar_act_target (self->context, ids, audience, days, week, done_cb,
                             g_object_ref (self));
}

void
amb_calendar_model_stretch (
    AmbCalendarModel *self, const AmbEntity *entity, const char *id, int first_by, int last_by)
{
  if (first_by != 0 || last_by != 0)
    amb_calendar_act_stretch (self->context, entity, id, first_by, last_by, done_cb,
                              g_object_ref (self));
}

void
amb_calendar_model_unplan (AmbCalendarModel *self, const char *const *ids)
{
  if (ids[0] != NULL)
    amb_calendar_act_unplan (self->context, ids, done_cb, g_object_ref (self));
}

void
amb_calendar_model_remove (AmbCalendarModel *self, const char *const *ids)
{
  if (ids[0] != NULL)
    amb_calendar_act_remove (self->context, ids, done_cb, g_object_ref (self));
}

void
amb_calendar_model_copy (AmbCalendarModel *self, const char *const *ids, int days)
{
  if (ids[0] != NULL)
    amb_calendar_act_copy (self->context, ids, days, done_cb, g_object_ref (self));
}

/* The copy is what is worked on from here. */
static void
copied_cb (gpointer data, const char *sentence, gboolean with_undo, const char *first)
{
  AmbCalendarModel *self = data;

  if (first != NULL)
    amb_calendar_model_select (self, first);
  done_cb (self, sentence, with_undo);
}

void
amb_calendar_model_copy_to (AmbCalendarModel *self,
                            const char *const *ids,
                            const AmbMoment *at,
                            gboolean has_hour)
{
  if (ids[0] != NULL)
    amb_calendar_act_copy_to (self->context, ids, at, has_hour, copied_cb, g_object_ref (self));
}

/* One answer, told to two. */
typedef struct
{
  AmbCalendarModel *model; /* owned */
  AmbCalendarDone done;    /* nullable */
  gpointer data;
} Filling;

static void
filled_cb (gpointer data, const char *sentence, gboolean with_undo)
{
  g_autofree Filling *filling = data;

  if (filling->done != NULL)
    filling->done (filling->data, sentence, with_undo);
  done_cb (filling->model, sentence, with_undo);
}

void
amb_calendar_model_fill (AmbCalendarModel *self,
                         const char *asset,
                         guint audience,
                         const char *week,
                         AmbCalendarDone done,
                         gpointer data)
{
  Filling *filling = g_new0 (Filling, 1);

  filling->model = g_object_ref (self);
  filling->done = done;
  filling->data = data;
  amb_calendar_act_fill (self->context, asset, audience, week, filled_cb, filling);
}

static void
amb_calendar_model_dispose (GObject *object)
{
  AmbCalendarModel *self = AMB_CALENDAR_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_calendar_model_parent_class)->dispose (object);
}

static void
amb_calendar_model_finalize (GObject *object)
{
  AmbCalendarModel *self = AMB_CALENDAR_MODEL (object);

  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->selected);
  amb_calendar_free (self->calendar);
  amb_query_free (self->filter);
  g_free (self->today);
  g_free (self->month);
  g_free (self->day);
  g_free (self->form);
  g_free (self->view);
  g_free (self->saved);
  g_free (self->leading);
  g_free (self->dragged);
  g_strfreev (self->cut);
  G_OBJECT_CLASS (amb_calendar_model_parent_class)->finalize (object);
}

static void
amb_calendar_model_class_init (AmbCalendarModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_model_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", AMB_TYPE_CALENDAR_MODEL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", AMB_TYPE_CALENDAR_MODEL, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAID] = g_signal_new ("said", AMB_TYPE_CALENDAR_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
amb_calendar_model_init (AmbCalendarModel *self)
{
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->selected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AmbCalendarModel *
amb_calendar_model_new (AmbContext *context)
{
  AmbCalendarModel *self = g_object_new (AMB_TYPE_CALENDAR_MODEL, NULL);

  self->context = g_object_ref (context);
  restore (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh_shown), self,
                           G_CONNECT_SWAPPED);
  amb_calendar_model_refresh (self);
  return self;
}
