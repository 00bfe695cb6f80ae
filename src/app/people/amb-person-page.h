/* A person's page: who they are, what they do, what came of it; each section read when it is seen.
 */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_PERSON_PAGE (amb_person_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbPersonPage, amb_person_page, AMB, PERSON_PAGE, AmbPage)

/** amb_person_page_may_open: may the person at this desk see others' pages? */
gboolean amb_person_page_may_open (AmbContext *context);

G_END_DECLS
