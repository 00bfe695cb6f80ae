/* What needs attention, as a person did it: all that was refused of one action is one of them. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_ATTENTION_MAIN,    /* what the action was about */
  AMB_ATTENTION_PART,    /* done with it */
  AMB_ATTENTION_WRITTEN, /* by the program because of the rest, with which it is written again */
} AmbAttentionRole;

/* A conflict or a duplicate alone; of what was refused, everything of one action. */
typedef struct
{
  GPtrArray *findings; /* of AmbFinding, borrowed: the oldest first */
  const AmbFinding *main;
  const char *detail; /* nullable, borrowed: refused: why */
} AmbAttentionAct;

/** amb_attention_acts_new: (transfer full): of AmbAttentionAct, the newest first. @findings: (not
 * nullable): as amb_findings_list() gives them; they live as long as the acts. */
GPtrArray *amb_attention_acts_new (GPtrArray *findings);
/** amb_attention_acts_count: how many there are; any thread, with its own store */
gboolean amb_attention_acts_count (AmbStore *store, gint64 *n, GError **error);
AmbAttentionRole amb_attention_act_get_role (const AmbAttentionAct *self,
                                             const AmbFinding *finding);
/** amb_attention_act_has: is the finding @key one of it? */
gboolean amb_attention_act_has (const AmbAttentionAct *self, gint64 key);

typedef gboolean (*AmbAttentionAccepts) (const AmbAttentionAct *act, gpointer data);
/* Settles one finding, as its role asks for: what the program wrote is left, and comes with the
 * rest. */
typedef gboolean (*AmbAttentionSettle) (AmbProgramme *programme,
                                        const AmbFinding *finding,
                                        AmbAttentionRole role,
                                        gpointer data,
                                        GError **error);

/* What it came to. */
typedef struct
{
  guint n_settled, n_left; /* acts */
  GError *why;             /* nullable: why the first that was left was left */
} AmbAttentionReport;
void amb_attention_report_clear (AmbAttentionReport *self);

/**
 * amb_programme_settle_acts:
 * @accepts: (nullable): which of them; NULL: all
 * @label: translated, what “Undo …” says of all of them
 * @report: (out caller-allocates): amb_attention_report_clear() afterwards
 *
 * Settles acts, the oldest first, each whole or not at all, and all as one step of undo. What is
 * done again of one act reaches the server as one action. What a rule refuses stays, and is
 * counted; any other @error leaves everything as it was.
 */
gboolean amb_programme_settle_acts (AmbProgramme *self,
                                    AmbAttentionAccepts accepts,
                                    AmbAttentionSettle settle,
                                    gpointer data,
                                    const char *label,
                                    AmbAttentionReport *report,
                                    GError **error);

G_END_DECLS
