#include "amb-person-panel.h"

#include "amb-section.h"
#include <glib/gi18n.h>

#define REFRESH_MS 250

struct _AmbPersonPanel
{
  AdwBin parent_instance;

  AmbContext *context;
  const AmbPersonSection *section;
  char *person;

  GtkStack *stack;
  GtkBox *box;
  AdwStatusPage *failure;
  GCancellable *cancellable;
  guint refresh_source;
  gboolean is_stale; /* not read since something changed */
};

G_DEFINE_FINAL_TYPE (AmbPersonPanel, amb_person_panel, ADW_TYPE_BIN)

typedef struct
{
  const AmbPersonSection *section;
  AmbAccess access;
  char *person;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->person);
  g_free (question);
}

static gpointer
read_parts (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return amb_person_section_read (store, question->section, question->access, question->person,
                                  error);
}

static GtkWidget *
new_row (const AmbPersonRow *row)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (row->title, -1);
  g_autofree char *told = g_markup_escape_text (row->told != NULL ? row->told : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), told);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (widget), 2);
  if (row->entity == NULL)
    return widget;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (widget), "(ss)", row->entity->name, row->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), "win.open-record");
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return widget;
}

static void
append_part (AmbPersonPanel *self, const AmbPersonPart *part)
{
  GtkWidget *section;
  g_autofree char *name = g_strdup_printf (_ ("Show all: %s"), _ (part->source->title));

  if (part->rows->len == 0)
    return;
  section = amb_section_new (_ (part->source->title));
  amb_section_set_count (AMB_SECTION (section), (guint) part->count);
  amb_section_set_link (AMB_SECTION (section), _ ("Show All"), name, "win.show-list",
                        g_variant_new ("(ss)", part->source->entity, part->query));
  for (guint i = 0; i < part->rows->len; i++)
    gtk_list_box_append (amb_section_get_list (AMB_SECTION (section)),
                         new_row (g_ptr_array_index (part->rows, i)));
  gtk_box_append (self->box, section);
}

static void
show_parts (AmbPersonPanel *self, GPtrArray *parts)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < parts->len; i++)
    append_part (self, g_ptr_array_index (parts, i));
  gtk_stack_set_visible_child_name (
      self->stack, gtk_widget_get_first_child (GTK_WIDGET (self->box)) != NULL ? "parts" : "empty");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbPersonPanel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (parts == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  show_parts (self, parts);
}

static void
refresh (AmbPersonPanel *self)
{
  Question *question = g_new0 (Question, 1);

  self->is_stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  question->section = self->section;
  question->access = amb_context_get_access (self->context);
  question->person = g_strdup (self->person);
  amb_context_read_async (self->context, read_parts, question, question_free,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, read_cb,
                          g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbPersonPanel *self = data;

  self->refresh_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmbPersonPanel *self)
{
  self->is_stale = TRUE;
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
amb_person_panel_map (GtkWidget *widget)
{
  AmbPersonPanel *self = AMB_PERSON_PANEL (widget);

  GTK_WIDGET_CLASS (amb_person_panel_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
}

static void
amb_person_panel_dispose (GObject *object)
{
  AmbPersonPanel *self = AMB_PERSON_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  g_clear_pointer (&self->person, g_free);
  G_OBJECT_CLASS (amb_person_panel_parent_class)->dispose (object);
}

static void
amb_person_panel_class_init (AmbPersonPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_person_panel_dispose;
  GTK_WIDGET_CLASS (klass)->map = amb_person_panel_map;
}

static void
amb_person_panel_init (AmbPersonPanel *self)
{
  self->is_stale = TRUE;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "reading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->box), "parts");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

static GtkWidget *
new_retry (AmbPersonPanel *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Try Again"));

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return button;
}

GtkWidget *
amb_person_panel_new (AmbContext *context, const AmbPersonSection *section, const char *person)
{
  AmbPersonPanel *self = g_object_new (AMB_TYPE_PERSON_PANEL, NULL);
  GtkWidget *empty = adw_status_page_new ();

  self->context = g_object_ref (context);
  self->section = section;
  self->person = g_strdup (person);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), section->icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ (section->empty));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _ (section->hint));
  gtk_widget_add_css_class (empty, "compact");
  gtk_stack_add_named (self->stack, empty, "empty");
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failure, _ ("This Section Can’t Be Read"));
  adw_status_page_set_child (self->failure, new_retry (self));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
