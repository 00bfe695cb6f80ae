/* The rows of the queue: what waits, since when, until when, and from whom. */
#pragma once

#include "amb-content-flow.h"
#include "amb-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What one does with a row. */
typedef enum
{
  AMB_REVIEW_NONE,
  AMB_REVIEW_REVIEW,     /* decides */
  AMB_REVIEW_SUGGESTION, /* accepts or declines */
  AMB_REVIEW_OWN,        /* reads what became of it */
} AmbReviewKind;

#define AMB_TYPE_REVIEW_ROW (amb_review_row_get_type ())
G_DECLARE_FINAL_TYPE (AmbReviewRow, amb_review_row, AMB, REVIEW_ROW, GObject)

/* Property "ticked": it is to be approved with others. (transfer full): */
AmbReviewRow *amb_review_row_new_review (AmbContext *context, const AmbReviewItem *item);
AmbReviewRow *amb_review_row_new_suggestion (AmbContext *context, const AmbContentSuggestion *idea);
AmbReviewRow *amb_review_row_new_own (AmbContext *context, const AmbContentSuggestion *idea);

/* Of a row (nullable). */
const char *amb_review_row_get_id (AmbReviewRow *row);   /* nullable: of the content item */
const char *amb_review_row_get_told (AmbReviewRow *row); /* nullable: its second line */
gint64 amb_review_row_get_rid (AmbReviewRow *row);       /* of what is in review; 0: another */
AmbReviewKind amb_review_row_get_kind (AmbReviewRow *row);
gboolean amb_review_row_get_ticked (AmbReviewRow *row);

void amb_review_row_set_ticked (AmbReviewRow *row, gboolean ticked);
/** amb_review_row_set_first: there is a title of its kind over it */
void amb_review_row_set_first (AmbReviewRow *row, gboolean is_first);
/** amb_review_row_is_same: nobody sees a difference */
gboolean amb_review_row_is_same (AmbReviewRow *row, AmbReviewRow *other);

/** amb_review_row_new_factory: (transfer full): of rows in an amb_short_list_new() */
GtkListItemFactory *amb_review_row_new_factory (void);

G_END_DECLS
