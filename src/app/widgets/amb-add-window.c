#include "amb-add-window.h"

#include "amb-heed-dialog.h"
#include "amb-heed.h"

#include <glib/gi18n.h>
#include <string.h>

#define WORDS "amb-add-window-words"

struct _AmbAddWindow
{
  AdwWindow parent_instance;

  GtkWidget *add_button;
  GtkWidget *clamp;
  GtkWidget *box; /* what stands in the clamp */
  GtkWidget *form;
  GtkWidget *more; /* nullable: a form of words that go with the record */
  const char *more_field;

  AmbContext *context;
  const AmbEntity *entity;
  GHashTable *given; /* field → value */
  AmbContextWrite write;
  char *id;      /* nullable */
  char *done;    /* nullable */
  char *purpose; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbAddWindow, amb_add_window, ADW_TYPE_WINDOW)

static guint added_signal;

static gpointer
run_add (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_programme_add (programme, data, AMB_COMMAND_DEFAULT, error);
}

typedef struct
{
  AmbAddWindow *self;
  char *sentence;
} Adding;

/* A refusal for a key that is taken is shown where the key stands. */
static const char *
find_refused_field (const AmbEntity *entity, const char *message)
{
  for (const AmbField *field = entity->fields; field->name; field++)
    if (field->flags & AMB_FIELD_KEY && strstr (message, _ (field->label)))
      return field->name;
  return NULL;
}

static void
discard (AmbAddWindow *self)
{
  amb_form_discard (AMB_FORM (self->form));
  if (self->more != NULL)
    amb_form_discard (AMB_FORM (self->more));
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Adding *adding = data;
  g_autoptr (AmbAddWindow) self = adding->self;
  g_autofree char *sentence = adding->sentence;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!self->context)
    return;
  gtk_widget_set_sensitive (self->add_button, TRUE);
  if (!id)
    {
      amb_form_set_problem (AMB_FORM (self->form),
                            find_refused_field (self->entity, error->message), error->message);
      return;
    }
  discard (self);
  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", sentence, TRUE);
  g_signal_emit (self, added_signal, 0, id);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* @record: (transfer full) */
static void
add (AmbAddWindow *self, AmbRecord *record)
{
  const char *title = amb_record_get_title (record);
  Adding *adding = g_new0 (Adding, 1);

  adding->self = g_object_ref (self);
  /* Translators: a name, or what kind of record it is */
  adding->sentence =
      self->done ? g_strdup (self->done)
                 : g_strdup_printf (_ ("%s added."), title ? title : _ (self->entity->label));
  gtk_widget_set_sensitive (self->add_button, FALSE);
  amb_context_write_async (self->context, self->write, record, g_object_unref, g_free, NULL,
                           added_cb, adding);
}

typedef struct
{
  AmbAddWindow *self;
  AmbRecord *record;
} Heeded;

static void
heeded_free (gpointer data)
{
  Heeded *heeded = data;

  g_object_unref (heeded->self);
  g_object_unref (heeded->record);
  g_free (heeded);
}

static void
add_heeded (gpointer data)
{
  Heeded *heeded = data;

  if (heeded->self->context != NULL)
    add (heeded->self, g_object_ref (heeded->record));
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbAddWindow *self = AMB_ADD_WINDOW (widget);
  g_autoptr (AmbRecord) record = amb_form_create_record (AMB_FORM (self->form));
  g_autofree char *heed = NULL;
  GHashTableIter given;
  gpointer field, value;
  Heeded *heeded;

  if (!record)
    return;
  g_hash_table_iter_init (&given, self->given);
  while (g_hash_table_iter_next (&given, &field, &value))
    amb_record_set (record, field, value);
  if (self->more != NULL)
    g_object_set_data_full (G_OBJECT (record), WORDS,
                            g_strdup (amb_form_get_text (AMB_FORM (self->more), self->more_field)),
                            g_free);
  if (self->id)
    amb_record_set_id (record, self->id);
  heed = amb_heed_dup (amb_context_get_store (self->context), record);
  if (heed == NULL)
    {
      add (self, g_steal_pointer (&record));
      return;
    }
  heeded = g_new0 (Heeded, 1);
  heeded->self = g_object_ref (self);
  heeded->record = g_steal_pointer (&record);
  amb_heed_dialog_ask (widget, _ ("Give a Role Above the Level?"), heed, _ ("_Give It Anyway"),
                       add_heeded, heeded, heeded_free);
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  discard (AMB_ADD_WINDOW (widget));
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
amb_add_window_dispose (GObject *object)
{
  AmbAddWindow *self = AMB_ADD_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_ADD_WINDOW);
  g_clear_object (&self->context);
  g_clear_pointer (&self->given, g_hash_table_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->done, g_free);
  g_clear_pointer (&self->purpose, g_free);
  G_OBJECT_CLASS (amb_add_window_parent_class)->dispose (object);
}

static void
amb_add_window_class_init (AmbAddWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_add_window_dispose;
  added_signal = g_signal_new ("added", AMB_TYPE_ADD_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/widgets/amb-add-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbAddWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, AmbAddWindow, clamp);
  gtk_widget_class_install_action (widget_class, "add.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "add.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "add.cancel", NULL);
}

/* Before a text of many lines takes it for a new line. */
static void
add_keys (AmbAddWindow *self)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
                          gtk_named_action_new ("add.add")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
amb_add_window_init (AmbAddWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->write = run_add;
}

GtkWidget *
amb_add_window_new (AmbContext *context,
                    const AmbEntity *entity,
                    const char *title,
                    const AmbFormGroup *groups,
                    GtkWindow *parent)
{
  AmbAddWindow *self =
      g_object_new (AMB_TYPE_ADD_WINDOW, "transient-for", parent, "title", title, NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  self->form = amb_form_new (context, entity, groups);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (self->box), self->form);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), self->box);
  amb_form_set_record (AMB_FORM (self->form), NULL);
  amb_form_focus_field (AMB_FORM (self->form), NULL);
  return GTK_WIDGET (self);
}

static void
take_purpose (AmbAddWindow *self, GtkWidget *form)
{
  if (self->purpose != NULL && form != NULL)
    amb_form_set_purpose (AMB_FORM (form), self->purpose);
}

void
amb_add_window_set_purpose (AmbAddWindow *self, const char *purpose)
{
  g_free (self->purpose);
  self->purpose = g_strdup (purpose);
  take_purpose (self, self->form);
  take_purpose (self, self->more);
}

void
amb_add_window_give (AmbAddWindow *self, const char *field, const char *value)
{
  g_hash_table_insert (self->given, g_strdup (field), g_strdup (value));
}

void
amb_add_window_set_write (AmbAddWindow *self, AmbContextWrite write)
{
  self->write = write;
}

void
amb_add_window_fill_in (AmbAddWindow *self, const char *field, const char *value)
{
  amb_form_fill_in (AMB_FORM (self->form), field, value);
}

void
amb_add_window_set_verb (AmbAddWindow *self, const char *verb, const char *done, const char *note)
{
  GtkWidget *label;

  gtk_button_set_label (GTK_BUTTON (self->add_button), verb);
  g_free (self->done);
  self->done = g_strdup (done);
  if (!note)
    return;
  label = gtk_label_new (note);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "amb-quiet");
  gtk_box_prepend (GTK_BOX (self->box), label);
}

void
amb_add_window_ask_words (AmbAddWindow *self,
                          const AmbEntity *entity,
                          const AmbFormGroup *groups,
                          const char *label)
{
  self->more = amb_form_new (self->context, entity, groups);
  self->more_field = groups[0].fields[0];
  gtk_box_append (GTK_BOX (self->box), self->more);
  amb_form_set_record (AMB_FORM (self->more), NULL);
  take_purpose (self, self->more);
  amb_form_set_words (AMB_FORM (self->more), self->more_field, label);
}

const char *
amb_add_window_get_words (AmbRecord *record)
{
  return g_object_get_data (G_OBJECT (record), WORDS);
}

void
amb_add_window_set_id (AmbAddWindow *self, const char *id)
{
  g_free (self->id);
  self->id = g_strdup (id);
}
