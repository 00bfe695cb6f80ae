/* The words of a line of Markdown that a spell checker looks at. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a word stands in its line, in bytes; @end is behind it. */
typedef struct
{
  gsize start;
  gsize end;
} AmbWord;

/**
 * amb_words_find:
 * @line: without its end
 * @in_code: (inout): whether the line stands in a fenced block of code; then whether the next does
 *
 * Words hold their apostrophes and hyphens: “l’école”, “arc-en-ciel”. What is no word of a language
 * is left out: addresses, @mentions, #hashtags, code, whatever has a figure or a low line in it,
 * single letters, and short words all in capitals.
 *
 * Returns: (transfer full): of AmbWord
 */
GArray *amb_words_find (const char *line, gboolean *in_code);

/**
 * amb_words_split:
 * @language: (nullable): “fr”, “fr_FR”
 *
 * What to look at where a dictionary doesn't have @word as a whole: its parts at hyphens, and in
 * languages that elide (“l’”, “dell’”) what comes behind the apostrophe. Of “étudiant·e·s” only
 * what stands before the first dot.
 *
 * Returns: (transfer full): of AmbWord, in the same line; @word itself where it has no parts
 */
GArray *amb_words_split (const char *line, const AmbWord *word, const char *language);

G_END_DECLS
