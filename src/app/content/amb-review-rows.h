/* The rows of the queue: what waits, since when, until when, and from whom. */
#pragma once

#include "amb-content-flow.h"
#include "amb-context.h"

G_BEGIN_DECLS

/* What one does with a row. */
typedef enum
{
  AMB_REVIEW_NONE,
  AMB_REVIEW_REVIEW,     /* decides */
  AMB_REVIEW_SUGGESTION, /* accepts or declines */
  AMB_REVIEW_OWN,        /* reads what became of it */
} AmbReviewKind;

GtkWidget *amb_review_row_new_review (AmbContext *context, const AmbReviewItem *item);
GtkWidget *amb_review_row_new_suggestion (AmbContext *context, const AmbContentSuggestion *idea);
GtkWidget *amb_review_row_new_own (AmbContext *context, const AmbContentSuggestion *idea);

/* Of a row (nullable). */
const char *amb_review_row_get_id (GtkListBoxRow *row);   /* nullable: of the content item */
const char *amb_review_row_get_told (GtkListBoxRow *row); /* nullable: its second line */
AmbReviewKind amb_review_row_get_kind (GtkListBoxRow *row);
/** amb_review_row_get_check: (nullable): ticks it to be approved with others */
GtkCheckButton *amb_review_row_get_check (GtkWidget *row);
/** amb_review_row_set_header: a GtkListBoxUpdateHeaderFunc: a title over each kind */
void amb_review_row_set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data);

G_END_DECLS
