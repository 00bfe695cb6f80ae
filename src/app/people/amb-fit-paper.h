/* A candidate's sheet: printed, or saved as a file. */
#pragma once

#include "amb-context.h"
#include "amb-fit-report.h"

G_BEGIN_DECLS

/** AmbFitPaperDone: @message: a finished sentence: that it was done, or why not */
typedef void (*AmbFitPaperDone) (GtkWindow *parent, const char *message);

/** amb_fit_paper_save: asks for a file and writes the PDF on a thread of its own; @report:
 * (transfer full) */
void amb_fit_paper_save (GtkWindow *parent,
                         AmbContext *context,
                         AmbFitReport *report,
                         AmbFitPaperDone done);
/** amb_fit_paper_print: the print dialog; @report: (transfer full); @done is told of failures alone
 */
void amb_fit_paper_print (GtkWindow *parent, AmbFitReport *report, AmbFitPaperDone done);

G_END_DECLS
