/* Codes of countries (ISO 3166-1 alpha-2) and languages (BCP 47 over ISO 639-1). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** amb_country_is_valid: is @code an assigned, upper-case country code? */
gboolean amb_country_is_valid (const char *code);
/** amb_language_is_valid: a known language in lower case, with well-formed subtags: “fr”, “pt-BR”
 */
gboolean amb_language_is_valid (const char *tag);
/** amb_country_dup_name: (transfer full): in the reader's language; @code where it isn't known. Any
 * thread */
char *amb_country_dup_name (const char *code);
/** amb_language_dup_name: (transfer full): the same; “Portuguese (BR)” for pt-BR */
char *amb_language_dup_name (const char *tag);
/** amb_country_list: (transfer full): every code */
char **amb_country_list (void);
/** amb_language_list: (transfer full): every two-letter code */
char **amb_language_list (void);

G_END_DECLS
