/* Needs attention: conflicts and refused changes, settled by a person, one by one or all at once.
 */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_ATTENTION_PAGE (amb_attention_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbAttentionPage, amb_attention_page, AMB, ATTENTION_PAGE, AmbPage)

G_END_DECLS
