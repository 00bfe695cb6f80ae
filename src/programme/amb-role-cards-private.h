/* What the files of AmbRoleCard share. */
#pragma once

#include "amb-role-cards.h"

G_BEGIN_DECLS

/* Of a reading. */
typedef struct
{
  AmbStore *store;
  const char *person; /* nullable: of everybody who holds the role */
  const char *role;   /* nullable: every role of the person */
  char *from;         /* first day of the window */
  char *today;
  char *now;
  int answer_hours;
  GPtrArray *cards; /* of AmbRoleCard */
} AmbRoleReading;

/** amb_role_reading_next: the next row of @stmt; FALSE at the end or with @error */
gboolean amb_role_reading_next (AmbStmt *stmt, GError **error);
/** amb_role_reading_prepare: a statement over `h (role, id, since)`: who holds a role of @kind, and
 * since which day it counts. Parameters: ?1 person or role, ?2 kind, ?3 from, ?4 now */
AmbStmt *amb_role_reading_prepare (const AmbRoleReading *self,
                                   const char *kind,
                                   const char *sql,
                                   GError **error);
/** amb_role_reading_add_facts: what was done by those who hold the cards' roles */
gboolean amb_role_reading_add_facts (const AmbRoleReading *self, GError **error);
/** amb_role_reading_add_steps: of the cards' roles, as the person ticked them */
gboolean amb_role_reading_add_steps (const AmbRoleReading *self, GError **error);
/** amb_role_reading_find: (nullable): the card of the role */
AmbRoleCard *amb_role_reading_find (const AmbRoleReading *self, const char *role);

G_END_DECLS
