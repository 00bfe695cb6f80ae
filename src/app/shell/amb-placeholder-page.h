/* A place whose pages a later version brings: what it will hold, and the way to what works today.
 */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_PLACEHOLDER_PAGE (amb_placeholder_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbPlaceholderPage, amb_placeholder_page, AMB, PLACEHOLDER_PAGE, AmbPage)

/**
 * amb_placeholder_page_set:
 * @icon: of the place
 * @title: in title case
 * @description: what the place is for, in two sentences at most
 * @label: of the button; @action: what it does, a detailed action name
 */
void amb_placeholder_page_set (AmbPlaceholderPage *self,
                               const char *icon,
                               const char *title,
                               const char *description,
                               const char *label,
                               const char *action);

G_END_DECLS
