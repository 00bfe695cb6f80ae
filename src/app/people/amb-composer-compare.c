#include "amb-composer-compare.h"

#include "amb-composer-rows.h"
#include "amb-section.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define WIDTH  1080
#define NARROW 760 /* px: what stands side by side stands below one another */

typedef struct
{
  char *first;
  char *second;
} Pair;

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_free (pair->first);
  g_free (pair->second);
  g_free (pair);
}

static gpointer
read_pair (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Pair *pair = data;

  return amb_composer_compare (store, pair->first, pair->second, error);
}

static void
append_people (GtkBox *box, const char *title, GPtrArray *people)
{
  GtkWidget *section = amb_section_new (title);

  amb_section_set_count (AMB_SECTION (section), people->len);
  for (guint i = 0; i < people->len; i++)
    gtk_list_box_append (amb_section_get_list (AMB_SECTION (section)),
                         amb_composer_row_new (g_ptr_array_index (people, i), FALSE));
  gtk_list_box_set_placeholder (amb_section_get_list (AMB_SECTION (section)),
                                gtk_label_new (_ ("Nobody")));
  gtk_box_append (box, section);
}

static void
append_holes (GtkBox *box, const char *title, GPtrArray *holes)
{
  GtkWidget *section = amb_section_new (title);

  amb_section_set_count (AMB_SECTION (section), holes->len);
  for (guint i = 0; i < holes->len; i++)
    gtk_list_box_append (amb_section_get_list (AMB_SECTION (section)),
                         amb_composer_hole_row_new (g_ptr_array_index (holes, i)));
  gtk_widget_set_visible (section, holes->len > 0);
  gtk_box_append (box, section);
}

static void
append_side (GtkBox *columns,
             const AmbComposition *composition,
             GPtrArray *people,
             GPtrArray *holes)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  /* Translators: a cohort: those who are in it and not in the other */
  g_autofree char *title = g_strdup_printf (_ ("Only in %s"), composition->name);
  /* Translators: a cohort: holes that it leaves and the other doesn't */
  g_autofree char *of_holes = g_strdup_printf (_ ("Holes only in %s"), composition->name);

  gtk_widget_set_hexpand (box, TRUE);
  append_people (GTK_BOX (box), title, people);
  append_holes (GTK_BOX (box), of_holes, holes);
  gtk_box_append (columns, box);
}

/* A share each line, the first draft's number before the second's. */
static void
append_coverage (GtkBox *content, const AmbComposerComparison *comparison)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  /* Translators: two cohorts, whose numbers stand beside one another */
  g_autofree char *text = g_strdup_printf (_ ("What they cover: %1$s, then %2$s"),
                                           comparison->first->name, comparison->second->name);
  GtkWidget *title = gtk_label_new (text);
  GtkWidget *section = NULL;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const AmbComposerPair *pair = &g_array_index (comparison->pairs, AmbComposerPair, i);

      if (i == 0 || pair[-1].tally->side != pair->tally->side)
        {
          section = amb_section_new (amb_composer_get_side_title (pair->tally->side));
          gtk_box_append (GTK_BOX (box), section);
        }
      gtk_list_box_append (amb_section_get_list (AMB_SECTION (section)),
                           amb_composer_pair_row_new (pair));
    }
  gtk_box_append (content, box);
}

/* Folded: what differs is what one looks for. */
static void
append_both (GtkBox *content, const AmbComposerComparison *comparison)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *text = g_strdup_printf (
      /* Translators: how many people, and how many holes, two cohorts have in common */
      _ ("In both: people %1$u, holes %2$u"), comparison->both->len, comparison->holes_both->len);
  GtkWidget *expander = gtk_expander_new (text);

  gtk_widget_set_margin_top (box, 12);
  append_people (GTK_BOX (box), _ ("In both"), comparison->both);
  append_holes (GTK_BOX (box), _ ("Holes in both"), comparison->holes_both);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_box_append (content, expander);
}

static void
compact_changed_cb (AmbWidthBin *bin, GParamSpec *pspec, GtkBox *columns)
{
  const gboolean narrow = amb_width_bin_get_compact (bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (columns, !narrow);
}

static GtkWidget *
new_content (const AmbComposerComparison *comparison)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *bin;
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  append_side (GTK_BOX (columns), comparison->first, comparison->only_first,
               comparison->holes_first);
  append_side (GTK_BOX (columns), comparison->second, comparison->only_second,
               comparison->holes_second);
  gtk_box_append (GTK_BOX (content), columns);
  append_coverage (GTK_BOX (columns), comparison);
  append_both (GTK_BOX (content), comparison);
  gtk_widget_add_css_class (content, "amb-today");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  bin = g_object_new (AMB_TYPE_WIDTH_BIN, "child", scrolled, "natural-width", WIDTH,
                      "compact-width", NARROW, "vexpand", TRUE, NULL);
  g_signal_connect_object (bin, "notify::compact", G_CALLBACK (compact_changed_cb), columns, 0);
  return bin;
}

static void
show (const AmbComposerComparison *comparison, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_title (GTK_WINDOW (window), _ ("Compare Cohorts"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, 640);
  gtk_box_append (GTK_BOX (whole), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (whole), new_content (comparison));
  adw_window_set_content (ADW_WINDOW (window), whole);
  gtk_window_present (GTK_WINDOW (window));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbComposerComparison) comparison =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (comparison != NULL)
    show (comparison, parent);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", error->message, FALSE);
}

void
amb_composer_compare_show (AmbContext *context,
                           const char *first,
                           const char *second,
                           GtkWindow *parent)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->first = g_strdup (first);
  pair->second = g_strdup (second);
  amb_context_read_async (context, read_pair, pair, pair_free,
                          (GDestroyNotify) amb_composer_comparison_free, NULL, read_cb,
                          g_object_ref (parent));
}
