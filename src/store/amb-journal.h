/* The journal: every change with its old value; undo groups; drafts. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_JOURNAL_CREATE,
  AMB_JOURNAL_SET,
  AMB_JOURNAL_MOVE,
  AMB_JOURNAL_REMOVE,
  AMB_JOURNAL_RESTORE,
  AMB_JOURNAL_REMOTE, /* a pull changed the field */
} AmbJournalAction;

typedef struct
{
  gint64 seq;
  gint64 group;
  gint64 at;
  char *by; /* nullable: a person's or a principal's name */
  const AmbEntity *entity;
  char *id;
  AmbJournalAction action;
  const AmbField *field; /* SET, MOVE, REMOTE */
  char *old, *value;     /* nullable; of a REMOVE, old is the version that was seen */
  char *why;             /* nullable: MOVE */
} AmbJournalEntry;
void amb_journal_entry_free (AmbJournalEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbJournalEntry, amb_journal_entry_free)

/** amb_journal_open_group: a new undo group; @label is what “Undo …” says, already translated. The
 * oldest beyond 100 stop being undoable. */
gboolean amb_journal_open_group (AmbStore *store, const char *label, gint64 *group, GError **error);
gboolean amb_journal_add (AmbStore *store,
                          gint64 group,
                          const char *by,
                          AmbJournalAction action,
                          const AmbEntity *entity,
                          const char *id,
                          const AmbField *field,
                          const char *old,
                          const char *value,
                          const char *why,
                          GError **error);
/** amb_journal_list_group: (transfer full): in the order they were done */
GPtrArray *amb_journal_list_group (AmbStore *store, gint64 group, GError **error);
/** amb_journal_list_record: (transfer full): history of one record, newest first */
GPtrArray *amb_journal_list_record (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error);

/** amb_journal_get_undo: the group that undo (@redo FALSE) or redo would take; 0 when there is
 * none; (out) (transfer full) (nullable) @label */
gint64 amb_journal_get_undo (AmbStore *store, gboolean redo, char **label);
typedef enum
{
  AMB_GROUP_DONE,
  AMB_GROUP_UNDONE,
  AMB_GROUP_SPENT
} AmbGroupState;
gboolean
amb_journal_set_group_state (AmbStore *store, gint64 group, AmbGroupState state, GError **error);
/** amb_journal_spend_redo: a new action makes what was undone unredoable */
gboolean amb_journal_spend_redo (AmbStore *store, GError **error);

/* Drafts: text as typed, not yet valid or not yet left; id "" for a record being made. */
gboolean amb_draft_set (AmbStore *store,
                        const AmbEntity *entity,
                        const char *id,
                        const char *field,
                        const char *text,
                        GError **error);
gboolean amb_draft_remove (AmbStore *store,
                           const AmbEntity *entity,
                           const char *id,
                           const char *field,
                           GError **error); /* @field NULL: all of the record */
/** amb_draft_list: (transfer full): field → text */
GHashTable *
amb_draft_list (AmbStore *store, const AmbEntity *entity, const char *id, GError **error);

G_END_DECLS
