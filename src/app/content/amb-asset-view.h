/* Assets and needs of the place: a list each with designed views, and over the assets their
 * shelves. */
#pragma once

#include "amb-list-detail.h"

G_BEGIN_DECLS

/** amb_need_list_new: needs, with those without content as a view */
GtkWidget *amb_need_list_new (AmbContext *context);

#define AMB_TYPE_ASSET_VIEW (amb_asset_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbAssetView, amb_asset_view, AMB, ASSET_VIEW, GtkBox)

GtkWidget *amb_asset_view_new (AmbContext *context);
AmbListDetail *amb_asset_view_get_detail (AmbAssetView *self);

G_END_DECLS
