#include "amb-family-window.h"

#include "amb-asset-acts.h"
#include "amb-asset-words.h"
#include "amb-balance.h"
#include "amb-calendar-facts.h"
#include "amb-calendar-moves.h"
#include "amb-display.h"
#include "amb-family-graph.h"
#include "amb-width-bin.h"
#include <glib/gi18n.h>

struct _AmbFamilyWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *name, *line, *acts;
  GtkWidget *open, *derive, *fill, *renew, *link;
  GtkWidget *bin, *scroller;
  AmbFamilyGraph *graph;
  GtkWidget *weeks; /* nullable: the popover of empty weeks */

  AmbContext *context;
  char *id;
  AmbFamily *family; /* nullable: not read yet */
  gboolean is_reading, is_stale, has_focus;
};

G_DEFINE_FINAL_TYPE (AmbFamilyWindow, amb_family_window, ADW_TYPE_WINDOW)

static const AmbRelative *
get_chosen (AmbFamilyWindow *self)
{
  return self->family != NULL
             ? amb_family_get (self->family, amb_family_graph_get_chosen (self->graph))
             : NULL;
}

/* Showing. */

/* Whoever reads an asset of others doesn’t write it. */
static gboolean
may_renew (AmbFamilyWindow *self, const AmbRelative *chosen)
{
  AmbStore *store = amb_context_get_store (self->context);
  g_autoptr (AmbRecord) asset =
      chosen->kind == AMB_RELATIVE_ASSET && store != NULL
          ? amb_store_lookup (store, amb_entity_find ("asset"), chosen->id, NULL)
          : NULL;

  return asset != NULL && amb_context_may_write (self->context, asset, AMB_RIGHT_UPDATE);
}

static void
show_chosen (AmbFamilyWindow *self)
{
  const AmbRelative *chosen = get_chosen (self);
  gboolean is_asset = chosen->kind == AMB_RELATIVE_ASSET;
  gboolean may_add =
      amb_context_may (self->context, amb_entity_find ("content-item"), AMB_RIGHT_CREATE);
  g_autofree char *name = amb_relative_dup_title (chosen);
  g_autofree char *line = amb_relative_dup_line (chosen, self->family->today);

  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_label_set_label (GTK_LABEL (self->line), line);
  gtk_button_set_label (GTK_BUTTON (self->open), chosen->kind == AMB_RELATIVE_ITEM
                                                     ? _ ("Open in Editor")
                                                     : _ ("Show Record"));
  gtk_widget_set_visible (self->derive, may_add && (is_asset || chosen->kind == AMB_RELATIVE_ITEM));
  gtk_widget_set_visible (self->fill, may_add && is_asset);
  gtk_widget_set_visible (self->renew, may_renew (self, chosen));
  gtk_widget_set_visible (self->link, chosen->link != NULL);
}

static void
show (AmbFamilyWindow *self)
{
  const AmbFamily *family = self->family;
  g_autofree char *outcome = amb_outcome_describe (&family->total);
  g_autofree char *items =
      g_strdup_printf (ngettext ("%u item", "%u items", family->n_items), family->n_items);
  g_autofree char *departments = g_strdup_printf (
      ngettext ("%u department", "%u departments", family->n_departments), family->n_departments);
  g_autofree char *line = g_strjoin (" · ", items, departments, outcome, NULL);
  g_autofree char *root = amb_relative_dup_title (amb_family_get (family, family->order[0]));
  /* Translators: the title of an asset, or of the item that all the others come from */
  g_autofree char *title = g_strdup_printf (_ ("Family of “%s”"), root);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, line);
  amb_family_graph_set_family (self->graph, family);
  if (!self->has_focus)
    amb_family_graph_focus (self->graph);
  self->has_focus = TRUE;
}

static gpointer
read_family (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_family_load (store, data, error);
}

static void read_again (AmbFamilyWindow *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFamilyWindow) self = data;
  g_autoptr (GError) error = NULL;
  AmbFamily *family = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  AmbFamily *old;

  if (self->context == NULL)
    {
      amb_family_free (family);
      return;
    }
  self->is_reading = FALSE;
  /* Removed meanwhile: there is no family of it. */
  if (family == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                                  "win.toast", "(sb)", error->message, FALSE);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  old = self->family;
  self->family = family;
  show (self);
  amb_family_free (old);
  if (self->is_stale)
    read_again (self);
}

static void
read_again (AmbFamilyWindow *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  amb_context_read_async (self->context, read_family, g_strdup (self->id), g_free,
                          (GDestroyNotify) amb_family_free, NULL, read_cb, g_object_ref (self));
}

static void
changed_cb (AmbFamilyWindow *self, GPtrArray *changes)
{
  static const char *const of[] = { "asset",       "content-item", "variant", "publication",
                                    "measurement", "node",         "channel", NULL };

  for (guint i = 0; i < changes->len; i++)
    if (g_strv_contains (of, ((AmbChange *) g_ptr_array_index (changes, i))->entity->name))
      {
        read_again (self);
        return;
      }
}

/* Acts. */

typedef struct
{
  char *id;
  char week[AMB_DAY_SIZE]; /* "": no week */
  int audience;
} Act;

static void
act_free (gpointer data)
{
  g_free (((Act *) data)->id);
  g_free (data);
}

static gpointer
run_derive (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;

  if (act->week[0] != '\0')
    return amb_programme_fill_gap (programme, act->id, (guint) act->audience, act->week, error);
  return amb_programme_derive (programme, &(AmbDerivation){ act->id, NULL, NULL }, error);
}

static gpointer
run_renew (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (amb_programme_renew_rights (programme, ((Act *) data)->id, 1, error));
}

static void
finish (AmbFamilyWindow *self, GError *error, const char *said)
{
  if (self->context != NULL)
    amb_asset_window_say (ADW_WINDOW (self), error != NULL ? error->message : said, error == NULL);
}

static void
derived_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFamilyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  finish (self, error, _ ("There is a new idea of it."));
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFamilyWindow) self = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  finish (self, error, _ ("Its rights end a year later."));
}

static Act *
act_new (AmbFamilyWindow *self)
{
  Act *act = g_new0 (Act, 1);

  act->id = g_strdup (get_chosen (self)->id);
  return act;
}

static void
derive (AmbFamilyWindow *self, Act *act)
{
  amb_context_write_async (self->context, run_derive, act, act_free, g_free, NULL, derived_cb,
                           g_object_ref (self));
}

static void
derive_cb (AmbFamilyWindow *self)
{
  derive (self, act_new (self));
}

static void
renew_cb (AmbFamilyWindow *self)
{
  amb_context_write_async (self->context, run_renew, act_new (self), act_free, NULL, NULL,
                           renewed_cb, g_object_ref (self));
}

static void
open_cb (AmbFamilyWindow *self)
{
  const AmbRelative *chosen = get_chosen (self);

  if (chosen->kind == AMB_RELATIVE_ITEM)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-item", "s", chosen->id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)",
                                amb_relative_get_entity (chosen->kind)->name, chosen->id);
}

static void
link_cb (AmbFamilyWindow *self)
{
  gtk_show_uri (GTK_WINDOW (self), get_chosen (self)->link, GDK_CURRENT_TIME);
}

/* Empty weeks. */

typedef struct
{
  AmbFamilyWindow *window; /* borrowed: the button is in it */
  Act act;
} Week;

static void
week_free (gpointer data, GClosure *closure)
{
  g_free (((Week *) data)->act.id);
  g_free (data);
}

static void
week_cb (GtkButton *button, gpointer data)
{
  const Week *week = data;
  Act *act = g_new0 (Act, 1);

  *act = week->act;
  act->id = g_strdup (week->act.id);
  gtk_popover_popdown (GTK_POPOVER (week->window->weeks));
  derive (week->window, act);
}

static GtkWidget *
new_week (AmbFamilyWindow *self, const AmbGap *gap, const char *id)
{
  const AmbField *audience = amb_entity_find_field (amb_entity_find ("need"), "audience");
  const AmbField *day = amb_entity_find_field (amb_entity_find ("asset"), "expires-on");
  g_autofree char *name =
      amb_display_value (audience, amb_audience_get_id (gap->audience), NULL, "");
  g_autofree char *date = amb_display_value (day, gap->week, NULL, self->family->today);
  /* Translators: an audience, the number of a week, its first day */
  g_autofree char *text =
      g_strdup_printf (_ ("%s, week %d, from %s"), name, amb_week_get_number (gap->week), date);
  GtkWidget *button = gtk_button_new_with_label (text);
  Week *week = g_new0 (Week, 1);

  week->window = self;
  week->act.id = g_strdup (id);
  week->act.audience = (int) gap->audience;
  g_strlcpy (week->act.week, gap->week, sizeof week->act.week);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (week_cb), week, week_free, 0);
  return button;
}

static void
show_weeks (AmbFamilyWindow *self, GPtrArray *gaps, const char *id, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_clear_pointer (&self->weeks, gtk_widget_unparent);
  for (guint i = 0; gaps != NULL && i < gaps->len; i++)
    gtk_box_append (GTK_BOX (box), new_week (self, g_ptr_array_index (gaps, i), id));
  if (text != NULL)
    {
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  self->weeks = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->weeks), scroller);
  gtk_widget_set_parent (self->weeks, self->fill);
  gtk_popover_popup (GTK_POPOVER (self->weeks));
}

typedef struct
{
  AmbFamilyWindow *window; /* owned */
  char *id;                /* of the asset that they are for */
} Weeks;

static void
weeks_free (Weeks *self)
{
  g_object_unref (self->window);
  g_free (self->id);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Weeks, weeks_free)

static gpointer
read_weeks (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return amb_calendar_load_weeks_of (store, data, zone, error);
}

static void
weeks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Weeks) weeks = data;
  AmbFamilyWindow *self = weeks->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gaps = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  /* Another card was chosen meanwhile: its button asks again. */
  if (self->context == NULL || get_chosen (self) == NULL ||
      g_strcmp0 (get_chosen (self)->id, weeks->id) != 0)
    return;
  show_weeks (self, gaps, weeks->id,
              error != NULL    ? error->message
              : gaps->len == 0 ? _ ("No week to come lacks something that it may be used for.")
                               : NULL);
}

static void
fill_cb (AmbFamilyWindow *self)
{
  Weeks *weeks = g_new0 (Weeks, 1);

  weeks->window = g_object_ref (self);
  weeks->id = g_strdup (get_chosen (self)->id);
  amb_context_read_async (self->context, read_weeks, g_strdup (weeks->id), g_free,
                          (GDestroyNotify) g_ptr_array_unref, NULL, weeks_cb, weeks);
}

/* Making. */

static void
compact_cb (AmbFamilyWindow *self)
{
  amb_family_graph_set_outline (self->graph, amb_width_bin_get_compact (AMB_WIDTH_BIN (self->bin)));
}

static void
amb_family_window_dispose (GObject *object)
{
  AmbFamilyWindow *self = AMB_FAMILY_WINDOW (object);

  if (self->context != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->context, self);
      amb_family_graph_set_family (self->graph, NULL);
    }
  g_clear_object (&self->context);
  g_clear_pointer (&self->weeks, gtk_widget_unparent);
  g_clear_pointer (&self->family, amb_family_free);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (amb_family_window_parent_class)->dispose (object);
}

static void
amb_family_window_class_init (AmbFamilyWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_family_window_dispose;
}

static GtkWidget *
new_text (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
new_act (AmbFamilyWindow *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->acts), button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  g_object_bind_property (button, "visible", gtk_widget_get_parent (button), "visible",
                          G_BINDING_SYNC_CREATE);
  return button;
}

static GtkWidget *
build_panel (AmbFamilyWindow *self)
{
  GtkWidget *panel = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->name = new_text ("heading");
  self->line = new_text ("amb-small");
  self->acts = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->acts), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->acts), 5);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->acts), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->acts), 6);
  self->derive = new_act (self, _ ("Make an Idea of It"), G_CALLBACK (derive_cb));
  self->fill = new_act (self, _ ("Fill an Empty Week…"), G_CALLBACK (fill_cb));
  self->renew = new_act (self, _ ("Renew Rights for a Year"), G_CALLBACK (renew_cb));
  self->link = new_act (self, _ ("Open Link"), G_CALLBACK (link_cb));
  self->open = new_act (self, _ ("Show Record"), G_CALLBACK (open_cb));
  gtk_widget_add_css_class (self->derive, "suggested-action");
  gtk_widget_add_css_class (panel, "amb-family-panel");
  gtk_box_append (GTK_BOX (panel), self->name);
  gtk_box_append (GTK_BOX (panel), self->line);
  gtk_box_append (GTK_BOX (panel), self->acts);
  return panel;
}

static void
amb_family_window_init (AmbFamilyWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  self->graph = AMB_FAMILY_GRAPH (amb_family_graph_new ());
  self->scroller = gtk_scrolled_window_new ();
  self->bin = g_object_new (AMB_TYPE_WIDTH_BIN, "compact-width", 620, "child", box, NULL);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), GTK_WIDGET (self->graph));
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), viewport);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_box_append (GTK_BOX (box), build_panel (self));
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_window_set_default_size (GTK_WINDOW (self), 980, 680);
  self->title = amb_asset_window_fill (ADW_WINDOW (self), _ ("Family"), self->bin);
  g_signal_connect_object (self->graph, "chosen", G_CALLBACK (show_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bin, "notify::compact", G_CALLBACK (compact_cb), self,
                           G_CONNECT_SWAPPED);
}

void
amb_family_window_open (AmbContext *context, const char *id, GtkWindow *parent)
{
  GtkWindow *window = amb_asset_window_find (AMB_TYPE_FAMILY_WINDOW, id, parent);

  if (window == NULL)
    {
      AmbFamilyWindow *self = g_object_new (AMB_TYPE_FAMILY_WINDOW, NULL);

      self->context = g_object_ref (context);
      self->id = g_strdup (id);
      amb_asset_window_place (ADW_WINDOW (self), id, parent);
      g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
      read_again (self);
      window = GTK_WINDOW (self);
    }
  gtk_window_present (window);
}
