#include "amb-network-page.h"

#include "amb-add-window.h"
#include "amb-coverage-view.h"
#include "amb-list-detail.h"
#include "amb-tree-view.h"
#include <glib/gi18n.h>

struct _AmbNetworkPage
{
  AmbPage parent_instance;

  AdwViewStack *views;
  AmbListDetail *view;
  AmbCoverageView *coverage;
  GtkWidget *tree;
  GtkWidget *empty_button;
  gboolean wants_focus; /* for the button, when it is known that there is no node */
};

G_DEFINE_FINAL_TYPE (AmbNetworkPage, amb_network_page, AMB_TYPE_PAGE)

static const AmbListColumn columns[] = {
  { "name" },
  { "kind", NULL, 126 },
  { "parent-id", NULL, 156, N_ ("Stands alone") },
  { "head-id", NULL, 176, N_ ("Nobody yet") },
  { "backup-id", NULL, 176, N_ ("Nobody yet") },
  { NULL },
};

static const char *const nobody[] = { "", NULL };

static const AmbListView views[] = {
  { "all", N_ ("All Nodes") },
  { "headless", N_ ("Without a Head"), "head-id", nobody, N_ ("Every Node Has a Head") },
  { "no-backup", N_ ("Without a Backup"), "backup-id", nobody, N_ ("Every Node Has a Backup") },
  { NULL },
};

static const AmbListDesign design = { .key = "network", .columns = columns, .views = views };

static const AmbEntity *
get_nodes (void)
{
  return amb_entity_find ("node");
}

static void
added_cb (AmbNetworkPage *self, const char *id)
{
  amb_list_detail_open (self->view, id);
}

static void
add_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbNetworkPage *self = data;
  GtkWidget *window =
      amb_add_window_new (amb_page_get_context (AMB_PAGE (self)), get_nodes (), _ ("Add Node"),
                          NULL, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));

  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static GtkWidget *
new_empty_button (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Add Node"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.add");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

static gboolean
is_blank (AmbNetworkPage *self)
{
  gboolean blank = FALSE;

  g_object_get (amb_list_detail_get_list (self->view), "blank", &blank, NULL);
  return blank;
}

/* When the page of an empty network is on the screen, unless the person is elsewhere by now. */
static gboolean
focus_button_cb (gpointer data)
{
  AmbNetworkPage *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->wants_focus || !is_blank (self))
    return G_SOURCE_REMOVE;
  self->wants_focus = FALSE;
  if (root != NULL && gtk_root_get_focus (root) == NULL &&
      gtk_widget_get_mapped (self->empty_button))
    gtk_widget_grab_focus (self->empty_button);
  return G_SOURCE_REMOVE;
}

static void
take_wanted_focus (AmbNetworkPage *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_button_cb, g_object_ref (self), g_object_unref);
}

/* The page's own button leads while there is no node. */
static void
update_primary (AmbNetworkPage *self)
{
  gboolean may_add =
      amb_context_may (amb_page_get_context (AMB_PAGE (self)), get_nodes (), AMB_RIGHT_CREATE);

  gtk_widget_set_visible (self->empty_button, may_add);
  amb_page_set_primary (AMB_PAGE (self), may_add ? _ ("Add Node") : NULL, "page.add",
                        !is_blank (self));
}

static void
blank_changed_cb (AmbNetworkPage *self)
{
  update_primary (self);
  take_wanted_focus (self);
}

static void
append_view (
    AmbNetworkPage *self, GtkWidget *view, const char *name, const char *title, const char *icon)
{
  adw_view_stack_add_titled (self->views, view, name, title);
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (self->views, view), icon);
}

static gboolean
is_list (AmbNetworkPage *self)
{
  return adw_view_stack_get_visible_child (self->views) == GTK_WIDGET (self->view);
}

static void
show_nodes (AmbNetworkPage *self)
{
  adw_view_stack_set_visible_child (self->views, GTK_WIDGET (self->view));
}

static void
amb_network_page_context_set (AmbPage *page)
{
  AmbNetworkPage *self = AMB_NETWORK_PAGE (page);
  AmbRecordList *list;

  self->view = AMB_LIST_DETAIL (
      amb_list_detail_new (amb_page_get_context (page), get_nodes (), &design, NULL));
  list = amb_list_detail_get_list (self->view);
  self->empty_button = new_empty_button ();
  amb_record_list_set_empty (list, "amb-network-symbolic", _ ("No Nodes Yet"),
                             _ ("Hubs, countries, departments: the network is who leads what, and "
                                "who steps in."),
                             self->empty_button);
  self->coverage = AMB_COVERAGE_VIEW (amb_coverage_view_new (amb_page_get_context (page)));
  append_view (self, GTK_WIDGET (self->view), "nodes", _ ("Nodes"), "amb-node-symbolic");
  append_view (self, GTK_WIDGET (self->coverage), "coverage", _ ("Coverage"),
               "find-location-symbolic");
  self->tree = amb_tree_view_new (amb_page_get_context (page));
  append_view (self, self->tree, "tree", _ ("Tree"), "amb-network-symbolic");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->views));
  amb_page_set_views (page, self->views);
  g_object_bind_property (self, "search-mode", list, "search-mode",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (list, "notify::blank", G_CALLBACK (blank_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (amb_page_get_context (page), "changed", G_CALLBACK (update_primary),
                           self, G_CONNECT_SWAPPED);
  update_primary (self);
}

static void
amb_network_page_focus_search (AmbPage *page)
{
  show_nodes (AMB_NETWORK_PAGE (page));
  amb_record_list_focus_search (amb_list_detail_get_list (AMB_NETWORK_PAGE (page)->view));
}

static void
amb_network_page_focus_content (AmbPage *page)
{
  AmbNetworkPage *self = AMB_NETWORK_PAGE (page);

  if (!is_list (self))
    {
      gtk_widget_child_focus (adw_view_stack_get_visible_child (self->views), GTK_DIR_TAB_FORWARD);
      return;
    }
  self->wants_focus = TRUE;
  amb_record_list_focus (amb_list_detail_get_list (self->view));
  take_wanted_focus (self);
}

static gboolean
amb_network_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  if (entity != get_nodes ())
    return FALSE;
  show_nodes (AMB_NETWORK_PAGE (page));
  return amb_list_detail_open (AMB_NETWORK_PAGE (page)->view, id);
}

/* The view that asks the same, so that its name says what is shown; else the filters alone. */
static const AmbListView *
find_view (const AmbQuery *query)
{
  const AmbCondition *only = query->conditions->len == 1 && query->search == NULL
                                 ? g_ptr_array_index (query->conditions, 0)
                                 : NULL;

  for (const AmbListView *view = views; only != NULL && view->id != NULL; view++)
    if (g_strcmp0 (view->field, only->field->name) == 0 && only->match == AMB_MATCH_IN &&
        g_strv_equal (view->values, (const char *const *) only->values))
      return view;
  return NULL;
}

static void
amb_network_page_show_query (AmbPage *page, const AmbQuery *query)
{
  AmbRecordList *list = amb_list_detail_get_list (AMB_NETWORK_PAGE (page)->view);
  const AmbListView *view = find_view (query);
  g_autofree char *target = view != NULL ? g_strconcat ("=", view->id, NULL) : NULL;

  show_nodes (AMB_NETWORK_PAGE (page));
  if (view != NULL)
    gtk_widget_activate_action (GTK_WIDGET (list), "records.view", "s", target);
  else
    amb_record_list_show_query (list, query);
}

static gboolean
amb_network_page_go_back (AmbPage *page)
{
  AmbNetworkPage *self = AMB_NETWORK_PAGE (page);

  if (is_list (self))
    return amb_list_detail_go_back (self->view);
  return adw_view_stack_get_visible_child (self->views) == GTK_WIDGET (self->coverage) &&
         amb_coverage_view_go_back (self->coverage);
}

void
amb_network_page_add (AmbNetworkPage *self, GtkWidget *extra)
{
  amb_detail_pane_add (amb_list_detail_get_pane (self->view), extra);
}

static void
amb_network_page_class_init (AmbNetworkPageClass *klass)
{
  AmbPageClass *page_class = AMB_PAGE_CLASS (klass);

  page_class->context_set = amb_network_page_context_set;
  page_class->focus_search = amb_network_page_focus_search;
  page_class->open_record = amb_network_page_open_record;
  page_class->show_query = amb_network_page_show_query;
  page_class->go_back = amb_network_page_go_back;
  page_class->focus_content = amb_network_page_focus_content;
}

static void
amb_network_page_init (AmbNetworkPage *self)
{
  static const GActionEntry entries[] = { { "add", add_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->views = ADW_VIEW_STACK (adw_view_stack_new ());
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
  amb_page_set_can_search (AMB_PAGE (self), TRUE);
}
