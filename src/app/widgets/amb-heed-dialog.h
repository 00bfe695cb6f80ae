/* Says what there is to know before something is done, and does it if that is still wanted. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amb_heed_dialog_ask:
 * @heed: one sentence
 * @verb: with a mnemonic: does it all the same
 * @go_on: called once, with @data, for @verb; not for anything else
 * @free_data: always called, afterwards
 *
 * Over the window of @widget. Main thread.
 */
void amb_heed_dialog_ask (GtkWidget *widget,
                          const char *heading,
                          const char *heed,
                          const char *verb,
                          void (*go_on) (gpointer data),
                          gpointer data,
                          GDestroyNotify free_data);

G_END_DECLS
