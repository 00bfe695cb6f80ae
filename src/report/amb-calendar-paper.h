/* The calendar of content on paper: each of its views, from the facts. */
#pragma once

#include "amb-calendar-facts.h"
#include "amb-paper-table.h"

G_BEGIN_DECLS

/* A view: one line here, and one in the table of amb-calendar-paper.c. */
typedef enum
{
  AMB_CALENDAR_PAPER_MONTH,
  AMB_CALENDAR_PAPER_WEEK,
  AMB_CALENDAR_PAPER_BOARD,
  AMB_CALENDAR_PAPER_LANES,
  AMB_CALENDAR_PAPER_AGENDA,
  AMB_N_CALENDAR_PAPERS
} AmbCalendarPaperKind;

/** amb_calendar_paper_find: "month", "week", "board", "lanes", "agenda"; FALSE: none of them */
gboolean amb_calendar_paper_find (const char *name, AmbCalendarPaperKind *kind);

/* What is asked; borrowed. */
typedef struct
{
  AmbCalendarPaperKind kind;
  const char *day;   /* of the month that is shown, or of the week */
  const char *today; /* is printed on it */
  GTimeZone *zone;   /* the reader's */
  guint audiences;   /* bits, 0: all */
  AmbQuery *filter;  /* nullable: of content items */
  gboolean is_rtl;
} AmbCalendarPaperAsk;

/** amb_calendar_paper_load: (transfer full): borrows nothing. Any thread with a store; one query
 * for the weeks, one for what has no day. */
AmbPaperTable *
amb_calendar_paper_load (AmbStore *store, const AmbCalendarPaperAsk *ask, GError **error);

/** amb_calendar_paper_dup_name: (transfer full): of a file for it: “Content 2026-11 month.pdf” */
char *amb_calendar_paper_dup_name (AmbCalendarPaperKind kind, const char *day);

G_END_DECLS
