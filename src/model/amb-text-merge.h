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

G_END_DECLS
