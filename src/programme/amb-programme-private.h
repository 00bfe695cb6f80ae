/* What the files of AmbProgramme share. */
#pragma once

#include "amb-content-check.h"
#include "amb-programme.h"

G_BEGIN_DECLS

struct _AmbProgramme
{
  GObject parent_instance;

  AmbStore *store;
  char *actor_name;   /* nullable */
  char *actor_person; /* nullable */
  AmbAccess access;
  gint64 group;        /* open undo group; 0: each command makes its own */
  gboolean is_undoing; /* what undo and redo do makes no undo group */
  char *tx;            /* nullable: what is done now reaches the server as one, all or nothing */
  gboolean
      types_again; /* what was typed once is typed again: what the program noted with it isn't */
};

/* One command: its transaction, its group, its tx id. Begun by amb_command_begin(), ended by
 * exactly one of amb_command_commit() and amb_command_abort(). */
typedef struct
{
  AmbProgramme *programme;
  AmbStore *store;
  gint64 group;
  char *tx;
  GHashTable *waiting; /* nullable: undo: ids of records that wait for a person again */
  gboolean merges;     /* redo: records are made one again, all in one action */
} AmbCommand;

/** amb_command_begin: @label: what “Undo …” says when the command makes its own group */
gboolean
amb_command_begin (AmbProgramme *programme, const char *label, AmbCommand *command, GError **error);
gboolean amb_command_commit (AmbCommand *command, GError **error);
void amb_command_abort (AmbCommand *command);

/** amb_programme_check_right: AMB_ERROR_DENIED, in words; _REFUSED where nobody has it */
gboolean amb_programme_check_right (AmbProgramme *self,
                                    const AmbEntity *entity,
                                    AmbRight right,
                                    GError **error);
/** amb_programme_move_alone: amb_programme_move() without what belongs to the move of a task that
 * is done */
gboolean amb_programme_move_alone (AmbProgramme *self,
                                   const AmbEntity *entity,
                                   const char *id,
                                   const char *to,
                                   const char *why,
                                   GError **error);

/* Writing, inside a command: row, journal and operation together. */
/** amb_command_create: @transition: (nullable): written already, of a record taken over in its
 * state */
gboolean
amb_command_create (AmbCommand *command, AmbRecord *record, const char *transition, GError **error);
gboolean
amb_command_patch (AmbCommand *command, AmbRecord *before, AmbRecord *after, GError **error);
/** amb_command_move: sets the state and writes the transition */
gboolean amb_command_move (
    AmbCommand *command, AmbRecord *record, const char *to, const char *why, GError **error);
/** amb_last_active_raise: who did what @record, a new one, says was active that day */
gboolean amb_last_active_raise (AmbCommand *command, AmbRecord *record, GError **error);
gboolean amb_command_remove (AmbCommand *command, AmbRecord *record, GError **error);
gboolean amb_command_restore (AmbCommand *command, AmbRecord *record, GError **error);

/** amb_command_forget_moves: to be called before a record is made anew under the id that a former
 * try had: the moves that went with that one never come back */
gboolean amb_command_forget_moves (AmbCommand *command, AmbRecord *record, GError **error);
/** amb_command_add_transition: the record of a move; (out) (transfer full) @id */
gboolean amb_command_add_transition (AmbCommand *command,
                                     AmbRecord *record,
                                     const char *from,
                                     const char *to,
                                     const char *why,
                                     gboolean imported,
                                     char **id,
                                     GError **error);

/** amb_command_send_back: before @after is written over @before (NULL: it is new): an item whose
 * approved text becomes one that nobody approved goes back into review. @before and @after get its
 * new state where they are the item. */
gboolean
amb_command_send_back (AmbCommand *command, AmbRecord *before, AmbRecord *after, GError **error);
/** amb_command_add_verdict: before @record moves to @to: the approval that says so, where the move
 * is a decision about a content item. @content: (nullable): what was checked */
gboolean amb_command_add_verdict (AmbCommand *command,
                                  AmbRecord *record,
                                  const char *to,
                                  const char *why,
                                  const AmbFacts *facts,
                                  const AmbContentFacts *content,
                                  GError **error);

/** amb_gate_facts_load: of a person, what assessments, seats, invitations, certificates,
 * assignments and consents say; amb_facts_clear() frees it */
gboolean amb_gate_facts_load (AmbStore *store, AmbRecord *record, AmbFacts *facts, GError **error);

G_END_DECLS
