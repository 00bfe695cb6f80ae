/* One item as a reviewer reads it: what it is for, what it lacks, each of its texts. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_REVIEW_TEXT (amb_review_text_get_type ())
G_DECLARE_FINAL_TYPE (AmbReviewText, amb_review_text, AMB, REVIEW_TEXT, GtkBox)

GtkWidget *amb_review_text_new (AmbContext *context);
/** amb_review_text_show: @id: (nullable): of a content item; read on a reader thread. @note:
 * (nullable): a sentence under its title. The same one again keeps what is marked in it and where
 * it is scrolled to; another is shown from its beginning. */
void amb_review_text_show (AmbReviewText *self, const char *id, const char *note);

G_END_DECLS
