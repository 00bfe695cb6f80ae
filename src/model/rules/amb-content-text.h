/* A text on its way out: as the network gets it, how long that is there, where its link leads, and
 * what it is known again by. Pure functions. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

/** amb_content_dup_plain: (transfer full): Markdown as networks show it, which know none: marks of
 * headings, emphasis and code go, “[word](address)” becomes “word (address)” */
char *amb_content_dup_plain (const char *markdown);

/**
 * amb_content_count:
 * @network: (nullable): of a channel: “x”
 * @text: (nullable): plain
 *
 * How long @text is as @network counts. X (docs.x.com, Counting characters; twitter-text v3): in
 * NFC, a link is 23, an emoji 2, and so is every letter outside of the ranges of its table.
 * Mastodon (StatusLengthValidator): what one sees as a letter is 1, a link 23, of @name@server
 * only @name. Others say nothing of how they count: their forms count UTF-16 units, which is never
 * too little.
 */
guint amb_content_count (const char *network, const char *text);
/** amb_content_get_limit: of a post: what @channel (nullable) says, else what its network is known
 * for, 0: none */
guint amb_content_get_limit (AmbRecord *channel);
/** amb_content_count_clusters: letters as one sees them (grapheme clusters of UAX 29, by the
 * properties of GLib) */
guint amb_content_count_clusters (const char *text);

/**
 * amb_content_dup_link:
 * @link: (nullable): where a post leads to
 * @source, @medium: (nullable): of the closed lists of a variant
 * @campaign, @content: (nullable)
 *
 * @link with what web analytics know it by (RFC 3986): its own query and fragment stay, utm
 * parameters that it has of the same name are replaced, values are encoded. What is no web address
 * stays as it is.
 *
 * Returns: (transfer full) (nullable): NULL for no link
 */
char *amb_content_dup_link (const char *link,
                            const char *source,
                            const char *medium,
                            const char *campaign,
                            const char *content);

/** amb_content_dup_seal: (transfer full): what the text of a content item or variant, as it
 * stands, is known again by: whoever approves it approves this. Nothing else of the record
 * counts. (nullable): a variant without words */
char *amb_content_dup_seal (AmbRecord *record);

/** amb_content_has_words: does the content item or variant @record say anything yet? */
gboolean amb_content_has_words (AmbRecord *record);
/** amb_content_same_words: do both, of one content item or variant, say the same? Not what they are
 * planned for */
gboolean amb_content_same_words (AmbRecord *a, AmbRecord *b);
/** amb_content_same_post: the same of all that a reader sees where it is published, of what it is
 * called, and for whom it is meant */
gboolean amb_content_same_post (AmbRecord *a, AmbRecord *b);
/** amb_content_is_of_post: is @field, of a content item or a variant, one of these? */
gboolean amb_content_is_of_post (const AmbField *field);
/** amb_content_is_noted: is @field one in which the program notes who had a hand in a text? Nobody
 * fills it in */
gboolean amb_content_is_noted (const AmbField *field);

/** amb_content_guess_language: (transfer none) (nullable): the language of @text by its small
 * words, as “fr”; NULL where they don't tell */
const char *amb_content_guess_language (const char *text);

G_END_DECLS
