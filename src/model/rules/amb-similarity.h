/* How near two texts are, by their letters: pure functions. A reworded copy is near its original; a
 * translation, and what speaks of the same things in other words, is not. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words that a text must have to be compared: greetings and single links are alike without being
 * copies. */
#define AMB_SIMILARITY_WORDS 6

/* The groups of three letters of the folded words of a text, each once, whatever their order. */
typedef struct _AmbShingles AmbShingles;

/** amb_shingles_new: (transfer full) (nullable): NULL: @text (nullable, Markdown) has fewer than
 * AMB_SIMILARITY_WORDS words. Links count for nothing: campaigns share them. */
AmbShingles *amb_shingles_new (const char *text);
void amb_shingles_free (AmbShingles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbShingles, amb_shingles_free)

/** amb_shingles_compare: 0…100: what both have, of what one of them has (Jaccard); 0 where one is
 * NULL */
int amb_shingles_compare (const AmbShingles *a, const AmbShingles *b);
/** amb_shingles_is_same: word for word, spelling of letters, blanks and punctuation aside */
gboolean amb_shingles_is_same (const AmbShingles *a, const AmbShingles *b);

G_END_DECLS
