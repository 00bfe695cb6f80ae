/* Words that windows of assets and needs share, and the windows' frame. */
#pragma once

#include "amb-context.h"
#include "amb-family-facts.h"
#include <adwaita.h>

G_BEGIN_DECLS

/** amb_outcome_describe: (transfer full): “3 publications · potential reach 1,500 · engagement 10 ·
 * 1 unknown”; what is estimated is said so, and what isn't known is no 0 */
char *amb_outcome_describe (const AmbOutcome *self);
/** amb_relative_dup_title: (transfer full): its title, or what it is and where: “Published on Page”
 */
char *amb_relative_dup_title (const AmbRelative *self);
/** amb_relative_dup_line: (transfer full): state, department, audience and what came of it */
char *amb_relative_dup_line (const AmbRelative *self, const char *today);
/** amb_relative_get_choice: (nullable): what the table says of its state */
const AmbChoice *amb_relative_get_choice (const AmbRelative *self);
const char *amb_relative_get_icon (const AmbRelative *self);

/**
 * amb_asset_window_fill:
 * @title: translated
 * @content: (transfer floating)
 *
 * Header bar, toasts over @content, Esc closes; `win.` actions that it doesn't know are the
 * parent's. Returns: the title
 */
AdwWindowTitle *amb_asset_window_fill (AdwWindow *self, const char *title, GtkWidget *content);
/** amb_asset_window_say: a toast; @with_undo: with a button that takes it back */
void amb_asset_window_say (AdwWindow *self, const char *text, gboolean with_undo);
/** amb_asset_window_find: (nullable): the window of @type and @id that is open over @parent */
GtkWindow *amb_asset_window_find (GType type, const char *id, GtkWindow *parent);
/** amb_asset_window_place: over @parent, for @id, which amb_asset_window_find() finds */
void amb_asset_window_place (AdwWindow *self, const char *id, GtkWindow *parent);

G_END_DECLS
