/* Events as records: the table that an import takes in, and a record as an event. */
#pragma once

#include "amb-ical.h"
#include "amb-store.h"

G_BEGIN_DECLS

/** amb_ical_table_has: do the records of @entity have a day and a time, so that a calendar shows
 * them? */
gboolean amb_ical_table_has (const AmbEntity *entity);
/** amb_ical_table_check: AMB_ERROR_INVALID when a calendar shows no @entity, naming what can be
 * done instead */
gboolean amb_ical_table_check (const AmbEntity *entity, GError **error);

/**
 * amb_ical_table_write:
 * @events: of AmbIcalEvent
 *
 * A CSV with a column for each part that @entity has a field for, headed by the field’s label, the
 * id of those that an export of Ambassade wrote, and one row an event, in their order. Its last
 * column numbers the events, so that none is blank.
 *
 * Returns: (transfer full)
 */
GBytes *amb_ical_table_write (const AmbEntity *entity, GPtrArray *events);

/** amb_ical_table_get_field: (nullable): the one that the @column of that table goes into;
 * @is_id: (out): it is the id */
const AmbField *amb_ical_table_get_field (const AmbEntity *entity, guint column, gboolean *is_id);

/** amb_ical_dup_uid: (transfer full): of the record with that id: for ever the same */
char *amb_ical_dup_uid (const char *id);

/* What a row itself doesn't say. */
typedef struct
{
  gint64 modified; /* when it was last changed, milliseconds since the epoch */
  gint64 sequence;
  gboolean went_out; /* it was published once */
} AmbIcalFacts;

/**
 * amb_ical_table_dup_event:
 * @names: id → name of what it refers to
 *
 * What is on its way is tentative; what was held, rejected or removed, failed, or was put away
 * without having gone out is cancelled.
 *
 * Returns: (transfer full) (nullable): NULL: it has no day yet
 */
AmbIcalEvent *
amb_ical_table_dup_event (AmbRecord *record, GHashTable *names, const AmbIcalFacts *facts);

/** amb_ical_list_out: (transfer full): a set: which of @ids were published once, by the moves of
 * their records */
GHashTable *amb_ical_list_out (AmbStore *store, const char *const *ids, GError **error);
/** amb_ical_list_facts: (transfer full): id → AmbIcalFacts of @records, of which some may be NULL,
 * by what this desk knows of their changes */
GHashTable *amb_ical_list_facts (AmbStore *store, GPtrArray *records, GError **error);

G_END_DECLS
