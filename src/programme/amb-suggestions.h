/* People found by activity: who is suggested and why, who waits to be told, and what is done about
 * them. */
#pragma once

#include "amb-found.h"
#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  char *email;           /* nullable */
  char *node;            /* nullable: name of the home node */
  AmbFoundPerson person; /* its strings are of AmbSuggestions.texts */
  guint kinds;           /* bits 1 << AmbFoundKind */
} AmbSuggestion;

typedef struct
{
  AmbFoundRules rules;
  char *today;
  GPtrArray *people; /* of AmbSuggestion, by name: nobody is above another */
  GStringChunk *texts;
} AmbSuggestions;

/**
 * amb_suggestions_load:
 * @root: (nullable): id of a node: people of it or below, by home node or department
 *
 * Two statements, however many people there are. On the thread of @store.
 */
AmbSuggestions *amb_suggestions_load (AmbStore *store, const char *root, GError **error);
void amb_suggestions_free (AmbSuggestions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSuggestions, amb_suggestions_free)

/* Somebody identified whom nobody told yet. */
typedef struct
{
  char *id;
  char *name;
  char *email; /* nullable */
  char *node;  /* nullable */
  char *why;   /* nullable: the evidence with which they were identified */
  char *since; /* day */
  char *tell_by;
  char *remove_on;
  gboolean is_late;      /* told by then: no */
  gboolean is_removable; /* the day of removal has come */
} AmbUntold;

void amb_untold_free (AmbUntold *self);
/** amb_untold_load: (transfer full): of AmbUntold, who must be told first comes first; @root as
 * above. All days are computed. */
GPtrArray *amb_untold_load (AmbStore *store, const char *root, GError **error);

typedef struct
{
  gint64 all;
  gint64 removable; /* whose day of removal has come */
} AmbUntoldCount;

/** amb_untold_load_first: (transfer full): the first @most of them, without why; of the others
 * nothing is read but since when they wait. @day: on which somebody is removable */
GPtrArray *amb_untold_load_first (AmbStore *store,
                                  const char *root,
                                  const char *day,
                                  guint most,
                                  AmbUntoldCount *count,
                                  GError **error);

/* The same words for the window, the command line and the reason of a move; translated. */
/** amb_found_get_title: “Enthusiastic” */
const char *amb_found_get_title (AmbFoundKind kind);
/** amb_suggestion_dup_evidence: (transfer full): “14 answers in 30 days in Support, last on 12
 * Nov; …”; @kinds: bits */
char *amb_suggestion_dup_evidence (const AmbSuggestions *self,
                                   const AmbSuggestion *suggestion,
                                   guint kinds);

/* What was done, and what was left. */
typedef struct
{
  guint n_done;
  GPtrArray *left; /* of char *: a sentence for each person who was left as they are */
} AmbFoundReport;
void amb_found_report_clear (AmbFoundReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmbFoundReport, amb_found_report_clear)

/*
 * Each of the following is one undo and one transaction on the writer's thread. @ids: of people,
 * NULL-terminated. Whoever it cannot be done to, because somebody else was faster or there is no
 * right, stays as they are and is named in @report; when nobody remains, the first reason is the
 * error.
 */
/** amb_programme_identify: who is still suggested becomes “identified”, with the evidence as reason
 */
gboolean amb_programme_identify (AmbProgramme *self,
                                 const char *const *ids,
                                 AmbFoundReport *report,
                                 GError **error);
/** amb_programme_put_off: not now: not suggested again for the programme's `found-later-days` */
gboolean amb_programme_put_off (AmbProgramme *self,
                                const char *const *ids,
                                AmbFoundReport *report,
                                GError **error);
/** amb_programme_tell: they were told today */
gboolean amb_programme_tell (AmbProgramme *self,
                             const char *const *ids,
                             AmbFoundReport *report,
                             GError **error);
/** amb_programme_remove_untold: of those identified and never told, whose day of removal has come
 */
gboolean amb_programme_remove_untold (AmbProgramme *self,
                                      const char *const *ids,
                                      AmbFoundReport *report,
                                      GError **error);

G_END_DECLS
