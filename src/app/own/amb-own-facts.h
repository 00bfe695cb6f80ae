/* What My data shows besides one's record: read at once on a reader thread. */
#pragma once

#include "amb-own-data.h"

G_BEGIN_DECLS

typedef struct
{
  char *person;
  GPtrArray *consents; /* of AmbRecord, the latest first */
  GPtrArray *requests; /* of AmbRecord, to the privacy desk; the latest first */
  GArray *counts;      /* of AmbOwnCount */
} AmbOwnFacts;

/** amb_own_facts_read: of whoever acts in this file; AMB_ERROR_NOT_FOUND when nobody knows who that
 * is */
AmbOwnFacts *amb_own_facts_read (AmbStore *store, GError **error);
void amb_own_facts_free (AmbOwnFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbOwnFacts, amb_own_facts_free)

G_END_DECLS
