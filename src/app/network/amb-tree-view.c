#include "amb-tree-view.h"

#include "amb-coverage-facts.h"
#include "amb-reorganise-window.h"
#include "amb-tree-row.h"

#include <glib/gi18n.h>

#define REFRESH_MS 250

struct _AmbTreeView
{
  AdwBin parent_instance;

  AmbContext *context;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *failure;
  GtkSingleSelection *selection;
  GListStore *roots;  /* of AmbTreeNode */
  GHashTable *closed; /* ids whose rows are closed */
  GCancellable *cancellable;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbTreeView, amb_tree_view, ADW_TYPE_BIN)

/* Reading. */

static gpointer
read_coverage (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_coverage_load (store, data, NULL, NULL, error);
}

static AmbTreeNode *
get_node (GtkTreeListRow *row)
{
  return row != NULL ? AMB_TREE_NODE (gtk_tree_list_row_get_item (row)) : NULL;
}

/* Those that were closed stay so; the rest is open, as a network is read. */
static void
restore_rows (AmbTreeView *self, const char *selected)
{
  GListModel *model = gtk_single_selection_get_model (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, i);
      g_autoptr (AmbTreeNode) node = get_node (row);

      if (g_hash_table_contains (self->closed, amb_tree_node_get_id (node)))
        gtk_tree_list_row_set_expanded (row, FALSE);
      if (g_strcmp0 (amb_tree_node_get_id (node), selected) == 0)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

static void
remember_rows (AmbTreeView *self)
{
  GListModel *model = gtk_single_selection_get_model (self->selection);

  g_hash_table_remove_all (self->closed);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, i);
      g_autoptr (AmbTreeNode) node = get_node (row);

      if (gtk_tree_list_row_is_expandable (row) && !gtk_tree_list_row_get_expanded (row))
        g_hash_table_add (self->closed, g_strdup (amb_tree_node_get_id (node)));
    }
}

static char *
dup_selected (AmbTreeView *self)
{
  g_autoptr (AmbTreeNode) node =
      get_node (gtk_single_selection_get_selected_item (self->selection));

  return node != NULL ? g_strdup (amb_tree_node_get_id (node)) : NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbTreeView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCoverage) coverage = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *selected = NULL;

  if (self->roots == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (coverage == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  selected = dup_selected (self);
  remember_rows (self);
  amb_tree_node_fill (self->roots, coverage);
  restore_rows (self, selected);
  gtk_stack_set_visible_child_name (
      self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->roots)) > 0 ? "tree" : "empty");
}

static void
refresh (AmbTreeView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (
      self->context, read_coverage, g_strdup (amb_context_get_node (self->context)), g_free,
      (GDestroyNotify) amb_coverage_free, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbTreeView *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (AmbTreeView *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Rows. */

static GListModel *
create_children (gpointer item, gpointer data)
{
  return amb_tree_node_dup_children (item);
}

static void
setup_cb (AmbTreeView *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, amb_tree_row_new (amb_reorganise_may (self->context)));
}

static void
bind_cb (AmbTreeView *self, GtkListItem *item)
{
  amb_tree_row_set (AMB_TREE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (AmbTreeView *self, GtkListItem *item)
{
  amb_tree_row_set (AMB_TREE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
activate_cb (AmbTreeView *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (AmbTreeNode) node = get_node (row);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "node",
                              amb_tree_node_get_id (node));
}

/* The row with the focus is the selected one. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  g_autofree char *node = dup_selected (data);

  return node != NULL && gtk_widget_activate_action (widget, "win.reorganise", "(ss)", node, "");
}

static void
add_key (AmbTreeView *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Shift>m"),
                        gtk_callback_action_new (key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
}

static GtkWidget *
build_list (AmbTreeView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkTreeListModel *model = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->roots)),
                                                     FALSE, TRUE, create_children, NULL, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->selection = gtk_single_selection_new (G_LIST_MODEL (model));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW (
      gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "amb-tree");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Tree of the network"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  add_key (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  return scrolled;
}

static GtkWidget *
build_page (const char *icon, const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  return page;
}

static void
amb_tree_view_dispose (GObject *object)
{
  AmbTreeView *self = AMB_TREE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->roots);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_tree_view_parent_class)->dispose (object);
}

static void
amb_tree_view_finalize (GObject *object)
{
  g_hash_table_unref (AMB_TREE_VIEW (object)->closed);
  G_OBJECT_CLASS (amb_tree_view_parent_class)->finalize (object);
}

static void
amb_tree_view_class_init (AmbTreeViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_tree_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_tree_view_finalize;
}

static void
amb_tree_view_init (AmbTreeView *self)
{
  self->roots = g_list_store_new (AMB_TYPE_TREE_NODE);
  self->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
amb_tree_view_new (AmbContext *context)
{
  AmbTreeView *self = g_object_new (AMB_TYPE_TREE_VIEW, NULL);

  self->context = g_object_ref (context);
  self->failure =
      ADW_STATUS_PAGE (build_page ("dialog-warning-symbolic", _ ("The Tree Can’t Be Read"), NULL));
  gtk_stack_add_named (self->stack, build_list (self), "tree");
  gtk_stack_add_named (self->stack,
                       build_page ("amb-network-symbolic", _ ("No Nodes Yet"),
                                   _ ("Hubs, countries, departments: the network is who leads "
                                      "what, and who steps in.")),
                       "empty");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
