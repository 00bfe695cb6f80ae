/* The cohort composer: candidates on one side, the draft and its wait list on the other, what it
 * covers beside them. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_COMPOSER_VIEW (amb_composer_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbComposerView, amb_composer_view, AMB, COMPOSER_VIEW, AdwBin)

GtkWidget *amb_composer_view_new (AmbContext *context);

/** amb_composer_view_open: shows this cohort; FALSE when it can't be composed or shown here */
gboolean amb_composer_view_open (AmbComposerView *self, const char *cohort);
/** amb_composer_view_focus_search: the cursor goes into the search among candidates */
void amb_composer_view_focus_search (AmbComposerView *self);

G_END_DECLS
