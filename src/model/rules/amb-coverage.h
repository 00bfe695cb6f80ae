/* Which roles are held where, what is wanted there, and what a node lacks: pure rules over facts.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a node lacks. */
typedef enum
{
  AMB_NODE_NO_BACKUP = 1 << 0,  /* single point of failure: nobody steps in for its head */
  AMB_NODE_SILO = 1 << 1,       /* a department without an exchange with what is outside of it */
  AMB_NODE_NO_SPONSOR = 1 << 2, /* no sponsor of it, of a node above it, nor of the company */
} AmbNodeFlags;

/* A node of the network, with what is known of it. */
typedef struct
{
  char *id;
  char *name;
  char *kind;
  char *parent_id; /* nullable */
  char *head_id;   /* nullable */
  char *head;      /* nullable: the name */
  char *backup;    /* nullable: the name */
  gboolean has_backup;
  gboolean has_sponsor;   /* of its own */
  gboolean has_exchanged; /* made by amb_coverage_add_exchange() */
  gint64 headcount;       /* −1: unknown */
  char *counted_on;       /* nullable: the day of the headcount */
  int parent;             /* place in `nodes`, −1: none; made by amb_coverage_arrange() */
  guint depth;            /* so many nodes above it */
  gboolean shown;         /* by the filter */
  gboolean seen;          /* what belongs to it is here; else nothing is counted of it */
  guint flags;            /* AmbNodeFlags, made by amb_coverage_compute() */
  guint n_held;           /* different people who hold a shown role here or below */
  gint64 n_missing;       /* over the shown roles */
} AmbCoverageNode;

typedef struct
{
  char *id;
  char *name;
  int level;        /* of the certificate that its holders need */
  guint n_held;     /* different people who hold it in a shown node or below */
  gint64 n_missing; /* over the shown nodes */
} AmbCoverageRole;

/* Somebody holds a role. The places are in `nodes`, −1: none. */
typedef struct
{
  gint64 person;
  guint role;
  int place;      /* where the role is held: the assignment's node, else the home node */
  int department; /* of the person */
} AmbCoverageHolding;

/* Role × node. */
typedef struct
{
  guint n_held;     /* different people, in the node or below */
  gint64 wanted;    /* the target in force, −1: none */
  gint64 next;      /* the next target, not due yet; −1: none */
  char *next_due;   /* nullable */
  char *wanted_due; /* nullable: since when it is in force */
} AmbCoverageCell;

typedef struct
{
  GPtrArray *nodes;  /* of AmbCoverageNode, as a tree is read from above, each level by name */
  GPtrArray *roles;  /* of AmbCoverageRole */
  GArray *holdings;  /* of AmbCoverageHolding */
  gboolean sponsors; /* somebody sponsors the whole company */
  gboolean of_all;   /* every sponsor is here; else it isn't known that there is none */
  GArray *cells;     /* of AmbCoverageCell, a role's nodes side by side */
} AmbCoverage;

AmbCoverage *amb_coverage_new (void);
void amb_coverage_free (AmbCoverage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCoverage, amb_coverage_free)

/** amb_coverage_add_node: adds it with these texts, seen; the rest is the caller's. Returns:
 * (transfer none) */
AmbCoverageNode *amb_coverage_add_node (
    AmbCoverage *self, const char *id, const char *name, const char *kind, const char *parent_id);
AmbCoverageRole *
amb_coverage_add_role (AmbCoverage *self, const char *id, const char *name, int level);

/**
 * amb_coverage_arrange:
 * @root: (nullable): id: shows that node and what is below it
 * @kind: (nullable): shows nodes of this kind only
 *
 * Brings the nodes into the order of the tree and makes the cells; to be called when nodes and
 * roles are there, before anything refers to their places. Nodes of a circle, which two desks may
 * make of two sound trees, stand alone: each is shown once.
 */
void amb_coverage_arrange (AmbCoverage *self, const char *root, const char *kind);

/** amb_coverage_find_node: place of @id in `nodes`, −1: none */
int amb_coverage_find_node (const AmbCoverage *self, const char *id);
int amb_coverage_find_role (const AmbCoverage *self, const char *id);
AmbCoverageCell *amb_coverage_get_cell (const AmbCoverage *self, guint role, guint node);
/** amb_coverage_get_missing: people that the cell lacks today; 0 without a target */
gint64 amb_coverage_get_missing (const AmbCoverageCell *cell);
/** amb_coverage_get_coming: people that it will lack when the next target is due; 0: none */
gint64 amb_coverage_get_coming (const AmbCoverageCell *cell);

/** amb_coverage_add_target: of the targets whose day has come (or that have none) the latest is in
 * force; of the others the earliest is the next one. @due: (nullable) */
void amb_coverage_add_target (
    AmbCoverage *self, guint role, guint node, gint64 target, const char *due, const char *today);
/** amb_coverage_add_exchange: it counts for each node that holds one of the two and not the other
 */
void amb_coverage_add_exchange (AmbCoverage *self, int from, int to);

/** amb_coverage_compute: counts and flags. A person counts once in a node, however many of their
 * places are in it or below. */
void amb_coverage_compute (AmbCoverage *self);
/** amb_coverage_count_unseen: shown nodes of which nothing is counted */
guint amb_coverage_count_unseen (const AmbCoverage *self);
/** amb_coverage_recompute: the same again, after holdings were added: what would be if… */
void amb_coverage_recompute (AmbCoverage *self);

G_END_DECLS
