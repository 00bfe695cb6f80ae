/* People: the roster, and those on their way into it. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_PEOPLE_PAGE (amb_people_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbPeoplePage, amb_people_page, AMB, PEOPLE_PAGE, AmbPage)

G_END_DECLS
