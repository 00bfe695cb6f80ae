/* The family of an asset or a content item: what was made of it, and what came of that. */
#pragma once

#include "amb-family.h"
#include "amb-outcome.h"
#include "amb-store.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_RELATIVE_ASSET,
  AMB_RELATIVE_ITEM,
  AMB_RELATIVE_VARIANT,
  AMB_RELATIVE_PUBLICATION,
} AmbRelativeKind;

/** amb_relative_get_entity: “asset”, “content-item”, “variant”, “publication” */
const AmbEntity *amb_relative_get_entity (AmbRelativeKind kind);

typedef struct
{
  AmbRelativeKind kind;
  char *id;
  char *parent;     /* nullable: id of what it was made from */
  char *title;      /* nullable: variants and publications have none of their own */
  char *state;      /* nullable: `standing` of assets and items, state of variants */
  char *department; /* nullable: its name */
  char *language;   /* nullable */
  char *audience;   /* nullable */
  char *channel;    /* nullable: its name */
  char *day;        /* nullable: when an item is planned, a publication went out */
  char *link;       /* nullable */
  gint64 reach;     /* of publications: potential; −1: unknown */
  AmbOutcome own;   /* of publications */
  AmbOutcome total; /* with all that descend from it */
} AmbRelative;

typedef struct
{
  GPtrArray *relatives; /* of AmbRelative: assets, items, variants, publications */
  AmbFamilyLink *links; /* of each */
  guint *order;         /* each before its descendants */
  guint asked;          /* index of the one that was asked for */
  guint n_items;
  guint n_departments; /* that items of it are of */
  AmbOutcome total;
  char today[11]; /* where it was read */
} AmbFamily;

/**
 * amb_family_load:
 * @id: of an asset, a content item, or a variant or publication of one
 *
 * With an item come what it descends from and all that descends from that: the assets behind it,
 * and what else was made of them. Two statements, however large it is; any thread with a store.
 * AMB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full)
 */
AmbFamily *amb_family_load (AmbStore *store, const char *id, GError **error);
void amb_family_free (AmbFamily *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbFamily, amb_family_free)

/** amb_family_get: borrowed */
AmbRelative *amb_family_get (const AmbFamily *self, guint index);

G_END_DECLS
