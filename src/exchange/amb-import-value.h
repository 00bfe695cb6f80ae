/* A value as a person writes it, in a cell or on a command line. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

/**
 * amb_import_normalise:
 * @text: as typed; “” is nothing
 * @value: (out) (transfer full) (nullable): canonical
 *
 * amb_field_normalise() that also knows countries and languages by their names. References are
 * taken as ids. AMB_ERROR_INVALID says what is wrong, without the field’s name. Any thread.
 */
gboolean
amb_import_normalise (const AmbField *field, const char *text, char **value, GError **error);

/**
 * amb_import_read_value: the same, where a reference may be an id, a KEY or a title (a computed one
 * too) of a living record of @store; AMB_ERROR_INVALID also when several bear that name
 */
gboolean amb_import_read_value (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error);

/** amb_import_shorten: (transfer full): @text as a message shows it: valid UTF-8, not too long */
char *amb_import_shorten (const char *text);
/** amb_import_set_several: AMB_ERROR_INVALID: @text may mean several records */
void amb_import_set_several (const char *text, GError **error);

G_END_DECLS
