/* Error domain shared by every floor: what kind of thing went wrong. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmbError:
 * @AMB_ERROR_FAILED: none of the others
 * @AMB_ERROR_INVALID: input that is wrong; the message names the field and the fix
 * @AMB_ERROR_NOT_FOUND: no such record, entity, file
 * @AMB_ERROR_REFUSED: a rule says no (a gate, a delete rule, a state set without a move)
 * @AMB_ERROR_CONFLICT: somebody else changed it since
 * @AMB_ERROR_BUSY: somebody else holds the profile or the data folder
 * @AMB_ERROR_TOO_NEW: a file or a peer newer than this program
 * @AMB_ERROR_FULL: no space left, or a quota
 * @AMB_ERROR_CORRUPT: a file or a page that is damaged
 * @AMB_ERROR_DENIED: no right to it (sign-in, grants)
 * @AMB_ERROR_OFFLINE: the server can't be reached
 * @AMB_ERROR_TOO_LARGE: over a limit
 * @AMB_ERROR_PROTOCOL: a peer broke the protocol
 * @AMB_ERROR_USAGE: a command line that can't be understood
 *
 * Messages say what failed, on what, and what to do. They are shown to people as they are.
 */
typedef enum
{
  AMB_ERROR_FAILED,
  AMB_ERROR_INVALID,
  AMB_ERROR_NOT_FOUND,
  AMB_ERROR_REFUSED,
  AMB_ERROR_CONFLICT,
  AMB_ERROR_BUSY,
  AMB_ERROR_TOO_NEW,
  AMB_ERROR_FULL,
  AMB_ERROR_CORRUPT,
  AMB_ERROR_DENIED,
  AMB_ERROR_OFFLINE,
  AMB_ERROR_TOO_LARGE,
  AMB_ERROR_PROTOCOL,
  AMB_ERROR_USAGE,
} AmbError;

#define AMB_ERROR (amb_error_quark ())
GQuark amb_error_quark (void);

/** amb_error_is_refusal: is it about the one record at hand, so that the next one may be tried?
 * A full disk is not. @error: (nullable) */
gboolean amb_error_is_refusal (const GError *error);

G_END_DECLS
