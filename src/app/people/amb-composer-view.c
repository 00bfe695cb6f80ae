#include "amb-composer-view.h"

#include "amb-add-window.h"
#include "amb-composer-compare.h"
#include "amb-composer-dialogs.h"
#include "amb-composer-facts.h"
#include "amb-composer-fill.h"
#include "amb-composer-parts.h"
#include "amb-composer-rows.h"
#include "amb-people-designs.h"
#include "amb-section.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define REFRESH_MS 150
#define NARROW     900 /* px: the parts stand below each other */

struct _AmbComposerView
{
  AdwBin parent_instance;

  AmbContext *context;
  AmbWidthBin *bin;
  AmbComposerParts parts;
  AmbComposerFacts *facts; /* nullable: not read yet */
  char *cohort;            /* nullable: the one that is asked for */
  GCancellable *cancellable;
  guint refresh_source;
  gboolean is_filling; /* what changes then was not changed by a person */
};

G_DEFINE_FINAL_TYPE (AmbComposerView, amb_composer_view, ADW_TYPE_BIN)

/* Acts run on the writer thread. */

typedef enum
{
  ADD,
  WAIT,
  TAKE_OUT,
  SHIFT,
  PUT,
  FREEZE,
} Verb;

typedef struct
{
  Verb verb;
  char *cohort;
  char **people;
  int by;
  gboolean waits;
  char *text; /* nullable: a reason */
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->cohort);
  g_strfreev (act->people);
  g_free (act->text);
  g_free (act);
}

static gboolean
do_act (AmbProgramme *programme, const Act *act, GError **error)
{
  const char *const *people = (const char *const *) act->people;

  switch (act->verb)
    {
    case ADD:
    case WAIT:
      return amb_composer_add (programme, act->cohort, people, act->verb == WAIT, NULL, act->text,
                               error);
    case TAKE_OUT:
      return amb_composer_take_out (programme, act->cohort, people, error);
    case SHIFT:
      return amb_composer_shift (programme, act->cohort, people[0], act->by, error);
    case PUT:
      return amb_composer_put (programme, act->cohort, people[0], act->waits, error);
    case FREEZE:
      return amb_composer_freeze (programme, act->cohort, act->text, error);
    default:
      g_assert_not_reached ();
    }
}

static gpointer
write_act (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return do_act (programme, data, error) ? GINT_TO_POINTER (1) : NULL;
}

static void
toast (AmbComposerView *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

static void
frozen_toast (AmbComposerView *self, Verb verb)
{
  if (verb == FREEZE)
    toast (self, _ ("The cohort is frozen as a decision"), TRUE);
}

typedef struct
{
  AmbComposerView *self;
  Verb verb;
} Waiting;

static void
act_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (error == NULL)
    frozen_toast (waiting->self, waiting->verb);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (waiting->self, error->message, FALSE);
  g_object_unref (waiting->self);
  g_free (waiting);
}

/* @people: (transfer full) (nullable) */
static void
act (AmbComposerView *self, Verb verb, char **people, int by, const char *text)
{
  Act *job;
  Waiting *waiting;

  if (self->facts == NULL || self->facts->composition == NULL)
    {
      g_strfreev (people);
      return;
    }
  job = g_new0 (Act, 1);
  job->verb = verb;
  job->cohort = g_strdup (self->facts->composition->id);
  job->people = people;
  job->by = by;
  job->waits = by != 0;
  job->text = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  waiting = g_new (Waiting, 1);
  *waiting = (Waiting){ g_object_ref (self), verb };
  amb_context_write_async (self->context, write_act, job, act_free, NULL, NULL, act_done_cb,
                           waiting);
}

static char **
one (GVariant *target)
{
  return g_strdupv ((char *[]){ (char *) g_variant_get_string (target, NULL), NULL });
}

/* Those who are chosen among the candidates, in their order. */
static char **
dup_chosen (AmbComposerView *self)
{
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();
  g_autoptr (GList) rows =
      gtk_list_box_get_selected_rows (amb_section_get_list (self->parts.candidates));

  for (GList *l = rows; l != NULL; l = l->next)
    g_strv_builder_add (people, amb_composer_row_get_person (l->data));
  return g_strv_builder_end (people);
}

static void
add_chosen (AmbComposerView *self, Verb verb)
{
  char **people = dup_chosen (self);

  if (*people == NULL)
    {
      g_strfreev (people);
      toast (self, _ ("Choose candidates first"), FALSE);
      return;
    }
  act (self, verb, people, 0, gtk_editable_get_text (GTK_EDITABLE (self->parts.reason)));
  gtk_editable_set_text (GTK_EDITABLE (self->parts.reason), "");
}

/* Actions. */

static void
add_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  add_chosen (data, ADD);
}

static void
wait_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  add_chosen (data, WAIT);
}

static void
select_all_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  gtk_list_box_select_all (amb_section_get_list (AMB_COMPOSER_VIEW (data)->parts.candidates));
}

static void
take_out_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act (data, TAKE_OUT, one (target), 0, NULL);
}

static void
up_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act (data, SHIFT, one (target), -1, NULL);
}

static void
down_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act (data, SHIFT, one (target), 1, NULL);
}

static void
put_waiting_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act (data, PUT, one (target), 1, NULL);
}

static void
put_seat_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act (data, PUT, one (target), 0, NULL);
}

static void
freeze_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbComposerView *self = data;
  g_autofree char *reason = amb_composer_parts_dup_text (self->parts.freeze_text);

  gtk_menu_button_popdown (self->parts.freeze);
  act (self, FREEZE, NULL, 0, reason);
}

/* What the fit proposes, to be changed before it is done. */
static void
fill_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbComposerView *self = data;

  if (self->facts != NULL && self->facts->composition != NULL)
    gtk_window_present (
        GTK_WINDOW (amb_composer_fill_new (self->context, self->facts->composition->id,
                                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))))));
}

/* The letters are written in a window of their own. */
static void
invite_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbComposerView *self = data;

  if (self->facts != NULL && self->facts->composition != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.invite", "s", self->facts->composition->id);
}

static const AmbComposerGuest *
find_guest (AmbComposerView *self, const char *person)
{
  for (guint i = 0; self->facts->guests != NULL && i < self->facts->guests->len; i++)
    {
      const AmbComposerGuest *guest = g_ptr_array_index (self->facts->guests, i);

      if (g_str_equal (guest->person, person))
        return guest;
    }
  return NULL;
}

static void
answer_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbComposerView *self = data;
  const AmbComposerGuest *guest = find_guest (self, g_variant_get_string (target, NULL));

  if (guest != NULL)
    amb_composer_answer_show (self->context, GTK_WIDGET (self), self->facts->composition->id,
                              guest->person, guest->name);
}

/* "": whoever comes next. */
static void
promote_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbComposerView *self = data;
  const char *person = g_variant_get_string (target, NULL);
  GPtrArray *wait = self->facts->composition->wait;
  const AmbComposerPerson *chosen = wait->len > 0 ? g_ptr_array_index (wait, 0) : NULL;

  for (guint i = 0; i < wait->len; i++)
    if (g_str_equal (((AmbComposerPerson *) wait->pdata[i])->id, person))
      chosen = g_ptr_array_index (wait, i);
  if (chosen != NULL)
    amb_composer_promote_show (self->context, GTK_WIDGET (self), self->facts->composition->id,
                               *person != '\0' ? chosen->id : NULL, chosen->name);
}

static void
compare_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbComposerView *self = data;

  if (self->facts != NULL && self->facts->composition != NULL)
    amb_composer_compare_show (self->context, self->facts->composition->id,
                               g_variant_get_string (target, NULL),
                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
added_cb (AmbComposerView *self, const char *id)
{
  amb_composer_view_open (self, id);
}

static void
new_cohort_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbComposerView *self = data;
  GtkWidget *window = amb_add_window_new (self->context, amb_entity_find ("cohort"),
                                          _ ("Add Cohort"), amb_people_cohort_groups,
                                          GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));

  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "add", add_cb },
  { "wait", wait_cb },
  { "select-all", select_all_cb },
  { "take-out", take_out_cb, "s" },
  { "up", up_cb, "s" },
  { "down", down_cb, "s" },
  { "put-waiting", put_waiting_cb, "s" },
  { "put-seat", put_seat_cb, "s" },
  { "fill", fill_cb },
  { "freeze", freeze_cb },
  { "invite", invite_cb },
  { "answer", answer_cb, "s" },
  { "promote", promote_cb, "s" },
  { "compare", compare_cb, "s" },
  { "new-cohort", new_cohort_cb },
};

/* Showing. */

static void
show_facts (AmbComposerView *self)
{
  self->is_filling = TRUE;
  amb_composer_parts_show (
      &self->parts, self->facts,
      amb_context_may (self->context, amb_entity_find ("seat"), AMB_RIGHT_CREATE));
  self->is_filling = FALSE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbComposerView) self = data;
  g_autoptr (GError) error = NULL;
  AmbComposerFacts *facts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (facts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        toast (self, error->message, FALSE);
      return;
    }
  g_clear_pointer (&self->facts, amb_composer_facts_free);
  self->facts = facts;
  show_facts (self);
}

static void
refresh (AmbComposerView *self)
{
  static const char *const states[] = { NULL, "shortlisted", "waitlisted", "in_review" };
  AmbComposerQuestion *question = g_new0 (AmbComposerQuestion, 1);
  guint state = gtk_drop_down_get_selected (self->parts.states);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  question->cohort = g_strdup (self->cohort);
  question->search = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->parts.search)));
  question->node = g_strdup (amb_context_get_node (self->context));
  question->state = g_strdup (state < G_N_ELEMENTS (states) ? states[state] : NULL);
  amb_context_read_async (
      self->context, amb_composer_facts_read, question, (GDestroyNotify) amb_composer_question_free,
      (GDestroyNotify) amb_composer_facts_free, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbComposerView *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (AmbComposerView *self)
{
  if (self->refresh_source == 0 && !self->is_filling)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
cohort_chosen_cb (AmbComposerView *self)
{
  guint index = gtk_drop_down_get_selected (self->parts.cohorts);

  if (self->is_filling || self->facts == NULL || index >= self->facts->cohorts->len)
    return;
  g_free (self->cohort);
  self->cohort = g_strdup (((AmbComposerCohort *) self->facts->cohorts->pdata[index])->id);
  refresh (self);
}

static void
row_activated_cb (AmbComposerView *self)
{
  add_chosen (self, ADD);
}

/* Delete, Alt+Up, Alt+Down and Ctrl+Space on whoever has a place. */
static gboolean
key_cb (
    AmbComposerView *self, guint key, guint code, GdkModifierType modifiers, gpointer controller)
{
  GtkWidget *list = gtk_event_controller_get_widget (controller);
  GtkWidget *row = gtk_widget_get_focus_child (list);
  const char *person = row != NULL ? amb_composer_row_get_person (row) : NULL;
  const char *action = NULL;

  if (person == NULL || self->facts->candidates == NULL)
    return FALSE;
  if (key == GDK_KEY_Delete)
    action = "composer.take-out";
  else if (modifiers & GDK_ALT_MASK && key == GDK_KEY_Up)
    action = "composer.up";
  else if (modifiers & GDK_ALT_MASK && key == GDK_KEY_Down)
    action = "composer.down";
  else if (modifiers & GDK_CONTROL_MASK && key == GDK_KEY_space)
    action = list == GTK_WIDGET (amb_section_get_list (self->parts.draft)) ? "composer.put-waiting"
                                                                           : "composer.put-seat";
  if (action == NULL)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", person);
  return TRUE;
}

static void
compact_changed_cb (AmbComposerView *self)
{
  amb_composer_parts_set_narrow (&self->parts, amb_width_bin_get_compact (self->bin));
}

static void
listen_to_keys (AmbComposerView *self, AmbSection *section)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (amb_section_get_list (section)), keys);
}

static void
amb_composer_view_dispose (GObject *object)
{
  AmbComposerView *self = AMB_COMPOSER_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_composer_view_parent_class)->dispose (object);
}

static void
amb_composer_view_finalize (GObject *object)
{
  AmbComposerView *self = AMB_COMPOSER_VIEW (object);

  g_clear_pointer (&self->facts, amb_composer_facts_free);
  g_clear_pointer (&self->cohort, g_free);
  G_OBJECT_CLASS (amb_composer_view_parent_class)->finalize (object);
}

static void
amb_composer_view_class_init (AmbComposerViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_composer_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_composer_view_finalize;
}

static void
amb_composer_view_init (AmbComposerView *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "composer", G_ACTION_GROUP (actions));
  self->bin = g_object_new (AMB_TYPE_WIDTH_BIN, "child", amb_composer_parts_build (&self->parts),
                            "natural-width", NARROW, "compact-width", NARROW, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bin));
  g_signal_connect_object (self->bin, "notify::compact", G_CALLBACK (compact_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.cohorts, "notify::selected", G_CALLBACK (cohort_chosen_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.states, "notify::selected", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.search, "search-changed", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (amb_section_get_list (self->parts.candidates), "row-activated",
                           G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  listen_to_keys (self, self->parts.draft);
  listen_to_keys (self, self->parts.wait);
}

GtkWidget *
amb_composer_view_new (AmbContext *context)
{
  AmbComposerView *self = g_object_new (AMB_TYPE_COMPOSER_VIEW, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

gboolean
amb_composer_view_open (AmbComposerView *self, const char *cohort)
{
  g_free (self->cohort);
  self->cohort = g_strdup (cohort);
  refresh (self);
  return TRUE;
}

void
amb_composer_view_focus_search (AmbComposerView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->parts.search));
}
