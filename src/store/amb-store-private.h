/* What the files of AmbStore share. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

/* SQL of one entity, made once. */
typedef struct
{
  char *insert;
  char *update;
  char *find; /* rid of an id */
  char *by_rid;
  char *by_id;
  gboolean has_search;
  gboolean has_sets;
} AmbStorePlan;

struct _AmbStore
{
  GObject parent_instance;

  AmbDb *db;
  AmbClock *clock;
  AmbStoreFlags flags;
  AmbStorePlan *plans; /* by index of the entity */
  guint n_plans;
  char *today;     /* the day that the plans were made for */
  GTimeZone *zone; /* of the programme; NULL: not read yet */
  GPtrArray *changes;
  guint *n_changes;  /* by index of the entity */
  gboolean has_mark; /* of what follows: how it was when @transaction began to write */
  guint64 transaction;
  guint mark;
  guint *n_marked;
};

/** amb_store_get_plan: made again when the day has changed */
const AmbStorePlan *amb_store_get_plan (AmbStore *self, const AmbEntity *entity);
guint amb_store_get_entity_index (const AmbEntity *entity);

/** amb_schema_prepare: creates or upgrades the tables of a file */
gboolean amb_schema_prepare (AmbDb *db, gboolean server, GError **error);
/** amb_schema_verify: is the file of this program's schema? For readers. */
gboolean amb_schema_verify (AmbDb *db, GError **error);

void amb_store_note_change (
    AmbStore *self, const AmbEntity *entity, const char *id, gint64 rid, gboolean removed);

G_END_DECLS
