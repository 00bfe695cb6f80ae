/* Values that are typed otherwise than they are kept: decimals, durations, days with a time. */
#pragma once

#include "amb-entity.h"

G_BEGIN_DECLS

/** amb_typed_is_needed: has @field a form of its own for typing? Else its canonical text is typed
 */
gboolean amb_typed_is_needed (const AmbField *field);

/**
 * amb_typed_show:
 * @value: canonical text
 * @zone: (nullable): IANA name of the programme's zone; a time of another zone names it
 *
 * Returns: (transfer full): “12,5”, “1 h 30 min”, “31/08/2026 09:00”; @value itself where it isn't
 * canonical
 */
char *amb_typed_show (const AmbField *field, const char *value, const char *zone);

/**
 * amb_typed_read:
 * @zone: (nullable): of a time whose zone isn't typed
 *
 * Takes what amb_typed_show() gives, and “1 h 30”, “1:30”, “90”, “31.8.2026 9:00”, “2026-08-31
 * 09:00 Europe/London”. An INSTANT is typed in the desk's own zone.
 *
 * Returns: (transfer full): canonical text, @typed as it is when it can't be read
 */
char *amb_typed_read (const AmbField *field, const char *typed, const char *zone);

/** amb_typed_dup_problem: (transfer full) (nullable): why @typed can't be read and how it should
 * look; NULL: no words of its own */
char *amb_typed_dup_problem (const AmbField *field, const char *typed);

/** amb_typed_format: (transfer full): as a list shows it, days in words; @today as
 * amb_display_date() takes it */
char *amb_typed_format (const AmbField *field, const char *value, const char *today);

G_END_DECLS
