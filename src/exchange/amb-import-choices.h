/* The words by which files call our choices, beside their names. */
#pragma once

#include "amb-entity.h"

G_BEGIN_DECLS

/** amb_import_choice_find: (nullable): the choice of @field that @text means in such files; words
 * of
 * @text that are the choice's own are not looked for. Any thread. */
const char *
amb_import_choice_find (const AmbEntity *entity, const AmbField *field, const char *text);

G_END_DECLS
