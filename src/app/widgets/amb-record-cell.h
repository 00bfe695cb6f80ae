/* One cell of a list of records: a value in words, a chip, or a name with its avatar. */
#pragma once

#include "amb-list-item.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_RECORD_CELL (amb_record_cell_get_type ())
G_DECLARE_FINAL_TYPE (AmbRecordCell, amb_record_cell, AMB, RECORD_CELL, GtkWidget)

typedef enum
{
  AMB_CELL_TEXT,
  AMB_CELL_CHIP,    /* icon and word of a choice */
  AMB_CELL_NAME,    /* avatar and name of a person */
  AMB_CELL_TOLD,    /* a number, and beside it the chip of another field */
  AMB_CELL_SUMMARY, /* a whole row at narrow width: avatar or icon, title, two values, chip */
} AmbCellKind;

/** amb_cell_kind_of: what suits @field of @entity in a column */
AmbCellKind amb_cell_kind_of (const AmbEntity *entity, const AmbField *field);

/**
 * amb_record_cell_new:
 * @field: (nullable): none for AMB_CELL_SUMMARY
 * @unset: (nullable): what an unset value shows, translated and static: “No role yet”
 */
GtkWidget *amb_record_cell_new (const AmbEntity *entity,
                                const AmbField *field,
                                AmbCellKind kind,
                                const char *unset);

/** amb_record_cell_new_told: @field is a number, @told a field of choices that says how much is
 * known of it */
GtkWidget *
amb_record_cell_new_told (const AmbEntity *entity, const AmbField *field, const AmbField *told);

/**
 * amb_record_cell_set_item:
 * @item: (nullable): shown until another is set, and anew whenever its record is loaded
 * @today: (nullable): interned, for days in words
 */
void amb_record_cell_set_item (AmbRecordCell *self, AmbListItem *item, const char *today);
AmbListItem *amb_record_cell_get_item (AmbRecordCell *self); /* nullable */

G_END_DECLS
