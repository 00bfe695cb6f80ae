/* The way of a content item through people: suggested, taken up, reviewed, handed over, published.
 * Each command is one undo. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/* Suggestions: ideas that somebody had and nobody looks after yet. */

typedef struct
{
  char *id;
  char *title; /* nullable */
  char *state;
  char *author;      /* nullable: id of whose idea it is */
  char *author_name; /* nullable: not held here */
  char *audience;    /* nullable */
  char *need;        /* nullable: its title */
  char *what_for;    /* nullable: what its author said of it first */
  char *answer;      /* nullable: the state to which somebody else moved it last */
  char *answered_by; /* nullable */
  char *why;         /* nullable */
  gint64 at;         /* of the answer, else of the suggestion: ms since the epoch */
} AmbContentSuggestion;

void amb_content_suggestion_free (AmbContentSuggestion *self);

/**
 * amb_programme_suggest_item:
 * @item: a new content item: title, audience, need, link or text, asset
 * @what_for: (nullable): why it is worth telling: its first comment
 *
 * The actor is its author and nobody its owner; it comes to the department of its author, or to
 * their node, so that whoever leads there reads it. Where it says no source, its asset or the item
 * that it derives from does. AMB_ERROR_REFUSED: nobody knows who sits here.
 *
 * Returns: (transfer full): its id
 */
char *amb_programme_suggest_item (AmbProgramme *self,
                                  AmbRecord *item,
                                  const char *what_for,
                                  GError **error);

/**
 * amb_programme_accept_suggestion:
 * @values: field → value: owner, reviewer, day, channel…; without an owner its author writes it
 * @why: (nullable): a word to its author
 *
 * The idea becomes a draft. AMB_ERROR_REFUSED: somebody took it up before.
 */
gboolean amb_programme_accept_suggestion (
    AmbProgramme *self, const char *id, GHashTable *values, const char *why, GError **error);
/** amb_programme_decline_suggestion: @why: what its author reads; without one it is refused */
gboolean amb_programme_decline_suggestion (AmbProgramme *self,
                                           const char *id,
                                           const char *why,
                                           GError **error);

/** amb_content_list_suggestions: (transfer full): of AmbContentSuggestion: those that wait for an
 * answer and aren’t @person’s (nullable), the oldest first */
GPtrArray *amb_content_list_suggestions (AmbStore *store, const char *person, GError **error);
/** amb_content_list_suggested: (transfer full): of AmbContentSuggestion: what @person had the idea
 * of, with what became of it, the latest news first; 100 at the most */
GPtrArray *amb_content_list_suggested (AmbStore *store, const char *person, GError **error);

/* Review. */

typedef struct
{
  gint64 rid;
  char *id;
  char *title;      /* nullable */
  char *owner_name; /* nullable */
  char *publish_on; /* nullable: wall time; what is not approved by then is late */
  gint64 since;     /* when it was sent to review, ms since the epoch; 0: not known */
  gboolean is_mine; /* asked of this person by name */
  gboolean is_own;  /* written or looked after by them: nobody else has to see it */
} AmbReviewItem;

void amb_review_item_free (AmbReviewItem *self);

/**
 * amb_content_list_reviews:
 * @person: (nullable): who sits here
 *
 * What waits for a decision of @person: what they are the reviewer of, and for whoever leads or
 * manages also what nobody is named for. What is their own is there only where they may decide it
 * (a manager whom the programme lets, a trusted contributor). Without a person, everything.
 *
 * Returns: (transfer full): of AmbReviewItem, the one that waits longest first
 */
GPtrArray *
amb_content_list_reviews (AmbStore *store, const char *person, AmbAccess access, GError **error);

typedef struct
{
  char *id;
  char *title; /* nullable */
  char *why;   /* a sentence for a person */
} AmbReviewRefusal;

typedef struct
{
  GPtrArray *done;    /* of char *: ids */
  GPtrArray *refused; /* of AmbReviewRefusal */
} AmbReviewReport;

void amb_review_report_free (AmbReviewReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbReviewReport, amb_review_report_free)

/**
 * amb_programme_decide_items:
 * @ids: of content items; one that is named twice is decided once
 * @verdict: "approved", "changes_requested" or "rejected"
 * @why: (nullable): the reason of each
 *
 * Each with its own gates and checks: one that is refused is in nobody’s way. What was done is one
 * undo. @error of any other kind (a full disk) leaves everything as it was. In one transaction: for
 * many of them in a window, amb_bulk_run_async().
 */
AmbReviewReport *amb_programme_decide_items (AmbProgramme *self,
                                             const char *const *ids,
                                             const char *verdict,
                                             const char *why,
                                             GError **error);

/* Publication. */

/* A text of an item on its way out. */
typedef struct
{
  AmbRecord *record;  /* the item itself, or a variant */
  AmbRecord *channel; /* nullable */
  guint n_out;        /* publications of it */
} AmbContentOutlet;

void amb_content_outlet_free (AmbContentOutlet *self);

/** amb_content_list_outlets: (transfer full): of AmbContentOutlet: the texts of the item that go
 * out: its own, and each variant that was not withdrawn; blank ones with a channel too */
GPtrArray *amb_content_list_outlets (AmbStore *store, const char *item, GError **error);

/**
 * amb_programme_record_publication:
 * @publication: a new one with at least `item-id`
 *
 * What it leaves open is filled in: the channel of its variant or item, its kind, now, the actor,
 * the node of whom the item is, and the audience that the channel has (dated by `counted-on`
 * there). With the last of its texts an item that is approved, scheduled or failed is published,
 * where the actor may say so; before, it stays as it is: the rest can still be held. What one
 * shares on an own profile moves nothing. AMB_ERROR_REFUSED: it is not approved, or @publication is
 * the same as one that is there.
 *
 * Returns: (transfer full): its id
 */
char *amb_programme_record_publication (AmbProgramme *self, AmbRecord *publication, GError **error);

/** amb_content_is_unsaid: is every text of @item out, and its state another than published? */
gboolean amb_content_is_unsaid (AmbRecord *item);
/** amb_content_check_unsaid: may who acts (@facts) say of @item that it is published, since it is
 * out? AMB_ERROR_REFUSED, AMB_ERROR_DENIED say what is to be done before, and by whom */
gboolean
amb_content_check_unsaid (AmbStore *store, AmbRecord *item, const AmbFacts *facts, GError **error);
/** amb_programme_say_out: @item is published: every text of it went out already. One undo */
gboolean amb_programme_say_out (AmbProgramme *self, const char *item, GError **error);

/* Hand-over. */

typedef enum
{
  AMB_HANDED_BY_COPY,
  AMB_HANDED_BY_MAIL,
  AMB_HANDED_BY_CALENDAR,
} AmbHandedBy;

/**
 * amb_programme_note_hand_over:
 * @variant: (nullable): which text; NULL: the item’s own
 * @person: (nullable): to whom
 *
 * A comment of the actor says to whom the text went and how, so that everybody who works on the
 * item knows it.
 */
gboolean amb_programme_note_hand_over (AmbProgramme *self,
                                       const char *item,
                                       const char *variant,
                                       const char *person,
                                       AmbHandedBy how,
                                       GError **error);

/** amb_content_dup_post: (transfer full): @record (an item or its variant) as it is handed over:
 * plain, with the link that is measured and the disclosure line of @item. @channel, @campaign (its
 * UTM name): nullable. @body, @link, @disclosure: (nullable): instead of what is stored. */
char *amb_content_dup_post (AmbRecord *item,
                            AmbRecord *record,
                            AmbRecord *channel,
                            const char *campaign,
                            const char *body,
                            const char *link,
                            const char *disclosure);
/** amb_content_dup_measured_link: (transfer full) (nullable): the link of it alone */
char *amb_content_dup_measured_link (
    AmbRecord *item, AmbRecord *record, AmbRecord *channel, const char *campaign, const char *link);

G_END_DECLS
