#include "amb-history-window.h"

#include "amb-display.h"
#include <glib/gi18n.h>

#define SHOWN 200

struct _AmbHistoryWindow
{
  AdwWindow parent_instance;

  AmbContext *context;
  GtkWidget *group;
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
  g_autofree char *today = amb_clock_dup_today (amb_store_get_clock (store), NULL);
  g_autofree char *title = NULL;
  char *words;

  if (!value)
    return g_strdup (_ ("nothing"));
  if (field->ref)
    title = amb_store_dup_title (store, amb_entity_find (field->ref), value);
  words = amb_display_value (field, value, title ? title : _ ("a removed record"), today);
  return words;
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
describe_who (AmbStore *store, const AmbJournalEntry *entry)
{
  g_autofree char *when =
      amb_display_instant (entry->at, amb_clock_now (amb_store_get_clock (store)));
  const char *by = entry->by                             ? entry->by
                   : entry->action == AMB_JOURNAL_REMOTE ? _ ("A colleague")
                                                         : _ ("You");

  if (entry->why && entry->why[0] != '\0')
    /* Translators: who, when, and the reason given */
    return g_strdup_printf (_ ("%s · %s · “%s”"), by, when, entry->why);
  /* Translators: who and when */
  return g_strdup_printf (_ ("%s · %s"), by, when);
}

/* On a reader thread. */
static gpointer
read_lines (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (GPtrArray) entries =
      amb_journal_list_record (store, request->entity, request->id, SHOWN, error);
  GPtrArray *lines;

  if (!entries)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const AmbJournalEntry *entry = g_ptr_array_index (entries, i);
      Line *line = g_new0 (Line, 1);

      line->what = amb_history_describe (store, entry);
      line->who = describe_who (store, entry);
      g_ptr_array_add (lines, line);
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
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbHistoryWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (!self->group)
    return;
  for (guint i = 0; lines && i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i));
  if (!lines)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), error->message);
  else if (lines->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                           _ ("Nothing has been changed on this device."));
}

static void
amb_history_window_dispose (GObject *object)
{
  AmbHistoryWindow *self = AMB_HISTORY_WINDOW (object);

  self->group = NULL;
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

  self->group = adw_preferences_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
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
