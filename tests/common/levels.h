/* The program's tables as former and later programs might have them: for tests of upgrades. */
#pragma once

#include "amb-entity.h"

G_BEGIN_DECLS

/* Level 1 lacks what TEST_LEVEL_TWO brings, level 2 what TEST_LEVEL_THREE brings; level 3 has all.
 */
typedef enum
{
  TEST_LEVEL_OWN, /* the program's tables as they are */
  TEST_LEVEL_ONE,
  TEST_LEVEL_TWO,
  TEST_LEVEL_THREE,
  TEST_LEVELS
} TestLevel;

/** test_levels_use: from now on this process knows the tables of @level, whose schema version is
 * its number. Each store is used under the level that it was opened under. */
void test_levels_use (TestLevel level);
/** test_levels_people: a person, and whatever is read to say something of one: for
 * test_levels_keep() */
extern const char *const test_levels_people[];
/** test_levels_keep: before all others: the levels have these entities only, ended by NULL; what
 * they refer to must be among them */
void test_levels_keep (const char *const *entities);
/** test_levels_get: the level that is used now */
TestLevel test_levels_get (void);

/** test_levels_use_without: the program's tables, but of each entity without the field in this
 * place (from 0) of its table; once a process for each place */
void test_levels_use_without (guint nth);

G_END_DECLS
