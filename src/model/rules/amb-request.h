/* What whoever asks people to do something is told before it is sent: pure functions over the
 * programme's thresholds and what is known of a person. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

/* What speaks against asking somebody now. */
typedef enum
{
  AMB_REQUEST_OUTSIDE = 1 << 0, /* not in the roster: is never asked */
  AMB_REQUEST_PAUSED = 1 << 1,  /* paused, and the pause is not over */
  AMB_REQUEST_BUDGET = 1 << 2,  /* was asked as often this month as the programme allows */
  AMB_REQUEST_QUIET = 1 << 3,   /* by their clock it is in the quiet hours */
} AmbRequestNote;

/* The programme's thresholds, borrowed from its record. */
typedef struct
{
  int budget;              /* requests of a person in a calendar month; −1: no limit */
  const char *quiet_from;  /* nullable: "19:00"; without both there are no quiet hours */
  const char *quiet_until; /* nullable: "08:00", the first minute that is not quiet */
  const char *today;       /* in the programme's zone */
  gint64 now;              /* instant */
} AmbRequestRules;

/** amb_request_read_rules: @programme: the singleton's record, or a new one for the initial values
 */
void amb_request_read_rules (AmbRequestRules *self, AmbRecord *programme);

/**
 * amb_request_judge:
 * @state: of the person
 * @paused_until: (nullable): their last day of pause
 * @n_asked: requests of this month, whatever became of them: what was declined counts as what was
 *   done, so that the number says nothing about the answers
 * @is_quiet: does amb_request_is_quiet() say so of the zone whose clock is theirs?
 *
 * Returns: AmbRequestNote bits; 0: nothing speaks against it
 */
guint amb_request_judge (const AmbRequestRules *self,
                         const char *state,
                         const char *paused_until,
                         int n_asked,
                         gboolean is_quiet);

/** amb_request_is_in_roster: onboarding, active, dormant or paused */
gboolean amb_request_is_in_roster (const char *state);
/** amb_request_is_quiet: does @zone's clock stand in the quiet hours? They may go over midnight. */
gboolean amb_request_is_quiet (const AmbRequestRules *self, GTimeZone *zone);
/** amb_request_dup_time: (transfer full): what @zone's clock shows now: "22:10" */
char *amb_request_dup_time (const AmbRequestRules *self, GTimeZone *zone);
/** amb_request_get_month: the calendar month of `today` by @zone's clock: (out) (transfer full)
 * @from: its first instant; @until: that of the next month */
void
amb_request_get_month (const AmbRequestRules *self, GTimeZone *zone, char **from, char **until);

G_END_DECLS
