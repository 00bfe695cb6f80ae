#include "amb-records-page.h"

#include "amb-add-window.h"
#include "amb-list-detail.h"
#include <glib/gi18n.h>

struct _AmbRecordsPage
{
  AmbPage parent_instance;

  GtkWidget *side;
  GtkWidget *kinds;
  GtkWidget *chooser;
  GtkWidget *stack;

  const AmbEntity *entity; /* that is shown */
  GBindingGroup *search;
  gboolean is_choosing;
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

static guint
get_index (const AmbEntity *entity)
{
  guint i = 0;

  for (const AmbEntity *const *other = amb_entities (); *other != entity; other++)
    i++;
  return i;
}

static void
show_entity (AmbRecordsPage *self, const AmbEntity *entity)
{
  /* Translators: a button; what kind of record follows: “Add Node” */
  g_autofree char *label = g_strdup_printf (_ ("Add %s"), _ (entity->label));
  guint i = get_index (entity);

  if (self->entity == entity || self->is_choosing)
    return;
  self->is_choosing = TRUE;
  self->entity = entity;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), ensure_view (self, entity));
  gtk_list_box_select_row (GTK_LIST_BOX (self->kinds),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->kinds), (int) i));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->chooser), i);
  g_binding_group_set_source (self->search, amb_list_detail_get_list (get_shown (self)));
  amb_page_set_primary (AMB_PAGE (self), entity->kind == AMB_KIND_ORDINARY ? label : NULL,
                        "page.add", TRUE);
  self->is_choosing = FALSE;
}

static void
row_selected_cb (AmbRecordsPage *self, GtkListBoxRow *row)
{
  if (row)
    show_entity (self, amb_entities ()[gtk_list_box_row_get_index (row)]);
}

static void
chosen_cb (AmbRecordsPage *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->chooser));

  if (selected != GTK_INVALID_LIST_POSITION && amb_page_get_context (AMB_PAGE (self)))
    show_entity (self, amb_entities ()[selected]);
}

static void
narrow_cb (AmbRecordsPage *self)
{
  gboolean narrow = amb_page_get_narrow (AMB_PAGE (self));

  gtk_widget_set_visible (self->side, !narrow);
  gtk_widget_set_visible (self->chooser, narrow);
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
  g_autofree char *title = g_strdup_printf (_ ("Add %s"), _ (self->entity->label));
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

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entity->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_append (GTK_LIST_BOX (self->kinds), box);
}

static void
amb_records_page_context_set (AmbPage *page)
{
  AmbRecordsPage *self = AMB_RECORDS_PAGE (page);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->is_choosing = TRUE;
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      add_kind (self, *entity);
      gtk_string_list_append (names, _ ((*entity)->label_plural));
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->chooser), G_LIST_MODEL (names));
  self->is_choosing = FALSE;
  amb_page_set_title (page, _ ("All Records"));
  amb_page_set_can_search (page, TRUE);
  for (const AmbEntity *const *entity = amb_entities (); *entity && !self->entity; entity++)
    if ((*entity)->kind == AMB_KIND_ORDINARY)
      show_entity (self, *entity);
}

static void
amb_records_page_focus_search (AmbPage *page)
{
  amb_record_list_focus_search (amb_list_detail_get_list (get_shown (AMB_RECORDS_PAGE (page))));
}

static gboolean
amb_records_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  show_entity (AMB_RECORDS_PAGE (page), entity);
  return amb_list_detail_open (get_shown (AMB_RECORDS_PAGE (page)), id);
}

static void
amb_records_page_show_query (AmbPage *page, const AmbQuery *query)
{
  show_entity (AMB_RECORDS_PAGE (page), query->entity);
  amb_record_list_show_query (amb_list_detail_get_list (get_shown (AMB_RECORDS_PAGE (page))),
                              query);
}

static gboolean
amb_records_page_go_back (AmbPage *page)
{
  return amb_list_detail_go_back (get_shown (AMB_RECORDS_PAGE (page)));
}

static void
amb_records_page_dispose (GObject *object)
{
  AmbRecordsPage *self = AMB_RECORDS_PAGE (object);

  self->is_choosing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_RECORDS_PAGE);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (amb_records_page_parent_class)->dispose (object);
}

static void
amb_records_page_class_init (AmbRecordsPageClass *klass)
{
  AmbPageClass *page_class = AMB_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_records_page_dispose;
  page_class->context_set = amb_records_page_context_set;
  page_class->focus_search = amb_records_page_focus_search;
  page_class->open_record = amb_records_page_open_record;
  page_class->show_query = amb_records_page_show_query;
  page_class->go_back = amb_records_page_go_back;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/records/amb-records-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, side);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, AmbRecordsPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
amb_records_page_init (AmbRecordsPage *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->search = g_binding_group_new ();
  g_binding_group_bind (self->search, "search-mode", self, "search-mode", G_BINDING_BIDIRECTIONAL);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}
