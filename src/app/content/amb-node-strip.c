#include "amb-node-strip.h"

#include "amb-calendar-ahead.h"
#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"

#include <glib/gi18n.h>

#define WEEKS      4
#define PAGE       6 /* tiles */
#define REFRESH_MS 250

struct _AmbNodeStrip
{
  GtkBox parent_instance;

  AmbContext *context;
  AmbRecord *record; /* nullable */
  GtkWidget *count, *link, *tiles, *words, *more;
  guint most; /* tiles that are asked for */
  GCancellable *cancellable;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbNodeStrip, amb_node_strip, GTK_TYPE_BOX)

enum
{
  PROP_RECORD = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* Reading. */

typedef struct
{
  AmbCalendarAsk *ask;
  guint most;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  amb_calendar_ask_free (asked->ask);
  g_free (asked);
}

static gpointer
read_ahead (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;

  return amb_calendar_load_ahead (store, asked->ask, asked->most, error);
}

static void
free_ahead (gpointer data)
{
  amb_calendar_ahead_free (data);
}

/* Showing. */

static void
show_words (AmbNodeStrip *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_widget_set_visible (self->words, words != NULL);
}

static void
show_count (AmbNodeStrip *self, guint n, guint n_shown)
{
  g_autofree char *count = g_strdup_printf ("%'u", n);
  guint n_more = MIN (n - n_shown, PAGE);
  g_autofree char *label =
      g_strdup_printf (ngettext ("Show %u More", "Show %u More", n_more), n_more);

  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_widget_set_visible (self->count, n > 0);
  gtk_button_set_label (GTK_BUTTON (self->more), label);
  gtk_widget_set_visible (self->more, n_more > 0);
}

/* Tiles are used again; the keyboard goes to where its item is now. */
static void
show (AmbNodeStrip *self, const AmbCalendarAhead *ahead)
{
  g_autofree char *focused = amb_calendar_tile_dup_focused (self->tiles);
  GtkWidget *tile = gtk_widget_get_first_child (self->tiles);

  for (guint i = 0; i < ahead->items->len; i++)
    {
      if (tile == NULL)
        {
          tile = amb_calendar_tile_new (NULL);
          amb_calendar_tile_set_style (AMB_CALENDAR_TILE (tile), AMB_CALENDAR_TILE_DATED);
          gtk_box_append (GTK_BOX (self->tiles), tile);
        }
      amb_calendar_tile_set_item (AMB_CALENDAR_TILE (tile), ahead->items->pdata[i]);
      tile = gtk_widget_get_next_sibling (tile);
    }
  for (; tile != NULL; tile = gtk_widget_get_next_sibling (tile))
    amb_calendar_tile_set_item (AMB_CALENDAR_TILE (tile), NULL);
  gtk_widget_set_visible (self->tiles, ahead->items->len > 0);
  show_words (self, ahead->items->len > 0 ? NULL
                                          : _ ("Nothing is planned here for the next four weeks."));
  show_count (self, ahead->n, ahead->items->len);
  if (focused != NULL)
    amb_calendar_tile_focus_in (self->tiles, focused);
}

static void
clear (AmbNodeStrip *self)
{
  gtk_widget_set_visible (self->tiles, FALSE);
  show_words (self, NULL);
  show_count (self, 0, 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbNodeStrip) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCalendarAhead) ahead =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->record == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ahead != NULL)
    {
      show (self, ahead);
      return;
    }
  clear (self);
  show_words (self, error->message);
}

static void
refresh (AmbNodeStrip *self)
{
  g_autoptr (AmbQuery) filter = NULL;
  g_autofree char *today = NULL;
  Asked *asked;

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->record == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  today = amb_clock_dup_today (amb_context_get_clock (self->context), NULL);
  filter = amb_query_new (amb_entity_find ("content-item"));
  filter->within = g_strdup (amb_record_get_id (self->record));
  asked = g_new0 (Asked, 1);
  asked->ask = amb_calendar_ask_new (today, WEEKS, filter);
  asked->most = self->most;
  amb_context_read_async (self->context, read_ahead, asked, asked_free, free_ahead,
                          self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbNodeStrip *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmbNodeStrip *self, GPtrArray *changes)
{
  static const char *const told[] = { "content-item", "channel", "node", NULL };
  gboolean concerned = FALSE;

  for (guint i = 0; !concerned && i < changes->len; i++)
    concerned = g_strv_contains (told, ((AmbChange *) changes->pdata[i])->entity->name);
  if (concerned && self->record != NULL && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
more_cb (AmbNodeStrip *self)
{
  self->most += PAGE;
  refresh (self);
}

static void
set_record (AmbNodeStrip *self, AmbRecord *record)
{
  const char *id = record != NULL ? amb_record_get_id (record) : NULL;
  gboolean is_same =
      id != NULL && self->record != NULL && g_str_equal (amb_record_get_id (self->record), id);

  g_set_object (&self->record, record);
  if (is_same)
    return;
  self->most = PAGE;
  clear (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->link), "s", id != NULL ? id : "");
  refresh (self);
}

/* Building. */

static GtkWidget *
make_header (AmbNodeStrip *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = gtk_label_new (_ ("Planned Here"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "amb-section-title");
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "amb-count");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  self->link = gtk_button_new_with_label (_ ("See in Calendar"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->link), "win.show-calendar");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->link), "s", "");
  gtk_widget_add_css_class (self->link, "flat");
  gtk_widget_add_css_class (self->link, "amb-more");
  gtk_widget_set_hexpand (self->link, TRUE);
  gtk_widget_set_halign (self->link, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (header), title);
  gtk_box_append (GTK_BOX (header), self->count);
  gtk_box_append (GTK_BOX (header), self->link);
  return header;
}

static void
amb_node_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, AMB_NODE_STRIP (object)->record);
}

static void
amb_node_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_record (AMB_NODE_STRIP (object), g_value_get_object (value));
}

static void
amb_node_strip_dispose (GObject *object)
{
  AmbNodeStrip *self = AMB_NODE_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->record);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_node_strip_parent_class)->dispose (object);
}

static void
amb_node_strip_class_init (AmbNodeStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amb_node_strip_dispose;
  object_class->get_property = amb_node_strip_get_property;
  object_class->set_property = amb_node_strip_set_property;
  properties[PROP_RECORD] =
      g_param_spec_object ("record", NULL, NULL, AMB_TYPE_RECORD,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_node_strip_init (AmbNodeStrip *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Planned Here"), -1);
  gtk_box_append (GTK_BOX (self), make_header (self));
  self->tiles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (self), self->tiles);
  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_widget_add_css_class (self->words, "amb-quiet");
  gtk_box_append (GTK_BOX (self), self->words);
  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->more);
  self->most = PAGE;
  clear (self);
}

GtkWidget *
amb_node_strip_new (AmbContext *context)
{
  AmbNodeStrip *self = g_object_new (AMB_TYPE_NODE_STRIP, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
