#include "amb-calendar-window.h"

#include "amb-escape.h"
#include "amb-display.h"
#include "amb-rest.h"
#include "amb-sync.h"
#include "amb-view.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH   520
#define ADDRESS "/v1/calendars"

struct _AmbCalendarWindow
{
  AdwWindow parent_instance;

  AmbContext *context;   /* nullable once closed */
  AmbSyncStatus *status; /* nullable: not read yet */
  char *view;            /* nullable */
  char *query;           /* nullable: JSON, where there is no view */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwEntryRow *name;
  GtkWidget *make;
  AdwPreferencesGroup *made; /* the address that was told just now */
  AdwActionRow *address;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* of GtkWidget: in group */
};

G_DEFINE_FINAL_TYPE (AmbCalendarWindow, amb_calendar_window, ADW_TYPE_WINDOW)

/* Asking the server. */

typedef struct
{
  AmbCredentialsKey *server;
  const char *method; /* static */
  char *path;
  char *body; /* nullable */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  amb_credentials_key_free (self->server);
  g_free (self->path);
  g_free (self->body);
  g_free (self);
}

/* On the network's thread. */
static gpointer
run_ask (gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *self = data;
  g_autofree char *token = amb_credentials_lookup (self->server, NULL, cancellable, error);

  if (token == NULL)
    return NULL;
  return amb_rest_ask (self->server->url, token, self->method, self->path, self->body, cancellable,
                       error);
}

/* @path, @body: (transfer full) */
static void
ask (AmbCalendarWindow *self,
     const char *method,
     char *path,
     char *body,
     GAsyncReadyCallback callback)
{
  Question *question = g_new0 (Question, 1);

  question->server =
      amb_credentials_key_new (self->status->server->folder, self->status->server->url);
  question->method = method;
  question->path = path;
  question->body = body;
  amb_context_ask_async (self->context, run_ask, question, question_free,
                         (GDestroyNotify) amb_json_free, NULL, callback, g_object_ref (self));
}

static void
toast (AmbCalendarWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* (transfer full) (nullable): what it answered; NULL after a toast, or when the window is closed */
static AmbJson *
finish (AmbCalendarWindow *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbJson) json = amb_context_ask_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return NULL;
  if (json == NULL)
    toast (self, error->message);
  return g_steal_pointer (&json);
}

/* The list. */

static void refresh (AmbCalendarWindow *self);

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCalendarWindow) self = data;
  g_autoptr (AmbJson) json = finish (self, source, result);

  if (json == NULL)
    return;
  toast (self, _ ("The address was revoked: whoever has it is shown nothing any longer."));
  gtk_widget_set_visible (GTK_WIDGET (self->made), FALSE);
  refresh (self);
}

static void
revoke_cb (AmbCalendarWindow *self, GtkButton *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  ask (self, "DELETE", g_strconcat (ADDRESS "/", id, NULL), NULL, revoked_cb);
}

static char *
dup_day (AmbCalendarWindow *self, const char *instant)
{
  g_autofree char *day = g_strndup (instant, strlen ("2026-08-31"));

  return amb_display_date (day, amb_store_get_today (amb_context_get_store (self->context)));
}

static GtkWidget *
new_row (AmbCalendarWindow *self, const AmbJsonNode *feed)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Revoke"));
  const char *name = amb_json_node_get_member_string (feed, "name");
  const char *used = amb_json_node_get_member_string (feed, "used");
  gboolean own = amb_json_node_get_bool (amb_json_node_get_member (feed, "own"), FALSE);
  g_autofree char *day = used != NULL ? dup_day (self, used) : NULL;
  g_autofree char *text = day != NULL ? g_strdup_printf (_ ("Last asked for on %s"), day)
                                      : g_strdup (_ ("Not asked for yet"));
  /* Translators: whose calendar it is, and when it was last asked for */
  g_autofree char *whole =
      own ? g_strdup (text)
          : g_strdup_printf (_ ("%1$s · %2$s"), amb_json_node_get_member_string (feed, "owner"),
                             text);
  g_autofree char *subtitle = g_markup_escape_text (whole, -1);
  g_autofree char *title = g_markup_escape_text (name != NULL ? name : "", -1);
  g_autofree char *label = g_strdup_printf (_ ("Revoke %s"), name != NULL ? name : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (
      G_OBJECT (button), "id",
      g_strdup_printf ("%d", (int) amb_json_node_get_member_int (feed, "id", 0)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (revoke_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_feeds (AmbCalendarWindow *self, const AmbJsonNode *feeds)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (const AmbJsonNode *feed = amb_json_node_get_first (feeds); feed != NULL;
       feed = amb_json_node_get_next (feed))
    {
      GtkWidget *row = new_row (self, feed);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), self->rows->len > 0);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCalendarWindow) self = data;
  g_autoptr (AmbJson) json = finish (self, source, result);

  if (json != NULL)
    show_feeds (self, amb_json_node_get_member (amb_json_get_root (json), "calendars"));
}

static void
refresh (AmbCalendarWindow *self)
{
  ask (self, "GET", g_strdup (ADDRESS), NULL, listed_cb);
}

/* Making. */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCalendarWindow) self = data;
  g_autoptr (AmbJson) json = finish (self, source, result);
  g_autofree char *address = NULL;

  if (self->context == NULL)
    return;
  gtk_widget_set_sensitive (self->make, TRUE);
  if (json == NULL)
    return;
  address = g_strconcat (self->status->url,
                         amb_json_node_get_member_string (amb_json_get_root (json), "path"), NULL);
  adw_action_row_set_subtitle (self->address, address);
  gtk_widget_set_visible (GTK_WIDGET (self->made), TRUE);
  refresh (self);
}

static void
make_cb (AmbCalendarWindow *self)
{
  g_autoptr (GString) body = g_string_new ("{");

  amb_json_append_key (body, "name");
  amb_json_append_string (body, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  amb_json_append_key (body, self->view != NULL ? "view" : "query");
  amb_json_append_string (body, self->view != NULL ? self->view : self->query);
  g_string_append_c (body, '}');
  gtk_widget_set_sensitive (self->make, FALSE);
  ask (self, "POST", g_strdup (ADDRESS), g_string_free (g_steal_pointer (&body), FALSE), made_cb);
}

static void
copy_cb (AmbCalendarWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (self->address));
  toast (self, _ ("The address was copied."));
}

/* The window. */

static gpointer
run_status (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_sync_status (programme, error);
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCalendarWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncStatus) status =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;
  if (status == NULL)
    {
      toast (self, error->message);
      return;
    }
  self->status = g_steal_pointer (&status);
  gtk_stack_set_visible_child_name (self->stack, self->status->url != NULL ? "page" : "none");
  if (self->status->url == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  refresh (self);
}

static AdwPreferencesGroup *
new_group (const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  return ADW_PREFERENCES_GROUP (group);
}

static AdwPreferencesGroup *
new_making (AmbCalendarWindow *self, const char *title)
{
  g_autofree char *description =
      title != NULL
          ? g_strdup_printf (_ ("A calendar program that subscribes to it shows what “%s” shows, "
                                "as you may see it, and follows every change."),
                             title)
          : g_strdup (_ ("A calendar program that subscribes to it shows what this list shows now, "
                         "as you may see it, and follows every change."));
  AdwPreferencesGroup *group = new_group (_ ("New Address"), description);

  self->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Name"));
  gtk_editable_set_text (GTK_EDITABLE (self->name), title != NULL ? title : _ ("Content items"));
  self->make = gtk_button_new_with_label (_ ("Make Address"));
  gtk_widget_set_valign (self->make, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->make, "suggested-action");
  adw_entry_row_add_suffix (self->name, self->make);
  g_signal_connect_object (self->make, "clicked", G_CALLBACK (make_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->name));
  return group;
}

static AdwPreferencesGroup *
new_made (AmbCalendarWindow *self)
{
  AdwPreferencesGroup *group =
      new_group (NULL, _ ("Copy it now: it is shown this once. Whoever has it sees the calendar."));
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy"));

  self->address = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address), _ ("Address"));
  adw_action_row_set_subtitle_lines (self->address, 4);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->address, copy);
  adw_preferences_group_add (group, GTK_WIDGET (self->address));
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  return group;
}

static GtkWidget *
new_page (AmbCalendarWindow *self, const char *title)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  self->made = new_made (self);
  self->group = new_group (_ ("Addresses"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->group), FALSE);
  adw_preferences_page_add (page, new_making (self, title));
  adw_preferences_page_add (page, self->made);
  adw_preferences_page_add (page, self->group);
  return GTK_WIDGET (page);
}

static GtkWidget *
new_none (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "x-office-calendar-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Server"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("A calendar to subscribe to comes from the company’s server. Connect to one in the "
         "preferences, or export the list as a calendar file."));
  return page;
}

GtkWidget *
amb_calendar_window_new (AmbContext *context,
                         GtkWindow *parent,
                         const char *view,
                         const char *title,
                         const AmbQuery *query)
{
  AmbCalendarWindow *self =
      g_object_new (AMB_TYPE_CALENDAR_WINDOW, "title", _ ("Calendar Addresses"), "transient-for",
                    parent, "modal", TRUE, "default-width", WIDTH, "default-height", 560, NULL);
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (AmbView) shown = amb_view_new (query->entity);

  self->context = g_object_ref (context);
  self->view = g_strdup (view);
  amb_query_free (shown->query);
  shown->query = amb_query_copy (query);
  self->query = amb_view_to_json (shown, NULL);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_label_new (NULL), "wait");
  gtk_stack_add_named (self->stack, new_page (self, view != NULL ? title : NULL), "page");
  gtk_stack_add_named (self->stack, new_none (), "none");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  amb_escape_add (GTK_WIDGET (self->stack), "window.close");
  gtk_box_append (GTK_BOX (whole), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), whole);
  amb_context_write_async (context, run_status, NULL, NULL, (GDestroyNotify) amb_sync_status_free,
                           NULL, status_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

static void
amb_calendar_window_dispose (GObject *object)
{
  AmbCalendarWindow *self = AMB_CALENDAR_WINDOW (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_calendar_window_parent_class)->dispose (object);
}

static void
amb_calendar_window_finalize (GObject *object)
{
  AmbCalendarWindow *self = AMB_CALENDAR_WINDOW (object);

  g_clear_pointer (&self->status, amb_sync_status_free);
  g_free (self->view);
  g_free (self->query);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (amb_calendar_window_parent_class)->finalize (object);
}

static void
amb_calendar_window_class_init (AmbCalendarWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_window_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amb_calendar_window_init (AmbCalendarWindow *self)
{
  self->rows = g_ptr_array_new ();
}
