/* What one candidate's fit is made of, and what would change the decision. */
#pragma once

#include "amb-candidates.h"
#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_FIT_SHEET (amb_fit_sheet_get_type ())
G_DECLARE_FINAL_TYPE (AmbFitSheet, amb_fit_sheet, AMB, FIT_SHEET, AdwBin)

/** amb_fit_sheet_new: (transfer floating); signal "failed" (char *message): a score was refused */
GtkWidget *amb_fit_sheet_new (AmbContext *context);
/** amb_fit_sheet_show: @candidate is one of @list whose answers were read; @title: what it is
 * called, which hides the name where names are hidden. Borrows nothing afterwards. */
void amb_fit_sheet_show (AmbFitSheet *self,
                         const AmbCandidates *list,
                         const AmbCandidate *candidate,
                         const char *title);

G_END_DECLS
