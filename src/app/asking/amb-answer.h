/* Answering a task in the window: at once, with the minutes that it took, or for somebody else. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/**
 * amb_answer_task:
 * @to: "accepted" and "declined" are written at once, "done" asks for the minutes; "": which answer
 *   is asked too
 *
 * Of another's task the channel and the day are asked: it is recorded on their behalf. What came of
 * it goes to `win.toast` of @parent, with Undo.
 */
void amb_answer_task (AmbContext *context, GtkWindow *parent, const char *task, const char *to);

G_END_DECLS
