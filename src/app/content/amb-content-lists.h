/* The records behind the place: needs, pillars, channels, slots and the others, a list each. */
#pragma once

#include "amb-list-detail.h"

G_BEGIN_DECLS

#define AMB_TYPE_CONTENT_LISTS (amb_content_lists_get_type ())
G_DECLARE_FINAL_TYPE (AmbContentLists, amb_content_lists, AMB, CONTENT_LISTS, GtkBox)

/* Signal "changed": another kind is shown. */
GtkWidget *amb_content_lists_new (AmbContext *context);
/** amb_content_lists_get_entity: (nullable): that is shown */
const AmbEntity *amb_content_lists_get_entity (AmbContentLists *self);
/** amb_content_lists_get_shown: (nullable) */
AmbListDetail *amb_content_lists_get_shown (AmbContentLists *self);
/** amb_content_lists_show: FALSE when its records may not be read, or stand elsewhere */
gboolean amb_content_lists_show (AmbContentLists *self, const AmbEntity *entity);

G_END_DECLS
