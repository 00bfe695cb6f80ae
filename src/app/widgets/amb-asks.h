/* What is computed of one entity may ask the table of another, and changes with it. */
#pragma once

#include "amb-entity.h"

G_BEGIN_DECLS

/** amb_asks: does a COMPUTED field of @entity ask the table of @other? */
gboolean amb_asks (const AmbEntity *entity, const AmbEntity *other);

G_END_DECLS
