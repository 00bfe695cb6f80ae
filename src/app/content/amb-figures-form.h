/* Asks for the figures of a publication, as somebody counted or estimates them. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/**
 * amb_figures_form_ask:
 * @publication: id
 *
 * A window over @parent; what was recorded today already stands in it. What is said is one step of
 * undo. Main thread.
 */
void amb_figures_form_ask (AmbContext *context, const char *publication, GtkWindow *parent);

G_END_DECLS
