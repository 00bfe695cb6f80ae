/* Whether a person can read what a window shows (docs/testing.md, “Layouts”): nothing is cut,
 * nothing lies over something else, and no window is larger than its screen.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct
{
  const char *rule;  /* "ellipsis", "cut", "overlap" or "window" */
  char *text;        /* what can't be read */
  char *why;         /* the rest of the sentence */
  char *path;        /* where it is in the tree of widgets */
  GdkRectangle rect; /* in its window */
} LayoutFinding;

typedef struct
{
  GPtrArray *findings; /* of LayoutFinding */
  GPtrArray *texts;    /* all that is to be read, in the order of the tree */
  guint state;         /* another one where a text, or its place, is another one */
  gboolean is_busy;    /* something turns, or nothing is there yet */
} LayoutVerdict;

/** layout_judge: looks at every window and popover on the screen */
LayoutVerdict *layout_judge (void);
/** layout_judge_window: looks at one window and the popovers in it */
LayoutVerdict *layout_judge_window (GtkWindow *window);
void layout_verdict_free (LayoutVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LayoutVerdict, layout_verdict_free)
