/* What happened to a record, and the versions of a text, as far as this computer knows: the journal
 * is a desk's own memory, moves and approvals come from all desks. */
#pragma once

#include "amb-journal.h"

G_BEGIN_DECLS

/* One of both. */
typedef struct
{
  gint64 at;              /* ms since the epoch; 0: not known */
  AmbJournalEntry *entry; /* owned, nullable */
  AmbRecord *move;        /* owned, nullable: a transition */
} AmbHistoryLine;

/** amb_history_list: (transfer full): of AmbHistoryLine, the newest first: moves, also those of
 * colleagues, and what the journal has beside them. At most @limit of either; −1: all. Any thread.
 */
GPtrArray *amb_history_list (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error);
/** amb_history_list_moves: (transfer full): transitions of the record, the newest first */
GPtrArray *amb_history_list_moves (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error);

typedef struct
{
  char *text;         /* never NULL */
  char *by;           /* nullable: who wrote it */
  gint64 at;          /* 0: when is not known: what was there before the first change, or is now */
  gboolean is_remote; /* came from a colleague */
  gboolean is_approved; /* is what an approval holds the seal of */
} AmbTextVersion;

typedef struct
{
  GPtrArray *versions; /* of AmbTextVersion, the newest first, which is what is there now */
  gboolean is_whole; /* the last one is the text as it was at first, and none is missing between */
  gboolean is_changed; /* it was approved, and what is there now was not */
} AmbTextVersions;

/** amb_text_versions_read: (transfer full): of the `body` of a content item or variant. Any thread.
 */
AmbTextVersions *amb_text_versions_read (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error);
void amb_text_versions_free (AmbTextVersions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbTextVersions, amb_text_versions_free)

G_END_DECLS
