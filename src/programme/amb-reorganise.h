/* The network is reorganised: what would change is asked before it is done. */
#pragma once

#include "amb-coverage-facts.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_REORGANISE_MOVE,  /* the node becomes part of another one, with what is below it */
  AMB_REORGANISE_MERGE, /* another node gets what it has */
  AMB_REORGANISE_CLOSE, /* the node above gets what it has */
} AmbReorganiseVerb;

/* A node that would be covered otherwise, or lack something else. */
typedef struct
{
  char *id;
  char *name;
  guint held_before, held_after;
  gint64 missing_before, missing_after;
  guint flags_before, flags_after; /* AmbNodeFlags */
} AmbReorganiseChange;

typedef struct
{
  char *name;         /* of the node */
  char *target;       /* nullable: name of the node that it becomes part of, or is merged into */
  gint64 n_nodes;     /* that move: with what is below it, of which it is one unless it is merged */
  gint64 n_people;    /* whose home node or department is one of them; merged: is the node */
  gint64 n_records;   /* merged: what else belongs to the other node from then on */
  gint64 n_targets;   /* merged: targets of roles that end */
  gint64 n_rights;    /* merged: access rights over the node that end with it */
  gint64 n_facts;     /* merged: what happened, and isn't rewritten */
  gboolean stays;     /* merged: the node stays as an empty part of the other one, for its facts */
  GPtrArray *offices; /* of char *: names of the head and the backup who are so no longer */
  GPtrArray *loses;   /* of char *: names of nodes whose leads no longer see those people */
  GPtrArray *gains;   /* of char *: names of nodes whose leads see them from then on */
  GPtrArray *changes; /* of AmbReorganiseChange, in the order of the tree as it is */
} AmbReorganisePreview;

void amb_reorganise_preview_free (AmbReorganisePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbReorganisePreview, amb_reorganise_preview_free)

/**
 * amb_reorganise_preview:
 * @target: (nullable): the other node; NULL: moved to the top; closed: always
 *
 * Changes nothing. AMB_ERROR_INVALID when the node would stand above itself, or is merged into what
 * is below it; AMB_ERROR_REFUSED when the one that is closed has no node above it.
 */
AmbReorganisePreview *amb_reorganise_preview (
    AmbStore *store, AmbReorganiseVerb verb, const char *node, const char *target, GError **error);

/**
 * amb_programme_reorganise:
 *
 * Does what the preview tells, in one transaction and one undo. A node that is merged goes, but for
 * one of which facts tell (exchanges, thanks, activity): these aren't rewritten, so it stays,
 * empty, as a part of the other one, and counts there. Errors as of the preview, and as of each
 * change.
 */
gboolean amb_programme_reorganise (AmbProgramme *self,
                                   AmbReorganiseVerb verb,
                                   const char *node,
                                   const char *target,
                                   GError **error);

G_END_DECLS
