/* What needs me now: read from the store as data, so that the page only shows it. */
#pragma once

#include "amb-access.h"
#include "amb-store.h"

G_BEGIN_DECLS

/* A further thing to do about a line. */
typedef struct
{
  const char *verb; /* translated */
  char *action;     /* detailed action name */
} AmbTodayAct;

/* One line: a record or a circumstance, and the one thing to do about it. */
typedef struct
{
  const AmbEntity *entity; /* nullable: a circumstance, not a record */
  char *id;                /* nullable */
  char *title;
  char *caption;
  char *when;             /* nullable: “2 days left”, “Due 10 Dec” */
  const char *when_style; /* "bad" "warn" "info": as a chip; NULL: as a caption */
  const char *icon;       /* nullable: a person, shown by an avatar */
  const char *icon_style; /* nullable: "bad" "warn" "info" */
  const char *verb;       /* translated: on the button */
  char *action;           /* detailed action name of the button */
  GPtrArray *acts;        /* nullable: of AmbTodayAct: buttons before that one */
} AmbTodayLine;

typedef struct
{
  const char *title;  /* translated */
  const char *place;  /* where the pill counts it; NULL: it does not wait for me */
  gboolean is_main;   /* in the left column */
  gint64 count;       /* of all, the lines are the first of them */
  GPtrArray *lines;   /* of AmbTodayLine */
  char *entity;       /* nullable: of Show All */
  char *query;        /* nullable: JSON of Show All */
  const char *action; /* nullable: detailed: what Show All does instead of opening a list */
} AmbTodaySection;

typedef struct
{
  GPtrArray *sections; /* of AmbTodaySection, in order; only those that have lines */
  gint64 others;       /* people in the programme beside who acts here */
  gint64 nodes;        /* in the network */
  gint64 findings;     /* that need a person */
} AmbTodayFacts;

/**
 * amb_today_facts_read:
 * @now: an instant
 * @today: the day in the programme's zone
 * @access: of whoever asks: what they have no right to do waits for somebody else
 * @node: (nullable): what waits there or below; what is asked of me stays, wherever it belongs
 *
 * A handful of short queries on a reader's store. Any thread. AMB_ERROR as the store gives them.
 */
AmbTodayFacts *amb_today_facts_read (AmbStore *store,
                                     gint64 now,
                                     const char *today,
                                     AmbAccess access,
                                     const char *node,
                                     GError **error);
void amb_today_facts_free (AmbTodayFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbTodayFacts, amb_today_facts_free)

/** amb_today_facts_count: how much waits for me in @place; NULL: in all */
guint amb_today_facts_count (const AmbTodayFacts *self, const char *place);

G_END_DECLS
