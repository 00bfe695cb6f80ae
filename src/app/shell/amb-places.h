/* The nine places of the window, in the order of the chain. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;    /* "people" */
  const char *label; /* N_() */
  const char *icon;
  const char *entity; /* nullable: whose records this place shows */
  GType (*get_type) (void);
  gboolean is_listed;    /* in the sidebar; else reached from menus and the chip only */
  int kinds;             /* AmbEntityPlace: whose entities it holds; 0: of none in particular */
  const char *own_label; /* N_(), nullable: in an ambassador's window; NULL: isn't listed there */
  gboolean is_own;       /* in an ambassador's window only */
  gboolean is_of_one;    /* shows one record, which is opened; nobody goes there by its name */
  GType (*own_type) (void); /* nullable: the page in an ambassador's window, where it is another */
} AmbPlace;

/** amb_places: ends with a NULL id; the listed ones come first: Alt+1…9 */
const AmbPlace *amb_places (void);
/** amb_place_find: (nullable) */
const AmbPlace *amb_place_find (const char *id);
/** amb_place_find_for_entity: where a record of @entity opens in this window; *All Records* when it
 * has no place of its own there */
const AmbPlace *amb_place_find_for_entity (const AmbEntity *entity, AmbContext *context);
/** amb_place_get_label: translated: as the person at this desk knows it */
const char *amb_place_get_label (const AmbPlace *place, AmbContext *context);
/** amb_place_is_visible: has the person at this desk a right to anything that stands there? */
gboolean amb_place_is_visible (const AmbPlace *place, AmbContext *context);
/** amb_place_new_page: a floating AmbPage with the place's label for a title */
GtkWidget *amb_place_new_page (const AmbPlace *place, AmbContext *context);

G_END_DECLS
