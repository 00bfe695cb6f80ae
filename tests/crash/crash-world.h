/* One server and one desktop on files, and what happens between them: edits here and elsewhere, a
 * push, grants that shrink, pages; each step is one transaction of one side. */
#pragma once

#include "amb-importer.h"
#include "amb-server-core.h"
#include "amb-sync-engine.h"

G_BEGIN_DECLS

/* In the notes of those whom the desktop loses. */
#define CRASH_SECRET "qsecretzq"

typedef enum
{
  CRASH_CLIENT,
  CRASH_SERVER,
  CRASH_SIDES
} CrashSide;

/* Settings that must be found out. */
typedef enum
{
  CRASH_SOUND,
  CRASH_NO_SYNC,    /* synchronous=OFF */
  CRASH_HALF_PAGES, /* a page goes in in two transactions */
} CrashDefect;

typedef struct
{
  char *folder;
  char *paths[CRASH_SIDES];
  AmbClock *clocks[CRASH_SIDES];
  AmbStore *stores[CRASH_SIDES];
  struct sqlite3 *handles[CRASH_SIDES];
  AmbServerCore *core;
  AmbProgramme *programme;
  AmbSyncEngine *engine;
  AmbSyncRequest *request; /* nullable: on its way */
  AmbSyncResponse *response;
  CrashDefect defect;
} CrashWorld;

extern const char *const crash_side_names[CRASH_SIDES];

/** crash_world_prepare: makes the files that every run begins with, in @folder */
void crash_world_prepare (const char *folder);
/** crash_world_new: over the files of @folder as they are; @seed: of ids, other than those of
 * former runs */
CrashWorld *crash_world_new (const char *folder, guint32 seed, CrashDefect defect);
void crash_world_free (CrashWorld *self);
/** crash_world_close: both sides, as an orderly end does */
void crash_world_close (CrashWorld *self);

guint crash_world_get_n_steps (void);
const char *crash_world_get_step_name (guint step);
/** crash_world_get_step_side: whose file the step writes */
CrashSide crash_world_get_step_side (guint step);
/** crash_world_run_step: after an error nothing has changed, and crash_world_get_retry() says where
 * it goes on */
gboolean crash_world_run_step (CrashWorld *self, guint step, GError **error);
guint crash_world_get_retry (guint step);
/** crash_world_finish: from step @from to the end of all that a person does, then until nothing is
 * left to tell. FALSE with a sentence in @failure. */
gboolean crash_world_finish (CrashWorld *self, guint from, char **failure);

/** crash_world_dump: (transfer full): of char *: a line for each table of the side's file: name,
 * number of rows, hash of all that they hold */
GPtrArray *crash_world_dump (CrashWorld *self, CrashSide side);
/** crash_world_dup_difference: (transfer full) (nullable): the tables in which two dumps differ */
char *crash_world_dup_difference (GPtrArray *a, GPtrArray *b);
/** crash_world_dup_content: (transfer full): what people see on that side, without ids and versions
 */
char *crash_world_dup_content (CrashWorld *self, CrashSide side);
/** crash_world_check_end: (transfer full) (nullable): what is wrong when all is told */
char *crash_world_check_end (CrashWorld *self);
/** crash_world_check_file: (transfer full) (nullable): what the store's own check finds */
char *crash_world_check_file (CrashWorld *self, CrashSide side);

G_END_DECLS
