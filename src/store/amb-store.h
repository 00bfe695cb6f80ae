/* The records of a profile or a server in one SQLite file: rows, lists, search, changes. */
#pragma once

#include "amb-clock.h"
#include "amb-db.h"
#include "amb-query.h"
#include "amb-record.h"

G_BEGIN_DECLS

#define AMB_TYPE_STORE (amb_store_get_type ())
G_DECLARE_FINAL_TYPE (AmbStore, amb_store, AMB, STORE, GObject)

typedef enum
{
  AMB_STORE_DEFAULT = 0,
  AMB_STORE_READ_ONLY = 1 << 0, /* a second connection for lists; the file must exist */
  AMB_STORE_SERVER =
      1 << 1, /* entity tables only: no outbox, shadow, drafts (server/core adds its own) */
} AmbStoreFlags;

/**
 * amb_store_open:
 * @path: the database file, or ":memory:"
 *
 * Creates the schema or upgrades it, a transaction a step, version included. A file newer than the
 * program is refused with AMB_ERROR_TOO_NEW and left untouched. One thread at a time.
 */
AmbStore *amb_store_open (const char *path, AmbStoreFlags flags, AmbClock *clock, GError **error);
AmbDb *amb_store_get_db (AmbStore *self);
AmbClock *amb_store_get_clock (AmbStore *self);

/* Settings of the file: table meta(key, value). */
char *amb_store_dup_meta (AmbStore *self, const char *key); /* (transfer full) (nullable) */
gboolean amb_store_set_meta (AmbStore *self, const char *key, const char *value, GError **error);
gint64 amb_store_get_meta_int (AmbStore *self, const char *key, gint64 fallback);
gboolean amb_store_set_meta_int (AmbStore *self, const char *key, gint64 value, GError **error);

/* Rows. All writes happen inside a transaction of amb_store_get_db(). */
/** amb_store_get: (transfer full): a living record; AMB_ERROR_NOT_FOUND when there is none */
AmbRecord *amb_store_get (AmbStore *self, const AmbEntity *entity, const char *id, GError **error);
/** amb_store_lookup: (transfer full) (nullable): also tombstones; NULL without @error when there is
 * none */
AmbRecord *
amb_store_lookup (AmbStore *self, const AmbEntity *entity, const char *id, GError **error);
/** amb_store_put: inserts or replaces the row of the record's id with its sort keys, set values and
 * search text; sets its rid */
gboolean amb_store_put (AmbStore *self, AmbRecord *record, GError **error);
/** amb_store_drop: removes the row wholly, search text included; no error when there is none */
gboolean amb_store_drop (AmbStore *self, const AmbEntity *entity, const char *id, GError **error);

/* Lists. */
/** amb_store_list_rids: row numbers of @query in its order; @limit −1 for all. Replaces what is in
 * @rids (gint64). */
gboolean amb_store_list_rids (AmbStore *self,
                              const AmbQuery *query,
                              gint64 offset,
                              gint64 limit,
                              GArray *rids,
                              GError **error);
gboolean amb_store_count (AmbStore *self, const AmbQuery *query, gint64 *count, GError **error);
/** amb_store_load: (transfer full): the records of @rids in that order, COMPUTED fields filled; a
 * row that went meanwhile is NULL */
GPtrArray *amb_store_load (
    AmbStore *self, const AmbEntity *entity, const gint64 *rids, guint n, GError **error);
/** amb_store_list: (transfer full): both in one, for short lists */
GPtrArray *amb_store_list (AmbStore *self, const AmbQuery *query, gint64 limit, GError **error);
/** amb_store_count_values: (transfer full): value → count (gint64*) of @field in @query without
 * that field's own condition */
GHashTable *amb_store_count_values (AmbStore *self,
                                    const AmbQuery *query,
                                    const AmbField *field,
                                    GError **error);
/** amb_store_dup_title: (transfer full) (nullable): what a reference shows: the record's title, or
 * that of its narrower view where only that is here */
char *amb_store_dup_title (AmbStore *self, const AmbEntity *entity, const char *id);
/** amb_store_list_titles: (transfer full): id → title of @ids, or of every living record (NULL) */
GHashTable *amb_store_list_titles (AmbStore *self,
                                   const AmbEntity *entity,
                                   const char *const *ids,
                                   GError **error);
/** amb_store_list_shared_titles: (transfer full): the titles, folded, that more than one living
 * record has: a set */
GHashTable *amb_store_list_shared_titles (AmbStore *self, const AmbEntity *entity, GError **error);
/** amb_store_list_rids_after: row numbers of @query beyond @after, in their own order whatever the
 * query's; @narrow (nullable): SQL that the row must meet too. Replaces what is in @rids (gint64).
 */
gboolean amb_store_list_rids_after (AmbStore *self,
                                    const AmbQuery *query,
                                    const char *narrow,
                                    gint64 after,
                                    gint64 limit,
                                    GArray *rids,
                                    GError **error);
/** amb_store_get_zone: the programme's, this machine's where it names none; borrowed until the next
 * call */
GTimeZone *amb_store_get_zone (AmbStore *self);
/** amb_store_get_today: the day in the programme's zone; borrowed until the next call */
const char *amb_store_get_today (AmbStore *self);
/** amb_store_find: (transfer full): ids of living records whose @field is @value (text compared
 * folded when @folded) */
GPtrArray *amb_store_find (AmbStore *self,
                           const AmbEntity *entity,
                           const AmbField *field,
                           const char *value,
                           gboolean folded,
                           GError **error);
/** amb_store_dup_list_sql: (transfer full): the statement behind amb_store_list_rids(), for tests
 * of the query plan */
char *amb_store_dup_list_sql (AmbStore *self, const AmbQuery *query);

/** amb_store_write_texts: writes now the search texts that otherwise wait for the end of the
 * transaction: before what reads the index itself */
gboolean amb_store_write_texts (AmbStore *self, GError **error);
/** amb_store_forget_lost_rows: search texts and set values of rows that are not there: what
 * damage left behind; inside the caller's transaction */
gboolean amb_store_forget_lost_rows (AmbStore *self, const AmbEntity *entity, GError **error);
/** amb_store_forget_words: a search index keeps the words of removed rows until its parts are
 * merged: merges them */
gboolean amb_store_forget_words (AmbStore *self, const AmbEntity *entity, GError **error);
/** amb_store_finish_load: after a bulk load: tells SQLite's planner what is there now */
gboolean amb_store_finish_load (AmbStore *self, GError **error);

/* The change bus, store side: what this connection changed since the last call; empty after a
 * rollback. */
typedef struct
{
  const AmbEntity *entity;
  char *id; /* NULL: too many to name; take it that everything of the entity changed */
  gint64 rid;
  gboolean removed;
} AmbChange;
/** amb_store_take_changes: (transfer full): of AmbChange */
GPtrArray *amb_store_take_changes (AmbStore *self);

/** amb_store_check: integrity of the file: SQLite's own check, indexes, search text, references.
 * (transfer full): of char *, a sentence a finding; empty when all is well */
GPtrArray *amb_store_check (AmbStore *self, GError **error);

G_END_DECLS
