/* One record made of two that are about the same. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/**
 * amb_programme_merge:
 * @keep: stays; its empty fields are filled from @other
 * @other: is removed; what refers to it refers to @keep afterwards, what was recorded once and for
 * all too. Where there may be only one of a kind, that of @keep stays, and takes over what refers
 * to the other one
 *
 * One command, undone as one; with what else is in the group that is open, if one is. Errors:
 * AMB_ERROR_NOT_FOUND; AMB_ERROR_DENIED; AMB_ERROR_REFUSED in a programme with a server, where what
 * was recorded about @other stays as it was recorded: its words name one of those records, and the
 * way out.
 */
gboolean amb_programme_merge (AmbProgramme *self,
                              const AmbEntity *entity,
                              const char *keep,
                              const char *other,
                              GError **error);

G_END_DECLS
