/* What the server never got, as a file: written before a server is left, taken up again later. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/** amb_unsent_count: what leaving the server would lose: operations that wait or are parked, and
 * what was typed of findings */
gint64 amb_unsent_count (AmbStore *store);
/** amb_unsent_to_json: (transfer full): all of it, in the order in which it was done:
 * `{"format":"ambassade-unsent","exported","operations":[{"entity","id","title","kind","at",
 * "change"}]}`; @change is the payload of a push. A finding is an operation too, with what was
 * typed. */
char *amb_unsent_to_json (AmbStore *store, GError **error);

/**
 * amb_unsent_take_up:
 * @data: the file's bytes
 * @n_done: (out): how many operations were done
 * @left: (out) (transfer full): of char *, a sentence for each that could not be
 *
 * Does it all again by ordinary commands, which one undo takes back. AMB_ERROR_INVALID when it is
 * no such file; then nothing was done. On the thread that owns @programme.
 */
gboolean amb_unsent_take_up (AmbProgramme *programme,
                             const char *data,
                             gsize length,
                             guint *n_done,
                             GPtrArray **left,
                             GError **error);

G_END_DECLS
