#include "amb-review-rows.h"

#include "amb-display.h"
#include "amb-short-list.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY_MS    G_GINT64_CONSTANT (86400000)
#define HOUR_MS   G_GINT64_CONSTANT (3600000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)

struct _AmbReviewRow
{
  GObject parent_instance;

  gint64 rid;
  char *id, *title, *told;
  AmbReviewKind kind;
  gboolean is_first, is_ticked;
};

G_DEFINE_FINAL_TYPE (AmbReviewRow, amb_review_row, G_TYPE_OBJECT)

enum
{
  PROP_TICKED = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

const char *
amb_review_row_get_id (AmbReviewRow *row)
{
  return row != NULL ? row->id : NULL;
}

const char *
amb_review_row_get_told (AmbReviewRow *row)
{
  return row != NULL ? row->told : NULL;
}

gint64
amb_review_row_get_rid (AmbReviewRow *row)
{
  return row != NULL ? row->rid : 0;
}

AmbReviewKind
amb_review_row_get_kind (AmbReviewRow *row)
{
  return row != NULL ? row->kind : AMB_REVIEW_NONE;
}

gboolean
amb_review_row_get_ticked (AmbReviewRow *row)
{
  return row != NULL && row->is_ticked;
}

void
amb_review_row_set_ticked (AmbReviewRow *row, gboolean ticked)
{
  if (row->is_ticked == ticked || row->kind != AMB_REVIEW_REVIEW)
    return;
  row->is_ticked = ticked;
  g_object_notify_by_pspec (G_OBJECT (row), properties[PROP_TICKED]);
}

void
amb_review_row_set_first (AmbReviewRow *row, gboolean is_first)
{
  row->is_first = is_first;
}

gboolean
amb_review_row_is_same (AmbReviewRow *row, AmbReviewRow *other)
{
  return row->kind == other->kind && row->is_first == other->is_first &&
         strcmp (row->id, other->id) == 0 && strcmp (row->title, other->title) == 0 &&
         strcmp (row->told, other->told) == 0;
}

static void
amb_review_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, AMB_REVIEW_ROW (object)->is_ticked);
}

static void
amb_review_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  amb_review_row_set_ticked (AMB_REVIEW_ROW (object), g_value_get_boolean (value));
}

static void
amb_review_row_finalize (GObject *object)
{
  AmbReviewRow *self = AMB_REVIEW_ROW (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->told);
  G_OBJECT_CLASS (amb_review_row_parent_class)->finalize (object);
}

static void
amb_review_row_class_init (AmbReviewRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = amb_review_row_get_property;
  object_class->set_property = amb_review_row_set_property;
  object_class->finalize = amb_review_row_finalize;
  properties[PROP_TICKED] =
      g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amb_review_row_init (AmbReviewRow *self)
{
}

/* “waits 3 days”, “waits 2 hours” */
static char *
dup_waiting (gint64 since, gint64 now)
{
  gint64 waits = MAX (now - since, 0);
  gint64 days = waits / DAY_MS, hours = waits / HOUR_MS, minutes = waits / MINUTE_MS;

  if (since == 0)
    return g_strdup (_ ("waits since nobody knows when"));
  if (days > 0)
    return g_strdup_printf (ngettext ("waits %d day", "waits %d days", (gulong) days), (int) days);
  if (hours > 0)
    return g_strdup_printf (ngettext ("waits %d hour", "waits %d hours", (gulong) hours),
                            (int) hours);
  if (minutes > 0)
    return g_strdup_printf (ngettext ("waits %d minute", "waits %d minutes", (gulong) minutes),
                            (int) minutes);
  return g_strdup (_ ("came just now"));
}

static char *
dup_told (AmbContext *context, const AmbReviewItem *item)
{
  const char *today = amb_store_get_today (amb_context_get_store (context));
  gint64 now = amb_clock_now (amb_context_get_clock (context));
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

static AmbReviewRow *
new_row (const char *id, const char *title, const char *told, AmbReviewKind kind)
{
  AmbReviewRow *row = g_object_new (AMB_TYPE_REVIEW_ROW, NULL);

  row->id = g_strdup (id);
  row->title = g_strdup (title != NULL ? title : _ ("Without a name"));
  row->told = g_strdup (told);
  row->kind = kind;
  return row;
}

AmbReviewRow *
amb_review_row_new_review (AmbContext *context, const AmbReviewItem *item)
{
  g_autofree char *told = dup_told (context, item);
  AmbReviewRow *row = new_row (item->id, item->title, told, AMB_REVIEW_REVIEW);

  row->rid = item->rid;
  return row;
}

AmbReviewRow *
amb_review_row_new_suggestion (AmbContext *context, const AmbContentSuggestion *idea)
{
  gint64 now = amb_clock_now (amb_context_get_clock (context));
  g_autofree char *waiting = dup_waiting (idea->at, now);
  GString *told = g_string_new (waiting);
  g_autofree char *text = NULL;

  if (idea->author_name != NULL)
    g_string_append_printf (told, " · %s", idea->author_name);
  if (idea->need != NULL)
    g_string_append_printf (told, " · %s", idea->need);
  if (idea->what_for != NULL)
    g_string_append_printf (told, "\n“%s”", idea->what_for);
  text = g_string_free (told, FALSE);
  return new_row (idea->id, idea->title, text, AMB_REVIEW_SUGGESTION);
}

/* “Draft · Ben · Today, 14:01”, and why */
AmbReviewRow *
amb_review_row_new_own (AmbContext *context, const AmbContentSuggestion *idea)
{
  gint64 now = amb_clock_now (amb_context_get_clock (context));
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
  return new_row (idea->id, idea->title, text, AMB_REVIEW_OWN);
}

/* Widgets. */

typedef struct
{
  GtkWidget *heading, *check, *title, *told;
  GBinding *binding; /* nullable */
} Face;

static GtkWidget *
new_label (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* Of one character, GTK measures another least width for a height than for none. */
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Face *face = g_new0 (Face, 1);

  face->heading = new_label ("heading");
  face->check = gtk_check_button_new ();
  face->title = new_label (NULL);
  face->told = new_label ("amb-quiet");
  gtk_widget_add_css_class (face->told, "amb-small");
  gtk_widget_add_css_class (line, "amb-review-row");
  gtk_widget_set_valign (face->check, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), face->title);
  gtk_box_append (GTK_BOX (words), face->told);
  gtk_box_append (GTK_BOX (line), face->check);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (row), face->heading);
  gtk_box_append (GTK_BOX (row), line);
  g_object_set_data_full (G_OBJECT (row), "face", face, g_free);
  amb_short_list_set_child (item, row);
}

static void
name_row (const AmbReviewRow *row, GtkWidget *widget, const Face *face)
{
  /* Translators: for a screen reader: ticks an item to be approved with others */
  g_autofree char *ticks = g_strdup_printf (_ ("Tick %s"), row->title);
  g_autofree char *whole = g_strdup_printf ("%s, %s", row->title, row->told);

  gtk_accessible_update_property (GTK_ACCESSIBLE (face->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ticks, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  -1);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  static const char *const groups[] = { [AMB_REVIEW_REVIEW] = N_ ("To Decide"),
                                        [AMB_REVIEW_SUGGESTION] = N_ ("Suggested"),
                                        [AMB_REVIEW_OWN] = N_ ("Your Suggestions") };
  AmbReviewRow *row = gtk_list_item_get_item (item);
  Face *face = g_object_get_data (G_OBJECT (amb_short_list_get_child (item)), "face");

  gtk_widget_set_visible (face->heading, row->is_first);
  if (row->is_first)
    gtk_label_set_label (GTK_LABEL (face->heading), _ (groups[row->kind]));
  gtk_label_set_label (GTK_LABEL (face->title), row->title);
  gtk_label_set_label (GTK_LABEL (face->told), row->told);
  gtk_widget_set_visible (face->check, row->kind == AMB_REVIEW_REVIEW);
  face->binding = g_object_bind_property (row, "ticked", face->check, "active",
                                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  name_row (row, gtk_widget_get_parent (gtk_list_item_get_child (item)), face);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  Face *face = g_object_get_data (G_OBJECT (amb_short_list_get_child (item)), "face");

  g_clear_pointer (&face->binding, g_binding_unbind);
}

GtkListItemFactory *
amb_review_row_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
