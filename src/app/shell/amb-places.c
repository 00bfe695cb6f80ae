#include "amb-places.h"
#include "amb-attention-page.h"
#include "amb-network-page.h"
#include "amb-people-page.h"
#include "amb-placeholder-page.h"
#include "amb-records-page.h"
#include "amb-today-page.h"

#include <glib/gi18n.h>

/* What stands in a place whose pages a later version brings. */
typedef struct
{
  const char *id;
  const char *title;
  const char *description;
  const char *label;
  const char *action;
} Promise;

// clang-format off
static const AmbPlace places[] = {
  { "today",     N_("Today"),     "amb-today-symbolic",     NULL, amb_today_page_get_type, TRUE },
  { "people",    N_("People"),    "amb-people-symbolic",    "ambassador", amb_people_page_get_type, TRUE },
  { "network",   N_("Network"),   "amb-network-symbolic",   "node", amb_network_page_get_type, TRUE },
  { "training",  N_("Training"),  "amb-training-symbolic",  NULL, amb_placeholder_page_get_type, TRUE },
  { "content",   N_("Content"),   "amb-content-symbolic",   NULL, amb_placeholder_page_get_type, TRUE },
  { "listening", N_("Listening"), "amb-listening-symbolic", NULL, amb_placeholder_page_get_type, TRUE },
  { "crises",    N_("Crises"),    "amb-crises-symbolic",    NULL, amb_placeholder_page_get_type, TRUE },
  { "spaces",    N_("Spaces"),    "amb-spaces-symbolic",    NULL, amb_placeholder_page_get_type, TRUE },
  { "figures",   N_("Figures"),   "amb-figures-symbolic",   NULL, amb_placeholder_page_get_type, TRUE },
  { "records",   N_("All Records"), "view-list-symbolic", NULL, amb_records_page_get_type, FALSE },
  { "attention", N_("Needs attention"), "amb-attention-symbolic", NULL, amb_attention_page_get_type, FALSE },
  { NULL }
};

static const Promise promises[] = {
  { "training", N_("Every Level Is Earned"),
    N_("Tracks, progress and proven practices will stand here. Until then, the level of each person is kept in People."),
    N_("Open People"), "win.go-to::people" },
  { "content", N_("One Story, Many Voices"),
    N_("The calendar will carry what your departments produce to clients, applicants and partners. The people who will tell it are in People."),
    N_("Open People"), "win.go-to::people" },
  { "listening", N_("Hear It First"),
    N_("Signals from the outside will arrive here, each with a clock and an owner. The people who will answer are in People."),
    N_("Open People"), "win.go-to::people" },
  { "crises", N_("Ready Before It Happens"),
    N_("The crisis room, its playbooks and its drills will stand here. A backup for each node is where readiness begins."),
    N_("Open Network"), "win.go-to::network" },
  { "spaces", N_("Where Departments Meet"),
    N_("Conversations across departments, with partners too, will be held here. The departments themselves are in Network."),
    N_("Open Network"), "win.go-to::network" },
  { "figures", N_("Figures With Their Proof"),
    N_("Dashboards and sponsor pages will stand here, every figure with its rows. The rows are in All Records already."),
    N_("Open All Records"), "win.go-to::records" },
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

const AmbPlace *
amb_place_find_for_entity (const AmbEntity *entity)
{
  for (const AmbPlace *place = places; place->id != NULL; place++)
    if (g_strcmp0 (place->entity, entity->name) == 0)
      return place;
  return amb_place_find ("records");
}

GtkWidget *
amb_place_new_page (const AmbPlace *place, AmbContext *context)
{
  GtkWidget *page = g_object_new (place->get_type (), "context", context, NULL);

  if (amb_page_get_title (AMB_PAGE (page)) == NULL)
    amb_page_set_title (AMB_PAGE (page), _ (place->label));
  for (const Promise *promise = promises; promise->id != NULL; promise++)
    if (AMB_IS_PLACEHOLDER_PAGE (page) && g_str_equal (promise->id, place->id))
      amb_placeholder_page_set (AMB_PLACEHOLDER_PAGE (page), place->icon, _ (promise->title),
                                _ (promise->description), _ (promise->label), promise->action);
  return page;
}
