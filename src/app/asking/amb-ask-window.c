#include "amb-ask-window.h"

#include "amb-ask-notes.h"
#include "amb-ask-target.h"
#include "amb-form.h"
#include "amb-width-bin.h"
#include <glib/gi18n.h>

struct _AmbAskWindow
{
  AdwWindow parent_instance;

  /* template */
  GtkWidget *send_button;
  AmbWidthBin *bin; /* compact: one column */
  GtkWidget *columns;
  GtkWidget *what_column;
  GtkWidget *whom_column;
  GtkWidget *problem;

  GtkWidget *form;
  GtkWidget *target;
  GtkWidget *notes;

  AmbContext *context;
  AmbAsk *ask;
  gboolean is_sending;
};

G_DEFINE_FINAL_TYPE (AmbAskWindow, amb_ask_window, ADW_TYPE_WINDOW)

static const char *const what[] = { "title", "kind", "due-on", "minutes", "text", NULL };
static const char *const links[] = { "item-id", "signal-id", "session-id", "practice-id", NULL };

static const AmbFormGroup what_groups[] = {
  { N_ ("What"), what },
  { N_ ("It Is About"), links },
  { NULL },
};

gboolean
amb_ask_may (AmbContext *context)
{
  return amb_context_may (context, amb_entity_find ("task"), AMB_RIGHT_CREATE);
}

/* The button says how many. */
static void
update_send (AmbAskWindow *self)
{
  guint n = amb_ask_notes_get_n_asked (AMB_ASK_NOTES (self->notes));
  g_autofree char *label =
      n > 0 ? g_strdup_printf (ngettext ("_Ask %'u Person", "_Ask %'u People", n), n)
            : g_strdup (_ ("_Ask"));

  gtk_button_set_label (GTK_BUTTON (self->send_button), label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ask.send", n > 0 && !self->is_sending);
}

static void
read_again (AmbAskWindow *self)
{
  amb_ask_target_apply (AMB_ASK_TARGET (self->target), self->ask);
  amb_ask_notes_read (AMB_ASK_NOTES (self->notes), self->ask);
}

static void
show_problem (AmbAskWindow *self, const char *problem)
{
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

/* Sending. */

static gpointer
run_ask (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbAskReport report;

  return amb_programme_ask (programme, data, &report, error) ? g_memdup2 (&report, sizeof (report))
                                                             : NULL;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAskWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree AmbAskReport *report = amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *sentence = NULL;

  if (self->context == NULL)
    return;
  self->is_sending = FALSE;
  update_send (self);
  if (report == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  amb_form_discard (AMB_FORM (self->form));
  sentence = g_strdup_printf (
      ngettext ("%'u person was asked.", "%'u people were asked.", report->n_made), report->n_made);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", sentence, TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
send_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbAskWindow *self = AMB_ASK_WINDOW (widget);
  g_autoptr (AmbRecord) task = amb_form_create_record (AMB_FORM (self->form));

  show_problem (self, NULL);
  if (task == NULL)
    return;
  g_set_object (&self->ask->task, task);
  self->is_sending = TRUE;
  update_send (self);
  amb_context_write_async (self->context, run_ask, amb_ask_copy (self->ask),
                           (GDestroyNotify) amb_ask_free, g_free, NULL, sent_cb,
                           g_object_ref (self));
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  amb_form_discard (AMB_FORM (AMB_ASK_WINDOW (widget)->form));
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
compact_changed_cb (AmbAskWindow *self)
{
  gboolean compact = amb_width_bin_get_compact (self->bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (GTK_BOX (self->columns), !compact);
}

static void
amb_ask_window_dispose (GObject *object)
{
  AmbAskWindow *self = AMB_ASK_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_ASK_WINDOW);
  g_clear_object (&self->context);
  g_clear_pointer (&self->ask, amb_ask_free);
  G_OBJECT_CLASS (amb_ask_window_parent_class)->dispose (object);
}

static void
amb_ask_window_class_init (AmbAskWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_ask_window_dispose;
  g_type_ensure (AMB_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/asking/amb-ask-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbAskWindow, send_button);
  gtk_widget_class_bind_template_child (widget_class, AmbAskWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, AmbAskWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, AmbAskWindow, what_column);
  gtk_widget_class_bind_template_child (widget_class, AmbAskWindow, whom_column);
  gtk_widget_class_bind_template_callback (widget_class, compact_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, AmbAskWindow, problem);
  gtk_widget_class_install_action (widget_class, "ask.send", NULL, send_cb);
  gtk_widget_class_install_action (widget_class, "ask.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "ask.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.send",
                                       NULL);
}

static void
amb_ask_window_init (AmbAskWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
build (AmbAskWindow *self)
{
  self->form = amb_form_new (self->context, amb_entity_find ("task"), what_groups);
  self->target = amb_ask_target_new (self->context);
  self->notes = amb_ask_notes_new (self->context);
  gtk_box_append (GTK_BOX (self->what_column), self->form);
  gtk_box_append (GTK_BOX (self->whom_column), self->target);
  gtk_box_append (GTK_BOX (self->whom_column), self->notes);
  g_signal_connect_object (self->target, "changed", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notes, "changed", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notes, "read", G_CALLBACK (update_send), self, G_CONNECT_SWAPPED);
}

/* Who is paused, or was asked meanwhile, is known at once. */
static void
changed_cb (AmbAskWindow *self)
{
  if (!self->is_sending)
    read_again (self);
}

static void
address (AmbAskWindow *self, const AmbEntity *entity, const char *const *ids)
{
  for (AmbAskTo to = AMB_ASK_PEOPLE; to <= AMB_ASK_COHORT; to++)
    if (entity == amb_ask_get_target_entity (to))
      amb_ask_target_set (AMB_ASK_TARGET (self->target), to, ids);
}

/* What a request about a record asks for, until somebody says otherwise. */
// clang-format off
static const struct
{
  const char *entity, *link, *kind;
  const char *title; /* N_(): the record's name follows */
} subjects[] = {
  { "content-item", "item-id",    "share",  N_("Share “%s”") },
  { "signal",       "signal-id",  "reply",  N_("Reply to “%s”") },
  { "session",      "session-id", "attend", N_("Attend “%s”") },
};
// clang-format on

static void
fill_in (AmbAskWindow *self, const AmbEntity *entity, const char *id)
{
  AmbStore *store = amb_context_get_store (self->context);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *title = NULL;

      if (!g_str_equal (entity->name, subjects[i].entity))
        continue;
      name = amb_store_dup_title (store, entity, id);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      title = g_strdup_printf (_ (subjects[i].title), name != NULL ? name : "");
#pragma GCC diagnostic pop
      amb_form_fill_in (AMB_FORM (self->form), "title", title);
      amb_form_fill_in (AMB_FORM (self->form), "kind", subjects[i].kind);
      amb_form_fill_in (AMB_FORM (self->form), subjects[i].link, id);
    }
}

GtkWidget *
amb_ask_window_new (AmbContext *context,
                    const AmbEntity *entity,
                    const char *const *ids,
                    GtkWindow *parent)
{
  AmbAskWindow *self = g_object_new (AMB_TYPE_ASK_WINDOW, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->ask = amb_ask_new (amb_context_get_clock (context));
  build (self);
  if (entity != NULL)
    address (self, entity, ids);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  amb_form_set_record (AMB_FORM (self->form), NULL);
  if (entity != NULL && ids != NULL && ids[0] != NULL)
    fill_in (self, entity, ids[0]);
  amb_form_focus_field (AMB_FORM (self->form), "title");
  update_send (self);
  read_again (self);
  return GTK_WIDGET (self);
}
