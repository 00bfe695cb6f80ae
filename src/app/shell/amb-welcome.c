#include "amb-welcome.h"
#include "amb-beginning.h"
#include "amb-server-form.h"

#include <glib/gi18n.h>

struct _AmbWelcome
{
  AdwBin parent_instance;

  /* template */
  GtkStack *stack;
  GtkButton *back_button;
  AdwActionRow *sample_row;
  GtkSpinner *sample_spinner;
  AdwEntryRow *name;
  AdwEntryRow *company;
  AdwEntryRow *person;
  AdwEntryRow *email;
  GtkLabel *own_problem;
  GtkLabel *sample_problem;
  GtkButton *start_button;
  AmbServerForm *server_form;

  AmbContext *context;
};

G_DEFINE_FINAL_TYPE (AmbWelcome, amb_welcome, ADW_TYPE_BIN)

static guint done;

static void
show_step (AmbWelcome *self, const char *step)
{
  gtk_stack_set_visible_child_name (self->stack, step);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), !g_str_equal (step, "choices"));
}

static void
back_cb (AmbWelcome *self)
{
  show_step (self, "choices");
}

static void
own_chosen_cb (AmbWelcome *self)
{
  show_step (self, "own");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
server_chosen_cb (AmbWelcome *self)
{
  show_step (self, "server");
  gtk_widget_grab_focus (GTK_WIDGET (self->server_form));
}

static void
show_problem (GtkLabel *label, const char *problem)
{
  gtk_label_set_label (label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (label), problem != NULL);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbWelcome) self = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  gtk_spinner_set_spinning (self->sample_spinner, FALSE);
  if (error == NULL)
    g_signal_emit (self, done, 0);
  else
    show_problem (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "own")
                      ? self->own_problem
                      : self->sample_problem,
                  error->message);
}

static void
sample_chosen_cb (AmbWelcome *self)
{
  show_problem (self->sample_problem, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  gtk_spinner_set_spinning (self->sample_spinner, TRUE);
  amb_context_write_async (self->context, amb_beginning_run_sample, NULL, NULL, NULL, NULL,
                           begun_cb, g_object_ref (self));
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* What is wrong, and where. */
static void
mark_problem (AmbWelcome *self, AmbBeginningField field, const char *problem)
{
  AdwEntryRow *const rows[] = {
    [AMB_BEGINNING_NAME] = self->name,
    [AMB_BEGINNING_PERSON] = self->person,
    [AMB_BEGINNING_EMAIL] = self->email,
  };

  show_problem (self->own_problem, problem);
  gtk_widget_add_css_class (GTK_WIDGET (rows[field]), "error");
  gtk_widget_grab_focus (GTK_WIDGET (rows[field]));
}

static void
typed_cb (AmbWelcome *self, GtkWidget *row)
{
  if (!gtk_widget_has_css_class (row, "error"))
    return;
  gtk_widget_remove_css_class (row, "error");
  show_problem (self->own_problem, NULL);
}

static void
start_cb (AmbWelcome *self)
{
  AmbBeginning *beginning = g_new0 (AmbBeginning, 1);
  AmbBeginningField field;
  g_autoptr (GError) error = NULL;

  beginning->name = dup_text (self->name);
  beginning->company = dup_text (self->company);
  beginning->person = dup_text (self->person);
  beginning->email = dup_text (self->email);
  if (!amb_beginning_check (beginning, &field, &error))
    {
      mark_problem (self, field, error->message);
      amb_beginning_free (beginning);
      return;
    }
  show_problem (self->own_problem, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), FALSE);
  amb_context_write_async (self->context, amb_beginning_run, beginning, amb_beginning_free, NULL,
                           NULL, begun_cb, g_object_ref (self));
}

static void
connected_cb (AmbWelcome *self)
{
  g_signal_emit (self, done, 0);
}

static void
amb_welcome_dispose (GObject *object)
{
  AmbWelcome *self = AMB_WELCOME (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_WELCOME);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_welcome_parent_class)->dispose (object);
}

static void
amb_welcome_class_init (AmbWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_welcome_dispose;
  done = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
  g_type_ensure (AMB_TYPE_SERVER_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/ambassade/Ambassade/ui/shell/amb-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, stack);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, back_button);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, sample_row);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, sample_spinner);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, sample_problem);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, name);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, company);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, person);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, email);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, own_problem);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, start_button);
  gtk_widget_class_bind_template_child (widget_class, AmbWelcome, server_form);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, server_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connected_cb);
}

static void
amb_welcome_init (AmbWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->sample_row), amb_beginning_has_sample ());
}

gboolean
amb_welcome_is_due (AmbContext *context)
{
  AmbStore *store = amb_context_get_store (context);
  const AmbEntity *programme = amb_entity_find ("programme");
  g_autoptr (AmbQuery) everybody = amb_query_new (amb_entity_find ("ambassador"));
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AmbRecord) record =
      amb_store_lookup (store, programme, amb_entity_get_singleton_id (programme), NULL);

  return record == NULL && !amb_outbox_is_connected (store) &&
         amb_store_list_rids (store, everybody, 0, 1, rids, NULL) && rids->len == 0;
}

GtkWidget *
amb_welcome_new (AmbContext *context)
{
  AmbWelcome *self = g_object_new (AMB_TYPE_WELCOME, NULL);

  g_set_object (&self->context, context);
  amb_server_form_set_context (self->server_form, context);
  return GTK_WIDGET (self);
}
