/* Two versions of a text beside each other in one, with what was removed and added. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_EDITOR_COMPARE (amb_editor_compare_get_type ())
G_DECLARE_FINAL_TYPE (AmbEditorCompare, amb_editor_compare, AMB, EDITOR_COMPARE, AdwWindow)

/** amb_editor_compare_new: @record: a content item or a variant: the versions of its `body` that
 * this desk's journal knows, read on a reader thread */
GtkWidget *amb_editor_compare_new (AmbContext *context, AmbRecord *record, GtkWindow *parent);

G_END_DECLS
