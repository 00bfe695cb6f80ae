/* My data: one's own record, what one agreed to, what one asked the privacy desk, and all that is
 * kept about oneself, to take along. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_OWN_PAGE (amb_own_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbOwnPage, amb_own_page, AMB, OWN_PAGE, AmbPage)

G_END_DECLS
