/* A programme on its way to its server: how much of it is there, and that it goes on by itself. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_SENDING_WINDOW (amb_sending_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbSendingWindow, amb_sending_window, AMB, SENDING_WINDOW, AdwWindow)

/** amb_sending_window_new: closing it stops nothing. When another programme came first, it offers
 * to keep this one apart. */
GtkWidget *amb_sending_window_new (GtkWindow *parent, AmbContext *context);

G_END_DECLS
