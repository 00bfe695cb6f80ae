/* What would change if a node became part of another one: asked before it is done. */
#pragma once

#include "amb-coverage-facts.h"

G_BEGIN_DECLS

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
  gint64 n_nodes;     /* that move: the node and what is below it */
  gint64 n_people;    /* whose home node or department is one of them */
  GPtrArray *loses;   /* of char *: names of nodes whose leads no longer see them */
  GPtrArray *gains;   /* of char *: names of nodes whose leads see them from then on */
  GPtrArray *changes; /* of AmbReorganiseChange, in the order of the tree as it is */
} AmbReorganisePreview;

void amb_reorganise_preview_free (AmbReorganisePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbReorganisePreview, amb_reorganise_preview_free)

/** amb_reorganise_preview: @under: (nullable): the node that it would be part of, NULL: of none.
 * AMB_ERROR_INVALID when it would stand above itself. Changes nothing; doing it is setting
 * `parent-id`, which is one undo. */
AmbReorganisePreview *
amb_reorganise_preview (AmbStore *store, const char *node, const char *under, GError **error);

G_END_DECLS
