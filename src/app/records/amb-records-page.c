#include "amb-records-page.h"

#include "amb-add-window.h"
#include "amb-display.h"
#include "amb-list-detail.h"
#include "amb-text.h"
#include "amb-undo-keys.h"
#include <glib/gi18n.h>
#include <string.h>

#define ROW_MARGIN 9
#define KIND_CHARS 15 /* of the list of kinds, before a name takes a second line */

struct _AmbRecordsPage
{
  AmbPage parent_instance;

  GtkWidget *side;
  GtkWidget *filter;
  GtkWidget *kinds;
  GtkWidget *nothing;
  GtkWidget *chooser;
  GtkWidget *stack;

  int place;               /* AmbEntityPlace; 0: all */
  const AmbEntity *first;  /* nullable: that is shown to begin with */
  GPtrArray *entities;     /* AmbEntity, in the order of the list */
  const AmbEntity *entity; /* nullable: that is shown */
  GBindingGroup *search;
  gboolean is_choosing;
  guint tick; /* 0: the chosen row needs no scrolling to */
};

static const char *const place_names[] = {
  [AMB_PLACE_PEOPLE] = N_ ("People"),
  [AMB_PLACE_NETWORK] = N_ ("Network"),
  [AMB_PLACE_TRAINING] = N_ ("Training"),
  [AMB_PLACE_CONTENT] = N_ ("Content"),
  [AMB_PLACE_LISTENING] = N_ ("Listening"),
  [AMB_PLACE_CRISES] = N_ ("Crises"),
  [AMB_PLACE_SPACES] = N_ ("Spaces"),
  [AMB_PLACE_FIGURES] = N_ ("Figures"),
  [AMB_PLACE_ADMINISTRATION] = N_ ("Administration"),
};

enum
{
  PROP_PLACE = 1,
  PROP_FIRST,
};

G_DEFINE_FINAL_TYPE (AmbRecordsPage, amb_records_page, AMB_TYPE_PAGE)

static AmbListDetail *
get_shown (AmbRecordsPage *self)
{
  return AMB_LIST_DETAIL (gtk_stack_get_visible_child (GTK_STACK (self->stack)));
}

static GtkWidget *
ensure_view (AmbRecordsPage *self, const AmbEntity *entity)
{
  GtkWidget *view = gtk_stack_get_child_by_name (GTK_STACK (self->stack), entity->name);

  if (!view)
    {
      view = amb_list_detail_new (amb_page_get_context (AMB_PAGE (self)), entity, NULL, NULL);
      gtk_stack_add_named (GTK_STACK (self->stack), view, entity->name);
    }
  return view;
}

/* What may be read here, in the order of the list. */
static gboolean
is_shown (AmbRecordsPage *self, const AmbEntity *entity)
{
  AmbContext *context = amb_page_get_context (AMB_PAGE (self));

  return (self->place == 0 || (int) entity->place == self->place) &&
         amb_context_may (context, entity, AMB_RIGHT_READ);
}

/* A row that was just put there gets its place only in the frames to come. */
static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AmbRecordsPage *self = AMB_RECORDS_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->kinds));
  GtkAdjustment *scroll = gtk_list_box_get_adjustment (GTK_LIST_BOX (self->kinds));
  graphene_rect_t box;

  if (row && gtk_widget_get_mapped (self->side) && gtk_widget_get_height (GTK_WIDGET (row)) == 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  if (row && scroll && gtk_widget_compute_bounds (GTK_WIDGET (row), self->kinds, &box))
    gtk_adjustment_clamp_page (scroll, box.origin.y - ROW_MARGIN,
                               box.origin.y + box.size.height + ROW_MARGIN);
  return G_SOURCE_REMOVE;
}

static GtkWidget *
get_row (AmbRecordsPage *self, guint index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->kinds), (int) index));
}

/* Rows that don't fit are hidden, not filtered: a screen reader goes past them too. */
static void
filter_changed_cb (AmbRecordsPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  g_autofree char *folded = amb_text_fold (typed);
  /* Translators: what was typed into the search */
  g_autofree char *nothing = g_strdup_printf (_ ("Nothing found for “%s”"), typed);

  gtk_label_set_label (GTK_LABEL (self->nothing), nothing);
  for (guint i = 0; i < self->entities->len; i++)
    {
      const AmbEntity *entity = g_ptr_array_index (self->entities, i);
      g_autofree char *name = amb_text_fold (_ (entity->label_plural));

      gtk_widget_set_visible (get_row (self, i), strstr (name, folded) != NULL);
    }
}

static void
select_row (AmbRecordsPage *self, guint index)
{
  GtkWidget *row = get_row (self, index);

  if (!gtk_widget_get_visible (row))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
      filter_changed_cb (self);
    }
  gtk_list_box_select_row (GTK_LIST_BOX (self->kinds), GTK_LIST_BOX_ROW (row));
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

static void
show_entity (AmbRecordsPage *self, const AmbEntity *entity)
{
  g_autofree char *label = amb_display_add (entity);
  gboolean may_add =
      amb_context_may (amb_page_get_context (AMB_PAGE (self)), entity, AMB_RIGHT_CREATE);
  guint i = 0;

  if (self->entity == entity || self->is_choosing || !g_ptr_array_find (self->entities, entity, &i))
    return;
  self->is_choosing = TRUE;
  self->entity = entity;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), ensure_view (self, entity));
  select_row (self, i);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->chooser), i);
  g_binding_group_set_source (self->search, amb_list_detail_get_list (get_shown (self)));
  amb_page_set_primary (AMB_PAGE (self), may_add ? label : NULL, "page.add", TRUE);
  self->is_choosing = FALSE;
}

static void
row_selected_cb (AmbRecordsPage *self, GtkListBoxRow *row)
{
  if (row)
    show_entity (self, g_ptr_array_index (self->entities, gtk_list_box_row_get_index (row)));
}

static void
chosen_cb (AmbRecordsPage *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->chooser));

  if (selected < self->entities->len)
    show_entity (self, g_ptr_array_index (self->entities, selected));
}

static void
narrow_cb (AmbRecordsPage *self)
{
  gboolean narrow = amb_page_get_narrow (AMB_PAGE (self));

  gtk_widget_set_visible (self->side, !narrow);
  gtk_widget_set_visible (self->chooser, narrow);
}

/* Enter: the first of those that are left. */
static void
filter_activated_cb (AmbRecordsPage *self)
{
  filter_changed_cb (self);
  for (guint i = 0; i < self->entities->len; i++)
    if (gtk_widget_get_visible (get_row (self, i)))
      {
        show_entity (self, g_ptr_array_index (self->entities, i));
        gtk_widget_grab_focus (get_row (self, i));
        return;
      }
}

static void
filter_stopped_cb (AmbRecordsPage *self)
{
  /* The entry keeps the key to itself. */
  if (*gtk_editable_get_text (GTK_EDITABLE (self->filter)) == '\0')
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.escape", NULL);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  filter_changed_cb (self);
}

static void
added_cb (AmbRecordsPage *self, const char *id)
{
  amb_list_detail_open (get_shown (self), id);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbRecordsPage *self = data;
  g_autofree char *title = amb_display_add (self->entity);
  GtkWidget *window =
      amb_add_window_new (amb_page_get_context (AMB_PAGE (self)), self->entity, title, NULL,
                          GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));

  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { .name = "add", .activate = add_cb },
};

static void
add_kind (AmbRecordsPage *self, const AmbEntity *entity)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (entity->label_plural));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), KIND_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), KIND_CHARS);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entity->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (entity->label_plural), -1);
  gtk_list_box_append (GTK_LIST_BOX (self->kinds), row);
}

/* The kinds of one place stand together under its name. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  AmbRecordsPage *self = data;
  const AmbEntity *entity = g_ptr_array_index (self->entities, gtk_list_box_row_get_index (row));
  const AmbEntity *last =
      before ? g_ptr_array_index (self->entities, gtk_list_box_row_get_index (before)) : NULL;
  GtkWidget *label;

  if (self->place != 0 || (last && last->place == entity->place))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (place_names[entity->place]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "amb-kinds-header");
  gtk_list_box_row_set_header (row, label);
}

static void
add_place (AmbRecordsPage *self, AmbEntityPlace place, GtkStringList *names)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    if ((*entity)->place == place && is_shown (self, *entity))
      {
        g_ptr_array_add (self->entities, (gpointer) *entity);
        add_kind (self, *entity);
        gtk_string_list_append (names, _ ((*entity)->label_plural));
      }
}

static void
amb_records_page_context_set (AmbPage *page)
{
  AmbRecordsPage *self = AMB_RECORDS_PAGE (page);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->is_choosing = TRUE;
  for (guint place = AMB_PLACE_PEOPLE; place < G_N_ELEMENTS (place_names); place++)
    add_place (self, place, names);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->kinds), header_cb, self, NULL);
  gtk_widget_set_visible (self->filter, self->place == 0);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->chooser), G_LIST_MODEL (names));
  self->is_choosing = FALSE;
  if (self->place == 0)
    amb_page_set_title (page, _ ("All Records"));
  amb_page_set_can_search (page, self->entities->len > 0);
  if (self->first && g_ptr_array_find (self->entities, self->first, NULL))
    show_entity (self, self->first);
  else if (self->entities->len > 0)
    show_entity (self, g_ptr_array_index (self->entities, 0));
}

static void
amb_records_page_focus_search (AmbPage *page)
{
  if (!AMB_RECORDS_PAGE (page)->entity)
    return;
  amb_record_list_focus_search (amb_list_detail_get_list (get_shown (AMB_RECORDS_PAGE (page))));
}

static gboolean
amb_records_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  if (!g_ptr_array_find (AMB_RECORDS_PAGE (page)->entities, entity, NULL))
    return FALSE;
  show_entity (AMB_RECORDS_PAGE (page), entity);
  return amb_list_detail_open (get_shown (AMB_RECORDS_PAGE (page)), id);
}

static void
amb_records_page_show_query (AmbPage *page, const AmbQuery *query)
{
  if (!g_ptr_array_find (AMB_RECORDS_PAGE (page)->entities, query->entity, NULL))
    return;
  show_entity (AMB_RECORDS_PAGE (page), query->entity);
  amb_record_list_show_query (amb_list_detail_get_list (get_shown (AMB_RECORDS_PAGE (page))),
                              query);
}

static gboolean
amb_records_page_go_back (AmbPage *page)
{
  return AMB_RECORDS_PAGE (page)->entity &&
         amb_list_detail_go_back (get_shown (AMB_RECORDS_PAGE (page)));
}

static void
amb_records_page_dispose (GObject *object)
{
  AmbRecordsPage *self = AMB_RECORDS_PAGE (object);

  self->is_choosing = TRUE;
  if (self->kinds)
    gtk_list_box_set_header_func (GTK_LIST_BOX (self->kinds), NULL, NULL, NULL);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_RECORDS_PAGE);
  g_clear_object (&self->search);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  G_OBJECT_CLASS (amb_records_page_parent_class)->dispose (object);
}

static void
amb_records_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmbRecordsPage *self = AMB_RECORDS_PAGE (object);

  if (id == PROP_PLACE)
    self->place = g_value_get_int (value);
  else
    self->first = amb_entity_find (g_value_get_string (value));
}

static void
amb_records_page_class_init (AmbRecordsPageClass *klass)
{
  AmbPageClass *page_class = AMB_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_records_page_dispose;
  G_OBJECT_CLASS (klass)->set_property = amb_records_page_set_property;
  /* AmbEntityPlace: only the kinds of this place; 0: all of them */
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_PLACE,
      g_param_spec_int ("place", NULL, NULL, 0, AMB_PLACE_ADMINISTRATION, 0,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  /* The entity that is shown to begin with; NULL: the first of the list */
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_FIRST,
      g_param_spec_string ("first", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  page_class->context_set = amb_records_page_context_set;
  page_class->focus_search = amb_records_page_focus_search;
  page_class->open_record = amb_records_page_open_record;
  page_class->show_query = amb_records_page_show_query;
  page_class->go_back = amb_records_page_go_back;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/records/amb-records-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, side);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped_cb);
}

static void
amb_records_page_init (AmbRecordsPage *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  amb_undo_keys_add_to_search (GTK_EDITABLE (self->filter));
  self->entities = g_ptr_array_new ();
  self->search = g_binding_group_new ();
  g_binding_group_bind (self->search, "search-mode", self, "search-mode", G_BINDING_BIDIRECTIONAL);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}
