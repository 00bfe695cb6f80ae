/* The question what to do about an import that did not come to its end. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/** amb_import_stopped_ask: of the latest one that is remembered: import its file again, undo it
 * where it is what Undo takes next, or leave it as it is. Nothing when there is none any longer.
 * @parent: has the actions “import” and “undo”. Main thread. */
void amb_import_stopped_ask (AmbContext *context, GtkWindow *parent);

G_END_DECLS
