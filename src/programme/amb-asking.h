/* Asking people to do something: what is said before it is sent, and the tasks that it makes. */
#pragma once

#include "amb-programme.h"
#include "amb-request.h"

G_BEGIN_DECLS

/* Whom a request is addressed to. */
typedef enum
{
  AMB_ASK_PEOPLE,
  AMB_ASK_ROLE,   /* those of the roster who hold it today */
  AMB_ASK_NODE,   /* those of the roster who belong to it or to what lies below it */
  AMB_ASK_COHORT, /* those who have a seat in it */
} AmbAskTo;

/* A request, as whoever sends it composes it. A plain value: copy it for another thread. */
typedef struct
{
  char *id;        /* UUIDv7: a request that is sent again makes nothing again */
  AmbRecord *task; /* what each person gets, but for what the sending fills in */
  AmbAskTo to;
  char **ids;      /* of the people; of a role, a node, a cohort: one */
  guint leave_out; /* AmbRequestNote: who has one of these is left out; so is, whatever this says,
                      who is not in the roster */
} AmbAsk;

/** amb_ask_new: to nobody yet. Leaves out whoever is paused or was asked often enough. */
AmbAsk *amb_ask_new (AmbClock *clock);
AmbAsk *amb_ask_copy (const AmbAsk *self);
void amb_ask_free (AmbAsk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbAsk, amb_ask_free)
/** amb_ask_set_target: @ids: copied; NULL: nobody */
void amb_ask_set_target (AmbAsk *self, AmbAskTo to, const char *const *ids);
/** amb_ask_get_target_entity: what the ids are ids of */
const AmbEntity *amb_ask_get_target_entity (AmbAskTo to);

typedef struct
{
  char *id;
  char *name;       /* nullable: only of whom something is to be said */
  guint notes;      /* AmbRequestNote */
  int n_asked;      /* requests of this month */
  const char *time; /* nullable: what their clock shows: "22:10", of whoever has AMB_REQUEST_QUIET;
                       of the preview */
} AmbAskPerson;

typedef struct
{
  GPtrArray *people; /* of AmbAskPerson, by name; in short the first of those who have a note */
  guint n_people;    /* whom the request would reach */
  guint n_asked;     /* of them, who gets it */
  guint n_outside, n_paused, n_budget, n_quiet;
  int budget;        /* as of AmbRequestRules */
  char *quiet_from;  /* nullable */
  char *quiet_until; /* nullable */
  GStringChunk *times;
} AmbAskPreview;

/** amb_ask_preview: whom @ask would reach, and what speaks against asking them. One statement over
 * the people; any store. */
AmbAskPreview *amb_ask_preview (AmbStore *store, const AmbAsk *ask, GError **error);
/** amb_ask_preview_short: the same numbers, but `people` are no more than the first @most of each
 * note: what a window shows, at once also of a hundred thousand */
AmbAskPreview *
amb_ask_preview_short (AmbStore *store, const AmbAsk *ask, guint most, GError **error);
void amb_ask_preview_free (AmbAskPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbAskPreview, amb_ask_preview_free)
/** amb_ask_gets: does this person get @ask? */
gboolean amb_ask_gets (const AmbAsk *ask, const AmbAskPerson *person);

typedef struct
{
  guint n_made;
  guint n_before;   /* had it already: the request was sent before */
  guint n_left_out; /* by what was said before sending */
} AmbAskReport;

/**
 * amb_programme_ask:
 *
 * Makes one task for each person, all in one transaction and one undo group. AMB_ERROR_DENIED
 * without the right to make tasks, AMB_ERROR_INVALID when the task is not one, AMB_ERROR_REFUSED
 * when nobody is left to ask.
 */
gboolean
amb_programme_ask (AmbProgramme *self, const AmbAsk *ask, AmbAskReport *report, GError **error);

G_END_DECLS
