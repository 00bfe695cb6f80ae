/* The history of one record: who changed what, when and why. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_HISTORY_WINDOW (amb_history_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbHistoryWindow, amb_history_window, AMB, HISTORY_WINDOW, AdwWindow)

/** amb_history_window_new: read on a reader thread; present it with gtk_window_present() */
GtkWidget *amb_history_window_new (AmbContext *context,
                                   const AmbEntity *entity,
                                   const char *id,
                                   const char *title,
                                   GtkWindow *parent);

/** amb_history_describe: (transfer full): one entry in words, “E-mail: ama@old.example →
 * ama@new.example” */
char *amb_history_describe (AmbStore *store, const AmbJournalEntry *entry);

G_END_DECLS
