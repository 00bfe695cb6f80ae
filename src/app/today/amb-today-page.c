#include "amb-today-page.h"
#include "amb-add-window.h"
#include "amb-section.h"
#include "amb-text-scale.h"
#include "amb-today-facts.h"
#include "amb-today-row.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define REFRESH_MS    250
#define CLOCK_SECONDS 600
#define SIDE_WIDTH    372 /* px at the usual text size */

struct _AmbTodayPage
{
  AmbPage parent_instance;

  /* template */
  GtkStack *stack;
  AmbWidthBin *bin;       /* compact: one column */
  AmbWidthBin *lines_bin; /* compact: lines without buttons */
  GtkBox *columns;
  GtkBox *main_column;
  GtkBox *side_column;
  AdwStatusPage *calm;
  GtkWidget *people_button;
  GtkWidget *import_button;
  GtkWidget *node_button;
  AdwStatusPage *failure;

  AmbTodayFacts *facts; /* nullable: not read yet */
  AmbSyncService *sync;
  GCancellable *cancellable;
  gboolean wants_focus; /* when the lines are in */
  guint refresh_source;
  guint clock_source;
};

G_DEFINE_FINAL_TYPE (AmbTodayPage, amb_today_page, AMB_TYPE_PAGE)

static guint waiting_changed;

/* Where the rest of what a section counts is. */
static void
link_section (AmbSection *widget, const AmbTodaySection *section)
{
  g_autofree char *name = g_strdup_printf (_ ("Show all: %s"), section->title);
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;

  if (section->count <= section->lines->len)
    return;
  if (section->action != NULL &&
      g_action_parse_detailed_name (section->action, &action, &target, NULL))
    amb_section_set_link (widget, _ ("Show All"), name, action, target);
  else if (section->entity != NULL)
    amb_section_set_link (widget, _ ("Show All"), name, "win.show-list",
                          g_variant_new ("(ss)", section->entity, section->query));
}

static void
append_section (AmbTodayPage *self, const AmbTodaySection *section, gboolean *leads)
{
  g_autoptr (GtkSizeGroup) buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *widget = amb_section_new (section->title);
  GtkListBox *box = amb_section_get_list (AMB_SECTION (widget));

  amb_section_set_count (AMB_SECTION (widget), (guint) section->count);
  link_section (AMB_SECTION (widget), section);
  for (guint i = 0; i < section->lines->len; i++)
    {
      const AmbTodayLine *line = g_ptr_array_index (section->lines, i);

      gtk_list_box_append (
          box, amb_today_row_new (line, buttons, section->is_main && *leads, section->is_main));
      *leads = *leads && !section->is_main;
    }
  gtk_box_append (section->is_main ? self->main_column : self->side_column, widget);
}

static void
set_column_narrow (GtkBox *column, gboolean narrow)
{
  for (GtkWidget *section = gtk_widget_get_first_child (GTK_WIDGET (column)); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    {
      GtkWidget *list;

      if (!AMB_IS_SECTION (section))
        continue;
      list = GTK_WIDGET (amb_section_get_list (AMB_SECTION (section)));

      for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
           row = gtk_widget_get_next_sibling (row))
        amb_today_row_set_narrow (AMB_TODAY_ROW (row), narrow);
    }
}

static void
narrow_changed (AmbTodayPage *self)
{
  gboolean narrow = amb_width_bin_get_compact (self->lines_bin);

  set_column_narrow (self->main_column, narrow);
  set_column_narrow (self->side_column, narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self->columns), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->columns), "narrow");
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
take_wanted_focus (AmbTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *section = gtk_widget_get_first_child (GTK_WIDGET (self->main_column));
  GtkWidget *target = GTK_WIDGET (self);

  if (!self->wants_focus || self->facts == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->wants_focus = FALSE;
  if (section == NULL)
    section = gtk_widget_get_first_child (GTK_WIDGET (self->side_column));
  if (AMB_IS_SECTION (section))
    target = GTK_WIDGET (amb_section_get_list (AMB_SECTION (section)));
  if (gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (target, GTK_DIR_TAB_FORWARD);
}

static gboolean
may (AmbTodayPage *self, const char *entity, AmbRight right)
{
  return amb_context_may (amb_page_get_context (AMB_PAGE (self)), amb_entity_find (entity), right);
}

/* What may be done from here, by the person at this desk. */
static void
show_rights (AmbTodayPage *self)
{
  gboolean may_add = may (self, "ambassador", AMB_RIGHT_CREATE);

  /* Who brings nobody in may still tell what they saw. */
  if (may_add || !may (self, "signal", AMB_RIGHT_CREATE))
    amb_page_set_primary (AMB_PAGE (self), may_add ? _ ("Add Person") : NULL, "win.new-in::people",
                          FALSE);
  else
    amb_page_set_primary (AMB_PAGE (self), _ ("Log a Signal"), "page.log-signal", FALSE);
  gtk_widget_set_visible (self->import_button, may_add);
  gtk_widget_set_visible (self->node_button, may (self, "node", AMB_RIGHT_CREATE));
  gtk_widget_set_visible (self->people_button, may (self, "ambassador", AMB_RIGHT_READ));
}

/* Only what is so: nothing is said of candidates or nodes where there are none. */
static const char *
describe_calm (AmbTodayPage *self)
{
  if (!may (self, "ambassador", AMB_RIGHT_CREATE))
    return _ ("Nothing is asked of you today. A good day to thank somebody.");
  if (self->facts->nodes == 0)
    return _ ("No candidate waits for an answer and nobody has gone quiet. The network has no node "
              "yet: with the first one, this page says who leads it and who steps in.");
  return _ ("Every candidate has an answer, every node has two people to count on, and nobody has "
            "gone quiet. A good day to thank somebody.");
}

static void
show_no_lines (AmbTodayPage *self)
{
  gboolean begins = self->facts->others == 0 && may (self, "ambassador", AMB_RIGHT_CREATE);

  adw_status_page_set_description (self->calm, describe_calm (self));
  gtk_stack_set_visible_child_name (self->stack, begins ? "empty" : "calm");
}

/* The daily act stands below what is quiet, whatever there is. */
static void
append_ask (AmbTodayPage *self)
{
  GtkWidget *button;

  if (!may (self, "task", AMB_RIGHT_CREATE))
    return;
  button = gtk_button_new_with_label (_ ("Ask Somebody…"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.ask(('',@as []))");
  gtk_box_append (self->side_column, button);
}

static void
show_facts (AmbTodayPage *self)
{
  gboolean leads = TRUE;

  /* The lines are made anew: the one that had the focus mustn’t leave it to the header bar. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    {
      gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
      self->wants_focus = TRUE;
    }
  clear (self->main_column);
  clear (self->side_column);
  for (guint i = 0; i < self->facts->sections->len; i++)
    append_section (self, g_ptr_array_index (self->facts->sections, i), &leads);
  append_ask (self);
  show_rights (self);
  narrow_changed (self);
  gtk_widget_set_visible (GTK_WIDGET (self->main_column),
                          gtk_widget_get_first_child (GTK_WIDGET (self->main_column)) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->side_column),
                          gtk_widget_get_first_child (GTK_WIDGET (self->side_column)) != NULL);
  if (self->facts->sections->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "lines");
  else
    show_no_lines (self);
  g_signal_emit (self, waiting_changed, 0);
  take_wanted_focus (self);
}

typedef struct
{
  gint64 now;
  char *today;
  AmbAccess access;
  char *node; /* nullable */
} Moment;

static void
moment_free (gpointer data)
{
  Moment *moment = data;

  g_free (moment->today);
  g_free (moment->node);
  g_free (moment);
}

static gpointer
read_facts (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Moment *moment = data;

  return amb_today_facts_read (store, moment->now, moment->today, moment->access, moment->node,
                               error);
}

static void
facts_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbTodayPage) self = data;
  g_autoptr (GError) error = NULL;
  AmbTodayFacts *facts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facts == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);
      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  g_clear_pointer (&self->facts, amb_today_facts_free);
  self->facts = facts;
  show_facts (self);
}

static void
show_date (AmbTodayPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* Translators: today, in the g_date_time_format() notation: “Monday 23 November” */
  g_autofree char *date = g_date_time_format (now, _ ("%A %-d %B"));

  amb_page_set_subtitle (AMB_PAGE (self), date);
}

static void
refresh (AmbTodayPage *self)
{
  AmbContext *context = amb_page_get_context (AMB_PAGE (self));
  AmbClock *clock = amb_context_get_clock (context);
  Moment *moment = g_new0 (Moment, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  moment->now = amb_clock_now (clock);
  moment->access = amb_context_get_access (context);
  moment->today = g_strdup (amb_store_get_today (amb_context_get_store (context)));
  show_date (self);
  moment->node = g_strdup (amb_context_get_node (context));
  amb_context_read_async (context, read_facts, moment, moment_free,
                          (GDestroyNotify) amb_today_facts_free, self->cancellable, facts_read_cb,
                          g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbTodayPage *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* A pull or an import changes much at once: one reading for all of it. */
static void
refresh_soon (AmbTodayPage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static gboolean
clock_cb (gpointer data)
{
  refresh_soon (data);
  return G_SOURCE_CONTINUE;
}

static void
try_again_cb (AmbTodayPage *self)
{
  refresh (self);
}

static void
compact_changed_cb (AmbTodayPage *self)
{
  gboolean compact = amb_width_bin_get_compact (self->bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->columns, compact ? 24 : 30);
  gtk_widget_set_size_request (GTK_WIDGET (self->side_column),
                               compact ? -1 : amb_text_scale_px (GTK_WIDGET (self), SIDE_WIDTH),
                               -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->side_column), compact);
}

static void
write_to_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbTodayPage *self = data;
  g_autofree char *address = g_uri_escape_string (g_variant_get_string (target, NULL), "@", FALSE);
  g_autofree char *uri = g_strconcat ("mailto:", address, NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static void
log_signal_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbTodayPage *self = data;

  gtk_window_present (GTK_WINDOW (amb_add_window_new (
      amb_page_get_context (AMB_PAGE (self)), amb_entity_find ("signal"), _ ("Log a Signal"), NULL,
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))))));
}

/* Today has no list of its own: its search goes to anything. */
static void
amb_today_page_focus_search (AmbPage *page)
{
  amb_page_set_search_mode (page, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page), "win.show-palette", NULL);
}

static void
amb_today_page_focus_content (AmbPage *page)
{
  AMB_TODAY_PAGE (page)->wants_focus = TRUE;
  take_wanted_focus (AMB_TODAY_PAGE (page));
}

static void
amb_today_page_context_set (AmbPage *page)
{
  AmbTodayPage *self = AMB_TODAY_PAGE (page);
  AmbContext *context = amb_page_get_context (page);

  g_set_object (&self->sync, amb_context_get_sync (context));
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "notify::findings", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
  show_rights (self);
  self->clock_source = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, self);
  refresh (self);
}

static void
amb_today_page_dispose (GObject *object)
{
  AmbTodayPage *self = AMB_TODAY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_object (&self->sync);
  /* The template drops the bin's own child, of which the bin would keep the address. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_TODAY_PAGE);
  G_OBJECT_CLASS (amb_today_page_parent_class)->dispose (object);
}

static void
amb_today_page_finalize (GObject *object)
{
  g_clear_pointer (&AMB_TODAY_PAGE (object)->facts, amb_today_facts_free);
  G_OBJECT_CLASS (amb_today_page_parent_class)->finalize (object);
}

static void
amb_today_page_class_init (AmbTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amb_today_page_dispose;
  object_class->finalize = amb_today_page_finalize;
  AMB_PAGE_CLASS (klass)->context_set = amb_today_page_context_set;
  AMB_PAGE_CLASS (klass)->focus_search = amb_today_page_focus_search;
  AMB_PAGE_CLASS (klass)->focus_content = amb_today_page_focus_content;
  waiting_changed = g_signal_new ("waiting-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMB_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/today/amb-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, bin);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, columns);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, main_column);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, side_column);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, lines_bin);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, calm);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, people_button);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, node_button);
  gtk_widget_class_bind_template_child (widget_class, AmbTodayPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed);
  gtk_widget_class_bind_template_callback (widget_class, compact_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
amb_today_page_init (AmbTodayPage *self)
{
  static const GActionEntry entries[] = { { "write-to", write_to_cb, "s" },
                                          { "log-signal", log_signal_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
  amb_page_set_can_search (AMB_PAGE (self), TRUE);
}

guint
amb_today_page_get_waiting (AmbTodayPage *self, const char *place)
{
  return self->facts != NULL ? amb_today_facts_count (self->facts, place) : 0;
}
