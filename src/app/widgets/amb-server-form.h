/* Connecting to a server: its address, the token, and what went wrong where it stands. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_SERVER_FORM (amb_server_form_get_type ())
G_DECLARE_FINAL_TYPE (AmbServerForm, amb_server_form, AMB, SERVER_FORM, AdwBin)

/**
 * amb_server_form_set_context:
 *
 * Signal "connected": the profile has a server now, and synchronisation has started. Where the
 * profile has records of its own, a dialog asks whether they are sent to the server or kept apart.
 */
void amb_server_form_set_context (AmbServerForm *self, AmbContext *context);

G_END_DECLS
