#include "amb-move-button.h"

#include "amb-chip.h"
#include "amb-lifecycle.h"
#include "amb-programme.h"
#include "amb-reason.h"
#include <adwaita.h>
#include <glib/gi18n.h>

/* Gates that a reason in words opens. */
#define ASKED_GATES (AMB_GATE_REASON | AMB_GATE_COHORT | AMB_GATE_PROOF)

#define LIST_WIDTH 280

struct _AmbMoveButton
{
  GtkWidget parent_instance;

  AmbContext *context;
  AmbRecord *record;

  GtkWidget *button;
  GtkWidget *chip;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AmbMoveButton, amb_move_button, GTK_TYPE_WIDGET)

static guint fill_in_signal;

static const AmbChoice *
find_state (AmbRecord *record, const char *state)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (record));

  return field && state ? amb_field_find_choice (field, state) : NULL;
}

/* Moving. */

typedef struct
{
  const AmbEntity *entity;
  char *id;
  char *to;
  char *why;
} Move;

static void
move_free (Move *move)
{
  g_free (move->id);
  g_free (move->to);
  g_free (move->why);
  g_free (move);
}

static gpointer
run_move (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Move *move = data;

  return GINT_TO_POINTER (
      amb_programme_move (programme, move->entity, move->id, move->to, move->why, error));
}

typedef struct
{
  AmbMoveButton *self;
  AmbRecord *record; /* the button may show another by then */
  char *to;
  char *why; /* nullable */
  gboolean needed;
  char *sentence;
} Moving;

static void
moving_free (gpointer data)
{
  Moving *moving = data;

  g_object_unref (moving->self);
  g_object_unref (moving->record);
  g_free (moving->to);
  g_free (moving->why);
  g_free (moving->sentence);
  g_free (moving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Moving, moving_free)

static void ask_reason (Moving *moving, const char *body);

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Moving) moving = data;
  g_autoptr (GError) error = NULL;
  gpointer done = amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  GtkWidget *widget = GTK_WIDGET (moving->self);
  GtkWidget *dialog;

  if (done)
    {
      gtk_widget_activate_action (widget, "win.toast", "(sb)", moving->sentence, TRUE);
      return;
    }
  if (!gtk_widget_get_root (widget))
    return;
  if (moving->why && *moving->why)
    {
      ask_reason (g_steal_pointer (&moving), error->message);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                   _ ("This Move Is Not Possible"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static Moving *
moving_new (AmbMoveButton *self, AmbRecord *record, const char *to, gboolean needed)
{
  Moving *moving = g_new0 (Moving, 1);

  moving->self = g_object_ref (self);
  moving->record = g_object_ref (record);
  moving->to = g_strdup (to);
  moving->needed = needed;
  return moving;
}

/* @moving: (transfer full) */
static void
start_move (Moving *moving)
{
  const AmbChoice *target = find_state (moving->record, moving->to);
  const char *title = amb_record_get_title (moving->record);
  Move *move = g_new0 (Move, 1);

  move->entity = amb_record_get_entity (moving->record);
  move->id = g_strdup (amb_record_get_id (moving->record));
  move->to = g_strdup (moving->to);
  move->why = g_strdup (moving->why);
  /* Translators: a person's name, then a state: “Ama Boateng moved to Active.” */
  moving->sentence = g_strdup_printf (_ ("%s moved to %s."), title ? title : _ ("Record"),
                                      target ? _ (target->label) : moving->to);
  amb_context_write_async (moving->self->context, run_move, move, (GDestroyNotify) move_free, NULL,
                           NULL, moved_cb, moving);
}

/* What is known of the record, which takes statements: on a reader thread. */

typedef struct
{
  AmbMoveButton *self; /* owned */
  AmbRecord *record;   /* owned: whose facts they are */
  char *to;            /* nullable: the state that is asked for */
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->self);
  g_object_unref (asked->record);
  g_free (asked->to);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
free_facts (gpointer data)
{
  amb_facts_clear (data);
  g_free (data);
}

static gpointer
read_facts (AmbStore *store, gpointer record, GCancellable *cancellable, GError **error)
{
  AmbFacts *facts = g_new0 (AmbFacts, 1);
  gboolean done = amb_programme_read_facts (store, record, facts, error);

  /* The thread’s store has it. */
  facts->today = NULL;
  if (!done)
    g_clear_pointer (&facts, free_facts);
  return facts;
}

static void
ask_facts (AmbMoveButton *self, const char *to, GAsyncReadyCallback callback)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->record = g_object_ref (self->record);
  asked->to = g_strdup (to);
  amb_context_read_async (self->context, read_facts, amb_record_dup (self->record), g_object_unref,
                          free_facts, NULL, callback, asked);
}

/* (transfer full) (nullable): nobody asks any more, or it is told why there are none */
static AmbFacts *
finish_facts (AmbContext *context, GAsyncResult *result, const Asked *asked)
{
  g_autoptr (GError) error = NULL;
  AmbFacts *facts = amb_context_read_finish (context, result, &error);
  AmbMoveButton *self = asked->self;

  if (self->context == NULL || self->record == NULL ||
      g_strcmp0 (amb_record_get_id (self->record), amb_record_get_id (asked->record)) != 0 ||
      amb_context_get_store (context) == NULL)
    g_clear_pointer (&facts, free_facts);
  else if (facts == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
  else
    facts->today = amb_store_get_today (amb_context_get_store (context));
  return facts;
}

/* Asking for a reason. */

static void
asked_cb (gpointer data, const char *why)
{
  const Moving *asked = data;
  Moving *moving;

  if (!asked->self->context)
    return;
  moving = moving_new (asked->self, asked->record, asked->to, asked->needed);
  moving->why = g_strdup (why);
  start_move (moving);
}

/* A place in a frozen cohort, or an answer to the invitation, makes it a choice. */
static gboolean
needs_reason (AmbMoveButton *self, const char *to, const AmbFacts *facts)
{
  const AmbMove *move = amb_lifecycle_find_move (amb_record_get_entity (self->record),
                                                 amb_record_get_state (self->record), to);
  gboolean needed = FALSE;
  g_autoptr (GArray) gates = amb_lifecycle_list_gates (self->record, move, facts);

  for (guint i = 0; i < gates->len; i++)
    needed |= g_array_index (gates, AmbGateStatus, i).gate & ASKED_GATES &&
              !g_array_index (gates, AmbGateStatus, i).open;
  return needed;
}

/* @moving: (transfer full): what was written before is there again. */
static void
ask_reason (Moving *moving, const char *body)
{
  const AmbChoice *target = find_state (moving->record, moving->to);
  g_autofree char *heading
      /* Translators: the title of a dialog; a state follows: “Move to Suspended” */
      = g_strdup_printf (_ ("Move to %s"), target ? _ (target->label) : moving->to);

  amb_reason_ask (GTK_WIDGET (moving->self), heading, body, _ ("_Move"), moving->needed,
                  moving->why, asked_cb, moving, moving_free);
}

static void
ask_reason_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  AmbMoveButton *self = asked->self;
  AmbFacts *facts = finish_facts (AMB_CONTEXT (source), result, asked);

  if (facts != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    ask_reason (
        moving_new (self, self->record, asked->to, needs_reason (self, asked->to, facts)),
        _ ("This move keeps a reason. Whoever may see the record can read it in its history."));
  g_clear_pointer (&facts, free_facts);
}

void
amb_move_button_move (AmbMoveButton *self, const char *to)
{
  const AmbMove *move;

  g_return_if_fail (AMB_IS_MOVE_BUTTON (self));
  g_return_if_fail (self->record);

  move = amb_lifecycle_find_move (amb_record_get_entity (self->record),
                                  amb_record_get_state (self->record), to);
  /* An answer is more than a move: what is done is kept as an action of the person. */
  if (g_str_equal (amb_record_get_entity (self->record)->name, "task"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.answer", "(ss)",
                                amb_record_get_id (self->record), to);
  else if (move && move->gates & ASKED_GATES)
    ask_facts (self, to, ask_reason_cb);
  else
    start_move (moving_new (self, self->record, to, FALSE));
}

/* The menu. */

static void
row_activated_cb (AmbMoveButton *self, GtkListBoxRow *row)
{
  const char *field = g_object_get_data (G_OBJECT (row), "field");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  if (field)
    g_signal_emit (self, fill_in_signal, 0, field);
  else
    amb_move_button_move (self, g_object_get_data (G_OBJECT (row), "to"));
}

/* A line for each thing that is missing: a wrapped label in a popover is measured too low on
 * GTK 4.8. Returns the first field to fill in. */
static const char *
add_missing (GtkWidget *lines, const GArray *gates, GString *missing)
{
  const char *field = NULL;

  for (guint i = 0; i < gates->len; i++)
    {
      const AmbGateStatus *status = &g_array_index (gates, AmbGateStatus, i);
      GtkWidget *caption;

      if (status->open || status->gate & ASKED_GATES)
        continue;
      caption = gtk_label_new (status->label);
      gtk_label_set_xalign (GTK_LABEL (caption), 0);
      gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (caption, "caption");
      gtk_widget_add_css_class (caption, "amb-quiet");
      gtk_box_append (GTK_BOX (lines), caption);
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", status->label);
      if (!field)
        field = status->field;
    }
  return field;
}

static void
name_row (GtkWidget *row, const char *state, const char *missing)
{
  g_autofree char *name = NULL;

  if (missing[0] != '\0')
    /* Translators: for a screen reader: a state, then a list of what is missing for it */
    name = g_strdup_printf (_ ("%s. Not yet there: %s"), state, missing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name ? name : state, -1);
}

static void
add_row (AmbMoveButton *self, const AmbMove *move, const AmbFacts *facts)
{
  const AmbChoice *target = find_state (self->record, move->to);
  const char *state = target ? _ (target->label) : move->to;
  const char *icon = target && target->icon ? target->icon : "go-next-symbolic";
  g_autoptr (GArray) gates = amb_lifecycle_list_gates (self->record, move, facts);
  g_autoptr (GString) missing = g_string_new (NULL);
  const char *field;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (state);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (lines), title);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  field = add_missing (lines, gates, missing);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (
                                     missing->len > 0 ? "changes-prevent-symbolic" : icon));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  name_row (row, state, missing->str);
  g_object_set_data (G_OBJECT (row), "to", (gpointer) move->to);
  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
clear_rows (AmbMoveButton *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
}

/* What one may not do is absent. */
static void
show_moves_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  AmbMoveButton *self = asked->self;
  AmbFacts *facts = finish_facts (AMB_CONTEXT (source), result, asked);

  if (facts == NULL)
    return;
  clear_rows (self);
  for (const AmbMove *move = amb_record_get_entity (self->record)->moves; move && move->to; move++)
    if (move->who & facts->who && g_strcmp0 (move->from, amb_record_get_state (self->record)) == 0)
      add_row (self, move, facts);
  free_facts (facts);
  if (gtk_widget_get_mapped (self->list))
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  AmbMoveButton *self = data;

  clear_rows (self);
  if (self->record)
    ask_facts (self, NULL, show_moves_cb);
}

static void
amb_move_button_dispose (GObject *object)
{
  AmbMoveButton *self = AMB_MOVE_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->record);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_move_button_parent_class)->dispose (object);
}

static void
amb_move_button_class_init (AmbMoveButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_move_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  fill_in_signal = g_signal_new ("fill-in", AMB_TYPE_MOVE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amb_move_button_init (AmbMoveButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_ ("Move To"));

  self->button = gtk_menu_button_new ();
  self->chip = amb_chip_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "amb-picker");
  gtk_widget_set_size_request (self->list, LIST_WIDTH, -1);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_start (heading, 9);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), self->chip);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "amb-move");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->button, _ ("Move to Another State"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Move to Another State"), -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popup_cb, self,
                                         NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

GtkWidget *
amb_move_button_new (AmbContext *context)
{
  AmbMoveButton *self = g_object_new (AMB_TYPE_MOVE_BUTTON, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

/* What the date makes of the state is what the list shows too. */
static const AmbChoice *
find_shown (AmbMoveButton *self)
{
  const AmbField *field = amb_entity_find_field (amb_record_get_entity (self->record), "standing");
  const char *standing = field ? amb_record_get (self->record, "standing") : NULL;
  const AmbChoice *shown = standing ? amb_field_find_choice (field, standing) : NULL;

  return shown ? shown : find_state (self->record, amb_record_get_state (self->record));
}

void
amb_move_button_set_record (AmbMoveButton *self, AmbRecord *record)
{
  const AmbChoice *shown;
  g_autofree char *name = NULL;

  g_return_if_fail (AMB_IS_MOVE_BUTTON (self));

  g_set_object (&self->record, record);
  gtk_widget_set_visible (GTK_WIDGET (self), record && amb_record_get_entity (record)->moves);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  shown = find_shown (self);
  amb_chip_set_choice (AMB_CHIP (self->chip), shown);
  /* Translators: for a screen reader: the state, on a button that changes it */
  name = g_strdup_printf (_ ("State: %s. Move to another"), shown ? _ (shown->label) : _ ("None"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_sensitive (self->button,
                            amb_context_may_write (self->context, record, AMB_RIGHT_MOVE));
}

void
amb_move_button_popup (AmbMoveButton *self)
{
  g_return_if_fail (AMB_IS_MOVE_BUTTON (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
