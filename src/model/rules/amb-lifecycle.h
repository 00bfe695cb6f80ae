/* States and moves: pure functions over a record and facts. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

/* Gates of moves: what must be true of the record, of the reason given, or of the facts. */
typedef enum
{
  AMB_GATE_REASON = 1 << 0,      /* a reason in words */
  AMB_GATE_RATERS = 1 << 1,      /* two raters, every criterion scored or left blank on purpose */
  AMB_GATE_COHORT = 1 << 2,      /* a frozen cohort or a reason */
  AMB_GATE_PROOF = 1 << 3,       /* by the person, or recorded on their behalf with proof */
  AMB_GATE_CHARTER = 1 << 4,     /* charter accepted (version kept) */
  AMB_GATE_NOTICE = 1 << 5,      /* privacy notice shown */
  AMB_GATE_VOLUNTARY = 1 << 6,   /* voluntary confirmation */
  AMB_GATE_CERTIFICATE = 1 << 7, /* level-1 certificate */
  AMB_GATE_ROLE = 1 << 8,        /* a role */
  AMB_GATE_HOME = 1 << 9,        /* a home node */
  AMB_GATE_END_DATE = 1 << 10,   /* an end date of the pause */
  AMB_GATE_SECOND = 1 << 11,     /* a second manager, or the same after 24 h of server time */
  AMB_GATE_NOT_OWN = 1 << 12,    /* not by the person whose record it is */
  AMB_GATE_ADMITTED = 1 << 13,   /* by who looks after the space, or it is free to join */
  AMB_GATE_TWO_RATERS = 1 << 14, /* first and second rater are two, and not the candidate */
  AMB_GATE_FIELD = 1 << 15,      /* a field of the move's `needs` is filled; never in a table */
} AmbGate;

/* What a rule may know besides the record; the programme floor fills it from the store. */
typedef struct
{
  gint64 now;               /* instant in ms; on the server its own clock */
  const char *today;        /* a day in the programme's zone */
  const char *why;          /* nullable: the reason given with the move */
  const char *by;           /* nullable: who moves */
  const char *by_person;    /* nullable: the id of that person's record */
  gboolean by_self;         /* the record is about the one who moves */
  gboolean self_approval;   /* the programme lets its managers approve what is their own */
  gboolean is_trusted;      /* of a content item: who moves it is a trusted contributor */
  gboolean free_to_join;    /* of a membership: its space lets everybody in */
  guint who;                /* AmbWho bits of the one who moves */
  gint64 last_move_at;      /* instant of the latest move into the present state, 0: unknown */
  const char *last_move_by; /* nullable */
  const char *last_move_by_person; /* nullable */

  /* Of a person, what other records say. */
  guint n_role_criteria;    /* in use for a role, of which the application names none */
  guint n_criteria;         /* that candidates for this call and role are scored by */
  guint n_raters;           /* others who scored each of them, or left it blank on purpose */
  guint places;             /* AmbCohortPlace bits in cohorts that are frozen or under way */
  const char *answer;       /* nullable: the state to which their invitation was answered, by
                               themselves or with a proof */
  gboolean has_certificate; /* one that is valid today, of level 1 or more */
  gboolean has_role;        /* an assignment that is current */
  gboolean withdrew;        /* the voluntary participation was withdrawn and not given again */
} AmbFacts;

typedef enum
{
  AMB_COHORT_SEAT = 1 << 0,
  AMB_COHORT_WAIT_LIST = 1 << 1,
  AMB_COHORT_LEFT_OUT = 1 << 2, /* of the cohort of the call to which they applied */
} AmbCohortPlace;

typedef struct
{
  AmbGate gate;
  gboolean open;
  const char *label; /* translated: “Charter accepted” */
  const char *how; /* translated, nullable: what opens it: “Record the version that was accepted” */
  const char *field; /* nullable: the field to fill in */
  char *detail;      /* nullable: what is known of it: “1 of 2 raters are through” */
} AmbGateStatus;

/** amb_gate_get_name: "charter" for AMB_GATE_CHARTER: a word for the command line; NULL for none */
const char *amb_gate_get_name (AmbGate gate);
/** amb_gate_from_name: 0: there is no such gate */
AmbGate amb_gate_from_name (const char *name);

/** amb_lifecycle_is_own: is @record of who moves it: whose it is, or who wrote it? Neither judges
 * it
 */
gboolean amb_lifecycle_is_own (AmbRecord *record, const AmbFacts *facts);

/** amb_lifecycle_find_move: the row of the table; NULL when the pair is not in it */
const AmbMove *amb_lifecycle_find_move (const AmbEntity *entity, const char *from, const char *to);

/** amb_lifecycle_list_targets: (transfer container): states reachable from @from, in the table's
 * order */
GPtrArray *amb_lifecycle_list_targets (const AmbEntity *entity, const char *from);

/** amb_lifecycle_find_next: the move that the checklist of a record in its state leads to: the
 * first with a gate that other records or fields open; NULL: none */
const AmbMove *amb_lifecycle_find_next (AmbRecord *record);

/** amb_lifecycle_list_gates: (transfer full): AmbGateStatus of every gate of @move */
GArray *amb_lifecycle_list_gates (AmbRecord *record, const AmbMove *move, const AmbFacts *facts);

/**
 * amb_lifecycle_check_move:
 * May @record go to state @to? AMB_ERROR_REFUSED says why: the moves that are possible from here,
 * who may, or every gate that is shut with the way to open it.
 */
gboolean
amb_lifecycle_check_move (AmbRecord *record, const char *to, const AmbFacts *facts, GError **error);

/** amb_lifecycle_set_refusal: for whoever writes the state field directly: names the possible moves
 */
void amb_lifecycle_set_refusal (AmbRecord *record, GError **error);

/** AMB_DORMANT_DAYS: days without a programme action after which an active person is dormant, where
 * the programme's record says nothing else */
#define AMB_DORMANT_DAYS 30

/** amb_lifecycle_get_standing: what the day @today makes of the state ("dormant"), else the state;
 * @since: (nullable): the day on which they became active last. What lists compute in SQL, in words
 * of its own: tests compare the two */
const char *amb_lifecycle_get_standing (AmbRecord *record,
                                        const char *since,
                                        const char *today,
                                        int dormant_days);

G_END_DECLS
