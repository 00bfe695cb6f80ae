/* Commands: load facts, ask the rule, write rows, journal and operations in one transaction. */
#pragma once

#include "amb-access.h"
#include "amb-journal.h"
#include "amb-lifecycle.h"
#include "amb-outbox.h"

G_BEGIN_DECLS

#define AMB_TYPE_PROGRAMME (amb_programme_get_type ())
G_DECLARE_FINAL_TYPE (AmbProgramme, amb_programme, AMB, PROGRAMME, GObject)

/** amb_programme_new: over the one read-write store of a profile; same thread as the store */
AmbProgramme *amb_programme_new (AmbStore *store);
AmbStore *amb_programme_get_store (AmbProgramme *self);

/** amb_programme_set_actor: who acts; @person: id of an ambassador record or NULL. Default: the
 * profile's owner, a manager. */
void amb_programme_set_actor (AmbProgramme *self,
                              const char *name,
                              const char *person,
                              AmbAccess access);
/** amb_programme_load_actor: who acts is read from the file again, where sign-in and first run keep
 * it: "actor-name", "actor-person", "actor-access" */
void amb_programme_load_actor (AmbProgramme *self);
/** amb_programme_dup_actor_name: (transfer full): who acts in a file, in words: as signed in, else
 * as this computer calls whoever uses it */
char *amb_programme_dup_actor_name (AmbStore *store);
/** amb_programme_read_access: what amb_programme_load_actor() would make of a file's
 * "actor-access"; for whoever has only a store to read from */
AmbAccess amb_programme_read_access (AmbStore *store);
const char *amb_programme_get_actor_name (AmbProgramme *self);
/** amb_programme_get_access: of who acts. Any thread, without a statement. */
AmbAccess amb_programme_get_access (AmbProgramme *self);

/**
 * amb_programme_open_group:
 * @label: translated, what “Undo …” will say
 *
 * The commands up to amb_programme_close_group() are undone together. A command outside of a group
 * makes its own. Each command is still its own transaction unless the caller began one.
 */
gboolean amb_programme_open_group (AmbProgramme *self, const char *label, GError **error);
void amb_programme_close_group (AmbProgramme *self);
/** amb_programme_get_group: the open group, 0: none */
gint64 amb_programme_get_group (AmbProgramme *self);
/** amb_programme_resume_group: opens a closed group again: long commands let others in between
 * their chunks */
gboolean amb_programme_resume_group (AmbProgramme *self, gint64 group, GError **error);

typedef enum
{
  AMB_COMMAND_DEFAULT = 0,
  AMB_COMMAND_RUNNING = 1 << 0, /* import of a running programme: the given state is taken and its
                                   transition marked imported */
} AmbCommandFlags;

/** amb_programme_add: @record holds canonical values; its id is made when unset. Returns: (transfer
 * full): the id. Refused when a required field is missing, a KEY is taken (the message names the
 * record that has it), a reference is to nothing, or the state is not one in which a record may
 * begin. */
char *
amb_programme_add (AmbProgramme *self, AmbRecord *record, AmbCommandFlags flags, GError **error);
/** amb_programme_set: @values: field name → canonical value (NULL clears). A state is refused and
 * names the moves. Equal values change nothing. */
gboolean amb_programme_set (AmbProgramme *self,
                            const AmbEntity *entity,
                            const char *id,
                            GHashTable *values,
                            GError **error);
gboolean amb_programme_set_field (AmbProgramme *self,
                                  const AmbEntity *entity,
                                  const char *id,
                                  const char *field,
                                  const char *value,
                                  GError **error);
gboolean amb_programme_move (AmbProgramme *self,
                             const AmbEntity *entity,
                             const char *id,
                             const char *to,
                             const char *why,
                             GError **error);
/** amb_programme_remove: with what its delete rules say: AMB_ERROR_REFUSED names a record that
 * still refers to it */
gboolean
amb_programme_remove (AmbProgramme *self, const AmbEntity *entity, const char *id, GError **error);
/** amb_programme_restore: a removed record comes back, as it was */
gboolean
amb_programme_restore (AmbProgramme *self, const AmbEntity *entity, const char *id, GError **error);

/** amb_programme_load_facts: fills @facts for a move of @record by the actor; amb_facts_clear()
 * afterwards */
gboolean amb_programme_load_facts (
    AmbProgramme *self, AmbRecord *record, const char *why, AmbFacts *facts, GError **error);
/** amb_programme_read_facts: the same without a reason, for whoever has only a store to read from;
 * single rows by their keys */
gboolean
amb_programme_read_facts (AmbStore *store, AmbRecord *record, AmbFacts *facts, GError **error);

/**
 * amb_programme_open_gate:
 * @target: (nullable): a role's or a node's id, a track's (certificate), the version (charter), a
 *   day (notice, voluntary, end date); NULL: what is in force, today; of a role and a node one is
 *   needed
 *
 * What opens a gate of a person's next move in one step: the field, and the consent, certificate or
 * assignment behind it, in one undo group and one transaction. AMB_ERROR_REFUSED: a gate that is
 * not opened so.
 */
gboolean amb_programme_open_gate (
    AmbProgramme *self, const char *person, AmbGate gate, const char *target, GError **error);
/** amb_gate_may_open: does amb_programme_open_gate() know this one, and has @access the rights that
 * it needs? */
gboolean amb_gate_may_open (AmbGate gate, AmbAccess access);
/** amb_gate_get_chosen: (nullable): a reference to what is chosen to open it */
const AmbField *amb_gate_get_chosen (AmbGate gate);

typedef struct
{
  char *label;     /* of the group */
  guint n_undone;  /* changes taken back */
  GPtrArray *left; /* of char *: a sentence for each change that was left alone, and why */
} AmbUndoReport;
void amb_undo_report_free (AmbUndoReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbUndoReport, amb_undo_report_free)

/** amb_programme_undo: takes the latest group back; AMB_ERROR_NOT_FOUND when there is nothing to
 * undo */
AmbUndoReport *amb_programme_undo (AmbProgramme *self, GError **error);
AmbUndoReport *amb_programme_redo (AmbProgramme *self, GError **error);

/** amb_facts_load: day, instant, latest move of @record into its state and, of a person, what the
 * gates ask of other records, for whoever moves it; the other members stay */
gboolean amb_facts_load (AmbStore *store, AmbRecord *record, AmbFacts *facts, GError **error);
void amb_facts_clear (AmbFacts *facts);

/** amb_who_load: AmbWho bits of @person (nullable), who has @access, for moves of @record */
gboolean amb_who_load (AmbStore *store,
                       AmbRecord *record,
                       AmbAccess access,
                       const char *person,
                       guint *who,
                       GError **error);

/* Checks that server and client share. Each sets AMB_ERROR_INVALID or _REFUSED in words. */
/** amb_check_keys: is another living record using a KEY value of @record, or what there is once of
 * its entity? @changed: names of the fields to look at, NULL: all. (out) (nullable) (transfer full)
 * @other: its id. AMB_ERROR_CONFLICT */
gboolean amb_check_keys (
    AmbStore *store, AmbRecord *record, GHashTable *changed, char **other, GError **error);
/** amb_check_keys_in: the same, if @record were in @state; for whoever moves it */
gboolean amb_check_keys_in (
    AmbStore *store, AmbRecord *record, const char *state, char **other, GError **error);
/** amb_check_reference: does @field, if it is a reference, lead to a living record and not in a
 * circle? */
gboolean
amb_check_reference (AmbStore *store, AmbRecord *record, const AmbField *field, GError **error);
/** amb_check_references: each that is another than in @before (nullable: each). One that was not
 * touched survives, also when this desk does not hold what it leads to. */
gboolean
amb_check_references (AmbStore *store, AmbRecord *record, AmbRecord *before, GError **error);
/** amb_check_reference_is: is what @field of @record refers to such a record as it asks for
 * (`ref_is`)? The message doesn't name the field. Of what a person or a file says, not of what
 * desks send. */
gboolean
amb_check_reference_is (AmbStore *store, AmbRecord *record, const AmbField *field, GError **error);
/** amb_check_references_are: each that is another than in @before (nullable: each); the message
 * names the field */
gboolean
amb_check_references_are (AmbStore *store, AmbRecord *record, AmbRecord *before, GError **error);
/** amb_check_right: has @access that right? AMB_ERROR_DENIED, in words; _REFUSED where nobody has
 * it
 */
gboolean
amb_check_right (AmbAccess access, const AmbEntity *entity, AmbRight right, GError **error);
/** amb_check_place: may @access write this row, where it is? What is read through `org` is written
 * by managers only. AMB_ERROR_DENIED */
gboolean amb_check_place (AmbStore *store, AmbAccess access, AmbRecord *record, GError **error);
/** amb_list_foreign: (transfer full): rids (gint64) of the rows of @entity that amb_check_place()
 * refuses, in one statement; any thread with a store */
GHashTable *
amb_list_foreign (AmbStore *store, AmbAccess access, const AmbEntity *entity, GError **error);
/** amb_set_place_refusal: what amb_check_place() says of a row of @title (nullable) that may not be
 * written */
void amb_set_place_refusal (const char *title, GError **error);
/** amb_check_leads: (out) @acts: what @access comes to at this row: a lead who holds it, but not by
 * a node of theirs, moves it as an ambassador does. Of desktops; the server knows grants. */
gboolean amb_check_leads (
    AmbStore *store, AmbRecord *record, AmbAccess access, AmbAccess *acts, GError **error);
/** amb_check_takes_part: may @person (nullable) make this record, if only members of its space do,
 * or only who decides about its content item? AMB_ERROR_DENIED */
gboolean amb_check_takes_part (
    AmbStore *store, AmbAccess access, const char *person, AmbRecord *record, GError **error);
/** amb_check_takes: does what @record belongs to still take new ones? AMB_ERROR_REFUSED */
gboolean amb_check_takes (AmbStore *store, AmbRecord *record, GError **error);
typedef enum
{
  AMB_FACTS_HERE = 0,
  AMB_FACTS_ANYWHERE = 1 << 0,   /* whoever writes may be in another time zone than this machine: a
                                    day has come when it has begun somewhere on Earth */
  AMB_FACTS_TAKEN_OVER = 1 << 1, /* of a running programme: what it belonged to may be over */
} AmbFactFlags;
/**
 * amb_check_facts:
 * @changed: (nullable): names of the fields to look at, NULL: all
 * @field: (out) (nullable): the one that is wrong, which the message doesn't name; NULL: none alone
 *
 * Is what @record says possible: nothing is still to come that has happened (AMB_FIELD_PAST), days
 * lie within those of what it belongs to (`bounds`), something is said (`any`), a charter was in
 * force, a step is one of a role that is held? Of what a person or
 * a file says, not of what desks send: theirs was checked by their own clock.
 */
gboolean amb_check_facts (AmbStore *store,
                          AmbRecord *record,
                          GHashTable *changed,
                          AmbFactFlags flags,
                          const AmbField **field,
                          GError **error);
/** amb_check_step: does the person of @tick hold the role of its step on that day?
 * AMB_ERROR_REFUSED names both */
gboolean amb_check_step (AmbStore *store, AmbRecord *tick, GError **error);
/** amb_check_to_come: is @day (nullable), by which something is asked for, today or later? */
gboolean amb_check_to_come (AmbStore *store, const char *day, GError **error);
/** amb_check_begin_state: may a record begin in this state? */
gboolean amb_check_begin_state (AmbRecord *record, GError **error);

/* What deleting @id does to the records that refer to it. */
typedef struct
{
  const AmbEntity *entity;
  char *id;
  const AmbField *field;
  AmbOnDelete rule;
} AmbDependent;
void amb_dependent_free (AmbDependent *self);
/** amb_list_dependents: (transfer full): of AmbDependent, cascades followed */
GPtrArray *
amb_list_dependents (AmbStore *store, const AmbEntity *entity, const char *id, GError **error);
/** amb_find_refusal: (nullable): that of @dependents because of which the record stays: a record of
 * what happened before what one might change */
const AmbDependent *amb_find_refusal (GPtrArray *dependents);
/** amb_dup_kept: (transfer full) (nullable): why @record is never removed, and the way out; NULL
 * where @dependent can be changed or removed itself */
char *amb_dup_kept (AmbStore *store, AmbRecord *record, const AmbDependent *dependent);

G_END_DECLS
