/* Leaving the programme: one act, undone as one. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/* What leaving does, or would do. */
typedef struct
{
  guint n_roles;    /* assignments that end or are turned down */
  guint n_declined; /* tasks that were not answered yet, and are declined */
  guint n_handed;   /* tasks, items, signals and places of head or host that go to somebody else */
  guint n_left;     /* of the same, what stays with the person until somebody takes it over */
} AmbLeaveReport;

/**
 * amb_leave_preview:
 * @heir: does somebody take over?
 *
 * What amb_programme_leave() would do, for whoever may write all of it. Any thread with a store.
 */
gboolean amb_leave_preview (
    AmbStore *store, const char *person, gboolean heir, AmbLeaveReport *report, GError **error);

/**
 * amb_programme_leave:
 * @to: "alumni" or "withdrawn", where the person's state leads there
 * @heir: (nullable): the person who takes over open tasks, content items, signals, and the places
 * of head, backup and host
 * @why: (nullable): of the move
 * @report: (out caller-allocates): what was done
 *
 * Ends the assignments today, declines what was asked and not answered, hands the rest over and
 * makes the move: one group, one transaction. Certificates, consents and what the person wrote stay
 * as they are. AMB_ERROR_REFUSED and _DENIED as amb_programme_move() has them; nothing is changed
 * then.
 */
gboolean amb_programme_leave (AmbProgramme *self,
                              const char *person,
                              const char *to,
                              const char *heir,
                              const char *why,
                              AmbLeaveReport *report,
                              GError **error);

G_END_DECLS
