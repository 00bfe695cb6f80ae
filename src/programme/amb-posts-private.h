/* Publications of some content items, each with what it brought: one statement. */
#pragma once

#include "amb-content-figures.h"
#include "amb-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *id, *item;
  char *variant; /* nullable: id */
  char *channel; /* nullable: its name */
  char *at;      /* instant */
  char *link;    /* nullable */
  gint64 reach;  /* potential; −1: unknown */
  AmbResults results;
} AmbPost;

/**
 * amb_posts_load:
 * @with: "WITH …", of which a table `wanted (id)` holds the items
 * @id: bound to ?1
 *
 * Returns: (transfer full): of AmbPost, the earliest first
 */
GPtrArray *amb_posts_load (AmbStore *store, const char *with, const char *id, GError **error);

G_END_DECLS
