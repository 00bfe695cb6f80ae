#include "sim.h"

/* Of a hundred schedules, those whose server is restored from a backup. */
#define RESTORES 10

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

/* The server is upgraded once or twice, desks when their people come to it. */
static void
upgrade (SimWorld *self, SimClient *client)
{
  if (sim_chance (&self->random, 30))
    sim_server_upgrade (self, MIN (self->level + 1, TEST_LEVEL_THREE));
  else
    sim_client_upgrade (self, client, MIN (client->level + 1, TEST_LEVEL_THREE));
}

static void
edit_and_push (SimWorld *self, SimClient *client)
{
  if (sim_chance (&self->random, 60))
    sim_edit_contested (self, client);
  else
    sim_edit (self, client);
  sim_exchange (self, client, SIM_PUSH, 1);
}

/* Everybody writes at once, and one of them pulls entry by entry what the others go on changing. */
static void
crowd (SimWorld *self, SimClient *client)
{
  guint n_pulls = 1 + sim_random (&self->random, 3);

  sim_edit_contested (self, client);
  sim_exchange (self, client, SIM_PUSH, 1);
  for (guint i = 0; i < 2 + n_pulls && !sim_has_failed (self); i++)
    {
      SimClient *other =
          &self->clients[(client->index + 1 + sim_random (&self->random, SIM_CLIENTS - 1)) %
                         SIM_CLIENTS];

      advance (self);
      if (i < 2 || sim_chance (&self->random, 40))
        edit_and_push (self, other);
      if (i >= 2)
        sim_exchange (self, client, SIM_PULL, 1);
    }
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
                  sim_pick_limit (self));
  else if (pick < 90 && self->upgrades && sim_chance (&self->random, 25))
    upgrade (self, client);
  else if (pick < 90)
    sim_deliver (self);
  else if (pick < 91)
    crowd (self, client);
  else if (pick < 94)
    sim_change_grants (self);
  else if (pick < 98)
    sim_client_kill (self, client);
  else if (sim_chance (&self->random, 60))
    sim_server_kill (self);
  else
    {
      if (sim_chance (&self->random, 60))
        amb_clock_advance (self->clock, sim_random (&self->random, 800) * SIM_DAY);
      sim_server_upkeep (self);
    }
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
    {
      test_levels_use (self->clients[i].level);
      if (!amb_sync_engine_is_at_head (self->clients[i].engine))
        return FALSE;
    }
  return TRUE;
}

/* Nobody is left behind: the server knows what waits for it, and serves every desk. */
static void
finish_upgrades (SimWorld *self)
{
  sim_server_upgrade (self, TEST_LEVEL_TWO);
  for (guint i = 0; i < SIM_CLIENTS; i++)
    sim_client_upgrade (self, &self->clients[i], self->level - 1);
}

/* What is still under way arrives late or never; then the network works. */
static void
heal (SimWorld *self)
{
  guint round = 0;
  guint quiet = 0;

  finish_upgrades (self);
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

/* What is sent and what is asked for overtake each other. */
static void
race (SimWorld *self, SimClient *client)
{
  guint n = 2 + sim_random (&self->random, 5);

  sim_plan (self, client, SIM_PUSH);
  sim_plan (self, client, SIM_PULL);
  for (guint i = 0; i < n && !sim_has_failed (self); i++)
    sim_deliver (self);
}

/* An answer that is taken back, and given after all, while the network is at work. */
static void
hesitate (SimWorld *self, SimClient *client)
{
  for (guint i = 0; i < 3 && !sim_has_failed (self); i++)
    {
      advance (self);
      sim_change_mind (self, client, i);
      if (sim_chance (&self->random, 40))
        {
          sim_exchange (self, client, SIM_PUSH, 5);
          if (sim_chance (&self->random, 70))
            sim_exchange (self, client, SIM_PULL, 100);
        }
      else if (sim_chance (&self->random, 50))
        sim_overtake (self, client);
      else if (sim_chance (&self->random, 60))
        race (self, client);
    }
}

/* Every client that is asked something answers, in all ways, and changes its mind: some of it
 * before it is sent, some afterwards. */
static void
answer (SimWorld *self)
{
  for (guint i = 0; i < SIM_CLIENTS && !sim_has_failed (self); i++)
    {
      SimClient *client = &self->clients[i];
      guint n_steps = amb_findings_count (client->store) > 0 ? 2 + sim_random (&self->random, 8)
                                                             : sim_random (&self->random, 2);

      if (amb_findings_count (client->store) > 0 && sim_chance (&self->random, 40))
        hesitate (self, client);
      for (guint k = 0; k < n_steps && !sim_has_failed (self); k++)
        {
          advance (self);
          sim_answer (self, client);
          if (sim_chance (&self->random, 30))
            sim_exchange (self, client, sim_chance (&self->random, 70) ? SIM_PUSH : SIM_PULL,
                          1 + sim_random (&self->random, 6));
          else if (sim_chance (&self->random, 40))
            race (self, client);
        }
    }
}

gboolean
sim_run (const char *folder, guint64 seed, gboolean verbose, char **failure)
{
  SimWorld *world = sim_world_new (folder, seed, verbose);
  guint n_steps = 15 + sim_random (&world->random, 26);
  gboolean good;

  begin (world);
  if (sim_chance (&world->random, RESTORES))
    {
      world->backup_at = 1 + sim_random (&world->random, n_steps);
      world->restore_at = world->backup_at + sim_random (&world->random, n_steps);
    }
  for (guint i = 0; i < n_steps && !sim_has_failed (world); i++)
    {
      if (i + 1 == world->backup_at)
        sim_server_backup (world);
      step (world);
      if (i + 1 == world->restore_at)
        sim_server_restore (world);
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
  if (!sim_has_failed (world))
    sim_decisions_check (world);
  if (!sim_has_failed (world))
    sim_merges_check (world);
  if (!sim_has_failed (world))
    answer (world);
  if (!sim_has_failed (world))
    heal (world);
  if (!sim_has_failed (world))
    sim_check (world);
  if (!sim_has_failed (world))
    sim_oracle_check (world);
  if (!sim_has_failed (world))
    sim_decisions_check (world);
  if (!sim_has_failed (world))
    sim_merges_check (world);
  good = !sim_has_failed (world);
  if (!good)
    *failure = g_strdup (world->failure->str);
  sim_world_free (world);
  return good;
}
