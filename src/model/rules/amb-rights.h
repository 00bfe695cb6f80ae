/* How long an asset may be used: a pure rule over its days. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days before its last one from which an asset is told to end soon. */
#define AMB_RIGHTS_SOON 30

typedef struct
{
  const char *rights;  /* nullable: kind of rights, as its entity has it */
  const char *until;   /* nullable: the last day of the rights */
  const char *expires; /* nullable: the last day on which it is true */
} AmbRights;

/** amb_rights_get_standing: “in_rights”, “ends_soon”, “unclear”, “rights_over”, “expired”: what the
 * computed field `standing` of an asset says */
const char *amb_rights_get_standing (const AmbRights *self, const char *today);
/** amb_rights_get_last_day: (nullable): the earlier one of the two last days; NULL: no end */
const char *amb_rights_get_last_day (const AmbRights *self);
/**
 * amb_rights_renew: (transfer full) (nullable): the last day of rights that are renewed for so many
 * years: from the day on which they end, from @today where they are over or have no end; a 29
 * February becomes a 28th
 */
char *amb_rights_renew (const AmbRights *self, const char *today, int years);

G_END_DECLS
