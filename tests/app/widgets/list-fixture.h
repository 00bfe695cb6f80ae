/* A profile in a temporary folder with as many people as a test wants. */
#pragma once

#include "amb-context.h"

typedef struct
{
  char *folder;
  AmbClock *clock; /* manual: 2026-11-23T14:00Z */
  AmbContext *context;
  const AmbEntity *person;
  const AmbEntity *node;
  char *node_id; /* “Ghana” */
} ListFixture;

void list_fixture_set_up (ListFixture *self, gconstpointer data);
void list_fixture_tear_down (ListFixture *self, gconstpointer data);

/** list_fixture_fill: @n people “Person 000001”…, every second one active with the node, the others
 * identified; written past the rules, for speed */
void list_fixture_fill (ListFixture *self, guint n);

/** list_fixture_write: runs @job on the writer and the main loop until "changed" was told */
gpointer list_fixture_write (ListFixture *self, AmbContextWrite job, gpointer data, GError **error);
void list_fixture_set (ListFixture *self, const char *id, const char *field, const char *value);
void list_fixture_remove (ListFixture *self, const char *id);
/** list_fixture_dup_id: id of the person of that number */
char *list_fixture_dup_id (ListFixture *self, guint number);
AmbRecord *list_fixture_get (ListFixture *self, const char *id);

typedef gboolean (*ListFixtureCheck) (gpointer data);
/** list_fixture_wait: runs the main loop until @is_done; fails after half a minute */
void list_fixture_wait (ListFixtureCheck is_done, gpointer data);
void list_fixture_iterate (void); /* what is pending now */

/** list_fixture_find_type: (transfer none) (nullable): @widget or the first within of that type */
GtkWidget *list_fixture_find_type (GtkWidget *widget, GType type);
/** list_fixture_find_row: (transfer none) (nullable): the form's row of the field with that label
 */
GtkWidget *list_fixture_find_row (GtkWidget *widget, const char *title);
