/* Filling the seats of a draft: whom the fit proposes, why, and what is changed about it. */
#pragma once

#include "amb-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_COMPOSER_FILL (amb_composer_fill_get_type ())
G_DECLARE_FINAL_TYPE (AmbComposerFill, amb_composer_fill, AMB, COMPOSER_FILL, AdwWindow)

/** amb_composer_fill_new: for the draft @cohort, of candidates of the window’s node; a toast of
 * @parent says what was done. Not presented. */
GtkWidget *amb_composer_fill_new (AmbContext *context, const char *cohort, GtkWindow *parent);

G_END_DECLS
