/* What needs attention, in words: conflicts and refused changes with everything that the window and
 * the command line show of them. */
#pragma once

#include "amb-outbox.h"
#include "amb-sync.h"

G_BEGIN_DECLS

/* One field beside its other values. */
typedef struct
{
  const AmbField *field;
  char *value;       /* canonical, nullable: mine */
  char *mine;        /* as a person reads it */
  char *theirs;      /* nullable: of a duplicate: what the existing record has */
  gboolean is_taken; /* of a duplicate: the KEY that both have */
  gboolean fills;    /* of a duplicate: a merge writes mine */
} AmbAttentionField;

typedef struct
{
  AmbFinding *finding;
  char *title;                        /* of the record, never an id */
  char *what;                         /* one sentence: what happened */
  char *was, *yours, *theirs;         /* conflicts of a field: as a person reads them */
  char *was_who, *yours_who, *who;    /* nullable: who wrote each, and when */
  char *yours_marked, *theirs_marked; /* nullable: long texts as Pango markup: what differs from
                                         “was” is marked, line by line */
  GPtrArray *fields;   /* of AmbAttentionField: refused: what was typed, in the table's order; of a
                          removal: what others have changed since: `mine` is what it was */
  char *typed;         /* nullable: the same as text, a line a field, to read and to copy */
  GPtrArray *waiting;  /* of char *: records whose changes wait until this one is settled */
  GArray *resolutions; /* of AmbResolution, those that fit */
} AmbAttentionItem;

/** amb_attention_items_read: (transfer full): of AmbAttentionItem, newest first, those of one
 * record behind each other. Any thread, with its own store.
 * @limit: records at most, 0: all
 * @total: (out) (optional): findings that there are */
GPtrArray *amb_attention_items_read (AmbStore *store, guint limit, guint *total, GError **error);
void amb_attention_item_free (AmbAttentionItem *self);

/** amb_attention_item_fits: may it be settled so? */
gboolean amb_attention_item_fits (const AmbAttentionItem *self, AmbResolution resolution);
/** amb_attention_item_get_verb: what settling it so is called: “Keep Mine” */
const char *amb_attention_item_get_verb (const AmbAttentionItem *self, AmbResolution resolution);
/** amb_attention_item_dup_outcome: (transfer full): what it comes to, for those who don't see it:
 * “Keep Mine: Lyon” */
char *amb_attention_item_dup_outcome (const AmbAttentionItem *self, AmbResolution resolution);
/** amb_attention_item_dup_done: (transfer full): what was done, and what “Undo …” says: “Kept
 * yours: Ama Boateng” */
char *amb_attention_item_dup_done (const AmbAttentionItem *self, AmbResolution resolution);
/** amb_attention_item_is_same_record: do both stand in one group? */
gboolean amb_attention_item_is_same_record (const AmbAttentionItem *self,
                                            const AmbAttentionItem *other);

G_END_DECLS
