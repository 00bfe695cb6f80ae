#include "amb-attention-editor.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

struct _AmbAttentionEditor
{
  AdwBin parent_instance;

  GtkWidget *box;
  GPtrArray *rows; /* of Row */
  gboolean is_conflict;
};

G_DEFINE_FINAL_TYPE (AmbAttentionEditor, amb_attention_editor, ADW_TYPE_BIN)

static guint saved, left;

typedef struct
{
  const AmbField *field;
  char *before;       /* nullable: canonical */
  GtkWidget *entry;   /* a GtkEntry, or a GtkTextView of a long text */
  GtkWidget *problem; /* a GtkLabel */
} Row;

static void
row_free (gpointer data)
{
  g_free (((Row *) data)->before);
  g_free (data);
}

static gboolean
is_long (const AmbField *field)
{
  return field->type == AMB_FIELD_LONG_TEXT || field->type == AMB_FIELD_MARKDOWN;
}

static gboolean
can_be_typed (const AmbField *field)
{
  return field->type != AMB_FIELD_REF && field->type != AMB_FIELD_ORDER &&
         (field->flags & (AMB_FIELD_STATE | AMB_FIELD_COMPUTED)) == 0;
}

static gboolean
is_offered (const AmbAttentionItem *item, const AmbAttentionField *field)
{
  return can_be_typed (field->field) &&
         (field->is_taken || !amb_attention_item_fits (item, AMB_RESOLVE_MERGE));
}

gboolean
amb_attention_editor_can_edit (const AmbAttentionItem *item)
{
  if (!amb_attention_item_fits (item, AMB_RESOLVE_VALUE))
    return FALSE;
  if (item->finding->is_conflict)
    return can_be_typed (item->finding->field);
  for (guint i = 0; i < item->fields->len; i++)
    if (is_offered (item, g_ptr_array_index (item->fields, i)))
      return TRUE;
  return FALSE;
}

static char *
dup_text (const Row *row)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (!is_long (row->field))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->entry)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->entry));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
clear_problem (Row *row)
{
  gtk_widget_set_visible (row->problem, FALSE);
  gtk_widget_remove_css_class (row->entry, "error");
}

/* (transfer full) (nullable) @value: canonical; FALSE: what is wrong stands below the entry */
static gboolean
read_row (Row *row, char **value)
{
  g_autofree char *text = dup_text (row);
  g_autoptr (GError) error = NULL;

  clear_problem (row);
  if (amb_field_normalise (row->field, text, value, &error) &&
      amb_field_validate (row->field, *value, &error))
    return TRUE;
  g_clear_pointer (value, g_free);
  gtk_label_set_label (GTK_LABEL (row->problem), error->message);
  gtk_widget_set_visible (row->problem, TRUE);
  gtk_widget_add_css_class (row->entry, "error");
  gtk_widget_grab_focus (row->entry);
  return FALSE;
}

static void
save (AmbAttentionEditor *self)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      g_autofree char *value = NULL;

      if (!read_row (row, &value))
        return;
      if (self->is_conflict)
        {
          g_signal_emit (self, saved, 0, value);
          return;
        }
      if (amb_field_same (value, row->before))
        continue;
      amb_json_append_key (json, row->field->name);
      amb_field_append_value (row->field, value, json);
    }
  g_string_append_c (json, '}');
  g_signal_emit (self, saved, 0, json->str);
}

static gboolean
key_pressed_cb (AmbAttentionEditor *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Escape)
    g_signal_emit (self, left, 0);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    save (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static GtkWidget *
new_text (AmbAttentionEditor *self, Row *row, const char *text)
{
  GtkWidget *frame = gtk_scrolled_window_new ();

  row->entry = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (row->entry), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (row->entry), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (row->entry), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (row->entry), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (row->entry), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (row->entry), 6);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->entry)), text, -1);
  gtk_widget_add_css_class (frame, "amb-attention-text");
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (frame), 96);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), row->entry);
  return frame;
}

static GtkWidget *
new_entry (AmbAttentionEditor *self, Row *row, const char *text)
{
  row->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (row->entry), text);
  g_signal_connect_swapped (row->entry, "activate", G_CALLBACK (save), self);
  g_signal_connect_swapped (row->entry, "changed", G_CALLBACK (clear_problem), row);
  return row->entry;
}

static void
append_row (AmbAttentionEditor *self, const AmbField *field, const char *value, const char *shown)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *name = gtk_label_new (_ (field->label));
  const char *text = value == NULL                                            ? ""
                     : field->choices == NULL && field->type != AMB_FIELD_SET ? value
                                                                              : shown;
  GtkWidget *widget;

  row->field = field;
  row->before = g_strdup (value);
  row->problem = gtk_label_new (NULL);
  widget = is_long (field) ? new_text (self, row, text) : new_entry (self, row, text);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "amb-version-name");
  gtk_label_set_xalign (GTK_LABEL (row->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (row->problem), TRUE);
  gtk_widget_add_css_class (row->problem, "amb-late");
  gtk_widget_set_visible (row->problem, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (field->label), -1);
  gtk_box_append (GTK_BOX (self->box), name);
  gtk_box_append (GTK_BOX (self->box), widget);
  gtk_box_append (GTK_BOX (self->box), row->problem);
  g_ptr_array_add (self->rows, row);
}

static gboolean
amb_attention_editor_grab_focus (GtkWidget *widget)
{
  AmbAttentionEditor *self = AMB_ATTENTION_EDITOR (widget);

  return self->rows->len > 0 && gtk_widget_grab_focus (((Row *) self->rows->pdata[0])->entry);
}

static void
amb_attention_editor_finalize (GObject *object)
{
  g_ptr_array_unref (AMB_ATTENTION_EDITOR (object)->rows);
  G_OBJECT_CLASS (amb_attention_editor_parent_class)->finalize (object);
}

static void
amb_attention_editor_class_init (AmbAttentionEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_attention_editor_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = amb_attention_editor_grab_focus;
  saved = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                        G_TYPE_NONE, 1, G_TYPE_STRING);
  left = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
amb_attention_editor_init (AmbAttentionEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
amb_attention_editor_new (const AmbAttentionItem *item)
{
  AmbAttentionEditor *self = g_object_new (AMB_TYPE_ATTENTION_EDITOR, NULL);
  const gboolean is_duplicate = amb_attention_item_fits (item, AMB_RESOLVE_MERGE);
  GtkWidget *button = gtk_button_new_with_label (item->finding->is_conflict ? _ ("Save")
                                                 : is_duplicate             ? _ ("Keep Both")
                                                                : _ ("Try Again With These"));

  self->is_conflict = item->finding->is_conflict;
  if (self->is_conflict)
    append_row (self, item->finding->field, item->finding->mine, item->yours);
  for (guint i = 0; i < item->fields->len; i++)
    {
      const AmbAttentionField *field = g_ptr_array_index (item->fields, i);

      if (is_offered (item, field))
        append_row (self, field->field, field->value, field->mine);
    }
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (button, _ ("Ctrl+Enter"));
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (save), self);
  gtk_box_append (GTK_BOX (self->box), button);
  return GTK_WIDGET (self);
}
