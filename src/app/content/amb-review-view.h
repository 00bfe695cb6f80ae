/* What waits for a decision: items in review, oldest first, and suggestions; texts beside. */
#pragma once

#include "amb-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_REVIEW_VIEW (amb_review_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbReviewView, amb_review_view, AMB, REVIEW_VIEW, GtkBox)

/** amb_review_view_new: reads again after each change, here or elsewhere */
GtkWidget *amb_review_view_new (AmbContext *context);
/** amb_review_view_focus: the item that is chosen */
void amb_review_view_focus (AmbReviewView *self);
/** amb_review_view_choose: the item @id, as soon as it is among what waits */
void amb_review_view_choose (AmbReviewView *self, const char *id);
/** amb_review_view_may: may who sits here decide about content at all? */
gboolean amb_review_view_may (AmbContext *context);

G_END_DECLS
