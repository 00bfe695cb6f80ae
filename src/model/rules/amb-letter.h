/* Letters: a template filled in for somebody, and the address by which a mail program opens it.
 * Pure functions over texts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A placeholder is a name in braces: “{first-name}”. Those of each person are filled in for each;
 * the others are the same for all. */

/** amb_letter_is_known: is @name one that a template may have? */
gboolean amb_letter_is_known (const char *name);
/** amb_letter_is_personal: is @name another for each person? */
gboolean amb_letter_is_personal (const char *name);
/** amb_letter_list_known: (transfer none): NULL-terminated */
const char *const *amb_letter_list_known (void);

/** amb_letter_list: (transfer full): the names of the placeholders of @text, each once, in their
 * order; braces around anything else are text */
char **amb_letter_list (const char *text);

/** amb_letter_fill: (transfer full): @text with the placeholders that @values (name → text) has;
 * others stand as they are */
char *amb_letter_fill (const char *text, GHashTable *values);

/** amb_letter_dup_first_name: (transfer full): “Ana” of “Ana Maria Costa”, “Jean-Luc” of “Jean-Luc
 * Roy”; of “COSTA, Ana” “Ana” */
char *amb_letter_dup_first_name (const char *name);

/**
 * amb_letter_choose_language:
 * @wanted: (nullable): of the person: “pt-BR”
 * @fallbacks: (nullable): of the programme, NULL-terminated, the first before the others
 * @there: NULL-terminated: languages in which there is a text
 *
 * The one wanted; the same without its region, or with another; one of the fallbacks; else the
 * first.
 *
 * Returns: (nullable): one of @there
 */
const char *amb_letter_choose_language (const char *wanted,
                                        const char *const *fallbacks,
                                        const char *const *there);

/* What mail programs take for sure as one address of a letter, in bytes: beyond, some cut it. */
#define AMB_LETTER_MAX_ADDRESS 8000
/* Recipients of one mail: mail servers refuse many more. */
#define AMB_LETTER_MAX_RECIPIENTS 40

/**
 * amb_letter_dup_address:
 * @to: (nullable): NULL-terminated e-mail addresses, seen by each
 * @bcc: (nullable): NULL-terminated, seen by nobody
 * @body: (nullable)
 *
 * A “mailto:” of RFC 6068: in UTF-8, every byte that has a meaning of its own encoded, line breaks
 * as CR LF.
 */
char *amb_letter_dup_address (const char *const *to,
                              const char *const *bcc,
                              const char *subject,
                              const char *body);

G_END_DECLS
