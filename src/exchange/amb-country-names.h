/* Countries and languages by their names in English and French, for files that people write. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * amb_country_find:
 * @text: an ISO 3166-1 code of two or three letters, or a name in English or French; case, accents
 *   and punctuation are ignored
 *
 * Returns: (nullable): the code of two letters, upper case. Any thread.
 */
const char *amb_country_find (const char *text);

/** amb_country_suggest: (transfer full) (nullable): the name most like @text, for “did you mean”.
 * Any thread. */
char *amb_country_suggest (const char *text);

/**
 * amb_language_find:
 * @text: a BCP 47 tag (“fr”, “pt-BR”, “pt_BR”), an ISO 639-2 code, or the name of a usual language
 *   in English, French or itself
 *
 * Returns: (transfer full) (nullable): the tag: language lower case, region upper case; NULL when
 * it is none that is known. Any thread.
 */
char *amb_language_find (const char *text);

/** amb_words_key: (transfer full): @text folded, letters and digits only: what two headers or names
 * have in common */
char *amb_words_key (const char *text);

G_END_DECLS
