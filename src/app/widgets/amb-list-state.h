/* How a person left a list: view, filters, sort, columns. */
#pragma once

#include "amb-view.h"

G_BEGIN_DECLS

typedef struct
{
  const AmbField *field;
  int width; /* px, 0: as designed */
  gboolean hidden;
} AmbColumnState;

typedef struct
{
  const AmbEntity *entity;
  char *view;         /* nullable: id of the built-in view; "": none, also where there are some */
  char *named;        /* nullable: id of the named view that is shown, as it is or changed */
  char *title;        /* nullable: its name, until its record is read */
  char *json;         /* nullable: what its record held when it was last applied */
  AmbView *saved;     /* nullable: that, read */
  AmbQuery *query;    /* on top of the built-in view */
  GPtrArray *columns; /* of AmbColumnState; empty: as designed */
  AmbView *own;       /* nullable: sort and columns outside of named views, while one is shown */
} AmbListState;

AmbListState *amb_list_state_new (const AmbEntity *entity);
void amb_list_state_free (AmbListState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbListState, amb_list_state_free)

void
amb_list_state_add_column (GPtrArray *columns, const AmbField *field, int width, gboolean hidden);

/** amb_list_state_choose: the named view @id is the one that is shown; filters, sort and columns
 * are left to the list */
void
amb_list_state_choose (AmbListState *self, const char *id, const char *title, const char *json);
/** amb_list_state_leave: no named view is shown any more */
void amb_list_state_leave (AmbListState *self);

char *amb_list_state_to_json (const AmbListState *self);
/** amb_list_state_from_json: (transfer full): @json NULL or damaged gives a fresh state; fields
 * that no longer exist are left out */
AmbListState *amb_list_state_from_json (const AmbEntity *entity, const char *json);

G_END_DECLS
