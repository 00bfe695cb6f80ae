/* My Training: what comes next, the tracks that I am on, what I completed, what is open to me. */
#pragma once

#include "amb-page.h"

G_BEGIN_DECLS

#define AMB_TYPE_OWN_TRAINING_PAGE (amb_own_training_page_get_type ())
G_DECLARE_FINAL_TYPE (AmbOwnTrainingPage, amb_own_training_page, AMB, OWN_TRAINING_PAGE, AmbPage)

G_END_DECLS
