/* Three-way merge of a text by its lines. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * amb_text_merge:
 * @base: (nullable): what both began with; NULL is the empty text
 * @mine: (nullable):
 * @theirs: (nullable):
 *
 * Takes each side's changed lines, as diff3 does: where both changed the same or neighbouring lines
 * in different ways, there is no answer. Source: Khanna, Kunal, Pierce, “A Formal Investigation of
 * Diff3” (2007).
 *
 * Returns: (transfer full) (nullable): NULL when a person must decide, or when the texts are so
 * long and different that comparing them would take a noticeable time
 */
char *amb_text_merge (const char *base, const char *mine, const char *theirs);

typedef enum
{
  AMB_TEXT_SAME,
  AMB_TEXT_REMOVED, /* a line of @from that @to lacks */
  AMB_TEXT_ADDED,
} AmbTextMark;
typedef void (*AmbTextLineFunc) (AmbTextMark mark, const char *line, gpointer data);

/**
 * amb_text_compare:
 * @from: (nullable):
 * @to: (nullable):
 * @func: called for each line in the order of reading, what was removed before what was added
 *
 * Compares two texts by their lines. Texts that are too long and different to compare are all
 * removed and all added.
 */
void amb_text_compare (const char *from, const char *to, AmbTextLineFunc func, gpointer data);

G_END_DECLS
