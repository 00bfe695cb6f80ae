/* What the world and its steps share. */
#pragma once

#include "crash-world.h"

#define CRASH_NODE(n)   "01900000-0000-7000-8000-00000000000" #n
#define CRASH_PERSON(n) "01900000-0000-7000-8000-00000000001" #n
#define CRASH_TASK      "01900000-0000-7000-8000-000000000021"
#define CRASH_ROWS      40 /* of the import */
#define CRASH_PAGE      12

/** crash_world_open_side: opens the side's file, and what stands on it */
void crash_world_open_side (CrashWorld *self, CrashSide side);
void crash_world_close_side (CrashWorld *self, CrashSide side);
/** crash_world_read_token: (transfer full): word @index of the line of @name in the folder's tokens
 */
char *crash_world_read_token (CrashWorld *self, const char *name, guint index);
/** crash_world_settle: pushes and pulls until the desktop is at the head */
gboolean crash_world_settle (CrashWorld *self, GError **error);
