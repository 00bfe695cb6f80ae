/* Asks how somebody leaves the programme, says what happens then, and does it. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/** amb_leave_dialog_show: @record: of a person; the dialog stands over the window of @widget. Main
 * thread. */
void amb_leave_dialog_show (GtkWidget *widget, AmbContext *context, AmbRecord *record);
/** amb_leave_dialog_can: does the state of @record, for whoever sits here, lead out of the
 * programme? Main thread: reads single rows by key. */
gboolean amb_leave_dialog_can (AmbContext *context, AmbRecord *record);

G_END_DECLS
