#include "amb-error.h"

G_DEFINE_QUARK (amb - error - quark, amb_error)

gboolean
amb_error_is_refusal (const GError *error)
{
  static const AmbError codes[] = { AMB_ERROR_REFUSED,   AMB_ERROR_INVALID,  AMB_ERROR_DENIED,
                                    AMB_ERROR_NOT_FOUND, AMB_ERROR_CONFLICT, AMB_ERROR_TOO_LARGE };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, AMB_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}
