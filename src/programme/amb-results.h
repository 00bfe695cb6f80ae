/* What the content of a period brought, read from a store: publications with their results, and
 * K10, K16, K17, K18. */
#pragma once

#include "amb-balance.h"
#include "amb-content-figures.h"
#include "amb-programme.h"
#include "amb-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *item;     /* id */
  char *title;    /* nullable: of the item */
  char *channel;  /* nullable: its name */
  char *by;       /* nullable: name of whoever published it */
  char *at;       /* instant */
  char *audience; /* nullable: for whom */
  char *link;     /* nullable */
  gint64 reach;   /* potential: the size of the audience at that time; −1: unknown */
  AmbResults results;
} AmbPublicationResults;

typedef struct
{
  GPtrArray *publications; /* of AmbPublicationResults, the latest first */
  guint n_items;           /* that were published */
  AmbEngagement engagement;
  AmbLead lead;
  AmbFigure reuse;
  guint n_reuse_unknown;
  AmbBalance balance; /* of the items: K18 */
  guint n_no_audience;
  gboolean is_partial; /* of what who acts may see, not of the programme */
} AmbContentResults;

void amb_content_results_free (AmbContentResults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbContentResults, amb_content_results_free)

/**
 * amb_content_results_load:
 * @from: @to: the first and the last day, in the zone of the store
 * @node: (nullable): id: what it, or a node below it, produced or published
 *
 * On a desk that is sent a part of the programme, of what it holds with all that belongs to it.
 * Five statements over what was published, however much there is. On the thread of @store.
 * AMB_ERROR_INVALID for what is no day, and for a period that ends before it begins.
 *
 * Returns: (transfer full)
 */
AmbContentResults *amb_content_results_load (
    AmbStore *store, const char *from, const char *to, const char *node, GError **error);

/**
 * amb_programme_record_figures:
 * @measurement: of a publication: figures as they were counted or estimated on a day
 *
 * One undo group. A second count of the day and source goes into the first, whose other figures
 * stay; where @measurement is that record itself, it becomes as @measurement is. AMB_ERROR_INVALID
 * where there is no figure.
 *
 * Returns: (transfer full): the id of the measurement
 */
char *amb_programme_record_figures (AmbProgramme *self, AmbRecord *measurement, GError **error);
/** amb_results_find_measurement: (transfer full) (nullable): of that day and source; with @error
 * unset: there is none */
AmbRecord *amb_results_find_measurement (
    AmbStore *store, const char *publication, const char *day, const char *source, GError **error);

G_END_DECLS
