/* The application: one profile, one window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_APPLICATION (amb_application_get_type ())
G_DECLARE_FINAL_TYPE (AmbApplication, amb_application, AMB, APPLICATION, AdwApplication)

/** amb_application_new: @profile: (nullable): its folder; NULL: the user's own. Two profiles run
 * beside each other. */
AmbApplication *amb_application_new (const char *profile);

G_END_DECLS
