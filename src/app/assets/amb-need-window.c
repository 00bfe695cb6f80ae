#include "amb-need-window.h"

#include "amb-asset-acts.h"
#include "amb-asset-words.h"
#include "amb-chip.h"
#include "amb-display.h"
#include "amb-focus-key.h"
#include "amb-need-facts.h"
#include "amb-reason.h"
#include "amb-reference-picker.h"
#include <glib/gi18n.h>
#include <inttypes.h>

struct _AmbNeedWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  AdwPreferencesPage *page;
  GPtrArray *groups; /* borrowed: what is shown */
  GtkPopover *link;  /* nullable, borrowed: asks for an item */
  guint show_source; /* what was read while it was open is shown */

  AmbContext *context;
  char *id;
  AmbNeedFacts *facts; /* nullable: not read yet */
  gboolean is_reading, is_stale, is_waiting, may_answer, may_add;
};

G_DEFINE_FINAL_TYPE (AmbNeedWindow, amb_need_window, ADW_TYPE_WINDOW)

/* Acts. */

typedef enum
{
  ANSWER,
  SERVE,
  DERIVE,
} Verb;

typedef struct
{
  AmbNeedWindow *window; /* a reference */
  Verb verb;
  char *need;
  char *what; /* nullable: “yes”…, an item, an asset */
  char *words;
} Act;

static Act *
act_new (AmbNeedWindow *self, Verb verb, const char *what)
{
  Act *act = g_new0 (Act, 1);

  act->window = g_object_ref (self);
  act->verb = verb;
  act->need = g_strdup (self->id);
  act->what = g_strdup (what);
  return act;
}

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->window);
  g_free (act->need);
  g_free (act->what);
  g_free (act->words);
  g_free (act);
}

static gpointer
run_act (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;
  g_autofree char *id = NULL;

  if (act->verb == ANSWER)
    return GINT_TO_POINTER (amb_programme_answer_need (
        programme, act->need, act->what,
        act->words != NULL && act->words[0] != '\0' ? act->words : NULL, error));
  if (act->verb == SERVE)
    return GINT_TO_POINTER (amb_programme_serve_need (programme, act->need, act->what, error));
  id = amb_programme_derive (programme, &(AmbDerivation){ act->what, NULL, act->need }, error);
  return GINT_TO_POINTER (id != NULL);
}

static void ask_words (AmbNeedWindow *self, const char *met, const char *body, const char *former);

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  static const char *const said[] = { N_ ("The answer is written."),
                                      N_ ("The item serves this need."),
                                      N_ ("There is a new idea for it.") };
  Act *act = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (act->window->context != NULL && error != NULL && act->words != NULL && act->words[0] != '\0')
    ask_words (act->window, act->what, error->message, act->words);
  else if (act->window->context != NULL)
    amb_asset_window_say (ADW_WINDOW (act->window),
                          error != NULL ? error->message : _ (said[act->verb]), error == NULL);
  act_free (act);
}

/* @act: (transfer full): the data of both ways, freed by the last of them */
static void
run (Act *act)
{
  amb_context_write_async (act->window->context, run_act, act, NULL, NULL, NULL, acted_cb, act);
}

static void
answered_cb (gpointer data, const char *why)
{
  Act *given = data;
  Act *act = act_new (given->window, ANSWER, given->what);

  act->words = g_strdup (why);
  run (act);
}

static void
ask_words (AmbNeedWindow *self, const char *met, const char *body, const char *former)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("need"), "met");

  amb_reason_ask (GTK_WIDGET (self), _ (amb_field_find_choice (field, met)->label), body,
                  _ ("_Say So"), FALSE, former, answered_cb, act_new (self, ANSWER, met), act_free);
}

static void
answer_cb (AmbNeedWindow *self, GtkWidget *button)
{
  ask_words (self, g_object_get_data (G_OBJECT (button), "amb-met"),
             _ ("What came of it? Leave it empty to keep what is written."), NULL);
}

static void
picked_cb (AmbNeedWindow *self, const char *id, const char *title, GtkWidget *picker)
{
  gtk_popover_popdown (self->link);
  if (id != NULL)
    run (act_new (self, SERVE, id));
}

static void
new_item_cb (AmbNeedWindow *self)
{
  run (act_new (self, DERIVE, NULL));
}

static void
use_cb (AmbNeedWindow *self, GtkWidget *button)
{
  run (act_new (self, DERIVE, g_object_get_data (G_OBJECT (button), "amb-asset")));
}

static void
item_cb (AmbNeedWindow *self, GtkWidget *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-item", "s",
                              g_object_get_data (G_OBJECT (row), "amb-item"));
}

/* Showing. */

static AdwPreferencesGroup *
add_group (AmbNeedWindow *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (title, -1);
  g_autofree char *line = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (line != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_preferences_group_add (group, row);
  return row;
}

static void
add_figure (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *value)
{
  GtkWidget *row = add_row (group, title, subtitle);
  GtkWidget *label = gtk_label_new (value);

  gtk_widget_add_css_class (label, "amb-num");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static void
add_field (AmbNeedWindow *self, AdwPreferencesGroup *group, const char *name, const char *title)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("need"), name);
  g_autofree char *today = amb_clock_dup_today (amb_context_get_clock (self->context), NULL);
  g_autofree char *value =
      amb_display_value (field, amb_record_get (self->facts->need, name), title, today);

  if (value[0] != '\0')
    add_row (group, _ (field->label), value);
}

static void
show_stated (AmbNeedWindow *self)
{
  const AmbNeedFacts *facts = self->facts;
  AdwPreferencesGroup *group = add_group (self, _ ("Stated"), NULL);

  add_field (self, group, "wished-outcome", NULL);
  add_field (self, group, "node-id", facts->department);
  add_field (self, group, "owner-id", facts->owner);
  add_field (self, group, "audience", NULL);
  add_field (self, group, "wanted-by", NULL);
  add_field (self, group, "state", NULL);
}

/* “2 without” beside what is known: what isn't known is no 0. */
static char *
dup_unknown (guint n)
{
  return n > 0 ? g_strdup_printf (
                     ngettext ("Unknown of %u publication", "Unknown of %u publications", n), n)
               : NULL;
}

static void
show_outcome (AmbNeedWindow *self)
{
  const AmbOutcome *total = &self->facts->total;
  AdwPreferencesGroup *group = add_group (self, _ ("Outcome"), NULL);
  /* Translators: items that are published, of all of them */
  g_autofree char *out =
      g_strdup_printf (_ ("%u of %u"), self->facts->n_published, self->facts->items->len);
  g_autofree char *reach = total->n > total->n_reach_unknown
                               ? g_strdup_printf ("%'" PRId64, total->reach)
                               : g_strdup (_ ("unknown"));
  g_autofree char *engagement = total->n_known > 0
                                    ? g_strdup_printf ("%'" PRId64, total->engagement)
                                    : g_strdup (_ ("unknown"));
  g_autofree char *no_reach = dup_unknown (total->n_reach_unknown);
  g_autofree char *no_results = dup_unknown (total->n_unknown);

  add_figure (group, _ ("Items published"), NULL, out);
  if (total->n == 0)
    return;
  add_figure (group, _ ("Potential reach"), no_reach, reach);
  add_figure (group, _ ("Engagement"), no_results, engagement);
  if (total->n_estimated > 0)
    {
      g_autofree char *estimated = g_strdup_printf ("%'" PRId64, total->estimated);

      add_figure (group, _ ("Engagement, estimated"), _ ("Never added to what is known"),
                  estimated);
    }
}

static void
add_answers (AmbNeedWindow *self, GtkWidget *box)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("need"), "met");

  for (const AmbChoice *choice = field->choices; choice->id != NULL; choice++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (choice->label));

      g_object_set_data (G_OBJECT (button), "amb-met", (gpointer) choice->id);
      amb_focus_key_set (button, choice->id);
      g_signal_connect_object (button, "clicked", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
}

static const AmbChoice *
find_answer (AmbRecord *need)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("need"), "met");
  const char *met = amb_record_get (need, "met");

  for (const AmbChoice *choice = field->choices; choice->id != NULL; choice++)
    if (g_strcmp0 (choice->id, met) == 0)
      return choice;
  return NULL;
}

static void
show_answer (AmbNeedWindow *self)
{
  AmbRecord *need = self->facts->need;
  const AmbChoice *choice = find_answer (need);
  const char *outcome = amb_record_get (need, "outcome");
  /* Translators: a person’s name */
  g_autofree char *who =
      self->facts->owner != NULL
          ? g_strdup_printf (_ ("%s, who stated it, says so; a lead or a manager on their behalf."),
                             self->facts->owner)
          : g_strdup (_ ("Whoever stated it says so."));
  g_autofree char *who_markup = g_markup_escape_text (who, -1);
  AdwPreferencesGroup *group = add_group (self, _ ("Was It Met?"), who_markup);
  GtkWidget *row =
      add_row (group, choice != NULL ? _ (choice->label) : _ ("Not said yet"), outcome);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (choice != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (choice->icon);

      adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
    }
  if (!self->may_answer)
    {
      g_object_ref_sink (box);
      g_object_unref (box);
      return;
    }
  gtk_widget_set_margin_top (box, 9);
  add_answers (self, box);
  adw_preferences_group_add (group, box);
}

static void show (AmbNeedWindow *self);

static gboolean
show_cb (gpointer data)
{
  AmbNeedWindow *self = data;

  self->show_source = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

/* Not while it is about to go itself. */
static void
closed_cb (AmbNeedWindow *self)
{
  if (self->is_waiting && self->show_source == 0)
    self->show_source = g_idle_add (show_cb, self);
}

static GtkWidget *
new_link_button (AmbNeedWindow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker =
      amb_reference_picker_new (self->context, amb_entity_find ("content-item"), NULL);

  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  self->link = GTK_POPOVER (popover);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  amb_focus_key_set (button, "link");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Link an Item"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

static void
add_item (AmbNeedWindow *self, AdwPreferencesGroup *group, const AmbNeedItem *item)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("content-item"), "standing");
  g_autofree char *state = amb_display_value (field, item->standing, NULL, "");
  g_autofree char *outcome =
      item->outcome.n > 0 ? amb_outcome_describe (&item->outcome) : g_strdup ("");
  const char *const parts[] = { state, item->department, item->channel, outcome };
  g_autoptr (GString) line = g_string_new (NULL);
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", parts[i]);
  row = add_row (group, item->title, line->str);
  g_object_set_data_full (G_OBJECT (row), "amb-item", g_strdup (item->id), g_free);
  amb_focus_key_set (row, item->id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (item_cb), self, G_CONNECT_SWAPPED);
}

static void
show_items (AmbNeedWindow *self)
{
  AdwPreferencesGroup *group =
      add_group (self, _ ("Items"),
                 self->facts->items->len == 0 ? _ ("Nothing has been made for it yet.") : NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < self->facts->items->len; i++)
    add_item (self, group, g_ptr_array_index (self->facts->items, i));
  gtk_widget_set_margin_top (box, 9);
  if (self->may_add)
    {
      GtkWidget *buttons[] = { gtk_button_new_with_label (_ ("New Idea for It")),
                               new_link_button (self) };

      amb_focus_key_set (buttons[0], "new");
      g_signal_connect_object (buttons[0], "clicked", G_CALLBACK (new_item_cb), self,
                               G_CONNECT_SWAPPED);
      for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
        gtk_box_append (GTK_BOX (box), buttons[i]);
    }
  adw_preferences_group_add (group, box);
}

static void
add_offer (AmbNeedWindow *self, AdwPreferencesGroup *group, const AmbGapOffer *offer)
{
  g_autofree char *uses =
      offer->n_uses == 0
          ? g_strdup (_ ("never reused"))
          : g_strdup_printf (ngettext ("used %u time", "used %u times", offer->n_uses),
                             offer->n_uses);
  g_autofree char *line = offer->department != NULL
                              ? g_strjoin (" · ", offer->department, uses, NULL)
                              : g_strdup (uses);
  /* Translators: a title: makes an idea out of that asset */
  g_autofree char *whole = g_strdup_printf (_ ("Use “%s”"), offer->title);
  GtkWidget *row = add_row (group, offer->title, line);
  GtkWidget *button = gtk_button_new_with_label (_ ("Use"));

  g_object_set_data_full (G_OBJECT (button), "amb-asset", g_strdup (offer->id), g_free);
  amb_focus_key_set (button, offer->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "amb-line-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
show_offers (AmbNeedWindow *self)
{
  AdwPreferencesGroup *group;

  if (self->facts->offers->len == 0 || !self->may_add)
    return;
  group = add_group (self, _ ("Assets That Would Serve It"),
                     _ ("Rights clear until then; never reused first."));
  for (guint i = 0; i < self->facts->offers->len; i++)
    add_offer (self, group, g_ptr_array_index (self->facts->offers, i));
}

static void
show (AmbNeedWindow *self)
{
  const char *title = amb_record_get_title (self->facts->need);
  gboolean is_first = self->groups->len == 0;
  g_autofree char *key = NULL;

  /* An open list holds the keyboard, and what was typed in it. */
  self->is_waiting = self->link != NULL && gtk_widget_get_visible (GTK_WIDGET (self->link));
  if (self->is_waiting)
    return;
  key = amb_focus_key_dup (GTK_WIDGET (self->page));
  self->link = NULL;
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  self->may_answer = amb_context_may_write (self->context, self->facts->need, AMB_RIGHT_UPDATE);
  self->may_add =
      amb_context_may (self->context, amb_entity_find ("content-item"), AMB_RIGHT_CREATE);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, self->facts->department);
  show_stated (self);
  show_outcome (self);
  show_answer (self);
  show_items (self);
  show_offers (self);
  if (is_first)
    gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD);
  else
    amb_focus_key_give (GTK_WIDGET (self->page), key);
}

static gpointer
read_need (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_need_load (store, data, error);
}

static void read_again (AmbNeedWindow *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbNeedWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbNeedFacts) facts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;
  self->is_reading = FALSE;
  /* Removed meanwhile. */
  if (facts == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                                  "win.toast", "(sb)", error->message, FALSE);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  amb_need_facts_free (self->facts);
  self->facts = g_steal_pointer (&facts);
  show (self);
  if (self->is_stale)
    read_again (self);
}

static void
read_again (AmbNeedWindow *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  amb_context_read_async (self->context, read_need, g_strdup (self->id), g_free,
                          (GDestroyNotify) amb_need_facts_free, NULL, read_cb, g_object_ref (self));
}

static void
changed_cb (AmbNeedWindow *self, GPtrArray *changes)
{
  static const char *const of[] = { "need",        "content-item", "asset", "publication",
                                    "measurement", "node",         NULL };

  for (guint i = 0; i < changes->len; i++)
    if (g_strv_contains (of, ((AmbChange *) g_ptr_array_index (changes, i))->entity->name))
      {
        read_again (self);
        return;
      }
}

/* Making. */

static void
amb_need_window_dispose (GObject *object)
{
  AmbNeedWindow *self = AMB_NEED_WINDOW (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_handle_id (&self->show_source, g_source_remove);
  g_clear_object (&self->context);
  g_clear_pointer (&self->facts, amb_need_facts_free);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (amb_need_window_parent_class)->dispose (object);
}

static void
amb_need_window_finalize (GObject *object)
{
  g_ptr_array_unref (AMB_NEED_WINDOW (object)->groups);
  G_OBJECT_CLASS (amb_need_window_parent_class)->finalize (object);
}

static void
amb_need_window_class_init (AmbNeedWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_need_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_need_window_finalize;
}

static void
amb_need_window_init (AmbNeedWindow *self)
{
  self->groups = g_ptr_array_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 720);
  self->title = amb_asset_window_fill (ADW_WINDOW (self), _ ("Need"), GTK_WIDGET (self->page));
}

void
amb_need_window_open (AmbContext *context, const char *id, GtkWindow *parent)
{
  GtkWindow *window = amb_asset_window_find (AMB_TYPE_NEED_WINDOW, id, parent);

  if (window == NULL)
    {
      AmbNeedWindow *self = g_object_new (AMB_TYPE_NEED_WINDOW, NULL);

      self->context = g_object_ref (context);
      self->id = g_strdup (id);
      amb_asset_window_place (ADW_WINDOW (self), id, parent);
      g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
      read_again (self);
      window = GTK_WINDOW (self);
    }
  gtk_window_present (window);
}
