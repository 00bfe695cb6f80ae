/* Two cohorts side by side: who is in both, who in one only, and what each leaves open. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

/** amb_composer_compare_show: reads both and opens a window over @parent */
void amb_composer_compare_show (AmbContext *context,
                                const char *first,
                                const char *second,
                                GtkWindow *parent);

G_END_DECLS
