/* Commands of a profile that has a server: connect, synchronise once, resolve, disconnect. */
#pragma once

#include "amb-attention-acts.h"
#include "amb-credentials.h"
#include "amb-programme.h"
#include "amb-sync-connection.h"
#include "amb-sync-digest.h"
#include "amb-sync-send-all.h"
#include "amb-worker.h"

G_BEGIN_DECLS

/* All functions here are synchronous and run on the thread that owns the programme, but for those
 * that say otherwise. Where a token is kept is found from the folder of the profile's file. */

/**
 * amb_sync_connect:
 * @url: "https://host[/path]" or "http://127.0.0.1:8080"; a trailing slash is fine
 * @token: the token that the administrator gave
 * @own: what becomes of the records that the profile has already; @folder: (nullable): of
 *   AMB_OWN_APART
 *
 * Asks the server who it is, registers this profile as a device, keeps the token (keyring, else a
 * file that only the owner reads) and writes the settings of the file in one transaction. From then
 * on the person whom the server knows by the token acts in @programme, with that person's access.
 * Waits for the network: a program with a window takes the steps of AmbSyncConnection. Refused
 * with AMB_ERROR_REFUSED when the profile is connected already, or its records can't become what
 * @own says. Otherwise AMB_ERROR_OFFLINE (also when what answers is no server of Ambassade),
 * _INVALID (the address, an empty token), _DENIED, _TOO_NEW, _FULL. Nothing is stored on failure.
 */
gboolean amb_sync_connect (AmbProgramme *programme,
                           const char *url,
                           const char *token,
                           AmbOwnRecords own,
                           const char *folder,
                           GCancellable *cancellable,
                           GError **error);

typedef enum
{
  AMB_SYNC_DISCONNECT_DEFAULT = 0,
  AMB_SYNC_DISCONNECT_CLEAR =
      1 << 0, /* remove the records too, else they stay as a programme of this profile */
  AMB_SYNC_DISCONNECT_FORCE = 1 << 1, /* although there are changes that the server never got */
} AmbSyncDisconnectFlags;

/**
 * amb_sync_disconnect:
 * @unsent: (out) (optional): how many changes the server never got: those that wait, those that
 *   wait for a person, and findings
 *
 * Forgets the server, the token and what waits; who acted before the connection acts again.
 * AMB_ERROR_REFUSED with the number when changes were not sent and @flags don't force it.
 */
gboolean amb_sync_disconnect (AmbProgramme *programme,
                              AmbSyncDisconnectFlags flags,
                              gint64 *unsent,
                              GError **error);

/** amb_sync_leave: (transfer full): the same, but the token, whose key is returned, is left to
 * amb_credentials_clear() on a thread that may wait for the keyring */
AmbCredentialsKey *amb_sync_leave (AmbProgramme *programme,
                                   AmbSyncDisconnectFlags flags,
                                   gint64 *unsent,
                                   GError **error);

typedef struct
{
  gint64 received; /* rows put or removed */
  gint64 sent;     /* operations answered */
  gint64 findings; /* that came up */
  gint64 differed; /* records of a comparison that was due: they were fetched again */
} AmbSyncReport;

/**
 * amb_sync_once:
 * @report: (out) (optional)
 *
 * Sends what waits and pulls until both are at head. AMB_ERROR_OFFLINE, _DENIED, _PROTOCOL,
 * _TOO_NEW, _NOT_FOUND (no server is connected). What was applied before a failure stays.
 */
gboolean amb_sync_once (AmbProgramme *programme,
                        AmbSyncReport *report,
                        GCancellable *cancellable,
                        GError **error);

/** amb_sync_once_on: the same with @programme on the thread of @writer: only planning and applying
 * run there. Waits for keyring and network: never on the writer's or the main thread. */
gboolean amb_sync_once_on (AmbWorker *writer,
                           AmbProgramme *programme,
                           AmbSyncReport *report,
                           GCancellable *cancellable,
                           GError **error);

typedef enum
{
  AMB_SYNC_COMPARE_DEFAULT = 0,
  AMB_SYNC_COMPARE_DRY_RUN = 1 << 0, /* only tell: what differs stays */
} AmbSyncCompareFlags;

/**
 * amb_sync_compare:
 * @found: (out) (transfer full): what differed
 * @after: (out) (transfer full) (nullable): what still does after the last repair; NULL: nothing
 * was repaired
 *
 * Synchronises, compares everything here with what the server has for this profile, and fetches
 * again what differs: the scopes that do, and if that didn't help, everything. Local edits,
 * findings and what is on the screen stay. Waits for the network. Errors as amb_sync_once(), and
 * AMB_ERROR_REFUSED (the server is too old to be compared with).
 */
gboolean amb_sync_compare (AmbProgramme *programme,
                           AmbSyncCompareFlags flags,
                           AmbSyncComparison **found,
                           AmbSyncComparison **after,
                           GCancellable *cancellable,
                           GError **error);

/* @report: what moved since the last call; NULL when a try failed with @error, and another comes
 * after a pause. */
typedef void (*AmbSyncFollowFunc) (const AmbSyncReport *report, const GError *error, gpointer data);

/**
 * amb_sync_follow:
 * Synchronises until @cancellable says stop: the server holds each answer back until there is news,
 * so that what others do arrives at once. @func is called on this thread. A server that is away is
 * tried again, later and later.
 *
 * Returns: TRUE when it was stopped; FALSE with AMB_ERROR_DENIED, _TOO_NEW, _NOT_FOUND (no server
 * is connected) or what the store says
 */
gboolean amb_sync_follow (AmbProgramme *programme,
                          AmbSyncFollowFunc func,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error);

/* What `ambassadectl status` prints. */
typedef struct
{
  char *url;                 /* nullable: NULL when no server is connected */
  char *device;              /* nullable */
  char *principal;           /* nullable: the name that the server knows this token by */
  char *access;              /* nullable: "manager"… */
  AmbCredentialsKey *server; /* nullable: whose token it is */
  gint64 last_sync;          /* instant, 0: never */
  gint64 waiting;            /* operations not yet acknowledged */
  gint64 held;               /* of these: until the server is upgraded */
  gint64 parked;             /* that wait for a person */
  gint64 findings;           /* Needs attention */
  gboolean complete;         /* everything was pulled once */
  gboolean outdated;         /* the server serves this program no longer */
  gint64 compared;           /* instant of the last comparison with the server, 0: never */
  gint64 differed;           /* instant of the last one that found something, 0: none did */
  gint64 differed_rows;      /* what it found: records */
  gboolean unrepaired;       /* ... and fetching it again didn't help */
  AmbSending sending;        /* of a whole programme, of… */
  gint64 sending_total;      /* …so many operations */
} AmbSyncStatus;
AmbSyncStatus *amb_sync_status (AmbProgramme *programme, GError **error);
void amb_sync_status_free (AmbSyncStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncStatus, amb_sync_status_free)
/** amb_sync_status_dup_hint: (transfer full) (nullable): a sentence: why nothing is sent, or not
 * everything, and what to do */
char *amb_sync_status_dup_hint (const AmbSyncStatus *self);
/** amb_sync_status_dup_token_place: (transfer full) (nullable): a sentence: where the token is
 * kept. Waits for the keyring: never on the writer's or the main thread of a window. */
char *amb_sync_status_dup_token_place (const AmbSyncStatus *self, GCancellable *cancellable);

typedef enum
{
  AMB_RESOLVE_MINE,   /* my value, as a new edit over theirs; a refused change is tried again */
  AMB_RESOLVE_THEIRS, /* leave it as the server has it */
  AMB_RESOLVE_VALUE,  /* a conflict: another value of the field; refused: with other values */
  AMB_RESOLVE_RESTORE_WITH_MINE, /* the removed record comes back with my changes */
  AMB_RESOLVE_DELETE_ANYWAY,     /* the record that survived my removal goes after all */
  AMB_RESOLVE_MERGE, /* a duplicate: the existing record gets what it lacks of mine, and what
                        refers to mine refers to it */
} AmbResolution;

/**
 * amb_sync_resolve:
 * @key: of an AmbFinding
 * @value: (nullable): of AMB_RESOLVE_VALUE: canonical text of the conflict's field; of a refused
 *   change a JSON object of values that take the place of what was typed
 *
 * Settles a finding by ordinary commands and removes it, in one transaction. Undo takes those
 * commands back and brings the finding back, redo settles it again.
 * AMB_ERROR_NOT_FOUND; AMB_ERROR_REFUSED when the resolution does not fit the finding; what the
 * command says.
 */
gboolean amb_sync_resolve (AmbProgramme *programme,
                           gint64 key,
                           AmbResolution resolution,
                           const char *value,
                           GError **error);

/** amb_sync_list_resolutions: (transfer full): AmbResolution of those that fit, the recommended one
 * first */
GArray *amb_sync_list_resolutions (const AmbFinding *finding);
/** amb_sync_find_mine: what keeps mine of @finding, which was changed, refused or removed: there is
 * always one */
AmbResolution amb_sync_find_mine (const AmbFinding *finding);
/** amb_sync_fits: may @finding be settled so? */
gboolean amb_sync_fits (const AmbFinding *finding, AmbResolution resolution);

/* Duplicates: amb-sync-duplicate.c */
/** amb_sync_is_duplicate: was a record refused because another one, AmbFinding.theirs, has its KEY?
 */
gboolean amb_sync_is_duplicate (const AmbFinding *finding);

/** amb_sync_count_duplicates: any thread, with its own store */
gboolean amb_sync_count_duplicates (AmbStore *store, gint64 *n, GError **error);

/* One field of a duplicate beside the record that exists. */
typedef struct
{
  const AmbField *field;
  char *mine, *theirs; /* canonical, nullable; not both are NULL */
  gboolean is_taken;   /* the KEY that both have */
  gboolean fills;      /* a merge writes mine */
} AmbDuplicateField;

/** amb_sync_compare_duplicate: (transfer full): of AmbDuplicateField, in the order of the entity's
 * table; AMB_ERROR_NOT_FOUND when the existing record is not here (yet). Any thread, with its own
 * store. */
GPtrArray *amb_sync_compare_duplicate (AmbStore *store, const AmbFinding *finding, GError **error);

/** amb_sync_list_waiting: (transfer full): of AmbOperation: what waits until the refused record @id
 * is settled. Any thread, with its own store. */
GPtrArray *amb_sync_list_waiting (AmbStore *store, const char *id, GError **error);

/* What a person says of what needs attention: amb-sync-acts.c */
typedef struct
{
  gint64 key; /* of a finding: of the act that it belongs to; 0: of all that are accepted */
  AmbAttentionAccepts accepts; /* nullable: of many */
  gpointer data;
  AmbResolution resolution; /* of what an act is about. Of many, AMB_RESOLVE_MINE stands for
                               whatever keeps mine, and AMB_RESOLVE_MERGE is said of duplicates. */
  const char *value;        /* nullable: of AMB_RESOLVE_VALUE, as amb_sync_resolve() takes it */
} AmbSyncAnswer;

/**
 * amb_sync_answer:
 * @label: translated, what “Undo …” says of all of them
 * @report: (out caller-allocates): amb_attention_report_clear() afterwards
 *
 * Settles one act or many, as amb_programme_settle_acts() does. What was done with what an act is
 * about is left or kept with it.
 */
gboolean amb_sync_answer (AmbProgramme *programme,
                          const AmbSyncAnswer *answer,
                          const char *label,
                          AmbAttentionReport *report,
                          GError **error);

G_END_DECLS
