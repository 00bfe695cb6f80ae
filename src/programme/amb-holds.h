/* Publications held in a crisis: what an order would hold, what it holds, and lifting it. */
#pragma once

#include "amb-hold.h"
#include "amb-programme.h"

G_BEGIN_DECLS

/* One content item of a hold. */
typedef struct
{
  char *id;
  char *title;      /* nullable: it is gone */
  char *state;      /* nullable: it is gone */
  char *was;        /* the state in which it was held; of what would be held: its state */
  char *publish_on; /* nullable */
  char *audience;   /* nullable */
  AmbHeld held;
  char *refusal; /* nullable: of what would be held: why this one can’t be, a whole sentence */
} AmbHoldItem;

/* A hold that stands. */
typedef struct
{
  AmbRecord *order;
  char *crisis, *author, *approver; /* nullable: names */
  char *scope;                      /* in words, translated */
  GPtrArray *items;                 /* of AmbHoldItem: the restore list, the earliest first */
  guint n_waiting, n_passed, n_moved, n_gone;
  guint n_joined; /* approved or scheduled since, within the scope, and not held */
} AmbHold;

void amb_hold_free (AmbHold *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbHold, amb_hold_free)

/**
 * amb_holds_list: (transfer full): of AmbHold: those that stand, the first sent first; a few
 * statements for each. Any thread with a store.
 */
GPtrArray *amb_holds_list (AmbStore *store, GError **error);
/** amb_holds_load: (transfer full): of one order, in whatever state it is */
AmbHold *amb_holds_load (AmbStore *store, const char *order, GError **error);

/* What a banner says of the holds that stand. */
typedef struct
{
  guint n_holds, n_items; /* orders; items on hold by them */
  char *order;            /* of the first; nullable: none stands */
  char *words;            /* of the first: its title */
} AmbHoldNews;

/** amb_holds_load_news: (transfer full): two statements; any thread with a store */
AmbHoldNews *amb_holds_load_news (AmbStore *store, GError **error);
void amb_hold_news_free (AmbHoldNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbHoldNews, amb_hold_news_free)

/**
 * amb_holds_preview: (transfer full): of AmbHoldItem: what @scope (a set; NULL or empty:
 * everything) covers of what is approved or scheduled, the earliest first; those that whoever acts
 * in this file may not hold say so. Refused where the order would be. A few statements in all; any
 * thread with a store.
 */
GPtrArray *amb_holds_preview (AmbStore *store, const char *scope, GError **error);
/** amb_holds_dup_scope: (transfer full): @scope in words, translated: “Client · LinkedIn” */
char *amb_holds_dup_scope (AmbStore *store, const char *scope);

/* What an order is made of. */
typedef struct
{
  const char *crisis;   /* nullable: a new one is declared */
  const char *title;    /* of a new crisis: what happened */
  const char *severity; /* of a new crisis: "s1" or "s2" */
  const char *scope;    /* nullable: everything */
  const char *reason;
  const char *approver; /* nullable: the crisis's own */
} AmbHoldAsk;

typedef struct
{
  char *order;
  char *crisis;
  guint n_done;
  GPtrArray *refused; /* of char *: a sentence each: what was left alone, and why */
  gboolean is_lifted; /* of a lift: nothing is on hold by this order any more */
} AmbHoldReport;

void amb_hold_report_free (AmbHoldReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbHoldReport, amb_hold_report_free)

/**
 * amb_programme_hold: holds what @ask covers, and keeps the restore list in the order, which is
 * sent; the crisis's timeline says so. One command, one undo. What its person may not hold is left
 * alone and told. AMB_ERROR_REFUSED, AMB_ERROR_INVALID: nothing is changed then.
 */
AmbHoldReport *amb_programme_hold (AmbProgramme *self, const AmbHoldAsk *ask, GError **error);
/** amb_programme_hold_more: holds what came into the scope of @order since it was sent */
AmbHoldReport *amb_programme_hold_more (AmbProgramme *self, const char *order, GError **error);

/* What becomes of a held item that was said otherwise than “as before”. */
typedef struct
{
  const char *id;
  const char *day; /* nullable: a new day, at the same hour of its own clock */
  gboolean drop;   /* it is put away */
} AmbLiftChoice;

/**
 * amb_programme_lift:
 * @choices: (nullable): of those that don't simply become what they were
 * @why: (nullable): of the moves
 *
 * Every item of the restore list that is still on hold becomes what it was. One whose text was
 * edited meanwhile goes back into review; one that another standing hold covers stays on hold, by
 * that one; one that can't be moved is told, and the order then stands for it. One command, one
 * undo.
 */
AmbHoldReport *amb_programme_lift (AmbProgramme *self,
                                   const char *order,
                                   const AmbLiftChoice *choices,
                                   guint n_choices,
                                   const char *why,
                                   GError **error);

G_END_DECLS
