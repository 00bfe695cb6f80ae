/* What content brought, and how it came about: K10, K16 and K17 as pure functions over facts (K18
 * is amb-balance.h). What isn't known is never a 0. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Figures of a publication, as fields of a measurement. */
typedef enum
{
  AMB_RESULT_IMPRESSIONS,
  AMB_RESULT_REACTIONS,
  AMB_RESULT_COMMENTS,
  AMB_RESULT_REPOSTS,
  AMB_RESULT_CLICKS,
  AMB_RESULT_UNIQUE_CLICKS,
  AMB_RESULT_CONVERSIONS,
  AMB_N_RESULTS,
} AmbResultId;

/** amb_result_get_field: “impressions”… */
const char *amb_result_get_field (AmbResultId id);

/* Where a number comes from; the first two are known. */
typedef enum
{
  AMB_ORIGIN_MEASURED,
  AMB_ORIGIN_IMPORTED,
  AMB_ORIGIN_ESTIMATED,
  AMB_ORIGIN_UNKNOWN,
} AmbOrigin;

/** amb_origin_find: of a measurement's source (nullable); what is no source is unknown */
AmbOrigin amb_origin_find (const char *source);
/** amb_origin_get_id: “measured”, “imported”, “estimated”, “unknown” */
const char *amb_origin_get_id (AmbOrigin origin);
/** amb_origin_is_known: measured or imported */
gboolean amb_origin_is_known (AmbOrigin origin);

typedef struct
{
  AmbOrigin origin;
  gint64 value;
  char day[11];
} AmbResult;

/* What is known of one publication. Figures are totals since it went out, so of each the latest
 * counts; one that is known before one that is estimated, however late; of one day what was
 * measured before what was imported. */
typedef struct
{
  AmbResult results[AMB_N_RESULTS];
} AmbResults;

void amb_results_clear (AmbResults *self);
/** amb_results_take: one number of one measurement; in whatever order */
void amb_results_take (
    AmbResults *self, AmbResultId id, const char *day, AmbOrigin origin, gint64 value);
/**
 * amb_results_get_engagement:
 * @value: (out): reactions, comments and reposts, those of them that there are
 * @is_whole: (out): is each of the three there?
 *
 * Returns: unknown when none is there; estimated when one of them is
 */
AmbOrigin amb_results_get_engagement (const AmbResults *self, gint64 *value, gboolean *is_whole);

typedef struct
{
  gboolean known;
  gint64 value; /* hundredths of its unit, rounded half up; 0 when unknown */
  gint64 numerator, denominator;
} AmbFigure;

/* K10. */
typedef struct
{
  AmbFigure known;     /* engagements / publications whose engagement is known */
  AmbFigure estimated; /* the same of those of which it is estimated; never added to the other */
  guint n_partial;     /* of the known: a part is missing, so the sum is the least there was */
  guint n_unknown;     /* publications of which nothing is known */
} AmbEngagement;

/** amb_content_get_engagement: @posts: @n publications of the period */
AmbEngagement amb_content_get_engagement (const AmbResults *posts, guint n);

/* A move of a content item. */
typedef struct
{
  const char *item;
  const char *to;
  gint64 at;         /* milliseconds since the epoch */
  gboolean imported; /* it says nothing of when it happened */
} AmbContentMove;

/* K16. A round begins when an item is sent to review and ends when it is approved or rejected. */
typedef struct
{
  gboolean known;       /* something was approved whose beginning is known */
  gint64 median, p90;   /* milliseconds; p90 is the nearest rank */
  guint n;              /* approvals that these are of */
  guint n_unknown;      /* approvals without a beginning */
  AmbFigure first_pass; /* per cent: first decisions of a round that were approvals */
} AmbLead;

/**
 * amb_content_get_lead:
 * @moves: by item, and of each in their order; all moves of the items that were decided in the
 *   period, also those before it
 * @from: @to: milliseconds since the epoch; @to is outside
 */
AmbLead amb_content_get_lead (const AmbContentMove *moves, guint n, gint64 from, gint64 to);

/* What a published item is made of. */
typedef struct
{
  const char *department; /* nullable: that produced it */
  const char
      *asset_department; /* nullable: of its source asset, or of that of what it derives from */
  gboolean is_original;  /* it says that it is made of nothing else */
} AmbContentSource;

/** amb_content_get_reuse: K17, per cent; *@n_unknown: (out): items that don't say what they are
 * made of, or by whom: in neither part of the ratio */
AmbFigure amb_content_get_reuse (const AmbContentSource *items, guint n, guint *n_unknown);

G_END_DECLS
