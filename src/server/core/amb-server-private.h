/* What the parts of the server core share. */
#pragma once

#include "amb-cursor.h"
#include "amb-frame.h"
#include "amb-programme.h"
#include "amb-push.h"
#include "amb-server-core.h"

G_BEGIN_DECLS

/* "1" in the file of a backup: whoever opens it went back in time. */
#define AMB_SERVER_META_RESTORED "restored"

struct _AmbServerCore
{
  GObject parent_instance;

  AmbStore *store;
  AmbDb *db; /* of store */
  char *epoch;
  guint8 key[32]; /* seals cursors */
  gboolean is_reader;
  GHashTable *scope_ids; /* name → gint64* */
  GArray *entity_codes;  /* gint64, by position in amb_entities() */
};

/** amb_server_core_get_entity_code: the number under which the feed knows an entity */
gint64 amb_server_core_get_entity_code (AmbServerCore *self, const AmbEntity *entity);
/** amb_server_core_get_entity_of: (nullable): NULL when this program no longer has it */
const AmbEntity *amb_server_core_get_entity_of (AmbServerCore *self, gint64 code);
/** amb_server_core_intern_scope: the number of a scope's name, made when new */
gboolean
amb_server_core_intern_scope (AmbServerCore *self, const char *name, gint64 *sid, GError **error);

/** amb_server_dup_secret: (transfer full): 256 random bits from the kernel as 64 hexadecimal digits
 */
char *amb_server_dup_secret (GError **error);
/** amb_server_core_rollback: of a transaction that may have made scopes, whose numbers nobody
 * remembers */
void amb_server_core_rollback (AmbServerCore *self);
/** amb_server_core_emit_committed: the head or somebody's grants moved */
void amb_server_core_emit_committed (AmbServerCore *self);

/* Who wrote a version. */
typedef struct
{
  gint64 device; /* 0: no device (REST, administration) */
  char *by;      /* nullable: forgotten */
  gint64 at;     /* 0: unknown */
} AmbServerVersion;
void amb_server_version_clear (AmbServerVersion *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmbServerVersion, amb_server_version_clear)
gboolean amb_server_core_get_version (AmbServerCore *self,
                                      gint64 ver,
                                      AmbServerVersion *version,
                                      GError **error);

/* One user action on its way into the tables: one version, all or nothing. */
typedef struct
{
  AmbServerCore *core;
  const AmbPrincipal *principal;
  gint64 device;       /* row of table device; 0: REST */
  gint64 version;      /* 0 until something is written */
  guint feed_rows;     /* written so far */
  gboolean network;    /* a node moved: grants are expanded anew */
  GHashTable *persons; /* nullable: whose grants are expanded anew */
  gboolean adopts;     /* rows that the feed doesn't know yet */
  gboolean claims;     /* a whole programme is being sent: its moves travel as they are */
  gboolean force;      /* REST: the precondition was checked, every field applies */
  AmbPushOperation *const *operations; /* nullable: of the action, the one under way among them */
  guint n_operations;
  gint64 place; /* of the operation under way: the version as which it was taken before the
                 * server was restored; 0: it is of now */
} AmbServerTx;

gboolean amb_server_tx_begin (AmbServerTx *self, GError **error);
/** amb_server_tx_commit: gives the version its row, moves the head, expands grants; refuses more
 * than AMB_MAX_COMMIT_ROWS */
gboolean amb_server_tx_commit (AmbServerTx *self, GError **error);
void amb_server_tx_rollback (AmbServerTx *self);
/** amb_server_tx_touch: the version of what is written now */
gint64 amb_server_tx_touch (AmbServerTx *self);
/** amb_server_tx_place: begins an operation that a server took as version @took before it was
 * restored; 0, and what is no version of such a server: of now. Afterwards amb_server_tx_mark()
 * puts what it writes in its place among those of its time, whose authors saw it. */
gboolean amb_server_tx_place (AmbServerTx *self, gint64 took, GError **error);
/** amb_server_tx_is_past: is @ver of a server that was restored since? */
gboolean amb_server_tx_is_past (AmbServerTx *self, gint64 ver);
/* In `fv`, beside fields, whose names have no such letter: when the record was last brought back,
 * which who deletes it must have seen too. */
#define AMB_SERVER_BROUGHT_BACK "+"
/* Behind the name of a set in `fv`: the version of what another device had written before the one
 * that changed it last, and may not have seen it. */
#define AMB_SERVER_HIDDEN "~"
/** amb_server_tx_mark: gives @record the version of what is written now, and of @fields the same,
 * or their place; NULL: of all */
void amb_server_tx_mark (AmbServerTx *self, AmbRecord *record, const char *const *fields);
/** amb_server_tx_write: puts the row and publishes it in its scopes */
gboolean amb_server_tx_write (AmbServerTx *self, AmbRecord *record, GError **error);

/** amb_server_claim_note_begin: remembers what the server made itself, as long as nobody has
 * written anything: @head is the version before it */
gboolean amb_server_claim_note_begin (AmbServerCore *self, gint64 head, GError **error);
/**
 * amb_server_claim_take:
 * @claim: (nullable): of the push; NULL: an ordinary one
 * @open: (out): is @claim that of the programme which this server holds, and still being sent?
 *
 * The first claim on an empty server is its programme's; inside the push's transaction. Any other
 * is refused: AMB_PROBLEM_NOT_EMPTY; AMB_PROBLEM_FORBIDDEN for all but managers.
 */
gboolean amb_server_claim_take (AmbServerCore *self,
                                const AmbPrincipal *principal,
                                const char *claim,
                                gboolean *open,
                                GError **error);
/** amb_server_claim_close: the whole programme is here; inside the push's transaction */
gboolean amb_server_claim_close (AmbServerCore *self, GError **error);

/* What one operation came to. */
typedef struct
{
  AmbPushStatus status;
  gint64 ver;
  GString *conflicts; /* JSON objects, separated by commas */
} AmbServerOutcome;

/** amb_server_apply: one operation; FALSE: refused, the tx must be rolled back (errors of
 * AMB_PROBLEM_ERROR go to its author) */
gboolean amb_server_apply (AmbServerTx *tx,
                           const AmbPushOperation *operation,
                           AmbServerOutcome *outcome,
                           GError **error);
gboolean amb_server_apply_patch (AmbServerTx *tx,
                                 AmbRecord *record,
                                 const AmbPushOperation *operation,
                                 AmbServerOutcome *outcome,
                                 GError **error);
gboolean amb_server_apply_move (AmbServerTx *tx,
                                AmbRecord *record,
                                const AmbPushOperation *operation,
                                AmbServerOutcome *outcome,
                                GError **error);
gboolean amb_server_apply_delete (AmbServerTx *tx,
                                  AmbRecord *record,
                                  const AmbPushOperation *operation,
                                  AmbServerOutcome *outcome,
                                  GError **error);
/** amb_server_finish: after @operation, when it moved a task to *done*: the programme action that
 * it is; when it made an act of the programme: the last activity of who did it. For REST: a desk
 * sends that itself. */
gboolean amb_server_finish (AmbServerTx *tx, const AmbPushOperation *operation, GError **error);
/** amb_server_settle_verdict: before a content item moves: the approval that came with it must be
 * of the texts as they are here (AMB_PROBLEM_STATE_CHANGED); of a move without one it is written */
gboolean amb_server_settle_verdict (AmbServerTx *tx,
                                    AmbRecord *record,
                                    const AmbPushOperation *operation,
                                    GError **error);
/** amb_server_complete: before @record of @operation, a new one, is judged: what the server says of
 * it and not its author: whose it is, who wrote it, and of REST by whom and when */
void amb_server_complete (AmbServerTx *tx, AmbRecord *record, const AmbPushOperation *operation);
/** amb_server_check_said: is @record of @operation, a new one, an approval that goes with its move
 * and says whose item that is, a comment or a publication that its author may make? */
gboolean amb_server_check_said (AmbServerTx *tx,
                                AmbRecord *record,
                                const AmbPushOperation *operation,
                                GError **error);
/** amb_server_has_text: is @entity one whose texts are approved? */
gboolean amb_server_has_text (const AmbEntity *entity);
/** amb_server_bind_text: after @operation on such a record: it notes who wrote it; its item goes
 * back into review when the text is another than it was (@before, nullable) and nobody approved it;
 * what is published is refused */
gboolean amb_server_bind_text (AmbServerTx *tx,
                               AmbRecord *before,
                               const AmbPushOperation *operation,
                               GError **error);
/** amb_server_may_lead: into *@may, whether the author may lead what @record recorded once and for
 * all in @field to record @to: a merge was told that says so, or one that led it is taken back, or
 * it is there already. Other fields and people: FALSE. */
gboolean amb_server_may_lead (AmbServerTx *tx,
                              AmbRecord *record,
                              const AmbField *field,
                              const char *to,
                              gboolean *may,
                              GError **error);
/** amb_server_leads: into *@leads, whether @operation does nothing else to @record (nullable) */
gboolean amb_server_leads (AmbServerTx *tx,
                           AmbRecord *record,
                           const AmbPushOperation *operation,
                           gboolean *leads,
                           GError **error);
/** amb_server_is_bound: is @field of @entity a reference that no edit of the author changes? */
gboolean amb_server_is_bound (AmbServerTx *tx, const AmbEntity *entity, const AmbField *field);
/** amb_server_note_led: @field of @record is about to be led elsewhere, and may be led back */
gboolean
amb_server_note_led (AmbServerTx *tx, AmbRecord *record, const AmbField *field, GError **error);
/** amb_server_goes_along: do the delete rules say that @record goes with what this action removes,
 * or comes back with what is there again? Its author may do that, though not it alone */
gboolean
amb_server_goes_along (AmbServerTx *tx, const AmbPushOperation *operation, AmbRecord *record);
/** amb_server_clears_along: does @operation nothing but clear references, which nobody changes by
 * themself, to what is removed in this action? The removal does that */
gboolean
amb_server_clears_along (AmbServerTx *tx, const AmbPushOperation *operation, AmbRecord *record);
/** amb_server_check_merge: are the two records there that @merge tells of? */
gboolean amb_server_check_merge (AmbServerTx *tx, AmbRecord *merge, GError **error);
/** amb_server_find_kept: (out) (transfer full) (nullable): the record into which this very action
 * merges @removed */
gboolean amb_server_find_kept (AmbServerTx *tx, AmbRecord *removed, char **kept, GError **error);
/** amb_server_lead_dependent: what refers to @removed, unknown to who merged it, refers to @kept
 *, unless there is one like it about that already */
gboolean amb_server_lead_dependent (AmbServerTx *tx,
                                    const AmbDependent *dependent,
                                    AmbRecord *removed,
                                    const char *kept,
                                    GError **error);
/** amb_server_write_transition: the record of a move or of an imported state */
gboolean amb_server_write_transition (AmbServerTx *tx,
                                      AmbRecord *record,
                                      const char *from,
                                      const AmbPushOperation *operation,
                                      GError **error);
/** amb_server_bump: a new version of the row that leaves the versions of its fields alone */
void amb_server_bump (AmbRecord *record, gint64 version);
/** amb_server_check_record: keys and references, as problems; @fields: those that changed, NULL for
 * all */
gboolean
amb_server_check_record (AmbServerTx *tx, AmbRecord *record, GHashTable *fields, GError **error);
/** amb_server_check_keys: of @fields (nullable: all), as a problem `duplicate` that names the other
 * where its author sees it */
gboolean
amb_server_check_keys (AmbServerTx *tx, AmbRecord *record, GHashTable *fields, GError **error);
/** amb_server_append_conflict: @field NULL: the whole record */
gboolean amb_server_append_conflict (AmbServerTx *tx,
                                     AmbServerOutcome *outcome,
                                     const AmbField *field,
                                     gint64 base,
                                     gint64 ver,
                                     const char *mine,
                                     const char *theirs,
                                     GError **error);

/* Feed. */
gboolean amb_server_feed_create_tables (AmbDb *db, GError **error);
gboolean amb_server_lead_create_tables (AmbDb *db, GError **error);
gboolean
amb_server_feed_publish (AmbServerTx *tx, AmbRecord *record, gboolean is_new, GError **error);
/** amb_server_feed_publish_edit: the same of a record that was read, changed and put by who writes
 * it: where nothing changed that decides on scopes, they are not asked for */
gboolean amb_server_feed_publish_edit (AmbServerTx *tx, AmbRecord *record, GError **error);
/** amb_server_feed_publish_cards: the narrower views of @person, whose spaces may be others now */
gboolean amb_server_feed_publish_cards (AmbServerTx *tx, const char *person, GError **error);

/* Reading. */
/** amb_server_begin_read: one snapshot until amb_server_end_read() */
gboolean amb_server_begin_read (AmbServerCore *self, GError **error);
void amb_server_end_read (AmbServerCore *self);
/** amb_server_read_cursor: (transfer full): NULL with AMB_PROBLEM_BAD_CURSOR or _EPOCH_CHANGED;
 * @text NULL or "": from the beginning */
AmbCursor *amb_server_read_cursor (AmbServerCore *self,
                                   const AmbPrincipal *principal,
                                   const char *text,
                                   gint64 head,
                                   GError **error);
/** amb_server_append_head: the first line of a page or a digest */
void amb_server_append_head (AmbServerCore *self, AmbFrameWriter *writer, const char *request);
/** amb_server_show: (transfer full): as much of @record as @view, its entity or a projection of it,
 * shows: what goes over the wire */
AmbRecord *amb_server_show (const AmbEntity *view, AmbRecord *record);

/* Scopes. */
/** amb_server_scope_list: (transfer full): names of the scopes that @record belongs to now, as
 * @view (its entity or a projection of it) shows it */
GPtrArray *amb_server_scope_list (AmbServerCore *self,
                                  const AmbEntity *view,
                                  AmbRecord *record,
                                  GError **error);
/** amb_server_scope_goes_through: does a rule of @view lead through own field @field to another
 * record? */
gboolean amb_server_scope_goes_through (const AmbEntity *view, const AmbField *field);
/** amb_server_scope_may_have_changed: has something of @record that the rules of @view read, since
 * it was read from its row? What they reach through a hop is told by whoever changes it there. */
gboolean amb_server_scope_may_have_changed (const AmbEntity *view, AmbRecord *record);

/* Calendars. */
gboolean amb_server_calendar_create_tables (AmbDb *db, GError **error);

/* Grants. */
gboolean amb_server_grants_create_tables (AmbDb *db, GError **error);
/** amb_server_grants_refresh: expands one principal's grants (@id 0: everybody's); another result
 * opens a generation */
gboolean amb_server_grants_refresh (AmbServerCore *self, gint64 id, GError **error);
/** amb_server_grants_renew: every scope of everybody is given anew, so that desks pull all of it
 * again; inside the caller's transaction */
gboolean amb_server_grants_renew (AmbServerCore *self, GError **error);
/** amb_server_grants_refresh_person: expands the grants of those who sign in as @person */
gboolean amb_server_grants_refresh_person (AmbServerCore *self, const char *person, GError **error);
/** amb_server_grants_is_person: does anybody sign in as @person? */
gboolean
amb_server_grants_is_person (AmbServerCore *self, const char *person, gboolean *is, GError **error);
/** amb_server_grants_find_scope: the number of the scope @name; 0: it isn't the principal's */
gboolean amb_server_grants_find_scope (AmbServerCore *self,
                                       const AmbPrincipal *principal,
                                       const char *name,
                                       gint64 *sid,
                                       GError **error);
/** amb_server_grants_can_write: what is read by everybody is written by managers only: a lead
 * writes in own nodes, an ambassador what is their own */
gboolean amb_server_grants_can_write (AmbServerCore *self,
                                      const AmbPrincipal *principal,
                                      AmbRecord *record,
                                      gboolean *can,
                                      GError **error);
/** amb_server_grants_leads: what the principal's access comes to at this row: a lead moves what is
 * their own, but in nobody's node of theirs, as an ambassador does */
gboolean amb_server_grants_leads (AmbServerCore *self,
                                  const AmbPrincipal *principal,
                                  AmbRecord *record,
                                  AmbAccess *acts,
                                  GError **error);
/** amb_server_grants_can_refer: may a record of the principal's refer to @target: is it seen, whole
 * or as a projection? */
gboolean amb_server_grants_can_refer (AmbServerCore *self,
                                      const AmbPrincipal *principal,
                                      AmbRecord *target,
                                      gboolean *can,
                                      GError **error);
/** amb_server_grants_can_see: does one of the record's scopes belong to the principal? */
gboolean amb_server_grants_can_see (AmbServerCore *self,
                                    const AmbPrincipal *principal,
                                    AmbRecord *record,
                                    gboolean *can,
                                    GError **error);

G_END_DECLS
