/* One section of a person's page that is lists of records; read when it is seen. */
#pragma once

#include "amb-person-sections.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_PERSON_PANEL (amb_person_panel_get_type ())
G_DECLARE_FINAL_TYPE (AmbPersonPanel, amb_person_panel, AMB, PERSON_PANEL, AdwBin)

GtkWidget *
amb_person_panel_new (AmbContext *context, const AmbPersonSection *section, const char *person);

G_END_DECLS
