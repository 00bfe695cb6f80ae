/* A state said by icon and word, never by colour alone. */
#pragma once

#include "amb-entity.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_CHIP (amb_chip_get_type ())
G_DECLARE_FINAL_TYPE (AmbChip, amb_chip, AMB, CHIP, GtkWidget)

GtkWidget *amb_chip_new (void);

/**
 * amb_chip_set:
 * @icon: (nullable): symbolic icon name
 * @text: (nullable): the word; NULL hides the chip
 * @style: (nullable): "good" "warn" "bad" "info"; NULL: neutral
 */
void amb_chip_set (AmbChip *self, const char *icon, const char *text, const char *style);

/** amb_chip_set_choice: what the table says of a state; NULL hides the chip */
void amb_chip_set_choice (AmbChip *self, const AmbChoice *choice);

/** amb_chip_set_may_shrink: in a column that a person makes as narrow as they like; else its word
 * stands whole */
void amb_chip_set_may_shrink (AmbChip *self, gboolean may_shrink);

G_END_DECLS
