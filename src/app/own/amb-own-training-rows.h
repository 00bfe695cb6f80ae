/* The rows of My Training. */
#pragma once

#include "amb-own-training.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Of all: @today: the day in the programme's zone; floating. */

/** amb_own_training_step_row_new: what comes next on a track, and the button that does it
 * (`page.step`); @leads: it is the blue one */
GtkWidget *
amb_own_training_step_row_new (const AmbOwnTrack *track, const char *today, gboolean leads);
/** amb_own_training_track_new: an AmbSection: how far it is, then its modules */
GtkWidget *amb_own_training_track_new (const AmbOwnTrack *track, const char *today);
/** amb_own_training_past_row_new: a track that is over, with its certificate */
GtkWidget *amb_own_training_past_row_new (const AmbOwnTrack *track, const char *today);
/** amb_own_training_open_row_new: with the button that asks for it (`page.join`), where @may_ask */
GtkWidget *amb_own_training_open_row_new (const AmbOpenTrack *track, gboolean may_ask);

G_END_DECLS
