#include "amb-history-window.h"

#include "amb-display.h"
#include "amb-history.h"
#include "amb-reference.h"
#include <glib/gi18n.h>

#define SHOWN 200

struct _AmbHistoryWindow
{
  AdwWindow parent_instance;

  AmbContext *context;
  GtkWidget *stack;
  GtkWidget *group;
  GtkWidget *status;
};

G_DEFINE_FINAL_TYPE (AmbHistoryWindow, amb_history_window, ADW_TYPE_WINDOW)

typedef struct
{
  const AmbEntity *entity;
  char *id;
} Request;

static void
request_free (Request *request)
{
  g_free (request->id);
  g_free (request);
}

typedef struct
{
  char *what;
  char *who; /* “Ada, Today, 14:01” with the reason */
} Line;

static void
line_free (Line *line)
{
  g_free (line->what);
  g_free (line->who);
  g_free (line);
}

static char *
dup_words (AmbStore *store, const AmbField *field, const char *value)
{
  g_autofree char *title = NULL;

  if (!value)
    return g_strdup (_ ("nothing"));
  title = field->ref ? amb_reference_dup_value (store, field, value) : NULL;
  return amb_display_value (field, value, title, amb_store_get_today (store));
}

char *
amb_history_describe (AmbStore *store, const AmbJournalEntry *entry)
{
  g_autofree char *old = NULL, *value = NULL;

  switch (entry->action)
    {
    case AMB_JOURNAL_CREATE:
      return g_strdup (_ ("Added"));
    case AMB_JOURNAL_REMOVE:
      return g_strdup (_ ("Removed"));
    case AMB_JOURNAL_RESTORE:
      return g_strdup (_ ("Brought back"));
    default:
      break;
    }
  if (!entry->field)
    return g_strdup (_ ("Changed"));
  old = dup_words (store, entry->field, entry->old);
  value = dup_words (store, entry->field, entry->value);
  if (entry->action == AMB_JOURNAL_MOVE)
    /* Translators: a move from one state to another */
    return g_strdup_printf (_ ("Moved from %s to %s"), old, value);
  /* Translators: a field, its former and its present value */
  return g_strdup_printf (_ ("%s: %s → %s"), _ (entry->field->label), old, value);
}

static char *
describe_who (AmbStore *store, const char *by, gint64 at, const char *why)
{
  g_autofree char *when = amb_display_instant (at, amb_clock_now (amb_store_get_clock (store)));

  if (why && why[0] != '\0')
    /* Translators: who, when, and the reason given */
    return g_strdup_printf (_ ("%s · %s · “%s”"), by, when, why);
  /* Translators: who and when */
  return g_strdup_printf (_ ("%s · %s"), by, when);
}

static Line *
describe_move (AmbStore *store, const AmbEntity *entity, const AmbHistoryLine *told)
{
  AmbRecord *move = told->move;
  Line *line = g_new0 (Line, 1);
  g_autofree char *from = amb_display_state (entity, amb_record_get (move, "from"));
  g_autofree char *to = amb_display_state (entity, amb_record_get (move, "to"));
  const char *by = amb_record_get (move, "by");

  if (from[0] != '\0')
    /* Translators: a move from one state to another */
    line->what = g_strdup_printf (_ ("Moved from %s to %s"), from, to);
  else
    /* Translators: a state in which a record begins */
    line->what = g_strdup_printf (_ ("Begun as %s"), to);
  line->who =
      describe_who (store, by ? by : _ ("Somebody"), told->at, amb_record_get (move, "why"));
  return line;
}

static Line *
describe_entry (AmbStore *store, const AmbJournalEntry *entry)
{
  Line *line = g_new0 (Line, 1);
  const char *by = entry->by                             ? entry->by
                   : entry->action == AMB_JOURNAL_REMOTE ? _ ("A colleague")
                                                         : _ ("You");

  line->what = amb_history_describe (store, entry);
  line->who = describe_who (store, by, entry->at, entry->why);
  return line;
}

/* On a reader thread: newest first. */
static gpointer
read_lines (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (GPtrArray) history =
      amb_history_list (store, request->entity, request->id, SHOWN, error);
  GPtrArray *lines;

  if (!history)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  for (guint i = 0; i < history->len; i++)
    {
      const AmbHistoryLine *line = g_ptr_array_index (history, i);

      g_ptr_array_add (lines, line->move ? describe_move (store, request->entity, line)
                                         : describe_entry (store, line->entry));
    }
  return lines;
}

static void
add_line (AmbHistoryWindow *self, const Line *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = g_markup_escape_text (line->what, -1);
  g_autofree char *who = g_markup_escape_text (line->who, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), who);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
}

static void
show_status (AmbHistoryWindow *self, const char *icon, const char *title, const char *description)
{
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), description);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "status");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbHistoryWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (!self->group)
    return;
  if (!lines)
    {
      show_status (self, "dialog-error-symbolic", _ ("The History Can’t Be Read"), error->message);
      return;
    }
  if (lines->len == 0)
    {
      show_status (self, "document-open-recent-symbolic", _ ("No History Yet"),
                   _ ("Moves, and what is changed on this device, are listed here."));
      return;
    }
  for (guint i = 0; i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "lines");
}

static void
amb_history_window_dispose (GObject *object)
{
  AmbHistoryWindow *self = AMB_HISTORY_WINDOW (object);

  self->group = self->stack = self->status = NULL;
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_history_window_parent_class)->dispose (object);
}

static void
amb_history_window_class_init (AmbHistoryWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_history_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
amb_history_window_init (AmbHistoryWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  self->stack = gtk_stack_new ();
  self->status = adw_status_page_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->group));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), page, "lines");
  gtk_stack_add_named (GTK_STACK (self->stack), self->status, "status");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

GtkWidget *
amb_history_window_new (AmbContext *context,
                        const AmbEntity *entity,
                        const char *id,
                        const char *title,
                        GtkWindow *parent)
{
  AmbHistoryWindow *self = g_object_new (AMB_TYPE_HISTORY_WINDOW, "transient-for", parent, NULL);
  Request *request = g_new0 (Request, 1);
  /* Translators: the title of a window; a name follows */
  g_autofree char *name = g_strdup_printf (_ ("History of %s"), title ? title : _ (entity->label));

  gtk_window_set_title (GTK_WINDOW (self), name);
  self->context = g_object_ref (context);
  request->entity = entity;
  request->id = g_strdup (id);
  amb_context_read_async (context, read_lines, request, (GDestroyNotify) request_free,
                          (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
