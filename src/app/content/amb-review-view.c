#include "amb-review-view.h"

#include "amb-dialog-names.h"
#include "amb-reason.h"
#include "amb-refusals.h"
#include "amb-review-bulk.h"
#include "amb-review-rows.h"
#include "amb-review-text.h"
#include "amb-short-list.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define REFRESH_MS  250
#define COMPACT     720 /* px */
#define LIST_WIDTH  340
#define LIST_HEIGHT 240
#define TEXT_WIDTH  640

struct _AmbReviewView
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkWidget *stack;
  GtkWidget *none;
  GtkWidget *bin, *columns;
  GtkWidget *list_scroller;
  GtkWidget *list;
  GListStore *rows; /* of AmbReviewRow */
  GtkSingleSelection *selection;
  GtkWidget *text;
  GtkWidget *buttons, *verdicts, *answers, *others;
  GtkWidget *bulk; /* approves those that are ticked */
  GSimpleActionGroup *actions;

  char *chosen; /* nullable: id */
  guint refresh_source;
  gboolean is_reading, is_stale;
  gboolean is_filling;   /* what is selected isn't what a person chose */
  gboolean awaits_focus; /* as soon as there is a row */
};

G_DEFINE_FINAL_TYPE (AmbReviewView, amb_review_view, GTK_TYPE_BOX)

gboolean
amb_review_view_may (AmbContext *context)
{
  return amb_context_may (context, amb_entity_find ("content-item"), AMB_RIGHT_MOVE);
}

/* Reading. */

typedef struct
{
  GPtrArray *reviews;
  GPtrArray *suggestions;
  GPtrArray *own; /* suggestions of who sits here, with what became of them */
} Queue;

static void
queue_free (gpointer data)
{
  Queue *queue = data;

  g_clear_pointer (&queue->reviews, g_ptr_array_unref);
  g_clear_pointer (&queue->suggestions, g_ptr_array_unref);
  g_clear_pointer (&queue->own, g_ptr_array_unref);
  g_free (queue);
}

static gpointer
read_queue (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *person = amb_store_dup_meta (store, "actor-person");
  AmbAccess access = amb_programme_read_access (store);
  gboolean leads = access == AMB_ACCESS_MANAGER || access == AMB_ACCESS_LEAD;
  Queue *queue = g_new0 (Queue, 1);

  queue->reviews = amb_content_list_reviews (store, person, access, error);
  if (queue->reviews != NULL)
    queue->suggestions =
        leads ? amb_content_list_suggestions (store, person, error) : g_ptr_array_new ();
  if (queue->suggestions != NULL)
    queue->own =
        person != NULL ? amb_content_list_suggested (store, person, error) : g_ptr_array_new ();
  if (queue->own == NULL)
    g_clear_pointer (&queue, queue_free);
  return queue;
}

/* (nullable), borrowed. */
static AmbReviewRow *
get_row (AmbReviewView *self, guint i)
{
  g_autoptr (AmbReviewRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return row;
}

static AmbReviewRow *
get_selected (AmbReviewView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static guint
get_n (AmbReviewView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static void
update_bulk (AmbReviewView *self)
{
  guint n = 0;

  for (guint i = 0; i < get_n (self); i++)
    n += amb_review_row_get_ticked (get_row (self, i));
  amb_review_bulk_set_n (AMB_REVIEW_BULK (self->bulk), n);
}

static void
enable (AmbReviewView *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
selected_cb (AmbReviewView *self)
{
  AmbReviewRow *row = get_selected (self);
  const char *id = amb_review_row_get_id (row);
  AmbReviewKind kind = amb_review_row_get_kind (row);

  if (self->context == NULL || self->is_filling)
    return;
  if (g_strcmp0 (id, self->chosen) != 0)
    {
      g_free (self->chosen);
      self->chosen = g_strdup (id);
    }
  amb_review_text_show (AMB_REVIEW_TEXT (self->text), id, amb_review_row_get_told (row));
  gtk_widget_set_visible (self->verdicts, kind == AMB_REVIEW_REVIEW);
  gtk_widget_set_visible (self->answers, kind == AMB_REVIEW_SUGGESTION);
  gtk_widget_set_visible (self->others, kind == AMB_REVIEW_OWN);
  enable (self, "changes", kind == AMB_REVIEW_REVIEW);
  enable (self, "yes", kind == AMB_REVIEW_REVIEW || kind == AMB_REVIEW_SUGGESTION);
  enable (self, "no", kind == AMB_REVIEW_REVIEW || kind == AMB_REVIEW_SUGGESTION);
  enable (self, "open", row != NULL);
}

static void
add_row (AmbReviewView *self, GPtrArray *rows, AmbReviewRow *row)
{
  AmbReviewRow *before = rows->len > 0 ? g_ptr_array_index (rows, rows->len - 1) : NULL;

  amb_review_row_set_first (row, amb_review_row_get_kind (row) != amb_review_row_get_kind (before));
  g_signal_connect_object (row, "notify::ticked", G_CALLBACK (update_bulk), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (rows, row);
}

/* (transfer full): of AmbReviewRow */
static GPtrArray *
make_rows (AmbReviewView *self, const Queue *queue)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < queue->reviews->len; i++)
    add_row (self, rows,
             amb_review_row_new_review (self->context, g_ptr_array_index (queue->reviews, i)));
  for (guint i = 0; i < queue->suggestions->len; i++)
    add_row (
        self, rows,
        amb_review_row_new_suggestion (self->context, g_ptr_array_index (queue->suggestions, i)));
  for (guint i = 0; i < queue->own->len; i++)
    add_row (self, rows, amb_review_row_new_own (self->context, g_ptr_array_index (queue->own, i)));
  return rows;
}

/* What is ticked stays so. */
static void
keep_ticks (AmbReviewView *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) ticked = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < get_n (self); i++)
    if (amb_review_row_get_ticked (get_row (self, i)))
      g_hash_table_add (ticked, (gpointer) amb_review_row_get_id (get_row (self, i)));
  for (guint i = 0; i < rows->len && g_hash_table_size (ticked) > 0; i++)
    if (g_hash_table_contains (ticked, amb_review_row_get_id (g_ptr_array_index (rows, i))))
      amb_review_row_set_ticked (g_ptr_array_index (rows, i), TRUE);
}

/* Rows before and after what is another now stay, and with them what is scrolled to. */
static void
fill_rows (AmbReviewView *self, GPtrArray *rows)
{
  guint n = get_n (self), from = 0, after = 0;

  while (from < MIN (n, rows->len) &&
         amb_review_row_is_same (get_row (self, from), g_ptr_array_index (rows, from)))
    from++;
  while (from + after < MIN (n, rows->len) &&
         amb_review_row_is_same (get_row (self, n - 1 - after),
                                 g_ptr_array_index (rows, rows->len - 1 - after)))
    after++;
  if (n != rows->len || from + after < n)
    g_list_store_splice (self->rows, from, n - from - after, rows->pdata + from,
                         rows->len - from - after);
}

/* GTK_INVALID_LIST_POSITION: it isn't there. */
static guint
find_row (AmbReviewView *self, const char *id)
{
  for (guint i = 0; i < get_n (self); i++)
    if (g_strcmp0 (amb_review_row_get_id (get_row (self, i)), id) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* (transfer full) (nullable): id of what is chosen among @rows: what was chosen stays so; where it
 * went, the one that came after it is next, or else the one before. */
static char *
dup_next (AmbReviewView *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  guint at = gtk_single_selection_get_selected (self->selection), n = get_n (self);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (there, (gpointer) amb_review_row_get_id (g_ptr_array_index (rows, i)));
  if (self->chosen != NULL && g_hash_table_contains (there, self->chosen))
    return g_strdup (self->chosen);
  for (guint i = at; i < n; i++)
    if (g_hash_table_contains (there, amb_review_row_get_id (get_row (self, i))))
      return g_strdup (amb_review_row_get_id (get_row (self, i)));
  for (guint i = MIN (at, n); i > 0; i--)
    if (g_hash_table_contains (there, amb_review_row_get_id (get_row (self, i - 1))))
      return g_strdup (amb_review_row_get_id (get_row (self, i - 1)));
  return rows->len > 0 ? g_strdup (amb_review_row_get_id (g_ptr_array_index (rows, 0))) : NULL;
}

/* GTK 4.8 has it as an action only; the row that is scrolled to is the one that takes the focus. */
static void
scroll_to (AmbReviewView *self, guint position)
{
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}

static void
show_queue (AmbReviewView *self, const Queue *queue)
{
  guint at = gtk_single_selection_get_selected (self->selection);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus =
      focus != NULL && (focus == self->list || gtk_widget_is_ancestor (focus, self->list));
  g_autoptr (GPtrArray) rows = make_rows (self, queue);
  g_autofree char *chosen = dup_next (self, rows);
  guint next;

  keep_ticks (self, rows);
  self->is_filling = TRUE;
  fill_rows (self, rows);
  next = find_row (self, chosen);
  gtk_single_selection_set_selected (self->selection, next);
  self->is_filling = FALSE;
  update_bulk (self);
  selected_cb (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), rows->len > 0 ? self->bin : self->none);
  if (next != GTK_INVALID_LIST_POSITION && (next != at || had_focus))
    scroll_to (self, next);
  if (next != GTK_INVALID_LIST_POSITION && (had_focus || (self->awaits_focus && focus == NULL)))
    gtk_widget_grab_focus (self->list);
  self->awaits_focus = FALSE;
}

static void refresh (AmbReviewView *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbReviewView) self = data;
  g_autoptr (GError) error = NULL;
  Queue *queue = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  self->is_reading = FALSE;
  if (self->context != NULL && amb_context_get_store (self->context) != NULL && queue != NULL)
    show_queue (self, queue);
  else if (self->context != NULL && error != NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_title (ADW_STATUS_PAGE (self->none), _ ("The Queue Can’t Be Read"));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->none), markup);
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->none);
    }
  g_clear_pointer (&queue, queue_free);
  if (self->context != NULL && self->is_stale)
    refresh (self);
}

static void
refresh (AmbReviewView *self)
{
  /* What nobody sees is made when somebody comes to it: a row is dear to lay out. */
  self->is_stale = self->is_reading || !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->is_stale)
    return;
  self->is_reading = TRUE;
  amb_context_read_async (self->context, read_queue, NULL, NULL, queue_free, NULL, read_cb,
                          g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbReviewView *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
map_cb (AmbReviewView *self)
{
  if (self->is_stale)
    refresh (self);
}

/* What is shown of each stands in these. */
static void
changed_cb (AmbReviewView *self, GPtrArray *changes)
{
  static const char *const of[] = { "content-item", "variant",     "approval",  "comment",
                                    "transition",   "ambassador",  "need",      "channel",
                                    "asset",        "person-card", "programme", NULL };

  for (guint i = 0; i < changes->len && self->refresh_source == 0; i++)
    if (g_strv_contains (of, ((AmbChange *) g_ptr_array_index (changes, i))->entity->name))
      self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Deciding. */

typedef struct
{
  AmbReviewView *self; /* owned */
  char **ids;
  const char *verdict; /* "declined": of a suggestion */
  char *why;           /* nullable */
} Deciding;

static void
deciding_free (gpointer data)
{
  Deciding *deciding = data;

  g_object_unref (deciding->self);
  g_strfreev (deciding->ids);
  g_free (deciding->why);
  g_free (deciding);
}

static void
free_report (gpointer data)
{
  amb_review_report_free (data);
}

static gpointer
run_decide (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Deciding *deciding = data;
  AmbReviewReport *report;

  if (!g_str_equal (deciding->verdict, "declined"))
    return amb_programme_decide_items (programme, (const char *const *) deciding->ids,
                                       deciding->verdict, deciding->why, error);
  if (!amb_programme_decline_suggestion (programme, deciding->ids[0], deciding->why, error))
    return NULL;
  report = g_new0 (AmbReviewReport, 1);
  report->done = g_ptr_array_new_with_free_func (g_free);
  report->refused = g_ptr_array_new ();
  g_ptr_array_add (report->done, g_strdup (deciding->ids[0]));
  return report;
}

static char *
dup_done (const char *verdict)
{
  if (g_str_equal (verdict, "approved"))
    return g_strdup (_ ("The item is approved."));
  if (g_str_equal (verdict, "rejected"))
    return g_strdup (_ ("The item is rejected."));
  if (g_str_equal (verdict, "declined"))
    return g_strdup (_ ("The suggestion is declined; its author reads why."));
  return g_strdup (_ ("Changes are asked for."));
}

static void
show_refusals (AmbReviewView *self, const AmbReviewReport *report)
{
  AmbBulkReport bulk = { .n_done = report->done->len, .n_refused = report->refused->len };

  bulk.refusals = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < report->refused->len; i++)
    {
      const AmbReviewRefusal *refusal = g_ptr_array_index (report->refused, i);
      AmbBulkRefusal *row = g_new0 (AmbBulkRefusal, 1);

      row->title = refusal->title;
      row->message = refusal->why;
      g_ptr_array_add (bulk.refusals, row);
    }
  amb_refusals_show (GTK_WIDGET (self), &bulk);
  g_ptr_array_unref (bulk.refusals);
}

static void ask_why (Deciding *deciding, const char *body);

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deciding *deciding = data;
  AmbReviewView *self = deciding->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbReviewReport) report =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *done = report != NULL ? dup_done (deciding->verdict) : NULL;

  if (self->context == NULL)
    ;
  else if (deciding->why != NULL && (report == NULL || report->refused->len > 0))
    {
      const AmbReviewRefusal *refusal =
          report != NULL ? g_ptr_array_index (report->refused, 0) : NULL;

      ask_why (g_steal_pointer (&deciding), refusal != NULL ? refusal->why : error->message);
    }
  else if (report == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
  else if (report->refused->len > 0)
    show_refusals (self, report);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", done, TRUE);
  g_clear_pointer (&deciding, deciding_free);
}

/* The job borrows it; the callback, which comes after, frees it. */
static void
decide (Deciding *deciding)
{
  amb_context_write_async (deciding->self->context, run_decide, deciding, NULL, free_report, NULL,
                           decided_cb, deciding);
}

static Deciding *
deciding_new (AmbReviewView *self, const char *verdict)
{
  Deciding *deciding = g_new0 (Deciding, 1);

  deciding->self = g_object_ref (self);
  deciding->verdict = verdict;
  deciding->ids = g_strdupv ((char *[]){ self->chosen, NULL });
  return deciding;
}

static void
reason_cb (gpointer data, const char *why)
{
  const Deciding *asked = data;
  Deciding *deciding;

  if (asked->self->context == NULL)
    return;
  deciding = g_new0 (Deciding, 1);
  deciding->self = g_object_ref (asked->self);
  deciding->verdict = asked->verdict;
  deciding->ids = g_strdupv (asked->ids);
  deciding->why = g_strdup (why);
  decide (deciding);
}

/* The verdicts that keep a reason. */
static const struct
{
  const char *verdict, *heading, *body, *verb;
} reasons[] = {
  { "changes_requested", N_ ("Ask for Changes"),
    N_ ("Whoever writes it reads this, and sends it again."), N_ ("_Ask") },
  { "declined", N_ ("Decline Suggestion"), N_ ("Whoever suggested it reads this."),
    N_ ("_Decline") },
  { "rejected", N_ ("Reject"), N_ ("It does not go out. Whoever wrote it reads this."),
    N_ ("_Reject") },
};

/* @deciding: (transfer full): what was written before is there again; @body: (nullable): why it is
 * asked again */
static void
ask_why (Deciding *deciding, const char *body)
{
  guint i = 0;

  while (!g_str_equal (reasons[i].verdict, deciding->verdict))
    i++;
  amb_reason_ask (GTK_WIDGET (deciding->self), _ (reasons[i].heading),
                  body != NULL ? body : _ (reasons[i].body), _ (reasons[i].verb), TRUE,
                  deciding->why, reason_cb, deciding, deciding_free);
}

static gboolean
is_idea (AmbReviewView *self)
{
  return amb_review_row_get_kind (get_selected (self)) == AMB_REVIEW_SUGGESTION;
}

static void
yes_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;

  if (self->chosen == NULL)
    return;
  if (is_idea (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.accept-suggestion", "s", self->chosen);
  else
    decide (deciding_new (self, "approved"));
}

static void
changes_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;

  if (self->chosen != NULL && !is_idea (self))
    ask_why (deciding_new (self, "changes_requested"), NULL);
}

static void
no_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;

  if (self->chosen != NULL)
    ask_why (deciding_new (self, is_idea (self) ? "declined" : "rejected"), NULL);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;

  if (self->chosen != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-item", "s", self->chosen);
}

static void
activated_cb (AmbReviewView *self)
{
  open_cb (NULL, NULL, self);
}

static void
approve_ticked_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;
  GArray *rids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < get_n (self); i++)
    {
      gint64 rid = amb_review_row_get_rid (get_row (self, i));

      if (amb_review_row_get_ticked (get_row (self, i)))
        g_array_append_val (rids, rid);
    }
  amb_review_bulk_approve (AMB_REVIEW_BULK (self->bulk), rids);
}

static void
tick_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;
  AmbReviewRow *row = get_selected (self);

  if (row != NULL)
    amb_review_row_set_ticked (row, !amb_review_row_get_ticked (row));
}

static const GActionEntry entries[] = {
  { .name = "yes", .activate = yes_cb },   { .name = "changes", .activate = changes_cb },
  { .name = "no", .activate = no_cb },     { .name = "open", .activate = open_cb },
  { .name = "tick", .activate = tick_cb }, { .name = "ticked", .activate = approve_ticked_cb },
};

/* Making. */

static void
compact_cb (AmbReviewView *self)
{
  gboolean compact = amb_width_bin_get_compact (AMB_WIDTH_BIN (self->bin));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->list_scroller, compact ? -1 : LIST_WIDTH,
                               compact ? LIST_HEIGHT : -1);
}

static void
add_keys (AmbReviewView *self)
{
  static const struct
  {
    const char *key, *action;
  } keys[] = {
    { "a", "review.yes" },  { "c", "review.changes" }, { "r", "review.no" },
    { "e", "review.open" }, { "x", "review.tick" },    { "<Control>Return", "review.ticked" },
  };
  GtkShortcutController *controller = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        controller, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].key),
                                      gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (controller));
}

static void
add_button (GtkWidget *box, const char *label, const char *action, const char *style)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  amb_dialog_names_take (button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_flow_box_append (GTK_FLOW_BOX (box), button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

/* A row of buttons that wraps where there is little room. */
static GtkWidget *
add_buttons (AmbReviewView *self)
{
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 4);
  gtk_box_append (GTK_BOX (self->buttons), box);
  return box;
}

static GtkWidget *
make_buttons (AmbReviewView *self)
{
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->verdicts = add_buttons (self);
  self->answers = add_buttons (self);
  self->others = add_buttons (self);
  add_button (self->verdicts, _ ("_Approve"), "review.yes", "suggested-action");
  add_button (self->verdicts, _ ("Ask for _Changes…"), "review.changes", NULL);
  add_button (self->verdicts, _ ("_Reject…"), "review.no", NULL);
  add_button (self->verdicts, _ ("_Open"), "review.open", NULL);
  add_button (self->answers, _ ("_Accept…"), "review.yes", "suggested-action");
  add_button (self->answers, _ ("_Decline…"), "review.no", NULL);
  add_button (self->answers, _ ("_Open"), "review.open", NULL);
  add_button (self->others, _ ("_Open"), "review.open", NULL);
  gtk_widget_set_margin_start (self->buttons, 12);
  gtk_widget_set_margin_end (self->buttons, 12);
  gtk_widget_set_margin_top (self->buttons, 6);
  gtk_widget_set_margin_bottom (self->buttons, 6);
  return self->buttons;
}

static GtkWidget *
make_list (AmbReviewView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->list = amb_short_list_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)),
                                   amb_review_row_new_factory ());
  gtk_widget_add_css_class (self->list, "amb-review-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What waits for a decision"), -1);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->bulk = amb_review_bulk_new (self->context, "review.ticked");
  self->list_scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->list_scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->list_scroller), self->list);
  gtk_widget_set_vexpand (self->list_scroller, TRUE);
  gtk_widget_add_css_class (box, "amb-brief");
  gtk_box_append (GTK_BOX (box), self->list_scroller);
  gtk_box_append (GTK_BOX (box), self->bulk);
  return box;
}

static GtkWidget *
make_text (AmbReviewView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->text = amb_review_text_new (self->context);
  gtk_widget_set_margin_start (self->text, 18);
  gtk_widget_set_margin_end (self->text, 18);
  gtk_widget_set_margin_top (self->text, 18);
  gtk_widget_set_margin_bottom (self->text, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), TEXT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->text);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  return box;
}

void
amb_review_view_focus (AmbReviewView *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION)
    scroll_to (self, selected);
  self->awaits_focus = selected == GTK_INVALID_LIST_POSITION;
  gtk_widget_grab_focus (self->list);
}

void
amb_review_view_choose (AmbReviewView *self, const char *id)
{
  g_autofree char *chosen = g_strdup (id);
  guint at = find_row (self, chosen);

  if (at != GTK_INVALID_LIST_POSITION)
    {
      gtk_single_selection_set_selected (self->selection, at);
      scroll_to (self, at);
    }
  else
    {
      /* Not read yet. */
      g_free (self->chosen);
      self->chosen = g_steal_pointer (&chosen);
    }
}

static void
amb_review_view_dispose (GObject *object)
{
  AmbReviewView *self = AMB_REVIEW_VIEW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (amb_review_view_parent_class)->dispose (object);
}

static void
amb_review_view_class_init (AmbReviewViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_review_view_dispose;
}

static void
amb_review_view_init (AmbReviewView *self)
{
  self->rows = g_list_store_new (AMB_TYPE_REVIEW_ROW);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review", G_ACTION_GROUP (self->actions));
  add_keys (self);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
amb_review_view_new (AmbContext *context)
{
  AmbReviewView *self = g_object_new (AMB_TYPE_REVIEW_VIEW, NULL);

  self->context = g_object_ref (context);
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->columns), make_list (self));
  gtk_box_append (GTK_BOX (self->columns), make_text (self));
  self->bin =
      g_object_new (AMB_TYPE_WIDTH_BIN, "compact-width", COMPACT, "child", self->columns, NULL);
  g_signal_connect_object (self->bin, "notify::compact", G_CALLBACK (compact_cb), self,
                           G_CONNECT_SWAPPED);
  self->none = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->none), "emblem-ok-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->none), _ ("Nothing Waits for You"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (self->none),
      _ ("What is sent to review comes here, and what ambassadors suggest."));
  self->stack = gtk_stack_new ();
  gtk_widget_set_hexpand (self->stack, TRUE);
  gtk_stack_add_child (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_stack_add_child (GTK_STACK (self->stack), self->none);
  gtk_stack_add_child (GTK_STACK (self->stack), self->bin);
  gtk_box_append (GTK_BOX (self), self->stack);
  compact_cb (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
