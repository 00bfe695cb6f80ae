/* Today: what needs me now, each line with its place and its main action. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_TODAY_PAGE (amb_today_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbTodayPage, amb_today_page, AMB, TODAY_PAGE, AmbPage)

/* Signal "waiting-changed": what amb_today_page_get_waiting() says may be another. */

/** amb_today_page_get_waiting: how much waits for me in @place; NULL: in all: the pills of the
 * sidebar */
guint amb_today_page_get_waiting (AmbTodayPage *self, const char *place);

G_END_DECLS
