/* Whom a request is addressed to: persons, or a role, a node, a cohort. */
#pragma once

#include "amb-asking.h"
#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_ASK_TARGET (amb_ask_target_get_type ())
G_DECLARE_FINAL_TYPE (AmbAskTarget, amb_ask_target, AMB, ASK_TARGET, AdwBin)

/** amb_ask_target_new: Signal "changed": somebody else is addressed */
GtkWidget *amb_ask_target_new (AmbContext *context);
/** amb_ask_target_set: @ids: (nullable): nobody; without the signal */
void amb_ask_target_set (AmbAskTarget *self, AmbAskTo to, const char *const *ids);
/** amb_ask_target_apply: addresses @ask */
void amb_ask_target_apply (AmbAskTarget *self, AmbAsk *ask);

G_END_DECLS
