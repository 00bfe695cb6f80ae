#include "amb-tree-row.h"

#include "amb-chip.h"
#include "amb-fold-box.h"
#include "amb-display.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <inttypes.h>

#define HEADCOUNT_CHARS 7

/* The node. */

struct _AmbTreeNode
{
  GObject parent_instance;

  char *id, *name, *kind;
  char *head, *backup, *counted_on; /* nullable */
  gboolean is_led;                  /* by whoever, of whom this desk may not know the name */
  gint64 headcount;                 /* −1: unknown */
  guint flags;                      /* AmbNodeFlags */
  guint n_held;
  gint64 n_missing;
  GListStore *children; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbTreeNode, amb_tree_node, G_TYPE_OBJECT)

static void
amb_tree_node_finalize (GObject *object)
{
  AmbTreeNode *self = AMB_TREE_NODE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->head);
  g_free (self->backup);
  g_free (self->counted_on);
  g_clear_object (&self->children);
  G_OBJECT_CLASS (amb_tree_node_parent_class)->finalize (object);
}

static void
amb_tree_node_class_init (AmbTreeNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_tree_node_finalize;
}

static void
amb_tree_node_init (AmbTreeNode *self)
{
}

static AmbTreeNode *
new_node (const AmbCoverageNode *node)
{
  AmbTreeNode *self = g_object_new (AMB_TYPE_TREE_NODE, NULL);

  self->id = g_strdup (node->id);
  self->name = g_strdup (node->name);
  self->kind = g_strdup (node->kind);
  self->head = g_strdup (node->head);
  self->backup = g_strdup (node->backup);
  self->is_led = node->head_id != NULL;
  self->counted_on = g_strdup (node->counted_on);
  self->headcount = node->headcount;
  self->flags = node->flags;
  self->n_held = node->n_held;
  self->n_missing = node->n_missing;
  return self;
}

void
amb_tree_node_fill (GListStore *roots, const AmbCoverage *coverage)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) tops = g_ptr_array_new ();

  /* Whoever is above comes first. */
  for (guint i = 0; i < coverage->nodes->len; i++)
    {
      const AmbCoverageNode *node = g_ptr_array_index (coverage->nodes, i);
      AmbTreeNode *item = new_node (node);
      AmbTreeNode *above = node->parent >= 0 ? made->pdata[node->parent] : NULL;
      const AmbCoverageNode *parent =
          node->parent >= 0 ? coverage->nodes->pdata[node->parent] : NULL;

      g_ptr_array_add (made, item);
      if (!node->shown)
        continue;
      if (parent == NULL || !parent->shown)
        {
          g_ptr_array_add (tops, item);
          continue;
        }
      if (above->children == NULL)
        above->children = g_list_store_new (AMB_TYPE_TREE_NODE);
      g_list_store_append (above->children, item);
    }
  g_list_store_splice (roots, 0, g_list_model_get_n_items (G_LIST_MODEL (roots)), tops->pdata,
                       tops->len);
}

const char *
amb_tree_node_get_id (AmbTreeNode *self)
{
  return self->id;
}

GListModel *
amb_tree_node_dup_children (AmbTreeNode *self)
{
  return self->children != NULL ? g_object_ref (G_LIST_MODEL (self->children)) : NULL;
}

/* The row. */

struct _AmbTreeRow
{
  GtkWidget parent_instance;

  GtkWidget *expander;
  GtkWidget *name;
  GtkWidget *people;
  GtkWidget *chips;
  GtkWidget *headcount;
  GtkWidget *menu; /* nullable: the network can't be changed here */

  GtkTreeListRow *row; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbTreeRow, amb_tree_row, GTK_TYPE_WIDGET)

// clang-format off
static const struct
{
  guint flag;
  const char *icon, *word;
} flags[] = {
  { AMB_NODE_NO_BACKUP,  "amb-person-symbolic",       N_("No backup") },
  { AMB_NODE_SILO,       "chat-message-new-symbolic", N_("No exchange") },
  { AMB_NODE_NO_SPONSOR, "amb-sponsor-symbolic",      N_("No sponsor") },
};
// clang-format on

static AmbTreeNode *
dup_node (AmbTreeRow *self)
{
  return self->row != NULL ? AMB_TREE_NODE (gtk_tree_list_row_get_item (self->row)) : NULL;
}

static char *
describe_people (AmbTreeNode *node)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("node"), "kind");
  const AmbChoice *kind = amb_field_find_choice (field, node->kind);
  g_autofree char *lead = NULL;

  if (!node->is_led)
    lead = g_strdup (_ ("nobody leads it"));
  else if (node->head == NULL)
    lead = g_strdup (_ ("led by somebody whom you don’t see"));
  else if (node->backup == NULL)
    lead = g_strdup (node->head);
  else
    /* Translators: the head of a node, then the backup */
    lead = g_strdup_printf (_ ("%s, then %s"), node->head, node->backup);
  return kind != NULL ? g_strdup_printf ("%s · %s", _ (kind->label), lead)
                      : g_steal_pointer (&lead);
}

static void
show_chips (AmbTreeRow *self, AmbTreeNode *node, GString *words)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      GtkWidget *chip;

      if ((node->flags & flags[i].flag) == 0)
        continue;
      chip = amb_chip_new ();
      amb_chip_set (AMB_CHIP (chip), flags[i].icon, _ (flags[i].word), "warn");
      amb_chip_set_may_shrink (AMB_CHIP (chip), TRUE);
      gtk_box_append (GTK_BOX (self->chips), chip);
      g_string_append_printf (words, ", %s", _ (flags[i].word));
    }
  gtk_widget_set_visible (self->chips, gtk_widget_get_first_child (self->chips) != NULL);
}

/* Employees in scope, as of a day. */
static void
show_headcount (AmbTreeRow *self, AmbTreeNode *node)
{
  g_autofree char *text =
      node->headcount >= 0 ? g_strdup_printf ("%'" PRId64, node->headcount) : g_strdup ("");
  g_autofree char *day =
      node->counted_on != NULL ? amb_display_date (node->counted_on, "1970-01-01") : NULL;
  /* Translators: a day */
  g_autofree char *tip = day != NULL ? g_strdup_printf (_ ("Counted on %s"), day) : NULL;

  gtk_label_set_label (GTK_LABEL (self->headcount), text);
  gtk_widget_set_tooltip_text (self->headcount, tip);
}

static void
name_row (AmbTreeRow *self, AmbTreeNode *node, const char *words)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  /* Translators: for a screen reader: the menu of a node */
  g_autofree char *more = g_strdup_printf (_ ("Change %s"), node->name);

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                    -1);
  if (self->menu != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    more, -1);
}

static GMenuModel *
make_menu (AmbTreeNode *node)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuItem) open = g_menu_item_new (_ ("Open"), NULL);
  g_autoptr (GMenuItem) only = g_menu_item_new (_ ("Show Only This"), NULL);
  g_autoptr (GMenuItem) change = g_menu_item_new (_ ("Reorganise…"), NULL);

  g_menu_item_set_action_and_target (open, "win.open-record", "(ss)", "node", node->id);
  g_menu_item_set_action_and_target (only, "win.show-node", "s", node->id);
  g_menu_item_set_action_and_target (change, "win.reorganise", "(ss)", node->id, "");
  g_menu_append_item (menu, open);
  g_menu_append_item (menu, only);
  g_menu_append_item (menu, change);
  return G_MENU_MODEL (menu);
}

void
amb_tree_row_set (AmbTreeRow *self, GtkTreeListRow *row)
{
  g_autoptr (AmbTreeNode) node = NULL;
  g_autofree char *people = NULL;
  g_autoptr (GString) words = NULL;

  g_set_object (&self->row, row);
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (self->expander), row);
  node = dup_node (self);
  if (node == NULL)
    return;
  people = describe_people (node);
  words = g_string_new (node->name);
  g_string_append_printf (words, ", %s", people);
  gtk_label_set_label (GTK_LABEL (self->name), node->name);
  gtk_label_set_label (GTK_LABEL (self->people), people);
  show_chips (self, node, words);
  show_headcount (self, node);
  if (self->menu != NULL)
    {
      g_autoptr (GMenuModel) menu = make_menu (node);

      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
    }
  name_row (self, node, words->str);
}

/* Dragging: a node is dropped on the one that it shall be part of. */

static GdkContentProvider *
prepare_cb (AmbTreeRow *self)
{
  g_autoptr (AmbTreeNode) node = dup_node (self);

  return node != NULL ? gdk_content_provider_new_typed (AMB_TYPE_TREE_NODE, node) : NULL;
}

static gboolean
drop_cb (AmbTreeRow *self, const GValue *value)
{
  AmbTreeNode *moved = g_value_get_object (value);
  g_autoptr (AmbTreeNode) node = dup_node (self);

  if (moved == NULL || node == NULL || g_str_equal (moved->id, node->id))
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "win.reorganise", "(ss)", moved->id,
                                     node->id);
}

static void
add_dragging (AmbTreeRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (AMB_TYPE_TREE_NODE, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
amb_tree_row_dispose (GObject *object)
{
  AmbTreeRow *self = AMB_TREE_ROW (object);

  g_clear_object (&self->row);
  g_clear_pointer (&self->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (amb_tree_row_parent_class)->dispose (object);
}

static void
amb_tree_row_class_init (AmbTreeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_tree_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
amb_tree_row_init (AmbTreeRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *folding;

  self->expander = gtk_tree_expander_new ();
  self->name = new_label (NULL);
  self->people = new_label ("amb-quiet");
  gtk_widget_add_css_class (self->people, "amb-small");
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (self->chips, GTK_ALIGN_CENTER);
  self->headcount = new_label ("amb-num");
  gtk_label_set_xalign (GTK_LABEL (self->headcount), 1);
  gtk_label_set_width_chars (GTK_LABEL (self->headcount), HEADCOUNT_CHARS);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), self->name);
  gtk_box_append (GTK_BOX (texts), self->people);
  folding = amb_fold_box_new (texts, self->chips);
  gtk_widget_set_hexpand (folding, TRUE);
  gtk_box_append (GTK_BOX (box), folding);
  gtk_box_append (GTK_BOX (box), self->headcount);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (self->expander), box);
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
}

GtkWidget *
amb_tree_row_new (gboolean may_move)
{
  AmbTreeRow *self = g_object_new (AMB_TYPE_TREE_ROW, NULL);

  if (!may_move)
    return GTK_WIDGET (self);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_widget_set_tooltip_text (self->menu, _ ("More"));
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (self->expander))),
                  self->menu);
  add_dragging (self);
  return GTK_WIDGET (self);
}
