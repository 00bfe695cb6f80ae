/* The coverage of the network, read from a store; who could fill a hole; giving a role. */
#pragma once

#include "amb-coverage.h"
#include "amb-programme.h"

G_BEGIN_DECLS

/** AMB_SILO_DAYS: days without an exchange after which a department stands alone, where the
 * programme's record says nothing else */
#define AMB_SILO_DAYS 90

/**
 * amb_coverage_load:
 * @root: (nullable): id of a node: it and what is below it
 * @kind: (nullable): nodes of this kind
 * @role: (nullable): id: that role only
 *
 * Roles in use, every node, today's holders out of the roster, targets and flags, computed. A few
 * statements over whole tables, however many people there are. On the thread of @store.
 */
AmbCoverage *amb_coverage_load (
    AmbStore *store, const char *root, const char *kind, const char *role, GError **error);

/** amb_coverage_load_moved: everything, as if @node were part of @under (nullable: of nothing).
 * AMB_ERROR_INVALID when that would be a circle */
AmbCoverage *
amb_coverage_load_moved (AmbStore *store, const char *node, const char *under, GError **error);

/** amb_coverage_load_merged: everything, as if @into had whoever and whatever @node has; @stays: an
 * empty @node is a part of @into. Errors as above */
AmbCoverage *amb_coverage_load_merged (
    AmbStore *store, const char *node, const char *into, gboolean stays, GError **error);

/* Somebody who holds a role, or could. */
typedef struct
{
  char *id;
  char *name;
  char *state;
  char *standing; /* what the day makes of the state */
  char *level;    /* nullable */
  char *node;     /* nullable: name of the home node */
  gboolean in_roster;
  guint n_roles; /* that they hold today */
} AmbCoveragePerson;

void amb_coverage_person_free (AmbCoveragePerson *self);

/** amb_coverage_list_holders: (transfer full): of AmbCoveragePerson: who holds @role in @node or
 * below, by name; @limit −1: all */
GPtrArray *amb_coverage_list_holders (
    AmbStore *store, const char *role, const char *node, int limit, GError **error);

/**
 * amb_coverage_list_fits:
 * @total: (out) (optional): how many there are, beyond @limit too
 *
 * Who could take @role in @node: people of the roster first, then candidates, of that node or
 * below, by home node or department; with the level that the role needs; neither holding it nor
 * asked already; not paused. By name, never by merit.
 *
 * Returns: (transfer full): of AmbCoveragePerson
 */
GPtrArray *amb_coverage_list_fits (
    AmbStore *store, const char *role, const char *node, int limit, gint64 *total, GError **error);

/**
 * amb_programme_give_role:
 * @node: (nullable): where; NULL: in their home node
 *
 * Somebody of the roster holds the role from today on, and it joins the roles of their record;
 * to a candidate it is proposed. One undo, one transaction.
 *
 * Returns: (transfer full): id of the assignment
 */
char *amb_programme_give_role (
    AmbProgramme *self, const char *person, const char *role, const char *node, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCoveragePerson, amb_coverage_person_free)

G_END_DECLS
