/* A store in memory, or in a file of a folder of its own, whose clock stands still. */
#pragma once

#include "amb-error.h"
#include "amb-outbox.h"

#define NOW G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */

typedef struct
{
  char *folder; /* NULL: in memory */
  char *path;
  AmbClock *clock;
  AmbStore *store;
  const AmbEntity *people, *nodes, *moves, *settings;
} Fixture;

/** fixture_set_up: in memory; fixture_set_up_file: in a file */
void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_set_up_file (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
/** fixture_reopen: closes and opens the file again */
void fixture_reopen (Fixture *self);

/** fixture_put: writes a new record; @...: field, value pairs, NULL. Returns: it */
AmbRecord *fixture_put (Fixture *self, const AmbEntity *entity, ...) G_GNUC_NULL_TERMINATED;
void fixture_save (Fixture *self, AmbRecord *record);
AmbRecord *fixture_lookup (Fixture *self, const AmbEntity *entity, const char *id);
const AmbField *fixture_field (Fixture *self, const char *name);
void fixture_run (Fixture *self, const char *sql);
gint64 fixture_count (Fixture *self, const char *sql);
char *fixture_text (Fixture *self, const char *sql);
/** fixture_titles: the titles of @query's records, in order, joined by commas */
char *fixture_titles (Fixture *self, const AmbQuery *query);
