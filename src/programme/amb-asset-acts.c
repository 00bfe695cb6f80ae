#include "amb-asset-acts.h"

#include "amb-error.h"
#include "amb-programme-private.h"
#include "amb-rights.h"

#include <glib/gi18n-lib.h>

/* Deriving. */

static void
take (AmbRecord *item, AmbRecord *from, const char *field)
{
  const AmbField *of = amb_entity_find_field (amb_record_get_entity (from), field);
  const char *value = of != NULL ? amb_record_get (from, field) : NULL;

  if (value != NULL && amb_record_get (item, field) == NULL)
    amb_record_set (item, field, value);
}

/* (transfer full): an asset, else a content item */
static AmbRecord *
find_source (AmbStore *store, const char *id, GError **error)
{
  AmbRecord *asset = amb_store_lookup (store, amb_entity_find ("asset"), id, error);

  if (asset != NULL && !amb_record_get_deleted (asset))
    return asset;
  g_clear_object (&asset);
  return error == NULL || *error == NULL
             ? amb_store_get (store, amb_entity_find ("content-item"), id, error)
             : NULL;
}

static void
take_source (AmbRecord *item, AmbRecord *source)
{
  static const char *const fields[] = { "title", "department-id", "language", "audience",
                                        "kind",  "pillar-id",     "link",     "disclosure" };
  gboolean is_asset = g_str_equal (amb_record_get_entity (source)->name, "asset");

  amb_record_set (item, "source", is_asset ? "asset" : "derivative");
  amb_record_set (item, is_asset ? "asset-id" : "parent-id", amb_record_get_id (source));
  if (!is_asset)
    take (item, source, "asset-id");
  /* A kind of asset is no kind of item, and where its file is kept is nothing to publish. */
  for (guint i = 0; i < (is_asset ? 3 : G_N_ELEMENTS (fields)); i++)
    take (item, source, fields[i]);
}

char *
amb_programme_derive (AmbProgramme *self, const AmbDerivation *derivation, GError **error)
{
  g_autoptr (AmbRecord) item = amb_record_new (amb_entity_find ("content-item"), NULL);
  g_autoptr (AmbRecord) source = NULL;
  g_autoptr (AmbRecord) need = NULL;

  amb_record_set (item, "audience", derivation->audience);
  amb_record_set (item, "author-id", self->actor_person);
  if (derivation->need != NULL)
    {
      need = amb_store_get (self->store, amb_entity_find ("need"), derivation->need, error);
      if (need == NULL)
        return NULL;
      amb_record_set (item, "need-id", derivation->need);
      take (item, need, "audience");
    }
  if (derivation->source != NULL)
    {
      source = find_source (self->store, derivation->source, error);
      if (source == NULL)
        return NULL;
      take_source (item, source);
    }
  else if (need != NULL)
    {
      take (item, need, "title");
      amb_record_set (item, "department-id", amb_record_get (need, "node-id"));
    }
  return amb_programme_add (self, item, AMB_COMMAND_DEFAULT, error);
}

/* Rights. */

gboolean
amb_programme_renew_rights (AmbProgramme *self, const char *id, int years, GError **error)
{
  const AmbEntity *assets = amb_entity_find ("asset");
  g_autoptr (AmbRecord) asset = amb_store_get (self->store, assets, id, error);
  AmbRights rights = { NULL };
  g_autofree char *until = NULL;

  if (asset == NULL)
    return FALSE;
  rights.rights = amb_record_get (asset, "rights");
  rights.until = amb_record_get (asset, "rights-until");
  if (rights.rights == NULL || g_str_equal (rights.rights, "unclear"))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("The rights of “%s” are to be cleared: say first of which kind they are."),
                   amb_record_get_title (asset));
      return FALSE;
    }
  until = amb_rights_renew (&rights, amb_store_get_today (self->store), years);
  return amb_programme_set_field (self, assets, id, "rights-until", until, error);
}

/* Needs. */

static gboolean
set_two (AmbProgramme *self,
         const char *entity,
         const char *id,
         const char *first,
         const char *value,
         const char *second,
         const char *other,
         GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (gpointer) first, (gpointer) value);
  if (other != NULL)
    g_hash_table_insert (values, (gpointer) second, (gpointer) other);
  return amb_programme_set (self, amb_entity_find (entity), id, values, error);
}

gboolean
amb_programme_serve_need (AmbProgramme *self, const char *need, const char *item, GError **error)
{
  return set_two (self, "content-item", item, "need-id", need, "no-need", "0", error);
}

gboolean
amb_programme_answer_need (
    AmbProgramme *self, const char *id, const char *met, const char *outcome, GError **error)
{
  g_autoptr (AmbRecord) need = amb_store_get (self->store, amb_entity_find ("need"), id, error);
  guint who = 0;

  if (need == NULL ||
      !amb_who_load (self->store, need, self->access, self->actor_person, &who, error))
    return FALSE;
  if ((who & (AMB_WHO_SELF | AMB_WHO_LEAD | AMB_WHO_MANAGER)) == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                   _ ("Whether “%s” was met is said by its owner, or for them by a lead of the "
                      "department or a manager. Ask one of them."),
                   amb_record_get_title (need));
      return FALSE;
    }
  return set_two (self, "need", id, "met", met, "outcome", outcome, error);
}
