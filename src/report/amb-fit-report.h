/* The sheet about a candidate's fit that the candidate may read: criteria, scores and evidence,
 * and no rater's name. */
#pragma once

#include "amb-candidates.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef struct _AmbFitReport AmbFitReport;

/**
 * amb_fit_report_new:
 * @candidate: one of @list whose answers were read
 * @title: what the candidate is called on the sheet
 * @today: the day that is printed on it
 *
 * Returns: (transfer full): borrows nothing; any one thread
 */
AmbFitReport *amb_fit_report_new (const AmbCandidates *list,
                                  const AmbCandidate *candidate,
                                  const char *title,
                                  const char *today);
void amb_fit_report_free (AmbFitReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbFitReport, amb_fit_report_free)

/** amb_fit_report_dup_text: (transfer full): all that stands on it, a line each */
char *amb_fit_report_dup_text (const AmbFitReport *self);
/** amb_fit_report_paginate: lays it out for pages of that size in points; returns how many */
guint amb_fit_report_paginate (AmbFitReport *self, cairo_t *cr, double width, double height);
/** amb_fit_report_draw: one of the pages that it was laid out for */
void amb_fit_report_draw (AmbFitReport *self, cairo_t *cr, guint page);
/** amb_fit_report_save: as PDF of pages as the locale has them. AMB_ERROR_FAILED names the file. */
gboolean amb_fit_report_save (AmbFitReport *self, const char *path, GError **error);

G_END_DECLS
