#include "amb-detail-pane.h"

#include "amb-checklist.h"
#include "amb-display.h"
#include "amb-error.h"
#include "amb-history-window.h"
#include "amb-leave-dialog.h"
#include "amb-move-button.h"
#include "amb-save-card.h"
#include "amb-programme.h"
#include "amb-role-figures.h"
#include <glib/gi18n.h>
#include <string.h>

struct _AmbDetailPane
{
  GtkBox parent_instance;

  /* Template. */
  GtkWidget *saved_label;
  GtkWidget *scroller;
  GtkWidget *content;
  GtkWidget *avatar;
  GtkWidget *title_label;
  GtkWidget *state_box;
  GtkWidget *assess_button;
  GtkWidget *edit_button;
  GtkWidget *since_label;

  GtkWidget *checklist;
  GtkWidget *move_button;
  GtkWidget *form;
  GtkWidget *roles;
  GtkWidget *extra; /* nullable */
  GSimpleActionGroup *actions;

  AmbContext *context;
  const AmbEntity *entity;
  AmbRecord *record;
};

G_DEFINE_FINAL_TYPE (AmbDetailPane, amb_detail_pane, GTK_TYPE_BOX)

enum
{
  SIGNAL_STEP,
  SIGNAL_CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
fill_in_cb (AmbDetailPane *self, const char *field)
{
  amb_form_focus_field (AMB_FORM (self->form), field);
}

static void
checked_cb (AmbDetailPane *self, const char *to)
{
  amb_move_button_move (AMB_MOVE_BUTTON (self->move_button), to);
}

/* Since when the record is in its state. */

typedef struct
{
  const AmbEntity *entity;
  char *id;
} Request;

static void
request_free (Request *request)
{
  g_free (request->id);
  g_free (request);
}

/* On a reader thread: the latest transition, an instant as text. */
static gpointer
read_since (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  const AmbEntity *transition = amb_entity_find ("transition");
  const char *const ids[] = { request->id, NULL };
  g_autoptr (AmbQuery) query = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (!transition)
    return NULL;
  query = amb_query_new (transition);
  amb_query_where (query, amb_entity_find_field (transition, "record"), AMB_MATCH_IN, ids);
  query->sort = amb_entity_find_field (transition, "at");
  query->descending = TRUE;
  found = amb_store_list (store, query, 1, error);
  if (!found || found->len == 0)
    return NULL;
  return g_strdup (amb_record_get (g_ptr_array_index (found, 0), "at"));
}

typedef struct
{
  AmbDetailPane *self;
  AmbRecord *record;
} Since;

static void
since_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Since *since = data;
  g_autoptr (AmbDetailPane) self = since->self;
  g_autoptr (AmbRecord) record = since->record;
  g_autofree char *at = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);
  g_autofree char *day = NULL, *today = NULL, *words = NULL, *text = NULL;
  gint64 instant;

  if (self->record != record || !at || !amb_instant_parse (at, &instant))
    return;
  day = amb_instant_dup_day (instant);
  today = amb_clock_dup_today (amb_context_get_clock (self->context), NULL);
  words = amb_display_date (day, today);
  if (strcmp (day, today) == 0)
    text = g_strdup (_ ("since today"));
  else if (amb_date_days_between (day, today) == 1)
    text = g_strdup (_ ("since yesterday"));
  else
    /* Translators: since when a state lasts; a day follows: “since 9 Nov” */
    text = g_strdup_printf (_ ("since %s"), words);
  gtk_label_set_label (GTK_LABEL (self->since_label), text);
}

static void
update_since (AmbDetailPane *self)
{
  Request *request;
  Since *since;

  gtk_label_set_label (GTK_LABEL (self->since_label), "");
  if (!self->entity->moves)
    return;
  request = g_new0 (Request, 1);
  request->entity = self->entity;
  request->id = g_strdup (amb_record_get_id (self->record));
  since = g_new0 (Since, 1);
  since->self = g_object_ref (self);
  since->record = g_object_ref (self->record);
  amb_context_read_async (self->context, read_since, request, (GDestroyNotify) request_free, g_free,
                          NULL, since_cb, since);
}

/* The record. */

static void
enable (AmbDetailPane *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)), enabled);
}

/* Of whom a request can be asked, by somebody who may. */
static gboolean
can_ask (AmbDetailPane *self)
{
  static const char *const names[] = { "ambassador",   "role",   "node",    "cohort",
                                       "content-item", "signal", "session", NULL };

  return g_strv_contains (names, self->entity->name) &&
         amb_context_may (self->context, amb_entity_find ("task"), AMB_RIGHT_CREATE);
}

static gboolean
can_write (AmbDetailPane *self)
{
  static const char *const names[] = { "ambassador", "contact", "cohort", "task", NULL };

  return g_strv_contains (names, self->entity->name) &&
         amb_context_may (self->context, amb_entity_find ("letter"), AMB_RIGHT_CREATE);
}

/* Is this a record of @name, and may publications be held here? */
static gboolean
can_hold (AmbDetailPane *self, const char *name)
{
  return g_str_equal (self->entity->name, name) &&
         amb_context_may (self->context, amb_entity_find ("hold-order"), AMB_RIGHT_CREATE);
}

/* Is this a content item, and may it be said here that it went out? */
static gboolean
can_publish (AmbDetailPane *self)
{
  return g_str_equal (self->entity->name, "content-item") &&
         amb_context_may (self->context, amb_entity_find ("publication"), AMB_RIGHT_CREATE);
}

/* Who may still be chosen is rated, by whoever may rate. */
static gboolean
may_be_assessed (AmbDetailPane *self)
{
  static const char *const entities[] = { "ambassador", "application", "blind-application", NULL };
  static const char *const states[] = { "nominated",  "applied",   "in_review", "shortlisted",
                                        "waitlisted", "submitted", NULL };
  const char *state = amb_record_get_state (self->record);

  if (state == NULL && amb_entity_find_field (self->entity, "state") != NULL)
    state = amb_record_get (self->record, "state");
  return g_strv_contains (entities, self->entity->name) && state != NULL &&
         g_strv_contains (states, state) &&
         amb_context_may (self->context, amb_entity_find ("assessment"), AMB_RIGHT_READ);
}

static void
update_opener (AmbDetailPane *self)
{
  const char *label = NULL;

  gboolean may_open =
      !g_str_equal (self->entity->name, "publication") ||
      amb_context_may (self->context, amb_entity_find ("measurement"), AMB_RIGHT_CREATE);

  gtk_widget_set_visible (self->edit_button,
                          amb_detail_pane_get_opener (self->entity, &label) != NULL && may_open);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->edit_button), label);
}

static void
update_header (AmbDetailPane *self)
{
  const char *title = amb_record_get_title (self->record);
  const AmbField *field = amb_entity_get_title_field (self->entity);
  gboolean is_person = field && field->flags & AMB_FIELD_PERSONAL && self->entity->moves;
  const char *email =
      amb_entity_find_field (self->entity, "email") ? amb_record_get (self->record, "email") : NULL;

  gtk_label_set_label (GTK_LABEL (self->title_label), title ? title : _ (self->entity->label));
  adw_avatar_set_text (ADW_AVATAR (self->avatar), title ? title : "");
  gtk_widget_set_visible (self->avatar, is_person);
  amb_move_button_set_record (AMB_MOVE_BUTTON (self->move_button), self->record);
  gtk_widget_set_visible (self->state_box, self->entity->moves != NULL);
  enable (self, "copy-email", email != NULL);
  enable (self, "ask", can_ask (self));
  enable (self, "write", can_write (self));
  enable (self, "save-card", amb_save_card_can (self->entity));
  gtk_widget_set_visible (self->assess_button, may_be_assessed (self));
  update_opener (self);
  enable (self, "move",
          self->entity->moves &&
              amb_context_may_write (self->context, self->record, AMB_RIGHT_MOVE));
  enable (self, "page", g_str_equal (self->entity->name, "ambassador"));
  enable (self, "reorganise",
          g_str_equal (self->entity->name, "node") &&
              amb_context_may_write (self->context, self->record, AMB_RIGHT_UPDATE) &&
              amb_context_may_write (self->context, self->record, AMB_RIGHT_DELETE));
  enable (self, "publish", can_publish (self));
  enable (self, "hold", can_hold (self, "crisis"));
  enable (self, "lift",
          can_hold (self, "hold-order") &&
              g_strcmp0 (amb_record_get_state (self->record), "sent") == 0 &&
              amb_record_get (self->record, "scope") != NULL);
  enable (self, "leave", amb_leave_dialog_can (self->context, self->record));
  enable (self, "remove", amb_context_may_write (self->context, self->record, AMB_RIGHT_DELETE));
  update_since (self);
  amb_checklist_set_record (AMB_CHECKLIST (self->checklist), self->record);
  amb_role_figures_set_record (AMB_ROLE_FIGURES (self->roles), self->record);
}

static void
tell_extra (AmbDetailPane *self)
{
  if (self->extra != NULL)
    g_object_set (self->extra, "record", self->record, NULL);
}

static gboolean
is_mine (AmbDetailPane *self, const AmbChange *change)
{
  return change->entity == self->entity &&
         (!change->id || g_strcmp0 (change->id, amb_record_get_id (self->record)) == 0);
}

static void
changed_cb (AmbDetailPane *self, GPtrArray *changes)
{
  g_autoptr (AmbRecord) record = NULL;
  gboolean concerned = FALSE;

  for (guint i = 0; self->record && i < changes->len && !concerned; i++)
    concerned = is_mine (self, g_ptr_array_index (changes, i));
  if (!concerned || !amb_context_get_store (self->context))
    return;
  record = amb_store_get (amb_context_get_store (self->context), self->entity,
                          amb_record_get_id (self->record), NULL);
  if (!record)
    return;
  g_set_object (&self->record, record);
  update_header (self);
}

static void
saved_cb (AmbDetailPane *self, gint64 instant)
{
  g_autofree char *time = amb_display_time (instant);
  /* Translators: a time of day follows: “Saved at 14:01” */
  g_autofree char *text = g_strdup_printf (_ ("Saved at %s"), time);

  /* What was typed last is saved while the window closes. */
  if (self->context)
    gtk_label_set_label (GTK_LABEL (self->saved_label), text);
}

static void
gone_cb (AmbDetailPane *self)
{
  if (!self->context)
    return;
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/* Actions. */

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_STEP], 0, -1);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_STEP], 0, 1);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_form_flush (AMB_FORM (AMB_DETAIL_PANE (data)->form));
  g_signal_emit (data, signals[SIGNAL_CLOSED], 0);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_move_button_popup (AMB_MOVE_BUTTON (AMB_DETAIL_PANE (data)->move_button));
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  if (!self->record)
    return;
  gtk_window_present (GTK_WINDOW (amb_history_window_new (
      self->context, self->entity, amb_record_get_id (self->record),
      amb_record_get_title (self->record), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))))));
}

static void
copy_email_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          amb_record_get (self->record, "email"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)",
                              _ ("The e-mail address was copied."), FALSE);
}

static void
ask_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;
  const char *const ids[] = { amb_record_get_id (self->record), NULL };

  gtk_widget_activate_action (GTK_WIDGET (self), "win.ask", "(s^as)", self->entity->name, ids);
}

static void
write_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;
  const char *const ids[] = { amb_record_get_id (self->record), NULL };

  gtk_widget_activate_action (GTK_WIDGET (self), "win.write", "(s^as)", self->entity->name, ids);
}

static void
save_card_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  amb_save_card (GTK_WIDGET (self), self->context, self->record);
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.person", "s",
                              amb_record_get_id (self->record));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  amb_form_flush (AMB_FORM (self->form));
  gtk_widget_activate_action (GTK_WIDGET (self), amb_detail_pane_get_opener (self->entity, NULL),
                              "s", amb_record_get_id (self->record));
}

static void
reorganise_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.reorganise", "(ss)",
                              amb_record_get_id (self->record), "");
}

/* The first of its texts that is not out yet. */
static void
publish_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  amb_form_flush (AMB_FORM (self->form));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.publish-item", "(ss)",
                              amb_record_get_id (self->record), "");
}

static void
hold_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.hold", "s", amb_record_get_id (self->record));
}

static void
lift_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.lift", "s", amb_record_get_id (self->record));
}

static void
assess_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.fit", "s", amb_record_get_id (self->record));
}

static gpointer
run_remove (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;

  return GINT_TO_POINTER (amb_programme_remove (programme, request->entity, request->id, error));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbDetailPane) self = data;
  g_autoptr (GError) error = NULL;
  gpointer done = amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (done)
    /* Translators: a name, or what kind of record it was */
    sentence =
        g_strdup_printf (_ ("%s removed."), gtk_label_get_label (GTK_LABEL (self->title_label)));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)",
                              done ? sentence : error->message, done != NULL);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;
  Request *request;

  if (!self->record)
    return;
  request = g_new0 (Request, 1);
  request->entity = self->entity;
  request->id = g_strdup (amb_record_get_id (self->record));
  amb_context_write_async (self->context, run_remove, request, (GDestroyNotify) request_free, NULL,
                           NULL, removed_cb, g_object_ref (self));
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbDetailPane *self = data;

  if (self->record)
    amb_leave_dialog_show (GTK_WIDGET (self), self->context, self->record);
}

static const GActionEntry entries[] = {
  { .name = "previous", .activate = previous_cb },
  { .name = "next", .activate = next_cb },
  { .name = "close", .activate = close_cb },
  { .name = "move", .activate = move_cb },
  { .name = "history", .activate = history_cb },
  { .name = "remove", .activate = remove_cb },
  { .name = "copy-email", .activate = copy_email_cb },
  { .name = "leave", .activate = leave_cb },
  { .name = "ask", .activate = ask_cb },
  { .name = "write", .activate = write_cb },
  { .name = "save-card", .activate = save_card_cb },
  { .name = "assess", .activate = assess_cb },
  { .name = "page", .activate = page_cb },
  { .name = "edit", .activate = edit_cb },
  { .name = "reorganise", .activate = reorganise_cb },
  { .name = "publish", .activate = publish_cb },
  { .name = "hold", .activate = hold_cb },
  { .name = "lift", .activate = lift_cb },
};

static void
amb_detail_pane_dispose (GObject *object)
{
  AmbDetailPane *self = AMB_DETAIL_PANE (object);

  if (self->context)
    g_signal_handlers_disconnect_by_data (self->context, self);
  self->extra = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_DETAIL_PANE);
  g_clear_object (&self->actions);
  g_clear_object (&self->record);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_detail_pane_parent_class)->dispose (object);
}

static void
amb_detail_pane_class_init (AmbDetailPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_detail_pane_dispose;
  signals[SIGNAL_STEP] = g_signal_new ("step", AMB_TYPE_DETAIL_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", AMB_TYPE_DETAIL_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/widgets/amb-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, saved_label);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, content);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, avatar);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, title_label);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, state_box);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, assess_button);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, edit_button);
  gtk_widget_class_bind_template_child (widget_class, AmbDetailPane, since_label);
}

static void
amb_detail_pane_init (AmbDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pane", G_ACTION_GROUP (self->actions));
}

void
amb_detail_pane_setup (AmbDetailPane *self,
                       AmbContext *context,
                       const AmbEntity *entity,
                       const AmbFormGroup *groups)
{
  g_return_if_fail (AMB_IS_DETAIL_PANE (self));
  g_return_if_fail (!self->context);

  self->context = g_object_ref (context);
  self->entity = entity;
  self->move_button = amb_move_button_new (context);
  gtk_box_prepend (GTK_BOX (self->state_box), self->move_button);
  self->checklist = amb_checklist_new (context);
  gtk_box_append (GTK_BOX (self->content), self->checklist);
  self->form = amb_form_new (context, entity, groups);
  gtk_box_append (GTK_BOX (self->content), self->form);
  self->roles = amb_role_figures_new (context);
  gtk_box_append (GTK_BOX (self->content), self->roles);
  g_signal_connect_swapped (self->move_button, "fill-in", G_CALLBACK (fill_in_cb), self);
  g_signal_connect_swapped (self->checklist, "fill-in", G_CALLBACK (fill_in_cb), self);
  g_signal_connect_swapped (self->checklist, "move", G_CALLBACK (checked_cb), self);
  g_signal_connect_swapped (self->form, "saved", G_CALLBACK (saved_cb), self);
  g_signal_connect_swapped (self->form, "gone", G_CALLBACK (gone_cb), self);
  g_signal_connect_swapped (context, "changed", G_CALLBACK (changed_cb), self);
}

void
amb_detail_pane_add (AmbDetailPane *self, GtkWidget *extra)
{
  g_return_if_fail (AMB_IS_DETAIL_PANE (self));
  g_return_if_fail (self->extra == NULL);

  self->extra = extra;
  gtk_box_insert_child_after (GTK_BOX (self->content), extra, self->checklist);
}

void
amb_detail_pane_show (AmbDetailPane *self, AmbRecord *record)
{
  GtkAdjustment *top;

  g_return_if_fail (AMB_IS_DETAIL_PANE (self));

  if (!record)
    {
      amb_form_flush (AMB_FORM (self->form));
      g_clear_object (&self->record);
      tell_extra (self);
      return;
    }
  top = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_set_object (&self->record, record);
  gtk_label_set_label (GTK_LABEL (self->saved_label), "");
  update_header (self);
  amb_form_set_record (AMB_FORM (self->form), record);
  tell_extra (self);
  gtk_adjustment_set_value (top, 0);
}

AmbRecord *
amb_detail_pane_get_record (AmbDetailPane *self)
{
  g_return_val_if_fail (AMB_IS_DETAIL_PANE (self), NULL);

  return self->record;
}

void
amb_detail_pane_flush (AmbDetailPane *self)
{
  g_return_if_fail (AMB_IS_DETAIL_PANE (self));

  amb_form_flush (AMB_FORM (self->form));
}

gboolean
amb_detail_pane_revert (AmbDetailPane *self)
{
  g_return_val_if_fail (AMB_IS_DETAIL_PANE (self), FALSE);

  return self->record && amb_form_revert_invalid (AMB_FORM (self->form));
}

const char *
amb_detail_pane_get_opener (const AmbEntity *entity, const char **label)
{
  static const struct
  {
    const char *entity, *label, *action;
  } openers[] = {
    { "content-item", N_ ("Open in Editor"), "win.edit-item" },
    { "asset", N_ ("Show Family"), "win.family" },
    { "need", N_ ("Show Outcomes"), "win.need" },
    { "publication", N_ ("Record Figures…"), "win.record-figures" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    if (g_str_equal (openers[i].entity, entity->name))
      {
        if (label != NULL)
          *label = _ (openers[i].label);
        return openers[i].action;
      }
  return NULL;
}
