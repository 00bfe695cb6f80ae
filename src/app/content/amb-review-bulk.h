/* Under the queue: approves what is ticked, in chunks, and says how far it is. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_REVIEW_BULK (amb_review_bulk_get_type ())
G_DECLARE_FINAL_TYPE (AmbReviewBulk, amb_review_bulk, AMB, REVIEW_BULK, GtkBox)

/** amb_review_bulk_new: its button activates @action */
GtkWidget *amb_review_bulk_new (AmbContext *context, const char *action);
/** amb_review_bulk_set_n: how many are ticked; without any nothing is seen of it */
void amb_review_bulk_set_n (AmbReviewBulk *self, guint n);
/** amb_review_bulk_approve: @rids: (transfer full): of content items, of gint64. All are one undo;
 * what can’t be approved is left alone and told. Not while it does so already. */
void amb_review_bulk_approve (AmbReviewBulk *self, GArray *rids);

G_END_DECLS
