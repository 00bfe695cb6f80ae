#include "amb-fit-report.h"

#include "amb-paper.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#define MARGIN 56
#define NO_BAR -1

typedef struct
{
  char *text;
  double size; /* points */
  gboolean is_bold;
  double gap; /* above it */
  double bar; /* share of the bar under it; NO_BAR */
  guint page;
  double y;
} Block;

struct _AmbFitReport
{
  GPtrArray *blocks;
  double width;
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->text);
  g_free (block);
}

/* @text: (transfer full) */
static Block *
add (AmbFitReport *self, char *text, double size, gboolean is_bold, double gap)
{
  Block *block = g_new0 (Block, 1);

  block->text = text;
  block->size = size;
  block->is_bold = is_bold;
  block->gap = gap;
  block->bar = NO_BAR;
  g_ptr_array_add (self->blocks, block);
  return block;
}

static void
add_head (AmbFitReport *self,
          const AmbCandidates *list,
          const AmbCandidate *candidate,
          const char *title)
{
  const AmbFit *fit = candidate->fit;
  const char *role =
      candidate->role != NULL ? g_hash_table_lookup (list->roles, candidate->role) : NULL;
  g_autofree char *number = amb_fit_dup_text (fit->fit);
  g_autofree char *share = amb_fit_dup_share (fit->completeness);

  add (self, g_strdup (title), 20, TRUE, 0);
  if (list->call_name != NULL)
    add (self, g_strdup (list->call_name), 12, FALSE, 2);
  if (role != NULL)
    /* Translators: the role that a fit is for */
    add (self, g_strdup_printf (_ ("For the role: %s"), role), 11, FALSE, 2);
  /* Translators: the fit, of at most 100 */
  add (self, g_strdup_printf (_ ("Fit: %s of 100"), number), 14, TRUE, 14);
  /* Translators: a share of the criteria by weight; how many raters there are */
  add (
      self,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s of the criteria answered, by %2$u rater",
                                    "%1$s of the criteria answered, by %2$u raters", fit->n_raters),
                       share, fit->n_raters),
      11, FALSE, 2);
}

static void
add_criterion (AmbFitReport *self,
               const AmbCandidates *list,
               const AmbCandidate *candidate,
               const AmbFitBar *bar)
{
  const AmbCandidateCriterion *detail = g_ptr_array_index (list->details, bar->criterion);
  g_autofree char *score = amb_fit_bar_dup_score (bar, 0);
  g_autofree char *spread = amb_fit_bar_dup_spread (bar);
  Block *line;

  add (self, g_strdup (detail->name), 12, TRUE, 14);
  /* Translators: the weight of a criterion, of all weights; its score; how far raters are apart */
  line = add (self,
              g_strdup_printf (_ ("Weight %1$d of %2$d · Score %3$s · %4$s"), (int) bar->weight,
                               (int) candidate->fit->weight, score, spread),
              10, FALSE, 2);
  line->bar = bar->n > 0 ? (double) bar->sum / bar->n / AMB_FIT_BEST : NO_BAR;
  for (guint i = 0; i < bar->given->len; i++)
    {
      guint at = g_array_index (bar->given, guint, i);
      const AmbFitScore *given = &g_array_index (candidate->scores, AmbFitScore, at);
      const AmbCandidateAnswer *answer = g_ptr_array_index (candidate->answers, at);
      const char *evidence = answer->evidence != NULL ? answer->evidence : _ ("No evidence given");

      if (given->score == AMB_FIT_NONE)
        /* Translators: what a rater wrote who left the criterion blank on purpose */
        add (self, g_strdup_printf (_ ("Left blank on purpose: %s"), evidence), 11, FALSE, 4);
      else
        /* Translators: a rater's score, and what it rests on */
        add (self, g_strdup_printf (_ ("%1$d: %2$s"), given->score, evidence), 11, FALSE, 4);
    }
}

AmbFitReport *
amb_fit_report_new (const AmbCandidates *list,
                    const AmbCandidate *candidate,
                    const char *title,
                    const char *today)
{
  AmbFitReport *self = g_new0 (AmbFitReport, 1);
  g_autofree char *day =
      amb_field_format (amb_entity_find_field (amb_entity_find ("assessment"), "rated-on"), today);

  self->blocks = g_ptr_array_new_with_free_func (block_free);
  add_head (self, list, candidate, title);
  for (guint i = 0; i < candidate->fit->bars->len; i++)
    add_criterion (self, list, candidate, &g_array_index (candidate->fit->bars, AmbFitBar, i));
  add (self,
       g_strdup (_ ("Each criterion is scored from 0 to 5. The fit is the mean of the scores by "
                    "weight, times 20. What is not rated, or was left blank on purpose, counts "
                    "neither for nor against.")),
       9, FALSE, 20);
  /* Translators: the day on which a sheet was made */
  add (self, g_strdup_printf (_ ("As of %s"), day), 9, FALSE, 2);
  return self;
}

void
amb_fit_report_free (AmbFitReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

char *
amb_fit_report_dup_text (const AmbFitReport *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    g_string_append_printf (out, "%s\n", ((Block *) g_ptr_array_index (self->blocks, i))->text);
  return g_string_free (out, FALSE);
}

static PangoLayout *
new_layout (AmbFitReport *self, cairo_t *cr, const Block *block)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");

  pango_font_description_set_absolute_size (font, block->size * PANGO_SCALE);
  pango_font_description_set_weight (font,
                                     block->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) ((self->width - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, block->text, -1);
  return layout;
}

static double
get_height (AmbFitReport *self, cairo_t *cr, const Block *block)
{
  g_autoptr (PangoLayout) layout = new_layout (self, cr, block);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE + (block->bar >= 0 ? 12 : 0);
}

guint
amb_fit_report_paginate (AmbFitReport *self, cairo_t *cr, double width, double height)
{
  double y = MARGIN;
  guint page = 0;

  self->width = width;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);
      double own = get_height (self, cr, block);
      /* A criterion's name stays with what is under it. */
      double needed = own + (block->is_bold ? 40 : 0);

      y += y > MARGIN ? block->gap : 0;
      if (y > MARGIN && y + needed > height - MARGIN)
        {
          page++;
          y = MARGIN;
        }
      block->page = page;
      block->y = y;
      y += own;
    }
  return page + 1;
}

static void
draw_bar (AmbFitReport *self, cairo_t *cr, const Block *block, double y)
{
  double width = self->width - 2 * MARGIN;

  cairo_rectangle (cr, MARGIN, y, width, 6);
  cairo_set_source_rgb (cr, 0.88, 0.88, 0.88);
  cairo_fill (cr);
  cairo_rectangle (cr, MARGIN, y, width * block->bar, 6);
  cairo_set_source_rgb (cr, 0.11, 0.44, 0.85);
  cairo_fill (cr);
}

void
amb_fit_report_draw (AmbFitReport *self, cairo_t *cr, guint page)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (self->blocks, i);
      g_autoptr (PangoLayout) layout = NULL;

      if (block->page != page)
        continue;
      layout = new_layout (self, cr, block);
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_move_to (cr, MARGIN, block->y);
      pango_cairo_show_layout (cr, layout);
      if (block->bar >= 0)
        draw_bar (self, cr, block, block->y + get_height (self, cr, block) - 8);
    }
}

static guint
paginate (gpointer data, cairo_t *cr, double width, double height)
{
  return amb_fit_report_paginate (data, cr, width, height);
}

static void
draw (gpointer data, cairo_t *cr, guint page)
{
  amb_fit_report_draw (data, cr, page);
}

gboolean
amb_fit_report_save (AmbFitReport *self, const char *path, GError **error)
{
  double width, height;

  amb_paper_get_size (FALSE, &width, &height);
  return amb_paper_save (path, width, height, paginate, draw, self, error);
}
