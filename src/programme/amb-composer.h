/* Composing a cohort: candidates, draft and wait list, what the draft covers, and its acts. */
#pragma once

#include "amb-coverage-facts.h"

G_BEGIN_DECLS

/* Somebody who could have a seat, or has one, or waits. */
typedef struct
{
  char *id;
  char *seat_id; /* nullable: of the seat or the place on the wait list */
  char *name;
  char *state;
  char *node_id, *node;             /* nullable */
  char *department_id, *department; /* nullable */
  char *country, *language;         /* nullable */
  char *role_id, *role;             /* nullable: of the seat, else as wished in the application */
  char *reason;                     /* nullable */
  char *fit;                        /* nullable: from 0 to 100; never part of the coverage */
  char *audiences; /* nullable: words: whom they reach, by the contacts whom they answer and the
                      content that is theirs; only of those who have a place */
  gboolean waits;  /* on the wait list */
} AmbComposerPerson;

typedef enum
{
  AMB_COMPOSER_ROLE,
  AMB_COMPOSER_DEPARTMENT,
  AMB_COMPOSER_COUNTRY,
  AMB_COMPOSER_LANGUAGE,
  AMB_COMPOSER_AUDIENCE, /* one person may reach several, so they add up to more */
  AMB_COMPOSER_N_SIDES,
} AmbComposerSide;

/* How many of the draft share a role, a department… An audience that nobody reaches has 0. */
typedef struct
{
  AmbComposerSide side;
  char *value; /* nullable: unknown; an id, or the code of a country, a language, an audience */
  char *name;  /* nullable: of a record; codes are named by whoever shows them */
  guint n;
} AmbComposerTally;

/* What is wanted and not covered, with the draft taken in. */
typedef struct
{
  char *role_id, *role; /* nullable: nobody of the department */
  char *node_id, *node;
  gint64 missing;
  gboolean nobody; /* neither today nor in the draft */
} AmbComposerHole;

typedef struct
{
  char *id;
  char *name;
  char *state;
  char *reason;     /* nullable */
  gint64 seats;     /* 0: not chosen yet */
  GPtrArray *draft; /* of AmbComposerPerson, in order */
  GPtrArray *wait;  /* of AmbComposerPerson: the first comes next */
  GPtrArray *tallies;
  GPtrArray *holes; /* the largest first */
  guint n_filled;   /* holes of the network that the draft closes */
} AmbComposition;

void amb_composition_free (AmbComposition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbComposition, amb_composition_free)

/** amb_composer_load: one draft or frozen cohort as it stands. On the thread of @store. */
AmbComposition *amb_composer_load (AmbStore *store, const char *cohort, GError **error);

/**
 * amb_composer_list_candidates:
 * @search: (nullable): words, as in lists
 * @node: (nullable): id: that node and what is below it
 * @language: (nullable)
 * @state: (nullable): "shortlisted", "waitlisted" or "in_review"; NULL: all three
 *
 * Candidates who have no place in @cohort yet, by name; those in review can't be decided yet.
 *
 * Returns: (transfer full): of AmbComposerPerson
 */
GPtrArray *amb_composer_list_candidates (AmbStore *store,
                                         const char *cohort,
                                         const char *search,
                                         const char *node,
                                         const char *language,
                                         const char *state,
                                         gint64 limit,
                                         GError **error);

/** amb_composer_load_fits: (transfer full) (nullable): id of a person → fit from 0 to 100 as text,
 * of the candidates of the cohort's call, or without one of all, each in the latest call in which
 * they stand; NULL without @error for whoever may not see it */
GHashTable *amb_composer_load_fits (AmbStore *store, const char *cohort, GError **error);

/* Who would be taken, were it for the fit alone; somebody decides. */
typedef struct
{
  GPtrArray *people; /* of AmbComposerPerson who can be decided and have no seat of another cohort;
                        the best fit first; their reasons are drafts: what is known that speaks for
                        them */
  gint64 n_free;     /* seats that nobody has; −1: no number of seats is set */
  guint n_open;      /* candidates in review, who can't be decided yet */
} AmbComposerProposal;

void amb_composer_proposal_free (AmbComposerProposal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbComposerProposal, amb_composer_proposal_free)

/**
 * amb_composer_propose:
 * @node: (nullable): id: candidates of that node and of what is below it
 *
 * Those without a fit come last, and nobody by their name. What the draft doesn't cover is told in
 * the reasons and changes no place. Any thread that the store may be used on.
 */
AmbComposerProposal *
amb_composer_propose (AmbStore *store, const char *cohort, const char *node, GError **error);

/** amb_composer_hole_dup_text: (transfer full): “Nobody in Asia for monitoring” */
char *amb_composer_hole_dup_text (const AmbComposerHole *self);

/* Acts. Each is one undo and one transaction, and needs a draft: a frozen cohort is refused and
 * says how it is opened again. People are named by their ids. */

/**
 * amb_composer_add:
 * @waits: onto the wait list; else seats are filled as long as there are any, in this order, and
 * the rest goes onto the wait list
 * @role: (nullable): for all of them; NULL: each the role that they wished
 * @reason: (nullable): why they have their places
 */
gboolean amb_composer_add (AmbProgramme *self,
                           const char *cohort,
                           const char *const *people,
                           gboolean waits,
                           const char *role,
                           const char *reason,
                           GError **error);

/* Somebody who is chosen, and why. */
typedef struct
{
  const char *person;
  const char *reason; /* nullable */
  gboolean waits;     /* onto the wait list; so does whoever finds no free seat */
} AmbComposerChoice;

/** amb_composer_fill: @choices get their places in this order, each the role that they wished */
gboolean amb_composer_fill (AmbProgramme *self,
                            const char *cohort,
                            const AmbComposerChoice *choices,
                            guint n_choices,
                            GError **error);
gboolean amb_composer_take_out (AmbProgramme *self,
                                const char *cohort,
                                const char *const *people,
                                GError **error);
/** amb_composer_shift: @by: places up (negative) or down in their list */
gboolean amb_composer_shift (
    AmbProgramme *self, const char *cohort, const char *person, int by, GError **error);
/** amb_composer_put: from the draft to the end of the wait list (@waits) or back */
gboolean amb_composer_put (
    AmbProgramme *self, const char *cohort, const char *person, gboolean waits, GError **error);
/** amb_composer_reuse: those who waited last in @from, and are candidates still, join the wait list
 * of @cohort, in their order. (out) (optional) @n_taken */
gboolean amb_composer_reuse (
    AmbProgramme *self, const char *cohort, const char *from, guint *n_taken, GError **error);
/**
 * amb_composer_freeze:
 * @reason: why these people, and which holes remain
 *
 * The draft becomes a decision, written as one too; nobody's state changes: inviting is the next
 * step. Refused as long as somebody in the draft can't be decided yet, or there are more people
 * than seats.
 */
gboolean
amb_composer_freeze (AmbProgramme *self, const char *cohort, const char *reason, GError **error);

/* What both drafts have of a role, a department… */
typedef struct
{
  const AmbComposerTally *tally; /* borrowed: of either; names it */
  guint n_first, n_second;
} AmbComposerPair;

/* Two drafts side by side. A hole is the same if as many are missing. */
typedef struct
{
  AmbComposition *first, *second;
  GPtrArray *both;        /* of AmbComposerPerson of `first`, borrowed: in both drafts */
  GPtrArray *only_first;  /* borrowed */
  GPtrArray *only_second; /* borrowed */
  GPtrArray *holes_both;  /* of AmbComposerHole of `first`, borrowed */
  GPtrArray *holes_first; /* borrowed: of that draft alone */
  GPtrArray *holes_second;
  GArray *pairs; /* of AmbComposerPair: by side, those that differ first */
} AmbComposerComparison;

void amb_composer_comparison_free (AmbComposerComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbComposerComparison, amb_composer_comparison_free)

AmbComposerComparison *
amb_composer_compare (AmbStore *store, const char *first, const char *second, GError **error);

/* Invitations of a frozen cohort. */

/* What became of the invitation of somebody who has a seat. */
typedef struct
{
  char *person, *name;
  char *state;      /* of the person */
  char *invitation; /* nullable: none counts */
  char *
      standing; /* nullable: “sent”, “lapsed” (sent, and the day is over), “accepted”, “declined” */
  char *answer_by;  /* nullable */
  char *answered;   /* nullable: the day */
  char *channel;    /* nullable: of an answer that was recorded on their behalf */
  char *by;         /* nullable: name of whoever recorded it */
  gboolean gave_up; /* the seat went to somebody else */
} AmbComposerGuest;

/** amb_composer_list_guests: (transfer full): of AmbComposerGuest: everybody of a seat, and those
 * who gave theirs up, in the order of the seats. On the thread of @store. */
GPtrArray *amb_composer_list_guests (AmbStore *store, const char *cohort, GError **error);

/**
 * amb_composer_invite:
 * @people: (nullable): of those who have seats; NULL: all of them
 * @text: (nullable): what is written to them, with the placeholders of letters; NULL: the template
 * of an invitation in the language of each
 * @answer_by: a day
 * @n_invited: (out) (optional)
 *
 * Everybody of a seat who is shortlisted (or waitlisted, which a frozen seat ends) and not invited
 * yet gets an invitation, which counts as sent, and is invited. One undo.
 */
gboolean amb_composer_invite (AmbProgramme *self,
                              const char *cohort,
                              const char *const *people,
                              const char *text,
                              const char *answer_by,
                              guint *n_invited,
                              GError **error);
/**
 * amb_composer_answer:
 * @answered_on: (nullable): a day; NULL: now
 * @channel: (nullable): as the choices of an invitation
 * @proof: (nullable): where the answer can be found, when it is recorded on their behalf
 * @next: (out) (optional) (transfer full) (nullable): after a no, whoever comes next on the wait
 * list
 *
 * The invitation that waits, and its person. Whoever records an answer that isn't their own is kept
 * with it. One undo.
 */
gboolean amb_composer_answer (AmbProgramme *self,
                              const char *cohort,
                              const char *person,
                              gboolean accepts,
                              const char *answered_on,
                              const char *channel,
                              const char *proof,
                              char **next,
                              GError **error);

/**
 * amb_composer_promote:
 * @person: (nullable): of the wait list; NULL: whoever comes next
 * @reason: why
 * @promoted: (out) (optional) (transfer full): who got the seat
 *
 * A seat of the frozen cohort goes to somebody of its wait list: that of the first who declined,
 * withdrew or left, who keeps it as one that was given up; or one that nobody had. The seat says
 * why, and a decision is written beside that of freezing. One undo. Errors: AMB_ERROR_REFUSED when
 * every seat is held.
 */
gboolean amb_composer_promote (AmbProgramme *self,
                               const char *cohort,
                               const char *person,
                               const char *reason,
                               char **promoted,
                               GError **error);

G_END_DECLS
