/* The calendar on paper: printed, or saved as a PDF. */
#pragma once

#include "amb-calendar-model.h"
#include "amb-calendar-paper.h"

G_BEGIN_DECLS

/** amb_calendar_print: asks for a printer; what is shown is read anew, @day is one of the month, or
 * of the week. What failed is "said" by @model. */
void amb_calendar_print (GtkWidget *widget,
                         AmbCalendarModel *model,
                         AmbCalendarPaperKind kind,
                         const char *day);
/** amb_calendar_save_pdf: asks for a file; that it is done is "said" too */
void amb_calendar_save_pdf (GtkWidget *widget,
                            AmbCalendarModel *model,
                            AmbCalendarPaperKind kind,
                            const char *day);

G_END_DECLS
