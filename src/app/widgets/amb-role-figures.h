/* The roles of a person, or one role as a whole: mission, what shows that it is held well, steps.
 */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_ROLE_FIGURES (amb_role_figures_get_type ())
G_DECLARE_FINAL_TYPE (AmbRoleFigures, amb_role_figures, AMB, ROLE_FIGURES, GtkWidget)

/**
 * amb_role_figures_new:
 *
 * Hidden while there is nothing to show, and to whom it is not for. It follows the context's
 * "changed" by itself; facts are read on a reader thread. Whoever may tick the steps does it there.
 * Main thread.
 */
GtkWidget *amb_role_figures_new (AmbContext *context);

/** amb_role_figures_set_person: id of an ambassador; NULL hides it */
void amb_role_figures_set_person (AmbRoleFigures *self, const char *person);
/** amb_role_figures_set_record: of a person their roles, of a role itself; of any other record
 * nothing */
void amb_role_figures_set_record (AmbRoleFigures *self, AmbRecord *record);

G_END_DECLS
