/* Content items on their way to being approved: what is known of them, and that nothing goes out
 * that nobody approved. */
#pragma once

#include "amb-content-check.h"
#include "amb-programme.h"

G_BEGIN_DECLS

/**
 * amb_content_load:
 * @id: of a content item
 *
 * What amb_content_judge() asks for: the item, its asset, its texts with their channels, other
 * texts that are near, and what the month speaks of. Any thread, over its own store: a few
 * statements, however many items there are.
 */
AmbContentFacts *amb_content_load (AmbStore *store, const char *id, GError **error);
/** amb_content_load_texts: the same, of the texts of @item alone */
AmbContentFacts *amb_content_load_texts (AmbStore *store, AmbRecord *item, GError **error);

/**
 * amb_content_load_approved:
 * @facts: with texts
 * @known: (out): was the item approved by anybody who said which texts?
 * @is: (out): does one of these approvals hold for every text as it stands?
 */
gboolean amb_content_load_approved (
    AmbStore *store, const AmbContentFacts *facts, gboolean *known, gboolean *is, GError **error);

/** amb_content_load_trusted: is @person (nullable) a trusted contributor? */
gboolean
amb_content_load_trusted (AmbStore *store, const char *person, gboolean *trusted, GError **error);

/* What the server asks too. */
/** amb_content_find_item: (transfer full) (nullable): the content item of @record, which is one or
 * a variant of one; NULL without @error for anything else */
AmbRecord *amb_content_find_item (AmbStore *store, AmbRecord *record, GError **error);
/** amb_content_is_bound: is its text, in this state, one that somebody approved? */
gboolean amb_content_is_bound (const char *state);
/**
 * amb_content_check_move: may the content item @record go to @to, as far as its text and its checks
 * go? Other entities always may. AMB_ERROR_REFUSED names what is lacking, or says that the text was
 * edited since it was approved.
 */
gboolean
amb_content_check_move (AmbStore *store, AmbRecord *record, const char *to, GError **error);
/** amb_content_check_decision: the same; (out) (transfer full) (nullable) @facts: what the check of
 * an approval read, for amb_content_seal_verdict() */
gboolean amb_content_check_decision (
    AmbStore *store, AmbRecord *record, const char *to, AmbContentFacts **facts, GError **error);
/** amb_content_get_verdict: (nullable): what an approval says that goes with this move */
const char *amb_content_get_verdict (AmbRecord *record, const char *to);
/** amb_content_new_verdict: (transfer full): the record of it, without an id; @own: of who decides
 */
AmbRecord *amb_content_new_verdict (AmbStore *store,
                                    AmbRecord *item,
                                    const char *verdict,
                                    const char *person,
                                    const char *reason,
                                    gboolean own,
                                    GError **error);
/** amb_content_seal_verdict: the same over what was checked: nothing is read or compared again.
 * @facts: (nullable): reads them */
AmbRecord *amb_content_seal_verdict (AmbStore *store,
                                     AmbRecord *item,
                                     const AmbContentFacts *facts,
                                     const char *verdict,
                                     const char *person,
                                     const char *reason,
                                     gboolean own,
                                     GError **error);
/** amb_content_check_verdict: may @person make this approval? Leads and ambassadors decide in their
 * own name; an ambassador on what they review, or own as a trusted contributor. AMB_ERROR_DENIED */
gboolean amb_content_check_verdict (
    AmbStore *store, AmbAccess access, const char *person, AmbRecord *approval, GError **error);

/* Who had a hand in it (amb-content-hands.c). */
/** amb_content_note_adder: who adds a content item without naming its author is that, and its owner
 * where none is named; @person: (nullable): nobody knows. Other entities: nothing */
void amb_content_note_adder (AmbRecord *record, const char *person);
/** amb_content_note_writer: @person (nullable) wrote @after, a content item or a variant, over
 * @before (NULL: it is new). Returns: whether its words are others, and this was noted in @after */
gboolean amb_content_note_writer (AmbRecord *before, AmbRecord *after, const char *person);
/** amb_content_note_review: @record is about to move to @to: a content item that goes into review
 * keeps who owned it then. Returns: whether @record was changed */
gboolean amb_content_note_review (AmbRecord *record, const char *to);
/** amb_content_load_hand: into *@is, whether the content item @record is @person's (nullable): its
 * owner's, now or when it was sent to review, its author's, or of who wrote one of its texts last
 */
gboolean amb_content_load_hand (
    AmbStore *store, AmbRecord *record, const char *person, gboolean *is, GError **error);
/** amb_content_check_out: may @item go out, as it stands? AMB_ERROR_REFUSED */
gboolean amb_content_check_out (AmbRecord *item, GError **error);
/** amb_content_check_said: may @person (nullable) make @record, a comment or a publication? In
 * their own name, but that a manager records what others published; a publication of what was
 * approved. @from_desk: it was judged there, maybe while its desk was apart. Other entities: TRUE
 */
gboolean amb_content_check_said (AmbStore *store,
                                 AmbAccess access,
                                 const char *person,
                                 AmbRecord *record,
                                 gboolean from_desk,
                                 GError **error);
/** amb_content_set_decided: AMB_ERROR_DENIED: an approval is written by the move that decides */
void amb_content_set_decided (GError **error);

/** amb_content_is_out: did the text of @item go out as it stands? */
gboolean amb_content_is_out (AmbRecord *item);
/** amb_content_changes_out: is @after, over @before (NULL: it is new), another text of @item (of a
 * variant: of its item), which is out? */
gboolean amb_content_changes_out (AmbRecord *item, AmbRecord *before, AmbRecord *after);
/** amb_content_dup_is_out: (transfer full): why the text of @item, which is out, isn't edited */
char *amb_content_dup_is_out (AmbRecord *item);
/** amb_content_dup_sent_back: (transfer full): why an item is in review again: of the transition */
char *amb_content_dup_sent_back (void);

G_END_DECLS
