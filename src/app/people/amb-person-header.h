/* Who a person's page is of: name, place, and chips for state, renewal and fit. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_PERSON_HEADER (amb_person_header_get_type ())
G_DECLARE_FINAL_TYPE (AmbPersonHeader, amb_person_header, AMB, PERSON_HEADER, AdwBin)

/** amb_person_header_new: it follows the context by itself */
GtkWidget *amb_person_header_new (AmbContext *context);
/** amb_person_header_set_shows_state: FALSE where the state stands below, on the button that
 * changes it */
void amb_person_header_set_shows_state (AmbPersonHeader *self, gboolean shows);
void amb_person_header_set_person (AmbPersonHeader *self, const char *person);

G_END_DECLS
