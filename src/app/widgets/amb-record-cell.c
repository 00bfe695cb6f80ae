#include "amb-record-cell.h"

#include "amb-chip.h"
#include "amb-display.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define AVATAR_SIZE         32
#define SUMMARY_AVATAR_SIZE 40
#define SUMMARY_VALUES      2
#define NUMBER_CHARS        7 /* “123,456”: so that the chips stand below each other */
#define ROW_NAME            "amb-row-name"

struct _AmbRecordCell
{
  GtkWidget parent_instance;

  const AmbEntity *entity;
  const AmbField *field;
  const AmbField *told; /* nullable: AMB_CELL_TOLD */
  AmbCellKind kind;
  const char *unset;
  const char *today; /* interned */

  GtkWidget *avatar;
  GtkWidget *label;
  GtkWidget *caption;
  GtkWidget *chip;

  AmbListItem *item;
};

G_DEFINE_FINAL_TYPE (AmbRecordCell, amb_record_cell, GTK_TYPE_WIDGET)

static gboolean
is_person (const AmbEntity *entity)
{
  const AmbField *title = amb_entity_get_title_field (entity);

  return title && title->flags & AMB_FIELD_PERSONAL && amb_entity_get_state_field (entity);
}

static gboolean
has_icons (const AmbField *field)
{
  return field->type == AMB_FIELD_ENUM && field->choices && field->choices[0].icon;
}

AmbCellKind
amb_cell_kind_of (const AmbEntity *entity, const AmbField *field)
{
  if (field->flags & AMB_FIELD_TITLE && is_person (entity))
    return AMB_CELL_NAME;
  return has_icons (field) ? AMB_CELL_CHIP : AMB_CELL_TEXT;
}

static char *
dup_value (AmbRecordCell *self, const AmbField *field)
{
  AmbRecord *record = amb_list_item_get_record (self->item);
  int index = amb_entity_get_field_index (self->entity, field->name);

  return amb_display_record_value (record, (guint) index,
                                   amb_list_item_get_text (self->item, (guint) index), self->today);
}

static void
set_text (AmbRecordCell *self, const char *text)
{
  gboolean is_unset = text[0] == '\0' && self->unset;

  gtk_label_set_label (GTK_LABEL (self->label), is_unset ? self->unset : text);
  if (is_unset)
    gtk_widget_add_css_class (self->label, "amb-quiet");
  else
    gtk_widget_remove_css_class (self->label, "amb-quiet");
}

static void
set_chip (AmbRecordCell *self, const AmbField *field)
{
  AmbRecord *record = amb_list_item_get_record (self->item);
  const char *value = amb_record_get (record, field->name);

  amb_chip_set_choice (AMB_CHIP (self->chip), value ? amb_field_find_choice (field, value) : NULL);
}

static const char *
get_title (AmbRecordCell *self)
{
  const char *title = amb_record_get_title (amb_list_item_get_record (self->item));

  return title ? title : _ ("No name");
}

/* The second line of a narrow row: the first list columns that are neither title nor chip. */
static char *
dup_caption (AmbRecordCell *self)
{
  g_autoptr (GString) caption = g_string_new (NULL);
  guint n = 0;

  for (const AmbField *field = self->entity->fields; field->name && n < SUMMARY_VALUES; field++)
    {
      g_autofree char *value = NULL;

      if (!(field->flags & AMB_FIELD_LIST) || field->flags & AMB_FIELD_TITLE || has_icons (field))
        continue;
      n++;
      value = dup_value (self, field);
      if (value[0] != '\0')
        g_string_append_printf (caption, "%s%s", caption->len > 0 ? " · " : "", value);
    }
  return g_string_free (g_steal_pointer (&caption), FALSE);
}

static void
show_summary (AmbRecordCell *self)
{
  g_autofree char *caption = dup_caption (self);

  set_text (self, get_title (self));
  gtk_label_set_label (GTK_LABEL (self->caption), caption);
  gtk_widget_set_visible (self->caption, caption[0] != '\0');
  if (self->avatar)
    adw_avatar_set_text (ADW_AVATAR (self->avatar), get_title (self));
  gtk_widget_set_visible (self->chip, FALSE);
  for (const AmbField *field = self->entity->fields; field->name; field++)
    if (field->flags & AMB_FIELD_LIST && has_icons (field))
      {
        set_chip (self, field);
        break;
      }
}

static void
show_nothing (AmbRecordCell *self)
{
  if (self->label)
    gtk_label_set_label (GTK_LABEL (self->label), "");
  if (self->caption)
    gtk_label_set_label (GTK_LABEL (self->caption), "");
  if (self->avatar)
    adw_avatar_set_text (ADW_AVATAR (self->avatar), NULL);
  if (self->chip)
    amb_chip_set_choice (AMB_CHIP (self->chip), NULL);
}

/* The row of the list around the cell; in a table there is the table's own cell between them. */
static GtkWidget *
get_row (AmbRecordCell *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  while (row && g_strcmp0 (gtk_widget_get_css_name (row), "row") != 0)
    row = gtk_widget_get_parent (row);
  return row;
}

/* On GTK 4.8 a row is read as its type's name unless it is given one: that of its record. */
static void
name_row (AmbRecordCell *self, const char *name)
{
  GtkWidget *row = get_row (self);

  if (!row || g_strcmp0 (g_object_get_data (G_OBJECT (row), ROW_NAME), name) == 0)
    return;
  g_object_set_data_full (G_OBJECT (row), ROW_NAME, g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_item (AmbRecordCell *self)
{
  g_autofree char *text = NULL;

  if (!self->item || !amb_list_item_get_record (self->item))
    {
      show_nothing (self);
      name_row (self, _ ("Loading…"));
      return;
    }
  name_row (self, get_title (self));
  switch (self->kind)
    {
    case AMB_CELL_CHIP:
      set_chip (self, self->field);
      break;
    case AMB_CELL_NAME:
      set_text (self, get_title (self));
      adw_avatar_set_text (ADW_AVATAR (self->avatar), get_title (self));
      break;
    case AMB_CELL_SUMMARY:
      show_summary (self);
      break;
    case AMB_CELL_TOLD:
      text = dup_value (self, self->field);
      set_text (self, text);
      set_chip (self, self->told);
      break;
    case AMB_CELL_TEXT:
    default:
      text = dup_value (self, self->field);
      set_text (self, text);
      break;
    }
}

static GtkWidget *
add_label (AmbRecordCell *self, GtkWidget *parent)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_parent (label, parent);
  return label;
}

static void
add_summary (AmbRecordCell *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_parent (lines, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "amb-quiet");
  gtk_box_append (GTK_BOX (lines), self->label);
  gtk_box_append (GTK_BOX (lines), self->caption);
}

static void
add_parts (AmbRecordCell *self)
{
  gboolean summary = self->kind == AMB_CELL_SUMMARY;

  if (self->kind == AMB_CELL_NAME || (summary && is_person (self->entity)))
    {
      self->avatar = adw_avatar_new (summary ? SUMMARY_AVATAR_SIZE : AVATAR_SIZE, NULL, TRUE);
      gtk_widget_set_valign (self->avatar, GTK_ALIGN_CENTER);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                                   -1);
      gtk_widget_set_parent (self->avatar, GTK_WIDGET (self));
    }
  if (summary)
    add_summary (self);
  else if (self->kind != AMB_CELL_CHIP)
    self->label = add_label (self, GTK_WIDGET (self));
  if (self->kind == AMB_CELL_TOLD)
    {
      gtk_box_layout_set_spacing (
          GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
      gtk_widget_set_hexpand (self->label, FALSE);
      gtk_label_set_xalign (GTK_LABEL (self->label), 1);
      gtk_label_set_width_chars (GTK_LABEL (self->label), NUMBER_CHARS);
      gtk_widget_add_css_class (self->label, "amb-num");
    }
  if (summary || self->kind == AMB_CELL_CHIP || self->kind == AMB_CELL_TOLD)
    {
      self->chip = amb_chip_new ();
      gtk_widget_set_valign (self->chip, GTK_ALIGN_CENTER);
      amb_chip_set_may_shrink (AMB_CHIP (self->chip), !summary);
      gtk_widget_set_parent (self->chip, GTK_WIDGET (self));
    }
}

static void
amb_record_cell_dispose (GObject *object)
{
  AmbRecordCell *self = AMB_RECORD_CELL (object);
  GtkWidget *child;

  amb_record_cell_set_item (self, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  self->avatar = self->label = self->caption = self->chip = NULL;
  G_OBJECT_CLASS (amb_record_cell_parent_class)->dispose (object);
}

static void
amb_record_cell_class_init (AmbRecordCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_record_cell_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-cell");
}

static void
amb_record_cell_init (AmbRecordCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
}

static GtkWidget *
create (const AmbEntity *entity,
        const AmbField *field,
        AmbCellKind kind,
        const char *unset,
        const AmbField *told)
{
  AmbRecordCell *self = g_object_new (AMB_TYPE_RECORD_CELL, NULL);

  self->entity = entity;
  self->field = field;
  self->told = told;
  self->kind = kind;
  self->unset = unset;
  add_parts (self);
  return GTK_WIDGET (self);
}

GtkWidget *
amb_record_cell_new (const AmbEntity *entity,
                     const AmbField *field,
                     AmbCellKind kind,
                     const char *unset)
{
  return create (entity, field, kind, unset, NULL);
}

GtkWidget *
amb_record_cell_new_told (const AmbEntity *entity, const AmbField *field, const AmbField *told)
{
  return create (entity, field, AMB_CELL_TOLD, "–", told);
}

void
amb_record_cell_set_item (AmbRecordCell *self, AmbListItem *item, const char *today)
{
  g_return_if_fail (AMB_IS_RECORD_CELL (self));

  self->today = today;
  if (self->item == item)
    return;
  if (self->item)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (!item)
    return;
  g_signal_connect_swapped (item, "notify::record", G_CALLBACK (show_item), self);
  show_item (self);
}

AmbListItem *
amb_record_cell_get_item (AmbRecordCell *self)
{
  g_return_val_if_fail (AMB_IS_RECORD_CELL (self), NULL);

  return self->item;
}
