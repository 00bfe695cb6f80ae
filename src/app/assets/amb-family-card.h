/* One relative in the drawing of a family: what it is, its state, and how many more it hides. */
#pragma once

#include "amb-family-facts.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_FAMILY_CARD (amb_family_card_get_type ())
G_DECLARE_FINAL_TYPE (AmbFamilyCard, amb_family_card, AMB, FAMILY_CARD, GtkBox)

/** amb_family_card_new: signals "clicked", "fold-clicked": the person wants its children shown, or
 * not any more */
GtkWidget *
amb_family_card_new (const AmbRelative *relative, const AmbFamilyLink *link, const char *today);
/** amb_family_card_set_open: @n_shown of its children are shown */
void amb_family_card_set_open (AmbFamilyCard *self, guint n_shown);
void amb_family_card_set_chosen (AmbFamilyCard *self, gboolean chosen);
/** amb_family_card_get_button: what has the focus */
GtkWidget *amb_family_card_get_button (AmbFamilyCard *self);

G_END_DECLS
