/* A list of records that opens at once and stays small, however many there are. */
#pragma once

#include "amb-context.h"
#include "amb-list-item.h"

G_BEGIN_DECLS

#define AMB_TYPE_LIST_MODEL (amb_list_model_get_type ())
G_DECLARE_FINAL_TYPE (AmbListModel, amb_list_model, AMB, LIST_MODEL, GObject)

#define AMB_LIST_PAGE       64   /* records are loaded together, aligned to this many rows */
#define AMB_LIST_KEPT_ITEMS 1024 /* items that live on although no row shows them */

/**
 * amb_list_model_new:
 *
 * A GListModel of AmbListItem, empty until amb_list_model_set_query(). It follows the context's
 * "changed" by itself: rows that stay keep their item, and a change is told in the smallest
 * splices. Main thread, as everything here; all SQL runs on the context's readers.
 *
 * Properties: "loading" (boolean), "total" (int64: rows of the base query, −1: not known yet),
 * "message" (string, nullable: why the last read failed). Signal "refreshed": all rows are in.
 */
AmbListModel *amb_list_model_new (AmbContext *context, const AmbEntity *entity);

/**
 * amb_list_model_set_query:
 * @query: what is shown
 * @base: (nullable): the same without the person's filters: what "total" counts
 *
 * The first page comes by LIMIT with its records, all rows follow; a query on its way is cancelled.
 */
void amb_list_model_set_query (AmbListModel *self, const AmbQuery *query, const AmbQuery *base);
const AmbQuery *amb_list_model_get_query (AmbListModel *self); /* (nullable) */

/** amb_list_model_refresh: reads anew, for “Try again” and when the day changes */
void amb_list_model_refresh (AmbListModel *self);

const AmbEntity *amb_list_model_get_entity (AmbListModel *self);
AmbContext *amb_list_model_get_context (AmbListModel *self);
gboolean amb_list_model_get_loading (AmbListModel *self);
gint64 amb_list_model_get_total (AmbListModel *self);
const char *amb_list_model_get_message (AmbListModel *self); /* (nullable) */

/** amb_list_model_get_rid: row number at @position; makes no object and loads nothing */
gint64 amb_list_model_get_rid (AmbListModel *self, guint position);
/** amb_list_model_find: position of @rid, G_MAXUINT when it is not in the list; linear, 0.1 ms at
 * 100,000 */
guint amb_list_model_find (AmbListModel *self, gint64 rid);
/** amb_list_model_get_n_objects: items alive at the moment, for tests of the bound */
guint amb_list_model_get_n_objects (AmbListModel *self);

G_END_DECLS
