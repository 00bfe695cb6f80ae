/* Which rows a bulk verb is for: named ones, or all of a query but some. A plain value for any
 * thread. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

typedef struct
{
  AmbQuery *query; /* nullable: only the named rows */
  GArray *rids;    /* of gint64: the rows; with a query the exceptions */
} AmbRowSet;

/** amb_row_set_new: @query: (transfer full) (nullable); @rids: (transfer full) */
AmbRowSet *amb_row_set_new (AmbQuery *query, GArray *rids);
AmbRowSet *amb_row_set_copy (const AmbRowSet *self); /* (transfer full) */
void amb_row_set_free (AmbRowSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbRowSet, amb_row_set_free)

/** amb_row_set_list: (transfer full): the row numbers, of gint64: a query is run now, its
 * exceptions left out */
GArray *amb_row_set_list (const AmbRowSet *self, AmbStore *store, GError **error);

G_END_DECLS
