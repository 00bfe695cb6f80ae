/* What a reorganisation changes, in words. */
#pragma once

#include "amb-reorganise.h"

G_BEGIN_DECLS

typedef struct
{
  const char *icon;
  char *title;
  char *detail; /* nullable */
} AmbReorganiseLine;

/** amb_reorganise_list_lines: (transfer full): of AmbReorganiseLine, translated: people, heads,
 * whose leads see them, coverage */
GPtrArray *amb_reorganise_list_lines (AmbReorganiseVerb verb, const AmbReorganisePreview *preview);

G_END_DECLS
