/* A programme in memory whose clock stands still, and short words for what tests do with it. */
#pragma once

#include "amb-error.h"
#include "amb-programme.h"

#define NOW G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */
#define DAY G_GINT64_CONSTANT (86400000)

typedef struct
{
  AmbClock *clock;
  AmbStore *store;
  AmbProgramme *programme;
  const AmbEntity *people, *nodes, *moves, *settings;
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
/** fixture_connect: from now on operations are kept for a server */
void fixture_connect (Fixture *self);

/** fixture_act_as: who acts has that access from now on, and @scope (nullable) is open */
void fixture_act_as (Fixture *self, const char *access, const char *scope);
/** fixture_publish: the record came in @scope, which is open */
void fixture_publish (Fixture *self, const char *entity, const char *id, const char *scope);

/** fixture_new: @...: field, value pairs, NULL */
AmbRecord *fixture_new (Fixture *self, const AmbEntity *entity, ...) G_GNUC_NULL_TERMINATED;
/** fixture_add: adds @record (transfer full), which must succeed. Returns: its id */
char *fixture_add (Fixture *self, AmbRecord *record, AmbCommandFlags flags);
/** fixture_add_values: a record as it stands in a running programme; @values: field, value pairs,
 * NULL. Returns: its id */
char *fixture_add_values (Fixture *self, const char *entity, const char *const *values);
#define FIXTURE_ADD(self, entity, ...)                                                             \
  fixture_add_values (self, entity, (const char *const[]){ __VA_ARGS__, NULL })
char *fixture_add_person (Fixture *self, const char *name);
char *fixture_add_node (Fixture *self, const char *name, const char *parent);
/** fixture_refuse: the message with which adding @record (transfer full) is refused */
char *fixture_refuse (Fixture *self, AmbRecord *record, AmbError code);

void fixture_set (
    Fixture *self, const AmbEntity *entity, const char *id, const char *field, const char *value);
void fixture_move (Fixture *self, const char *id, const char *to, const char *why);
/** fixture_assert: the record lives and @field is @value */
void fixture_assert (
    Fixture *self, const AmbEntity *entity, const char *id, const char *field, const char *value);
gboolean fixture_lives (Fixture *self, const AmbEntity *entity, const char *id);
/** fixture_undo: expects @n_undone changes taken back and @n_left left alone. Returns: (transfer
 * full) (nullable): the first sentence about what was left */
char *fixture_undo (Fixture *self, guint n_undone, guint n_left);
char *fixture_redo (Fixture *self, guint n_undone, guint n_left);
/** fixture_dump: every living record of @entity as the command line's JSON would list it */
char *fixture_dump (Fixture *self, const AmbEntity *entity);
/** fixture_count: first column of @sql */
gint64 fixture_count (Fixture *self, const char *sql);
