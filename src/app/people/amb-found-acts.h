/* What is done about people found by activity, and what is said afterwards. */
#pragma once

#include "amb-context.h"
#include "amb-suggestions.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  AMB_FOUND_IDENTIFY,
  AMB_FOUND_PUT_OFF,
  AMB_FOUND_TELL,
  AMB_FOUND_REMOVE,
} AmbFoundVerb;

/** amb_found_act_async: @ids: (transfer full): of people, NULL-terminated. One undo. Main thread.
 */
void amb_found_act_async (AmbContext *context,
                          AmbFoundVerb verb,
                          char **ids,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/** amb_found_act_finish: (transfer full): a sentence: what was done, and who was left and why */
char *amb_found_act_finish (AmbContext *context, GAsyncResult *result, GError **error);

/** amb_found_removal_new: lists those of @untold (of AmbUntold) whose day of removal has come, and
 * asks; its response "remove" is a yes about amb_found_removal_get_ids() */
GtkWidget *amb_found_removal_new (GtkWindow *parent, GPtrArray *untold);
char **amb_found_removal_get_ids (AdwMessageDialog *dialog);

G_END_DECLS
