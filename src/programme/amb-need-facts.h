/* What a stated need got: the items made for it, what became of them, and assets that would serve
 * it. */
#pragma once

#include "amb-calendar-facts.h"
#include "amb-outcome.h"

G_BEGIN_DECLS

typedef struct
{
  char *id, *title;
  char *standing;
  char *department; /* nullable: its name */
  char *channel;    /* nullable: its name */
  char *day;        /* nullable: when it is planned */
  char *asset;      /* nullable: id of its source */
  AmbOutcome outcome;
} AmbNeedItem;

typedef struct
{
  AmbRecord *need;
  char *department; /* nullable: name of who states it */
  char *owner;      /* nullable: name of the person */
  GPtrArray *items; /* of AmbNeedItem, as they are planned */
  guint n_published;
  AmbOutcome total;
  GPtrArray *offers; /* of AmbGapOffer: assets that none of the items is made of; none where the
                        need is closed or says no audience */
} AmbNeedFacts;

#define AMB_NEED_OFFERS 5

/**
 * amb_need_load:
 *
 * Two statements for items and results, whatever became of them. Any thread with a store.
 * AMB_ERROR_NOT_FOUND. Returns: (transfer full)
 */
AmbNeedFacts *amb_need_load (AmbStore *store, const char *id, GError **error);
void amb_need_facts_free (AmbNeedFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbNeedFacts, amb_need_facts_free)

G_END_DECLS
