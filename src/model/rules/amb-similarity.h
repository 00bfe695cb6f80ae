/* How near two texts are, by their letters: pure functions. A reworded copy is near its original; a
 * translation, and what speaks of the same things in other words, is not. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words that a text must have to be compared: greetings and single links are alike without being
 * copies. */
#define AMB_SIMILARITY_WORDS 6

/* The groups of letters of a text, each once, whatever their order: of three within a word; in
 * scripts that put no spaces between words overlapping ones, of two signs (Chinese, Japanese) or
 * three letters (Thai, Lao, Khmer, Burmese). What isn't seen counts for nothing, and what looks the
 * same is the same: compatibility forms (NFKD), zero-width characters, Cyrillic and Greek letters
 * that look Latin. */
typedef struct _AmbShingles AmbShingles;

/** amb_shingles_new: (transfer full) (nullable): NULL: @text (nullable, Markdown) has fewer than
 * AMB_SIMILARITY_WORDS words, or about so many without spaces. Links count for nothing: campaigns
 * share them. */
AmbShingles *amb_shingles_new (const char *text);
void amb_shingles_free (AmbShingles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbShingles, amb_shingles_free)

/** amb_shingles_get_length: of the text as it is seen, in characters */
glong amb_shingles_get_length (const AmbShingles *self);
/** amb_shingles_compare: 0…100: what both have, of what one of them has (Jaccard); 0 where one is
 * NULL */
int amb_shingles_compare (const AmbShingles *a, const AmbShingles *b);
/** amb_shingles_is_same: word for word, spelling of letters, blanks and punctuation aside */
gboolean amb_shingles_is_same (const AmbShingles *a, const AmbShingles *b);

G_END_DECLS
