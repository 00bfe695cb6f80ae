/* A family of content: who descends from whom, and where each stands in the drawing of it. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMB_FAMILY_NONE G_MAXUINT /* no parent, no row */

/* One relative, by its index among all of them. */
typedef struct
{
  guint parent; /* AMB_FAMILY_NONE: a root */
  guint depth;  /* 0: a root */
  guint n_children;
  guint n_below; /* all that descend from it */
} AmbFamilyLink;

/**
 * amb_family_link:
 * @parents: (array length=n): id of what each was made from, NULL: of nothing
 * @links: (out caller-allocates) (array length=n)
 * @order: (out caller-allocates) (array length=n): each before its descendants; siblings as given
 *
 * A parent that isn't among @ids is none. Where records lead in a circle, which two desks can bring
 * about that were apart, the first of the circle, as given, is taken as a root.
 */
void amb_family_link (const char *const *ids,
                      const char *const *parents,
                      guint n,
                      AmbFamilyLink *links,
                      guint *order);

/* How much of a family is shown at once. */
#define AMB_FAMILY_MANY  48 /* more than so many begin folded */
#define AMB_FAMILY_FIRST 8  /* siblings shown of those that are folded in part */

/**
 * amb_family_begin:
 * @shown: (out caller-allocates) (array length=n): of how many children each shows at first
 *
 * A small family is wholly open. Of a large one each generation is open, AMB_FAMILY_FIRST siblings
 * wide, as long as what is shown stays within AMB_FAMILY_MANY; at least the roots' children are.
 */
void amb_family_begin (const AmbFamilyLink *links, const guint *order, guint n, guint *shown);
/** amb_family_reveal: opens what is above @index, so that it is shown */
void amb_family_reveal (
    const AmbFamilyLink *links, const guint *order, guint n, guint index, guint *shown);

typedef struct
{
  guint row;      /* AMB_FAMILY_NONE: it isn't shown */
  guint n_hidden; /* children that it has and doesn't show */
  guint more_row; /* of the offer to show them, beside the last child that is shown;
                     AMB_FAMILY_NONE: none is shown, or all */
} AmbFamilyPlace;

/**
 * amb_family_place:
 * @is_outline: each has a row of its own, as in an outline; else a first child stands beside its
 *   parent
 * @places: (out caller-allocates) (array length=n)
 *
 * The column of each is its depth. Returns: the rows that it takes
 */
guint amb_family_place (const AmbFamilyLink *links,
                        const guint *order,
                        guint n,
                        const guint *shown,
                        gboolean is_outline,
                        AmbFamilyPlace *places);

G_END_DECLS
