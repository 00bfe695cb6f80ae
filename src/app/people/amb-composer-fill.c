#include "amb-composer-fill.h"

#include "amb-composer.h"

#include <glib/gi18n.h>

#define MOST    500 /* rows at once */
#define WAITING 5   /* who are proposed for the wait list of a cohort without a free seat */

/* One who is proposed; in the order of the proposal. */
typedef struct
{
  const AmbComposerPerson *person; /* of the proposal */
  GtkWidget *row;                  /* an entry: the reason */
  GtkCheckButton *check;
  GtkLabel *place;
  gboolean waits;
} Line;

struct _AmbComposerFill
{
  AdwWindow parent_instance;

  /* template */
  GtkWidget *fill_button;
  GtkStack *pages;
  AdwStatusPage *nobody;
  GtkWidget *summary;
  GtkSpinButton *seats;
  GtkSpinButton *waiting;
  GtkListBox *list;
  GtkWidget *open_note;
  GtkWidget *problem;

  AmbContext *context;
  char *cohort;
  AmbComposerProposal *proposal; /* nullable: not read yet */
  GArray *lines;                 /* of Line: those who were needed so far */
  gboolean is_filling;           /* what changes then was not changed by a person */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (AmbComposerFill, amb_composer_fill, ADW_TYPE_WINDOW)

/* Asking and doing, on the threads of the context. */

typedef struct
{
  char *cohort;
  char *node;       /* nullable */
  GPtrArray *texts; /* owns what the choices have */
  GArray *choices;  /* of AmbComposerChoice */
} Job;

static Job *
job_new (AmbComposerFill *self)
{
  Job *job = g_new0 (Job, 1);

  job->cohort = g_strdup (self->cohort);
  job->node = g_strdup (amb_context_get_node (self->context));
  job->texts = g_ptr_array_new_with_free_func (g_free);
  job->choices = g_array_new (FALSE, FALSE, sizeof (AmbComposerChoice));
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->cohort);
  g_free (job->node);
  g_array_unref (job->choices);
  g_ptr_array_unref (job->texts);
  g_free (job);
}

/* @text: (transfer full) (nullable) */
static const char *
keep (Job *job, char *text)
{
  if (text != NULL)
    g_ptr_array_add (job->texts, text);
  return text;
}

static gpointer
read_proposal (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return amb_composer_propose (store, job->cohort, job->node, error);
}

static gpointer
write_choices (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (amb_composer_fill (programme, job->cohort,
                                             (const AmbComposerChoice *) job->choices->data,
                                             job->choices->len, error));
}

/* Lines. */

static Line *
get_line (AmbComposerFill *self, guint i)
{
  return &g_array_index (self->lines, Line, i);
}

/* “Ana Costa · Producer · France”: who has this reason. */
static char *
describe (const AmbComposerPerson *person)
{
  const char *const parts[] = { person->role, person->node, person->department };
  g_autoptr (GString) text = g_string_new (person->name);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, " · %s", parts[i]);
  return g_markup_escape_text (text->str, (gssize) text->len);
}

static void arrange (AmbComposerFill *self);

static void
toggled_cb (AmbComposerFill *self)
{
  arrange (self);
}

static void
add_line (AmbComposerFill *self, const AmbComposerPerson *person)
{
  Line line = { .person = person, .row = adw_entry_row_new () };
  g_autofree char *title = describe (person);
  g_autofree char *choose = g_strdup_printf (_ ("Choose %s"), person->name);

  line.check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  line.place = GTK_LABEL (gtk_label_new (NULL));
  gtk_check_button_set_active (line.check, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (line.check), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (line.place), "amb-num");
  gtk_accessible_update_property (GTK_ACCESSIBLE (line.check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choose, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line.row), title);
  gtk_editable_set_text (GTK_EDITABLE (line.row), person->reason != NULL ? person->reason : "");
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (line.row), GTK_WIDGET (line.check));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (line.row), GTK_WIDGET (line.place));
  gtk_list_box_append (self->list, line.row);
  g_array_append_val (self->lines, line);
  g_signal_connect_object (line.check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

/* (nullable): the one at that place of the proposal, made when it is needed first */
static Line *
make_line (AmbComposerFill *self, guint i)
{
  if (i == self->lines->len && i < MIN (self->proposal->people->len, MOST))
    add_line (self, g_ptr_array_index (self->proposal->people, i));
  return i < self->lines->len ? get_line (self, i) : NULL;
}

static void
place_line (Line *line, guint seat, guint waiting)
{
  g_autofree char *place = NULL;

  line->waits = waiting > 0;
  if (seat > 0)
    /* Translators: the place of somebody among those who have a seat */
    place = g_strdup_printf (_ ("Seat %u"), seat);
  else if (waiting > 0)
    /* Translators: the place of somebody on the wait list */
    place = g_strdup_printf (_ ("Waits as %u"), waiting);
  gtk_label_set_label (line->place, place != NULL ? place : "");
}

static void
summarise (AmbComposerFill *self, guint n_seats, guint n_waiting)
{
  g_autofree char *seats =
      g_strdup_printf (ngettext ("%u seat is filled", "%u seats are filled", n_seats), n_seats);
  g_autofree char *waiting =
      g_strdup_printf (ngettext ("%u person waits", "%u people wait", n_waiting), n_waiting);
  /* Translators: “30 seats are filled, 6 people wait.” */
  g_autofree char *text = g_strdup_printf (_ ("%1$s, %2$s."), seats, waiting);

  gtk_label_set_label (GTK_LABEL (self->summary), text);
  gtk_widget_set_sensitive (self->fill_button, !self->is_busy && n_seats + n_waiting > 0);
}

/* Whoever isn't chosen keeps their line and takes no place: the next one comes up. */
static void
arrange (AmbComposerFill *self)
{
  guint seats, waiting, n_seats = 0, n_waiting = 0, i = 0;
  Line *line;

  if (self->proposal == NULL || self->is_filling)
    return;
  seats = (guint) gtk_spin_button_get_value_as_int (self->seats);
  waiting = (guint) gtk_spin_button_get_value_as_int (self->waiting);
  while (n_seats + n_waiting < seats + waiting && (line = make_line (self, i)) != NULL)
    {
      gboolean chosen = gtk_check_button_get_active (line->check);

      n_waiting += chosen && n_seats == seats ? 1 : 0;
      n_seats += chosen && n_waiting == 0 ? 1 : 0;
      place_line (line, chosen && n_waiting == 0 ? n_seats : 0, chosen ? n_waiting : 0);
      gtk_widget_set_visible (line->row, TRUE);
      i++;
    }
  for (; i < self->lines->len; i++)
    gtk_widget_set_visible (get_line (self, i)->row, FALSE);
  summarise (self, n_seats, n_waiting);
}

/* Showing. */

static void
show_problem (AmbComposerFill *self, const char *problem)
{
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

static void
set_range (GtkSpinButton *spin, guint most, guint value)
{
  gtk_spin_button_set_range (spin, 0, most);
  gtk_spin_button_set_value (spin, value);
}

/* Half as many wait as are seated, as long as there are some. */
static void
show_proposal (AmbComposerFill *self)
{
  guint n = MIN (self->proposal->people->len, MOST);
  gint64 n_free = self->proposal->n_free;
  guint seats = n_free < 0 ? n : (guint) MIN (n_free, n);

  self->is_filling = TRUE;
  set_range (self->seats, seats, seats);
  set_range (self->waiting, n, MIN (n - seats, seats > 0 ? (seats + 1) / 2 : WAITING));
  self->is_filling = FALSE;
  arrange (self);
  gtk_stack_set_visible_child_name (self->pages, n > 0 ? "people" : "nobody");
}

static void
show_open (AmbComposerFill *self)
{
  guint n = self->proposal->n_open;
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u candidate is still in review: shortlisted, they can be chosen.",
                "%u candidates are still in review: shortlisted, they can be chosen.", n),
      n);

  gtk_label_set_label (GTK_LABEL (self->open_note), text);
  gtk_widget_set_visible (self->open_note, n > 0);
  adw_status_page_set_description (
      self->nobody,
      n > 0 ? text
            : _ ("Candidates are shortlisted on the selection board. Those who have a seat "
                 "of a decided cohort are not taken twice."));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbComposerFill) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbComposerProposal) proposal =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;
  if (proposal == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  self->proposal = g_steal_pointer (&proposal);
  show_open (self);
  show_proposal (self);
}

/* Filling. */

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbComposerFill) self = data;
  g_autoptr (GError) error = NULL;
  GtkWindow *parent;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (self->context == NULL)
    return;
  self->is_busy = FALSE;
  if (error != NULL)
    {
      show_problem (self, error->message);
      arrange (self);
      return;
    }
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)",
                                gtk_label_get_label (GTK_LABEL (self->summary)), TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fill_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbComposerFill *self = AMB_COMPOSER_FILL (widget);
  Job *job;

  if (!gtk_widget_get_sensitive (self->fill_button))
    return;
  job = job_new (self);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = get_line (self, i);
      g_autofree char *reason =
          g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (line->row))));
      AmbComposerChoice choice = { .waits = line->waits };

      if (!gtk_widget_get_visible (line->row) || !gtk_check_button_get_active (line->check))
        continue;
      choice.person = keep (job, g_strdup (line->person->id));
      choice.reason = *reason != '\0' ? keep (job, g_steal_pointer (&reason)) : NULL;
      g_array_append_val (job->choices, choice);
    }
  self->is_busy = TRUE;
  gtk_widget_set_sensitive (self->fill_button, FALSE);
  show_problem (self, NULL);
  amb_context_write_async (self->context, write_choices, job, job_free, NULL, NULL, filled_cb,
                           g_object_ref (self));
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_destroy (GTK_WINDOW (widget));
}

/* To the board, where candidates are shortlisted. */
static void
board_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.go-to", "s", "people/board");
  gtk_window_destroy (GTK_WINDOW (widget));
}

/* Making. */

static void
amb_composer_fill_dispose (GObject *object)
{
  AmbComposerFill *self = AMB_COMPOSER_FILL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_COMPOSER_FILL);
  g_clear_object (&self->context);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->proposal, amb_composer_proposal_free);
  g_clear_pointer (&self->cohort, g_free);
  G_OBJECT_CLASS (amb_composer_fill_parent_class)->dispose (object);
}

static void
amb_composer_fill_class_init (AmbComposerFillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_composer_fill_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/people/amb-composer-fill.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, fill_button);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, pages);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, nobody);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, summary);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, seats);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, waiting);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, list);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, open_note);
  gtk_widget_class_bind_template_child (widget_class, AmbComposerFill, problem);
  gtk_widget_class_bind_template_callback (widget_class, arrange);
  gtk_widget_class_install_action (widget_class, "fill.fill", NULL, fill_cb);
  gtk_widget_class_install_action (widget_class, "fill.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "fill.board", NULL, board_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "fill.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "fill.fill",
                                       NULL);
}

static void
amb_composer_fill_init (AmbComposerFill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
}

GtkWidget *
amb_composer_fill_new (AmbContext *context, const char *cohort, GtkWindow *parent)
{
  AmbComposerFill *self = g_object_new (AMB_TYPE_COMPOSER_FILL, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->cohort = g_strdup (cohort);
  amb_context_read_async (context, read_proposal, job_new (self), job_free,
                          (GDestroyNotify) amb_composer_proposal_free, NULL, read_cb,
                          g_object_ref (self));
  return GTK_WIDGET (self);
}
