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
  GPtrArray *cards;     /* of AmbRoleCard */
  GHashTable *holdings; /* kind → GString: JSON object: since which day it counts, by the role of
                           the person, or by the holder of the role; not closed */
} AmbRoleReading;

/** amb_role_reading_next: the next row of @stmt; FALSE at the end or with @error */
gboolean amb_role_reading_next (AmbStmt *stmt, GError **error);
/** amb_role_reading_add: somebody holds a role of @kind; @key: the role of the person, or the
 * holder of the role */
void
amb_role_reading_add (AmbRoleReading *self, const char *kind, const char *key, const char *since);
/** amb_role_reading_prepare: (nullable) (transfer full): a statement over `h (role, id, since)`:
 * who holds a role of @kind, and since which day it counts. ?1 and ?2 are taken; ?3 is the instant.
 * NULL with @error, or without one when nobody does */
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
