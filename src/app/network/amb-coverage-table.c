#include "amb-coverage-table.h"

#include "amb-chip.h"
#include "amb-text-scale.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define INDENT     14  /* px a level of the tree */
#define NODE_WIDTH 230 /* px at the usual text size */

/* Columns that are no role, by their place before and behind the roles. */
enum
{
  NODE = -1,
  MISSING = -2,
  FLAGS = -3,
  HEADCOUNT = -4,
};

struct _AmbCoverageTable
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkColumnView *view;
  GListStore *rows; /* of GtkStringObject: the id of a node, "" for the sum of all shown */
  const AmbCoverage *coverage;
};

G_DEFINE_FINAL_TYPE (AmbCoverageTable, amb_coverage_table, GTK_TYPE_WIDGET)

static guint cell_signal;

char *
amb_coverage_cell_dup_text (const AmbCoverageCell *cell, const char **icon)
{
  *icon = NULL;
  if (MAX (cell->wanted, cell->next) >= 0)
    *icon = "object-select-symbolic";
  if (amb_coverage_get_coming (cell) > 0)
    *icon = "amb-clock-symbolic";
  if (amb_coverage_get_missing (cell) > 0)
    *icon = "dialog-warning-symbolic";
  if (cell->wanted >= 0)
    /* Translators: how many hold a role, how many are wanted */
    return g_strdup_printf (_ ("%u of %d"), cell->n_held, (int) cell->wanted);
  if (cell->next >= 0)
    return g_strdup_printf (_ ("%u of %d"), cell->n_held, (int) cell->next);
  return cell->n_held > 0 ? g_strdup_printf ("%u", cell->n_held) : g_strdup ("–");
}

/* What a screen reader says, and the pointer tells. */
static char *
dup_cell_name (const AmbCoverageRole *role,
               const AmbCoverageNode *node,
               const AmbCoverageCell *cell)
{
  const char *icon;
  g_autofree char *text = amb_coverage_cell_dup_text (cell, &icon);

  if (amb_coverage_get_missing (cell) > 0)
    /* Translators: a role, a node, “1 of 3”, how many are missing */
    return g_strdup_printf (_ ("%s in %s: %s, %d missing"), role->name, node->name, text,
                            (int) amb_coverage_get_missing (cell));
  if (amb_coverage_get_coming (cell) > 0)
    /* Translators: a role, a node, “1 of 3”, a day */
    return g_strdup_printf (_ ("%s in %s: %s by %s"), role->name, node->name, text, cell->next_due);
  return g_strdup_printf (_ ("%s in %s: %s"), role->name, node->name, text);
}

static int
get_column (GtkListItemFactory *factory)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "amb-column"));
}

/* −1: the row of sums */
static int
get_node (AmbCoverageTable *self, GtkListItem *item)
{
  return amb_coverage_find_node (self->coverage,
                                 gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
clicked_cb (GtkButton *button, gpointer data)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (button), "amb-item");
  const AmbCoverageRole *role;
  AmbCoverageTable *self = data;

  if (self->coverage == NULL || get_node (self, item) < 0)
    return;
  role = g_ptr_array_index (self->coverage->roles,
                            GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "amb-column")));
  g_signal_emit (self, cell_signal, 0, role->id,
                 gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  int column = get_column (factory);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_list_item_set_activatable (item, FALSE);
  if (column < 0)
    {
      gtk_list_item_set_child (item, box);
      return;
    }
  GtkWidget *button = gtk_button_new ();

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "amb-num");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "amb-item", item);
  g_object_set_data (G_OBJECT (button), "amb-column", GINT_TO_POINTER (column));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), data, 0);
  gtk_list_item_set_child (item, button);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
append_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

static void
append_flag (GtkWidget *box, guint flags, guint flag, const char *icon, const char *word)
{
  GtkWidget *chip;

  if ((flags & flag) == 0)
    return;
  chip = amb_chip_new ();
  amb_chip_set (AMB_CHIP (chip), icon, word, "warn");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), chip);
}

/* Employees in scope, and as of which day. */
static void
show_headcount (GtkWidget *box, const AmbCoverageNode *node)
{
  g_autofree char *text = NULL;
  g_autofree char *day = NULL;

  if (node == NULL || node->headcount < 0)
    return;
  text = g_strdup_printf ("%'" PRId64, node->headcount);
  append_label (box, text, "amb-num");
  if (node->counted_on == NULL)
    return;
  /* Translators: a day */
  day = g_strdup_printf (_ ("Counted on %s"), node->counted_on);
  gtk_widget_set_tooltip_text (gtk_widget_get_first_child (box), day);
}

static void
bind_other (AmbCoverageTable *self, GtkWidget *box, int column, int index)
{
  const AmbCoverageNode *node =
      index >= 0 ? g_ptr_array_index (self->coverage->nodes, (guint) index) : NULL;
  gint64 missing = node != NULL ? node->n_missing : 0;

  clear_box (box);
  for (guint i = 0; node == NULL && i < self->coverage->roles->len; i++)
    missing += ((AmbCoverageRole *) self->coverage->roles->pdata[i])->n_missing;
  gtk_widget_set_margin_start (box,
                               column == NODE && node != NULL ? (int) node->depth * INDENT : 0);
  if (column == NODE)
    append_label (box,
                  node != NULL             ? node->name
                  : self->coverage->of_all ? _ ("All shown")
                                           : _ ("All that you see"),
                  node != NULL ? NULL : "heading");
  else if (column == MISSING && missing > 0)
    {
      g_autofree char *text = g_strdup_printf ("%" PRId64, missing);

      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      append_label (box, text, "amb-num");
    }
  else if (column == HEADCOUNT)
    show_headcount (box, node);
  else if (column == FLAGS && node != NULL)
    {
      append_flag (box, node->flags, AMB_NODE_NO_BACKUP, "amb-person-symbolic", _ ("No backup"));
      append_flag (box, node->flags, AMB_NODE_SILO, "chat-message-new-symbolic", _ ("No exchange"));
      append_flag (box, node->flags, AMB_NODE_NO_SPONSOR, "amb-sponsor-symbolic", _ ("No sponsor"));
    }
}

static void
fill_cell (GtkWidget *button, const char *icon, const char *text, const char *name)
{
  GtkWidget *image = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)));

  gtk_image_set_from_icon_name (GTK_IMAGE (image), icon);
  gtk_widget_set_visible (image, icon != NULL);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (image)), text);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (g_strcmp0 (icon, "dialog-warning-symbolic") == 0)
    gtk_widget_add_css_class (button, "amb-warn");
  else
    gtk_widget_remove_css_class (button, "amb-warn");
}

static void
bind_cell (AmbCoverageTable *self, GtkWidget *button, guint column, int index)
{
  const AmbCoverageRole *role = g_ptr_array_index (self->coverage->roles, column);
  const AmbCoverageNode *node =
      index >= 0 ? g_ptr_array_index (self->coverage->nodes, (guint) index) : NULL;
  const char *icon = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  gtk_widget_set_focusable (button, node != NULL && node->seen);
  gtk_widget_set_can_target (button, node != NULL && node->seen);
  if (node != NULL && !node->seen)
    {
      text = g_strdup ("");
      /* Translators: a role, a node */
      name = g_strdup_printf (_ ("%s in %s: not visible to you"), role->name, node->name);
    }
  else if (node != NULL)
    {
      const AmbCoverageCell *cell = amb_coverage_get_cell (self->coverage, column, (guint) index);

      text = amb_coverage_cell_dup_text (cell, &icon);
      name = dup_cell_name (role, node, cell);
    }
  else
    {
      text = g_strdup_printf ("%u", role->n_held);
      name = g_strdup_printf (self->coverage->of_all
                                  /* Translators: a role, how many hold it, how many are missing */
                                  ? _ ("%s in all shown nodes: %u, %d missing")
                                  /* Translators: the same, where only a part is visible */
                                  : _ ("%s in the nodes that you see: %u, %d missing"),
                              role->name, role->n_held, (int) role->n_missing);
    }
  fill_cell (button, icon, text, name);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  AmbCoverageTable *self = data;
  int column = get_column (factory);

  if (self->coverage == NULL)
    return;
  if (column < 0)
    bind_other (self, gtk_list_item_get_child (item), column, get_node (self, item));
  else if ((guint) column < self->coverage->roles->len)
    bind_cell (self, gtk_list_item_get_child (item), (guint) column, get_node (self, item));
}

static void
append_column (AmbCoverageTable *self, const char *title, int column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) item = NULL;

  g_object_set_data (G_OBJECT (factory), "amb-column", GINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  item = gtk_column_view_column_new (title, factory);
  if (column == NODE)
    gtk_column_view_column_set_fixed_width (item,
                                            amb_text_scale_px (GTK_WIDGET (self), NODE_WIDTH));
  gtk_column_view_column_set_expand (item, column == FLAGS);
  gtk_column_view_append_column (self->view, item);
}

static void
clear_columns (AmbCoverageTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

/* Where only a part is seen, that stands there with what is above it. */
static GHashTable *
find_told (const AmbCoverage *coverage)
{
  GHashTable *told = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < coverage->nodes->len; i++)
    {
      const AmbCoverageNode *node = coverage->nodes->pdata[i];

      if (!node->shown || (!node->seen && !coverage->of_all))
        continue;
      while (g_hash_table_add (told, (gpointer) node) && node->parent >= 0)
        node = coverage->nodes->pdata[node->parent];
    }
  return told;
}

void
amb_coverage_table_set (AmbCoverageTable *self, const AmbCoverage *coverage)
{
  g_autoptr (GHashTable) told = NULL;

  g_list_store_remove_all (self->rows);
  clear_columns (self);
  self->coverage = coverage;
  if (coverage == NULL)
    return;
  told = find_told (coverage);
  append_column (self, _ ("Node"), NODE);
  for (guint i = 0; i < coverage->roles->len; i++)
    append_column (self, ((AmbCoverageRole *) coverage->roles->pdata[i])->name, (int) i);
  append_column (self, _ ("Missing"), MISSING);
  append_column (self, _ ("Headcount"), HEADCOUNT);
  append_column (self, _ ("Attention"), FLAGS);
  for (int i = -1; i < (int) coverage->nodes->len; i++)
    {
      const AmbCoverageNode *node = i >= 0 ? coverage->nodes->pdata[i] : NULL;
      g_autoptr (GtkStringObject) row = gtk_string_object_new (node != NULL ? node->id : "");

      if (node == NULL || (node->shown && g_hash_table_contains (told, node)))
        g_list_store_append (self->rows, row);
    }
}

static void
amb_coverage_table_dispose (GObject *object)
{
  AmbCoverageTable *self = AMB_COVERAGE_TABLE (object);

  self->coverage = NULL;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (amb_coverage_table_parent_class)->dispose (object);
}

static void
amb_coverage_table_class_init (AmbCoverageTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_coverage_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  cell_signal = g_signal_new ("cell", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
amb_coverage_table_init (AmbCoverageTable *self)
{
  self->rows = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "amb-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Coverage"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
amb_coverage_table_new (void)
{
  return g_object_new (AMB_TYPE_COVERAGE_TABLE, NULL);
}
