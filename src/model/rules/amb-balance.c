#include "amb-balance.h"

static const char *const audiences[AMB_N_AUDIENCES] = { "client", "applicant", "partner",
                                                        "internal" };

const char *
amb_audience_get_id (guint audience)
{
  return audiences[audience];
}

int
amb_audience_find (const char *id)
{
  for (int i = 0; id != NULL && i < AMB_N_AUDIENCES; i++)
    if (g_str_equal (audiences[i], id))
      return i;
  return -1;
}

guint
amb_balance_get_n (const AmbBalance *self)
{
  guint n = 0;

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    n += self->counts[i];
  return n;
}

static int
get_whole (const AmbBalance *self)
{
  int whole = 0;

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    whole += MAX (self->targets[i], 0);
  return whole;
}

double
amb_balance_get_share (const AmbBalance *self, guint audience)
{
  guint n = amb_balance_get_n (self);

  return n > 0 ? 100.0 * self->counts[audience] / n : 0;
}

double
amb_balance_get_target (const AmbBalance *self, guint audience)
{
  int whole = get_whole (self);

  return whole > 0 ? 100.0 * MAX (self->targets[audience], 0) / whole : 0;
}

int
amb_balance_get_short (const AmbBalance *self, guint audience)
{
  double lacks = amb_balance_get_target (self, audience) - amb_balance_get_share (self, audience);

  return amb_balance_get_n (self) > 0 && lacks > self->tolerance ? (int) (lacks + 0.5) : 0;
}

gboolean
amb_balance_get_score (const AmbBalance *self, double *score)
{
  double off = 0;

  if (amb_balance_get_n (self) == 0 || get_whole (self) == 0)
    return FALSE;
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    off += ABS (amb_balance_get_share (self, i) - amb_balance_get_target (self, i));
  *score = 100 - off / 2;
  return TRUE;
}
