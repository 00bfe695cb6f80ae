/* The widgets of the cohort composer: built once, filled from what was read. */
#pragma once

#include "amb-chip.h"
#include "amb-composer-facts.h"
#include "amb-section.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  GtkStack *pages; /* "cohort", or "none" */
  GtkBox *bar;
  GtkDropDown *cohorts;
  AmbChip *state;
  GtkLabel *sum;          /* “12 of 14 seats” */
  GtkWidget *new_button;  /* for whoever may compose */
  GtkMenuButton *compare; /* drafts and frozen ones to compare with */
  GtkMenuButton *freeze;
  GtkTextView *freeze_text;
  GtkWidget *fill; /* of a draft */
  GtkWidget *invite;
  GtkScrolledWindow *scrolled; /* around the columns, where they stand below each other */
  GtkBox *columns;
  GtkWidget *candidates_column;
  GtkWidget *search;
  GtkDropDown *states;
  AmbSection *candidates;
  GtkWidget *reason; /* why they have their places */
  GtkWidget *add_bar;
  GtkWidget *guests_column; /* once it is frozen, in place of the candidates */
  GtkWidget *promote;
  AmbSection *guests;
  AmbSection *draft;
  AmbSection *wait;
  AmbSection *holes;
  AmbSection *sides[AMB_COMPOSER_N_SIDES];
} AmbComposerParts;

/** amb_composer_parts_build: (transfer floating): everything, empty; their actions are
 * "composer.…" */
GtkWidget *amb_composer_parts_build (AmbComposerParts *self);
/** amb_composer_parts_show: @may_write: whoever can't compose sees no button for it */
void
amb_composer_parts_show (AmbComposerParts *self, const AmbComposerFacts *facts, gboolean may_write);
void amb_composer_parts_set_narrow (AmbComposerParts *self, gboolean narrow);
/** amb_composer_parts_dup_text: (transfer full): what stands in @view */
char *amb_composer_parts_dup_text (GtkTextView *view);

G_END_DECLS
