#include "amb-own-facts.h"

#include "amb-error.h"
#include <glib/gi18n.h>

#define SHOWN 20 /* of consents and of requests; the others are in their list */

void
amb_own_facts_free (AmbOwnFacts *self)
{
  g_free (self->person);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_free (self);
}

static GPtrArray *
list (AmbStore *store, const char *name, const char *sort, const char *person, GError **error)
{
  const AmbEntity *entity = amb_entity_find (name);
  g_autoptr (AmbQuery) query = amb_query_new (entity);

  amb_query_where (query, amb_entity_find_field (entity, "ambassador-id"), AMB_MATCH_IN,
                   (const char *const[]){ person, NULL });
  query->sort = amb_entity_find_field (entity, sort);
  query->descending = TRUE;
  return amb_store_list (store, query, SHOWN, error);
}

AmbOwnFacts *
amb_own_facts_read (AmbStore *store, GError **error)
{
  g_autoptr (AmbOwnFacts) self = g_new0 (AmbOwnFacts, 1);

  self->person = amb_store_dup_meta (store, "actor-person");
  if (self->person == NULL)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                           _ ("Nobody knows who sits here. Sign in with a token of your own: a "
                              "manager of the programme makes it."));
      return NULL;
    }
  self->consents = list (store, "consent", "given-on", self->person, error);
  if (self->consents == NULL)
    return NULL;
  self->requests = list (store, "privacy-request", "received-on", self->person, error);
  if (self->requests == NULL)
    return NULL;
  self->counts = amb_own_data_count (store, self->person, amb_programme_read_access (store), error);
  return self->counts != NULL ? g_steal_pointer (&self) : NULL;
}
