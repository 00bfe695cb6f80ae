/* Text: what is storable, and the folded key that search and sort use. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * amb_text_fold:
 * @text: (nullable): any valid UTF-8
 *
 * The key under which text is searched and sorted: case folded, accents removed (NFKD without
 * marks), œ → oe, æ → ae, ß → ss, ø → o, ł → l, đ → d, ı → i, white space runs → one space,
 * trimmed.
 *
 * Returns: (transfer full): the key; "" for NULL
 */
char *amb_text_fold (const char *text);

/** amb_text_is_valid: UTF-8 without U+0000 (lone surrogates are not UTF-8). @length −1:
 * NUL-terminated. */
gboolean amb_text_is_valid (const char *text, gssize length);

/** amb_text_is_blank: NULL, empty, or nothing that can be seen: spaces, controls, zero widths */
gboolean amb_text_is_blank (const char *text);

/** amb_text_has_controls: a control character, or one that reorders what follows it (U+202A…202E,
 * U+2066…2069); @lines allows tab and line ends */
gboolean amb_text_has_controls (const char *text, gboolean lines);

/** amb_text_initials: (transfer full): at most two letters for an avatar */
char *amb_text_initials (const char *name);

/** amb_text_similarity: 0…1, the share of equal letter pairs (Dice) of two folded texts; for “did
 * you mean” and duplicates */
double amb_text_similarity (const char *a, const char *b);

G_END_DECLS
