/* What waits is sent while somebody looks on: how much of how much, and a way to stop. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* @error: (nullable): why not all of it was sent, which was told */
typedef void (*AmbSendDone) (gpointer data, const GError *error);

/**
 * amb_send_dialog_run:
 * @parent: the dialog is above it
 * @total: operations that wait now; 0: what the server has is asked for only
 * @done: called once, on the main thread, after the dialog is gone
 *
 * Sends what waits by the sync service of @context, which is stopped. What lasts gets a dialog with
 * its progress. What was sent before it was stopped, or broke off, stays sent; another dialog tells
 * how much that is.
 */
void amb_send_dialog_run (
    GtkWindow *parent, AmbContext *context, gint64 total, AmbSendDone done, gpointer data);

G_END_DECLS
