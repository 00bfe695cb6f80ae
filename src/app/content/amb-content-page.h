/* Content: what goes out when, to whom; and the records that it is made of. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_CONTENT_PAGE (amb_content_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbContentPage, amb_content_page, AMB, CONTENT_PAGE, AmbPage)

G_END_DECLS
