/* The first run: a sample to look at, a programme of one's own, or the company's server. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_WELCOME (amb_welcome_get_type ())
G_DECLARE_FINAL_TYPE (AmbWelcome, amb_welcome, AMB, WELCOME, AdwBin)

/** amb_welcome_is_due: holds the profile no programme, nobody, and no server? Main thread. */
gboolean amb_welcome_is_due (AmbContext *context);

/** amb_welcome_new: Signal "done": the profile holds a programme now, or has a server */
GtkWidget *amb_welcome_new (AmbContext *context);

G_END_DECLS
