/* The simulation: clients and a server in one thread, over a network and clocks that a seed drives.
 */
#pragma once

#include "amb-programme.h"
#include "amb-push.h"
#include "amb-server-core.h"
#include "amb-sync-digest.h"
#include "amb-sync-engine.h"
#include "levels.h"

G_BEGIN_DECLS

#define SIM_CLIENTS 4
#define SIM_NODES   4
#define SIM_DAY     (G_GINT64_CONSTANT (24) * 3600 * 1000)

/* Randomness: one generator a schedule. */
typedef struct
{
  guint64 state;
} SimRandom;

guint32 sim_random (SimRandom *self, guint32 below);
gboolean sim_chance (SimRandom *self, guint percent);

/* One desktop. */
typedef struct
{
  guint index;
  char *path;
  gint64 principal;
  char *token;
  AmbAccess access;
  guint home;      /* a lead's node */
  TestLevel level; /* of its program */
  AmbClock *clock;
  AmbStore *store;
  AmbProgramme *programme;
  AmbSyncEngine *engine;
  guint incarnation;  /* grows with every kill */
  const char *damage; /* what was done to its file; NULL: nothing */
  gboolean compared;  /* a comparison with the server ended since it was last asked for */
  gboolean differed;  /* and found something */
} SimClient;

/* A request on its way to the server, or with its answer on the way back. */
typedef struct
{
  guint client;
  guint incarnation;
  gboolean is_ahead; /* nobody planned it yet */
  AmbSyncRequest *request;
  AmbSyncResponse *response; /* NULL: on its way there */
} SimMessage;

void sim_message_free (SimMessage *self);

typedef struct _SimOracle SimOracle;
typedef struct _SimDecisions SimDecisions;
typedef struct _SimUndo SimUndo;

typedef struct
{
  guint64 seed;
  SimRandom random;
  gboolean verbose;
  gboolean on_files;
  gboolean upgrades; /* programs of several levels, that are upgraded meanwhile */
  TestLevel level;   /* of the server's program */
  char *folder;
  char *server_path;
  AmbClock *clock;
  AmbStore *store;
  AmbServerCore *core;
  SimClient clients[SIM_CLIENTS];
  GPtrArray *messages; /* of SimMessage */
  GPtrArray *people;   /* ids of ambassadors that ever were */
  GPtrArray *pillars;  /* ids of pillars, which former programs don't know */
  GPtrArray *consents; /* ids of consents that ever were */
  guint n_values;      /* every value that is typed is another */
  SimOracle *oracle;
  SimDecisions *decisions;
  SimUndo *undo;
  guint backup_at; /* steps: the server is backed up, and restored, before them; 0: never */
  guint restore_at;
  gboolean is_restored;
  gboolean is_copied; /* the last client's profile is a copy of the one's before it */
  GString *failure;   /* what a checker found; empty: nothing */
} SimWorld;

extern const char *const sim_nodes[SIM_NODES]; /* ids: root, its two children, a grandchild */
extern const char *const sim_roles[];          /* NULL at the end */

/* The world: sim-world.c. */
/** sim_prepare: makes the files that every schedule starts from, in @folder */
gboolean sim_prepare (const char *folder, GError **error);
SimWorld *sim_world_new (const char *folder, guint64 seed, gboolean verbose);
void sim_world_free (SimWorld *self);
void sim_fail (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sim_note (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean sim_has_failed (SimWorld *self);
/** sim_client_kill: what was not committed is lost; it starts again from its file */
void sim_client_kill (SimWorld *self, SimClient *client);
void sim_server_kill (SimWorld *self);
/** sim_server_upkeep: what is old goes, as when it starts and once a day */
void sim_server_upkeep (SimWorld *self);
/** sim_server_backup, sim_server_restore: of a server in memory */
void sim_server_backup (SimWorld *self);
void sim_server_restore (SimWorld *self);
/** sim_client_upgrade: its program is one of @level from now on; so does sim_server_upgrade() */
void sim_client_upgrade (SimWorld *self, SimClient *client, TestLevel level);
void sim_server_upgrade (SimWorld *self, TestLevel level);
/** sim_get_latest: the level that knows everything which is written in this schedule */
TestLevel sim_get_latest (SimWorld *self);
/* A text of so many lines, each of which somebody may change while another is changed elsewhere; an
 * unchanging line stands between two. */
#define SIM_LINES 3
/** sim_get_line: (transfer full) (nullable): line @n of @text; NULL: it is empty */
char *sim_get_line (const char *text, guint n);
/** sim_set_line: (transfer full): @text with another line @n */
char *sim_set_line (const char *text, guint n, const char *line);
/** sim_is_played: do schedules write records of @entity? Those of the others are never there. */
gboolean sim_is_played (const AmbEntity *entity);
/** sim_arm: the @n-th commit from now on, in any store, is the last thing that doesn't happen: a
 * crash before it */
void sim_arm (guint n);
/** sim_disarm: did the crash come? */
gboolean sim_disarm (void);

/* The network: sim-network.c. */
typedef enum
{
  SIM_PULL,
  SIM_PUSH,
  SIM_DIGEST,
} SimAsk;
void sim_plan (SimWorld *self, SimClient *client, SimAsk ask);
void sim_deliver (SimWorld *self);
/** sim_exchange: over a network that works; FALSE when there was nothing to ask */
gboolean sim_exchange (SimWorld *self, SimClient *client, SimAsk ask, guint limit);
/** sim_overtake: a page is here before the answer to the push that it tells of */
void sim_overtake (SimWorld *self, SimClient *client);
/** sim_pick_limit: rows of a page: few of them more often, so that a pull takes many */
guint sim_pick_limit (SimWorld *self);

/* Comparisons with the server: sim-digest.c. */
/** sim_ask_digest: a question of a comparison goes out, over whatever network there is */
void sim_ask_digest (SimWorld *self, SimClient *client);
/** sim_note_comparison: the last answer may have ended one */
void sim_note_comparison (SimWorld *self, SimClient *client);
/** sim_compare_all: everybody is at the head: nobody may differ */
void sim_compare_all (SimWorld *self);
/** sim_damage: somebody's file is damaged behind its back, which a comparison must find; FALSE:
 * there is nothing to damage */
gboolean sim_damage (SimWorld *self);

/* What people do: sim-edits.c. */
/** sim_answer: @client's person settles findings, or takes that back */
void sim_answer (SimWorld *self, SimClient *client);
void sim_edit (SimWorld *self, SimClient *client);
/** sim_change_mind: the first (@n 0) settles a finding, the second takes that back, the third does
 * it again */
void sim_change_mind (SimWorld *self, SimClient *client, guint n);
/** sim_edit_contested: of the record that everybody edits */
void sim_edit_contested (SimWorld *self, SimClient *client);
void sim_change_grants (SimWorld *self);

/* Two records that become one, and what was recorded of them once and for all: sim-merges.c. */
gboolean sim_add_consent (SimWorld *self, SimClient *client, GError **error);
gboolean sim_withdraw_consent (SimWorld *self, SimClient *client, GError **error);
gboolean sim_merge_people (SimWorld *self, SimClient *client, GError **error);
/** sim_merges_check: nothing refers to a person that is gone, and what was recorded of somebody who
 * was merged wasn't removed with them */
void sim_merges_check (SimWorld *self);
/** sim_pick_person, sim_pick_contested: somebody; whoever many work on at once, mostly */
const char *sim_pick_person (SimWorld *self);
const char *sim_pick_contested (SimWorld *self);

/* What is taken back, and done again: sim-undo.c. */
SimUndo *sim_undo_new (void);
void sim_undo_free (SimUndo *self);
gboolean sim_undo (SimWorld *self, SimClient *client, GError **error);
/** sim_redo: what the action had changed is changed again, unless others changed it or a sentence
 * says why not */
gboolean sim_redo (SimWorld *self, SimClient *client, GError **error);
gboolean sim_undo_has_redo (SimClient *client);

/* What must hold: sim-oracle.c, sim-decisions.c, sim-check.c. */
SimOracle *sim_oracle_new (void);
void sim_oracle_free (SimOracle *self);
/** sim_oracle_before: the rows as @client's person sees them, before a command */
void sim_oracle_before (SimWorld *self, SimClient *client);
/** sim_oracle_after: the command is through; @own: who acts */
void sim_oracle_after (SimWorld *self, SimClient *client);
/** sim_look: (transfer full): key → value of the fields whose every value is another, in the living
 * rows as they are shown */
GHashTable *sim_look (AmbStore *store);
/** sim_oracle_has_typed: did @client's person make up @value in @key? */
gboolean
sim_oracle_has_typed (SimWorld *self, SimClient *client, const char *key, const char *value);
/** sim_oracle_has_fallen_back: is @now in @key, where @client's person wants @value, what nobody
 * wrote after it: the server holds @value as theirs, or they had seen @now before and nobody else
 * wrote it again? */
gboolean sim_oracle_has_fallen_back (
    SimWorld *self, SimClient *client, const char *key, const char *value, const char *now);
/** sim_oracle_get_label: (nullable): of the field that @key is of, where it has one value, not
 * lines that are merged */
const char *sim_oracle_get_label (const char *key);
/** sim_oracle_again: the command brings back what was typed in @key, and is as if it were typed now
 */
void sim_oracle_again (SimWorld *self, const char *key);
/** sim_oracle_decided: @client's person has settled @finding: what they had typed may go */
void sim_oracle_decided (SimWorld *self, SimClient *client, const AmbFinding *finding);
/** sim_oracle_pushed: the server committed a push and answered */
void sim_oracle_pushed (SimWorld *self, SimClient *client, GBytes *body, GBytes *reply);
/** sim_oracle_sent: operations that left a client */
void sim_oracle_sent (SimWorld *self, SimClient *client, GBytes *body);
/** sim_oracle_check_view: what @client's person typed is still shown, unless somebody else changed
 * it or it needs attention */
void sim_oracle_check_view (SimWorld *self, SimClient *client);
/** sim_oracle_restored: the server is what it was once: its account ends */
void sim_oracle_restored (SimWorld *self);
/** sim_oracle_check: after everything has healed: nothing vanished, nothing was applied twice or by
 * surprise */
void sim_oracle_check (SimWorld *self);
SimDecisions *sim_decisions_new (void);
void sim_decisions_free (SimDecisions *self);
/** sim_decisions_keep, sim_decisions_restore: the server was backed up, and restored */
void sim_decisions_keep (SimDecisions *self);
void sim_decisions_restore (SimDecisions *self);
void sim_decisions_before (SimWorld *self, SimClient *client);
void sim_decisions_after (SimWorld *self, SimClient *client);
/** sim_decisions_asked: the person at @client reads all that needs attention, before they settle it
 */
void sim_decisions_asked (SimWorld *self, SimClient *client);
/** sim_decisions_take: the server answered @push */
void sim_decisions_take (SimWorld *self,
                         SimClient *client,
                         const AmbPush *push,
                         const AmbPushReply *reply);
void sim_decisions_check_sent (SimWorld *self, SimClient *client, GBytes *body);
/** sim_decisions_check: after everything has healed */
void sim_decisions_check (SimWorld *self);
/** sim_check: every client shows what the server has for it, and nothing else */
void sim_check (SimWorld *self);

/* A whole schedule: sim-schedule.c. */
/** sim_run: FALSE when a checker found something; (out) (transfer full) @failure says what */
gboolean sim_run (const char *folder, guint64 seed, gboolean verbose, char **failure);

G_END_DECLS
