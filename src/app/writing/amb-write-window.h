/* Writing to people: a template in the language of each, filled in and changed as wished, and the
 * mails that the mail program opens. */
#pragma once

#include "amb-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_WRITE_WINDOW (amb_write_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbWriteWindow, amb_write_window, AMB, WRITE_WINDOW, AdwWindow)

/** amb_write_may: may who sits here write to people, and keep that they did? */
gboolean amb_write_may (AmbContext *context);

/**
 * amb_write_window_new:
 * @entity: as amb_writing_load()
 * @purpose: (nullable): of a letter, when it is for that one alone; else whoever writes chooses.
 * "invitation": to a seat of the frozen cohort @ids, and what is opened counts as an invitation
 * that was sent; "told": whoever is written to was told that the programme knows them
 */
GtkWidget *amb_write_window_new (AmbContext *context,
                                 const AmbEntity *entity,
                                 const char *const *ids,
                                 const char *purpose,
                                 GtkWindow *parent);

G_END_DECLS
