/* Who shows by what they do that they could be an ambassador: pure functions over the programme's
 * thresholds and what is known of a person. Nobody is ranked: a threshold is met, or it is not. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_FOUND_ENTHUSIAST, /* acts for the programme without being in it, volunteered, was nominated */
  AMB_FOUND_OUTSIDE,    /* declared a public profile, and speaks there */
  AMB_FOUND_INSIDE,     /* shares in the internal network */
  AMB_FOUND_N_KINDS,
} AmbFoundKind;

/* The programme's thresholds. */
typedef struct
{
  int days;        /* up to today, today included */
  int own;         /* of the enthusiastic; 0 or less: nobody is found by it */
  int outside;     /* of those present outside; the same */
  int inside;      /* of those sharing inside; the same */
  int later_days;  /* that “not now” lasts */
  int tell_days;   /* in which somebody found is told */
  int keep_months; /* after which somebody found and not told is removed */
} AmbFoundRules;

/** amb_found_read_rules: @programme: the singleton's record, or a new one for the initial values */
void amb_found_read_rules (AmbFoundRules *self, AmbRecord *programme);

/* What a person did of one kind in one place, in those days. */
typedef struct
{
  const char *kind; /* of an activity */
  gboolean is_public;
  gboolean is_own;   /* done for the programme: told, or noted by it; not out of a file */
  const char *place; /* nullable */
  gint64 count;
  const char *last; /* day */
} AmbFoundDeed;

typedef struct
{
  const char *state;
  const char *again_on;       /* nullable: day from which on they are suggested again */
  gboolean has_profile;       /* declared a public profile */
  const char *nominated_on;   /* nullable: the last time, by somebody else */
  const char *volunteered_on; /* nullable: the last time they applied or nominated themselves */
  GArray *deeds;              /* of AmbFoundDeed */
} AmbFoundPerson;

/** amb_found_judge: bits 1 << AmbFoundKind; 0 for whoever is in the lifecycle, or put off until
 * after @today */
guint amb_found_judge (const AmbFoundRules *self, const AmbFoundPerson *person, const char *today);
/** amb_found_get_counts: (out) @counts: what the deeds come to for each kind, which is held against
 * its threshold */
void amb_found_get_counts (const AmbFoundPerson *person, gint64 counts[AMB_FOUND_N_KINDS]);
/** amb_found_may_meet: does one of @counts meet its threshold? Whoever meets none, and was called
 * by nobody, is never suggested */
gboolean amb_found_may_meet (const AmbFoundRules *self, const gint64 counts[AMB_FOUND_N_KINDS]);
/** amb_found_deed_counts: does @deed speak for @kind? Clicks and readings speak for none. */
gboolean amb_found_deed_counts (const AmbFoundDeed *deed, AmbFoundKind kind);

/** amb_found_get_id: “enthusiast”, “outside”, “inside” */
const char *amb_found_get_id (AmbFoundKind kind);
/** amb_found_find: −1: no kind is called so */
int amb_found_find (const char *id);

/** amb_found_dup_from: (transfer full): the first of the days that are looked at */
char *amb_found_dup_from (const AmbFoundRules *self, const char *today);
/** amb_found_dup_deadline: (transfer full): the last day on which somebody identified on @since is
 * told */
char *amb_found_dup_deadline (const AmbFoundRules *self, const char *since);
/** amb_found_dup_removal: (transfer full): the day from which on they are removed if nobody told
 * them; the 31st of a month that has none is its last day */
char *amb_found_dup_removal (const AmbFoundRules *self, const char *since);

G_END_DECLS
