/* A query as data: what a list shows. Named views keep it as JSON; the store compiles it to SQL. */
#pragma once

#include "amb-entity.h"
#include "amb-json.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_MATCH_IN,       /* one of values; "" matches unset */
  AMB_MATCH_NOT_IN,   /* none of values */
  AMB_MATCH_CONTAINS, /* SET: has one of values */
  AMB_MATCH_FROM,     /* ≥ values[0] */
  AMB_MATCH_TO,       /* ≤ values[0] */
} AmbMatch;

typedef struct
{
  const AmbField *field;
  AmbMatch match;
  char **values;
} AmbCondition;

/* A plain value: copy it to hand it to another thread. */
typedef struct
{
  const AmbEntity *entity;
  GPtrArray *conditions; /* of AmbCondition; all must hold */
  char *search;          /* nullable: every word must begin a word of the record */
  const AmbField *sort;  /* NULL: the title, else the order of creation; see AmbEntity.order */
  gboolean descending;
  gboolean deleted; /* tombstones instead of living records */
  char *within;     /* nullable: id of a node: only what belongs to it or to what is below it, where
                       the entity reaches nodes; of the window's place, never of a named view */
} AmbQuery;

/** amb_query_new: everything of @entity, in the order in which its lists begin */
AmbQuery *amb_query_new (const AmbEntity *entity);
AmbQuery *amb_query_copy (const AmbQuery *self);
void amb_query_free (AmbQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbQuery, amb_query_free)

/** amb_query_where: replaces the condition of that field and match; NULL or empty @values remove it
 */
void
amb_query_where (AmbQuery *self, const AmbField *field, AmbMatch match, const char *const *values);
/** amb_query_find_condition: (nullable): that field may have one of each match */
const AmbCondition *
amb_query_find_condition (const AmbQuery *self, const AmbField *field, AmbMatch match);
/** amb_query_narrow: adds what its conditions on COMPUTED fields say of the state (AmbChoice.of),
 * so that an index of states leads to the rows. It finds what it found; a person isn't shown it */
void amb_query_narrow (AmbQuery *self);
gboolean amb_query_is_filtered (const AmbQuery *self); /* conditions or search */
gboolean amb_query_equal (const AmbQuery *a, const AmbQuery *b);
/** amb_query_is_same: do both show the same, in whatever order they name it? */
gboolean amb_query_is_same (const AmbQuery *a, const AmbQuery *b);
/** amb_condition_is_same: field, match and values, in whatever order */
gboolean amb_condition_is_same (const AmbCondition *a, const AmbCondition *b);

/** amb_match_get_name: as JSON has it: “in”, “not-in”, “contains”, “from”, “to” */
const char *amb_match_get_name (AmbMatch match);
/** amb_match_find: FALSE when @name (nullable) is none of them */
gboolean amb_match_find (const char *name, AmbMatch *match);

char *amb_query_to_json (const AmbQuery *self);
/** amb_condition_append_json: one of its filters */
void amb_condition_append_json (const AmbCondition *condition, GString *out);
/** amb_query_from_json: (transfer full): fields that no longer exist are left out */
AmbQuery *amb_query_from_json (const AmbEntity *entity, const AmbJsonNode *node);

G_END_DECLS
