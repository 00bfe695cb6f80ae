/* A server core and two desktops in one process, over a network that works unless a test cuts it.
 */
#pragma once

#include "amb-programme.h"
#include "amb-server-core.h"
#include "amb-sync-engine.h"
#include "amb-sync.h"

G_BEGIN_DECLS

typedef struct
{
  char *token;
  gint64 principal;
  AmbStore *store;
  AmbProgramme *programme;
  AmbSyncEngine *engine;
} SyncDesk;

typedef struct
{
  AmbClock *clock;
  AmbStore *store;
  AmbServerCore *core;
  SyncDesk a;
  SyncDesk b;
} SyncFixture;

SyncFixture *sync_fixture_new (void);
void sync_fixture_free (SyncFixture *self);

/** sync_fixture_answer: (transfer full): what the server says to @request */
AmbSyncResponse *
sync_fixture_answer (SyncFixture *self, SyncDesk *desk, const AmbSyncRequest *request);
/** sync_fixture_run: sends and pulls until @desk is at the head */
void sync_fixture_run (SyncFixture *self, SyncDesk *desk);
/** sync_fixture_settle: both, in this order, until nothing is left to tell */
void sync_fixture_settle (SyncFixture *self);
/** sync_fixture_add_person: (transfer full): the id of a person that both desks know */
char *sync_fixture_add_person (SyncFixture *self);

const char *sync_desk_get (SyncDesk *desk, const char *id, const char *field, char **value);
void sync_desk_set (SyncDesk *desk, const char *id, const char *field, const char *value);

#define AMB_TYPE_CORE_TRANSPORT (amb_core_transport_get_type ())
G_DECLARE_FINAL_TYPE (AmbCoreTransport, amb_core_transport, AMB, CORE_TRANSPORT, GObject)
/** amb_core_transport_new: (transfer full): a way to @core from any thread; its long polls wake at
 * commits */
AmbTransport *amb_core_transport_new (AmbServerCore *core, const char *token);
/** amb_core_transport_change_grants: as an administrator does, while transports are in use */
void amb_core_transport_change_grants (AmbServerCore *core, gint64 principal, AmbAccess access);
/** amb_core_transport_revoke: the same of a token that is revoked */
void amb_core_transport_revoke (AmbServerCore *core, gint64 principal);
/** amb_core_transport_set_down: every send fails as if there were no network */
void amb_core_transport_set_down (gboolean down);

G_END_DECLS
