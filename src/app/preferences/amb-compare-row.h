/* The row that compares everything here with the server. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_COMPARE_ROW (amb_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (AmbCompareRow, amb_compare_row, AMB, COMPARE_ROW, AdwActionRow)

/** amb_compare_row_set_context: shows when it was last compared, and follows the next comparison */
void amb_compare_row_set_context (AmbCompareRow *self, AmbContext *context);

G_END_DECLS
