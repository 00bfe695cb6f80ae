#include "sim.h"

#include "amb-merging.h"

static const char *const purposes[] = { "participation", "figures" };

/* Few purposes: there is one of each only that isn't withdrawn, and a merge meets two. */
gboolean
sim_add_consent (SimWorld *self, SimClient *client, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("consent"), NULL);
  g_autofree char *id = NULL;

  amb_record_set (record, "ambassador-id", sim_pick_contested (self));
  amb_record_set (record, "purpose", purposes[sim_random (&self->random, G_N_ELEMENTS (purposes))]);
  amb_record_set (record, "legal-basis", "consent");
  amb_record_set (record, "given-on", "2001-01-05");
  if (sim_chance (&self->random, 40))
    amb_record_set (record, "by-id", sim_pick_person (self));
  id = amb_programme_add (client->programme, record, AMB_COMMAND_DEFAULT, error);
  if (!id)
    return FALSE;
  g_ptr_array_add (self->consents, g_steal_pointer (&id));
  return TRUE;
}

gboolean
sim_withdraw_consent (SimWorld *self, SimClient *client, GError **error)
{
  if (self->consents->len == 0)
    return sim_add_consent (self, client, error);
  return amb_programme_set_field (
      client->programme, amb_entity_find ("consent"),
      g_ptr_array_index (self->consents, sim_random (&self->random, self->consents->len)),
      "withdrawn-on", sim_chance (&self->random, 80) ? "2001-01-06" : NULL, error);
}

gboolean
sim_merge_people (SimWorld *self, SimClient *client, GError **error)
{
  const char *keep = sim_pick_contested (self);

  return amb_programme_merge (client->programme, amb_entity_find ("ambassador"), keep,
                              sim_pick_person (self), error);
}

static void
check_none (SimWorld *self, const char *what, const char *sql)
{
  g_autofree char *id = NULL;

  if (!amb_db_query_text (amb_store_get_db (self->store), &id, NULL, sql, NULL) || id)
    sim_fail (self, "%s: %s", what, id);
}

void
sim_merges_check (SimWorld *self)
{
  test_levels_use (self->level);
  check_none (self, "I5: a consent is of somebody who is gone",
              "SELECT c.id FROM consents c JOIN ambassadors a ON a.id = c.ambassador_id"
              " WHERE c.deleted = 0 AND a.deleted <> 0 LIMIT 1");
  /* Whoever stays has one of that purpose, or whatever else took its place since. */
  check_none (self, "I2: a consent went with somebody who was merged",
              "SELECT c.id FROM consents c"
              " JOIN ambassadors a ON a.id = c.ambassador_id AND a.ver = c.ver"
              " JOIN record_merges m ON m.removed = a.id AND m.ver = a.ver"
              " JOIN ambassadors k ON k.id = m.kept WHERE c.deleted <> 0 AND a.deleted <> 0"
              " AND k.deleted = 0 AND NOT EXISTS (SELECT 1 FROM record_merges n"
              " WHERE n.removed = k.id) AND NOT EXISTS (SELECT 1 FROM consents d"
              " WHERE d.ambassador_id = k.id AND d.purpose = c.purpose) LIMIT 1");
}
