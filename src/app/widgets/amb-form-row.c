#include "amb-form-row.h"

#include "amb-form-row-private.h"
#include <adwaita.h>
#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AmbFormRow, amb_form_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_EDITED,
  SIGNAL_LEFT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
amb_form_row_take (AmbFormRow *self, const char *text)
{
  if (self->is_setting || g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

void
amb_form_row_leave (AmbFormRow *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

void
amb_form_row_watch_focus (AmbFormRow *self, GtkWidget *widget)
{
  GtkEventController *controller = gtk_event_controller_focus_new ();

  g_signal_connect_object (controller, "leave", G_CALLBACK (amb_form_row_leave), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, controller);
}

static void
update_note (AmbFormRow *self, const char *text)
{
  gboolean is_problem = self->problem != NULL;

  gtk_label_set_label (GTK_LABEL (self->note_label), text ? text : "");
  gtk_widget_set_visible (self->note, text && text[0] != '\0');
  if (is_problem)
    {
      gtk_widget_add_css_class (self->note_label, "error");
      gtk_widget_add_css_class (self->widget, "error");
    }
  else
    {
      gtk_widget_remove_css_class (self->note_label, "error");
      gtk_widget_remove_css_class (self->widget, "error");
    }
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->widget), GTK_ACCESSIBLE_STATE_INVALID,
      is_problem ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
build_note (AmbFormRow *self)
{
  /* A group puts nothing else among its rows. */
  self->note = g_object_ref_sink (adw_preferences_row_new ());
  self->note_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->note_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->note_label), 0);
  gtk_widget_add_css_class (self->note_label, "caption");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->note), self->note_label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->note), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self->note), FALSE);
  gtk_widget_set_focusable (self->note, FALSE);
  gtk_widget_add_css_class (self->note, "amb-form-note");
  gtk_widget_set_visible (self->note, FALSE);
}

static void
build (AmbFormRow *self)
{
  switch (self->field->type)
    {
    case AMB_FIELD_ENUM:
      amb_form_row_build_choice (self);
      break;
    case AMB_FIELD_BOOL:
      amb_form_row_build_switch (self);
      break;
    case AMB_FIELD_DATE:
      amb_form_row_build_date (self);
      break;
    case AMB_FIELD_COUNTRY:
    case AMB_FIELD_LANGUAGE:
      amb_form_row_build_code (self);
      break;
    case AMB_FIELD_REF:
      amb_form_row_build_reference (self);
      break;
    case AMB_FIELD_LONG_TEXT:
    case AMB_FIELD_MARKDOWN:
      amb_form_row_build_text (self);
      break;
    case AMB_FIELD_SET:
      if (self->field->choices)
        amb_form_row_build_set (self);
      else
        amb_form_row_build_entry (self);
      break;
    default:
      amb_form_row_build_entry (self);
      break;
    }
  g_object_ref_sink (self->widget);
}

static void
amb_form_row_finalize (GObject *object)
{
  AmbFormRow *self = AMB_FORM_ROW (object);

  g_clear_object (&self->widget);
  g_clear_object (&self->note);
  g_clear_object (&self->context);
  g_free (self->text);
  g_free (self->problem);
  G_OBJECT_CLASS (amb_form_row_parent_class)->finalize (object);
}

static void
amb_form_row_class_init (AmbFormRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_form_row_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", AMB_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEFT] = g_signal_new ("left", AMB_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
amb_form_row_init (AmbFormRow *self)
{
  self->text = g_strdup ("");
}

AmbFormRow *
amb_form_row_new (AmbContext *context, const AmbField *field)
{
  AmbFormRow *self = g_object_new (AMB_TYPE_FORM_ROW, NULL);

  self->context = g_object_ref (context);
  self->field = field;
  build_note (self);
  build (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->widget), _ (field->label));
  if (field->hint)
    gtk_widget_set_tooltip_text (self->widget, _ (field->hint));
  amb_form_row_set_text (self, NULL);
  return self;
}

const AmbField *
amb_form_row_get_field (AmbFormRow *self)
{
  return self->field;
}

GtkWidget *
amb_form_row_get_widget (AmbFormRow *self)
{
  return self->widget;
}

GtkWidget *
amb_form_row_get_note (AmbFormRow *self)
{
  return self->note;
}

void
amb_form_row_set_text (AmbFormRow *self, const char *text)
{
  g_return_if_fail (AMB_IS_FORM_ROW (self));

  if (text != self->text)
    {
      g_free (self->text);
      self->text = g_strdup (text ? text : "");
    }
  self->is_setting = TRUE;
  self->show (self);
  self->is_setting = FALSE;
}

const char *
amb_form_row_get_text (AmbFormRow *self)
{
  g_return_val_if_fail (AMB_IS_FORM_ROW (self), NULL);

  return self->text;
}

void
amb_form_row_set_problem (AmbFormRow *self, const char *problem)
{
  g_return_if_fail (AMB_IS_FORM_ROW (self));

  g_free (self->problem);
  self->problem = g_strdup (problem);
  update_note (self, problem);
}

gboolean
amb_form_row_has_problem (AmbFormRow *self)
{
  g_return_val_if_fail (AMB_IS_FORM_ROW (self), FALSE);

  return self->problem != NULL;
}

void
amb_form_row_set_hint (AmbFormRow *self, const char *hint)
{
  g_return_if_fail (AMB_IS_FORM_ROW (self));

  if (!self->problem)
    update_note (self, hint);
}

void
amb_form_row_set_editable (AmbFormRow *self, gboolean editable)
{
  g_return_if_fail (AMB_IS_FORM_ROW (self));

  gtk_widget_set_sensitive (self->widget, editable);
}

/* The pane scrolls to the row first: off the screen there is no monitor to place a popover on. */
static gboolean
popup_cb (gpointer data)
{
  AmbFormRow *self = data;

  if (gtk_widget_get_mapped (self->control))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  return G_SOURCE_REMOVE;
}

void
amb_form_row_focus (AmbFormRow *self)
{
  g_return_if_fail (AMB_IS_FORM_ROW (self));

  gtk_widget_grab_focus (self->control);
  if (self->popover)
    g_idle_add_full (G_PRIORITY_LOW, popup_cb, g_object_ref (self), g_object_unref);
}
