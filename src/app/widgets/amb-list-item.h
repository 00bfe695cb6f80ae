/* One row of a list: its row number, and its record once it has been loaded. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

#define AMB_TYPE_LIST_ITEM (amb_list_item_get_type ())
G_DECLARE_FINAL_TYPE (AmbListItem, amb_list_item, AMB, LIST_ITEM, GObject)

AmbListItem *amb_list_item_new (gint64 rid);
gint64 amb_list_item_get_rid (AmbListItem *self);

/** amb_list_item_get_record: (nullable): NULL until it has been loaded; "record" is notified
 * whenever it is loaded anew. */
AmbRecord *amb_list_item_get_record (AmbListItem *self);

/** amb_list_item_get_text: (nullable): what a reference, or a set of references, at @index of the
 * entity's table shows */
const char *amb_list_item_get_text (AmbListItem *self, guint index);

/**
 * amb_list_item_load:
 * @texts: (transfer full) (nullable): what references show, by index in the entity's table
 */
void amb_list_item_load (AmbListItem *self, AmbRecord *record, GPtrArray *texts);

G_END_DECLS
