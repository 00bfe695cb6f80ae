#include "amb-fit-sheet.h"

#include "amb-criterion-group.h"
#include "amb-fit-chart.h"
#include "amb-rating.h"
#include <glib/gi18n.h>

struct _AmbFitSheet
{
  AdwBin parent_instance;

  GtkWidget *name, *facts, *change, *gate, *own_note;
  GtkWidget *chart;
  GtkBox *criteria;

  AmbContext *context;
  char *shown;       /* nullable: what the groups are for: candidate, role and criteria */
  GPtrArray *groups; /* of AmbCriterionGroup, one a bar */
  GPtrArray *ids;    /* of the criteria */
  char *me;          /* nullable */
  char *application, *person, *role; /* nullable: of the candidate */
};

G_DEFINE_FINAL_TYPE (AmbFitSheet, amb_fit_sheet, ADW_TYPE_BIN)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A score on its way to the writer. */
typedef struct
{
  AmbRating rating;
  char *texts[5]; /* what the rating borrows */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < G_N_ELEMENTS (job->texts); i++)
    g_free (job->texts[i]);
  g_free (job);
}

static gpointer
rate (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (amb_programme_rate (programme, &((Job *) data)->rating, error));
}

static void
rated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFitSheet) self = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
group_rated_cb (
    AmbCriterionGroup *group, int score, gboolean blank, const char *evidence, AmbFitSheet *self)
{
  Job *job = g_new0 (Job, 1);
  guint at;

  g_ptr_array_find (self->groups, group, &at);
  job->texts[0] = g_strdup (self->application);
  job->texts[1] = g_strdup (self->person);
  job->texts[2] = g_strdup (g_ptr_array_index (self->ids, at));
  job->texts[3] = g_strdup (self->role);
  job->texts[4] = g_strdup (evidence);
  job->rating = (AmbRating){ job->texts[0], job->texts[1], job->texts[2], job->texts[3],
                             score,         blank,         job->texts[4] };
  amb_context_write_async (self->context, rate, job, job_free, NULL, NULL, rated_cb,
                           g_object_ref (self));
}

static gboolean
may_rate (AmbFitSheet *self, const AmbCandidate *candidate)
{
  return self->me != NULL && !g_str_equal (self->me, candidate->id) &&
         amb_context_may (self->context, amb_entity_find ("assessment"), AMB_RIGHT_CREATE);
}

static void
clear_groups (AmbFitSheet *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (self->criteria, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->ids, 0);
}

static void
make_groups (AmbFitSheet *self, const AmbCandidates *list, const AmbCandidate *candidate)
{
  clear_groups (self);
  for (guint i = 0; i < candidate->fit->bars->len; i++)
    {
      guint at = g_array_index (candidate->fit->bars, AmbFitBar, i).criterion;
      GtkWidget *group = amb_criterion_group_new (may_rate (self, candidate));

      g_signal_connect_object (group, "rated", G_CALLBACK (group_rated_cb), self, 0);
      gtk_box_append (self->criteria, group);
      g_ptr_array_add (self->groups, group);
      g_ptr_array_add (self->ids,
                       g_strdup (g_array_index (list->criteria, AmbFitCriterion, at).id));
    }
}

/* Groups stay while they are for the same criteria, and with them what is being written. */
static char *
dup_key (AmbFitSheet *self, const AmbCandidates *list, const AmbCandidate *candidate)
{
  GString *key = g_string_new (candidate->id);

  g_string_append_printf (key, "/%s/%d", candidate->role, may_rate (self, candidate));
  for (guint i = 0; i < candidate->fit->bars->len; i++)
    g_string_append_printf (
        key, "/%s",
        g_array_index (list->criteria, AmbFitCriterion,
                       g_array_index (candidate->fit->bars, AmbFitBar, i).criterion)
            .id);
  return g_string_free (key, FALSE);
}

/* “Fit 68.89 · rank 5 of 78 · 100 % complete, 10 % of it left blank on purpose · 2 raters” */
static char *
describe (const AmbCandidates *list, const AmbCandidate *candidate)
{
  const AmbFit *fit = candidate->fit;
  g_autofree char *number = amb_fit_dup_text (fit->fit);
  g_autofree char *share = amb_fit_dup_share (fit->completeness);
  g_autofree char *blank = amb_fit_dup_share (fit->blank);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _ ("Fit %s"), number);
  g_string_append (out, " · ");
  if (candidate->rank > 0)
    {
      /* Translators: a place in a list, and how many are in it */
      g_string_append_printf (out, _ ("Rank %1$u of %2$u"), candidate->rank, list->candidates->len);
      g_string_append (out, " · ");
    }
  /* Translators: a share of the criteria, by weight */
  g_string_append_printf (out, _ ("%s complete"), share);
  g_string_append (out, " · ");
  if (fit->blank > 0)
    {
      /* Translators: a share of the criteria, by weight */
      g_string_append_printf (out, _ ("%s left blank on purpose"), blank);
      g_string_append (out, " · ");
    }
  g_string_append_printf (out, ngettext ("%u rater", "%u raters", fit->n_raters), fit->n_raters);
  return g_string_free (out, FALSE);
}

void
amb_fit_sheet_show (AmbFitSheet *self,
                    const AmbCandidates *list,
                    const AmbCandidate *candidate,
                    const char *title)
{
  g_autofree char *facts = describe (list, candidate);
  g_autofree char *change = amb_candidates_dup_change (list, candidate);
  g_autofree char *gate = amb_fit_dup_gate (candidate->fit);
  g_autofree char *key = NULL;

  g_free (self->me);
  self->me = amb_context_dup_person (self->context);
  g_free (self->application);
  self->application = g_strdup (candidate->application);
  g_free (self->person);
  self->person = candidate->name != NULL ? g_strdup (candidate->id) : NULL;
  g_free (self->role);
  self->role = g_strdup (candidate->role);
  key = dup_key (self, list, candidate);
  if (g_strcmp0 (key, self->shown) != 0)
    make_groups (self, list, candidate);
  g_free (self->shown);
  self->shown = g_steal_pointer (&key);
  gtk_label_set_label (GTK_LABEL (self->name), title);
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  gtk_label_set_label (GTK_LABEL (self->change), change);
  gtk_label_set_label (GTK_LABEL (self->gate), gate);
  gtk_widget_set_visible (self->own_note, self->me == NULL);
  amb_fit_chart_show (AMB_FIT_CHART (self->chart), list, candidate);
  for (guint i = 0; i < self->groups->len; i++)
    amb_criterion_group_show (g_ptr_array_index (self->groups, i), list, candidate,
                              &g_array_index (candidate->fit->bars, AmbFitBar, i), self->me);
}

static void
amb_fit_sheet_dispose (GObject *object)
{
  g_clear_object (&AMB_FIT_SHEET (object)->context);
  G_OBJECT_CLASS (amb_fit_sheet_parent_class)->dispose (object);
}

static void
amb_fit_sheet_finalize (GObject *object)
{
  AmbFitSheet *self = AMB_FIT_SHEET (object);

  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->ids);
  g_free (self->shown);
  g_free (self->me);
  g_free (self->application);
  g_free (self->person);
  g_free (self->role);
  G_OBJECT_CLASS (amb_fit_sheet_parent_class)->finalize (object);
}

static void
amb_fit_sheet_class_init (AmbFitSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_fit_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_fit_sheet_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", AMB_TYPE_FIT_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
append_label (GtkBox *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (box, label);
  return label;
}

static void
amb_fit_sheet_init (AmbFitSheet *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  self->groups = g_ptr_array_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->name = append_label (box, "title-2");
  self->facts = append_label (box, "amb-num");
  self->gate = append_label (box, NULL);
  gtk_label_set_label (GTK_LABEL (append_label (box, "heading")),
                       _ ("What would change the decision"));
  self->change = append_label (box, NULL);
  self->own_note = append_label (box, "amb-warn");
  gtk_label_set_label (
      GTK_LABEL (self->own_note),
      _ ("To give scores of your own, choose in Preferences who you are: a score carries its "
         "rater."));
  self->chart = amb_fit_chart_new ();
  gtk_widget_set_margin_top (self->chart, 12);
  gtk_box_append (box, self->chart);
  self->criteria = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_margin_top (GTK_WIDGET (self->criteria), 12);
  gtk_box_append (box, GTK_WIDGET (self->criteria));
  gtk_widget_set_margin_top (GTK_WIDGET (box), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (box), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (box), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (box), 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
amb_fit_sheet_new (AmbContext *context)
{
  AmbFitSheet *self = g_object_new (AMB_TYPE_FIT_SHEET, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
