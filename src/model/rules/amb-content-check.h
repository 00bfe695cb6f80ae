/* What a content item must have before it is approved, and what whoever approves it should know:
 * pure functions over records. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

/* A text of an item: its own, or a variant's, each on its channel. */
typedef struct
{
  AmbRecord *record;  /* owned: the item itself or a variant */
  AmbRecord *channel; /* owned, nullable */
} AmbContentText;

/* Another text that is near one of the item's. */
typedef struct
{
  char *item; /* id of the content item that it is of */
  char *title;
  int percent;      /* 0…100 */
  gboolean is_same; /* word for word */
} AmbContentNear;

typedef struct
{
  AmbRecord *item;     /* owned */
  AmbRecord *asset;    /* owned, nullable: also where this desk doesn't hold it */
  GPtrArray *texts;    /* of AmbContentText: the item's first, then its variants' */
  GPtrArray *near;     /* of AmbContentNear, the nearest first; as near as the programme says */
  guint n_repeats;     /* texts that say word for word what another one of the item does */
  guint n_month;       /* items of the month in which it is published, itself with them */
  guint n_product;     /* those of them that speak of a product */
  int product_percent; /* the most that they may be; 0: no limit */
  char *today;         /* nullable: not asked, so no day has passed */
  char *holiday;       /* nullable: that is on the day of publication, where its department is */
  char *blackout;      /* nullable: why that day is closed there */
} AmbContentFacts;

AmbContentFacts *amb_content_facts_new (AmbRecord *item);
/** amb_content_facts_add_text: both are referenced; @channel nullable */
void amb_content_facts_add_text (AmbContentFacts *self, AmbRecord *record, AmbRecord *channel);
/** amb_content_facts_add_near: the list stays sorted, the nearest first */
void amb_content_facts_add_near (
    AmbContentFacts *self, const char *item, const char *title, int percent, gboolean is_same);
void amb_content_facts_free (AmbContentFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbContentFacts, amb_content_facts_free)

typedef enum
{
  AMB_CONTENT_DONE,
  AMB_CONTENT_WARNS, /* to know; it may be approved all the same */
  AMB_CONTENT_LACKS, /* nobody approves it so */
} AmbContentLevel;

typedef struct
{
  const char *id; /* a field of the item, or “rights”, “confidentiality”, “pictures”, “words”,
                     “length”, “product”, “day” */
  AmbContentLevel level;
  const char *label;  /* translated */
  char *words;        /* nullable, translated: what is missing, or what is known of it */
  const char *field;  /* nullable: of @record, where it is mended */
  const char *record; /* nullable: id of the item or variant; borrowed from the facts */
} AmbContentCheck;

/** amb_content_judge: (transfer full): of AmbContentCheck, in the order in which one works through
 * them */
GPtrArray *amb_content_judge (const AmbContentFacts *facts);
/** amb_content_list_passed: (transfer full) (nullable): the set of an approval's `checks` that
 * @checks hold for */
char *amb_content_list_passed (GPtrArray *checks);
/** amb_content_check_approval: AMB_ERROR_REFUSED names all that is lacking. What `needs` of the
 * move says is left to it. */
gboolean amb_content_check_approval (const AmbContentFacts *facts, GError **error);

/** amb_content_is_sealed: @seals: set of an approval's `texts`: does it hold every text that there
 * is? What was removed since is no hindrance. */
gboolean amb_content_is_sealed (const char *seals, GPtrArray *texts);
/** amb_content_dup_seals: (transfer full): the set of the seals of @texts */
char *amb_content_dup_seals (GPtrArray *texts);

/**
 * amb_content_is_trusted:
 * @verdicts: of the person's items, by others, the latest first: “approved” or another
 * @needed: the programme's number; 0 or less: nobody is trusted
 */
gboolean amb_content_is_trusted (const char *const *verdicts, int needed);

G_END_DECLS
