#include "amb-asks.h"

#include <string.h>

gboolean
amb_asks (const AmbEntity *entity, const AmbEntity *other)
{
  g_autofree char *table = g_strdup_printf (" %s ", other->collection);

  for (const AmbField *field = entity->fields; field->name; field++)
    if (field->sql && !(field->flags & AMB_FIELD_TITLE) && strstr (field->sql, table))
      return TRUE;
  return FALSE;
}
