/* The starter kit: what a programme of one's own begins with. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/**
 * amb_starter_kit_add:
 * @programme: a programme that was just begun, with a manager as actor
 *
 * Adds seven roles with their steps, six criteria of selection, a level-1 track with its modules,
 * drafts of the charter, the privacy notice and the disclosure line, playbooks for S1 to S4,
 * pillars, KPI targets from this month on, and channels; in the language of the desktop where there
 * is a translation, else in English. What waits for somebody's words has [brackets]; what has
 * states begins as a draft.
 *
 * Each record goes through amb_programme_add(): checked, journalled in the group that the caller
 * opened, sent when the programme is connected. All or nothing: after an error the caller's
 * transaction is as it was before the call; without one, the kit is a transaction of its own.
 *
 * The thread of the programme's store.
 *
 * Returns: FALSE with AMB_ERROR_REFUSED when the programme has roles already, AMB_ERROR_DENIED when
 * the actor is no manager, or the store's own errors
 */
gboolean amb_starter_kit_add (AmbProgramme *programme, GError **error);

G_END_DECLS
