/* A named view as data: the filters, search, sort and columns that its record keeps as JSON. */
#pragma once

#include "amb-query.h"

G_BEGIN_DECLS

#define AMB_VIEW_MAX_VALUES   500 /* of one filter */
#define AMB_VIEW_MAX_PROBLEMS 4   /* told one by one */
#define AMB_VIEW_MAX_WIDTH    2000

typedef struct
{
  const AmbField *field;
  int width; /* px at the usual text size, 0: as designed */
} AmbViewColumn;

/*
 * {"where":[{"field":…,"match":…,"values":[…]}…],"search":…,"sort":…,"descending":…,
 *  "columns":[{"field":…,"width":…}…]}
 *
 * Everything is optional. The columns are those that are shown, in their order; without any the
 * view says nothing of columns. The filters are all there are: a view shows the same in every list
 * of its entity and on the command line.
 */
typedef struct
{
  AmbQuery *query;
  GPtrArray *columns;  /* of AmbViewColumn */
  GPtrArray *problems; /* of char *: a sentence for each part that can't be applied here */
  guint n_more;        /* parts that have no sentence */
  const char *advice;  /* nullable: static and translated: what to do about them */
} AmbView;

AmbView *amb_view_new (const AmbEntity *entity);
void amb_view_free (AmbView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbView, amb_view_free)

void amb_view_add_column (AmbView *self, const AmbField *field, int width);

/**
 * amb_view_from_json:
 * @json: (nullable): a record's text: from a newer program, by hand, damaged
 *
 * Returns: (transfer full): what can be applied of it; the rest is in `problems`
 */
AmbView *amb_view_from_json (const AmbEntity *entity, const char *json);

/**
 * amb_view_to_json:
 * @was: (nullable): what the record held: parts of it that this program does not know are kept
 */
char *amb_view_to_json (const AmbView *self, const char *was);

/** amb_view_dup_notice: (transfer full) (nullable): what can't be applied here and what to do, in
 * sentences; NULL: everything can */
char *amb_view_dup_notice (const AmbView *self);

G_END_DECLS
