/* Assets by what became of them: shelves, and which departments reuse whose. Sums of departments,
 * never of people. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_SHELF_NEVER,     /* nothing was made of it */
  AMB_SHELF_ENDS_SOON, /* its last day is near */
  AMB_SHELF_MOST,      /* reused by other departments than its own */
  AMB_N_SHELVES,
} AmbShelfId;

/** amb_shelf_get_id: “never-reused”, “ends-soon”, “most-reused” */
const char *amb_shelf_get_id (AmbShelfId id);

/* An asset on a shelf. */
typedef struct
{
  char *id, *title;
  char *kind;         /* nullable */
  char *department;   /* nullable: its name */
  char *last_day;     /* nullable: on which it may be used */
  guint n_items;      /* made of it */
  guint n_others;     /* of them, of other departments than its own */
  gboolean is_barred; /* its rights have to be cleared, or are over */
} AmbShelved;

typedef struct
{
  GPtrArray *shelves[AMB_N_SHELVES]; /* of AmbShelved: what to look at first */
  guint n[AMB_N_SHELVES];            /* on the whole shelf */
  guint n_assets;
} AmbShelves;

/**
 * amb_shelves_load:
 * @node: (nullable): id: assets of it and of what is below it
 * @most: of each shelf
 *
 * Never reused: what may be used first, and of it what for the shortest time. One statement; any
 * thread with a store. Returns: (transfer full)
 */
AmbShelves *amb_shelves_load (AmbStore *store, const char *node, guint most, GError **error);
void amb_shelves_free (AmbShelves *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbShelves, amb_shelves_free)

/* What one department makes of another's assets. */
typedef struct
{
  char *id, *name; /* nullable: items without a department */
  guint n_items;
  guint n_published; /* of them */
} AmbReuser;

/* A department that shares assets. */
typedef struct
{
  char *id, *name;
  guint n_assets;
  guint n_never;      /* of which nothing was made */
  guint n_own;        /* items of its own */
  guint n_others;     /* items of other departments */
  guint n_published;  /* of the others */
  GPtrArray *reusers; /* of AmbReuser: the other departments, the most first */
} AmbSharer;

/**
 * amb_reuse_load:
 * @node: (nullable): id: assets of it and of what is below it
 *
 * An item counts for its own asset, else for that of the nearest item that it derives from, as K17
 * does. Two statements. Returns: (transfer full): of AmbSharer, by name
 */
GPtrArray *amb_reuse_load (AmbStore *store, const char *node, GError **error);

G_END_DECLS
