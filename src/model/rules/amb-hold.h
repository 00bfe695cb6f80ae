/* Publications held in a crisis: what an order covers, and what becomes of each item: pure rules.
 */
#pragma once

#include "amb-calendar.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** AMB_HOLD_ALL: the one word of a scope that covers every publication */
#define AMB_HOLD_ALL "all"
/** AMB_HOLD_MOST: items that one order holds: its restore list has to fit into a field */
#define AMB_HOLD_MOST 5000

/* What else a scope may say: a word each, as "audience:client". Words of one kind widen it, words
 * of different kinds narrow it. */
typedef enum
{
  AMB_HOLD_CHANNEL,
  AMB_HOLD_AUDIENCE,
  AMB_HOLD_DEPARTMENT, /* and what is below it */
  AMB_HOLD_LANGUAGE,
  AMB_HOLD_TAG,
  AMB_HOLD_N_KINDS,
} AmbHoldKind;

/** amb_hold_get_kind: "channel", … */
const char *amb_hold_get_kind (AmbHoldKind kind);
/** amb_hold_read_word: (out) @kind, @value (borrowed from @word); FALSE: it is none of these */
gboolean amb_hold_read_word (const char *word, AmbHoldKind *kind, const char **value);
/** amb_hold_make_word: (transfer full): "audience:client" */
char *amb_hold_make_word (AmbHoldKind kind, const char *value);
/** amb_hold_check_scope: @scope: a set, nullable. AMB_ERROR_INVALID names the word that is wrong */
gboolean amb_hold_check_scope (const char *scope, GError **error);

/** amb_hold_check_crisis: may publications be held for it? In S1 and S2, while it goes on, and in
 * no drill; AMB_ERROR_REFUSED says why not */
gboolean
amb_hold_check_crisis (const char *severity, const char *state, gboolean drill, GError **error);

/** amb_hold_make_entry: (transfer full): of a restore list: the item and its state */
char *amb_hold_make_entry (const char *id, const char *state);
/** amb_hold_read_entry: (out) (transfer full) @id, @state; FALSE for what no desk wrote */
gboolean amb_hold_read_entry (const char *entry, char **id, char **state);

/* How an item of a restore list stands now. */
typedef enum
{
  AMB_HELD_WAITS,  /* on hold; its time is still to come, or it has none */
  AMB_HELD_PASSED, /* on hold; its time has passed meanwhile */
  AMB_HELD_MOVED,  /* somebody took it elsewhere meanwhile: it stays there */
  AMB_HELD_GONE,   /* it was removed, or is not for this desk to see */
} AmbHeld;

/**
 * amb_hold_judge:
 * @state: (nullable): the item's; NULL: there is none
 * @publish_on: (nullable): as planned
 * @now: the present, by the clock of UTC
 */
AmbHeld amb_hold_judge (const char *state, const char *publish_on, const AmbMoment *now);

G_END_DECLS
