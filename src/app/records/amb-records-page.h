/* All records: the generic list and form of every entity. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_RECORDS_PAGE (amb_records_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbRecordsPage, amb_records_page, AMB, RECORDS_PAGE, AmbPage)

G_END_DECLS
