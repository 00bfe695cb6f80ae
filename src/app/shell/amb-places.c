#include "amb-places.h"
#include "amb-attention-page.h"
#include "amb-content-page.h"
#include "amb-network-page.h"
#include "amb-node-strip.h"
#include "amb-own-page.h"
#include "amb-own-training-page.h"
#include "amb-people-page.h"
#include "amb-person-page.h"
#include "amb-records-page.h"
#include "amb-today-page.h"

#include <glib/gi18n.h>

// clang-format off
static const AmbPlace places[] = {
  { "today",     N_("Today"),     "amb-today-symbolic",     NULL, amb_today_page_get_type, TRUE, .own_label = N_("My Week") },
  { "people",    N_("People"),    "amb-people-symbolic",    "ambassador", amb_people_page_get_type, TRUE, AMB_PLACE_PEOPLE },
  { "network",   N_("Network"),   "amb-network-symbolic",   "node", amb_network_page_get_type, TRUE, AMB_PLACE_NETWORK },
  { "training",  N_("Training"),  "amb-training-symbolic",  "track", amb_records_page_get_type, TRUE, AMB_PLACE_TRAINING, .own_label = N_("My Training"), .own_type = amb_own_training_page_get_type },
  { "content",   N_("Content"),   "amb-content-symbolic",   "content-item", amb_content_page_get_type, TRUE, AMB_PLACE_CONTENT, .own_label = N_("Calendar") },
  { "listening", N_("Listening"), "amb-listening-symbolic", "signal", amb_records_page_get_type, TRUE, AMB_PLACE_LISTENING },
  { "crises",    N_("Crises"),    "amb-crises-symbolic",    "crisis", amb_records_page_get_type, TRUE, AMB_PLACE_CRISES },
  { "spaces",    N_("Spaces"),    "amb-spaces-symbolic",    "space", amb_records_page_get_type, TRUE, AMB_PLACE_SPACES, .own_label = N_("Spaces") },
  { "figures",   N_("Figures"),   "amb-figures-symbolic",   "sponsorship", amb_records_page_get_type, TRUE, AMB_PLACE_FIGURES },
  { "administration", N_("Administration"), "amb-administration-symbolic", "policy-text", amb_records_page_get_type, TRUE, AMB_PLACE_ADMINISTRATION },
  { "own", N_("My Data"), "amb-person-symbolic", NULL, amb_own_page_get_type, TRUE, .own_label = N_("My Data"), .is_own = TRUE },
  { "records",   N_("All Records"), "view-list-symbolic", NULL, amb_records_page_get_type, FALSE },
  { "person", N_("Person"), "amb-person-symbolic", NULL, amb_person_page_get_type, FALSE, .is_of_one = TRUE },
  { "attention", N_("Needs Attention"), "amb-attention-symbolic", NULL, amb_attention_page_get_type, FALSE },
  { NULL }
};
// clang-format on

const AmbPlace *
amb_places (void)
{
  return places;
}

const AmbPlace *
amb_place_find (const char *id)
{
  for (const AmbPlace *place = places; place->id != NULL; place++)
    if (g_str_equal (place->id, id))
      return place;
  return NULL;
}

static const AmbPlace *
find_for_entity (const AmbEntity *entity)
{
  for (const AmbPlace *place = places; place->id != NULL; place++)
    if (place->entity != NULL &&
        (g_str_equal (place->entity, entity->name) || g_strcmp0 (place->entity, entity->of) == 0))
      return place;
  for (const AmbPlace *place = places; place->id != NULL; place++)
    if (place->kinds == (int) entity->place && (place->get_type == amb_records_page_get_type ||
                                                place->get_type == amb_content_page_get_type))
      return place;
  return amb_place_find ("records");
}

static gboolean
is_ambassadors (AmbContext *context)
{
  return amb_context_get_access (context) == AMB_ACCESS_AMBASSADOR;
}

const AmbPlace *
amb_place_find_for_entity (const AmbEntity *entity, AmbContext *context)
{
  const AmbPlace *place = find_for_entity (entity);

  if (!amb_place_is_visible (place, context) ||
      (place->own_type != NULL && is_ambassadors (context)))
    return amb_place_find ("records");
  return place;
}

const char *
amb_place_get_label (const AmbPlace *place, AmbContext *context)
{
  return is_ambassadors (context) && place->own_label != NULL ? _ (place->own_label)
                                                              : _ (place->label);
}

/* An ambassador's window has their own work and nothing of who runs the programme; what else they
 * may read is in All Records. */
gboolean
amb_place_is_visible (const AmbPlace *place, AmbContext *context)
{
  AmbAccess access = amb_context_get_access (context);

  if (access == AMB_ACCESS_AMBASSADOR)
    return place->own_label != NULL || !place->is_listed;
  if (place->is_own)
    return FALSE;
  if (place->kinds == 0)
    return TRUE;
  for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
    if ((int) (*entity)->place == place->kinds &&
        amb_access_get_rights (access, *entity) & AMB_RIGHT_READ)
      return TRUE;
  return FALSE;
}

GtkWidget *
amb_place_new_page (const AmbPlace *place, AmbContext *context)
{
  GType type =
      place->own_type != NULL && is_ambassadors (context) ? place->own_type () : place->get_type ();
  GtkWidget *page = type == AMB_TYPE_RECORDS_PAGE
                        ? g_object_new (type, "place", place->kinds, "first", place->entity,
                                        "context", context, NULL)
                        : g_object_new (type, "context", context, NULL);

  /* Pages don’t know each other: what is planned somewhere is told by the calendar’s. */
  if (type == AMB_TYPE_NETWORK_PAGE &&
      amb_context_may (context, amb_entity_find ("content-item"), AMB_RIGHT_READ))
    amb_network_page_add (AMB_NETWORK_PAGE (page), amb_node_strip_new (context));
  if (amb_page_get_title (AMB_PAGE (page)) == NULL)
    amb_page_set_title (AMB_PAGE (page), amb_place_get_label (place, context));
  return page;
}
