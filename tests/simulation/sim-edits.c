#include "sim.h"

#include "amb-error.h"
#include "amb-sync.h"

#include <string.h>

const char *const sim_roles[] = { "curator", "monitoring", "producer", "trainer", NULL };
static const char *const states[] = { "nominated",    "applied",  "in_review", "withdrawn",
                                      "not_selected", "declined", "identified" };
static const char *const texts[] = { "job-title", "notes", "display-name" };

static const AmbEntity *
get_people (void)
{
  return amb_entity_find ("ambassador");
}

const char *
sim_pick_person (SimWorld *self)
{
  return g_ptr_array_index (self->people, sim_random (&self->random, self->people->len));
}

/* Whom somebody reports to: often somebody new, whose create is still on its way or was refused. */
static const char *
pick_manager (SimWorld *self)
{
  if (sim_chance (&self->random, 50))
    return g_ptr_array_index (self->people, self->people->len - 1);
  return sim_pick_person (self);
}

static char *
dup_new_text (SimWorld *self)
{
  return g_strdup_printf ("value-%u-", ++self->n_values);
}

char *
sim_get_line (const char *text, guint n)
{
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", -1);

  if (g_strv_length (lines) != 2 * SIM_LINES - 1 || !*lines[2 * n])
    return NULL;
  return g_strdup (lines[2 * n]);
}

char *
sim_set_line (const char *text, guint n, const char *line)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < SIM_LINES; i++)
    {
      g_autofree char *old = sim_get_line (text, i);

      if (i > 0)
        g_string_append_printf (out, "\n-- %u --\n", i);
      g_string_append (out, i == n ? line : old ? old : "");
    }
  return g_string_free (out, FALSE);
}

static char *
dup_new_email (SimWorld *self)
{
  /* A small pool: two people with one address are refused by the server. */
  return g_strdup_printf ("p%u@example.com", sim_random (&self->random, 6));
}

static gboolean
add_person (SimWorld *self, SimClient *client, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (get_people (), NULL);
  g_autofree char *name = dup_new_text (self);
  g_autofree char *title = dup_new_text (self);
  g_autofree char *email = dup_new_email (self);
  g_autofree char *id = NULL;

  amb_record_set (record, "display-name", name);
  amb_record_set (record, "job-title", title);
  amb_record_set (record, "state", "identified");
  if (sim_chance (&self->random, 60))
    amb_record_set (record, "email", email);
  if (sim_chance (&self->random, 80))
    amb_record_set (record, "node-id", sim_nodes[sim_random (&self->random, SIM_NODES)]);
  if (sim_chance (&self->random, 30))
    amb_record_set (record, "manager-id", pick_manager (self));
  id = amb_programme_add (client->programme, record, AMB_COMMAND_DEFAULT, error);
  if (!id)
    return FALSE;
  g_ptr_array_add (self->people, g_steal_pointer (&id));
  return TRUE;
}

/* One line of the notes. */
static gboolean
set_line (SimWorld *self, SimClient *client, const char *person, GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (client->store, get_people (), person, NULL);
  g_autofree char *line = dup_new_text (self);
  g_autofree char *notes = sim_set_line (record ? amb_record_get (record, "notes") : NULL,
                                         sim_random (&self->random, SIM_LINES), line);

  return amb_programme_set_field (client->programme, get_people (), person, "notes", notes, error);
}

static gboolean
set_text (SimWorld *self, SimClient *client, GError **error)
{
  const char *field = texts[sim_random (&self->random, G_N_ELEMENTS (texts))];
  const char *person = sim_pick_person (self);
  g_autofree char *value = NULL;

  if (g_str_equal (field, "notes"))
    return set_line (self, client, person, error);
  value = dup_new_text (self);
  return amb_programme_set_field (client->programme, get_people (), person, field, value, error);
}

/* The same field of the same person, by whoever: where conflicts come from. */
static gboolean
set_contested (SimWorld *self, SimClient *client, GError **error)
{
  const char *person = g_ptr_array_index (self->people, 0);
  g_autofree char *value = NULL;

  if (sim_chance (&self->random, 50))
    return set_line (self, client, person, error);
  value = dup_new_text (self);
  return amb_programme_set_field (client->programme, get_people (), person, "job-title", value,
                                  error);
}

/* Whoever many work on at once, mostly. */
const char *
sim_pick_contested (SimWorld *self)
{
  return sim_chance (&self->random, 60) ? g_ptr_array_index (self->people, 0)
                                        : sim_pick_person (self);
}

static gboolean
set_roles_of (SimWorld *self, SimClient *client, const char *person, GError **error)
{
  g_autoptr (GString) value = g_string_new ("[");

  if (!amb_entity_find_field (get_people (), "roles"))
    return set_text (self, client, error);
  for (guint i = 0; sim_roles[i]; i++)
    if (sim_chance (&self->random, 50))
      g_string_append_printf (value, "%s\"%s\"", value->len > 1 ? "," : "", sim_roles[i]);
  g_string_append_c (value, ']');
  return amb_programme_set_field (client->programme, get_people (), person, "roles",
                                  value->len > 2 ? value->str : NULL, error);
}

static gboolean
set_roles (SimWorld *self, SimClient *client, GError **error)
{
  return set_roles_of (self, client, sim_pick_contested (self), error);
}

/* A set is changed, and then the record goes, as it shows by then. */
static gboolean
set_roles_and_remove (SimWorld *self, SimClient *client, GError **error)
{
  const char *person = sim_pick_contested (self);

  if (!set_roles_of (self, client, person, error))
    return FALSE;
  sim_decisions_before (self, client);
  return amb_programme_remove (client->programme, get_people (), person, error);
}

static gboolean
set_other (SimWorld *self, SimClient *client, GError **error)
{
  g_autofree char *email = dup_new_email (self);
  g_autofree char *day = g_strdup_printf ("2026-10-%02u", 1 + sim_random (&self->random, 28));
  const char *person = sim_pick_person (self);

  switch (sim_random (&self->random, 5))
    {
    case 0:
      return amb_programme_set_field (client->programme, get_people (), person, "email", email,
                                      error);
    case 1:
      return amb_programme_set_field (client->programme, get_people (), person, "last-active-on",
                                      day, error);
    case 2:
    case 3:
      return amb_programme_set_field (client->programme, get_people (), person, "manager-id",
                                      pick_manager (self), error);
    default:
      return amb_programme_set_field (client->programme, get_people (), person, "node-id",
                                      sim_nodes[sim_random (&self->random, SIM_NODES)], error);
    }
}

/* Two changes of one action: refused together or taken together. */
static gboolean
set_two (SimWorld *self, SimClient *client, GError **error)
{
  AmbDb *db = amb_store_get_db (client->store);

  if (!amb_db_begin (db, error))
    return FALSE;
  if (!set_text (self, client, error) || !set_other (self, client, error))
    {
      amb_db_rollback (db);
      return FALSE;
    }
  return amb_db_commit (db, error);
}

static gboolean
change_network (SimWorld *self, SimClient *client, GError **error)
{
  g_autofree char *name = dup_new_text (self);

  if (sim_chance (&self->random, 50))
    return amb_programme_set_field (client->programme, amb_entity_find ("node"),
                                    sim_nodes[1 + sim_random (&self->random, 3)], "name", name,
                                    error);
  return amb_programme_set_field (client->programme, amb_entity_find ("node"), sim_nodes[3],
                                  "parent-id", sim_nodes[sim_random (&self->random, 3)], error);
}

/* Another value than both, as the finding's field can hold it. */
static char *
dup_other_value (SimWorld *self, const AmbFinding *finding)
{
  g_autofree char *text = dup_new_text (self);
  g_autofree char *email = dup_new_email (self);

  if (!finding->is_conflict)
    return g_strdup_printf ("{\"email\":\"%s\"}", email);
  if (g_str_equal (finding->field->name, "notes"))
    return sim_set_line (finding->theirs, sim_random (&self->random, SIM_LINES), text);
  return g_steal_pointer (&text);
}

static gboolean
takes_text (const AmbFinding *finding)
{
  if (!finding->is_conflict)
    return finding->entity == get_people () && g_str_equal (finding->kind, "create");
  for (guint i = 0; finding->field && i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (finding->field->name, texts[i]))
      return TRUE;
  return FALSE;
}

/* Answers, as a person does who looks at what needs attention. They have decided about what they
 * typed, unless a rule said no; of a crash nobody knows. */
static gboolean
answer_acts (SimWorld *self, SimClient *client, const AmbSyncAnswer *answer, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (client->store, NULL);
  g_autoptr (GError) problem = NULL;
  AmbAttentionReport report;

  sim_decisions_asked (self, client);
  amb_sync_answer (client->programme, answer, "settles", &report, &problem);
  sim_note (self, "client %u answers in way %u: %u settled, %u left", client->index,
            answer->resolution, report.n_settled, report.n_left);
  amb_attention_report_clear (&report);
  for (guint i = 0; findings && i < findings->len; i++)
    {
      const AmbFinding *finding = g_ptr_array_index (findings, i);
      g_autoptr (AmbFinding) open = amb_findings_get (client->store, finding->key, NULL);

      if (!open)
        sim_oracle_decided (self, client, finding);
    }
  if (!problem)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
resolve_act (SimWorld *self,
             SimClient *client,
             const AmbFinding *finding,
             AmbResolution resolution,
             GError **error)
{
  AmbSyncAnswer answer = { .key = finding->key, .resolution = resolution };
  g_autofree char *value = NULL;

  if (resolution == AMB_RESOLVE_VALUE && !takes_text (finding))
    answer.resolution = AMB_RESOLVE_THEIRS;
  if (answer.resolution == AMB_RESOLVE_VALUE)
    answer.value = value = dup_other_value (self, finding);
  return answer_acts (self, client, &answer, error);
}

/* One action or conflict, in any of the ways that fit it. */
static gboolean
resolve (SimWorld *self, SimClient *client, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (client->store, NULL);
  g_autoptr (GPtrArray) acts = findings ? amb_attention_acts_new (findings) : NULL;
  g_autoptr (GArray) ways = NULL;
  const AmbAttentionAct *act;

  if (!acts || acts->len == 0)
    return sim_undo (self, client, error);
  act = g_ptr_array_index (acts, sim_random (&self->random, acts->len));
  ways = amb_sync_list_resolutions (act->main);
  return resolve_act (self, client, act->main,
                      g_array_index (ways, AmbResolution, sim_random (&self->random, ways->len)),
                      error);
}

/* What was removed comes back, if something was: it is the longest way. */
static gboolean
bring_back (SimWorld *self, SimClient *client, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (client->store, NULL);
  g_autoptr (GPtrArray) acts = findings ? amb_attention_acts_new (findings) : NULL;

  for (guint i = 0; acts && i < acts->len; i++)
    {
      const AmbAttentionAct *act = g_ptr_array_index (acts, i);
      g_autoptr (GArray) ways = amb_sync_list_resolutions (act->main);

      for (guint k = 0; k < ways->len; k++)
        if (g_array_index (ways, AmbResolution, k) == AMB_RESOLVE_RESTORE_WITH_MINE)
          return resolve_act (self, client, act->main, AMB_RESOLVE_RESTORE_WITH_MINE, error);
    }
  return resolve (self, client, error);
}

static gboolean
resolve_all (SimWorld *self, SimClient *client, GError **error)
{
  static const AmbResolution ways[] = { AMB_RESOLVE_MINE, AMB_RESOLVE_THEIRS, AMB_RESOLVE_MERGE };
  const AmbSyncAnswer answer = { .resolution =
                                     ways[sim_random (&self->random, G_N_ELEMENTS (ways))] };

  return answer_acts (self, client, &answer, error);
}

/* What it does, and how often. */
typedef struct
{
  const char *name;
  guint weight;
  gboolean (*run) (SimWorld *self, SimClient *client, GError **error);
} Command;

static gboolean
move_person (SimWorld *self, SimClient *client, GError **error)
{
  return amb_programme_move (client->programme, get_people (), sim_pick_person (self),
                             states[sim_random (&self->random, G_N_ELEMENTS (states))], "because",
                             error);
}

static gboolean
remove_person (SimWorld *self, SimClient *client, GError **error)
{
  return amb_programme_remove (client->programme, get_people (), sim_pick_person (self), error);
}

static gboolean
restore_person (SimWorld *self, SimClient *client, GError **error)
{
  return amb_programme_restore (client->programme, get_people (), sim_pick_person (self), error);
}

static const Command commands[] = {
  { "sets the contested title", 20, set_contested },
  { "sets a text", 18, set_text },
  { "adds a person", 12, add_person },
  { "sets roles", 10, set_roles },
  { "sets something else", 10, set_other },
  { "sets two", 4, set_two },
  { "moves a person", 9, move_person },
  { "removes a person", 6, remove_person },
  { "sets roles and removes the person", 3, set_roles_and_remove },
  { "restores a person", 5, restore_person },
  { "changes the network", 4, change_network },
  { "undoes", 6, sim_undo },
  { "records a consent", 6, sim_add_consent },
  { "withdraws a consent", 2, sim_withdraw_consent },
  { "merges two people", 4, sim_merge_people },
};

/* When what was typed has come back as findings. */
static const Command answers[] = {
  { "settles a finding", 12, resolve },
  { "settles all findings", 2, resolve_all },
  { "undoes", 8, sim_undo },
  { "sets the contested title", 1, set_contested },
  { "removes a person", 1, remove_person },
};

static gboolean
set_links (SimWorld *self, SimClient *client, GError **error)
{
  g_autofree char *value = dup_new_text (self);

  return amb_programme_set_field (client->programme, get_people (), sim_pick_contested (self),
                                  "links", value, error);
}

static gboolean
set_kind (SimWorld *self, SimClient *client, GError **error)
{
  return amb_programme_set_field (client->programme, amb_entity_find ("node"),
                                  sim_nodes[sim_random (&self->random, SIM_NODES)], "kind",
                                  sim_chance (&self->random, 50) ? "hub" : "department", error);
}

static gboolean
set_level (SimWorld *self, SimClient *client, GError **error)
{
  return amb_programme_set_field (client->programme, get_people (), sim_pick_person (self), "level",
                                  sim_chance (&self->random, 60) ? "4" : "3", error);
}

static gboolean
add_pillar (SimWorld *self, SimClient *client, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("pillar"), NULL);
  g_autofree char *name = dup_new_text (self);
  g_autofree char *id = NULL;

  amb_record_set (record, "name", name);
  if (sim_chance (&self->random, 50))
    amb_record_set (record, "owner-id", sim_pick_person (self));
  id = amb_programme_add (client->programme, record, AMB_COMMAND_DEFAULT, error);
  if (!id)
    return FALSE;
  g_ptr_array_add (self->pillars, g_steal_pointer (&id));
  return TRUE;
}

static gboolean
set_pillar (SimWorld *self, SimClient *client, GError **error)
{
  g_autofree char *name = dup_new_text (self);

  if (self->pillars->len == 0)
    return add_pillar (self, client, error);
  return amb_programme_set_field (
      client->programme, amb_entity_find ("pillar"),
      g_ptr_array_index (self->pillars, sim_random (&self->random, self->pillars->len)), "name",
      name, error);
}

/* One action, half of which an older server knows. */
static gboolean
set_and_add (SimWorld *self, SimClient *client, GError **error)
{
  AmbDb *db = amb_store_get_db (client->store);
  guint n = self->pillars->len;

  if (!amb_db_begin (db, error))
    return FALSE;
  if (!set_contested (self, client, error) || !add_pillar (self, client, error))
    {
      amb_db_rollback (db);
      g_ptr_array_set_size (self->pillars, n);
      return FALSE;
    }
  return amb_db_commit (db, error);
}

/* What programs of the first level can't do. */
static const Command new_commands[] = {
  { "sets links", 30, set_links },
  { "sets roles", 15, set_roles },
  { "sets a level", 10, set_level },
  { "sets the kind of a node", 10, set_kind },
  { "adds a pillar", 10, add_pillar },
  { "sets a pillar", 10, set_pillar },
  { "sets a text and adds a pillar", 10, set_and_add },
};

/* Whoever took something back may want it after all. */
static const Command redo = { "redoes", 0, sim_redo };

static gboolean
wants_again (SimWorld *self, SimClient *client)
{
  return sim_undo_has_redo (client) && sim_chance (&self->random, 40);
}

static const Command *
pick_of (SimWorld *self, const Command *list, guint n)
{
  guint all = 0;
  guint pick;

  for (guint i = 0; i < n; i++)
    all += list[i].weight;
  pick = sim_random (&self->random, all);
  for (guint i = 0; i < n; i++)
    {
      if (pick < list[i].weight)
        return &list[i];
      pick -= list[i].weight;
    }
  return &list[0];
}

static const Command *
pick_command (SimWorld *self, SimClient *client)
{
  if (wants_again (self, client))
    return &redo;
  if (client->level >= TEST_LEVEL_TWO && sim_chance (&self->random, 40))
    return pick_of (self, new_commands, G_N_ELEMENTS (new_commands));
  return pick_of (self, commands, G_N_ELEMENTS (commands));
}

static void
run_command (SimWorld *self, SimClient *client, const Command *command)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  test_levels_use (client->level);
  sim_oracle_before (self, client);
  sim_decisions_before (self, client);
  sim_arm (sim_chance (&self->random, 3) ? 1 : 0);
  done = command->run (self, client, &error);
  if (sim_disarm ())
    {
      sim_client_kill (self, client);
      return;
    }
  sim_note (self, "client %u %s%s%s", client->index, command->name, done ? "" : ": ",
            done ? "" : error->message);
  sim_oracle_after (self, client);
  sim_decisions_after (self, client);
}

void
sim_edit (SimWorld *self, SimClient *client)
{
  run_command (self, client, pick_command (self, client));
}

void
sim_edit_contested (SimWorld *self, SimClient *client)
{
  run_command (self, client, &commands[0]);
}

void
sim_answer (SimWorld *self, SimClient *client)
{
  run_command (self, client,
               wants_again (self, client) ? &redo
                                          : pick_of (self, answers, G_N_ELEMENTS (answers)));
}

void
sim_change_mind (SimWorld *self, SimClient *client, guint n)
{
  static const Command steps[] = { { "settles a finding", 0, bring_back },
                                   { "undoes", 0, sim_undo },
                                   { "redoes", 0, sim_redo } };

  run_command (self, client, &steps[n]);
}

void
sim_change_grants (SimWorld *self)
{
  SimClient *client = &self->clients[1 + sim_random (&self->random, SIM_CLIENTS - 1)];
  const char *const nodes[] = { sim_nodes[sim_random (&self->random, SIM_NODES)], NULL };
  gboolean lead = sim_chance (&self->random, 60);
  g_autoptr (GError) error = NULL;

  test_levels_use (self->level);
  if (!amb_server_core_set_grants (self->core, client->principal,
                                   lead ? AMB_ACCESS_LEAD : AMB_ACCESS_MANAGER, lead ? nodes : NULL,
                                   &error))
    sim_fail (self, "grants can't be changed: %s", error->message);
  sim_note (self, "client %u is a %s%s now", client->index, lead ? "lead of " : "manager",
            lead ? nodes[0] : "");
}
