/* Answering what one is asked: accept, decline, done; by oneself or recorded on somebody's behalf.
 */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  const char *to;      /* "accepted", "declined", "done" */
  const char *minutes; /* nullable: that it took; NULL: as was thought */
  const char *channel; /* nullable: how the person answered, when somebody else records it */
  const char *day;     /* nullable: when they answered or did it; NULL: today */
} AmbAnswer;

/**
 * amb_programme_answer:
 * @id: of a task
 *
 * Moves the task, through *accepted* where it was only proposed, and fills in what belongs to the
 * answer. What is done is also kept as a programme action of the person, and as their last
 * activity. A refusal or an acceptance writes nothing about the person. All in one transaction and
 * one undo group. AMB_ERROR_REFUSED names the moves that are possible; AMB_ERROR_DENIED when one
 * may not answer for this person.
 */
gboolean
amb_programme_answer (AmbProgramme *self, const char *id, const AmbAnswer *answer, GError **error);

/** amb_programme_answer_why: the same; @why: (nullable): the reason of the last of its moves */
gboolean amb_programme_answer_why (
    AmbProgramme *self, const char *id, const AmbAnswer *answer, const char *why, GError **error);

/** amb_answer_new_activity: (transfer full): the programme action that @task, which @person did,
 * is;
 * @at: an instant; @by: (nullable): id of who recorded it on their behalf */
AmbRecord *amb_answer_new_activity (
    AmbRecord *task, AmbRecord *person, const char *at, gboolean behalf, const char *by);

G_END_DECLS
