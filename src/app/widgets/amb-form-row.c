#include "amb-form-row.h"

#include "amb-fold-box.h"
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
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* A problem is what to mend first; then a conflict, then what is good to know. */
static void
update_note (AmbFormRow *self)
{
  gboolean is_problem = self->problem != NULL;
  gboolean is_conflict = self->has_conflict && !is_problem;
  const char *text = is_problem    ? self->problem
                     : is_conflict ? _ ("Changed elsewhere too")
                                   : self->hint;

  gtk_label_set_label (GTK_LABEL (self->note_label), text ? text : "");
  gtk_widget_set_visible (self->note, text && text[0] != '\0');
  gtk_widget_set_visible (self->note_icon, is_conflict);
  gtk_widget_set_visible (self->note_button, is_conflict);
  set_class (self->note_label, "error", is_problem);
  set_class (self->note_label, "amb-warn", is_conflict);
  set_class (self->widget, "error", is_problem);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->widget), GTK_ACCESSIBLE_STATE_INVALID,
      is_problem ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
build_note_parts (AmbFormRow *self)
{
  /* Translators: for a screen reader: a button that leads to the two values of a field */
  g_autofree char *name = g_strdup_printf (_ ("Compare: %s"), _ (self->field->label));

  self->note_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->note_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->note_label), 0);
  gtk_widget_set_hexpand (self->note_label, TRUE);
  gtk_widget_add_css_class (self->note_label, "caption");
  self->note_icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->note_icon, "amb-warn");
  self->note_button = gtk_button_new_with_label (_ ("Compare"));
  gtk_widget_set_valign (self->note_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->note_button, "amb-line-button");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->note_button),
                                           "win.go-to::attention");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
build_note (AmbFormRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  build_note_parts (self);
  gtk_box_append (GTK_BOX (box), self->note_icon);
  gtk_box_append (GTK_BOX (box), self->note_label);
  gtk_box_append (GTK_BOX (box), self->note_button);
  /* A group puts nothing else among its rows. */
  self->note = g_object_ref_sink (adw_preferences_row_new ());
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->note), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->note), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self->note), FALSE);
  gtk_widget_set_focusable (self->note, FALSE);
  gtk_widget_add_css_class (self->note, "amb-form-note");
  gtk_widget_set_visible (self->note, FALSE);
}

/* A row with its label and control beside or below it. */

static void
clicked_cb (AmbFormRow *self)
{
  gtk_widget_mnemonic_activate (self->control, FALSE);
}

void
amb_form_row_build_fold (AmbFormRow *self, GtkWidget *control)
{
  GtkWidget *title = gtk_label_new (_ (self->field->label));
  GtkWidget *fold;
  GtkGesture *click;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "title");
  fold = amb_fold_box_new (title, control);
  self->control = control;
  self->widget = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->widget), fold);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->widget), FALSE);
  gtk_widget_set_focusable (self->widget, FALSE);
  if (GTK_IS_LABEL (control))
    return;
  click = gtk_gesture_click_new ();
  g_signal_connect_object (click, "released", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (fold, GTK_EVENT_CONTROLLER (click));
}

/* A fact. */

static void
show_fact (AmbFormRow *self)
{
  gtk_label_set_label (GTK_LABEL (self->control), self->text[0] != '\0' ? self->text : _ ("None"));
}

void
amb_form_row_build_fact (AmbFormRow *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "amb-num");
  self->show = show_fact;
  amb_form_row_build_fold (self, label);
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
  g_free (self->hint);
  g_free (self->zone);
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

static AmbFormRow *
row_new (AmbContext *context, const AmbField *field, void (*build_row) (AmbFormRow *self))
{
  AmbFormRow *self = g_object_new (AMB_TYPE_FORM_ROW, NULL);

  self->context = g_object_ref (context);
  self->field = field;
  build_note (self);
  build_row (self);
  g_object_ref_sink (self->widget);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->widget), _ (field->label));
  if (field->hint)
    gtk_widget_set_tooltip_text (self->widget, _ (field->hint));
  amb_form_row_set_text (self, NULL);
  return self;
}

AmbFormRow *
amb_form_row_new (AmbContext *context, const AmbField *field)
{
  return row_new (context, field, build);
}

AmbFormRow *
amb_form_row_new_fact (AmbContext *context, const AmbField *field)
{
  return row_new (context, field, amb_form_row_build_fact);
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

void
amb_form_row_set_words (AmbFormRow *self, const char *words)
{
  amb_form_row_set_text (self, words);
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
  if (!problem)
    g_clear_pointer (&self->hint, g_free);
  update_note (self);
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

  g_free (self->hint);
  self->hint = g_strdup (hint);
  update_note (self);
}

void
amb_form_row_set_conflict (AmbFormRow *self, gboolean conflict)
{
  g_return_if_fail (AMB_IS_FORM_ROW (self));

  if (self->has_conflict == conflict)
    return;
  self->has_conflict = conflict;
  update_note (self);
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

GtkTextView *
amb_form_row_get_view (AmbFormRow *self)
{
  g_return_val_if_fail (AMB_IS_FORM_ROW (self), NULL);

  return GTK_IS_TEXT_VIEW (self->control) ? GTK_TEXT_VIEW (self->control) : NULL;
}

void
amb_form_row_set_label (AmbFormRow *self, const char *label)
{
  g_return_if_fail (AMB_IS_FORM_ROW (self) && self->title != NULL);

  gtk_label_set_label (GTK_LABEL (self->title), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
