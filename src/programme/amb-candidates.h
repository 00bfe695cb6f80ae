/* The candidates of a call, ranked by their fit, and what each fit is made of. */
#pragma once

#include "amb-access.h"
#include "amb-fit.h"
#include "amb-store.h"

G_BEGIN_DECLS

/* One criterion; the rule's part of it is in AmbCandidates.criteria, at the same index. */
typedef struct
{
  char *name;
  char *guide; /* nullable */
} AmbCandidateCriterion;

/* One score; the rule's part of it is in AmbCandidate.scores, at the same index. */
typedef struct
{
  char *id;       /* of the assessment */
  char *rater;    /* nullable: the name */
  char *evidence; /* nullable */
  char *rated_on; /* nullable: a day */
} AmbCandidateAnswer;

typedef struct
{
  char *id;           /* of the person; of the application for a blind rater */
  char *application;  /* nullable: nominated only, or rated as a person */
  char *name;         /* NULL: a blind rater doesn't learn it */
  char *state;        /* of the person; of the application for a blind rater */
  char *role;         /* nullable: id of the role that the fit is for */
  char *since;        /* nullable: the day of the application or nomination */
  GArray *scores;     /* of AmbFitScore */
  GPtrArray *answers; /* of AmbCandidateAnswer; NULL unless it was asked for this one */
  AmbFit *fit;
  guint rank; /* from 1; 0: no fit yet, or it is of own scores alone */
} AmbCandidate;

typedef struct
{
  const char *call;   /* nullable: those who stand in no call, by the programme's criteria */
  const char *role;   /* nullable: each for the role that they wish */
  const char *detail; /* nullable: id of the candidate whose answers are read too */
  int seats;          /* above the cut; −1: those of the call that nobody has taken yet */
  gboolean is_rated;  /* only those of whom something was said: their fits are the same, their ranks
                         are not */
} AmbCandidatesQuery;

typedef struct
{
  char *call;            /* nullable */
  char *call_name;       /* nullable */
  gboolean is_blind;     /* the call hides names on a manager's screen: a choice of display */
  gboolean is_own;       /* only the scores of whoever asks are here: no rank comes of them */
  gboolean has_seats;    /* there is a number of them */
  guint seats;           /* above the cut */
  guint taken;           /* seats of the call that are not among them any longer */
  GArray *criteria;      /* of AmbFitCriterion, in their order */
  GPtrArray *details;    /* of AmbCandidateCriterion */
  GHashTable *roles;     /* id → name, of all roles */
  GPtrArray *candidates; /* of AmbCandidate, in the order of amb_fit_standing_compare() */
  GStringChunk *texts;
} AmbCandidates;

/**
 * amb_candidates_load:
 * @store: a reader's, or any; who asks is read from it
 *
 * Candidates are people who are nominated, applied, in review, shortlisted or waitlisted, with an
 * application to the call that was neither withdrawn nor turned down, or a nomination for it; with
 * a role, those who wish it or none, or were rated for it. A call that has criteria of its own in
 * use is judged by those alone, another by the programme's. What a rater said of the application
 * counts before what the same one said of the person. Whoever doesn't hold everybody's scores gets
 * their own; an ambassador gets applications without a name, as their cache has them.
 *
 * Five statements whatever the number of candidates. Any thread that the store may be used on.
 *
 * Returns: (transfer full): AMB_ERROR_NOT_FOUND: no such call or role; AMB_ERROR_DENIED: no right
 * to see assessments
 */
AmbCandidates *
amb_candidates_load (AmbStore *store, const AmbCandidatesQuery *query, GError **error);
void amb_candidates_free (AmbCandidates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCandidates, amb_candidates_free)

/** amb_candidates_find: by the id of the person or of the application; (nullable) */
AmbCandidate *amb_candidates_find (const AmbCandidates *self, const char *id);
/** amb_candidates_find_change: what would change the decision about @candidate */
void amb_candidates_find_change (const AmbCandidates *self,
                                 const AmbCandidate *candidate,
                                 AmbFitChange *change);
/** amb_candidates_is_above: is @candidate above the cut? */
gboolean amb_candidates_is_above (const AmbCandidates *self, const AmbCandidate *candidate);

typedef struct
{
  char *id; /* NULL: of no call */
  char *name;
  gint64 count;
} AmbCandidatesCall;
/** amb_candidates_list_calls: (transfer full): of AmbCandidatesCall: the calls in which candidates
 * stand, the latest first, with how many; then those of no call, when there are any */
GPtrArray *amb_candidates_list_calls (AmbStore *store, GError **error);
/** amb_candidates_find_call: (out) (transfer full) (nullable) @call: the latest call in which
 * @candidate, a person or a blind rater's application, stands; NULL: in none */
gboolean
amb_candidates_find_call (AmbStore *store, const char *candidate, char **call, GError **error);

/** amb_candidates_list_fits: (transfer full): id of a person → fit as text, of all who have one, in
 * the latest call in which they stand. Five statements a call. Errors as of amb_candidates_load()
 */
GHashTable *amb_candidates_list_fits (AmbStore *store, GError **error);

/* The same words for the window, the command line and the sheet; translated. */
/** amb_candidate_dup_title: (transfer full): the name, or what a blind rater may know */
char *amb_candidate_dup_title (const AmbCandidates *self, const AmbCandidate *candidate);
/** amb_fit_dup_text: (transfer full): hundredths as a number of the locale; “–” for AMB_FIT_NONE */
char *amb_fit_dup_text (int hundredths);
/** amb_fit_dup_decimal: (transfer full): the same of a canonical decimal, as a seat keeps it */
char *amb_fit_dup_decimal (const char *decimal);
/** amb_fit_dup_share: (transfer full): “85 %”, rounded down */
char *amb_fit_dup_share (int share);
/** amb_fit_bar_dup_score: (transfer full): the mean of the raters, as “4.5”, if they gave @points
 * more; “–” without one */
char *amb_fit_bar_dup_score (const AmbFitBar *bar, int points);
/** amb_fit_bar_dup_spread: (transfer full): how far the raters are apart, in words */
char *amb_fit_bar_dup_spread (const AmbFitBar *bar);
/** amb_fit_dup_gate: (transfer full): a sentence: may it be decided, and what is missing? */
char *amb_fit_dup_gate (const AmbFit *fit);
/** amb_candidates_dup_seats: (transfer full): a sentence: where the cut is */
char *amb_candidates_dup_seats (const AmbCandidates *self);
/** amb_candidates_dup_change: (transfer full): a sentence: what would change the decision */
char *amb_candidates_dup_change (const AmbCandidates *self, const AmbCandidate *candidate);

G_END_DECLS
