/* What dictionaries say of words (enchant), asked on a thread of its own. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_SPELLER (amb_speller_get_type ())
G_DECLARE_FINAL_TYPE (AmbSpeller, amb_speller, AMB, SPELLER, GObject)

typedef enum
{
  AMB_WORD_UNASKED,
  AMB_WORD_RIGHT,
  AMB_WORD_WRONG,
} AmbVerdict;

typedef enum
{
  AMB_LANGUAGE_UNASKED,
  AMB_LANGUAGE_KNOWN,
  AMB_LANGUAGE_UNKNOWN, /* no dictionary of it is installed */
} AmbLanguageStanding;

/**
 * amb_speller_new:
 *
 * Property "enabled": whether texts are checked at all; TRUE.
 * Signal "changed" (char *language, gboolean everywhere): more is known of words of @language;
 * @everywhere: also of those that were judged before.
 */
AmbSpeller *amb_speller_new (void);
/** amb_speller_of: (transfer none): the one of this profile's windows, as old as @context */
AmbSpeller *amb_speller_of (AmbContext *context);

gboolean amb_speller_is_enabled (AmbSpeller *self);

/* Languages are those of records: “fr”, “en-GB”. What is asked is answered by "changed". */
AmbLanguageStanding amb_speller_get_standing (AmbSpeller *self, const char *language);
AmbVerdict amb_speller_get_verdict (AmbSpeller *self, const char *language, const char *word);
/** amb_speller_ask: @words: (transfer full): of char*, owned by the array; empty: is there a
 * dictionary? */
void amb_speller_ask (AmbSpeller *self, const char *language, GPtrArray *words);

/** amb_speller_suggest_async: what @word may have been meant for, best first */
void amb_speller_suggest_async (AmbSpeller *self,
                                const char *language,
                                const char *word,
                                GAsyncReadyCallback callback,
                                gpointer data);
/** amb_speller_suggest_finish: @result of the source object, which is no AmbSpeller; (transfer
 * full) (nullable) */
char **amb_speller_suggest_finish (GObject *source, GAsyncResult *result);

/** amb_speller_add: to the person's own dictionary, for good and for other programs too */
void amb_speller_add (AmbSpeller *self, const char *language, const char *word);
/** amb_speller_ignore: until the program ends */
void amb_speller_ignore (AmbSpeller *self, const char *language, const char *word);

/**
 * amb_speller_pick:
 * @tags: of dictionaries that are installed: “fr”, “fr_CA”
 * @wished: (nullable): names of the desktop's languages, best first
 *
 * Returns: (nullable): the one of @tags for @language: the same, else of the desktop's country,
 * else of the language's first, else any of the language
 */
const char *
amb_speller_pick (const char *language, const char *const *tags, const char *const *wished);

G_END_DECLS
