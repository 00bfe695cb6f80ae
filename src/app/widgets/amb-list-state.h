/* How a person left a list: view, filters, sort, columns, and the views that they named. */
#pragma once

#include "amb-query.h"

G_BEGIN_DECLS

typedef struct
{
  const AmbField *field;
  int width; /* px, 0: as designed */
  gboolean hidden;
} AmbColumnState;

typedef struct
{
  char *name;         /* as the person named it */
  char *view;         /* id of the built-in view below it */
  AmbQuery *query;    /* filters, search and sort on top of that */
  GPtrArray *columns; /* of AmbColumnState, in order */
} AmbNamedView;

typedef struct
{
  const AmbEntity *entity;
  char *view; /* nullable: id of the built-in view */
  char *name; /* nullable: the named view it began with */
  AmbQuery *query;
  GPtrArray *columns; /* of AmbColumnState; empty: as designed */
  GPtrArray *views;   /* of AmbNamedView */
} AmbListState;

AmbListState *amb_list_state_new (const AmbEntity *entity);
void amb_list_state_free (AmbListState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbListState, amb_list_state_free)

void
amb_list_state_add_column (GPtrArray *columns, const AmbField *field, int width, gboolean hidden);

/** amb_list_state_find_view: (nullable): the named view */
const AmbNamedView *amb_list_state_find_view (const AmbListState *self, const char *name);
/** amb_list_state_save_view: what is shown now becomes the view @name, replacing one of that name
 */
void amb_list_state_save_view (AmbListState *self, const char *name);
/** amb_list_state_open_view: what is shown becomes what the view @name holds; FALSE when there is
 * none */
gboolean amb_list_state_open_view (AmbListState *self, const char *name);
/** amb_list_state_rename_view: FALSE when @name is taken or empty */
gboolean amb_list_state_rename_view (AmbListState *self, const char *old_name, const char *name);
void amb_list_state_remove_view (AmbListState *self, const char *name);

char *amb_list_state_to_json (const AmbListState *self);
/** amb_list_state_from_json: (transfer full): @json NULL or damaged gives a fresh state; fields
 * that no longer exist are left out */
AmbListState *amb_list_state_from_json (const AmbEntity *entity, const char *json);

G_END_DECLS
