/* Who was invited to a cohort, and what they answered. */
#pragma once

#include "amb-composer.h"
#include "amb-section.h"

G_BEGIN_DECLS

/** amb_composer_guests_fill: @guests: of AmbComposerGuest; @may_write: with a button that records
 * an answer, “composer.answer”, beside those who haven’t given one */
void amb_composer_guests_fill (AmbSection *section,
                               GPtrArray *guests,
                               const char *today,
                               gboolean may_write);

G_END_DECLS
