/* What the next move of a record asks for: a row a gate, each with the one button that opens it. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_CHECKLIST (amb_checklist_get_type ())
G_DECLARE_FINAL_TYPE (AmbChecklist, amb_checklist, AMB, CHECKLIST, GtkWidget)

/**
 * amb_checklist_new:
 *
 * Hidden while the record's next move has no gate that a step opens. It follows the context's
 * "changed" by itself; facts are read on a reader thread. Main thread.
 *
 * Signals: "fill-in" (char *field): the form's row of that field is wanted; "move" (char *to):
 * everything is there, and the person wants the move.
 */
GtkWidget *amb_checklist_new (AmbContext *context);

/** amb_checklist_set_record: NULL hides it */
void amb_checklist_set_record (AmbChecklist *self, AmbRecord *record);

G_END_DECLS
