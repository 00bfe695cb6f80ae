/* Which departments reuse the assets of which: credit in sums, of departments only. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

/** amb_reuse_window_open: of the node that every place is narrowed to. Main thread. */
void amb_reuse_window_open (AmbContext *context, GtkWindow *parent);

G_END_DECLS
