#include "amb-lift-window.h"

#include "amb-display.h"
#include "amb-hold-list.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

#define SHOWN 100 /* rows of what simply becomes what it was; what has passed is shown whole */

enum
{
  AS_BEFORE,
  NEW_DAY,
  DROP,
};

/* What becomes of one item. */
typedef struct
{
  char *id;
  GtkWidget *combo, *day;
} Choice;

struct _AmbLiftWindow
{
  AdwWindow parent_instance;

  AmbContext *context;
  char *order;
  char *today;
  GPtrArray *choices; /* of Choice */

  GtkWidget *button;
  AdwPreferencesPage *page;
  GtkWidget *error;
  gboolean is_writing;
};

G_DEFINE_FINAL_TYPE (AmbLiftWindow, amb_lift_window, ADW_TYPE_WINDOW)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->id);
  g_free (choice);
}

static void
free_report (gpointer data)
{
  amb_hold_report_free (data);
}

static void
free_hold (gpointer data)
{
  amb_hold_free (data);
}

/* (transfer full) (nullable): the day that was typed */
static char *
dup_day (const Choice *choice)
{
  static const AmbField field = { .name = "day", .type = AMB_FIELD_DATE };
  char *day = NULL;

  if (!amb_field_normalise (&field, gtk_editable_get_text (GTK_EDITABLE (choice->day)), &day,
                            NULL) ||
      day == NULL || !amb_field_validate (&field, day, NULL))
    g_clear_pointer (&day, g_free);
  return day;
}

/* A new day that can't be read keeps the hold where it is. */
static void
update (AmbLiftWindow *self)
{
  gboolean is_complete = TRUE;

  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];
      gboolean is_new = adw_combo_row_get_selected (ADW_COMBO_ROW (choice->combo)) == NEW_DAY;
      g_autofree char *day = is_new ? dup_day (choice) : NULL;

      gtk_widget_set_visible (choice->day, is_new);
      if (is_new && day == NULL)
        gtk_widget_add_css_class (choice->day, "error");
      else
        gtk_widget_remove_css_class (choice->day, "error");
      is_complete = is_complete && (!is_new || day != NULL);
    }
  gtk_widget_set_sensitive (self->button, is_complete && !self->is_writing);
}

static void
show_error (AmbLiftWindow *self, const GError *error)
{
  gtk_label_set_label (GTK_LABEL (self->error), error->message);
  gtk_widget_show (self->error);
}

/* Doing it. */

typedef struct
{
  char *order;
  GArray *choices; /* of AmbLiftChoice, whose words are in the store of words */
  GPtrArray *words;
  gboolean more; /* holds what came since instead */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->order);
  g_array_unref (job->choices);
  g_ptr_array_unref (job->words);
  g_free (job);
}

static Job *
job_new (AmbLiftWindow *self, gboolean more)
{
  Job *job = g_new0 (Job, 1);

  job->order = g_strdup (self->order);
  job->choices = g_array_new (FALSE, FALSE, sizeof (AmbLiftChoice));
  job->words = g_ptr_array_new_with_free_func (g_free);
  job->more = more;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];
      guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (choice->combo));
      AmbLiftChoice word = { .drop = chosen == DROP };
      char *id, *day;

      if (chosen == AS_BEFORE)
        continue;
      id = g_strdup (choice->id);
      day = chosen == NEW_DAY ? dup_day (choice) : NULL;
      g_ptr_array_add (job->words, id);
      g_ptr_array_add (job->words, day);
      word.id = id;
      word.day = day;
      g_array_append_val (job->choices, word);
    }
  return job;
}

static gpointer
run_job (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  if (job->more)
    return amb_programme_hold_more (programme, job->order, error);
  return amb_programme_lift (programme, job->order,
                             (const AmbLiftChoice *) (gpointer) job->choices->data,
                             job->choices->len, NULL, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbLiftWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHoldReport) report =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *done = NULL;

  self->is_writing = FALSE;
  if (report == NULL)
    {
      show_error (self, error);
      gtk_widget_set_sensitive (self->button, TRUE);
      return;
    }
  done = report->is_lifted
             ? g_strdup_printf (ngettext ("The hold is lifted: %u publication goes on.",
                                          "The hold is lifted: %u publications go on.",
                                          report->n_done),
                                report->n_done)
             : g_strdup_printf (ngettext ("Done for %u publication; the hold still stands.",
                                          "Done for %u publications; the hold still stands.",
                                          report->n_done),
                                report->n_done);
  amb_hold_tell (GTK_WINDOW (self), done, report);
  gtk_window_close (GTK_WINDOW (self));
}

/* What is on its way may be refused: the window stays until it is known. */
static gboolean
close_request_cb (AmbLiftWindow *self)
{
  return self->is_writing;
}

static void
run (AmbLiftWindow *self, gboolean more)
{
  self->is_writing = TRUE;
  gtk_widget_set_sensitive (self->button, FALSE);
  amb_context_write_async (self->context, run_job, job_new (self, more), job_free, free_report,
                           NULL, done_cb, g_object_ref (self));
}

static void
lift_cb (AmbLiftWindow *self)
{
  run (self, FALSE);
}

static void
more_cb (AmbLiftWindow *self)
{
  run (self, TRUE);
}

/* The list. */

static void
add_choice (AmbLiftWindow *self, AdwPreferencesGroup *group, const AmbHoldItem *item)
{
  const char *const words[] = { _ ("As before"), _ ("New day"), _ ("Drop"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);
  g_autoptr (GtkWidget) plain = g_object_ref_sink (amb_hold_row_new (item, self->today));
  g_autofree char *tomorrow = amb_date_add_days (self->today, 1);
  Choice *choice = g_new0 (Choice, 1);

  choice->id = g_strdup (item->id);
  choice->combo = adw_combo_row_new ();
  choice->day = adw_entry_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (choice->combo), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->combo),
                                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (plain)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (choice->combo),
                               adw_action_row_get_subtitle (ADW_ACTION_ROW (plain)));
  adw_combo_row_set_model (ADW_COMBO_ROW (choice->combo), G_LIST_MODEL (list));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->day),
                                 _ ("New day, at the same hour"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (choice->day), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (choice->day), tomorrow);
  gtk_widget_hide (choice->day);
  adw_preferences_group_add (group, choice->combo);
  adw_preferences_group_add (group, choice->day);
  g_ptr_array_add (self->choices, choice);
  g_signal_connect_object (choice->combo, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (choice->day, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static AdwPreferencesGroup *
add_group (AmbLiftWindow *self, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
add_items (AmbLiftWindow *self,
           const AmbHold *hold,
           AmbHeld held,
           guint n,
           const char *title,
           const char *description)
{
  AdwPreferencesGroup *group = n > 0 ? add_group (self, title, description) : NULL;
  guint n_shown = 0, most = held == AMB_HELD_PASSED ? G_MAXUINT : SHOWN;

  for (guint i = 0; group != NULL && i < hold->items->len; i++)
    {
      const AmbHoldItem *item = hold->items->pdata[i];

      if (item->held != held || n_shown++ >= most)
        continue;
      if (held == AMB_HELD_PASSED || held == AMB_HELD_WAITS)
        add_choice (self, group, item);
      else
        {
          GtkWidget *row = amb_hold_row_new (item, self->today);
          g_autofree char *state =
              amb_display_state (amb_entity_find ("content-item"), item->state);

          adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
          adw_preferences_group_add (group, row);
        }
    }
  if (n_shown > most)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *more =
          g_strdup_printf (ngettext ("And %u more", "And %u more", n_shown - most), n_shown - most);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), more);
      adw_preferences_group_add (group, row);
    }
}

static void
add_joined (AmbLiftWindow *self, const AmbHold *hold)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u publication has come since", "%u publications have come since", hold->n_joined),
      hold->n_joined);
  AdwPreferencesGroup *group = add_group (
      self, title, _ ("They were approved or scheduled after the hold, and aren’t held."));
  GtkWidget *button = gtk_button_new_with_label (_ ("Hold Them Too"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (group, button);
}

static void
add_fact (AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = value != NULL ? g_markup_escape_text (value, -1) : NULL;

  if (markup == NULL)
    {
      g_object_unref (g_object_ref_sink (row));
      return;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_preferences_group_add (group, row);
}

static void
show_hold (AmbLiftWindow *self, const AmbHold *hold)
{
  AdwPreferencesGroup *facts = add_group (self, NULL, NULL);
  g_autofree char *since = NULL;
  gint64 at;

  if (amb_instant_parse (amb_record_get (hold->order, "sent-at"), &at))
    since = amb_display_instant (at, amb_clock_now (amb_context_get_clock (self->context)));
  add_fact (facts, _ ("Crisis"), hold->crisis);
  add_fact (facts, _ ("What is held"), hold->scope);
  add_fact (facts, _ ("Reason"), amb_record_get (hold->order, "reason"));
  add_fact (facts, _ ("Since"), since);
  add_fact (facts, _ ("Approved by"), hold->approver);
  adw_preferences_group_add (facts, self->error);
  add_items (self, hold, AMB_HELD_PASSED, hold->n_passed, _ ("Its time has passed meanwhile"),
             _ ("As before, it stays on its day and is overdue."));
  add_items (self, hold, AMB_HELD_WAITS, hold->n_waiting, _ ("Goes on as before"), NULL);
  add_items (self, hold, AMB_HELD_MOVED, hold->n_moved, _ ("Moved by somebody meanwhile"),
             _ ("It stays where it is now."));
  if (hold->n_joined > 0)
    add_joined (self, hold);
  update (self);
}

static gpointer
read_hold (AmbStore *store, gpointer order, GCancellable *cancellable, GError **error)
{
  return amb_holds_load (store, order, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbLiftWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHold) hold = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (hold != NULL)
    {
      show_hold (self, hold);
      gtk_widget_grab_focus (self->button);
      return;
    }
  adw_preferences_group_add (add_group (self, NULL, NULL), self->error);
  show_error (self, error);
}

static void
amb_lift_window_dispose (GObject *object)
{
  AmbLiftWindow *self = AMB_LIFT_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_object (&self->error);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->today, g_free);
  G_OBJECT_CLASS (amb_lift_window_parent_class)->dispose (object);
}

static void
amb_lift_window_class_init (AmbLiftWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_lift_window_dispose;
}

static void
amb_lift_window_init (AmbLiftWindow *self)
{
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->error = g_object_ref_sink (gtk_label_new (NULL));
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "error");
  gtk_widget_set_margin_top (self->error, 12);
  gtk_widget_hide (self->error);
}

GtkWidget *
amb_lift_window_new (AmbContext *context, const char *order, GtkWindow *parent)
{
  AmbLiftWindow *self = g_object_new (AMB_TYPE_LIFT_WINDOW, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->order = g_strdup (order);
  self->today = amb_clock_dup_today (amb_context_get_clock (context), NULL);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->button = amb_hold_window_fill (ADW_WINDOW (self), _ ("Lift the Hold"), _ ("_Lift"),
                                       GTK_WIDGET (self->page));
  gtk_widget_set_sensitive (self->button, FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (lift_cb), self, G_CONNECT_SWAPPED);
  amb_context_read_async (context, read_hold, g_strdup (order), g_free, free_hold, NULL, read_cb,
                          g_object_ref (self));
  return GTK_WIDGET (self);
}
