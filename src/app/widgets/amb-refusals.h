/* Says which records a bulk verb left alone, each with its reason. */
#pragma once

#include "amb-bulk.h"

G_BEGIN_DECLS

/** amb_refusals_show: a dialog over the window of @widget; how many were done, who was left alone
 * and why. Main thread. */
void amb_refusals_show (GtkWidget *widget, const AmbBulkReport *report);

G_END_DECLS
