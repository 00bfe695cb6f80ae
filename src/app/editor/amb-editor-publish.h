/* What happens to a content item outside of its texts: suggested, accepted, handed over, out. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/** amb_editor_suggest: asks for an idea, in the name of who sits here */
void amb_editor_suggest (AmbContext *context, GtkWindow *parent);
/** amb_editor_accept: asks who writes, reviews and when, of the suggestion @id */
void amb_editor_accept (AmbContext *context, const char *id, GtkWindow *parent);

/**
 * amb_editor_publish:
 * @id: of a content item
 * @variant: (nullable): which of its texts went out; "": its own; NULL: the first that has not yet
 *
 * Asks for link, time, channel and audience of a publication, which is filled in as far as it is
 * known. Main thread.
 */
void
amb_editor_publish (AmbContext *context, const char *id, const char *variant, GtkWindow *parent);

/** amb_editor_say_out: the item @id, of which every text is out, is published. @from: its window
 * tells it, with undo */
void amb_editor_say_out (AmbContext *context, const char *id, GtkWidget *from);

/* By a mail to whoever publishes the item, or as an entry for their calendar. */
typedef enum
{
  AMB_EDITOR_BY_COPY,
  AMB_EDITOR_BY_MAIL,
  AMB_EDITOR_BY_CALENDAR,
} AmbEditorWay;

/**
 * amb_editor_hand_over:
 * @record: the item, or one of its variants
 * @post: as it goes out
 *
 * The text goes to who publishes it: the owner of its channel, else of the item. That it did stands
 * among the comments. Toasts say what happened.
 */
void amb_editor_hand_over (AmbContext *context,
                           AmbRecord *item,
                           AmbRecord *record,
                           const char *post,
                           AmbEditorWay way,
                           GtkWindow *window);

G_END_DECLS
