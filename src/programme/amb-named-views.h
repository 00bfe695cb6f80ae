/* The named views that whoever acts finds in a list, and what they may do with each. */
#pragma once

#include "amb-programme.h"
#include "amb-view.h"

G_BEGIN_DECLS

#define AMB_NAMED_VIEWS_MAX 200 /* of either kind, in one list */

typedef struct
{
  char *id;
  char *title;
  char *query; /* JSON as the record has it: amb_view_from_json() */
  gboolean is_shared;
  gboolean is_mine; /* theirs who acts; one without an owner is the managers' */
  gboolean may_change;
  gboolean may_remove;
  gint64 position;
} AmbNamedView;

/**
 * amb_named_views_list:
 * @store: a reader's, or any; who acts is read from it
 *
 * Own private ones, then the shared ones; both by position and name. Private ones of others are
 * left out, also where a manager holds their records.
 *
 * Returns: (transfer full): of AmbNamedView; empty without the right to read any
 */
GPtrArray *amb_named_views_list (AmbStore *store, const AmbEntity *entity, GError **error);

/** amb_named_views_find: by id; (nullable) */
const AmbNamedView *amb_named_views_find (GPtrArray *views, const char *id);
/** amb_named_views_find_title: blind to case and accents; (nullable): the first */
const AmbNamedView *amb_named_views_find_title (GPtrArray *views, const char *title);
/** amb_named_views_choose: by id or by a name that is unique. AMB_ERROR_NOT_FOUND names those that
 * there are, AMB_ERROR_CONFLICT those that have the name */
const AmbNamedView *amb_named_views_choose (GPtrArray *views,
                                            const AmbEntity *entity,
                                            const char *name,
                                            GError **error);

/** amb_named_views_can_step: may whoever acts let the view change places with the one before (@by
 * −1) or after it (1), of its own kind? The order is of all of a kind, so one must be free to write
 * each of them. */
gboolean amb_named_views_can_step (GPtrArray *views, const char *id, int by);
/** amb_named_view_step: does it; one command for each view that gets another number, for whoever
 * opened a group. AMB_ERROR_NOT_FOUND, AMB_ERROR_DENIED */
gboolean amb_named_view_step (
    AmbProgramme *programme, const AmbEntity *entity, const char *id, int by, GError **error);

/** amb_named_views_may_add: may whoever acts keep a view of their own? */
gboolean amb_named_views_may_add (AmbAccess access, const char *person);
/** amb_named_view_add: one of whoever acts. Returns: (transfer full): its id */
char *amb_named_view_add (AmbProgramme *programme,
                          const AmbEntity *entity,
                          const char *title,
                          const char *query,
                          gboolean is_shared,
                          GError **error);

G_END_DECLS
