#include "amb-record-list.h"

#include "amb-display.h"
#include "amb-record-list-private.h"
#include "amb-text-scale.h"
#include "amb-ical-table.h"
#include "amb-undo-keys.h"
#include "amb-vcard-table.h"
#include <glib/gi18n.h>
#include <inttypes.h>

#define SAVE_DELAY   400 /* ms */
#define BUSY_DELAY   100 /* ms after which a query that runs is shown */
#define NARROW_WIDTH 600 /* px at the usual text size */

G_DEFINE_FINAL_TYPE (AmbRecordList, amb_record_list, ADW_TYPE_BIN)

enum
{
  PROP_SEARCH_MODE = 1,
  PROP_BLANK,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint record_chosen_signal;
static guint record_activated_signal;

/* State. */

const char *
amb_record_list_get_key (AmbRecordList *self)
{
  return self->design && self->design->key ? self->design->key : self->entity->name;
}

static char *
dup_state_key (AmbRecordList *self)
{
  return g_strconcat ("list.", amb_record_list_get_key (self), NULL);
}

static void
save_state (AmbRecordList *self)
{
  g_autofree char *key = dup_state_key (self);
  g_autofree char *json = amb_list_state_to_json (self->state);

  g_clear_handle_id (&self->save_source, g_source_remove);
  amb_context_set_view_state (self->context, key, json);
}

static gboolean
save_cb (gpointer data)
{
  AmbRecordList *self = data;

  self->save_source = 0;
  save_state (self);
  return G_SOURCE_REMOVE;
}

void
amb_record_list_queue_save (AmbRecordList *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVE_DELAY, save_cb, self);
}

AmbQuery *
amb_record_list_dup_base (AmbRecordList *self)
{
  AmbQuery *base = amb_query_new (self->entity);
  const AmbListView *view = amb_record_list_get_view (self);
  const AmbField *field =
      view && view->field ? amb_entity_find_field (self->entity, view->field) : NULL;

  if (field)
    amb_query_where (base, field, AMB_MATCH_IN, view->values);
  if (self->only)
    amb_query_where (base, self->only, AMB_MATCH_IN, (const char *const[]){ "1", NULL });
  base->within = g_strdup (amb_context_get_node (self->context));
  return base;
}

AmbQuery *
amb_record_list_dup_query (AmbRecordList *self)
{
  AmbQuery *query = amb_record_list_dup_base (self);

  for (guint i = 0; i < self->state->query->conditions->len; i++)
    {
      const AmbCondition *condition = g_ptr_array_index (self->state->query->conditions, i);

      amb_query_where (query, condition->field, condition->match,
                       (const char *const *) condition->values);
    }
  query->search = g_strdup (self->state->query->search);
  query->sort = self->state->query->sort;
  query->descending = self->state->query->descending;
  return query;
}

static void
update_today (AmbRecordList *self)
{
  self->today = g_intern_string (amb_store_get_today (amb_context_get_store (self->context)));
}

static gboolean
is_shown (AmbRecordList *self, const AmbQuery *query)
{
  const AmbQuery *shown = amb_list_model_get_query (self->model);

  return shown && amb_query_equal (shown, query);
}

void
amb_record_list_apply (AmbRecordList *self)
{
  g_autoptr (AmbQuery) base = amb_record_list_dup_base (self);
  g_autoptr (AmbQuery) query = amb_record_list_dup_query (self);

  update_today (self);
  amb_record_list_update_bar (self);
  amb_record_list_queue_save (self);
  if (!is_shown (self, query))
    self->is_asking = self->to_top = TRUE;
  amb_list_model_set_query (self->model, query, base);
}

/* What is shown. */

static void
set_busy (AmbRecordList *self, gboolean busy)
{
  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
}

/* The former count is not that of what was asked for. */
static gboolean
busy_cb (gpointer data)
{
  AmbRecordList *self = data;

  self->busy_source = 0;
  set_busy (self, TRUE);
  if (self->is_asking)
    gtk_label_set_label (GTK_LABEL (self->count_label), "…");
  return G_SOURCE_REMOVE;
}

static void
update_busy (AmbRecordList *self)
{
  if (!amb_list_model_get_loading (self->model))
    {
      g_clear_handle_id (&self->busy_source, g_source_remove);
      set_busy (self, FALSE);
    }
  else if (self->busy_source == 0 && !gtk_widget_get_visible (self->spinner))
    self->busy_source = g_timeout_add (BUSY_DELAY, busy_cb, self);
}

static char *
dup_count (AmbRecordList *self, guint n, gint64 total)
{
  g_autofree char *plural = amb_display_noun (_ (self->entity->label_plural));
  g_autofree char *singular = amb_display_noun (_ (self->entity->label));
  const char *noun = total == 1 ? singular : plural;

  if (self->is_narrow && n != total)
    /* Translators: rows shown of all rows, where there is little room */
    return g_strdup_printf (_ ("%'u of %'" PRId64), n, total);
  if (self->is_narrow)
    return g_strdup_printf ("%'" PRId64, total);
  if (amb_context_get_node (self->context) && !amb_entity_reaches_nodes (self->entity))
    /* Translators: how many rows, then what they are, which belong to no node in particular */
    return g_strdup_printf (_ ("%'u %s of every node"), n, noun);
  if (amb_query_is_filtered (self->state->query))
    /* Translators: rows shown of all rows, then what they are: “42 of 318 people” */
    return g_strdup_printf (_ ("%'u of %'" PRId64 " %s"), n, total, noun);
  /* Translators: how many rows, then what they are: “318 people” */
  return g_strdup_printf (_ ("%'" PRId64 " %s"), total, noun);
}

static void
update_count (AmbRecordList *self)
{
  gint64 total = amb_list_model_get_total (self->model);
  g_autofree char *text = NULL;

  update_busy (self);
  if (amb_list_model_get_loading (self->model) || total < 0)
    return;
  self->is_asking = FALSE;
  text = dup_count (self, g_list_model_get_n_items (G_LIST_MODEL (self->model)), total);
  gtk_label_set_label (GTK_LABEL (self->count_label), text);
}

static void
set_blank (AmbRecordList *self, gboolean blank)
{
  if (self->is_blank == blank)
    return;
  self->is_blank = blank;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BLANK]);
}

static void
show_page (AmbRecordList *self, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  gtk_widget_set_visible (self->toolbar, !self->is_blank);
}

typedef struct
{
  const AmbEntity *entity;
} CountAll;

/* On a reader thread: is there any record of the entity? */
static gpointer
look_for_any (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const CountAll *count = data;
  g_autoptr (AmbQuery) query = amb_query_new (count->entity);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!amb_store_list_rids (store, query, 0, 1, rids, error))
    return NULL;
  return GUINT_TO_POINTER (rids->len + 1);
}

static void
looked_for_any_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbRecordList) self = data;
  guint found = GPOINTER_TO_UINT (amb_context_read_finish (AMB_CONTEXT (source), result, NULL));
  const AmbListView *view;

  if (!self->model || found == 0 || g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    return;
  set_blank (self, found == 1);
  view = amb_record_list_get_view (self);
  if (view && view->empty)
    adw_status_page_set_title (ADW_STATUS_PAGE (self->nobody_page), _ (view->empty));
  show_page (self, found == 1 ? "empty" : "nobody");
}

/* Is only what belongs to a node shown? */
static gboolean
is_narrowed (AmbRecordList *self)
{
  return amb_context_get_node (self->context) != NULL && amb_entity_reaches_nodes (self->entity);
}

/* The place has none of them; elsewhere there may be some. */
static void
show_elsewhere (AmbRecordList *self)
{
  g_autofree char *node =
      amb_store_dup_title (amb_context_get_store (self->context), amb_entity_find ("node"),
                           amb_context_get_node (self->context));
  g_autofree char *escaped = g_markup_escape_text (node != NULL ? node : "", -1);
  /* Translators: a node */
  g_autofree char *text =
      g_strdup_printf (_ ("Only what belongs to %s and what is below it is shown."), escaped);

  set_blank (self, FALSE);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->elsewhere_page), text);
  show_page (self, "elsewhere");
}

static void
update_page (AmbRecordList *self)
{
  const char *message = amb_list_model_get_message (self->model);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  CountAll *count;

  update_count (self);
  if (n > 0)
    {
      set_blank (self, FALSE);
      show_page (self, self->is_narrow ? "lines" : "table");
      return;
    }
  if (message)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), message);
      show_page (self, "error");
      return;
    }
  if (amb_list_model_get_loading (self->model))
    return;
  if (amb_query_is_filtered (self->state->query) && amb_list_model_get_total (self->model) > 0)
    {
      show_page (self, "no-result");
      return;
    }
  if (is_narrowed (self))
    {
      show_elsewhere (self);
      return;
    }
  count = g_new0 (CountAll, 1);
  count->entity = self->entity;
  amb_context_read_async (self->context, look_for_any, count, g_free, NULL, NULL, looked_for_any_cb,
                          g_object_ref (self));
}

static void
choose_rid (AmbRecordList *self, gint64 rid, gboolean scroll)
{
  guint position = amb_list_model_find (self->model, rid);

  if (position == G_MAXUINT)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (scroll)
    amb_record_list_scroll_to (self, rid);
}

/* Unless the person is elsewhere by now. */
static void
take_wanted_focus (AmbRecordList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->wants_focus || g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;
  self->wants_focus = FALSE;
  if (root && !gtk_root_get_focus (root) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (amb_record_list_get_rows (self), GTK_DIR_TAB_FORWARD);
}

/* An answer is read from its beginning; what changes under the reader's eyes stays in its place. */
static void
go_to_top (AmbRecordList *self)
{
  if (self->to_top && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    amb_record_list_scroll_to (self, amb_list_model_get_rid (self->model, 0));
}

static void show_view_of (AmbRecordList *self, AmbRecord *record);

/* What is asked for by name is shown although it belongs to another node. */
static gboolean
leave_node (AmbRecordList *self, gint64 rid)
{
  if (!is_narrowed (self))
    return FALSE;
  self->to_choose = rid;
  amb_context_set_node (self->context, NULL);
  return TRUE;
}

/* What was to be chosen is in none of the rows: it may be in another view, which is looked at once,
 * or in another node. */
static gboolean
look_elsewhere (AmbRecordList *self, gint64 rid)
{
  g_autoptr (GPtrArray) records = NULL;

  if (amb_list_model_find (self->model, rid) != G_MAXUINT)
    {
      self->is_elsewhere = FALSE;
      return FALSE;
    }
  if (self->is_elsewhere)
    {
      self->is_elsewhere = FALSE;
      return leave_node (self, rid);
    }
  records = amb_store_load (amb_context_get_store (self->context), self->entity, &rid, 1, NULL);
  if (!records || !records->pdata[0])
    return FALSE;
  self->is_elsewhere = TRUE;
  self->to_choose = rid;
  show_view_of (self, records->pdata[0]);
  return TRUE;
}

static void
refreshed_cb (AmbRecordList *self)
{
  gint64 rid = self->to_choose;

  update_page (self);
  go_to_top (self);
  self->to_top = FALSE;
  take_wanted_focus (self);
  self->to_choose = 0;
  if (rid != 0 && !look_elsewhere (self, rid))
    choose_rid (self, rid, TRUE);
}

/* Selection. */

static void
selection_changed_cb (AmbRecordList *self)
{
  guint n = amb_selection_get_n_selected (self->selection);
  gint64 only = amb_selection_get_only (self->selection);
  g_autofree char *text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u selected", "%'u selected", n), n);

  gtk_label_set_label (GTK_LABEL (self->selected_label), text);
  amb_record_list_update_verbs (self);
  /* Of many none is the chosen one: the pane shows nobody. */
  if (only == self->chosen)
    return;
  self->chosen = only;
  g_signal_emit (self, record_chosen_signal, 0, only);
}

static void
row_activated_cb (AmbRecordList *self, guint position)
{
  g_signal_emit (self, record_activated_signal, 0, amb_list_model_get_rid (self->model, position));
}

static void
clear_selection_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (AMB_RECORD_LIST (data)->selection));
}

static void
retry_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_list_model_refresh (AMB_RECORD_LIST (data)->model);
}

static void
reset_columns_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_record_list_reset_columns (data);
}

static const GActionEntry entries[] = {
  { .name = "clear-selection", .activate = clear_selection_cb },
  { .name = "retry", .activate = retry_cb },
  { .name = "reset-columns", .activate = reset_columns_cb },
};

/* Search. */

static void
search_changed_cb (AmbRecordList *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *text = g_strstrip (g_strdup (typed));

  if (!self->is_set_up ||
      g_strcmp0 (text, self->state->query->search ? self->state->query->search : "") == 0)
    return;
  g_free (self->state->query->search);
  self->state->query->search = text[0] != '\0' ? g_steal_pointer (&text) : NULL;
  amb_record_list_apply (self);
}

static void
stop_search_cb (AmbRecordList *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
}

static void
search_mode_cb (AmbRecordList *self)
{
  if (!gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      search_changed_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH_MODE]);
}

/* Width. */

static gboolean
layout_cb (gpointer data)
{
  AmbRecordList *self = data;
  gboolean narrow = self->width <= amb_text_scale_px (GTK_WIDGET (self), NARROW_WIDTH);

  self->layout_source = 0;
  if (!self->is_set_up)
    return G_SOURCE_REMOVE;
  if (narrow != self->is_narrow)
    {
      self->is_narrow = narrow;
      amb_record_list_fold_verbs (self);
      /* Where its filters never fit, the row must not ask for the room of the view's name. */
      gtk_widget_set_visible (self->facet_box, !narrow);
      update_page (self);
      amb_record_list_update_views (self);
    }
  if (!narrow)
    amb_record_list_fit_columns (self);
  gtk_widget_set_visible (self->view_separator, !narrow && self->facets->len > 0);
  return G_SOURCE_REMOVE;
}

static void
amb_record_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbRecordList *self = AMB_RECORD_LIST (widget);

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (self)), width, height, baseline, NULL);
  if (self->width == width)
    return;
  self->width = width;
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_cb, self, NULL);
}

static void
amb_record_list_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
amb_record_list_map (GtkWidget *widget)
{
  AmbRecordList *self = AMB_RECORD_LIST (widget);
  const char *was = self->today;

  GTK_WIDGET_CLASS (amb_record_list_parent_class)->map (widget);
  if (!self->is_set_up)
    return;
  amb_view_book_read (self->book);
  if (!amb_list_model_get_query (self->model))
    {
      amb_record_list_apply (self);
      return;
    }
  update_today (self);
  if (was != self->today)
    amb_list_model_refresh (self->model);
}

static void
amb_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbRecordList *self = AMB_RECORD_LIST (object);

  switch (id)
    {
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value,
                           gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)));
      break;
    case PROP_BLANK:
      g_value_set_boolean (value, self->is_blank);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_record_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmbRecordList *self = AMB_RECORD_LIST (object);

  if (id == PROP_SEARCH_MODE)
    gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amb_record_list_dispose (GObject *object)
{
  AmbRecordList *self = AMB_RECORD_LIST (object);

  if (self->save_source)
    save_state (self);
  self->is_set_up = FALSE;
  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_handle_id (&self->busy_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->selection)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->book)
    g_signal_handlers_disconnect_by_data (self->book, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_RECORD_LIST);
  g_clear_object (&self->sorter);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->book);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_record_list_parent_class)->dispose (object);
}

static void
amb_record_list_finalize (GObject *object)
{
  AmbRecordList *self = AMB_RECORD_LIST (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  g_clear_pointer (&self->state, amb_list_state_free);
  for (guint i = 0; i < AMB_N_SECTIONS; i++)
    g_clear_object (&self->view_sections[i]);
  g_free (self->gone_view);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (amb_record_list_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/widgets/amb-record-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, search_bar);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, toolbar);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, view_button);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, view_label);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, view_mark);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, view_separator);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, squeezer);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, facet_box);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, filter_button);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, filter_box);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, spinner);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, count_label);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, options_button);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, notice_box);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, stack);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, table);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, lines);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, empty_page);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, nobody_page);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, no_result_page);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordList, error_page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
amb_record_list_class_init (AmbRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amb_record_list_get_property;
  object_class->set_property = amb_record_list_set_property;
  object_class->dispose = amb_record_list_dispose;
  object_class->finalize = amb_record_list_finalize;
  widget_class->size_allocate = amb_record_list_size_allocate;
  widget_class->measure = amb_record_list_measure;
  widget_class->map = amb_record_list_map;

  props[PROP_SEARCH_MODE] =
      g_param_spec_boolean ("search-mode", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_BLANK] =
      g_param_spec_boolean ("blank", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  record_chosen_signal = g_signal_new ("record-chosen", AMB_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  record_activated_signal =
      g_signal_new ("record-activated", AMB_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  bind_template (widget_class);
}

static void
amb_record_list_init (AmbRecordList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amb_undo_keys_add_to_search (GTK_EDITABLE (self->search_entry));
  amb_record_list_load_actions (self);
  /* A layout manager would allocate without asking size_allocate (). */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->stretch = 1;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "records", G_ACTION_GROUP (self->actions));
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (self->search_bar, "notify::search-mode-enabled",
                           G_CALLBACK (search_mode_cb), self, G_CONNECT_SWAPPED);
}

static void
add_elsewhere (AmbRecordList *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Show Everything"));

  self->elsewhere_page = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->elsewhere_page), self->entity->icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->elsewhere_page), _ ("Nothing in This Node"));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.show-node::");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->elsewhere_page), button);
  gtk_stack_add_named (GTK_STACK (self->stack), self->elsewhere_page, "elsewhere");
}

static void
node_changed_cb (AmbRecordList *self)
{
  if (amb_list_model_get_query (self->model))
    amb_record_list_apply (self);
}

static void
add_options (AmbRecordList *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) columns = amb_record_list_create_column_menu (self);
  g_autoptr (GMenu) verbs = g_menu_new ();

  g_menu_append (verbs, _ ("Reset Columns"), "records.reset-columns");
  g_menu_append (verbs, _ ("Export…"), "records.export-all");
  if (amb_vcard_table_has (self->entity))
    g_menu_append (verbs, _ ("Export as vCards…"), "records.export-cards");
  if (amb_ical_table_has (self->entity))
    {
      g_menu_append (verbs, _ ("Export as Calendar…"), "records.export-calendar");
      g_menu_append (verbs, _ ("Calendar Addresses…"), "records.calendar-addresses");
    }
  g_menu_append_section (menu, _ ("Columns"), columns);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (verbs));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->options_button), G_MENU_MODEL (menu));
}

static void
restore_state (AmbRecordList *self)
{
  g_autofree char *key = dup_state_key (self);
  g_autofree char *json = amb_context_dup_view_state (self->context, key);

  self->state = amb_list_state_from_json (self->entity, json);
  /* A search is of the moment, unless a named view searches. */
  g_free (self->state->query->search);
  self->state->query->search =
      self->state->saved ? g_strdup (self->state->saved->query->search) : NULL;
}

void
amb_record_list_setup (AmbRecordList *self,
                       AmbContext *context,
                       const AmbEntity *entity,
                       const AmbListDesign *design)
{
  g_autofree char *label = NULL;

  g_return_if_fail (AMB_IS_RECORD_LIST (self));
  g_return_if_fail (!self->is_set_up);

  self->context = g_object_ref (context);
  self->entity = entity;
  self->design = design;
  update_today (self);
  restore_state (self);
  self->model = amb_list_model_new (context, entity);
  self->selection = amb_selection_new (self->model);
  self->book = amb_view_book_new (context, entity);
  amb_record_list_add_filter_actions (self);
  amb_record_list_add_verbs (self);
  amb_record_list_add_columns (self);
  amb_record_list_add_facets (self);
  amb_record_list_add_views (self);
  add_options (self);
  add_elsewhere (self);
  amb_record_list_restore_columns (self);
  amb_record_list_restore_sort (self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_model (self->lines, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (context, "node-changed", G_CALLBACK (node_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->model, "refreshed", G_CALLBACK (refreshed_cb), self);
  g_signal_connect_swapped (self->model, "notify::loading", G_CALLBACK (update_page), self);
  g_signal_connect_swapped (self->model, "notify::message", G_CALLBACK (update_page), self);
  g_signal_connect_swapped (self->selection, "notify::n-selected",
                            G_CALLBACK (selection_changed_cb), self);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty_page), entity->icon);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nobody_page), entity->icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty_page), _ ("Nothing Here Yet"));
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nobody_page), _ ("Nothing Here Yet"));
  label = g_strdup_printf (_ ("Search %s"), _ (entity->label_plural));
  g_object_set (self->search_entry, "placeholder-text", label, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (entity->label_plural), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (entity->label_plural), -1);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry),
                         self->state->query->search ? self->state->query->search : "");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar),
                                  self->state->query->search != NULL);
  self->is_set_up = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      amb_view_book_read (self->book);
      amb_record_list_apply (self);
    }
}

void
amb_record_list_set_empty (AmbRecordList *self,
                           const char *icon,
                           const char *title,
                           const char *description,
                           GtkWidget *buttons)
{
  AdwStatusPage *page;

  g_return_if_fail (AMB_IS_RECORD_LIST (self));

  page = ADW_STATUS_PAGE (self->empty_page);
  adw_status_page_set_icon_name (page, icon);
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, description);
  adw_status_page_set_child (page, buttons);
}

static void
show_everything (AmbRecordList *self)
{
  amb_record_list_leave_named (self);
  g_clear_pointer (&self->state->view, g_free);
  for (const AmbListView *view = self->design ? self->design->views : NULL; view && view->id;
       view++)
    if (!view->field)
      self->state->view = g_strdup (view->id);
}

void
amb_record_list_show_query (AmbRecordList *self, const AmbQuery *query)
{
  g_return_if_fail (AMB_IS_RECORD_LIST (self));

  show_everything (self);
  amb_query_free (self->state->query);
  self->state->query = amb_query_copy (query);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), query->search ? query->search : "");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), query->search != NULL);
  amb_record_list_restore_sort (self);
  amb_record_list_apply (self);
}

/* The first designed view that the record is in, without the person's filters. */
static void
show_view_of (AmbRecordList *self, AmbRecord *record)
{
  const AmbListView *views = self->design ? self->design->views : NULL;

  show_everything (self);
  for (const AmbListView *view = views; view && view->id; view++)
    if (!view->field || g_strv_contains (view->values, amb_record_get (record, view->field)
                                                           ? amb_record_get (record, view->field)
                                                           : ""))
      {
        g_free (self->state->view);
        self->state->view = g_strdup (view->id);
        break;
      }
  amb_query_free (self->state->query);
  self->state->query = amb_query_new (self->entity);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  amb_record_list_restore_sort (self);
  amb_record_list_apply (self);
}

void
amb_record_list_set_only (AmbRecordList *self, const AmbField *field)
{
  g_return_if_fail (AMB_IS_RECORD_LIST (self));

  self->only = field;
}

gboolean
amb_record_list_choose (AmbRecordList *self, const char *id)
{
  g_autoptr (AmbRecord) record = NULL;
  gint64 rid;

  g_return_val_if_fail (AMB_IS_RECORD_LIST (self), FALSE);

  record = amb_store_lookup (amb_context_get_store (self->context), self->entity, id, NULL);
  if (!record || amb_record_get_deleted (record))
    return FALSE;
  rid = amb_record_get_rid (record);
  if (amb_list_model_find (self->model, rid) != G_MAXUINT &&
      !amb_list_model_get_loading (self->model))
    {
      choose_rid (self, rid, TRUE);
      return TRUE;
    }
  self->to_choose = rid;
  if (amb_list_model_get_query (self->model) && !amb_list_model_get_loading (self->model))
    show_view_of (self, record);
  return TRUE;
}

gboolean
amb_record_list_step (AmbRecordList *self, int by)
{
  guint position, n;

  g_return_val_if_fail (AMB_IS_RECORD_LIST (self), FALSE);

  position = amb_list_model_find (self->model, self->chosen);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  if (position == G_MAXUINT || (by < 0 && position < (guint) -by) ||
      (by > 0 && position + (guint) by >= n))
    return FALSE;
  choose_rid (self, amb_list_model_get_rid (self->model, position + by), TRUE);
  return TRUE;
}

void
amb_record_list_focus (AmbRecordList *self)
{
  g_return_if_fail (AMB_IS_RECORD_LIST (self));

  self->wants_focus = TRUE;
  take_wanted_focus (self);
}

void
amb_record_list_focus_search (AmbRecordList *self)
{
  g_return_if_fail (AMB_IS_RECORD_LIST (self));

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

gboolean
amb_record_list_go_back (AmbRecordList *self)
{
  g_return_val_if_fail (AMB_IS_RECORD_LIST (self), FALSE);

  if (amb_selection_get_n_selected (self->selection) > 0)
    {
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
      return TRUE;
    }
  if (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)))
    {
      gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
      return TRUE;
    }
  return FALSE;
}

const AmbEntity *
amb_record_list_get_entity (AmbRecordList *self)
{
  g_return_val_if_fail (AMB_IS_RECORD_LIST (self), NULL);

  return self->entity;
}

AmbSelection *
amb_record_list_get_selection (AmbRecordList *self)
{
  g_return_val_if_fail (AMB_IS_RECORD_LIST (self), NULL);

  return self->selection;
}

AmbListModel *
amb_record_list_get_model (AmbRecordList *self)
{
  g_return_val_if_fail (AMB_IS_RECORD_LIST (self), NULL);

  return self->model;
}
