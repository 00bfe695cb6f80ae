#include "amb-checklist.h"

#include "amb-heed-dialog.h"
#include "amb-heed.h"
#include "amb-lifecycle.h"
#include "amb-programme.h"
#include "amb-reference-picker.h"
#include <adwaita.h>
#include <glib/gi18n.h>

struct _AmbChecklist
{
  GtkWidget parent_instance;

  GtkWidget *group;
  GtkWidget *count;
  GPtrArray *rows;       /* of GtkWidget, borrowed */
  GtkWidget *first;      /* nullable, borrowed: what leads on */
  gboolean takes_focus;  /* what had the focus is gone with its row */
  GCancellable *reading; /* nullable */

  AmbContext *context;
  AmbRecord *record; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbChecklist, amb_checklist, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FILL_IN,
  SIGNAL_MOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What is read. */

typedef struct
{
  const AmbMove *move;
  GArray *gates; /* of AmbGateStatus */
  guint who;
} Gates;

static void
gates_free (gpointer data)
{
  Gates *gates = data;

  g_array_unref (gates->gates);
  g_free (gates);
}

/* On a reader thread. @data: the record as it was shown. */
static gpointer
read_gates (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbRecord *shown = data;
  g_autoptr (AmbRecord) record =
      amb_store_get (store, amb_record_get_entity (shown), amb_record_get_id (shown), error);
  const AmbMove *move = record != NULL ? amb_lifecycle_find_next (record) : NULL;
  AmbFacts facts = { 0 };
  Gates *gates = NULL;

  if (move == NULL)
    return NULL;
  if (amb_programme_read_facts (store, record, &facts, error))
    {
      gates = g_new0 (Gates, 1);
      gates->move = move;
      gates->who = facts.who;
      gates->gates = amb_lifecycle_list_gates (record, move, &facts);
    }
  amb_facts_clear (&facts);
  return gates;
}

/* Opening a gate. */

typedef struct
{
  char *id;
  AmbGate gate;
  char *target; /* nullable */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->id);
  g_free (opening->target);
  g_free (opening);
}

static gpointer
run_open (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Opening *opening = data;

  return GINT_TO_POINTER (
      amb_programme_open_gate (programme, opening->id, opening->gate, opening->target, error));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbChecklist) self = data;
  g_autoptr (GError) error = NULL;

  if (amb_context_write_finish (AMB_CONTEXT (source), result, &error) == NULL && error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
}

static void
open_gate (AmbChecklist *self, AmbGate gate, const char *target)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->id = g_strdup (amb_record_get_id (self->record));
  opening->gate = gate;
  opening->target = g_strdup (target);
  amb_context_write_async (self->context, run_open, opening, opening_free, NULL, NULL, opened_cb,
                           g_object_ref (self));
}

/* A role that asks for more than is there is given to whoever is told so and still wants it. */

typedef struct
{
  AmbChecklist *self;
  char *role;
} Gift;

static void
gift_free (gpointer data)
{
  Gift *gift = data;

  g_object_unref (gift->self);
  g_free (gift->role);
  g_free (gift);
}

static void
give (gpointer data)
{
  Gift *gift = data;

  if (gift->self->record != NULL)
    open_gate (gift->self, AMB_GATE_ROLE, gift->role);
}

static void
give_role (AmbChecklist *self, const char *role)
{
  g_autofree char *heed = amb_heed_dup_role (amb_context_get_store (self->context),
                                             amb_record_get_id (self->record), role);
  Gift *gift = NULL;

  if (heed == NULL)
    {
      open_gate (self, AMB_GATE_ROLE, role);
      return;
    }
  gift = g_new0 (Gift, 1);
  gift->self = g_object_ref (self);
  gift->role = g_strdup (role);
  amb_heed_dialog_ask (GTK_WIDGET (self), _ ("Give a Role Above the Level?"), heed,
                       _ ("_Give It Anyway"), give, gift, gift_free);
}

static AmbGate
get_gate (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "gate"));
}

static void
open_clicked_cb (AmbChecklist *self, GtkWidget *button)
{
  open_gate (self, get_gate (button), NULL);
}

static void
picked_cb (AmbChecklist *self, const char *id, const char *title, GtkWidget *picker)
{
  GtkWidget *popover = gtk_widget_get_ancestor (picker, GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  if (get_gate (picker) == AMB_GATE_ROLE)
    give_role (self, id);
  else
    open_gate (self, get_gate (picker), id);
}

static void
fill_in_clicked_cb (AmbChecklist *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_FILL_IN], 0, g_object_get_data (G_OBJECT (button), "field"));
}

static void
move_clicked_cb (AmbChecklist *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, g_object_get_data (G_OBJECT (button), "to"));
}

/* Rows. */

static const char *
get_verb (AmbGate gate)
{
  switch (gate)
    {
    case AMB_GATE_CERTIFICATE:
      return _ ("Issue");
    case AMB_GATE_ROLE:
      return _ ("Give…");
    case AMB_GATE_HOME:
      return _ ("Choose…");
    default:
      /* Translators: a button: writes down that it was done */
      return _ ("Mark Done");
    }
}

/* A button with a list of roles or nodes below it. */
static GtkWidget *
make_choice (AmbChecklist *self, AmbGate gate)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker =
      amb_reference_picker_new_for (self->context, amb_gate_get_chosen (gate), NULL);

  g_object_set_data (G_OBJECT (picker), "gate", GUINT_TO_POINTER (gate));
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), get_verb (gate));
  return button;
}

/* Returns: (nullable): what one has no right to is absent. */
static GtkWidget *
make_button (AmbChecklist *self, const AmbGateStatus *status)
{
  GtkWidget *button;

  if (!amb_context_may_write (self->context, self->record, AMB_RIGHT_UPDATE))
    return NULL;
  if (amb_gate_may_open (status->gate, amb_context_get_access (self->context)))
    {
      if (amb_gate_get_chosen (status->gate) != NULL)
        return make_choice (self, status->gate);
      button = gtk_button_new_with_label (get_verb (status->gate));
      g_object_set_data (G_OBJECT (button), "gate", GUINT_TO_POINTER (status->gate));
      g_signal_connect_object (button, "clicked", G_CALLBACK (open_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      return button;
    }
  if (status->field == NULL ||
      !amb_access_may_write (
          amb_context_get_access (self->context), amb_record_get_entity (self->record),
          amb_entity_find_field (amb_record_get_entity (self->record), status->field)))
    return NULL;
  button = gtk_button_new_with_label (_ ("Fill In"));
  g_object_set_data (G_OBJECT (button), "field", (gpointer) status->field);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fill_in_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
append_row (AmbChecklist *self, GtkWidget *row, GtkWidget *button)
{
  if (button != NULL)
    {
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "amb-line-button");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      if (self->first == NULL)
        self->first = button;
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
}

static void
name_button (GtkWidget *button, const char *label)
{
  const char *verb = GTK_IS_MENU_BUTTON (button)
                         ? gtk_menu_button_get_label (GTK_MENU_BUTTON (button))
                         : gtk_button_get_label (GTK_BUTTON (button));
  /* Translators: for a screen reader: a button, then what it is for: “Mark Done: Charter accepted”
   */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), verb, label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static char *
dup_subtitle (const AmbGateStatus *status)
{
  if (status->open || status->how == NULL)
    return g_strdup (status->detail);
  if (status->detail == NULL)
    return g_strdup (status->how);
  return g_strdup_printf ("%s. %s", status->detail, status->how);
}

static void
add_gate (AmbChecklist *self, const AmbGateStatus *status)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon =
      gtk_image_new_from_icon_name (status->open ? "object-select-symbolic" : "amb-todo-symbolic");
  GtkWidget *button = status->open ? NULL : make_button (self, status);
  g_autofree char *subtitle = dup_subtitle (status);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), status->label);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (icon, status->open ? "amb-done" : "amb-todo");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  status->open ? _ ("Done") : _ ("Open"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (button != NULL)
    name_button (button, status->label);
  append_row (self, row, button);
}

static void
add_move (AmbChecklist *self, const AmbMove *move)
{
  const AmbField *state = amb_entity_get_state_field (amb_record_get_entity (self->record));
  const AmbChoice *target = amb_field_find_choice (state, move->to);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button;
  /* Translators: a button; a state follows: “Move to Active” */
  g_autofree char *label = g_strdup_printf (_ ("Move to %s"), _ (target->label));

  button = gtk_button_new_with_label (label);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Everything is there"));
  g_object_set_data (G_OBJECT (button), "to", (gpointer) move->to);
  g_signal_connect_object (button, "clicked", G_CALLBACK (move_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  append_row (self, row, button);
}

static void
clear (AmbChecklist *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->takes_focus |= focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  self->first = NULL;
}

/* A reason or a proof is asked with the move; what others scored is known to those who decide. */
static gboolean
is_listed (const AmbGateStatus *status)
{
  return (status->gate & (AMB_GATE_REASON | AMB_GATE_PROOF | AMB_GATE_COHORT)) == 0;
}

static void
fill (AmbChecklist *self, const Gates *gates)
{
  g_autofree char *count = NULL;
  guint n = 0, n_open = 0;

  clear (self);
  gtk_widget_set_visible (
      GTK_WIDGET (self),
      gates != NULL && (gates->move->who & gates->who || !(gates->move->gates & AMB_GATE_RATERS)));
  for (guint i = 0; gates != NULL && i < gates->gates->len; i++)
    {
      const AmbGateStatus *status = &g_array_index (gates->gates, AmbGateStatus, i);

      if (!is_listed (status))
        continue;
      add_gate (self, status);
      n++;
      n_open += status->open;
    }
  /* Somebody who may not move it still sees what is missing. */
  if (gates != NULL && n_open == n && gates->move->who & gates->who)
    add_move (self, gates->move);
  /* Translators: what is done of a checklist: “3 of 4” */
  count = g_strdup_printf (_ ("%u of %u"), n_open, n);
  gtk_label_set_label (GTK_LABEL (self->count), count);
  if (self->takes_focus && self->first != NULL)
    gtk_widget_grab_focus (self->first);
  self->takes_focus = FALSE;
}

/* Reading. */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbChecklist) self = data;
  g_autoptr (GError) error = NULL;
  Gates *gates = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->record != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fill (self, gates);
  if (gates != NULL)
    gates_free (gates);
}

static void
refresh (AmbChecklist *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->record == NULL || amb_record_get_entity (self->record)->moves == NULL)
    {
      fill (self, NULL);
      return;
    }
  self->reading = g_cancellable_new ();
  amb_context_read_async (self->context, read_gates, g_object_ref (self->record), g_object_unref,
                          gates_free, self->reading, read_cb, g_object_ref (self));
}

/* A certificate, a consent or an assignment opens a gate too. */
static void
changed_cb (AmbChecklist *self)
{
  if (self->record != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    refresh (self);
}

static void
amb_checklist_dispose (GObject *object)
{
  AmbChecklist *self = AMB_CHECKLIST (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->group, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->record);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_checklist_parent_class)->dispose (object);
}

static void
amb_checklist_class_init (AmbChecklistClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_checklist_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_FILL_IN] = g_signal_new ("fill-in", AMB_TYPE_CHECKLIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_MOVE] = g_signal_new ("move", AMB_TYPE_CHECKLIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amb_checklist_init (AmbChecklist *self)
{
  self->rows = g_ptr_array_new ();
  self->group = adw_preferences_group_new ();
  self->count = gtk_label_new (NULL);
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->count, "amb-quiet");
  gtk_widget_add_css_class (self->count, "amb-small");
  gtk_widget_add_css_class (self->count, "amb-num");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Checklist"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group), self->count);
  gtk_widget_add_css_class (self->group, "amb-compact");
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
amb_checklist_new (AmbContext *context)
{
  AmbChecklist *self = g_object_new (AMB_TYPE_CHECKLIST, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
amb_checklist_set_record (AmbChecklist *self, AmbRecord *record)
{
  g_return_if_fail (AMB_IS_CHECKLIST (self));

  if (self->record == NULL || record == NULL ||
      g_strcmp0 (amb_record_get_id (self->record), amb_record_get_id (record)) != 0)
    {
      clear (self);
      self->takes_focus = FALSE;
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
  g_set_object (&self->record, record);
  refresh (self);
}
