#include "sim.h"

/* In one of so many schedules desks compare themselves with the server while all this goes on; in
 * another somebody's file is damaged in the end. */
#define COMPARE_EVERY 4
#define DAMAGE_EVERY  4
/* A healed network must bring everybody to the head within this many rounds. */
#define MAX_ROUNDS 60

static void
advance (SimWorld *self)
{
  amb_clock_advance (self->clock, 1 + sim_random (&self->random, 5000));
  for (guint i = 0; i < SIM_CLIENTS; i++)
    amb_clock_advance (self->clients[i].clock, 1 + sim_random (&self->random, 5000));
}

static void
step (SimWorld *self)
{
  SimClient *client = &self->clients[sim_random (&self->random, SIM_CLIENTS)];
  guint pick = sim_random (&self->random, 100);

  advance (self);
  if (pick < 32)
    sim_edit (self, client);
  else if (pick < 40)
    sim_plan (self, client, SIM_PUSH);
  else if (pick < 48)
    sim_plan (self, client, SIM_PULL);
  else if (pick < 64)
    /* Most of the time the network works: what takes many steps becomes likely. */
    sim_exchange (self, client, sim_chance (&self->random, 40) ? SIM_PUSH : SIM_PULL,
                  1 + sim_random (&self->random, 12));
  else if (pick < 91)
    sim_deliver (self);
  else if (pick < 94)
    sim_change_grants (self);
  else if (pick < 98)
    sim_client_kill (self, client);
  else
    sim_server_kill (self);
}

/* Half of the clients begin with everything; the others are still filling. */
static void
begin (SimWorld *self)
{
  for (guint i = 0; i < SIM_CLIENTS; i++)
    if (i < 2 || sim_chance (&self->random, 40))
      {
        sim_exchange (self, &self->clients[i], SIM_PUSH, 100); /* registers */
        sim_exchange (self, &self->clients[i], SIM_PULL, 100);
      }
  if (sim_chance (&self->random, 40))
    sim_change_grants (self);
}

static gboolean
is_everybody_at_head (SimWorld *self)
{
  for (guint i = 0; i < SIM_CLIENTS; i++)
    if (!amb_sync_engine_is_at_head (self->clients[i].engine))
      return FALSE;
  return TRUE;
}

/* What is still under way arrives late or never; then the network works. */
static void
heal (SimWorld *self)
{
  guint round = 0;
  guint quiet = 0;

  while (self->messages->len > 0 && sim_chance (&self->random, 90) && !sim_has_failed (self))
    sim_deliver (self);
  g_ptr_array_set_size (self->messages, 0);
  while (quiet < 2 && !sim_has_failed (self))
    {
      for (guint i = 0; i < SIM_CLIENTS && !sim_has_failed (self); i++)
        {
          advance (self);
          sim_exchange (self, &self->clients[i], SIM_PUSH, 5);
          sim_exchange (self, &self->clients[i], SIM_PULL, 5 + round);
        }
      quiet = is_everybody_at_head (self) ? quiet + 1 : 0;
      if (++round > MAX_ROUNDS)
        sim_fail (self, "I10: not everybody is at the head after %u rounds", round);
    }
}

static void
heal_and_check (SimWorld *self)
{
  heal (self);
  if (!sim_has_failed (self))
    sim_compare_all (self);
  if (!sim_has_failed (self))
    sim_check (self);
}

gboolean
sim_run (const char *folder, guint64 seed, gboolean verbose, char **failure)
{
  SimWorld *world = sim_world_new (folder, seed, verbose);
  guint n_steps = 15 + sim_random (&world->random, 26);
  gboolean good;

  begin (world);
  for (guint i = 0; i < n_steps && !sim_has_failed (world); i++)
    {
      step (world);
      if (seed % COMPARE_EVERY == 1 && sim_chance (&world->random, 10))
        sim_ask_digest (world, &world->clients[sim_random (&world->random, SIM_CLIENTS)]);
    }
  if (!sim_has_failed (world))
    heal_and_check (world);
  if (!sim_has_failed (world) && seed % DAMAGE_EVERY == 3 && sim_damage (world) &&
      !sim_has_failed (world))
    heal_and_check (world);
  if (!sim_has_failed (world))
    sim_oracle_check (world);
  good = !sim_has_failed (world);
  if (!good)
    *failure = g_strdup (world->failure->str);
  sim_world_free (world);
  return good;
}
