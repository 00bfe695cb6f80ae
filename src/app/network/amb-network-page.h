/* Network: the nodes, who leads them, and where one person is all there is. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_NETWORK_PAGE (amb_network_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbNetworkPage, amb_network_page, AMB, NETWORK_PAGE, AmbPage)

/** amb_network_page_add: @extra stands with each node, as amb_detail_pane_add() says */
void amb_network_page_add (AmbNetworkPage *self, GtkWidget *extra);

G_END_DECLS
