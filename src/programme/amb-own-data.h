/* What is kept about a person on this desk: counted, and as one document to take along. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  const AmbEntity *entity;
  const AmbField *field; /* nullable: `author-id`, of those that the person wrote or had the idea
                            of; NULL: those whose person they are */
  gint64 count;
} AmbOwnCount;

/** amb_own_data_count: (transfer full): of AmbOwnCount: the kinds of records that are @person's own
 * (`self` of their entity), or of which they are the author, and that @access may read, those that
 * there are. A reader's store. */
GArray *amb_own_data_count (AmbStore *store, const char *person, AmbAccess access, GError **error);
/** amb_own_data_to_json: (transfer full): these records whole, by collection, with the instant and
 * the person's id */
char *amb_own_data_to_json (AmbStore *store, const char *person, AmbAccess access, GError **error);
/** amb_own_data_dup_query: (transfer full): JSON of the list that shows those of @entity; @field:
 * of an AmbOwnCount */
char *amb_own_data_dup_query (const AmbEntity *entity, const AmbField *field, const char *person);

G_END_DECLS
