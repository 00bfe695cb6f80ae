#include "amb-access.h"

#define R    AMB_RIGHT_READ
#define RU   (AMB_RIGHT_READ | AMB_RIGHT_UPDATE)
#define RUM  (AMB_RIGHT_READ | AMB_RIGHT_UPDATE | AMB_RIGHT_MOVE)
#define RCUM (AMB_RIGHT_READ | AMB_RIGHT_CREATE | AMB_RIGHT_UPDATE | AMB_RIGHT_MOVE)
#define ALL                                                                                        \
  (AMB_RIGHT_READ | AMB_RIGHT_CREATE | AMB_RIGHT_UPDATE | AMB_RIGHT_DELETE | AMB_RIGHT_MOVE)

/* Rows that are not here are denied. A transition is made by a move, never by itself. */
static const struct
{
  const char *entity;
  guint rights[6]; /* by AmbAccess: none manager lead ambassador sponsor auditor */
} table[] = {
  { "programme", { 0, RU, R, R, 0, R } },
  { "node", { 0, ALL, R, R, 0, R } },
  { "ambassador", { 0, ALL, RCUM, RUM, 0, R } },
  { "transition", { 0, R, R, R, 0, R } },
};

static const char *const names[] = {
  "none", "manager", "lead", "ambassador", "sponsor", "auditor",
};

AmbAccess
amb_access_from_text (const char *text)
{
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      return i;
  return AMB_ACCESS_NONE;
}

const char *
amb_access_to_text (AmbAccess access)
{
  return names[access];
}

guint
amb_access_get_rights (AmbAccess access, const AmbEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].entity, entity->name))
      return table[i].rights[access];
  return 0;
}

guint
amb_access_get_who (AmbAccess access, gboolean is_self)
{
  guint who = is_self ? AMB_WHO_SELF : 0;

  if (access == AMB_ACCESS_MANAGER)
    who |= AMB_WHO_MANAGER | AMB_WHO_LEAD;
  else if (access == AMB_ACCESS_LEAD)
    who |= AMB_WHO_LEAD;
  return who;
}
