/* What is asked when an answer to an invitation is recorded, and when a seat goes to the wait list.
 */
#pragma once

#include "amb-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** amb_composer_answer_show: yes or no, how it came, when, and where it can be found; one undo. A
 * toast of @widget’s window says who comes next after a no. */
void amb_composer_answer_show (AmbContext *context,
                               GtkWidget *widget,
                               const char *cohort,
                               const char *person,
                               const char *name);

/** amb_composer_promote_show: the reason; @person: (nullable): whoever comes next, called @name */
void amb_composer_promote_show (AmbContext *context,
                                GtkWidget *widget,
                                const char *cohort,
                                const char *person,
                                const char *name);

G_END_DECLS
