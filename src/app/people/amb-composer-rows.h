/* Rows of the cohort composer: people, holes, and how many share what. */
#pragma once

#include "amb-composer.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_composer_row_new: somebody: name, where they are, state, fit where it is known. @has_chip:
 * the state is a chip; else a word, and only when it isn't “shortlisted”. The row's person is
 * amb_composer_row_get_person() (an id). */
GtkWidget *amb_composer_row_new (const AmbComposerPerson *person, gboolean has_chip);
const char *amb_composer_row_get_person (GtkWidget *row);
/** amb_composer_row_add_button: at the row's end; @action is a detailed action name whose target is
 * the person: "composer.up" */
void amb_composer_row_add_button (GtkWidget *row,
                                  const char *icon,
                                  const char *name,
                                  const char *action);

/** amb_composer_hole_row_new: the sentence with its sign */
GtkWidget *amb_composer_hole_row_new (const AmbComposerHole *hole);
GtkWidget *amb_composer_tally_row_new (const AmbComposerTally *tally);
/** amb_composer_pair_row_new: a share of two drafts beside one another; what differs stands out */
GtkWidget *amb_composer_pair_row_new (const AmbComposerPair *pair);
/** amb_composer_get_side_title: “By Role” */
const char *amb_composer_get_side_title (AmbComposerSide side);

G_END_DECLS
