#include "amb-own-training-page.h"

#include "amb-add-window.h"
#include "amb-error.h"
#include "amb-own-column.h"
#include "amb-own-training-rows.h"
#include "amb-section.h"
#include "amb-validate.h"
#include <glib/gi18n.h>

#define REFRESH_MS 250

struct _AmbOwnTrainingPage
{
  AmbPage parent_instance;

  GtkWidget *stack;
  GtkWidget *box;
  GtkWidget *failure;

  char *person; /* nullable: not read yet */
  GCancellable *cancellable;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbOwnTrainingPage, amb_own_training_page, AMB_TYPE_PAGE)

static AmbContext *
get_context (AmbOwnTrainingPage *self)
{
  return amb_page_get_context (AMB_PAGE (self));
}

/* Taking a step. */

typedef struct
{
  char *enrolment;
  AmbOwnStep step;
  char *module;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_free (taking->enrolment);
  g_free (taking->module);
  g_free (taking);
}

static gpointer
run_step (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Taking *taking = data;

  return GINT_TO_POINTER (
      amb_programme_take_step (programme, taking->enrolment, taking->step, taking->module, error)
          ? (int) taking->step
          : 0);
}

static void
step_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbOwnTrainingPage) self = data;
  g_autoptr (GError) error = NULL;
  const char *text;

  switch (GPOINTER_TO_INT (amb_context_write_finish (AMB_CONTEXT (source), result, &error)))
    {
    case AMB_OWN_STEP_BEGIN:
      text = _ ("The track is begun.");
      break;
    case AMB_OWN_STEP_DONE:
      text = _ ("The module is done.");
      break;
    case AMB_OWN_STEP_HAND_IN:
      text = _ ("It is handed in: your lead looks at it.");
      break;
    default:
      text = error->message;
      break;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, error == NULL);
}

static void
step_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbOwnTrainingPage *self = data;
  Taking *taking = g_new0 (Taking, 1);
  int step;

  g_variant_get (target, "(sis)", &taking->enrolment, &step, &taking->module);
  taking->step = (AmbOwnStep) step;
  amb_context_write_async (get_context (self), run_step, taking, taking_free, NULL, NULL,
                           step_taken_cb, g_object_ref (self));
}

/* Whoever runs the programme enrols people: they are asked. */
static void
join_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  static const char *const fields[] = { "subject", "text", NULL };
  static const AmbFormGroup groups[] = { { NULL, fields }, { NULL } };
  AmbOwnTrainingPage *self = data;
  AmbContext *context = get_context (self);
  const char *track = g_variant_get_string (target, NULL);
  g_autofree char *name =
      amb_store_dup_title (amb_context_get_store (context), amb_entity_find ("track"), track);
  g_autofree char *subject = g_strdup_printf (_ ("May I join “%s”?"), name != NULL ? name : "");
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_context_get_clock (context)));
  GtkWidget *window =
      amb_add_window_new (context, amb_entity_find ("centre-question"), _ ("Ask to Join"), groups,
                          GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));

  amb_add_window_set_purpose (AMB_ADD_WINDOW (window), track);
  amb_add_window_set_verb (AMB_ADD_WINDOW (window), _ ("_Ask"),
                           _ ("The centre has your question, and answers within 48 hours."), NULL);
  amb_add_window_fill_in (AMB_ADD_WINDOW (window), "subject", subject);
  amb_add_window_give (AMB_ADD_WINDOW (window), "asked-by-id", self->person);
  amb_add_window_give (AMB_ADD_WINDOW (window), "asked-at", now);
  gtk_window_present (GTK_WINDOW (window));
}

/* What is shown. */

static void
clear (AmbOwnTrainingPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
}

static GtkListBox *
add_section (AmbOwnTrainingPage *self, const char *title)
{
  GtkWidget *section = amb_section_new (title);

  gtk_box_append (GTK_BOX (self->box), section);
  return amb_section_get_list (AMB_SECTION (section));
}

static void
add_steps (AmbOwnTrainingPage *self, const AmbOwnTraining *training, const char *today)
{
  GtkListBox *list = NULL;

  for (guint i = 0; i < training->tracks->len; i++)
    {
      const AmbOwnTrack *track = g_ptr_array_index (training->tracks, i);
      gboolean leads = list == NULL;

      if (track->step == AMB_OWN_STEP_NONE)
        continue;
      if (leads)
        list = add_section (self, _ ("My next step"));
      gtk_list_box_append (list, amb_own_training_step_row_new (track, today, leads));
    }
}

static void
add_tracks (AmbOwnTrainingPage *self, const AmbOwnTraining *training, const char *today)
{
  GtkListBox *list = NULL;

  for (guint i = 0; i < training->tracks->len; i++)
    {
      const AmbOwnTrack *track = g_ptr_array_index (training->tracks, i);

      if (track->is_running)
        {
          gtk_box_append (GTK_BOX (self->box), amb_own_training_track_new (track, today));
          continue;
        }
      if (list == NULL)
        list = add_section (self, _ ("What I followed"));
      gtk_list_box_append (list, amb_own_training_past_row_new (track, today));
    }
}

static char *
dup_open_query (void)
{
  const AmbEntity *entity = amb_entity_find ("track");
  g_autoptr (AmbQuery) query = amb_query_new (entity);

  amb_query_where (query, amb_entity_find_field (entity, "state"), AMB_MATCH_IN,
                   (const char *const[]){ "open", NULL });
  return amb_query_to_json (query);
}

static void
add_open (AmbOwnTrainingPage *self, const AmbOwnTraining *training)
{
  GtkWidget *section = amb_section_new (_ ("Open to me"));
  GtkListBox *list = amb_section_get_list (AMB_SECTION (section));
  g_autofree char *query = dup_open_query ();
  gboolean may_ask =
      amb_context_may (get_context (self), amb_entity_find ("centre-question"), AMB_RIGHT_CREATE);

  if (training->n_open > training->open->len)
    amb_section_set_link (AMB_SECTION (section), _ ("Show All"), _ ("Show all open tracks"),
                          "win.show-list", g_variant_new ("(ss)", "track", query));
  for (guint i = 0; i < training->open->len; i++)
    gtk_list_box_append (
        list, amb_own_training_open_row_new (g_ptr_array_index (training->open, i), may_ask));
  gtk_box_append (GTK_BOX (self->box), section);
}

static void
add_none (AmbOwnTrainingPage *self, const AmbOwnTraining *training)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "amb-training-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("You Are on No Track Yet"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      training->n_open > 0
          ? _ ("Below is what takes people now. Ask to join, and the next step stands here.")
          : _ ("As soon as somebody enrols you, the next step stands here."));
  gtk_widget_add_css_class (page, "compact");
  gtk_box_append (GTK_BOX (self->box), page);
}

static void
add_more (AmbOwnTrainingPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("All Records of My Training"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-list");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "module-result", "");
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
show_training (AmbOwnTrainingPage *self, const AmbOwnTraining *training)
{
  const char *today = amb_store_get_today (amb_context_get_store (get_context (self)));
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  /* The rows are made anew: the one that had the focus mustn’t leave it to the header bar. */
  if (had_focus)
    gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  clear (self);
  if (training->tracks->len == 0)
    add_none (self, training);
  add_steps (self, training, today);
  add_tracks (self, training, today);
  if (training->n_open > 0)
    add_open (self, training);
  add_more (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "training");
  if (had_focus)
    gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}

/* What is read. */

typedef struct
{
  char *person;
  AmbOwnTraining *training;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_free (facts->person);
  g_clear_pointer (&facts->training, amb_own_training_free);
  g_free (facts);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

static gpointer
read_facts (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);

  facts->person = amb_store_dup_meta (store, "actor-person");
  if (facts->person == NULL)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                           _ ("Nobody knows who sits here. Sign in with a token of your own: a "
                              "manager of the programme makes it."));
      return NULL;
    }
  facts->training = amb_own_training_load (store, facts->person, error);
  return facts->training != NULL ? g_steal_pointer (&facts) : NULL;
}

static void
facts_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbOwnTrainingPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Facts) facts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *markup = NULL;

  if (self->stack == NULL || amb_context_get_store (get_context (self)) == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facts != NULL)
    {
      g_free (self->person);
      self->person = g_steal_pointer (&facts->person);
      show_training (self, facts->training);
      return;
    }
  markup = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), markup);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failure");
}

static gboolean
refresh_cb (gpointer data)
{
  AmbOwnTrainingPage *self = data;

  self->refresh_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (get_context (self), read_facts, NULL, NULL, facts_free, self->cancellable,
                          facts_read_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (AmbOwnTrainingPage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* The page. */

static void
build (AmbOwnTrainingPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_stack_add_named (GTK_STACK (self->stack), amb_own_column_new (self->box), "training");
  self->failure = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failure), "amb-training-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), _ ("Your Training Can’t Be Read"));
  gtk_stack_add_named (GTK_STACK (self->stack), self->failure, "failure");
}

static void
amb_own_training_page_context_set (AmbPage *page)
{
  AmbOwnTrainingPage *self = AMB_OWN_TRAINING_PAGE (page);

  build (self);
  g_signal_connect_object (amb_page_get_context (page), "changed", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
  refresh_cb (self);
}

static void
amb_own_training_page_dispose (GObject *object)
{
  AmbOwnTrainingPage *self = AMB_OWN_TRAINING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->stack = NULL;
  G_OBJECT_CLASS (amb_own_training_page_parent_class)->dispose (object);
}

static void
amb_own_training_page_finalize (GObject *object)
{
  g_free (AMB_OWN_TRAINING_PAGE (object)->person);
  G_OBJECT_CLASS (amb_own_training_page_parent_class)->finalize (object);
}

static void
amb_own_training_page_class_init (AmbOwnTrainingPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_own_training_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_own_training_page_finalize;
  AMB_PAGE_CLASS (klass)->context_set = amb_own_training_page_context_set;
}

static void
amb_own_training_page_init (AmbOwnTrainingPage *self)
{
  static const GActionEntry entries[] = { { "step", step_cb, "(sis)" }, { "join", join_cb, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->stack = gtk_stack_new ();
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
}
