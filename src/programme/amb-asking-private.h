/* What the files of AmbAsk share. */
#pragma once

#include "amb-asking.h"

G_BEGIN_DECLS

/** amb_ask_dup_json: (transfer full): @ids as a JSON array; NULL is an empty one */
char *amb_ask_dup_json (const char *const *ids);

G_END_DECLS
