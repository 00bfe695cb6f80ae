/* The roles that somebody holds, or one role as a whole: mission, steps, metrics, holders. */
#pragma once

#include "amb-programme.h"
#include "amb-role-metrics.h"

G_BEGIN_DECLS

/* A step of the process. */
typedef struct
{
  char *id;
  char *what;
  char *how; /* nullable: Markdown */
  char *rhythm;
  gint64 minutes;     /* −1: unknown */
  char *ticked_on;    /* nullable: the latest day on which the person did it */
  gboolean is_ticked; /* that still stands: amb_step_dup_since() */
} AmbRoleStep;

/* Somebody who holds the role today. */
typedef struct
{
  char *id;
  char *name;
} AmbRoleHolder;

typedef struct
{
  char *id;
  char *name;
  char *kind;
  char *mission;           /* nullable: Markdown */
  AmbRoleMetrics *metrics; /* nullable: not for who asks */
  gboolean is_own;         /* of an ambassador's desk, which holds no records of others */
  GPtrArray *steps;        /* of AmbRoleStep, in their order */
  GPtrArray *holders;      /* of AmbRoleHolder, by name, the first AMB_ROLE_HOLDERS; of a role that
                              was asked for */
  guint n_holders;         /* all of them */
  gboolean is_partial;     /* holders and sums are of what who asks may see */
} AmbRoleCard;

#define AMB_ROLE_HOLDERS 50

void amb_role_card_free (AmbRoleCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbRoleCard, amb_role_card_free)

/**
 * amb_role_cards_load_person:
 *
 * The roles that @person holds today, with the steps as ticked and what was done since they were
 * taken. A number of statements that doesn't depend on how much there is. AMB_ERROR_DENIED: to a
 * fellow ambassador and a sponsor; AMB_ERROR_NOT_FOUND: nobody whom this desk knows.
 *
 * Returns: (transfer full): of AmbRoleCard. On the thread of @store.
 */
GPtrArray *amb_role_cards_load_person (AmbStore *store, const char *person, GError **error);

/** amb_role_cards_load_role: the role with its holders, by name and never by result, and the sum of
 * what they did; `metrics` is NULL where who asks may not see it. AMB_ERROR_NOT_FOUND */
AmbRoleCard *amb_role_cards_load_role (AmbStore *store, const char *role, GError **error);

/** amb_role_card_get_metric: as it is told to who asked; unknown where the desk doesn't hold what
 * it rests on */
AmbMetric amb_role_card_get_metric (const AmbRoleCard *self, AmbMetricId id);
/** amb_role_card_dup_basis: (transfer full): “3 of 4 in 90 days”, or why it is unknown */
char *amb_role_card_dup_basis (const AmbRoleCard *self, AmbMetricId id);

/**
 * amb_programme_tick_step:
 * @done: FALSE takes back what stands today
 *
 * That @person did a step of a role, today; recorded by who acts, where that is somebody else. One
 * undo group, one transaction; what is so already changes nothing.
 */
gboolean amb_programme_tick_step (
    AmbProgramme *self, const char *person, const char *step, gboolean done, GError **error);

G_END_DECLS
