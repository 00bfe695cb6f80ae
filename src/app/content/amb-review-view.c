#include "amb-review-view.h"

#include "amb-content-flow.h"
#include "amb-display.h"
#include "amb-reason.h"
#include "amb-refusals.h"
#include "amb-review-text.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>
#include <string.h>

#define REFRESH_MS  250
#define COMPACT     720 /* px */
#define LIST_WIDTH  340
#define LIST_HEIGHT 240
#define TEXT_WIDTH  640
#define DAY_MS      G_GINT64_CONSTANT (86400000)
#define HOUR_MS     G_GINT64_CONSTANT (3600000)

struct _AmbReviewView
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkWidget *stack;
  GtkWidget *none;
  GtkWidget *bin, *columns;
  GtkWidget *list_scroller;
  GtkWidget *list;
  GtkWidget *text;
  GtkWidget *buttons, *verdicts, *answers;
  GtkWidget *bulk; /* approves those that are ticked */
  GSimpleActionGroup *actions;

  char *chosen; /* nullable: id */
  guint waiting;
  guint refresh_source;
  gboolean is_reading, is_stale;
};

G_DEFINE_FINAL_TYPE (AmbReviewView, amb_review_view, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_WAITING,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

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

/* Rows. */

static const char *
get_id (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "item") : NULL;
}

/* What one does with it. */
typedef enum
{
  ROW_NONE,
  ROW_REVIEW,
  ROW_SUGGESTION,
  ROW_OWN,
} RowKind;

static RowKind
get_kind (GtkListBoxRow *row)
{
  return row != NULL ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind")) : ROW_NONE;
}

/* “waits 3 days”, “waits 2 hours” */
static char *
dup_waiting (gint64 since, gint64 now)
{
  gint64 waits = MAX (now - since, 0);
  gint64 days = waits / DAY_MS, hours = waits / HOUR_MS;

  if (since == 0)
    return g_strdup (_ ("waits since nobody knows when"));
  if (days > 0)
    return g_strdup_printf (ngettext ("waits %d day", "waits %d days", (gulong) days), (int) days);
  if (hours > 0)
    return g_strdup_printf (ngettext ("waits %d hour", "waits %d hours", (gulong) hours),
                            (int) hours);
  return g_strdup (_ ("came just now"));
}

static char *
dup_told (AmbReviewView *self, const AmbReviewItem *item)
{
  const char *today = amb_store_get_today (amb_context_get_store (self->context));
  gint64 now = amb_clock_now (amb_context_get_clock (self->context));
  g_autofree char *waiting = dup_waiting (item->since, now);
  g_autofree char *day = item->publish_on != NULL ? g_strndup (item->publish_on, 10) : NULL;
  g_autofree char *due = day != NULL ? amb_display_date (day, today) : NULL;
  GString *text = g_string_new (waiting);

  /* Translators: the day on which an item is to be published */
  if (due != NULL)
    g_string_append_printf (text, _ (" · due %s"), due);
  if (day != NULL && strcmp (day, today) < 0)
    g_string_append (text, _ (" · late"));
  if (item->owner_name != NULL)
    g_string_append_printf (text, " · %s", item->owner_name);
  if (item->is_own)
    g_string_append (text, _ (" · your own"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (const char *id, const char *title, const char *told, RowKind kind)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 title != NULL ? title : _ ("Without a name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), told);
  g_object_set_data_full (G_OBJECT (row), "item", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER (kind));
  g_object_set_data_full (G_OBJECT (row), "told", g_strdup (told), g_free);
  return row;
}

static void
update_bulk (AmbReviewView *self)
{
  guint n = 0;
  g_autofree char *label = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

      n += check != NULL && gtk_check_button_get_active (check);
    }
  label = g_strdup_printf (ngettext ("Approve %u Ticked", "Approve %u Ticked", n), n);
  gtk_button_set_label (GTK_BUTTON (self->bulk), label);
  gtk_widget_set_visible (self->bulk, n > 0);
}

static GtkWidget *
new_review (AmbReviewView *self, const AmbReviewItem *item)
{
  g_autofree char *told = dup_told (self, item);
  GtkWidget *row = new_row (item->id, item->title, told, ROW_REVIEW);
  GtkWidget *check = gtk_check_button_new ();
  /* Translators: for a screen reader: ticks an item to be approved with others */
  g_autofree char *name =
      g_strdup_printf (_ ("Tick %s"), item->title != NULL ? item->title : _ ("Without a name"));

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_bulk), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  return row;
}

static GtkWidget *
new_suggestion (AmbReviewView *self, const AmbContentSuggestion *idea)
{
  gint64 now = amb_clock_now (amb_context_get_clock (self->context));
  g_autofree char *waiting = dup_waiting (idea->at, now);
  GString *told = g_string_new (waiting);
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (idea->author_name != NULL)
    g_string_append_printf (told, " · %s", idea->author_name);
  if (idea->need != NULL)
    g_string_append_printf (told, " · %s", idea->need);
  if (idea->what_for != NULL)
    g_string_append_printf (told, "\n“%s”", idea->what_for);
  text = g_string_free (told, FALSE);
  row = new_row (idea->id, idea->title, text, ROW_SUGGESTION);
  return row;
}

/* “Draft · Ben · Today, 14:01”, and why */
static GtkWidget *
new_own (AmbReviewView *self, const AmbContentSuggestion *idea)
{
  gint64 now = amb_clock_now (amb_context_get_clock (self->context));
  g_autofree char *state = amb_display_state (amb_entity_find ("content-item"), idea->state);
  g_autofree char *when = amb_display_instant (idea->at, now);
  GString *told = g_string_new (state);
  g_autofree char *text = NULL;

  if (idea->answered_by != NULL)
    g_string_append_printf (told, " · %s", idea->answered_by);
  g_string_append_printf (told, " · %s", when);
  if (idea->why != NULL)
    g_string_append_printf (told, "\n“%s”", idea->why);
  text = g_string_free (told, FALSE);
  return new_row (idea->id, idea->title, text, ROW_OWN);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  static const char *const groups[] = { [ROW_REVIEW] = N_ ("To Decide"),
                                        [ROW_SUGGESTION] = N_ ("Suggested"),
                                        [ROW_OWN] = N_ ("Your Suggestions") };
  GtkWidget *label;

  if (before != NULL && get_kind (row) == get_kind (before))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (groups[get_kind (row)]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_header (row, label);
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
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  const char *id = get_id (row);
  RowKind kind = get_kind (row);

  if (g_strcmp0 (id, self->chosen) != 0)
    {
      g_free (self->chosen);
      self->chosen = g_strdup (id);
    }
  amb_review_text_show (AMB_REVIEW_TEXT (self->text), id,
                        row != NULL ? g_object_get_data (G_OBJECT (row), "told") : NULL);
  gtk_widget_set_visible (self->verdicts, kind == ROW_REVIEW);
  gtk_widget_set_visible (self->answers, kind == ROW_SUGGESTION);
  enable (self, "changes", kind == ROW_REVIEW);
  enable (self, "yes", kind == ROW_REVIEW || kind == ROW_SUGGESTION);
  enable (self, "no", kind == ROW_REVIEW || kind == ROW_SUGGESTION);
  enable (self, "open", row != NULL);
}

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

/* (transfer full): a set: the ids of those that are ticked */
static GHashTable *
clear_rows (AmbReviewView *self)
{
  GHashTable *ticked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    {
      if (get_check (row) != NULL && gtk_check_button_get_active (get_check (row)))
        g_hash_table_add (ticked, g_strdup (get_id (GTK_LIST_BOX_ROW (row))));
      gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
    }
  return ticked;
}

static void
fill_rows (AmbReviewView *self, const Queue *queue, GHashTable *ticked)
{
  for (guint i = 0; i < queue->reviews->len; i++)
    {
      const AmbReviewItem *item = g_ptr_array_index (queue->reviews, i);
      GtkWidget *row = new_review (self, item);

      gtk_check_button_set_active (get_check (row), g_hash_table_contains (ticked, item->id));
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  for (guint i = 0; i < queue->suggestions->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         new_suggestion (self, g_ptr_array_index (queue->suggestions, i)));
  for (guint i = 0; i < queue->own->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         new_own (self, g_ptr_array_index (queue->own, i)));
}

/* What was chosen stays so; where it went, the one that came after it is next. */
static GtkListBoxRow *
find_next (AmbReviewView *self, const char *chosen, int at, guint n)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (g_strcmp0 (get_id (row), chosen) == 0)
      return row;
  return n > 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MIN (at, (int) n - 1))
               : NULL;
}

static void
show_queue (AmbReviewView *self, const Queue *queue)
{
  GtkListBoxRow *old = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = old != NULL ? gtk_list_box_row_get_index (old) : 0;
  g_autofree char *chosen = g_strdup (self->chosen);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, self->list);
  guint waiting = queue->reviews->len + queue->suggestions->len;
  guint n = waiting + queue->own->len;
  g_autoptr (GHashTable) ticked = clear_rows (self);
  GtkListBoxRow *next;

  fill_rows (self, queue, ticked);
  update_bulk (self);
  next = find_next (self, chosen, at, n);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), next);
  selected_cb (self);
  if (had_focus && next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), n > 0 ? self->bin : self->none);
  if (self->waiting == waiting)
    return;
  self->waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAITING]);
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
      adw_status_page_set_title (ADW_STATUS_PAGE (self->none), _ ("The Queue Can’t Be Read"));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->none), error->message);
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->none);
    }
  g_clear_pointer (&queue, queue_free);
  if (self->context != NULL && self->is_stale)
    refresh (self);
}

static void
refresh (AmbReviewView *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
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
changed_cb (AmbReviewView *self)
{
  if (self->refresh_source == 0)
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
dup_done (const char *verdict, guint n)
{
  if (g_str_equal (verdict, "approved"))
    return g_strdup_printf (ngettext ("%u item is approved.", "%u items are approved.", n), n);
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

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deciding *deciding = data;
  AmbReviewView *self = deciding->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbReviewReport) report =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *done = report != NULL ? dup_done (deciding->verdict, report->done->len) : NULL;

  if (self->context == NULL)
    ;
  else if (report == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
  else if (report->refused->len > 0)
    show_refusals (self, report);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", done, TRUE);
  deciding_free (deciding);
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

static gboolean
is_idea (AmbReviewView *self)
{
  return get_kind (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list))) == ROW_SUGGESTION;
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
    amb_reason_ask (GTK_WIDGET (self), _ ("Ask for Changes"),
                    _ ("Whoever writes it reads this, and sends it again."), _ ("_Ask"), TRUE,
                    reason_cb, deciding_new (self, "changes_requested"), deciding_free);
}

static void
no_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;

  if (self->chosen == NULL)
    return;
  if (is_idea (self))
    amb_reason_ask (GTK_WIDGET (self), _ ("Decline Suggestion"),
                    _ ("Whoever suggested it reads this."), _ ("_Decline"), TRUE, reason_cb,
                    deciding_new (self, "declined"), deciding_free);
  else
    amb_reason_ask (GTK_WIDGET (self), _ ("Reject"),
                    _ ("It does not go out. Whoever wrote it reads this."), _ ("_Reject"), TRUE,
                    reason_cb, deciding_new (self, "rejected"), deciding_free);
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
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  Deciding *deciding;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

      if (check != NULL && gtk_check_button_get_active (check))
        g_strv_builder_add (ids, get_id (GTK_LIST_BOX_ROW (row)));
    }
  deciding = deciding_new (self, "approved");
  g_strfreev (deciding->ids);
  deciding->ids = g_strv_builder_end (ids);
  if (deciding->ids[0] != NULL)
    decide (deciding);
  else
    deciding_free (deciding);
}

static void
tick_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbReviewView *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  GtkCheckButton *check = row != NULL ? g_object_get_data (G_OBJECT (row), "check") : NULL;

  if (check != NULL)
    gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
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

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action, const char *style)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_buttons (AmbReviewView *self)
{
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->verdicts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->answers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  add_button (self->verdicts, _ ("_Approve"), "review.yes", "suggested-action");
  add_button (self->verdicts, _ ("Ask for _Changes…"), "review.changes", NULL);
  add_button (self->verdicts, _ ("_Reject…"), "review.no", NULL);
  add_button (self->answers, _ ("_Accept…"), "review.yes", "suggested-action");
  add_button (self->answers, _ ("_Decline…"), "review.no", NULL);
  gtk_box_append (GTK_BOX (self->buttons), self->verdicts);
  gtk_box_append (GTK_BOX (self->buttons), self->answers);
  add_button (self->buttons, _ ("_Open"), "review.open", NULL);
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

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), FALSE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What waits for a decision"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->bulk = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->bulk), "review.ticked");
  gtk_widget_set_margin_start (self->bulk, 12);
  gtk_widget_set_margin_end (self->bulk, 12);
  gtk_widget_set_margin_top (self->bulk, 6);
  gtk_widget_set_margin_bottom (self->bulk, 6);
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
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->list);
}

static void
amb_review_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, AMB_REVIEW_VIEW (object)->waiting);
}

static void
amb_review_view_dispose (GObject *object)
{
  AmbReviewView *self = AMB_REVIEW_VIEW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (amb_review_view_parent_class)->dispose (object);
}

static void
amb_review_view_class_init (AmbReviewViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_review_view_dispose;
  G_OBJECT_CLASS (klass)->get_property = amb_review_view_get_property;
  props[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
amb_review_view_init (AmbReviewView *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review", G_ACTION_GROUP (self->actions));
  add_keys (self);
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
  gtk_stack_add_child (GTK_STACK (self->stack), self->none);
  gtk_stack_add_child (GTK_STACK (self->stack), self->bin);
  gtk_box_append (GTK_BOX (self), self->stack);
  compact_cb (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
