/* Is a value right for its field, and how a person's typing becomes canonical. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

#define AMB_MAX_LINE   1000
#define AMB_MAX_STRING (256 * 1024)
#define AMB_MAX_RECORD (512 * 1024)
/* Of one action, which the server takes whole or not at all. */
#define AMB_MAX_TX_OPERATIONS 500

/**
 * amb_field_normalise:
 * @input: (nullable): as typed, or as found in a file
 * @value: (out) (transfer full) (nullable): canonical text
 *
 * Trims, folds line ends, lower-cases e-mails, upper-cases countries; takes a choice by id or by
 * label (English or translated; accents and case ignored), dates as 2026-08-31, 31/08/2026 (day
 * first) and 31.08.2026, booleans as yes/no, oui/non, true/false, 1/0, x; sets separated by comma,
 * semicolon or bar. Empty becomes NULL. References are taken as ids.
 *
 * Returns: FALSE with AMB_ERROR_INVALID: a sentence that says what is wrong and how it should look,
 * without the field's name
 */
gboolean
amb_field_normalise (const AmbField *field, const char *input, char **value, GError **error);

/** amb_field_validate: is canonical @value valid (type, choice, length, REQUIRED)? Same messages.
 */
gboolean amb_field_validate (const AmbField *field, const char *value, GError **error);

/** amb_day_check: is @day a day as 2026-08-31, and one of those that are kept (1900 to 2199)? */
gboolean amb_day_check (const char *day, GError **error);
/** amb_zone_check: is @name a zone that amb_zone_new() takes? The message says what to write. */
gboolean amb_zone_check (const char *name, GError **error);

/** amb_record_validate: every field and the record's size; the message starts with the label */
gboolean amb_record_validate (AmbRecord *self, GError **error);
/** amb_record_validate_edit: the same of the fields that @before (nullable) has otherwise, and of
 * the size: a value that a newer program wrote needn't be one that this program knows */
gboolean amb_record_validate_edit (AmbRecord *before, AmbRecord *self, GError **error);

/** amb_record_check_spans: does no span of @self end before it begins? @changed: names of the
 * fields to look at, NULL: all. (out) (nullable) @field: the end of the one that does */
gboolean amb_record_check_spans (AmbRecord *self,
                                 GHashTable *changed,
                                 const AmbField **field,
                                 GError **error);

/** amb_field_format: (transfer full): what a person reads: a choice's label, a localised date,
 * Yes or No, a list, “” when unset; a reference stays an id (titles: AmbStore) */
char *amb_field_format (const AmbField *field, const char *value);

/** amb_field_same: do two canonical values mean the same (NULL equals NULL)? */
gboolean amb_field_same (const char *a, const char *b);

G_END_DECLS
