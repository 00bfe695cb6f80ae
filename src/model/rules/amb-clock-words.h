/* Whose the hours are: the clock of a zone in words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * amb_clock_words: (transfer full): by how much the clock of @zone goes before UTC from the day
 * @first to @last: “UTC+1”, in two lines where it is changed between
 * @words: (out) (optional): the same in a sentence, with the name of the zone
 */
char *amb_clock_words (GTimeZone *zone, const char *first, const char *last, char **words);

G_END_DECLS
