#include "amb-criterion-group.h"

#include <glib/gi18n.h>

struct _AmbCriterionGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *others; /* of GtkWidget: rows of other raters */

  /* one's own score; NULL without the right to give one */
  GtkWidget *own_row;
  GtkToggleButton *scores[AMB_FIT_BEST + 1];
  GtkWidget *evidence;
  GtkWidget *blank_row;
  GtkSwitch *blank;

  int score; /* as it is in the programme */
  gboolean is_blank;
  char *text;
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (AmbCriterionGroup, amb_criterion_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_RATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static int
get_chosen (AmbCriterionGroup *self)
{
  for (int i = 0; i <= AMB_FIT_BEST; i++)
    if (gtk_toggle_button_get_active (self->scores[i]))
      return i;
  return AMB_FIT_NONE;
}

static const char *
get_evidence (AmbCriterionGroup *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->evidence));
}

/* The Tab key stops once at the scores: at the chosen one, or at the first. */
static void
update_stops (AmbCriterionGroup *self)
{
  int chosen = get_chosen (self);

  for (int i = 0; i <= AMB_FIT_BEST; i++)
    gtk_widget_set_focusable (GTK_WIDGET (self->scores[i]), i == MAX (chosen, 0));
}

static void
tell (AmbCriterionGroup *self)
{
  int score = get_chosen (self);
  gboolean blank = gtk_switch_get_active (self->blank);

  if (self->is_showing || (score == self->score && blank == self->is_blank &&
                           g_str_equal (get_evidence (self), self->text)))
    return;
  self->score = score;
  self->is_blank = blank;
  g_free (self->text);
  self->text = g_strdup (get_evidence (self));
  g_signal_emit (self, signals[SIGNAL_RATED], 0, score, blank, self->text);
}

/* A score and a blank are never both: the newer one stays. */
static void
toggled_cb (AmbCriterionGroup *self, GtkToggleButton *button)
{
  if (self->is_showing)
    return;
  self->is_showing = TRUE;
  if (gtk_toggle_button_get_active (button))
    {
      for (int i = 0; i <= AMB_FIT_BEST; i++)
        if (self->scores[i] != button)
          gtk_toggle_button_set_active (self->scores[i], FALSE);
      gtk_switch_set_active (self->blank, FALSE);
    }
  update_stops (self);
  self->is_showing = FALSE;
  tell (self);
}

static void
blank_cb (AmbCriterionGroup *self)
{
  if (self->is_showing)
    return;
  self->is_showing = TRUE;
  for (int i = 0; gtk_switch_get_active (self->blank) && i <= AMB_FIT_BEST; i++)
    gtk_toggle_button_set_active (self->scores[i], FALSE);
  update_stops (self);
  self->is_showing = FALSE;
  tell (self);
}

static void
choose (AmbCriterionGroup *self, int score)
{
  gtk_toggle_button_set_active (self->scores[score], TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->scores[score]));
}

/* 0 to 5 anywhere on the scores; the arrows step. */
static gboolean
key_cb (AmbCriterionGroup *self, guint key, guint code, GdkModifierType state)
{
  int chosen = MAX (get_chosen (self), 0);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  if (key >= GDK_KEY_0 && key <= GDK_KEY_0 + AMB_FIT_BEST)
    choose (self, (int) (key - GDK_KEY_0));
  else if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_0 + AMB_FIT_BEST)
    choose (self, (int) (key - GDK_KEY_KP_0));
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    {
      gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
      int step = (key == GDK_KEY_Right) != is_rtl ? 1 : -1;

      choose (self, CLAMP (chosen + step, 0, AMB_FIT_BEST));
    }
  else
    return FALSE;
  return TRUE;
}

static GtkWidget *
new_scores (AmbCriterionGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (int i = 0; i <= AMB_FIT_BEST; i++)
    {
      g_autofree char *label = g_strdup_printf ("%d", i);
      GtkWidget *button = gtk_toggle_button_new_with_label (label);

      self->scores[i] = GTK_TOGGLE_BUTTON (button);
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (box, keys);
  return box;
}

static void
name_scores (AmbCriterionGroup *self, const char *criterion)
{
  for (int i = 0; i <= AMB_FIT_BEST; i++)
    {
      /* Translators: for a screen reader: a score from 0 to 5 for a criterion */
      g_autofree char *name = g_strdup_printf (_ ("%1$d for “%2$s”"), i, criterion);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->scores[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static void
add_own (AmbCriterionGroup *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->own_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->own_row), _ ("Your score"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->own_row), new_scores (self));
  gtk_widget_set_focusable (self->own_row, FALSE);
  self->evidence = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->evidence),
                                 _ ("Your evidence: what the score rests on"));
  g_signal_connect_swapped (self->evidence, "entry-activated", G_CALLBACK (tell), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (tell), self);
  gtk_widget_add_controller (self->evidence, focus);
  self->blank_row = adw_action_row_new ();
  self->blank = GTK_SWITCH (gtk_switch_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->blank_row),
                                 _ ("Left blank on purpose"));
  gtk_widget_set_valign (GTK_WIDGET (self->blank), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->blank_row), GTK_WIDGET (self->blank));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->blank_row),
                                         GTK_WIDGET (self->blank));
  g_signal_connect_swapped (self->blank, "notify::active", G_CALLBACK (blank_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->own_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->evidence);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->blank_row);
}

static void
amb_criterion_group_finalize (GObject *object)
{
  AmbCriterionGroup *self = AMB_CRITERION_GROUP (object);

  g_ptr_array_unref (self->others);
  g_free (self->text);
  G_OBJECT_CLASS (amb_criterion_group_parent_class)->finalize (object);
}

static void
amb_criterion_group_class_init (AmbCriterionGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_criterion_group_finalize;
  signals[SIGNAL_RATED] =
      g_signal_new ("rated", AMB_TYPE_CRITERION_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
amb_criterion_group_init (AmbCriterionGroup *self)
{
  self->others = g_ptr_array_new ();
  self->score = AMB_FIT_NONE;
  self->text = g_strdup ("");
}

GtkWidget *
amb_criterion_group_new (gboolean may_rate)
{
  AmbCriterionGroup *self = g_object_new (AMB_TYPE_CRITERION_GROUP, NULL);

  if (may_rate)
    add_own (self);
  return GTK_WIDGET (self);
}

static void
add_rater (AmbCriterionGroup *self, const AmbFitScore *score, const AmbCandidateAnswer *answer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *number = score->score != AMB_FIT_NONE ? g_strdup_printf ("%d", score->score)
                                                         : g_strdup (_ ("Left blank"));
  g_autofree char *rater =
      g_markup_escape_text (answer->rater != NULL ? answer->rater : _ ("Not visible to you"), -1);
  g_autofree char *evidence = g_markup_escape_text (
      answer->evidence != NULL ? answer->evidence : _ ("No evidence given"), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rater);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), evidence);
  gtk_label_set_label (GTK_LABEL (label), number);
  gtk_widget_add_css_class (label, "amb-num");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->others, row);
}

static gboolean
is_writing (AmbCriterionGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->evidence) &&
         !g_str_equal (get_evidence (self), self->text);
}

static void
show_own (AmbCriterionGroup *self, const AmbFitScore *score, const AmbCandidateAnswer *answer)
{
  const char *text = answer != NULL && answer->evidence != NULL ? answer->evidence : "";
  gboolean keeps = is_writing (self);

  self->is_showing = TRUE;
  self->score = score != NULL ? score->score : AMB_FIT_NONE;
  self->is_blank = score != NULL && score->score == AMB_FIT_NONE && score->blank;
  for (int i = 0; i <= AMB_FIT_BEST; i++)
    gtk_toggle_button_set_active (self->scores[i], i == self->score);
  gtk_switch_set_active (self->blank, self->is_blank);
  g_free (self->text);
  self->text = g_strdup (text);
  if (!keeps && !g_str_equal (get_evidence (self), text))
    gtk_editable_set_text (GTK_EDITABLE (self->evidence), text);
  update_stops (self);
  self->is_showing = FALSE;
}

static void
show_head (AmbCriterionGroup *self,
           const AmbCandidates *list,
           const AmbFit *fit,
           const AmbFitBar *bar)
{
  const AmbCandidateCriterion *detail = g_ptr_array_index (list->details, bar->criterion);
  g_autofree char *spread = amb_fit_bar_dup_spread (bar);
  g_autofree char *score = amb_fit_bar_dup_score (bar, 0);
  /* Translators: the weight of a criterion, of all weights; its score; how far raters are apart */
  g_autofree char *text = g_strdup_printf (_ ("Weight %1$d of %2$d · Score %3$s · %4$s"),
                                           (int) bar->weight, (int) fit->weight, score, spread);
  g_autofree char *name = g_markup_escape_text (detail->name, -1);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), name);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), markup);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), detail->guide);
  if (self->own_row != NULL)
    name_scores (self, detail->name);
}

/* Also what holds no score yet: evidence alone. */
static guint
find_own (const AmbCandidate *candidate, const char *criterion, const char *me)
{
  guint found = G_MAXUINT;

  for (guint i = 0; me != NULL && i < candidate->scores->len; i++)
    {
      const AmbFitScore *score = &g_array_index (candidate->scores, AmbFitScore, i);

      if (g_str_equal (score->criterion, criterion) && g_str_equal (score->rater, me) &&
          (score->role == NULL || g_strcmp0 (score->role, candidate->role) == 0))
        found = i;
    }
  return found;
}

void
amb_criterion_group_show (AmbCriterionGroup *self,
                          const AmbCandidates *list,
                          const AmbCandidate *candidate,
                          const AmbFitBar *bar,
                          const char *me)
{
  guint own =
      find_own (candidate, g_array_index (list->criteria, AmbFitCriterion, bar->criterion).id, me);

  show_head (self, list, candidate->fit, bar);
  for (guint i = 0; i < self->others->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->others, i));
  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; i < bar->given->len; i++)
    {
      guint at = g_array_index (bar->given, guint, i);
      const AmbFitScore *score = &g_array_index (candidate->scores, AmbFitScore, at);

      if (self->own_row == NULL || g_strcmp0 (score->rater, me) != 0)
        add_rater (self, score, g_ptr_array_index (candidate->answers, at));
    }
  if (self->own_row == NULL)
    return;
  if (own == G_MAXUINT)
    show_own (self, NULL, NULL);
  else
    show_own (self, &g_array_index (candidate->scores, AmbFitScore, own),
              g_ptr_array_index (candidate->answers, own));
}
