/* What the files of AmbStore share. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

/* SQL of one entity, made once. */
typedef struct
{
  char *insert;
  char *update;
  char *update_plain; /* of a row of which nothing changed that is in an index */
  char *find;         /* rid of an id */
  char *by_rid;
  char *by_id;
  char *insert_texts;         /* of the rows in a JSON array, none of which has one */
  char *delete_texts;         /* those that are no longer their rows' */
  char *insert_missing_texts; /* of those in a JSON array that have none */
  gboolean has_search;
  gboolean has_sets;
} AmbStorePlan;

/* Rows of one entity whose search text is to be written: amb-store-texts.c */
typedef struct _AmbStoreTexts AmbStoreTexts;

struct _AmbStore
{
  GObject parent_instance;

  AmbDb *db;
  AmbClock *clock;
  AmbStoreFlags flags;
  AmbStorePlan *plans; /* by index of the entity */
  guint n_plans;
  AmbStoreTexts *texts; /* by index of the entity; NULL: none was noted yet */
  gboolean has_texts;
  char *today;
  gint64 minute;   /* when @today was asked last: no zone's day changes within one */
  GTimeZone *zone; /* of the programme; NULL: not read yet */
  GPtrArray *changes;
  guint *n_changes;  /* by index of the entity */
  gboolean has_mark; /* of what follows: how it was when @transaction began to write */
  guint64 transaction;
  guint mark;
  guint *n_marked;
};

const AmbStorePlan *amb_store_get_plan (AmbStore *self, const AmbEntity *entity);
guint amb_store_get_entity_index (const AmbEntity *entity);

/** amb_schema_prepare: creates or upgrades the tables of a file, in one transaction */
gboolean amb_schema_prepare (AmbStore *store, GError **error);
/** amb_schema_upgrade_table: columns that are missing are added, indexes that are other ones than
 * @indexes makes are dropped: amb-schema-upgrade.c, as the next; inside the caller's transaction */
gboolean
amb_schema_upgrade_table (AmbDb *db, const AmbEntity *entity, const char *indexes, GError **error);
/** amb_schema_upgrade_client: as the former, for what a client keeps besides records */
gboolean amb_schema_upgrade_client (AmbDb *db, GError **error);
/** amb_schema_upgrade_rows: members that nobody knew become values of fields, and search texts are
 * those of this program; @version: of the program that wrote them */
gboolean amb_schema_upgrade_rows (AmbStore *store, guint version, GError **error);
/** amb_schema_verify: is the file of this program's schema? For readers. AMB_ERROR_BUSY when it is
 * of an older one, which a writer must upgrade. */
gboolean amb_schema_verify (AmbDb *db, GError **error);

/** amb_store_note_text: the text of row @rid is written before the transaction ends; @is_new: it
 * has none yet */
void amb_store_note_text (AmbStore *self, const AmbEntity *entity, gint64 rid, gboolean is_new);
/** amb_store_forget_texts: the transaction came to nothing */
void amb_store_forget_texts (AmbStore *self);
void amb_store_texts_free (AmbStoreTexts *self, guint n);

void amb_store_note_change (
    AmbStore *self, const AmbEntity *entity, const char *id, gint64 rid, gboolean removed);

G_END_DECLS
