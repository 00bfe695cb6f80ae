#include "amb-reference-picker.h"

#include <glib/gi18n.h>

#define SHOWN 60

struct _AmbReferencePicker
{
  GtkBox parent_instance;

  AmbContext *context;
  const AmbEntity *entity;
  const char *clear; /* nullable: what the choice of none is called */
  const char *only;  /* nullable: as of AmbField.ref_is */

  GtkWidget *search;
  GtkWidget *list;
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (AmbReferencePicker, amb_reference_picker, GTK_TYPE_BOX)

static guint picked_signal;

static gpointer
read_records (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_store_list (store, data, SHOWN, error);
}

static void
add_row (AmbReferencePicker *self, const char *id, const char *title)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbReferencePicker) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  const char *typed;
  GtkListBoxRow *row;

  if (!self->list || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  if (self->clear && typed[0] == '\0')
    add_row (self, NULL, self->clear);
  for (guint i = 0; records && i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      const char *title = amb_record_get_title (record);

      if (title)
        add_row (self, amb_record_get_id (record), title);
    }
}

static void
read_again (AmbReferencePicker *self)
{
  AmbQuery *query = amb_query_new (self->entity);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));

  query->search = typed[0] != '\0' ? g_strdup (typed) : NULL;
  if (self->only)
    {
      g_auto (GStrv) words = g_strsplit_set (self->only, "= ", -1);

      amb_query_where (query, amb_entity_find_field (self->entity, words[0]), AMB_MATCH_IN,
                       (const char *const *) words + 1);
    }
  if (self->reading)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  amb_context_read_async (self->context, read_records, query, (GDestroyNotify) amb_query_free,
                          (GDestroyNotify) g_ptr_array_unref, self->reading, read_cb,
                          g_object_ref (self));
}

static void
row_activated_cb (AmbReferencePicker *self, GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");

  g_signal_emit (self, picked_signal, 0, id,
                 id ? g_object_get_data (G_OBJECT (row), "title") : NULL);
}

static void
search_activated_cb (AmbReferencePicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (row)
    row_activated_cb (self, row);
}

/* An entry keeps Esc for itself. */
static void
stop_search_cb (AmbReferencePicker *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
amb_reference_picker_map (GtkWidget *widget)
{
  AmbReferencePicker *self = AMB_REFERENCE_PICKER (widget);

  GTK_WIDGET_CLASS (amb_reference_picker_parent_class)->map (widget);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  read_again (self);
  gtk_widget_grab_focus (self->search);
}

static void
amb_reference_picker_dispose (GObject *object)
{
  AmbReferencePicker *self = AMB_REFERENCE_PICKER (object);

  if (self->reading)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  self->list = NULL;
  G_OBJECT_CLASS (amb_reference_picker_parent_class)->dispose (object);
}

static void
amb_reference_picker_class_init (AmbReferencePickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_reference_picker_dispose;
  GTK_WIDGET_CLASS (klass)->map = amb_reference_picker_map;
  picked_signal = g_signal_new ("picked", AMB_TYPE_REFERENCE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
amb_reference_picker_init (AmbReferencePicker *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "amb-picker");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_size_request (scroller, 260, 280);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), self->search);
  gtk_box_append (GTK_BOX (self), scroller);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (read_again), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

GtkWidget *
amb_reference_picker_new (AmbContext *context, const AmbEntity *entity, const char *clear)
{
  AmbReferencePicker *self = g_object_new (AMB_TYPE_REFERENCE_PICKER, NULL);
  g_autofree char *label = g_strdup_printf (_ ("Search %s"), _ (entity->label_plural));

  self->context = g_object_ref (context);
  self->entity = entity;
  self->clear = clear;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  return GTK_WIDGET (self);
}

GtkWidget *
amb_reference_picker_new_for (AmbContext *context, const AmbField *field, const char *clear)
{
  GtkWidget *self = amb_reference_picker_new (context, amb_entity_find (field->ref), clear);

  AMB_REFERENCE_PICKER (self)->only = field->ref_is;
  return self;
}
